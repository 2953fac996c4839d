"""Faults of real files, each for its whole kind: what comes out of reading, and what is said."""

import io

import openpyxl
import pytest
import xlsxwriter
import xlwt

from odoo.addons.dso_smart_upload.pipeline.message import ERROR, WARNING
from odoo.addons.dso_smart_upload.pipeline.table import read_blocks, read_table
from odoo.addons.dso_smart_upload.pipeline.table.number_format import shown


def rows(table):
    return table.rows.to_numpy().tolist()


def kinds(table):
    return [note.kind for note in table.notes]


def rejected(table):
    return {issue.line: issue.kind for issue in table.issues if issue.severity == ERROR}


# -- the width of the table --


def test_a_row_wider_than_the_header(read):
    table = read("cases/46-rows-wider-than-header/delta.csv")
    assert rejected(table) == {2: "too_many_cells"}
    assert table.header == ["Customer code", "Company name", "Street", "City", "Postal code"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("wide", [1, 2, 5, 9])
def test_wide_rows_however_many(mark, wide):
    lines = ["Code,Name,City,Zip"]
    lines += [f"K{n},Dupont, Fils,Lyon,69001" if n < wide else f"K{n},Dupont,Lyon,69001" for n in range(9)]
    table = read_table("\n".join(lines).replace(",", mark).encode(), "a.csv", delimiter=mark)
    assert table.header == ["Code", "Name", "City", "Zip"]
    assert rejected(table) == dict.fromkeys(range(2, 2 + wide), "too_many_cells")
    assert ("short_header" in kinds(table)) == (wide >= 5)


@pytest.mark.parametrize(
    ("header", "row", "is_repaired"),
    [("Code,Name,Limit", "K1,Dupont,12,50", True), ("Code,Name,City", "1001,25,Dupont,Lyon", False)],
)
def test_a_decimal_comma_is_put_back_only_into_an_amount(header, row, is_repaired):
    table = read_table(f"{header}\n{row}\n".encode(), "a.csv", delimiter=",")
    assert bool(rejected(table)) == (not is_repaired) == ("decimal_commas" not in kinds(table))


def test_row_names_without_a_header():
    table = read_table(b"Code,Name\n1,C1,Acme\n2,C2,Beta\n3,C3,Gamma\n", "r.csv")
    assert set(rejected(table)) == {2, 3, 4} and "short_header" in kinds(table)


# -- headers that come again --


def test_a_repeated_header_behind_a_form_feed(read):
    table = read("cases/50-repeated-header-not-identical/clients.txt")
    assert table.rows["Code client"].tolist() == ["K50A", "K50B", "K50C", "K50D"]
    assert kinds(table) == ["repeated_header_line"]


@pytest.mark.parametrize(
    "again",
    [
        "CODE CLIENT;RAISON SOCIALE;LOCALITE",
        "Code client ; Raison sociale;Localité  ",
        "\fcode_client;raison sociale;localité",
        "\ufeffCode client;Raison sociale;Localité",
        "Code client;Raison sociale;Localité;;",
        "Code client;Raison sociale;",
    ],
)
@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_header_written_in_another_way(again, size):
    content = f"Code client;Raison sociale;Localité\nK1;A;Lyon\n{again}\nK2;B;Nice\nK3;C;Lens\n".encode()
    tables = list(read_blocks(content, "a.csv", size))
    expected = [["K1", "A", "Lyon"], ["K2", "B", "Nice"], ["K3", "C", "Lens"]]
    assert [row for table in tables for row in rows(table)] == expected


@pytest.mark.parametrize("size", [1, 2, 100])
def test_rows_below_another_order_are_read_by_it(size):
    content = b"Code;Name;City\nK1;A;Lyon\nName;City;Code\nB;Nice;K2\nC;Lens;K3\nCode;Name;City\nK4;D;Metz\n"
    tables = list(read_blocks(content, "a.csv", size))
    expected = [["K1", "A", "Lyon"], ["K2", "B", "Nice"], ["K3", "C", "Lens"], ["K4", "D", "Metz"]]
    assert [row for table in tables for row in rows(table)] == expected
    assert "reordered_columns" in [kind for table in tables for kind in kinds(table)]


def test_rows_below_other_names_are_rejected():
    content = b"Code;Name;City\nK1;A;Lyon\nCode;Name;Phone\nK2;B;0102030405\n"
    assert rejected(read_table(content, "a.csv", header_line=1)) == {4: "below_other_columns"}


def test_customers_that_share_a_word_with_the_header():
    content = b"Code;Name;City\nK1;City;Lyon\nCity;Acme;Code\nK3;C;Lens\n"
    assert len(read_table(content, "a.csv", header_line=1).lines) >= 2
    assert rows(read_table(b"Code;Name;City\nK1;City;Lyon\nK2;B;Nice\n", "a.csv"))[0] == ["K1", "City", "Lyon"]


# -- quotes --


def test_quotes_inside_quotes(read):
    assert rows(read("cases/18-unescaped-quotes/clients.csv")) == [
        ["K18A", 'Le Petit "Café" du Nord', "Lyon"],
        ["K18B", 'Ecran 24" SARL', "Nice"],
        ["K18C", "Bon", "Lens"],
    ]


@pytest.mark.parametrize("mark", [",", "\t", "|"])
def test_quotes_inside_quotes_with_other_delimiters(content, mark):
    changed = content("cases/18-unescaped-quotes/clients.csv").replace(b";", mark.encode())
    names = read_table(changed, "a.csv").rows["Raison sociale"].tolist()
    assert names == ['Le Petit "Café" du Nord', 'Ecran 24" SARL', "Bon"]


def test_a_stray_quote_costs_its_row():
    content = b'Code;Name;City\nK1;"Acme;Paris\n"K2";"Two\nlines";"Lyon"\nK3;"Beta";Nice\nK4;"C;Lens\n'
    table = read_table(content, "a.csv")
    assert rejected(table) == {2: "stray_quote", 6: "stray_quote"}
    assert rows(table)[1:3] == [["K2", "Two\nlines", "Lyon"], ["K3", "Beta", "Nice"]]


def test_two_stray_quotes_are_no_cell_of_two_lines():
    content = b'Code;Name;City\nK1;"Acme;Paris\nK2;Beta";Lyon\nK3;Gamma;Nice\n'
    table = read_table(content, "a.csv")
    assert table.lines == [2, 3, 4] and 2 in rejected(table)


def test_whole_lines_in_quotes(read):
    table = read("cases/25-whole-line-quoted/clients.csv")
    assert rows(table) == [["K25A", "Dupré, SA", "Lyon"], ["K25B", "Martel", "Paris"]]


@pytest.mark.parametrize("end", ["", ";;", ",,"])
def test_some_lines_in_quotes(end):
    content = f'Code,Name,City\n"K1,""Dupré, SA"",Lyon"{end}\nK2,Martel,Paris\n'.encode()
    table = read_table(content, "a.csv")
    assert rows(table)[1] == ["K2", "Martel", "Paris"]
    assert rows(table)[0] == ["K1", "Dupré, SA", "Lyon"] or rejected(table) or table.issues


def test_values_in_quotes_that_hold_commas():
    content = b'"Name"\n"Dupont, SA"\n"Martin, Fils"\n"Beta"\n'
    assert read_table(content, "a.csv").rows["Name"].tolist() == ["Dupont, SA", "Martin, Fils", "Beta"]


# -- bytes --


def test_one_zero_byte(read):
    table = read("cases/26-one-nul-byte/clients.csv")
    assert table.rows["Raison sociale"].tolist() == ["Tissage", "Filature"]
    assert [note.details["line"] for note in table.notes if note.kind == "zero_bytes"] == [2]


def test_a_chosen_encoding_comes_first(read):
    table = read("cases/32-utf16-without-mark-cyrillic/customers.txt", encoding="utf-16-le")
    assert len(table.lines) == 12 and rows(table)[0] == ["K32A", "ООО Ромашка", "Москва"]


def test_wide_text_without_a_mark_needs_no_choice(read):
    table = read("cases/32-utf16-without-mark-cyrillic/customers.txt")
    assert len(table.lines) == 12 and rows(table)[0] == ["K32A", "ООО Ромашка", "Москва"]


def test_chinese_names_below_english_ones(read):
    table = read("cases/27-cjk-encodings/customers-gb.csv")
    names = dict(table.rows.iloc[:, :2].to_numpy().tolist())
    assert names["K27C"] == "北京蓝天贸易有限公司" and names["K27D"] == "上海海风进出口公司"
    assert not table.notes


# -- spreadsheets --


def test_number_formats_are_part_of_the_value(read):
    table = read("cases/01-xlsx-number-format/clients.xlsx")
    assert table.rows["Code client"].tolist() == ["00417", "30417", "K01C00088"]
    assert table.rows["Code postal"].tolist() == ["01200", "75001", "06000"]


FORMATS = [
    ("00000", 417, "00417"),
    ('"C-"0000', 12, "C-0012"),
    ("000\\ 000\\ 000", 732829320, "732 829 320"),
    ("0000-000", 1234567, "1234-567"),
    ("[<=9999999]000\\-0000;\\(000\\)\\ 000\\-0000", 2125551234, "(212) 555-1234"),
    ("0%", 0.5, "50%"),
    ("0.00%", 0.125, "12.5%"),
    ("00000;-00000;@", 0, "00000"),
    ("0", 417, None),
    ("General", 417, None),
    ("#,##0", 1234, None),
    ('#,##0.00\\ "€"', 1234, None),
    ('0" €"', 12, None),
    ("[$€-407]0000", 12, None),
    ("0.00E+00", 12, None),
    ("dd/mm/yyyy", 45000, None),
    ("#\\ ##0", 12345, None),
]


@pytest.mark.parametrize(("code", "number", "text"), FORMATS)
def test_what_a_format_shows(code, number, text):
    assert shown(code, number) == text


def workbook(formats):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Clients")
        sheet.write_row(0, 0, ["Code", "Name", "Value"])
        for row, (code, number) in enumerate(formats, start=1):
            sheet.write_row(row, 0, [f"K{row}", f"Customer {row}"])
            sheet.write_number(row, 2, number, book.add_format({"num_format": code}))
    return file.getvalue()


def old_workbook(formats):
    file, book = io.BytesIO(), xlwt.Workbook()
    sheet = book.add_sheet("Clients")
    for column, name in enumerate(["Code", "Name", "Value"]):
        sheet.write(0, column, name)
    for row, (code, number) in enumerate(formats, start=1):
        sheet.write(row, 0, f"K{row}")
        sheet.write(row, 1, f"Customer {row}")
        sheet.write(row, 2, number, xlwt.easyxf(num_format_str=code))
    sheet.row(2).hidden = True
    sheet.write_merge(1, 2, 3, 3, "Nord")
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("make", [workbook, old_workbook])
def test_formats_in_each_kind_of_workbook(make):
    given = [(code, number) for code, number, text in FORMATS if text]
    table = read_table(make(given), "a.xlsx")
    assert table.rows["Value"].tolist() == [text for _code, _number, text in FORMATS if text]


def test_merged_and_hidden_in_an_old_workbook():
    table = read_table(old_workbook([("0", 1), ("0", 2), ("0", 3)]), "a.xls")
    assert table.rows.iloc[:, 3].tolist() == ["Nord", "Nord", ""]
    assert {"merged_cells", "hidden_rows"} <= set(kinds(table))


def test_merged_cells(read):
    table = read("cases/20-merged-cells/clients.xlsx")
    assert table.rows["Pays"].tolist() == ["Belgique"] * 3 + ["Suisse"] * 3
    assert table.rows["Agence"].tolist() == ["Nord"] * 6 and kinds(table) == ["merged_cells"]


def test_numbers_that_lost_digits(read):
    table = read("cases/08-xlsx-more-than-15-digits/clients.xlsx")
    assert table.rows["Code client"].tolist() == ["", "", "", "400008123456789"]
    assert [(issue.line, issue.kind) for issue in table.issues] == [(line, "digits_lost") for line in (2, 3, 4)]


def test_formulas_without_results(read):
    table = read("cases/21-formulas-without-results/clients.xlsx")
    said = [(issue.line, issue.column, issue.kind, issue.severity) for issue in table.issues]
    places = [(2, "Code client"), (2, "Plafond de crédit"), (3, "Plafond de crédit"), (3, "Ville")]
    assert said == [(*place, "formula_without_result", WARNING) for place in places]


def test_a_row_of_formulas_only_is_not_lost():
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (["Code", "Name"], ["K1", "Acme"], ['="K"&2', '="Be"&"ta"'], ["K3", "C"], ["=1+1", "=2+2"]):
        book.active.append(row)
    book.save(file)
    table = read_table(file.getvalue(), "a.xlsx")
    assert table.lines == [2, 3, 4, 5]
    assert {issue.line for issue in table.issues if issue.kind == "formula_without_result"} == {3, 5}


def test_sheets_with_the_same_columns(read):
    table = read("cases/22-several-customer-sheets/clients.xlsx")
    note = next(note for note in table.notes if note.kind == "more_customer_sheets")
    assert {note.details["sheet"], note.details["others"]} == {"Agence Lyon", "Agence Paris"}


def test_hidden_rows(read):
    table = read("cases/42-filtered-rows/clients.xlsx")
    assert len(table.lines) == 5
    assert [dict(note.details) for note in table.notes] == [{"count": 2, "line": 3}]


def test_everything_in_the_first_column():
    book, file = openpyxl.Workbook(), io.BytesIO()
    for line in ("Code;Name;City", 'K1;"Dupré; SA";Lyon', "K2;Martel;Paris"):
        book.active.append([line])
    book.save(file)
    assert rows(read_table(file.getvalue(), "a.xlsx")) == [["K1", "Dupré; SA", "Lyon"], ["K2", "Martel", "Paris"]]
