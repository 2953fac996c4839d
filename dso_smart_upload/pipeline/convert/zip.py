"""Postal codes.

In: words, and the country of their row. Out: text. Zeros that a spreadsheet dropped are put back where the
country's codes all have one length, and nothing in the column says that leading zeros are still there.
"""

import re

from ..words import clean
from .base import Cell, Converter, bad, repaired
from .country import read_iso
from .damage import is_cut, undamaged

# Length of the codes, all digits, and how many digits are left of the one with the most zeros in front.
_LENGTHS = {
    "FR": (5, 4), "DE": (5, 4), "ES": (5, 4), "IT": (5, 3), "US": (5, 3), "PR": (5, 3), "MC": (5, 5), "FI": (5, 3),
    "EE": (5, 5), "GR": (5, 5), "HR": (5, 5), "LT": (5, 4), "TR": (5, 4), "MX": (5, 4), "MY": (5, 4), "UA": (5, 4),
    "MA": (5, 5), "KR": (5, 4), "RO": (6, 5), "CN": (6, 5), "DK": (4, 3), "NO": (4, 2), "AU": (4, 3), "ZA": (4, 1),
}  # fmt: skip
_COUNTRY_SIGN = re.compile(r"([A-Za-z]{1,3})\s*-\s*(?=\d)")
_MOSTLY = 0.8


class Zip(Converter):
    """A postal code, as text."""

    needs_country = True

    def __init__(self, words, reference, **options):
        super().__init__(words, reference, **options)
        whole = (word if word.isdecimal() else undamaged(clean(word)) for word in words)
        self.numbers = [word for word in whole if word.isdecimal()]
        self.default_country = self.usual_country()
        self.has_zeros = any(word.startswith("0") and len(word) > 3 for word in self.numbers)

    def read(self, word, country):
        length, shortest = _LENGTHS.get(country or self.default_country, (0, 0))
        if len(word) == length and word.isdecimal():
            return Cell(word)
        code = self.without_sign(clean(word), country)
        if is_cut(code):
            return bad("cut_number", word)
        whole = undamaged(code)
        if not self.has_zeros and whole.isdecimal() and shortest <= len(whole) < length:
            whole = whole.zfill(length)
        return Cell(code) if whole == code else repaired("repaired_zip", word, whole)

    def without_sign(self, code, country):
        """Return ``code`` without the sign of its own country: "D-10115" is "10115" in Germany."""
        sign = _COUNTRY_SIGN.match(code)
        if sign and read_iso(sign[1]) == (country or self.reference.country):
            return code[sign.end() :]
        return code

    def usual_country(self):
        """Return the company's country where the column is mostly made of its codes, "" elsewhere."""
        length = _LENGTHS.get(self.reference.country, (0, 0))[0]
        whole = sum(len(word) == length for word in self.numbers)
        return self.reference.country if self.numbers and whole >= _MOSTLY * len(self.numbers) else ""

    def same(self, old, new, country=""):
        return _compact(self.without_sign(clean(str(old)), country)) == _compact(new)


def _compact(code):
    return re.sub(r"[\W_]+", "", code).upper()
