"""Rows that are not as wide as the header, or written with other signs: read and said where proved, else rejected."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.message import ERROR, WARNING
from odoo.addons.dso_smart_upload.pipeline.table import read_blocks, read_table
from odoo.addons.dso_smart_upload.pipeline.table.column_kind import column_kinds
from odoo.addons.dso_smart_upload.pipeline.table.grid import make_grid
from odoo.addons.dso_smart_upload.pipeline.table.mend import mended, only_reading

HEADER = ["Code", "Name", "Zip", "City", "E-mail"]
NAMES = "Acier Beton Corvus Delmas Ecluse Farini Gomez Hansen Ibarra".split()
GOOD = [[f"C-{n:03}", name, f"69{n:03}", "Lyon", f"{n}@a.example"] for n, name in enumerate(NAMES)]
KINDS = column_kinds(GOOD, 5)


def read(line, mark=",", at=4):
    """Return the cells of ``line``, written among good rows, and its issues as (kind, severity)."""
    lines = [mark.join(row) for row in (HEADER, *GOOD)]
    text = "\n".join([*lines[:at], line, *lines[at:], ""])
    table = read_table(text.encode(), "a.csv")
    assert table.header == HEADER
    blocks = list(read_blocks(text.encode(), "a.csv", 3))
    assert [row for block in blocks for row in block.rows.to_numpy().tolist()] == table.rows.to_numpy().tolist()
    others = [(issue.line, issue.kind) for issue in table.issues if issue.line != at + 1]
    assert not others and len(table.lines) == 10
    cells = table.rows.to_numpy().tolist()[table.lines.index(at + 1)]
    return cells, [(issue.kind, issue.severity) for issue in table.issues]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("X-100,Dupont, Fils,69100,Lyon,a@b.example", ["X-100", "Dupont, Fils", "69100", "Lyon", "a@b.example"]),
        ("X-100,A, B, C & Co,69100,Lyon,a@b.example", ["X-100", "A, B, C & Co", "69100", "Lyon", "a@b.example"]),
        ("X-100,Dupont,69100,Lyon, 3e,a@b.example", ["X-100", "Dupont", "69100", "Lyon, 3e", "a@b.example"]),
        ("X-100,Dupont,,69100,Lyon,a@b.example", ["X-100", "Dupont", "69100", "Lyon", "a@b.example"]),
        ("X-100,Dupont,69100,,,Lyon,a@b.example", ["X-100", "Dupont", "69100", "Lyon", "a@b.example"]),
    ],
)
def test_a_wide_row_with_one_reading(line, cells):
    assert read(line) == (cells, [("wide_row", WARNING)])


@pytest.mark.parametrize(
    "line",
    [
        "X-100,Dupont,Fils,Lyon,69100,a@b.example",  # no place for the postal code
        "X-100,Dupont,69100,Lyon,a@b.example,c@d.example",
        "X-100,1,2,3,4,5,6,7,8,9,10",
    ],
)
def test_a_wide_row_without_one_reading(line):
    _cells, issues = read(line)
    assert issues == [("too_many_cells", ERROR)]


def test_a_wide_row_that_can_be_read_in_two_ways():
    rows = [[f"C-{n:03}", name, "Rue X", f"69{n:03}"] for n, name in enumerate(NAMES)]
    kinds = column_kinds(rows, 4)
    assert only_reading(["C-100", "Dupont", "", "Rue X", "69100"], kinds, ",") == ["C-100", "Dupont", "Rue X", "69100"]
    assert only_reading(["C-100", "Dupont", " Fils", "Rue X", "69100"], kinds, ",") is None
    assert only_reading(["C-100", "Dupont", "Fils", "Rue X", "Lyon"], kinds, ",") is None


def test_few_rows_prove_nothing():
    text = "Code,Name,Zip\nC-1,Acme,69001\nC-2,Beta,69002\nC-3,Dupont, Fils,69003\n"
    table = read_table(text.encode(), "a.csv")
    assert [(issue.line, issue.kind) for issue in table.issues] == [(4, "too_many_cells")]


@pytest.mark.parametrize(
    "line", ["X-100,Dupont69100,Lyon,a@b.example", "X-100,Dupont,69100Lyon,a@b.example", "Dupont,69100,Lyon"]
)
def test_a_short_row_whose_cells_stand_elsewhere(line):
    _cells, issues = read(line)
    assert issues == [("shifted_cells", ERROR)]


def test_a_short_row_that_is_cut():
    assert read("X-100,Dupont,69100") == (["X-100", "Dupont", "69100", "", ""], [("too_few_cells", WARNING)])


@pytest.mark.parametrize("mark", [";", "\t", "|"])
@pytest.mark.parametrize("at", [1, 4, 10])
def test_a_row_with_another_delimiter(mark, at):
    cells = ["X-100", "Dupont, Fils", "69100", "Lyon", "a@b.example"]
    assert read(mark.join(cells), at=at) == (cells, [("other_signs", WARNING)])


def test_a_row_with_blanks_and_with_apostrophes():
    cells = ["X-100", "Dupont, Fils", "69100", "Lyon", "a@b.example"]
    assert read('X-100 "Dupont, Fils" 69100 Lyon a@b.example') == (cells, [("other_signs", WARNING)])
    assert read("'X-100','Dupont, Fils','69100','Lyon','a@b.example'")[0] == cells
    assert read("X-100,'Dupont, Fils',69100,Lyon,a@b.example")[0] == cells
    text = "\n".join('"' + '","'.join(row) + '"' for row in (HEADER, *GOOD)) + "\n'" + "','".join(cells) + "'\n"
    table = read_table(text.encode(), "a.csv")
    assert table.rows.to_numpy().tolist()[-1] == cells
    assert [(issue.line, issue.kind) for issue in table.issues] == [(11, "other_signs")]


def test_a_row_of_another_delimiter_as_wide_as_the_header():
    text = "Code,Name\n" + "".join(f"C-{n:03},{name}\n" for n, name in enumerate(NAMES)) + "C-100;Dupont, Fils\n"
    table = read_table(text.encode(), "a.csv")
    assert table.rows.to_numpy().tolist()[-1] == ["C-100", "Dupont, Fils"]
    assert [(issue.line, issue.kind) for issue in table.issues] == [(11, "other_signs")]


@pytest.mark.parametrize(
    "header",
    [
        "Code;Name;Zip;City;E-mail",
        "Code\tName\tZip\tCity\tE-mail",
        "'Code','Name','Zip','City','E-mail'",
        '"Code" "Name" "Zip" "City" "E-mail"',
    ],
)
def test_a_header_with_other_signs(header):
    text = "\n".join([header, *map(",".join, GOOD)])
    table = read_table(text.encode(), "a.csv")
    assert table.header == HEADER and table.rows.to_numpy().tolist() == GOOD
    assert [note.kind for note in table.notes] == ["other_signs"]


def test_a_row_that_is_short_and_holds_another_sign_is_no_other_row():
    assert read("X-100,Dupont; Fils,69100,Lyon,a@b.example")[1] == []
    assert read("X-100,Dupont; Fils,69100")[1] == [("too_few_cells", WARNING)]


def test_a_stray_quote_leaves_the_other_cells_of_its_row():
    cells, issues = read('X-100,"Dupont,69100,"Lyon, 3e",a@b.example')
    assert cells == ["X-100", '"Dupont', "69100", "Lyon, 3e", "a@b.example"]
    assert issues == [("stray_quote", ERROR)]


def test_rows_that_leave_blank_cells_out_at_the_end():
    text = "\n".join([",".join(HEADER), *(",".join(row[: 3 + n % 3]) for n, row in enumerate(GOOD * 3))])
    table = read_table(text.encode(), "a.csv")
    assert not table.issues and len(table.lines) == 27


def test_a_row_moved_by_a_blank_cell_with_nothing_beyond():
    rows = [[*row[:4], ""] for row in GOOD]
    text = "\n".join([",".join(HEADER), *map(",".join, rows), "X-100,,Dupont,69100,Lyon,"])
    table = read_table(text.encode(), "a.csv")
    assert table.rows.to_numpy().tolist()[-1] == ["X-100", "Dupont", "69100", "Lyon", ""]
    assert [issue.kind for issue in table.issues] == ["wide_row"]


def issues_of(lines):
    """Return the issues of a file as {line: (kind, severity)}."""
    table = read_table("\n".join(lines).encode(), "a.csv")
    return {issue.line: (issue.kind, issue.severity) for issue in table.issues}


def test_a_row_cut_in_two_by_a_line_break():
    lines = list(map(",".join, (HEADER, *GOOD)))
    broken = ("broken_line", ERROR)
    assert issues_of([*lines, "X-100,Du", "pont,69100,Lyon,a@b.example"]) == {11: broken, 12: broken}
    assert issues_of([*lines[:5], "X-", "100,Dupont,69100,Lyon,a@b.example", *lines[5:]]) == {6: broken, 7: broken}
    last = issues_of([*lines, "X-100,Dupont,69100,Lyon,a@b.exa", "mple"])
    assert last == {11: ("continued_line", WARNING), 12: ("shifted_cells", ERROR)}


def test_short_rows_that_are_no_halves():
    lines = list(map(",".join, (HEADER, *GOOD)))
    assert set(issues_of([*lines, "X-100,Dupont,69100", "X-101,Durand,69100"]).values()) == {("too_few_cells", WARNING)}
    assert issues_of([*lines, "X-100", "X-101,Durand,69100,Lyon,a@b.example"]) == {11: ("too_few_cells", WARNING)}


@pytest.mark.parametrize("between", [[], [""], ["", "Suppliers"]])
@pytest.mark.parametrize("size", [None, 4])
def test_another_table_below(between, size):
    lines = ["Code,Name,City", *(f"C-{n:03},{name},Lyon" for n, name in enumerate(NAMES))]
    other = ["Supplier,Label,Rate", "F1,Alpha,12 %", "F2,Beta,15 %", "F3,Gamma,7 %"]
    content = "\n".join([*lines, *between, *other]).encode()
    blocks = list(read_blocks(content, "a.csv", size)) if size else [read_table(content, "a.csv")]
    rejected = {issue.line for block in blocks for issue in block.issues if issue.severity == ERROR}
    imported = {line for block in blocks for line in block.lines} - rejected
    assert imported == set(range(2, 11))
    assert any(note.kind == "other_columns" for block in blocks for note in block.notes)


def test_a_customer_with_words_where_others_have_codes_is_no_table():
    lines = ["Code,Name,City", *(f"C-{n:03},{name},Lyon" for n, name in enumerate(NAMES))]
    table = read_table("\n".join([*lines[:6], "DUPONT,Dupont,Metz", *lines[6:]]).encode(), "a.csv")
    assert len(table.lines) == 10 and not table.issues and not table.notes


def test_a_second_table_without_the_last_columns_is_no_header_of_the_first():
    lines = ["Code,Name", *(f"C-{n:03},{name}" for n, name in enumerate(NAMES)), "Code", "Z-001", "Z-002"]
    table = read_table("\n".join(lines).encode(), "a.csv")
    assert table.header == ["Code", "Name"] and table.lines[:9] == list(range(2, 11))
    assert [issue.line for issue in table.issues if issue.severity == ERROR] == [11]


def test_first_words_of_some_names_on_a_line_of_their_own():
    text = ",,,Customer\nCode,Name,City,since\nC-001,Acier,Lyon,2024-01-02\nC-002,Beton,Metz,2024-02-03\n"
    table = read_table(text.encode(), "a.csv")
    assert table.header == ["Code", "Name", "City", "Customer since"]
    assert [note.kind for note in table.notes] == ["two_line_header"]


def test_rows_without_a_cell_stay_as_they_are():
    grid = make_grid([[], []], [7, 8])
    assert mended(grid, HEADER, KINDS, ",") is grid


def test_a_blank_cell_too_many_before_nothing_but_text_is_not_guessed():
    """Which of the blank cells is the one too many would decide in which column the remark is."""
    header = ["Code", "Zip", "Name", "Street", "Remark"]
    rows = [[f"C-{n:03}", f"69{n:03}", name, "Rue Basse", ""] for n, name in enumerate(NAMES)]
    text = "\n".join(";".join(row) for row in [header, *rows, ["X-100", "69100", "Dupont", "", "", "late"]])
    table = read_table(text.encode(), "a.csv")
    assert [(issue.kind, issue.severity) for issue in table.issues] == [("too_many_cells", ERROR)]


def test_a_customer_whose_code_has_no_digit_opens_no_other_table():
    rows = [f"M{n:03};{name};6900{n};Lyon;France" for n, name in enumerate(NAMES)]
    others = ["DOUBLE;Deux fiches;;Lyon;France", "ARCHIVE;Fiche close;;Nice;France", "12;Z;;Brest;France", "13;;;Dax;"]
    text = "\n".join(["Code;Nom;CP;Ville;Pays", *rows, *others])
    table = read_table(text.encode(), "a.csv")
    assert len(table.lines) == len(rows) + len(others) and not table.issues
