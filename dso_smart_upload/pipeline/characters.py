"""Characters: the one place where text that looks the same is made the same.

In: text of a cell, a header or a name in Odoo. Out: ``tidy``, as it is stored (nothing invisible, composed, HTML
entities as what they stand for, without the marks that keep a value text in a spreadsheet); ``narrow``, for values made
of letters and digits of the alphabet; ``look``, for comparing.
"""

import re
import unicodedata
from functools import cache
from html.entities import html5, name2codepoint
from typing import Literal

# What nobody sees: controls, soft hyphen, joiners and fillers, marks of direction, byte-order mark, selectors, tags.
_JOINERS = "\u200c\u200d"
INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
NAMELESS = "\u00a4"  # the sign of any currency; before the sign of one that is not known
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
# Joiners belong to the spelling between letters of scripts that join them, from Arabic to Mongolian, and in emoji,
# whose
# form selectors and tags choose too.
_JOINED = re.compile("[\u0600-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]")
_EMOJI = re.compile("[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]")
_OF_EMOJI = re.compile("[\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]")
_LINES = re.compile("\r\n?|[\x0b\x0c\u2028\u2029]")
_SPACES = re.compile("[\x1c-\x1f\x85]")
# C1 controls are the signs of Windows-1252 that were read as Latin-1.
_OF_WINDOWS = {
    number: bytes([number]).decode("windows-1252", "ignore") or None for number in range(0x80, 0xA0) if number != 0x85
}

_ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
_DEPTH = 3  # how often entities may have been made of entities

_LONGEST_SEQUENCE = 16  # selectors and tags behind one emoji; a flag of a region has seven
_MOST_MARKS = 30  # on one letter: Unicode's Stream-Safe Text Format, UAX 15, section 13

_FORMULA = re.compile(r'= ?"([^"]*(?:""[^"]*)*)"')
_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "‘": "’", "’": "’", "‚": "‘’",
"‹": "›",
           "'": "'", "`": "`´'", "´": "´", "＂": "＂"}  # fmt: skip
_APOSTROPHES = "'’‘`´‛＇"

# Forms of a letter or digit that look the same but for their width or the font; a small raised 2 is no 2.
_ALIKE = ("<wide>", "<narrow>", "<font>", "<noBreak>", "<compat>", "<small>", "<initial>", "<medial>", "<final>",
          "<isolated>")  # fmt: skip
HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d"


def visible(text: str) -> str:
    """Return ``text`` without the characters that nobody sees, those that separate words or lines as space or "\\n".

    >>> visible("\\u202aK06\\u200bA\\u202c\\ufeff"), visible("a\\x0cb")
    ('K06A', 'a\\nb')
    """
    if text.isprintable() and (text.isascii() or not _INVISIBLE.search(text)):
        return text
    text = _SPACES.sub(" ", _LINES.sub("\n", text)).translate(_OF_WINDOWS)
    return _INVISIBLE.sub(_kept, text)


def _kept(found):
    """Return the invisible character that was found where it belongs to the one before it, "" elsewhere."""
    char, text, at = found[0], found.string, found.start()
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if char in _JOINERS and _JOINED.match(before) and _JOINED.match(after):
        return char
    if char == "\ufe0f" and after == "\u20e3":  # the digit on a key
        return char
    is_part = _OF_EMOJI.match(char) and (_EMOJI.match(before) or _OF_EMOJI.match(before))
    if not is_part:
        return ""
    if char == "\u200d":
        return char if _EMOJI.match(after) else ""
    start = at
    while start and at - start < _LONGEST_SEQUENCE and _OF_EMOJI.match(text[start - 1]):
        start -= 1
    return char if start and _EMOJI.match(text[start - 1]) else ""


def normal(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Return ``text`` in a normal form of Unicode, without the accents beyond 30 on one letter.

    No writing has so many, and sorting them takes the square of their number.
    """
    if len(text) > _MOST_MARKS and not text.isascii():
        text = _many_marks().sub(lambda found: found[0][:_MOST_MARKS], text)
    return unicodedata.normalize(form, text)


@cache
def _many_marks():
    """Return the pattern of more combining marks than ``normal`` keeps."""
    marks = "".join(char for char in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(char))
    return re.compile(f"[{marks}]{{{_MOST_MARKS + 1},}}")


def tidy(text: str) -> str:
    """Return a cell as it is meant, and stored: see the module.

    >>> tidy('="00500501"'), tidy("Dupont &amp; Fils"), tidy("AT&T &copy"), tidy("e\\u0301")
    ('00500501', 'Dupont & Fils', 'AT&T &copy', 'é')
    """
    text = text.strip()
    if text.isascii() and text.isprintable() and "&" not in text and text[:1] != "=":
        return text
    for _time in range(_DEPTH):
        if "&" not in text or (plainer := _ENTITY.sub(_entity, text)) == text:
            break
        text = plainer
    text = normal("NFC", visible(text)).strip()
    formula = _FORMULA.fullmatch(text) if text[:1] == "=" else None
    return formula[1].replace('""', '"').strip() if formula else text


def _entity(found):
    """Return the character an HTML entity stands for; the entity itself where that is not sure."""
    decimal, hexadecimal, name = found.groups()
    if name:
        return _entities().get(name, found[0])
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if not number or number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return found[0]
    return chr(number)


@cache
def _entities():
    """Return the characters of the named entities that stand in names and addresses: letters, signs, spaces."""
    signs = {name.removesuffix(";"): chars for name, chars in html5.items() if name.endswith(";") and len(chars) == 1}
    letters = {name: char for name, char in signs.items() if char.isascii() or (char.isalpha() and len(name) > 3)}
    latin = {name: chr(number) for name, number in name2codepoint.items()}
    return {**letters, **latin}


_FORMULA_NUMBER = re.compile(r"=[ +]{0,3}\d[\d ().\-/]{0,30}")


def bare(text: str) -> str:
    """Return a code, number, address or the like without quotes around it and without an apostrophe in front.

    A number that a spreadsheet was to take as a formula is bare without its sign: "=+33472000005".

    >>> bare("'00123"), bare("“K01”"), bare("'K01'"), bare("O'Neil"), bare('24"')
    ('00123', 'K01', 'K01', "O'Neil", '24"')
    """
    for _time in range(_DEPTH):
        if not text or text[0].isalnum():
            return text
        if text[0] in _QUOTES and len(text) > 1 and text[-1] in _QUOTES[text[0]]:
            text = tidy(text[1:-1])
        elif text[0] in _APOSTROPHES:
            text = text[1:].strip()
        elif _FORMULA_NUMBER.fullmatch(text):
            return text[1:].strip()
    return text


def without_guard(text: str) -> str:
    """Return text without the apostrophe that programs put before what a spreadsheet would take for a formula.

    >>> without_guard("'=Egal"), without_guard("'+33 4"), without_guard("'T Hart"), without_guard("'-' & Co")
    ('=Egal', '+33 4', "'T Hart", "'-' & Co")
    """
    if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") and len(text) > 2 and not _is_closed(text[1:]):
        return text[1:]
    return text


def _is_closed(text):
    """Say whether a quote that was opened before ``text`` is closed in it: an apostrophe that is between no letters."""
    return re.search(r"'(?!\w)", text) is not None


def narrow(text: str) -> str:
    """Return ``text`` with letters and digits of full width, and digits of other scripts, as those of ASCII.

    >>> narrow("０１２３－４ａ＠ｂ．ｊｐ"), narrow("٠١٢"), narrow("m²")
    ('0123-4a@b.jp', '012', 'm²')
    """
    return text if text.isascii() else "".join(map(_narrow, text))


@cache
def _narrow(char):
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if unicodedata.east_asian_width(char) == "F":
        return unicodedata.normalize("NFKC", char)
    return "-" if char in HYPHENS else char


def look(text: str) -> str:
    """Return ``text`` for comparing codes and the like: equal where two texts look the same, in any case.

    >>> look("Ｋ０１\\u2011ﬁ") == look("k01-FI"), look("A²") == look("A2")
    (True, False)
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    same = "".join(map(_alike, normal("NFC", _INVISIBLE.sub("", text))))
    return " ".join(normal("NFC", _same_case(same)).split())


# Small letters that have their capitals in common with others.
_SMALL = str.maketrans({"\u00df": "ss", "\u1e9e": "ss", "\u03c2": "\u03c3"})


def _same_case(text):
    """Return ``text`` in small letters."""
    return "".join(map(str.lower, text.translate(_SMALL)))


@cache
def _alike(char):
    if char in HYPHENS:
        return "-"
    return unicodedata.normalize("NFKC", char) if unicodedata.decomposition(char).startswith(_ALIKE) else char


# -- the key of codes in the database --

SPACES = "\t-\r\x1c-\x20\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
GUARDS = "\"'=`\u00ab\u00b4\u00bb\u2018-\u201f\u2039\u203a\uff02\uff07"
NOT_IN_KEY = SPACES + GUARDS + INVISIBLE.removeprefix("\x00-\x08").removesuffix("\ufffe\uffff") + "\x01-\x08"
_NOT_IN_KEY = re.compile(f"[\0{NOT_IN_KEY}\ufffe\uffff]")  # the database has none of these three
_HYPHENS = str.maketrans(dict.fromkeys(HYPHENS, "-"))
# What databases make of I and \u0130 differs with their locale: in Turkish the small I has no dot. To the key all
# of them are an i, and the dot that Unicode puts above a letter is nothing.
DOTTED = "\u0131\u0130"
DOT = "\u0307"
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ" + DOTTED, "abcdefghijklmnopqrstuvwxyz" + "ii", DOT)


def database_keys(code: str) -> list[str]:
    """Return the keys that the database may have for ``code`` in any case, the one of Unicode's lower case first.

    Codes that look the same share one; others may share it too. A database of the locale C lowers only A to Z.
    """
    same = normal("NFKC", _NOT_IN_KEY.sub("", code)).translate(_HYPHENS)
    forms = ["".join(map(str.lower, same))]
    if not code.isascii():
        upper = normal("NFKC", same.upper())
        forms += [same, upper, "".join(map(str.lower, upper)), same.lower(), _same_case(same), normal("NFC", forms[0])]
        forms += [form.replace("\u03c3", "\u03c2") for form in forms if "\u03c3" in form]
    forms += [form.replace("ss", "\u00df") for form in forms if "ss" in form]  # the capitals of both are the same
    return list(dict.fromkeys(form.translate(_LOWER).lstrip("0") for form in forms))
