"""The last step of reading: rows of cells and a layout become a ``Table`` with named columns.

In: a ``TextFile`` or ``SheetFile``. Out: one ``Table``, or several of the same columns. Left out, and noted: totals and
print dates below the data, the header repeated on every page; left out without a word: blank lines and rulers.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..characters import tidy
from ..folding import clean
from ..message import ERROR, WARNING, FileError, Issue, Message
from .again import repeated_names
from .column_kind import column_kinds
from .dialect import FIXED, SPACES
from .grid import MAX_COLUMNS
from .layout import find_layout, footer_rows, is_filled, shown
from .mend import mended
from .other_table import above_other_table, other_names
from .page_heads import probable_heads, same_as_above
from .quotes import Cutter
from .repair import cut_columns, put_together
from .returned import is_added, is_returned, original
from .sheet_limits import WIDTH

if TYPE_CHECKING:
    from .delimited import TextFile
    from .spreadsheet import SheetFile

_TAIL = 60  # rows at the end in which totals are looked for
_FOLLOWING = 20  # rows of the next block that say what a line of names stands over
_ABOVE = 200  # rows at the start with which they are compared
_FEW = 0.05  # share of rows that may be short before that is how the file is written
_ERROR_WORDS = re.compile(r"#N/[ABD]|#NV|#[¡¿]?[A-Z/0]{3,12}[!?]|#{3,}|Err:\d{3}|\*{6,}")


@dataclass(frozen=True, eq=False)
class Table:
    """A file as rows of text under named columns.

    :param header: names of the columns, each one once
    :param rows: customers × columns, str, blank as "", columns labelled by ``header`` in order
    :param lines: physical line of each row in the file (of its first line where a cell holds line breaks), 1 for the
        first line; in a spreadsheet the number of the row
    :param encoding: Python's name of the codec, "" for a spreadsheet
    :param delimiter: one character, two spaces, ``"fixed"``, or "" for a single column or a spreadsheet
    :param sheet: name of the sheet, "" for a text file
    :param header_line: physical line of the header (the lower one where it has two), 0 without header
    :param notes: what was left out, renamed or doubtful
    :param issues: what is wrong with single lines or cells; those with severity ``ERROR`` say that
        the row cannot be imported as it stands
    :param sheets: names of the sheets that may be chosen
    :param units: what a sheet shows beside the numbers of a column, such as ``"$"`` or ``"k€"``, by its name: array
        (customers) of str
    """

    header: list[str]
    rows: pd.DataFrame
    lines: list[int]
    encoding: str
    delimiter: str
    sheet: str
    header_line: int
    notes: tuple[Message, ...] = ()
    issues: tuple[Issue, ...] = ()
    sheets: tuple[str, ...] = ()
    units: dict[str, np.ndarray] = field(default_factory=dict)

    def words(self, header: str) -> np.ndarray:
        """Return the cells of a column as they are meant, see ``characters.tidy``: object array (customers) of str."""
        return np.array(list(map(tidy, self.rows[header].tolist())), dtype=object)


@dataclass(frozen=True)
class Columns:
    """The columns of the table.

    :param positions: where each stands in the file, 0 for the first
    :param names: its name in the table
    :param width: number of cells of the header, or of most rows without one
    :param returned: whether they are those of a file of rejected rows; its own two are not among ``positions``
    """

    positions: tuple[int, ...]
    names: tuple[str, ...]
    width: int
    returned: bool = False


def tables(source: "TextFile | SheetFile", header_line: int | None = None, size: int | None = None) -> Iterator[Table]:
    """Yield the table in ``source``, in blocks of ``size`` rows of the file (all in one without it).

    :raises FileError: ``empty_file``, ``header_only``, ``unknown_header_line``, ``too_many_columns``
    """
    rows, lines = source.head(header_line or 0)
    rows = _within_limit(rows, source.filename)
    layout = find_layout(rows, lines, header_line)
    if layout is None:
        raise FileError("unknown_header_line", filename=source.filename, line=header_line)
    at = int(lines[layout.header]) if layout.header is not None else 0
    is_cut = source.delimiter == "," and not is_returned(layout.names)
    cut = cut_columns(rows[layout.first :], layout.names) if is_cut else ()
    is_mended = source.delimiter not in ("", FIXED, SPACES) and layout.header is not None
    kinds = _kinds(rows, layout, is_mended)
    mending = kinds if is_mended else ()
    whole = (
        mended(_whole(_without_outer_quotes(grid, layout, mark), layout, cut), layout.names, mending, mark)
        for mark in [source.delimiter]
        for grid in source.grids(layout.first, size)
    )
    lower = list(map(clean, rows[layout.header])) if layout.header is not None else ()
    above = rows[: layout.header] if layout.header is not None else ()
    grids = _without_noise(_without_page_heads(whole, above), layout, kinds, lower)
    columns = None
    for grid, left_out in _without_footer(grids):
        notes = left_out
        if columns is None:
            columns, renamed = _columns(layout, grid)
            cut_names = [layout.names[position] for position in cut]
            repaired = (Message("decimal_commas", {"columns": ", ".join(cut_names)}),) if cut else ()
            narrow = _short_header(grid, columns, at)
            notes = (*source.notes, *layout.notes, *renamed, *repaired, *narrow, *left_out)
        cells, issues = _fitted(grid, columns, source.errors or {}, source.errors is None or bool(source.sheet))
        how = source.encoding, source.delimiter, source.sheet, at
        units = _units(grid, columns, source.units)
        yield Table(list(columns.names), cells, grid.lines.tolist(), *how, notes, issues, source.sheets, units)
    if columns is None:
        raise FileError("header_only", filename=source.filename, line=at)


def _kinds(rows, layout, is_cut):
    """Return the ``ColumnKind`` of each column by the first rows of the table, ``()`` without names or too few rows.

    :param is_cut: rows with another number of cells than the header may be cut at the wrong places: they say nothing
    """
    if layout.header is None:
        return ()
    width, below = len(layout.names), rows[layout.first :]
    if not is_cut:
        below = [row if any(row[width:]) else [*row, *[""] * width][:width] for row in below]
    return column_kinds(above_other_table(below, layout.names), width)


def _within_limit(rows, filename):
    """Return the first rows without the columns beyond the limit, which must be blank."""
    if not any(map(is_filled, rows)):
        raise FileError("empty_file", filename=filename)
    for row in rows:
        if any(map(str.strip, row[MAX_COLUMNS:])):
            raise FileError("too_many_columns", filename=filename, columns=len(row), limit=MAX_COLUMNS)
    return [row[:MAX_COLUMNS] for row in rows]


def _without_outer_quotes(grid, layout, delimiter):
    """Return ``grid`` with the rows cut that stand in quotes as one cell, where that gives a cell to each name."""
    width = len(layout.names)
    if width < 2 or len(delimiter) != 1 or not len(grid.cells.columns):
        return grid
    grid = _at_least(grid, width)
    first = grid.cells[0].to_numpy()
    rows = [row for row in np.flatnonzero(grid.cells[1].to_numpy() == "") if delimiter in first[row]]
    rows = [row for row in rows if "\n" not in first[row] and not any(grid.cells.iloc[row, 1:])]
    if not rows:
        return grid
    cells, widths = grid.cells.to_numpy(copy=True), grid.widths.copy()
    cutter = Cutter(delimiter, '"')
    for row in rows:
        (cut,) = cutter.rows([cells[row, 0]])
        if len(cut.cells) == width and not cut.fault:
            cells[row, :width] = cut.cells
            widths[row] = width
    return replace(grid, cells=pd.DataFrame(cells, dtype=object), widths=widths)


def _at_least(grid, width):
    """Return ``grid`` with blank cells up to the column ``width``: a block may have only short rows."""
    if len(grid.cells.columns) >= width:
        return grid
    return replace(grid, cells=grid.cells.reindex(columns=range(width), fill_value=""))


def _whole(grid, layout, cut):
    """Return ``grid`` with the values that decimal commas cut in two put together again."""
    width = len(layout.names)
    long = np.flatnonzero(grid.widths > width) if cut else ()
    if not len(long):
        return grid
    cells, widths = grid.cells.to_numpy(copy=True), grid.widths.copy()
    for row in long:
        merged = put_together(list(cells[row, : widths[row]]), width, cut)
        if merged is not None:
            cells[row] = merged + [""] * (cells.shape[1] - width)
            widths[row] = width
    return replace(grid, cells=pd.DataFrame(cells, dtype=object), widths=widths)


def _without_noise(grids, layout, kinds, lower):
    """Yield (grid, notes) of ``grids`` without blank rows, rulers and further headers.

    Rows below names in another order come out in the order of the header; those below other names as faults.
    """
    usual = tuple(range(len(layout.names)))
    order = usual
    for (grid, told), following in _with_following(grids):
        noise, notes = _blank(grid.cells), []
        repeated = repeated_names(grid.cells, layout.names, noise, lower)
        same = [one for one in repeated if one.order]
        if same:
            details = {"count": len(same), "line": int(grid.lines[same[0].row])}
            notes.append(Message("repeated_header_line", details))
        noise[[one.row for one in repeated]] = True
        grid = _with_probable_heads(grid, repeated, noise, len(layout.names))
        others = other_names(grid.cells, kinds, noise, following)
        noise[[one.row for one in others]] = True
        again = sorted([*repeated, *others], key=lambda one: one.row)
        if order != usual or any(one.order != usual for one in again):
            before, order = order, again[-1].order if again else order
            grid, how = _reordered(grid, again, before, usual)
            notes += how
        yield _kept(grid, ~noise), (*told, *notes)


def _without_page_heads(grids, above):
    """Yield (grid, notes) of ``grids`` without the rows that say the same as one above the header."""
    for grid in grids:
        heads, notes = same_as_above(grid.cells, above), ()
        if heads:
            details = {"count": len(heads), "line": int(grid.lines[heads[0]])}
            text = shown(grid.cells.iloc[heads[0]].tolist())
            notes = (Message("page_heads_left_out", {**details, "text": text}),)
            cells = grid.cells.copy()
            cells.iloc[heads] = ""  # blank rows, which end the block of a page's head
            grid = replace(grid, cells=cells)
        yield grid, notes


def _with_probable_heads(grid, repeated, noise, width):
    """Return ``grid`` with a fault for each row that probably belongs to the head of a page."""
    heads = probable_heads(grid.cells, [one.row for one in repeated], noise, (), width)
    if not heads:
        return grid
    texts = {int(grid.lines[row]): shown(grid.cells.iloc[row].tolist()) for row in heads}
    faults = {line: Message("list_line", {"line": line, "text": text}) for line, text in texts.items()}
    return replace(grid, faults={**faults, **grid.faults})


def _with_following(grids):
    """Yield each (grid, notes) of ``grids`` and the first rows of the next one."""
    before = None
    for grid in grids:
        if before is not None:
            yield before, grid[0].cells.head(_FOLLOWING).to_numpy().tolist()
        before = grid
    if before is not None:
        yield before, []


def _reordered(grid, again, order, usual):
    """Return ``grid`` with its rows in the order of the header, and notes.

    :param again: the ``Again`` in it
    :param order: the order of the rows above the first of them
    :param usual: the order of the header
    """
    grid = _at_least(grid, len(usual))
    cells, widths, faults, notes = grid.cells.to_numpy(copy=True), grid.widths.copy(), dict(grid.faults), []
    width = cells.shape[1]
    starts = [(0, order), *((one.row + 1, one.order) for one in again)]
    for (start, order), (end, _next) in zip(starts, [*starts[1:], (len(cells), ())], strict=True):
        if start and order != usual:
            key = "reordered_columns" if order else "other_columns"
            notes.append(Message(key, {"line": int(grid.lines[start - 1])}))
        if not order:
            for line in grid.lines[start:end].tolist():
                faults[line] = Message("below_other_columns", {"line": line})
        elif order != usual:
            old = cells[start:end].copy()
            taken = {position for position in order if position is not None}
            beyond = [position for position in range(width) if position not in taken]
            places = [*order, *beyond][: max(width, len(order))]
            blank = np.full(len(old), "", dtype=object)
            columns = [blank if place is None or place >= width else old[:, place] for place in places]
            cells[start:end] = np.stack(columns[:width], axis=1) if len(old) else old
            lost = columns[width:] + [old[:, place] for place in beyond[max(width - len(order), 0) :]]
            for row, line in enumerate(grid.lines[start:end].tolist()):
                if any(column[row].strip() for column in lost):
                    faults[line] = Message("below_other_columns", {"line": line})
            widths[start:end] = np.maximum(widths[start:end], len(usual))
    return replace(grid, cells=pd.DataFrame(cells, dtype=object), widths=widths, faults=faults), tuple(notes)


def _blank(cells):
    """Return for each row whether it is blank or a ruler, array of bool."""
    if not len(cells.columns):
        return np.ones(len(cells), dtype=bool)
    blank = np.zeros(len(cells), dtype=bool)
    suspects = np.flatnonzero([not cell[:1].isalnum() for cell in cells[0].to_numpy()])
    values = cells.take(suspects).to_numpy()
    empty = (values == "").all(axis=1)
    blank[suspects[empty]] = True
    blank[suspects[~empty]] = [not is_filled(row) for row in values[~empty]]
    return blank


def _kept(grid, keep):
    if keep.all():
        return grid
    cells = grid.cells[keep].reset_index(drop=True)
    return replace(grid, cells=cells, lines=grid.lines[keep], widths=grid.widths[keep])


def _without_footer(grids):
    """Yield (grid, notes) of ``grids`` without the totals and print dates at the end, which several of them may share.

    One more than ``_TAIL`` rows wait for the end of the file, so that a grid is left to say what was left out.
    """
    above, waiting, notes = [], [], ()
    for grid, found in grids:
        notes = (*notes, *found)
        if len(grid.lines):
            above += grid.cells.iloc[: _ABOVE - len(above)].to_numpy().tolist()
            waiting.append(grid)
        while sum(len(later.lines) for later in waiting[1:]) > _TAIL:
            yield waiting.pop(0), notes
            notes = ()
    if waiting:
        lines, left_out = _footer(waiting, above)
        kept = [_kept(grid, ~np.isin(grid.lines, lines)) for grid in waiting]
        *others, last = [grid for grid in kept if len(grid.lines)]
        for grid in others:
            yield grid, notes
            notes = ()
        yield last, (*notes, *left_out)


def _footer(grids, above):
    """Return the lines at the end of ``grids`` that are no customers, and notes on them."""
    lines = np.concatenate([grid.lines for grid in grids])[-_TAIL:]
    rows = [row for grid in grids for row in grid.cells.tail(_TAIL).to_numpy().tolist()][-_TAIL:]
    faults = {line for grid in grids for line in grid.faults}  # said of more than a blank row
    found = [at for at in sorted(footer_rows(rows, above)) if is_filled(rows[at]) or int(lines[at]) not in faults]
    details = [{"line": int(lines[position]), "text": shown(rows[position])} for position in found]
    return lines[found], tuple(Message("footer_left_out", detail) for detail in details)


def _short_header(grid, columns, at):
    """Return a note where at least half of the rows have more cells than there are names."""
    count = len(_beyond(grid, columns))
    return (Message("short_header", {"line": at, "count": count}),) if at and count * 2 >= len(grid.lines) else ()


def _columns(layout, grid):
    """Return the ``Columns`` of the table, and what to say about their names.

    A column without a name is kept where it has values. What stands beyond the header makes no column, however many
    rows have it: nothing says which cell of such a row belongs to which name.
    """
    returned = is_returned(layout.names)
    width = len(layout.names) or int(np.median(grid.widths)) if len(grid.widths) else len(layout.names)
    positions, names, notes = [], [], []
    for position in range(max(width, len(grid.cells.columns))):
        name = layout.names[position] if position < len(layout.names) else ""
        if is_added(name):
            continue
        if not name:
            is_filled_in = position in grid.cells and bool((grid.cells[position].to_numpy() != "").any())
            if not is_filled_in or position >= width:
                continue
            name = f"Column {position + 1}"
            if layout.header is not None:
                notes.append(Message("nameless_column", {"number": position + 1, "header": name}))
        positions.append(position)
        names.append(original(name) if returned else name)
    unique = distinct(names)
    renamed = {}
    for new, old in zip(unique, names, strict=True):
        if new != old:
            renamed.setdefault(old, []).append(new)
    notes += [Message("repeated_header", {"header": name, "renamed": ", ".join(new)}) for name, new in renamed.items()]
    return Columns(tuple(positions), tuple(unique), width, returned), tuple(notes)


def distinct(names: Iterable[str]) -> list[str]:
    """Return ``names`` with repeated ones kept apart as "Phone", "Phone (2)".

    >>> distinct(["Phone", "Fax", "Phone"])
    ['Phone', 'Fax', 'Phone (2)']
    """
    given, result = set(names), []
    taken, last = set(), Counter()  # last: the number that each name was given last
    for name in names:
        number, new = last[name] or 1, name
        while new in taken or (number > 1 and new in given):
            number += 1
            new = f"{name} ({number})"
        taken.add(new)
        last[name] = number
        result.append(new)
    return result


def _fitted(grid, columns, errors, are_in_text):
    """Return the cells under their names, and the issues of single rows and cells.

    :param errors: kind and text of the spreadsheet's cells without a value that can be used, by (line, column number)
    :param are_in_text: cells may hold the words of such errors
    """
    issues = [*_too_many(grid, columns), *_too_few(grid, columns), *_faulty(grid)]
    cells = grid.cells.reindex(columns=columns.positions, fill_value="").set_axis(list(columns.names), axis=1)
    if columns.returned:
        cells = cells.map(original)
    places = {name: place for place, name in enumerate(columns.names)}
    for row, column, (key, text) in _error_cells(grid, columns, cells, errors, are_in_text):
        details = {"line": int(grid.lines[row]), "header": column, "value": text}
        issues.append(_issue(grid, row, WARNING, Message(key, details), column, text))
        cells.iat[row, places[column]] = ""
    return cells, tuple(issues)


def _units(grid, columns, beside):
    """Return what a sheet shows beside the numbers of each column, array (customers) of str by name.

    :param beside: sorted ``cell_number`` of the cells beside which it shows a unit, by the unit
    """
    found = {}
    names = dict(zip(columns.positions, columns.names, strict=True))
    for unit, spots in beside.items() if len(grid.lines) else ():
        start, end = np.searchsorted(spots, [grid.lines[0] * WIDTH, (grid.lines[-1] + 1) * WIDTH])
        lines, numbers = map(np.asarray, np.divmod(spots[start:end], WIDTH))
        rows = np.searchsorted(grid.lines, lines)
        is_kept = grid.lines[np.minimum(rows, len(grid.lines) - 1)] == lines
        for position in np.unique(numbers - 1).tolist():
            if position in names:
                cells = found.setdefault(names[position], np.full(len(grid.lines), "", dtype=object))
                cells[rows[is_kept & (numbers == position + 1)]] = unit
    return found


def _too_many(grid, columns):
    """Yield an issue for each row with values where the table has no column."""
    beyond = _beyond(grid, columns)
    values = grid.cells.to_numpy() if beyond else np.empty((0, 0))
    for row in beyond:
        details = {"line": int(grid.lines[row]), "cells": int(grid.widths[row]), "columns": columns.width}
        value = " ".join(values[row, columns.width :]).strip()
        yield _issue(grid, row, ERROR, Message("too_many_cells", details), "", value)


def _beyond(grid, columns):
    """Return the positions of the rows with values where the table has no column."""
    taken = {*range(columns.width), *columns.positions}
    beyond = [position for position in grid.cells.columns if position not in taken]
    return sorted({int(row) for position in beyond for row in np.flatnonzero(grid.cells[position].to_numpy() != "")})


def _too_few(grid, columns):
    """Yield an issue for each short row, unless the file leaves blank cells out at the end of its rows."""
    needed = max(columns.positions, default=0) + 1
    short = np.flatnonzero(grid.widths < needed)
    if len(short) > max(2, _FEW * len(grid.lines)):
        return
    for row in short:
        if int(grid.lines[row]) in grid.faults:
            continue
        details = {"line": int(grid.lines[row]), "cells": int(grid.widths[row]), "columns": columns.width}
        yield _issue(grid, row, WARNING, Message("too_few_cells", details))


def _faulty(grid):
    """Yield an issue for each row that could not be cut into cells with certainty, or that was mended."""
    values = grid.cells.to_numpy() if grid.faults or grid.repairs else ()
    for severity, messages in ((ERROR, grid.faults), (WARNING, grid.repairs)):
        for row, line in enumerate(grid.lines.tolist() if messages else ()):
            if line in messages:
                yield _issue(grid, row, severity, messages[line], "", " ".join(filter(None, values[row]))[:80])


def _error_cells(grid, columns, cells, errors, are_in_text):
    """Yield (row, name of the column, (kind, text)) of the cells whose value cannot be used, as errors are.

    A program writes stars, and a spreadsheet number signs, where a number is wider than its column. A spreadsheet may
    hold such words as text as well, where it was made of a file that had them.
    """
    rows = {int(line): row for row, line in enumerate(grid.lines)} if errors else {}
    names = dict(zip(columns.positions, columns.names, strict=True))
    told = {
        (rows[line], names[number - 1]): found
        for (line, number), found in sorted(errors.items())
        if line in rows and number - 1 in names
    }
    for (row, name), found in told.items():
        yield row, name, found
    for name in columns.names if are_in_text else ():
        values = cells[name].to_numpy()
        for row in np.flatnonzero([cell[:1] in ("#", "*") or cell[:4] == "Err:" for cell in values]).tolist():
            if (row, name) not in told and _ERROR_WORDS.fullmatch(values[row].strip()):
                yield row, name, ("error_cell", values[row].strip())


def _issue(grid, row, severity, message, column="", value=""):
    return Issue(int(row), int(grid.lines[row]), "", column, "", severity, value, message)
