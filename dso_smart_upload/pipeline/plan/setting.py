"""What to do with each column of the file: the settings with which a plan begins.

In: what the mapping says of a column. Out: ``ColumnSetting`` with the ``Habits`` of its column, and the customer codes.
"""

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..convert.damage import Codes
from ..habits import Habits, column_words, find_habits
from ..parts import Part
from ..table import Table

ALWAYS, IF_EMPTY, AT_CREATION, NEVER = "always", "if_empty", "at_creation", "never"


@dataclass(frozen=True)
class ColumnSetting:
    """What to do with one column of the file.

    :param header: its header, as ``Table.header`` has it
    :param field: key of its field
    :param partner_field: the field of ``res.partner`` it is written to
    :param kind: kind of its converter
    :param policy: ``ALWAYS``, ``IF_EMPTY``, ``AT_CREATION`` or ``NEVER``
    :param protected: managed in Odoo: a value that differs is kept and reported
    :param clears: a blank cell clears the value (default: it keeps it)
    :param rejects: a word that cannot be understood rejects the row (default: its value is left out)
    :param options: options of the converter
    :param words: distinct words of the whole column, where the table is one block of a file and the notation is
        decided on all of it; empty: those of the table
    :param others: of the column of names: where it is blank, the columns to take the name from, best first; tuples of
        headers, of which those of one are joined
    :param parts: what of its values stands in other columns, and is joined to them
    :param habits: ``Habits`` of the column, of the file's first block; None: those of the table
    :param currencies: of a column of amounts: header of the column that says in which currency they are, "" without
    :param vat_countries: of a column of VAT numbers: header of the column that holds their prefixes, "" without
    """

    header: str
    field: str
    partner_field: str
    kind: str
    policy: str = ALWAYS
    protected: bool = False
    clears: bool = False
    rejects: bool = False
    options: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    words: tuple[str, ...] = ()
    others: tuple[tuple[str, ...], ...] = ()
    parts: tuple[Part, ...] = ()
    habits: Habits | None = None
    currencies: str = ""
    vat_countries: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the other settings: a column may say two things, such as how and when to pay."""
        return self.header, self.field


def code_column(table: Table, settings: Iterable[ColumnSetting]) -> np.ndarray:
    """Return the customer code of each row: object array (n), "" where the cell is blank."""
    setting, *_others = with_habits(table, [setting for setting in settings if setting.field == "code"])
    return column_words(table, setting.header, setting.habits)


def code_style(settings: Iterable[ColumnSetting]) -> Codes | None:
    """Return what the codes of the file show of each other, None where nobody has looked."""
    habits = next(setting.habits for setting in settings if setting.field == "code")
    return habits.codes if habits else None


def with_habits(
    table: Table, settings: Iterable[ColumnSetting], later: Mapping[str, Collection[str]] | None = None
) -> list[ColumnSetting]:
    """Return the settings with the ``Habits`` of their columns, found in ``table`` where they have none.

    :param later: of ``find_habits``
    """
    settings = list(settings)
    if all(setting.habits for setting in settings):
        return settings
    found = find_habits(table, settings, later)
    return [setting if setting.habits else replace(setting, habits=found[setting.key]) for setting in settings]
