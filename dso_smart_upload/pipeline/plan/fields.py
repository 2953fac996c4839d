"""What becomes of the fields of the customers: typed values against today's.

In: ``TypedColumn``s. Out: a ``FieldPlan`` for each field of ``res.partner``. Old and new values are compared in one
pass over whole columns; only cells that differ are looked at one by one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..beside import NoPlace
from ..message import KEPT, Issue, Message
from .columns import TypedColumn
from .rows import Rows
from .setting import ALWAYS, AT_CREATION

_EMPTY = (None, "", 0.0, ())  # what counts as nothing in Odoo


@dataclass(frozen=True)
class FieldPlan:
    """What becomes of one field.

    :param partner_field: its name in ``res.partner``
    :param changes: row -> (old, new), typed
    :param issues: protected values that stay
    :param no_place: of each column with values that were not used
    """

    partner_field: str
    changes: Mapping[int, tuple[Any, Any]]
    issues: tuple[Issue, ...] = ()
    no_place: tuple[NoPlace, ...] = ()


def by_partner_field(columns: Iterable[TypedColumn]) -> dict[str, list[TypedColumn]]:
    """Return the columns that write each field; the first with a value wins (phone, then mobile)."""
    found = defaultdict(list)
    for column in columns:
        found[column.setting.partner_field].append(column)
    return found


def plan_field(
    rows: Rows, partner_field: str, columns: Sequence[TypedColumn], live: np.ndarray, countries: np.ndarray
) -> FieldPlan:
    """Compare one field of all customers.

    :param columns: those that write it, best first
    :param live: rows that are carried out: bool array (n)
    :param countries: ISO code of each row's country: array (n)
    """
    old, column = rows.old(partner_field), columns[0]
    new, no_place = _filled_up(rows, columns, old, live, countries)
    blank = pd.isna(new)
    created = {row: (None, new[row]) for row in np.flatnonzero(live & ~rows.known & ~blank).tolist()}
    differs = live & rows.known & (old != new)
    cleared = _cleared(column, old, np.flatnonzero(differs & blank).tolist())
    updated, issues = _updated(rows, column, old, new, np.flatnonzero(differs & ~blank).tolist(), countries)
    return FieldPlan(partner_field, {**created, **cleared, **updated}, tuple(issues), tuple(no_place))


def _filled_up(rows, columns, old, live, countries):
    """Return the new values of a field, and ``NoPlace`` of each of its columns with values that were not used.

    The other columns, as that of a mobile, only say something where the first is blank and nothing is there today.
    """
    new, no_place = columns[0].values, []
    for other in columns[1:]:
        filled = rows.known & np.array([value not in _EMPTY for value in old], dtype=bool)
        used = np.where(pd.isna(new) & ~filled, other.values, new)
        no_place += _unused(rows, other, np.where(pd.isna(used), old, used), live, countries)
        new = used
    return new, no_place


def _unused(rows, column, used, live, countries):
    """Return the ``NoPlace``, one or none, of the values of a column in whose field there is another one.

    :param used: what each row's customer has in the field: array (n)
    """
    differing = [
        row
        for row in np.flatnonzero(live & ~pd.isna(column.values) & (column.values != used)).tolist()
        if not column.converter.same(used[row], column.values[row], countries[row])
    ]
    if not differing:
        return []
    header, first = column.setting.header, differing[0]
    value = rows.table.rows[header].iat[first]
    return [NoPlace(header, column.setting.field, len(differing), int(rows.lines[first]), value)]


def _cleared(column, old, blank):
    """Return the changes of the values that blank cells clear.

    :param blank: rows of known customers with a blank cell
    """
    setting = column.setting
    if not setting.clears or setting.protected or setting.policy != ALWAYS or setting.field in ("code", "name"):
        return {}
    return {row: (old[row], None) for row in blank if old[row] not in _EMPTY and not column.unusable[row]}


def _updated(rows, column, old, new, differing, countries):
    """Return the changes of values, and what there is to say of those that are protected.

    :param differing: rows of known customers whose values differ as they stand
    """
    setting, kind, changes, issues = column.setting, column.converter, {}, []
    if setting.policy == AT_CREATION and not setting.protected:
        return changes, issues
    for row in differing:
        before, after = old[row], new[row]
        if before not in _EMPTY:
            if kind.same(before, after, countries[row]):
                continue
            after = kind.merge(before, after)
            if after == before:
                continue
        if setting.protected:
            issues.append(rows.issue(row, KEPT, _kept(kind, before, after), setting))
        elif setting.policy == ALWAYS or before in _EMPTY:
            changes[row] = before, after
    return changes, issues


def _kept(kind, old, new):
    """Return the ``Message`` that a protected value stays."""
    shown = old if isinstance(old, float) else kind.show(old) if old is not None else ""
    details = {"old": shown, "new": new if isinstance(new, float) else kind.show(new)}
    return Message("kept" if old not in _EMPTY else "kept.empty", details)
