"""Tables of web pages, which many programs call spreadsheets."""

import pytest
from opened import refusal, rows

from odoo.addons.dso_smart_upload.pipeline.table import read_blocks, read_table

HEADER = "<tr><th>Code</th><th>Nom</th><th>Ville</th></tr>"


def page(*tables, head="", declared="utf-8"):
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    body = "".join(f"<table border=1>{table}</table>" for table in tables)
    text = f"<html><head>{meta}{head}</head><body>{body}</body></html>"
    return text.encode(declared or "utf-8")


def line(*cells):
    return "<tr>" + "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in cells) + "</tr>\n"


@pytest.mark.parametrize("declared", ["utf-8", "windows-1252", "iso-8859-15", "iso-8859-1", ""])
def test_the_table_of_a_page(declared):
    content = page(HEADER + line("K1", "Épicerie Rose", "Lyon") + line("00417", "Acme", "Orléans"), declared=declared)
    expected = [["K1", "Épicerie Rose", "Lyon"], ["00417", "Acme", "Orléans"]]
    table = read_table(content, "clients.xls")
    assert (table.header, rows(table), table.lines) == (["Code", "Nom", "Ville"], expected, [2, 3])
    assert [one for block in read_blocks(content, "clients.xls", 1) for one in rows(block)] == expected
    assert rows(read_table(content, "clients.xls", encoding=declared or "utf-8")) == expected


@pytest.mark.parametrize("declared", ["", "utf-8", "utf-16", "no-encoding", "base64"])
def test_a_page_that_declares_a_wrong_encoding_or_none(declared):
    text = page(HEADER + line("K1", "Société Générale", "Orléans"), declared="utf-8").decode()
    content = text.replace("charset=utf-8", f"charset={declared}" if declared else "").encode("cp1252")
    assert rows(read_table(content, "clients.xls")) == [["K1", "Société Générale", "Orléans"]]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_page_with_a_mark_of_its_encoding(encoding):
    content = page(HEADER + line("K1", "Épicerie", "Lyon"), declared="").decode().encode(encoding)
    assert rows(read_table(content, "clients.xls")) == [["K1", "Épicerie", "Lyon"]]


def test_the_text_of_cells():
    style = "<style>td {mso-number-format:'\\@'}</style><script>var a = '<td>no</td>';</script>"
    table = (
        HEADER
        + line("<td style='mso-number-format:\"\\@\"'>&nbsp;0417&nbsp;</td>", "Rose &amp; <b>Cie</b>\n  SA", "&nbsp;")
        + line("K2", "4 rue X<br>Bâtiment B<br/>", "<p>Lyon</p><script>alert(1)</script><style>b {}</style>")
    )
    found = read_table(page(table, head=style), "a.xls")
    assert rows(found) == [["0417", "Rose & Cie SA", ""], ["K2", "4 rue X\nBâtiment B", "Lyon"]]


def test_cells_over_several_columns_and_rows():
    table = (
        "<tr><td colspan=3>Clients de l'agence</td></tr>"
        + HEADER
        + line("<td colspan=2>K1</td>", "Lyon")
        + line("K2", "<td rowspan='2'>Acme</td>", "Paris")
        + line("K3", "Lille")
        + line("K4", "Beta", "Nice")
    )
    found = read_table(page(table), "a.xls")
    assert rows(found) == [["K1", "", "Lyon"], ["K2", "Acme", "Paris"], ["K3", "Acme", "Lille"], ["K4", "Beta", "Nice"]]
    assert "merged_cells" in {note.kind for note in found.notes}


def test_the_largest_of_several_tables():
    data = HEADER + line("K1", "Acme<table><tr><td>not</td><td>this</td></tr></table>", "Lyon") + line("K2", "B", "C")
    layout = f"<tr><td>Menu</td><td><table>{data}</table></td></tr>"
    content = page("<tr><td>Logo</td></tr>", layout, "<tr><td>Page</td><td>1</td></tr>")
    found = read_table(content, "a.xls")
    assert rows(found) == [["K1", "Acme", "Lyon"], ["K2", "B", "C"]]
    assert found.sheet == "Table 3"
    assert "other_sheets" in {note.kind for note in found.notes}
    assert refusal(content, sheet="Table 9") == "unknown_sheet"


@pytest.mark.parametrize(
    "content",
    [
        b"<table><tr><td>Code<td>Nom<tr><td>K1<td>Acme<tr><td>K2<td>Beta",
        b"\r\n<!-- export -->\n<TABLE>\n<TBODY><TR><TD>Code</TD><TD>Nom</TD></TR>"
        b"<TR><TD>K1</TD><TD>Acme</TD></TR><TR><TD>K2</TD><TD>Beta</TD></TR></TABLE>",
        b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><body><div><table><thead><tr>"
        b"<th>Code</th><th>Nom</th></tr></thead><tr><td>K1</td><td>Acme</td></tr><tr><td>K2</td><td>Beta</td></tr>"
        b"</table></div></body></html>",
    ],
)
def test_pages_as_programs_write_them(content):
    assert rows(read_table(content, "a.xls")) == [["K1", "Acme"], ["K2", "Beta"]]


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body><p>Please log in</p></body></html>",
        b"<html><table></table></html>",
        b"<html><table><tr><td>&nbsp;</td></tr></table></html>",
        b"<svg><text>table</text></svg>",
    ],
)
def test_pages_without_a_table(content):
    assert refusal(content) == "not_a_table"


def test_a_text_that_starts_with_a_tag_is_no_page():
    assert read_table(b"<b>;Name\nK1;Acme\nK2;Beta\n", "a.csv", header_line=1).header == ["<b>", "Name"]


@pytest.mark.parametrize(
    "hidden",
    [
        '<span style="display:none">x</span>',
        '<div style="color:red; Display: None"><b>x</b> y</div>',
        '<p style="display:none">x<br>y</p>',
    ],
)
def test_what_a_browser_does_not_show_is_no_part_of_a_cell(hidden):
    content = page(HEADER + line("K1", f"<b>Acme</b> {hidden} SA", "Lyon") + line("K2", "Bo", "Metz"))
    table = read_table(content, "clients.xls")
    assert rows(table) == [["K1", "Acme SA", "Lyon"], ["K2", "Bo", "Metz"]]
