"""Rows that are no customer, have no usable code or no name: each step returns what it has to say of them.

An issue of severity ``ERROR`` rejects its row. A row that is rejected already is passed over.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ..bounds import shortened
from ..message import ERROR, WARNING, Issue, Message
from ..totals import page_lines, total_lines
from .columns import Column, TypedColumn
from .rows import Rows

_DIGIT = re.compile(r"\d")
_ENOUGH = 3  # whole rows that say what codes are like
_NEARLY_ALL = 0.9  # share of them whose codes have a digit


def reading_issues(rows: Rows, columns: Sequence[Column]) -> list[Issue]:
    """Return what reading the file had to say of rows and of the columns that are mapped."""
    mapped = {setting.header: setting.field for setting in (rows.code, *(column.setting for column in columns))}
    return [
        replace(
            issue,
            code=shortened(rows.codes[issue.row]),
            field=mapped.get(issue.column, ""),
            partner_id=int(rows.partner_ids[issue.row]),
        )
        for issue in rows.table.issues
        if not issue.column or issue.column in mapped
    ]


def total_issues(rows: Rows, names: Column, rejected: np.ndarray) -> list[Issue]:
    """Return an error for each row that is a total of others, or a line of a printed page.

    A code that a customer in Odoo has is theirs.

    :param names: the column of names
    :param rejected: rows that are rejected so far: bool array (n)
    """
    left = ~rows.known & ~rejected
    totals, pages = total_lines(rows.codes, names.words), page_lines(rows.codes, names.words)
    return [
        rows.error(row, "total_line" if totals[row] else "list_line", text=_shown(rows.codes[row], names.words[row]))
        for row in np.flatnonzero((totals | pages) & left).tolist()
    ]


def heading_issues(rows: Rows, columns: Sequence[Column], names: Column, rejected: np.ndarray) -> list[Issue]:
    """Return what there is to say of rows that look like a heading or a remark among the customers.

    Their codes have no digit where those of whole rows have one, and fewer cells are filled in. Where the code is
    several words and no more than half of the cells are filled in, the row is rejected.

    :param columns: the mapped columns but that of codes
    :param names: the column of names
    :param rejected: rows that are rejected so far: bool array (n)
    """
    have_digits = np.array([_DIGIT.search(code) is not None for code in rows.codes], dtype=bool)
    suspects = ~have_digits & ~rows.known & ~rejected & (rows.codes != "")
    if not suspects.any() or 2 * suspects.sum() > len(rows):
        return []
    filled = 1 + sum((column.words != "").astype(int) for column in columns)
    whole = have_digits | suspects
    usual = np.median(filled[have_digits]) if have_digits.any() else 0
    whole &= filled >= usual
    if have_digits[whole].sum() < _ENOUGH or have_digits[whole].mean() < _NEARLY_ALL:
        return []
    like = shortened(rows.codes[np.flatnonzero(have_digits)[0]])
    issues = []
    for row in np.flatnonzero(suspects & (filled < usual)).tolist():
        if " " in rows.codes[row] and 2 * filled[row] <= usual:
            issues.append(rows.error(row, "heading_line", text=_shown(rows.codes[row], names.words[row]), like=like))
        else:
            issues.append(rows.issue(row, WARNING, Message("code_unlike", {"code": rows.codes[row], "like": like})))
    return issues


def _shown(code, name):
    return " | ".join(map(shortened, filter(None, (code, name))))


def code_issues(rows: Rows, rejected: np.ndarray, reactivate: bool) -> list[Issue]:
    """Return an error for each row without a code, or whose code fits several customers, and what was repaired.

    :param rejected: rows that are rejected so far: bool array (n)
    :param reactivate: archived customers come back
    """
    issues = []
    for row in np.flatnonzero(~rejected).tolist():
        code, found = rows.codes[row], rows.matches[row]
        if not code:
            issues.append(rows.issue(row, ERROR, Message("missing_code"), rows.code))
            continue
        if found.message:
            severity = ERROR if found.ambiguous or found.lost else WARNING
            issues.append(rows.issue(row, severity, found.message, rows.code))
        if found.twin:
            issues.append(rows.issue(row, ERROR if found.waits else WARNING, found.twin, rows.code))
        if not found.active:
            variant = "archived_customer.back" if reactivate else "archived_customer"
            issues.append(rows.issue(row, WARNING, Message(variant, {"code": code}), rows.code))
    return issues


def name_issues(rows: Rows, names: TypedColumn | None, rejected: np.ndarray) -> list[Issue]:
    """Return an error for each new customer without a name; a known customer keeps its own.

    :param names: the column of names, None where it is not imported
    :param rejected: rows that are rejected so far: bool array (n)
    """
    missing = pd.isna(names.values) if names else np.ones(len(rows), dtype=bool)
    new = np.flatnonzero(missing & ~rows.known & ~rejected).tolist()
    return [rows.error(row, "missing_name", code=rows.codes[row]) for row in new]
