"""Addresses, compared as a person compares them: the street with its number, the postal code, the city.

In: words as programs write them. Out: forms in which two spellings of one place are equal, and whether they agree.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from ..bounds import LONGEST_WORD
from ..folding import fold
from ..vocabulary import companies

_SURE = 85  # per cent of letters in common of two spellings of a street
_SHORTEST = 4  # letters of a street without a number that say enough
_NUMBER = re.compile(r"\d{1,5}")
_NUMBERED = re.compile(r"(\d{1,5})([a-z]?)")
_EXTENSIONS = {"bis": "b", "ter": "t", "quater": "q"}
_STREET_ENDING = re.compile(r"(?<=[a-z]{3})str$")
_COUNTRY = re.compile(r"^[A-Z]{1,2}(?=\d+$)")


@dataclass(frozen=True)
class Street:
    """A street with the number of a house.

    :param name: its words, as they are compared
    :param number: of the house, the first of several; "" without one
    :param letter: behind the number: "b" of "12 bis"; "" without one
    """

    name: str
    number: str = ""
    letter: str = ""


@lru_cache(maxsize=2**15)
def read_street(text: str) -> Street:
    """Return the ``Street`` that ``text`` writes.

    >>> read_street("12, av. du Gal de Gaulle") == read_street("12 Avenue du Général-de-Gaulle")
    True
    >>> read_street("Hauptstr. 7b") == read_street("Hauptstraße 7 b")
    True
    """
    words = fold(text[:LONGEST_WORD]).split()
    names, number, letter = [], "", ""
    for at, word in enumerate(words):
        found = _NUMBERED.fullmatch(word)
        if found and not number:
            number, letter = found.groups()
        elif number and not letter and at and _NUMBER.fullmatch(words[at - 1]) and _is_letter(word, words[at + 1 :]):
            letter = _EXTENSIONS.get(word, word)
        elif not found:
            word = _whole_word(word, is_last=at == len(words) - 1)
            names.extend(part for part in word.split() if part not in companies().small)
    return Street(" ".join(names), number.lstrip("0"), letter)


def _whole_word(word, is_last):
    """Return a word of a street written out."""
    if is_last and word in companies().street_endings:
        return companies().street_endings[word]
    return companies().streets.get(word) or _STREET_ENDING.sub("strasse", word)


def _is_letter(word, after):
    """Say whether ``word`` behind a number belongs to it; a "r" or "c" before further words is the street's."""
    return word in _EXTENSIONS or (len(word) == 1 and word.isalpha() and (word not in companies().streets or not after))


def streets_agree(one: Iterable[str], other: Iterable[str]) -> bool | None:
    """Say whether two addresses of several lines are in one street, at one number.

    :return: None where one of them says nothing
    """
    left, right = ([street for text in texts if (street := read_street(text)).name] for texts in (one, other))
    if not left or not right:
        return None
    return any(_agree(this, that) for this in left for that in right)


def _agree(one, other):
    if one.number != other.number or (one.letter != other.letter and one.letter and other.letter):
        return False
    if one.name.replace(" ", "") == other.name.replace(" ", ""):
        return bool(one.number) or len(one.name) >= _SHORTEST
    return bool(one.number) and ratio(one.name, other.name) >= _SURE


@lru_cache(maxsize=2**14)
def zip_key(text: str) -> str:
    """Return a postal code without spaces and the country in front: "F-75 008" is "75008"."""
    return _COUNTRY.sub("", re.sub(r"[^0-9A-Z]", "", text[:LONGEST_WORD].upper()))


@lru_cache(maxsize=2**14)
def city_key(text: str) -> str:
    """Return the name of a city in one spelling: "St-Étienne Cedex 2" is "saintetienne"."""
    written = companies().cities
    words = [written.get(word, word) for word in fold(text[:LONGEST_WORD]).split() if not word.isdecimal()]
    return "".join(words)
