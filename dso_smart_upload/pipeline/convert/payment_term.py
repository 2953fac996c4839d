"""Payment terms, matched by what they mean, then by name.

In: words such as "45 jours fin de mois", and the terms of Odoo. Out: the id of the term that is due on the
same day, or of the one with that name; or a ``NewRecord`` where the mapping allows to make it. What only a term can be
that the user may not see is left out: a second one would be made.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from ..folding import clean, fold
from ..message import Message
from ..reference import TERM_MODEL, NewRecord, Reference, Term, TermLine
from .base import BLANK, NOT_THERE, Cell, Converter, bad, left_out
from .choice import squash
from .payment_method import payment_phrases
from .term_words import AFTER, Meaning, has_term, has_time, meaning, obstacle, read_term

_FEWEST_DAYS = 5  # a bare number below, other than 0, is a code and not a number of days


class PaymentTerm(Converter):
    """A payment term.

    :param create: option: terms whose meaning is clear and that Odoo does not have are made
    :param in_method: option: the column says how to pay, and perhaps when

    What the user's table says of a word holds for whatever means the same and is no term of Odoo.
    """

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        self.words = words
        terms = [term for term in reference.terms if not term.hidden]
        hidden = [term for term in reference.terms if term.hidden]
        self.hidden_meanings = {meaning(term.lines[0]) for term in hidden if is_plain(term)}
        self.hidden_names = {squash(name) for term in hidden for name in term.names}
        self.shown = {term.id: term.names[0] for term in terms if term.names}
        self.by_meaning, self.by_name = defaultdict(list), defaultdict(list)
        self.meaning_of = {}  # id of a term that asks for everything on one day -> its meaning
        for term in sorted(terms, key=lambda term: term.id):
            if is_plain(term):
                self.by_meaning[meaning(term.lines[0])].append(term)
                self.meaning_of[term.id] = meaning(term.lines[0])
            for key in {squash(name) for name in term.names}:
                self.by_name[key].append(term)
        plain_terms = [term for term in terms if is_plain(term) and term.lines[0].delay_type == AFTER]
        days_and_names = [(str(term.lines[0].days), term.names[0]) for term in plain_terms if term.names]
        self.names_of_days = [(days, name) for days, name in days_and_names if re.findall(r"\d+", name) == [days]]
        numbers = [int(word) for word in map(clean, words) if word.isdecimal()]
        self.are_days = all(number == 0 or number >= _FEWEST_DAYS for number in numbers)

    @cached_property
    def said(self) -> dict[Meaning, int | None]:
        """What the user's table says of terms, by the meaning of a word: id of the term, None to make none."""
        found = {}
        for word, value in (self.options.get("values") or {}).items():
            line = read_term(word) if len(word) <= self.longest else None
            if line:
                found.setdefault(meaning(line), value)
        return found

    @cached_property
    def first_of_meaning(self) -> dict[Meaning, tuple[str, TermLine]]:
        """The name and the line of a new term for each meaning: of the first word of the column that has it."""
        found = {}
        for word in self.words:
            line = self.line_of(word)
            if line:
                found.setdefault(meaning(line), (self.name_of(word, line), line))
        return found

    def line_of(self, word: str) -> TermLine | None:
        """Return the line that a word means, None where it is not clear, or where numbers are codes."""
        return None if fold(word).isdecimal() and not self.are_days else read_term(word)

    def nothing(self, word: str, country: str) -> Cell:
        return left_out(self.read(word, country))

    def read(self, word: str, country: str) -> Cell:
        in_method = self.options.get("in_method")
        if in_method and not has_term(word):
            return BLANK
        line = self.line_of(word)
        if in_method and not has_time(word):  # "LCR 30" may name a journal
            line = None
        named = self.by_name.get(squash(word), [])
        if line:
            same = self.by_meaning.get(meaning(line), [])
            found = [term for term in same if term in named] or same
            if found:
                return Cell(found[0].id)
        if named:
            if len(named) > 1:
                return bad("ambiguous_payment_term", word)
            differs = line and self.meaning_of.get(named[0].id) != meaning(line)
            return Cell(named[0].id, Message("payment_term_differs", {"value": word}) if differs else None)
        if (line and meaning(line) in self.hidden_meanings) or squash(word) in self.hidden_names:
            return bad("hidden_term", word)
        said = self.said.get(meaning(line), NOT_THERE) if line else NOT_THERE
        if said not in (NOT_THERE, None):
            return Cell(said)
        if line and self.options.get("create"):
            return self.new(word, line) if said is NOT_THERE else Cell(None, Message("left_out.term", {"value": word}))
        return self.unknown(word, line)

    def new(self, word: str, line: TermLine) -> Cell:
        """Return the ``Cell`` of a term that is made."""
        name, line = self.first_of_meaning.setdefault(meaning(line), (self.name_of(word, line), line))
        return Cell(NewRecord(TERM_MODEL, meaning(line), name, lines=(line,)))

    def unknown(self, word: str, line: TermLine | None) -> Cell:
        """Return the ``Cell`` of a term that Odoo does not have and that is not made."""
        if self.options.get("in_method"):
            return bad("unknown_payment_term.method", word)
        reason = "unknown" if line else obstacle(word) or "unclear"
        variant = {"unknown": "", "unclear": ".unclear"}.get(reason, f".{reason}")
        return bad(f"unknown_payment_term{variant}", word)

    def name_of(self, word: str, line: TermLine) -> str:
        """Return the name of a new term: the file's; for a bare number one like those that Odoo's terms have."""
        if self.options.get("in_method"):
            ways = payment_phrases()
            word = " ".join(part for part in clean(word).split() if fold(part) not in ways) or word
        if not fold(word).isdecimal():
            return clean(word)
        days, name = self.names_of_days[0] if self.names_of_days else ("30", "30 days")
        return name.replace(days, str(line.days))

    def same(self, old: int, new: int | NewRecord, country: str = "") -> bool:
        """Say whether two terms are one, or mean the same: a customer keeps theirs of several that do, unless the
        user's table names the other.
        """
        if isinstance(new, NewRecord) or old == new or new in (self.options.get("values") or {}).values():
            return old == new
        return old in self.meaning_of and self.meaning_of[old] == self.meaning_of.get(new)

    def show(self, value: int | NewRecord) -> str:
        return value.name if isinstance(value, NewRecord) else self.shown.get(value, str(value))


def is_plain(term: Term) -> bool:
    """Say whether ``term`` asks for everything on one day, without a discount."""
    if len(term.lines) != 1 or term.early_discount:
        return False
    return term.lines[0].value == "percent" and term.lines[0].amount == 100
