"""Cells that a person corrected: they are read as if they stood in the file, which stays as it is.

In: a ``Table`` of the file and, by line and header, what its cells should say. Out: the ``Table`` with those cells, and
an issue that tells of each. What reading had to say of a cell that is corrected is said no more.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from .bounds import shortened
from .message import INFO, Issue, Message
from .table import Table

CORRECTED = "corrected"  # kind of the issues that tell of a corrected cell
Corrections = Mapping[int, Mapping[str, str]]  # line -> header -> what the cell should say


_NONE: Mapping[int, str] = defaultdict(str)  # units of a column that has none


def corrected(table: Table, corrections: Corrections) -> Table:
    """Return a table with corrected cells.

    :param corrections: of the whole file; lines and headers that the table does not have are passed over
    """
    rows = {line: row for row, line in enumerate(table.lines) if line in corrections} if corrections else {}
    cells = {
        (row, header): value
        for line, row in rows.items()
        for header, value in corrections[line].items()
        if header in table.rows and (table.rows[header].iat[row] != value or table.units.get(header, _NONE)[row])
    }
    if not cells:
        return table
    frame, units = table.rows.copy(), dict(table.units)
    for header in {header for _row, header in cells}:
        at = [row for row, name in cells if name == header]
        column = frame[header].to_numpy(dtype=object).copy()
        column[at] = [cells[row, header] for row in at]
        frame[header] = column
        if header in units:
            units[header] = units[header].copy()
            units[header][at] = ""
    issues = [issue for issue in table.issues if (issue.row, issue.column) not in cells]
    issues += [_told(table, row, header, cells[row, header]) for row, header in sorted(cells)]
    return replace(table, rows=frame, units=units, issues=tuple(issues))


def _told(table, row, header, new):
    """Return the issue that tells of a corrected cell; its value is the cell as it stands in the file."""
    line, old = table.lines[row], table.rows[header].iat[row]
    details = {"line": line, "column": header, "old": shortened(old), "new": shortened(new)}
    key = CORRECTED if old and new else "corrected.filled" if new else "corrected.emptied"
    return Issue(row, line, "", header, "", INFO, shortened(old), Message(key, {**details, "original": old}))


def with_cell(table: Table, row: int, header: str, value: str) -> Table:
    """Return a table with one more cell corrected, or corrected anew; as the file has it where ``value`` is that."""
    frame = table.rows.copy()
    column = frame[header].to_numpy(dtype=object).copy()
    column[row] = original_of(table, row, header)
    frame[header] = column
    issues = tuple(one for one in table.issues if (one.row, one.column, one.kind) != (row, header, CORRECTED))
    return corrected(replace(table, rows=frame, issues=issues), {table.lines[row]: {header: value}})


def original_of(table: Table, row: int, header: str) -> str:
    """Return what a cell of a table says in the file, corrected or not."""
    told = (one for one in table.issues if (one.row, one.column, one.kind) == (row, header, CORRECTED))
    return next((one.message.details["original"] for one in told), table.rows[header].iat[row])


def with_correction(corrections: Corrections, line: int, header: str, value: str | None) -> dict[int, dict[str, str]]:
    """Return the corrections with one more, or without that of a cell.

    :param value: None: the cell is as the file has it
    """
    found = {one: dict(cells) for one, cells in corrections.items()}
    if value is None:
        found.get(line, {}).pop(header, None)
    else:
        found.setdefault(line, {})[header] = value
    return {one: cells for one, cells in found.items() if cells}
