"""Choices of every kind, yes and no, plain text, and what all converters have in common."""

import doctest
import importlib
import pkgutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline import convert
from odoo.addons.dso_smart_upload.pipeline.convert import KINDS, converter
from odoo.addons.dso_smart_upload.pipeline.convert.text import to_html, to_text
from odoo.addons.dso_smart_upload.pipeline.message import Message
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, Reference

REFERENCE = Reference(
    users=(
        Choice(7, ("Marie Curie",), "marie@example.com"),
        Choice(8, ("Jean Dupont",), "jean"),
        Choice(9, ("Jeanne Dupont",), "jeanne"),
        Choice(10, ("Paul Durand",), "pdurand", active=False),
        Choice(11, ("Paul Durand",), "paul"),
    ),
    choices={
        "x_kind": (Choice("company", ("Société", "Company")), Choice("person", ("Particulier", "Person"))),
        "x_agency": (Choice(1, ("Agence Nord",), "N"), Choice(2, ("Agence Sud",)), Choice(3, ("Agence Sud",))),
    },
)


def clean(kind, word, **options):
    cell = converter(kind, [word], REFERENCE, **options).clean(word)
    return cell.message.kind if cell.bad else cell.value


def test_salespeople():
    assert (
        clean("salesperson", "marie curie")
        == clean("salesperson", "CURIE Marie")
        == clean("salesperson", "Curie, Marie")
        == 7
    )
    assert (
        clean("salesperson", "Marie@example.com")
        == clean("salesperson", "marie")
        == clean("salesperson", "M. Curie")
        == 7
    )
    assert clean("salesperson", "jean") == clean("salesperson", "dupont jean") == 8
    assert clean("salesperson", "J. Dupont") == "ambiguous_salesperson"
    assert clean("salesperson", "Paul Durand") == 11
    assert clean("salesperson", "Nobody") == "unknown_salesperson"


def test_selections():
    assert clean("selection", "COMPANY", field="x_kind") == clean("selection", "societe", field="x_kind") == "company"
    assert clean("selection", "autre", field="x_kind") == "unknown_choice"
    assert clean("selection", "a", choices=(Choice("a", ("Option A",)),)) == "a"
    assert converter("selection", (), REFERENCE, field="x_kind").show("company") == "Société"


def test_records():
    assert clean("many2one", "agence  nord", field="x_agency") == clean("many2one", "n", field="x_agency") == 1
    assert clean("many2one", "Agence Sud", field="x_agency") == "ambiguous_choice"
    assert clean("many2one", "Agence Est", field="x_agency") == "unknown_choice"
    assert clean("many2one", "Agence Est", field="x_agency", values={"agence est": 2}) == 2


@pytest.mark.parametrize("word", "Oui|O|yes|Y|TRUE|vrai|ja|J|sí|1|1.0|1,0|x|X|✓|-1|On".split("|"))
def test_yes(word):
    assert clean("boolean", word) is True


@pytest.mark.parametrize("word", "non|N|no|FALSE|faux|nein|não|0|0.0|Off".split("|"))
def test_no(word):
    assert clean("boolean", word) is False


def test_neither_yes_nor_no():
    assert clean("boolean", "peut-être") == "invalid_boolean"
    assert clean("boolean", "n/a") is None
    for value in (True, False):
        assert clean("boolean", converter("boolean", (), REFERENCE).show(value)) is value


def test_text_is_trimmed():
    assert clean("text", "  12\u00a0 rue \t de la  Paix ") == "12 rue de la Paix"
    assert clean("name", "\ufeffN/A") == "N/A"
    assert clean("code", " 00 12\u200b ") == "00 12"


def test_comments_keep_their_lines_and_are_html_in_odoo():
    comments = converter("html", (), REFERENCE)
    value = comments.clean(" a  <b>\r\n\r\nc ").value
    assert value == "a <b>\n\nc"
    assert to_html(value) == "a &lt;b&gt;<br/><br/>c"
    assert comments.same("<p>a &lt;b&gt;</p><p>c</p>", value) and not comments.same("<p>a</p>", value)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_comments_are_read_back(text):
    comments = converter("html", (), REFERENCE)
    value = comments.clean(text).value
    if value:
        assert comments.same(to_html(value), value)
        assert comments.clean(to_text(to_html(value))).value == value


def test_the_users_table_comes_first_in_every_converter():
    for kind in KINDS:
        value = (5,) if kind == "groups" else 5
        table = converter(kind, ["Mot à moi"], REFERENCE, values={"mot a moi": value, "rien": None})
        assert table.clean(" MOT à  moi").value == value
        assert table.clean("rien").value is None and not table.clean("rien").bad


def test_signs_count_in_the_users_table():
    table = converter("many2one", (), REFERENCE, values={"A+": 1, "A-": 2, "Île": 3})
    assert [table.clean(word).value for word in ("a+", "A -", "A-", "a", "ILE")] == [1, 1, 2, 1, 3]
    assert converter("many2one", (), REFERENCE, values={"?": 1}).clean("?").value == 1


@settings(deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.text(max_size=25), st.sampled_from(["", "FR", "DE"]))
def test_every_mistake_has_a_sentence_that_names_line_column_and_value(kind, word, country):
    cell = converter(kind, [word], REFERENCE).clean(word, country)
    if cell.message:
        details = {**cell.message.details, "line": 7, "column": "Colonne"}
        sentence = str(Message(cell.message.key, details))
        assert "7" in sentence and "Colonne" in sentence
        assert cell.message.details["value"] == word


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_endless_cells_take_no_time(kind):
    for piece in ("0", "a.", "1 ", "a@", "é,", "30 jours "):
        word = (piece * 100_000).strip()
        cell = converter(kind, [word], REFERENCE).clean(word, "FR")
        assert cell.value or cell.message.kind == "too_long"


@pytest.mark.parametrize("module", [module.name for module in pkgutil.iter_modules(convert.__path__)])
def test_examples_in_docstrings(module):
    assert doctest.testmod(importlib.import_module(f"{convert.__name__}.{module}")).failed == 0
