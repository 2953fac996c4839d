"""Corrected cells are read as if they stood in the file."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.blocks import cut, joined_tables
from odoo.addons.dso_smart_upload.pipeline.corrections import CORRECTED, corrected, with_correction
from odoo.addons.dso_smart_upload.pipeline.message import WARNING, Issue, Message
from odoo.addons.dso_smart_upload.pipeline.table import Table

HEADER = ["Code", "Nom", "Pays"]
CELL = st.text(st.sampled_from("ab é;"), max_size=3)
ROWS = st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6)
CORRECTIONS = st.dictionaries(
    st.integers(1, 9), st.dictionaries(st.sampled_from([*HEADER, "Zzz"]), CELL, max_size=3), max_size=5
)


def table_of(rows, issues=()):
    frame = pd.DataFrame(rows, columns=HEADER, dtype=object)
    return Table(HEADER, frame, list(range(2, len(rows) + 2)), "utf-8", ";", "", 1, issues=tuple(issues))


def cells(table):
    return table.rows.to_numpy(dtype=object).tolist()


@given(ROWS, CORRECTIONS)
def test_each_cell_is_what_was_said_and_no_other_changes(rows, corrections):
    before = table_of(rows)
    after = corrected(before, corrections)
    for row, line in enumerate(before.lines):
        for number, header in enumerate(HEADER):
            assert after.rows[header].iat[row] == corrections.get(line, {}).get(header, rows[row][number])
    assert cells(before) == rows, "the table that was given stays as it is"
    told = {(issue.line, issue.column, issue.value) for issue in after.issues if issue.kind == CORRECTED}
    assert told == {
        (line, header, rows[line - 2][HEADER.index(header)])
        for line, given in corrections.items()
        for header, value in given.items()
        if line - 2 in range(len(rows)) and header in HEADER and rows[line - 2][HEADER.index(header)] != value
    }


@given(ROWS, CORRECTIONS, st.integers(1, 3))
def test_blocks_say_what_the_file_in_one_piece_says(rows, corrections, size):
    whole = corrected(table_of(rows), corrections)
    parts = joined_tables([corrected(part, corrections) for part in cut(table_of(rows), size)])
    assert cells(parts) == cells(whole)
    assert {(one.row, one.column) for one in parts.issues} == {(one.row, one.column) for one in whole.issues}


@given(CORRECTIONS, st.integers(1, 9), st.sampled_from(HEADER), CELL)
def test_a_correction_that_is_taken_back_is_gone(corrections, line, header, value):
    one_more = with_correction(corrections, line, header, value)
    assert one_more[line][header] == value
    without = with_correction(one_more, line, header, None)
    assert header not in without.get(line, {})
    assert all(without.values())


def test_what_reading_said_of_a_corrected_cell_is_said_no_more():
    said = [
        Issue(0, 2, "", "Nom", "", WARNING, "#REF!", Message("kept")),
        Issue(0, 2, "", "", "", WARNING, "", Message("kept")),
        Issue(1, 3, "", "Nom", "", WARNING, "#REF!", Message("kept")),
    ]
    table = corrected(table_of([["a", "#REF!", ""], ["b", "#REF!", ""]], said), {2: {"Nom": "Alpha"}})
    assert [(one.row, one.column, one.kind) for one in table.issues] == [
        (0, "", "kept"),
        (1, "Nom", "kept"),
        (0, "Nom", CORRECTED),
    ]


def test_a_cell_that_is_corrected_is_text_without_the_unit_of_the_sheet():
    table = table_of([["a", "1", ""], ["b", "2", ""]])
    table.units["Nom"] = pd.Series(["$", "$"], dtype=object).to_numpy()
    after = corrected(table, {3: {"Nom": "5"}})
    assert after.units["Nom"].tolist() == ["$", ""]
    assert table.units["Nom"].tolist() == ["$", "$"]
