"""Rows that another program hands over, as a table: JSON in, ``Table`` out."""

import json
from math import isfinite

import pandas as pd

from ..bounds import LONGEST_HEADER, shortened
from ..message import FileError
from . import Table
from .grid import MAX_COLUMNS

_SHOWN = 60  # characters of a key that is too long
_SPARSE = 100_000  # cells that a table may have whatever is in it
_BLANK = 20  # cells of a larger one to each that has a value


def read_rows(content: bytes, filename: str = "rows.json") -> Table:
    """Read a JSON list of objects, one per customer.

    :param content: in UTF-8
    :param filename: name to use in messages
    :return: its header holds every key once, its lines count from 1
    :raises FileError: ``not_rows``, ``too_many_columns``, ``long_key``, ``sparse_rows``
    """
    try:
        rows = json.loads(content)
        if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
            raise ValueError("no list of rows")
        header = list(dict.fromkeys(key for row in rows for key in row))
        if not header or any(_storable(key) != key for key in header):
            raise ValueError("no keys that could be headers")
    except (ValueError, RecursionError) as error:  # the latter where lists are nested by the thousand
        raise FileError("not_rows", name=filename) from error
    if len(header) > MAX_COLUMNS:
        raise FileError("too_many_columns", filename=filename, columns=len(header), limit=MAX_COLUMNS)
    if len(rows) * len(header) > max(_SPARSE, _BLANK * sum(map(len, rows))):
        raise FileError("sparse_rows", keys=len(header))
    if long := next((key for key in header if len(key) > LONGEST_HEADER), ""):
        details = {"text": shortened(long, _SHOWN), "length": len(long), "limit": LONGEST_HEADER}
        raise FileError("long_key", **details)
    try:
        cells = [[_storable(_text(row.get(key))) for key in header] for row in rows]
    except RecursionError as error:
        raise FileError("not_rows", name=filename) from error
    frame = pd.DataFrame(cells, columns=header, dtype=object)
    lines = list(range(1, len(rows) + 1))
    return Table(header=header, rows=frame, lines=lines, encoding="utf-8", delimiter="", sheet="", header_line=0)


def _text(value):
    """Return a value as a file would hold it; what is empty over RPC (None, False) is blank."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, list):  # on a line each, so that it does not matter what separates groups in a file
        return "\n".join(_quoted(_text(one)) for one in value)
    return _number(value) if isinstance(value, float) else str(value)


def _storable(text):
    """Return ``text`` without what JSON can say and no database keeps: zero characters and halves of characters.

    >>> _storable("a\\0b\\ud83d")
    'ab?'
    """
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _quoted(text):
    """Return one of several values, in quotes where it holds a sign that may separate them."""
    return text if all(sign.isalnum() or sign in " -_.@'&" for sign in text) else '"{}"'.format(text.replace('"', '""'))


def _number(value):
    """Return a number in digits that can be read in one way only: 1.125 might be a thousand and something."""
    if not isfinite(value):
        return ""
    if value.is_integer():
        return str(int(value))
    text = str(value)
    return text + "0" if len(text.partition(".")[2]) == 3 else text
