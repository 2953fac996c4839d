"""Signs that few files are written with: other delimiters, several characters as one, blanks, other quotes.

In: the first lines of a text. Out: the delimiter, or the quote, that explains them, ``None`` where they are usual ones.
A rare sign is believed only where the lines agree on it: each of nearly all lines holds it as often as the first one.
"""

import re
from collections.abc import Sequence
from functools import cache

QUOTES = ('"', "'", "`")

_BETWEEN = r"[^\w\s\"'`]{1,4}|[,;|] {1,2}| {1,2}|\t{1,3}|\\t"  # what may stand between two quoted cells
_RARE = re.compile(r"[:~¦§#!*=<>%$|^;]{1,4}|\\t")
_BLANK_QUOTED = re.compile(r' "(?:[^"]|"")*"(?= |$)')
_MOST = 0.9  # share of lines that agree
_ALL = 0.8  # share of lines of which each cell stands in quotes
_LINES = 200  # that are looked at
_LONGEST = 20_000  # characters of a line


def first_lines(samples: Sequence[str]) -> list[str]:
    """Return the first lines of ``samples`` that say anything."""
    lines = [line for line in samples[0].splitlines()[: 2 * _LINES] if line.strip()]
    return [line for line in lines[:_LINES] if len(line) <= _LONGEST]


def without_quoted(text: str, quote: str = '"') -> str:
    """Return ``text`` without what stands between quotes.

    >>> without_quoted('C1,"Acier, fer",Metz')
    'C1,,Metz'
    """
    pieces = text.split(quote)
    return "".join(pieces[::2]) if len(pieces) % 2 else "".join([*pieces[:-1:2], quote, pieces[-1]])


def all_quoted(lines: Sequence[str]) -> tuple[str, str] | None:
    """Return (delimiter, quote) of lines in which each cell stands in quotes, ``None`` where that is not so.

    >>> all_quoted(["'Code':'Name'", "'C1':'Acier, fer'"])
    (':', "'")
    """
    for quote in QUOTES:
        around = [line.strip() for line in lines]
        around = [line for line in around if len(line) > 1 and line[0] == line[-1] == quote]
        if len(around) < max(2, _ALL * len(lines)):
            continue
        found = _between(quote).match(around[0])
        if found is None:
            continue
        mark = quote + found.group(1) + quote
        usual = around[0].count(mark)
        if sum(line.count(mark) == usual for line in around) >= _ALL * len(lines):
            return found.group(1), quote
    return None


@cache
def _between(quote):
    """Return the pattern of a quoted cell, what stands behind it, and the quote that opens the next one."""
    return re.compile(rf"{quote}(?:[^{quote}]|{quote * 2})*{quote}({_BETWEEN}){quote}")


def other_quote(lines: Sequence[str], delimiter: str) -> str | None:
    """Return the quote of cells that hold the delimiter, where it is not the usual one, else ``None``.

    >>> other_quote(["Code,Name", "C1,'Acier, fer'", "C2,Hof"], ",")
    "'"
    >>> other_quote(["Code,Name", "C1,'Acier, fer'", "C2,'t Hof"], ",")
    """
    usual = sum(len(cells) for cells, _open in (_in_quotes(line, delimiter, QUOTES[0]) for line in lines))
    for quote in QUOTES[1:]:
        found = [_in_quotes(line, delimiter, quote) for line in lines]
        cells = [cell for cells, _open in found for cell in cells]
        needed = any(delimiter in cell or quote * 2 in cell for cell in cells)
        if needed and len(cells) > usual and not any(is_open for _cells, is_open in found):
            return quote
    return None


def _in_quotes(line, delimiter, quote):
    """Return the cells of a line that stand in quotes, and whether one is opened that is not closed."""
    cells, waiting, count = [], [], 0
    for piece in line.split(delimiter):
        if not waiting and not piece.startswith(quote):
            continue
        waiting.append(piece)
        count += piece.count(quote)
        if count % 2 == 0 and piece.endswith(quote):
            cells.append(delimiter.join(waiting))
            waiting, count = [], 0
    return cells, bool(waiting)


def rare_delimiter(lines: Sequence[str], usual: str | None) -> str | None:
    """Return the rare sign, of one or several characters, that nearly all lines hold as often as the first one.

    :param usual: the usual delimiter that explains the lines best, ``None`` without one
    """
    bare = [without_quoted(line) for line in lines]
    if len(bare) < 2:
        return None
    agreed = {}
    for mark in dict.fromkeys(_RARE.findall(bare[0])):
        count = bare[0].count(mark)
        if sum(line.count(mark) == count for line in bare) >= max(2, _MOST * len(bare)):
            agreed[mark] = count
    if not agreed:
        return None
    best = max(agreed, key=lambda mark: (agreed[mark], len(mark)))
    if usual and usual in best:
        return best if best != usual and best != usual * len(best) else None
    if usual and sum(line.count(usual) == bare[0].count(usual) > 0 for line in bare) >= _MOST * len(bare):
        return None
    return best


def is_blank_delimited(lines: Sequence[str], are_quoted: bool = False) -> bool:
    """Tell whether single blanks stand between the cells: lines agree on their number, quoted cells left out.

    :param are_quoted: whether most lines must have quoted cells, with which fewer lines need to agree
    """
    bare = [without_quoted(line.strip()) for line in lines]
    if len(bare) < 2 or any("\t" in line for line in bare):
        return False
    count = bare[0].count(" ")
    agree = sum(line.count(" ") == count for line in bare)
    if are_quoted:
        quoted = sum(bool(_BLANK_QUOTED.search(line)) for line in lines)
        return count >= 1 and quoted >= len(lines) / 2 and agree >= max(2, len(bare) / 2)
    return count >= 2 and agree >= max(3, _MOST * len(bare))
