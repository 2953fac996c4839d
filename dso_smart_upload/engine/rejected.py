"""The rejected rows of a run as a file, to be corrected and imported again."""

import re
from collections.abc import Mapping

from odoo.models import BaseModel

from ..pipeline.blocks import joined_tables, take
from ..pipeline.rejects import MARKED, Rejected, rejected_csv, rejected_xlsx
from .run_file import tables_of
from .say import saying

WRONG_FIELDS = {"missing_name": "name", "duplicate_in_file": "code"}  # of issues that name no column
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"|?*]')


def rejected_file(run: BaseModel, ending: str) -> tuple[str, bytes]:
    """Return the rejected rows of this run as a file.

    :param ending: ``csv`` or ``xlsx``
    :return: (name of the file, bytes)
    :raises UserError: the file of the run was removed, or the rows are too many for ``xlsx``
    """
    return _file_of(run, _rejected_rows(run), "rejected", ending)


def rows_file(run: BaseModel, reasons: Mapping[int, str], what: str, ending: str) -> tuple[str, bytes]:
    """Return some rows of this run's file as a file that can be corrected and imported again.

    :param reasons: why each is given out, by its line in the file
    :param what: word at the end of the name of the file
    :param ending: ``csv`` or ``xlsx``
    :return: (name of the file, bytes)
    :raises UserError: the file of the run was removed, or the rows are too many for ``xlsx``
    """
    return _file_of(run, [Rejected(line, reason) for line, reason in sorted(reasons.items())], what, ending)


def _file_of(run, rejected, what, ending):
    """Return rows of this run's file as a file, with the reasons: (name, bytes)."""
    lines = {one.line for one in rejected}
    table = joined_tables(
        [take(table, [row for row, line in enumerate(table.lines) if line in lines]) for table in tables_of(run)]
    )
    with saying(run.env):
        if ending == "xlsx":
            content = rejected_xlsx(table, rejected)
        else:
            content = rejected_csv(table, rejected, MARKED if run.filename.lower().endswith(".json") else None)
    return f"{_stem(run)}_{what}.{ending}", content


def _rejected_rows(run):
    """Return the ``Rejected`` of each row that was rejected, in the order of the file."""
    headers = {column["field"]: column["header"] for column in run.columns or [] if column["field"]}
    reasons, wrong = {}, {}
    for issue in run.issue_ids.filtered(lambda issue: issue.severity == "error"):
        reasons.setdefault(issue.line, []).append(issue.message)
        column = issue.column or headers.get(WRONG_FIELDS.get(issue.kind), "")
        wrong.setdefault(issue.line, []).append(column)
    return [Rejected(line, " ".join(texts), tuple(wrong[line])) for line, texts in reasons.items()]


def _stem(run):
    """Return the name of the file without folder and ending, as every system can save it."""
    name = re.split(r"[/\\]", run.filename or "")[-1]
    stem = _NOT_IN_NAMES.sub("", name.rpartition(".")[0] or name).removesuffix("_rejected").strip(" .")
    return stem or "rows"
