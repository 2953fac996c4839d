"""Excel binary workbooks (``.xlsb``): what comes out is what comes out of an ``.xlsx`` with the same cells."""

import io
import struct
import zipfile

import openpyxl
import pytest
from binary_workbook import Fault, Formula, Shown, binary_workbook, record, row_header, sheet_part, wide

from odoo.addons.dso_smart_upload.pipeline.message import FileError
from odoo.addons.dso_smart_upload.pipeline.table import read_table

HEADER = ["Code", "Name", "City", "Limit", "Since"]
DAY = "dd/mm/yyyy"
CUSTOMERS = [
    HEADER,
    ["00012", "Acmé", "Paris", 1000, Shown(43832, DAY)],
    ["00013", "Beta", "Lyon", 12500.5, Shown(44561, DAY)],
]
PLAIN = [["00012", "Acmé", "Paris", "1000", "2020-01-02"], ["00013", "Beta", "Lyon", "12500.5", "2021-12-31"]]
FORMATS = [
    ("00000", 417),
    ('"K01C"00000', 88),
    ("000\\ 000\\ 000", 732829320),
    ("0.0%", 0.125),
    ("#,##0.00", 1234.5),
    ("General", 12.0),
    (DAY, 45000),
    ("dd/mm/yyyy hh:mm", 45000.5),
    ("hh:mm:ss", 0.354166666666667),
    ('[$-40C]d" mmm "yyyy', 45000),
    ("[Red]0", 12),
    ("yyyy", 59),
    ("yyyy", 61),
    ("[hh]:mm", 1.5),
    ("0.00E+00", 1200),
]


def rows(table):
    return table.rows.to_numpy().tolist()


def refusal(content):
    with pytest.raises(FileError) as caught:
        read_table(content, "a.xlsb")
    return caught.value.message


def office_workbook(cells, is_1904=False):
    """Return an ``.xlsx`` with the same cells."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    if is_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row, values in enumerate(cells, start=1):
        for column, value in enumerate(values, start=1):
            is_shown = isinstance(value, Shown)
            cell = book.active.cell(row, column, value.value if is_shown else value)
            cell.number_format = value.code if is_shown else "General"
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("short", [False, True], ids=["cells of Excel", "cells without a column"])
@pytest.mark.parametrize("targets", ["worksheets/sheet%d.bin", "/xl/worksheets/sheet%d.bin", "sheets/S%d.BIN"])
def test_a_list_of_customers(short, targets):
    replaced = {"xl/worksheets/sheet1.bin": None} if "sheets/S" in targets else {}
    if replaced:
        content = binary_workbook(CUSTOMERS, short=short, targets=targets)
        replaced["xl/sheets/s1.bin"] = part(content, "xl/worksheets/sheet1.bin")
    table = read_table(binary_workbook(CUSTOMERS, short=short, targets=targets, replaced=replaced), "a.xlsb")
    assert (table.header, rows(table), table.lines, table.sheet) == (HEADER, PLAIN, [2, 3], "Clients")
    assert not table.notes and not table.issues


def part(content, path):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(path)


@pytest.mark.parametrize("is_1904", [False, True])
def test_what_a_format_shows_is_as_in_an_xlsx(is_1904):
    cells = [["Code", "Name", "Value"]]
    cells += [[f"K{at}", f"Customer {at}", Shown(number, code)] for at, (code, number) in enumerate(FORMATS)]
    table = read_table(binary_workbook(cells, is_1904=is_1904), "a.xlsb")
    assert rows(table) == rows(read_table(office_workbook(cells, is_1904), "a.xlsx"))
    assert table.rows["Value"].tolist()[:4] == ["00417", "K01C00088", "732 829 320", "12.5%"]
    assert table.rows["Value"][6] == ("2027-03-16" if is_1904 else "2023-03-15")


def test_a_number_that_no_calendar_has_is_no_date():
    cells = [["Code", "Name", "Value"], ["K1", "Acme", Shown(-3, DAY)], ["K2", "Beta", Shown(4e6, DAY)]]
    assert read_table(binary_workbook(cells), "a.xlsb").rows["Value"].tolist() == ["-3", "4000000"]


@pytest.mark.parametrize(
    ("number", "text"),
    [(14, "2023-03-15 06:00:00"), (22, "2023-03-15 06:00:00"), (57, "2023-03-15 06:00:00"), (46, "45000 days, 6:00:00")]
    + [(9, "4500025%"), (2, "45000.25"), (49, "45000.25")],
)
def test_formats_with_a_number_and_no_code(number, text):
    cells = [["Code", "Name", "Value"], ["K1", "Acme", Shown(45000.25, "x")]]
    uses = b"".join(record(47, struct.pack("<HH", 0, of) + bytes(12)) for of in (0, number))
    styles = record(278) + record(617, struct.pack("<I", 2)) + uses + record(618) + record(279)
    table = read_table(binary_workbook(cells, replaced={"xl/styles.bin": styles}), "a.xlsb")
    assert table.rows["Value"][0] == text


def test_each_kind_of_value():
    values = ["text", True, False, 12, -3, 0.1 + 0.2, 1e-7, 1234567890123, 536870912, 0.01, -12.34]
    cells = [["Code", "Name", "Value", "Computed"]]
    cells += [
        [f"K{at}", "x", value, Formula(float(value) if type(value) is int else value)]
        for at, value in enumerate(values)
    ]
    table = read_table(binary_workbook(cells), "a.xlsb")
    expected = ["text", "TRUE", "FALSE", "12", "-3", "0.3", "0.0000001", "1234567890123", "536870912", "0.01", "-12.34"]
    assert table.rows["Value"].tolist() == table.rows["Computed"].tolist() == expected


def test_texts_that_the_cells_hold_themselves():
    cells = row_header(0) + record(6, bytes(8) + wide("Code")) + record(6, b"\1" + bytes(7) + wide("Name"))
    cells += row_header(1) + record(62, bytes(8) + b"\1" + wide("K1") + bytes(8))
    cells += record(62, b"\1" + bytes(7) + b"\0" + wide("Łódź 😀"))
    cells += row_header(2) + record(6, bytes(8) + wide("K2")) + record(8, b"\1" + bytes(7) + wide("") + bytes(10))
    table = read_table(binary_workbook([], replaced={"xl/worksheets/sheet1.bin": sheet_part(cells)}), "a.xlsb")
    assert rows(table) == [["K1", "Łódź 😀"], ["K2", ""]]


def test_errors_are_blank_and_said():
    cells = [*CUSTOMERS, ["00014", Fault(0x2A), Formula(Fault(7)), 1, Fault(99)]]
    table = read_table(binary_workbook(cells), "a.xlsb")
    said = [(issue.line, issue.column, issue.kind, issue.value) for issue in table.issues]
    places = [("Name", "#N/A"), ("City", "#DIV/0!"), ("Since", "#ERROR!")]
    assert said == [(4, column, "error_cell", text) for column, text in places]
    assert rows(table)[2] == ["00014", "", "", "1", ""]


def test_numbers_that_lost_digits():
    cells = [["Code", "Name"], [4000081234567891, "Acme"], [400008123456789, "Beta"]]
    table = read_table(binary_workbook(cells), "a.xlsb")
    assert table.rows["Code"].tolist() == ["", "400008123456789"]
    assert [(issue.line, issue.kind) for issue in table.issues] == [(2, "digits_lost")]


def test_merged_cells_and_hidden_rows():
    cells = [["Code", "Name", "Country"], ["K1", "A", "Belgique"], ["K2", "B"], ["K3", "C", "Suisse"]]
    table = read_table(binary_workbook(cells, hidden={3}, merged=[(1, 2, 2, 2), (0, 0, 0, 1)]), "a.xlsb")
    assert table.rows["Country"].tolist() == ["Belgique", "Belgique", "Suisse"]
    assert {note.kind: dict(note.details) for note in table.notes} == {
        "merged_cells": {"count": 1, "place": "C2:C3"},
        "hidden_rows": {"count": 1, "line": 3},
    }


def test_sheets():
    others = {"Agence Paris": CUSTOMERS, "Notes": [["Printed today"]], "Secret": CUSTOMERS}
    content = binary_workbook(CUSTOMERS, others=others, states={"Secret": 2})
    table = read_table(content, "a.xlsb")
    assert (table.sheet, table.sheets) == ("Clients", ("Clients", "Agence Paris", "Notes"))
    assert [note.kind for note in table.notes] == ["more_customer_sheets", "other_sheets"]
    assert read_table(content, "a.xlsb", sheet="agence paris").sheet == "Agence Paris"


def test_sheets_of_other_kinds_are_no_lists():
    """A workbook often holds charts and macros, which no program but Excel understands."""
    content = binary_workbook(CUSTOMERS, others={"Chart": [["x"]]})
    relations = part(content, "xl/_rels/workbook.bin.rels")
    chart = relations.replace(b'worksheet" Target="worksheets/sheet2', b'chartsheet" Target="chartsheets/sheet2')
    table = read_table(
        binary_workbook(CUSTOMERS, others={"Chart": [["x"]]}, replaced={"xl/_rels/workbook.bin.rels": chart}), "a.xlsb"
    )
    assert (table.sheets, rows(table)) == (("Clients",), PLAIN)


def test_what_stands_around_the_cells():
    """Cells of a row may have anything between them that newer programs add, and rows any blank cells."""
    cells = row_header(0) + record(6, bytes(8) + wide("Code")) + record(37, b"x" * 200) + record(38)
    cells += record(6, b"\1" + bytes(7) + wide("Name")) + record(3072, bytes(16))
    cells += b"".join(record(1, struct.pack("<II", column, 0)) for column in range(2, 500))
    cells += row_header(9) + record(7, bytes(12)) + record(7, b"\1" + bytes(7) + b"\1\0\0\0")
    strings = record(159, bytes(8)) + b"".join(record(19, b"\1" + wide(text) + bytes(9)) for text in ("K1", "Acme"))
    replaced = {"xl/worksheets/sheet1.bin": sheet_part(cells), "xl/sharedStrings.bin": strings + record(160)}
    table = read_table(binary_workbook([], replaced=replaced), "a.xlsb")
    assert (rows(table), table.lines) == ([["K1", "Acme"]], [10])


@pytest.mark.parametrize(
    "cells",
    [
        row_header(0) + record(7, bytes(8) + b"\xff\0\0\0"),  # a text that is not there
        row_header(0) + record(7, b"\3" + bytes(11)) + record(7, bytes(12)),  # back to the left
        row_header(3) + row_header(3),  # back to the same row
        row_header(0) + record(2, bytes(9)),  # half a number
        row_header(0) + record(6, bytes(8) + b"\xff\0\0\0ab"),  # a text without its end
        record(2, bytes(12)),  # no row
        row_header(0) + b"\2\x0c",  # a record without its end
    ],
)
def test_damaged_sheets(cells):
    content = binary_workbook(CUSTOMERS, replaced={"xl/worksheets/sheet1.bin": sheet_part(cells)[:-2]})
    assert refusal(content).kind == "broken_spreadsheet"


@pytest.mark.parametrize(
    "path", ["xl/worksheets/sheet1.bin", "xl/sharedStrings.bin", "xl/styles.bin", "xl/_rels/workbook.bin.rels"]
)
def test_parts_that_are_missing(path):
    assert refusal(binary_workbook(CUSTOMERS, replaced={path: None})).kind == "broken_spreadsheet"


def test_a_cell_that_is_too_long():
    assert refusal(binary_workbook([["Code", "Name"], ["K1", "x" * (2**20 + 1)]])).kind == "sheet_cell_too_long"


def test_a_blank_workbook():
    assert refusal(binary_workbook([])).kind == "empty_file"
