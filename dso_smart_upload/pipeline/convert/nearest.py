"""The record that a misspelt word seems to mean: a proposal for a person, never a value.

In: words that nothing in Odoo is called, and what there is. Out: for some of the words the one choice whose name is
spelt nearly so, as long as no other is nearly as near.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from rapidfuzz import fuzz, process

from ..bounds import LONGEST_WORD
from ..reference import Choice, Reference, Term
from ..value_table import KINDS_OF_RECORDS
from .choice import squash
from .country import iso_by_word

NEAR = 74.0  # of 100: "Austira" and "Austria" have 86, "Spain" and "Spanien" 67
APART = 5.0  # by so much any other choice must be less near
SHORTEST = 4  # letters of a word that is misspelt, and no code
MOST_WORDS = 200  # of one column that are compared with all names


def nearest(words: Iterable[str], names: Mapping[str, object]) -> dict[str, object]:
    """Return for each word the id of the only choice whose name is near it; words without one are left out.

    Digits are no letters: what differs in a digit means something else, such as 30 and 45 days.

    :param names: squashed name -> id of the choice

    >>> nearest(["Austira", "30 jours", "xyzzy"], {"austria": 12, "australia": 13, "45jours": 5})
    {'Austira': 12}
    """
    wanted = [word for word in words if len(squash(word)) >= SHORTEST and len(word) <= LONGEST_WORD][:MOST_WORDS]
    known = [name for name in names if len(name) >= SHORTEST]
    if not wanted or not known:
        return {}
    scores = process.cdist([squash(word) for word in wanted], known, scorer=fuzz.ratio, score_cutoff=NEAR - APART)
    found = {}
    for word, row in zip(wanted, scores, strict=True):
        best = int(np.argmax(row))
        meant = names[known[best]]
        others = [row[at] for at in np.flatnonzero(row) if names[known[at]] != meant]
        is_near = row[best] >= NEAR and _digits(squash(word)) == _digits(known[best])
        if is_near and (not others or max(others) <= row[best] - APART):
            found[word] = meant
    return found


def _digits(text):
    return [sign for sign in text if sign.isdigit()]


def choices_of(kind: str, reference: Reference, field: str = "") -> tuple[Choice | Term, ...]:
    """Return what words of a column can mean that a person may choose; () for kinds without records and options.

    :param kind: of the column
    :param field: name of the customer's field, for options and records that an administrator added
    """
    if kind in KINDS_OF_RECORDS:
        found = getattr(reference, KINDS_OF_RECORDS[kind])
    else:
        found = reference.choices.get(field, ()) if kind in ("selection", "many2one") else ()
    return tuple(one for one in found if not one.hidden and getattr(one, "active", True) and one.names)


def names_of(kind: str, choices: Iterable[Choice | Term]) -> dict[str, object]:
    """Return the squashed names of choices with their ids; a name that two have is left out.

    :param kind: of the column; countries have their names in many languages
    """
    found: dict[str, object] = {}
    several = set()
    for choice in choices:
        for name in map(squash, choice.names):
            if found.setdefault(name, choice.id) != choice.id:
                several.add(name)
    if kind == "country":
        ids = {choice.code.upper(): choice.id for choice in choices if isinstance(choice, Choice)}
        for name, iso in iso_by_word().items():
            if iso in ids:
                found.setdefault(name, ids[iso])
    return {name: id_ for name, id_ in found.items() if name not in several}
