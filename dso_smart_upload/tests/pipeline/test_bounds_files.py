"""Reading and checking a file takes no more than twice as long for one twice as large, whatever is large in it."""

import json
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from growth import LONGEST, MOST, growth, seconds
from hostile_files import row, text, workbook

from odoo.addons.dso_smart_upload.pipeline import blocks, habits, match, plan, rejects, value_table
from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.convert.proposal import propose_kind
from odoo.addons.dso_smart_upload.pipeline.message import FileError
from odoo.addons.dso_smart_upload.pipeline.recognise import suggest
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, Reference, Term, TermLine
from odoo.addons.dso_smart_upload.pipeline.table import json_rows, read_blocks, read_table
from odoo.addons.dso_smart_upload.pipeline.table.assemble import distinct
from odoo.addons.dso_smart_upload.pipeline.table.repair import cut_columns

pytestmark = pytest.mark.slow

GOOD = "Code;Name\nC1;Acme\nC2;Beta\n"
_NONE = pd.DataFrame({"country": []}, index=pd.Index([], dtype=int), dtype=object)


class Case(NamedTuple):
    """What is made large: ``make`` gives what ``run`` looks at, at sizes from ``first`` to twice ``last``."""

    run: Callable
    make: Callable
    first: int
    last: int


def read(content, name="a.csv"):
    """Read a file, recognise its columns and plan its import as a check does; a refusal is an answer."""
    content = content.encode() if isinstance(content, str) else content
    try:
        table = read_table(content, name)
    except FileError as error:
        return str(error)
    sum(len(block.lines) for block in read_blocks(content, name, 1000))
    suggestions = suggest(table.header, table.rows)
    return [str(one) for one in (*table.notes, *(issue.message for issue in table.issues))], suggestions, check(table)


def check(table):
    """Plan the import of a table whose first column is the code, its second the name, all others comments."""
    if len(table.header) < 2:
        return None
    code, name, *others = table.header
    settings = [plan.ColumnSetting(code, "code", "ref", "code"), plan.ColumnSetting(name, "name", "name", "name")]
    kinds = ("groups", "email", "vat", "phone", "payment_term", "amount", "date", "country", "html", "text")
    for header, one in zip(others, kinds, strict=False):
        settings.append(plan.ColumnSetting(header, one, one, one, options={"family": header}))
    found = blocks.survey(lambda: iter([table]), code, [one.header for one in settings])
    codes = [one for one in plan.code_column(table, settings) if one]
    match.candidates(codes)
    planned = plan.make_plan(table, settings, Reference(country="FR"), match.match(codes, []), _NONE)
    wrong = [rejects.Rejected(issue.line, str(issue.message), (issue.column,)) for issue in planned.issues]
    rejects.rejected_csv(table, wrong)
    return found, planned


def cells(cell):
    """Return a file in which one cell of each column is long: ``cell`` again and again."""
    return lambda size: (
        "Code;Name;Groups;Mail;Vat;Phone;Term;Amount;Date;Country;Comment;Text\nC1;A\n"
        + "\n".join(";".join("" if one != at else (cell * size)[:size] for one in range(12)) for at in range(12))
    )


def columns(name):
    """Return a file with many columns, named by ``name`` and their number."""
    return lambda size: "\n".join(";".join(line.format(n) for n in range(size)) for line in (name, *["v{}"] * 5)) + "\n"


def table_of(words, header="Code"):
    """Return the words of one column as a table."""
    return read_table("\n".join([f"{header};Name", *(f"{word};N" for word in words)]).encode(), "a.csv")


REFERENCE = Reference(
    groups=tuple(Choice(n, (f"Group {n}",), parent=n - 1) for n in range(50)),
    terms=(Term(1, ("30 days",), (TermLine("percent", 100.0, "days_after", 30),)),),
    choices={"x": tuple(Choice(n, (f"Choice {n}",)) for n in range(50))},
)


def converted(name, word):
    """Return a case of many words of one kind, each with its number."""

    def run(words):
        reading = converter(name, words, REFERENCE, field="x", create=True)
        return [reading.clean(one, "FR") for one in words]

    return Case(run, lambda size: [word.format(n) for n in range(size)], 3200, 12_800)


WORDS = {
    "amount": "1.{:03d}", "date": "{:06d}", "datetime": "0{}/01/26 10:00", "phone": "0{:09d}", "email": "a{}@b.fr",
    "vat": "FR{:011d}", "legal_id": "{:09d}", "zip": "{:05d}", "payment_term": "{} jours fin de mois",
    "payment_method": "VIR {}", "groups": "G{0}, H{0}", "country": "Land {}", "selection": "Choice {}",
    "website": "www.a{}.fr", "integer": "{}", "text": "Text {}", "html": "Text {}", "code": "K{}", "boolean": "{}",
}  # fmt: skip

CASES = {
    # one text of a file
    "header": Case(read, lambda size: f"Code;{'x' * size};Name\nC1;a;Acme\nC2;b;Beta\n", 20_000, 80_000),
    "header of words": Case(read, lambda size: f"Code;{'kunde' * (size // 5)};Name\nC1;a;Acme\n", 20_000, 80_000),
    "header of signs": Case(read, lambda size: f"Code;{'(/&.' * (size // 4)};Name\nC1;a;Acme\n", 20_000, 80_000),
    **{
        f"cells of {cell!r}": Case(read, cells(cell), 5000, 40_000)
        for cell in ("a@", "1", "a ", "a,", "1 jour ", "é", "TVA ", "1.", "(", "&amp;", "-", "'", "🏳\ufe0f")
    },
    "quotes": Case(read, lambda size: GOOD + 'C3;"' + '""' * size + '"\n', 20_000, 200_000),
    "open quotes": Case(read, lambda size: GOOD + 'C3;"a\n' * size, 500, 8000),
    "cells over lines": Case(read, lambda size: GOOD + 'C3;"a\n' + 'b";"a\n' * size, 200, 6400),
    "quotes inside": Case(read, lambda size: GOOD + 'C3;12" pipe"x\n' * size, 500, 8000),
    "quoted cells": Case(read, lambda size: GOOD + "C3;" + '"a""b";' * size + "\n", 500, 8000),
    "stray quotes": Case(read, lambda size: GOOD + "C3;" + '"a"b;' * size + "\n", 500, 8000),
    "commas": Case(read, lambda size: GOOD + "C3;" + "," * size + "\n", 100_000, 400_000),
    "one line": Case(read, lambda size: "Code;Name " + "x y;" * size, 500, 4000),
    "groups": Case(read, lambda size: "Code;Name;Groups\nC1;A;" + "a," * size + "\n", 10_000, 100_000),
    # many of them
    "lines": Case(read, lambda size: "Code;Name\n" + "".join(f"C{n};Name {n}\n" for n in range(size)), 1000, 16_000),
    "equal lines": Case(read, lambda size: "Code;Name\n" + "C1;Name\n" * size, 1000, 8000),
    "other names": Case(read, lambda size: "Code;Name\n" + "".join(f"C1;Name {n}\n" for n in range(size)), 1000, 8000),
    "codes as dates": Case(
        read,
        lambda size: "Code;Name\n" + "".join(f"{n % 28 + 1}/{n % 12 + 1}/{n % 99:02d};N\n" for n in range(size)),
        500,
        4000,
    ),
    "errors": Case(read, lambda size: "Code;Name;X\n" + "".join(f"C{n};#N/A;#REF!\n" for n in range(size)), 500, 8000),
    "long lines": Case(
        read, lambda size: "Code;Name\nC0;A\n" + "".join(f"C{n};A;B;C\n" for n in range(size)), 500, 8000
    ),
    "short lines": Case(read, lambda size: "Code;Name;X\n" + "".join(f"C{n};A\n" for n in range(size)), 1000, 16_000),
    "headers again": Case(read, lambda size: GOOD + "Name;Code\nC3;Acme\n" * size, 500, 8000),
    "decimal commas": Case(
        read, lambda size: "Code,Name,Limit\n" + "".join(f"C{n},A,12,50\n" for n in range(size)), 500, 8000
    ),
    "spaces": Case(
        read, lambda size: "Code      Name\n" + "".join(f"C{n % 9}        Acme\n" for n in range(size)), 500, 8000
    ),
    "totals": Case(read, lambda size: GOOD + "Total;1\n" * size, 500, 8000),
    "rulers": Case(read, lambda size: GOOD + "-----;-----\n" * size, 1000, 16_000),
    "columns": Case(read, columns("Column {}"), 250, 900),
    "columns of one name": Case(read, columns("Phone"), 250, 900),
    "columns with prefixes": Case(read, columns("p{0}_Name {0}"), 250, 900),
    "columns glued": Case(read, columns("xyz{}kunde"), 250, 900),
    "too many columns": Case(read, columns("Column {}"), 4000, 8000),
    "decimal commas of many columns": Case(
        lambda size: cut_columns([["1"] * (size + 3)] * 50, [f"Amount {n}" for n in range(size)]), int, 50, 900
    ),
    "names of columns": Case(distinct, lambda size: ["Phone"] * size, 1000, 16_000),
    "headers": Case(suggest, lambda size: [f"Kundenkonto{n} xyz" for n in range(size)], 125, 1000),
    "equal headers": Case(suggest, lambda size: ["E-Mail", "Phone", "Name", "Code"] * (size // 4), 125, 1000),
    "words of an administrator": Case(
        lambda words: suggest(["Code", "Name"], extra_words={"name": words}),
        lambda size: [f"Word {n}" for n in range(size)],
        1000,
        16_000,
    ),
    "rows of one key each": Case(
        lambda content: _refused(lambda: json_rows.read_rows(content)),
        lambda size: json.dumps([{f"key {n}": n} for n in range(size)]).encode(),
        200,
        6400,
    ),
    "keys of rows": Case(
        lambda content: _refused(lambda: json_rows.read_rows(content)),
        lambda size: json.dumps([{f"key {n}": n for n in range(size)}] * 50).encode(),
        200,
        6400,
    ),
    "rows": Case(
        json_rows.read_rows,
        lambda size: json.dumps([{"code": n, "name": "a"} for n in range(size)]).encode(),
        1000,
        16_000,
    ),
    "values": Case(
        lambda meanings: value_table.resolve("payment_term", meanings, REFERENCE),
        lambda size: {f"word {n}": f"meaning {n}" for n in range(size)},
        500,
        8000,
    ),
    "kinds": Case(propose_kind, lambda size: [f"{n},50" for n in range(size)], 500, 8000),
    "codes": Case(
        lambda codes: match.match(codes, [match.Known(n, one, one) for n, one in enumerate(codes)]),
        lambda size: [f"00{n}" for n in range(size)],
        500,
        8000,
    ),
    "habits": Case(
        lambda table: habits.find_habits(table, [plan.ColumnSetting("Code", "code", "ref", "code")]),
        lambda size: table_of(f"null{n}" for n in range(size)),
        500,
        8000,
    ),
    **{f"words of {name}": converted(name, word) for name, word in WORDS.items()},
    # spreadsheets
    "cells of a sheet": Case(
        lambda content: read(content, "a.xlsx"),
        lambda size: workbook(b"".join(row(n, text(f"A{n}", f"C{n}"), text(f"B{n}", "x")) for n in range(3, size))),
        1000,
        8000,
    ),
    "errors of a sheet": Case(
        lambda content: read(content, "a.xlsx"),
        lambda size: workbook(b'<row r="3">' + b'<c r="B3" t="e"/>' * size + b"</row>"),
        2000,
        16_000,
    ),
    "cell of a sheet": Case(
        lambda content: read(content, "a.xlsx"),
        lambda size: workbook(row(3, text("A3", "C2"), text("B3", "a@" * size))),
        10_000,
        100_000,
    ),
}


def _refused(run):
    """Return what ``run`` returns, or the sentence with which it refuses."""
    try:
        return run()
    except FileError as error:
        return str(error)


@pytest.mark.parametrize("name", CASES)
def test_growth(name):
    case = CASES[name]
    assert seconds(case.run, case.make(case.last), 1) < LONGEST
    times = growth(case.run, case.make, case.first, case.last, enough=0.01)
    print(f"{name}: {times:.1f}")
    assert times < MOST


def test_what_is_too_long_is_said():
    long = "x" * 60_000
    table = read_table(
        f"Code;{long};Name;Comment\nC1;a;Acme;b\n{long};a;Beta;b\nC3;a;{long};b\nC4;a;D;{long}\n".encode(), "a.csv"
    )
    assert table.header == ["Code", "Column 2", "Name", "Comment"]
    (note,) = (str(one) for one in table.notes if one.kind == "long_column_name")
    assert note.startswith("The name of column number 2 in line 1 has 60000 characters (xxx")
    settings = [
        plan.ColumnSetting("Code", "code", "ref", "code"),
        plan.ColumnSetting("Name", "name", "name", "name"),
        plan.ColumnSetting("Comment", "comment", "comment", "html"),
    ]
    codes = list(plan.code_column(table, settings))
    assert match.candidates(codes) == ["c1", "c3", "c4"]
    planned = plan.make_plan(table, settings, Reference(), match.match(codes, []), _NONE)
    said = [(issue.line, issue.severity, issue.message.kind) for issue in planned.issues]
    assert said == [
        (3, "error", "long_code"),
        (4, "warning", "too_long"),
        (4, "error", "missing_name"),
        (5, "warning", "too_long"),
    ]
    assert [change.code for change in planned.changes] == ["C1", "C4"]
    for issue in planned.issues:
        assert len(str(issue.message)) + len(issue.value) + len(issue.code) < 1000
        assert f"Line {issue.line}" in str(issue.message)


def test_what_is_not_too_long_is_read():
    name, code = "n" * 255, "c" * 255
    table = read_table(f"Code;{name}\n{code};Acme\n".encode(), "a.csv")
    assert table.header == ["Code", name] and not table.notes
    assert converter("name", ["x" * 500], REFERENCE).clean("x" * 500).value == "x" * 500
    assert match.match([code], [])[code] == match.Match()
    assert converter("text", ["x" * 32_767], REFERENCE).clean("x" * 32_767).value == "x" * 32_767


@pytest.mark.parametrize("count", [2001, 16_000])
def test_too_many_keys_of_rows(count):
    with pytest.raises(FileError) as caught:
        json_rows.read_rows(json.dumps([{f"key {n}": 1 for n in range(count)}]).encode())
    assert caught.value.message.kind == "too_many_columns"


def test_rows_of_few_keys_each():
    content = json.dumps([{f"key {n}": 1 for n in range(1999)}, *[{"code": 1}] * 10_000]).encode()
    with pytest.raises(FileError) as caught:
        json_rows.read_rows(content)
    assert caught.value.message.kind == "sparse_rows"


def test_a_key_that_is_too_long():
    with pytest.raises(FileError) as caught:
        json_rows.read_rows(json.dumps([{"k" * 60_000: 1}]).encode())
    assert str(caught.value).startswith("A key of the rows has 60000 characters (kkk")
    assert len(str(caught.value)) < 300


def test_accents_without_end():
    assert np.char.str_len(converter("text", [], REFERENCE).clean("e" + "\u0301\u0316" * 9).value) == 18
