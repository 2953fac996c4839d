"""Rows of a check whose customer is in Odoo without their code, or may be: both sides, as a person compares them.

In: a run that was checked. Out: plain data, those of which a person has to say something first. Customers are read with
the reader's rights.
"""

from collections.abc import Iterable
from typing import Any

from odoo.api import Environment
from odoo.models import BaseModel

from .checked_rows import cells_of_lines, check_may_read
from .customers import readable
from .journal import readable_evidence

PLACE = ("name", "street", "zip", "city", "legal_id", "vat", "email", "phone")  # keys of the fields that are compared
MOST = 10_000  # rows that are answered at once


def find_twins(run: BaseModel, offset: int = 0, limit: int | None = 40) -> dict[str, Any]:
    """Return a page of the rows whose customer may be there.

    :param limit: None: all of them, without their cells
    :return: ``total`` and ``rows``: ``line``, ``code``, ``is_sure``, ``cells``, ``candidates``, ``other_line``,
        ``evidence``
    """
    check_may_read(run)
    issues, changes = run.env["dso.upload.issue"], run.env["dso.upload.change"]
    doubts = [("run_id", "=", run.id), ("kind", "=", "possible_twin")]
    linked = [("run_id", "=", run.id), ("action", "=", "linked")]
    count = issues.search_count(doubts)
    total = count + changes.search_count(linked)
    if limit == 0:
        return {"total": total, "rows": []}
    most = MOST if limit is None else min(limit, MOST)
    rows = _doubtful(issues.search(doubts, offset=offset, limit=most))
    left = most - len(rows)
    if left:
        rows += _certain(changes.search(linked, offset=max(offset - count, 0), limit=left))
    if limit is not None:
        _fill(run, rows)
    return {"total": total, "rows": rows}


def evidence_text(env: Environment, words: Iterable[str]) -> str:
    """Return words of evidence as a person reads them."""
    names = {
        "siret": env._("same Siret"),
        "legal_id": env._("same legal id"),
        "vat": env._("same VAT number"),
        "email": env._("same e-mail address"),
        "phone": env._("same phone"),
        "name_address": env._("like name and address"),
    }
    return ", ".join(names[word] for word in words if word in names)


def _doubtful(issues):
    facts = issues._twins()
    return [
        {
            "line": issue.line,
            "code": issue.code or "",
            "is_sure": False,
            "candidates": facts[issue.id]["candidates"],
            "other_line": facts[issue.id]["other_line"],
            "evidence": facts[issue.id]["evidence"],
        }
        for issue in issues
        if issue.id in facts
    ]


def _certain(changes):
    return [
        {
            "line": change.line,
            "code": change.code or "",
            "is_sure": True,
            "candidates": [{"partner_id": change.partner_id.id, "evidence": change.evidence or []}]
            if change.partner_id
            else [],
            "other_line": 0,
            "evidence": change.evidence or [],
        }
        for change in changes
    ]


def _fill(run, rows):
    """Put beside each other what the file says of the rows and what Odoo has of the customers."""
    cells = cells_of_lines(run, [row["line"] for row in rows])
    headers = {one["field"]: one["header"] for one in run.columns or () if one["field"] in PLACE}
    ids = {one["partner_id"] for row in rows for one in row["candidates"]}
    partners = run.env["res.partner"].with_context(active_test=False)
    shown = {one.id: one for one in partners.browse(ids).exists()._filtered_access("read")}
    fields_ = run.env["dso.upload.field"]
    names = {key: fields_._partner_field(key) for key in PLACE}
    allowed = readable(partners, set(names.values()) | {"ref"})
    for row in rows:
        there = cells.get(row["line"], {})
        row["cells"] = {key: there.get(header, "") for key, header in headers.items()}
        row["candidates"] = [
            _candidate(one, shown[one["partner_id"]], names, allowed)
            for one in row["candidates"]
            if one["partner_id"] in shown
        ]


def _candidate(one, partner, names, allowed):
    values = {key: partner[name] or "" for key, name in names.items() if name in allowed}
    return {
        "partner_id": partner.id,
        "code": partner.ref or "" if "ref" in allowed else "",
        "values": values,
        "evidence": readable_evidence(partner.env, one["evidence"]),
    }
