"""Yes and no, in the languages and signs of the programs that write them."""

from ..folding import plain
from ..vocabulary.yes_no import NO, NO_NUMBERS, YES, YES_NUMBERS
from .base import Cell, Converter, bad


class Boolean(Converter):
    """True or False."""

    def read(self, word: str, country: str) -> Cell:
        key = plain(word).strip(" .").replace(",", ".")
        if key in YES or key in YES_NUMBERS:
            return Cell(True)
        if key in NO or key in NO_NUMBERS:
            return Cell(False)
        return bad("invalid_boolean", word)

    def show(self, value: bool) -> str:
        return "yes" if value else "no"
