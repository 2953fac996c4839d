"""How far the sheets of an ``.xlsx`` file reach, which of their cells show an error, and what the values do not say.

In: the members of the archive. Out: a ``Sheet`` per name. Any member with rows of cells may be read as a sheet,
whatever its name. Tags are searched for, which is fast; a sheet whose cells are written in another way than the usual
programs write them is parsed.
"""

import html
import re
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from xml.parsers import expat

import numpy as np

from .grid import MAX_COLUMNS
from .number_format import BUILT_IN, counts
from .sheet_limits import MAX_MERGED, Sheet, TooMuch, cell_number, column_number, most_repeated, most_strings

_STRINGS = "xl/sharedstrings.xml"
_STYLES = "xl/styles.xml"
_WORKBOOK = ("xl/_rels/workbook.xml.rels", "xl/workbook.xml")
_MOST_PARSED = 2**26  # bytes of a sheet that is written in an unusual way
_LONGEST_ROW = 2**24  # bytes; also of the list of sheets
BIG = 2**24  # bytes of the formats, which are no longer looked at
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^<>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_OTHERS = rb'(?: (?!r=)[\w:]+="[^"<]*")*'
_PLACE = _OTHERS + rb' r="([A-Z]{1,3})(\d{1,7})"' + _OTHERS
_CELL = re.compile(rb"<(?:\w+:)?c" + _PLACE + rb" ?(?:/>|>(?:</(?:\w+:)?c>|(<)))")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_KIND = rb'(?: (?!t=)[\w:]+="[^"<]*")* t='
_ERROR = re.compile(
    rb"<(?:\w+:)?c(?=" + _KIND + rb'"e")' + _PLACE + rb" ?>(?:(?!</?(?:\w+:)?c[\s/>]).)*?<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c(?!" + _KIND + rb'"str")' + _PLACE + rb" ?>"
    rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_STYLED = rb'<(?:\w+:)?c(?=(?: (?!s=)[\w:]+="[^"<]*")* s="(%s)")' + _PLACE
_MOST_STYLES = 64  # that are looked for by their numbers; of more all cells are looked at
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^<>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_HIDDEN = re.compile(rb'<(?:\w+:)?row (?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\br="(\d{1,7})"')
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^<>]*>")
_CELL_FORMATS = re.compile(rb"<(/?)(?:\w+:)?cellXfs\b")
_CELL_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^<>]*>")
_STRING = re.compile(rb"<(?:\w+:)?si[\s/>]")
_SHARED = re.compile(
    rb'<(?:\w+:)?c(?: (?!t=)[\w:]+="[^"<]*")* t="s"(?: (?!t=)[\w:]+="[^"<]*")* ?><(?:\w+:)?v>(\d{1,9})<'
)
_POSITION = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


def office_sheets(members: Mapping[str, Callable[[], Iterable[bytes]]], sizes: Mapping[str, int]) -> dict[str, Sheet]:
    """Return the ``Sheet`` of each name.

    :param members: functions that yield the members in pieces, by name
    :param sizes: bytes of the members, by name
    :raises TooMuch: most of its strings stand in no cell
    :raises ValueError: the file is damaged, or written to do harm
    :raises KeyError: it is not a workbook
    """
    names = {name.replace("\\", "/").lower(): name for name in members}
    if any(sizes[names[path]] > _LONGEST_ROW for path in _WORKBOOK):
        raise ValueError("no workbook has so much to say")
    paths = _sheet_paths(*(b"".join(members[names[path]]()) for path in _WORKBOOK))
    strings = names.pop(_STRINGS, None)
    styles = _styles(b"".join(members[names[_STYLES]]())) if sizes.get(names.get(_STYLES, ""), BIG) < BIG else {}
    found = {name: sheet for name in names.values() if (sheet := _sheet(members[name], styles)) is not None}
    lengths = np.zeros(0, dtype=np.int64)
    if strings is not None:
        if sizes[strings] > most_strings(sum(sheet.repeated for sheet in found.values())):
            raise TooMuch
        if _sheet(members[strings], {}) is not None:
            raise ValueError("a sheet among the strings")
        lengths = _string_lengths(members[strings]())
    allowed = most_repeated(sum(sizes.values()))
    titles = {name: paths.get(path, name) for path, name in names.items() if name in found}
    if len(set(titles.values())) < len(titles):
        raise ValueError("two sheets of one name")
    return {title: _with_strings(found[name], lengths, allowed, members[name]) for name, title in titles.items()}


def _sheet_paths(relations, workbook):
    """Return the name of the sheet that each member of the archive holds, its path in small letters."""
    places = targets(relations)
    found = ((places.get(_attribute(tag, rb"\w+:id"), ("", ""))[0], tag) for tag in _SHEET.findall(workbook))
    return {path: _attribute(tag, b"name") for path, tag in found}


def targets(relations: bytes) -> dict[str, tuple[str, str]]:
    """Return the member, its path in small letters, and the kind (``"worksheet"``) of each relation, by its name."""
    found = {}
    for tag in _RELATION.findall(relations):
        path = _attribute(tag, b"Target").removeprefix("/").lower()
        kind = _attribute(tag, b"Type").rpartition("/")[2]
        found[_attribute(tag, b"Id")] = path if path.startswith("xl/") else f"xl/{path}", kind
    return found


@cache
def _value_of(name):
    return re.compile(rb"\s" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def _attribute(tag, name):
    match = _value_of(name).search(tag)
    return html.unescape((match.group(1) or match.group(2) or b"").decode()) if match else ""


def _styles(content):
    """Return the code of the number format by the number of each style (bytes) in which it is part of the value."""
    codes = dict(BUILT_IN)
    for tag in _NUMBER_FORMAT.findall(content):
        codes[int(_attribute(tag, b"numFmtId") or 0)] = _attribute(tag, b"formatCode")
    tags = _CELL_FORMAT.findall(_cell_formats(content))
    found = {b"%d" % number: codes.get(int(_attribute(tag, b"numFmtId") or 0), "") for number, tag in enumerate(tags)}
    return {number: code for number, code in found.items() if code and counts(code)}


def _cell_formats(content):
    """Return what stands between the first tag of the cells' formats and the next one that ends them."""
    start = None
    for tag in _CELL_FORMATS.finditer(content):
        if start is None and not tag[1]:
            start = tag.end()
        elif start is not None and tag[1]:
            return content[start : tag.start()]
    return b""


def _styled_cells(styles):
    """Return the pattern of a cell that has one of ``styles``, or any style: its style, column and row."""
    numbers = b"|".join(sorted(styles)) if len(styles) <= _MOST_STYLES else rb"\d{1,6}"
    return re.compile(_STYLED % numbers)


def _sheet(pieces, styles):
    """Return the ``Sheet`` in a member, ``None`` where it holds none.

    :param pieces: function that yields the member in pieces
    :param styles: dict of number of a style -> code of its number format
    """
    rows = columns = filled = shared = 0
    errors, is_sheet = {}, False
    formats, formulas, merged, hidden = {}, [], [], array("q")
    styled = _styled_cells(styles) if styles else None
    for part in _whole_rows(pieces()):
        is_sheet = True
        cells = _CELL.findall(part)
        if len(cells) != len(_ANY_CELL.findall(part)):
            return _parsed(pieces(), styles)
        values = [(letters, number) for letters, number, value in cells if value]
        filled, shared = filled + len(values), shared + part.count(b't="s"')
        rows = max([rows, *map(int, {number for _letters, number in values})])
        columns = max([columns, *map(column_number, {letters for letters, _number in values})])
        if columns > MAX_COLUMNS:
            break
        if b't="e"' in part:
            for letters, number, text in _ERROR.findall(part):
                errors[int(number), column_number(letters)] = text.decode("utf-8", "replace")
        for style, letters, number in styled.findall(part) if styled else ():
            code = styles.get(style, "")
            formats.setdefault(code, array("q")).append(cell_number(int(number), column_number(letters)))
        if b"<f" in part or b":f" in part:
            formulas += [(int(number), column_number(letters)) for letters, number in _FORMULA.findall(part)]
        if b"hidden=" in part:
            hidden.extend(map(int, _HIDDEN.findall(part)))
        if b"mergeCell " in part and len(merged) < MAX_MERGED:
            merged += _ranges(part)
    formats.pop("", None)
    sheet = Sheet(rows, columns, errors, filled, shared, formats=formats, formulas=formulas)
    return replace(sheet, merged=merged[:MAX_MERGED], hidden=hidden) if is_sheet else None


def _ranges(part):
    """Return the merged cells over several rows."""
    found = (
        (int(top), column_number(left), int(bottom), column_number(right))
        for left, top, right, bottom in _MERGED.findall(part)
    )
    return [one for one in found if one[2] > one[0]]


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


def _parsed(pieces, styles):
    """Return the ``Sheet`` of a member whose cells are written in an unusual way.

    :raises ValueError: it is too large for that, or declares entities
    """
    cells = _Cells(styles)
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
    sheet = Sheet(cells.rows, cells.columns, cells.errors, cells.filled, cells.shared, formats=cells.formats)
    return replace(sheet, merged=cells.merged[:MAX_MERGED], hidden=cells.hidden)


class _Cells:
    """What the parser has seen of a sheet's cells; one without position follows the one before."""

    def __init__(self, styles):
        self.styles, self.formats, self.merged, self.hidden = styles, {}, [], array("q")
        self.rows = self.columns = self.filled = self.shared = 0
        self.errors = {}
        self._row = self._column = 0
        self._kind = ""

    def start(self, name, attributes):
        """Take note of a tag."""
        name = name.rpartition(" ")[2]
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            if attributes.get("hidden") in ("1", "true"):
                self.hidden.append(self._row)
        elif name == "mergeCell" and len(self.merged) < MAX_MERGED:
            self.merged += _ranges(f'<mergeCell ref="{attributes.get("ref", "")}"'.encode())
        elif name == "c":
            self._kind = attributes.get("t", "")
            position = _POSITION.fullmatch(attributes.get("r", ""))
            if position:
                self._row, self._column = int(position[2]), column_number(position[1].upper().encode())
            elif "r" in attributes:
                raise ValueError("no position of a cell")
            else:
                self._column += 1
            code = self.styles.get(attributes.get("s", "").encode())
            if code:
                self.formats.setdefault(code, array("q")).append(cell_number(self._row, self._column))
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
        unseen = max(sheet.repeated - sum(map(len, numbers)), 0)  # written in another way than the usual programs do
        most = sum(int(lengths[some[some < len(lengths)]].sum()) for some in numbers) + unseen * int(lengths.max())
    return replace(sheet, repeated=most)
