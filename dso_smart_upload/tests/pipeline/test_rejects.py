"""Rejected rows as a file of their own: what is in it, and that it reads like the file it was made from."""

import io
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.folding import clean
from odoo.addons.dso_smart_upload.pipeline.message import ERROR, FileError, Issue, Message
from odoo.addons.dso_smart_upload.pipeline.rejects import Rejected, rejected_csv, rejected_xlsx
from odoo.addons.dso_smart_upload.pipeline.table import Table, read_blocks, read_table
from odoo.addons.dso_smart_upload.pipeline.table.json_rows import read_rows
from odoo.addons.dso_smart_upload.pipeline.table.returned import LINE, REASON, harmless, original

FIXTURES = Path(__file__).parents[1] / "fixtures"
WRITERS = {".csv": rejected_csv, ".xlsx": rejected_xlsx}
REASON_TEXT = "Line 7, Délai: – “no” €; it was not used."


def table_of(text, codec="utf-8", **options):
    return read_table(text.encode(codec), "clients.csv", **options)


def all_of(table):
    return [Rejected(line, REASON_TEXT, tuple(table.header[:1])) for line in table.lines]


def written(table, ending=".csv", rejected=None):
    return WRITERS[ending](table, all_of(table) if rejected is None else rejected)


def readable(name):
    try:
        return bool(read_table((FIXTURES / name).read_bytes(), name).header)
    except FileError:
        return False


def assert_same(again, table):
    assert again.header == table.header
    assert again.rows.to_numpy().tolist() == table.rows.to_numpy().tolist()


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("name", [path.name for path in sorted(FIXTURES.glob("*.*")) if readable(path.name)])
def test_reads_like_the_original(name, ending):
    table = read_table((FIXTURES / name).read_bytes(), name)
    content = written(table, ending)
    assert_same(read_table(content, f"rejected{ending}"), table)
    blocks = list(read_blocks(content, f"rejected{ending}", 2))
    assert pd.concat([block.rows for block in blocks]).to_numpy().tolist() == table.rows.to_numpy().tolist()


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize(
    "name", ["semicolon.csv", "cp850_one_accent.csv", "fixed_width.txt", "sap_list.txt", "utf8_bom.csv"]
)
def test_reads_like_the_original_whatever_was_said_of_that(name, ending):
    """A mapping that fixes how its files are read fixes it for their rejected rows as well."""
    content = (FIXTURES / name).read_bytes()
    table = read_table(content, name)
    options = {"encoding": table.encoding, "delimiter": table.delimiter, "header_line": table.header_line}
    assert_same(read_table(written(table, ending), f"rejected{ending}", **options), table)


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ";"), ("utf-8-sig", ","), ("cp1252", "\t"), ("cp850", "|"), ("utf-16", ";"), ("cp1250", "~")],
)
def test_encoding_and_delimiter_of_the_file(encoding, delimiter):
    text = "Code client;Société;Ville\nC1;Aciéries réunies;Orléans\nC2;Hôtel général;Nîmes\n".replace(";", delimiter)
    if encoding == "cp1250":
        text = text.replace("é", "ł").replace("ô", "ó").replace("î", "ż")
    table = table_of(text, encoding, encoding=encoding, delimiter=delimiter)
    content = written(table)
    lines = content.decode(encoding).split("\r\n")
    assert lines[0] == delimiter.join([LINE, REASON, *table.header])
    assert lines[1].startswith(f"2{delimiter}")
    assert_same(read_table(content, "rejected.csv"), table)


def test_spreadsheet_and_aligned_columns_give_semicolons():
    for name in ("plain.xlsx", "fixed_width.txt", "single_column.csv"):
        table = read_table((FIXTURES / name).read_bytes(), name)
        content = written(table)
        assert content.startswith(b"\xef\xbb\xbf") == name.endswith("xlsx")
        assert f"{LINE};{REASON};{table.header[0]}".encode() in content


def test_character_that_the_encoding_does_not_have():
    table = table_of("Code client;Ville\nC1;Orléans\nC2;Nîmes\n", "cp1252")
    content = rejected_csv(table, [Rejected(2, "Łódź – 東京 Ž")])
    assert content.decode("cp1252").splitlines()[1] == "2;?ódz – ?? Ž;C1;Orléans"


def test_encoding_that_few_rows_do_not_show():
    """One word of a long file may be all that is left: it must not come back as another one."""
    table = Table(["Code", "Nom"], pd.DataFrame({"Code": ["1"], "Nom": ["Île"]}), [2], "cp850", ";", "", 1)
    content = written(table, rejected=[Rejected(2, "No.")])
    assert content.startswith(b"\xef\xbb\xbf")
    assert_same(read_table(content, "rejected.csv"), table)


def test_rows_and_their_order():
    table = table_of("Code;Nom\nC1;A\nC2;B\nC3;C\n")
    content = rejected_csv(table, [Rejected(4, "late"), Rejected(2, "early"), Rejected(99, "not there")])
    assert content.decode().splitlines() == [f"{LINE};{REASON};Code;Nom", "2;early;C1;A", "4;late;C3;C"]


DANGEROUS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "+1+1",
    "-1+1",
    "-A1",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "- rue",
    "+33144556677",
]
HARMLESS = [
    "",
    "-",
    "--",
    "-12",
    "-1 234,56",
    "-1.234,56",
    "-1,234.56",
    "- 12 €",
    "-12%",
    "-1E+05",
    "12-",
    "(12)",
    "'t Hof",
]
HARMLESS += ["+33 1 44 55 66 77", "+49 (0) 30 1234 5678", "a=b", "a@b.example", "0033 1", "1+1"]


@pytest.mark.parametrize("cell", DANGEROUS)
def test_what_a_spreadsheet_would_run(cell):
    assert harmless(cell) == f"'{cell}"
    assert original(harmless(cell)) == cell


@pytest.mark.parametrize("cell", HARMLESS)
def test_what_it_would_not_run(cell):
    assert harmless(cell) == cell
    assert original(cell) == cell


@settings(deadline=None)
@given(st.text())
def test_apostrophe_comes_off_again(cell):
    assert original(harmless(cell)) == cell
    assert original(harmless(harmless(cell))) == harmless(cell)


def test_phone_that_would_become_a_number():
    assert harmless("+351 912 345 678") == "'+351 912 345 678"


def test_header_that_would_run():
    table = table_of("Code;=Nom;'+x\nC1;=A;'=B\n")
    content = written(table)
    assert content.decode().splitlines()[0] == f"{LINE};{REASON};Code;'=Nom;''+x"
    assert_same(read_table(content, "rejected.csv"), table)
    assert_same(read_table(written(table, ".xlsx"), "rejected.xlsx"), table)


def test_spreadsheet_holds_text_and_marks_what_is_wrong():
    table = table_of("Code;Nom;Plafond\n00123;=1+1;-12\n;B;x\n")
    content = rejected_xlsx(table, [Rejected(2, "=bad", ("Plafond",)), Rejected(3, "no code", ("Code",))])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in sheet[1]] == [LINE, REASON, "Code", "Nom", "Plafond"]
    assert [cell.value for cell in sheet[2]] == [2, "=bad", "00123", "=1+1", "-12"]
    assert [cell.data_type for cell in sheet[2]] == ["n", "s", "s", "s", "s"]
    assert {cell.number_format for cell in sheet[3][2:]} == {"@"}
    marked = [cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == "FFFFC7CE"]
    assert marked == ["E2", "C3"]
    assert sheet.freeze_panes == "C2"


def test_sheet_keeps_its_name():
    table = read_table((FIXTURES / "two_sheets.xlsx").read_bytes(), "two_sheets.xlsx")
    assert read_table(written(table, ".xlsx"), "rejected.xlsx", sheet=table.sheet).sheet == table.sheet


@pytest.mark.parametrize("ending", WRITERS)
def test_row_with_too_many_cells_does_not_pass_uncorrected(ending):
    table = table_of("Code;Nom;Ville\nC1;A;B;Lille\nC2;A;Lyon\n" + "".join(f"C{n};A;Nice\n" for n in range(3, 9)))
    rejected = [Rejected(issue.line, str(issue.message)) for issue in table.issues]
    again = read_table(written(table, ending, rejected), f"rejected{ending}")
    assert again.header == table.header
    assert [(issue.kind, issue.severity, issue.value) for issue in again.issues] == [("too_many_cells", ERROR, "Lille")]


def test_commas_are_not_put_together_again():
    table = table_of("Code,Nom,Plafond\nC1,A,12,50\nC2,B,1000,75\nC3,C,3\n")
    rejected = [Rejected(line, "no") for line in table.lines]
    again = read_table(rejected_csv(table, rejected), "rejected.csv")
    assert_same(again, table)


def test_corrected_row_is_read_without_the_two_columns():
    table = table_of("Code;Nom;Ville\n;=A;Lille\n")
    content = written(table).decode().replace(";;'=A", ";C1;'=A").encode()
    again = read_table(content, "rejected.csv")
    assert again.header == ["Code", "Nom", "Ville"]
    assert again.rows.to_numpy().tolist() == [["C1", "=A", "Lille"]]
    assert (again.notes, again.issues, again.header_line, again.lines) == ((), (), 1, [2])


def test_saved_by_a_spreadsheet_with_its_own_settings():
    table = table_of('Code,Nom,Ville\n00123,"A, B",Nîmes\n', "cp1252")
    text = written(table).decode("cp1252")
    saved = text.replace('"A, B"', "A. B").replace(",", ";").replace("A. B", "A, B").encode("utf-8-sig")
    again = read_table(saved, "rejected.csv", encoding="cp1252", delimiter=",")
    assert_same(again, table)


def test_rows_of_another_program():
    table = read_rows('[{"code": "C1", "name": "=A"}, {"code": "", "name": "Łódź"}]'.encode())
    for ending, writer in WRITERS.items():
        assert_same(read_table(writer(table, all_of(table)), f"rejected{ending}"), table)
    assert rejected_csv(table, [], encoding="utf-8-sig").startswith(b"\xef\xbb\xbf")


def test_more_than_a_spreadsheet_holds():
    table = Table(["Code"], pd.DataFrame({"Code": ["x" * 40_000]}), [2], "utf-8", ";", "", 1)
    with pytest.raises(FileError, match="csv"):
        rejected_xlsx(table, all_of(table))


CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff")
    | st.sampled_from("=+-@'\"\t\r\n;, _x0D"),
    max_size=12,
).filter(lambda cell: not cell.startswith(("#", "Err:")))  # a table has no error words of a spreadsheet
NAMES = st.lists(
    st.text(st.characters(categories=("L", "N")) | st.sampled_from("='+-"), min_size=1, max_size=8),
    min_size=1,
    max_size=5,
    unique=True,
)


@st.composite
def tables(draw):
    names = [name for name in map(clean, draw(NAMES)) if name] or ["Code"]
    rows = draw(st.lists(st.lists(CELLS, min_size=len(names), max_size=len(names)), min_size=1, max_size=6))
    lines = sorted(draw(st.sets(st.integers(2, 10_000), min_size=len(rows), max_size=len(rows))))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp850", "mac-roman", ""]))
    delimiter = draw(st.sampled_from([";", ",", "\t", "|", "~", "^", "fixed", "  ", ""]))
    if encoding:
        rows = [[cell.encode(encoding, "ignore").decode(encoding) for cell in row] for row in rows]
        names = [name.encode(encoding, "ignore").decode(encoding) or "Nom" for name in names]
    names = list(dict.fromkeys(names))
    frame = pd.DataFrame([row[: len(names)] for row in rows], columns=names, dtype=object)
    return Table(names, frame, lines, encoding, delimiter, "", 1)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(tables(), st.sampled_from(sorted(WRITERS)), st.text(max_size=20))
def test_round_trip(table, ending, reason):
    rejected = [Rejected(line, reason, (table.header[0],)) for line in table.lines]
    assert_same(read_table(written(table, ending, rejected), f"rejected{ending}"), table)


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.text(max_size=5))))
def test_issue_of_a_row_is_no_part_of_another(extra):
    table = table_of("Code;Nom\n" + "".join(f"C{n};A\n" for n in range(6)))
    issues = tuple(
        Issue(row, table.lines[row], "", "", "", ERROR, value, Message("too_many_cells", {})) for row, value in extra
    )
    table = Table(table.header, table.rows, table.lines, "utf-8", ";", "", 1, issues=issues)
    assert read_table(written(table), "rejected.csv").header == table.header
