"""What an import will do: rows of the file against today's customers.

In: a ``Table``, the settings of its columns, ``Reference``, the matches of its codes and today's values of
the customers they mean. Out: a ``Plan``: what becomes of every row, each change with old and new value, and
everything there is to say. Nothing is written here; the check shows the plan, the import carries it out.

How: ``make_plan`` calls one step after the other. ``rows`` and ``columns`` hold the facts, which no step changes. The
rows are looked at by ``checks`` and ``repeats``, ``values`` and ``period`` turn words into typed values, ``fields``,
``groups`` and ``entities`` compare those with today's. A step returns what it found; what it says of a row that an
earlier step has rejected would be of no use, so it is given those.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from ..blocks import Amounts
from ..match import Match, code_key
from ..reference import Reference
from ..table import Table
from .checks import code_issues, heading_issues, name_issues, reading_issues, total_issues
from .columns import mapped_columns, of_field
from .derive import Derive, Derived, Planned, derive_all
from .entities import compare_entities, legal_entity
from .fields import by_partner_field, plan_field
from .groups import plan_groups
from .nothing import named_columns, nothing_code_issues
from .own_number import without_own_numbers
from .period import PERIOD, check_period
from .repeats import find_repeats, live_rows, repeats_of_rejected
from .result import CREATED, LINES, LINKED, REJECTED, UNCHANGED, UPDATED, Change, Plan, SecondCode, in_order
from .rows import Findings, Rows, rows_of
from .setting import ALWAYS, AT_CREATION, IF_EMPTY, NEVER, ColumnSetting, code_column, code_style, with_habits
from .values import columns_of_records, row_countries, typed_columns

__all__ = [
    "ALWAYS",
    "AT_CREATION",
    "CREATED",
    "IF_EMPTY",
    "LINES",
    "LINKED",
    "NEVER",
    "PERIOD",
    "REJECTED",
    "UNCHANGED",
    "UPDATED",
    "Change",
    "ColumnSetting",
    "Plan",
    "code_column",
    "code_style",
    "legal_entity",
    "make_plan",
    "with_habits",
]


def make_plan(
    table: Table,
    settings: Iterable[ColumnSetting],
    reference: Reference,
    matches: Mapping[str, Match],
    today: pd.DataFrame,
    reactivate: bool = False,
    amounts: Amounts | None = None,
    derivers: Iterable[Derive] = (),
) -> Plan:
    """Plan the import of a table.

    :param table: n rows
    :param settings: of the mapped columns, ``code`` and ``name`` among them
    :param matches: of every code of the table (``code_column`` gives them)
    :param today: indexed by partner id, one object column per partner field of the settings plus
        ``country`` (ISO code); empty values are None; records as ids, several as tuples of ids
    :param reactivate: bring archived customers of the file back
    :param amounts: of the plans of earlier blocks
    :param derivers: add what follows from the values by rules of other addons
    """
    settings = with_habits(table, settings)
    code = next(setting for setting in settings if setting.field == "code")
    rows = rows_of(table, code, matches, today)
    columns = mapped_columns(table, [setting for setting in settings if setting.field != "code"], reference)
    names = next(column for column in columns if column.setting.field == "name")
    countries = row_countries(rows, columns, reference)

    found = Findings(np.zeros(len(rows), dtype=bool))
    found += reading_issues(rows, columns)
    found += total_issues(rows, names, found.rejected)
    found += code_issues(rows, found.rejected, reactivate)
    found += heading_issues(rows, columns, names, found.rejected)
    found += nothing_code_issues(rows, found.rejected)
    repeats = find_repeats(rows, columns, countries, found.rejected)
    found += repeats.issues

    typed = typed_columns(rows, columns, countries, reference, found.rejected)
    found += typed.issues
    typed = named_columns(rows, typed.columns, found.rejected)
    found += typed.issues
    typed = without_own_numbers(rows, typed.columns, names.words, found.rejected)
    found += typed.issues
    found += name_issues(rows, of_field(typed.columns, "name"), found.rejected)
    checked = check_period(rows, typed.columns, found.rejected)
    found += checked.issues
    found += repeats_of_rejected(rows, repeats, found.rejected)
    live = live_rows(repeats, found.rejected)

    fields = [
        plan_groups(rows, name, writing, live, repeats.united, reference.groups)
        if writing[0].setting.kind == "groups"
        else plan_field(rows, name, writing, live, countries)
        for name, writing in by_partner_field(checked.columns).items()
    ]
    found += chain.from_iterable(field.issues for field in fields)
    entities = compare_entities(rows, checked.columns, live, amounts or {})
    found += entities.issues
    derived = derive_all(derivers, Planned(rows, live, checked.columns, countries, fields))
    found += derived.issues
    live = live & ~found.rejected

    second = _second_codes(rows, found.rejected)
    changes = _changes(rows, derived, live, reactivate, second)
    no_place = tuple(chain.from_iterable(field.no_place for field in fields))
    outcomes = _outcomes(found.rejected, changes)
    named = columns_of_records(checked.columns)
    issues = in_order(map(repeats.with_first_line, found.issues))
    given = {row: SecondCode(rows.codes[row], int(rows.partner_ids[row]), int(rows.lines[row])) for row in second}
    return Plan(outcomes, changes, issues, entities.amounts, named, no_place, second_codes=given, facts=_facts(derived))


def _second_codes(rows: Rows, rejected: np.ndarray) -> set[int]:
    """Return the rows whose codes their customers get as second ones: they have one, or get that of an earlier row.

    A row that only spells the code of the earlier one otherwise is none of them.
    """
    have, found = {}, set()
    for row in np.flatnonzero(~rejected).tolist():
        match = rows.matches[row]
        if match.linked is not None:
            key = code_key(rows.codes[row])
            if match.second or have.setdefault(match.partner_id, key) != key:
                found.add(row)
    return found


def _changes(
    rows: Rows, derived: Derived, live: np.ndarray, reactivate: bool, second: Collection[int]
) -> tuple[Change, ...]:
    """Return a ``Change`` for each customer that the import creates or changes, in the order of the file.

    :param second: rows whose code is a second one
    """
    changed = defaultdict(dict)
    for field in derived.fields:
        for row, pair in field.changes.items():
            changed[row][field.partner_field] = pair
    found = []
    for row in np.flatnonzero(live).tolist():
        values, code, partner_id = changed.get(row, {}), rows.codes[row], int(rows.partner_ids[row])
        if reactivate and not rows.matches[row].active:
            values = {**values, "active": (False, True)}
        match = rows.matches[row]
        if not partner_id or (match.linked is not None and row not in second):
            values = {rows.code.partner_field: (None, code), **values}
        if values or row in second:
            reasons = derived.reasons.get(row, {})
            line, is_second = int(rows.lines[row]), row in second
            found.append(Change(row, line, code, partner_id, values, match.linked, is_second, reasons))
    return tuple(found)


def _facts(derived: Derived) -> Mapping[str, Mapping[str, Any]]:
    """Return the facts of what was derived, with the lines of the file that they are about."""
    return {**derived.facts, LINES: derived.lines} if derived.lines else derived.facts


def _outcomes(rejected: np.ndarray, changes: Iterable[Change]) -> tuple[str, ...]:
    """Return what becomes of each row."""
    outcomes = np.where(rejected, REJECTED, UNCHANGED).astype(object)
    for change in changes:
        outcomes[change.row] = UPDATED if change.partner_id else CREATED
    return tuple(outcomes)
