"""What looks like an amount, a term or a place of the customer and is none: numbers of lines, former and proposed
limits, warranties, days of the month, the goods and places of others.
"""

import pandas as pd
import pytest

from odoo.addons.dso_smart_upload.pipeline.recognise import suggest

CERTAIN = 0.8  # as the engine has it
AMOUNTS = ("5000", "2500", "100", "12000", "700", "1500")


def suggested(header, values, *others):
    """Return the ``Suggestion`` of a column beside a code and a name; ``others`` are (header, values)."""
    columns = [
        ("Customer code", tuple(f"C{number}" for number in range(len(values)))),
        ("Company name", tuple(f"Firm {number} Ltd" for number in range(len(values)))),
        (header, values),
        *others,
    ]
    rows = pd.DataFrame(dict(enumerate(values for _header, values in columns)), dtype=str)
    return suggest([name for name, _values in columns], rows)[2]


# ------------------------------------------------------------------ amounts


@pytest.mark.parametrize(
    "header",
    "Ligne|Line|Línea|Linea|Lijn|Linha|Linje|Linie|Zeile|Rad|Rivi|Riga|Regel|Wiersz|Řádek|Sor|Satır|Γραμμή".split("|"),
)
@pytest.mark.parametrize("values", [("1", "2", "3"), tuple(map(str, range(1, 31))), AMOUNTS])
def test_the_number_of_a_line_is_no_amount(header, values):
    assert suggested(header, values).field not in ("credit_limit", "insurer_guarantee")


@pytest.mark.parametrize("header", ["Credit limit", "Plafond", "Kreditlimit", "Insured amount", "Other guarantee"])
def test_numbers_that_count_the_lines_are_no_amounts(header):
    found = suggested(header, tuple(map(str, range(1, 9))))
    assert found.field == ""
    assert "count the lines" in found.reason
    assert suggested(header, ("1000", "2000", "3000", "4000")).field  # round amounts do not count lines


@pytest.mark.parametrize(
    "header",
    "Ancien plafond|Fido precedente|Previous credit limit|Former credit limit|Límite anterior de crédito"
    "|Vorige kredietlimiet|Poprzedni limit kredytu|Tidigare kreditgräns|Forrige kredittgrense|Tidligere kreditlimit"
    "|Bisheriges Kreditlimit|Limite de crédito anterior|Předchozí kreditní limit|Predchádzajúci kreditný limit"
    "|Előző hitelkeret|Limita de credit anterioară|Önceki kredi limiti|Edellinen luottoraja"
    "|Προηγούμενο πιστωτικό όριο".split("|"),
)
def test_a_former_limit_is_not_the_limit(header):
    assert suggested(header, AMOUNTS).field == ""


@pytest.mark.parametrize(
    "header",
    "Proposed credit limit|New credit limit|Nouveau plafond|Plafond proposé|Kreditlimit Vorschlag|Neues Kreditlimit"
    "|Fido proposto|Límite de crédito propuesto|Voorgestelde kredietlimiet|Limite de crédito proposto"
    "|Proponowany limit kredytu|Navrhovaný kreditní limit|Navrhovaný kreditný limit|Föreslagen kreditgräns"
    "|Foreslået kreditlimit|Ny kredittgrense|Ehdotettu luottoraja|Javasolt hitelkeret|Limita de credit propusă"
    "|Önerilen kredi limiti|Προτεινόμενο πιστωτικό όριο".split("|"),
)
def test_a_proposed_limit_is_not_the_limit(header):
    assert suggested(header, AMOUNTS).field == ""


@pytest.mark.parametrize(
    "header", ["Plafond carte", "Credit limit Zorblatt", "Kreditlimit Quux", "Insured value of goods"]
)
def test_amounts_do_not_make_up_for_a_word_that_nobody_knows(header):
    """Any column of amounts agrees with any field for amounts."""
    assert suggested(header, AMOUNTS).field == ""


@pytest.mark.parametrize(
    "header",
    "Retenue de garantie|Retention guarantee|Sicherheitseinbehalt|Retención de garantía|Ritenuta a garanzia"
    "|Retenção de garantia|CA garanti|Guaranteed turnover|Umsatz versichert|Fatturato assicurato|Omzet verzekerd"
    "|Valeur assurée marchandise".split("|"),
)
def test_what_is_held_back_or_sold_is_no_guarantee(header):
    assert suggested(header, AMOUNTS).field == ""


@pytest.mark.parametrize("header", ["Garantie", "Guarantee", "Garantía", "Garanzia", "Gwarancja", "Garanti", "Záruka"])
def test_a_warranty_in_months_is_no_amount(header):
    assert suggested(header, ("12", "24", "36")).field == ""


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Plafond", "credit_limit"),
        ("Limite", "credit_limit"),
        ("Ligne de crédit", "credit_limit"),
        ("Credit line", "credit_limit"),
        ("Kreditlinie", "credit_limit"),
        ("Línea de crédito", "credit_limit"),
        ("Kredietlijn", "credit_limit"),
        ("Garantie", "insurer_guarantee"),
        ("Encours garanti", "insurer_guarantee"),
    ],
)
def test_amounts_that_are_meant(header, field):
    assert suggested(header, AMOUNTS).field == field


# ------------------------------------------------------------------ terms


@pytest.mark.parametrize("header", ["Días de pago", "Dias de pagamento", "Jours de paiement", "Giorni di pagamento"])
@pytest.mark.parametrize("values", [("25", "10", "25"), ("5", "20", "5 y 20"), ("30", "15", "15")])
def test_days_of_payment_may_be_days_of_the_month(header, values):
    found = suggested(header, values)
    assert found.field == ""
    assert "fixed days of the month" in found.reason
    assert suggested(header, ("30", "60", "45")).field == "payment_term"  # these cannot be


def test_days_of_the_month_leave_the_term_to_the_column_that_says_it():
    when = ("Transferencia 30 días", "Recibo 60 días", "Contado")
    rows = pd.DataFrame(
        {0: ["1", "2", "3"], 1: ["A S.L.", "B S.A.", "C S.L."], 2: when, 3: ["25", "25", ""]}, dtype=str
    )
    found = suggest(["Código cliente", "Razón social", "Forma de pago", "Días de pago"], rows)
    assert [one.field for one in found] == ["code", "name", "payment_method", ""]


def test_a_bill_is_of_a_supplier():
    assert suggested("Bill due days", ("60", "60", "30"), ("Invoice due days", ("30", "14", "30"))).field == ""
    assert (
        suggested("Invoice due days", ("30", "14", "30"), ("Bill due days", ("60", "60", "30"))).field == "payment_term"
    )


# ------------------------------------------------------------------ places

ZIPS, CITIES, COUNTRIES = ("69001", "75011", "06000"), ("Lyon", "Paris", "Nice"), ("France", "Italy", "Spain")


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Code postal chantier", ZIPS),
        ("Ville chantier", CITIES),
        ("PLZ Baustelle", ZIPS),
        ("CAP cantiere", ZIPS),
        ("Código postal obra", ZIPS),
        ("Job site postcode", ZIPS),
        ("Postcode bouwplaats", ZIPS),
        ("Postal code Zorblatt", ZIPS),
        ("Pays d'origine", COUNTRIES),
        ("Country of origin", COUNTRIES),
        ("Ursprungsland", COUNTRIES),
        ("Herkunftsland", COUNTRIES),
        ("País de origen", COUNTRIES),
        ("Paese di origine", COUNTRIES),
        ("Land van herkomst", COUNTRIES),
        ("Kraj pochodzenia", COUNTRIES),
        ("Země původu", COUNTRIES),
    ],
)
def test_another_place_is_not_the_customers(header, values):
    assert suggested(header, values).field == ""


# ------------------------------------------------------------------ guarantees that end


@pytest.mark.parametrize(
    ("amount", "end"),
    [
        ("Garantie assureur", "Date fin garantie"),
        ("Fido assicurato", "Scad. fido assicurato"),
        ("Versicherungslimit", "Versicherungslimit gültig bis"),
        ("Insured limit", "Insurance valid until"),
        ("Riesgo asegurado", "Fecha vencimiento riesgo asegurado"),
        ("Verzekerd bedrag", "Einddatum dekking"),
        ("Limit ubezpieczony", "Limit ubezpieczony ważny do"),
        ("Caution", "Date de fin de caution"),
    ],
)
def test_a_guarantee_that_ends_is_none_for_good(amount, end):
    """What its end says must not be lost: a guarantee that has run out would cover for ever."""
    columns = {"Code client": ("C1", "C2", "C3"), "Raison sociale": ("Alder SA", "Birch SA", "Cedar SA")}
    columns |= {amount: ("15 000,00", "5 000,00", "250,00"), end: ("31/12/2027", "30/06/2020", "")}
    rows = pd.DataFrame(dict(enumerate(columns.values())), dtype=str)
    found = dict(zip(columns, suggest(list(columns), rows), strict=True))
    assert (found[amount].field, found[end].field) == ("", "")
    assert end in found[amount].reason and "when it ends" in found[amount].reason


@pytest.mark.parametrize(
    ("end", "values"),
    [
        ("Date fin garantie", ("", "", "")),  # nothing ends
        ("Fin de contrat", ("31/12/2027", "30/06/2020", "01/01/2030")),  # something else does
        ("Date début garantie", ("31/12/2027", "30/06/2020", "01/01/2030")),
    ],
)
def test_a_guarantee_without_an_end_is_one_for_good(end, values):
    columns = {"Code client": ("C1", "C2", "C3"), "Raison sociale": ("Alder SA", "Birch SA", "Cedar SA")}
    columns |= {"Garantie assureur": ("15 000,00", "5 000,00", "250,00"), end: values}
    rows = pd.DataFrame(dict(enumerate(columns.values())), dtype=str)
    assert suggest(list(columns), rows)[2].field == "insurer_guarantee"


def test_the_end_of_a_temporary_guarantee_is_its_own():
    header = ["Code client", "Raison sociale", "Garantie assureur", "Garantie temporaire", "Date fin garantie"]
    values = (("C1", "C2"), ("Alder SA", "Birch SA"), ("500", "600"), ("50", "60"), ("31/12/2027", "30/06/2027"))
    rows = pd.DataFrame(dict(enumerate(values)), dtype=str)
    assert suggest(header, rows)[2].field == "insurer_guarantee"


@pytest.mark.parametrize(
    "values",
    [
        ("25 000 kr", "50 000 kr", "0 kr"),
        ("5 000,00 zł", "1 500,50 zł"),
        ("5000 Ft", "3000 Ft"),
        ("10 000 Kč", "3 000 Kč"),
        ("100 lei", "3.000 lei"),
        ("PLN 500", "PLN 1 200,50"),
        ("1.000,- kr.", "25.000,- kr."),
    ],
)
def test_amounts_in_any_currency_are_amounts(values):
    rows = pd.DataFrame({"Kundnr": [f"C{row}" for row in range(12)], "Credit limit": (values * 12)[:12]})
    assert [one.field for one in suggest(list(rows), rows)] == ["code", "credit_limit"]


def test_a_letter_before_a_number_is_no_currency():
    rows = pd.DataFrame({"Kundnr": [f"C{row}" for row in range(12)], "Credit limit": ["F12", "F13", "L1"] * 4})
    assert suggest(list(rows), rows)[1].field == ""


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Limit kredytu kupieckiego", "credit_limit"),
        ("Zapłacony kredyt kupiecki", ""),
    ],
)
def test_trade_credit_in_polish(header, field):
    rows = pd.DataFrame({"Code": [f"C{row}" for row in range(12)], header: ["4000", "2500,50", "10000"] * 4})
    assert suggest(list(rows), rows)[1].field == field
