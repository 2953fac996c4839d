"""Which column says in which currency the amounts of another one are.

In: a table and the column of amounts. Out: the column of currencies, "" where there is none or the amounts' own header
says the currency. Its cells decide row by row, see ``plan``.
"""

import re

import pandas as pd

from ..convert.currency import header_currencies, is_code
from ..folding import fold
from ..table import Table
from . import header

_CURRENCY = "currency"
# What may stand beside the currency: how it is written, and that it is the customer's.
_BESIDE = frozenset(("code", "number", "name", "label", "description", "key", "customer", "account", "main"))
_OWN = re.compile(
    r"\b(?:lcy|hc|hauswahrung|landeswahrung|firmenwahrung|basiswahrung)\b"
    r"|\b(?:local|home|base|company|functional) (?:currency|curr|ccy)\b"
    r"|\b(?:monnaie|devise|moneda|moeda|valuta|divisa) (?:locale?|(?:de la )?societe|de tenue|de base|di conto|base)\b"
)


def currency_column(table: Table, own: str) -> str:
    """Return the header of the column that says the currency of the amounts in the column ``own``, "" without one.

    :param table: the first block of a file
    :param own: header of the column of amounts
    """
    if header_currencies(own) or _OWN.search(fold(own)):
        return ""
    place, said = table.header.index(own), _ideas(header.read(header.cleaned(own)))
    ranked = []
    for at, name in enumerate(table.header):
        reading = header.read(header.cleaned(name))
        ideas = _ideas(reading)
        if name == own or not (_CURRENCY in ideas or (not ideas and _are_codes(table.words(name)))):
            continue
        shared, beside = len(ideas & said), abs(at - place)
        is_bare = not reading.unknown and all(_CURRENCY in each or each & _BESIDE for each in reading.ideas)
        if shared or beside == 1 or is_bare or not ideas:
            ranked.append((shared, is_bare, -beside, name))
    return max(ranked)[-1] if ranked else ""


def _ideas(reading):
    return frozenset().union(*reading.ideas, *reading.aside)


def _are_codes(words):
    """Say whether a column that has a name nobody knows holds codes of currencies."""
    found = [word for word in pd.unique(words) if word]
    return bool(found) and all(map(is_code, found))
