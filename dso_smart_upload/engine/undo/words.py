"""What people read of an undo: what it would do, how far it is, what it did.

In: the counts of a run. Out: sentences; what is 0 is left out.
"""

from datetime import timedelta

from odoo.models import BaseModel
from odoo.tools import format_datetime

from ..prepare import max_rows_in_call
from ..say import number
from .codes import codes_of_run
from .lines import left_to_undo
from .made import made_records
from .values import ARCHIVED, FAILED, GONE, HOWS, KEPT, PUT_BACK, REMOVED, REVERTED


def preview(run: BaseModel) -> str:
    """Return what an undo would do now, a sentence a line."""
    groups = run.env["dso.upload.change"]._read_group(left_to_undo(run, 0), ["action"], ["__count"])
    counts = dict(groups)
    sentences = [
        _created_preview(run, counts.get("created", 0)),
        _updated_preview(run, counts.get("updated", 0) + counts.get("linked", 0)),
        _codes_preview(run, len(codes_of_run(run))),
        _made_preview(run, sum(len(records) for records in made_records(run))),
    ]
    if sum(counts.values()) > max_rows_in_call(run.env):
        sentences.append(
            run.env._("This runs in the background: you may go on working, and you are told when it is done.")
        )
    return "\n".join(filter(None, sentences)) or run.env._("There is nothing to undo.")


def _created_preview(run, count):
    if count == 1:
        return run.env._("1 customer that this import created is removed, or archived when something uses it.")
    return count and run.env._(
        "%(many)s customers that this import created are removed, or archived when something uses them.",
        many=_number(run, count),
    )


def _updated_preview(run, count):
    if count == 1:
        return run.env._("1 customer gets the old values back, except those that were changed since.")
    return count and run.env._(
        "%(many)s customers get their old values back, except those that were changed since.",
        many=_number(run, count),
    )


def _codes_preview(run, count):
    if count == 1:
        return run.env._("1 second code that this import added is removed.")
    return count and run.env._("%(many)s second codes that this import added are removed.", many=_number(run, count))


def _made_preview(run, count):
    if count == 1:
        return run.env._("1 group or payment term that this import created is removed when nothing uses it.")
    return count and run.env._(
        "%(many)s groups and payment terms that this import created are removed when nothing uses them.",
        many=_number(run, count),
    )


def progress_text(run: BaseModel) -> str:
    """Return how far an undo is."""
    if not run.undo_done or not run.undo_seconds:
        return run.env._("Undo: waiting for its turn")
    left = run.undo_seconds / run.undo_done * (run.undo_total - run.undo_done)
    return run.env._(
        "Undo: %(done)s of %(total)s customers, about %(left)s left",
        done=_number(run, run.undo_done),
        total=_number(run, run.undo_total),
        left=str(timedelta(seconds=round(left))),
    )


def summary(run: BaseModel) -> str:
    """Return what an undo did, and which groups and terms stay."""
    user, what = run.undone_by.name, _what(run)
    if run.state == "undone":
        date = format_datetime(run.env, run.undone_on)
        text = run.env._("Undone on %(date)s by %(user)s: %(what)s.", date=date, user=user, what=what)
    else:
        text = run.env._("Undone in part by %(user)s: %(what)s.", user=user, what=what)
    if run.undo_archived or run.undo_kept or run.undo_failed:
        text = run.env._("%(summary)s The list of changes says why.", summary=text)
    return "\n".join(filter(None, [text, _codes_removed(run, run.undo_codes), run.undo_note]))


def _codes_removed(run, count):
    if count == 1:
        return run.env._("1 second code that the import added was removed.")
    return count and run.env._("%(many)s second codes that the import added were removed.", many=_number(run, count))


def _what(run):
    """Return the counts of an undo: "3 customers removed, 1 archived"."""
    counts = {name: run[f"undo_{name}"] for name in (*HOWS, KEPT, FAILED)}
    # of the undo of an earlier version, whose journal was removed, nobody knows more
    counts[REVERTED] = run.undo_reverted - sum(counts[how] for how in HOWS)
    parts = []
    for name in (REMOVED, ARCHIVED, PUT_BACK, REVERTED, GONE, KEPT, FAILED):
        count = max(counts[name], 0)
        if count:
            words = _number(run, count) if parts else _customers(run, count)
            parts.append(_one(run, words)[name] if count == 1 else _many(run, words)[name])
    return ", ".join(parts) or run.env._("nothing had to be undone")


def _customers(run, count):
    if count == 1:
        return run.env._("1 customer")
    return run.env._("%(count)s customers", count=_number(run, count))


def _one(run, one):
    """Return what became of one customer: dict result, or way of reverting -> words."""
    return {
        REMOVED: run.env._("%(one)s removed", one=one),
        ARCHIVED: run.env._("%(one)s archived", one=one),
        PUT_BACK: run.env._("%(one)s put back", one=one),
        REVERTED: run.env._("%(one)s reverted", one=one),
        GONE: run.env._("%(one)s that was removed before", one=one),
        KEPT: run.env._("%(one)s with values that were changed since and stay", one=one),
        FAILED: run.env._("%(one)s that could not be reverted", one=one),
    }


def _many(run, many):
    """Return the same of several customers: in some languages the words differ."""
    return {
        REMOVED: run.env._("%(many)s removed", many=many),
        ARCHIVED: run.env._("%(many)s archived", many=many),
        PUT_BACK: run.env._("%(many)s put back", many=many),
        REVERTED: run.env._("%(many)s reverted", many=many),
        GONE: run.env._("%(many)s that were removed before", many=many),
        KEPT: run.env._("%(many)s with values that were changed since and stay", many=many),
        FAILED: run.env._("%(many)s that could not be reverted", many=many),
    }


def _number(run, count):
    return number(run.env, float(count))
