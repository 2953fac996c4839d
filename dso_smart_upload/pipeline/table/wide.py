"""Whether bytes are UTF-16 or UTF-32 text without its mark, and in which order their bytes are.

In: the bytes of a file. Out: the name of Python's codec, "" for anything else.

Lists of customers hold ends of lines, blanks and digits in every language. Read in the right width and order these
are characters of ASCII; in any other they are signs that no list has, places without a character, or zeros.
"""

import unicodedata
from functools import cache

_HEAD = 4096
_CODECS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_LEAST_ASCII = 0.04  # share of the characters
_USUAL = frozenset("\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f")


def wide_codec(content: bytes) -> str:
    """Return ``utf-16-le``, ``utf-16-be``, ``utf-32-le`` or ``utf-32-be`` where ``content`` is such text, else "".

    :param content: the whole file, or its start
    """
    head = content[:_HEAD]
    if b"\0" not in head:
        return ""
    return next((name for name in _CODECS if _is_text(head, name)), "")


def _is_text(head, name):
    unit = 4 if "32" in name else 2
    try:
        text = head[: len(head) // unit * unit].decode(name)
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:  # elsewhere a pair that the end of the head cuts
            return False
        text = head[: error.start].decode(name)
    text = text.rstrip("\0\x1a")
    if not text or not all(map(_is_usual, set(text))):
        return False
    ascii_count = sum(char < "\x80" for char in text)
    return ascii_count >= _LEAST_ASCII * len(text) and ascii_count >= 1


@cache
def _is_usual(char):
    return char in _USUAL or unicodedata.category(char) not in ("Cc", "Cn", "Co", "Cs")
