"""What every converter has in common: the user's own table first, then what the word says, then "nothing"."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from ..bounds import LONGEST_WORD
from ..folding import clean, fold, plain
from ..message import Message
from ..reference import Reference
from .nothing import NOTHING
from .placeholder import is_ditto_mark


class Cell(NamedTuple):
    """What a word of the file means.

    :param value: typed value; None where there is nothing usable
    :param message: what to tell the user (a repair, a doubt, a mistake), or None
    :param bad: the word could not be understood: its value is left out, or its row rejected
    """

    value: object = None
    message: Message | None = None
    bad: bool = False


BLANK = Cell()
_OVERFLOW = re.compile(r"[*#]{2,}")  # a number that was wider than its column
UNKNOWN = "ZZ"  # code of the country of a row that names one nobody knows: no country's rules are its own
NOT_THERE = object()  # no entry in the user's table, where None is one


def bad(key: str, word: str, **details: object) -> Cell:
    """Return the ``Cell`` of a word that cannot be used; ``key`` is the message's."""
    return Cell(None, Message(key, {"value": word, **details}), True)


def repaired(key: str, word: str, value: object, **details: object) -> Cell:
    """Return the ``Cell`` of a word whose value was repaired, and say so."""
    return Cell(value, Message(key, {"value": word, "repaired": value, **details}))


def left_out(cell: Cell) -> Cell:
    """Return a cell that says that a record was not created, because somebody left it out; else a blank one."""
    return cell if cell.message and cell.message.kind == "left_out" else BLANK


class Converter:
    """Converter of one column. This one is for plain text.

    A converter reads a word in ``read``; ``clean`` adds what is common to all of them.

    :param words: the distinct words of the column, blanks left out; notations (decimal mark, order of
        day and month) are decided on all of them
    :param reference: what words can mean
    :param options: options of this kind, see each converter; all have ``values``: dict word -> typed value, the
        user's own table, which beats every other reading; None there means "nothing". Its words are compared
        folded, except that "A+" and "A-" stay two words where the table has them as they are
    """

    needs_country = False  # True where a word means something else in another country
    has_nothing = True  # words such as "n/a" mean a blank cell
    has_dittos = True  # marks below a value say that it is the same again
    longest = LONGEST_WORD  # characters; longer words are not even looked at

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        self.reference = reference
        self.options = options
        self.table = _table(options.get("values") or {})

    def clean(self, word: str, country: str = "") -> Cell:
        """Return the ``Cell`` of ``word``; ``country`` is the ISO code of the row's country."""
        if len(word) > self.longest:
            return bad("too_long", f"{word[:40]}...", length=len(word))
        if self.table and (chosen := self.in_table(word)) is not NOT_THERE:
            return self.nothing(word, country) if chosen is None else Cell(self.chosen(chosen))
        if self.has_dittos and is_ditto_mark(word):
            return bad("ditto", word)
        cell = self.read(word, country)
        is_nothing = cell.bad and self.has_nothing and (fold(word) in NOTHING or word == r"\N")
        return BLANK if is_nothing and not _OVERFLOW.fullmatch(word) else cell

    def read(self, word: str, country: str) -> Cell:
        """Return the ``Cell`` of a word that the user's table does not have."""
        return Cell(clean(word) or None)

    def nothing(self, word: str, country: str) -> Cell:
        """Return the ``Cell`` of a word of which the user's table says that it means nothing."""
        return BLANK

    def in_table(self, word: str) -> Any:
        """Return what the user's table says of ``word``, ``NOT_THERE`` where it says nothing."""
        return next((self.table[key] for key in _keys(word) if key in self.table), NOT_THERE)

    def chosen(self, value: Any) -> Any:
        """Return a value of the user's table as this kind of value."""
        return value

    def same(self, old: Any, new: Any, country: str = "") -> bool:
        """Say whether ``old`` (as Odoo holds it, never empty) and ``new`` (of ``clean``) are one value."""
        return old == new

    def merge(self, old: Any, new: Any) -> Any:
        """Return what to store where ``old`` stands and the file says ``new``."""
        return new

    def show(self, value: Any) -> str:
        """Return ``value`` as a person reads it."""
        return str(value)


def _keys(word):
    """Return the forms in which ``word`` may stand in the user's table, the closest first."""
    return plain(clean(word)), fold(word)


def _table(values):
    """Return the user's table by every form of its words; where two words share a form the first has it."""
    table = {_keys(word)[0]: value for word, value in values.items()}
    for word, value in values.items():
        table.setdefault(_keys(word)[1], value)
    table.pop("", None)
    return table
