"""How far the sheets of an ``.xlsx`` file reach, and which of their cells show an error.

In: the members of the archive. Out: a ``Sheet`` per name. Any member with rows of cells may be read as a sheet,
whatever its name. Tags are searched for, which is fast; a sheet whose cells are written in another way than the usual
programs write them is parsed.
"""

import html
import re
from dataclasses import replace
from xml.parsers import expat

import numpy as np

from .grid import MAX_COLUMNS
from .sheet_limits import Sheet, TooMuch, column_number, most_repeated, most_strings

_STRINGS = "xl/sharedstrings.xml"
_WORKBOOK = ("xl/_rels/workbook.xml.rels", "xl/workbook.xml")
_MOST_PARSED = 2**26  # bytes of a sheet that is written in an unusual way
_LONGEST_ROW = 2**24  # bytes; also of the list of sheets
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_OTHERS = rb'(?: (?!r=)[\w:]+="[^"<]*")*'
_CELL = re.compile(
    rb"<(?:\w+:)?c" + _OTHERS + rb' r="([A-Z]{1,3})(\d{1,7})"' + _OTHERS + rb" ?(?:/>|>(?:</(?:\w+:)?c>|(<)))"
)
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ERROR = re.compile(
    rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,4})(\d{1,8})"(?=[^>]*\bt="e")[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<',
    re.DOTALL,
)
_STRING = re.compile(rb"<(?:\w+:)?si[\s/>]")
_SHARED = re.compile(rb'<(?:\w+:)?c [^>]*?\bt="s"[^>]*><(?:\w+:)?v>(\d{1,9})<')
_POSITION = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


def office_sheets(members, sizes):
    """Return the ``Sheet`` of each name.

    :param members: dict name -> function that yields the member in pieces
    :param sizes: dict name -> bytes of the member
    :raises TooMuch: most of its strings stand in no cell
    :raises ValueError: the file is damaged, or written to do harm
    :raises KeyError: it is not a workbook
    """
    names = {name.replace("\\", "/").lower(): name for name in members}
    if any(sizes[names[path]] > _LONGEST_ROW for path in _WORKBOOK):
        raise ValueError("no workbook has so much to say")
    paths = _sheet_paths(*(b"".join(members[names[path]]()) for path in _WORKBOOK))
    strings = names.pop(_STRINGS, None)
    found = {name: sheet for name in names.values() if (sheet := _sheet(members[name])) is not None}
    lengths = np.zeros(0, dtype=np.int64)
    if strings is not None:
        if sizes[strings] > most_strings(sum(sheet.repeated for sheet in found.values())):
            raise TooMuch
        if _sheet(members[strings]) is not None:
            raise ValueError("a sheet among the strings")
        lengths = _string_lengths(members[strings]())
    allowed = most_repeated(sum(sizes.values()))
    titles = {name: paths.get(path, name) for path, name in names.items() if name in found}
    if len(set(titles.values())) < len(titles):
        raise ValueError("two sheets of one name")
    return {title: _with_strings(found[name], lengths, allowed, members[name]) for name, title in titles.items()}


def _sheet_paths(relations, workbook):
    """Return the name of the sheet that each member of the archive holds, its path in small letters."""
    targets = {}
    for tag in _RELATION.findall(relations):
        path = _attribute(tag, b"Target").removeprefix("/")
        targets[_attribute(tag, b"Id")] = path if path.startswith("xl/") else f"xl/{path}"
    sheets = _SHEET.findall(workbook)
    return {targets.get(_attribute(tag, rb"\w+:id"), "").lower(): _attribute(tag, b"name") for tag in sheets}


def _attribute(tag, name):
    match = re.search(rb"\s" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return html.unescape((match.group(1) or match.group(2) or b"").decode()) if match else ""


def _sheet(pieces):
    """Return the ``Sheet`` in a member, ``None`` where it holds none.

    :param pieces: function that yields the member in pieces
    """
    rows = columns = filled = shared = 0
    errors, is_sheet = {}, False
    for part in _whole_rows(pieces()):
        is_sheet = True
        cells = _CELL.findall(part)
        if len(cells) != len(_ANY_CELL.findall(part)):
            return _parsed(pieces())
        values = [(letters, number) for letters, number, value in cells if value]
        filled, shared = filled + len(values), shared + part.count(b't="s"')
        rows = max([rows, *map(int, {number for _letters, number in values})])
        columns = max([columns, *map(column_number, {letters for letters, _number in values})])
        if columns > MAX_COLUMNS:
            break
        if b't="e"' in part:
            for letters, number, text in _ERROR.findall(part):
                errors[int(number), column_number(letters)] = text.decode("utf-8", "replace")
    return Sheet(rows, columns, errors, filled, shared) if is_sheet else None


def _whole_rows(pieces):
    """Yield what a sheet writes of its rows of cells, cut between two rows; nothing of a member that is no sheet."""
    kept, is_sheet = b"", False
    for piece in pieces:
        text = kept + piece
        is_sheet = is_sheet or b"sheetData" in text
        end = text.rfind(b"row>") + 4 if is_sheet else len(text) - len(b"sheetData")
        if is_sheet and end > 4:
            yield text[:end]
        kept = text[max(end, 0) :] if end > 4 else text
        if len(kept) > _LONGEST_ROW:
            raise ValueError("a row without an end")
    if is_sheet:
        yield kept


def _parsed(pieces):
    """Return the ``Sheet`` of a member whose cells are written in an unusual way.

    :raises ValueError: it is too large for that, or declares entities
    """
    cells = _Cells()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = cells.start
    parser.EntityDeclHandler = cells.refuse
    size = 0
    try:
        for piece in pieces:
            size += len(piece)
            if size > _MOST_PARSED:
                raise ValueError("too large to be parsed")
            parser.Parse(piece)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError("no XML") from error
    return Sheet(cells.rows, cells.columns, cells.errors, cells.filled, cells.shared)


class _Cells:
    """What the parser has seen of a sheet's cells; one without position follows the one before."""

    def __init__(self):
        self.rows = self.columns = self.filled = self.shared = 0
        self.errors = {}
        self._row = self._column = 0
        self._kind = ""

    def start(self, name, attributes):
        """Take note of a tag."""
        name = name.rpartition(" ")[2]
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif name == "c":
            self._kind = attributes.get("t", "")
            position = _POSITION.fullmatch(attributes.get("r", ""))
            if position:
                self._row, self._column = int(position[2]), column_number(position[1].upper().encode())
            elif "r" in attributes:
                raise ValueError("no position of a cell")
            else:
                self._column += 1
        elif name in ("v", "is", "f"):
            self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
            self.filled += name == "v" or name == "is"
            self.shared += name == "v" and self._kind == "s"
            if self._kind == "e":
                self.errors[self._row, self._column] = "#ERROR!"

    def refuse(self, *_declaration):
        """Refuse an entity: no program that writes spreadsheets declares one."""
        raise ValueError("an entity")


def _string_lengths(pieces):
    """Return the bytes of each of the strings that cells share, array of int."""
    kept, offset, starts = b"", 0, []
    for piece in pieces:
        text = kept + piece
        end = text.rfind(b"<")
        starts.append(np.fromiter((match.start() for match in _STRING.finditer(text, 0, end)), dtype=np.int64) + offset)
        kept, offset = text[end:], offset + end
    return np.diff(np.concatenate([*starts, [offset + len(kept)]])) if starts else np.zeros(0, dtype=np.int64)


def _with_strings(sheet, lengths, allowed, pieces):
    """Return ``sheet`` with the bytes of shared strings in its cells.

    :param sheet: ``Sheet``, in which ``repeated`` is the number of cells with such a string
    :param lengths: bytes of each string, array of int
    :param allowed: bytes up to which it does not matter how many they are exactly
    :param pieces: function that yields the member in pieces
    """
    most = sheet.repeated * int(lengths.max(initial=0))
    if most > allowed and sheet.columns <= MAX_COLUMNS:
        numbers = [np.array(_SHARED.findall(part), dtype=np.int64) for part in _whole_rows(pieces())]
        most = sum(int(lengths[some[some < len(lengths)]].sum()) for some in numbers)
    return replace(sheet, repeated=most)
