"""Spreadsheets: the sheet with the customers, its cells as text.

In: the bytes of an ``.xlsx``, ``.xlsm``, ``.xlsb``, ``.xls`` or ``.ods`` file, an XML spreadsheet, or a web page with a
table. Out: a ``SheetFile``, which gives its rows like a text file does. Numbers come out as they were typed (no ``.0``,
no exponent), dates as ISO dates.
Macros, formulas and links to other files are never run or followed: only the stored values are read.
"""

import datetime
import io
import math
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

import numpy as np
import python_calamine

from ..bounds import shortened
from ..folding import fold
from ..message import FileError, Message
from ..vocabulary import words_of
from .again import key_of
from .dialect import find_dialect
from .filetype import PAGE, XLS, XLSB, XML_WORKBOOK
from .grid import Grid, first_rows, make_grid
from .layout import find_layout, is_filled
from .layout import shown as shown_cells
from .lost_letters import first_row_lost
from .number_format import shapes, shown, unit, units
from .quotes import Cutter
from .sheet_binary import read_binary_workbook
from .sheet_built import Value
from .sheet_limits import WIDTH, Sheet, cell_number, column_letters, refuse_large
from .sheet_page import read_page
from .sheet_scan import scan
from .sheet_xml import read_xml_workbook
from .xls_scan import scan_xls

_OF_SHEETS = ("customer", "debtor", "partner")  # ideas of the vocabulary by which a sheet of customers is called
_ACCOUNT = "account"  # in English only: in other languages a sheet of accounts is one of bookkeeping
_SHORTEST_WORD = 5  # letters of a word that may be a part of another, as in "Kundenliste"
_CRASH = "pyo3_runtime"  # where what calamine raises when it crashes on a damaged file lives; it is no Exception
MOST_EXACT = 1e15  # numbers from here on have more digits than a spreadsheet keeps
_ALIKE = 0.8  # share of the column names that two sheets have in common
_FORMULA = "#FORMULA"  # stands for a formula without a result until it is said
_MOST_FORMULAS = 10_000  # rows below the last value
_JUDGED = 60  # rows of each sheet by which the one with the customers is found


@dataclass(frozen=True, eq=False)
class SheetFile:
    """A spreadsheet with the sheet that is read.

    :param values: rows of the sheet as calamine gives them, from row 1 and column A on
    :param errors: what kind of message the cells get whose value cannot be used, and their text, by (row, column), both
        from 1
    :param units: sorted ``cell_number`` of the cells beside whose number the sheet shows a unit, by the unit
    """

    values: Sequence[list[Value]]
    filename: str
    sheet: str
    sheets: tuple[str, ...]
    errors: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    units: dict[str, np.ndarray] = field(default_factory=dict)

    encoding = ""
    delimiter = ""

    def head(self, until: int = 0) -> tuple[list[list[str]], list[int]]:
        """Return the first rows, at least to line ``until``, and their lines."""
        return first_rows(enumerate(map(_texts, self.values), start=1), until)

    def grids(self, first: int, size: int | None = None) -> Iterator[Grid]:
        """Yield all rows from position ``first`` on as ``Grid`` of ``size`` rows each (all in one without it)."""
        count = len(self.values)
        for start in range(first, count, size or count):
            end = min(start + (size or count), count)
            yield make_grid([_texts(row) for row in self.values[start:end]], range(start + 1, end + 1))


def open_spreadsheet(
    content: bytes, filename: str, kind: str, sheet: str | None = None, encoding: str | None = None
) -> SheetFile:
    """Return the ``SheetFile`` in ``content``.

    :param content: the whole file
    :param kind: ``XLSX``, ``XLSB``, ``XLS``, ``ODS``, ``XML_WORKBOOK`` or ``PAGE``
    :param sheet: name of the sheet the user chose, or ``None`` for the one with the customers; of a page,
        the largest table
    :param encoding: the user's choice, for a file of text that does not say its own
    :raises FileError: ``broken_spreadsheet``, ``password_protected``, ``zip_bomb``, ``sheet_too_large``,
        ``sheet_cell_too_long``, ``unknown_sheet``, ``empty_file``
    """
    if kind == XML_WORKBOOK:
        return _open_built(read_xml_workbook(content, filename, encoding), filename, sheet)
    if kind == XLSB:
        return _open_built(read_binary_workbook(content, filename), filename, sheet)
    if kind == PAGE:
        book, largest = read_page(content, filename, encoding)
        return _open_built(book, filename, sheet, largest)
    scanned = scan_xls(content, filename) if kind == XLS else scan(content, filename, kind)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return _opened(workbook, filename, sheet, scanned)
    except python_calamine.PasswordError as error:
        raise FileError("password_protected", filename=filename) from error
    except (python_calamine.CalamineError, python_calamine.ZipError, python_calamine.XmlError, OSError) as error:
        raise FileError("broken_spreadsheet", filename=filename) from error
    except BaseException as error:
        if type(error).__module__ != _CRASH:
            raise
        raise FileError("broken_spreadsheet", filename=filename) from error


def _open_built(book, filename, sheet, usual=""):
    scanned = book.scanned()
    refuse_large(scanned, filename, book.unpacked)
    return _opened(book, filename, sheet, scanned, usual)


def _opened(workbook, filename, sheet, scanned, usual=""):
    if "\0" in "".join(workbook.sheet_names):
        raise FileError("broken_spreadsheet", filename=filename)
    offered = [data.name for data in workbook.sheets_metadata if _is_offered(data)] or workbook.sheet_names
    if sheet:
        name = next((known for known in workbook.sheet_names if fold(known) == fold(sheet)), None)
        if name is None:
            raise FileError("unknown_sheet", filename=filename, sheet=shortened(sheet), sheets=", ".join(offered))
        others = []
    elif usual:
        name, others = usual, [other for other in offered if other != usual]
    else:
        name, others = _customer_sheet(workbook, offered)
    values = _values(workbook, name) if name else []
    if not values:
        raise FileError("empty_file", filename=filename)
    scan = scanned.get(name, Sheet())
    errors = _unusable(values, scan)
    beside = _units(values, scan)
    notes = (*_other_sheets(workbook, name, others, values), *_as_shown(values, scan), *_broken_accents(values))
    values, told = _without_outer_quotes(values)
    return SheetFile(values, filename, name, tuple(offered), errors, (*notes, *told), beside)


def _other_sheets(workbook, name, others, values):
    """Return notes on the sheets that are not read: those with the same columns, and the others."""
    names = _names(values[:_JUDGED])
    alike = [other for other in others if names and _is_alike(names, _names(_values(workbook, other, _JUDGED)))]
    rest = [other for other in others if other not in alike]
    if alike:
        yield Message("more_customer_sheets", {"sheet": name, "others": ", ".join(alike)})
    if rest:
        yield Message("other_sheets", {"sheet": name, "others": ", ".join(rest)})


def _names(values):
    """Return the column names of a sheet as they are compared, a set."""
    head = list(map(_texts, values))
    layout = find_layout(head, list(range(1, len(head) + 1))) if any(map(is_filled, head)) else None
    return (
        {key for key in map(key_of, layout.names) if key}
        if layout and any(map(is_filled, head[layout.first :]))
        else set()
    )


def _is_alike(names, others):
    return len(names & others) >= max(2, _ALIKE * min(len(names), len(others)))


def _unusable(values, scan):
    """Return what kind of message the cells get whose value cannot be used, and their text, by (row, column).

    The text is put in their place so that a row of such cells only does not count as blank.
    """
    found = {spot: ("error_cell", text) for spot, text in scan.errors.items()}
    found |= {spot: ("formula_without_result", _FORMULA) for spot in scan.formulas}
    for row, cells in enumerate(values, start=1):
        for cell in cells:
            if type(cell) is float and not -MOST_EXACT < cell < MOST_EXACT:
                spots = [(row, column) for column, other in enumerate(cells, start=1) if other is cell]
                found |= dict.fromkeys(spots, ("digits_lost", cell_text(cell)))
    width = len(values[0])
    last = max((row for row, _column in scan.formulas), default=0)
    values += [[""] * width for _row in range(len(values), min(last, len(values) + _MOST_FORMULAS))]
    for (row, column), (_kind, text) in found.items():
        if row <= len(values) and column <= len(values[row - 1]):
            values[row - 1][column - 1] = text
    return found


def _units(values, scan):
    """Return the sorted ``cell_number`` of the cells beside whose number the sheet shows a unit, by the unit."""
    found = {one: array("q", spots) for one, spots in scan.units.items()}
    for code, spots in scan.formats.items():
        several = set(units(code))
        if len(several) == 1:
            found.setdefault(several.pop(), array("q")).extend(spots)
            continue
        for spot in spots:
            row, column = divmod(spot, WIDTH)
            cell = values[row - 1][column - 1] if row <= len(values) and column <= len(values[row - 1]) else ""
            if (type(cell) is int or type(cell) is float) and math.isfinite(cell):
                found.setdefault(unit(code, cell), array("q")).append(spot)
    found.pop("", None)
    for spots in found.values() if scan.merged else ():
        known = set(spots)
        for top, left, bottom, _right in scan.merged:
            if cell_number(top, left) in known:
                spots.extend(cell_number(row, left) for row in range(top + 1, min(bottom, len(values)) + 1))
    return {one: np.unique(np.frombuffer(spots, dtype=np.int64)) for one, spots in found.items()}


def _as_shown(values, scan):
    """Put into ``values`` what the sheet shows where that is more than they say; yield notes on it."""
    for code, places in scan.formats.items():
        for spot in places if shapes(code) else ():
            row, column = divmod(spot, WIDTH)
            if row <= len(values) and column <= len(values[row - 1]):
                cell = values[row - 1][column - 1]
                if type(cell) in (int, float) and math.isfinite(cell) and (text := shown(code, cell)) is not None:
                    values[row - 1][column - 1] = text
    for (row, column), text in scan.shown.items():
        if row <= len(values) and column <= len(values[row - 1]) and type(values[row - 1][column - 1]) in (int, float):
            values[row - 1][column - 1] = text
    merged = [one for one in scan.merged if _spread(values, one)]
    if merged:
        top, left, bottom, right = merged[0]
        place = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
        yield Message("merged_cells", {"count": len(merged), "place": place})
    hidden = [row for row in scan.hidden if row <= len(values) and any(map(bool, values[row - 1]))]
    if hidden:
        yield Message("hidden_rows", {"count": len(hidden), "line": min(hidden)})


def _broken_accents(values):
    """Yield a note on letters that were lost before the sheet was made."""
    row = first_row_lost(values)
    if row >= 0:
        text = shown_cells([cell for cell in values[row] if type(cell) is str])
        yield Message("broken_accents", {"line": row + 1, "text": text})


def _spread(values, merged):
    """Put the value of merged cells into each of their rows that has other values; tell whether there is any.

    A sheet has each cell in one merged cell at most, so that a cell that is filled already ends it.
    """
    top, left, bottom, _right = merged
    if top > len(values) or left > len(values[top - 1]) or values[top - 1][left - 1] in ("", None):
        return False
    value, count = values[top - 1][left - 1], 0
    for cells in values[top : min(bottom, len(values))]:
        if left > len(cells) or cells[left - 1] not in ("", None):
            break
        if any(cell not in ("", None) for cell in cells):
            cells[left - 1] = value
            count += 1
    return bool(count)


def _without_outer_quotes(values):
    """Return ``values`` with each line cut that stands as a whole in the first column, and a note."""
    head = [row for row in values[:_JUDGED] if any(cell not in ("", None) for cell in row)]
    if any(type(row[0]) is not str or any(cell not in ("", None) for cell in row[1:]) for row in head):
        return values, ()
    dialect = find_dialect(["\n".join(row[0] for row in head)])
    if not dialect.is_csv or not dialect.delimiter or not head or dialect.delimiter not in head[0][0]:
        return values, ()
    cutter = Cutter(dialect.delimiter, dialect.quote, dialect.escape, dialect.spaced)
    rows = [[*_cut_cell(row[0], cutter), *row[1:]] if row[0] else row for row in values]
    while rows[0] and not any(map(bool, (row[-1] for row in rows if len(row) == len(rows[0])))) and len(rows[0]) > 1:
        rows = [row[:-1] for row in rows]
    return rows, (Message("quoted_lines"),)


def _cut_cell(cell, cutter):
    """Return the cells that stand in one, which is left whole where that is not certain."""
    rows = list(cutter.rows([cell])) if type(cell) is str and "\n" not in cell else []
    return rows[0].cells if len(rows) == 1 and not rows[0].fault else [cell]


def _is_offered(data):
    visible = data.visible == python_calamine.SheetVisibleEnum.Visible
    return visible and data.typ == python_calamine.SheetTypeEnum.WorkSheet


def _values(workbook, name, count=None):
    sheet = workbook.get_sheet_by_name(name)
    return sheet.to_python(skip_empty_area=False, nrows=count) if sheet.end else []


def _customer_sheet(workbook, names):
    """Return the name of the sheet that looks most like the customers, and of the others that are not blank."""
    if len(names) < 2:
        return next(iter(names), ""), []
    scores = {name: _score(name, _values(workbook, name, _JUDGED)) - rank / 1000 for rank, name in enumerate(names)}
    best = max(scores, key=scores.__getitem__)
    return best, [name for name in names if name != best and scores[name] > 0]


def _score(name, values):
    """Return how much a sheet looks like the list of customers: a header with known words, rows, its name."""
    head = list(map(_texts, values))
    filled = sum(map(is_filled, head))
    if not filled:
        return 0.0
    layout = find_layout(head, list(range(1, len(head) + 1)))
    width = sum(map(bool, layout.names)) if layout else 0
    named = any(word in fold(name) for word in _sheet_words())
    return 0.1 + min(filled, 20) / 20 + min(width, 10) / 10 + named


@cache
def _sheet_words():
    """Return the folded words by which a sheet of customers is called."""
    return (_ACCOUNT, *(word for word in words_of(*_OF_SHEETS) if len(word) >= _SHORTEST_WORD))


def _texts(row):
    return [cell.replace("\0", "") if type(cell) is str else cell_text(cell) for cell in row]


def cell_text(cell: object) -> str:
    """Return the value of a spreadsheet's cell as text, as exactly as the spreadsheet keeps it (15 digits)."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, (int, float)):
        return _number_text(cell)
    if isinstance(cell, datetime.datetime):
        at_midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, datetime.time):
        return cell.isoformat(timespec="seconds")
    return "" if cell is None else str(cell)


def _number_text(number):
    """Return a number without exponent, fractions with the 15 digits that spreadsheets show."""
    if not math.isfinite(number):
        return ""
    if number == int(number):
        return format(Decimal(repr(number)).to_integral_value(), "f")
    return format(Decimal(format(number, ".15g")), "f")
