"""Which column holds the countries of VAT numbers that are written without them: "EU-Land" before "EU-UStID".

In: a table, the column of VAT numbers, the columns that are fields. Out: the header of that column, "" without one.
"""

from collections.abc import Collection

import pandas as pd

from ..convert.vat import PREFIXES
from ..table import Table


def vat_country_column(table: Table, own: str, mapped: Collection[str]) -> str:
    """Return the header of the column directly before or behind ``own`` that holds nothing but prefixes of VAT numbers.

    :param table: the first block of a file
    :param own: header of the column of VAT numbers
    :param mapped: headers of columns that are fields, and hold something else
    """
    at = table.header.index(own)
    beside = [table.header[place] for place in (at - 1, at + 1) if 0 <= place < len(table.header)]
    return next((header for header in beside if header not in mapped and _are_prefixes(table.words(header))), "")


def _are_prefixes(words):
    found = [word.strip().upper() for word in pd.unique(words) if word.strip()]
    return bool(found) and all(word in PREFIXES for word in found)
