"""Comparing words as people write them: one way to fold text, used by every step.

In: text of a header, a cell or a name in Odoo. Out: a form in which two spellings that a person
would call the same are equal.
"""

import re
import unicodedata

from .characters import INVISIBLE, normal, tidy

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_NOT_WORD = re.compile(r"[\W_]+")  # letters of every script stay
# Letters that NFKD leaves alone although people write them in two ways.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "°": "o"})


def clean(text: str) -> str:
    """Return ``text`` without outer spaces, inner runs of white space (no-break ones too) made one."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """Return ``text`` in lower case and without accents; punctuation stays."""
    if text.isascii() and text.isprintable():
        return text.casefold()
    text = _INVISIBLE.sub("", text)
    decomposed = normal("NFKD", text.casefold().translate(_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold(text: str) -> str:
    """Return ``text`` for comparison: lower case, no accents, anything but letters and digits a space.

    >>> fold(" N° Client* ")
    'no client'
    >>> fold("CODE_CLIENT") == fold("Code client")
    True
    """
    return _NOT_WORD.sub(" ", plain(tidy(text) if "&" in text else text)).strip()
