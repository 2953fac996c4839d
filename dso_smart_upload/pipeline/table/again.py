"""Lines below the header that hold column names again: lists made for paper repeat them on each page.

In: rows of cells below the header. Out: which of them hold names, and in what order the cells below each stand. A name
counts as the same whatever its capitals, accents, spaces and control characters. Names that stand in another order
say how the rows below are read; rows below names that the header has not, or below a title that says that they are
suppliers, are not read as customers.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from ..folding import clean, fold, plain
from ..vocabulary import words_of
from .header_words import HEADER_WORDS

_FEW = 1000  # suspects that are looked at as a whole
_NEVER = 2**31
_SHARE = 0.6  # of the filled cells that must be names
_IN_PLACE = 2  # names where the header has them, from which a line is no customer
_KNOWN = 3  # words of headers and nothing else, from which a line holds the names of a table
_SMALL = frozenset("de du des la le les l d of the n di del della der die das van y e et und and".split())
_TITLE = 100  # characters of a title that are looked at
_INVISIBLE = "\f\v\x1c\x1d\x1e\x1f\u200b\u200e\u200f\ufeff\xa0 \t\r\n\"'"


@dataclass(frozen=True)
class Again:
    """A line with column names below the header.

    :param row: its position among the rows
    :param order: for each column of the header the position where its cells stand below, ``None`` where they stand
        nowhere; ``()`` when the names below are others, so that nothing can be said of the rows
    """

    row: int
    order: tuple[int | None, ...]


def key_of(name: str) -> str:
    """Return a column's name in the form in which names are compared.

    >>> key_of("\\fN° CLIENT ") == key_of("n°  client")
    True
    """
    return fold(clean(name.strip(_INVISIBLE)))


def key_of_row(row: Iterable[str]) -> list[str]:
    """Return the names of a row in a form that is the same in whatever order they stand."""
    return sorted(key for cell in row if (key := key_of(cell)))


def shares_names(keys: Sequence[str], names: Collection[str]) -> bool:
    """Tell whether a row holds column names, as ``key_of_row`` gives both: more than one, and hardly anything else."""
    known = set(names)
    shared = {key for key in keys if key in known}
    enough = len(shared) >= min(2, len(known)) and sum(key in known for key in keys) >= _SHARE * len(keys)
    return bool(shared) and enough


def repeated_names(
    cells: pd.DataFrame, names: Sequence[str], noise: np.ndarray, lower: Sequence[str] = ()
) -> list[Again]:
    """Return the ``Again`` of each line that holds the column names once more, in the order of the rows.

    :param cells: rows × columns, str
    :param names: the header
    :param noise: whether each row is blank or a ruler
    :param lower: the names on the lower line of a header that stands on two
    """
    keys, lower_keys = [key_of(name) for name in names], [key_of(name) for name in lower]
    named = [key for key in keys if key]
    if not named or not len(cells.columns):
        return []
    quick = _spellings([*names, *filter(None, lower_keys)]) | HEADER_WORDS
    shortest = {}  # length of the shortest spelling by its first letter, which most cells are told apart by
    for spelling in sorted(quick, key=len, reverse=True):
        shortest |= dict.fromkeys((spelling[0], spelling[0].upper()), len(spelling))
    filled = np.flatnonzero(~noise)
    first_cells = cells[0].to_numpy()[filled].tolist()
    suspects = [
        row
        for row, cell in zip(filled.tolist(), first_cells, strict=True)
        if not cell[:1].isalnum()
        or (len(cell) >= shortest.get(cell[0], _NEVER) and cell.strip(_INVISIBLE).lower() in quick)
    ]
    if not suspects:
        return []
    values = cells.take(suspects).to_numpy()
    if len(suspects) > _FEW:  # many rows whose first cell is blank: the second filled column tells soon
        near = np.zeros(len(suspects), dtype=bool)
        for position in cells.columns[: len(names) + 1]:
            near |= np.array([cell.strip(_INVISIBLE).lower() in quick for cell in values[:, position]])
        suspects, values = list(np.array(suspects)[near]), values[near]
    found = []
    for row, line in zip(map(int, suspects), values, strict=True):
        order = _order(line, keys, lower_keys)
        if order is not None:
            found.append(Again(row, () if _is_below_others(cells, row, noise) else order))
    return found


def _is_below_others(cells, row, noise):
    """Tell whether the line above ``row`` is a title, and says that what follows are suppliers."""
    above = np.flatnonzero(~noise[:row])
    if not len(above):
        return False
    title = [cell for cell in cells.iloc[above[-1]].tolist() if cell.strip()]
    return len(title) == 1 and not _suppliers().isdisjoint(fold(title[0][:_TITLE]).split())


@cache
def _suppliers():
    words = words_of("supplier")
    return words | {f"{word}s" for word in words}


def _spellings(names):
    """Return the usual spellings of names, in small letters."""
    found = set()
    for name in names:
        base = clean(name.strip(_INVISIBLE))
        found |= {base.lower(), plain(base), key_of(name)}
        found |= {key_of(name).replace(" ", mark) for mark in ("_", "-", "")}
    return found - {""}


def _order(line, keys, lower=()):
    """Return the order of the columns below ``line``, ``()`` when it is unknown, ``None`` when it holds no names."""
    cells = [key_of(cell) for cell in line]
    filled = [cell for cell in cells if cell]
    known = set(keys) - {""}
    if not shares_names(filled, known):
        if any(lower) and [*filter(None, lower)] == filled and _count_in_place(cells, lower) == len(filled):
            return tuple(range(len(keys)))
        return () if _holds_names(cells, keys, lower) else None
    names = {cell for cell in filled if cell in known}
    in_place = all(not cell or cell == key for cell, key in zip(cells, keys, strict=False))
    if in_place and not any(cells[len(keys) :]):
        return tuple(range(len(keys)))
    times = Counter(keys), Counter(cells)
    if any(count[name] > 1 for name in names for count in times) or any(cell not in known for cell in filled):
        return () if not in_place else tuple(range(len(keys)))
    places = {cell: place for place, cell in enumerate(cells)}
    return tuple(places[key] if key in names else None for key in keys)


def holds_names(row: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether a row holds the names of another table than that of the header ``names``."""
    first = next((cell for cell in row if cell), "")
    if not first or first[-1].isdigit() or len(first) > _TITLE:  # as the codes of most files
        return False
    return _holds_names([key_of(cell) for cell in row], [key_of(name) for name in names], ())


def _holds_names(cells, keys, lower):
    """Tell whether a line holds the names of another table, as ``key_of`` gives its cells.

    It has some of the header's names where that has them, or nothing but words of headers, which no customer has.
    """
    filled = [cell for cell in cells if cell]
    if any(any(map(str.isdigit, cell)) for cell in filled):
        return False
    if max(_count_in_place(cells, keys), _count_in_place(cells, lower)) >= _IN_PLACE:
        return True
    return len(set(filled)) >= _KNOWN and all(_is_of_header(cell) for cell in filled)


def _count_in_place(cells, keys):
    return sum(bool(cell) and cell == key for cell, key in zip(cells, keys, strict=False))


def _is_of_header(cell):
    words = [word for word in cell.split() if word not in _SMALL]
    return bool(words) and HEADER_WORDS.issuperset(words)
