"""Spreadsheets of every kind: values as text, the right sheet, errors, what costs memory."""

import io
import re
import zipfile
from struct import pack

import pytest
import xlsxwriter

from odoo.addons.dso_smart_upload.pipeline.message import WARNING, FileError
from odoo.addons.dso_smart_upload.pipeline.table import read_table
from odoo.addons.dso_smart_upload.pipeline.table.xls_scan import _sheet_places

PLAIN = [["00012", "Acmé", "Paris", "1000", "2020-01-02"], ["00013", "Beta", "Lyon", "12500.5", "2021-12-31"]]


@pytest.mark.parametrize(
    "name", ["plain.xlsx", "plain.xlsb", "plain.xls", "plain.ods", "macro_and_link.xlsm", "phantom_rows.xlsx"]
)
def test_every_format(read, name):
    table = read(name)
    assert table.header == ["Code", "Name", "City", "Limit", "Since"]
    assert table.rows.to_numpy().tolist() == PLAIN
    assert (table.lines, table.encoding, table.delimiter) == ([2, 3], "", "")


def test_values_as_text(read):
    table = read("values.xlsx")
    assert table.rows.to_dict("list") == {
        "Text": ["007", "1E5"],
        "Whole": ["12", "-3"],
        "Decimal": ["0.3", ""],
        "Long": ["1234567890123", ""],
        "Date": ["2024-02-29", "1999-12-31"],
        "Time stamp": ["2024-02-29 13:05:00", "2024-02-29"],
        "Time": ["08:30:00", ""],
        "Yes": ["TRUE", "FALSE"],
        "Computed": ["0.0000001", "0.333333333333333"],
    }


def test_the_sheet_with_the_customers(read):
    table = read("two_sheets.xlsx")
    assert (table.sheet, table.sheets) == ("Customers", ("Notes", "Countries", "Customers"))
    assert [note.kind for note in table.notes] == ["other_sheets"]


@pytest.mark.parametrize("name", ["Kunden", "Clientes 2026", "Ügyfelek", "Müşteriler", "Asiakkaat", "Accounts"])
def test_the_sheet_with_the_customers_is_known_by_its_name_in_any_language(name):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for title in ("Konten", name, "Preise"):
            sheet = book.add_worksheet(title)
            for number, row in enumerate([("Code", "Name"), ("1", "Alpha"), ("2", "Beta")]):
                sheet.write_row(number, 0, row)
    assert read_table(content.getvalue(), "export.xlsx").sheet == name


def test_the_user_chooses_the_sheet(read):
    table = read("two_sheets.xlsx", sheet="countries")
    assert (table.sheet, table.header) == ("Countries", ["Code", "Country"])


def test_hidden_sheets_are_not_offered(read):
    table = read("hidden_sheet.xlsx")
    assert (table.sheet, table.sheets) == ("Data", ("Data",))


def test_unknown_sheet_names_the_others(read):
    with pytest.raises(FileError, match="Notes, Countries, Customers") as caught:
        read("two_sheets.xlsx", sheet="Kunden")
    assert caught.value.message.kind == "unknown_sheet"


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("error_cells.xlsx", [(2, "City", "#N/A"), (3, "Limit", "#DIV/0!")]),
        ("error_cells.xls", [(3, "Limit", "#N/A")]),
        ("error_cells.ods", [(2, "Limit", "#ERROR!")]),
    ],
)
def test_error_cells_are_blank_and_said(read, name, errors):
    table = read(name)
    assert [(issue.line, issue.column, issue.value) for issue in table.issues] == errors
    assert {issue.severity for issue in table.issues} == {WARNING}
    assert all(table.rows.loc[issue.row, issue.column] == "" for issue in table.issues)


@pytest.mark.parametrize("name", ["far_cell.xlsx", "far_cell.ods"])
def test_a_cell_far_away_is_refused(read, name):
    with pytest.raises(FileError) as caught:
        read(name)
    assert caught.value.message.kind == "sheet_too_large"


def with_zero_bytes(content, member, before):
    """Return a spreadsheet with a zero byte wherever ``before``, a pattern, stands in one of its members."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for path in old.namelist():
            data, count = re.subn(before, rb"\g<0>\0", old.read(path)) if path == member else (old.read(path), 1)
            assert count, f"{before} does not stand in {path}"
            new.writestr(path, data)
    return file.getvalue()


@pytest.mark.parametrize(("name", "member"), [("plain.xlsx", "xl/worksheets/sheet1.xml"), ("plain.ods", "content.xml")])
def test_a_zero_byte_is_no_part_of_a_text(content, name, member):
    table = read_table(with_zero_bytes(content(name), member, rb">(?=Name<|City<|Lyon<)"), name)
    assert table.header == ["Code", "Name", "City", "Limit", "Since"]
    assert table.rows.to_numpy().tolist() == PLAIN


@pytest.mark.parametrize(
    ("name", "member", "before"),
    [("plain.xlsx", "xl/workbook.xml", rb'<sheet [^>]*name="'), ("plain.ods", "content.xml", rb'table:name="')],
)
def test_a_zero_byte_in_the_name_of_a_sheet(content, name, member, before):
    with pytest.raises(FileError) as caught:
        read_table(with_zero_bytes(content(name), member, before), name)
    assert caught.value.message.kind == "broken_spreadsheet"


def bomb(size, declared=None):
    """Return a workbook whose strings unpack to ``size`` bytes, or claim to have another size."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
        archive.writestr("xl/sharedStrings.xml", b"0" * size)
    content = bytearray(file.getvalue())
    if declared:
        place = content.rfind(b"PK\x01\x02") + 24
        content[place : place + 4] = declared.to_bytes(4, "little")
    return bytes(content)


def test_zip_bomb():
    with pytest.raises(FileError, match="unpack to 47 MB") as caught:
        read_table(bomb(50_000_000), "bomb.xlsx")
    assert caught.value.message.kind == "zip_bomb"


def test_zip_bomb_that_hides_its_size():
    with pytest.raises(FileError) as caught:
        read_table(bomb(50_000_000, declared=1_000_000), "bomb.xlsx")
    assert caught.value.message.kind == "broken_spreadsheet"


def test_sheets_of_an_old_workbook_within_each_other():
    """Each would be read as a whole, however many begin at one place."""
    begin, end = b"\x09\x08\x10\x00" + bytes(16), b"\x0a\x00\x00\x00"
    sheet = begin + b"\xc1\x00\x02\x00\x00\x00" * 1000 + end

    def stream(count):
        place = len(begin) + 13 * count + len(end)
        named = b"".join(pack("<HHIHBB", 0x85, 9, place, 0, 1, 0) + b"%c" % (65 + n % 26) for n in range(count))
        return begin + named + end + sheet

    assert _sheet_places(stream(1)) == ({"A": 37}, False)
    with pytest.raises(ValueError, match="within each other"):
        _sheet_places(stream(5000))
