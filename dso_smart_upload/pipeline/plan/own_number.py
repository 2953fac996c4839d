"""Numbers that identify a company, the same for nearly all customers: it is the sender's own, of whoever made the file.

In: the typed columns. Out: the same without such a number, and one thing to say of each column. Customers with a
number in common are accounts of one company where their names say so: "Carrefour Lyon", "Carrefour Nice".
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..convert.base import bad
from ..folding import fold
from ..message import WARNING, Issue, Message
from ..twins.names import read_name
from .columns import TypedColumn, without
from .rows import Rows
from .values import Typed

_KINDS = ("legal_id", "vat", "siret")
_FEWEST = 3  # customers of which it can be said
_NEARLY_ALL = 0.8  # of the values that are the same, and of the names beside them that differ
_LOOKED_AT = 200  # names


def without_own_numbers(rows: Rows, columns: Sequence[TypedColumn], names: np.ndarray, rejected: np.ndarray) -> Typed:
    """Return the columns without the numbers of the file's own sender, and what there is to say of them.

    :param names: words of the column of names: array (n)
    :param rejected: rows that are rejected so far: bool array (n)
    """
    found, issues = [], []
    for column in columns:
        same = _shared(column, names, rejected) if column.setting.kind in _KINDS else ()
        if len(same):
            issues.append(_told(rows, column, same))
            column, _told_of_rows = without(rows, column, dict.fromkeys(same, bad("own_number", "")), rejected | True)
        found.append(column)
    return Typed(tuple(found), tuple(issues))


def _shared(column, names, rejected):
    """Return the rows that share a number though they are different customers, none where the column has no such."""
    left = np.flatnonzero(~rejected)
    numbers, _values = pd.factorize(column.values[left])
    counts = np.bincount(numbers[numbers >= 0])
    if not len(counts) or counts.max() < max(_FEWEST, _NEARLY_ALL * counts.sum()):
        return ()
    same = left[numbers == counts.argmax()].tolist()
    return same if _are_different([names[row] for row in same if names[row]][:_LOOKED_AT]) else ()


def _are_different(names):
    """Tell whether ``names`` are those of different companies."""
    different = sorted({fold(name) for name in names})
    if len(different) < max(_FEWEST, _NEARLY_ALL * len(names)):
        return False
    read = list(map(read_name, different))
    words = Counter(word for name in read for word in set(name.words))
    forms = {name.forms for name in read if name.forms}
    return len(forms) > 1 or 2 * max(words.values(), default=0) <= len(read)


def _told(rows, column, same):
    setting, value = column.setting, rows.table.rows[column.setting.header].iat[same[0]]
    line = int(rows.lines[same[0]])
    details = {"column": setting.header, "value": value, "count": len(same), "line": line}
    return Issue(-1, line, "", setting.header, setting.field, WARNING, value, Message("own_number", details))
