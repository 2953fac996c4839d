"""Every regular expression takes no more than twice the time for twice the text, whatever the text is."""

import ast
import re

import pytest
from growth import MOST, growth, is_suspicious
from patterns import Pattern, calls_of, hostile, patterns

from odoo.addons.dso_smart_upload.pipeline import characters
from odoo.addons.dso_smart_upload.pipeline.convert import groups, payment_method, term_words
from odoo.addons.dso_smart_upload.pipeline.table import dialect, quotes, sheet_office, signs

pytestmark = pytest.mark.slow

_FIRST, _LAST = 32, 2**12  # characters


def _of_cutters():
    """Return the expressions that cut rows into cells, for each way in which quotes are written."""
    for cutter in (quotes.Cutter(";", '"'), quotes.Cutter(",", "'", spaced=True), quotes.Cutter(";", '"', "\\")):
        yield from ((one, ("match",)) for one in (cutter._strict, cutter._loose, cutter._opens, cutter._ends))
        if cutter.escape:
            yield cutter._escaped, ("sub",)


# Expressions that are made out of arguments: "file:function" -> (expression, methods) of each that it makes.
_MADE = {
    "characters.py:_many_marks": lambda: [(characters._many_marks(), ("sub",))],
    "convert/groups.py:_parts": lambda: [(groups._parts(mark), ("findall",)) for mark in (",", " / ")],
    "convert/payment_method.py:_phrases": lambda: [(payment_method._phrases()[1], ("findall",))],
    "convert/term_words.py:": lambda: [(one, ("fullmatch",)) for one, _make in term_words._COMPILED],
    "convert/term_words.py:_phrases": lambda: [(term_words._phrases()[1], ("sub",))],
    "table/dialect.py:_any_of": lambda: [(dialect._any_of(";^"), ("search",))],
    "table/dialect.py:_behind": lambda: [
        (one, (method,))
        for mark in ";\t"
        for one, method in zip(dialect._behind(mark), ("findall", "findall", "search"), strict=True)
    ],
    "table/quotes.py:Cutter.__init__": lambda: list(_of_cutters()),
    "table/signs.py:_between": lambda: [(signs._between(quote), ("match",)) for quote in signs.QUOTES],
    "table/sheet_office.py:_styled_cells": lambda: [
        (sheet_office._styled_cells(dict.fromkeys(styles)), ("findall",)) for styles in ([b"1", b"12"], [b"7"] * 99)
    ],
    "table/sheet_office.py:_value_of": lambda: [
        (sheet_office._value_of(name), ("search",)) for name in (b"Id", rb"\w+:id")
    ],
}
PATTERNS = patterns({f"dso_smart_upload/pipeline/{place}": make for place, make in _MADE.items()})


@pytest.mark.parametrize("pattern", PATTERNS, ids=str)
def test_patterns(pattern):
    for name, make in hostile(pattern.pattern):
        if is_suspicious(pattern.run, make):
            times = growth(pattern.run, make, _FIRST, _LAST)
            assert times < MOST, f"{pattern.pattern.pattern!r}: {times:.1f} times as long for twice {name}"


@pytest.mark.parametrize(
    ("expression", "method"),
    [
        (r"\s*@\s*", "sub"),
        (r"\S+@\S+\.\S+", "fullmatch"),
        (r"[-+]?\s*[€$]?\s*\d", "fullmatch"),
        (r"(?<=\w)/(?=\w+[^@/\s]*@)", "split"),
        (r"\d+[abc]\b", "search"),
        (r"(?:a|aa)+b", "fullmatch"),
        (r"<a(\w+:)? [^>]*?\br=\"\d\"", "findall"),
        (rb"<c [^>]*>(?:(?!</c>).)*?<v>", "findall"),
    ],
)
def test_what_grows_is_found(expression, method):
    pattern = Pattern("here", re.compile(expression), method)
    found = (make for _name, make in hostile(pattern.pattern) if is_suspicious(pattern.run, make))
    assert any(growth(pattern.run, make, _FIRST, _LAST) > MOST for make in found)


def test_what_cannot_be_found_is_refused():
    for source in ("re.sub(given, '', text)", "column.str.replace(given, '', regex=True)"):
        calls = list(calls_of(ast.parse(f"def clean(given):\n    return {source}")))
        assert [function for function, _target, _call in calls] == ["clean"]
    with pytest.raises(AssertionError, match="no test can find"):
        list(calls_of(ast.parse("from re import sub")))
    with pytest.raises(AssertionError, match="nobody says"):
        patterns({})
