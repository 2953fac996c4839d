"""Phone numbers, e-mail addresses, web sites.

In: words as people type them. Out: text a person can read, repaired where the country's numbering plan
proves what was lost. Two ways to write one number or address are the same value.
"""

import re
from functools import lru_cache

import phonenumbers

from ..bounds import LONGEST_LIST
from ..folding import clean
from ..message import Message
from .base import Cell, Converter, bad, repaired
from .damage import is_cut, made_of, undamaged

# -- phone --

_DIGIT = re.compile(r"\d")
_NOT_DIGIT = re.compile(r"\D+")
_USUAL = re.compile(r"(?:\+|0)\d(?:[ .-]?\d){4,14}")
# Countries where a national number starts with 0, which a spreadsheet drops, and is never shorter than this.
_TRUNK_ZERO = {"FR": 9, "GP": 9, "MQ": 9, "GF": 9, "RE": 9, "YT": 9, "BE": 8, "NL": 9, "CH": 9, "GB": 9}
_TEN_DIGITS, _TEN = frozenset("FR GP MQ GF RE YT".split()), 10  # countries whose numbers with the 0 have as many
_LETTER_O = re.compile(r"[\d .+-]*O[\dO .-]*", re.IGNORECASE)  # instead of a zero
_SHORTEST, _LONGEST = 3, 17  # digits of one number, short service numbers and extensions included
_SEPARATOR = re.compile(r"[/;,|\n]|\b(?:ou|or|oder|et|and|und)\b", re.IGNORECASE)


class Phone(Converter):
    """A phone number, as the file writes it."""

    needs_country = True

    def read(self, word: str, country: str) -> Cell:
        if made := made_of(word):
            return bad(f"damaged_number.{made}", word)
        if _USUAL.fullmatch(word) and not word.endswith(".0"):
            return bad("invalid_phone.same", word) if _is_one_digit(word) else self.as_written(word, word, country)
        number = undamaged(clean(word))
        digits = _NOT_DIGIT.sub("", number)
        if is_cut(clean(word)):
            return bad("cut_number", word)
        if len(digits) < _SHORTEST or (len(digits) > _LONGEST and not self.is_several(number)):
            return bad("invalid_phone", word)
        if _is_one_digit(digits):
            return bad("invalid_phone.same", word)
        if digits == number and digits[0] != "0":
            whole = _whole_number(digits, country or self.reference.country)
            if whole:
                return repaired("repaired_phone", word, whole)
            if len(digits) > 10 and not international(digits, country or self.reference.country):
                return _doubtful(word, number)
        return self.as_written(word, number, country)

    def as_written(self, word: str, number: str, country: str) -> Cell:
        """Return the ``Cell`` of a number that misses nothing that could be put back."""
        if _LETTER_O.fullmatch(number) or _misses_digits(number, country):
            return _doubtful(word, number)
        return Cell(number) if number == clean(word) else repaired("repaired_phone", word, number)

    def is_several(self, number: str) -> bool:
        parts = [len(_DIGIT.findall(part)) for part in _SEPARATOR.split(number)]
        return all(count <= _LONGEST for count in parts)

    def same(self, old: object, new: str, country: str = "") -> bool:
        old, new = clean(str(old)), str(new)
        if old == new:
            return True
        old_digits, new_digits = _NOT_DIGIT.sub("", old), _NOT_DIGIT.sub("", new)
        if old_digits[-6:] != new_digits[-6:]:
            return False
        if old_digits == new_digits:
            return True
        country = country or self.reference.country
        number = international(old, country)
        return number != "" and number == international(new, country)


def _whole_number(digits, country):
    """Return ``digits`` with the 0 or + that a spreadsheet dropped, "" where nothing is missing for sure."""
    shortest = _TRUNK_ZERO.get(country)
    if shortest and len(digits) <= 10 and len(digits) >= shortest and international("0" + digits, country):
        return "0" + digits
    if len(digits) > 10 and not international(digits, country, strict=True):
        return international("+" + digits, "")  # without the 0 in "33 0472000001", which nobody dials
    return ""


def _doubtful(word, number):
    return Cell(number, Message("doubtful_phone", {"value": word}))


def _misses_digits(number, country):
    """Say whether a number that begins with the 0 of ``country``, where all have ten digits, has more or fewer.

    :param country: of the row; without one the number may be dialled in another
    """
    digits = _NOT_DIGIT.sub("", number)
    is_national = country in _TEN_DIGITS and digits.startswith("0") and not digits.startswith("00")
    return is_national and len(digits) != _TEN and re.fullmatch(r"[\d .-]+", number) is not None


def _is_one_digit(word):
    """Say whether a number is one digit again and again, as people write where they must write one."""
    digits = _DIGIT.findall(word)
    return len(set(digits)) == 1 and (len(word) > 5 or (len(digits) > 2 and digits[0] == "0"))


@lru_cache(maxsize=4096)
def international(number: str, country: str, strict: bool = False) -> str:
    """Return ``number`` in the E.164 form, "" when it is not valid.

    :param country: ISO code of the country it is dialled in
    :param strict: do not take leading digits for a country code
    """
    try:
        parsed = phonenumbers.parse(number, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if strict and str(parsed.national_number) != number.lstrip("0"):
        return ""
    if not phonenumbers.is_valid_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


# -- e-mail --

_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}",
    re.IGNORECASE,
)
_EMAIL_SEPARATOR = re.compile(r"[;,|\s]+|(?<=\w)/(?=\w[^@/\s]*@)")
_EMAIL_EDGES = "<>()[]\"'.:"


class Email(Converter):
    """One or several e-mail addresses, as Odoo writes them: separated by a comma and a space."""

    longest = LONGEST_LIST

    def read(self, word: str, country: str) -> Cell:
        if _EMAIL.fullmatch(word):
            return Cell(word)
        text = re.sub(r" ?@ ?", "@", clean(re.sub(r"mailto:", "", word, flags=re.IGNORECASE)))
        parts = [part.strip(_EMAIL_EDGES) for part in _EMAIL_SEPARATOR.split(text)]
        found = list({part.casefold(): part for part in parts if _EMAIL.fullmatch(part)}.values())
        wrong = [part for part in parts if "@" in part and not _EMAIL.fullmatch(part)]
        wrong += _cut_by_spaces(text)
        if not found:
            return bad("invalid_email", word)
        value = ", ".join(found)
        return repaired("partial_email", word, value, wrong=", ".join(wrong)) if wrong else Cell(value)

    def same(self, old: object, new: str, country: str = "") -> bool:
        return _addresses(str(old)) == _addresses(new)


def _cut_by_spaces(text):
    """Return what may be addresses with a space in them, a list: "jean dupont@example.com".

    A name has a sign between it and the address: "Jean Dupont <jd@example.com>", "Mail: jd@example.com".
    """
    found = []
    for piece in re.split("[;,|]", text):
        words = piece.split()
        first = next((number for number, word in enumerate(words) if "@" in word), 0)
        if first and words[first][0].isalnum() and words[first - 1][-1].isalnum():
            found.append(" ".join(words[: first + 1]))
    return found


def _addresses(text):
    return {part.casefold() for part in _EMAIL_SEPARATOR.split(text) if part}


# -- web site --

_SITE = re.compile(r"(?:https?://)?(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)


class Website(Converter):
    """The address of a web site, with its scheme, as Odoo stores it."""

    longest = LONGEST_LIST

    def read(self, word: str, country: str) -> Cell:
        site = clean(word).strip("<>()[],; ")
        site = re.sub(r"^(https?):/*(?=\w)", r"\1://", site, flags=re.IGNORECASE)
        if not _SITE.fullmatch(site):
            return bad("invalid_website", word)
        return Cell(site if site.lower().startswith(("http://", "https://")) else f"http://{site}")

    def same(self, old: object, new: str, country: str = "") -> bool:
        return _place(str(old)) == _place(new)


def _place(site):
    """Return where ``site`` leads: no scheme, host in lower case, no slash at the end."""
    place = re.sub(r"^https?://", "", site.strip(), flags=re.IGNORECASE).rstrip("/")
    host, slash, path = place.partition("/")
    return host.casefold() + slash + path
