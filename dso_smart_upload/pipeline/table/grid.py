"""What every kind of file is turned into before its header is looked for: cells as they stand, with their lines."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from ..message import Message

HEAD = 300  # filled rows from which the layout is judged
FARTHEST = 1_200_000  # rows in which they are looked for
MAX_COLUMNS = 2_000  # that a table may have; blank ones beyond cost nothing


@dataclass(frozen=True, eq=False)
class Grid:
    """Some rows of a file.

    :param cells: rows × columns, str, blank as "", columns numbered from 0
    :param lines: physical line of each row
    :param widths: how many cells each row has in the file
    :param faults: ``Message`` by line of rows that could not be cut into cells with certainty, or belong elsewhere
    :param repairs: ``Message`` by line of rows that are read as they are meant and not as they stand
    :param text_of: gives the text of the row on a line, "" where that is not known
    """

    cells: pd.DataFrame
    lines: np.ndarray
    widths: np.ndarray
    faults: dict[int, Message] = field(default_factory=dict)
    repairs: dict[int, Message] = field(default_factory=dict)
    text_of: Callable[[int], str] = lambda line: ""


def make_grid(
    rows: Sequence[list[str]],
    lines: Sequence[int],
    faults: dict[int, Message] | None = None,
    texts: dict[int, str] | None = None,
) -> Grid:
    """Return a ``Grid`` of ``rows``, the short ones filled up with blanks.

    :param texts: the text of rows by line
    """
    widths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    width = min(int(widths.max(initial=0)), MAX_COLUMNS)
    if len(rows) and (widths != width).any():
        rows = [row if len(row) == width else row[:width] + [""] * (width - len(row)) for row in rows]
    cells = pd.DataFrame(rows, columns=range(width), dtype=object)
    grid = Grid(cells, np.asarray(lines, dtype=np.int64), widths, faults or {})
    return replace(grid, text_of=lambda line: texts.get(line, "")) if texts else grid


def first_rows(pairs: Iterable[tuple[int, list[str]]], until: int = 0) -> tuple[list[list[str]], list[int]]:
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
