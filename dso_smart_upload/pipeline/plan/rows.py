"""The rows of a table with the customer that each means, and what steps find out about them.

In: a table, the matches of its codes, today's values. Out: ``Rows``, which all steps are given and none changes, and
``Findings``, which grow from step to step.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..bounds import shortened
from ..convert import Cell
from ..match import Match
from ..message import ERROR, WARNING, Issue, Message
from ..table import Table
from .setting import ColumnSetting, code_column


@dataclass(frozen=True, eq=False)
class Rows:
    """The n rows of a table, and whom they mean.

    :param code: setting of the column of customer codes
    :param codes: customer code of each row, as it was before a spreadsheet changed it, "" where it is blank: object
        array (n)
    :param matches: whom each row's code means
    :param partner_ids: customer of each row, 0 for a new one: int array (n)
    :param known: whether Odoo has that customer: bool array (n)
    :param lines: physical line of each row: int array (n)
    :param today: as ``make_plan`` takes it
    :param places: of the known customers in ``today``: int array (number of known)
    """

    table: Table
    code: ColumnSetting
    codes: np.ndarray
    matches: Sequence[Match]
    partner_ids: np.ndarray
    known: np.ndarray
    lines: np.ndarray
    today: pd.DataFrame
    places: np.ndarray

    def __len__(self) -> int:
        return len(self.codes)

    def old(self, column: str) -> np.ndarray:
        """Return today's value of each row's customer: object array (n), None for new customers."""
        old = np.full(len(self), None, dtype=object)
        if column in self.today:
            old[self.known] = self.today[column].to_numpy(dtype=object)[self.places]
        return old

    def issue(self, row: int, severity: str, message: Message, setting: ColumnSetting | None = None) -> Issue:
        """Return an ``Issue`` about a row, or about its cell in the column of ``setting``."""
        header, key = (setting.header, setting.field) if setting else ("", "")
        value = shortened(self.table.rows[header].iat[row]) if header else ""
        line, code, partner_id = int(self.lines[row]), shortened(self.codes[row]), int(self.partner_ids[row])
        message = replace(message, details={**message.details, "line": line, "column": header})
        return Issue(int(row), line, code, header, key, severity, value, message, partner_id)

    def error(self, row: int, kind: str, **details: object) -> Issue:
        """Return an ``Issue`` for which a row is rejected."""
        return self.issue(row, ERROR, Message(kind, details))

    def cell_issue(self, row: int, setting: ColumnSetting, cell: Cell) -> Issue:
        """Return an ``Issue`` about what a cell has a message for: an error where its column says so."""
        assert cell.message
        return self.issue(row, ERROR if cell.bad and setting.rejects else WARNING, cell.message, setting)


def rows_of(table: Table, code: ColumnSetting, matches: Mapping[str, Match], today: pd.DataFrame) -> Rows:
    """Return the rows of a table; parameters as for ``make_plan``.

    :param code: setting of the column of customer codes
    """
    codes = code_column(table, [code])
    found = [matches[word] if word else Match() for word in codes]
    settled = [match.code or word for word, match in zip(codes, found, strict=True)]
    partner_ids = np.array([match.partner_id for match in found], dtype=np.int64)
    known = partner_ids > 0
    places = today.index.get_indexer(partner_ids[known])
    lines = np.asarray(table.lines)
    return Rows(table, code, np.array(settled, dtype=object), found, partner_ids, known, lines, today, places)


@dataclass(frozen=True, eq=False)
class Findings:
    """What the steps so far have found; adding the issues of one more step makes new ones.

    :param rejected: rows that an issue says cannot be imported: bool array (n)
    :param issues: in the order in which they were found
    """

    rejected: np.ndarray
    issues: tuple[Issue, ...] = ()

    def __add__(self, issues: Iterable[Issue]) -> "Findings":
        issues, rejected = tuple(issues), self.rejected.copy()
        rejected[[issue.row for issue in issues if issue.severity == ERROR]] = True
        return Findings(rejected, (*self.issues, *issues))
