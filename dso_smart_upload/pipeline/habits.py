"""How a file writes what is in its columns: words for nothing, quotes around every value, codes.

In: the first block of a file, the words of later blocks that may mean nothing, and the settings of its columns. Out:
``Habits`` of each column, and the words of a column by them. What a single word cannot say ("Null" may be a name) the
whole column or the whole file does.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .backslashes import escaped_cell, unescaped
from .characters import bare, narrow, without_guard
from .convert.damage import Codes
from .convert.nothing import NOTHING
from .folding import fold
from .table import Table

if TYPE_CHECKING:
    from .plan.setting import ColumnSetting

# Signs that are no value in any column.
SIGNS = re.compile(
    r"\\N|[<(\[{](?:null|na|n/a|none|nil|nan|empty|blank|vide|leer)[>)\]}]|#n/?[av]|#na|<na>|[-–—?.…_/\\ ]{1,9}",
    re.I,
)
_STARS = re.compile(r"[*#]|[*.…]{2,20}")  # the same, except of groups: a hotel has three stars
_WORDS = frozenset("null nan none nil na nat nd nc nr n/a n.a. n.d. n.c. k.a. nul".split())  # in lower case
_LONGEST = max(map(len, _WORDS))
_OF_DATABASES = frozenset("null nan nat n/a n.a. k.a.".split())
_NO_TEXT = frozenset("zip phone email website vat legal_id amount integer date datetime".split())
_TEXT = frozenset("text html name groups".split())
_NAMES = frozenset("text html name groups selection many2one salesperson".split())  # an apostrophe may be theirs
_IDENTIFIERS = frozenset("zip phone email website vat legal_id".split())
_ELISION = re.compile(r"'[sStTnN]\b")  # 's-Hertogenbosch, 't Zand
_PAIRS = {'"': '"', "“": "”", "«": "»", "'": "'", "‘": "’", "„": "“"}


@dataclass(frozen=True)
class Habits:
    """What a file shows of one column: its first block, and the words for nothing of all.

    :param kind: kind of the column's converter
    :param nothing: words that mean a blank cell here, as they are written
    :param quote: quote or apostrophe that every value has in front, "" without
    :param codes: ``Codes``, of the column of customer codes
    :param escaped: a cell of the file in which a backslash stands before a sign that needs none, as in "L\\'Isle"; ""
        where backslashes are characters like any other
    """

    kind: str = ""
    nothing: frozenset[str] = frozenset()
    quote: str = ""
    codes: Codes | None = None
    escaped: str = ""


def may_be_nothing(word: str) -> bool:
    """Say whether a word means nothing in some columns."""
    return word.lower() in _WORDS


def words_for_nothing(table: Table, headers: Iterable[str]) -> dict[str, set[str]]:
    """Return the words of columns that may mean nothing, as they are written, by header: cheap for a block."""
    cells = {header: table.rows[header] for header in headers}
    short = {header: column[column.str.len() <= _LONGEST + 2].unique() for header, column in cells.items()}
    found = {header: set(filter(may_be_nothing, map(str.strip, words))) for header, words in short.items()}
    return {header: words for header, words in found.items() if words}


def find_habits(
    table: Table, settings: Iterable["ColumnSetting"], later: Mapping[str, Collection[str]] | None = None
) -> dict[tuple[str, str], Habits]:
    """Return the habits of the columns, by ``ColumnSetting.key``.

    :param later: words of later blocks that may mean nothing, by header
    """
    escaped, later = escaped_cell(table), later or {}
    words = {setting.header: pd.unique(table.words(setting.header)).tolist() for setting in settings}
    if escaped:
        words = {header: list(map(unescaped, found)) for header, found in words.items()}
    words = {
        header: list(dict.fromkeys([*filter(None, found), *sorted(later.get(header, ()))]))
        for header, found in words.items()
    }
    elsewhere = Counter()  # words for nothing -> in how many columns they stand where they can be nothing else
    for setting in settings:
        weight = 2 if setting.kind in _NO_TEXT else 1
        elsewhere.update({word: weight for word in words[setting.header] if word.lower() in _WORDS})
    of_file = {word for word, weight in elsewhere.items() if weight > 1}
    found = {setting.key: _habits(setting, words[setting.header], of_file) for setting in settings}
    return {key: replace(habits, escaped=escaped) for key, habits in found.items()}


def _habits(setting, words, of_file):
    table = {fold(word) for word in setting.options.get("values") or ()}
    found = {word for word in words if _is_nothing(word, setting, words, of_file)}
    found |= {word for word in of_file if setting.field not in ("name", "code") or word in words}
    found = frozenset(word for word in found if not fold(word) or fold(word) not in table)
    kept = [word for word in words if word not in found]
    codes = Codes([bare(word) for word in kept]) if setting.field == "code" else None
    return Habits(setting.kind, found, _quote(kept) if setting.kind in _NAMES else "", codes)


def _is_nothing(word, setting, words, of_file):
    """Say whether a word of a column of text or codes means nothing; other kinds ask when they understand nothing."""
    if word in of_file:
        return True
    key = word.lower()
    if key not in _WORDS or setting.kind not in (*_TEXT, "code"):
        return False
    others = [other for other in words if other.lower() not in _WORDS]
    if setting.field == "name":
        return _is_other_style(word, others)
    if setting.field == "code":
        return key in ("null", "nan", "none", "nil", "n/a") and 2 * sum(map(str.isalpha, others)) <= len(others)
    if setting.field == "city" and word.isalpha() and word.istitle():  # Nan, None and Nil are places
        return False
    return key in _OF_DATABASES or (key == "none" and setting.field != "city")


def _is_other_style(word, others):
    """Say whether ``word`` is written in capitals, or without any, while most names are not."""
    if not word[0].isalpha() or "/" in word:
        return "/" in word
    same = sum(other.isupper() if word.isupper() else other.islower() for other in others)
    return not word.istitle() and 2 * same < len(others)


def _quote(words):
    """Return the quote that all ``words``, at least two, begin with, "" where there is none."""
    firsts = {word[0] for word in words}
    quote = firsts.pop() if len(firsts) == 1 and len(words) > 1 else ""
    if quote == "'":
        closed = [word[-1] == "'" and len(word) > 1 for word in words]
        return quote if not any(map(_ELISION.match, words)) and (all(closed) or not any(closed)) else ""
    return quote if quote in _PAIRS and all(len(word) > 1 and word[-1] == _PAIRS[quote] for word in words) else ""


def column_words(table: Table, header: str, habits: Habits | None) -> np.ndarray:
    """Return the words of a column as they are meant: object array (customers), "" where a cell is blank."""
    words = table.words(header)
    numbers, distinct = pd.factorize(words)
    meant = np.array([*(_word(word, habits) for word in distinct), None], dtype=object)[:-1]
    return meant[numbers]


def _word(word, habits):
    if habits.escaped:
        word = unescaped(word)
    if not word or word in habits.nothing:
        return ""
    if habits.kind in (*_TEXT, "code") and SIGNS.fullmatch(word):
        return ""
    if habits.kind in ("text", "html", "name") and _STARS.fullmatch(word):
        return ""
    if habits.kind in _TEXT and " " in word and fold(word) in NOTHING and len(word) > 5:  # "keine Angabe"
        return ""
    if habits.kind in _NAMES:
        if habits.quote and word[0] == habits.quote:
            word = word[1:].removesuffix(_PAIRS[habits.quote]) if len(word) > 1 else ""
        return without_guard(word).strip()
    word = bare(word)
    return narrow(word) if habits.kind in _IDENTIFIERS else word
