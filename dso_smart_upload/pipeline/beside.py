"""What an import does beside its customers: the groups and terms it creates, the values that find no place.

In: the changes of a plan and where their new records come from. Out: ``Creation`` and ``NoPlace``. Both have a form
that JSON holds and that adds up over the blocks of a file: two blocks that name one new group name it once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .reference import GROUP_MODEL, TERM_MODEL, NewRecord, family_of

if TYPE_CHECKING:
    from .plan.result import Change

KEYS = {TERM_MODEL: "payment_terms", GROUP_MODEL: "groups"}  # model -> its key in the report
Stored = dict[str, Any]  # what ``stored`` returns, from JSON
MOST_LINES = 3  # of the file, that are named as examples


@dataclass(frozen=True)
class Creation:
    """A group or a term that an import creates.

    :param columns: (header, key of the field) of the columns that name it
    :param rows: how many customers need it
    :param lines: the first of their lines
    """

    record: NewRecord
    columns: tuple[tuple[str, str], ...]
    rows: int
    lines: tuple[int, ...]

    def stored(self) -> Stored:
        """Return it as JSON holds it."""
        record = self.record
        return {
            "model": record.model,
            "key": repr(record.key),
            "name": record.name,
            "family": record.family,
            "columns": [list(column) for column in self.columns],
            "rows": self.rows,
            "lines": list(self.lines),
        }


@dataclass(frozen=True)
class NoPlace:
    """Values of one column that were not used because their customers have another value in the same field.

    :param header: of the column
    :param field: its key
    :param rows: how many values
    :param line: of the first
    :param value: the first, as the file has it
    """

    header: str
    field: str
    rows: int
    line: int
    value: str

    def stored(self) -> Stored:
        """Return it as JSON holds it."""
        return {
            "header": self.header,
            "field": self.field,
            "rows": self.rows,
            "line": self.line,
            "value": self.value,
        }


def creations(
    changes: Iterable["Change"], columns_of: Mapping[NewRecord, tuple[tuple[str, str], ...]]
) -> tuple[Creation, ...]:
    """Return the ``Creation`` of every record that changes need and Odoo does not have, families before their groups.

    :param columns_of: (header, key of the field) of the columns that name a record
    """
    lines = {}
    for change in changes:
        for _old, new in change.values.values():
            for value in new if isinstance(new, tuple) else (new,):
                if isinstance(value, NewRecord):
                    family = family_of(value)
                    if family:
                        lines.setdefault(family, {})[change.line] = None
                    lines.setdefault(value, {})[change.line] = None
    columns = dict(columns_of)
    for record in lines:
        family = family_of(record)
        if family:
            columns[family] = tuple(dict.fromkeys((*columns.get(family, ()), *columns.get(record, ()))))
    return tuple(
        Creation(record, columns.get(record, ()), len(found), tuple(found)[:MOST_LINES])
        for record, found in lines.items()
    )


def add_up(known: list[Stored] | None, more: Iterable[Stored]) -> list[Stored]:
    """Return what was stored of blocks together with what is stored of the next one, each thing once.

    :param known: of the blocks so far
    :param more: of the next block
    """
    found = {_identity(one): dict(one) for one in known or ()}
    for one in more:
        there = found.setdefault(_identity(one), {**one, "rows": 0})
        there["rows"] += one["rows"]
        if "lines" in one:
            there["lines"] = sorted({*there["lines"], *one["lines"]})[:MOST_LINES]
            there["columns"] += [column for column in one["columns"] if column not in there["columns"]]
        elif one["line"] < there["line"]:
            there |= {"line": one["line"], "value": one["value"]}
    return list(found.values())


def creation_names(stored: Iterable[Stored] | None) -> dict[str, list[str]]:
    """Return the names of stored creations as the report has them, by key of the report.

    A group is named as the file says it; groups of one name in several families are named with them.
    """
    found: dict[str, list[str]] = {key: [] for key in KEYS.values()}
    times = {}
    for one in stored or ():
        times[one["model"], one["name"]] = times.get((one["model"], one["name"]), 0) + 1
    for one in stored or ():
        is_clear = times[one["model"], one["name"]] == 1 or not one["family"]
        found[KEYS[one["model"]]].append(one["name"] if is_clear else f"{one['family']} / {one['name']}")
    return found


def _identity(one):
    return (one["model"], one["key"], one["family"]) if "model" in one else (one["header"], one["field"])
