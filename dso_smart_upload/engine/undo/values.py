"""What an undo reads from the journal and what it says of each line: plain values, no records.

In: cells of ``dso.upload.change`` as the database holds them; none of them is believed. Out: lines of which only pairs
of an old and a new value are left, and the commands and comparisons that putting them back needs.
"""

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeGuard

from odoo import fields
from odoo.fields import Command
from odoo.models import BaseModel

from ...pipeline.convert.text import to_text
from ...pipeline.folding import clean

if TYPE_CHECKING:
    from odoo.orm.commands import CommandValue

REVERTED, KEPT, FAILED = "reverted", "kept", "failed"
REMOVED, ARCHIVED, PUT_BACK, GONE = "removed", "archived", "put_back", "gone"
RESULTS = (REVERTED, KEPT, FAILED)
HOWS = (REMOVED, ARCHIVED, PUT_BACK, GONE)
LARGEST_ID = 2**31 - 1
NAMES = (
    "action",
    "partner_id",
    "partner_key",
    "is_merged",
    "is_further_code",
    "raw_values",
    "raw_contacts",
    "fingerprint",
    "undo_left",
    "create_date",
)


@dataclass(frozen=True)
class Outcome:
    """What became of one change.

    :param result: ``REVERTED``, ``KEPT`` or ``FAILED``
    :param reason: why, as a sentence; "" where there is nothing to say
    :param left: names of the partner's fields that stay
    :param how: of a reverted change: ``REMOVED``, ``ARCHIVED``, ``PUT_BACK``, or ``GONE`` where there was nothing to do
    :param named: names of the fields whose values the reason says
    """

    result: str
    reason: str = ""
    left: tuple[str, ...] = ()
    how: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stays:
    """Why a value of a customer is not put back.

    :param kind: ``changed`` since, ``deleted`` since (the record of the old value), ``forbidden`` to this user,
        ``foreign`` (not a field that imports write) or ``unreadable`` (what the journal says cannot be such a value)
    :param now: today's value
    :param new: the value the run wrote
    """

    kind: str
    now: object = None
    new: object = None


@dataclass(frozen=True)
class Line:
    """One line of the journal.

    :param id: of the ``dso.upload.change``
    :param partner_id: id of its customer, 0 when they were deleted
    :param is_merged: the customer that the run wrote was merged into this one since
    :param is_further_code: the run gave the customer a second code, which goes by itself (``codes.remove_codes``)
    :param values: by partner field, (old, new), or None for what is no such pair
    :param contacts: the same by id of a contact, of what Odoo shares between the customer and their contacts
    :param left: names of the fields to put back
    """

    id: int
    partner_id: int
    is_merged: bool
    is_further_code: bool
    values: dict[str, tuple | None]
    contacts: dict[int, dict[str, tuple | None]]
    left: tuple[str, ...]
    fingerprint: str
    written: datetime | None


def read_lines(changes: BaseModel) -> tuple[list[Line], list[Line]]:
    """Return the lines of journal records, created ones and updated ones: each value is read once.

    :param changes: ``dso.upload.change``
    """
    created, updated = [], []
    # Nobody but the undo reads them as they are stored; what it may write is asked for the user.
    for row in changes.sudo().read(NAMES, load=None):
        values = _pairs(row["raw_values"])
        left = row["undo_left"] if isinstance(row["undo_left"], list) else []
        contacts = row["raw_contacts"] if isinstance(row["raw_contacts"], dict) else {}
        line = Line(
            id=row["id"],
            partner_id=row["partner_id"] or 0,
            # of customers merged before this version, the key is still that of the one that the run wrote
            is_merged=row["is_merged"] or bool(row["partner_id"]) and row["partner_key"] not in (0, row["partner_id"]),
            is_further_code=bool(row["is_further_code"]),
            values=values,
            contacts={int(key): _pairs(cell) for key, cell in contacts.items() if _is_id_text(key)},
            left=tuple(name for name in left if isinstance(name, str) and name in values) or tuple(values),
            fingerprint=row["fingerprint"] or "",
            written=row["create_date"] or None,
        )
        (created if row["action"] == "created" else updated).append(line)
    return created, updated


def _pairs(cell):
    """Return the old and new values in a cell of the journal: dict name -> (old, new), or None for what is no pair."""
    if not isinstance(cell, dict):
        return {}
    return {name: tuple(pair) if isinstance(pair, list) and len(pair) == 2 else None for name, pair in cell.items()}


def _is_id_text(text):
    return text.isascii() and text.isdigit() and len(text) < 11 and is_id(int(text))


def is_id(value: object) -> TypeGuard[int]:
    """Say whether a value can be the id of a record."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_ID


def is_value(field: fields.Field, value: object) -> bool:
    """Say whether the journal can have a value from a partner field, or whether somebody else wrote it there.

    :param field: ``odoo.fields.Field``
    :param value: as JSON has it
    """
    if value is None:
        return True
    if field.type == "boolean":
        return isinstance(value, bool)
    if field.type in ("integer", "float", "monetary"):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if field.type == "many2one":
        return is_id(value)
    if field.type == "many2many":
        return isinstance(value, list) and all(map(is_id, value))
    if field.type in ("date", "datetime"):
        return isinstance(value, str) and _is_date(field, value)
    return field.type in ("char", "text", "html", "selection") and isinstance(value, str)


def _is_date(field, text):
    try:
        return bool(fields.Date.to_date(text) if field.type == "date" else fields.Datetime.to_datetime(text))
    except ValueError:
        return False


def is_same(field: fields.Field, one: Any, other: Any) -> bool:
    """Say whether two values of a partner field, as the journal holds them, are one."""
    if field.type in ("float", "monetary"):
        return math.isclose(one or 0.0, other or 0.0, rel_tol=1e-9, abs_tol=1e-6)
    if field.type == "html":
        return clean(to_text(one or "")) == clean(to_text(other or ""))
    return one == other or not (one or other)


def links_back(now: list[int], old: list[int], new: list[int], existing: Collection[int]) -> "list[CommandValue]":
    """Return the commands that take back the links a run added and removed; other links stay.

    :param existing: ids of the linked records that still exist, of those in ``old``
    """
    added, lost = set(new) - set(old), set(old) - set(new)
    return [Command.unlink(id_) for id_ in now if id_ in added] + [
        Command.link(id_) for id_ in old if id_ in lost and id_ in existing and id_ not in now
    ]
