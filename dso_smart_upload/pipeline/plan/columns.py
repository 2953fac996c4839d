"""The mapped columns of a table, before and after their words are understood.

In: a table and the settings of its columns. Out: a ``Column`` for each of them, with its words and its converter; what
becomes of it later is a ``TypedColumn``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

import numpy as np
import pandas as pd

from ..convert import Cell, Converter, converter
from ..message import Issue
from ..names import cell_words
from ..reference import NewRecord, Reference
from ..table import Table
from .rows import Rows
from .setting import ColumnSetting

_DATES = frozenset(("date", "datetime"))  # kinds whose columns say of each other whether the day is first


@dataclass(frozen=True, eq=False)
class Column:
    """A mapped column of a table with n rows.

    :param words: its cells as they are meant, "" where they are blank: object array (n)
    :param numbers: position of each cell in ``distinct``: int array (n)
    :param distinct: the words, each once
    :param converter: what reads them
    """

    setting: ColumnSetting
    words: np.ndarray
    numbers: np.ndarray
    distinct: np.ndarray
    converter: Converter


@dataclass(frozen=True, eq=False)
class TypedColumn:
    """A column whose words are understood.

    :param values: typed values, None where a cell is blank or not understood: object array (n)
    :param unusable: whether a cell holds something of which nothing is used: bool array (n)
    :param new_records: the records that it names and Odoo does not have
    """

    column: Column
    values: np.ndarray
    unusable: np.ndarray
    new_records: tuple[NewRecord, ...] = ()

    @property
    def setting(self) -> ColumnSetting:
        return self.column.setting

    @property
    def converter(self) -> Converter:
        return self.column.converter


_AnyColumn = TypeVar("_AnyColumn", Column, TypedColumn)


def of_field(columns: Iterable[_AnyColumn], field: str) -> _AnyColumn | None:
    """Return the first column of a field, given by its key; None without one."""
    return next((column for column in columns if column.setting.field == field), None)


def mapped_columns(table: Table, settings: Sequence[ColumnSetting], reference: Reference) -> tuple[Column, ...]:
    """Return the columns of a table; each converter looks at all words of its column and at all that they can mean."""
    words = {setting.key: cell_words(table, setting) for setting in settings}
    split = {key: pd.factorize(cells) for key, cells in words.items()}
    deciding = {setting.key: _deciding_words(setting, split[setting.key][1]) for setting in settings}
    columns = []
    for setting in settings:
        numbers, distinct = split[setting.key]
        reader = converter(setting.kind, deciding[setting.key], reference, **_options(setting, settings, deciding))
        columns.append(Column(setting, words[setting.key], numbers, distinct, reader))
    return tuple(columns)


def _deciding_words(setting, distinct):
    """Return the words on which the notation of a column is decided: of the whole file, where they are known."""
    return setting.words or [word for word in distinct if word]


def _options(setting, settings, deciding):
    """Return the options of a column's converter; that of a column of dates is told what the others have."""
    if setting.kind not in _DATES:
        return setting.options
    others = (other for other in settings if other.kind in _DATES and other.key != setting.key)
    return {**setting.options, "beside": tuple(chain.from_iterable(deciding[other.key] for other in others))}


def without(
    rows: Rows, column: TypedColumn, cells: Mapping[int, Cell], rejected: np.ndarray
) -> tuple[TypedColumn, list[Issue]]:
    """Return a column without the values of some rows, and what there is to say of them.

    :param cells: row -> why its value is left out
    :param rejected: rows of which nothing more is said: bool array (n)
    """
    values, unusable, at = column.values.copy(), column.unusable.copy(), list(cells)
    values[at], unusable[at] = None, True
    issues = [rows.cell_issue(row, column.setting, cell) for row, cell in cells.items() if not rejected[row]]
    return replace(column, values=values, unusable=unusable), issues
