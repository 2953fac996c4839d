"""A postal code and a city in one cell: "69002 Lyon", "Boston, MA 02110".

In: the words of a column that holds both. Out: ``Split``, a converter that reads one of the two, or the state.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from ..folding import clean
from .base import BLANK, Cell, Converter, bad


class Place(NamedTuple):
    """What a cell holds."""

    zip: str
    city: str
    state: str = ""


_ZIP = (
    r"(?:[A-Z]{1,2}[- ]?)?\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{5}-\d{3,4}|\d{4,6}|[A-Z]{1,2}-\d{4,5}"
    r"|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d"
)
_CITY = r"['’]?[^\W\d_][^\d]{0,60}(?: CEDEX(?: \d{1,2})?| \d{1,2})?"
_FIRST = re.compile(rf"({_ZIP})(?:, ?|;? ?[-–/]? ?)(?<=[ ,/–-])({_CITY})", re.IGNORECASE)
_DUTCH = re.compile(rf"(\d{{4}} ?[A-Z]{{2}}),? ({_CITY})")
_LAST = re.compile(rf"([^\W\d_][^\d,]{{0,60}}),? (?:([A-Z]{{2}})[ ,]{{1,2}})?({_ZIP})")


def split_place(word: str) -> Place | None:
    """Return what a cell holds, None where that is not sure.

    >>> split_place("75011 Paris Cedex 11"), split_place("Boston, MA 02110")
    (Place(zip='75011', city='Paris Cedex 11', state=''), Place(zip='02110', city='Boston', state='MA'))
    >>> split_place("Lyon"), split_place("69002"), split_place("7100 LA LOUVIERE")
    (None, None, None)
    """
    text = clean(word)
    if dutch := _DUTCH.fullmatch(text):
        # "7100 LA LOUVIERE" is in Belgium, unless the city is written otherwise than the code
        return None if dutch[2].isupper() else Place(dutch[1], dutch[2])
    if first := _FIRST.fullmatch(text):
        return Place(first[1], first[2].strip(" ,"))
    if last := _LAST.fullmatch(text):
        return Place(last[3], last[1].strip(" ,"), last[2] or "")
    return None


def is_split(word: str) -> bool:
    """Return whether ``word`` is surely a postal code and a city."""
    return split_place(word) is not None


class Split(Converter):
    """One of the values that a cell holds.

    :param inner: the converter of that value, made for the parts of all words
    :param part: which it is, a field of ``Place``

    Words that are not surely both are left out; that is said once, where the postal code is read.
    """

    def __init__(self, inner: Converter, part: str) -> None:
        super().__init__((), inner.reference)
        self.inner, self.part, self.needs_country = inner, part, inner.needs_country

    def clean(self, word: str, country: str = "") -> Cell:
        place = split_place(word) if len(word) <= self.longest else None
        if place is None:
            return bad("unsplit_place", word[: self.longest]) if self.part == "zip" else BLANK
        value = getattr(place, self.part)
        return self.inner.clean(value, country) if value else BLANK

    def same(self, old: Any, new: Any, country: str = "") -> bool:
        return self.inner.same(old, new, country)

    def merge(self, old: Any, new: Any) -> Any:
        return self.inner.merge(old, new)

    def show(self, value: Any) -> str:
        return self.inner.show(value)


def parts_of(words: Iterable[str], part: str) -> tuple[str, ...]:
    """Return the part of each word that can be split."""
    places = map(split_place, words)
    return tuple(dict.fromkeys(value for place in places if place and (value := getattr(place, part))))
