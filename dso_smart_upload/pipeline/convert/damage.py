"""What spreadsheets do to names made of digits: ``00123`` becomes ``123``, ``123.0`` or ``1,23E+02``, ``3-2`` a date.

In: a word as the file has it. Out: the digits that were there, where the word still holds all of them; the
codes that a date may have been.
"""

import re
from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from itertools import product

from ..folding import clean, plain
from ..vocabulary.yes_no import FALSE, TRUE
from .month_names import month_of

# as many digits as there may be: a spreadsheet has no more than 17
_NUMBER = re.compile(r"\d{1,40}[.,]0{1,40}|\d(?:[.,]\d{1,40})?e\+?\d{1,2}", re.IGNORECASE)
_SHORTENED = re.compile(r"\d(?:[.,]\d{1,40})?e\+?\d{1,2}", re.IGNORECASE)


def undamaged(word: str) -> str:
    """Return ``word`` without the marks of a number: "552081317.0" was "552081317".

    >>> undamaged("5,52081317E+08"), undamaged("75001.0"), undamaged("12-3")
    ('552081317', '75001', '12-3')
    """
    if not _NUMBER.fullmatch(word):
        return word
    number = Decimal(word.replace(",", "."))
    return str(int(number)) if number == number.to_integral_value() else word


def is_cut(word: str) -> bool:
    """Say whether a spreadsheet shortened ``word`` so that digits are lost for good: "3,34175E+13".

    >>> is_cut("3,34175E+13"), is_cut("5,52081317E+08")
    (True, False)
    """
    if not _SHORTENED.fullmatch(word):
        return False
    digits, _e, exponent = word.lower().partition("e")
    return len(re.sub(r"\D", "", digits)) - 1 < int(exponent)


_EXPONENT = re.compile(r"\d{1,15}(?:[.,](\d{1,20}))?e([+-]?)(\d{1,3})", re.IGNORECASE)
_DECIMALS = re.compile(r"\d{1,20}[.,](\d{1,20})")
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d[ T]00:00(?::00)?(?:\.0+)?")
_SURE_DIGITS = 15  # of a number in a spreadsheet; those after them become zeros
_MANY = 3  # codes of one shape that make it the shape of the file's codes


class Codes:
    """What the codes of a file show of each other, for codes that nobody in Odoo has.

    :param words: distinct codes of the file, or of its beginning
    """

    def __init__(self, words: Collection[str]) -> None:
        dates = [word for word in words if _may_be_date(word)]
        shapes = Counter(map(_shape, words)) if dates else {}
        of_dates = Counter(map(_shape, dates))
        # Codes of this shape are no dates, or are how the file writes all its codes.
        self.shapes = {
            shape
            for shape, count in of_dates.items()
            if count < shapes[shape] or (count >= _MANY and 2 * count >= len(words))
        }
        decimals = {found[1].strip("0") for word in words if (found := _DECIMALS.fullmatch(word))}
        self.have_decimals = bool(decimals - {""})
        long = [word for word in words if word.isdecimal() and len(word) > _SURE_DIGITS]
        self.cut = {word for word in long if not word[_SURE_DIGITS:].strip("0")}
        if len(self.cut) < len(long):
            self.cut = set()

    def damage(self, code: str) -> tuple[str, str]:
        """Return what a spreadsheet made of a code: (the code that was there, "") where that is sure, ("", why not)
        where it is lost; (the code, "") of one that is whole.

        >>> Codes(["4,0009E+04", "4,00009E+15"]).damage("4,0009E+04"), Codes(()).damage("4,00009E+15")
        (('40009', ''), ('', 'cut'))
        """
        exponent = _EXPONENT.fullmatch(code)
        if exponent and (exponent[1] or exponent[2]):  # "1E5" is a code like any other
            whole = undamaged(code)
            return (whole, "") if whole.isdecimal() and not is_cut(code) else ("", "cut")
        decimals = _DECIMALS.fullmatch(code)
        if decimals and not self.have_decimals:  # "1.000" may be a thousand
            return ("", "number") if len(decimals[1]) == 3 else (undamaged(code), "")
        if code in self.cut and (len(code) > _SURE_DIGITS + 1 or len(self.cut) > 1):
            return "", "cut"
        if _TIMESTAMP.fullmatch(code) or (_may_be_date(code) and _shape(code) not in self.shapes):
            return "", "date"
        return code, ""


def _may_be_date(word):
    """Say whether ``word`` is a day of a calendar, in any order."""
    if not codes_behind(word):
        return False
    found = _DATE.fullmatch(clean(word))
    if not found:
        return True
    numbers = sorted(map(int, (found[2], found[3]) if found[1] else (found[4], found[5])))
    return 1 <= numbers[0] <= 12 and numbers[1] <= 31


def _shape(word):
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", word))


_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00(?::00)?)?|(\d\d?)[/.-](\d\d?)[/.-](\d{4}|\d\d)")
_SHORT_DATE = re.compile(r"(?:(\d\d?)[ -])?([^\W\d_]{3,9}\.?)(?:[ -](\d{4}|\d\d))?")


def codes_behind(word: str) -> frozenset[str]:
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
    month = month_of(plain(found[2])) if found else None
    if not found or not month or not (found[1] or found[3]):
        return frozenset()
    if found[1] and found[3]:
        return codes_behind(f"{found[1]}/{month}/{found[3]}")
    number = found[1] or found[3]
    return _written([(number, str(month)), (str(month), number)])


_WHOLE_DATE = re.compile(
    r"(?:(\d{4})([-/.])(\d\d?)\2(\d\d?)|(\d\d?)([-/.])(\d\d?)\6(\d{4}))(?:[ T]\d\d?:\d\d(?::\d\d)?(?:\.\d{1,9})?)?"
)
_TRUTH = TRUE | FALSE
# The day before the first that a spreadsheet or a database knows, which it shows for a blank or zero: "1900-01-00".
_ZERO_DATE = re.compile(
    r"(?:1900-01-00|(?:0?0[/.]0?1|0?1[/.]0?0)[/.]1900|1899-12-3[01]|3[01][/.]12[/.]1899|0000-00-00|00[/.]00[/.]0000)"
    r"(?:[ T]00:00(?::00)?)?"
)


def is_zero_date(word: str) -> bool:
    """Say whether ``word`` is what programs show for a date that is blank.

    >>> is_zero_date("1900-01-00"), is_zero_date("00/01/1900"), is_zero_date("1900-01-01")
    (True, True, False)
    """
    return len(word) < 30 and _ZERO_DATE.fullmatch(word) is not None


def made_of(word: str) -> str:
    """Return what a spreadsheet made of a phone number, a postal code or another number: "date", "truth", or "".

    Only what cannot be such a number: a day with its year or the name of its month, the result of a comparison.

    >>> made_of("2026-02-03 00:00:00"), made_of("3-févr"), made_of("FAUX"), made_of("01.02.03.04.05")
    ('date', 'date', 'truth', '')
    """
    if is_zero_date(word):
        return "date"
    if not word[:1].isdecimal():
        return "truth" if word.isalpha() and plain(word) in _TRUTH else "date" if _has_month(word) else ""
    found = _WHOLE_DATE.fullmatch(word)
    if found:
        year, first, second = (found[number] for number in ((1, 3, 4) if found[1] else (8, 5, 7)))
        smaller, larger = sorted((int(first), int(second)))
        return "date" if 1900 <= int(year) < 2200 and 1 <= smaller <= 12 and larger <= 31 else ""
    return "date" if _has_month(word) else ""


def _has_month(word):
    """Say whether a word is a day or a month with the name of the month: "3-févr", "Feb-26"."""
    found = _SHORT_DATE.fullmatch(word) if any(map(str.isalpha, word)) and not word.isalnum() else None
    is_year = found is not None and (len(found[3] or "") < 4 or 1900 <= int(found[3]) < 2200)
    return is_year and bool(codes_behind(word))


def _written(orders):
    """Return every way to write the numbers of ``orders``: with and without zeros in front, with each separator."""
    return frozenset(
        separator.join(parts)
        for order in orders
        for parts in product(*({number[-2:], number.lstrip("0") or "0", number.zfill(2)} for number in order))
        for separator in "-/."
    )
