"""What tells who a company is: its numbers, addresses and names, each in a form in which two spellings are equal.

In: words of a row of the file, or values of a customer in Odoo. Out: a ``Party``, and the keys by which parties that
may be one are found.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from ..bounds import LONGEST_LIST, LONGEST_WORD
from ..characters import normal
from ..convert.legal_id import is_siren, read_french, read_number
from .names import Name, read_name
from .places import city_key, read_street, zip_key

FRENCH = frozenset(("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "MC"))

# Characters of each kind of key; the database cuts the same (``engine.already_there``).
LEGAL, VAT, PHONE, NAME, CITY = 9, 8, 8, 3, 4
TEXT = 24  # characters of a name or a city of which those are taken, so that a long one costs no more

# What stands before names, as a database may have it.
_BEFORE = ("sarl", "sas", "eurl", "sci", "ets", "ste", "societe", "the")
_SHORTEST_VAT = 7  # characters without the country's
_SHORTEST_PHONE = 6  # digits
_SPLIT = re.compile(r"[;,|\s/]+")
_SEVERAL = re.compile(r"[/;,|\n]")
_SHOWN_SIGNS = re.compile(r"[^0-9A-Z]")
_VAT_PREFIX = re.compile(r"[A-Z]{2}(?=.*\d)")
_MARKS = re.compile("[\u0300-\u036f]")
SIGNS = r" -/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\t"  # left out of a key, as a regular expression has them in brackets
_NOT_BASIC = re.compile(f"[{SIGNS}]")


class Words(NamedTuple):
    """What is written of a company; "" where nothing is.

    :param country: ISO code
    """

    name: str
    legal_id: str = ""
    vat: str = ""
    email: str = ""
    phone: str = ""
    streets: tuple[str, ...] = ()
    zip: str = ""
    city: str = ""
    country: str = ""


@dataclass(frozen=True)
class Party:
    """A company, as a row of the file or Odoo describes it; each value is read when it is first asked for.

    :param words: as they are written
    """

    words: Words

    @cached_property
    def name(self) -> Name:
        """The name, as it is compared."""
        return read_name(self.words.name)

    @cached_property
    def _legal(self) -> tuple[str, str, str]:
        return _legal_id(self.words.legal_id, self.words.country)

    @property
    def siret(self) -> str:
        """The Siret of a French establishment, "" where it is not known."""
        return self._legal[0]

    @cached_property
    def siren(self) -> str:
        """The Siren of a French company, also where its Siret or VAT number says it."""
        if not self._legal[1] and self.vat.startswith("FR") and self.vat[-9:].isdecimal() and is_siren(self.vat[-9:]):
            return self.vat[-9:]
        return self._legal[1]

    @property
    def legal_id(self) -> str:
        """The number in another country's register, compact."""
        return self._legal[2]

    @cached_property
    def vat(self) -> str:
        """The VAT number, compact, with its country where that is known."""
        return _vat(self.words.vat, self.words.country)

    @property
    def emails(self) -> frozenset[str]:
        """The addresses for e-mail, in small letters."""
        return _emails(self.words.email)

    @property
    def phones(self) -> frozenset[str]:
        """The last digits of each number."""
        return _phones(self.words.phone)

    @property
    def streets(self) -> tuple[str, ...]:
        """The lines of the address."""
        return self.words.streets

    @property
    def zip(self) -> str:
        """The postal code, compact."""
        return zip_key(self.words.zip)

    @property
    def city(self) -> str:
        """The city, as it is compared."""
        return city_key(self.words.city)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of the houses."""
        return frozenset(read_street(text).number for text in self.streets)

    def keys(self) -> Iterator[str]:
        """Yield the keys that this party and one that may be the same share: what it asks for."""
        yield from self._by_numbers()
        name = database_text(self.words.name)
        if name:
            yield from self._by_place({one[:NAME] for one in (name, self.name.glued, *self.name.words, *_BEFORE)})

    def answers(self) -> frozenset[str]:
        """Return the keys under which this party is found, as the database makes them of its columns."""
        heads = {name[:NAME]} if (name := database_text(self.words.name)) else ()
        return frozenset((*self._by_numbers(), *self._by_place(heads)))

    def _by_numbers(self):
        for number in (self.siren, self.legal_id):
            if number:
                yield "i" + number[:LEGAL]
        for number in (self.vat, self.siren):
            if number:
                yield "v" + number[-VAT:]
        yield from ("e" + email for email in self.emails)
        yield from ("p" + phone for phone in self.phones)

    def _by_place(self, heads):
        """Yield the keys of a place.

        :param heads: beginnings of names
        """
        city = database_text(self.words.city)
        if self.zip:
            yield from (f"z{head} {self.zip}" for head in heads)
            yield from (f"h{self.zip} {number}" for number in self.numbers if number and heads)
        for number in self.numbers:  # without a street, name and city say nothing
            yield from (f"m{head} {city[:CITY]} {number}" for head in heads if city)


def database_text(text: str) -> str:
    """Return what the database makes of a text too: small letters, no accents, no signs.

    >>> database_text("Évreux (27)")
    'evreux27'
    """
    return _NOT_BASIC.sub("", _MARKS.sub("", normal("NFKD", text[:TEXT].lower())))


def read_party(
    name: str,
    legal_id: str = "",
    vat: str = "",
    email: str = "",
    phone: str = "",
    streets: tuple[str, ...] = (),
    zip_code: str = "",
    city: str = "",
    country: str = "",
) -> Party:
    """Return the ``Party`` that words describe; what is no number of its kind is left out.

    :param country: ISO code, "" where it is not known
    """
    lines = tuple(filter(None, streets))
    return Party(Words(name, legal_id, vat, email, phone, lines, zip_code, city, country))


@lru_cache(maxsize=2**14)
def _legal_id(word: str, country: str) -> tuple[str, str, str]:
    """Return the Siret, the Siren and another country's number that a word writes."""
    word = word[:LONGEST_WORD]
    if not word.strip():
        return "", "", ""
    if not country or country in FRENCH:
        found = read_french(word)
        if found or country:
            return (found if len(found) == 14 else ""), found[:9], ""
    return "", "", _SHOWN_SIGNS.sub("", read_number(word, country).upper())


@lru_cache(maxsize=2**14)
def _vat(word: str, country: str) -> str:
    """Return a VAT number with the prefix of its country; "" when it is too short for one."""
    number = _SHOWN_SIGNS.sub("", word[:LONGEST_WORD].upper())
    own = _VAT_PREFIX.match(number)
    if len(number) - (2 if own else 0) < _SHORTEST_VAT or not number.strip("0"):
        return ""
    if own or not country:
        return number
    return ("FR" if country in FRENCH else "EL" if country == "GR" else country) + number


@lru_cache(maxsize=2**14)
def _emails(text: str) -> frozenset[str]:
    return frozenset(part for part in _SPLIT.split(text[:LONGEST_LIST].lower()) if "@" in part)


@lru_cache(maxsize=2**14)
def _phones(text: str) -> frozenset[str]:
    numbers = (re.sub(r"\D", "", part) for part in _SEVERAL.split(text[:LONGEST_LIST]))
    return frozenset(number[-PHONE:] for number in numbers if len(number) >= _SHORTEST_PHONE and len(set(number)) > 1)
