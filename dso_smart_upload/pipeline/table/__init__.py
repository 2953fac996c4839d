"""Reading: from the bytes of a file to a table of text. The first step of the import.

In: the bytes of a ``.csv``, ``.txt``, ``.xlsx``, ``.xlsm``, ``.xlsb``, ``.xls`` or ``.ods`` file as another
program exported it, or of a ``.zip`` or ``.gz`` with one such file in it, and what the user already said about it. Out:
a ``Table``, every cell as the text that stands in the file, or a ``FileError`` with a sentence that says why not and
what to do.

How: ``filetype`` looks at the first bytes, and ``packed`` opens an archive. For text, ``encoding`` and ``dialect``
decide how to read it and ``delimited`` cuts it into cells; for spreadsheets, ``spreadsheet`` finds the sheet. Then, for
all, ``layout`` finds the header and what is not a customer, and ``assemble`` makes the table. Nothing is guessed
silently: what was left out or renamed is in ``Table.notes``.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from .assemble import Table, tables
from .delimited import open_text
from .filetype import TEXT
from .packed import LARGEST, unpacked
from .spreadsheet import open_spreadsheet

__all__ = ["Table", "open_blocks", "read_blocks", "read_table"]


def read_table(
    content: bytes,
    filename: str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    header_line: int | None = None,
    largest: int = LARGEST,
) -> Table:
    """Return the table in a file.

    What is ``None`` or ``""`` is found out.

    :param content: the whole file
    :param filename: its name, for the sentences; what kind of file it is, ``content`` says
    :param encoding: any name that Python knows
    :param delimiter: one character or up to four signs, ``"tab"``, two spaces, or ``"fixed"`` for fixed width
    :param sheet: name of a spreadsheet's sheet
    :param header_line: physical line of the column names, 1 for the first, 0 when the file has none
    :param largest: bytes that a file in an archive may have once it is unpacked
    :raises FileError: the file cannot be read, or an option does not fit it
    """
    source = _open(content, filename, encoding, delimiter, sheet, largest)
    return next(tables(source, header_line))


def read_blocks(content: bytes, filename: str, rows_per_block: int, **how: Any) -> Iterator[Table]:
    """Yield the table in a file as several of at most ``rows_per_block`` rows, in bounded memory.

    Parameters as for ``open_blocks``.
    """
    yield from open_blocks(content, filename, rows_per_block, **how)()


def open_blocks(
    content: bytes,
    filename: str,
    rows_per_block: int,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    header_line: int | None = None,
    largest: int = LARGEST,
) -> Callable[[], Iterator[Table]]:
    """Return a function that yields the table in a file in blocks, as often as it is called; the file is opened once.

    Header, encoding and all else are the same as ``read_table`` finds, except that a column without a name counts when
    it has values in the first block; parameters and errors as there.

    :param rows_per_block: rows of the file in each block; a little fewer come out where some are left out
    """
    source = _open(content, filename, encoding, delimiter, sheet, largest)
    return partial(tables, source, header_line, rows_per_block)


def _open(content, filename, encoding, delimiter, sheet, largest):
    content, kind = unpacked(bytes(content), filename, encoding, largest)
    if kind == TEXT:
        return open_text(content, filename, encoding, delimiter)
    return open_spreadsheet(content, filename, kind, sheet, encoding)
