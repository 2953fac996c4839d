"""Rows that another program hands over, as a table: JSON in, ``Table`` out."""

import json
from math import isfinite

import pandas as pd

from .message import FileError
from .table import Table


def read_rows(content, filename="rows.json"):
    """Read a JSON list of objects, one per customer.

    :param content: bytes, UTF-8
    :param filename: name to use in messages
    :return: ``Table``; its header holds every key once, its lines count from 1
    :raises FileError: ``not_rows``
    """
    try:
        rows = json.loads(content)
        if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
            raise ValueError("no list of rows")
        header = list(dict.fromkeys(key for row in rows for key in row))
        if not header or any(_storable(key) != key for key in header):
            raise ValueError("no keys that could be headers")
        texts = {key: [_storable(_text(row.get(key))) for row in rows] for key in header}
    except (ValueError, RecursionError) as error:  # the latter where lists are nested by the thousand
        raise FileError("not_rows", name=filename) from error
    cells = {key: pd.Series(texts[key], dtype=object) for key in header}
    frame = pd.DataFrame(cells, columns=header)
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
