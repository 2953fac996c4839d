"""A look into an old ``.xls`` file before it is opened: whether it has a password, how far each sheet
reaches, which cells show an error, and what the values do not say: number formats, merged cells, hidden rows.

In: the bytes of the file. Out: a ``Sheet`` per name. The reasons are those of ``sheet_scan``. Structures as in
Microsoft's [MS-CFB] (the compound file) and [MS-XLS] (the records of a workbook).
"""

import struct
from array import array

from ..message import FileError
from .number_format import BUILT_IN, counts
from .sheet_limits import MAX_MERGED, Sheet, cell_number, refuse_large

_STREAM, _ROOT = 2, 5  # kinds of entries in the directory
_SMALLEST = 4096  # bytes from which a stream has sectors of its own
_SECTOR_END = 0xFFFFFFFA  # sector numbers from here on are marks
_BOF, _EOF, _BOUNDSHEET, _FILEPASS, _FORMULA, _BOOLERR = 0x809, 0x0A, 0x85, 0x2F, 0x06, 0x205
_MULRK = 0xBD  # several numbers in one record
_NUMBERS = frozenset((_FORMULA, 0x27E, 0x203))
_FORMAT, _XF, _ROW, _MERGED = 0x41E, 0xE0, 0x208, 0xE5
_DIMENSIONS, _REACHES = 0x200, {10: "<4H", 14: "<IIHH"}  # how far a sheet reaches, by the length of the record
_MOST_ROWS, _MOST_COLUMNS = 2**16, 2**8
_HIDDEN = 0x20  # in the options of a row
_VALUES = frozenset((_FORMULA, _BOOLERR, _MULRK, 0x27E, 0x203, 0xFD, 0x204, 0xD6))
ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}


def scan_xls(content: bytes, filename: str) -> dict[str, Sheet]:
    """Return the ``Sheet`` of each name in an ``.xls`` file.

    :raises FileError: ``broken_spreadsheet``, ``password_protected``, ``sheet_too_large``
    """
    try:
        stream = _workbook_stream(content)
        places, protected = _sheet_places(stream)
        styles = {} if protected else _styles(stream)
    except (struct.error, IndexError, ValueError) as error:
        raise FileError("broken_spreadsheet", filename=filename) from error
    if protected:
        raise FileError("password_protected", filename=filename)
    sheets = {name: _sheet(stream, start, styles) for name, start in places.items()}
    refuse_large(sheets, filename)
    return sheets


def _workbook_stream(content):
    """Return the stream named Workbook out of the compound file.

    :raises ValueError: the file is damaged: its sectors lead out of it or round in a circle, in which the reader of
        spreadsheets would be caught
    """
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        raise ValueError("no sector size")
    numbers = struct.Struct(f"<{size // 4}I")
    tables = [sector for sector in struct.unpack_from("<109I", content, 76) if sector < _SECTOR_END]
    following, seen = struct.unpack_from("<I", content, 68)[0], set()
    while following < _SECTOR_END:
        if following in seen:
            raise ValueError("sectors in a circle")
        seen.add(following)
        *more, following = numbers.unpack_from(content, (following + 1) * size)
        tables += [sector for sector in more if sector < _SECTOR_END]
    next_sector = [number for table in tables for number in numbers.unpack_from(content, (table + 1) * size)]
    directory, small_table = struct.unpack_from("<I", content, 48)[0], struct.unpack_from("<I", content, 60)[0]
    _chain(content, small_table, next_sector, size)
    entries = _chain(content, directory, next_sector, size)
    workbook = b""
    for place in range(0, len(entries), 128):
        length, kind = struct.unpack_from("<HB", entries, place + 64)
        start, used = struct.unpack_from("<II", entries, place + 116)
        name = entries[place : place + max(min(length, 64) - 2, 0)].decode("utf-16-le")
        is_large = kind == _ROOT or (kind == _STREAM and used >= _SMALLEST)
        stream = _chain(content, start, next_sector, size) if is_large else b""
        if name in ("Workbook", "Book"):
            workbook = stream[:used]
    return workbook


def _chain(content, sector, next_sector, size):
    """Return the bytes of the sectors that follow one another from ``sector`` on."""
    parts, seen = [], set()
    while sector < _SECTOR_END:
        if sector in seen or (sector + 1) * size >= len(content):
            raise ValueError("sectors in a circle, or outside the file")
        seen.add(sector)
        parts.append(content[(sector + 1) * size : (sector + 2) * size])
        sector = next_sector[sector]
    return b"".join(parts)


def _records(stream, place=0):
    """Yield (kind, data) of the records from ``place`` to the end of the sheet or of the workbook's own part."""
    depth = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        place += 4 + length


def _sheet_places(stream):
    """Return where each sheet starts, by name, and whether the workbook has a password.

    :raises ValueError: a sheet starts outside the stream, or reaches where none does, which the reader of spreadsheets
        would not survive; or it does not begin as sheets do, so that the reader would see more of it than this
    """
    places, protected, walked = {}, False, 0
    _check_begin(stream, 0)
    for kind, data in _records(stream):
        protected |= kind == _FILEPASS
        if kind == _BOUNDSHEET and len(data) > 8 and not protected:
            place, _visible, length, wide = struct.unpack_from("<IHBB", data)
            text = data[8 : 8 + 2 * length] if wide & 1 else data[8 : 8 + length]
            places[text.decode("utf-16-le" if wide & 1 else "latin-1", "replace")] = place
            if place >= len(stream):
                raise ValueError("a sheet outside the file")
            _check_begin(stream, place)
            walked += _check_reach(stream, place)
            if walked > len(stream):  # the reader goes through each of them
                raise ValueError("sheets within each other")
    return places, protected


def _check_begin(stream, place):
    if stream[place : place + 2] != _BOF.to_bytes(2, "little"):
        raise ValueError("a part that does not begin as parts do")


def _check_reach(stream, place):
    """Refuse a sheet that cannot reach as far as it says: the reader takes memory for all its cells at once.

    :return: bytes of the sheet
    :raises ValueError: it does
    """
    start = place
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == _EOF:
            break
        if kind == _DIMENSIONS and length in _REACHES:
            first, rows, left, columns = struct.unpack_from(_REACHES[length], stream, place + 4)
            if not (first <= rows <= _MOST_ROWS and left <= columns <= _MOST_COLUMNS):
                raise ValueError("a sheet that ends before it begins, or where no sheet reaches")
        place += 4 + length
    return place - start


def _styles(stream):
    """Return the code of the number format by the number of each style in which it is part of the value."""
    codes, styles = dict(BUILT_IN), []
    for kind, data in _records(stream):
        if kind == _FORMAT and len(data) > 5:
            number, length, wide = struct.unpack_from("<HHB", data)
            text = data[5 : 5 + 2 * length] if wide & 1 else data[5 : 5 + length]
            codes[number] = text.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
        elif kind == _XF and len(data) > 3:
            styles.append(struct.unpack_from("<H", data, 2)[0])
    found = {number: codes.get(code, "") for number, code in enumerate(styles)}
    return {number: code for number, code in found.items() if code and counts(code)}


def _sheet(stream, start, styles):
    """Return the ``Sheet`` that starts at ``start``: how far it reaches, its errors, what its values do not say.

    :param styles: dict of number of a style -> code of its number format
    """
    rows = columns = filled = 0
    errors, formats, merged, hidden = {}, {}, [], array("q")
    for kind, data in _records(stream, start):
        if kind == _ROW and len(data) > 13 and struct.unpack_from("<H", data, 12)[0] & _HIDDEN:
            hidden.append(struct.unpack_from("<H", data)[0] + 1)
        elif kind == _MERGED and len(data) > 1 and len(merged) < MAX_MERGED:
            merged += _ranges(data)
        if kind not in _VALUES or len(data) < 8:
            continue
        row, column = struct.unpack_from("<HH", data)
        last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind == _MULRK else column
        rows, columns, filled = max(rows, row + 1), max(columns, last + 1), filled + max(last + 1 - column, 1)
        for code, at in _formatted(kind, data, styles) if styles else ():
            formats.setdefault(code, array("q")).append(cell_number(row + 1, at + 1))
        if error := _error(kind, data):
            errors[row + 1, column + 1] = error
    return Sheet(rows, columns, errors, filled, formats=formats, merged=merged, hidden=hidden)


def _error(kind, data):
    """Return the text of the error that a cell shows, ``""`` where it shows none."""
    if kind == _BOOLERR and data[7]:
        return ERRORS.get(data[6], "#ERROR!")
    if kind == _FORMULA and data[6] == 2 and data[12:14] == b"\xff\xff":
        return ERRORS.get(data[8], "#ERROR!")
    return ""


def _formatted(kind, data, styles):
    """Yield the code of the number format and the column, from 0, of each cell of a record with one of ``styles``."""
    _row, column, style = struct.unpack_from("<HHH", data)
    if kind in _NUMBERS and style in styles:
        yield styles[style], column
    for at in range(4, len(data) - 7, 6) if kind == _MULRK else ():
        style = struct.unpack_from("<H", data, at)[0]
        if style in styles:
            yield styles[style], column + (at - 4) // 6


def _ranges(data):
    """Return the merged cells over several rows: first row, first column, last row, last column, from 1."""
    count = min(struct.unpack_from("<H", data)[0], (len(data) - 2) // 8)
    found = (struct.unpack_from("<4H", data, 2 + 8 * number) for number in range(count))
    return [(top + 1, left + 1, bottom + 1, right + 1) for top, bottom, left, right in found if bottom > top]
