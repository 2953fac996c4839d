"""The kind of field that is proposed for a column, from all of its values."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.characters import tidy
from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.convert.proposal import choices, propose_kind
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, Reference


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("boolean", ["oui", "non", "Oui", ""]),
        ("boolean", ["x", "", "x"]),
        ("boolean", ["0", "1", "1"]),
        ("boolean", ["J", "N"]),
        ("boolean", ["true", "FALSE"]),
        ("date", ["12/05/2026", "31/01/2025"]),
        ("date", ["2026-05-12", "n/a"]),
        ("date", ["20260512", "20251231"]),
        ("date", ["12.05.2026 10:30"]),
        ("date", ["12 mai 2026", "1er juin 2026"]),
        ("date", ["12/05/2026"] * 60 + ["asap"]),
        ("integer", ["1", "1"]),
        ("integer", ["0", "0"]),
        ("integer", ["12", "-5", "1 234", "n/a"]),
        ("integer", ["45000", "45100"]),
        ("integer", ["2024", "2025"]),
        ("integer", ["1", "2", "3"] * 9),
        ("integer", ["12"] * 99 + ["abc"]),
        ("amount", ["12,50", "1 200,00 €"]),
        ("amount", ["12", "3.5", "0.5"]),
        ("amount", ["1.200,00", "(15,00)", "12-"]),
        ("amount", ["12 %", "5 %"]),
        ("selection", ["Nord", "Sud", "Est"] * 5),
        ("selection", ["A", "B", "C"] * 6),
        ("text", ["Nord", "Sud"]),
        ("text", ["A+", "A-", "B"] * 6),
        ("text", ["00123", "00124"]),
        ("text", ["59000", "01000", "75001"]),
        ("text", ["552081317", "732829320"]),
        ("text", ["+33320001122", "+33320001133"]),
        ("text", ["03 20 00 11 22"]),
        ("text", [f"rue {number}" for number in range(100)]),
        ("text", ["n/a", "-", ""]),
        ("text", ["10:30"]),
        ("text", []),
    ],
)
def test_kind(kind, words):
    assert propose_kind(words) == kind


def test_one_spelling_of_each_choice():
    assert choices(["Grands comptes", "grands  comptes", "Sud", "", "Grands comptes"]) == ["Grands comptes", "Sud"]


CELLS = st.one_of(st.text(max_size=8).map(tidy), st.sampled_from("1 0 oui non 12,5 01/02/2026 Nord n/a".split()))


@given(st.lists(CELLS))
@example([tidy("N\x1f")] * 4)
def test_what_is_proposed_is_understood(words):
    kind = propose_kind(words)
    options = {"choices": [Choice(word, (word,)) for word in choices(words)]} if kind == "selection" else {}
    distinct = list(dict.fromkeys(word for word in words if word.strip()))
    reader = converter(kind, distinct, Reference(), **options)
    cells = [reader.clean(word) for word in words if word.strip()]
    # "n/a" in a column of text is understood: it is left out, and said
    wrong = sum(cell.bad and cell.message.kind not in ("says_nothing", "ditto") for cell in cells)
    assert wrong <= 0.02 * len(words)
