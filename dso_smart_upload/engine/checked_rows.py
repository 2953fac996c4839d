"""The rows of a check, page by page: those of one outcome, of one cause, or with a text in them.

In: a run that was checked, whose rows are kept in ``dso.upload.checked``, and what a person wants to see. Out: plain
data: the cells of each row as the file has them, what there is to say of them, old and new values. Issues and changes
are read with the reader's rights; cells are given to those only who may read the file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from odoo.api import Environment
from odoo.exceptions import AccessError
from odoo.models import BaseModel

from ..pipeline.checked import LETTERS, OUTCOMES, rows_with, unpack_outcomes, unpack_table
from ..pipeline.corrections import CORRECTED

MOST_ROWS = 200  # of one page
SEVERITIES = {"warnings": "warning", "kept": "kept"}  # tiles that are about what is said of a row
TILES = (*LETTERS, *SEVERITIES, "corrected", "all")


@dataclass(frozen=True)
class Wanted:
    """Which rows a person wants to see.

    :param tile: an outcome, ``warnings``, ``kept``, ``corrected``, or ``all``
    :param cause: ``kind``, ``column`` and perhaps ``value`` of the issues that the rows must have; {} for any
    :param text: that stands in one of their cells
    """

    tile: str = "all"
    cause: Mapping[str, str] | None = None
    text: str = ""


def check_may_read(run: BaseModel) -> None:
    """Refuse to give out the cells of a file.

    :raises AccessError: the user may not read them
    """
    if not run._may_read_file():
        raise AccessError(
            run.env._(
                "The rows of this file may hold values that you may not read: ask %(user)s.", user=run.user_id.name
            )
        )


def find_rows(run: BaseModel, wanted: Wanted, offset: int = 0, limit: int = 80) -> dict[str, Any]:
    """Return a page of the rows of a check.

    :param offset: first of them to return, 0 for the first
    :param limit: how many at most, ``MOST_ROWS`` of them at the most
    :return: ``total`` and ``rows``, in the order of the file, see ``_row``
    :raises AccessError: the user may not read the file
    """
    check_may_read(run)
    blocks, parts = _blocks(run)
    if not parts:
        return {"total": 0, "rows": []}
    keep = [_of_outcome(letters, wanted.tile) for _lines, letters in parts]
    if wanted.text.strip():
        blocks.fetch(["words"])
        for mask, block in zip(keep, blocks, strict=True):
            mask &= _mask(rows_with(block._content("words"), wanted.text), len(mask))
    lines = _lines_wanted(run, wanted)
    if lines is not None:
        for mask, (there, _letters) in zip(keep, parts, strict=True):
            mask &= np.isin(there, lines)
    numbers = np.concatenate([np.full(int(mask.sum()), number) for number, mask in enumerate(keep)])
    rows = np.concatenate([np.flatnonzero(mask) for mask in keep])
    found = np.concatenate([there[mask] for mask, (there, _letters) in zip(keep, parts, strict=True)])
    order = np.argsort(found, kind="stable")[offset : offset + min(limit, MOST_ROWS)]
    places = [(int(numbers[at]), int(rows[at])) for at in order]
    return {"total": len(found), "rows": rows_at(run, blocks, parts, places)}


def _of_outcome(letters, tile):
    """Return which rows have the outcome of a tile: bool array."""
    if tile not in LETTERS:
        return np.ones(len(letters), dtype=bool)
    wanted = [LETTERS[tile], LETTERS["linked"]] if tile == "updated" else [LETTERS[tile]]
    return np.isin(letters, wanted)


def _mask(rows, size):
    found = np.zeros(size, dtype=bool)
    found[rows] = True
    return found


def _lines_wanted(run, wanted):
    """Return the lines of the issues that the rows must have, int array; None where any row will do."""
    domain = []
    if wanted.tile in SEVERITIES:
        domain.append(("severity", "=", SEVERITIES[wanted.tile]))
    elif wanted.tile == CORRECTED:
        domain.append(("kind", "=", CORRECTED))
    for name in ("kind", "severity", "column", "value"):
        if (wanted.cause or {}).get(name):
            domain.append((name, "=", wanted.cause[name]))
    if not domain:
        return None
    query = run.env["dso.upload.issue"]._search([("run_id", "=", run.id), *domain])
    rows = run.env.execute_query(query.select("DISTINCT line"))
    return np.array([line for (line,) in rows], dtype=np.int64)


def rows_at(
    run: BaseModel,
    blocks: BaseModel,
    parts: list[tuple[np.ndarray, np.ndarray]],
    places: Iterable[tuple[int, int]],
) -> list[dict[str, Any]]:
    """Return rows as plain data, in the order of ``places``.

    :param blocks: ``dso.upload.checked`` of the run
    :param parts: lines and letters of each block
    :param places: number of a block and position in it
    """
    places = list(places)
    tables = {number: unpack_table(blocks[number]._content("cells")) for number in {number for number, _row in places}}
    lines = [int(parts[number][0][row]) for number, row in places]
    issues, changes = _issues(run, lines), _changes(run, lines)
    return [_row(tables[number], row, OUTCOMES[str(parts[number][1][row])], issues, changes) for number, row in places]


def _row(table, row, outcome, issues, changes):
    """Return one row: its ``line``, ``outcome``, ``cells`` (in the order of the columns), ``issues``, ``values``
    ({key of a field: [old, new]}), ``code``, ``name``, ``partner_id`` of its customer, and ``originals`` ({header:
    what the file says}).
    """
    line = table.lines[row]
    told = [one for one in table.issues if one.row == row and one.kind == CORRECTED]
    change = changes.get(line, {})
    return {
        "line": line,
        "outcome": outcome,
        "cells": table.rows.iloc[row].tolist(),
        "issues": [one for one in issues.get(line, ()) if one["kind"] != CORRECTED],
        "originals": {one.column: one.message.details["original"] for one in told},
        "values": change.get("values") or {},
        "name": change.get("name") or "",
        "code": change.get("code") or "",
        "partner_id": change.get("partner_id") or 0,
    }


def _issues(run, lines):
    """Return what there is to say of some lines, as the reader may know it: line -> list of dicts."""
    found: dict[int, list[dict[str, Any]]] = {}
    for one in run.env["dso.upload.issue"].search([("run_id", "=", run.id), ("line", "in", lines)]):
        names = ("column", "field", "kind", "severity", "message", "value")
        found.setdefault(one.line, []).append({name: one[name] or "" for name in names})
    return found


def _changes(run, lines):
    """Return what would be done to the customers of some lines, as the reader may know it: line -> dict."""
    changes = run.env["dso.upload.change"].search([("run_id", "=", run.id), ("line", "in", lines)])
    return {
        one.line: {
            "values": one.values or {},
            "name": one.name or "",
            "code": one.code or "",
            "partner_id": one.partner_id.id or 0,
        }
        for one in changes
    }


def rows_of_lines(run: BaseModel, lines: Iterable[int]) -> list[dict[str, Any]]:
    """Return the rows on some lines, as ``find_rows`` has them.

    :raises AccessError: the user may not read the file
    """
    check_may_read(run)
    blocks, parts = _blocks(run)
    wanted = np.array(list(lines), dtype=np.int64)
    places = [
        (number, int(row))
        for number, (there, _letters) in enumerate(parts)
        for row in np.flatnonzero(np.isin(there, wanted))
    ]
    return rows_at(run, blocks, parts, places)


def cells_of_lines(run: BaseModel, lines: Iterable[int]) -> dict[int, dict[str, str]]:
    """Return the cells of the rows on some lines: line -> header -> cell.

    :raises AccessError: the user may not read the file
    """
    headers = [column["header"] for column in columns_of(run)]
    rows = rows_of_lines(run, lines)
    return {row["line"]: dict(zip(headers, row["cells"], strict=False)) for row in rows}


def _blocks(run):
    """Return the blocks of a check, records, and lines and letters of each."""
    blocks = run.sudo().checked_ids  # whoever may read the file may read its rows
    blocks.fetch(["outcomes"])
    return blocks, [unpack_outcomes(block._content("outcomes")) for block in blocks]


def columns_of(run: BaseModel) -> list[dict[str, str]]:
    """Return the columns of the file ``header``, ``field`` (key, "" where it is left out), ``label``."""
    known = {field.key: field.name for field in run.env["dso.upload.field"]._all()}
    return [
        {"header": one["header"], "field": one["field"], "label": known.get(one["field"], "")}
        for one in run.columns or []
    ]


def labels_of(env: Environment) -> dict[str, str]:
    """Return the names of all fields by their keys, as the user reads them."""
    return {field.key: field.name for field in env["dso.upload.field"]._all()}
