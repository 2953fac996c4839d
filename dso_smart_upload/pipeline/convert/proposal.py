"""What kind of value a column holds, for a field that is to be made for it.

In: the cells of the column, all of them. Out: the kind of the converter that understands them and loses nothing. The
converters of the import are asked themselves, so a proposed kind is one that the import then understands.
"""

import re
from collections import Counter
from collections.abc import Iterable

from ..folding import clean, plain
from ..reference import Reference
from . import converter
from .choice import squash

TEXT, AMOUNT, INTEGER, DATE, BOOLEAN, SELECTION = "text", "amount", "integer", "date", "boolean", "selection"

MAX_CHOICES = 20  # distinct words that a choice is proposed for
_TIMES = 4  # how often each of them stands in the column on average
_LONGEST = 60  # characters of a choice
_STRAY = 0.02  # share of cells that may be wrong without a word for the other kind
_CODE = re.compile(r"\+.*|0\d.*|\d{9,}")  # digits that are no quantity: phone numbers, codes with zeros, legal ids
_WHOLE = re.compile(r"-?\d+|-?\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+")
_PLAIN_DATE = re.compile(r"(?:19|20)\d{6}")


def propose_kind(words: Iterable[str], country: str = "") -> str:
    """Return the kind of value that ``words`` are.

    :param words: cells of one column, repeated ones as often as they stand there; blanks are left out
    :param country: ISO code of the company's country, which says how a date is to be read
    :return: ``BOOLEAN``, ``DATE``, ``INTEGER``, ``AMOUNT``, ``SELECTION`` or ``TEXT``

    >>> propose_kind(["1 200,50", "3,00"]), propose_kind(["Nord", "Sud"] * 4), propose_kind(["00123", "00124"])
    ('amount', 'selection', 'text')
    """
    counts = Counter(filter(None, map(clean, words)))
    if not counts:
        return TEXT
    reference = Reference(country=country)
    numbers = converter(AMOUNT, tuple(counts), reference, percent=True)
    tests = {
        BOOLEAN: lambda word: len(counts) > 1 or not word.isdecimal(),  # a single number is no more than that
        DATE: lambda word: _PLAIN_DATE.fullmatch(word) or numbers.clean(word).value is None,
        INTEGER: lambda word: _is_quantity(word) and (_WHOLE.fullmatch(word) or not _has_digit(word)),
        AMOUNT: _is_quantity,
    }
    for kind, is_possible in tests.items():
        if _are(kind, counts, reference, is_possible):
            return kind
    return SELECTION if _are_choices(counts) else TEXT


def choices(words: Iterable[str]) -> list[str]:
    """Return what a choice field for ``words`` offers, the most frequent first: one spelling of each word.

    >>> choices(["Nord", "nord", "Sud", "Nord"])
    ['Nord', 'Sud']
    """
    counts = Counter(filter(None, map(clean, words)))
    found = {}
    for word, _count in counts.most_common():
        found.setdefault(squash(word), word)
    return list(found.values())


def _are(kind, counts, reference, is_possible):
    """Tell whether nearly all words are of ``kind``: possible, understood, and not just other words for nothing."""
    reader = converter(kind, tuple(counts), reference, percent=True)
    cells = {word: reader.clean(word) for word in counts}
    wrong = sum(counts[word] for word, cell in cells.items() if cell.bad or not is_possible(word))
    return wrong <= _STRAY * counts.total() and any(cell.value is not None for cell in cells.values())


def _is_quantity(word):
    return not _CODE.fullmatch(word)


def _has_digit(word):
    return any(map(str.isdigit, word))


def _are_choices(counts):
    """Tell whether few words stand often, and none would be taken for another ("A+" for "A-")."""
    if len(counts) > 2 * MAX_CHOICES or max(map(len, counts)) > _LONGEST:
        return False
    meant = {squash(word) for word in counts}
    spellings = {plain(word) for word in counts}
    return len(spellings) == len(meant) <= MAX_CHOICES and counts.total() >= _TIMES * len(meant)
