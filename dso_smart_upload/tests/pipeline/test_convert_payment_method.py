"""Payment methods: one of the company's inbound lines, by name or by a word of the same meaning."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.convert.payment_method import FAMILIES, method_families
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, Reference

LINES = (
    Choice(1, ("Virement", "Virement (Banque)"), code="manual"),
    Choice(2, ("Prélèvement SEPA", "SEPA Direct Debit"), code="sepa_direct_debit"),
    Choice(3, ("LCR", "LCR (Banque)"), code="manual"),
    Choice(4, ("Chèques", "Checks"), code="check_printing"),
    Choice(5, ("Manuel", "Manual Payment", "Manual Payment (Caisse)"), code="manual"),
)


def read(words, lines=LINES, **options):
    methods = converter("payment_method", words, Reference(methods=lines), **options)
    cells = [methods.clean(word) for word in words]
    return [cell.message.kind if cell.bad else cell.value for cell in cells]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            "Virement|VIR|virement bancaire|Überweisung|Bank transfer|wire|Bonifico|Transferencia|Overschrijving"
            "|VIR 30 J|Transfers|bank transfers|Überweisungen",
            1,
        ),
        ("Prélèvement|PRLV|Prelevement SEPA|SDD|SEPA direct debit|Lastschrift|SEPA-Lastschrift|RID|domiciliación", 2),
        ("LCR|Traite|lettre de change|LCR directe|Wechsel|LCR 30 jours fin de mois", 3),
        ("Direct debits|Lastschriftverfahren|Lastschrifteinzug|Einzugsverfahren|domiciliazione bancaria", 2),
        ("Chèque|CHQ|cheque|Check|Scheck|Scheckzahlung|assegno", 4),
        ("manuel|manual payment", 5),
    ],
)
def test_by_name_and_by_meaning(words, line):
    assert read(words.split("|")) == [line] * len(words.split("|"))


def test_what_no_line_is_called_is_unknown_and_the_choices_are_named():
    methods = converter("payment_method", (), Reference(methods=LINES))
    cell = methods.clean("CB")
    assert cell.bad and cell.message.kind == "unknown_payment_method"
    assert cell.message.details["choices"] == "Virement, Prélèvement SEPA, LCR, Chèques, Manuel"
    assert read(["bla", "BOR", "n/a", "30 jours"]) == ["unknown_payment_method"] * 2 + [None, "unknown_payment_method"]


@pytest.mark.parametrize(
    "word",
    "Pas de virement|Prélèvement refusé|plus de chèque|No direct debit|Lastschrift nicht erlaubt|Pas de LCR"
    "|Sauf LCR|tout sauf chèque|Anything except direct debit|Alles außer Lastschrift".split("|"),
)
def test_a_way_to_pay_that_is_refused_is_not_used(word):
    assert read([word]) == ["unknown_payment_method"]


def test_a_mandate_is_a_direct_debit_only_where_that_is_said():
    """French public bodies pay by "mandat administratif", which is a transfer."""
    assert read(["Mandat SEPA", "Mandat de prélèvement", "SEPA-Mandat"]) == [2] * 3
    assert read(["Mandat", "Mandat administratif"]) == ["unknown_payment_method"] * 2


def test_a_word_that_refuses_may_be_part_of_a_way_to_pay():
    assert read(["LCR non acceptée", "Virement sans frais", "VIR no 30"]) == [3, 1, "unknown_payment_method"]


def test_never_a_guess_between_two():
    two = (*LINES, Choice(6, ("Virement CIC",), code="manual"))
    assert read(["VIR", "Virement CIC", "Virement"], two) == ["ambiguous_payment_method", 6, 1]
    assert read(["chèque ou virement"]) == ["ambiguous_payment_method"]


def test_the_journal_says_it_where_the_name_does_not():
    lines = (Choice(1, ("Manual (Cash)",), code="manual"), Choice(2, ("Manual (Bank)",), code="manual"))
    assert read(["Espèces", "Virement"], lines) == [1, "unknown_payment_method"]


def test_the_users_table_comes_first():
    assert read(["LCR 30", "Virement"], values={"lcr 30": 3, "virement": 4}) == [3, 4]


def test_every_word_of_the_vocabulary_has_one_meaning():
    for family, phrases in FAMILIES.items():
        for phrase in phrases.split("|"):
            assert method_families(phrase) == {family}, phrase


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_text_is_a_method_or_said_not_to_be(text):
    cell = converter("payment_method", [text], Reference(methods=LINES)).clean(text)
    assert cell.bad == (cell.message is not None) and cell.value in (None, 1, 2, 3, 4, 5)
