"""What a spreadsheet may hold, and what of that is in it.

In: a ``Sheet`` for each sheet of a file. Out: a ``FileError`` where reading it would take much more memory than the
file has bytes.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..message import FileError
from .grid import MAX_COLUMNS

MAX_CELLS = 20_000_000  # of the rectangle a sheet spans: a million rows of 20 columns
MAX_TEXT = 2**20  # characters of a cell; the programs stop at 32,767

_SPARSE = 2_000_000  # cells that a sheet may span whatever is in it
_BLANK = 20  # cells of a larger one to each that is filled
_REPEATED = 2**26  # bytes of text that may stand in cells for which the file does not write it again
_TO_EACH = 500  # bytes of the strings that cells share, in a file with more, to each such cell
_TIMES = 4  # bytes of such text in a larger file, to each that it unpacks to


WIDTH = 2**15  # more columns than any sheet has
MAX_MERGED = 100_000


def cell_number(row: int, column: int) -> int:
    """Return one number for a cell."""
    return row * WIDTH + column


class TooLong(ValueError):
    """A cell is longer than ``MAX_TEXT``."""


class TooMuch(ValueError):
    """A spreadsheet holds much more text than its cells."""


@dataclass(frozen=True)
class Sheet:
    """What is in a sheet.

    :param rows: number of the last row with a value
    :param columns: number of the last column with a value
    :param errors: text of the cells that show an error, by (row, column), both from 1
    :param filled: number of cells with a value that the file writes
    :param repeated: bytes of text in cells for which the file does not write it again
    :param formats: by the code of a number format that is part of the value or shows a unit, the ``cell_number`` of its
        cells
    :param units: by the unit that is shown beside amounts, the ``cell_number`` of their cells
    :param shown: text that is shown instead of the number, by (row, column)
    :param formulas: (row, column) of formulas without a stored result
    :param merged: merged cells over several rows: first row, first column, last row, last column
    :param hidden: numbers of hidden rows
    """

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    filled: int = 0
    repeated: int = 0
    formats: dict[str, "array[int]"] = field(default_factory=dict)
    units: dict[str, "array[int]"] = field(default_factory=dict)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: "array[int]" = field(default_factory=lambda: array("q"))


def refuse_large(sheets: Mapping[str, Sheet], filename: str, unpacked: int = 0) -> None:
    """Refuse a file with a sheet that takes more memory than it should.

    :param sheets: by name
    :param unpacked: bytes that the file unpacks to
    :raises FileError: ``sheet_too_large``, ``zip_bomb``
    """
    for name, sheet in sheets.items():
        spanned = sheet.rows * sheet.columns
        if sheet.columns > MAX_COLUMNS or spanned > most_blank(sheet.filled):
            cell = f"{column_letters(sheet.columns)}{sheet.rows}"
            raise FileError("sheet_too_large", filename=filename, sheet=name, cell=cell)
    repeated = sum(sheet.repeated for sheet in sheets.values())
    if repeated > most_repeated(unpacked):
        raise FileError("zip_bomb", filename=filename, size=(unpacked + repeated) // 2**20)


def most_blank(filled: int) -> int:
    """Return how many cells a sheet may span of which ``filled`` have a value."""
    return min(MAX_CELLS, max(_SPARSE, _BLANK * filled))


def most_repeated(unpacked: int) -> int:
    """Return how many bytes of text may stand again in other cells, in a file that unpacks to ``unpacked`` bytes."""
    return max(_REPEATED, _TIMES * unpacked)


def most_strings(cells: int) -> int:
    """Return how many bytes the strings may have that ``cells`` cells share."""
    return max(_REPEATED, _TO_EACH * cells)


def column_letters(number: int) -> str:
    """Return the letters of a spreadsheet's column, 1 for A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: bytes) -> int:
    """Return the number of a spreadsheet's column (bytes such as ``b"AB"``), 1 for A.

    >>> column_number(b"AB"), column_letters(28)
    (28, 'AB')
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
