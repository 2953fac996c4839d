"""Twins inside the file: rows with different codes that describe one company at one place.

In: the parties of all rows, block by block. Out: ``InFile``: for each later row the line of the first, and which
companies have several accounts. The rows are gone through twice, so that only those that share a key are kept.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from .evidence import weigh
from .file_words import FileWords
from .party import Party
from .places import read_street

Row = tuple[int, str, Party]  # line, customer code, party
Later = tuple[int, str, tuple[str, ...]]

_MOST_FIRST = 20  # earlier rows of one key that a row is compared with


@dataclass(frozen=True)
class InFile:
    """What rows of a file say of each other.

    :param twins: line of a row -> line of an earlier one that describes the same customer, and what speaks for it
    :param shared: keys of companies that rows with several codes have (``entity_keys``)
    :param accounts: lines of rows that are a further account of a company, at another place than the first
    :param later: line of the earlier row -> those of ``twins`` that describe the same customer: line, ``code_key`` and
        what speaks for it
    :param words: of all rows
    """

    twins: Mapping[int, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    accounts: frozenset[int] = frozenset()
    later: Mapping[int, tuple[Later, ...]] = field(default_factory=dict)
    words: FileWords = field(default_factory=FileWords)


def find_twins(rows: Callable[[AbstractSet[int] | None], Iterable[Row]]) -> InFile:
    """Find the twins inside a file.

    :param rows: returns the rows that have a code, in the order of the file: of the lines it is given; None: of all
    """
    pairs = ((line, number) for line, _code, party in rows(None) for number in _hashes(_keys(party)))
    seen = np.fromiter(pairs, dtype=[("line", np.int64), ("key", np.uint64)])
    keys, counts = np.unique(seen["key"], return_counts=True)
    some = seen["line"][np.isin(seen["key"], keys[counts > 1])]
    if not len(some):
        return InFile()
    first: dict[str, list[Row]] = defaultdict(list)
    codes: dict[str, str] = {}
    twins, shared, accounts, later = {}, set(), set(), defaultdict(list)
    for line, code, party in rows(set(some.tolist())):
        keys = _keys(party)
        several = {key for key in keys if codes.setdefault(key, code) != code}
        shared |= several
        if found := _earlier(first, keys, code, party):
            twins[line] = found
            later[found[0]].append((line, code, found[1]))
        elif not several.isdisjoint(entity_keys(party)):
            accounts.add(line)
        for key in keys:
            if len(first[key]) < _MOST_FIRST:
                first[key].append((line, code, party))
    return InFile(twins, frozenset(shared), frozenset(accounts), {line: tuple(some) for line, some in later.items()})


def _earlier(first, keys, code, party):
    """Return the line of an earlier row of the same customer and what speaks for it; None without one."""
    earlier = {row[0]: row for key in keys for row in first.get(key, ()) if row[1] != code}
    for line in sorted(earlier):
        evidence = weigh(earlier[line][2], party)
        if not evidence.branch and not evidence.far and (evidence.proves or evidence.is_at_place):
            if evidence.is_at_place or _say_no_place(earlier[line][2], party):
                return line, evidence.words
    return None


def _say_no_place(one, other):
    """Say whether neither party names a place: then the company is all there is to tell them apart."""
    return not (one.streets or one.zip or one.city or other.streets or other.zip or other.city)


def entity_keys(party: Party) -> set[str]:
    """Return what parties of one company share, whatever their place."""
    return set(_entity_keys(party))


def _entity_keys(party) -> Iterator[str]:
    yield from ("i" + number for number in (party.siren, party.legal_id) if number)
    if party.vat:
        yield "v" + party.vat


def _keys(party: Party) -> list[str]:
    """Return the keys by which rows that may be twins are found."""
    keys = list(_entity_keys(party))
    place = party.zip or party.city
    street = next((street for text in party.streets if (street := read_street(text)).name), None)
    if place and street and party.name.words:
        keys.append(f"n{party.name.key} {place} {street.number}")
    return keys


def _hashes(keys):
    return pd.util.hash_array(np.array(keys, dtype=object), categorize=False).tolist() if keys else []
