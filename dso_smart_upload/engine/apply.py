"""``Plan`` -> customers: in batches, one savepoint each; what Odoo refuses is left out."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from psycopg2 import DatabaseError, InterfaceError, OperationalError

from odoo.api import Environment, ValuesType
from odoo.fields import Command, Field
from odoo.models import BaseModel

from ..pipeline.convert.text import to_html
from ..pipeline.match import candidates
from ..pipeline.plan import Change, Plan
from ..pipeline.reference import NewRecord
from .claims import claim
from .new_records import create_new_records

BATCH = 1000  # customers created or written in one call
Thing = TypeVar("Thing")
Key = TypeVar("Key")
Done = TypeVar("Done")


def apply_plan(
    env: Environment, plan: Plan, made: dict[NewRecord, int] | None = None
) -> tuple[dict[int, int], dict[int, str], dict[NewRecord, int]]:
    """Carry out a plan, in batches; a customer that Odoo refuses is left out, the others are not.

    :param made: of the plans of earlier blocks that were made before those were carried out
    :return: (row -> partner id, row -> reason of the refusal, ids of the records created on the way, the families of
        groups too)
    """
    partners = env["res.partner"].with_context(**env["res.partner"]._dso_import_context())
    given = (change.code for change in plan.changes if not change.partner_id or change.linked is not None)
    claim(env, "customer", candidates(given))
    made = made or {}
    made = made | create_new_records(env, [record for record in plan.new_records if record not in made])
    done, refused, fields = {}, {}, partners._fields
    for start in range(0, len(plan.changes), BATCH):
        batch = [(change, vals_of(fields, change, made)) for change in plan.changes[start : start + BATCH]]
        # PostgreSQL keeps the plan of a foreign key's check: made for a few customers it reads all of many.
        env.cr.execute("DISCARD PLANS")
        ids, reasons = bisect(env, batch, partial(_write_batch, partners))
        done.update(ids)
        refused.update((change.row, reason) for (change, _vals), reason in reasons)
    return done, refused, made


def bisect(
    env: Environment, batch: list[Thing], write: Callable[[list[Thing]], dict[Key, Done]]
) -> tuple[dict[Key, Done], list[tuple[Thing, str]]]:
    """Write a batch in one savepoint; when Odoo refuses it, halve it until the culprit is alone.

    :param batch: things to write
    :param write: called with a batch, writes and flushes it, returns what it did
    :return: (what ``write`` returned, as one; each thing that was refused, and why)
    """
    if not batch:
        return {}, []
    try:
        with env.cr.savepoint():
            return write(batch), []
    except (InterfaceError, OperationalError):
        raise  # Odoo's own retry must see it; without a connection nothing more can be written
    except Exception as error:
        if is_time_limit(error):
            raise
        if len(batch) == 1:
            return {}, [(batch[0], reason_of(error))]
    middle = len(batch) // 2
    done, refused = bisect(env, batch[:middle], write)
    more, others = bisect(env, batch[middle:], write)
    return done | more, refused + others


def _write_batch(partners, batch):
    """Create the new customers in one call, and write equal changes together: dict row -> partner id."""
    new = [(change, vals) for change, vals in batch if not change.partner_id]
    created = partners._dso_create([partners._dso_creation_vals(vals) for _change, vals in new])
    ids = {change.row: partner.id for (change, _vals), partner in zip(new, created, strict=True)}
    write_alike(partners, [(change.partner_id, vals) for change, vals in batch if change.partner_id and vals])
    ids |= {change.row: change.partner_id for change, _vals in batch if change.partner_id}
    partners.env.flush_all()
    return ids


def write_alike(records: BaseModel, pairs: list[tuple[int, ValuesType]]) -> None:
    """Write values to records, by id, equal values in one call."""
    alike = {}
    for id_, vals in pairs:
        alike.setdefault(repr(sorted(vals.items(), key=lambda item: item[0])), (vals, []))[1].append(id_)
    for vals, ids in alike.values():
        records.browse(ids).write(dict(vals))


def vals_of(fields: Mapping[str, Field], change: Change, made: Mapping[NewRecord, int]) -> ValuesType:
    """Return the values of a change as ``write`` takes them.

    :param fields: of the customers' model, by name
    :param made: ids of the records created on the way
    """
    vals: ValuesType = {}
    for name, (old, new) in change.values.items():
        if fields[name].type == "many2many":
            ids = [made.get(value, value) for value in new or ()]
            vals[name] = [Command.link(id_) for id_ in ids if id_ not in (old or ())]
            vals[name] += [Command.unlink(id_) for id_ in old or () if id_ not in ids]
        elif fields[name].type == "html":
            vals[name] = to_html(new) if new else False
        else:
            vals[name] = False if new is None else made.get(new, new) if isinstance(new, NewRecord) else new
    return vals


def reason_of(error: Exception) -> str:
    """Return why Odoo refused a customer, without the technical part.

    The database tells the whole row beside it, with values that neither the user nor who reads the journal may see.
    """
    if isinstance(error, DatabaseError) and error.diag.message_primary:
        return " ".join(error.diag.message_primary.split())
    reason = getattr(error, "strerror", None) or (error.args[0] if error.args else error)
    return " ".join(str(reason).split())


def is_time_limit(error: Exception) -> bool:
    """Say whether Odoo interrupts a worker that has used up its time: no fault of what it was at."""
    return str(error) == "CPU time limit exceeded."
