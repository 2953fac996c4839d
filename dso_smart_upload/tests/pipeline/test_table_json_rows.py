"""Rows handed over by another program."""

import json
import math

import pytest

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.message import FileError
from odoo.addons.dso_smart_upload.pipeline.reference import Reference
from odoo.addons.dso_smart_upload.pipeline.table.json_rows import read_rows


@pytest.mark.parametrize("beside", ["1 234,5", "1.234.567", 12.5, "3,25"])
@pytest.mark.parametrize("number", [1.125, 0.5, 1234.567, -2.125, 1e15 / 8, 12.0])
def test_a_number_stays_what_it_is_beside_any_text(number, beside):
    words = read_rows(json.dumps([{"limit": number}, {"limit": beside}]).encode()).rows["limit"].tolist()
    cell = converter("amount", words, Reference()).clean(words[0])
    assert cell.value == number


def test_what_is_no_number_is_blank():
    assert read_rows(json.dumps([{"limit": math.nan}]).encode()).rows["limit"].tolist() == [""]


def test_what_no_database_keeps_is_left_out():
    assert read_rows(rb'[{"name": "A\u0000cm\u00e9 \ud83d"}]').rows["name"].tolist() == ["Acmé ?"]


@pytest.mark.parametrize(
    "content", [b'[{"na\\u0000me": "a"}]', b"[{}]", b'[{"a": ' + b"[" * 900 + b"]" * 900 + b"}]", b"[" * 10**5]
)
def test_no_rows(content):
    with pytest.raises(FileError) as caught:
        read_rows(content)
    assert caught.value.message.kind == "not_rows"
