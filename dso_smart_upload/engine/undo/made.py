"""Undo of what a run created beside customers: groups and terms that nothing uses go.

In: the ids that the run noted, by model. Out: a sentence on each record that stays. Records that are not of the run
itself stay without a word: what was noted is not believed.
"""

from functools import partial

from odoo.models import BaseModel
from odoo.tools import SQL

from ...pipeline.reference import CREATED_MODELS
from ..apply import bisect
from ..usage import in_words, uses_of
from .values import is_id

PARTS = {("account_payment_term_line", "payment_id"): SQL("FALSE")}  # the lines of a term do not use it


def undo_made(run: BaseModel) -> list[str]:
    """Remove the groups and terms the run created that nothing uses, and say why others stay."""
    notes = []
    for left in made_records(run):
        removed, why = True, {}
        while left and removed:  # a family can go when its groups are gone
            removed, why = _remove_made(run, left)
            left -= removed
        notes += [run.env._("%(name)s stays: %(why)s", name=record.display_name, why=why[record.id]) for record in left]
    return notes


def made_records(run: BaseModel) -> list[BaseModel]:
    """Return the groups and the terms that this run created, of those it noted."""
    made = run.made if isinstance(run.made, dict) else {}
    noted = {model: list(filter(is_id, made[model])) for model in CREATED_MODELS if isinstance(made.get(model), list)}
    last = _last_written(run) if any(noted.values()) else None
    if not last:
        return []
    return [
        run.env[model]
        .with_context(active_test=False)
        .browse(ids)
        .exists()
        ._filtered_access("read")
        .filtered(lambda one: one.create_uid == run.user_id and run.create_date <= one.create_date <= last)
        for model, ids in noted.items()
    ]


def _last_written(run):
    """Return when the last line of the journal was written, None where it is empty."""
    dates = [
        run.env[model]._read_group([("run_id", "=", run.id)], [], ["create_date:max"])[0][0]
        for model in ("dso.upload.change", "dso.upload.issue")
    ]
    return max(filter(None, dates), default=None)


def _remove_made(run, records):
    """Remove those of the records that nothing uses and nobody changed.

    :return: (the removed records, dict id of each other one -> why it stays)
    """
    why = {
        id_: run.env._("used by %(uses)s", uses=in_words(run.env, counts))
        for id_, counts in uses_of(run.env, records._name, records.ids, PARTS).items()
    }
    for record in records:
        if record.write_date != record.create_date:
            why.setdefault(record.id, run.env._("changed since"))
    unused = records.filtered(lambda record: record.id not in why)
    removed, refused = bisect(run.env, list(unused), partial(_unlink, unused))
    why |= {record.id: run.env._("Odoo says: %(reason)s", reason=reason) for record, reason in refused}
    return records.browse(removed), why


def _unlink(records, batch):
    """Remove a batch of records: the write of ``bisect``."""
    ids = [record.id for record in batch]
    records.browse(ids).unlink()
    return dict.fromkeys(ids, True)
