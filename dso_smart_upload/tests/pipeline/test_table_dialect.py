"""Text cut into cells: one file per way of writing it."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.message import ERROR, WARNING, FileError
from odoo.addons.dso_smart_upload.pipeline.table import read_table


def rows(table):
    return table.rows.to_numpy().tolist()


@pytest.mark.parametrize(
    ("name", "delimiter"),
    [("comma.csv", ","), ("semicolon.csv", ";"), ("tab.txt", "\t"), ("pipe.csv", "|"), ("caret.csv", "^")],
)
def test_delimiters_and_quotes(read, name, delimiter):
    table = read(name)
    assert table.delimiter == delimiter
    assert table.header == ["Code", "Name", "City", "Limit"]
    assert rows(table) == [
        ["001", "Acme Ltd", "London", "1000.50"],
        ["002", "Beta; Sons, Inc | x^y", "Leeds", "20"],
        ["003", 'The "Best" Co', "Bath", ""],
        ["004", "Two\nlines", "York", "7"],
    ]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("single_quotes.csv", ["001", "Acme; Ltd", "London"]),
        ("escaped_quotes.csv", ["001", 'The "Best" Co, Ltd', "London"]),
        ("space_after_comma.csv", ["001", "Acme, Ltd", "London"]),
        ("inch_marks.csv", ["1", 'Pipes 12" and more', "a"]),
    ],
)
def test_unusual_quotes(read, name, first):
    assert rows(read(name))[0] == first


@pytest.mark.parametrize("mark", [":", "::", "~", "~|~", "¦", "§", "#", "||", "\\t", "\t\t", " ", ", "])
@pytest.mark.parametrize("quote", ['"', "'", "`"])
def test_rare_signs_between_quoted_cells(mark, quote):
    cells = [
        ["Code", "Name", "City"],
        ["1", "Acme, Ltd; Leeds", ""],
        ["2", f"The {quote * 2}Best{quote * 2} Co", "York"],
    ]
    lines = [mark.join(f"{quote}{cell}{quote}" for cell in row) for row in cells]
    table = read_table("\n".join(lines).encode(), "a.csv")
    assert table.header == cells[0]
    assert rows(table) == [cells[1], ["2", f"The {quote}Best{quote} Co", "York"]]


@pytest.mark.parametrize("mark", [":", "::", "~", "~|~", "¦", "§", "#", "||", "\\t", "\t\t"])
def test_rare_signs_between_cells(mark):
    cells = [["Code", "Name", "City"], ["1", "Acme, Ltd", "Leeds"], ["2", "Beta", ""], ["3", "Gamma, Inc", "York"]]
    table = read_table("\n".join(map(mark.join, cells)).encode(), "a.csv")
    assert (table.header, rows(table)) == (cells[0], cells[1:])
    again = read_table("\n".join(map(mark.join, cells)).encode(), "a.csv", delimiter=table.delimiter)
    assert rows(again) == cells[1:]


@pytest.mark.parametrize(
    "text",
    [
        "Code;Opens\n1;08:30\n2;09:15\n3;10:00\n",
        "Code,Name\n1,Acme #1\n2,Beta #2\n3,Gamma #3\n",
        "Code\tNote\n1\ta: b\n2\tc: d\n",
        "Raison sociale\nAcier Metz\nBeton Lyon\nFer Nice\n",
        "Code,Name\nC1,'t Hof\nC2,'s Graven, BV'\nC3,x\n",
    ],
)
def test_signs_inside_values_are_no_delimiters(text):
    table = read_table(text.encode(), "a.csv")
    assert table.header == text.split("\n")[0].replace(",", "\t").replace(";", "\t").split("\t")


@pytest.mark.parametrize("quote", ["'", "`"])
def test_other_quotes_around_cells_that_need_them(quote):
    city = f"{quote}St {quote * 2}X{quote * 2}{quote}"
    text = f'Code,Name,City\n1,{quote}Acme, Ltd{quote},Leeds\n2,Beta,{city}\n3,C"D,York\n'
    assert rows(read_table(text.encode(), "a.csv")) == [
        ["1", "Acme, Ltd", "Leeds"],
        ["2", "Beta", f"St {quote}X{quote}"],
        ["3", 'C"D', "York"],
    ]


def test_blanks_between_cells_of_which_some_are_quoted():
    text = 'Code Name Zip City\n1 "Acme Ltd" 75001 Paris\n2 Beta 69001 "Lyon 3"\n3 "Gamma Inc" 33000 Le Mans\n'
    table = read_table(text.encode(), "a.csv")
    assert (table.delimiter, rows(table)[:2]) == (
        " ",
        [["1", "Acme Ltd", "75001", "Paris"], ["2", "Beta", "69001", "Lyon 3"]],
    )
    assert [(issue.line, issue.kind, issue.severity) for issue in table.issues] == [(4, "too_many_cells", ERROR)]


def test_unit_separator():
    table = read_table(b"Code\x1fName\n1\x1fAcme, Ltd\n2\x1fBeta\n", "a.csv")
    assert (table.delimiter, rows(table)) == ("\x1f", [["1", "Acme, Ltd"], ["2", "Beta"]])


def test_sep_line(read):
    table = read("sep_line.csv")
    assert (table.delimiter, table.header_line, table.lines) == ("|", 2, [3, 4])
    assert rows(table) == [["1", "a;b;c"], ["2", "d;e;f"]]


@pytest.mark.parametrize("name", ["comma_in_header.csv", "comma_under_semicolon.csv"])
def test_decimal_commas_do_not_beat_the_semicolon(read, name):
    assert read(name).delimiter == ";"


def test_decimal_commas_under_a_comma(read):
    table = read("decimal_commas.csv")
    assert rows(table) == [
        ["1", "Acme", "75001", "12,50", "3000,00", "x"],
        ["2", "Beta", "69003", "1500,00", "20,5", ""],
        ["3", "Gamma", "13001", "800", "", ""],
        ["4", "Delta", "33000", "7,25", "100,00", "z"],
    ]
    assert [note.details["columns"] for note in table.notes] == ["Limit, Guarantee"]
    assert not table.issues


def test_ragged_lines(read):
    table = read("ragged.csv")
    assert rows(table) == [
        ["1", "Acme", "Paris"],
        ["2", "Beta", ""],
        ["3", "Gamma", "Lyon"],
        ["4", "Delta", "Nice"],
        ["5", "Epsilon", "Brest"],
    ]
    assert {(issue.kind, issue.line, issue.severity) for issue in table.issues} == {
        ("too_many_cells", 5, ERROR),
        ("too_few_cells", 3, WARNING),
    }


def test_trailing_delimiters(read):
    table = read("trailing_delimiters.csv")
    assert table.header == ["Code", "Name", "City"]
    assert not table.notes and not table.issues


def test_blank_lines(read):
    table = read("blank_lines.csv")
    assert rows(table) == [["1", "Acme"], ["2", "Beta"]]
    assert (table.header_line, table.lines) == (3, [5, 9])


def test_repeated_spaces(read):
    table = read("repeated_spaces.txt")
    assert table.delimiter == "  "
    assert rows(table) == [["C1", "Acme Ltd", "London"], ["C2", "Beta and Sons Ltd", "York"], ["C3", "Gamma", "Bath"]]


def test_fixed_width(read):
    table = read("fixed_width.txt")
    assert table.delimiter == "fixed"
    assert table.header == ["CODE", "NAME", "CITY", "LIMIT"]
    assert rows(table) == [
        ["00012", "ACME SARL", "PARIS", "1000"],
        ["00013", "BETA AND COMPANY", "LYON", ""],
        ["00014", "GAMMA", "", "250"],
        ["00015", "DELTA TRANSPORTS", "ST ETIENNE", "12000"],
    ]
    assert table.lines == [5, 6, 7, 8]


@pytest.mark.parametrize("count", [1, 2, 3, 9])
@pytest.mark.parametrize("gap", [1, 2])
def test_fixed_width_of_few_rows(count, gap):
    names = "Acme and Sons,Beta,Gamma Steel Ltd,Delta,Of Wood,Zeta Inc,Eta,A. Theta,Iota and Kappa".split(",")
    cities = "St Malo,Lyon,Bad Ems,York,Leeds,Metz,Le Mans,Nice,Ulm".split(",")
    body = [[f"C{n}", *pair] for n, pair in enumerate(zip(names, cities, strict=True))]
    cells = [["Code no.", "Name", "City"], *body[:count]]
    widths = [max(map(len, column)) + gap for column in zip(*cells, strict=True)]
    lines = ["".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
    table = read_table("\n".join(lines).encode(), "a.txt")
    assert (table.header, rows(table)) == (cells[0], cells[1:])
    if table.delimiter == "fixed":
        assert [note.kind for note in table.notes] == (["fixed_width_unsure"] if count < 7 else [])


def test_single_column(read):
    table = read("single_column.csv")
    assert (table.header, table.delimiter, rows(table)) == (["Code client"], "", [["001"], ["002"], ["003"]])


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        (
            "Code;Nom;Ville\n'C1';'Acier';'Metz'\n'C2';'Beton';'Lyon'",
            ["Code", "Nom", "Ville"],
            [["C1", "Acier", "Metz"], ["C2", "Beton", "Lyon"]],
        ),
        ("Client\tName, form, group, unit\nC1\tAcier", ["Client", "Name, form, group, unit"], [["C1", "Acier"]]),
        ("Clients, débiteurs, 2024\nCode;Nom\nC1;Acier", ["Code", "Nom"], [["C1", "Acier"]]),
    ],
)
def test_the_last_line_counts_without_a_line_end(text, header, rows):
    table = read_table(text.encode(), "customers.csv")
    assert (table.header, table.rows.to_numpy().tolist()) == (header, rows)


def test_list_made_for_paper_with_pipes(read):
    table = read("sap_list.txt")
    assert table.header == ["Customer", "Name 1", "City", "PostalCode"]
    assert rows(table)[2] == ["0000100014", "GAMMA & DELTA", "", "13001"]
    assert table.lines == [6, 7, 8]


@pytest.mark.parametrize("delimiter", [",", "comma"])
def test_the_user_overrules(delimiter):
    table = read_table(b"Code,Name;x\n1,a;b\n2,c;d\n", "a.csv", delimiter=delimiter)
    assert table.header == ["Code", "Name;x"]


@pytest.mark.parametrize("option", ["delimiter", "encoding"])
def test_a_long_option_is_not_repeated_as_a_whole(read, option):
    with pytest.raises(FileError) as caught:
        read("comma.csv", **{option: "x" * 10_000})
    assert len(str(caught.value)) < 1000


def test_unknown_delimiter(read):
    with pytest.raises(FileError) as caught:
        read("comma.csv", delimiter="abc")
    assert caught.value.message.kind == "unknown_delimiter"


def test_unknown_option(read):
    with pytest.raises(TypeError):
        read("comma.csv", decimal=",")


def test_error_words_of_a_spreadsheet(read):
    table = read("error_words.csv")
    assert rows(table) == [["1", "Acme", ""], ["2", "#1 Shop", ""], ["3", "Gamma", ""]]
    assert [(issue.line, issue.column, issue.value) for issue in table.issues] == [
        (2, "Limit", "#N/A"),
        (3, "Limit", "#VALEUR!"),
        (4, "Limit", "########"),
    ]


def test_a_printed_list_with_decimal_commas():
    head = "CODE      RAISON SOCIALE              CP      VILLE           ENCOURS"
    rows = [
        f"C{at:03}      {name:28}69001   LYON            {at * 1000},00"
        for at, name in enumerate(["TISSAGE ABEL", "TISSAGE BRUN ET FILS", "TISSAGE COTTIN", "DENIS"], 1)
    ]
    table = read_table("\n".join([head, *rows]).encode(), "clients.txt")
    assert table.header == ["CODE", "RAISON SOCIALE", "CP", "VILLE", "ENCOURS"]
    assert table.rows.iloc[1].tolist() == ["C002", "TISSAGE BRUN ET FILS", "69001", "LYON", "2000,00"]


def test_commas_between_digits_in_a_list_that_is_set_apart_by_them():
    table = read_table(b"CODE,CP\n1,69001\n2,75001\n3,33000\n", "clients.csv")
    assert table.header == ["CODE", "CP"] and len(table.rows) == 3
