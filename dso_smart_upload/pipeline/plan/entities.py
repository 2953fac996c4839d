"""Accounts of one legal entity: the same company, so its guarantees should be the same."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..blocks import Amounts
from ..message import WARNING, Issue, Message
from .columns import TypedColumn, of_field
from .rows import Rows


@dataclass(frozen=True)
class EntityAmounts:
    """Protected amounts of legal entities.

    :param amounts: of those that have none in earlier blocks
    :param issues: where another account has another amount
    """

    amounts: Amounts
    issues: tuple[Issue, ...]


def compare_entities(rows: Rows, columns: Sequence[TypedColumn], live: np.ndarray, earlier: Amounts) -> EntityAmounts:
    """Compare the amounts of each account with those of the first of its legal entity that has them.

    :param live: rows that are carried out: bool array (n)
    :param earlier: amounts of earlier blocks
    """
    legal_ids = of_field(columns, "legal_id")
    compared = [column for column in columns if column.setting.protected and column.setting.kind == "amount"]
    amounts, issues = {}, []
    if legal_ids is None or not compared:
        return EntityAmounts(amounts, ())
    for row in np.flatnonzero(live & ~pd.isna(legal_ids.values)).tolist():
        legal_id = legal_ids.values[row]
        for column in compared:
            if (amount := column.values[row]) is None:
                continue
            key = column.setting.header, legal_entity(legal_id)
            first, other = earlier.get(key) or amounts.setdefault(key, (int(rows.lines[row]), amount))
            if amount != other:
                details = {"value": amount, "first": first, "other": other, "legal_id": legal_id}
                issues.append(rows.issue(row, WARNING, Message("conflicting_amounts", details), column.setting))
    return EntityAmounts(amounts, tuple(issues))


def legal_entity(legal_id: str) -> str:
    """Return what the accounts of one company share of their legal id: the Siren of a Siret, else all of it."""
    return legal_id[:9] if len(legal_id) == 14 and legal_id.isdecimal() else legal_id
