"""How far the sheets of an ``.ods`` file reach, which of their cells show an error, and what the values do not say.

In: the members of the archive. Out: a ``Sheet`` per name. Rows and cells say how often they are repeated.
"""

import codecs
import html
import re
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from xml.parsers import expat

from .number_format import is_money, percentage
from .sheet_limits import MAX_MERGED, Sheet, cell_number

_LONGEST_CELL = 2**24  # bytes, tags inside it included
_PART = re.compile(
    rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)\b((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(/?)>"
)
_REPEATED = re.compile(rb"table:number-(?:rows|columns)-repeated\s*=\s*[\"'](\d{1,10})[\"']")
_HAS_VALUE = re.compile(rb"\bvalue-type\s*=")
_SPANNED = re.compile(rb"table:number-rows-spanned\s*=\s*[\"'](\d{1,7})[\"']")
_HIDDEN = re.compile(rb"table:visibility\s*=\s*[\"'](?:collapse|filter)[\"']")
_NUMBER_KIND = re.compile(rb'office:value-type="(float|percentage)"')
_NUMBER = re.compile(rb'office:value="([-+.\deE]{1,40})"')
_CURRENCY = re.compile(rb'\boffice:currency="([A-Z]{3})"')
_SIGNS = re.compile(r"[A-Z]{3}|[^\w\s]")
_TEXT = re.compile(rb"<text:p[^<>]*>([^<]{1,200})</text:p>")
_GROUPING = " .,'\u2019\xa0\u202f-+()"  # what stands in numbers only
_DEEPEST = 256  # elements within each other
_LETTERS = bytes(range(128)) + b"x" * 128
_NO_TEXT = bytes(set(range(32)) - set(b"\t\n\r"))
_MOST_HIDDEN = 1000  # rows that one tag hides
_MOST_SHOWN = 2**20
_NAME = re.compile(rb"\btable:name\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def open_document_sheets(members: Mapping[str, Callable[[], Iterable[bytes]]]) -> dict[str, Sheet]:
    """Return the ``Sheet`` of each name.

    :param members: functions that yield the members in pieces, by name
    :raises ValueError: the file is damaged, or written to do harm
    :raises KeyError: it is not a spreadsheet
    """
    for name in members.keys() - {"content.xml"}:
        for _piece in members[name]():
            pass
    found, room = {}, _MOST_SHOWN
    for name, row, column, (times, count), attributes, text in _cells(_parts(_well_formed(members["content.xml"]()))):
        sheet = found.setdefault(name, Sheet())
        if text is None:
            sheet.hidden.extend(range(row - min(times, _MOST_HIDDEN) + 1, row + 1))
            continue
        spots = _spots(row, column, times, count) if times * count <= room else [(row, column)]
        room -= len(spots) - 1
        if b'calcext:value-type="error"' in attributes:
            sheet.errors.update(dict.fromkeys(spots, "#ERROR!"))
        spanned = _SPANNED.search(attributes) if b"rows-spanned" in attributes else None
        if spanned and int(spanned[1]) > 1 and len(sheet.merged) < MAX_MERGED:
            sheet.merged.append((row, column, row + int(spanned[1]) - 1, column))
        if not _HAS_VALUE.search(attributes):
            if b"table:formula=" in attributes and times * count == 1:
                sheet.formulas.append((row, column))
            continue
        _note_shown(sheet, spots, attributes, text)
        repeated = len(text) * (times * count - 1)
        reach = {"rows": max(sheet.rows, row), "columns": max(sheet.columns, column)}
        found[name] = replace(sheet, **reach, filled=sheet.filled + 1, repeated=sheet.repeated + max(repeated, 0))
    return found


def _spots(row, column, times, count):
    """Return (row, column) of each of the cells that one tag writes, of which the last is given."""
    return [(row - up, column - left) for up in range(times) for left in range(count)]


def _note_shown(sheet, spots, attributes, text):
    """Note what cells show of their number besides its digits."""
    if other := _shown(attributes, text):
        sheet.shown.update(dict.fromkeys(spots, other))
    elif unit := _unit(attributes, text):
        sheet.units.setdefault(unit, array("q")).extend(cell_number(*spot) for spot in spots)


def _shown(attributes, text):
    """Return what a sheet shows of a number where that is more than its value, ``""`` where it is just a number.

    >>> _shown(b'office:value-type="float" office:value="417"', b"<text:p>00417</text:p>")
    '00417'
    """
    kind = _NUMBER_KIND.search(attributes)
    found = _NUMBER.search(attributes) if kind else None
    paragraph = _TEXT.search(text) if found else None
    if not kind or not found or not paragraph:
        return ""
    value, shown = found[1].decode(), html.unescape(paragraph[1].decode("utf-8", "replace")).strip()
    if kind[1] == b"percentage":
        return percentage(float(value))
    digits = "".join(char for char in shown if char.isdigit())
    number = value.removesuffix(".0").removeprefix("-")
    if not number.isdigit() or not digits.endswith(number) or is_money(shown) or shown.lstrip("-") == number:
        return ""
    adds = len(digits) > len(number) or any(char not in _GROUPING and not char.isdigit() for char in shown)
    return shown if adds else ""


def _unit(attributes, text):
    """Return the unit that a sheet shows beside a number, ``""`` for none.

    >>> _unit(b'office:value-type="currency" office:currency="USD" office:value="5"', b"<text:p>$5.00</text:p>")
    'USD'
    >>> _unit(b'office:value-type="float" office:value="12"', b"<text:p>12 kEUR</text:p>")
    ''
    """
    currency = _CURRENCY.search(attributes)
    if currency:
        return currency[1].decode()
    found = _NUMBER.search(attributes) if _NUMBER_KIND.search(attributes) else None
    paragraph = _TEXT.search(text) if found else None
    shown = html.unescape(paragraph[1].decode("utf-8", "replace")) if paragraph else ""
    if not found or not is_money(shown):
        return ""
    digits, number = "".join(filter(str.isdigit, shown)), found[1].decode().removeprefix("-")
    words = " ".join("".join(" " if char.isdigit() or char in _GROUPING else char for char in shown).split())
    # a number that is shown in thousands has other digits than its value
    return words if digits == number else " ".join(_SIGNS.findall(words))


def _cells(parts):
    """Yield of each cell with a value or a mark its sheet, last row, last column, in how many rows and columns it is,
    attributes, and what stands in it; for hidden rows ``None`` stands in it.
    """
    name, row, column, times = "", 0, 0, 1
    for (closing, part, attributes, empty), inside in parts:
        count = _count(attributes)
        if part == b"table" and not closing:
            name, row = _name(attributes), 0
        elif part == b"table-row":
            if closing or empty:
                row += times if closing else count
            if not closing:
                times, column = count, 0
                if b"table:visibility=" in attributes and not empty and _HIDDEN.search(attributes):
                    yield name, row + times, 0, (times, 0), attributes, None
        elif part != b"table" and not closing:
            column += count
            marked = b"rows-spanned" in attributes or (b"table:formula=" in attributes and count * times == 1)
            if marked or _HAS_VALUE.search(attributes):
                yield name, row + times, column, (times, count), attributes, inside


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


def _well_formed(pieces):
    """Yield pieces of XML, and refuse them where an element is left open: the reader would wait for its end for ever.
    Elements far within each other are refused as well: each that is open takes memory.

    Only their marks are looked at: what the texts hold is the reader's to judge.

    :raises ValueError: they are no XML, have a document type, or are in an encoding that nobody knows
    """
    depth = 0

    def enter(_name, _attributes):
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ValueError("elements far within each other")

    def leave(_name):
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.ordered_attributes = True  # the cheaper way to hand them over
    parser.StartDoctypeDeclHandler, parser.StartElementHandler, parser.EndElementHandler = _refuse, enter, leave
    try:
        for number, piece in enumerate(pieces):
            marks = piece.removeprefix(codecs.BOM_UTF8) if number == 0 else piece
            parser.Parse(marks.translate(_LETTERS, _NO_TEXT), False)
            yield piece
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError) as error:
        raise ValueError(str(error)) from error


def _refuse(*_declaration):
    raise ValueError("a document type, and so entities")


def _parts(pieces):
    """Yield the groups of each tag of a table, row or cell, and the bytes between it and the next one."""
    kept = b""
    for piece in pieces:
        text = kept + piece
        last = None
        for match in _PART.finditer(text, 0, text.rfind(b"<")):
            if last:
                yield last.groups(), text[last.end() : match.start()]
            last = match
        kept = text[last.start() :] if last else text
        if len(kept) > _LONGEST_CELL:
            raise ValueError("a cell without an end")
    for match in _PART.finditer(kept):
        yield match.groups(), kept[match.end() :]
