"""What spreadsheets do to names made of digits: ``00123`` becomes ``123``, ``123.0`` or ``1,23E+02``, ``3-2`` a date.

In: a word as the file has it. Out: the digits that were there, where the word still holds all of them; the
codes that a date may have been.
"""

import re
from decimal import Decimal
from itertools import product

from ..words import clean, plain
from .month_names import month_of

_NUMBER = re.compile(r"\d+[.,]0+|\d(?:[.,]\d+)?e\+?\d{1,2}", re.IGNORECASE)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?e\+?\d{1,2}", re.IGNORECASE)


def undamaged(word):
    """Return ``word`` without the marks of a number: "552081317.0" was "552081317".

    >>> undamaged("5,52081317E+08"), undamaged("75001.0"), undamaged("12-3")
    ('552081317', '75001', '12-3')
    """
    if not _NUMBER.fullmatch(word):
        return word
    number = Decimal(word.replace(",", "."))
    return str(int(number)) if number == number.to_integral_value() else word


def is_cut(word):
    """Say whether a spreadsheet shortened ``word`` so that digits are lost for good: "3,34175E+13".

    >>> is_cut("3,34175E+13"), is_cut("5,52081317E+08")
    (True, False)
    """
    if not _SHORTENED.fullmatch(word):
        return False
    digits, _e, exponent = word.lower().partition("e")
    return len(re.sub(r"\D", "", digits)) - 1 < int(exponent)


_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00(?::00)?)?|(\d\d?)[/.-](\d\d?)[/.-](\d{4}|\d\d)")
_SHORT_DATE = re.compile(r"(?:(\d\d?)[ -])?([^\W\d_]{3,9}\.?)(?:[ -](\d{4}|\d\d))?")


def codes_behind(word):
    """Return the codes that a spreadsheet may have taken for the date ``word``: a set, empty when it is no date.

    Which one it was, if any, only the known codes can say.

    >>> sorted(codes_behind("3-févr"))[:4], "26-02-03" in codes_behind("2026-02-03"), codes_behind("C3-2")
    (['02-03', '02-3', '02.03', '02.3'], True, frozenset())
    """
    text = clean(word)
    found = _DATE.fullmatch(text)
    if found:
        year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
        orders = [(day, month), (month, day), (day, month, year), (month, day, year), (year, month, day)]
        orders += [(month, year), (year, month)] if int(day) == 1 else []
        return _written(orders)
    found = _SHORT_DATE.fullmatch(text)
    month = str(month_of(plain(found[2])) or "") if found else ""
    if not month or not (found[1] or found[3]):
        return frozenset()
    if found[1] and found[3]:
        return codes_behind(f"{found[1]}/{month}/{found[3]}")
    number = found[1] or found[3]
    return _written([(number, month), (month, number)])


def _written(orders):
    """Return every way to write the numbers of ``orders``: with and without zeros in front, with each separator."""
    return frozenset(
        separator.join(parts)
        for order in orders
        for parts in product(*({number[-2:], number.lstrip("0"), number.zfill(2)} for number in order))
        for separator in "-/."
    )
