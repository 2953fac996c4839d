"""A workbook that is put together cell by cell, from formats that the reader of spreadsheets does not know.

In: values and their places, as a format's reader finds them. Out: a ``BuiltBook``, which ``spreadsheet`` opens like a
workbook of the reader, and the ``Sheet`` of each name. Cells that would take more memory than ``sheet_limits`` allows
are refused as they come.
"""

from array import array
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import python_calamine

from ..message import FileError
from .grid import MAX_COLUMNS
from .sheet_limits import MAX_MERGED, Sheet, cell_number, column_letters, most_blank

Value = str | float | bool | datetime | date | time | timedelta  # of a cell, as calamine gives it

MAX_ROWS = 2**20  # of a sheet
_SHOWN, _HIDDEN = python_calamine.SheetVisibleEnum.Visible, python_calamine.SheetVisibleEnum.Hidden


class Room:
    """What all sheets of a workbook take together: cells with a value, and cells in memory."""

    filled = spanned = 0


class BuiltSheet:
    """A sheet that grows. Rows and columns count from 1, blank cells are not put.

    :param name: what it is called
    :param filename: of the file, for the sentences
    :param room: of the workbook

    The numbers that are values are floats; an int stands for the text that ``put_references`` puts in its place.
    """

    def __init__(self, name: str, filename: str, room: Room) -> None:
        self.name = name
        self.is_hidden = False
        self.filled = 0
        self._repeated = 0
        self._filename, self._room = filename, room
        self._rows = {}  # cells from the first to the last with a value, by row
        self._height = self._width = 0
        self._errors, self._formats, self._formulas, self._merged = {}, {}, [], []
        self._hidden = array("q")

    def put(self, row: int, column: int, value: Value) -> None:
        """Put a value into a cell, right of all others in its row.

        :raises FileError: ``sheet_too_large``
        """
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise self.too_large(row, column)
        cells = self._rows.setdefault(row, [])
        blank = column - 1 - len(cells)
        cells.extend([""] * blank)
        cells.append(value)
        self.filled += 1
        self._room.filled += 1
        self._room.spanned += blank + 1
        self._height, self._width = max(self._height, row), max(self._width, column)
        if self._room.spanned > most_blank(self._room.filled):
            raise self.too_large(row, column)

    def too_large(self, row: int, column: int) -> FileError:
        """Return the refusal of what reaches to a cell."""
        cell = f"{column_letters(column)}{row}"
        return FileError("sheet_too_large", filename=self._filename, sheet=self.name, cell=cell)

    def references(self) -> set[int]:
        """Return the numbers that stand for texts."""
        return {cell for cells in self._rows.values() for cell in cells if type(cell) is int}

    def put_references(self, texts: Mapping[int, str]) -> None:
        """Put ``texts`` (by number) where their numbers stand.

        :raises KeyError: there is no text of a number
        """
        for cells in self._rows.values():
            for at, cell in enumerate(cells):
                if type(cell) is int:
                    cells[at] = texts[cell]
                    self._repeated += len(texts[cell])

    def put_error(self, row: int, column: int, text: str) -> None:
        """Say that a cell shows an error, such as ``#N/A``."""
        self._errors[row, column] = text

    def put_format(self, row: int, column: int, code: str) -> None:
        """Say that the number in a cell is shown by the format ``code``."""
        self._formats.setdefault(code, array("q")).append(cell_number(row, column))

    def put_formula(self, row: int, column: int) -> None:
        """Say that a cell has a formula without a result."""
        self._formulas.append((row, column))

    def merge(self, row: int, column: int, down: int, across: int) -> None:
        """Say that a cell covers ``down`` more rows and ``across`` more columns."""
        if down > 0 and len(self._merged) < MAX_MERGED:
            self._merged.append((row, column, row + down, column + across))

    def hide(self, row: int) -> None:
        """Say that a row is hidden."""
        self._hidden.append(row)

    def scanned(self) -> Sheet:
        """Return what ``spreadsheet`` must know beyond the values, a ``Sheet``."""
        return Sheet(
            self._height,
            self._width,
            self._errors,
            self.filled,
            self._repeated,
            formats=self._formats,
            merged=self._merged,
            hidden=self._hidden,
            formulas=self._formulas,
        )

    # -- as the reader of spreadsheets has it --

    @property
    def end(self) -> tuple[int, int] | None:
        return (self._height, self._width) if self._rows else None

    def to_python(self, skip_empty_area: bool = False, nrows: int | None = None) -> list[list[Value]]:
        """Return the rows from the first on, all of one width."""
        rows = (self._rows.get(row, ()) for row in range(1, min(self._height, nrows or self._height) + 1))
        return [[*cells, *[""] * (self._width - len(cells))] for cells in rows]


class BuiltBook:
    """A workbook of ``BuiltSheet``, with the names that ``python_calamine.CalamineWorkbook`` uses.

    :param unpacked: bytes that the file unpacks to, where it is an archive
    """

    def __init__(self, sheets: Iterable[BuiltSheet], unpacked: int = 0) -> None:
        self.unpacked = unpacked
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self.sheet_names = list(self._sheets)

    @property
    def sheets_metadata(self) -> list[SimpleNamespace]:
        kind = python_calamine.SheetTypeEnum.WorkSheet
        return [
            SimpleNamespace(name=sheet.name, typ=kind, visible=_HIDDEN if sheet.is_hidden else _SHOWN)
            for sheet in self._sheets.values()
        ]

    def get_sheet_by_name(self, name: str) -> BuiltSheet:
        return self._sheets[name]

    def scanned(self) -> dict[str, Sheet]:
        return {name: sheet.scanned() for name, sheet in self._sheets.items()}
