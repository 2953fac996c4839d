"""Writes small Excel binary workbooks (``.xlsb``). Structures as in Microsoft's [MS-XLSB].

In: rows of values, which may be ``Shown``, ``Formula`` or ``Fault``. Out: the bytes of the file.
"""

import io
import struct
import zipfile
from dataclasses import dataclass

_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
_SHORT = 11  # from the kind of a cell to that of the same cell without its column
_FORMULAS = {bool: 10, float: 9, str: 8}
_NO_FORMULA = struct.pack("<HII", 0, 0, 0)


@dataclass(frozen=True)
class Shown:
    """A value shown by the number format ``code``."""

    value: object
    code: str


@dataclass(frozen=True)
class Formula:
    """A formula with its result, a float, a str, a bool or a ``Fault``."""

    value: object


@dataclass(frozen=True)
class Fault:
    """An error, by its number."""

    number: int


def record(kind, data=b""):
    """Return the bytes of a record."""
    size, sizes = len(data), b""
    while size > 127:
        sizes, size = sizes + bytes((size & 127 | 128,)), size >> 7
    head = bytes((kind,)) if kind < 128 else bytes((kind & 127 | 128, kind >> 7))
    return head + sizes + bytes((size,)) + data


def wide(text):
    """Return a text as the format keeps it."""
    data = text.encode("utf-16-le")
    return struct.pack("<I", len(data) // 2) + data


def row_header(row, is_hidden=False):
    """Return the record that starts a row, from 0."""
    return record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 16 * is_hidden, 0, 0))


def small_number(number):
    """Return a number in four bytes (RkNumber), ``None`` where it needs eight."""
    for hundred, times in ((0, 1), (1, 100)):
        whole = round(number * times)
        if whole / times == number and abs(whole) < 2**29:
            return struct.pack("<i", whole << 2 | 2 | hundred)
    data = struct.pack("<d", number)
    return data[4:] if not any(data[:4]) and not data[4] & 3 else None


class _Writer:
    def __init__(self, short):
        self.short = short
        self.codes, self.strings = {"": 0}, {}

    def cell(self, column, value):
        """Return the record of a cell, column from 0."""
        style = 0
        if isinstance(value, Shown):
            style, value = self.codes.setdefault(value.code, len(self.codes)), value.value
        kind, data = self.content(value)
        head = struct.pack("<I", style)
        is_short = self.short and kind <= 7
        return record(kind + _SHORT * is_short, (b"" if is_short else struct.pack("<I", column)) + head + data)

    def content(self, value):
        """Return the kind of a cell's record and its own data."""
        if isinstance(value, Formula):
            if isinstance(value.value, Fault):
                return 11, bytes((value.value.number,)) + _NO_FORMULA
            data = {bool: lambda yes: bytes((yes,)), float: struct.Struct("<d").pack, str: wide}[type(value.value)]
            return _FORMULAS[type(value.value)], data(value.value) + _NO_FORMULA
        if value is None:
            return 1, b""
        if isinstance(value, Fault):
            return 3, bytes((value.number,))
        if isinstance(value, bool):
            return 4, bytes((value,))
        if isinstance(value, str):
            return 7, struct.pack("<I", self.strings.setdefault(value, len(self.strings)))
        small = small_number(value)
        return (2, small) if small else (5, struct.pack("<d", value))

    def sheet(self, rows, hidden, merged):
        """Return the bytes of a sheet."""
        cells = b"".join(
            row_header(at, at + 1 in hidden)
            + b"".join(self.cell(column, value) for column, value in enumerate(row) if self.short or value is not None)
            for at, row in enumerate(rows)
        )
        return sheet_part(cells, merged, (len(rows) or 1, max(map(len, rows), default=1)))

    def styles(self):
        """Return the bytes of the formats."""
        formats = b"".join(
            record(44, struct.pack("<H", 163 + number) + wide(code)) for code, number in self.codes.items() if number
        )
        uses = b"".join(
            record(47, struct.pack("<HH", 0, 163 + number if number else 0) + bytes(12))
            for number in self.codes.values()
        )
        counts = struct.pack("<I", len(self.codes) - 1), struct.pack("<I", len(self.codes))
        named = record(626, struct.pack("<I", 1)) + record(47, struct.pack("<HH", 0xFFFF, 0) + bytes(12)) + record(627)
        formats = record(615, counts[0]) + formats + record(616)
        return record(278) + formats + named + record(617, counts[1]) + uses + record(618) + record(279)


def sheet_part(cells, merged=(), reach=(1, 1)):
    """Return the bytes of a sheet with the records of its rows and cells.

    :param merged: first row, last row, first column, last column of each, from 0
    :param reach: number of rows and columns that it claims to have
    """
    below = record(177, struct.pack("<I", len(merged)))
    below += b"".join(record(176, struct.pack("<4I", *one)) for one in merged) + record(178)
    reach = record(148, struct.pack("<4I", 0, reach[0] - 1, 0, reach[1] - 1))
    return record(129) + reach + record(145) + cells + record(146) + (below if merged else b"") + record(130)


def binary_workbook(
    rows,
    *,
    name="Clients",
    others=None,
    states=None,
    hidden=(),
    merged=(),
    is_1904=False,
    short=False,
    targets="worksheets/sheet%d.bin",
    replaced=None,
    level=6,
):
    """Return the bytes of a workbook.

    :param rows: of the first sheet, list of list of str, int, float, bool, ``None``, ``Shown``, ``Formula``, ``Fault``
    :param others: rows by the names of further sheets
    :param states: 1 for a hidden sheet, 2 for a very hidden one, by name
    :param hidden: numbers of the first sheet's hidden rows, from 1
    :param merged: the first sheet's, as for ``sheet_part``
    :param short: whether cells are written without their columns, as SheetJS does
    :param targets: where the sheets are said to be
    :param replaced: members of the archive that are written instead, bytes by name
    """
    writer = _Writer(short)
    sheets = {name: rows} | (others or {})
    states = states or {}
    parts, listed, relations = {}, b"", ""
    for number, (title, cells) in enumerate(sheets.items(), start=1):
        is_first = number == 1
        parts[f"xl/worksheets/sheet{number}.bin"] = writer.sheet(
            cells, hidden if is_first else (), merged if is_first else ()
        )
        listed += record(156, struct.pack("<II", states.get(title, 0), number) + wide(f"rId{number}") + wide(title))
        relations += f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="{targets % number}"/>'
    properties = record(153, struct.pack("<II", int(is_1904), 0) + wide(""))
    parts["xl/workbook.bin"] = record(131) + properties + record(143) + listed + record(144) + record(132)
    parts["xl/_rels/workbook.bin.rels"] = (_RELATIONS % relations).encode()
    parts["xl/styles.bin"] = writer.styles()
    items = b"".join(record(19, b"\0" + wide(text)) for text in writer.strings)
    count = struct.pack("<II", len(writer.strings), len(writer.strings))
    parts["xl/sharedStrings.bin"] = record(159, count) + items + record(160)
    start = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.bin"/>'
    parts["_rels/.rels"], parts["[Content_Types].xml"] = (_RELATIONS % start).encode(), _TYPES
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for path, data in (parts | (replaced or {})).items():
            if data is not None:
                archive.writestr(path, data)
    return file.getvalue()
