"""VAT numbers, as Odoo stores and checks them.

In: words, and the country of their row. Out: the number in capitals without spaces and dots, with the
country's prefix in Europe, its check digit verified by python-stdnum as Odoo itself does. Elsewhere the
number stays as it is written. What Odoo would refuse is not handed on.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import Any

from ..folding import clean
from ..reference import Reference
from .base import BLANK, Cell, Converter, bad, repaired
from .damage import is_cut, made_of, undamaged
from .legal_id import is_siren, stdnum_module, valid_number

# The prefixes that Odoo takes for a country's (its country group EU_PREFIX), and python-stdnum's module.
PREFIXES = {
    **{code: (code, "vat") for code in (
        "AT BE BG CY CZ DE DK EE ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK GB SM".split()
    )},
    "EL": ("GR", "vat"),
    "XI": ("GB", "vat"),
    "NO": ("NO", "orgnr"),
}  # fmt: skip
_PREFIX_OF = {country: prefix for prefix, (country, _module) in PREFIXES.items() if prefix != "XI"}
_FRANCE = frozenset(("GP", "MQ", "GF", "RE", "YT", "MC"))
# Countries whose numbers Odoo checks by rules of its own.
_BY_ODOO = frozenset("AL JP DO GT EC MX PE PH RU RS TR SA UA UY UZ VE IN BR CR VN CL CO IS ID TH IL MA TW".split())
_LENGTHS = {"BE": 10, "FR": 11, "IT": 11, "LU": 8, "PL": 10, "DK": 8, "FI": 8, "GR": 9, "SI": 8, "LV": 11, "HR": 11}
_ENOUGH, _NEARLY_ALL = 5, 0.7  # numbers that say of which country a column is, and their share
_LOOKED_AT = 60  # numbers
_NORWEGIAN = "MVA"  # behind the number of a Norwegian company that is liable to VAT
_MOST_LETTERS = 2  # after the prefix of a European number: FR and ES have two
_LABEL = re.compile(
    r"^(?:(?:n[°ºo.]*|num[eé]ro|no\.?) ?)?(?:(?:de )?(?:tva|t\.v\.a\.|vat(?: ?(?:no|id|number|reg))?"
    r"|ust\.?-? ?id(?:\.?-?nr)?|ustid(?:nr)?|btw(?:-?nr)?|p\.? ?iva|partita iva|cif|nif|nip))\.? ?"
    r"(?:intra(?:com\w*)?\.?)? ?[:.#]? ?(?=\S)",
    re.IGNORECASE,
)
_FRENCH = re.compile(r"[0-9]{11}")
_GLUE = re.compile(r"[\s.\-/_,:]+")


class Vat(Converter):
    """A VAT number."""

    needs_country = True

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        self.words = words

    @cached_property
    def usual_country(self) -> str:
        """The only European country whose numbers nearly all of the column are, where they are not the company's: a
        Spanish list without a column of countries. "" where they are of several, or of none.
        """
        numbers = [_LABEL.sub("", undamaged(clean(word))) for word in islice(self.words, _LOOKED_AT)]
        numbers = [number for number in numbers if _GLUE.sub("", number).upper()[:2] not in PREFIXES]
        if len(numbers) < _ENOUGH or _share(numbers, self.reference.country) > 1 - _NEARLY_ALL:
            return ""
        found = [country for country in sorted(_PREFIX_OF) if _share(numbers, country) >= _NEARLY_ALL]
        return found[0] if len(found) == 1 else ""

    def read(self, word: str, country: str) -> Cell:
        own, country = country, country or self.reference.country
        if word[:2] in PREFIXES and word.isalnum():
            number = _checked(word[2:], *PREFIXES[word[:2]])
            if word.endswith(number) and number:
                return Cell(word[:2] + number)
        text = undamaged(clean(word))
        if text == "/":
            return BLANK
        if made := made_of(word):
            return bad(f"damaged_number.{made}", word)
        if is_cut(clean(word)):
            return bad("cut_number", word)
        number = _LABEL.sub("", text)
        value, padded = read_vat(number, "FR" if country in _FRANCE else country)
        if not value and not own and self.usual_country:
            value, _padded_too = read_vat(number, self.usual_country)
            if value:
                return repaired("vat_of_column", word, value, country=self.usual_country)
        if not value:
            return bad("invalid_vat", word, country=country_of(number, country))
        return repaired("repaired_vat", word, value) if padded or text != clean(word) else Cell(value)

    def same(self, old: object, new: str, country: str = "") -> bool:
        before, after = _GLUE.sub("", str(old)).upper(), _GLUE.sub("", new)
        return before == after or (after.startswith("NO") and before == after + _NORWEGIAN)


def _share(numbers, country):
    """Return the share of ``numbers`` that are valid in a country."""
    return sum(bool(read_vat(number, country)[0]) for number in numbers) / len(numbers)


def country_of(number: str, country: str) -> str:
    """Return the country that a VAT number names: that of its prefix, else ``country``.

    Elsewhere than in Europe some numbers begin with letters that are no prefix, and have more letters after them.

    :param country: ISO code of its customer's country

    >>> country_of("BE 0477.472.702", "FR"), country_of("EL999", "FR"), country_of("0477472702", "FR")
    ('BE', 'EL', 'FR')
    >>> country_of("BEM890123ABC", "MX"), country_of("CHE-107.787.577", "FR")
    ('MX', 'CH')
    """
    compact = _GLUE.sub("", number).upper()
    if re.match(r"CHE\d", compact):
        return "CH"
    prefix, rest = compact[:2], compact[2:]
    letters = sum(not char.isdecimal() for char in rest)
    return prefix if prefix in PREFIXES and letters <= _MOST_LETTERS < len(rest) else country


def read_vat(number: str, country: str) -> tuple[str, bool]:
    """Return the VAT number, and whether zeros were put back; ("", False) when it is not valid.

    :param country: ISO code of its customer's country

    >>> read_vat("FR 23 334 175 221", "BE"), read_vat("23334175221", "FR"), read_vat("477472701", "BE")
    (('FR23334175221', False), ('FR23334175221', False), ('BE0477472701', True))
    """
    compact = _GLUE.sub("", number).upper()
    if not any(map(str.isdecimal, compact)):
        return "", False
    if country == "CH" or compact.startswith("CHE"):
        return _swiss(compact), False
    for prefix in (compact[:2], _PREFIX_OF.get(country, "")):
        if prefix in PREFIXES:
            bare = compact.removeprefix(prefix)
            found = _checked(bare, *PREFIXES[prefix])
            if found:
                return prefix + found, found.isdecimal() and len(found) > len(bare)
    if country in _PREFIX_OF:
        return _padded(compact, country)
    return _elsewhere(number, country), False


def _checked(number, country, module="vat"):
    """Return ``number`` as ``country`` writes it without prefix, "" when it is not valid there."""
    if country == "FR" and _FRENCH.fullmatch(number):  # as python-stdnum does it, but most numbers are these
        siren = number[2:]
        valid = (siren.startswith("000") or is_siren(siren)) and int(number[:2]) == int(siren + "12") % 97
        return number if valid else ""
    if country == "NO" and number.endswith(_NORWEGIAN):  # Odoo takes both, and asks for it on electronic invoices
        found = valid_number(number.removesuffix(_NORWEGIAN), country, module)
        return found and found + _NORWEGIAN
    return valid_number(number, country, module)


def _padded(compact, country):
    """Return ``compact`` with the zeros that a spreadsheet dropped, or as the number of a tax office."""
    length = _LENGTHS.get(country, 0)
    if compact.isdecimal() and length - 2 <= len(compact) < length:
        found = _checked(compact.zfill(length), country)
        if found:
            return _PREFIX_OF[country] + found, True
    return (_checked(compact, country, "stnr") if country == "DE" else ""), False


def _swiss(compact):
    """Return a Swiss number; Odoo asks for the three letters of the tax after it."""
    fits = re.fullmatch(r"CHE\d{9}(MWST|TVA|IVA)", compact)
    return valid_number(compact, "CH", "vat", shown=True) if fits else ""


def _elsewhere(number, country):
    """Return a number of a country without a prefix, "" when it is not valid there.

    Where nobody knows the country's rules, a number with a European prefix is one of that country, and was not valid.
    """
    vat = stdnum_module(country, "vat") if country and country not in _BY_ODOO else None
    if vat is None:
        if country not in _BY_ODOO and country_of(number, country) != country:
            return ""
        return clean(number).upper()
    return valid_number(number, country, "vat")
