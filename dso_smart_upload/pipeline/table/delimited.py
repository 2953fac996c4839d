"""Text files cut into cells: the bulk by pandas, exactly and with the right line of each row.

In: the bytes of the file. Out: a ``TextFile``, which gives its first rows and then all rows in blocks.

One pass over the bytes finds where rows end, in numpy: line ends outside quotes. Where all quotes stand as
a CSV writer puts them, pandas' C parser takes blocks of whole rows. Where one does not (``12" pipe``), the file is
read row by row as ``quotes`` says, and a row with a quote that is never closed is named.
"""

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice, pairwise

import numpy as np
import pandas as pd

from ..bounds import shortened
from ..message import FileError, Message
from .dialect import FIXED, MANY, NO_DELIMITER, SPACES, Dialect, chosen_delimiter, csv_options, find_dialect, split_line
from .encoding import find_encoding
from .filetype import BINARY
from .grid import MAX_COLUMNS, Grid, first_rows, make_grid
from .languages import CANDIDATES
from .layout import are_labels, shown
from .lost_letters import first_lost
from .mend import written_otherwise
from .quotes import Cutter, Row, are_rows_each, beginning
from .signs import QUOTES, without_quoted

MAX_LINE = 1_000_000  # characters of one row
MAX_LINES = 5_000_000  # of a file
MAX_WIDTH = 20_000  # cells of one row, blank ones included; spreadsheet programs stop at 16,384

_PIECE = 2**22
_SAMPLE = 2**15
_LINE_FEED, _RETURN, _QUOTE = 10, 13, 34
_BLANK_END = b"\r\n\x1a\0"  # the last two are what DOS ends a file with
_JUDGED = 300  # lines from which the usual number of cells is known
_SHOWN = 80  # characters of a line in a message
_HEADER = 20  # rows in which a header with other signs is looked for
# each starts with a plain letter, which makes the search fast
_ERROR_WORDS = (
    re.compile(rb"#(?:N/|NV|##|[^A-Z]{0,4}[A-Z/0]{3,12}[!?])"),
    re.compile(rb"Err:\d"),
    re.compile(rb"\*\*\*\*\*\*"),
)
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_CELL_END = re.compile(r"[;,|\t]")
_COMPARED = 2**24  # bytes from the first line beyond ASCII in which two readings are compared
_QUOTED_LINES = {
    b'"': re.compile(rb'^"((?:[^"\r\n]|"")*)"[;,\t ]*(?=\r?$)', re.MULTILINE),
    b"'": re.compile(rb"^'((?:[^'\r\n]|'')*)'[;,\t ]*(?=\r?$)", re.MULTILINE),
}
_MOST_MENDED = 2**24  # bytes of a file in which a stray quote costs its row only: the others are read row by row
_ZEROS = 10  # zero bytes that any text may have
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, eq=False)
class Rows:
    """Where the rows of a text file are.

    :param starts: offset of the first byte of each row
    :param ends: offset of the line end that closes each row
    :param lines: physical line on which each row starts
    :param widths: number of cells of each row
    """

    starts: np.ndarray
    ends: np.ndarray
    lines: np.ndarray
    widths: np.ndarray


@dataclass(frozen=True, eq=False)
class TextFile:
    """A text file with the decisions on how to read it.

    :param content: the bytes without byte-order marks; UTF-16 and UTF-32 turned into UTF-8
    :param codec: in which ``content`` is encoded
    """

    content: bytes
    codec: str
    filename: str
    encoding: str
    dialect: Dialect
    notes: tuple[Message, ...] = ()

    sheet = ""
    sheets = ()

    @property
    def units(self) -> dict[str, np.ndarray]:
        """Nothing: the cells of a text hold their units themselves."""
        return {}

    @property
    def delimiter(self) -> str:
        return self.dialect.delimiter

    @cached_property
    def errors(self) -> dict | None:
        """``None`` where cells may hold the error words of a spreadsheet, else nothing to look for."""
        return None if any(word.search(self.content) for word in _ERROR_WORDS) else {}

    def head(self, until: int = 0) -> tuple[list[list[str]], list[int]]:
        """Return the first rows, at least to line ``until``, and their lines."""
        mended = self.mended_header
        return first_rows(((row.line, mended.get(row.line, row.cells)) for row in self._exact_rows()), until)

    @cached_property
    def mended_header(self) -> dict[int, list[str]]:
        """The cells, by line, of the row above the first customer that is written with other signs than the file."""
        if not self.dialect.is_csv or not self.dialect.delimiter or self._width < 2:
            return {}
        usual = self._width
        rows = [row for row in islice(self._exact_rows(), _HEADER) if any(map(str.strip, row.cells))]
        for row, below in pairwise(rows):
            if are_labels(below.cells) or len(below.cells) != usual:
                continue
            cells = written_otherwise(row.text, self.dialect.delimiter, usual)
            return {row.line: cells} if cells and are_labels(cells) and not _is_cut_well(row.cells, usual) else {}
        return {}

    @property
    def doubtful_columns(self) -> tuple[Message, ...]:
        """A note where columns of fixed width are told by the blanks of few lines."""
        if self.dialect.delimiter != FIXED:
            return ()
        rows = [row for row in islice(self._exact_rows(), MANY + _HEADER) if any(row.cells)]
        details = {"line": rows[-1].line, "text": shown(rows[-1].cells)} if rows else {}
        return (Message("fixed_width_unsure", details),) if 0 < len(rows) < MANY else ()

    def grids(self, first: int, size: int | None = None) -> Iterator[Grid]:
        """Yield all rows from position ``first`` on as ``Grid`` of ``size`` rows each (all in one without it)."""
        rows = self._regular_rows
        if rows is None:
            yield from self._exact_grids(first, size)
            return
        count = len(rows.ends)
        for start in range(first, count, size or count):
            yield self._parsed(rows, start, min(start + (size or count), count))

    @cached_property
    def _regular_rows(self):
        cut_at_none = not self.dialect.delimiter and NO_DELIMITER.encode() in self.content
        if cut_at_none or not self.dialect.is_usual:
            return None
        rows = find_rows(self.content, self.dialect, self.filename)
        return None if rows is None or self._holds_rows(rows) else rows

    def _holds_rows(self, rows):
        """Tell whether a row over several lines consists of lines that are rows each: between two stray quotes."""
        if not self.dialect.quote or not self.dialect.delimiter or not len(rows.widths):
            return False
        for row in np.flatnonzero(np.diff(rows.lines) > 1):
            text = self.content[int(rows.starts[row]) : int(rows.ends[row])].decode(self.codec, "replace")
            usual, beginnings = self._usual
            if are_rows_each(text.split("\n"), self.dialect.delimiter, self.dialect.quote, usual, beginnings):
                return True
        return False

    def _parsed(self, rows, start, end):
        data = self.content[int(rows.starts[start]) : int(rows.ends[end - 1])]
        if self.codec != "utf-8":
            data = data.decode(self.codec).encode()
        widths = rows.widths[start:end]
        width = int(widths.max())
        cells = pd.read_csv(
            io.BytesIO(data + b"\n"),
            **csv_options(self.dialect),
            header=None,
            names=range(width),
            usecols=range(MAX_COLUMNS) if width > MAX_COLUMNS else None,
            index_col=False,
            dtype=object,
            keep_default_na=False,
            na_filter=False,
            skip_blank_lines=False,
            encoding="utf-8",
            low_memory=False,
        )
        if len(cells) != end - start:  # the parser saw rows where the scan saw none: the slow way is always right
            return next(self._exact_grids(start, end - start))
        if self.dialect.padded:
            cells = cells.apply(lambda column: column.str.strip())
        return Grid(cells, rows.lines[start:end], widths, text_of=partial(self._text_at, rows))

    def _text_at(self, rows, line):
        row = int(np.searchsorted(rows.lines, line))
        return self.content[int(rows.starts[row]) : int(rows.ends[row])].decode(self.codec).rstrip("\r")

    def _exact_grids(self, first, size):
        rows = islice(self._exact_rows(), first, None)
        while block := list(islice(rows, size)):
            faults = {row.line: row.fault for row in block if row.fault}
            texts = {row.line: row.text for row in block if row.text}
            yield make_grid([row.cells for row in block], [row.line for row in block], faults, texts)

    def _exact_rows(self):
        """Yield the ``Row`` of every row, blank lines included."""
        text = io.TextIOWrapper(io.BytesIO(self.content), encoding=self.codec, newline="")
        skip = self.dialect.skip
        lines = self._not_too_long(islice(iter(partial(text.readline, MAX_LINE + 1), ""), skip, None))
        if not self.dialect.is_csv:
            for number, line in enumerate(lines, start=skip + 1):
                yield Row(number, split_line(line, self.dialect))
            return
        for row in self._cutter.rows(lines, skip + 1):
            _refuse_wide(len(row.cells), self.filename)
            if row.fault and len(self.content) > _MOST_MENDED:
                raise FileError("quote_never_closed", filename=self.filename, **row.fault.details)
            yield replace(row, cells=[cell.strip() for cell in row.cells]) if self.dialect.padded else row

    def _not_too_long(self, lines):
        for number, line in enumerate(lines, start=self.dialect.skip + 1):
            _refuse_long(len(line), number, self.filename)
            yield line

    @property
    def _cutter(self):
        dialect = self.dialect
        delimiter = dialect.delimiter or NO_DELIMITER
        usual, beginnings = self._usual
        return Cutter(delimiter, dialect.quote, dialect.escape, dialect.spaced, usual, beginnings, self._width)

    @cached_property
    def _first_lines(self):
        text = self.content[:_SAMPLE].decode(self.codec, "ignore")
        return [line for line in text.split("\n")[:_JUDGED] if line.strip()]

    @cached_property
    def _width(self):
        """The number of cells that most rows have, as far as the lines can tell; 0 when they cannot."""
        mark, quote = self.dialect.delimiter or NO_DELIMITER, self.dialect.quote
        bare = [without_quoted(line, quote) if quote else line for line in self._first_lines]
        widths = Counter(line.count(mark) + 1 for line in bare)
        return widths.most_common(1)[0][0] if widths else 0

    @cached_property
    def _usual(self):
        """The number of cells that most lines seem to have, and how they begin, where no cell goes over their end."""
        mark, quote = self.dialect.delimiter or NO_DELIMITER, self.dialect.quote or '"'
        lines = self._first_lines
        whole = [line for line in lines if line.count(quote) % 2 == 0] or lines
        widths = Counter(line.count(mark) + 1 for line in whole)
        usual = widths.most_common(1)[0][0] if widths else 0
        begun = {beginning(line, mark, quote) for line in whole if line.count(mark) == usual - 1}
        return usual, begun - {""}


def open_text(content: bytes, filename: str, encoding: str | None = None, delimiter: str | None = None) -> TextFile:
    """Return the ``TextFile`` in ``content``.

    :param content: the whole file
    :param encoding: the user's choice or ``None``
    :param delimiter: the user's choice or ``None``
    :raises FileError: ``unknown_encoding``, ``undecodable``, ``unknown_delimiter``, ``too_many_lines``
    """
    found = find_encoding(content, filename, encoding)
    doubt = _doubt(content, found)
    content, codec = _as_bytewise(content, found.name)
    content, notes = _without_zero_bytes(content, filename)
    content, told = _without_outer_quotes(content, codec, delimiter)
    notes += told
    wanted = chosen_delimiter(delimiter) if delimiter else None
    if delimiter and wanted is None:
        raise FileError("unknown_delimiter", delimiter=shortened(delimiter))
    table = content.lstrip(b"\r\n")
    above = content[: len(content) - len(table)]
    if max(content.count(b"\n"), content.count(b"\r")) > MAX_LINES:
        raise FileError("too_many_lines", filename=filename, limit=MAX_LINES)
    dialect = find_dialect(_samples(table, codec), wanted)
    dialect = replace(dialect, skip=dialect.skip + len(_BREAK.findall(above.decode())))
    if dialect.is_usual and not _has_quoted_cells(content, dialect):
        dialect = replace(dialect, quote="")
    notes += doubt + _broken_accents(content, codec)
    file = TextFile(content, codec, filename, found.name, dialect, notes)
    told = tuple(
        Message("other_signs", {"line": line, "text": shown(cells)}) for line, cells in file.mended_header.items()
    )
    return replace(file, notes=notes + told + file.doubtful_columns)


def _without_zero_bytes(content, filename):
    """Return ``content`` without the few zero bytes that damage left in a text, and a note on them.

    :raises FileError: ``not_a_table``, where they are many
    """
    count = content.count(b"\0")
    if not count:
        return content, ()
    if count > max(_ZEROS, len(content) // 1000):
        raise FileError("not_a_table", filename=filename, format=BINARY)
    line = 1 + content.count(b"\n", 0, content.index(b"\0"))
    return content.replace(b"\0", b""), (Message("zero_bytes", {"count": count, "line": line}),)


def _without_outer_quotes(content, codec, delimiter):
    """Return ``content`` with the lines bare that stand in quotes as a whole, and a note; mostly as it is.

    That is how a spreadsheet saves a file again that it had opened with each line in one cell.
    """
    head = [line for line in content[:_SAMPLE].splitlines()[:_JUDGED] if line.strip()]
    for quote, pattern in _QUOTED_LINES.items():
        quoted = [line for line in head if pattern.fullmatch(line)]
        if quoted and len(quoted) >= len(head) / 2 and _are_outer(head, quote, codec, delimiter):
            bare = pattern.sub(partial(_bare_line, quote), content)
            return bare, (Message("quoted_lines"),)
    return content, ()


def _bare_line(quote, found):
    return _bare(found.group(), quote)


def _are_outer(head, quote, codec, delimiter):
    """Tell whether the first lines, of which most stand in quotes as a whole, are made of cells without these."""
    bare = [_bare(line, quote).decode(codec, "ignore") for line in head]
    inner = find_dialect(["\n".join(bare)], chosen_delimiter(delimiter) if delimiter else None).delimiter
    outer = find_dialect([b"\n".join(head).decode(codec, "ignore")]).delimiter
    return inner not in ("", SPACES, FIXED) and inner in bare[0] and outer in ("", inner, SPACES, FIXED)


def _bare(line, quote):
    """Return a line without the quotes around the whole of it."""
    match = _QUOTED_LINES[quote].fullmatch(line)
    return match.group(1).replace(quote * 2, quote) if match else line


def _is_cut_well(cells, usual):
    """Tell whether a row has as many cells as usual, not all of them in quotes."""
    return len(cells) == usual and not all(cell[:1] == cell[-1:] and cell[:1] in QUOTES for cell in cells if cell)


def _has_quoted_cells(content, dialect):
    """Tell whether a quote opens a cell anywhere; elsewhere, as in ``12" pipe``, quotes mean nothing."""
    if b'"' not in content:
        return False
    edges = {dialect.delimiter.encode(), b"\n", b"\r"} - {b""}
    return content.startswith(b'"') or any(edge + b'"' in content for edge in edges)


def _as_bytewise(content, name):
    """Return ``content`` in an encoding in which a byte below 128 is always that character, and its codec.

    Byte-order marks are left out wherever they stand: files that were joined to one keep theirs.
    """
    if name not in CANDIDATES:
        content = content if name in ("utf-8", "utf-8-sig") else content.decode(name).encode()
        content, name = content.replace(codecs.BOM_UTF8, b""), "utf-8"
    return _without_blank_end(content), name


def _without_blank_end(content):
    """Return ``content`` without the blank lines below, which may be millions.

    The end of the last line stays where it is all there is: without it the file would be in memory twice.
    """
    end = next((ending for ending in (b"\r\n", b"\n") if content.endswith(ending)), b"")
    last = content[-1 - len(end) :][:1]
    return content if last and last not in _BLANK_END else content.rstrip(_BLANK_END)


def _doubt(content, found):
    """Return a note where the encoding is not sure: a place to check, and what stands there in either reading."""
    first = None if found.sure else _BEYOND_ASCII.search(content)
    if not first:
        return ()
    number = 1 + content.count(b"\n", 0, first.start())
    start = content.rfind(b"\n", 0, first.start()) + 1
    for line in content[start : start + _COMPARED].split(b"\n"):
        texts = [line.decode(name, "replace").replace("\0", "") for name in (found.name, found.other) if name]
        if len(texts) == 2 and texts[0] != texts[1]:
            text, second = _differing(*texts)
            details = {"encoding": found.name, "other": found.other, "line": number, "text": text, "second": second}
            return (Message("encoding_unsure.two", details),)
        if len(texts) == 1:
            details = {"encoding": found.name, "line": number, "text": texts[0].strip()[:_SHOWN]}
            return (Message("encoding_unsure", details),)
        number += 1
    return ()


def _differing(one, other):
    """Return the first cells in which two readings of a line differ."""
    cells, others = _CELL_END.split(one), _CELL_END.split(other)
    if len(cells) == len(others):
        one, other = next(pair for pair in zip(cells, others, strict=True) if pair[0] != pair[1])
    return one.strip()[:_SHOWN], other.strip()[:_SHOWN]


def _broken_accents(content, codec):
    """Return a note on letters that were lost before the file was made."""
    place = first_lost(content, codec)
    return (Message("broken_accents", _line(content, codec, 1 + content.count(b"\n", 0, place))),) if place >= 0 else ()


def _line(content, codec, number):
    text = content.split(b"\n", number)[number - 1].decode(codec).strip()
    return {"line": number, "text": text[:_SHOWN]}


def _samples(content, codec):
    """Return text from the start, the middle and the end of ``content``, each of whole lines."""
    if len(content) <= 3 * _SAMPLE:
        return [content.decode(codec)]
    pieces = []
    for start in (0, len(content) // 2, len(content) - _SAMPLE):
        piece = content[start : start + _SAMPLE]
        begin = piece.find(b"\n") + 1 if start else 0
        end = piece.rfind(b"\n") + 1 or len(piece)
        pieces.append(piece[begin:end].decode(codec, "ignore"))
    return pieces


def find_rows(content: bytes, dialect: Dialect, filename: str) -> Rows | None:
    """Return the ``Rows`` of ``content``, ``None`` where quotes or line ends are not as a CSV writer puts them.

    :raises FileError: ``cell_too_long``, ``too_many_columns``
    """
    if content.count(b"\r") != content.count(b"\r\n"):
        return None
    ends, lines, delimiters, line, inside = [], [], [], 1, 0
    for start in range(0, len(content), _PIECE):
        piece = np.frombuffer(content, dtype=np.uint8, count=min(_PIECE, len(content) - start), offset=start)
        feeds = np.flatnonzero(piece == _LINE_FEED)
        numbers = np.arange(line + 1, line + 1 + len(feeds), dtype=np.int32)
        marks = np.flatnonzero(piece == ord(dialect.delimiter)) if dialect.delimiter else feeds[:0]
        line += len(feeds)
        quotes = np.flatnonzero(piece == _QUOTE) if dialect.quote else feeds[:0]
        if len(quotes) or inside:
            if not _are_regular(content, quotes + start, inside, dialect):
                return None
            outside = (np.searchsorted(quotes, feeds) + inside) % 2 == 0
            feeds, numbers = feeds[outside], numbers[outside]
            marks = marks[(np.searchsorted(quotes, marks) + inside) % 2 == 0]
            inside = (inside + len(quotes)) % 2
        ends.append(feeds + start)
        lines.append(numbers)
        delimiters.append(np.diff(np.searchsorted(marks, feeds), prepend=0, append=len(marks)))
    if inside:
        return None
    return _rows(content, ends, lines, delimiters, dialect, filename)


def _rows(content, ends, lines, delimiters, dialect, filename):
    """Put together what the pieces of the file gave; the last row may lack its line end."""
    widths = []
    carried = 0
    for counts in delimiters:
        counts[0] += carried
        carried = counts[-1]
        widths.append(counts[:-1] + 1)
    ends, widths = np.concatenate(ends), np.concatenate(widths)
    if not len(ends) or ends[-1] != len(content) - 1:
        ends, widths = np.append(ends, len(content)), np.append(widths, carried + 1)
    lines = np.concatenate([np.ones(1, dtype=np.int32), *lines])[: len(ends)]
    starts = np.concatenate([[0], ends[:-1] + 1])
    longest = int((ends - starts).argmax())
    _refuse_long(int(ends[longest] - starts[longest]), int(lines[longest]), filename)
    _refuse_wide(int(widths.max()), filename)
    table = slice(dialect.skip, None)
    return Rows(starts[table], ends[table], lines[table], widths[table].astype(np.int32))


def _are_regular(content, quotes, inside, dialect):
    """Tell whether each quote opens or closes a cell, or is doubled inside one."""
    data = np.frombuffer(content, dtype=np.uint8)
    openers, closers = quotes[inside::2], quotes[1 - inside :: 2]
    edges = np.array([_LINE_FEED, _RETURN, _QUOTE, ord(dialect.delimiter or "\n")], dtype=np.uint8)
    before = data[openers[openers > 0] - 1]
    after = data[closers[closers < len(data) - 1] + 1]
    return bool(np.isin(before, edges).all() and np.isin(after, edges).all())


def _refuse_long(length, line, filename):
    if length > MAX_LINE:
        raise FileError("cell_too_long", filename=filename, line=line, limit=MAX_LINE)


def _refuse_wide(width, filename):
    if width > MAX_WIDTH:
        raise FileError("too_many_columns", filename=filename, columns=width, limit=MAX_COLUMNS)
