"""Lines below the header that hold the names of another table, one of other things than customers.

In: rows of cells below the header, and the kinds of the columns. Out: which of them hold such names. It is a line of
names where the columns above have none, over rows whose cells are not of the kinds above either.
"""

import re
from collections.abc import Sequence
from itertools import islice

import numpy as np
import pandas as pd

from .again import Again, holds_names
from .column_kind import ColumnKind, stand
from .layout import are_labels

_BELOW = 5  # rows below that are looked at
_ENOUGH = 5  # rows above that say what columns hold
_MOST = 0.8  # of the first cells that hold digits where these are codes
_FEW = 1000  # lines that are looked at
_DIGIT = re.compile(r"\d")


def above_other_table(rows: Sequence[Sequence[str]], names: Sequence[str]) -> Sequence[Sequence[str]]:
    """Return the rows above the first line that may hold the names of another table: they say what columns hold.

    :param rows: rows of cells below the header
    :param names: the header
    """
    for at, row in enumerate(rows):
        if holds_names(row, names):
            return rows[:at]
        if at >= _ENOUGH and sum(map(bool, row)) > 1 and are_labels(row) and not _are_seen(row, rows[:at]):
            first = [above[0] for above in rows[:at] if above and above[0]]
            if sum(map(bool, map(_DIGIT.search, first))) >= _MOST * len(first) > 0:
                return rows[:at]
    return rows


def other_names(
    cells: pd.DataFrame, kinds: Sequence[ColumnKind], noise: np.ndarray, following: Sequence[Sequence[str]]
) -> list[Again]:
    """Return an ``Again`` without an order for each line with the names of another table.

    :param cells: rows × columns, str
    :param kinds: the ``ColumnKind`` of each column; nothing is found where the first one's cannot be told
    :param noise: whether each row is blank or a ruler
    :param following: the first rows behind these
    """
    if not kinds or not kinds[0].is_typed or not len(cells.columns):
        return []
    first = cells[0].tolist()
    suspects = (row for row, cell in enumerate(first) if cell and not cell[-1].isdigit() and not _DIGIT.search(cell))
    suspects = [row for row in islice(suspects, _FEW) if not noise[row]]
    return [Again(row, ()) for row in suspects if _opens_table(cells, row, kinds, noise, following)]


def _opens_table(cells, row, kinds, noise, following):
    names = cells.iloc[row].tolist()
    if not are_labels(names) or sum(map(bool, names)) < 2 or not _are_of_none(names, kinds):
        return False
    if any(name and (cells[column] == name).sum() > 1 for column, name in enumerate(names)):
        return False
    below = row + 1 + np.flatnonzero(~noise[row + 1 : row + 1 + 10 * _BELOW])[:_BELOW]
    rows = [*(cells.iloc[at].tolist() for at in below.tolist()), *filter(any, following)][:_BELOW]
    return sum(not stand(one, kinds) for one in rows) > len(rows) / 2


def _are_seen(names, rows):
    """Tell whether a name stands in its column in one of ``rows`` as well: a country, a town, a value."""
    return any(name and any(name == row[at] for row in rows if at < len(row)) for at, name in enumerate(names))


def _are_of_none(names, kinds):
    """Tell whether no name stands where it may be a value of a kind that can be told, and one where it is none."""
    typed = [kind.fits(cell) for cell, kind in zip(names, kinds, strict=False) if kind.is_typed and cell]
    return bool(typed) and not any(typed)
