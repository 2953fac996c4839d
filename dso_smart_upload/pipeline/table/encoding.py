"""In which encoding a text file is, found by what the text then says.

In: the bytes. Out: the name of Python's codec, how sure that is, and which other reading is possible.

A byte-order mark or valid UTF-8 settles it, and so do the zeros of UTF-16 and UTF-32 and the escapes of ISO-2022.
Otherwise every word that holds a byte above 127 is read in each candidate encoding. Encodings that read all bytes of
the file alike are one reading. How likely a reading is, ``letters`` says: by which letters follow each other in the
languages that are written in it, and by the signs that business text has. The likeliest wins; it is sure only where
every other one is much less likely, and where it is text at all. Evidence is taken from the whole file, because the
first accent of a long file may stand far down. Nothing is ever replaced: a byte that does not fit is an error that
names its line.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from ..bounds import shortened
from ..message import FileError
from .languages import ASIAN, CANDIDATES, FAMILIES, RARITY, USUAL_RARITY
from .letters import SAME, Shares, likelihoods, script
from .wide import wide_codec

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPES = ((b"\x1b$B", "iso2022_jp_2"), (b"\x1b$@", "iso2022_jp_2"), (b"\x1b$)C", "iso2022_kr"))
_PIECE = 2**20
_SAMPLE = 2**15
_PLACES = 4000  # bytes above 127 that are looked at, spread over the whole file
_LINES = 1000  # distinct lines around them
_LONGEST = 1000  # bytes on each side of a place in a long line
_MOST = 2**18  # bytes of all lines
_LINE_FEED = 10
_TRIAL, _JUDGED = 40, 400  # distinct words from which readings are sorted out, and judged
_FIRST = 8  # readings that are judged
_WORDS = 150  # words without accents that tell the language
_SHOWN = 80  # characters of a line in a message
# by which a sure reading is likelier than the next, as a natural logarithm: for any, for each word, for many
_MARGIN, _MARGIN_WORD, _MARGIN_MOST = 5.0, 1.5, 12.0
_MARGIN_SIGNS = 5.0  # more for a reading in thousands of signs, most of which are rare
_LEAST, _LEAST_SIGN = -6.0, -11.0  # likelihood of a sure reading for each letter, for each sign of Asia
_UNUSUAL = 3.0  # by which a language is less likely in an encoding that others are written in
_WEIGHT = 0.15  # of words without accents for the language, of which many are names
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "THAI", "EAST")
_CHANCE = 16  # bytes above 127 that may be valid UTF-8 by chance
_LAST_OF_TWO = 0xDF  # the last first byte of the letters of two bytes
_TRUST = -3.0  # a reading this much likelier than UTF-8 is possible
_MAIN = 0.9  # share of the words that are in the language of the list
_ASCII = bytes(range(128))
_SPAN = re.compile(r"[A-Za-z\x80-\U0010ffff]{1,200}")
_SAFE = re.compile(rb"[\x00-\x2f;]")  # bytes that are no part of a character of several
_ASCII_WORD = re.compile(rb"[A-Za-z]{3,20}")
_BROKEN = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True)
class Encoding:
    """How the bytes of a file are to be read.

    :param name: Python's name of the codec; ``utf-8-sig`` and ``utf-16`` are those with a byte-order mark
    :param sure: whether the text that comes out is beyond doubt
    :param other: name of the codec of the next likely reading where it is not, "" for none
    """

    name: str
    sure: bool = True
    other: str = ""


@dataclass(frozen=True)
class Reading:
    """One way to read the words of a file, which several encodings may share.

    :param name: the most usual of these encodings
    :param languages: those that are written in them
    :param words: (text, character before, character after) of each distinct word beyond ASCII, tuple
    :param rarity: how rare the encoding is, see ``languages``
    """

    name: str
    languages: tuple[str, ...]
    words: tuple[tuple[str, str, str], ...]
    rarity: float


def find_encoding(content: bytes, filename: str, encoding: str | None = None) -> Encoding:
    """Return the encoding in which ``content`` reads as text.

    :param content: the whole file
    :param filename: for the sentences
    :param encoding: the user's choice, which beats every judgement, or ``None``
    :raises FileError: ``unknown_encoding``, or ``undecodable`` with the line where the text stops making sense
    """
    if encoding:
        return _chosen(content, filename, encoding)
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _checked(content, filename, name)
    wide = wide_codec(content)
    if wide:
        return _checked(content, filename, wide)
    for escape, name in _ESCAPES if b"\x1b" in content else ():
        if escape in content and first_undecodable(content, name) is None:
            return Encoding(name)
    broken = first_undecodable(content, "utf-8")
    if broken is None:
        return _confirmed(content)
    if _is_mostly_utf8(content, broken):
        raise _undecodable(content, filename, "utf-8", broken)
    return _judge(content, filename)


def first_undecodable(content: bytes, name: str) -> int | None:
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
        raise FileError("unknown_encoding", encoding=shortened(encoding)) from error
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


def _is_mostly_utf8(content, broken):
    """Tell whether most accents around the byte at ``broken`` are UTF-8: a file glued together, or cut in a letter."""
    pieces = content[:_SAMPLE], content[max(broken - _SAMPLE, _SAMPLE) : broken + _SAMPLE]
    text = "".join(piece.decode("utf-8", "surrogateescape") for piece in pieces)
    wrong = len(_BROKEN.findall(text))
    return len(_BEYOND_ASCII.findall(text)) - wrong >= max(wrong, 1)


def _confirmed(content):
    """Return UTF-8, which ``content`` is valid in: without doubt unless that may be chance.

    A few signs of East Asia, two bytes each, can be letters of UTF-8, none of which then makes sense.
    """
    few = b"" if content.isascii() else _few_beyond_ascii(content)
    if not few or max(few) > _LAST_OF_TWO or _is_of_another_alphabet(few.decode("utf-8")):
        return Encoding("utf-8")
    lines = _lines_beyond_ascii(content)
    languages = tuple(language for family in FAMILIES for language in family)
    plain = Reading("utf-8", languages, tuple(_words(line.decode("utf-8", "replace") for line in lines)), 0.0)
    judge = Judge(content, lines)
    (score, _plain), *_rest = judge.ranked([plain], _JUDGED)
    ranked = [(total, one.name) for total, one in judge.ranked(_asian_readings(lines), _JUDGED)]
    rivals = [name for total, name in ranked if total > score + _TRUST and _decodes(content, name)]
    return Encoding("utf-8", sure=False, other=rivals[0]) if rivals else Encoding("utf-8")


def _few_beyond_ascii(content):
    """Return the bytes above 127 where there are at most ``_CHANCE``, else none."""
    few = b""
    for start in range(0, len(content), _PIECE):
        piece = np.frombuffer(content, dtype=np.uint8, count=min(_PIECE, len(content) - start), offset=start)
        few += piece[piece > 127][: _CHANCE + 1].tobytes()
        if len(few) > _CHANCE:
            return b""
    return few


def _is_of_another_alphabet(text):
    """Tell whether ``text`` is a word in an alphabet that ``letters`` knows nothing of, such as Armenian."""
    alphabets = set(map(script, text))
    return len(text) > 2 and len(alphabets) == 1 and alphabets.isdisjoint(_ALPHABETS) and text.isalpha()


# -- judging --


def _judge(content, filename):
    """Return the likeliest reading, and whether it is so by far."""
    lines = _lines_beyond_ascii(content)
    readings = [*_bytewise_readings(content, lines), *_asian_readings(lines)]
    judge = Judge(content, lines)
    ranked = judge.ranked(readings, _TRIAL)[:_FIRST]
    ranked = judge.ranked([reading for _score, reading in ranked], _JUDGED)
    ranked = [(score, reading) for score, reading in ranked if _decodes(content, reading.name)]
    if not ranked:
        raise _undecodable(content, filename, "utf-8", first_undecodable(content, "utf-8"))
    (score, best), others = ranked[0], ranked[1:]
    rivals = [other for total, other in others if score - total < _margin(best, other)]
    sure = _is_text(score, best) and not rivals
    return Encoding(best.name, sure, "" if sure or not others else others[0][1].name)


def _margin(best, other):
    """Return by how much ``best`` must be likelier than ``other`` to be sure: more for more words that differ."""
    differing = len(set(best.words).difference(other.words))
    return min(_MARGIN + _MARGIN_WORD * differing, _MARGIN_MOST) + (_MARGIN_SIGNS if best.name in ASIAN else 0.0)


def _is_text(score, reading):
    """Tell whether ``reading`` is as likely as text is in one of the languages."""
    words = _some(reading.words, _JUDGED)
    letters = sum(len(text) for text, *_around in words)
    return score >= (letters + 2) * (_LEAST_SIGN if reading.name in ASIAN else _LEAST)


def _some(words, count):
    """Return at most ``count`` of ``words``, from all over."""
    return words[:: 1 + len(words) // (count + 1)]


def _decodes(content, name):
    return name in CANDIDATES or first_undecodable(content, name) is None


def _lines_beyond_ascii(content):
    """Return distinct lines with bytes above 127, from all over the file; long ones are cut between characters."""
    places = []
    for start in range(0, len(content), _PIECE):
        piece = np.frombuffer(content, dtype=np.uint8, count=min(_PIECE, len(content) - start), offset=start)
        found = np.flatnonzero(piece > 127)
        step = 1 + len(found) * (1 + len(content) // _PIECE) // _PLACES
        places.extend((found[::step] + start).tolist())
    lines, end = {}, -1
    for place in places:
        if place < end:
            continue
        start = max(content.rfind(b"\n", max(place - _LONGEST, 0), place) + 1, place - _LONGEST, 0)
        end = content.find(b"\n", place, place + _LONGEST)
        end = end if end >= 0 else min(place + _LONGEST, len(content))
        lines[_whole_characters(content, start, end)] = None
    lines.pop(b"", None)
    if not lines:  # all of it is one line without a blank or a delimiter
        return [content[: 2 * _LONGEST]]
    size = sum(map(len, lines))
    return list(lines)[:: 1 + max(len(lines) // _LINES, size // _MOST)]


def _whole_characters(content, start, end):
    """Return ``content`` from ``start`` to ``end`` without what may be half a character where a long line was cut."""
    line = content[start:end]
    is_cut = start and content[start - 1] != _LINE_FEED, end < len(content) and content[end] != _LINE_FEED
    if not any(is_cut):
        return line
    safe = [match.start() for match in _SAFE.finditer(line)]
    if not safe:
        return b""
    return line[safe[0] if is_cut[0] else 0 : safe[-1] if is_cut[1] else len(line)]


def _bytewise_readings(content, lines):
    """Return the different readings in which each byte is a character."""
    used = bytes(sorted(set(content.translate(None, _ASCII))))
    groups = {}
    for name, languages in CANDIDATES.items():
        try:
            text = used.decode(name)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(char) in ("Cc", "Cn", "Co") for char in text):
            groups.setdefault(text.translate(SAME), []).append((RARITY.get(name, USUAL_RARITY), name, languages))
    spans = _words(line.decode("latin-1") for line in lines)
    readings = []
    for group in groups.values():
        rarity, name, _languages = min(group, key=lambda one: one[0])
        languages = tuple(dict.fromkeys(language for *_rest, some in group for language in some))
        words = tuple((text.encode("latin-1").decode(name), *around) for text, *around in spans)
        readings.append(Reading(name, languages, words, rarity))
    return readings


def _asian_readings(lines):
    """Return the readings in which two bytes and more are a character."""
    readings, seen = [], set()
    for name, languages in ASIAN.items():
        try:
            words = tuple(_words(line.decode(name) for line in lines))
        except UnicodeDecodeError:
            continue
        if words not in seen:
            readings.append(Reading(name, languages, words, RARITY.get(name, USUAL_RARITY)))
            seen.add(words)
    return readings


def _words(texts):
    """Return the distinct (word beyond ASCII, character before, character after) of ``texts``.

    Before a single sign, a blank between it and a number does not count.
    """
    words = {}
    for text in texts:
        for match in _SPAN.finditer(text):
            if match.group().isascii():
                continue
            start, end = match.span()
            before = text[start - 1 : start] if start else ""
            if before == " " and end == start + 1 and text[max(start - 2, 0)].isdigit():
                before = text[start - 2]
            words[match.group(), before, text[end : end + 1]] = None
    return list(words)


class Judge:
    """Says how likely readings of one file are.

    :param content: the whole file
    :param lines: those of its lines that hold bytes above 127
    """

    def __init__(self, content: bytes, lines: list[bytes]) -> None:
        self._families = [(family, Shares(family)) for family in FAMILIES]
        self._evidence = self._language_evidence(content, lines)

    def ranked(self, readings: list[Reading], count: int) -> list[tuple[float, Reading]]:
        """Return (logarithm of the likelihood, reading) by ``count`` of the words, the likeliest first."""
        scores = [(self._likelihood(reading, count), reading) for reading in readings]
        return sorted(scores, key=lambda one: one[0], reverse=True)

    def _likelihood(self, reading, count):
        """Return how likely the words are, most of them in one of the languages, the others in any of its alphabet."""
        words = _some(reading.words, count)
        best = -np.inf
        for family, shares in self._families if words else ():
            if set(family).isdisjoint(reading.languages):
                continue
            each = likelihoods(words, shares)
            any_of_them = np.logaddexp.reduce(each, axis=1, keepdims=True) + np.log((1 - _MAIN) / len(family))
            totals = np.logaddexp(each + np.log(_MAIN), any_of_them).sum(axis=0)
            totals -= [_UNUSUAL * (language not in reading.languages) for language in family]
            best = max(best, (totals + [self._evidence.get(language, 0.0) for language in family]).max())
        return float(best) - reading.rarity

    def _language_evidence(self, content, lines):
        """Return by language, minus how much less likely than in others its words without accents are; of Latin ones.

        :return: dict language -> 0 to -4
        """
        found = dict.fromkeys(
            word.lower() for text in (content[:_SAMPLE], *lines) for word in _ASCII_WORD.findall(text)
        )
        words = [word.decode("ascii") for word in list(found)[:_WORDS]]
        if not words:
            return {}
        latin, shares = self._families[0]
        totals = likelihoods([(word, "", "") for word in words], shares).sum(axis=0)
        evidence = np.maximum(_WEIGHT * (totals - totals.max()), -4.0)
        return dict(zip(latin, evidence.tolist(), strict=True))
