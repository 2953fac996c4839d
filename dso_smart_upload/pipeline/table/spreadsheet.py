"""Spreadsheets: the sheet with the customers, its cells as text.

In: the bytes of an ``.xlsx``, ``.xlsm``, ``.xls`` or ``.ods`` file. Out: a ``SheetFile``, which gives its
rows like a text file does. Numbers come out as they were typed (no ``.0``, no exponent), dates as ISO dates.
Macros, formulas and links to other files are never run or followed: only the stored values are read.
"""

import datetime
import io
import math
from dataclasses import dataclass, field
from decimal import Decimal

import python_calamine

from ..message import FileError, Message
from ..words import fold
from .filetype import XLS
from .grid import first_rows, make_grid
from .layout import find_layout, is_filled
from .sheet_limits import Sheet
from .sheet_scan import scan
from .xls_scan import scan_xls

_SHEET_WORDS = ("client", "customer", "kunde", "debitor", "cliente", "clienti", "klant", "account", "partner", "tiers")
_CRASH = "pyo3_runtime"  # where what calamine raises when it crashes on a damaged file lives; it is no Exception
_JUDGED = 60  # rows of each sheet by which the one with the customers is found


@dataclass(frozen=True, eq=False)
class SheetFile:
    """A spreadsheet with the sheet that is read.

    :param values: rows of the sheet as calamine gives them, from row 1 and column A on
    :param errors: text of the cells that show an error, by (row, column), both from 1
    """

    values: list
    filename: str
    sheet: str
    sheets: tuple
    errors: dict = field(default_factory=dict)
    notes: tuple = ()

    encoding = ""
    delimiter = ""

    def head(self, until=0):
        """Return the first rows (list of list of str), at least to line ``until``, and their lines."""
        return first_rows(enumerate(map(_texts, self.values), start=1), until)

    def grids(self, first, size=None):
        """Yield all rows from position ``first`` on as ``Grid`` of ``size`` rows each (all in one without it)."""
        count = len(self.values)
        for start in range(first, count, size or count):
            end = min(start + (size or count), count)
            yield make_grid([_texts(row) for row in self.values[start:end]], range(start + 1, end + 1))


def open_spreadsheet(content, filename, kind, sheet=None):
    """Return the ``SheetFile`` in ``content``.

    :param bytes content: the whole file
    :param kind: ``XLSX``, ``XLS`` or ``ODS``
    :param sheet: name of the sheet the user chose, or ``None`` for the one with the customers
    :raises FileError: ``broken_spreadsheet``, ``password_protected``, ``zip_bomb``, ``sheet_too_large``,
        ``sheet_cell_too_long``, ``unknown_sheet``, ``empty_file``
    """
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


def _opened(workbook, filename, sheet, scanned):
    if "\0" in "".join(workbook.sheet_names):
        raise FileError("broken_spreadsheet", filename=filename)
    offered = [data.name for data in workbook.sheets_metadata if _is_offered(data)] or workbook.sheet_names
    if sheet:
        name = next((known for known in workbook.sheet_names if fold(known) == fold(sheet)), None)
        if name is None:
            raise FileError("unknown_sheet", filename=filename, sheet=sheet, sheets=", ".join(offered))
        others = []
    else:
        name, others = _customer_sheet(workbook, offered)
    values = _values(workbook, name) if name else []
    if not values:
        raise FileError("empty_file", filename=filename)
    notes = (Message("other_sheets", {"sheet": name, "others": ", ".join(others)}),) if others else ()
    return SheetFile(values, filename, name, tuple(offered), scanned.get(name, Sheet()).errors, notes)


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
    best = max(scores, key=scores.get)
    return best, [name for name in names if name != best and scores[name] > 0]


def _score(name, values):
    """Return how much a sheet looks like the list of customers: a header with known words, rows, its name."""
    head = list(map(_texts, values))
    filled = sum(map(is_filled, head))
    if not filled:
        return 0.0
    layout = find_layout(head, list(range(1, len(head) + 1)))
    width = sum(map(bool, layout.names)) if layout else 0
    named = any(word in fold(name) for word in _SHEET_WORDS)
    return 0.1 + min(filled, 20) / 20 + min(width, 10) / 10 + named


def _texts(row):
    return [cell.replace("\0", "") if type(cell) is str else cell_text(cell) for cell in row]


def cell_text(cell):
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
