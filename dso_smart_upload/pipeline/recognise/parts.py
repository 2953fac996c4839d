"""Values that stand in several columns: a street and the number of the house, a number of days and from when they
count, a name and what continues it; and the one column that holds two values, the postal code and the city.

In: the header line, the first rows, and which columns are which field. Out: the ``Part``s of each field that stand
elsewhere, which ``pipeline.parts`` joins; the columns to split; columns that say more than can be joined.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from ..convert.place import is_split
from ..convert.term_words import modifies_term, names_days
from ..folding import fold, plain
from ..parts import ADDITION, AFTER_NAME, BASE, BEFORE, BEHIND, DAY, END_OF_MONTH, Part
from ..vocabulary import languages
from ..vocabulary.yes_no import NO, NO_NUMBERS, YES, YES_NUMBERS
from . import header
from .evidence import sample

_BEFORE_STREET = frozenset(("en", "fr"))  # languages in whose addresses the number stands before the street
_MOSTLY = 0.8  # share of values from which a column is what its name says
_OFTEN = 0.5  # share of numbers of days from which a column may need what stands beside it
_NEAR = 2  # columns between a number of days and what says from when they count
_HOUSE = re.compile(r"\d{1,5}[^\W\d_]?(?:[ /\-–.]?\w{1,4}){0,3}")
_LONGEST_ADDITION = 10
_BARE_NUMBERS = frozenset(("number",))
_OF_NUMBERS = frozenset(("number", "housenumber"))
_GOES_ON = frozenset(("continued", "complement"))
_DAY_WORDS = frozenset("le am il el on the den op de".split())


@dataclass(frozen=True)
class Parts:
    """What stands in more columns, or fewer, than there are fields.

    :param parts: key of a field -> what of it stands in which other columns
    :param split: header of a column that nothing else is -> keys of the fields that its values hold
    :param beside: (header of a field, header of a column that seems to say more of it, and was not joined)
    """

    parts: Mapping[str, tuple[Part, ...]]
    split: Mapping[str, tuple[str, ...]]
    beside: tuple[tuple[str, str], ...] = ()


def find_parts(names: Sequence[str], rows: pd.DataFrame, headers: Mapping[str, str]) -> Parts:
    """Return what of the fields stands in other columns than theirs.

    :param names: the header line
    :param rows: rows x columns in the order of ``names``
    :param headers: key of a field -> header of its column
    """
    if not len(rows) or len(set(names)) < len(names):
        return Parts({}, {})
    line = _Line(names, rows, frozenset(headers.values()))
    parts, beside = {}, []
    for field, find in (("street", _of_street), ("name", _of_name), ("payment_term", _of_term)):
        if field in headers:
            found, more = find(line, headers[field])
            if found:
                parts[field] = found
            beside += [(headers[field], name) for name in more]
    return Parts(parts, _split(line, headers), tuple(beside))


class _Line:
    """A header line with its rows.

    :param used: headers of the columns that are a field
    """

    def __init__(self, names: Sequence[str], rows: pd.DataFrame, used: frozenset[str]) -> None:
        self.names, self.used = list(names), used
        self.rows = rows.iloc[sample(len(rows))]
        self._values: dict[str, tuple[str, ...]] = {}

    def free(self) -> list[str]:
        """Return the columns that are no field."""
        return [name for name in self.names if name not in self.used]

    def values(self, name: str) -> tuple[str, ...]:
        """Return the distinct values of a column that are not blank."""
        if name not in self._values:
            cells = self.rows.iloc[:, self.names.index(name)]
            self._values[name] = tuple(dict.fromkeys(str(cell).strip() for cell in cells if cell and cell == cell))
        return tuple(value for value in self._values[name] if value)

    def share(self, name: str, test: Callable[[str], object]) -> float:
        """Return the share of the distinct values of a column that pass a test, 0 without values."""
        values = self.values(name)
        return sum(1 for value in values if test(value)) / len(values) if values else 0.0

    def distance(self, one: str, other: str) -> int:
        """Return how many columns ``other`` stands behind ``one``."""
        return self.names.index(other) - self.names.index(one)


# ------------------------------------------------------------------ streets


def _of_street(line, street):
    """Return the ``Part``s of a street: the number of the house, and additions to that."""
    numbers = [name for name in line.free() if _says_house(line, street, name)]
    house = next((name for name in numbers if line.share(name, _HOUSE.fullmatch) >= _MOSTLY), "")
    if not house:
        return (), ()
    more = [name for name in numbers if name != house and line.share(name, _is_addition) >= _MOSTLY]
    place = BEFORE if _stands_before(line, street, house) else BEHIND
    return (Part(place, house), *(Part(ADDITION, name) for name in more)), ()


def _says_house(line, street, name):
    """Return whether a header says house number; a bare "Número" does directly beside the street."""
    reading = header.read(header.cleaned(name))
    ideas = reading.ideas
    if reading.unknown or not ideas or reading.says("customer"):
        return False
    if all(_OF_NUMBERS & choices for choices in ideas) and any("housenumber" in choices for choices in ideas):
        return True
    return all(_BARE_NUMBERS & choices for choices in ideas) and line.distance(street, name) == 1


def _is_addition(value):
    return len(value) <= _LONGEST_ADDITION


def _stands_before(line, street, house):
    """Return whether the number is written before the street, by the language of both, else by their order."""
    spoken = _spoken(house) & _spoken(street) or _spoken(house)
    if spoken and spoken <= _BEFORE_STREET:
        return True
    return bool(spoken & _BEFORE_STREET) and line.distance(street, house) < 0


def _spoken(name):
    """Return the codes of the languages that have the words of a header."""
    words = [word for word in fold(name).split() if not word.isdigit()]
    whole = _languages_of().get("".join(words))
    return whole or frozenset().union(*(_languages_of().get(word, frozenset()) for word in words))


@cache
def _languages_of():
    """Return {phrase without spaces: codes of the languages that have it}."""
    found = {}
    for code, language in languages().items():
        for phrases in language.ideas.values():
            for phrase in phrases:
                found.setdefault("".join(fold(phrase).split()), set()).add(code)
    return {phrase: frozenset(codes) for phrase, codes in found.items()}


# ------------------------------------------------------------------ names


def _of_name(line, name):
    """Return the ``Part`` of a name that continues it: "Name 2" beside "Name 1", "Raison sociale (suite)"."""
    own = header.read(header.cleaned(name))
    found = []
    for other in line.free():
        reading = header.read(header.cleaned(other))
        words = [ideas for ideas in reading.ideas + reading.aside if _GOES_ON.isdisjoint(ideas)]
        goes_on = len(words) < len(reading.ideas + reading.aside) or reading.ordinal == max(own.ordinal, 1) + 1
        if own.ideas and tuple(words) == own.ideas and goes_on and not reading.unknown and line.values(other):
            found.append(Part(AFTER_NAME, other))
    return tuple(found[:1]), ()


# ------------------------------------------------------------------ terms


def _of_term(line, term):
    """Return the ``Part``s of a number of days that say from when they count, and columns that say more."""
    if line.share(term, names_days) < _OFTEN:
        return (), ()
    near = sorted(
        (name for name in line.free() if 0 < abs(line.distance(term, name)) <= _NEAR and _is_sales(name, term)),
        key=lambda name: (abs(line.distance(term, name)), -line.distance(term, name)),
    )
    base = next((part for name in near if (part := _base(line, name))), None)
    days = [name for name in line.free() if _says_day(line, name, term)]
    if not base:
        return (), (*(name for name in near if _says_base(line, name)), *days)[:1]
    after = [name for name in days if name != base.header]
    return (base, *(Part(DAY, name) for name in after[:1])), ()


def _is_sales(name, term):
    """Return whether a column is not of the purchases, where the column of the term is of the sales."""
    bill = "bill" in plain(name) and "bill" not in plain(term)
    return not (bill or header.read(header.cleaned(name)).says("supplier"))


def _base(line, name):
    """Return the ``Part`` of a column that says from when days count, None where it does not."""
    reading = header.read(header.cleaned(name))
    if reading.says("endofmonth") and line.values(name) and line.share(name, _is_yes_no) == 1:
        return Part(END_OF_MONTH, name, name if modifies_term(name) else "fin de mois")
    if line.share(name, modifies_term) >= (_OFTEN if _says_base(line, name) else _MOSTLY):
        return Part(BASE, name)
    return None


def _says_base(line, name):
    """Return whether a header says that its values, whatever they mean, are from when days count."""
    reading = header.read(header.cleaned(name))
    says = reading.says("endofmonth") or reading.says("termbase")
    return says and not reading.unknown and bool(line.values(name))


def _is_yes_no(value):
    return plain(value) in YES | NO | YES_NUMBERS | NO_NUMBERS


def _says_day(line, name, term):
    """Return whether a column says on which day of the month to pay."""
    reading = header.read(header.cleaned(name))
    said = reading.says("payday") or (reading.says("day") and not reading.unknown)
    near = 0 < line.distance(term, name) <= _NEAR + 1
    if not (said and (near or reading.says("payment") or reading.says("payday"))) and not (
        fold(name) in _DAY_WORDS and near
    ):
        return False
    return line.share(name, _is_day) == 1


def _is_day(value):
    return value.isdecimal() and 1 <= int(value[:4]) <= 31


# ------------------------------------------------------------------ postal code and city in one


def _split(line, headers):
    """Return the columns that hold a postal code and a city, and the fields that each gives."""
    if "zip" in headers or "city" in headers:
        return {}
    for name in line.free():
        reading = header.read(header.cleaned(name))
        both = reading.says("city") and (reading.says("zip") or reading.says("code")) and _is_place(reading)
        if both and line.share(name, is_split) == 1:
            with_state = reading.says("state") and "state" not in headers
            return {name: ("zip", "city", "state") if with_state else ("zip", "city")}
    return {}


_PLACES = frozenset("zip city state county address billing main customer code number name company region".split())


def _is_place(reading):
    return not reading.unknown and all(choices & _PLACES for choices in reading.ideas)
