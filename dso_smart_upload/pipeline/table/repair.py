"""Rows that have more cells than the header, because decimal commas stand in a file whose delimiter is a comma.

In: rows as they stand. Out: the columns whose values were cut in two, and rows put together again. Only done where it
is the same columns in nearly all such rows, and one way to do it; otherwise the row stays as it is and is reported.
"""

import re
from collections.abc import Sequence
from itertools import combinations

from ..folding import fold

_WHOLE = re.compile(r"[-+]?\d{1,3}(?:[ \xa0\u202f]?\d{3})*|[-+]?\d+")
_DECIMALS = re.compile(r"\d{1,2}")
_MOST_COLUMNS = 3  # amounts in one row that were cut
_MOST_AMOUNTS = 20  # columns that may have been cut, of which each choice is tried
_NO_AMOUNT = re.compile(
    r"\b(?:codes?|no|nr|num\w*|ids?|key|zip|post\w*|plz|cap|cp|tel\w*|phone|fax|mobile?|siren|siret|vat|tva|ust|iva|nif|"
    r"street|rue|strasse|adress\w*|address|name|nom|city|ville|ort|kunden\w*|debitor\w*|ref\w*)\b"
)
_ENOUGH = 0.95  # share of the rows in question that the same columns must explain


def cut_columns(rows: Sequence[Sequence[str]], names: Sequence[str]) -> tuple[int, ...]:
    """Return the columns whose decimal commas cut their values in two, as tuple of positions, empty when none explains.

    :param rows: rows of cells, the ones of the head of the file
    :param names: the header; where it says that a column holds codes or places, its numbers are no amounts
    """
    width = len(names)
    long = [row for row in rows if width < len(row) <= width + _MOST_COLUMNS]
    if not long or width < 2:
        return ()
    amounts = [at for at in _amount_columns(long, width) if not _NO_AMOUNT.search(fold(names[at]))]
    if len(amounts) > _MOST_AMOUNTS:
        return ()
    for size in range(1, min(_MOST_COLUMNS, width) + 1):
        explained = {
            columns: sum(_ways(row, width, columns) == 1 for row in long) for columns in combinations(amounts, size)
        }
        best = max(explained.values(), default=0)
        winners = [columns for columns, count in explained.items() if count == best]
        if best >= _ENOUGH * len(long):
            return winners[0] if len(winners) == 1 else _most_money_like(long, width, winners)
    return ()


def put_together(row: list[str], width: int, columns: Sequence[int]) -> list[str] | None:
    """Return ``row``, which is longer, with ``width`` cells, its cut values whole again; ``None`` without a single way.

    :param columns: positions, in the header, of the columns that may be cut
    """
    found = [chosen for chosen in combinations(columns, len(row) - width) if _is_way(row, chosen)]
    return _merged(row, found[0]) if len(found) == 1 else None


def _ways(row, width, columns):
    """Return in how many ways ``row`` can be put together, see ``put_together``."""
    return sum(_is_way(row, chosen) for chosen in combinations(columns, len(row) - width))


def _is_way(row, columns):
    """Tell whether a whole number and its decimals stand where each of ``columns`` was cut."""
    places = [column + before for before, column in enumerate(columns)]
    return all(_WHOLE.fullmatch(row[place].strip()) and _DECIMALS.fullmatch(row[place + 1].strip()) for place in places)


def _merged(row, columns):
    cells, position = [], 0
    for column in range(len(row) - len(columns)):
        cell = row[position]
        position += 1
        if column in columns:
            cell, position = f"{cell},{row[position]}", position + 1
        cells.append(cell)
    return cells


def _amount_columns(rows, width):
    """Return the columns where a whole number stands in one of ``rows``, seen from either side of the surplus."""
    return [
        column
        for column in range(width)
        if any(
            _WHOLE.fullmatch(row[place].strip())
            for row in rows
            for place in range(column, min(column + _MOST_COLUMNS, len(row)))
        )
    ]


def _most_money_like(rows, width, winners):
    """Return the one of ``winners`` whose decimals always have two digits, ``()`` when that decides nothing."""
    sure = [
        columns
        for columns in winners
        if all(
            re.fullmatch(r".*,\d\d", merged[column])
            for row in rows
            if (merged := put_together(row, width, columns)) is not None
            for column in columns
            if "," in merged[column]
        )
    ]
    return sure[0] if len(sure) == 1 else ()
