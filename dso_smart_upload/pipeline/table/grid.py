"""What every kind of file is turned into before its header is looked for: cells as they stand, with their lines."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

HEAD = 300  # filled rows from which the layout is judged
FARTHEST = 1_200_000  # rows in which they are looked for
MAX_COLUMNS = 2_000  # that a table may have; blank ones beyond cost nothing


@dataclass(frozen=True, eq=False)
class Grid:
    """Some rows of a file.

    :param cells: DataFrame (rows × columns) of str, blank as "", columns numbered from 0
    :param lines: physical line of each row, array of int
    :param widths: how many cells each row has in the file, array of int
    :param faults: ``Message`` by line of rows that could not be cut into cells with certainty, or belong elsewhere
    :param repairs: ``Message`` by line of rows that are read as they are meant and not as they stand
    :param text_of: gives the text of the row on a line, "" where that is not known
    """

    cells: pd.DataFrame
    lines: np.ndarray
    widths: np.ndarray
    faults: dict = field(default_factory=dict)
    repairs: dict = field(default_factory=dict)
    text_of: Callable = lambda line: ""


def make_grid(rows, lines, faults=None, texts=None):
    """Return a ``Grid`` of ``rows`` (list of list of str), the short ones filled up with blanks.

    :param texts: the text of rows by line
    """
    widths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    width = min(int(widths.max(initial=0)), MAX_COLUMNS)
    if len(rows) and (widths != width).any():
        rows = [row if len(row) == width else row[:width] + [""] * (width - len(row)) for row in rows]
    cells = pd.DataFrame(rows, columns=range(width), dtype=object)
    more = {"text_of": lambda line: texts.get(line, "")} if texts else {}
    return Grid(cells, np.asarray(lines, dtype=np.int64), widths, faults or {}, **more)


def first_rows(pairs, until=0):
    """Return the rows and the lines of ``pairs`` (line, row) up to the ``HEAD``-th that is not blank.

    Where a header was seen and then only blank rows, that is enough; before it, blank rows are passed over.

    :param until: the line to which they must reach
    """
    rows, lines, filled, blank = [], [], 0, 0
    for line, row in pairs:
        enough = filled >= HEAD or (filled > 1 and blank > HEAD) or len(rows) >= FARTHEST
        if enough and line > until:
            break
        rows.append(row)
        lines.append(line)
        is_blank = not row or not any(map(str.strip, row))
        filled, blank = filled + (not is_blank), blank + 1 if is_blank else 0
    return rows, lines
