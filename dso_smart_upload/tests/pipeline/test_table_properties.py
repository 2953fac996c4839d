"""What a CSV writer writes comes back equal, with its lines, as a whole and in blocks; nothing else than sentences."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.message import FileError
from odoo.addons.dso_smart_upload.pipeline.table import read_blocks, read_table

QUICK = settings(deadline=None, max_examples=80)
TEXT = st.text(st.sampled_from("abcXYZ019 éèàœßü€'\"-_.,;|\t^\n#/@"), max_size=12).map(str.strip)


def written(rows, delimiter, encoding, quoting, line_end):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=line_end).writerows(rows)
    return file.getvalue().encode(encoding)


@pytest.mark.slow
@QUICK
@given(
    st.lists(st.tuples(TEXT, TEXT), min_size=3, max_size=12),
    st.sampled_from(";,\t|^"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_comes_back(cells, delimiter, encoding, quoting, line_end):
    """The dialect is given where the text is noise: which of five delimiters noise has, nobody can say."""
    rows = [[f"C{number:03}", f"{number}", *pair] for number, pair in enumerate(cells)]
    content = written([["Code", "Number", "Name", "City"], *rows], delimiter, encoding, quoting, line_end)
    options = {"delimiter": delimiter, "encoding": encoding, "header_line": 1}
    table = read_table(content, "written.csv", **options)
    assert table.rows.to_numpy().tolist() == rows
    starts = [2]
    for row in rows:
        starts.append(starts[-1] + 1 + sum(cell.count("\n") for cell in row))
    assert table.lines == starts[:-1]
    blocks = list(read_blocks(content, "written.csv", 2, **options))
    pd.testing.assert_frame_equal(pd.concat([block.rows for block in blocks], ignore_index=True), table.rows)
    assert [line for block in blocks for line in block.lines] == table.lines


@pytest.mark.parametrize("cell", ['"\r', '"\n', 'a"\r', '\r"', '"\rb', '"\r\n', ";\n;", ";\n;a"])
def test_quotes_beside_line_ends_come_back(cell):
    rows = [["C1", "One", cell], ["C2", "Two", "x"], ["C3", "Three", cell]]
    content = written([["Code", "Name", "Remark"], *rows], ";", "utf-8", csv.QUOTE_MINIMAL, "\r\n")
    assert read_table(content, "written.csv", header_line=1).rows.to_numpy().tolist() == rows


NAME = st.sampled_from(["Société Générique", "Müller & Söhne", "Acme, Inc", 'The "Best"', "Peña; Hijos", "Two\nlines"])


@QUICK
@given(
    st.lists(st.tuples(NAME, st.sampled_from(["12,50", "1 000", "", "7.5"])), min_size=2, max_size=20),
    st.sampled_from(";,\t|^"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.integers(0, 2),
)
def test_plausible_files_need_no_help(cells, delimiter, encoding, quoting, titles):
    rows = [[f"C{number:03}", *pair, "Orléans"] for number, pair in enumerate(cells)]
    above = [["Liste des clients"], ["au 30/06/2026"]][:titles]
    content = written([*above, ["Code", "Nom", "Plafond", "Ville"], *rows], delimiter, encoding, quoting, "\r\n")
    table = read_table(content, "clients.csv")
    assert (table.delimiter, table.header_line) == (delimiter, titles + 1)
    assert table.rows.to_numpy().tolist() == rows


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=150).map(str.encode)))
def test_any_bytes_give_a_table_or_a_sentence(content):
    try:
        table = read_table(content, "noise.csv")
    except FileError as error:
        assert str(error)
        return
    assert list(table.rows.columns) == table.header
    assert len(table.lines) == len(table.rows) > 0
    assert table.lines == sorted(set(table.lines))
    assert all(type(cell) is str for cell in table.rows.to_numpy().ravel())
    assert all(str(note) for note in table.notes)


@pytest.mark.parametrize("quote", ["", '"'])
def test_blocks_are_the_table_in_parts(quote):
    lines = [f'{number};{quote}Name {number}{quote};12" pipe' for number in range(1000)]
    content = "\r\n".join(["Title", "", "Code;Name;Note", *lines, "", "Total;;1000"]).encode()
    table = read_table(content, "a.csv")
    blocks = list(read_blocks(content, "a.csv", 300))
    assert [len(block.rows) for block in blocks] == [300, 300, 300, 100]
    assert {tuple(block.header) for block in blocks} == {tuple(table.header)}
    assert [line for block in blocks for line in block.lines] == table.lines == list(range(4, 1004))
    assert blocks[0].notes[0] == table.notes[0] and blocks[-1].notes == table.notes[-1:]


@pytest.mark.parametrize("rows", [300, 301, 359])
def test_totals_are_left_out_wherever_a_block_ends(rows):
    lines = [f"{number};Name {number};Lyon;{number}" for number in range(rows - 1)]
    content = "\n".join(["Code;Name;City;Amount", *lines, "Total;;;1000"]).encode()
    blocks = list(read_blocks(content, "a.csv", 300))
    assert [line for block in blocks for line in block.lines] == list(range(2, rows + 1))
    assert [note.kind for note in blocks[-1].notes][-1] == "footer_left_out"


@pytest.mark.parametrize("size", [1, 2, 3, 100])
@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Code;Name;", "1;Acme;x", "Code;Name", "2;Beta", "3;Gamma"], id="header without its blank end"),
        pytest.param(["Code;Name", "1;Acmé", "\ufeffCode;Name", "\ufeff2;Beta", "\ufeff", "3;C"], id="joined files"),
        pytest.param(["A;B;C;D", *["Firm;x;Lyon;5"] * 9, *["F;x;;"] * 9, "Total;9;;"], id="short rows at the end"),
        pytest.param(["A;B;C;D", *["1;Firm;Lyon;5"] * 9, *["Total;;;9"] * 9], id="totals over many blocks"),
    ],
)
def test_a_row_is_left_out_wherever_a_block_ends(lines, size):
    content = "\n".join(lines).encode()
    table = read_table(content, "a.csv", delimiter=";", header_line=1)
    blocks = list(read_blocks(content, "a.csv", size, delimiter=";", header_line=1))
    assert [line for block in blocks for line in block.lines] == table.lines
    pd.testing.assert_frame_equal(pd.concat([block.rows for block in blocks], ignore_index=True), table.rows)
    assert all(0 < len(block.lines) <= size for block in blocks)


def test_cells_are_not_guessed():
    content = b"Code;Name;A;B;C\n00012;NA;1E5;nan;None\n00013;null;1.0;-;N/A\n"
    assert read_table(content, "a.csv").rows.to_numpy().tolist() == [
        ["00012", "NA", "1E5", "nan", "None"],
        ["00013", "null", "1.0", "-", "N/A"],
    ]
