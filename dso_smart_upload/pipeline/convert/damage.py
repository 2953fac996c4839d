"""What spreadsheets do to numbers that are names: ``00123`` becomes ``123``, ``123.0`` or ``1,23E+02``.

In: a word as the file has it. Out: the digits that were there, where the word still holds all of them.
"""

import re
from decimal import Decimal

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
