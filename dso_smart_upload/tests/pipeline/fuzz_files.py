"""Files for the fuzzer: real ones damaged at random, and text made of what is difficult to read.

In: ``random.Random``, which alone decides. Out: (bytes, file name).
"""

import io
import re
import zipfile
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
FOLDERS = (TESTS / "fixtures", TESTS.parents[1] / "examples")
_LARGEST = 200_000  # bytes of a file
_WORDS = (
    "Code,Name,Nom,Kunde,Plafond,Total,Siren,Pays,é,ß,€,12,00012,1,5,1.234,56,-,(3),12/31/2026,31.12.26,C1,FR,"
    '#N/A,#DIV/0!,NULL,=1+1,\'\', ,\t,\n,\r\n,\r,\n\n,;;,","",\\,|,^,  ,\x0b,\x1a,\x1c,\x85,\u2028,\xa0,\ufeff,\x00,'
    "sep=;,EXTF,٣,²,𝟙,İ,ı,ﬀ,\u202e,👍,a\u0301,99999999999999999999,1e999,1,2,3,N° client,30 jours fin de mois,"
    "Virement,+33 1 23,a@b.fr,http://x,FR12345678901,2026-02-30"
).split(",")
_XML = (
    b"999999999,-1,0,1.5e308,nan,XFD1048576,&#0;,&#xD800;,&amp;,&b;,<c/>,<c><v>1</v></c>,</row>,<row>,s,e,b,d,str,n,"
    b'inlineStr,t="s",r="A1",1048576,16384,<![CDATA[,]]>,<!--,-->,\xff,\x00,"'
).split(b",")


@cache
def real_files():
    """Return (name, content) of every small file that there is to damage."""
    paths = sorted(path for folder in FOLDERS for path in folder.iterdir() if path.is_file())
    return [(path.name, path.read_bytes()) for path in paths if path.stat().st_size <= _LARGEST]


def any_file(chance):
    """Return a file that may be damaged in any way."""
    if chance.random() < 0.25:
        text = any_text(chance, chance.randrange(1, 300))
        encoding = chance.choice(("utf-8", "utf-8", "cp1252", "utf-16", "utf-16-le", "utf-8-sig", "cp850", "gb18030"))
        return text.encode(encoding, "replace"), "made.csv"
    name, content = chance.choice(real_files())
    if zipfile.is_zipfile(io.BytesIO(content)) and chance.random() < 0.85:
        content = _with_damaged_members(content, chance)
    elif chance.random() < 0.97:
        content = damaged(content, chance)
    return content, name


def any_text(chance, length):
    """Return ``length`` difficult words one after the other, sometimes all of one kind or in rows."""
    words = chance.sample(_WORDS, chance.randrange(1, 12))
    if chance.random() < 0.5:
        return "".join(chance.choice(words) for _ in range(length))
    delimiter, width = chance.choice(";,\t|^ "), chance.randrange(1, 9)
    rows = ([chance.choice(words) for _ in range(width)] for _ in range(1 + length // width))
    return chance.choice(("\n", "\r\n", "\r")).join(map(delimiter.join, rows))


def damaged(content, chance, words=()):
    """Return ``content`` after one to six random changes."""
    words = words or [word.encode() for word in _WORDS]
    for _ in range(chance.randrange(1, 7)):
        start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
        near = min(end, start + chance.choice((1, 1, 4, 60)))
        change = chance.randrange(8)
        if change == 0:  # bits
            flipped = bytes(byte ^ 1 << chance.randrange(8) for byte in content[start:near])
            content = content[:start] + flipped + content[near:]
        elif change == 1:  # cut short
            content = content[:end] if chance.random() < 0.5 else content[start:]
        elif change == 2:  # twice
            content = content[:near] + content[start:near] * chance.choice((1, 2, 50)) + content[near:]
        elif change == 3:  # without
            content = content[:start] + content[near:]
        elif change == 4:  # a word
            content = content[:start] + chance.choice(words) * chance.choice((1, 1, 3, 40)) + content[start:]
        elif change == 5:  # a word instead
            content = content[:start] + chance.choice(words) + content[near:]
        elif change == 6:  # noise
            content = content[:start] + chance.randbytes(near - start) + content[near:]
        else:  # a part of another file
            _name, other = chance.choice(real_files())
            place = chance.randrange(len(other) + 1)
            content = content[:start] + other[place : place + chance.randrange(1, 2000)] + content[start:]
        content = content[:_LARGEST] or b"x"
    return content


def _with_damaged_members(content, chance):
    """Return an archive in which one or two members are damaged, with the right sizes and sums again."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name in chance.sample(sorted(members), min(len(members), chance.randrange(1, 3))):
        change = _with_other_numbers if chance.random() < 0.4 else damaged
        members[name] = change(members[name], chance, _XML)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            if chance.random() < 0.98:
                archive.writestr(name, data)
    return file.getvalue()


def _with_other_numbers(content, chance, words):
    """Return ``content`` with some of its numbers, names and values replaced: it stays well-formed longer."""
    share = chance.choice((0.01, 0.1))
    return re.sub(
        rb'(?<=[">])[^"<>]{1,20}(?=["<])',
        lambda match: chance.choice(words) if chance.random() < share else match.group(),
        content,
    )
