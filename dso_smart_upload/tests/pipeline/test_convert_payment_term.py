"""Payment terms: what words mean, and which of Odoo's terms that is."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.convert.term_words import meaning, read_term
from odoo.addons.dso_smart_upload.pipeline.reference import NewRecord, Reference, Term, TermLine

AFTER = "days_after"
ON_THE = "days_end_of_month_on_the"
AFTER_MONTH = "days_after_end_of_month"
AFTER_NEXT = "days_after_end_of_next_month"


def line(delay_type, days, day_of_month=0, amount=100.0):
    return TermLine("percent", amount, delay_type, days, day_of_month)


# What Odoo comes with, and what a French company adds; Odoo stores the 10 in every line.
TERMS = (
    Term(1, ("Paiement immédiat", "Immediate Payment"), (line(AFTER, 0, 10),)),
    Term(2, ("30 jours", "30 Days"), (line(AFTER, 30, 10),)),
    Term(3, ("Fin du mois suivant", "End of Following Month"), (line(AFTER_NEXT, 0, 10),)),
    Term(4, ("10 Days after End of Next Month",), (line(AFTER_NEXT, 10, 10),)),
    Term(5, ("30% Now, Balance 60 Days",), (line(AFTER, 0, 10, 30.0), line(AFTER, 60, 10, 70.0))),
    Term(6, ("2/7 Net 30",), (line(AFTER, 30, 10),), early_discount=True),
    Term(7, ("90 days, on the 10th",), (line(ON_THE, 90, 10),)),
    Term(8, ("45 jours fin de mois",), (line(ON_THE, 45),)),
    Term(9, ("45 JFM export",), (line(ON_THE, 45),)),
    Term(10, ("Fin de mois 45 jours",), (line(AFTER_MONTH, 45, 10),)),
    Term(11, ("30 jours fin de mois le 10",), (line(ON_THE, 30, 10),)),
    Term(12, ("Conditions Dupont",), (line(AFTER, 90, 10),)),
)
REFERENCE = Reference(country="FR", terms=TERMS)


def read(words, **options):
    terms = converter("payment_term", words, REFERENCE, **options)
    cells = [terms.clean(word) for word in words]
    return [cell.message.key if cell.bad else cell.value for cell in cells]


@pytest.mark.parametrize("word", ["30-", "-30", "30 -", "30+", "30?", ">30", "~30"])
def test_a_number_with_a_sign_is_no_number_of_days(word):
    assert read([word], create=True) == ["unknown_payment_term.unclear"]


@pytest.mark.parametrize(
    ("texts", "delay_type", "days", "day"),
    [
        (
            "comptant|au comptant|Comptant sans escompte|à réception|À réception de facture|paiement immédiat|0|0 jours"
            "|due on receipt|Due upon receipt|Cash|immediate payment|immediately|sofort|Sofort fällig"
            "|sofort netto Kasse"
            "|zahlbar sofort ohne Abzug|Barzahlung|prompt|nach Erhalt der Rechnung|contanti|Rimessa diretta"
            "|vista fattura"
            "|al contado|contado|pago inmediato|contant|bij ontvangst|per omgaande|Virement à réception de facture"
            "|pronto pagamento|a pronto|CPT|Kontant|Netto kontant|Peşin|Μετρητοίς",
            AFTER,
            0,
            0,
        ),
        (
            "30|30 jours|30 j|30J|30 jrs|30 jours nets|30j nets|30 jours net|30 jours date de facture|30 j. d.d.f."
            "|30 JDF|à 30 jours|paiement à 30 jours|30 jours après réception de facture|30 jours calendaires|J+30"
            "|30 jours à compter de la date d'émission de la facture|Virement 30 jours|LCR à 30 jours|30 jours (LME)"
            "|net 30|NET30|Net 30 days|30 days|30D|n/30|due in 30 days|30 days from invoice date|within 30 days"
            "|30 Tage netto|30 Tage|30 Tg. netto|netto 30 Tage|30 Tage nach Rechnungsdatum|30 Tage ab Rechnungsdatum"
            "|Fällig nach 30 Tagen|30 Tage netto Kasse|after 30 days"
            "|zahlbar innerhalb von 30 Tagen ohne Abzug|Zahlungsziel 30 Tage|30 Tage rein netto"
            "|30 gg|30 giorni|30 gg d.f.|30gg data fattura|bonifico bancario 30 gg d.f.|30 giorni dalla data fattura"
            "|30 días|a 30 días|a 30 días f.f.|30 dias fecha factura|30 días desde fecha factura"
            "|30 dagen|30 dagen netto|binnen 30 dagen|30 dagen na factuurdatum|direct debit 30 days"
            "|30 dni od daty wystawienia|30 dni od daty otrzymania|30 dni od dnia wystawienia faktury"
            "|30 dní od vystavení"
            "|30 dní od vystavenia faktúry|30 nap a számla kiállításától|30 zile de la emitere"
            "|30 dagar från fakturadatum|30 dage fra fakturadato|30 dager fra fakturadato"
            "|30 päivää laskun päiväyksestä"
            "|30 gün vadeli|vade 30 gün|30 gün fatura tarihinden itibaren|splatnost 30 dní"
            "|prazo 30 dias|30 dias da data da fatura|30 dias após a data da fatura|30 ημέρες|30 ΗΜΕΡΩΝ",
            AFTER,
            30,
            0,
        ),
        ("2 semaines|14 Tage|2 weeks|2 Wochen|14 dagen", AFTER, 14, 0),
        (
            "45 jours fin de mois|45 j FDM|45 JFM|45JFM|45jfdm|45 FDM|45 j. f.d.m.|45 jours fin mois|45 j fin de mois"
            "|45 jours date de facture fin de mois|à 45 jours fin de mois|LCR 45 jours fin de mois|45 JRS FIN DE MOIS"
            "|45 jours nets fin de mois|45 jours + fin de mois|45 jours puis fin de mois|J+45 FDM"
            "|45 Tage Monatsende|45 Tage zum Monatsende|45 gg d.f.f.m.|45gg DFFM"
            "|45 gg f.m.|45 giorni fine mese|45 gg data fattura fine mese|RIBA 45 gg FM|45 gg FMDF"
            "|45 días fin de mes|45 dagen einde maand|45 dias fim do mês",
            ON_THE,
            45,
            0,
        ),
        (
            "fin de mois 45 jours|fin de mois + 45 jours|FDM + 45|FDM 45|fin de mois 45|45 jours après fin de mois"
            "|45 jours de la fin du mois|Net 45 EOM|45 days EOM|EOM 45|EOM+45|Net EOM 45|45 days after end of month"
            "|45 days after the end of the invoice month|FDM J+45|45 days from the end of the month"
            "|45 Tage nach Monatsende|45 Tage ab Monatsende"
            "|45 giorni dalla fine del mese"
            "|45 dagen na einde maand|fine mese 45 gg",
            AFTER_MONTH,
            45,
            0,
        ),
        (
            "30 jours fin de mois le 10|30 j FDM le 10|30JFM10|30 JFM le 10|30 jours fin de mois 10"
            "|30 jours fin de mois, le 10 du mois suivant|30 jours fin de mois + 10 jours|30 gg d.f.f.m. + 10"
            "|30 days end of month on the 10th|30 Tage Monatsende zum 10.|30 jours le 10 du mois suivant",
            ON_THE,
            30,
            10,
        ),
        ("fin de mois|EOM|end of month|Monatsende|fine mese|fin de mes|einde maand|Fin du mois", ON_THE, 0, 0),
        (
            "le 15 du mois suivant|15th of following month|zum 15. des Folgemonats|15. Folgemonat|fin de mois le 15"
            "|15 MFI|bis zum 15. des Folgemonats|15th of the following month"
            "|15th of the month following invoice|il 15 del mese successivo|el 15 del mes siguiente",
            ON_THE,
            0,
            15,
        ),
        (
            "fin de mois suivant|Fin du mois suivant|End of following month|end of next month|Ende des Folgemonats"
            "|fine mese successivo|einde volgende maand",
            AFTER_NEXT,
            0,
            0,
        ),
        ("10 Days after End of Next Month|10 jours après la fin du mois suivant", AFTER_NEXT, 10, 0),
    ],
)
def test_meaning(texts, delay_type, days, day):
    for text in texts.split("|"):
        assert read_term(text) == line(delay_type, days, day), text


UNCLEAR = (
    "30/60/90|30-60-90 jours|30, 60 et 90 jours|2/10 net 30|2/10, n/30|14 Tage 2 % Skonto, 30 Tage netto|2% 10 jours"
    "|30 jours escompte 2|30 jours le 15|2 mois|1 Monat|30 jours ouvrés|à la commande|à la livraison"
    "|Vorkasse|prepayment"
    "|contre remboursement|net|jours|LCR|virement|30 jours fin de mois suivant|999 jours|45 jours fin de mois le 32"
    "|voir contrat|30% Now, Balance 60 Days|50 % à la commande, solde à 30 jours|code 30|A30|30A|30 jours fin d'année"
    "|fin de mois + 45 + 10|T030|ZB30|N/A|30 jours ou 60 jours|-|%|+30-"
    "|J-30|J - 30|30E|30e"
)


@pytest.mark.parametrize("text", UNCLEAR.split("|"))
def test_no_single_meaning(text):
    assert read_term(text) is None


def test_matched_by_meaning():
    assert read(["30 j", "Net 30", "30 Tage netto", "comptant"]) == [2, 2, 2, 1]
    assert read(["45 j FDM", "FDM + 45", "30 JFM le 10", "fin de mois suivant"]) == [8, 10, 11, 3]


def test_of_two_terms_with_one_meaning_the_name_decides_then_the_first():
    assert read(["45 jfm EXPORT", "45 j fdm"]) == [9, 8]


def test_matched_by_name_in_any_language():
    assert read(["conditions  dupont", "30% now, balance 60 days", "90 Days, on the 10th"]) == [12, 5, 7]


def test_a_discount_is_never_taken_for_a_plain_term():
    assert read(["2/7 net 30"]) == [6]
    assert read(["2/10 net 30", "30 Tage 2 % Skonto"]) == ["unknown_payment_term.discount"] * 2
    assert read(["30 Tage ohne Skonto"]) == [2]


def test_what_cannot_be_matched_says_why():
    assert read(["30/60/90", "3 x 30 jours"]) == ["unknown_payment_term.instalments"] * 2
    twice = "au 15 et fin de mois|le 15 et fin de mois|15 & FDM|15 and EOM|am 15 und Monatsende|15 e fine mese"
    assert read(twice.split("|")) == ["unknown_payment_term.instalments"] * 6
    assert read_term("45 jours et fin de mois") == read_term("45 jours fin de mois")
    shares = "50% à la commande, 50% à la livraison|30% acompte|50% advance 50% on delivery|30 % Anzahlung, Rest netto"
    assert read(shares.split("|")) == ["unknown_payment_term.instalments"] * 4
    assert read(["60 jours"]) == ["unknown_payment_term"]
    assert read(["voir contrat"]) == ["unknown_payment_term.unclear"]
    assert read(["n/a"]) == [None]


def test_small_numbers_are_codes():
    assert read(["30"]) == [2]
    assert read(["1", "30"]) == ["unknown_payment_term.unclear"] * 2


def test_missing_terms_are_made_where_allowed():
    made, same, unclear = read(["60 jours fin de mois", "60 j FDM", "30/60/90"], create=True)
    assert made == same == NewRecord("account.payment.term", (ON_THE, 60, 0), "60 jours fin de mois")
    assert made.lines == (line(ON_THE, 60),) and made.name == "60 jours fin de mois"
    assert unclear == "unknown_payment_term.instalments"
    assert read(["45 j FDM"], create=True) == [8]
    assert [one.name for one in read(["EOM 12", "12 EOM"], create=True)] == ["EOM 12", "EOM 12"]


def test_a_term_made_of_a_bare_number_gets_a_name_like_the_others():
    assert [term.name for term in read(["60", "75"], create=True)] == ["60 jours", "75 jours"]
    assert converter("payment_term", ["60"], Reference(), create=True).clean("60").value.name == "60 days"


def test_the_users_table_comes_first():
    assert read(["30 jours", "LCR 3"], values={"30 jours": 12, "lcr 3": 2}) == [12, 2]


def test_terms_are_recognised_by_their_own_names():
    for term in TERMS:
        for name in term.names:
            assert read([name]) == [term.id]


def due(term_line, day):
    """The due date, as Odoo computes it (``account.payment.term.line``)."""

    def end_of_month(day):
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)

    later = day + timedelta(days=term_line.days)
    if term_line.delay_type == AFTER:
        return later
    if term_line.delay_type == AFTER_MONTH:
        return end_of_month(day) + timedelta(days=term_line.days)
    if term_line.delay_type == AFTER_NEXT:
        return end_of_month(end_of_month(day) + timedelta(days=1)) + timedelta(days=term_line.days)
    if not term_line.day_of_month:
        return end_of_month(later)
    following = end_of_month(end_of_month(later) + timedelta(days=1))
    return following.replace(day=min(term_line.day_of_month, following.day))


LINES = st.builds(
    line,
    st.sampled_from([AFTER, ON_THE, AFTER_MONTH, AFTER_NEXT]),
    st.integers(0, 40),
    st.integers(0, 31),
)


@settings(deadline=None)
@given(LINES, LINES, st.lists(st.dates(date(2023, 1, 1), date(2025, 12, 31)), min_size=5, max_size=5))
def test_lines_of_one_meaning_are_due_on_the_same_day(one, other, days):
    if meaning(one) == meaning(other):
        assert [due(one, day) for day in days] == [due(other, day) for day in days]


@pytest.mark.parametrize(
    ("notation", "delay_type"),
    [
        ("{} jours", AFTER),
        ("{} jours fin de mois", ON_THE),
        ("fin de mois {} jours", AFTER_MONTH),
        ("{} Tage netto", AFTER),
        ("Net {} EOM", AFTER_MONTH),
        ("{} gg d.f.f.m.", ON_THE),
    ],
)
def test_every_number_of_days(notation, delay_type):
    for days in range(0, 366):
        assert read_term(notation.format(days)) == line(delay_type, days)


@settings(deadline=None)
@given(
    st.text(max_size=30), st.lists(st.sampled_from("30 45 j jours fin de mois le 10 net + / % x".split()), max_size=8)
)
def test_any_text_is_a_term_or_said_not_to_be(text, tokens):
    for word in (text, " ".join(tokens)):
        cell = converter("payment_term", [word], REFERENCE, create=True).clean(word)
        assert cell.bad == (cell.message is not None)
        assert cell.value is None or isinstance(cell.value, NewRecord | int)


@pytest.mark.parametrize("create", [True, False])
def test_hidden_terms_are_neither_used_nor_made_a_second_time(create):
    hidden = (
        Term(20, ("Geheim",), (line(AFTER, 47),), hidden=True),
        Term(21, ("30 T",), (line(AFTER, 30),), hidden=True),
        Term(22, ("Conditions Martin",), (line(AFTER, 30, 0, 50.0), line(AFTER, 60, 0, 50.0)), hidden=True),
    )
    terms = converter("payment_term", (), Reference(country="FR", terms=(*TERMS, *hidden)), create=create)
    for word in ("47 jours", "geheim", "conditions martin"):
        cell = terms.clean(word)
        assert cell.value is None and cell.bad and cell.message.kind == "hidden_term"
    assert terms.clean("30 jours").value == 2
    assert terms.clean("Conditions Dupont").value == 12
    made = terms.clean("48 jours").value
    assert isinstance(made, NewRecord) if create else made is None


def test_names_of_new_terms_are_not_like_those_of_hidden_ones():
    hidden = Term(20, ("30 geheim",), (line(AFTER, 30),), hidden=True)
    terms = converter("payment_term", ["48"], Reference(country="FR", terms=(hidden,)), create=True)
    assert terms.clean("48").value.name == "48 days"
