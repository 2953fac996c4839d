"""Rows of a text file that are not as wide as its header, and what can be proved of them.

In: a ``Grid``, the names, the kinds of the columns, and the text of each row. Out: the ``Grid`` with the rows mended of
which only one reading gives every column values of its kind, each with a word; rows whose cells do not stand under
their names are faults. All others stay as they are: too wide ones are rejected, too short ones imported with a word.

A wide row is read with neighbouring cells as one (a delimiter inside a value), or without a blank cell (a delimiter too
many). A row that is written with other signs than the file is cut by these.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ..message import Message
from .column_kind import ColumnKind, stand
from .dialect import BLANK, DELIMITERS
from .grid import Grid
from .layout import opens_like_footer, shown
from .quotes import Cutter
from .signs import QUOTES

_MOST_ROWS = 5000  # of a block that are looked at
_SURPLUS = 3  # cells too many that a row may have
_WIDEST = 500  # cells of a row
_LONGEST = 20_000  # characters of a row
_READINGS = 2  # of one row from which it cannot be told what it means


def mended(grid: Grid, names: Sequence[str], kinds: Sequence[ColumnKind], delimiter: str) -> Grid:
    """Return ``grid`` with its odd rows mended, rejected or left as they are.

    :param names: the header
    :param kinds: the ``ColumnKind`` of each column, ``()`` where they are not known
    :param delimiter: the file's
    """
    width = len(names)
    if not kinds or width > _WIDEST or not grid.cells.size:
        return grid
    odd = np.flatnonzero(grid.widths != width)
    odd = odd[grid.widths[odd] > 0]
    if len(odd) > _MOST_ROWS:
        return grid
    suspects = _suspects(grid, kinds)
    changed, faults, repairs = {}, dict(grid.faults), dict(grid.repairs)
    for row in sorted({*odd.tolist(), *_rows_in_quotes(grid, width), *suspects}):
        line = int(grid.lines[row])
        cells = grid.cells.iloc[row].tolist()[: grid.widths[row]]
        found = written_otherwise(grid.text_of(line), delimiter, width, kinds)
        key = "other_signs"
        if found is None and line not in faults:
            found, key = _read(cells, kinds, delimiter, row in suspects)
        if found is not None:
            changed[row] = found
            faults.pop(line, None)
        if key and (found is not None or line not in faults):
            details = {"line": line, "cells": len(cells), "columns": width, "text": shown(found or cells)}
            (faults if found is None else repairs)[line] = Message(key, details)
    for row, key in _cut_by_line_break(grid, odd.tolist(), kinds):
        line = int(grid.lines[row])
        if row not in changed:
            details = {"line": line, "text": shown(grid.cells.iloc[row].tolist())}
            (faults if key == "broken_line" else repairs)[line] = Message(key, details)
    return _with_rows(replace(grid, faults=faults, repairs=repairs), changed, width)


def _cut_by_line_break(grid, odd, kinds):
    """Yield (row, kind of the message) of the rows that a line break inside a value seems to have cut in two.

    They stand on two lines, have together one cell more than a row, and the second one's cells are none of their
    columns' values. Where that is a single cell, the first one is whole but for the end of its last value.
    """
    width, halves, whole = len(kinds), set(), set()
    for row in sorted({pair for short in odd for pair in (short - 1, short) if 0 <= pair < len(grid.lines) - 1}):
        above, below = grid.widths[row : row + 2].tolist()
        if above + below - 1 != width or grid.lines[row + 1] - grid.lines[row] != 1 or min(above, below) < 1:
            continue
        cells = grid.cells.iloc[row + 1].tolist()[:below]
        if not stand(cells, kinds) and cells[0].strip() and not opens_like_footer(cells):
            whole |= {row} if below == 1 else set()
            halves |= {row, row + 1} if below > 1 else set()
    yield from ((row, "broken_line") for row in halves)
    yield from ((row, "continued_line") for row in whole if row + 1 not in halves)


def _read(cells, kinds, delimiter, is_suspect):
    """Return how a row is read, ``None`` as it stands, and the kind of the message on it, "" for none."""
    width, beyond = len(kinds), any(map(str.strip, cells[len(kinds) :]))
    if is_suspect:
        return None, "shifted_cells"
    if len(cells) == width or not any(map(str.strip, cells)) or (not beyond and stand(cells, kinds)):
        return None, ""
    found = only_reading(cells, kinds, delimiter)
    if found is not None and _is_proved(cells, found, kinds):
        return found, "wide_row"
    return None, "" if beyond else "shifted_cells"


def _is_proved(cells, found, kinds):
    """Tell whether a reading that only leaves out blank cells is one that the kind of a column behind them asks for."""
    if [cell for cell in cells if cell.strip()] != [value for value in found if value.strip()]:
        return True  # cells are joined: nothing stands in another column than it must
    first = next(at for at, value in enumerate(found) if value != cells[at])
    return any(value.strip() and kind.is_typed for value, kind in zip(found[first:], kinds[first:], strict=True))


def _with_rows(grid, changed, width):
    if not changed:
        return grid
    size = max(len(grid.cells.columns), width)
    cells = grid.cells.reindex(columns=range(size), fill_value="").to_numpy(copy=True)
    widths = grid.widths.copy()
    for row, values in changed.items():
        cells[row] = values + [""] * (size - width)
        widths[row] = width
    return replace(grid, cells=pd.DataFrame(cells, dtype=object), widths=widths)


def _rows_in_quotes(grid, width):
    """Return the positions of the rows of which each cell stands in quotes that the file does not use."""
    first = grid.cells[0].to_numpy()
    rows = [row for row in np.flatnonzero(grid.widths == width).tolist() if _is_in_quotes(first[row])]
    return [row for row in rows if all(not cell or _is_in_quotes(cell) for cell in grid.cells.iloc[row, :width])]


def _suspects(grid, kinds):
    """Return the positions of the rows whose first cell is none of its column's values and holds a sign that cuts."""
    first = grid.cells[0].tolist()
    text = "\n".join(first) if kinds[0].is_typed else ""
    signs = [sign for sign in (*DELIMITERS, QUOTES[0]) if sign in text]
    return {
        row
        for row, cell in enumerate(first if signs else ())
        if any(sign in cell for sign in signs) and not kinds[0].fits(cell)
    }


def _is_in_quotes(cell):
    return len(cell) > 1 and cell[0] == cell[-1] and cell[0] in QUOTES[1:]


def written_otherwise(text: str, delimiter: str, width: int, kinds: Sequence[ColumnKind] = ()) -> list[str] | None:
    """Return the cells of a row under other signs than the file's, ``None`` where none or several fit.

    :param text: the row as it stands
    :param delimiter: the file's
    :param width: the number of cells that it must have
    :param kinds: the ``ColumnKind`` of each column, of which at least one must tell that the cells are its values
    """
    if not text or len(text) > _LONGEST:
        return None
    found = []
    for mark in (*DELIMITERS, BLANK):
        for quote in QUOTES:
            is_known = mark == delimiter and quote == QUOTES[0]
            is_in_doubt = mark == BLANK and QUOTES[0] not in text and not kinds
            if mark not in text or is_known or is_in_doubt or (quote not in text and quote != QUOTES[0]):
                continue
            (row, *_others) = Cutter(mark, quote).rows([text])
            if len(row.cells) == width and not row.fault and _are_values(row.cells, kinds, text, mark, quote):
                found += [row.cells] if row.cells not in found else []
    return found[0] if len(found) == 1 else None


def _are_values(cells, kinds, text, mark, quote):
    """Tell whether cells that other signs gave are values of their columns, and those signs really separate them."""
    if quote != QUOTES[0] and quote not in {text[:1], *(text[at + 1 : at + 2] for at in _places(text, mark))}:
        return False
    typed = [kind.is_typed and bool(cell.strip()) for cell, kind in zip(cells, kinds, strict=False)]
    return stand(cells, kinds) and (not kinds or any(typed))


def _places(text, mark):
    return [at for at, sign in enumerate(text) if sign == mark]


def only_reading(cells: list[str], kinds: Sequence[ColumnKind], delimiter: str) -> list[str] | None:
    """Return a row that has more cells than there are columns as the only row of values of their kinds, else ``None``.

    :param kinds: the ``ColumnKind`` of each column
    :param delimiter: what stood between the cells
    """
    surplus = len(cells) - len(kinds)
    if not 0 < surplus <= _SURPLUS:
        return None
    # at each place, by (columns filled, whether the last cell was left out): the rows that lead there
    ways = [defaultdict(list) for _place in range(len(cells) + 1)]
    ways[0][0, False] = [()]
    for place, cell in enumerate(cells):
        for (column, was_left_out), starts in ways[place].items():
            left = surplus - (place - column)
            for size in range(1, left + 2) if column < len(kinds) else ():
                joined = cells[place : place + size]
                is_whole = size == 1 or (
                    len(joined) == size and kinds[column].may_be_cut and all(map(str.strip, joined))
                )
                value = delimiter.join(joined)
                if is_whole and not (was_left_out and not cell.strip()) and kinds[column].fits(value):
                    _add(ways[place + size], (column + 1, False), [(*start, value) for start in starts])
            if left and not cell.strip():
                _add(ways[place + 1], (column, True), starts)
    found = [row for was_left_out in (False, True) for row in ways[-1][len(kinds), was_left_out]]
    return list(found[0]) if len(found) == 1 else None


def _add(ways, state, rows):
    ways[state] = [*ways[state], *rows][:_READINGS]
