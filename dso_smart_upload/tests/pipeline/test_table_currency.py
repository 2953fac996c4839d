"""Currencies and thousands that only the number formats of a sheet say."""

import io
import zipfile

import openpyxl
import pytest
import xlwt
from binary_workbook import Shown, binary_workbook
from hostile_files import FIXTURES, archive

from odoo.addons.dso_smart_upload.pipeline.convert.amount import unit_beside
from odoo.addons.dso_smart_upload.pipeline.currency import with_units
from odoo.addons.dso_smart_upload.pipeline.table import read_blocks, read_table
from odoo.addons.dso_smart_upload.pipeline.table.number_format import unit

HEADER = ["Code", "Name", "Limit", "Other"]
ACCOUNTS = '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-'
CODES = [  # format, what a company in EUR reads, what one in CAD reads
    ("[$$-409]#,##0.00", "1000 USD", "1000 USD"),
    ("[$$-1009]#,##0.00", "1000 CAD", "1000"),
    ("[$$-en-US]#,##0.00", "1000 USD", "1000 USD"),
    ('"$"#,##0.00', "1000 $", "1000"),
    ("$#,##0.00;[Red]-$#,##0.00", "1000 $", "1000"),
    ('#,##0.00\\ "GBP"', "1000 GBP", "1000 GBP"),
    ("[$USD] #,##0", "1000 USD", "1000 USD"),
    ('"£"#,##0', "1000 £", "1000 £"),
    ("#,##0.00\\ [$CHF-807]", "1000 CHF", "1000 CHF"),
    ('#,##0\\ "SFr."', "1000 SFr.", "1000 SFr."),
    ("#,##0.00\\ [$kr-41D]", "1000 SEK", "1000 SEK"),
    ("[$R$-416]\\ #,##0.00", "1000 BRL", "1000 BRL"),
    ("#,##0.00\\ [$kn-41A]", "1000 kn", "1000 kn"),
    ('"US$"#,##0', "1000 US$", "1000 US$"),
    ('"CA$"#,##0', "1000 CA$", "1000"),
    ('#,##0\\ "k€"', "1000 k€", "1000 k€"),
    ('#,##0,\\ "k€"', "1000", "1000 €"),
    ('General" $"', "1000 $", "1000"),
    (ACCOUNTS, "1000", "1000 €"),
    ("#,##0.00\\ [$€-40C]", "1000", "1000 EUR"),
    ("#,##0.00\\ [$€-1]", "1000", "1000 €"),
    ('#,##0.00\\ "€ HT"', "1000", "1000 €"),
    ("#,##0.00", "1000", "1000"),
    ("General", "1000", "1000"),
    ('#,##0\\ "F"', "1000 F", "1000 F"),
]


@pytest.mark.parametrize(("code", "euro", "_dollar"), CODES)
def test_what_stands_beside_an_amount(code, euro, _dollar):
    for currency, expected in (("EUR", euro), ("CAD", _dollar)):
        text = unit_beside(unit(code, 1000), currency)
        assert f"1000 {text}".strip() == expected


def office(rows):
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            cell = book.active.cell(row, column, value.value if isinstance(value, Shown) else value)
            cell.number_format = value.code if isinstance(value, Shown) else "General"
    book.save(file)
    return file.getvalue()


def old(rows):
    book, file = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Clients")
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            style = [xlwt.easyxf(num_format_str=value.code)] if isinstance(value, Shown) else []
            sheet.write(row, column, value.value if isinstance(value, Shown) else value, *style)
    book.save(file)
    return file.getvalue()


DOLLARS, EUROS = "[$$-409]#,##0.00", ACCOUNTS
ROWS = [
    HEADER,
    ["K1", "A", Shown(1000, DOLLARS), Shown(5, DOLLARS)],
    ["K2", "B", Shown(2000.5, EUROS), 3],
    ["K3", "C", 3000, Shown(4, '"£"#,##0;"$"-#,##0')],
    [Shown(7, DOLLARS), "D", "n/a", Shown(-4, '"£"#,##0;"$"-#,##0')],
]


@pytest.mark.parametrize("make", [office, old, binary_workbook])
@pytest.mark.parametrize("size", [1, 3, 100])
def test_amounts_in_another_currency(make, size):
    blocks = [with_units(block, ["Limit", "Other"], "EUR") for block in read_blocks(make(ROWS), "a.xlsx", size)]
    assert [row for block in blocks for row in block.rows.to_numpy().tolist()] == [
        ["K1", "A", "1000 USD", "5 USD"],
        ["K2", "B", "2000.5", "3"],
        ["K3", "C", "3000", "4 £"],
        ["7", "D", "n/a", "-4 $"],
    ]
    assert not any(block.notes for block in blocks)


def test_other_columns_stay_as_they_are():
    table = read_table(office(ROWS), "a.xlsx")
    assert with_units(table, ["Limit"], "EUR").rows["Other"].tolist() == ["5", "3", "4", "-4"]
    assert table.rows["Limit"].tolist() == ["1000", "2000.5", "3000", "n/a"]


def test_an_amount_of_merged_cells():
    rows = [HEADER, ["K1", "A", Shown(1000, DOLLARS)], ["K2", "B"], ["K3", "C", 5]]
    table = read_table(binary_workbook(rows, merged=[(1, 2, 2, 2)]), "a.xlsb")
    assert with_units(table, ["Limit"], "EUR").rows["Limit"].tolist() == ["1000 USD", "1000 USD", "5"]


def open_document(rows):
    """Return an ``.ods`` with rows of cells, written as they are."""
    with zipfile.ZipFile(FIXTURES / "plain.ods") as old:
        content = old.read("content.xml").decode()
    start, end = content.index("<table:table-row"), content.rindex("</table:table-row>")
    made = "</table:table-row>".join(f"<table:table-row>{row}" for row in rows)
    return archive("plain.ods", {"content.xml": (content[:start] + made + content[end:]).encode()})


def word(text):
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def number(value, shown, more=""):
    kind = "currency" if "currency" in more else "float"
    tag = f'table:table-cell office:value-type="{kind}" office:value="{value}" {more}'
    return f"<{tag}><text:p>{shown}</text:p></table:table-cell>"


def test_an_open_document():
    two = 'table:number-columns-repeated="2"'
    table = read_table(
        open_document(
            [
                "".join(map(word, HEADER)),
                word("K1") + word("A") + number(1000, "$1,000.00", f'office:currency="USD" {two}'),
                word("K2") + word("B") + number(12, "12 k€", two),
                word("K3") + word("C") + number(12000, "12 k€", two),
                word("K4") + word("D") + number(2000.5, "2 000,50 €", 'office:currency="EUR"') + number(7, "7 £"),
                number(417, "00417", two) + number(417, "00417", two),
            ]
        ),
        "a.ods",
    )
    assert with_units(table, ["Limit", "Other"], "EUR").rows.to_numpy().tolist() == [
        ["K1", "A", "1000 USD", "1000 USD"],
        ["K2", "B", "12 k€", "12 k€"],
        ["K3", "C", "12000", "12000"],
        ["K4", "D", "2000.5", "7 £"],
        ["00417", "00417", "00417", "00417"],
    ]
