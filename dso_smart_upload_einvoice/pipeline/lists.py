"""Lists of numbers for public services: Sirens for the directory of electronic invoices, VAT numbers for VIES.

In: numbers. Out: text files, as large as the services take them, zipped where there are several.

Sources (read in November 2026): the directory of the French public portal takes a text file with one Siren a line, at
most 5,000 lines and 1 MB; the batch page of VIES takes a csv file of at most 100 VAT numbers with the columns below.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from . import numbers
from .customer import vat_country

MOST_SIRENS, MOST_BYTES = 5000, 1_000_000  # of one file for the directory
MOST_VATS = 100  # of one file for VIES
VIES_HEADER = ("MS Code", "VAT Number", "Requester MS Code", "Requester VAT Number")
_DATE = (2026, 1, 1, 0, 0, 0)  # of the files in an archive, so that the same numbers make the same bytes
_PREFIX = {"GR": "EL"}
_NOT_IN_VIES = ("GB",)
_Any = TypeVar("_Any")

File = tuple[str, bytes]


def siren_files(sirens: Iterable[str], name: str = "sirens") -> list[File]:
    """Return the files for the directory: each Siren once, in order, those that are none left out.

    >>> siren_files(["552081317", "303265045", "552081317", "1"])
    [('sirens.txt', b'303265045\\n552081317\\n')]
    """
    valid = sorted({siren for siren in map(numbers.siren_of, sirens) if siren})
    length = min(MOST_SIRENS, MOST_BYTES // (numbers.SIREN + 1))
    contents = ["".join(f"{siren}\n" for siren in part).encode() for part in _parts(valid, length)]
    return _named(name, "txt", contents)


def vat_files(vats: Iterable[str], requester: str = "", name: str = "vat") -> list[File]:
    """Return the files for VIES: each VAT number once, by country.

    :param requester: the VAT number of the company that asks, "" without

    >>> vat_files(["FR40303265045", "BE0477472701"], "FR03552081317")[0][1].decode().splitlines()[1:]
    ['BE,0477472701,FR,03552081317', 'FR,40303265045,FR,03552081317']
    """
    asked = sorted({numbers.compact(vat) for vat in vats if vat and vat_country(vat) not in ("", *_NOT_IN_VIES)})
    own = _split_vat(requester) if vat_country(requester) not in ("", *_NOT_IN_VIES) else ("", "")
    contents = []
    for part in _parts(asked, MOST_VATS):
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(VIES_HEADER)
        writer.writerows((*_split_vat(vat), *own) for vat in part)
        contents.append(text.getvalue().encode())
    return _named(name, "csv", contents)


def as_one(files: Sequence[File], name: str) -> File:
    """Return several files as one archive, a single one as it is.

    :param name: of the archive, without ending
    """
    if len(files) == 1:
        return files[0]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for filename, data in files:
            archive.writestr(zipfile.ZipInfo(filename, _DATE), data, zipfile.ZIP_DEFLATED)
    return f"{name}.zip", content.getvalue()


def _split_vat(vat: str) -> tuple[str, str]:
    number, country = numbers.compact(vat), vat_country(vat)
    return _PREFIX.get(country, country), number[2:]


def _parts(values: Sequence[_Any], length: int) -> Iterator[Sequence[_Any]]:
    return (values[start : start + length] for start in range(0, len(values), length))


def _named(name: str, ending: str, contents: Sequence[bytes]) -> list[File]:
    """Return contents with names that sort as they are numbered."""
    if len(contents) == 1:
        return [(f"{name}.{ending}", contents[0])]
    digits = len(str(len(contents)))
    return [(f"{name}_{number:0{digits}}.{ending}", content) for number, content in enumerate(contents, start=1)]
