"""Prefixes and endings that all names of a header line share and that say nothing: "NAW Naam", "TIR_CODE", "NOMCLI".

In: the header line. Out: the names without them.
"""

import re
from collections import Counter
from collections.abc import Sequence

from ..folding import fold
from .header import is_said, known, says_nothing
from .known_systems import NEARLY_ALL

ENOUGH_PREFIXED = 3  # columns that share a prefix, so that it is one
ENOUGH_GLUED = 4  # the same when nothing stands between prefix and name
_LONGEST_GLUED = 4  # letters
ENOUGH_OF_COMPANIES = 5  # columns that begin with the word of a company, so that it means the customer
_FIRST_WORD = re.compile(r"([A-ZÀ-Þ]?[a-zà-ÿ]{2,20})(?:[\s_.:\-]{1,5}(?=[^\W_])|(?=[A-ZÀ-Þ]))")
_PREFIXED = re.compile(r"([^\W_]{1,8})(?:[\s_.:\-]+(?=[^\W_])|(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ]))")


def without_prefix(names: Sequence[str]) -> list[str]:
    """Return ``names`` without a prefix that says nothing but is shared: "NAW Naam", "TIR_CODE", "CNAME".

    Prefixes that the vocabulary knows ("client_", "Contact -") stay: they say whose the column is.

    :param names: the header line
    """
    return _split_endings(_without_glued(_without_separate(_of_customers(names))))


def _of_customers(names):
    """Return ``names`` with the word of a company in front read as the customer, where nearly all have it.

    "Organization - ID" beside "Organization - Name" and "Organization - Address" is the customer's id. A "Company
    number" stays: it may be the one of a register.
    """
    split = [_FIRST_WORD.match(name) for name in names]
    counted = Counter(fold(found[1]) for found in split if found)
    word, count = counted.most_common(1)[0] if counted else ("", 0)
    if count < max(ENOUGH_OF_COMPANIES, NEARLY_ALL * len(names)) or "company" not in known(word):
        return names
    return [
        f"customer {name[found.end() :]}" if found and fold(found[1]) == word and _is_key(name[found.end() :]) else name
        for name, found in zip(names, split, strict=True)
    ]


def _is_key(name):
    return not known(fold(name)).isdisjoint(("id", "code", "reference"))


def _without_separate(names):
    found = [_PREFIXED.match(name) for name in names]
    prefixes = [fold(match[1]) if match else "" for match in found]
    said = [name[match.end() :] if match else name for name, match in zip(names, found, strict=True)]
    several = [prefix for prefix, count in Counter(prefixes).items() if count >= ENOUGH_PREFIXED]
    alike = _named_alike(prefixes, said)
    shared = {
        prefix
        for prefix in several
        if prefix.rstrip("0123456789") and says_nothing(prefix) and not _tells_apart(prefix, alike)
    }
    return [short if prefix in shared else name for name, short, prefix in zip(names, said, prefixes, strict=True)]


def _named_alike(prefixes, said):
    """Return {prefix: for each name behind it, whether other prefixes have it too}."""
    prefixes_of = {}  # name -> its prefixes
    for prefix, short in zip(prefixes, said, strict=True):
        prefixes_of.setdefault(fold(short), set()).add(prefix)
    alike = {}
    for several in prefixes_of.values():
        for prefix in several:
            alike.setdefault(prefix, []).append(len(several) > 1)
    return alike


def _tells_apart(prefix, alike):
    """Return whether other columns are named like those with ``prefix``: "Physical City" beside "Postal City"."""
    return 2 * sum(alike[prefix]) >= len(alike[prefix])


def _without_glued(names):
    for length in range(_LONGEST_GLUED, 0, -1):
        prefixes = {}
        for name in names:
            if name.isalnum() and says_nothing(fold(name)) and is_said(name[length:]):
                prefixes.setdefault(name[:length].casefold(), []).append(name)
        shared = {name for several in prefixes.values() if len(several) >= ENOUGH_GLUED for name in several}
        if shared:
            return [name[length:] if name in shared else name for name in names]
    return names


def _split_endings(names):
    """Set apart a word that ends several names and is glued to them: "NOMCLI", "TELCLI" are "NOM CLI", "TEL CLI"."""
    for length in range(_LONGEST_GLUED, 2, -1):
        ends = {}
        for name in names:
            if _is_glued(name, name[-length:]):
                ends.setdefault(fold(name[-length:]), []).append(name)
        shared = {name for several in ends.values() if len(several) >= ENOUGH_GLUED for name in several}
        if shared:
            return [f"{name[:-length]} {name[-length:]}" if name in shared else name for name in names]
    return names


def _is_glued(name, end):
    rest = name[: len(name) - len(end)]
    return name.isalnum() and bool(known(fold(end))) and says_nothing(fold(name)) and is_said(rest)
