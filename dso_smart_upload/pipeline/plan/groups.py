"""The groups that customers gain and lose: the columns of a family speak together, for it alone.

In: the columns of groups, rows whose groups are united, today's groups. Out: a ``FieldPlan``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ..convert.groups import family_members
from ..reference import Choice, NewRecord
from .columns import TypedColumn
from .fields import FieldPlan
from .rows import Rows
from .setting import ALWAYS, AT_CREATION


def plan_groups(
    rows: Rows,
    partner_field: str,
    columns: Sequence[TypedColumn],
    live: np.ndarray,
    united: Mapping[int, Sequence[int]],
    groups: Iterable[Choice],
) -> FieldPlan:
    """Compare the groups of all customers.

    :param live: rows that are carried out: bool array (n)
    :param united: row -> other rows of its customer, whose groups join its own
    :param groups: all groups of Odoo
    """
    families = {family: {group.id for group in family_members(groups, family)} for family in map(_family, columns)}
    old, changes, gained = rows.old(partner_field), {}, {}  # gained: what equal rows come to, each once
    for row in np.flatnonzero(live).tolist():
        own, before = [row, *united.get(row, ())], old[row] or ()
        named = tuple(_named(column, own) for column in columns)
        new = tuple(value.name for found in named for value in found or () if isinstance(value, NewRecord))
        key = rows.known[row], before, named, new  # equal new groups may be spelt in several ways
        if key not in gained:
            gained[key] = _after(columns, families, *key[:-1])
        if set(gained[key]) != set(before):
            changes[row] = tuple(before) or None, gained[key]
    return FieldPlan(partner_field, changes)


def _family(column):
    """Return the id of the family that a column of groups speaks for, 0 where Odoo does not have it."""
    return column.setting.options.get("family_id", 0)


def _named(column, rows):
    """Return the groups that a column names in the rows of a customer, None where it names some and none is used."""
    named = tuple(value for row in rows for value in column.values[row] or ())
    return None if not named and column.unusable[rows].any() else named


def _after(columns, families, known, before, named):
    """Return the groups of a customer after the import.

    :param families: id of a family -> ids of its groups, at any depth
    :param known: whether Odoo has the customer
    :param before: today's groups
    :param named: what ``_named`` returns for each of the columns
    """
    after, in_row = list(before), defaultdict(set)  # in_row: family -> its groups that are named
    for column, groups in zip(columns, named, strict=True):
        in_row[_family(column)].update(groups or ())
    for column, groups in zip(columns, named, strict=True):
        members = families[_family(column)]
        if not _apply(column.setting, members, known, before, groups):
            continue
        if column.setting.options.get("removes", True) and known:
            stay = in_row[_family(column)]
            after = [group for group in after if group in stay or group not in members]
        after += [value for value in dict.fromkeys(groups) if value not in after]
    return tuple(after)


def _apply(setting, members, known, before, named):
    """Say whether a column of groups has something to say about a customer, see ``_after``.

    :param members: ids of the groups of its family
    """
    if named is None:
        return False
    if not known:
        return bool(named)
    if setting.policy == AT_CREATION or not (named or setting.clears):
        return False
    return setting.policy == ALWAYS or not any(group in members for group in before)
