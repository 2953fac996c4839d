"""How the cells of a text file are told apart: the delimiter, the quotes, or the columns of fixed width.

In: text from the start, the middle and the end of the file. Out: a ``Dialect``. Every candidate delimiter
parses the text with quotes respected; the one under which most lines have the same number of cells
wins. One line never decides: a comma in a header or decimal commas in every row are not a delimiter.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from .quotes import Cutter
from .returned import written_delimiter
from .signs import all_quoted, first_lines, is_blank_delimited, other_quote, rare_delimiter

DELIMITERS = (";", "\t", ",", "|", "^", "\x1f")  # the last is made for it: ASCII's unit separator
BLANK = " "  # one space between the cells
SPACES = "  "  # two or more spaces between the cells
_COMMA, _DECIMAL = re.compile(","), re.compile(r"(?<=\d),(?=\d)")
_COLUMNS = 3  # columns set apart by blanks, from which commas between digits are not what sets them apart
_TAB_IN_WORDS = "\\t"
FIXED = "fixed"  # every column starts at the same place in each line

_NAMES = {
    "tab": "\t",
    "\\t": "\t",
    "semicolon": ";",
    "comma": ",",
    "pipe": "|",
    "caret": "^",
    "space": SPACES,
    "spaces": SPACES,
}
NO_DELIMITER = "\x1e"  # what a file with a single column is split at: hardly any text has it
_SEP_LINE = re.compile(r'"?sep=([!-/:-@[-^`{-~\t])"?[ \t;,]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_CHOSEN = re.compile(r"[^\"\r\n\0]|[^\w\s\"]{2,4}|\t{2,4}|\\\\t")
_GAP = re.compile(r" {2,}")
_RULER = re.compile(r"[\s|+;,=_*-]*")
_ENOUGH = 0.2  # score from which a delimiter is believed
MANY = 8  # lines from which blanks that stand below each other are no chance
_PAIR = 2  # lines: a header and a row
_MOST = 0.6  # share of lines that makes a habit
_OPENING = 2**13  # characters of each piece of a large file of which rows are made
_WIDEST = 5000  # characters of a line up to which columns of fixed width are looked for


@dataclass(frozen=True)
class Dialect:
    """How one line of text becomes cells.

    :param delimiter: one character or a few, ``SPACES``, ``FIXED``, or ``""`` for a single column
    :param quote: the quote character, ``""`` when quotes mean nothing
    :param escape: the character that makes a quote inside a cell an ordinary one, ``""`` where it is doubled
    :param spaced: whether a space follows each delimiter, also before a quote
    :param padded: whether cells are filled up with spaces, which then do not belong to the values
    :param starts: where each column of a ``FIXED`` file starts, in characters
    :param skip: lines before the table: blank ones, and the one that declares the delimiter (``sep=;``)
    """

    delimiter: str
    quote: str = '"'
    escape: str = ""
    spaced: bool = False
    padded: bool = False
    starts: tuple[int, ...] = ()
    skip: int = 0

    @property
    def is_csv(self) -> bool:
        """Whether a CSV parser can split the lines."""
        return self.delimiter not in (SPACES, FIXED)

    @property
    def is_usual(self) -> bool:
        """Whether the file is written as nearly all CSV files are, so that the fast parser can be used."""
        is_one = len(self.delimiter) <= 1 and self.delimiter.isascii()
        return is_one and self.quote in ('"', "") and not self.escape and not self.spaced


def chosen_delimiter(delimiter: str) -> str | None:
    """Return the user's word for a delimiter as the delimiter, ``None`` when it cannot be one."""
    delimiter = _NAMES.get(delimiter.lower(), delimiter)
    if delimiter in (SPACES, FIXED) or _CHOSEN.fullmatch(delimiter):
        return delimiter
    return None


def find_dialect(samples: Sequence[str], delimiter: str | None = None) -> Dialect:
    """Return how the text in ``samples`` is cut into cells.

    :param samples: pieces of text made of whole lines; the first is the start of the file
    :param delimiter: the user's choice (as ``chosen_delimiter`` returns it), or ``None``; it means the files that a
        file of rejected rows comes from, not that file
    """
    declared = _SEP_LINE.match(samples[0])
    skip = 1 if declared else 0
    if declared:
        samples = [samples[0][declared.end() :], *samples[1:]]
        delimiter = delimiter or declared.group(1)
    if written := written_delimiter(samples[0]):
        return Dialect(written, skip=skip)
    judged = samples if len(samples) == 1 else list(map(_opening, samples))
    rows_of = cache(partial(_parsed, judged))
    lines = first_lines(samples)
    if delimiter == "\t" and not _in_any(samples, "\t") and _in_any(samples, _TAB_IN_WORDS):
        delimiter = _TAB_IN_WORDS
    if not delimiter:
        delimiter, quote = _found(samples, lines, rows_of)
        if delimiter == "," and _are_decimal(lines) and len(_aligned(samples, None).starts) >= _COLUMNS:
            delimiter = FIXED
    else:
        _between, quote = all_quoted(lines) or ("", None)
    if delimiter in (None, FIXED, SPACES):
        if not delimiter and is_blank_delimited(lines, are_quoted=True):
            return Dialect(BLANK, skip=skip)
        aligned = _aligned(samples, delimiter)
        if aligned.delimiter or delimiter or not is_blank_delimited(lines):
            return replace(aligned, skip=skip)
        return Dialect(BLANK, skip=skip)
    quote = quote or other_quote(lines, delimiter)
    if quote and quote != '"':
        return Dialect(delimiter, quote, skip=skip)
    dialect = _quoting(samples, Dialect(delimiter), rows_of)
    return replace(dialect, padded=_is_padded(rows_of(dialect)), skip=skip)


def _are_decimal(lines):
    """Tell whether the commas of ``lines`` are those of amounts: each between digits, none in the line of names."""
    lines = [line for line in lines if line.strip()]
    commas, decimal = (sum(len(pattern.findall(line)) for line in lines) for pattern in (_COMMA, _DECIMAL))
    return bool(lines) and "," not in lines[0] and 0 < commas == decimal


def _found(samples, lines, rows_of):
    """Return the delimiter, ``None`` when none convinces, and the quote, ``None`` where it is not known yet."""
    delimiter, score = _most_consistent(samples, rows_of)
    delimiter = delimiter if score >= _ENOUGH else None
    between, quote = all_quoted(lines) or ("", None)
    if quote:
        return (delimiter if between.strip(" ") == delimiter and quote == '"' else between), quote
    return rare_delimiter(lines, delimiter) or delimiter, None


def split_line(line: str, dialect: Dialect) -> list[str]:
    """Return the cells of ``line`` in a file whose columns are set apart by spaces."""
    line = line.rstrip().expandtabs()
    if dialect.delimiter == FIXED:
        return _cut(line, dialect.starts)
    return _GAP.split(line.strip())


def csv_options(dialect: Dialect) -> dict[str, Any]:
    """Return the arguments for ``csv.reader`` (and, under the same names, pandas)."""
    options = {"delimiter": dialect.delimiter or NO_DELIMITER, "skipinitialspace": dialect.spaced}
    if not dialect.quote:
        return options | {"quoting": csv.QUOTE_NONE}
    options |= {"quotechar": dialect.quote}
    return options | ({"escapechar": dialect.escape, "doublequote": False} if dialect.escape else {})


def _opening(sample):
    """Return the first lines of one of several pieces of a file, whole ones."""
    return sample[: sample.rfind("\n", 0, _OPENING) + 1] or sample if len(sample) > _OPENING else sample


def _parsed(samples, dialect):
    """Return the rows of all samples that are not blank and not rulers, for judging only: each may start in a quote."""
    if len(dialect.delimiter) > 1:
        cutter = Cutter(dialect.delimiter, dialect.quote, dialect.escape, dialect.spaced)
        rows = [row.cells for sample in samples for row in cutter.rows(sample.splitlines(keepends=True))]
    else:
        options = csv_options(dialect)
        rows = [row for sample in samples for row in csv.reader(io.StringIO(sample, newline=""), **options)]
    return [row for row in rows if not all(map(_RULER.fullmatch, row))]


def _most_consistent(samples, rows_of):
    """Return the usual delimiter under which the lines agree most, and how much they do, 0 to 1.

    :param rows_of: gives the rows of the samples under a ``Dialect``
    """
    scores = {delimiter: _score(samples, delimiter, rows_of) for delimiter in DELIMITERS}
    best = max(scores, key=scores.__getitem__)
    return best, scores[best]


def _score(samples, delimiter, rows_of):
    """Return 0 to 1: the share of lines with the usual number of cells, less what speaks against ``delimiter``."""
    if not _in_any(samples, delimiter):
        return 0.0
    rows = rows_of(Dialect(delimiter))
    widths = {width: count for width, count in Counter(map(len, rows)).items() if width > 1}
    if not widths:
        return 0.0
    usual = max(widths, key=lambda width: (widths[width] * (1 - 1 / width), width))
    share = sum(count for width, count in widths.items() if abs(width - usual) <= usual // 8) / len(rows)
    return share * (1 - 1 / usual) * (1 - _foreign(samples, delimiter, [row for row in rows if len(row) == usual]))


def _in_any(samples, mark):
    return any(mark in sample for sample in samples)


def _foreign(samples, delimiter, rows):
    """Return the share of cells that hold what may be another delimiter; a comma may be part of any text."""
    others = [other for other in DELIMITERS if other not in (delimiter, ",") and _in_any(samples, other)]
    if not others:
        return 0.0
    cells = [cell for row in rows for cell in row]
    return sum(map(bool, map(_any_of("".join(others)).search, cells))) / len(cells)


@cache
def _any_of(characters):
    return re.compile(f"[{re.escape(characters)}]")


@cache
def _behind(delimiter):
    """Return the patterns of a delimiter with spaces and a quote behind it, with a quote behind it, and of a quote with
    a backslash that ends no cell.
    """
    mark = re.escape(delimiter)
    return re.compile(mark + r' +"'), re.compile(mark + '"'), re.compile(rf'[^\\]\\"(?!{mark}|\r|\n|$)')


def _quoting(samples, dialect, rows_of):
    """Return ``dialect`` with the quotes that the cells show: doubled, escaped, single ones, after a space."""
    text = "\n".join(samples)
    if '"' in text:
        spaced, directly, escaped = _behind(dialect.delimiter)
        count = len(spaced.findall(text))
        if dialect.delimiter != " " and count > 1 and count > len(directly.findall(text)):
            dialect = replace(dialect, spaced=True)
        unescaped = text.replace('\\"', "").replace(f'{dialect.delimiter}""', "")
        if escaped.search(text) and '""' not in unescaped:
            dialect = replace(dialect, escape="\\")
    elif "'" in text:
        cells = [cell for row in rows_of(dialect) for cell in row if cell]
        single = sum(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
        if single > _MOST * len(cells):
            return replace(dialect, quote="'")
    return dialect


def _is_padded(rows):
    """Tell whether the cells of each column are filled up with spaces to the same length, as in printed lists."""
    rows = [row for row in rows if len(row) > 1]
    usual = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    columns = list(zip(*(row for row in rows if len(row) == usual), strict=True))
    if len(columns) < 2 or len(columns[0]) < 3:
        return False
    if sum(len(set(map(len, column))) == 1 for column in columns) < 0.8 * len(columns):
        return False
    spaced = sum(cell[0] == " " or cell[-1] == " " for column in columns for cell in column if cell)
    return spaced > len(rows) * usual / 4


def _aligned(samples, delimiter):
    """Return the dialect of text whose columns are set apart by spaces; one column when there are none."""
    lines = [line.rstrip().expandtabs() for sample in samples for line in sample.splitlines()]
    lines = [line for line in lines if not _RULER.fullmatch(line)]
    gaps = [len(_GAP.split(line.strip())) for line in lines]
    usual = Counter(gaps).most_common(1)[0][0] if gaps else 1
    full = max((count for count, lines_of_it in Counter(gaps).items() if lines_of_it > 1), default=1)
    body = [line for line, count in zip(lines, gaps, strict=True) if count >= max(_MOST * full, 2)]
    starts = _column_starts(body or lines) if delimiter != SPACES else []
    is_fixed = len(starts) >= max(usual, 2 if usual > 1 or len(lines) > _PAIR else 3)
    if len(starts) > 1 and (delimiter == FIXED or is_fixed):
        return Dialect(FIXED, quote="", padded=True, starts=tuple(starts))
    if delimiter == SPACES or (usual > 1 and gaps.count(usual) >= _MOST * len(lines)):
        return Dialect(SPACES, quote="", padded=True)
    return Dialect("")


def _column_starts(lines):
    """Return where columns start: after places that are blank in nearly every line (two of them), or in all (one).

    Of few lines, one place that is blank in all counts where a word of the first line and a value start behind it.
    """
    width = max(map(len, lines), default=0)
    if len(lines) < _PAIR or not 1 < width <= _WIDEST:
        return []
    names, *below = (line.ljust(width) for line in lines)

    def is_start(place):
        end = max(names.find(" ", place), place + 1)
        return (len(lines) >= MANY or names[place] != " ") and any(line[place:end].strip() for line in below)

    changes = [0] * (width + 1)
    for line in lines:
        for match in re.finditer(r"\S+", line):
            changes[match.start()] += 1
            changes[match.end()] -= 1
    filled, starts, gap, blank = 0, [], 0, 0
    for place, change in enumerate(changes[:-1]):
        filled += change
        if filled <= 0.02 * len(lines):
            gap, blank = gap + 1, blank + (filled == 0)
            continue
        if not starts or gap >= 2 or (blank and is_start(place)):
            starts.append(place)
        gap = blank = 0
    return [0, *starts[1:]]


def _cut(line, starts):
    return [line[start:end].strip() for start, end in zip(starts, (*starts[1:], None), strict=True)]
