"""The words of a column, also of those that other columns have a part of; and the names of customers, also where the
column of names is blank and other columns have them.

In: a table and the setting of a column. Out: a word per customer; of names how many came from which columns, and how
many may go on in another one.
"""

from typing import TYPE_CHECKING

import numpy as np

from .convert.vat import PREFIXES
from .habits import column_words
from .message import Message
from .parts import joined
from .table import Table

if TYPE_CHECKING:
    from .plan.setting import ColumnSetting


def cell_words(table: Table, setting: "ColumnSetting") -> np.ndarray:
    """Return the words of a column as they are meant: object array (customers), "" where it is blank.

    A blank name is taken from ``setting.others``, ``setting.parts`` are joined, and a VAT number's country is taken
    from ``setting.vat_countries``.
    """
    words, _taken = _with_others(table, setting)
    words, _more = _with_parts(table, setting, words)
    if setting.vat_countries:
        prefixes = map(str.upper, map(str.strip, table.words(setting.vat_countries)))
        pairs = zip(prefixes, words, strict=True)
        whole = (prefix + word if word and word[:2].upper() not in PREFIXES else word for prefix, word in pairs)
        return np.array([*whole, None], dtype=object)[:-1]
    return words


def _with_parts(table, setting, words):
    """Return the words of a column with their parts, and in which rows there was more: two arrays."""
    if not setting.parts:
        return words, np.zeros(len(words), dtype=bool)
    cells = {part.header: column_words(table, part.header, setting.habits) for part in setting.parts}
    return joined(words, setting.parts, cells)


def _with_others(table, setting):
    """Return the words of a column, and where it is blank those of others: dict headers -> rows that have them."""
    words = column_words(table, setting.header, setting.habits)
    taken, blank = {}, np.flatnonzero(words == "") if setting.others else ()
    for headers in setting.others:
        if not len(blank):
            break
        parts = [column_words(table, header, setting.habits)[blank] for header in headers]
        found = [" ".join(filter(None, cells)) for cells in zip(*parts, strict=True)]
        words[blank] = found
        filled = np.array([bool(name) for name in found], dtype=bool)
        taken[headers], blank = blank[filled], blank[~filled]
    return words, taken


class NamesTaken:
    """Counts, table by table of a file, the names that were taken from other columns.

    :param setting: ``ColumnSetting`` of the column of names, with its habits
    """

    def __init__(self, setting: "ColumnSetting") -> None:
        self.setting = setting
        self.found = {}  # headers -> (names, line of the first)
        self.left = (0, 0)  # names that may go on in another column, line of the first
        self.is_joined = False  # whether others do

    def add(self, table: Table) -> None:
        """Count those of one table."""
        if not (self.setting.others or self.setting.parts):
            return
        words, taken = _with_others(table, self.setting)
        whole, more = _with_parts(table, self.setting, words)
        self.is_joined |= bool((whole != words).any())
        left = np.flatnonzero(more)
        if len(left):
            self.left = self.left[0] + len(left), self.left[1] or int(table.lines[left[0]])
        for headers, rows in taken.items():
            if len(rows):
                count, line = self.found.get(headers, (0, int(table.lines[rows[0]])))
                self.found[headers] = count + len(rows), line

    def messages(self) -> list[Message]:
        """Return a ``Message`` for each of the other columns."""
        columns = {"column": self.setting.header, "columns": " + ".join(part.header for part in self.setting.parts)}
        return [Message("joined_columns", columns)] * self.is_joined + [
            Message(
                "name_elsewhere",
                {"columns": " + ".join(headers), "blank": self.setting.header, "count": count, "line": line},
            )
            for headers, (count, line) in self.found.items()
        ]

    def warnings(self) -> list[Message]:
        """Return a ``Message`` where names may go on in another column, and that was not used."""
        count, line = self.left
        headers = {"column": self.setting.header, "columns": " + ".join(part.header for part in self.setting.parts)}
        return [Message("name_goes_on", {**headers, "count": count, "line": line})] if count else []
