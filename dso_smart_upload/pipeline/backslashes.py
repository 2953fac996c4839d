"""Backslashes as dumps of MySQL and PostgreSQL write them: before a quote, a backslash, for the end of a line.

In: a table. Out: whether its cells are written so, and what a cell then means. One cell does not say: "C:\\new" is a
path, "Nord\\Sud" a name. So the whole table decides: some backslash stands where only a database puts one, and none
where no database would.
"""

import re

import pandas as pd

from .bounds import shortened
from .table import Table

_SHOWN = 60  # characters of the example
_PAIR = re.compile(r"\\(.?)", re.DOTALL)
_ESCAPED = frozenset("'\"\\0bnrtvfZN%_;,|\t\n")
# A quote behind a backslash, or two of them inside a cell that is no path of Windows.
_TELLING = re.compile(r"""(?<!\\)(?:\\\\)*\\['"]|(?<=[^\\\s])\\\\(?=[^\\\s])""")
_MEANINGS = {"n": "\n", "r": "\n", "t": " ", "v": " ", "f": " ", "0": "", "b": "", "Z": "", "\n": "\n", "\t": " "}


def escaped_cell(table: Table) -> str:
    """Return a cell of a ``Table`` that shows that backslashes are those of a database, "" where none is.

    Words for nothing, as ``\\N``, are no such cells: they are said where a column is read.
    """
    found = ""
    for header in table.header:
        for cell in pd.unique(table.rows[header]):
            if "\\" not in cell:
                continue
            if not all(each in _ESCAPED for each in _PAIR.findall(cell)):
                return ""
            if not found and _TELLING.search(cell):
                found = shortened(cell, _SHOWN)
    return found


def unescaped(cell: str) -> str:
    r"""Return a cell without the backslashes of a database; ``\N``, its word for nothing, stays.

    >>> unescaped(r"L\'Isle"), unescaped(r"Nord\\Sud"), unescaped(r"\N")
    ("L'Isle", 'Nord\\Sud', '\\N')
    """
    if "\\" not in cell or cell == r"\N":
        return cell
    return _PAIR.sub(lambda found: _MEANINGS.get(found[1], found[1]), cell).strip()
