"""The dates of temporary guarantees: a period ends after it begins, no guarantee is used without its dates, and none
without its end: it would be in force for ever.

In: all ``TypedColumn``s. Out: the same, with fewer values, and what there is to say.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..convert.base import bad
from ..convert.date import is_no_end
from .columns import TypedColumn, of_field, without
from .rows import Findings, Rows
from .values import Typed

PERIOD = ("temporary_guarantee_from", "temporary_guarantee_to")  # fields


def check_period(rows: Rows, columns: Sequence[TypedColumn], rejected: np.ndarray) -> Typed:
    """Leave out the dates of guarantees that end before they begin, and guarantees whose dates cannot be used.

    :param rejected: rows that are rejected so far, of which nothing more is said: bool array (n)
    """
    begin, end, amount = (of_field(columns, field) for field in (*PERIOD, "temporary_guarantee"))
    found = Findings(rejected)
    if begin and end:
        begin, end, issues = _without_reversed(rows, begin, end, found.rejected)
        found += issues
    dates = [column for column in (begin, end) if column]
    if amount and dates:
        undated = np.any([column.unusable for column in dates], axis=0)
        amount, issues = _without_undated(rows, amount, undated, found.rejected)
        found += issues
    if amount and end:
        amount, issues = _without_endless(rows, amount, end, found.rejected)
        found += issues
    checked = {column.setting.key: column for column in (begin, end, amount) if column}
    return Typed(tuple(checked.get(column.setting.key, column) for column in columns), found.issues)


def _without_reversed(rows, begin, end, rejected):
    """Return the columns of dates without those of periods that end before they begin, and what there is to say."""
    both = np.flatnonzero(~pd.isna(begin.values) & ~pd.isna(end.values)).tolist()
    reversed_ = [row for row in both if end.values[row] < begin.values[row]]
    words, starts = end.column.words, begin.column.words
    cells = {row: bad("ends_before_start", words[row], start=starts[row]) for row in reversed_}
    begin, _issues = without(rows, begin, cells, rejected)  # they are said once, of the end
    return begin, *without(rows, end, cells, rejected)


def _without_undated(rows, amount, undated, rejected):
    """Return the column of guarantees without those whose dates cannot be used, and what there is to say."""
    with_amount = np.array([bool(value) for value in amount.values], dtype=bool)
    words = amount.column.words
    cells = {row: bad("guarantee_without_dates", words[row]) for row in np.flatnonzero(undated & with_amount).tolist()}
    return without(rows, amount, cells, rejected)


def _without_endless(rows, amount, end, rejected):
    """Return the column of guarantees without those whose end is blank or 00/00/0000, and what there is to say.

    A guarantee keeps the end that it has in Odoo, and "31/12/9999" says that it has none.
    """
    known = np.zeros(len(rows), dtype=bool) if end.setting.clears else ~pd.isna(rows.old(end.setting.partner_field))
    said = np.array([is_no_end(word) for word in end.column.words], dtype=bool)
    with_amount = np.array([bool(value) for value in amount.values], dtype=bool)
    endless = with_amount & pd.isna(end.values) & ~end.unusable & ~known & ~said
    words = amount.column.words
    cells = {row: bad("guarantee_without_end", words[row]) for row in np.flatnonzero(endless).tolist()}
    return without(rows, amount, cells, rejected)
