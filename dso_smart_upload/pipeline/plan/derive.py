"""What another addon derives from the rows of a file: values that follow from others by a rule.

In: ``Planned``, what became of the rows and fields so far. Out: ``Derived``: the fields with what was derived, why, and
what there is to say and to count. This addon derives nothing by itself; ``res.partner._dso_derivers`` names who does.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..message import Issue
from .columns import TypedColumn
from .fields import FieldPlan
from .rows import Rows

MOST_LINES = 20_000  # of the file, that are noted of one thing


@dataclass(frozen=True, eq=False)
class Planned:
    """What becomes of the n rows of a table so far.

    :param live: rows that are carried out: bool array (n)
    :param columns: the columns with their typed values
    :param countries: ISO code of each row's country, "" where nobody knows: array (n)
    :param fields: what becomes of each field
    """

    rows: Rows
    live: np.ndarray
    columns: Sequence[TypedColumn]
    countries: np.ndarray
    fields: Sequence[FieldPlan]

    def changes(self, partner_field: str) -> Mapping[int, tuple[Any, Any]]:
        """Return the changes of a field: row -> (old, new); none where no column writes it."""
        return next((field.changes for field in self.fields if field.partner_field == partner_field), {})

    def after(self, partner_field: str) -> np.ndarray:
        """Return what each row's customer has in a field after the import: object array (n)."""
        values = self.rows.old(partner_field)
        for row, (_old, new) in self.changes(partner_field).items():
            values[row] = new
        return values


@dataclass(frozen=True)
class Derived:
    """The fields with what was derived.

    :param fields: those of ``Planned``, changed, and others
    :param issues: what there is to say; an error rejects its row
    :param reasons: why a value was derived: row -> partner field -> key of a ``Message``
    :param facts: numbers for the report, such as {"thing": {"kind": 3}}; those of all blocks are added up
    :param lines: of the file, by what they have in common, at most ``MOST_LINES`` of each in a whole file
    """

    fields: tuple[FieldPlan, ...]
    issues: tuple[Issue, ...] = ()
    reasons: Mapping[int, Mapping[str, str]] = dataclasses.field(default_factory=dict)
    facts: Mapping[str, Mapping[str, int]] = dataclasses.field(default_factory=dict)
    lines: Mapping[str, tuple[int, ...]] = dataclasses.field(default_factory=dict)


Derive = Callable[[Planned], Derived]


def derive_all(derivers: Iterable[Derive], planned: Planned) -> Derived:
    """Let several addons derive, one after the other: each sees what those before it derived."""
    total = Derived(tuple(planned.fields))
    for derive in derivers:
        one = derive(dataclasses.replace(planned, fields=total.fields))
        total = Derived(
            one.fields,
            (*total.issues, *one.issues),
            {row: {**total.reasons.get(row, {}), **said} for row, said in {**total.reasons, **one.reasons}.items()},
            {**total.facts, **one.facts},
            {**total.lines, **one.lines},
        )
    return total


def with_changes(fields: Iterable[FieldPlan], changes: Mapping[str, Mapping[int, Any]]) -> tuple[FieldPlan, ...]:
    """Return the plans of fields with other changes of some rows.

    :param changes: partner field -> row -> (old, new), or None for no change
    """
    found = {field.partner_field: field for field in fields}
    for name, rows in changes.items():
        field = found.get(name) or FieldPlan(name, {})
        merged = {**field.changes, **rows}
        found[name] = dataclasses.replace(field, changes={row: pair for row, pair in merged.items() if pair})
    return tuple(found.values())


def add_facts(one: Mapping[str, Any] | None, other: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of two parts of a file as those of both: numbers are added up, lines stand one after the other.

    >>> add_facts({"a": {"x": 1}, "lines": {"y": [2]}}, {"a": {"x": 2, "z": 1}, "lines": {"y": (3,)}})
    {'a': {'x': 3, 'z': 1}, 'lines': {'y': [2, 3]}}
    """
    total = dict(one or {})
    for name, found in other.items():
        old = total.get(name)
        if isinstance(found, Mapping):
            total[name] = add_facts(old, found)
        elif isinstance(found, int):
            total[name] = (old or 0) + found
        else:
            total[name] = [*(old or ()), *found][:MOST_LINES]
    return total


def replace_facts(
    total: Mapping[str, Any] | None, before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the facts of a file of which some rows were planned anew.

    :param total: of the whole file
    :param before: of these rows, as they were planned first
    :param after: of these rows, as they are planned now

    >>> replace_facts({"a": {"x": 5}, "lines": {"y": [2, 4]}}, {"a": {"x": 1}, "lines": {"y": (4,)}}, {"a": {"z": 1}})
    {'a': {'x': 4, 'z': 1}, 'lines': {'y': [2]}}
    """
    left = dict(total or {})
    for name, found in before.items():
        if isinstance(found, Mapping):
            left[name] = replace_facts(left.get(name), found, {})
        elif isinstance(found, int):
            left[name] = left.get(name, 0) - found
        else:
            left[name] = [one for one in left.get(name, ()) if one not in found]
    return add_facts(left, after)
