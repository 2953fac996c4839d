"""Lines of a list made for paper that stand on each page: its title, the date, the number of the page.

In: rows of cells below the header, the rows above it, and which rows repeat the column names. Out: which rows are the
heads of pages. Those that say the same as a row above the header but for numbers are sure; others that stand between a
blank line and repeated names, and are unlike customers, are probable.
"""

import re
from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from .layout import shape

_REACH = 12  # rows above repeated names that are looked at
_LETTERS = 3  # of a row above the header that can be known again
_OPENING = 4  # characters of its first cell by which it is looked for
_LONGEST = 200  # characters of a cell that are compared
_DIGITS = re.compile(r"\d+")
_RUNS = re.compile(r"(.)\1+")


def same_as_above(cells: pd.DataFrame, above: Sequence[Sequence[str]]) -> list[int]:
    """Return the rows that say the same as a row above the header, but for the numbers in it.

    :param cells: rows × columns, str
    :param above: the rows above the header
    """
    found = set()
    for title in above:
        key = _text(title)
        at = next((at for at, cell in enumerate(title) if cell.strip()), None)
        if at is None or at not in cells or sum(map(str.isalpha, "".join(key))) < _LETTERS:
            continue
        opening = _DIGITS.split(title[at].strip()[:_OPENING])[0]
        suspects = [row for row, cell in enumerate(cells[at].tolist()) if cell.lstrip().startswith(opening) and cell]
        first = _DIGITS.sub("9", title[at].strip()[:_LONGEST])
        suspects = [row for row in suspects if _DIGITS.sub("9", cells[at].iat[row].strip()[:_LONGEST]) == first]
        found.update(row for row in suspects if _text(cells.iloc[row].tolist()) == key)
    return sorted(found)


def probable_heads(
    cells: pd.DataFrame, repeated: Collection[int], noise: np.ndarray, sure: Collection[int], width: int
) -> list[int]:
    """Return the rows between a blank line, or a sure head, and repeated names that are unlike customers.

    :param cells: rows × columns, str
    :param repeated: rows that repeat the names
    :param noise: whether each row is blank or a ruler
    :param sure: rows that are heads of pages
    :param width: number of the names
    """
    if not repeated:
        return []
    first = cells[0].to_numpy()
    others = np.flatnonzero(~noise).tolist()
    near = {row - back for row in repeated for back in range(1, _REACH)}
    usual = {_outline(first[row]) for row in others if row not in near}
    found = []
    for row in repeated:
        waiting = []
        for one in range(row - 1, max(row - _REACH, 0) - 1, -1):
            if noise[one] or one in sure or one in repeated:
                found += waiting
                waiting = []
                if one in repeated:
                    break
                continue
            line = [cell for cell in cells.iloc[one].tolist() if cell.strip()]
            if 2 * len(line) > max(width, 3) or _outline(first[one]) in usual:
                break
            waiting.append(one)
    return sorted(set(found) - set(sure))


def _text(row):
    return [_DIGITS.sub("9", cell.strip()[:_LONGEST]) for cell in row if cell.strip()]


def _outline(cell):
    """Return where a cell has letters, digits and signs, whatever their number: ``"C-12"`` is ``"a-9"``."""
    return _RUNS.sub(r"\1", shape(cell[:_LONGEST]))
