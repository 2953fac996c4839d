"""Which sentences tell more than the customer and the field of their issue."""

import re

import pytest

from odoo.addons.dso_smart_upload.pipeline.message import OF_ANY_CELL, OF_OTHERS, SENTENCES, Message

PLACES = {kind: set(re.findall(r"%\((\w+)\)", sentence)) for kind, sentence in SENTENCES.items()}
WHOLE = {"text", "reason"}  # placeholders that any cell of the file can stand in


@pytest.mark.parametrize("key", sorted(PLACES))
def test_sentences_that_repeat_a_line(key):
    assert not PLACES[key] & WHOLE or Message(key).kind in OF_ANY_CELL


@pytest.mark.parametrize("key", sorted(PLACES))
def test_sentences_about_others(key):
    names_others = "partners" in PLACES[key] or {"first", "other"} < PLACES[key]
    assert not names_others or Message(key).kind in OF_OTHERS | OF_ANY_CELL


def test_kinds_that_are_named_exist():
    kinds = {Message(key).kind for key in SENTENCES}
    assert OF_ANY_CELL | OF_OTHERS <= kinds
