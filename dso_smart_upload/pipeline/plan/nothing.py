"""Codes and names that are words for nothing: "(no value)", "TBD", "undefined", 0.

In: the rows and their names. Out: what there is to say of them. A company may be called by any word, and its code may
be any, so that the whole column decides: a word is no value where the file has several such words, where it stands in
rows of different customers, or where it is written unlike the others. Elsewhere it stays, with a warning.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

import numpy as np

from ..convert import Cell
from ..convert.base import bad
from ..convert.nothing import NOTHING
from ..folding import fold
from ..message import WARNING, Issue, Message
from .columns import TypedColumn, without
from .rows import Rows
from .values import Typed

_LONGEST = 40  # characters of a word for nothing
_MOST = 0.8  # share of the other values that makes a habit
_SHORTER = 2  # digits by which zeros are shorter than any code


def nothing_code_issues(rows: Rows, rejected: np.ndarray) -> list[Issue]:
    """Return an error for each row whose code is a word for nothing, a warning where it may be one.

    :param rejected: rows that are rejected so far: bool array (n)
    """
    suspects = _suspects(rows.codes, ~rows.known & ~rejected)
    if not suspects:
        return []
    others = [code for code in set(rows.codes.tolist()) if code and not _may_be_nothing(code)]
    words = [rows.codes[row] for row in suspects]
    often = _said_often(words)
    return [
        rows.error(row, "nothing_code", code=word)
        if word in often or _is_code_unlike(word, others)
        else rows.issue(row, WARNING, Message("doubtful_code", {"code": word}), rows.code)
        for row, word in zip(suspects, words, strict=True)
    ]


def named_columns(rows: Rows, columns: Sequence[TypedColumn], rejected: np.ndarray) -> Typed:
    """Return the columns, that of names without words for nothing, and what there is to say of those.

    :param rejected: rows that are rejected so far: bool array (n)
    """
    found, issues = [], []
    for column in columns:
        if column.setting.field == "name":
            column, told = _without_nothing(rows, column, rejected)
            issues += told
        found.append(column)
    return Typed(tuple(found), tuple(issues))


def _without_nothing(rows, names, rejected):
    values = np.array([value or "" for value in names.values], dtype=object)
    suspects = _suspects(values, ~rejected)
    if not suspects:
        return names, []
    others = [name for name in set(values.tolist()) if name and not _may_be_nothing(name)]
    words = [values[row] for row in suspects]
    often = _said_often(words)
    cells: dict[int, Cell] = {}
    issues = []
    for row, word in zip(suspects, words, strict=True):
        if word in often or _is_name_unlike(word, others):
            cells[row] = bad("says_nothing", word)
        elif not rows.known[row]:
            issues.append(rows.issue(row, WARNING, Message("doubtful_name", {"value": word}), names.setting))
    found, told = without(rows, names, cells, rejected) if cells else (names, [])
    return found, [*told, *issues]


def _suspects(words, among):
    """Return the rows with words that may mean nothing."""
    return [row for row in np.flatnonzero(among).tolist() if words[row] and _may_be_nothing(words[row])]


def _may_be_nothing(word):
    if len(word) > _LONGEST:
        return False
    if word[0].isdecimal() or word[-1].isdecimal():
        return not word.strip("0")
    return fold(word) in NOTHING


def _said_often(words):
    """Return those of ``words`` that stand in several rows; all where the column has several words for nothing."""
    counts = Counter(words)
    return set(counts) if len(set(map(fold, counts))) > 1 else {word for word, times in counts.items() if times > 1}


def _is_code_unlike(word: str, others: Collection[str]) -> bool:
    """Tell whether a word for nothing is written unlike the other codes."""
    if not others:
        return False
    if not word.strip("0"):
        shortest = min(map(len, others))
        return not all(map(str.isdecimal, others)) or len(word) + _SHORTER <= shortest
    if not word[0].isalnum():
        return _share(others, lambda other: other[0].isalnum()) >= _MOST
    return _share(others, lambda other: any(map(str.isdecimal, other))) >= _MOST


def _is_name_unlike(word: str, others: Collection[str]) -> bool:
    """Tell whether a word for nothing is written unlike the other names."""
    if not others:
        return False
    if not any(map(str.isalpha, word)):
        return _share(others, lambda other: any(map(str.isalpha, other))) >= _MOST
    if not word[0].isalnum():
        return _share(others, lambda other: other[0].isalnum()) >= _MOST
    return word.islower() and _share(others, str.islower) <= 1 - _MOST


def _share(words: Collection[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, words)) / len(words)
