"""What the values of a column look like, so that a row can be told whose cells do not stand under their names.

In: rows of a file that have a cell for each name. Out: a ``ColumnKind`` per column; whether a cell is one of its
values. In doubt a cell is: free text may hold nearly anything, and few rows say nothing.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .layout import kind, shape

_LEAST = 5  # rows from which anything is said
_SURE = 8  # values from which a column without a blank has none
_MOST = 0.9  # share of the values that makes a habit
_SHAPES = 3  # in which codes and numbers of one kind are written
_TYPED = ("number", "date", "address", "code")
_SHAPED = ("number", "code")
_NEVER_TEXT = ("number", "date", "address")
_DIGITS = re.compile(r"\d+")
_LONGEST = 80  # characters of a cell of which the shape is told


@dataclass(frozen=True)
class ColumnKind:
    """The kind of a column's values.

    :param kinds: what ``layout.kind`` says of values that belong here; free text when it has none of ``_TYPED``
    :param shapes: how they are written, as ``_shape`` tells it; empty where they are written in many ways
    :param may_be_blank: whether a blank cell belongs here
    """

    kinds: frozenset[str]
    shapes: frozenset[str]
    may_be_blank: bool

    @property
    def is_typed(self) -> bool:
        """Whether values of other columns can be told from this one's."""
        return "text" not in self.kinds

    @property
    def may_be_cut(self) -> bool:
        """Whether values may hold a delimiter: text does, and numbers do where it is their decimal sign."""
        return not self.is_typed or "number" in self.kinds

    def fits(self, cell: str) -> bool:
        """Tell whether ``cell`` may be one of the column's values."""
        text = cell.strip()
        if not text:
            return self.may_be_blank
        found = _kind(text)
        if not self.is_typed:
            return found not in _NEVER_TEXT or found in self.kinds
        return found in self.kinds and (not self.shapes or _shape(text) in self.shapes)


def column_kinds(rows: Sequence[Sequence[str]], width: int) -> tuple[ColumnKind, ...]:
    """Return the ``ColumnKind`` of each column, ``()`` where there are too few rows.

    :param rows: those that have not ``width`` cells are passed over
    """
    rows = [row for row in rows if len(row) == width]
    if len(rows) < _LEAST:
        return ()
    return tuple(map(_column_kind, zip(*rows, strict=True)))


def stand(cells: Sequence[str], kinds: Sequence[ColumnKind]) -> bool:
    """Tell whether each cell of a row may stand where it does; a blank one may."""
    return all(not cell.strip() or kind.fits(cell) for cell, kind in zip(cells, kinds, strict=False))


def _column_kind(cells):
    texts = [text for cell in cells if (text := cell.strip())]
    counts = Counter(map(_kind, texts))
    name, count = counts.most_common(1)[0] if counts else ("text", 0)
    is_typed = name in _TYPED and len(texts) >= _LEAST and count >= _MOST * len(texts)
    kinds = {one for one, times in counts.items() if times > 1} if is_typed else {"text", *counts}
    shapes = [one for one in Counter(map(_shape, texts)).most_common(_SHAPES) if one[1] > 1]
    is_same = is_typed and name in _SHAPED and sum(times for _one, times in shapes) >= _MOST * len(texts)
    return ColumnKind(
        frozenset(kinds),
        frozenset(one for one, _times in shapes) if is_same else frozenset(),
        len(texts) < len(cells) or len(cells) < _SURE,
    )


def _kind(text):
    found = kind(text)
    return "text" if found == "numbered" else found


def _shape(text):
    """Return how a value is written, the digits of amounts and dates without their number.

    >>> _shape("C00417"), _shape("69001"), _shape("1 250,00")
    ('a99999', '99999', '9 9,9')
    """
    text = text[:_LONGEST]
    return shape(text) if text.isalnum() or _kind(text) == "code" else _DIGITS.sub("9", text)
