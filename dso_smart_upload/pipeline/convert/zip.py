"""Postal codes.

In: words, and the country of their row. Out: text. Zeros that a spreadsheet dropped are put back where the
country's codes all have one length, and nothing in the column says that leading zeros are still there.
"""

import re
from collections.abc import Sequence
from typing import Any

from ..folding import clean, fold
from ..message import Message
from ..reference import Reference
from .base import BLANK, Cell, Converter, bad, repaired
from .country import read_iso
from .damage import is_cut, made_of, undamaged
from .nothing import NOTHING
from .placeholder import is_ditto

# Length of the codes, all digits, and how many digits are left of the one with the most zeros in front.
_LENGTHS = {
    "FR": (5, 4), "DE": (5, 4), "ES": (5, 4), "IT": (5, 3), "US": (5, 3), "PR": (5, 3), "MC": (5, 5), "FI": (5, 3),
    "EE": (5, 5), "GR": (5, 5), "HR": (5, 5), "LT": (5, 4), "TR": (5, 4), "MX": (5, 4), "MY": (5, 4), "UA": (5, 4),
    "MA": (5, 5), "KR": (5, 4), "RO": (6, 5), "CN": (6, 5), "DK": (4, 3), "NO": (4, 2), "AU": (4, 3), "ZA": (4, 1),
    "BR": (8, 7), "JP": (7, 6), "IN": (6, 6), "RU": (6, 6), "SG": (6, 5),
    "AT": (4, 4), "BE": (4, 4), "CH": (4, 4), "LU": (4, 4), "HU": (4, 4), "BG": (4, 4), "SI": (4, 4), "LI": (4, 4),
}  # fmt: skip
_COUNTRY_SIGN = re.compile(r"([A-Za-z]{1,3})(\s*[-–]\s*(?=\w)|\s*(?=\d)|\s+(?=\w))")
_GROUPED = re.compile(r"(\d{1,3})[ .,'’](\d{3})")
# Codes that are no digits alone.
_FORMS = {
    "PL": re.compile(r"\d\d-\d{3}"), "PT": re.compile(r"\d{4}-\d{3}"), "NL": re.compile(r"\d{4} ?[A-Za-z]{2}"),
    "GB": re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}"),
    "CA": re.compile(r"[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d"),
    "SE": re.compile(r"\d{3} ?\d\d"), "CZ": re.compile(r"\d{3} ?\d\d"), "SK": re.compile(r"\d{3} ?\d\d"),
}  # fmt: skip
_OTHER_FORMS = {
    "US": re.compile(r"\d{5}(?:-\d{4}|\d{4})"), "PR": re.compile(r"\d{5}-\d{4}"), "GR": re.compile(r"\d{3} \d\d"),
    "FR": re.compile(r"\d{5}(?: CEDEX(?: \d\d?)?)?", re.IGNORECASE), "BR": re.compile(r"\d{5}-\d{3}"),
    "JP": re.compile(r"\d{3}-\d{4}"), "IN": re.compile(r"\d{3} \d{3}"),
}  # fmt: skip
_FIVE_DIGITS = frozenset(("PL", "SE", "CZ", "SK"))  # of those with a form, written without its sign
_MOSTLY = 0.8


class Zip(Converter):
    """A postal code, as text."""

    needs_country = True

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        whole = (word if word.isdecimal() else undamaged(clean(word)) for word in words)
        self.numbers = [word for word in whole if word.isdecimal()]
        usual = self.share_of_company()
        self.default_country = reference.country if usual >= _MOSTLY else ""
        self.has_company = usual > 0
        self.has_zeros = any(word.startswith("0") and len(word) > 3 for word in self.numbers)

    def read(self, word: str, country: str) -> Cell:
        length, shortest = _LENGTHS.get(country or self.default_country, (0, 0))
        if len(word) == length and word.isdecimal() and word.strip("0"):
            return Cell(word)
        if no_code := _no_code(word):
            return no_code
        code = self.without_sign(clean(word), country)
        if is_cut(code):
            return bad("cut_number", word)
        form = _OTHER_FORMS.get(country or self.default_country)
        if form and form.fullmatch(code):
            return Cell(code)
        grouped = _GROUPED.fullmatch(code)
        whole = "".join(grouped.groups()) if grouped else undamaged(code)
        if grouped and not shortest <= len(whole) <= length:
            whole = code
        code = whole if grouped and len(whole) == length else code  # "75 001"
        if not self.has_zeros and whole.isdecimal() and shortest <= len(whole) < length:
            whole = whole.zfill(length)
        if whole != code:
            return repaired("repaired_zip", word, whole)
        return Cell(code, self.doubt(word, code, country, length))

    def doubt(self, word: str, code: str, country: str, length: int) -> Message | None:
        """Return a ``Message`` where a postal code is none of the row's own country, whose codes all have a length.

        Without a country it is one where digits are missing to a code of the company's country, as others of the column
        are: either these or those are not of that country.
        """
        if not country:
            home = self.reference.country
            length, shortest = _LENGTHS.get(home, (0, 0))
            is_short = code.isdecimal() and shortest <= len(code) < length and self.has_company
            return Message("doubtful_zip.company", {"value": word, "country": home}) if is_short else None
        length = 5 if country in _FIVE_DIGITS and code.isdecimal() else length
        if not length or (len(code) == length and code.isdecimal()):
            return None
        return Message("doubtful_zip", {"value": word, "country": country})

    def without_sign(self, code: str, country: str) -> str:
        """Return ``code`` without the sign of its own country: "D-10115" is "10115" in Germany, as "FR75001" in France.

        Without a hyphen only where that leaves a code as its country writes them: Andorra's are AD500.
        """
        country = country or self.reference.country
        sign = _COUNTRY_SIGN.match(code)
        if not sign or read_iso(sign[1]) != country:
            return code
        rest = code[sign.end() :]
        form, length = _FORMS.get(country), _LENGTHS.get(country, (0, 0))[0]
        is_whole = bool(form.fullmatch(rest)) if form else len(re.sub(r"[ .]", "", rest)) == length
        is_hyphened = sign[2].strip() and rest[:1].isdecimal()
        return rest if is_hyphened or is_whole else code

    def share_of_company(self) -> float:
        """Return how much of the column is made of digits as many as the codes of the company's country have."""
        length = _LENGTHS.get(self.reference.country, (0, 0))[0]
        return sum(len(word) == length for word in self.numbers) / max(1, len(self.numbers))

    def same(self, old: object, new: str, country: str = "") -> bool:
        return _compact(self.without_sign(clean(str(old)), country)) == _compact(new)


def _no_code(word):
    """Return the ``Cell`` of a word that is no code at all: a date, a mark, a word for nothing; else None."""
    if made := made_of(word):
        return bad(f"damaged_number.{made}", word)
    if is_ditto(word):
        return bad("ditto", word)
    is_zero = word.isdecimal() and not word.strip("0")  # no country has such a code
    return BLANK if is_zero or fold(word) in NOTHING else None


def _compact(code):
    return re.sub(r"[\W_]+", "", code).upper()
