"""A cell of a checked file is corrected: its row is planned anew, alone, in well under a second.

In: a run that was checked, and what a cell should say. Out: the plan of its row, and of the rows that mean the same
customer with it. No file is read: the cells of the block and what was found of the whole file are kept with the run.

What the cell may mean for rows of other customers is not planned here; then the check is to be done again, and the
answer says so. It is where the correction changes whose row it is, how other cells of the column are read, which rows
describe one company, or what the import creates beside the customers.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from odoo.api import Environment
from odoo.exceptions import UserError
from odoo.models import BaseModel

from ..pipeline.blocks import Reading, customer_keys, take
from ..pipeline.checked import OUTCOMES, outcomes_of, unpack_outcomes, unpack_table
from ..pipeline.convert import converter
from ..pipeline.corrections import original_of, with_cell
from ..pipeline.habits import may_be_nothing
from ..pipeline.names import cell_words
from ..pipeline.plan import ColumnSetting, Plan, with_habits
from ..pipeline.table import Table
from ..pipeline.twins.in_file import InFile
from .columns import settle
from .job import Job, Work
from .options import CREATE
from .planning import NOTED, plan_table
from .prepare import settled_of
from .reference import make_reference
from .settings import settings_of
from .whole import Whole, unpack_whole

# Fields by which rows of one file are found to describe one company.
_COMPANY = frozenset(("name", "legal_id", "siret", "vat", "street", "street2", "zip", "city", "country"))
DATES = ("date", "datetime")  # kinds
_COMPARED = 500  # words of a column that are read anew to see whether a correction changes how they are read


@dataclass(frozen=True, eq=False)
class Recheck:
    """What becomes of a correction.

    :param block: ``dso.upload.checked`` of the row
    :param table: all rows of the block, with the corrected cell
    :param lines: of the rows that were planned anew
    :param plan: of these rows
    :param outcomes: of all rows of the block, keys of ``pipeline.checked.LETTERS``
    :param before: outcomes that the rows of ``lines`` had
    :param original: the cell as the file has it
    :param reaches: the correction may matter to other rows: the check is to be done again
    :param facts: what other addons counted of these rows before
    """

    block: BaseModel
    table: Table
    lines: list[int]
    plan: Plan
    outcomes: list[str]
    before: list[str]
    original: str
    reaches: bool
    facts: Mapping[str, Any]


def recheck(env: Environment, run: BaseModel, line: int, header: str, value: str | None) -> Recheck:
    """Plan the row of a corrected cell anew.

    :param env: the environment of the import
    :param line: of the row in the file
    :param value: None: as the file has it
    :raises UserError: there is no such row or column
    """
    block, outcomes = _block_of(run, line)
    table = unpack_table(block._content("cells"))
    if header not in table.rows:
        raise UserError(env._("The file has no column %(name)s.", name=header))
    row = table.lines.index(line)
    original = original_of(table, row, header)
    after = with_cell(table, row, header, original if value is None else value)
    whole = unpack_whole(run.sudo()._content_of_whole())
    old = _Side(env, run, whole, block, table)
    new = old.after(run, after, header, row)
    new.work.reference = old.work.reference = make_reference(env, old.work.settings)
    rows = old.rows_of_customer(row)
    plans = old.plan(env, rows), new.plan(env, rows)
    before = [outcomes[number] for number in rows]
    alone, found = map(_outcomes, plans)
    # where the rows by themselves are judged otherwise than among all others, as a heading is, these decide on them
    reaches = alone != before or _reaches(env, old, new, header, row, plans)
    for number, outcome in zip(rows, found, strict=True):
        outcomes[number] = outcome
    lines = [int(table.lines[number]) for number in rows]
    return Recheck(block, after, lines, plans[1], outcomes, before, original, reaches, plans[0].facts)


def _outcomes(plan):
    linked = [change.row for change in plan.changes if change.linked is not None]
    return list(outcomes_of(plan.outcomes, linked))


def _block_of(run, line):
    """Return the block of a line, a record, and the outcomes of its rows.

    :raises UserError: there is none
    """
    blocks = run.sudo().checked_ids  # whoever may correct a cell may see its row
    blocks.fetch(["outcomes"])
    for block in blocks:
        lines, letters = unpack_outcomes(block._content("outcomes"))
        if line in lines:
            return block, [OUTCOMES[str(letter)] for letter in letters]
    raise UserError(run.env._("The file has no row on line %(line)s, or its check is not done.", line=line))


class _Side:
    """A block before or after a correction, and the work of planning some of its rows."""

    def __init__(self, env: Environment, run: BaseModel, whole: Whole, block: BaseModel, table: Table) -> None:
        self.table, self.whole, self.is_first = table, whole, block == run.sudo().checked_ids[0]
        first = _first_table(run, block, table)
        options, says = run._settled_options()
        mapping = run.mapping_id.with_env(env)
        says = mapping._says() if says is None else says
        columns = settle(env, first, mapping, says, options)
        settled: dict[str, Any] = settled_of(env, says, options)
        self.job = Job(
            first, False, lambda: iter([table]), columns, mapping, says, **settled, full_file=False, notices=()
        )
        known = [replace(one, habits=whole.habits.get(one.key)) for one in settings_of(env, self.job)[0]]
        settings = with_habits(first, known)
        self._begin(run, [replace(one, words=self._words(one)) for one in settings])

    def _begin(self, run, settings):
        self.work = Work(Reading(iter(()), self.whole.survey), settings, [], self.job, run._repaired(), run._taken())
        self.work.look_into_file(self.whole.in_file or InFile())

    def after(self, run: BaseModel, table: Table, header: str, row: int) -> "_Side":
        """Return this block after a cell was corrected."""
        new = copy(self)
        new.table, settings = table, self.work.settings
        if self.is_first:
            lines = set(self.job.table.lines)
            first = take(table, [row for row, line in enumerate(table.lines) if line in lines])
            settings = with_habits(first, [replace(one, habits=None) for one in settings])
        found = [replace(one, words=new._words(one, row)) if one.header == header else one for one in settings]
        new._begin(run, found)
        return new

    def _words(self, setting, row=None):
        """Return the words on which the notation of a column is decided: of the whole file, else of the block.

        :param row: whose cell was corrected
        """
        known = self.whole.survey.words.get(setting.header)
        if known is None:
            return tuple(dict.fromkeys(word for word in cell_words(self.table, setting) if word))
        return known if row is None else tuple(dict.fromkeys((*known, self.word(setting.header, row))))

    def word(self, header: str, row: int) -> str:
        """Return a cell as it is meant."""
        setting = next(one for one in self.work.settings if one.header == header)
        return str(cell_words(take(self.table, [row]), setting)[0])

    def setting(self, field: str) -> ColumnSetting:
        return next(one for one in self.work.settings if one.field == field)

    def rows_of_customer(self, row: int) -> list[int]:
        """Return the positions of the rows that can mean the same customer as one of them, that one included."""
        keys = customer_keys(self.table, self.setting("code").header, self.whole.survey.same)
        has_code = bool(self.table.rows[self.setting("code").header].iat[row].strip())
        return np.flatnonzero(keys == keys[row]).tolist() if has_code else [row]

    def plan(self, env: Environment, rows: Iterable[int]) -> Plan:
        lines = {self.table.lines[row] for row in rows}
        self.work.reading.amounts = {key: one for key, one in self.whole.amounts.items() if one[0] not in lines}
        return plan_table(env, self.work, take(self.table, rows))


def _first_table(run, block, table):
    """Return the first table of the file: the rows of its first block without the later rows of their customers.

    :param table: of ``block``
    """
    first = run.sudo().checked_ids[0]
    found = table if block == first else unpack_table(first._content("cells"))
    return take(found, [row for row, line in enumerate(found.lines) if line <= first.position])


def _reaches(env, old, new, header, row, plans):
    """Say whether a correction may matter to other rows than those that were planned anew."""
    fields = {one.field for one in new.work.settings if one.header == header}
    if not fields:
        return False
    return (
        "code" in fields
        or _habits(old) != _habits(new)
        or any(may_be_nothing(side.table.rows[header].iloc[row].strip()) for side in (old, new))
        or any(one.others for one in new.work.settings if one.header == header)
        or _creates_otherwise(*plans)
        or _reaches_companies(new, fields, plans)
        or _reads_otherwise(env, old, new, header, row)
    )


def _habits(side):
    """Return how the file writes its columns, but for its codes: a corrected code always reaches others."""
    return [replace(one.habits, codes=None) for one in side.work.settings if one.habits]


def _creates_otherwise(old, new):
    """Say whether the rows need something else that is created beside the customers, or leave other values out."""
    return any(
        [one.stored() for one in getattr(old, name)] != [one.stored() for one in getattr(new, name)]
        for name in ("creations", "no_place")
    )


def _reaches_companies(new, fields, plans):
    """Say whether the correction may change which rows of the file describe one company, or what its accounts share."""
    if any(change.linked is not None for plan in plans for change in plan.changes):
        return True
    is_new = any(not change.partner_id for plan in plans for change in plan.changes)
    looks_for_twins = new.work.twins != CREATE and (new.whole.in_file is not None or is_new)
    return bool(looks_for_twins and fields & _COMPANY) or plans[0].amounts != plans[1].amounts


def _reads_otherwise(env, old, new, header, row):
    """Say whether other cells are read in another way: what decides on the notation of a column are the words of all.

    Of a file in blocks it is not known whether another row has the word that was corrected: then it must not matter.
    """
    changed = [one for one in old.work.settings if one.header == header and one.kind in NOTED]
    dates = [one for one in old.work.settings if one.kind in DATES]  # they say of each other whether the day is first
    told = {one.key: one for one in (*changed, *(dates if any(one in dates for one in changed) else ()))}
    if not told:
        return False
    reference = old.work.reference or make_reference(env, old.work.settings)
    words = {one.key: one.words for one in new.work.settings}
    before, after = (side.word(header, row) for side in (old, new))
    known = [{key: one.words for key, one in told.items()}, {key: words[key] for key in told}]
    if header in new.whole.survey.words:
        without = {one.key: tuple(word for word in words[one.key] if word != before) for one in changed}
        known.append(known[1] | without)
    sample = {
        key: [word for word in one.words if word != before][:_COMPARED]
        if one.header == header
        else one.words[:_COMPARED]
        for key, one in told.items()
    }
    readings = [_readings(told, each, sample, reference) for each in known]
    its_own = [_readings(told, each, {one.key: [after] for one in changed}, reference) for each in known[1:]]
    return any(one != readings[0] for one in readings) or any(one != its_own[0] for one in its_own)


def _readings(settings, words, sample, reference):
    """Return what the words of a sample mean where the words of the columns are these.

    :param settings: by their keys
    """
    found = {}
    for key, setting in settings.items():
        options = dict(setting.options)
        if setting.kind in DATES:
            options["beside"] = tuple(word for other in settings if other != key for word in words[other])
        reader = converter(setting.kind, [word for word in words[key] if word], reference, **options)
        found[key] = [reader.clean(word) for word in sample.get(key, ()) if word]
    return found


def counted(outcomes: Iterable[str], severities: Iterable[str]) -> dict[str, int]:
    """Return counts of rows as ``Plan.counts`` has them.

    :param outcomes: keys of ``pipeline.checked.LETTERS``
    :param severities: of the issues of the rows
    """
    outcomes, severities = list(outcomes), list(severities)
    found = {name: outcomes.count(name) for name in ("created", "updated", "unchanged", "rejected", "linked")}
    found["updated"] += found["linked"]
    return {**found, "warnings": severities.count("warning"), "kept": severities.count("kept")}
