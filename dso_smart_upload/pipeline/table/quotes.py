"""Rows of a text file whose quotes do not all stand where a CSV writer puts them.

In: the lines of the file, one by one. Out: the cells of each row, and of each row that cannot be cut with certainty why
not: a stray quote costs its row and not the file.

A quote that opens a cell is closed by the next one that a delimiter or the end of the line follows; any other quote
inside is text. A cell goes over several lines only where all its quotes are as a CSV writer puts them and the lines
are not complete rows each; otherwise the quote that opens it is a stray one.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..message import Message

_MOST_LINES = 1000  # of one row
_MOST_SIZE = 1_000_000  # characters of one row
_MOST_LOOSE = 100  # cells of one line with quotes that are not doubled
_LONGEST = 10_000  # characters of such a cell
_SHOWN = 80  # characters of a line in a message
_OPEN = -1
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Row:
    """A row of a text file.

    :param line: physical line on which it starts, 1 for the first
    :param fault: why it cannot be cut with certainty, else ``None``
    :param text: the row as it stands, "" where that is not known
    """

    line: int
    cells: list[str]
    fault: Message | None = None
    text: str = ""


class Cutter:
    """Cuts lines into cells.

    :param delimiter: one character
    :param quote: one character, ``""`` where quotes mean nothing
    :param escape: the character that makes a quote an ordinary one, ``""`` where it is doubled
    :param spaced: whether spaces may stand between a delimiter and the quote that opens a cell
    :param usual: number of cells that most lines have, delimiters in quotes counted, 0 when that is not known
    :param beginnings: how rows begin: what ``beginning`` returns
    :param width: number of cells that most rows have, 0 when that is not known
    """

    def __init__(
        self,
        delimiter: str,
        quote: str,
        escape: str = "",
        spaced: bool = False,
        usual: int = 0,
        beginnings: Collection[str] = frozenset(),
        width: int = 0,
    ) -> None:
        self.delimiter, self.quote, self.escape, self.spaced = delimiter, quote, escape, spaced
        self.usual, self.beginnings, self.width = usual, beginnings, width
        mark, sign, other = re.escape(delimiter), re.escape(quote or '"'), re.escape(escape)
        plain, pair = (rf"[^{sign}{other}]*", rf"{other}.") if escape else (f"[^{sign}]*", sign * 2)
        self._strict = re.compile(rf"{sign}({plain}(?:{pair}{plain})*){sign} *(?={mark}|\r|\n|$)", re.DOTALL)
        self._loose = re.compile(rf"{sign}([^\r\n]{{0,{_LONGEST}}}?){sign} *(?={mark}|\r|\n|$)")
        self._opens = re.compile(" *" + sign if spaced else sign)
        self._ends = re.compile(rf"{mark}|\r|\n|$")
        # Elsewhere a backslash is one of the cell's, as in a path; what it means there the whole file says.
        self._escaped = re.compile(rf"{other}([{sign}{other}{mark}\r\n])" if escape else r"(?!)")

    def rows(self, lines: Iterable[str], first: int = 1) -> Iterator[Row]:
        """Yield the ``Row`` of each of ``lines`` (text with its line end), from physical line ``first`` on."""
        lines, waiting, number = iter(lines), [], first
        while line := waiting.pop(0) if waiting else next(lines, ""):
            text = line.rstrip("\r\n")
            if not self.quote or self.quote not in text:
                yield Row(number, text.split(self.delimiter) if text else [], text=text)
                number += 1
                continue
            cells, place = self._cut(text)
            several, count = (None, 0) if place is None else self._over_lines(line, place, lines, waiting)
            if several is not None:
                yield Row(number, several, text="".join([line, *waiting[: count - 1]]))
                del waiting[: count - 1]
                number += count
                continue
            if cells is not None:
                yield Row(number, cells, text=text)
                number += 1
                continue
            details = {"line": number, "text": text.strip()[:_SHOWN]}
            cells, _place = self._cut(text, literal=place)
            if cells is None or len(cells) != self.width:
                cells = text.split(self.delimiter)
            yield Row(number, cells, Message("stray_quote", details), text)
            number += 1

    def _cut(self, text, literal=None):
        """Return the cells of one line, ``None`` where a quote stays open, and where one opens that may stay open.

        :param literal: where a quote is text although it opens a cell
        """
        cells, place, loose = [], 0, 0
        while True:
            opened = self._opens.match(text, place) if place != literal else None
            found = self._strict.match(text, opened.end() - len(self.quote)) if opened else None
            if opened and found is None and loose < _MOST_LOOSE:
                loose += 1
                found = self._loosely(text, opened.end() - len(self.quote))
            if opened and found is None:
                end = text.find(self.delimiter, place)
                cell = text[place:] if end < 0 else text[place:end]
                if cell.count(self.quote) % 2:
                    return None, place
                cells.append(cell)
            elif found:
                cells.append(self._plain(found))
                end = found.end() if found.end() < len(text) else -1
            else:
                end = text.find(self.delimiter, place)
                cells.append(text[place:] if end < 0 else text[place:end])
            if end < 0:
                is_loose = found is not None and found.re is self._loose
                may_go_on = opened and is_loose and _pairs_only(text[opened.end() :], self.quote, self.escape)
                return cells, place if may_go_on else None
            place = end + len(self.delimiter)

    def _loosely(self, text, place):
        """Return the match of a quoted cell with quotes in it that are not doubled, ``None`` when it is no such cell.

        One that holds a delimiter must show by a quote behind another delimiter that it ends where it seems to.
        """
        found = self._loose.match(text, place)
        if found is None:
            return None
        inner = found.group(1)
        if inner.count(self.quote) == 0 or self.delimiter in inner:
            return None if self.delimiter in inner and self.delimiter + self.quote in inner else found
        return found

    def _plain(self, found):
        inner = found.group(1)
        if found.re is self._loose:
            return inner.replace(self.quote * 2, self.quote)
        if self.escape:
            return self._escaped.sub(r"\1", inner)
        return inner.replace(self.quote * 2, self.quote)

    def _over_lines(self, line, place, lines, waiting):
        """Return the cells of a row that goes over several lines and how many; ``None`` where its quote is a stray one.

        What was read ahead of that is left in ``waiting``.
        """
        ahead, count, size = [line], 1, len(line)
        opened = self._opens.match(line, place)
        if not opened or not _pairs_only(line[opened.end() :], self.quote, self.escape):
            return None, 0
        while count < _MOST_LINES and size < _MOST_SIZE:
            if count > len(waiting):
                following = next(lines, "")
                if not following:
                    return None, 0
                waiting.append(following)
            ahead.append(waiting[count - 1])
            count, size = count + 1, size + len(ahead[-1])
            if self.quote not in ahead[-1]:
                continue
            rest = _behind_pairs(ahead[-1], self.quote, self.escape)
            if rest is None:
                continue
            if not self._ends.match(rest):
                return None, 0
            cells, number = self._whole("".join(ahead).rstrip("\r\n"), ahead, count)
            if number != _OPEN:
                return cells, number
        return None, 0

    def _whole(self, text, ahead, count):
        """Return the cells of the lines ``ahead`` as one row and their number, unless each of them is a row.

        Lines that could be a row each are one row only where all its cells stand in quotes.

        ``_OPEN`` in the place of the number: another cell of the last line goes on in the next one.
        """
        are_rows = are_rows_each(ahead, self.delimiter, self.quote, self.usual, self.beginnings)
        cells, place = [], 0
        while True:
            opened = self._opens.match(text, place)
            found = self._strict.match(text, opened.end() - len(self.quote)) if opened else None
            if opened and found is None:
                is_open = _pairs_only(text[opened.end() :], self.quote, self.escape)
                return None, _OPEN if is_open else 0
            if found:
                cells.append(self._plain(found))
                end = found.end() if found.end() < len(text) else -1
            else:
                end = text.find(self.delimiter, place)
                cells.append(text[place:] if end < 0 else text[place:end])
                if are_rows:
                    return None, 0
                if "\n" in cells[-1] or "\r" in cells[-1]:
                    return None, 0
            if end < 0:
                return (None, 0) if are_rows and len(cells) != self.usual else (cells, count)
            place = end + len(self.delimiter)


def are_rows_each(lines: Sequence[str], delimiter: str, quote: str, usual: int, beginnings: Collection[str]) -> bool:
    """Tell whether lines between two quotes may be rows each: as wide as most rows, and beginning as rows do.

    :param usual: number of cells that most rows have
    :param beginnings: what ``beginning`` returns
    """
    return (
        usual > 1
        and all(line.count(delimiter) == usual - 1 for line in lines)
        and all(beginning(line, delimiter, quote) in beginnings for line in lines[1:])
    )


def beginning(line: str, delimiter: str, quote: str) -> str:
    """Return how the first cell of a line looks, "" for a blank one.

    >>> beginning("CL-00417;Tissage", ";", '"'), beginning('"CL-9";', ";", '"'), beginning(";", ";", '"')
    ('A-9', 'A-9', '')
    """
    cell = line.split(delimiter, 1)[0][:_SHOWN].replace(quote or '"', "").strip()
    return _DIGITS.sub("9", _LETTERS.sub("A", cell))


def _pairs_only(text, quote, escape):
    return _behind_pairs(text, quote, escape) is None


def _behind_pairs(text, quote, escape):
    """Return what stands behind the first quote of ``text`` that is neither doubled nor escaped, else ``None``."""
    place = text.find(quote)
    while place >= 0:
        if escape and place and text[place - 1] == escape:
            place = text.find(quote, place + 1)
        elif not escape and text[place + 1 : place + 2] == quote:
            place = text.find(quote, place + 2)
        else:
            return text[place + 1 :]
    return None
