"""How likely a piece of text is in a language, by which letters follow each other: what encodings are told apart by.

In: a word as one encoding reads it, with the characters around it. Out: the logarithm of its likelihood in each
language, to be compared with that of the same bytes in another encoding.

A word is a chain: each letter has its share after the one before it, as counted in ``letters.json``
(``script/lib/letter_statistics.py`` makes it); a letter that the language does not have, a capital after a small
letter, two alphabets in a word, a sign where business text has none have fixed small shares. What a list of
customers holds besides words is known here: a currency beside a number, ``N°``, an apostrophe inside a name.
"""

import json
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from .languages import WORDS

_FILE = Path(__file__).with_name("letters.json")
_SCALE = 3.0  # of the figures in the file

# natural logarithms of shares that no count gives
_RARE_PAIR = -2.5  # two letters that were never seen together
_FOREIGN = -14.0  # a letter that the language does not have
_RARE_SIGN, _RAREST_SIGN = -9.5, -12.5  # one of thousands of signs that was never seen, of the usual ones or not
_ASCII_LETTER = -3.0  # a to z in a language of another alphabet
_CAPITAL_INSIDE = -7.0
_SMALL_INSIDE = -2.0  # a small letter among capitals, which programs leave that cannot turn it
_TWO_ALPHABETS = -7.0
_LETTER_BY_DIGIT = -6.0  # a single letter beside a number, where a currency stands
_KNOWN = 5.0  # a word that lists of customers often have
_IMPOSSIBLE = -30.0  # a control character, a place without a character
_ODD = -14.0  # any other sign
_DRAWING = -17.0  # lines and blocks

# languages written with signs: the national set of them, and the lead bytes of its usual half
_NATIONAL = {
    "ja": ("euc_jp", 0xA4, 0xCF),
    "zh": ("gb2312", 0xB0, 0xD7),
    "zh_hant": ("big5", 0xA4, 0xC6),
    "ko": ("euc_kr", 0xB0, 0xC8),
}
SIGN_LANGUAGES = frozenset(_NATIONAL)
_BOUNDARY = " "
_TURKISH, _NOT_TURKISH = str.maketrans({"I": "ı", "İ": "i"}), str.maketrans({"I": "i"})
# letters of Romanian, as new encodings have them and as old ones do
SAME = str.maketrans({"ș": "ş", "ț": "ţ", "Ș": "Ş", "Ț": "Ţ"})
_CURRENCIES = frozenset("€£¥₺₽₴$")
_BLANK = " \xa0\u202f\u2009\u3000"
_BLANKS = frozenset(_BLANK)
_NOT_LETTERS = frozenset("ªºµ")
# how likely signs are: after a number, elsewhere, inside a word
_BY_NUMBERS = {
    **dict.fromkeys("°º", (-5.0, -9.0, _ODD)),
    **dict.fromkeys("²³½¼¾ª", (-7.0, -10.0, -12.0)),
}
# how likely signs are: anywhere, inside a word
_SIGNS = {
    **dict.fromkeys("–—·", (-8.0, -8.0)),
    **dict.fromkeys("‘“”„«»‹›…•", (-7.5, _ODD)),
    **dict.fromkeys("§©®™×№", (-8.5, _ODD)),
    **dict.fromkeys("、。・「」『』（）－～＃＆：，．／〒々〇　０１２３４５６７８９", (-6.0, -6.0)),
}


class Shares:
    """The shares of pairs of letters in each language of a family: a row of logarithms for each pair that was met."""

    def __init__(self, languages: Sequence[str]) -> None:
        self._models = [(language, models()[language]) for language in languages]
        self._rows, self._positions = [], {}
        self._matrix: np.ndarray | None = None

    def position(self, last: str, char: str) -> int:
        """Return the number of the row for ``char`` after ``last``."""
        found = self._positions.get((last, char))
        if found is None:
            found = self._positions[last, char] = len(self._rows)
            self._rows.append([_share(shares, last, char, language) for language, shares in self._models])
            self._matrix = None
        return found

    def sums(self, positions: Sequence[int], starts: Sequence[int]) -> np.ndarray:
        """Return the sums of the rows at ``positions``, from each of ``starts`` to the next: (starts × languages)."""
        if self._matrix is None:
            self._matrix = np.array(self._rows)
        return np.add.reduceat(self._matrix[positions], starts)


@cache
def models() -> dict[str, dict[str, float]]:
    """Return {language: {one letter, or the letter before and it: logarithm of its share}}."""
    found = {}
    for language, lists in json.loads(_FILE.read_text(encoding="utf-8")).items():
        shares = {}
        for before, figures in lists.items():
            for letter, figure in zip(figures[::2], figures[1::2], strict=True):
                shares[before + letter] = -(ord(figure) - 48) / _SCALE
        found[language] = shares
    return found


def likelihoods(words: Sequence[tuple[str, str, str]], shares: Shares) -> np.ndarray:
    """Return the logarithms of the likelihood of each word in each language.

    :param words: (text without digits or delimiters, character before or "", character after or "") of each
    :param shares: of the languages
    :return: words × languages
    """
    positions, starts, fixed = [], [], []
    for text, before, after in words:
        starts.append(len(positions))
        found, alike = _walk(text, before, after, shares)
        alike += _KNOWN if text.lower() in WORDS else 0.0
        positions += found or [shares.position(_BOUNDARY, _BOUNDARY)]
        fixed.append(alike)
    return shares.sums(positions, starts) + np.array(fixed)[:, None]


def _walk(text, before, after, shares):
    """Return the rows for the letters of a word, and what is the same in all languages: signs, sizes, alphabets."""
    positions, alike = [], 0.0
    last, previous = _BOUNDARY, ""
    for position, char in enumerate(text):
        if not _is_letter(char):
            if last != _BOUNDARY:
                positions.append(shares.position(last, _BOUNDARY))
            alike += _sign(char, text, position, before, after)
            last, previous = _BOUNDARY, ""
            continue
        small = _small(char)
        positions.append(shares.position(last, small))
        if previous:
            alike += _junction(text, position, previous, char)
        last, previous = small, char
    if last != _BOUNDARY:
        positions.append(shares.position(last, _BOUNDARY))
    if len(text.strip(_BLANK)) == 1 and _is_letter(text.strip(_BLANK)) and script(text.strip(_BLANK)) != "EAST":
        alike += _LETTER_BY_DIGIT if before.isdigit() or after.isdigit() else 0.0
    return positions, alike


def _share(shares, last, letter, language):
    """Return the logarithm of the share of ``letter`` after ``last`` in a language."""
    if last == letter == _BOUNDARY:
        return 0.0
    if "I" in (last, letter) or "İ" in (last, letter):
        change = _TURKISH if language == "tr" else _NOT_TURKISH
        last, letter = last.translate(change), letter.translate(change)
    found = shares.get(last + letter)
    if found is not None:
        return found
    found = shares.get(letter)
    if found is not None:
        return found if language in SIGN_LANGUAGES else max(found + _RARE_PAIR, _FOREIGN)
    if letter == _BOUNDARY:
        return 0.0 if language in SIGN_LANGUAGES else _RARE_PAIR
    if letter.isascii():
        return _ASCII_LETTER
    return _rare_sign(letter, language) if language in SIGN_LANGUAGES else _FOREIGN


def _rare_sign(sign, language):
    """Return the share of a sign that was never seen in ``language``."""
    codec, first, last = _NATIONAL[language]
    try:
        lead = sign.encode(codec)[0]
    except UnicodeEncodeError:
        return _FOREIGN
    return _RARE_SIGN if first <= lead <= last else _RAREST_SIGN


@cache
def _small(char):
    """Return the small letter; the two capitals that Turkish turns in another way stay for ``_share``."""
    return char if char in "Iİ" else char.lower().translate(SAME)


@cache
def _is_letter(char):
    return unicodedata.category(char)[0] in "LM" and char not in _NOT_LETTERS


@cache
def script(char: str) -> str:
    """Return the alphabet of a letter, ``EAST`` for those of China, Japan and Korea."""
    name = unicodedata.name(char, "")
    first = name.split(" ", 1)[0].split("-", 1)[0]
    return "EAST" if first in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "FULLWIDTH", "HALFWIDTH") else first


def _junction(text, position, previous, char):
    """Return what is unlikely about ``char`` after ``previous`` in one word: its size, its alphabet."""
    if previous.isascii() and char.isascii():
        return 0.0
    if char.isupper() and previous.islower():
        lone = position > 1 and text[position - 2].isupper() and not previous.isascii()
        return _SMALL_INSIDE if lone else _CAPITAL_INSIDE
    found = 0.0
    if char.islower() and previous.isupper() and position > 1 and text[position - 2].isupper():
        found += _SMALL_INSIDE if not char.isascii() else _CAPITAL_INSIDE
    one, other = script(previous), script(char)
    if one != other and unicodedata.category(char)[0] != "M":
        found += _TWO_ALPHABETS
    return found


def _sign(sign, text, position, before, after):
    """Return how likely ``sign`` is at its place in business text."""
    left = text[position - 1] if position else before
    right = text[position + 1] if position + 1 < len(text) else after
    if sign in _CURRENCIES:
        if left in _BLANKS:
            left = (text[position - 2] if position > 1 else before) if position else before
        if left.isdigit() or right.isdigit():
            return -2.0
        return _ODD if _inside(left, right) else -11.0 if _is_letter_at(left) or _is_letter_at(right) else -7.0
    if sign in _BLANKS:
        return -1.5 if left.isdigit() and right.isdigit() else -12.0 if _inside(left, right) else -6.0
    return _other_sign(sign, text[:position], left, right)


def _other_sign(sign, start, left, right):
    """Return how likely a sign is that is no currency and no blank; ``start`` is what the word holds before it."""
    inside = _inside(left, right)
    if sign in "’´`":
        if inside and sign == "’":
            return -5.0
        return -9.0 if _is_letter_at(left) or _is_letter_at(right) else _ODD
    if sign in "°º" and start in ("n", "N"):
        return 0.0
    if sign in _BY_NUMBERS:
        usual, elsewhere, inside_word = _BY_NUMBERS[sign]
        return usual if left.isdigit() else inside_word if inside else elsewhere
    if sign in "¿¡":
        return -7.0 if _is_letter_at(right) and not _is_letter_at(left) else _ODD
    usual, inside_word = _SIGNS.get(sign) or (_rest(sign), _rest(sign))
    return inside_word if inside else usual


@cache
def _rest(sign):
    category = unicodedata.category(sign)
    if category in ("Cc", "Cn", "Co", "Cs"):
        return _IMPOSSIBLE
    return _DRAWING if "\u2190" <= sign <= "\u25ff" else _ODD


def _inside(left, right):
    return _is_letter_at(left) and _is_letter_at(right)


def _is_letter_at(char):
    return bool(char) and _is_letter(char)
