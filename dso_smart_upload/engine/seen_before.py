"""What there is to say of a file before it is imported: the same one again, or older than the last."""

import hashlib
from datetime import datetime
from typing import Any

from odoo.api import Environment
from odoo.models import BaseModel
from odoo.tools import format_datetime

from ..pipeline.message import Message
from ..pipeline.table.file_date import date_in_name


def notices(
    env: Environment, content: bytes, filename: str, mapping: BaseModel, file_date: datetime | None
) -> tuple[Message, ...]:
    """Return what there is to say of a file before it is read: the same one again, or older than the last."""
    runs = env["dso.upload.run"]
    domain = [("state", "=", "done"), ("company_id", "=", env.company.id)]
    names = ["finished", "filename", "file_date"]
    timezone = env.context.get("tz") or "UTC"
    same = runs.search_fetch([*domain, ("content_hash", "=", content_hash(content))], names, limit=1)
    if same:
        details = {"date": format_datetime(env, same.finished, timezone), "filename": same.filename}
        return (Message("same_file", details),)
    last = runs.browse()
    if mapping:
        last = runs.search_fetch([*domain, ("mapping_id", "=", mapping.id)], names, limit=1)
    for date, newest in (
        (date_in_name(filename), date_in_name(last.filename or "")),
        (file_date, last.file_date),
    ):
        if date and newest:
            if date >= newest:
                break
            details = {
                "date": format_datetime(env, date, timezone),
                "newer": format_datetime(env, newest, timezone),
                "filename": last.filename,
            }
            return (Message("older_file", details),)
    return ()


def content_hash(content: bytes) -> str:
    """Return what tells one file's content from another's."""
    return hashlib.sha256(content).hexdigest()


def same_cells(corrections: dict[Any, dict[str, str]] | None) -> dict[int, dict[str, str]]:
    """Return the option ``corrections`` in the form in which two that say the same are equal."""
    return {int(line): cells for line, cells in (corrections or {}).items() if cells}
