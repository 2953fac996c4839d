"""Letters that were lost before the file was made: "SociÃ©tÃ©", "Soci\ufffdt\ufffd", "Soci?t?".

In: the bytes of a text, or the cells of a sheet. Out: where the first such letter is. Which letter it was is no more to
be known for sure, so nothing is repaired; one sentence says it.
"""

import re
from collections.abc import Sequence

# UTF-8 taken for Windows-1252 and written as UTF-8 again ("Ã©", "â€™", "Ã‰"), and the sign for a lost character
_SIGNS = ("Â\u00a0", "Ã\u00a0", "â€", "\ufffd", *(f"Ã{char}" for char in "‰€‡ˆŠ‹Œ"))
_IN_UTF8 = (b"\xc3\x82\xc2", b"\xc3\x83\xc2", *(sign.encode() for sign in _SIGNS[2:]))
_IN_TEXT = re.compile("[ÂÃ][\u0080-\u00bf]|" + "|".join(map(re.escape, _SIGNS[2:])))
# the same in Windows-1252: letters of UTF-8 in a file of which most is not
_TAKEN_FOR_WESTERN = re.compile(
    rb"\xc3[\xa0\xa2\xa4\xa7-\xab\xae\xaf\xb1\xb3\xb4\xb6\xb9\xbb\xbc]|\xe2\x80[\x93\x94\x99]|\xc2\xb0"
)
_WESTERN = ("cp1252", "iso8859-15")
# A program that could not write a letter put a question mark: "Soci?t?", "L?Atelier". In an address of a web site it
# stands before "name=".
_MARK = r"\?(?<=[A-Za-z]\?)(?=[A-Za-z])(?![\w.%-]{0,40}=)"
_MARKS, _MARKS_IN_BYTES = re.compile(_MARK, re.ASCII), re.compile(_MARK.encode())
_LOOKED_AT = 20_000  # rows of a sheet


def first_lost(content: bytes, codec: str) -> int:
    """Return where in ``content`` the first letter is that was lost before, -1 without one."""
    places = [found.start() for found in [_MARKS_IN_BYTES.search(content)] if found]
    if codec == "utf-8":
        places += [content.find(sign) for sign in _IN_UTF8]
    elif codec in _WESTERN:
        places += [found.start() for found in [_TAKEN_FOR_WESTERN.search(content)] if found]
    return min((place for place in places if place >= 0), default=-1)


def first_row_lost(values: Sequence[Sequence[object]]) -> int:
    """Return the number, from 0, of the first row of ``values`` with such a letter, -1 without one."""
    for number, row in enumerate(values[:_LOOKED_AT]):
        text = "\n".join([cell for cell in row if type(cell) is str])
        if (not text.isascii() and _IN_TEXT.search(text)) or ("?" in text and _MARKS.search(text)):
            return number
    return -1
