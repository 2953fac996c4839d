"""The tables of a web page, which many programs write and call ``.xls``.

In: the bytes of the page. Out: a ``BuiltBook`` with a sheet for each table that holds something, and the name of the
largest. The text of a cell is what a browser shows of it: blanks count once, ``<br>`` ends a line, scripts and styles
are no text. A table within a cell is a table of its own. Nothing that the page names is fetched.
"""

import re

from lxml import etree

from ..message import FileError
from .encoding import find_encoding, first_undecodable
from .sheet_built import BuiltBook, BuiltSheet, Room
from .sheet_limits import MAX_TEXT

_CHARSET = re.compile(rb"(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_AS_BROWSERS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
}
_HEAD = 4096
_PIECE = 2**16
_DEEPEST = 250  # elements within each other
_MOST_ACROSS, _MOST_DOWN = 1000, 65_534  # columns and rows of one cell, as browsers have it
_MOST_TABLES = 1000
_NAMED = 20  # the largest ones, which may be chosen
_LINE = "\0"  # ends a line of a cell until its text is put together
_OF_TABLES = frozenset("html body table thead tbody tfoot tr td th".split())  # whose cells keep their places
_SILENT = frozenset(("script", "style", "noscript", "template"))
_BLOCKS = frozenset(("p", "div", "li", "br"))


def read_page(content: bytes, filename: str, encoding: str | None = None) -> tuple[BuiltBook, str]:
    """Return the tables of a page and the name of the largest.

    :param content: the whole file
    :param filename: for the sentences
    :param encoding: the user's choice
    :return: (``BuiltBook``, str)
    :raises FileError: ``not_a_table``, ``broken_spreadsheet``, ``sheet_too_large``, ``sheet_cell_too_long``, those of
        ``find_encoding``
    """
    text = _decoded(content, filename, encoding).replace(_LINE, "").encode("utf-8", "replace")
    reader = _Reader(filename)
    parser = etree.HTMLParser(target=reader, encoding="utf-8", no_network=True, huge_tree=False)
    try:
        for start in range(0, len(text), _PIECE):
            parser.feed(text[start : start + _PIECE])
        parser.close()
    except (etree.LxmlError, AssertionError) as error:
        raise FileError("broken_spreadsheet", filename=filename) from error
    sheets = [sheet for sheet in reader.sheets if sheet.filled]
    if not sheets:
        raise FileError("not_a_table", filename=filename, format="HTML/XML")
    largest = max(sheets, key=lambda sheet: sheet.filled)
    least = sorted((sheet.filled for sheet in sheets), reverse=True)[:_NAMED][-1]
    return BuiltBook([sheet for sheet in sheets if sheet.filled >= max(least, 2)][:_NAMED] or [largest]), largest.name


def _decoded(content, filename, encoding):
    """Return the text of a page, in the encoding that it declares if that can be."""
    declared = None if encoding or content.startswith(_BOMS) else _CHARSET.search(content[:_HEAD])
    if declared:
        name = declared[1].decode("ascii").lower()
        name = _AS_BROWSERS.get(name, name)
        try:
            if not name.startswith(("utf-16", "utf-32", "utf16")) and first_undecodable(content, name) is None:
                return content.decode(name)
        except (LookupError, TypeError, ValueError):
            pass  # no encoding of a text
    return content.decode(find_encoding(content, filename, encoding).name)


class _Table:
    """A table that is being read: where the next cell goes, and the text of the present one."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.row = self.column = 0
        self.taken = {}  # last row that cells from above cover, by column
        self.text, self.length = None, 0
        self.across = self.down = 1


class _Reader:
    """Builds the sheets from the tags as they come; a target of lxml's parser."""

    def __init__(self, filename):
        self.sheets = []
        self._filename, self._room = filename, Room()
        self._open = []
        self._depth = self._silent = 0
        self._hidden = 0  # depth of the outermost element that a browser does not show, 0 outside of one

    def start(self, tag, attributes):
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FileError("broken_spreadsheet", filename=self._filename)
        if not self._hidden and tag not in _OF_TABLES and _is_hidden(attributes):
            self._hidden = self._depth
            self._silent += 1
        table = self._open[-1] if self._open else None
        if tag == "table":
            self._start_table()
        elif tag in _SILENT:
            self._silent += 1
        elif table and tag == "tr":
            self._end_cell(table)
            table.row, table.column = table.row + 1, 0
            if _is_hidden(attributes):
                table.sheet.hide(table.row)
        elif table and tag in ("td", "th"):
            self._start_cell(table, attributes)
        elif table and tag in _BLOCKS and table.text is not None and not self._silent:
            table.text.append(_LINE)

    def end(self, tag):
        was_silent = self._silent
        if self._depth == self._hidden:
            self._hidden = 0
            self._silent -= 1
        self._depth -= 1
        if tag in _SILENT:
            self._silent -= 1
        table = self._open[-1] if self._open else None
        if table and tag == "table":
            self._end_cell(table)
            self._open.pop()
        elif table and tag in ("td", "th", "tr"):
            self._end_cell(table)
        elif table and tag in _BLOCKS and table.text is not None and not was_silent:
            table.text.append(_LINE)

    def data(self, text):
        table = self._open[-1] if self._open else None
        if not table or table.text is None or self._silent:
            return
        table.length += len(text)
        if table.length > MAX_TEXT:
            raise FileError("sheet_cell_too_long", filename=self._filename, limit=MAX_TEXT)
        table.text.append(text)

    def close(self):
        for table in self._open:
            self._end_cell(table)

    def _start_table(self):
        if len(self.sheets) >= _MOST_TABLES:
            raise FileError("broken_spreadsheet", filename=self._filename)
        sheet = BuiltSheet(f"Table {len(self.sheets) + 1}", self._filename, self._room)
        self.sheets.append(sheet)
        self._open.append(_Table(sheet))

    def _start_cell(self, table, attributes):
        self._end_cell(table)
        table.row = table.row or 1
        table.column += 1
        while table.taken.get(table.column, 0) >= table.row:
            table.column += 1
        table.across = _span(attributes.get("colspan"), _MOST_ACROSS)
        table.down = _span(attributes.get("rowspan"), _MOST_DOWN)
        table.text, table.length = [], 0

    def _end_cell(self, table):
        """Put the text of the present cell into its place."""
        if table.text is None:
            return
        text, table.text = _shown("".join(table.text)), None
        row, column, last = table.row, table.column, table.column + table.across - 1
        if text:
            table.sheet.put(row, column, text)
        if table.down > 1:
            table.taken |= dict.fromkeys(range(column, last + 1), row + table.down - 1)
            if text:
                table.sheet.merge(row, column, table.down - 1, table.across - 1)
        table.column = last


def _shown(text):
    """Return the text of a cell as a browser shows it."""
    lines = [" ".join(line.split()) for line in text.split(_LINE)]
    return "\n".join(filter(None, lines))


def _span(text, most):
    text = (text or "").strip()[:10]
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() else 1


def _is_hidden(attributes):
    return "display:none" in (attributes.get("style") or "").lower().replace(" ", "")
