"""Where the table stands in the file: titles, totals, names on two lines, no names."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.message import FileError
from odoo.addons.dso_smart_upload.pipeline.table import read_table


def kinds(table):
    return [note.kind for note in table.notes]


def test_titles_and_totals(read):
    table = read("titles_and_totals.csv")
    assert (table.header_line, table.lines) == (4, [5, 6, 7])
    assert table.rows["Nom"].tolist() == ["Acme", "Beta", "TotalVert SARL"]
    assert kinds(table) == ["titles_left_out", "footer_left_out", "footer_left_out"]


@pytest.mark.parametrize(
    "last",
    [
        "Total;;;300",
        "Summe;3;;300",
        "Printed on 12/03/2026;;;",
        "Page 1 / 1;;;",
        "(2 rows affected)",
        ";;Total;300",
        "*;;;300",
        "**;;;300",
    ],
)
def test_what_is_not_a_customer(last):
    content = f"Code;Name;City;Limit\n001;Acme;Paris;100\n002;Beta;Lyon;200\n\n{last}\n".encode()
    assert read_table(content, "a.csv").rows["Code"].tolist() == ["001", "002"]


@pytest.mark.parametrize(
    "last", ["003;Total Energies;Paris;5", "*;Etoile SARL;Nice;5", "Total;Total Energies;Paris;5", "003;Page SARL;;"]
)
def test_customers_that_look_like_totals(last):
    content = f"Code;Name;City;Limit\nACME;Acme;Paris;100\nBETA;Beta;Lyon;200\n{last}\n".encode()
    assert len(read_table(content, "a.csv").rows) == 3


def test_header_on_every_page(read):
    table = read("printed_pages.txt")
    assert table.rows["Code"].tolist() == ["001", "002", "003"]
    assert table.lines == [2, 3, 5]
    assert kinds(table) == ["repeated_header_line"]


def test_empty_columns(read):
    table = read("empty_columns.csv")
    assert table.header == ["Code", "Name", "Column 4", "City"]
    assert kinds(table) == ["nameless_column"]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("two_line_words.csv", ["Code client", "Raison sociale", "Code postal", "Ville", "Plafond de crédit"]),
        (
            "two_line_groups.csv",
            [
                "Code",
                "Name",
                "Billing Street",
                "Billing Zip",
                "Billing City",
                "Delivery Street",
                "Delivery Zip",
                "Delivery City",
            ],
        ),
    ],
)
def test_names_on_two_lines(read, name, header):
    table = read(name)
    assert table.header == header
    assert (table.header_line, table.lines) == (2, [3, 4])
    assert kinds(table) == ["two_line_header"]


def test_the_user_says_that_there_are_no_names():
    table = read_table(b"Code;Acme;Paris\nC2;Beta;Lyon\n", "a.csv", header_line=0)
    assert (table.header_line, table.lines) == (0, [1, 2])


def test_repeated_names_are_kept_apart(read):
    table = read("repeated_header.csv")
    assert table.header == ["Code", "Name", "Phone", "Phone (3)", "Phone (2)"]
    assert table.rows.iloc[0].tolist() == ["1", "Acme", "11", "12", "13"]
    assert kinds(table) == ["repeated_header"]


def test_no_header(read):
    table = read("no_header.csv")
    assert (table.header_line, table.header) == (0, ["Column 1", "Column 2", "Column 3", "Column 4"])
    assert table.rows["Column 1"].tolist() == ["C001", "C002", "C003"]
    assert "C001 | Acme" in str(table.notes[0])


def test_no_header_in_a_short_file():
    table = read_table("C1;Aciéries;Lille\nC2;Béton;Lyon\nC3;Chaux;Metz\n".encode(), "clients.csv")
    assert (table.header_line, len(table.rows)) == (0, 3)


def test_no_header_over_addresses():
    table = read_table(b"ACME SARL;12 rue de Paris;Lyon\nBETA SA;3 rue Neuve;Nice\nGAMMA;1 quai Sud;Metz\n", "a.csv")
    assert (table.header_line, len(table.rows)) == (0, 3)


def test_the_user_says_where_the_header_is(read):
    assert read("no_header.csv", header_line=1).header == ["C001", "Acme", "75001", "a@example.com"]
    assert read("titles_and_totals.csv", header_line=4).lines == [5, 6, 7]
    assert read("utf8.csv", header_line=0).lines == [1, 2, 3, 4]


@pytest.mark.parametrize("line", [3, 40])
def test_unknown_header_line(read, line):
    with pytest.raises(FileError) as caught:
        read("titles_and_totals.csv", header_line=line)
    assert caught.value.message.kind == "unknown_header_line"


def test_rulers_and_counts_of_a_database_tool(read):
    table = read("sql_result.txt")
    assert (table.header, table.lines) == (["code", "name", "city"], [3, 4])


@pytest.mark.parametrize("blank", ["\u2003;", "\x0b; ", "~;\xa0"])
def test_rows_of_blanks_of_any_kind(blank):
    content = f"Code;Name\n{blank}\n".encode()
    with pytest.raises(FileError) as caught:
        read_table(content, "a.csv", header_line=1)
    assert caught.value.message.kind == "header_only"
    table = read_table(content + f"C1;Acme\n{blank}\nC2;Beta\n{blank}".encode(), "a.csv", header_line=1)
    assert table.lines == [3, 5]


def test_datev(read):
    table = read("datev.csv")
    assert (table.header_line, table.encoding, table.lines) == (2, "cp1252", [3, 4])
    assert table.header[0] == "Konto"
    assert table.rows["Name (Adressattyp Unternehmen)"].iloc[0] == "Müller-Lüdenscheid GmbH"


def test_text_only_file_keeps_its_first_line_as_header():
    table = read_table(b"Alias;Label\nred;warm\nblue;cold\n", "a.csv")
    assert table.header == ["Alias", "Label"]


def test_pages_of_one_row_each_lose_none():
    text = "".join(f"Code client;Nom\nC{page};Firm {page}\n" for page in range(3))
    table = read_table(text.encode(), "list.csv")
    assert (table.header_line, table.rows["Code client"].tolist()) == (1, ["C0", "C1", "C2"])


ROWS = "C001;Acme;69003;Lyon;0478000001;a@acme.example\nC002;Beta;75011;Paris;0140000002;b@beta.example\n"


@pytest.mark.parametrize(
    "second",
    [
        "BPCNUM;BPCNAM;POSCOD;CTY;TEL(0);WEB[0]",
        "KUNNR;NAME1;PSTLZ;ORT01;TELF1;SMTP_ADDR",
    ],
)
def test_names_for_programs_below_those_for_people(second):
    content = f"Code client;Raison sociale;Code postal;Ville;Téléphone;E-mail\n{second}\n{ROWS}".encode()
    table = read_table(content, "a.csv")
    assert (table.header[0], table.rows["Code client"].tolist(), table.lines) == (
        "Code client",
        ["C001", "C002"],
        [3, 4],
    )
    assert kinds(table) == ["program_names"]


@pytest.mark.parametrize(
    "first", ["ACME;Acme;69003;Lyon;0478000001;a@acme.example", "ACME;Acme;;Lyon;;", "ACME;Acme;Lyon;Lyon;none;none"]
)
def test_first_customers_that_look_like_names(first):
    content = f"Code client;Raison sociale;Code postal;Ville;Téléphone;E-mail\n{first}\n{ROWS}".encode()
    assert len(read_table(content, "a.csv").rows) == 3
