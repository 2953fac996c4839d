"""Payment terms of other scripts, with ordinals and signs, and in the column of payment methods: read or said, never
wrong."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.convert.term_words import has_term, meaning, read_term
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, NewRecord, Reference, Term, TermLine

AFTER, ON_THE, AFTER_MONTH = "days_after", "days_end_of_month_on_the", "days_after_end_of_month"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("30 jours / 30 dagen", 30),
        ("60 Tage netto/60 jours net", 60),
        ("Comptant / Contant", 0),
        ("30 dni / 30 days", 30),
    ],
)
def test_terms_in_two_languages(text, days):
    assert read_term(text).days == days


@pytest.mark.parametrize("text", ["30/30", "30 / 60 jours", "30 jours / 60 dagen", "30/30/30"])
def test_what_is_no_term_in_two_languages(text):
    assert read_term(text) is None


@pytest.mark.parametrize(
    ("texts", "delay_type", "days", "day"),
    [
        (
            "30天|30 天|T/T 30 days|TT 30 days|J+30|J+30 jours|J + 30 jours|30 Day(s) after invoice date|30 day(s)"
            "|30 jour(s)"
            "|30 Tag(e)|30 giorno(i)|30,00|30.0|30,00 jours|60.0|30.00 days|30 дней|30 dagar|30 dage|30 dager|30 dni"
            "|30 dnů"
            "|30 nap|30 zile|30 gün|30 päivää|net 30 days w/o deduction|30 days without deduction",
            AFTER, 30, 0,
        ),
        ("Pay immediately w/o deduction|immediately without deduction|sofort ohne Abzug|0,00", AFTER, 0, 0),
        ("月结30天|月結30天|月结 30 天|月结后30天|月結30日", AFTER_MONTH, 30, 0),
        ("10 Day(s) after the end of the invoice month|10 days after end of month", AFTER_MONTH, 10, 0),
        (
            "Lb. md. + 30 dage|Løbende måned + 30 dage|Løbende md. + 30 dage|Lbmd+30|Fri leveringsmåned + 30 dager",
            AFTER_MONTH, 30, 0,
        ),
        (
            "Net 15th|15th|Due 15th|Net 15th prox|15th prox|15th of the following month|due on the 15th|on the 15th"
            "|le 15e du mois suivant|15ème jour du mois suivant|15th day of following month",
            ON_THE, 0, 15,
        ),
        ("30 days, on the 10th|30 jours le 10ème du mois suivant", ON_THE, 30, 10),
    ],
)  # fmt: skip
def test_meaning(texts, delay_type, days, day):
    for text in texts.split("|"):
        wanted = TermLine("percent", 100.0, delay_type, days, day)
        if text == "60.0":
            wanted = TermLine("percent", 100.0, delay_type, 60, day)
        found = read_term(text)
        assert found and meaning(found) == meaning(wanted), (text, found)


UNCLEAR = (
    "货到付款30天|预付30天|月结|月结三十天|30天电汇后|30日|30일|30 ημέρες από την παραλαβή|30 дней после отгрузки"
    "|30 أيام|入荷後30天"
    "|dia 15|día 15|Tag 15|jour 15|giorno 15|15th day|30 days?|?30|~30|>30|<30 days|30*|30=60|30 & 60|30 | -30"
    "|Net -30|30 ½ days"
    "|30 days @ sight|30.5 days|30 days € only|30th of each month|32nd|Net 0th|30 days ☂|L/C 30 days|D/A 60 days"
    "|30 días 🙂"
)


@pytest.mark.parametrize("text", [text for text in UNCLEAR.split("|") if text.strip() != "30"])
def test_what_is_not_understood_in_full_is_not_read(text):
    assert read_term(text) is None


def line(delay_type, days, day=0):
    return (TermLine("percent", 100.0, delay_type, days, day),)


REFERENCE = Reference(
    country="FR",
    terms=(
        Term(1, ("30 jours",), line(AFTER, 30)),
        Term(2, ("60 jours",), line(AFTER, 60)),
        Term(3, ("45 jours fin de mois",), line(AFTER_MONTH, 45)),
    ),
    methods=(Choice(1, ("Virement",)), Choice(2, ("LCR",)), Choice(3, ("Chèque",))),
)


def test_a_name_that_means_another_day_is_said():
    cell = converter("payment_term", ["45 jours fin de mois"], REFERENCE).clean("45 jours fin de mois")
    assert cell.value == 3 and cell.message.key == "payment_term_differs"
    assert converter("payment_term", ["30 jours"], REFERENCE).clean("30 jours").message is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("VIREMENT 60 JOURS", 2),
        ("LCR 30 jours", 1),
        ("Chèque à 30 j", 1),
        ("LCR 90 JOURS", (AFTER, 90, 0, "90 JOURS")),
        ("LCR 45 JOURS FIN DE MOIS", (ON_THE, 45, 0, "45 JOURS FIN DE MOIS")),
        ("CHEQUE A RECEPTION", (AFTER, 0, 0, "A RECEPTION")),
        ("Überweisung 14 Tage", (AFTER, 14, 0, "14 Tage")),
        ("T/T 30 days", 1),
        ("Virement", None),
        ("Virement SEPA", None),
        ("Cash", None),
        ("Chèque bancaire", None),
        ("Prélèvement (mandat signé)", None),
        ("", None),
    ],
)
def test_the_term_in_a_method(text, meant):
    terms = converter("payment_term", [text], REFERENCE, create=True, in_method=True)
    cell = terms.clean(text)
    assert not cell.bad
    value = cell.value
    if isinstance(value, NewRecord):
        (one,) = value.lines
        value = (one.delay_type, one.days, one.day_of_month, value.name)
    assert value == meant


@pytest.mark.parametrize(
    "text", ["VIREMENT 30/60/90", "LCR 30 jours après livraison", "Virement 2/10 net 30", "LCR 12"]
)
def test_a_term_in_a_method_that_is_not_clear_is_said(text):
    cell = converter("payment_term", [text, "LCR 3"], REFERENCE, create=True, in_method=True).clean(text)
    assert cell.bad and cell.message.key == "unknown_payment_term.method"


def test_a_method_without_a_term_has_none():
    assert not has_term("Virement") and has_term("Virement 30 jours")
