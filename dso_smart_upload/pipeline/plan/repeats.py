"""Rows that mean one customer: the first counts, others that say the same join it, and the rest are rejected.

In: ``Rows`` and their columns. Out: ``Repeats``.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..match import code_key
from ..message import WARNING, Issue, Message
from .columns import Column
from .rows import Rows


@dataclass(frozen=True)
class Repeats:
    """The rows that repeat an earlier row of their customer.

    :param first_of: row that repeats -> the row that counts, where both say the same
    :param first_line: row that repeats, also one that differs -> line of the row that counts
    :param united: row that counts -> rows that differ from it in their groups only, which join its own
    :param issues: what there is to say of them, and errors for those that differ
    """

    first_of: Mapping[int, int]
    first_line: Mapping[int, int]
    united: Mapping[int, Sequence[int]]
    issues: tuple[Issue, ...]

    def with_first_line(self, issue: Issue) -> Issue:
        """Return an issue of a row that repeats another one with the line of that: there the customer is created."""
        first = self.first_line.get(issue.row)
        return issue if first is None else replace(issue, first_line=first)


def find_repeats(rows: Rows, columns: Sequence[Column], countries: np.ndarray, rejected: np.ndarray) -> Repeats:
    """Find the rows that repeat an earlier row of their customer.

    :param countries: ISO code of each row's country: array (n)
    :param rejected: rows that are rejected so far, which repeat nothing: bool array (n)
    """
    firsts = _first_rows(rows, rejected)
    later = np.flatnonzero(firsts != np.arange(len(rows)))
    single = [column for column in columns if column.setting.kind != "groups"]
    groups = [column for column in columns if column.setting.kind == "groups"]
    same = _equal_rows(single, countries, later, firsts[later])
    same_groups = _equal_rows(groups, countries, later, firsts[later])
    first_of, united, issues = {}, defaultdict(list), []
    for row, first, equal, equal_groups in zip(later.tolist(), firsts[later].tolist(), same, same_groups, strict=True):
        details = {"code": rows.codes[row], "first": int(rows.lines[first])}
        if not equal:
            issues.append(rows.error(row, "duplicate_in_file", **details))
            continue
        first_of[row] = first
        if not equal_groups:
            united[first].append(row)
        variant = "same" if equal_groups else "groups"
        issues.append(rows.issue(row, WARNING, Message(f"duplicate_in_file.{variant}", details)))
    first_line = dict(zip(later.tolist(), rows.lines[firsts[later]].tolist(), strict=True))
    return Repeats(first_of, first_line, united, tuple(issues))


def _first_rows(rows, rejected):
    """Return the first row of each row's customer among those that are not rejected, itself for the others."""
    keys = [partner or code_key(code) for partner, code in zip(rows.partner_ids.tolist(), rows.codes, strict=True)]
    left = np.flatnonzero(~rejected)
    numbers, _distinct = pd.factorize(np.array(keys, dtype=object)[left])
    firsts = np.arange(len(keys))
    firsts[left] = left[np.unique(numbers, return_index=True)[1][numbers]]
    return firsts


def _equal_rows(columns, countries, rows, others):
    """Return whether the cells of some columns mean the same in ``rows`` and ``others``: bool (len(rows))."""
    equal = np.ones(len(rows), dtype=bool)
    for column in columns:
        words, kind = column.words, column.converter
        for at in np.flatnonzero(equal & (words[rows] != words[others])).tolist():
            pair = rows[at], others[at]
            one, two = (kind.clean(words[row], countries[row]).value if words[row] else None for row in pair)
            equal[at] = one is not None and one == two
    return equal


def repeats_of_rejected(rows: Rows, repeats: Repeats, rejected: np.ndarray) -> list[Issue]:
    """Return an error for each row that repeats one which is rejected.

    :param rejected: rows that are rejected so far: bool array (n)
    """
    return [
        rows.error(row, "duplicate_in_file.rejected", code=rows.codes[row], first=int(rows.lines[first]))
        for row, first in repeats.first_of.items()
        if rejected[first] and not rejected[row]
    ]


def live_rows(repeats: Repeats, rejected: np.ndarray) -> np.ndarray:
    """Return the rows that are carried out, neither rejected nor a repetition of another: bool array (n)."""
    live = ~rejected
    live[list(repeats.first_of)] = False
    return live
