"""A workbook in one XML file, as Excel 2003 and many programs since save it ("XML Spreadsheet 2003").

In: the bytes of the file. Out: a ``BuiltBook``. The file is read as a stream, in the encoding that it declares;
one with a document type, and so with entities, is refused before any of them is read. Structures as in Microsoft's
"XML Spreadsheet Reference".
"""

import datetime
import math
import re
from xml.parsers import expat

from ..message import FileError
from .encoding import find_encoding
from .number_format import counts
from .sheet_built import MAX_ROWS, BuiltBook, BuiltSheet, Room
from .sheet_limits import MAX_TEXT

_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet "
_OPTIONS = "urn:schemas-microsoft-com:office:excel "
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=")
_PIECE = 2**18
_MOST_SHEETS = 250
_DEEPEST = 256  # elements within each other
_MOST_STYLES = 100_000
_MOST_SPANNED = 2**14  # columns of one declaration
# of the formats with a name instead of a code, those that matter here
_NAMED_FORMATS = {"Percent": "0.00%", "Euro Currency": '#,##0.00 "€"'}
_TIME_ONLY = "1899-12-31T"


def read_xml_workbook(content: bytes, filename: str, encoding: str | None = None) -> BuiltBook:
    """Return the ``BuiltBook`` in an XML spreadsheet.

    :param content: the whole file
    :param filename: for the sentences
    :param encoding: the user's choice, used where the file declares none
    :raises FileError: ``broken_spreadsheet``, ``sheet_too_large``, ``sheet_cell_too_long``, those of ``find_encoding``
    """
    override = None
    if not _is_declared(content):
        content = content.decode(find_encoding(content, filename, encoding).name).encode("utf-8")
        override = "utf-8"
    reader = _Reader(filename)
    parser = expat.ParserCreate(override, namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.data
    try:
        for start in range(0, len(content), _PIECE):
            parser.Parse(content[start : start + _PIECE], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, FileError):
            raise
        raise FileError("broken_spreadsheet", filename=filename) from error
    return BuiltBook(reader.sheets)


def _is_declared(content):
    return content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) or bool(_DECLARED.match(content))


class _Reader:
    """Builds the sheets from the elements as they come."""

    def __init__(self, filename):
        self.sheets = []
        self._filename, self._room = filename, Room()
        self._styles = {}  # number format and parent, by the name of a style
        self._codes = {}  # number format that is part of the value, by the name of a style
        self._style = ""
        self._path = []
        self._row = self._column = 0
        self._across = self._row_span = 0
        self._column_styles, self._next_column = {}, 1
        self._row_style = self._cell_style = ""
        self._has_formula = False
        self._kind = None
        self._text, self._length = None, 0
        starts = {"Style": self._start_style, "NumberFormat": self._start_format, "Worksheet": self._start_sheet}
        starts |= {"Column": self._start_column, "Row": self._start_row, "Cell": self._start_cell}
        starts |= {"Data": self._start_data}
        self._starts = {_NAMESPACE + name: start for name, start in starts.items()}
        self._ends = {_NAMESPACE + "Cell": self._end_cell, _NAMESPACE + "Data": self._end_data}
        self._ends[_OPTIONS + "Visible"] = self._end_visible

    def refuse(self, *_declaration):
        raise FileError("broken_spreadsheet", filename=self._filename)

    def start(self, name, attributes):
        if name in self._starts:
            self._starts[name](_Attributes(attributes))
        elif name == _OPTIONS + "Visible":
            self._text, self._length = [], 0
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            self.refuse()

    def end(self, name):
        self._path.pop()
        if name in self._ends:
            self._ends[name]()

    def data(self, text):
        if self._text is not None:
            self._length += len(text)
            if self._length > MAX_TEXT:
                raise FileError("sheet_cell_too_long", filename=self._filename, limit=MAX_TEXT)
            self._text.append(text)

    def _parent(self):
        return self._path[-1].rpartition(" ")[2] if self._path else ""

    # -- styles --

    def _start_style(self, attributes):
        self._style = attributes.text("ID")
        if len(self._styles) < _MOST_STYLES:
            self._styles[self._style] = ("", attributes.text("Parent"))

    def _start_format(self, attributes):
        if self._style in self._styles:
            code = attributes.text("Format")
            self._styles[self._style] = (_NAMED_FORMATS.get(code, code), self._styles[self._style][1])

    def _code(self, style):
        """Return the code of a style's number format where it is part of the value."""
        if style not in self._codes:
            code, parent = self._styles.get(style, ("", ""))
            for _generation in range(10):
                if code or not parent:
                    break
                code, parent = self._styles.get(parent, ("", ""))
            self._codes[style] = code if code and counts(code) else ""
        return self._codes[style]

    # -- sheets --

    def _start_sheet(self, attributes):
        if len(self.sheets) >= _MOST_SHEETS:
            self.refuse()
        name = attributes.text("Name") or f"{len(self.sheets) + 1}"
        if any(sheet.name == name for sheet in self.sheets):
            self.refuse()
        self.sheets.append(BuiltSheet(name, self._filename, self._room))
        self._row = self._row_span = 0
        self._column_styles, self._next_column = {}, 1

    def _end_visible(self):
        text, self._text = "".join(self._text or ()), None
        if self.sheets and text.strip() in ("SheetHidden", "SheetVeryHidden"):
            self.sheets[-1].is_hidden = True

    def _start_column(self, attributes):
        first = attributes.number("Index") or self._next_column
        span, style = min(attributes.number("Span"), _MOST_SPANNED), attributes.text("StyleID")
        self._next_column = first + span + 1
        if style and first <= _MOST_SPANNED and self._code(style):
            self._column_styles |= dict.fromkeys(range(first, first + span + 1), style)

    def _start_row(self, attributes):
        if not self.sheets or self._parent() != "Table":
            self.refuse()
        row = attributes.number("Index") or self._row + self._row_span + 1
        if row <= self._row:
            self.refuse()
        self._row, self._row_span = row, attributes.number("Span")
        self._column = self._across = 0
        self._row_style = attributes.text("StyleID")
        if attributes.text("Hidden") == "1" and row <= MAX_ROWS:
            self.sheets[-1].hide(row)

    def _start_cell(self, attributes):
        if self._parent() != "Row" or not self._row:
            self.refuse()
        column = attributes.number("Index") or self._column + self._across + 1
        if column <= self._column:
            self.refuse()
        self._column, self._across = column, attributes.number("MergeAcross")
        self._cell_style = attributes.text("StyleID") or self._row_style or self._column_styles.get(column, "")
        self._has_formula = bool(attributes.text("Formula"))
        self._kind = None
        self.sheets[-1].merge(self._row, column, attributes.number("MergeDown"), self._across)

    def _start_data(self, attributes):
        if self._parent() == "Cell":  # and not the comment on one
            self._kind, self._text, self._length = attributes.text("Type") or "String", [], 0

    def _end_data(self):
        if self._parent() != "Cell":
            return
        text, self._text = "".join(self._text or ()), None
        row, column = self._row, self._column
        value = _value(self._kind, text)
        if self._kind == "Error":
            self.sheets[-1].put_error(row, column, text.strip() or "#ERROR!")
        if value == "":
            return
        self.sheets[-1].put(row, column, value)
        if type(value) is float and (code := self._code(self._cell_style)):
            self.sheets[-1].put_format(row, column, code)

    def _end_cell(self):
        if self._has_formula and self._kind is None:
            self.sheets[-1].put_formula(self._row, self._column)


class _Attributes:
    """The attributes of an element, with or without their namespace."""

    def __init__(self, attributes):
        self._attributes = attributes

    def text(self, name):
        return self._attributes.get(_NAMESPACE + name) or self._attributes.get(name, "")

    def number(self, name):
        """Return a number from 0 on; more than a sheet can have is as much as too much."""
        text = self.text(name)
        return int(text[:10]) if text.isascii() and text.isdigit() else 0


def _value(kind, text):
    """Return the value of a cell as the reader of spreadsheets gives it."""
    if kind == "Number":
        return _number(text.strip())
    if kind == "Boolean" and text.strip() in ("0", "1"):
        return text.strip() == "1"
    if kind == "DateTime":
        return _moment(text.strip())
    return text


def _number(text):
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) and "_" not in text else text


def _moment(text):
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.time() if text.startswith(_TIME_ONLY) else moment
