"""Rows that are no customer, have no usable code or no name: each step returns what it has to say of them.

An issue of severity ``ERROR`` rejects its row. A row that is rejected already is passed over.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ..bounds import shortened
from ..message import ERROR, WARNING, Issue, Message
from ..totals import total_lines
from .columns import Column, TypedColumn
from .rows import Rows


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
    """Return an error for each row that is a total of others; a code that a customer in Odoo has is theirs.

    :param names: the column of names
    :param rejected: rows that are rejected so far: bool array (n)
    """
    return [
        rows.error(
            row, "total_line", text=" | ".join(map(shortened, filter(None, (rows.codes[row], names.words[row]))))
        )
        for row in np.flatnonzero(total_lines(rows.codes, names.words) & ~rows.known & ~rejected).tolist()
    ]


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
