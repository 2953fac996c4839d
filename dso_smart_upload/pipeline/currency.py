"""Amounts of a spreadsheet whose cells say by their number format that they are no plain amounts of the company.

In: a ``Table``, the headers of its amounts, and the company's currency. Out: the ``Table`` with what the sheet shows in
those cells, ``1000 $`` or ``12 k€``, which ``convert.amount`` then reads as it reads a text file.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from .convert.amount import unit_beside
from .table import Table

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def with_units(table: Table, headers: Iterable[str], currency: str) -> Table:
    """Return ``table`` with the units that change its amounts.

    :param headers: those of its columns of amounts
    :param currency: ISO code of the company's currency
    """
    rows = table.rows
    for header in headers:
        beside = table.units.get(header, ())
        told = {unit: text for unit in set(beside) if (text := unit_beside(unit, currency))}
        if told:
            cells = [
                f"{cell} {told[unit]}" if unit in told and _NUMBER.fullmatch(cell) else cell
                for cell, unit in zip(rows[header], beside, strict=True)
            ]
            rows = rows.assign(**{header: cells})
    return replace(table, rows=rows, units={})
