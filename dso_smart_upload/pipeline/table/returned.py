"""What a file of rejected rows has more than the file it was made from, and how that is taken off when it comes back.

Such a file opens with two columns, the line in the original file and the reason of the rejection, and an apostrophe
stands before each cell that a spreadsheet would run as a formula. ``rejects`` writes it; the steps of reading know it
by its header, whose words are the same in every language, and give the table that the original file would have given
with these rows alone: without the two columns, without the apostrophes.
"""

import re
from collections.abc import Sequence

from ..folding import fold

LINE, REASON = "Smart Upload line", "Smart Upload reason"  # headers of the two columns, which stand first

_ADDED = frozenset(map(fold, (LINE, REASON)))
_HEADER = re.compile(rf'^"?{LINE}"?(.)"?{REASON}"?(?:\1|\r|\n|$)', re.MULTILINE | re.IGNORECASE)
_RUNS = r"(?:[\t\r\n]|\s*[=+\-@＝＋－＠])"  # what a cell opens with that a spreadsheet may run
_RUN = re.compile(_RUNS)
_QUOTED_RUN = re.compile(rf"'+{_RUNS}")
# Negative numbers and dashes are no formulas; nor are phone numbers, unless their groups read as thousands: then a
# spreadsheet makes a number of them, and the plus is gone.
_PLAIN = re.compile(
    r"""\s*-+\s*
      | \s*-\s?[€$£]?\s?[.,]?\d[\d\s.,'’]*(?:[eE][+-]?\d{1,3}\s*)?(?:[%€$£]\s*)?
      | \+\d{1,3}(?:\ \(0\))?(?!(?:\ \d{3})+$)(?:\ \d{1,4}){2,}""",
    re.VERBOSE,
)


def is_added(name: str) -> bool:
    """Tell whether ``name`` is the header of one of the two columns."""
    return fold(name) in _ADDED


def is_returned(names: Sequence[str]) -> bool:
    """Tell whether ``names`` are the header of a file of rejected rows."""
    return "upload" in "".join(names).casefold() and any(map(is_added, names))  # few rows have that word


def header_position(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the position in ``rows`` of the header of a file of rejected rows, else ``None``."""
    return next((position for position, row in enumerate(rows) if is_returned(row)), None)


def written_delimiter(text: str) -> str:
    """Return the delimiter in the header of a file of rejected rows, ``""`` when ``text`` does not open one."""
    found = _HEADER.search(text)
    return found.group(1) if found else ""


def harmless(cell: str) -> str:
    """Return a cell as a text file can hold it without a spreadsheet running it; ``original`` reverses it.

    >>> harmless("=1+1"), harmless("-1 234,50"), harmless("+33 1 44 55 66 77"), harmless("+33144556677")
    ("'=1+1", '-1 234,50', '+33 1 44 55 66 77', "'+33144556677")
    """
    return f"'{cell}" if _RUN.match(cell) and not _PLAIN.fullmatch(cell) else distinct_quote(cell)


def distinct_quote(cell: str) -> str:
    """Return a cell that a spreadsheet does not run as one that ``original`` gives back; nearly all stay as they are.

    >>> distinct_quote("'=1+1"), distinct_quote("'t Hof")
    ("''=1+1", "'t Hof")
    """
    return f"'{cell}" if _QUOTED_RUN.match(cell) else cell


def original(cell: str) -> str:
    """Return a cell without the apostrophe that ``harmless`` put before it.

    >>> original("'=1+1"), original("''=1+1"), original("'t Hof")
    ('=1+1', "'=1+1", "'t Hof")
    """
    return cell[1:] if _QUOTED_RUN.match(cell) else cell
