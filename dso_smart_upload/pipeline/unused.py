"""What a file says and an import does not use, so that a person hears of it: one line about the file each.

In: a table and which fields its columns are. Out: messages. Rows marked as suppliers or prospects are imported like all
others, since only a person knows which of them are customers; discounts have no field.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd

from . import vocabulary
from .folding import fold
from .message import Message
from .table import Table

_KINDS = 12  # different words that a column of kinds has at most
_LOOKED_AT = 500  # rows by which it is known
_LONGEST = 40  # characters of such a word
_CASH_DISCOUNT = frozenset("skonto skontotage skontosatz skt escompte esc settlement kontantrabatt kassarabatt".split())
_DISCOUNT_PHRASES = frozenset(
    "cash discount|prompt payment discount|early payment discount|discount days|discount pct days"
    "|descuento p p|dto p p|dto pp|descuento pp|dto pronto pago|descuento pronto pago|dcto pronto pago"
    "|desconto p p|desconto pp|desconto pronto pagamento|desc p p"
    "|sconto cassa|sconto pagamento|sc cassa|betalingskorting|korting contant|kredietbeperking|kassakorting".split("|")
)
_BLANK = frozenset(("", "0", "0,00", "0.00", "0%", "0 %", "-"))


def unused(table: Table, headers: Collection[str], fields: Collection[str]) -> list[Message]:
    """Return what is to be said of a table; of a large file it may be the first block, which shows what is to be seen.

    :param headers: names of the columns that are a field
    :param fields: their keys
    """
    found = [_other_partners(table, header) for header in table.header]
    discounts = [header for header in table.header if header not in headers and _says_discount(header)]
    if "payment_term" in fields:
        found.append(_discounts(table, discounts))
    return [message for message in found if message]


def _other_partners(table, header):
    """Return a ``Message`` where a column of kinds marks some rows as partners who are no customers, else None."""
    cells = table.rows[header]
    if len(pd.unique(cells.head(_LOOKED_AT))) > _KINDS:
        return None
    words = pd.unique(cells).tolist()
    others = [word for word in words if len(word) <= _LONGEST and fold(word) in vocabulary.other_partners()]
    if not others or len(words) > _KINDS:
        return None
    rows = np.flatnonzero(cells.isin(others).to_numpy())
    details = {"column": header, "values": ", ".join(others), "line": int(table.lines[rows[0]])}
    return Message("other_partners", details)


def _says_discount(header):
    words = fold(header[:_LONGEST])
    return not _CASH_DISCOUNT.isdisjoint(words.split()) or any(f" {one} " in f" {words} " for one in _DISCOUNT_PHRASES)


def _discounts(table, headers):
    """Return a ``Message`` where columns hold discounts for early payment, else None."""
    if not headers:
        return None
    filled = [~table.rows[header].str.strip().isin(_BLANK).to_numpy() for header in headers]
    rows = np.flatnonzero(np.logical_or.reduce(filled))
    if not len(rows):
        return None
    return Message("discounts_left_out", {"columns": ", ".join(headers), "line": int(table.lines[rows[0]])})
