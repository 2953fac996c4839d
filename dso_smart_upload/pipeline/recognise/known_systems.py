"""Names that known programs give their columns, and what they show in their place.

In: one header, or the header line. Out: the fields that the programs mean by them. The names are data in
``vocabulary``.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ..folding import fold
from ..vocabulary import systems

ENOUGH = 4  # technical names of a system in a line, so that its short names are believed
ENOUGH_LABELS = 5  # labels of a system in a line, so that they are believed
NEARLY_ALL = 0.8  # share of the names of a line that speak for the rest
_LONG = 5  # letters of a technical name that is believed wherever it stands

_TABLE_PREFIX = re.compile(r"^[A-Z][A-Z0-9]{2,5}[-.]([A-Z0-9_]{3,})$")
_RECORD_PATH = re.compile(r"[/.](id|name|code|\.id|display_name)$", re.IGNORECASE)


def _technical_key(name):
    return fold(name).replace(" ", "")


@cache
def _technical():
    """Return {name: {system: field}}."""
    found = {}
    for system, names in systems().names.items():
        for name, field in names.items():
            found.setdefault(_technical_key(name), {})[system] = field
    return found


@cache
def _only_together():
    return frozenset(_technical_key(name) for name in systems().only_together)


def _distinctive(key):
    return len(key) >= _LONG and key not in _only_together()


@lru_cache(maxsize=4096)
def technical_names(header: str) -> tuple[dict[str, str], bool]:
    """Return {system: field key or ""} of ``header`` as a technical name, and whether it is one anywhere."""
    name = header.strip().lstrip("*")
    table = _TABLE_PREFIX.match(name)
    for form in (name, table and table[1], _RECORD_PATH.sub("", name), name.split(" ")[0] if "(" in name else ""):
        key = _technical_key(form or "")
        if key and key in _technical():
            return _technical()[key], _distinctive(key)
    return {}, False


def labels(names: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Return (system, field key or "" of each of its labels) where the header line is one of a known system's labels.

    :param names: the header line
    :return: ("", {}) where it is not
    """
    shown = [label for name in names if (label := _label(name))]
    for system, fields in systems().labels.items():
        known = [label for label in shown if label in fields]
        if len(known) >= max(ENOUGH_LABELS, NEARLY_ALL * len(shown)) and not systems().telling[system].isdisjoint(
            known
        ):
            return system, {name: fields[_label(name)] for name in names if _label(name) in fields}
    return "", {}


def _label(name):
    """Return a header without what an export adds to it: "Country/Country Code", "country_id/id"."""
    return name.strip().partition("/")[0]
