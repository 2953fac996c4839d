"""``Job`` -> ``Plan``, block by block, against today's customers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain

import pandas as pd

from odoo.api import Environment
from odoo.models import BaseModel

from ..pipeline.blocks import Reading, Survey, entity_key, survey, survey_of, take
from ..pipeline.convert.date import Date, unsure_order
from ..pipeline.habits import words_for_nothing
from ..pipeline.match import Match, candidates, code_key, match
from ..pipeline.message import ERROR, INFO, WARNING, Issue, Message
from ..pipeline.names import NamesTaken
from ..pipeline.plan import REJECTED, Plan, code_column, code_style, make_plan, with_habits
from ..pipeline.table import Table
from ..pipeline.unused import unused
from .already_there import with_those_there
from .customers import find_customers, names_to_read
from .job import Job, Work
from .reference import make_reference
from .run_file import customers_of_mapping
from .said import check_one_each, codes_of_one, said_new
from .say import saying
from .second_codes import codes_of_customers
from .settings import settings_of, with_families

# What reading a file may say that its report says too: lines that were left out, and doubts.
TOLD = (
    "table_above",
    "footer_left_out",
    "repeated_header",
    "repeated_header_line",
    "page_heads_left_out",
    "reordered_columns",
    "other_columns",
    "short_header",
    "no_header",
    "encoding_unsure",
    "broken_accents",
    "decimal_commas",
    "quoted_lines",
    "zero_bytes",
    "merged_cells",
    "hidden_rows",
    "more_customer_sheets",
)
NOTED = ("amount", "integer", "date", "datetime")  # kinds whose notation is decided on the whole column


def begin(
    env: Environment,
    job: Job,
    position: int = 0,
    rows: int = 0,
    repaired: Iterable[int] = (),
    taken: Mapping[int, str] | None = None,
) -> Work:
    """Begin to work on a job, or go on with it.

    :param position: line of the file up to which its rows are done
    :param rows: how many rows that are
    :param repaired: ids of the customers that their damaged codes were taken for
    :param taken: codes that customers without one got of those rows, by id
    :raises UserError: a person said of two spellings of one code that they are two customers
    """
    settings, issues = settings_of(env, job)
    settings = with_habits(job.table, settings)
    notices = [Issue(-1, 0, "", "", "", INFO, "", notice) for notice in job.notices]
    headers = [setting.header for setting in settings]
    code = next(setting.header for setting in settings if setting.field == "code")
    names = NamesTaken(next(setting for setting in settings if setting.field == "name"))
    unplaced = set(job.corrections)
    nothing: dict[str, set[str]] = defaultdict(set)

    def look(table):
        names.add(table)
        unplaced.difference_update(table.lines)
        for header, words in words_for_nothing(table, headers).items():
            nothing[header] |= words

    if job.is_whole:
        look(job.table)
        reading = Reading(iter([job.table]), survey_of(job.table, code), position, rows)
    else:
        noted = [setting.header for setting in settings if setting.kind in NOTED]
        legal_id = next((setting.header for setting in settings if setting.field == "legal_id"), "")
        compared = any(setting.protected and setting.kind == "amount" for setting in settings)
        with saying(env):
            found = survey(
                job.tables,
                code,
                noted,
                legal_id if compared else "",
                position,
                look,
                partial(codes_of_one, env, job.known_as),
                {} if position and job.same is None else job.same,
            )
        settings = with_habits(job.table, [replace(setting, habits=None) for setting in settings], nothing)
        settings = [replace(setting, words=found.words.get(setting.header, ())) for setting in settings]
        reading = Reading(job.tables(), found, position, rows)
    if settings[0].habits and (example := settings[0].habits.escaped):
        notices.append(Issue(-1, 0, "", "", "", INFO, "", Message("backslashes", {"text": example})))
    notices += [_unplaced(line) for line in sorted(unplaced)]
    mapped = {setting.header for setting in settings}, {setting.field for setting in settings}
    notices += [Issue(-1, 0, "", "", "", INFO, "", message) for message in unused(job.table, *mapped)]
    header = names.setting.header
    notices += [Issue(-1, 0, "", header, "name", INFO, "", message) for message in names.messages()]
    notices += [Issue(-1, 0, "", header, "name", WARNING, "", message) for message in names.warnings()]
    issues += _unsure_dates(env, job, settings)
    work = Work(reading, settings, [] if position else notices + issues, job, repaired, taken)
    check_one_each(env, work.said)
    if position:
        _recall_amounts(env, work, job)
    return work


def _unplaced(line):
    """Return what to say of a correction whose line holds no row."""
    return Issue(-1, line, "", "", "", WARNING, "", Message("correction_without_row", {"line": line}))


def _unsure_dates(env, job, settings):
    """Return an ``Issue`` where no date of the file says whether the day or the month is first."""
    dates = [setting for setting in settings if setting.kind in ("date", "datetime")]
    words = {setting.key: setting.words or pd.unique(job.table.words(setting.header)) for setting in dates}
    unsure = unsure_order(filter(None, chain.from_iterable(words.values())))
    if not unsure or "day_first" in job.notation:
        return []
    setting = next(setting for setting in dates if unsure in words[setting.key])
    read = Date([unsure], make_reference(env, [setting])).clean(unsure).value
    details = {"column": setting.header, "value": unsure, "read": read}
    return [Issue(-1, 0, "", setting.header, setting.field, WARNING, "", Message("unsure_order", details))]


def _recall_amounts(env, work, job):
    """Find anew what the blocks that are done hand on: protected amounts of companies that have later rows too."""
    position = work.reading.position
    if work.reading.survey.entities:
        for table in job.tables():
            done = [row for row, line in enumerate(table.lines) if line <= position]
            remember_amounts(env, work, take(table, done), work.reading)


def remember_amounts(env: Environment, work: Work, table: Table, reading: Reading) -> None:
    """Find the protected amounts that rows of a table hand on to later blocks, without its customers.

    :param reading: ``Reading`` that remembers them
    """
    legal_id = next(setting.header for setting in work.settings if setting.field == "legal_id")
    keys = map(entity_key, table.words(legal_id))
    rows = [row for row, key in enumerate(keys) if key in reading.survey.entities]
    if not rows:
        return
    part = take(table, rows)
    work.reference = work.reference or make_reference(env, work.settings)
    _known, nobody = find_customers(env["res.partner"], [], [setting.partner_field for setting in work.settings])
    matches = dict.fromkeys(code_column(part, work.settings), Match())
    plan = make_plan(part, work.settings, work.reference, matches, nobody, amounts=reading.amounts)
    reading.remember(plan.amounts)


def plan_next(env: Environment, work: Work) -> Plan | None:
    """Plan the next block of a job against today's customers.

    :return: the first with an issue more for each column that was left out though it should not be; None after the
        last block
    """
    with saying(env):
        table = work.reading.next_block()
    if table is None:
        return None
    plan = plan_table(env, work, table)
    told = [note for note in table.notes if note.kind in TOLD]
    issues = work.told() + [Issue(-1, note.details.get("line", 0), "", "", "", WARNING, "", note) for note in told]
    if work.full_file:
        issues = [*issues, *gone(work.mapping, work.reading.survey, work.repaired)] if work.reading.is_done else issues
    return plan.with_issues(issues)


def plan_table(env: Environment, work: Work, table: Table) -> Plan:
    """Plan rows of a job against today's customers: a block, or some rows of one."""
    codes = [code for code in pd.unique(code_column(table, work.settings)) if code]
    names = names_to_read(env, work.settings)
    known, today = find_customers(env["res.partner"], candidates(codes), names)
    matches = match(codes, known, work.reading.survey, code_style(work.settings))
    work.reference = work.reference or make_reference(env, work.settings)
    work.repaired |= {found.partner_id for found in matches.values() if found.message and found.partner_id}
    matches, today, entities = with_those_there(env, work, table, matches, today)
    settings = with_families(env, work.settings, work.reference)
    amounts = work.reading.amounts
    derivers = env["res.partner"]._dso_derivers(settings, work.memory)
    plan = make_plan(table, settings, work.reference, matches, today, work.reactivates, amounts, derivers)
    work.reading.remember(plan.amounts)
    plan = replace(plan, same_entity=entities, said_new=said_new(work, matches))
    work.take({one.partner_id: one.code for one in plan.changes if one.linked is not None and not one.second})
    if plan.new_records:
        work.reference = None
    return plan


def plan_left_out(env: Environment, work: Work) -> Plan | None:
    """Plan to reject the rows of the next block, in the middle of which the server was stopped again and again.

    :return: None after the last block
    """
    with saying(env):
        table = work.reading.next_block()
    if table is None:
        return None
    code = next(setting.header for setting in work.settings if setting.field == "code")
    codes = table.words(code)
    issues = [
        Issue(row, line, codes[row], "", "", ERROR, "", Message("block_stopped", {"line": line}))
        for row, line in enumerate(table.lines)
    ]
    return Plan((REJECTED,) * len(table.lines), (), tuple(issues)).with_issues(work.told())


def plans(env: Environment, job: Job) -> Iterator[Plan]:
    """Yield the plan of each block of a job, in the order of the file."""
    work = begin(env, job)
    while plan := plan_next(env, work):
        yield plan


def gone(mapping: BaseModel, survey: Survey, repaired: Iterable[int]) -> list[Issue]:
    """Return an ``Issue`` for each active customer of a mapping that the file no longer has.

    :param mapping: the ``dso.upload.mapping`` of the file
    :param survey: ``Survey`` of the whole file
    :param repaired: ids of the customers that damaged codes of the file were taken for
    """
    if not mapping:
        return []
    partners = customers_of_mapping(mapping)
    partners -= partners.browse(repaired)
    second = codes_of_customers(partners)
    codes = {partner: [*filter(None, [partner.ref]), *second.get(partner.id, ())] for partner in partners}
    return [
        Issue(
            -1,
            0,
            codes[partner][0],
            "",
            "",
            WARNING,
            "",
            Message("not_in_file", {"code": codes[partner][0], "name": partner.name}),
            partner.id,
        )
        for partner in sorted(codes, key=lambda partner: codes[partner][0])
        if not any(code_key(code) in survey for code in codes[partner])
    ]
