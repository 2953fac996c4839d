"""The rows of a check are packed and come back as they were; they are found by what stands in them."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.checked import (
    LETTERS,
    OUTCOMES,
    outcomes_of,
    pack_outcomes,
    pack_table,
    pack_words,
    rows_with,
    unpack_outcomes,
    unpack_table,
)
from odoo.addons.dso_smart_upload.pipeline.message import WARNING, Issue, Message
from odoo.addons.dso_smart_upload.pipeline.table import Table

HEADER = ["Code", "Nom"]
CELL = st.text(st.characters(exclude_categories=("Cs",)), max_size=6) | st.sampled_from(["Éa\nb", "\x1f", "ß", "a|b"])
SHOWN = st.text(st.characters(categories=("L", "Nd", "P", "Sm", "Sc", "Zs")), max_size=6)
ROWS = st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6)


def table_of(rows, issues=()):
    frame = pd.DataFrame(rows, columns=HEADER, dtype=object)
    return Table(HEADER, frame, list(range(2, len(rows) + 2)), "utf-8", ";", "", 1, issues=tuple(issues))


@given(ROWS)
def test_a_table_comes_back_as_it_was(rows):
    issue = Issue(0, 2, "", "Nom", "", WARNING, rows[0][1], Message("error_cell", {"line": 2, "value": rows[0][1]}))
    table = table_of(rows, [issue])
    back = unpack_table(pack_table(table))
    assert (back.header, back.lines, back.issues) == (table.header, table.lines, table.issues)
    assert back.rows.to_numpy().tolist() == table.rows.to_numpy().tolist()
    assert (back.encoding, back.delimiter, back.sheet, back.header_line) == ("utf-8", ";", "", 1)


@given(st.lists(st.tuples(st.integers(1, 2**31), st.sampled_from(list(LETTERS))), max_size=9))
def test_outcomes_come_back_as_they_were(rows):
    lines, letters = unpack_outcomes(pack_outcomes([one[0] for one in rows], [one[1] for one in rows]))
    assert [*zip(lines.tolist(), (OUTCOMES[letter] for letter in letters), strict=True)] == rows


@given(st.lists(st.tuples(SHOWN, SHOWN), min_size=1, max_size=6), st.data())
def test_a_row_is_found_by_any_part_of_any_cell(rows, data):
    row = data.draw(st.integers(0, len(rows) - 1))
    cell = data.draw(st.sampled_from(rows[row]))
    start = data.draw(st.integers(0, len(cell)))
    part = cell[start : start + 3]
    if part.strip() == part:
        assert row in rows_with(pack_words(table_of(rows)), part)


def test_a_row_is_found_whatever_the_case_and_the_accents():
    words = pack_words(table_of([("C1", "Aciéries"), ("C2", "Zinc\nblanc"), ("C3", "ACIERIES")]))
    assert rows_with(words, "aciéries").tolist() == [0, 2]
    assert rows_with(words, " ACIERIES ").tolist() == [0, 2]
    assert rows_with(words, "zinc").tolist() == [1]
    assert rows_with(words, "C1Ac").tolist() == [], "no text is found across two cells"


def test_linked_rows_are_told_apart():
    assert outcomes_of(("created", "updated", "updated", "rejected"), [2, 3]) == [
        "created",
        "updated",
        "linked",
        "rejected",
    ]
