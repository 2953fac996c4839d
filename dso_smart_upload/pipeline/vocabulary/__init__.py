"""What headers of customers' files say, as data that is read once: TOML files, which README.md beside them explains.

In: the files of this folder. Out: ``languages`` (the words of each language), ``words_of`` (those of some ideas),
``false_friends`` (words that mean something else elsewhere), ``fields`` (which ideas mean which field), ``systems``
(column names of known programs), ``abbreviations`` (parts of glued names), ``companies`` (how names and addresses of
companies are written), ``nothing`` (words for "no value") and ``other_partners`` (words for suppliers and prospects).
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ..folding import fold

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FOLDER = Path(__file__).parent
LANGUAGES = "languages"  # the folder with one file per language


@dataclass(frozen=True)
class Language:
    """The words of one language; all of them are compared folded.

    :param name: of the language, in English
    :param ideas: for each idea the words and phrases for it
    :param small: words that say nothing
    :param joining: words between two data in one header; no phrase reaches across them
    :param remarks: words behind a header or in its brackets that say how it is to be filled in, not of what
    :param read_as: what to read instead of an abbreviation, or where a small word turns the meaning round
    """

    name: str
    ideas: Mapping[str, list[str]]
    small: list[str] = field(default_factory=list)
    joining: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    read_as: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FalseFriends:
    """Words that mean something else in other languages.

    :param languages: codes of the languages in whose header lines they are read so
    :param read_as: for each word, folded, what it means there
    """

    languages: tuple[str, ...]
    read_as: Mapping[str, str]


@dataclass(frozen=True)
class Meaning:
    """Which ideas mean a field.

    :param patterns: sets of ideas that must all be said, in any order, and how sure such a header is, from 0 to 1
    :param allowed: ideas that may be said beside a pattern
    :param optional: another addon brings the field, so it is not everywhere
    """

    patterns: Mapping[frozenset[str], float]
    allowed: frozenset[str]
    optional: bool = False


@dataclass(frozen=True)
class Fields:
    """Which ideas mean which field.

    :param meanings: for the key of each field what means it
    :param formal: ideas that say how a value is written, not of what it is
    :param in_brackets: ideas that change nothing when they stand in brackets
    """

    meanings: Mapping[str, Meaning]
    formal: frozenset[str]
    in_brackets: frozenset[str]


@dataclass(frozen=True)
class Systems:
    """Column names of known programs: the key of the field, "" for a column that is no field.

    :param names: for each program its technical names
    :param labels: for each program what it shows in place of technical names, written exactly so
    :param telling: for each program labels that few others have
    :param only_together: technical names that mean something else elsewhere, although they are long
    """

    names: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, Mapping[str, str]]
    telling: Mapping[str, frozenset[str]]
    only_together: frozenset[str]


@dataclass(frozen=True)
class Companies:
    """How names and addresses of companies are written in several ways; all words are folded.

    :param small: words of names that tell no company apart
    :param forms: for each way to write a legal form, as a tuple of words, the form
    :param words: how words of names are compared
    :param streets: how words of streets are compared
    :param street_endings: the same for the last word of a street
    :param cities: how words of cities are compared, "" for those that do not count
    """

    small: frozenset[str]
    forms: Mapping[tuple[str, ...], str]
    words: Mapping[str, str]
    streets: Mapping[str, str]
    street_endings: Mapping[str, str]
    cities: Mapping[str, str]


def _load(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


@cache
def languages() -> Mapping[str, Language]:
    """Return {code of a language: its words}; "x" holds words that are used in several."""
    return {
        path.stem: Language(**_load(f"{LANGUAGES}/{path.name}")) for path in sorted((FOLDER / LANGUAGES).glob("*.toml"))
    }


@cache
def words_of(*ideas: str) -> frozenset[str]:
    """Return the single words for some ideas in all languages, folded.

    >>> "kunde" in words_of("customer", "debtor"), "debitor" in words_of("customer")
    (True, False)
    """
    phrases = (phrase for language in languages().values() for idea in ideas for phrase in language.ideas.get(idea, ()))
    return frozenset(word for word in map(fold, phrases) if word and " " not in word)


@cache
def false_friends() -> tuple[FalseFriends, ...]:
    """Return the words that mean something else in some languages."""
    return tuple(
        FalseFriends(tuple(words["languages"]), words["read_as"]) for words in _load("false_friends.toml")["words"]
    )


@cache
def fields() -> Fields:
    """Return which ideas mean which field."""
    found = _load("fields.toml")
    meanings = {
        key: Meaning(
            {frozenset(pattern.split()): percent / 100 for pattern, percent in meaning["patterns"].items()},
            frozenset(meaning.get("neutral", found["neutral"])) | frozenset(meaning["beside"]),
            meaning.get("optional", False),
        )
        for key, meaning in found["fields"].items()
    }
    return Fields(meanings, frozenset(found["formal"]), frozenset(found["in_brackets"]))


@cache
def systems() -> Systems:
    """Return the column names of known programs."""
    found = _load("systems.toml")
    telling = {name: frozenset(labels) for name, labels in found["telling"].items()}
    return Systems(found["names"], found["labels"], telling, frozenset(found["only_together"]))


@cache
def abbreviations() -> Mapping[str, frozenset[str]]:
    """Return {part of a glued name: the ideas it may stand for}."""
    return {part: frozenset(ideas) for part, ideas in _load("abbreviations.toml").items()}


@cache
def nothing() -> frozenset[str]:
    """Return the words and phrases for "no value" in all languages, folded.

    >>> "no value" in nothing(), "en blanco" in nothing()
    (True, True)
    """
    return frozenset(word for words in _load("nothing.toml").values() for word in words)


@cache
def other_partners() -> frozenset[str]:
    """Return the words of all languages for partners who are no customers, folded.

    >>> "fournisseur" in other_partners(), "client" in other_partners()
    (True, False)
    """
    return frozenset(word for words in _load("partners.toml").values() for word in words)


@cache
def companies() -> Companies:
    """Return how names and addresses of companies are written."""
    found = _load("companies.toml")
    forms = {tuple(written.split()): form for form, several in found["forms"].items() for written in several}
    how = (found[name] for name in ("words", "streets", "street_endings", "cities"))
    return Companies(frozenset(found["small"]), forms, *how)
