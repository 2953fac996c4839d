"""What values say: kinds, and verdicts on a field."""

import pandas as pd
import pytest

from odoo.addons.dso_smart_upload.pipeline.recognise import suggest
from odoo.addons.dso_smart_upload.pipeline.recognise.evidence import (
    AGREE,
    DENY,
    DOUBT,
    SAMPLE_ROWS,
    SILENT,
    Evidence,
    judge,
    proves,
    sample,
)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("email", ["info@a.example", "a@b.example; c@d.example", "Compta@Exemple.fr"]),
        ("website", ["www.a.example", "https://b.example/x", "c-d.com"]),
        ("phone", ["01 23 45 67 89", "+33 (0)1.23.45.67.89", "089/123456-0", "0612345678"]),
        ("zip", ["75001", "1234 AB", "SW1A 1AA", "4000-123", "8001", "D-20095", "12-345"]),
        ("country", ["France", "DE", "Allemagne", "España", "Deutschland", "UK", "NLD", "Île Maurice"]),
        ("amount", ["1 234,56", "1.234,56 €", "1,234.56", "(12)", "12-", "0", "30 000", "1'000.50"]),
        ("date", ["31/12/2025", "2025-12-31", "31.12.25", "20251231", "12/31/2025", "1.3.99", "00/00/0000"]),
        ("term", ["30 jours fin de mois", "45 j FDM", "Net 30 EOM", "30 Tage netto", "60", "comptant", "30 gg d.f."]),
        ("term", ["30/60/90", "2/10 net 30", "3 x 30 jours", "Vorkasse", "2 mois", "prepaid", "50 % Skonto"]),
        ("method", ["Virement", "Prélèvement", "LCR", "Chèque", "CB", "Überweisung", "Lastschrift", "Bonifico"]),
        ("method", ["PayPal", "auf Rechnung", "Multibanco", "Lastschriftverfahren", "Bank transfers", "Direct debits"]),
        ("yes_no", ["Oui", "non", "X", "0", "Ja"]),
        ("language", ["FR", "fr_FR", "English", "Deutsch", "D"]),
        ("company", ["Dupont SARL", "Müller GmbH & Co. KG", "Rossi S.r.l.", "Pérez S.L.", "De Vries B.V.", "X Ltd"]),
        ("company", ["Závody s.r.o.", "ООО Ромашка", "Ets Dupont", "Kowalski Sp. z o.o.", "Bakkerij Groep NV"]),
        ("street", ["12 rue des Lilas", "Hauptstr. 5", "Via Roma, 3"]),
        ("siren", ["498259795", "290 748 334", "60699205500081"]),
        ("vat", ["FR78358991396", "DE262046610"]),
        ("iban", ["DE89 3704 0044 0532 0130 00"]),
    ],
)
def test_kinds(kind, values):
    assert Evidence(tuple(values)).share(kind) == 1


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("email", ["info", "@", "a.b"]),
        ("phone", ["12/12/2024", "abc", "12"]),
        ("zip", ["Paris", "12", "1234567"]),
        ("amount", ["abc", "12/2024", ""]),
        ("date", ["30-00-0001", "30-01-0001", "45.12.2025", "1-0-12", "12-34-56"]),
        ("siren", ["498259796", "123", "ABC"]),
        ("vat", ["C00012", "FR123"]),
        ("yes_no", ["perhaps", "12"]),
        ("country", ["Oui", "EUR", "LCR", "Sud", "Mars", "800"]),
        ("term", ["D", "K10D", "Filature D", "Virement SEPA", "Direct debit", "1,50"]),
        ("method", ["Debitor", "BO", "Rechnungsadresse", "30 jours"]),
        ("language", ["VR", "Paris", "12"]),
    ],
)
def test_other_values_are_not(kind, values):
    assert Evidence(tuple(values)).share(kind) == 0


@pytest.mark.parametrize(
    ("field", "values", "says"),
    [
        ("code", ["1", "2", "3", "4", "5"], AGREE),
        ("code", ["1", "2"], SILENT),
        ("code", ["1"] * 30 + ["2"] * 30, DENY),
        ("code", ["1", "1", "2", "2", "3", "3"], DOUBT),
        ("code", ["", "", "", "", "", "", "", "1", "2", "3", "4", "5"], DENY),
        ("code", [f"Menuiserie {letter} et fils" for letter in "ABCDEF"], DENY),
        ("name", [f"Menuiserie {letter} SARL" for letter in "ABCDEF"], AGREE),
        ("name", ["100", "200", "300", "400", "500"], DENY),
        ("credit_limit", ["30 000", "0", "12 500,00", "1000", "500"], AGREE),
        ("credit_limit", ["0", "0", "0", "0", "0"], AGREE),
        ("credit_limit", ["Oui", "Non", "Oui", "Non", "Oui"], DENY),
        ("groups", [f"C{number:04}" for number in range(30)], DENY),
        ("temporary_guarantee_to", ["31/12/2025"] * 5, AGREE),
        ("city", ["75001", "75002", "69003", "13004", "59005"], DENY),
        ("legal_id", ["C1", "C2", "C3", "C4", "C5"], DENY),
        ("email", ["", "", ""], SILENT),
    ],
)
def test_verdicts(field, values, says):
    assert judge(field, Evidence(tuple(values))).says == says


def test_proof_needs_enough_values():
    sirens = ("498259795", "290748334", "888762325", "960129047", "147966691")
    assert proves(Evidence(sirens[:1])) is None
    assert proves(Evidence(sirens))[:2] == ("legal_id", "siren")


@pytest.mark.parametrize("rows", [0, 1, SAMPLE_ROWS, SAMPLE_ROWS + 1, 100_000])
def test_sample(rows):
    positions = sample(rows)
    assert len(positions) == min(rows, SAMPLE_ROWS)
    assert len(set(positions)) == len(positions)
    assert all(0 <= position < rows for position in positions)


@pytest.mark.parametrize("guard", ["'{}", '="{}"', "\u200b{}", '"{}"'])
def test_marks_that_keep_a_value_text_hide_no_kind(guard):
    values = pd.DataFrame({"x": [guard.format(code) for code in ("01300", "75001", "07100", "69002")]})
    found = suggest(["Default Address Zip"], values)[0]
    assert (found.field, found.message.kind) == ("zip", "suggest_both")


def test_account_numbers_of_three_groups_are_keys():
    """Greek programs number their customers so."""
    codes = [f"30-00-{number:04}" for number in range(1, 20)]
    assert judge("code", Evidence(tuple(codes))).says == AGREE
    assert judge("code", Evidence(tuple(f"{day:02}-01-2026" for day in range(1, 20)))).says == DENY


@pytest.mark.parametrize(
    ("is_house", "values"),
    [
        (True, ["0 rue des Lilas", "12 bis avenue Foch", "Hauptstr. 5", "Via Roma 12", "Kerkstraat 7a", "1 High Road"]),
        (False, ["Lyon 3", "Paris 12e", "1050 Bruxelles", "69001 Lyon", "Rue", "Marseille 08", "Le Mans"]),
    ],
)
def test_streets_and_towns_with_a_number(is_house, values):
    for value in values:
        assert (Evidence([value]).share("house") == 1) == is_house, value


def suggested(header, *rows):
    return [one.field for one in suggest(header, pd.DataFrame(rows, columns=header))]


def test_streets_under_city_stay_open():
    rows = [(f"C{at}", f"Firm {at} SA", f"{at} rue des Lilas", "Lyon") for at in range(10)]
    assert suggested(["Code client", "Raison sociale", "Ville", "Adresse"], *rows)[2] == ""


@pytest.mark.parametrize("numbers", [("404833048", "732829320"), ("83404833048", "44732829320")])
def test_codes_and_tax_numbers_exchanged_in_two_rows_stay_open(numbers):
    rows = [(number, f"C00{at}", f"Firm {at} SA") for at, number in enumerate(numbers)]
    assert suggested(["Code client", "SIREN", "Raison sociale"], *rows)[:2] == ["", ""]


def test_tax_numbers_as_codes_in_two_rows_without_another_column_of_them():
    rows = [("404833048", "Firm 1 SA"), ("732829320", "Firm 2 SA")]
    assert suggested(["Code client", "Raison sociale"], *rows)[0] == "code"


@pytest.mark.parametrize("header", ["Landkode", "Country code"])
def test_norway_is_no_answer(header):
    rows = pd.DataFrame({"Kundenr": [f"C{row}" for row in range(12)], "Navn": ["Fjord AS"] * 12, header: ["NO"] * 12})
    assert suggest(list(rows), rows)[2].field == "country"


@pytest.mark.parametrize("values", [("NO", "YES"), ("no", "no"), ("Non", "Non")])
def test_answers_are_no_countries(values):
    rows = pd.DataFrame({"Kundenr": [f"C{row}" for row in range(12)], "Country": values * 6})
    assert suggest(list(rows), rows)[1].field == ""


def test_a_blank_column_for_terms_leaves_them_to_the_one_that_holds_them():
    terms = ["30 días", "60 días fecha factura", "45 días", "90 días"] * 3
    rows = pd.DataFrame(
        {"Código cliente": [f"C{row}" for row in range(12)], "Forma de pago": terms, "Días de pago": [""] * 12}
    )
    assert [one.field for one in suggest(list(rows), rows)][1] == "payment_term"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (
            ("30 días", "Contado", "60 días", "Transferencia 30 días", "90 días", "Recibo 30 días", "45 días"),
            "payment_term",
        ),
        (("Transferencia 30 días", "Recibo 60 días", "Transferencia 45 días", "30 días"), "payment_method"),
        (
            ("30 días", "Transferencia", "60 días", "Recibo 30 días", "Giro 45 días", "45 días", "90 días"),
            "payment_method",
        ),
    ],
)
def test_methods_and_terms_under_the_name_of_methods(values, field):
    rows = pd.DataFrame({"Código cliente": [f"C{row}" for row in range(21)], "Forma de pago": (values * 21)[:21]})
    assert suggest(list(rows), rows)[1].field == field
