"""The names of months and weekdays, as the Unicode CLDR (Babel) has them, and dates written with them.

In: text such as "1er janv. 2026". Out: year, month and day.
"""

import re
from functools import cache

from babel import Locale

from ..folding import fold, plain

_LANGUAGES = "en fr de it es nl pt ca pl da sv nb".split()
_ALSO = {"sept": 9, "mrz": 3, "maerz": 3, "fev": 2, "aout": 8}
_FILLERS = frozenset("st nd rd th er ere e de del le la den der of the d di do al a el em".split())


def read_named(text: str) -> tuple[str, int, str] | None:
    """Return day, month and year, the first and last as text, of a date with the name of its month.

    :return: None where ``text`` is no such date, or where the month's name is another's in another language

    >>> read_named("1er janv. 2026"), read_named("Jan 5, 26"), read_named("5 brumaire 1803")
    (('1', 1, '2026'), ('5', 1, '26'), None)
    """
    tokens = re.findall(r"\d+|[^\W\d_]+", plain(text))
    numbers = [token for token in tokens if token.isdecimal()]
    names = [token for token in tokens if not token.isdecimal() and token not in _FILLERS]
    months = [name for name in names if name in _months()]
    if len(months) > 1:  # "mar. 3 mars 2026": Tuesday, in French, and March
        months = [name for name in months if name not in _weekdays()]
    others = [name for name in names if name not in months and name not in _weekdays()]
    if others or len(months) != 1 or len(numbers) != 2:
        return None
    day, year = numbers if len(numbers[0]) != 4 else reversed(numbers)
    return (day, _months()[months[0]], year) if len(day) <= 2 and len(year) in (2, 4) else None


def month_of(name: str) -> int | None:
    """Return the number of the month that ``name``, in plain letters, is called in any language; None for none."""
    return _months().get(name.strip("."))


@cache
def _months():
    """Return the number of each month's name: dict folded name -> 1 to 12."""
    found = {name: {number} for name, number in _ALSO.items()}
    for name, number in _names("months"):
        found.setdefault(name, set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


@cache
def _weekdays():
    return frozenset(name for name, _number in _names("days"))


def _names(what):
    for language in _LANGUAGES:
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in getattr(Locale(language), what)[use][width].items():
                    yield fold(name), number
