"""In which encoding a text file is, found by what the text then says.

In: the bytes. Out: the name of Python's codec, and how sure that is.

A byte-order mark or valid UTF-8 settles it. Otherwise every word that holds a byte above 127 is read
in each candidate encoding, and the reading wins in which most words look like words of one language:
one alphabet, letters of that language only, capitals where capitals stand, no symbol inside a word, a
currency sign beside a number. Evidence is taken from the whole file, because the first accent of a
long file may stand far down. Nothing is ever replaced: a byte that does not fit is an error that
names its line.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

import charset_normalizer
import numpy as np

from ..message import FileError
from ..words import plain
from .languages import ALPHABETS, CANDIDATES, MARKERS, WORDS

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PIECE = 2**20
_SAMPLE = 2**15
_PLACES = 8000  # bytes above 127 that are looked at, spread over the whole file
_SNIPPETS = 1000  # distinct pieces of text that are judged
_SHOWN = 80  # characters of a line in a message
_WINDOW = 40  # bytes on each side of such a byte
_SURE = 0.75  # share of plausible words from which a reading is believed
_CELL_END = re.compile(rb"[;|\"^\t\r\n]")
_ITEM = re.compile(r"(?P<word>[^\W\d_]+)|(?P<sign>[^\x00-\x7f])")
_ASCII_WORD = re.compile(rb"[A-Za-z]+(?:\.[A-Za-z]+)*")
_BROKEN = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_SPACES = "\xa0\u202f\u2009"
_CURRENCIES = "€£₺₽"
_SIGNS = frozenset("€£§©®™°ºª’‘“”„«»–—…•·²³×½¼¾¿¡№₺₽" + _SPACES)


@dataclass(frozen=True)
class Encoding:
    """How the bytes of a file are to be read.

    :param name: Python's name of the codec; ``utf-8-sig`` and ``utf-16`` are those with a byte-order mark
    :param sure: whether the text that comes out is beyond doubt
    """

    name: str
    sure: bool = True


def find_encoding(content, filename, encoding=None):
    """Return the encoding in which ``content`` reads as text.

    :param bytes content: the whole file
    :param str filename: for the sentences
    :param encoding: the user's choice, which beats every judgement, or ``None``
    :rtype: Encoding
    :raises FileError: ``unknown_encoding``, or ``undecodable`` with the line where the text stops making sense
    """
    if encoding:
        return _chosen(content, filename, encoding)
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _checked(content, filename, name)
    wide = _utf16_without_mark(content)
    if wide:
        return _checked(content, filename, wide)
    broken = first_undecodable(content, "utf-8")
    if broken is None:
        return Encoding("utf-8")
    if _is_mostly_utf8(content, broken):
        raise _undecodable(content, filename, "utf-8", broken)
    return _judge(content, filename)


def first_undecodable(content, name):
    """Return the offset of the first byte that ``name`` cannot decode, ``None`` when it decodes all; bounded memory."""
    decoder = codecs.getincrementaldecoder(name)()
    pending = 0
    for start in range(0, len(content), _PIECE):
        piece = content[start : start + _PIECE]
        try:
            decoder.decode(piece, final=start + _PIECE >= len(content))
        except UnicodeDecodeError as error:
            return max(start - pending + error.start, 0)
        except UnicodeError:  # UTF-16 that does not say at its start in which order its bytes are
            return 0
        pending = len(decoder.getstate()[0])
    return None


def _chosen(content, filename, encoding):
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
        codecs.getincrementaldecoder(name)
        b"x".decode(name, "backslashreplace")  # which encodings for other purposes, such as domain names, refuse
    except (LookupError, TypeError, ValueError) as error:
        raise FileError("unknown_encoding", encoding=encoding) from error
    if content.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"  # a spreadsheet saved the file anew: the mark means nothing in any other encoding
    return _checked(content, filename, name)


def _checked(content, filename, name):
    broken = first_undecodable(content, name)
    if broken is not None:
        raise _undecodable(content, filename, name, broken)
    return Encoding(name)


def _undecodable(content, filename, name, offset):
    """Return the error that names the line of the byte at ``offset``."""
    before = content[:offset].decode(name, "replace") if "16" in name or "32" in name else None
    line = 1 + (before.count("\n") if before is not None else content.count(b"\n", 0, offset))
    start = content.rfind(b"\n", 0, offset) + 1
    bytewise = "latin-1" if before is not None else name
    text = content[start : start + 8 * _SHOWN].decode(bytewise, "backslashreplace").replace("\0", "").strip()
    text = "".join(text.splitlines()[:1])[:_SHOWN]
    return FileError("undecodable", filename=filename, encoding=name, line=line, text=text)


def _utf16_without_mark(content):
    """Return the codec of UTF-16 text that lacks its mark: every other byte of Latin text is zero."""
    head = content[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) <= len(head) / 4:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_mostly_utf8(content, broken):
    """Tell whether most accents around the byte at ``broken`` are UTF-8: a file glued together, or cut in a letter."""
    pieces = content[:_SAMPLE], content[max(broken - _SAMPLE, _SAMPLE) : broken + _SAMPLE]
    text = "".join(piece.decode("utf-8", "surrogateescape") for piece in pieces)
    wrong = len(_BROKEN.findall(text))
    return len(_BEYOND_ASCII.findall(text)) - wrong >= max(wrong, 1)


def _judge(content, filename):
    """Return the single-byte encoding whose reading is the most plausible."""
    snippets = _snippets(content)
    evidence = _marker_evidence(content)
    scores = {}
    for rank, (name, languages) in enumerate(CANDIDATES.items()):
        items = _items(snippets, name)
        if items:
            scores[name] = _plausibility(items, languages, evidence) - rank / 1000
    for name in sorted(scores, key=scores.get, reverse=True):
        if first_undecodable(content, name) is None:
            return Encoding(name) if scores[name] >= _SURE else _with_help(content, name)
    return _with_help(content, "") or _fail(content, filename)


def _fail(content, filename):
    raise _undecodable(content, filename, "utf-8", first_undecodable(content, "utf-8"))


def _with_help(content, best):
    """Return what charset-normalizer finds where no reading of ours convinces (Asian files), else ``best``, unsure."""
    match = charset_normalizer.from_bytes(content[: 2**16]).best()
    if match is not None and match.multi_byte_usage > 0.3:
        name = codecs.lookup(match.encoding).name
        if first_undecodable(content, name) is None:
            return Encoding(name, sure=False)
    return Encoding(best, sure=False) if best else None


def _snippets(content):
    """Return distinct pieces of text around bytes above 127, cut at the ends of cells, from all over the file."""
    places = []
    for start in range(0, len(content), _PIECE):
        piece = np.frombuffer(content, dtype=np.uint8, count=min(_PIECE, len(content) - start), offset=start)
        found = np.flatnonzero(piece > 127)
        step = 1 + len(found) * (1 + len(content) // _PIECE) // _PLACES
        places.extend(found[::step] + start)
    snippets = {}
    for place in places:
        left = _CELL_END.split(content[max(place - _WINDOW, 0) : place])[-1]
        right = _CELL_END.split(content[place : place + _WINDOW], maxsplit=1)[0]
        snippets[left + right] = None
    step = 1 + len(snippets) // _SNIPPETS
    return list(snippets)[::step]


def _items(snippets, name):
    """Return the distinct words and signs beyond ASCII in ``snippets`` read as ``name``, with their neighbours.

    :return: set of (text, character before, character after), empty when the bytes are not possible in ``name``
    """
    items = set()
    for snippet in snippets:
        try:
            text = snippet.decode(name)
        except UnicodeDecodeError:
            return set()
        for match in _ITEM.finditer(text):
            if match.group().isascii():
                continue
            before = text[match.start() - 1] if match.start() else ""
            after = text[match.end() : match.end() + 1]
            if before == " " and match.group() in _CURRENCIES:
                before = text[: match.start()].rstrip()[-1:]
            items.add((match.group(), before, after))
    return items if not any(unicodedata.category(char) in ("Cc", "Cn") for item in items for char in item[0]) else set()


def _plausibility(items, languages, evidence):
    """Return how much ``items`` look like text in one of ``languages``: 0 to 1, a little more where words are known.

    A word in the letters of another of the languages counts nearly as much: customers live everywhere.
    """
    shared = [(_sign_plausibility(*item) if not item[0][0].isalpha() else _form_plausibility(*item)) for item in items]
    family = frozenset().union(*(ALPHABETS[language] for language in languages))
    best = 0.0
    for language in languages:
        alphabet, words = frozenset(ALPHABETS[language]), WORDS[language]
        total, known = 0.0, 0
        for (text, before, _after), form in zip(items, shared, strict=True):
            if not text[0].isalpha():
                total += form
                known += text == "°" and before in ("n", "N")
                continue
            letters = {char for char in text.lower() if char > "\x7f"}
            total += form * (1.0 if letters <= alphabet else 0.9 if letters <= family else 0.0)
            known += text.lower() in words
        best = max(best, total / len(items) + 0.05 * min(known, 4) + evidence.get(language, 0.0))
    return best


def _form_plausibility(word, before, after):
    """Return 0 to 1: capitals only where they stand in words, one script, a vowel, no digit beside a single letter."""
    if not (word.islower() or word.isupper() or word[1:].islower() or word[:2] in ("Mc", "De", "La", "Le")):
        return 0.0
    latin = [char for char in word if "LATIN" in unicodedata.name(char, "")]
    if latin and len(latin) < len(word):
        return 0.0
    if len(word) == 1:
        return 0.0 if before.isdigit() or after.isdigit() else 0.5 if word.lower() not in "àéèóåö" else 0.9
    if latin and not word.isupper() and len(word) > 3 and not set(plain(word)) & set("aeiouy"):
        return 0.3
    return 1.0


def _sign_plausibility(sign, before, after):
    """Return 0 to 1: whether ``sign`` is one that business text has, at a place where it has it."""
    if sign not in _SIGNS:
        return 0.0
    inside = before.isalpha() and after.isalpha()
    if sign in _SPACES:
        return 0.5 if inside else 1.0
    if sign in _CURRENCIES:
        return 1.0 if before.isdigit() or after.isdigit() else 0.0 if inside else 0.7
    if inside:
        return 1.0 if sign in "’–—·" else 0.0
    if sign in "½¼¾²³":
        return 1.0 if before.isdigit() or before == "m" else 0.2
    if sign in "¿¡":
        return 1.0 if after.isalpha() and not before.isalnum() else 0.0
    if sign in "‘“”«»„…•":
        return 0.8
    if sign in "§£$©™":
        return 0.5
    return 1.0


def _marker_evidence(content):
    """Return per language a small bonus for its ordinary words in the file, for where letters alone cannot tell."""
    words = {word.lower().replace(b".", b"").decode("ascii") for word in _ASCII_WORD.findall(content[: 2**16])}
    return {language: 0.01 * min(len(words & markers), 3) for language, markers in MARKERS.items()}
