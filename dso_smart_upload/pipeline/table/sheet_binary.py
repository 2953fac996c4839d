"""An Excel binary workbook (``.xlsb``).

In: the bytes of the file. Out: a ``BuiltBook``. python-calamine is not asked: it leaves out cells that other programs
than Excel write (those without their column), takes dates that are whole numbers for numbers, and stops at a sheet of
macros. The records are read as a stream against bounds; the texts that cells share come last, and of them only those
that are used are kept. Structures as in Microsoft's [MS-XLSB], where rows and columns count from 0.
"""

import io
import re
import struct
import zipfile

from ..message import FileError
from .date_format import BUILT_IN_MOMENTS, moment, moment_kind
from .filetype import UNREADABLE_ARCHIVE
from .number_format import BUILT_IN, counts
from .sheet_built import MAX_ROWS, BuiltBook, BuiltSheet, Room
from .sheet_limits import MAX_TEXT, TooLong, TooMuch, most_strings
from .sheet_office import targets
from .xls_scan import ERRORS

_WORKBOOK, _RELATIONS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
_STRINGS, _STYLES = "xl/sharedstrings.bin", "xl/styles.bin"
_PIECE = 2**22
_LONGEST = 2**24  # bytes of a record, and of the parts that say what is in the workbook
_MOST_IDLE = 2**23  # records of a workbook that are neither rows nor cells with a value
_ROW, _MERGED, _CELLS_END = 0, 176, 146
_BLANK, _SMALL, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(1, 8)
_FORMULAS = {8: _TEXT, 9: _REAL, 10: _BOOL, 11: _ERROR}
_FIRST_SHORT, _LAST_SHORT = 12, 18  # the kinds from _BLANK to _SHARED again, for cells without their column
_RICH_TEXT = 62
_FORMAT, _CELL_FORMATS, _CELL_FORMATS_END, _CELL_FORMAT = 44, 617, 618, 47
_PROPERTIES, _SHEET, _STRING = 153, 156, 19
_HIDDEN = 0x10  # in the options of a row
_BLANKS = re.compile(rb"(?:\x01\x08.{8})+", re.DOTALL)
_SHORT_BLANKS = re.compile(rb"(?:\x0c\x04.{4})+", re.DOTALL)
_BLANK_SIZE, _SHORT_BLANK_SIZE = 10, 6
_SKIPPED = -1
_NUMBER, _SIGNED, _DOUBLE = struct.Struct("<I"), struct.Struct("<i"), struct.Struct("<d")


def read_binary_workbook(content: bytes, filename: str) -> BuiltBook:
    """Return the ``BuiltBook`` in an Excel binary workbook.

    :raises FileError: ``broken_spreadsheet``, ``zip_bomb``, ``sheet_too_large``, ``sheet_cell_too_long``
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _Parts(archive)
            return _book(parts, filename)
    except TooLong as error:
        raise FileError("sheet_cell_too_long", filename=filename, limit=MAX_TEXT) from error
    except TooMuch as error:
        raise FileError("zip_bomb", filename=filename, size=parts.unpacked // 2**20) from error
    except (*UNREADABLE_ARCHIVE, struct.error, IndexError) as error:
        if isinstance(error, FileError):
            raise
        raise FileError("broken_spreadsheet", filename=filename) from error


class _Parts:
    """The parts of the archive, by their paths in small letters."""

    def __init__(self, archive):
        self._archive = archive
        self._members = {member.filename.replace("\\", "/").lower(): member for member in archive.infolist()}
        self.unpacked = sum(member.file_size for member in archive.infolist())

    def size(self, path):
        return self._members[path].file_size

    def small(self, path):
        """Return a part that is read as a whole.

        :raises ValueError: it is larger than any workbook has it
        """
        if self.size(path) > _LONGEST:
            raise ValueError("no workbook has so much to say")
        return self._archive.read(self._members[path])

    def records(self, path):
        """Yield (kind, data) of the records of a part; of blank cells in a row only the last."""
        kept = b""
        with self._archive.open(self._members[path]) as member:
            while piece := member.read(_PIECE):
                kept = yield from _whole_records(kept + piece)
                if len(kept) > _LONGEST:
                    raise TooLong
        if kept:
            raise ValueError("a record without an end")


def _whole_records(buffer):
    """Yield the records in ``buffer``, and return the bytes of the last one if it is not whole.

    Many blank cells without their column come as one record, of the kind ``_SKIPPED``, with their number.
    """
    place, end = 0, len(buffer)
    while place + 1 < end:
        kind, size = buffer[place], buffer[place + 1]
        start, at = place, place + 2
        if kind > 127 or size > 127:
            kind, size, at = _head(buffer, place)
        elif size == 8 and kind == _BLANK and buffer[at + 8 : at + 10] == b"\x01\x08":
            start = place = _end_of(_BLANKS, buffer, place) - _BLANK_SIZE
            at = place + 2
        elif size == 4 and kind == _FIRST_SHORT and buffer[at + 4 : at + 6] == b"\x0c\x04":
            place = _end_of(_SHORT_BLANKS, buffer, place)
            yield _SKIPPED, (place - start) // _SHORT_BLANK_SIZE
            continue
        place = at + size
        if place > end:
            return buffer[start:]
        yield kind, buffer[at:place]
    return buffer[place:]


def _end_of(run, buffer, place):
    """Return where the records at ``place`` end that ``run`` matches."""
    found = run.match(buffer, place)
    return found.end() if found else place


def _head(buffer, at):
    """Return the kind and the size of a record, and where its data start, which is beyond ``buffer`` if it is cut."""
    kind, size = buffer[at] & 0x7F, 0
    at += 1
    if buffer[at - 1] & 0x80:
        kind |= (buffer[at] & 0x7F) << 7
        at += 1
    for shift in (0, 7, 14, 21):
        byte = buffer[at] if at < len(buffer) else 0xFF
        size |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            break
    return kind, size, at


def _text(data, at):
    """Return the text at ``at``, and where it ends."""
    (length,) = _NUMBER.unpack_from(data, at)
    end = at + 4 + 2 * length
    if end > len(data):
        raise ValueError("a text without an end")
    if length > MAX_TEXT:
        raise TooLong
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _book(parts, filename):
    paths, is_1904 = _sheets(parts)
    codes = _codes(parts)
    moments = {style: kind for style, code in enumerate(codes) if (kind := moment_kind(code))}
    shaped = {style: code for style, code in enumerate(codes) if style not in moments and counts(code)}
    room, sheets, idle = Room(), [], 0
    for name, (path, state) in paths.items():
        reader = _Cells(BuiltSheet(name, filename, room), moments, shaped, is_1904)
        reader.sheet.is_hidden = state != 0
        idle = reader.read(parts.records(path), idle)
        sheets.append(reader.sheet)
    _put_strings(parts, sheets)
    return BuiltBook(sheets, parts.unpacked)


def _sheets(parts):
    """Return the path and the state of each sheet, by its name, and whether dates count from 1904.

    Charts, dialogs and macros, which are sheets as well, are left out.
    """
    places, found, is_1904 = targets(parts.small(_RELATIONS)), {}, False
    for kind, data in parts.records(_WORKBOOK):
        if kind == _PROPERTIES:
            is_1904 = bool(data[0] & 1)
        elif kind == _SHEET and _NUMBER.unpack_from(data, 8)[0] <= MAX_TEXT:
            relation, at = _text(data, 8)
            name, _end = _text(data, at)
            path, sort = places.get(relation, ("", ""))
            if sort != "worksheet":
                continue
            if name in found or any(path == other for other, _state in found.values()):
                raise ValueError("two sheets of one name, or two names of one sheet")
            found[name] = path, _NUMBER.unpack_from(data)[0]
    return found, is_1904


def _codes(parts):
    """Return the code of the number format of each style, list of str."""
    codes, styles, are_cells = BUILT_IN | BUILT_IN_MOMENTS, [], False
    for kind, data in parts.records(_STYLES):
        if kind == _FORMAT:
            codes[int.from_bytes(data[:2], "little")] = _text(data, 2)[0]
        elif kind in (_CELL_FORMATS, _CELL_FORMATS_END):
            are_cells = kind == _CELL_FORMATS
        elif kind == _CELL_FORMAT and are_cells:
            styles.append(int.from_bytes(data[2:4], "little"))
    return [codes.get(number, "") for number in styles]


class _Cells:
    """Puts the cells of a part into a ``BuiltSheet``.

    :param moments: kind of moment by the number of each style that shows one
    :param shaped: code of the number format by the number of each other style in which it is part of the value
    """

    def __init__(self, sheet, moments, shaped, is_1904):
        self.sheet, self._moments, self._shaped, self._is_1904 = sheet, moments, shaped, is_1904
        self._row = self._last_row = self._column = -1

    def read(self, records, idle):
        """Read ``records`` and return how many of them and of those before (``idle``) are neither rows nor values."""
        for kind, data in records:
            if kind == _ROW:
                self._start_row(data)
            elif _BLANK <= kind <= _LAST_SHORT or kind == _RICH_TEXT:
                idle += not self._read_cell(kind, data)
            else:
                self._read_other(kind, data)
                idle += 1
            if idle > _MOST_IDLE:
                raise self.sheet.too_large(self._last_row + 1, self._column + 1)
        return idle

    def _start_row(self, data):
        (row,) = _NUMBER.unpack_from(data)
        if not self._last_row < row < MAX_ROWS:
            raise ValueError("a row that does not come after the one before")
        if data[11] & _HIDDEN:
            self.sheet.hide(row + 1)
        self._row = self._last_row = row
        self._column = -1

    def _read_other(self, kind, data):
        if kind == _SKIPPED:
            self._column += data
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", data)
            self.sheet.merge(top + 1, left + 1, bottom - top, right - left)
        elif kind == _CELLS_END:
            self._row = -1

    def _read_cell(self, kind, data):
        """Take note of a cell, and tell whether it has a value."""
        if _FIRST_SHORT <= kind <= _LAST_SHORT:
            column, at, kind = self._column + 1, 4, kind + _BLANK - _FIRST_SHORT
        else:
            (column,), at = _NUMBER.unpack_from(data), 8
            kind = _FORMULAS.get(kind, kind)
        if self._row < 0 or column <= self._column:
            raise ValueError("a cell outside the rows, or left of the one before")
        self._column = column
        if kind != _BLANK:
            self._put(self._row + 1, column + 1, kind, data, at)
        return kind != _BLANK

    def _put(self, row, column, kind, data, at):
        """Put the value that stands in ``data`` from ``at`` on."""
        if kind == _SHARED:
            self.sheet.put(row, column, _NUMBER.unpack_from(data, at)[0])
        elif kind == _SMALL or kind == _REAL:
            number = _small_number(data, at) if kind == _SMALL else _DOUBLE.unpack_from(data, at)[0]
            style = int.from_bytes(data[at - 4 : at - 1], "little")
            if style in self._moments:
                number = moment(number, self._moments[style], self._is_1904)
            elif style in self._shaped:
                self.sheet.put_format(row, column, self._shaped[style])
            self.sheet.put(row, column, number)
        elif kind == _BOOL:
            self.sheet.put(row, column, data[at] != 0)
        elif kind == _ERROR:
            text = ERRORS.get(data[at], "#ERROR!")
            self.sheet.put_error(row, column, text)
            self.sheet.put(row, column, text)
        elif text := _text(data, at + (kind == _RICH_TEXT))[0]:
            self.sheet.put(row, column, text)


def _small_number(data, at):
    """Return a number that is kept in four bytes, of which two bits say how (RkNumber)."""
    how = data[at] & 3
    if how & 2:
        number = float(_SIGNED.unpack_from(data, at)[0] >> 2)
    else:
        (number,) = _DOUBLE.unpack(bytes((0, 0, 0, 0, data[at] & 0xFC)) + data[at + 1 : at + 4])
    return number / 100 if how & 1 else number


def _put_strings(parts, sheets):
    """Put the texts that cells share in the place of their numbers.

    :raises TooMuch: there are much more of them than cells
    :raises KeyError: there are cells without their text
    """
    used = set().union(*(sheet.references() for sheet in sheets))
    if not used:
        return
    if parts.size(_STRINGS) > most_strings(sum(sheet.filled for sheet in sheets)):
        raise TooMuch
    items = (data for kind, data in parts.records(_STRINGS) if kind == _STRING)
    strings = {number: _text(data, 1)[0] for number, data in enumerate(items) if number in used}
    for sheet in sheets:
        sheet.put_references(strings)
