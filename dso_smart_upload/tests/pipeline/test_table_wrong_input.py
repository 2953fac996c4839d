"""Wrong input gets a sentence that says what to do."""

import io
import zipfile

import pytest

from odoo.addons.dso_smart_upload.pipeline.message import ERROR, FileError
from odoo.addons.dso_smart_upload.pipeline.table import read_table


def refusal(content, name="customers.csv", **options):
    with pytest.raises(FileError) as caught:
        read_table(content, name, **options)
    assert str(caught.value).endswith(".")
    return caught.value.message


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("empty.csv", "empty_file"),
        ("blank.csv", "empty_file"),
        ("header_only.csv", "header_only"),
        ("picture.csv", "not_a_table"),
        ("document.csv", "not_a_table"),
        ("web_page.xls", "header_only"),
        ("truncated.xlsx", "broken_spreadsheet"),
        ("protected.xlsx", "password_protected"),
    ],
)
def test_refused_files(content, name, kind):
    message = refusal(content(name), name)
    assert message.kind == kind
    assert name in str(message)


@pytest.mark.parametrize(("name", "line"), [("quote_never_closed.csv", 5), ("quote_open_at_end.csv", 3)])
def test_an_open_quote_costs_its_row(content, name, line):
    table = read_table(content(name), name)
    assert [(issue.line, issue.kind, issue.severity) for issue in table.issues] == [(line, "stray_quote", ERROR)]
    assert len(table.lines) > 2


def test_the_same_open_quote_in_a_long_file():
    start = b'Code;Name;City\n1;"Acme;Paris\n'
    message = refusal(start + b"2;Beta;Lyon\n" * 1_500_000)
    assert (message.kind, message.details["line"]) == ("quote_never_closed", 2)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (bytes(range(256)) * 20, "not_a_table"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "not_a_table"),
        (b"\x1f\x8b\x08\x00\x00\x00", "broken_archive"),
        (b"Rar!\x1a\x07\x01\x00", "unknown_format"),
        (b"Code;Name\n1;a\x01b\n" + b"2;c\n" * 2000 + b"\x00\x01", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "broken_spreadsheet"),
        (b"PK\x03\x04 and then nothing", "broken_spreadsheet"),
    ],
)
def test_other_files(content, kind):
    assert refusal(content).kind == kind


@pytest.mark.parametrize(("member", "format"), [("word/document.xml", "DOCX"), ("Index/Document.iwa", "iWork")])
def test_other_archives(member, format):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(member, "x")
    message = refusal(file.getvalue())
    assert (message.kind, message.details["format"]) == ("unknown_format", format)


def test_too_many_columns():
    header = ";".join(f"c{number}" for number in range(10_000))
    assert refusal(f"{header}\n{header}\n".encode()).kind == "too_many_columns"


def test_blank_columns_beyond_any_limit_cost_nothing():
    content = ("Code;Name" + ";" * 16_000 + "\n1;Acme" + ";" * 16_000 + "\n").encode()
    assert read_table(content, "a.csv").header == ["Code", "Name"]


@pytest.mark.parametrize("content", [b"x" * 5_000_000, b"Code;Name\n1;" + b"x" * 5_000_000 + b"\n2;a\n"])
def test_a_cell_of_megabytes(content):
    assert refusal(content).kind == "cell_too_long"


def test_a_password_in_an_old_spreadsheet(content):
    file = bytearray(content("plain.xls"))
    start = file.find(b"\x09\x08\x10\x00") + 4 + 16  # the record after the first of the workbook
    file[start : start + 2] = b"\x2f\x00"
    assert refusal(bytes(file)).kind == "password_protected"


def test_a_long_line_without_any_quote():
    assert refusal(b"Code;Name\n1;a\n" + b"2;" + b"x" * 2_000_000 + b"\n").kind == "cell_too_long"


def test_an_encoding_that_is_for_other_purposes():
    assert refusal(b"Code;Name\n1;a\n", encoding="idna").kind == "unknown_encoding"


def test_utf16_without_its_mark():
    assert refusal(b"Code;Name\n1;a\n", encoding="utf-16").kind == "undecodable"


def test_no_zero_bytes_in_a_sentence():
    message = refusal("Code;N\0\n".encode("utf-16"), encoding="shift_jis")
    assert message.kind == "undecodable" and "\0" not in str(message)


def test_a_control_character_in_a_single_column():
    table = read_table(b"Country\n\n\n001\n002\n00\x1e3\n", "a.csv")
    assert table.lines == [4, 5, 6]
    assert [(issue.line, issue.kind) for issue in table.issues] == [(6, "too_many_cells")]


def test_nothing_is_lost_behind_a_control_character():
    table = read_table(b"Country\n00\x1e1\n002\n00\x1e3\n", "a.csv", header_line=1)
    assert [(issue.line, issue.value) for issue in table.issues if issue.severity == ERROR] == [(2, "1"), (4, "3")]


def test_an_open_document_of_a_kind_that_is_no_text():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.x.te\0xt")
        archive.writestr("content.xml", "")
    assert refusal(file.getvalue()).details["format"] == "TEXT"
