"""Words that mean one of Odoo's records or options, by name in any language or by code.

In: words, and the ``Choice`` of ``Reference``. Out: the choice's id. Never a guess: a name that two
choices share is none of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from ..folding import clean, fold, plain
from ..reference import Choice, Reference
from .base import Cell, Converter, bad

_SHOWN = 8  # how many choices a message names


@lru_cache(maxsize=2**12)  # the same names mean the same records in every file
def squash(text: str) -> str:
    """Return ``text`` for comparing names: folded, without spaces; signs stay where there is nothing else."""
    return fold(text).replace(" ", "") or plain(clean(text))


def list_names(choices: Iterable[Choice]) -> str:
    """Return the names of ``choices`` for a message, the first few of them."""
    names = list(dict.fromkeys(choice.names[0] for choice in choices if choice.names))
    return ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")


class Lookup:
    """A table from words to choices; archived choices only where no other is meant.

    :param words_of: function giving the words that mean a choice (default: its names and its code)
    """

    def __init__(self, choices: Iterable[Choice], words_of: Callable[[Choice], Iterable[str]] | None = None) -> None:
        found = {True: defaultdict(dict), False: defaultdict(dict)}
        for choice in choices:
            for word in words_of(choice) if words_of else (*choice.names, choice.code):
                if word:
                    found[choice.active][squash(word)][choice.id] = choice
        self.active, self.archived = found[True], found[False]

    def find(self, word: str) -> list[Choice]:
        """Return the choices, a list, that ``word`` can mean."""
        key = squash(word)
        return list((self.active.get(key) or self.archived.get(key) or {}).values())


class Chooser(Converter):
    """A record or an option of an administrator's own field.

    :param field: option: partner field name, a key of ``reference.choices``
    :param choices: option: the choices themselves, instead of ``field``
    """

    unknown, ambiguous = "unknown_choice", "ambiguous_choice"

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        self.choices = self.all_choices()
        self.names = {choice.id: choice.names[0] for choice in self.choices if choice.names}
        self.lookup = Lookup(self.choices)

    def all_choices(self) -> tuple[Choice, ...]:
        if "choices" in self.options:
            return tuple(self.options["choices"])
        return tuple(self.reference.choices.get(self.options.get("field", ""), ()))

    def read(self, word: str, country: str) -> Cell:
        return self.decide(word, self.lookup.find(word))

    def decide(self, word: str, found: Sequence[Choice]) -> Cell:
        """Return the ``Cell`` of ``word`` when it can mean the choices ``found``."""
        if len(found) == 1:
            return Cell(found[0].id)
        if found:
            return bad(self.ambiguous, word, choices=list_names(found))
        return bad(self.unknown, word, choices=list_names(self.choices))

    def show(self, value: int | str) -> str:
        return self.names.get(value, str(value))


class Selection(Chooser):
    """An option of a selection field, by key or label; the value is the key."""

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        self.lookup = Lookup(self.choices, lambda choice: (*choice.names, choice.code, str(choice.id)))


class Salesperson(Chooser):
    """A user, by name in either order, login or address."""

    unknown, ambiguous = "unknown_salesperson", "ambiguous_salesperson"

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        self.by_words = Lookup(self.choices, _name_in_order)
        self.by_initial = Lookup(self.choices, _with_initial)

    def all_choices(self) -> tuple[Choice, ...]:
        return tuple(self.reference.users)

    def read(self, word: str, country: str) -> Cell:
        found = self.lookup.find(word)
        for lookup, key in ((self.by_words, _in_order(word)), (self.by_initial, word)):
            found = found or lookup.find(key)
        return self.decide(word, found)


def _in_order(name):
    return " ".join(sorted(fold(name).split()))


def _name_in_order(choice):
    return [_in_order(name) for name in choice.names] + [choice.code.partition("@")[0]]


def _with_initial(choice):
    for name in choice.names:
        first, _space, last = name.partition(" ")
        if last:
            yield f"{first[:1]} {last}"
            yield f"{last} {first[:1]}"
