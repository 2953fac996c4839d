"""What every kind of file is turned into before its header is looked for: cells as they stand, with their lines."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

HEAD = 300  # filled rows from which the layout is judged
FARTHEST = 20_000  # rows in which they are looked for


@dataclass(frozen=True, eq=False)
class Grid:
    """Some rows of a file.

    :param cells: DataFrame (rows × columns) of str, blank as "", columns numbered from 0
    :param lines: physical line of each row, array of int
    :param widths: how many cells each row has in the file, array of int
    """

    cells: pd.DataFrame
    lines: np.ndarray
    widths: np.ndarray


def make_grid(rows, lines):
    """Return a ``Grid`` of ``rows`` (list of list of str), the short ones filled up with blanks."""
    widths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    width = int(widths.max(initial=0))
    if len(rows) and widths.min() < width:
        rows = [row if len(row) == width else row + [""] * (width - len(row)) for row in rows]
    cells = pd.DataFrame(rows, columns=range(width), dtype=object)
    return Grid(cells, np.asarray(lines, dtype=np.int64), widths)


def first_rows(pairs, until=0):
    """Return the rows and the lines of ``pairs`` (line, row) up to the ``HEAD``-th that is not blank.

    :param until: the line to which they must reach
    """
    rows, lines, filled = [], [], 0
    for line, row in pairs:
        if (filled >= HEAD or len(rows) >= FARTHEST) and line > until:
            break
        rows.append(row)
        lines.append(line)
        filled += any(map(str.strip, row))
    return rows, lines
