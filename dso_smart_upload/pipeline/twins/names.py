"""Names of companies, compared as a person compares them: without legal forms, small words and abbreviations.

In: a name as a program writes it. Out: a ``Name``, and how far two of them agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from ..bounds import LONGEST_WORD
from ..folding import fold
from ..vocabulary import companies

SAME, NEAR, UNLIKE, OTHER = "same", "near", "unlike", "other"  # how far two names agree

_MOST_WORDS = 12  # of a name that are compared
_SHORTEST_CUT = 3  # letters of an abbreviated word: "transp" of "transports"
_LONG, _VERY_LONG = 5, 9  # letters of a word that may have one wrong, or two
_ALIKE = 60  # per cent of letters in common from which two names are not of two companies for sure


@dataclass(frozen=True)
class Name:
    """The name of a company.

    :param words: what tells it apart, folded, as they are compared
    :param forms: legal forms that stand in it
    """

    words: tuple[str, ...]
    forms: frozenset[str] = frozenset()

    @cached_property
    def key(self) -> str:
        """What two spellings of one name share: no spaces, any order of the words."""
        return "".join(sorted(self.words))

    @cached_property
    def glued(self) -> str:
        """The words in their order, without spaces."""
        return "".join(self.words)


@lru_cache(maxsize=2**15)
def read_name(text: str) -> Name:
    """Return the ``Name`` that ``text`` writes.

    >>> read_name("S.A.R.L. Ets Dupont & Fils") == read_name("Etablissements DUPONT ET FILS, SARL")
    True
    """
    words = _joined_letters(fold(text[:LONGEST_WORD]).split()[: 2 * _MOST_WORDS])
    words, forms = _without_forms(words)
    written = companies().words
    last = len(words) - 1
    kept = [
        _without_umlauts(written.get(word, word))
        for at, word in enumerate(words)
        if word not in companies().small or (len(word) == 1 and at in (0, last))  # an initial, no "y" or "e"
    ]
    return Name(tuple(kept or words)[:_MOST_WORDS], forms)


def _without_umlauts(word):
    """Return a word in which "mueller" and "müller" are the same."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _joined_letters(words: Sequence[str]) -> list[str]:
    """Join runs of single letters: "s a r l" is "sarl"."""
    joined: list[str] = []
    single = False
    for word in words:
        is_letter = len(word) == 1 and word.isalpha()
        if single and is_letter:
            joined[-1] += word
        else:
            joined.append(word)
        single = is_letter
    return joined


@cache
def _longest_form() -> int:
    return max(map(len, companies().forms))


def _without_forms(words: Sequence[str]) -> tuple[list[str], frozenset[str]]:
    """Return words without legal forms, and those; a name that is nothing but legal forms keeps its words."""
    forms, kept, found, at = companies().forms, [], set(), 0
    while at < len(words):
        for length in range(min(_longest_form(), len(words) - at), 0, -1):
            if form := forms.get(tuple(words[at : at + length])):
                found.add(form)
                at += length
                break
        else:
            kept.append(words[at])
            at += 1
    return (kept, frozenset(found)) if kept else (list(words), frozenset())


def compare(one: Name, other: Name) -> str:
    """Return how far two names agree.

    :return: ``SAME``: spelt in two ways; ``NEAR``: words cut short or misspelt, or one left out; ``UNLIKE``: perhaps
        of one company; ``OTHER``: of two
    """
    if not one.words or not other.words:
        return UNLIKE
    if one.glued == other.glued or one.key == other.key:
        return SAME
    shorter, longer = sorted((one.words, other.words), key=len)
    left = list(longer)
    alike = sum(_take(left, word) for word in shorter)
    if alike == len(shorter) and len(left) <= (alike > 1) and not any(word.isdecimal() for word in left):
        return NEAR
    if ratio(one.glued, other.glued) >= _SURE and _numbers(one) == _numbers(other) and len(one.glued) >= _VERY_LONG:
        return NEAR
    if alike or ratio(one.glued, other.glued) >= _ALIKE or _are_initials(shorter, longer):
        return UNLIKE
    return OTHER


_SURE = 92  # per cent of letters in common from which two long names are the same one misspelt


def _numbers(name):
    return sorted(word for word in name.words if word.isdecimal())


def _take(words: list[str], word: str) -> bool:
    """Take the word that ``word`` may be from ``words``; say whether there is one."""
    for number, other in enumerate(words):
        if _is_like(word, other):
            del words[number]
            return True
    return False


@lru_cache(maxsize=2**14)
def _is_like(one: str, other: str) -> bool:
    """Say whether two words may be one, cut short or misspelt."""
    if one == other:
        return True
    if one.isdecimal() or other.isdecimal():
        return False
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _SHORTEST_CUT and longer.startswith(shorter):
        return True
    wrong = 0 if len(shorter) < _LONG else 1 if len(shorter) < _VERY_LONG else 2
    return bool(wrong) and OSA.distance(one, other, score_cutoff=wrong) <= wrong


def _are_initials(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Say whether the one word of a name is made of the initials of another: "IBM"."""
    return len(shorter) == 1 and len(longer) > 1 and shorter[0] == "".join(word[0] for word in longer)
