"""Everything that looks at a text looks at a bounded part of it, or once: for twice as much it takes twice as long.

Each function is tried with texts that are hard for one or another: one sign, word or pair of signs again and again.
"""

from collections import defaultdict

import pytest
from growth import MOST, growth, is_suspicious

from odoo.addons.dso_smart_upload.pipeline import blocks, characters, folding, match, message, rejects
from odoo.addons.dso_smart_upload.pipeline.convert import (
    KINDS,
    amount,
    converter,
    country,
    damage,
    month_names,
    payment_method,
    proposal,
)
from odoo.addons.dso_smart_upload.pipeline.convert.choice import squash
from odoo.addons.dso_smart_upload.pipeline.convert.groups import group_key
from odoo.addons.dso_smart_upload.pipeline.convert.term_words import has_term, names_term, obstacle, read_term
from odoo.addons.dso_smart_upload.pipeline.convert.text import to_html, to_text
from odoo.addons.dso_smart_upload.pipeline.message import FileError
from odoo.addons.dso_smart_upload.pipeline.recognise import evidence, suggest
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, Reference
from odoo.addons.dso_smart_upload.pipeline.table import (
    again,
    date_format,
    encoding,
    file_date,
    filetype,
    layout,
    number_format,
    repair,
    returned,
)
from odoo.addons.dso_smart_upload.pipeline.table.dialect import DELIMITERS, SPACES, find_dialect
from odoo.addons.dso_smart_upload.pipeline.table.quotes import Cutter

pytestmark = pytest.mark.slow

_SIZES = (32, 256, 2048)  # characters of the first look
_FIRST, _LAST = 1000, 2**14

# A text is one of these again and again, after what opens it and before what spoils it.
_UNITS = [
    *"a1 .,;:-/@&#'\"(<[=+_\n\t\0\x80",
    *("é", "ß", "\u200b", "\u200d", "\ufe0f", "\u0301\u0316", "e\u0301", "👩", "２", "١", "\ufb01", "中"),
    *(
        "a@",
        "a.",
        "1.",
        "1,",
        "1 ",
        "a ",
        "aA",
        "A1",
        "1/",
        "//a.",
        '""',
        '","',
        "';'",
        ";;",
        "a;",
        "&amp;",
        "&#0",
        "()",
    ),
    *(
        "jour ",
        "30 fin de mois ",
        "et 1 ",
        "virement ",
        "republic of ",
        "the ",
        "FR",
        "TVA ",
        "janv. ",
        "1e5",
        "kunden",
    ),
    *("client_", "street ", "<p>", "<div><br/>", "0" * 9, "-1", "=1", "\u202f1"),
]
_OPENINGS = {
    "a": ("", "+", "1", "="),
    "1": ("", "-", "="),
    "\ufe0f": ("", "👩"),
    '"': ("", "=", ";"),
    " ": ("", "1", "a"),
}
_ENDINGS = ("", "!")
TEXTS = [(start, unit, end) for unit in _UNITS for start in _OPENINGS.get(unit, ("",)) for end in _ENDINGS]

_REFERENCE = Reference(
    country="FR",
    countries=(Choice(1, ("France",), "FR"), Choice(2, ("Germany",), "DE")),
    users=(Choice(1, ("Mitchell Admin",), "admin@example.com"),),
    groups=(Choice(1, ("Nord",)),),
    methods=(Choice(1, ("Virement",)),),
    choices={"x": (Choice("a", ("A",)),)},
)


def _converted(name):
    """Return a function that reads a text as one kind of value, in a column of its own."""

    def convert(text):
        reading = converter(name, [text], _REFERENCE, field="x", values={"b": 1})
        cell = reading.clean(text, "FR")
        return cell.value is None or reading.same(cell.value, cell.value, "FR") or reading.show(cell.value)

    return convert


def _encoded(text):
    content = text.encode("latin-1", "replace").replace(b"?", b"\xe9")
    for find in (filetype.file_type, encoding.find_encoding):
        try:
            find(content, "a.csv")
        except FileError as error:
            str(error)


def _said(text):
    """Say every sentence about a text."""
    details = defaultdict(lambda: text)
    return [str(message.Message(key, details)) for key in message.SENTENCES]


def _cut(**how):
    return lambda text: list(Cutter(";", '"', **how).rows(text.splitlines(keepends=True)))


_LIKE = ("2026-01-31", "12,5", "DE123456789", "Virement", "75001", "FR")
FUNCTIONS = {
    **{f"converter {name}": _converted(name) for name in KINDS},
    **{
        f"evidence {name}": lambda text, of=of: evidence.Evidence((text, *_LIKE)).share(of)
        for of in evidence.KINDS
        for name in [of]
    },
    **{f"dialect {mark!r}": lambda text, mark=mark: find_dialect([text], mark) for mark in (None, *DELIMITERS, SPACES)},
    "clean": folding.clean,
    "plain": folding.plain,
    "fold": folding.fold,
    "visible": characters.visible,
    "tidy": characters.tidy,
    "bare": characters.bare,
    "without_guard": characters.without_guard,
    "narrow": characters.narrow,
    "look": characters.look,
    "database_keys": characters.database_keys,
    "squash": squash,
    "group_key": group_key,
    "read_iso": country.read_iso,
    "read_language": country.read_language,
    "read_term": read_term,
    "has_term": has_term,
    "names_term": names_term,
    "obstacle": obstacle,
    "method_families": payment_method.method_families,
    "names_method": payment_method.names_method,
    "read_named": month_names.read_named,
    "undamaged": lambda text: (damage.undamaged(text), damage.is_cut(text), damage.codes_behind(text)),
    "codes": lambda text: damage.Codes([text, "12-3", "1.5"]).damage(text),
    "to_html": to_html,
    "to_text": lambda text: to_text(to_html(text)),
    "entity_key": blocks.entity_key,
    "match": lambda text: (match.candidates([text]), match.match([text], [match.Known(1, text[::-1], "x")])),
    "date_in_name": file_date.date_in_name,
    "propose_kind": lambda text: (proposal.propose_kind([text, "1"]), proposal.choices([text])),
    "suggest": lambda text: suggest([text, "Code", "Name"]),
    "suggest with words": lambda text: suggest(["Code", text], extra_words={"name": [text]}),
    "kind": layout.kind,
    "find_layout": lambda text: layout.find_layout([["Code", text], ["1", text], [text, "2"]], [1, 2, 3]),
    "footer_rows": lambda text: layout.footer_rows([["1", "a"], [text, text]], [["2", "b"], [text, "c"]]),
    "shown": lambda text: layout.shown([text, text]),
    "key_of": again.key_of,
    "shapes": lambda text: (number_format.shapes(text), number_format.shown(text, 12.0), number_format.is_money(text)),
    "units": lambda text: (number_format.units(text), number_format.unit(text, 12.0), date_format.moment_kind(text)),
    "unit_beside": lambda text: amount.unit_beside(text, "EUR"),
    "harmless": lambda text: returned.original(returned.harmless(text)),
    "written_delimiter": returned.written_delimiter,
    "is_returned": lambda text: returned.is_returned([text, "Smart Upload"]),
    "cut_columns": lambda text: repair.cut_columns([[text, "1", "2", text]], ["a", text, "b"]),
    "encoding": _encoded,
    "sentences": _said,
    "cells": _cut(),
    "cells, escaped": _cut(escape="\\"),
    "cells, spaced": _cut(spaced=True),
    "cells, usual": _cut(usual=2),
    "replacements": lambda text: rejects._replacements(text, "latin-1"),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_texts(name):
    run = FUNCTIONS[name]
    for start, unit, end in TEXTS:

        def make(size, start=start, unit=unit, end=end):
            return start + (unit * (size // len(unit) + 1))[:size] + end

        if is_suspicious(run, make, _SIZES):
            times = growth(run, make, _FIRST, _LAST)
            assert times < MOST, f"{times:.1f} times as long for twice {start!r} + {unit!r} * n + {end!r}"
