"""Yes and no, in the languages and signs of the programs that write them."""

from ..words import plain
from .base import Cell, Converter, bad

_YES = frozenset(
    "1 1.0 -1 oui o yes y true t vrai v ja j wahr w si s sim verdadeiro vero verdadero x xx on ok waar tak"
    " ✓ ✔ ☑ √ ✅".split()
)
_NO = frozenset("0 0.0 non no n false f faux nein falsch nao falso off onwaar nee nie ✗ ✘ ☐ ❌".split())


class Boolean(Converter):
    """True or False."""

    def read(self, word, country):
        key = plain(word).strip(" .").replace(",", ".")
        if key in _YES:
            return Cell(True)
        if key in _NO:
            return Cell(False)
        return bad("invalid_boolean", word)

    def show(self, value):
        return "yes" if value else "no"
