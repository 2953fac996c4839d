"""What people write in place of a value: marks for "the same as above", and words that say that there is none.

In: a word of the file. Out: whether it is such a mark or word. Neither is a value, so it is left out and said.
"""

import re
from collections.abc import Collection

from ..folding import fold, plain
from ..vocabulary.yes_no import FALSE, TRUE
from .nothing import NOTHING

# Marks below a value, as in lists made by hand: ", '', 〃, -"-.
_DITTO_MARKS = re.compile(r"""[-–— ]{0,5}(?:["“”„″〃]|''|’’|,,|´´)[-–— ]{0,5}""")
_DITTO_SHORT = ("id.", "do.", "dto.")  # without the point they may be values
_DITTO_WORDS = frozenset(
    "idem|ditto|dito|ibidem|ebenso|ebd|wie oben|siehe oben|comme ci dessus|voir ci dessus|voir plus haut|same as above"
    "|see above|as above|come sopra|vedi sopra|igual que arriba|zie boven|als boven|jak wyzej|j w".split("|")
)
_TRUTH = TRUE | FALSE
_LONGEST = 40  # characters of a word that are looked at
_SHORTEST = 2  # letters: a word of so few may be a code, or a region, as NC is
_PLACES = frozenset("aucun nan none nil nul leer brak blank ohne sans vide nd".split())  # places, and parts of names
_OTHERS = 5  # other words that say what the words of a column are like
_MARK = 4  # letters that most of them have, beside which a single "x" is only a mark


def is_mark(word: str, words: Collection[str]) -> bool:
    """Say whether ``word`` of a column of text is a mark: an "x", or "FALSE", while the others are longer words.

    >>> is_mark("x", ("x", "Lyon", "Paris", "Lille", "Nice", "Brest")), is_mark("x", ("x", "y"))
    (True, False)
    """
    is_cross, is_truth = word in ("x", "X"), len(word) > 3 and plain(word) in _TRUTH
    if not is_cross and not is_truth:
        return False
    others = [other for other in words if other != word]
    unlike = sum(len(other) >= _MARK and plain(other[:_LONGEST]) not in _TRUTH for other in others)
    return len(others) >= _OTHERS and 2 * unlike > len(others)


def is_ditto_mark(word: str) -> bool:
    """Say whether ``word`` is a mark that repeats what stands above it.

    >>> is_ditto_mark('"'), is_ditto_mark('- " -'), is_ditto_mark('24"')
    (True, True, False)
    """
    return len(word) < 20 and _DITTO_MARKS.fullmatch(word) is not None


def is_ditto(word: str) -> bool:
    """Say whether ``word`` is such a mark, or says so in letters.

    >>> is_ditto("Idem"), is_ditto("id."), is_ditto("Id")
    (True, True, False)
    """
    return is_ditto_mark(word) or word.lower() in _DITTO_SHORT or fold(word) in _DITTO_WORDS


def says_nothing(word: str, words: Collection[str]) -> bool:
    """Say whether ``word`` of a column of text says that there is no value: "aucun", "inconnu".

    :param words: of the column: a place called so is written as the others are

    >>> says_nothing("aucun", ()), says_nothing("Aucun", ()), says_nothing("AUCUN", ("AUCUN", "LOURDES"))
    (True, False, False)
    """
    folded = fold(word)
    if not folded or folded not in NOTHING or (len(word) <= _SHORTEST and word.isalnum()):
        return False
    if folded not in _PLACES or not word.isalpha():
        return True
    capitals = sum(other.isupper() for other in words) * 2 > len(words) > 1
    return not (word.istitle() or (word.isupper() and capitals))
