"""The first lines of a file as they stand in it, so that a person sees at once what another way to read it makes of it.

In: the bytes of a file and how it is to be read, as for ``read_table``. Out: a ``Preview``. Only the beginning of a
text file is cut into cells, however large it is.
"""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from ..bounds import shortened
from . import _open

LINES = 10  # that are shown
_CELLS = 60  # of a line
_CELL = 80  # characters of a cell
_LINE = 1000  # characters of a line
_BYTES = 2**16  # of a text in which the lines are looked for


@dataclass(frozen=True)
class Preview:
    """The first lines of a file.

    :param numbers: of the lines, 1 for the first
    :param texts: each line as it stands in the file; () for a spreadsheet
    :param cells: each row cut into cells: rows × cells, rows of different lengths
    :param encoding: as in ``Table``
    :param delimiter: as in ``Table``
    :param sheet: as in ``Table``
    :param sheets: names of the sheets that may be chosen
    """

    numbers: tuple[int, ...]
    texts: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    encoding: str
    delimiter: str
    sheet: str
    sheets: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON holds it: a line with its number, text and cells each."""
        texts = self.texts or ("",) * len(self.numbers)
        lines = [
            {"line": line, "text": text, "cells": list(cells)}
            for line, text, cells in zip(self.numbers, texts, self.cells, strict=False)
        ]
        how = {"encoding": self.encoding, "delimiter": self.delimiter, "sheet": self.sheet}
        return {"lines": lines, **how, "sheets": list(self.sheets)}


def preview(
    content: bytes,
    filename: str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    largest: int,
) -> Preview:
    """Return the first lines of a file.

    :param content: the whole file
    :param filename: its name, for the sentences
    :param encoding: the person's choice, as for ``open_blocks``; None: found
    :param delimiter: likewise
    :param sheet: likewise
    :param largest: bytes that a file in an archive may have once it is unpacked
    :raises FileError: the file cannot be opened so
    """
    source = _open(content, filename, encoding, delimiter, sheet, largest)
    rows, lines = source.head()
    cells = tuple(tuple(shortened(cell, _CELL) for cell in row[:_CELLS]) for row in islice(rows, LINES))
    numbers, texts = tuple(int(line) for line in lines[:LINES]), ()
    if not source.sheet:
        texts = _texts(source.content, source.codec)
        by_line = dict(zip(numbers, cells, strict=False))
        numbers = tuple(range(1, len(texts) + 1))
        cells = tuple(by_line.get(line, ()) for line in numbers)
    return Preview(numbers, texts, cells, source.encoding, source.delimiter, source.sheet, tuple(source.sheets))


def _texts(content, codec):
    """Return the first lines of a text as they stand there."""
    lines = content[:_BYTES].decode(codec, "replace").splitlines()
    return tuple(shortened(line, _LINE) for line in lines[:LINES])
