"""Spreadsheets in one XML file."""

import pytest
from opened import refusal, rows

from odoo.addons.dso_smart_upload.pipeline.table import read_blocks, read_table

STYLES = (
    '<Styles><Style ss:ID="Default"/><Style ss:ID="z"><NumberFormat ss:Format="00000"/></Style>'
    '<Style ss:ID="zz" ss:Parent="z"/><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>'
    '<Style ss:ID="m"><NumberFormat ss:Format="#,##0.00"/></Style></Styles>'
)


def workbook(*sheets, declared="utf-8", before=""):
    """Return an XML spreadsheet of ``sheets`` (pairs of name and the content of the table)."""
    parts = [
        f'<Worksheet ss:Name="{name}"><Table>{table}</Table></Worksheet>' if "<Worksheet" not in table else table
        for name, table in sheets
    ]
    text = (
        f'<?xml version="1.0" encoding="{declared.removesuffix("-sig")}"?>\n'
        f'<?mso-application progid="Excel.Sheet"?>\n{before}'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f"{STYLES}{''.join(parts)}</Workbook>"
    )
    return text.encode(declared)


def line(*cells, more=""):
    return f"<Row{more}>" + "".join(one if one.startswith("<Cell") else cell(one) for one in cells) + "</Row>"


def cell(text, kind="String", more=""):
    return f'<Cell{more}><Data ss:Type="{kind}">{text}</Data></Cell>'


HEADER = line("Code", "Nom", "Ville", "Plafond")


@pytest.mark.parametrize("declared", ["utf-8", "utf-8-sig", "windows-1252", "iso-8859-15", "utf-16"])
def test_an_xml_spreadsheet(declared):
    text = HEADER + line("K1", "Épicerie <B>Rose</B> &amp; Cie", "Lyon", cell("1500.5", "Number"))
    content = workbook(("Clients", text + line("K2", "Acme", "Orléans", cell("2000", "Number"))), declared=declared)
    expected = [["K1", "Épicerie Rose & Cie", "Lyon", "1500.5"], ["K2", "Acme", "Orléans", "2000"]]
    assert rows(read_table(content, "clients.xml")) == expected
    assert rows(read_table(content, "clients.xls", encoding="cp1252")) == expected
    assert [one for block in read_blocks(content, "clients.xml", 1) for one in rows(block)] == expected
    assert read_table(content, "clients.xml").lines == [2, 3]


def test_an_xml_spreadsheet_without_a_declared_encoding():
    text = workbook(("Clients", HEADER + line("K1", "Société Générale", "Orléans", "1"))).decode()
    content = text.replace(' encoding="utf-8"', "").encode("cp1252")
    assert rows(read_table(content, "clients.xml")) == [["K1", "Société Générale", "Orléans", "1"]]


def test_places_in_an_xml_spreadsheet():
    table = (
        HEADER
        + line("K1", cell("Lyon", more=' ss:Index="3"'), more=' ss:Index="4"')
        + line(cell("K2", more=' ss:MergeAcross="1"'), "Paris", more=' ss:Span="2"')
        + line("K3", "Beta")
    )
    found = read_table(workbook(("Clients", table)), "a.xml")
    assert rows(found) == [["K1", "", "Lyon", ""], ["K2", "", "Paris", ""], ["K3", "Beta", "", ""]]
    assert found.lines == [4, 5, 8]


def test_merged_and_hidden_rows_in_an_xml_spreadsheet():
    table = (
        HEADER
        + line("K1", "Acme", cell("Lyon", more=' ss:MergeDown="1"'))
        + line("K2", "Beta", more=' ss:Hidden="1"')
        + line("K3", "Gamma")
    )
    found = read_table(workbook(("Clients", table)), "a.xml")
    assert [row[2] for row in rows(found)] == ["Lyon", "Lyon", ""]
    assert {"merged_cells", "hidden_rows"} <= {note.kind for note in found.notes}


def test_kinds_of_values_in_an_xml_spreadsheet():
    table = (
        '<Column ss:StyleID="z"/><Column ss:Index="3" ss:StyleID="m"/>'
        + line("Code", "Name", "Limit", "Since", "Share", "Active", "Old")
        + line(
            cell("417", "Number"), "Acme", cell("1234.5", "Number"), cell("2026-01-31T00:00:00.000", "DateTime"),
            cell("0.125", "Number", ' ss:StyleID="p"'), cell("1", "Boolean"), cell("18", "Number", ' ss:StyleID="zz"'),
        )
        + line(
            cell("23", "Number"), "Beta", cell("1E3", "Number"), cell("1899-12-31T10:30:00.000", "DateTime"),
            cell("#N/A", "Error"), '<Cell ss:Formula="=1+1"></Cell>',
            '<Cell><Data ss:Type="String">x</Data><Comment><ss:Data>not this</ss:Data></Comment></Cell>',
        )
    )  # fmt: skip
    found = read_table(workbook(("Clients", table)), "a.xml")
    assert rows(found)[0] == ["00417", "Acme", "1234.5", "2026-01-31", "12.5%", "TRUE", "00018"]
    assert [rows(found)[1][at] for at in (0, 1, 2, 3, 6)] == ["00023", "Beta", "1000", "10:30:00", "x"]
    assert {(one.line, one.column, one.kind) for one in found.issues} == {
        (3, "Share", "error_cell"),
        (3, "Active", "formula_without_result"),
    }


def test_sheets_of_an_xml_spreadsheet():
    hidden = (
        f'<Worksheet ss:Name="Alt"><Table>{HEADER}{line("X1", "Hidden")}</Table>'
        "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>"
    )
    sheets = [("Notes", line("Printed on 1 May")), ("Alt", hidden), ("Clients", HEADER + line("K1", "Acme"))]
    content = workbook(*sheets)
    found = read_table(content, "a.xml")
    assert (found.sheet, rows(found)[0][0]) == ("Clients", "K1")
    assert rows(read_table(content, "a.xml", sheet="Alt"))[0][0] == "X1"
    assert refusal(content, sheet="Other") == "unknown_sheet"


def test_an_xml_spreadsheet_with_entities_is_refused():
    entity = '<!DOCTYPE Workbook [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    content = workbook(("Clients", HEADER + line("K1", "&e;")), before=entity)
    assert refusal(content) == "broken_spreadsheet"
    assert refusal(workbook(("Clients", HEADER + line("K1", "Acme")))[:-30]) == "broken_spreadsheet"
    assert refusal(workbook(("Clients", ""))) == "empty_file"


@pytest.mark.parametrize(
    "more", ['ss:Index="99999999"', 'ss:Index="1048577"', 'ss:Index="9999999999999999999999999999999"']
)
def test_places_far_away_in_an_xml_spreadsheet(more):
    assert refusal(workbook(("Clients", HEADER + line("K1", "Acme", more=" " + more)))) == "sheet_too_large"
    assert refusal(workbook(("Clients", HEADER + line(cell("Acme", more=" " + more))))) == "sheet_too_large"


def test_other_xml_is_no_table():
    assert refusal(b'<?xml version="1.0"?><clients><client code="1"/></clients>') == "not_a_table"
