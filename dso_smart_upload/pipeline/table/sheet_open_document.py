"""How far the sheets of an ``.ods`` file reach, and which of their cells show an error.

In: the members of the archive. Out: a ``Sheet`` per name. Rows and cells say how often they are repeated.
"""

import html
import re
from dataclasses import replace

from .sheet_limits import Sheet

_LONGEST_CELL = 2**24  # bytes, tags inside it included
_PART = re.compile(
    rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)\b((?:[^>\"']|\"[^\"<]*\"|'[^'<]*')*?)(/?)>"
)
_REPEATED = re.compile(rb"table:number-(?:rows|columns)-repeated\s*=\s*[\"'](\d{1,10})[\"']")
_HAS_VALUE = re.compile(rb"\bvalue-type\s*=")
_NAME = re.compile(rb"\btable:name\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def open_document_sheets(members):
    """Return the ``Sheet`` of each name.

    :param members: dict name -> function that yields the member in pieces
    :raises ValueError: the file is damaged, or written to do harm
    :raises KeyError: it is not a spreadsheet
    """
    for name in members.keys() - {"content.xml"}:
        for _piece in members[name]():
            pass
    found = {}
    for name, row, column, again, attributes in _cells(_parts(members["content.xml"]())):
        sheet = found.setdefault(name, Sheet())
        if b'calcext:value-type="error"' in attributes:
            sheet.errors[row, column] = "#ERROR!"
        reach = {"rows": max(sheet.rows, row), "columns": max(sheet.columns, column)}
        found[name] = replace(sheet, **reach, filled=sheet.filled + 1, repeated=sheet.repeated + again)
    return found


def _cells(parts):
    """Yield of each cell with a value its sheet, last row, last column, bytes of its repeated text, and attributes."""
    name, row, column, times = "", 0, 0, 1
    for (closing, part, attributes, empty), length in parts:
        count = _count(attributes)
        if part == b"table" and not closing:
            name, row = _name(attributes), 0
        elif part == b"table-row":
            if closing or empty:
                row += times if closing else count
            if not closing:
                times, column = count, 0
        elif part != b"table" and not closing:
            column += count
            if _HAS_VALUE.search(attributes):
                yield name, row + times, column, length * (count * times - 1), attributes


def _name(attributes):
    match = _NAME.search(attributes)
    return html.unescape((match.group(1) or match.group(2) or b"").decode()) if match else ""


def _count(attributes):
    """Return how often a row or a cell is repeated."""
    if b"-repeated" not in attributes:
        return 1
    match = _REPEATED.search(attributes)
    if not match:
        raise ValueError("no number of repetitions")
    return int(match.group(1))


def _parts(pieces):
    """Yield the groups of each tag of a table, row or cell, and how many bytes stand between it and the next one."""
    kept = b""
    for piece in pieces:
        text = kept + piece
        last = None
        for match in _PART.finditer(text, 0, text.rfind(b"<")):
            if last:
                yield last.groups(), match.start() - last.end()
            last = match
        kept = text[last.start() :] if last else text
        if len(kept) > _LONGEST_CELL:
            raise ValueError("a cell without an end")
    for match in _PART.finditer(kept):
        yield match.groups(), len(kept) - match.end()
