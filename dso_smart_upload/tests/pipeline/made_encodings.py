"""Customer files in the encodings of the world, made here, and how many of them are read right.

In: short lists of invented customers in 28 languages, ``fixtures/encodings``: those that the judgement was made with,
and those that were held out. Out: each list in each encoding that programs of its country write, in several shapes
(one row, a few, many, capitals, one accent far down), and for each whether it is read right, wrongly with a word, or
wrongly in silence. Used by the tests and by ``script/benchmark reading``.
"""

import json
from collections import Counter
from itertools import islice
from pathlib import Path

from odoo.addons.dso_smart_upload.pipeline.message import FileError
from odoo.addons.dso_smart_upload.pipeline.table import read_table

FIXTURES = Path(__file__).parents[1] / "fixtures" / "encodings"
LISTS = ("lists", "held_out")
RIGHT, ASKED, SAID, SILENT = "right", "right and asked", "wrong and said", "wrong and silent"

_WIDE = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
_WEST = ("cp1252", "iso8859-1", "iso8859-15", "cp850", "cp858", "cp437", "mac-roman")
_CENTRAL = ("cp1250", "iso8859-2", "cp852", "mac-latin2")
_BALTIC = ("cp1257", "iso8859-13", "cp775")
ENCODINGS = {
    "fr": _WEST,
    "de": (*_WEST, "cp1250", "iso8859-2"),
    "es": _WEST,
    "pt": (*_WEST, "cp860"),
    "it": _WEST,
    "sv": _WEST,
    "da": ("cp1252", "iso8859-1", "cp850", "cp858", "cp865", "mac-roman"),
    "pl": (*_CENTRAL, "iso8859-16"),
    "cs": _CENTRAL,
    "sk": _CENTRAL,
    "hu": (*_CENTRAL, "iso8859-16"),
    "ro": ("cp1250", "iso8859-2", "iso8859-16", "cp852", "mac-romanian"),
    "hr": ("cp1250", "iso8859-2", "iso8859-16", "cp852", "mac-croatian"),
    "tr": ("cp1254", "iso8859-9", "cp857", "mac-turkish"),
    "ru": ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5"),
    "uk": ("cp1251", "koi8-u", "cp1125", "mac-cyrillic", "iso8859-5"),
    "bg": ("cp1251", "cp866", "mac-cyrillic", "iso8859-5"),
    "el": ("cp1253", "iso8859-7", "cp737", "mac-greek"),
    "lt": _BALTIC,
    "lv": _BALTIC,
    "et": (*_BALTIC, "cp1252", "iso8859-15"),
    "he": ("cp1255", "iso8859-8", "cp862"),
    "ar": ("cp1256", "iso8859-6"),
    "ja": ("cp932", "euc_jp", "iso2022_jp"),
    "zh": ("gb18030", "gbk"),
    "zh-tw": ("big5", "cp950"),
    "ko": ("cp949", "euc_kr"),
    "th": ("cp874",),
}
_CODE_PAGES = {"ș": "ş", "ț": "ţ", "Ș": "Ş", "Ț": "Ţ"}  # letters that older encodings write as others
_SAME = str.maketrans(_CODE_PAGES)
_LATIN_HEADER = "Customer;Name;Street;City;Remarks"
_LONG, _FAR = "one city far down", 5000


def made_files(source):
    """Yield (name, content, text) of each file.

    :param str source: one of ``LISTS``
    """
    lists = json.loads((FIXTURES / f"{source}.json").read_text(encoding="utf-8"))
    for language, words in lists.items():
        shapes = list(_shapes(words["header"], words["rows"]))
        for encoding in (*ENCODINGS[language], *_WIDE):
            for shape, text in shapes:
                text = _written(text, encoding)
                is_long = shape == _LONG and encoding in _WIDE  # of which one long file is as good as a short one
                if text and not text.isascii() and not is_long:
                    yield f"{language} {encoding} {shape}", text.encode(encoding), text


def _shapes(header, rows):
    """Yield (shape, text): the same customers as one writes few or many of them."""
    cells = [row.split(";") for row in rows]
    full = [f"{number};{row};" for number, row in enumerate(rows, 1001)]
    yield "one row", _lines(header, full[:1])
    yield "three rows", _lines(header, full[:3])
    yield "many rows", _lines(header, [f"{number};{rows[number % len(rows)]};" for number in range(60)])
    yield "capitals", _lines(header, full).upper()
    yield "header only", _lines(header, ["1001;Acme;Main 12;London;", "1002;Beta;Main 4;Leeds;"])
    cities = [f"{number};Acme {number};Main {number};{city};" for number, (*_rest, city) in enumerate(cells)]
    yield "cities", _lines(_LATIN_HEADER, cities)
    yield "one name", _lines(_LATIN_HEADER, ["1;Acme;Main 1;London;", f"2;{cells[-1][0]};Main 2;Leeds;"])
    far = [f"{number};Acme {number};Main {number};London;" for number in range(_FAR)]
    yield _LONG, _lines(_LATIN_HEADER, [*far, f"{_FAR};Acme;Main 1;{cells[0][-1]};", "5001;Beta;;;"])
    amounts = [f"{row}12\xa0500,00 €" for row in full]
    yield "amounts", _lines(header, amounts)


def _lines(header, rows):
    return "\r\n".join([header, *rows, ""])


def _written(text, encoding):
    """Return ``text`` as far as ``encoding`` can write it, by whole lines; "" without its header or all its rows."""
    lines = [line for line in (_line(line, encoding) for line in text.split("\r\n")) if line is not None]
    complete = len(lines) > 2 and lines[0].count(";") == 4 and lines[0].split(";")[0] == text.split(";")[0]
    return "\r\n".join(lines) if complete else ""


def _line(line, encoding):
    if line.isascii():
        return line
    for changed in (line, line.translate(_SAME), line.replace("\xa0", " ").replace("€", "EUR")):
        try:
            changed.encode(encoding)
        except UnicodeEncodeError:
            continue
        return changed
    return None


def verdict(content, text):
    """Return how ``content`` is read, which is ``text``: ``RIGHT``, ``ASKED``, ``SAID`` or ``SILENT``.

    That a letter of Romanian has a comma in new encodings where it has a cedilla in old ones is no difference.
    """
    try:
        table = read_table(content, "customers.csv")
    except FileError:
        return SAID
    is_right = content.decode(table.encoding).translate(_SAME) == text.translate(_SAME)
    is_asked = any(note.kind.startswith("encoding_unsure") for note in table.notes)
    return (ASKED if is_asked else RIGHT) if is_right else (SAID if is_asked else SILENT)


def verdicts(source, step=1):
    """Return {name of a file: verdict} of all files of ``source``, or of every ``step``-th."""
    return {name: verdict(content, text) for name, content, text in islice(made_files(source), 0, None, step)}


def report():
    """Return the figures as lines of text, one per list."""
    return "\n".join(f"encodings, {source.replace('_', ' ')}: {figures(verdicts(source))}" for source in LISTS)


def figures(found):
    """Return in words how many files were read how.

    :param found: dict name -> verdict
    """
    counts = Counter(found.values())
    right = counts[RIGHT] + counts[ASKED]
    return (
        f"{len(found)} files, {right} right ({counts[ASKED]} of them with a question), "
        f"{counts[SAID]} wrong and said, {counts[SILENT]} wrong and silent"
    )
