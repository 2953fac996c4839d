"""The rejected rows of a file as a file of their own, to be corrected and imported again.

In: the ``Table`` of the file and what was wrong with some of its rows. Out: the bytes of a ``.csv`` or an ``.xlsx``:
the original columns, and before them the line in the original file and the reason. ``table.returned`` tells how such a
file is known when it comes back, and why it then reads as if it were the original one.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import xlsxwriter

from .message import FileError
from .table import Table
from .table.encoding import find_encoding
from .table.returned import LINE, REASON, distinct_quote, harmless

MARKED = "utf-8-sig"  # UTF-8 with its byte-order mark, which nothing mistakes for another encoding
SHEET = "Rejected rows"

_ROWS, _CHARACTERS = 1_048_575, 32_767  # what a spreadsheet holds: rows below a header, characters in a cell
_WIDEST = 60  # characters of the widest column
_NO_TEXT = dict.fromkeys([*range(0x09), *range(0x0E, 0x1A)])  # control characters, by which a file counts as binary
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_RED, _PINK = "#9C0006", "#FFC7CE"


@dataclass(frozen=True)
class Rejected:
    """What is wrong with one row.

    :param line: its physical line in the file, as ``Table.lines`` has it
    :param reason: why it was rejected
    :param columns: headers of the cells that are wrong
    """

    line: int
    reason: str
    columns: tuple[str, ...] = ()


def rejected_csv(table: Table, rejected: Iterable[Rejected], encoding: str | None = None) -> bytes:
    """Return the rejected rows as text in the encoding and with the delimiter of the file they come from.

    A spreadsheet's are UTF-8 with a byte-order mark and semicolons, and so is what the file's own encoding would not
    be recognised in again: a few rows may not show any more what the whole file did. Columns that spaces set apart in
    the file are set apart by semicolons.

    :param rejected: of each row; lines that the table does not have are left out
    :param encoding: any name that Python knows, instead of the file's own
    """
    encoding = encoding or table.encoding or MARKED
    delimiter = table.delimiter if len(table.delimiter) == 1 else ";"
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([LINE, REASON, *map(harmless, _names(table))])
    for one, cells in _rows(table, rejected):
        writer.writerow([one.line, harmless(one.reason), *map(harmless, cells)])
    return _encoded(text.getvalue().translate(_NO_TEXT), encoding)


def rejected_xlsx(table: Table, rejected: Iterable[Rejected]) -> bytes:
    """Return the rejected rows as a spreadsheet in which the wrong cells are red.

    All cells are text, as they stand in the file: nothing in them is run, and no zero is lost.

    :param rejected: of each row; lines that the table does not have are left out
    :raises FileError: ``rejected_too_large``
    """
    rows = list(_rows(table, rejected))
    if len(rows) > _ROWS or any(len(cell) >= _CHARACTERS for _one, cells in rows for cell in cells):
        raise FileError("rejected_too_large", count=len(rows))
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        _fill(workbook, table, rows)
    return content.getvalue()


def _names(table):
    """Return the header with a name for each column."""
    return [name if name.strip() else f"Column {number}" for number, name in enumerate(table.header, start=1)]


def _rows(table, rejected):
    """Yield (``Rejected``, cells of its row), in the order of the file.

    What stood in a row beyond the last column is one cell more, so that the row cannot pass uncorrected.
    """
    positions = {line: row for row, line in enumerate(table.lines)}
    beyond = {issue.row: issue.value for issue in table.issues if issue.kind == "too_many_cells"}
    known = sorted((one for one in rejected if one.line in positions), key=lambda one: positions[one.line])
    rows = [positions[one.line] for one in known]
    for one, row, cells in zip(known, rows, table.rows.take(rows).itertuples(index=False, name=None), strict=True):
        yield one, ([*cells, beyond[row]] if row in beyond else list(cells))


# -- text --


def _encoded(text, encoding):
    """Return ``text`` in ``encoding``, or in UTF-8 with its mark where that could not be recognised again."""
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_replacements(text, encoding))
        content = text.encode(encoding)
    return content if _reads_as(content) == text else text.encode(MARKED)


def _reads_as(content):
    """Return the text that reading finds in ``content``, ``None`` where it cannot be read or is not sure."""
    try:
        found = find_encoding(content, "")
    except FileError:
        return None
    return content.decode(found.name).removeprefix("\ufeff") if found.sure else None


def _replacements(text, encoding):
    """Return for each character of ``text`` that ``encoding`` does not have what stands for it: its plain letter."""
    found = {}
    for char in set(text):
        if not _has(encoding, char):
            plain = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
            found[ord(char)] = plain if _has(encoding, plain) else "?"
    return found


def _has(encoding, text):
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


# -- spreadsheet --


def _fill(workbook, table, rows):
    """Write header and rows into a new sheet of ``workbook``."""
    sheet = workbook.add_worksheet(_sheet_name(table.sheet))
    text = {"num_format": "@", "valign": "top"}
    header = workbook.add_format({**text, "bold": True})
    line = workbook.add_format({"valign": "top"})
    reason = workbook.add_format({**text, "font_color": _RED, "text_wrap": True})
    good = workbook.add_format({**text, "quote_prefix": True})
    bad = workbook.add_format({**text, "quote_prefix": True, "font_color": _RED, "bg_color": _PINK})
    for column, name in enumerate((LINE, REASON, *map(distinct_quote, _names(table)))):
        sheet.write_string(0, column, name, header)
    for number, (one, cells) in enumerate(rows, start=1):
        sheet.write_number(number, 0, one.line, line)
        sheet.write_string(number, 1, one.reason[:_CHARACTERS], reason)
        wrong = [name in one.columns for name in table.header] + [True] * (len(cells) - len(table.header))
        for column, (cell, is_wrong) in enumerate(zip(cells, wrong, strict=True), start=2):
            if cell:
                sheet.write_string(number, column, distinct_quote(cell), bad if is_wrong else good)
            else:
                sheet.write_blank(number, column, None, bad if is_wrong else good)
    _lay_out(sheet, table, rows)


def _lay_out(sheet, table, rows):
    """Make the sheet pleasant to work in: the header and the two columns stay in sight, columns as wide as needed."""
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(rows), len(table.header) + 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_column(0, 0, len(LINE))
    sheet.set_column(1, 1, _WIDEST)
    for column, name in enumerate(table.header):
        widest = max([len(name), *(len(cells[column]) for _one, cells in rows)])
        sheet.set_column(column + 2, column + 2, min(widest, _WIDEST) + 2)


def _sheet_name(name):
    """Return ``name`` as a sheet can be called, so that a mapping which names the sheet finds it."""
    name = _NOT_IN_SHEET_NAMES.sub(" ", name)[:31].strip("' ")
    return name if name and name.lower() != "history" else SHEET
