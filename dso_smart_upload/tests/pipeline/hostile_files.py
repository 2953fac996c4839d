"""Files made to do harm: small ones that take gigabytes once read, large ones that are no list of customers.

Out: ``FILES``, by name: what makes the bytes, and the kinds of refusal that are right, or the number of rows that the
file has in spite of all.
"""

import gzip
import io
import re
import zipfile
from itertools import islice, product
from pathlib import Path
from random import Random
from string import ascii_uppercase
from struct import pack

from binary_workbook import binary_workbook, record, row_header, sheet_part, wide

FIXTURES = Path(__file__).parents[1] / "fixtures"
MB = 10**6
BIG = 100 * MB
MILLION = 10**6
WORKSHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s<sheetData>'
STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>'
RELATION = (
    b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
    b'Target="sharedStrings.xml"/></Relationships>'
)
GOOD = b"Code;Name\nC1;Acme\nC2;Beta\n"


def archive(fixture, replaced, level=6):
    """Return the bytes of a fixture in which members are replaced or added (dict name -> bytes)."""
    file = io.BytesIO()
    with zipfile.ZipFile(FIXTURES / fixture) as old, zipfile.ZipFile(file, "w", 8, compresslevel=level) as new:
        for name, data in ({name: old.read(name) for name in old.namelist()} | replaced).items():
            if "xl/sharedStrings.xml" in replaced and name == "xl/_rels/workbook.xml.rels":
                data = data.replace(b"</Relationships>", RELATION)
            if data is not None:
                new.writestr(name, data)
    return file.getvalue()


def workbook(rows, before=b"", level=6, **others):
    """Return an ``.xlsx`` with the good two rows and ``rows`` (bytes) below."""
    good = row(1, text("A1", "Code"), text("B1", "Name")) + row(2, text("A2", "C1"), text("B2", "Acme"))
    sheet = WORKSHEET % before + good + rows + b"</sheetData></worksheet>"
    return archive("plain.xlsx", {"xl/worksheets/sheet1.xml": sheet, **others}, level)


def row(number, *cells):
    return b'<row r="%d">%s</row>' % (number, b"".join(cells))


def text(place, value):
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'.encode()


def far(cell):
    """Return an ``.xlsx`` with a cell far away, written as ``cell``."""
    return workbook(row(1_048_576, cell))


def far_unnamed():
    return workbook(row(3, b"<c><v>1</v></c>" * 16_384) + row(1_048_576, b"<c><v>1</v></c>"))


def far_in_other_letters():
    sheet = WORKSHEET % b"" + row(1_048_576, b'<c r="XFD1048576"><v>1</v></c>') + b"</sheetData></worksheet>"
    renamed = {"xl/worksheets/sheet1.xml": None, "xl/worksheets/SHEET1.xml": sheet}
    return archive("plain.xlsx", renamed)


def far_in_a_twin():
    """Return an ``.xlsx`` with two members of one name; a cell far away is in the first of them."""
    content = far(b'<c r="XFD1048576"><v>1</v></c>').replace(b"worksheets/sheet1.xml", b"worksheets/sheet2.xml")
    file = io.BytesIO(content)
    with zipfile.ZipFile(FIXTURES / "plain.xlsx") as old, zipfile.ZipFile(file, "a", 8) as new:
        new.writestr("xl/worksheets/sheet3.xml", old.read("xl/worksheets/sheet1.xml"))
    content = file.getvalue().replace(b"worksheets/sheet2.xml", b"worksheets/sheet1.xml")
    return content.replace(b"worksheets/sheet3.xml", b"worksheets/sheet1.xml")


def far_in_another_member(path):
    """Return an ``.xlsx`` whose sheet, with a cell far away, is said to be the member ``path``."""
    with zipfile.ZipFile(FIXTURES / "plain.xlsx") as old:
        relations = old.read("xl/_rels/workbook.xml.rels").replace(b"/xl/worksheets/sheet1.xml", path.encode())
        workbook_part = old.read("xl/workbook.xml") if path.endswith("workbook.xml") else b""
    sheet = WORKSHEET % b"" + row(1_048_576, b'<c r="XFD1048576"><v>1</v></c>') + b"</sheetData></worksheet>"
    return archive("plain.xlsx", {"xl/_rels/workbook.xml.rels": relations, path[1:]: workbook_part + sheet})


def wide_workbook():
    """Return an ``.xlsx`` with 10,000 columns."""
    names = ["".join(letters) for letters in islice(product(ascii_uppercase, repeat=3), 10_000)]
    return workbook(b"".join(row(number, *(text(f"{name}{number}", "x") for name in names)) for number in range(3, 23)))


def one_string_everywhere():
    cells = b"".join(
        row(n, *(b'<c r="%c%d" t="s"><v>0</v></c>' % (65 + c, n) for c in range(20))) for n in range(3, 5000)
    )
    strings = STRINGS % (b"<si><t>" + b"x" * 30_000 + b"</t></si>")
    return workbook(cells, **{"xl/sharedStrings.xml": strings})


def laughs(name):
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    document_type = b'<!DOCTYPE x [<!ENTITY e0 "ha">' + entities + b"]>"
    if name.endswith("xlsx"):
        sheet = (
            document_type + WORKSHEET % b"" + row(1, text("A1", "&e11;"), text("B1", "x")) + b"</sheetData></worksheet>"
        )
        return archive(name, {"xl/worksheets/sheet1.xml": sheet})
    with zipfile.ZipFile(FIXTURES / name) as old:
        content = old.read("content.xml").partition(b"?>")[2]
    return archive(name, {"content.xml": document_type + content.replace(b"Code", b"&e11;")})


def repeated_in_ods(rows, columns, value="a"):
    """Return an ``.ods`` with one cell that is repeated."""
    with zipfile.ZipFile(FIXTURES / "plain.ods") as old:
        content = old.read("content.xml").decode()
    cell = f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}">'
    added = f'<table:table-row table:number-rows-repeated="{rows}">{cell}<text:p>{value}</text:p></table:table-cell>'
    content = content.replace("<table:table-row>", f"{added}</table:table-row><table:table-row>", 1)
    return archive("plain.ods", {"content.xml": content.encode()})


def open_document(change):
    """Return an ``.ods`` whose content was changed."""
    with zipfile.ZipFile(FIXTURES / "plain.ods") as old:
        return archive("plain.ods", {"content.xml": change(old.read("content.xml"))})


def deep_document():
    """Return an ``.ods`` with very many elements within each other, of names so different that no ratio tells."""
    noise = Random(3).randbytes(12 * MILLION).hex().encode()
    opened = b"".join(b"<a%b>" % noise[at : at + 8] for at in range(0, len(noise), 8))
    return open_document(lambda content: content.replace(b"<text:p>", b"<text:p>" + opened, 1))


def zipped(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", 8) as new:
        new.writestr("customers.csv", content)
    return file.getvalue()


def archive_of(members):
    """Return a ``.zip`` of ``members`` (pairs of name and bytes), weakly packed so that no ratio gives it away."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", 8, compresslevel=1) as new:
        for name, content in members:
            new.writestr(name, content)
    return file.getvalue()


def zip_that_lies():
    """Return a ``.zip`` with a file of 100 MB, which says that it has 100 bytes."""
    content = archive_of([("clients.csv", b"0" * BIG)])
    size = BIG.to_bytes(4, "little")
    return content.replace(size, (100).to_bytes(4, "little"))


def xml_workbook(table, before=b""):
    """Return an XML spreadsheet with the good two rows and ``table`` (bytes) below."""
    start = b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet Name="A"><Table>'
    good = b"".join(
        b"<Row><Cell><Data>%s</Data></Cell><Cell><Data>%s</Data></Cell></Row>" % tuple(line.split(b";"))
        for line in GOOD.split()
    )
    return (
        b'<?xml version="1.0" encoding="utf-8"?>' + before + start + good + table + b"</Table></Worksheet></Workbook>"
    )


def page_of(rows):
    """Return a page whose table has the good two rows and ``rows`` (bytes) below."""
    good = b"".join(b"<tr><td>%s<td>%s" % tuple(line.split(b";")) for line in GOOD.split())
    return b"<html><table>" + good + rows + b"</table></html>"


def laughs_in_xml():
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    laugh = b"<Row><Cell><Data>&e11;</Data></Cell></Row>"
    return xml_workbook(laugh, b'<!DOCTYPE x [<!ENTITY e0 "ha">' + entities + b"]>")


def xls_with_far_cell():
    """Return an ``.xls`` in which a text was moved to the last row and column that there can be."""
    content = bytearray((FIXTURES / "plain.xls").read_bytes())
    place = content.rfind(b"\xfd\x00\x0a\x00")  # a cell with a text
    content[place + 4 : place + 8] = b"\xff\xff\xff\x00"
    return bytes(content)


def xls_that_reaches(first, rows, left, columns):
    """Return an ``.xls`` whose sheet says that it has these rows and columns."""
    content = bytearray((FIXTURES / "plain.xls").read_bytes())
    place = content.index(b"\x00\x02\x0e\x00")  # its dimensions
    content[place + 4 : place + 16] = pack("<IIHH", first, rows, left, columns)
    return bytes(content)


def xls_without_beginning(which):
    """Return an ``.xls`` with a cell far away, in which one of the marks of a beginning is another record."""
    content = bytearray(xls_with_far_cell())
    marks = [found.start() for found in re.finditer(rb"\x09\x08\x10\x00", bytes(content))]
    content[marks[which] : marks[which] + 2] = b"\xc1\x00"
    return bytes(content)


def binary(cells, reach=(2, 2), level=6, **replaced):
    """Return an ``.xlsb`` with the good two rows and the records ``cells`` (bytes) below."""
    good = b"".join(
        row_header(at) + b"".join(inline(column, word) for column, word in enumerate(line.decode().split(";")))
        for at, line in enumerate(GOOD.split())
    )
    parts = {"xl/worksheets/sheet1.bin": sheet_part(good + cells, reach=reach)} | replaced
    return binary_workbook([], replaced=parts, level=level)


def inline(column, value):
    return record(6, pack("<II", column, 0) + wide(value))


def blank_cells(kind, size):
    """Return the records of very many blank cells, weakly packed so that no ratio gives it away."""
    noise = Random(2).randbytes(size // 12)
    if kind == 12:
        return b"".join(b"\x0c\x04" + noise[at : at + 3] + b"\0" for at in range(0, len(noise) - 3, 3))
    cells = (record(1, pack("<I", 2 + at // 4) + noise[at : at + 4]) for at in range(0, len(noise) - 4, 4))
    return b"".join(islice(cells, size // 10))


FILES = {
    # text
    "columns.csv": (lambda: (b";".join(b"c%d" % n for n in range(10_000)) + b"\n") * 100, "too_many_columns"),
    "blank_columns.csv": (lambda: GOOD + (b"1;a" + b";" * 900_000 + b"\n") * 100, "too_many_columns"),
    "one_line.csv": (lambda: b"x" * BIG, "cell_too_long"),
    "one_line_below.csv": (lambda: GOOD + b"x" * BIG, "cell_too_long"),
    "one_line_utf16.csv": (lambda: b"\xff\xfe" + b"x\0" * (BIG // 2), "cell_too_long"),
    "one_line_of_accents.csv": (lambda: b"\xe9" * BIG, "cell_too_long"),
    "one_line_of_delimiters.csv": (lambda: b";" * BIG, "empty_file"),
    "quoted_cell.csv": (lambda: GOOD + b'1;"' + b"x" * BIG + b'"\n', "cell_too_long"),
    "quoted_cell_of_lines.csv": (lambda: GOOD + b'1;"' + b"x" * 50 + b"\n" * BIG + b'"\n', "too_many_lines"),
    "open_quote.csv": (
        lambda: GOOD + b'3;"Acme\n' + b"2;Beta and its sons and daughters\n" * (BIG // 34),
        "quote_never_closed",
    ),
    "only_quotes.csv": (lambda: b'"\n' * (BIG // 2), "empty_file"),
    "short_lines.csv": (lambda: b"a\n" * (BIG // 2), "too_many_lines"),
    "blank_lines.csv": (lambda: b"\n" * MILLION, "empty_file"),
    "blank_cells.csv": (lambda: b";;;\r\n" * MILLION, "empty_file"),
    "zeros.csv": (lambda: b"\0" * BIG, "empty_file"),
    "zeros_inside.csv": (lambda: GOOD * 200 + b"\0a" * (BIG // 2), "not_a_table"),
    "broken_accent.csv": (lambda: "Société".encode() * (BIG // 9) + b"\xff\n", "undecodable"),
    "page.csv": (lambda: b"<html>" + b"<p>" * (BIG // 3), "not_a_table"),
    "gzip.csv": (lambda: gzip.compress(b"0" * BIG), "unpacked_too_large"),
    "gzip_of_parts.gz": (lambda: gzip.compress(b"") * 500_000, "broken_archive"),
    "gzip_within.gz": (lambda: gzip.compress(gzip.compress(b"0" * BIG)), "nested_archive"),
    "zip_of_lines.zip": (
        lambda: archive_of([("a.csv", Random(1).randbytes(20 * MB).hex().encode())]),
        "unpacked_too_large",
    ),
    "zip_that_lies.zip": (zip_that_lies, "broken_archive"),
    "zip_of_zips.zip": (lambda: archive_of([("a.zip", zipped(b"0" * BIG))]), "zip_bomb"),
    "zip_of_documents.zip": (
        lambda: archive_of(
            (f"{n}.docx", archive_of([("word/document.xml", b""), *((f"{m}.xml", b"") for m in range(5000))]))
            for n in range(90)
        ),
        "several_files",
    ),
    "zip_of_files.zip": (lambda: archive_of((f"{n}.pdf", b"%PDF") for n in range(9_000)), "several_files"),
    "zip.csv": (lambda: zipped(b"0" * BIG), "zip_bomb"),
    "blank_lines_below.csv": (lambda: GOOD + b"\n" * MILLION, 2),
    "very_many_blank_lines_below.csv": (lambda: GOOD + b"\r\n" * (BIG // 2), 2),
    "blank_cells_below.csv": (lambda: GOOD + b";\n" * MILLION, 2),
    "blank_lines_above.csv": (lambda: b"\n" * MILLION + GOOD, 2),
    "blank_lines_between.csv": (lambda: GOOD + b"\n" * MILLION + b"C3;Gamma\n", 3),
    # spreadsheets
    "columns.xlsx": (wide_workbook, "sheet_too_large"),
    "columns.ods": (lambda: repeated_in_ods(1, 10_000), "sheet_too_large"),
    "far.xlsx": (lambda: far(b'<c r="XFD1048576"><v>1</v></c>'), "sheet_too_large"),
    "far_quoted.xlsx": (lambda: far(b"<c r='XFD1048576'><v>1</v></c>"), "sheet_too_large"),
    "far_spaced.xlsx": (lambda: far(b'<c r="XFD1048576"> <v>1</v></c>'), "sheet_too_large"),
    "far_tall.xlsx": (lambda: far(b'<c r="T1048576"><v>1</v></c>'), "sheet_too_large"),
    "far_beyond.xlsx": (lambda: far(b'<c r="A4294967295"><v>1</v></c>'), "broken_spreadsheet"),
    "far_unnamed.xlsx": (far_unnamed, "sheet_too_large"),
    "far_in_other_letters.xlsx": (far_in_other_letters, "sheet_too_large"),
    "far_in_a_picture.xlsx": (lambda: far_in_another_member("/xl/media/image1.png"), "sheet_too_large"),
    "far_in_the_workbook.xlsx": (lambda: far_in_another_member("/xl/workbook.xml"), "sheet_too_large"),
    "far_in_the_strings.xlsx": (lambda: far_in_another_member("/xl/sharedStrings.xml"), "broken_spreadsheet"),
    "far_in_a_twin.xlsx": (far_in_a_twin, "broken_spreadsheet"),
    "far.xls": (xls_with_far_cell, "sheet_too_large"),
    # the library takes memory for all cells between, and ends the process where there is not enough
    "reaches_far.xls": (lambda: xls_that_reaches(0, 2**30, 0, 4), "broken_spreadsheet"),
    "reaches_wide.xls": (lambda: xls_that_reaches(0, 2**16, 0, 2**16 - 1), "broken_spreadsheet"),
    "reaches_back.xls": (lambda: xls_that_reaches(2**22, 1, 0, 4), "broken_spreadsheet"),
    "reaches_left.xls": (lambda: xls_that_reaches(0, 3, 9, 4), "broken_spreadsheet"),
    "sheet_without_beginning.xls": (lambda: xls_without_beginning(-1), "broken_spreadsheet"),
    "workbook_without_beginning.xls": (lambda: xls_without_beginning(0), "broken_spreadsheet"),
    "unknown_encoding.ods": (
        lambda: open_document(lambda content: content.replace(b'encoding="UTF-8"', b'encoding="b"')),
        "broken_spreadsheet",
    ),
    "far.ods": (lambda: repeated_in_ods(950_000, 20), "sheet_too_large"),
    "dimension.xlsx": (lambda: workbook(b"", before=b'<dimension ref="A1:XFD1048576"/>'), 1),
    "one_string_everywhere.xlsx": (one_string_everywhere, "zip_bomb"),
    "one_text_everywhere.ods": (lambda: repeated_in_ods(50_000, 20, "x" * 30_000), "zip_bomb"),
    "gigabytes.xlsx": (lambda: workbook(b"", level=1, **{"xl/sharedStrings.xml": b"0" * (500 * MB)}), "zip_bomb"),
    "strings_without_cells.xlsx": (
        lambda: workbook(
            b"",
            level=1,
            **{
                "xl/sharedStrings.xml": STRINGS
                % b"".join(b"<si><t>%08d</t></si>" % (n * 7919 % 99999989) for n in range(4 * MILLION))
            },
        ),
        "zip_bomb",
    ),
    "cell.xlsx": (
        lambda: workbook(row(3, text("A3", "".join(map(str, range(15 * MILLION))))), level=1),
        "sheet_cell_too_long",
    ),
    "blank_rows.xlsx": (lambda: workbook(b"".join(row(n) for n in range(3, MILLION))), 1),
    "errors_without_end.xlsx": (
        lambda: workbook(b'<row r="3">' + b'<c r="A3" t="e"><f>' * 100_000),
        "broken_spreadsheet",
    ),
    "errors_without_text.xlsx": (lambda: workbook(b'<row r="3">' + b'<c r="A3" t="e"/>' * 400_000 + b"</row>"), 1),
    "places.xlsx": (
        lambda: workbook(b'<row r="3"><c t="e"' + b' r="A3"' * 80_000 + b"></c></row>"),
        "broken_spreadsheet",
    ),
    "deep.xlsx": (lambda: workbook(b"<a>" * MILLION), 1),
    "laughs.xlsx": (lambda: laughs("plain.xlsx"), "broken_spreadsheet"),
    "deep.ods": (deep_document, "broken_spreadsheet"),
    # the library reads on for ever where a table is left open
    "cut_behind_a_row.ods": (
        lambda: open_document(lambda content: content[: content.index(b"</table:table-row>") + 18]),
        "broken_spreadsheet",
    ),
    "table_left_open.ods": (
        lambda: open_document(lambda content: content.replace(b"</table:table>", b"")),
        "broken_spreadsheet",
    ),
    "table_closed_in_a_comment.ods": (
        lambda: open_document(lambda content: content.replace(b"</table:table>", b"<!-- </table:table> -->")),
        "broken_spreadsheet",
    ),
    "laughs.ods": (lambda: laughs("plain.ods"), "broken_spreadsheet"),
    # binary workbooks
    "far.xlsb": (lambda: binary(row_header(1_048_575) + inline(16_383, "x")), "sheet_too_large"),
    "far_right.xlsb": (lambda: binary(row_header(3) + inline(2**31, "x")), "sheet_too_large"),
    "far_tall.xlsb": (lambda: binary(row_header(1_048_575) + inline(19, "x")), "sheet_too_large"),
    "far_beyond.xlsb": (lambda: binary(row_header(2**32 - 1) + inline(0, "x")), "broken_spreadsheet"),
    "dimension.xlsb": (lambda: binary(b"", reach=(1_048_576, 16_384)), 2),
    "gigabytes.xlsb": (
        lambda: binary(b"", level=1, **{"xl/sharedStrings.bin": b"\0" * (500 * MB)}),
        "zip_bomb",
    ),
    "one_string_everywhere.xlsb": (
        lambda: binary(
            b"".join(
                row_header(n) + b"".join(record(7, pack("<III", c, 0, 0)) for c in range(20)) for n in range(3, 5000)
            ),
            **{"xl/sharedStrings.bin": record(19, b"\0" + wide("x" * 30_000))},
        ),
        "zip_bomb",
    ),
    "strings_without_cells.xlsb": (
        lambda: binary(
            row_header(3) + record(7, bytes(12)),
            level=1,
            **{"xl/sharedStrings.bin": b"".join(record(19, wide(f"{n * 7919:09}")) for n in range(3 * MILLION))},
        ),
        "zip_bomb",
    ),
    "cell.xlsb": (lambda: binary(row_header(3) + inline(0, "x" * (2 * MB))), "sheet_cell_too_long"),
    "cell_of_megabytes.xlsb": (
        lambda: binary(row_header(3) + inline(0, "".join(map(str, range(5 * MILLION)))), level=1),
        "sheet_cell_too_long",
    ),
    "blank_cells.xlsb": (lambda: binary(row_header(3) + blank_cells(1, BIG), level=1), 2),
    "short_blank_cells.xlsb": (lambda: binary(row_header(3) + blank_cells(12, 2 * BIG), level=1), 2),
    "sizes_without_end.xlsb": (lambda: binary(row_header(3) + b"\xff" * 100_000), "broken_spreadsheet"),
    "rows.xlsb": (lambda: binary(b"".join(row_header(n, n % 3 == 0) for n in range(3, MILLION))), 2),
    "blank_rows.xlsb": (
        lambda: binary(b"".join(row_header(n) + record(1, pack("<II", 0, n)) for n in range(3, MILLION)), level=1),
        2,
    ),
    # in one XML file
    "laughs.xml": (laughs_in_xml, "broken_spreadsheet"),
    "deep.xml": (lambda: xml_workbook(b"<Row>" * (2 * MILLION)), "broken_spreadsheet"),
    "cells.xml": (lambda: xml_workbook(b"<Row>" + b"<Cell/>" * (MILLION // 2) + b"</Row>"), 2),
    "cell.xml": (lambda: xml_workbook(b"<Row><Cell><Data>" + b"x" * BIG), "sheet_cell_too_long"),
    "sheets.xml": (
        lambda: xml_workbook(b"</Table></Worksheet>" + b'<Worksheet Name="B"><Table/></Worksheet>' * 100_000),
        "broken_spreadsheet",
    ),
    "wide.xml": (
        lambda: xml_workbook(b'<Row><Cell Index="2000"><Data>x</Data></Cell></Row>' * 100_000),
        "sheet_too_large",
    ),
    # pages
    "tables.html": (lambda: b"<html>" + b"<table><tr><td>" * (10 * MB // 15), "broken_spreadsheet"),
    "nested.html": (lambda: b"<html><table><tr><td>" + b"<div>" * (2 * MB), "broken_spreadsheet"),
    "stray_ends.html": (lambda: page_of(b"<b>" * 200 + b"</i>" * (2 * MB)), 2),
    "cells.html": (lambda: page_of(b"<tr><td>" * (MILLION // 3)), 2),
    "spans.html": (
        lambda: page_of(b"<tr><td rowspan=65534 colspan=1000>a<td rowspan=65534 colspan=900>" + b"<tr><td>a" * 100_000),
        "sheet_too_large",
    ),
    "entities.html": (lambda: page_of(b"<tr><td>" + b"&amp;" * (2 * MB)), "sheet_cell_too_long"),
    "attributes.html": (lambda: page_of(b"<tr><td" + b"".join(b" a%d=1" % n for n in range(100_000)) + b">"), 2),
    "members.xlsx": (lambda: workbook(b"", **{f"xl/{n}.xml": b"" for n in range(20_000)}), "unknown_format"),
}
