"""A look into a spreadsheet's archive before it is opened: how far each sheet reaches, which cells show an error.

In: the bytes of an ``.xlsx`` or ``.ods`` file. Out: a ``Sheet`` per name. The reader of spreadsheets keeps every cell
between the first and the last one in memory and shows an error as a blank, so both must be known before. Every member
it would unpack is unpacked here once, in pieces, against the size that the archive's directory declares.
"""

import html
import io
import re
import zipfile
from dataclasses import dataclass, field

from ..message import FileError
from .filetype import MAX_UNPACKED, UNREADABLE_ARCHIVE, XLSX

MAX_CELLS = 20_000_000  # of the rectangle a sheet spans: a million rows of 20 columns

_PIECE = 2**22
_OVERLAP = 2**12
_READ_BY_CALAMINE = re.compile(r"(?:xl/.*|content|styles|META-INF/.*|\[Content_Types\])\.(?:xml|rels)$")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,4})(\d{1,8})"[^>]*>(?=<(?:\w+:)?(?:v|is|f)\b)')
_ERROR = re.compile(
    rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,4})(\d{1,8})"(?=[^>]*\bt="e")[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<',
    re.DOTALL,
)
_UNNAMED_CELL = re.compile(rb"<(?:\w+:)?c(?:>| (?![^>]*\br=))")
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,8})"')
_ODS_PART = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)\b([^>]*?)(/?)>")
_ODS_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="(\d{1,10})"')


@dataclass(frozen=True)
class Sheet:
    """What is in a sheet.

    :param rows: number of the last row with a value
    :param columns: number of the last column with a value
    :param errors: text of the cells that show an error, by (row, column), both from 1
    """

    rows: int = 0
    columns: int = 0
    errors: dict = field(default_factory=dict)


def scan(content, filename, kind):
    """Return the ``Sheet`` of each name in an archive.

    :raises FileError: ``broken_spreadsheet``, ``zip_bomb``, ``sheet_too_large``
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sheets = _office_sheets(archive) if kind == XLSX else _open_document_sheets(archive)
    except FileError:
        raise
    except UNREADABLE_ARCHIVE as error:
        raise FileError("broken_spreadsheet", filename=filename) from error
    refuse_large(sheets, filename)
    return sheets


def refuse_large(sheets, filename):
    """Raise ``sheet_too_large`` for the first of ``sheets`` that spans more cells than memory should hold."""
    for name, sheet in sheets.items():
        if sheet.rows * sheet.columns > MAX_CELLS:
            cell = f"{column_letters(sheet.columns)}{sheet.rows}"
            raise FileError("sheet_too_large", filename=filename, sheet=name, cell=cell)


def column_letters(number):
    """Return the letters of a spreadsheet's column, 1 for A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _pieces(archive, name):
    """Yield the text of a member in pieces, each repeating the end of the one before; the archive checks its size."""
    kept = b""
    with archive.open(name) as member:
        while data := member.read(_PIECE):
            yield kept + data
            kept = data[-_OVERLAP:]


def _office_sheets(archive):
    paths = _sheet_paths(archive)
    found = {}
    for name in archive.namelist():
        if name in paths:
            found[paths[name]] = _office_sheet(_pieces(archive, name))
        elif _READ_BY_CALAMINE.match(name):
            for _piece in _pieces(archive, name):
                pass
    return found


def _sheet_paths(archive):
    """Return the name of the sheet that each member of the archive holds."""
    targets = {}
    for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        path = _attribute(tag, b"Target").removeprefix("/")
        targets[_attribute(tag, b"Id")] = path if path.startswith("xl/") else f"xl/{path}"
    paths = {}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        paths[targets.get(_attribute(tag, rb"\w+:id"), "")] = _attribute(tag, b"name")
    return paths


def _attribute(tag, name):
    match = re.search(rb"\s" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return html.unescape((match.group(1) or match.group(2) or b"").decode()) if match else ""


def _office_sheet(pieces):
    rows = columns = 0
    errors = {}
    for piece in pieces:
        for letters, number in _CELL.findall(piece):
            rows, columns = max(rows, int(number)), max(columns, _column_number(letters))
        if b't="e"' in piece:
            for letters, number, text in _ERROR.findall(piece):
                errors[int(number), _column_number(letters)] = text.decode("utf-8", "replace")
        if _UNNAMED_CELL.search(piece):
            rows = max([rows, *(int(number) for number in _ROW.findall(piece))])
            columns = max(columns, 1)
    return Sheet(rows, columns, errors)


def _open_document_sheets(archive):
    found, name = {}, ""
    row = column = 0
    times = 1
    errors = {}
    for closing, part, attributes, empty in _parts(archive):
        repeated = _ODS_REPEATED.search(attributes)
        count = int(repeated.group(1)) if repeated else 1
        if part == b"table":
            if not closing:
                name, row, errors = _attribute(b" " + attributes, rb"table:name"), 0, {}
                found[name] = Sheet()
        elif part == b"table-row":
            if closing or empty:
                row += times if closing else count
            if not closing:
                times, column = count, 0
        elif not closing:
            column += count
            if b"value-type=" in attributes:
                last = found[name]
                if b'calcext:value-type="error"' in attributes:
                    errors[row + 1, column] = "#ERROR!"
                found[name] = Sheet(max(last.rows, row + times), max(last.columns, column), errors)
    return found


def _parts(archive):
    """Yield the tags of tables, rows and cells in an OpenDocument's content, each once."""
    kept = b""
    size = 0
    with archive.open("content.xml") as member:
        while data := member.read(_PIECE):
            size += len(data)
            text = kept + data
            end = text.rfind(b"<")
            yield from (match.groups() for match in _ODS_PART.finditer(text, 0, end))
            kept = text[end:]
            if len(kept) > _PIECE or size > MAX_UNPACKED:
                raise ValueError("not an OpenDocument table")
    yield from (match.groups() for match in _ODS_PART.finditer(kept))
