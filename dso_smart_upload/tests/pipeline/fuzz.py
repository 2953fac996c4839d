"""A fuzzer: files and values made at random go through the pipeline, and nothing may happen but a clean error.

In: a seed and a number, which alone decide what is tried, so that everything found can be had again. Out: a ``Finding``
for every input which raises anything but ``FileError``, breaks a promise of the pipeline, takes seconds or takes
gigabytes. The work is done in a process of its own, because a library that is not written in Python can end it.
"""

import math
import multiprocessing
import os
import random
import resource
import signal
import time
import traceback
import warnings
from dataclasses import dataclass

import pandas as pd
from fuzz_files import any_file, any_text, damaged, real_files

from odoo.addons.dso_smart_upload.pipeline.convert import KINDS, converter
from odoo.addons.dso_smart_upload.pipeline.match import Known, match
from odoo.addons.dso_smart_upload.pipeline.message import FileError, Message
from odoo.addons.dso_smart_upload.pipeline.plan import ColumnSetting, code_column, make_plan
from odoo.addons.dso_smart_upload.pipeline.recognise import suggest
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, Reference, Term, TermLine
from odoo.addons.dso_smart_upload.pipeline.table import read_blocks, read_table
from odoo.addons.dso_smart_upload.pipeline.table.json_rows import read_rows

SECONDS = 5  # of the processor, for one input
MEMORY = 2**30  # bytes on top of what the process has to start with
REFERENCE = Reference(
    country="FR",
    countries=(Choice(75, ("France", "Frankreich"), "FR"), Choice(57, ("Allemagne", "Germany"), "DE")),
    states=(Choice(1, ("Bavaria", "Bayern"), "BY", country="DE"),),
    languages=(Choice("fr_FR", ("French", "Français"), "fr"), Choice("de_DE", ("German",), "de")),
    users=(Choice(7, ("Marie Curie",), "marie@example.com"), Choice(8, ("Jean Dupont",), "jean")),
    groups=(Choice(9, ("Region",)), Choice(1, ("North",), parent=9)),
    terms=(Term(1, ("30 jours",), (TermLine("percent", 100.0, "days_after", 30),)),),
    methods=(Choice(1, ("Virement",), "manual"), Choice(2, ("Prélèvement",), "sepa")),
    choices={"x_kind": (Choice("a", ("Société", "Company")), Choice("b", ("Person",)))},
)
OPTIONS = {"selection": {"field": "x_kind"}, "many2one": {"field": "x_kind"}, "groups": {"family": "Region"}}
KIND_OF_FIELD = {"credit_limit": "amount", "temporary_guarantee_from": "date", "comment": "html"}
JSON = b'[{"code": "C1", "name": "Acm\\u00e9", "n": 1.5, "on": true, "groups": ["A", "B"]}, {"code": "C2", "x": null}]'
JSON_WORDS = rb"""\ud800,\u0000,[,],{,},null,1e999,-0,0.1,[[[[[[,{"a":,"",\,true,[],{},99999999999999999999999""".split(
    b","
)


@dataclass(frozen=True)
class Finding:
    """Something that must not happen.

    :param number: of the input
    :param text: what happened
    """

    number: int
    text: str


def attempt(seed, number):
    """Try one input.

    :raises Exception: what a ``Finding`` is made of
    """
    chance = random.Random(f"{seed} {number}")
    content, name = made(chance)
    try:
        if name.endswith(".json"):
            table = read_rows(content, name)
            check_table(table)
        else:
            options = _options(chance)
            table = read_table(content, name, **options)
            check_table(table)
            size = 1 + table.lines[-1] // chance.choice((2, 10, 50))  # nearly every file is cut somewhere
            check_blocks(table, read_blocks(content, name, size, **options))
    except FileError as error:
        check_text(str(error))
        table = None
    if table is not None:
        check_suggestions(table)
        check_plan(table, chance)
    words = [damaged(word.encode(), chance).decode("utf-8", "ignore") for word in _some_words(table, chance)]
    words += [any_text(chance, chance.randrange(1, 6)) for _ in range(5)]
    check_converters([word.strip().replace("\0", "") for word in words], chance)


def made(chance):
    """Return the file to try: (bytes, name)."""
    if chance.random() < 0.05:
        return damaged(JSON, chance, JSON_WORDS), "rows.json"
    return any_file(chance)


def _options(chance):
    """Return what a user may say of a file, mostly nothing."""
    options = {}
    if chance.random() < 0.1:
        options["encoding"] = chance.choice(("utf-8", "cp1252", "utf-16", "shift_jis", "utf-7", "hex", "idna", "x"))
    if chance.random() < 0.1:
        options["delimiter"] = chance.choice((";", "tab", "fixed", "spaces", " ", "a", "1", "\\", "'", "é", "\x1e"))
    if chance.random() < 0.1:
        options["header_line"] = chance.choice((0, 1, 2, 5, 300, 10**9, -1))
    return options


def check_table(table):
    """Check what every reader of a ``Table`` builds on."""
    assert list(table.rows.columns) == table.header and len(set(table.header)) == len(table.header)
    assert len(table.lines) == len(table.rows) > 0
    assert all(before < after for before, after in zip([-1, *table.lines], table.lines, strict=False))
    for cell in table.rows.to_numpy().ravel():
        check_text(cell)
    for text in (*table.header, table.sheet, *table.sheets, *table.notes, *(issue.message for issue in table.issues)):
        check_text(str(text))
    assert all(0 <= issue.row < len(table.rows) for issue in table.issues)


def check_text(text):
    """Check that ``text`` can be stored."""
    assert type(text) is str and "\0" not in text, f"{text[:50]!r} is no text"
    text.encode()


def check_blocks(table, blocks):
    """Check that the blocks of a file are its table, but for columns without a name that are blank at first."""
    blocks = list(blocks)
    header = blocks[0].header
    assert all(block.header == header for block in blocks)
    assert all(
        name in header and name in table.header or name.startswith("Column ") for name in {*table.header, *header}
    )
    assert [line for block in blocks for line in block.lines] == table.lines
    shared = [name for name in table.header if name in header]
    rows = [row for block in blocks for row in block.rows[shared].to_numpy().tolist()]
    assert rows == table.rows[shared].to_numpy().tolist()


def check_suggestions(table):
    """Check the fields that are suggested for the columns."""
    for rows in (None, table.rows):
        found = suggest(table.header, rows)
        assert len(found) == len(table.header)
        assert all(0 <= one.confidence <= 1 and one.reason for one in found)


def check_plan(table, chance):
    """Plan the import of a table, as if its columns were any."""
    if len(table.header) < 2:
        return
    fields = ["code", "name", *chance.choices(sorted(KINDS), k=10)]
    settings = [
        ColumnSetting(header, field, field, field, options=OPTIONS.get(field, {}))
        for header, field in zip(table.header, fields, strict=False)
    ]
    codes = [code for code in pd.unique(code_column(table, settings)) if code]
    names = list(dict.fromkeys([*(setting.partner_field for setting in settings), "country"]))
    known = [Known(number, code, "Firm") for number, code in enumerate(codes[::2], 1)]
    rows = {one.id: {"code": one.code, "name": "Firm"} for one in known}
    today = pd.DataFrame.from_dict(rows, orient="index", columns=["code", "name"]).reindex(columns=names)
    today = today.astype(object).where(today.notna(), None)
    plan = make_plan(table, settings, REFERENCE, match(codes, known), today)
    assert len(plan.outcomes) == len(table.rows)
    assert all(str(issue.message) for issue in plan.issues)


def _some_words(table, chance):
    """Return a few values to damage."""
    if table is None:
        return []
    cells = [cell for cell in table.rows.iloc[:20].to_numpy().ravel().tolist() if cell.strip()]
    return chance.sample(cells, min(len(cells), 10))


def check_converters(words, chance):
    """Check what every kind of converter makes of ``words``."""
    words = [word for word in words if word]
    for kind in KINDS:
        convert = converter(kind, words, REFERENCE, **OPTIONS.get(kind, {}))
        for word in words:
            cell = convert.clean(word, chance.choice(("", "FR", "DE", "XX")))
            if cell.message:
                check_text(str(Message(cell.message.key, {"line": 1, "column": "A", **cell.message.details})))
            assert not (cell.bad and cell.value is not None)
            if cell.value is not None:
                assert not isinstance(cell.value, float) or math.isfinite(cell.value)
                check_text(cell.value if isinstance(cell.value, str) else "")
                check_text(convert.show(cell.value))


def run(seed, seconds, most=None):
    """Try one input after the other.

    :param seed: what makes this run different from others
    :param seconds: how long
    :param most: inputs after which it ends sooner
    :return: (number of inputs tried, list of ``Finding``)
    """
    real_files()
    process = multiprocessing.get_context("fork")
    current, found = process.Value("q", 0), process.SimpleQueue()
    end, findings = time.monotonic() + seconds, []
    while time.monotonic() < end and (most is None or current.value < most):
        child = process.Process(target=_work, args=(seed, current, end, most, found))
        child.start()
        while child.is_alive() or not found.empty():
            child.join(0.1)
            while not found.empty():
                findings.append(Finding(*found.get()))
        if child.exitcode:
            ended = signal.Signals(-child.exitcode).name if child.exitcode < 0 else f"exit {child.exitcode}"
            slow = f", more than {SECONDS} s" if ended == "SIGPROF" else ""
            findings.append(Finding(current.value, f"the process ended with {ended}{slow}"))
            current.value += 1
    return current.value, findings


def _work(seed, current, end, most, found):
    """Try inputs from ``current`` on in this process, which a slow one ends."""
    os.nice(10)
    with open("/proc/self/statm") as sizes:
        used = int(sizes.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    warnings.simplefilter("error")
    while time.monotonic() < end and (most is None or current.value < most):
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            attempt(seed, current.value)
        except BaseException:  # some libraries raise what is no Exception
            found.put((current.value, traceback.format_exc(limit=-6)))
        current.value += 1
