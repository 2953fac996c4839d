"""Undo of created customers: they are removed when nothing uses them, and archived otherwise.

In: lines of the journal of one block. Out: the outcome of each. A customer that the run did not make stays, whatever
the journal says.
"""

from functools import partial

from odoo.models import BaseModel
from odoo.tools import SQL, format_date

from ..apply import bisect
from ..customers import fingerprints, values_of
from ..usage import in_words, uses_of
from .lines import partners_of, tell_meant, tell_there
from .values import ARCHIVED, FAILED, GONE, KEPT, REMOVED, REVERTED, Line, Outcome, is_value


def undo_created(run: BaseModel, lines: list[Line]) -> dict[int, Outcome]:
    """Remove created customers that nothing uses, archive the others: outcomes by id of a line."""
    gone = Outcome(REVERTED, run.env._("This customer was removed already."), how=GONE)
    there, outcomes = tell_there(run, lines, gone)
    there, others = tell_meant(run, there, is_code_needed=False)
    there, foreign = _tell_own(run, there)
    uses = _uses(run, there)
    removed, refused = bisect(run.env, [line for line in there if line.id not in uses], partial(_remove, run))
    uses |= {line.id: run.env._("Odoo says: %(reason)s", reason=reason) for line, reason in refused}
    used = [(line, uses[line.id]) for line in there if line.id in uses]
    archived, refused = bisect(run.env, used, partial(_archive, run))
    failed = {
        line.id: Outcome(
            FAILED,
            run.env._("Not removed (%(why)s), and Odoo refuses to archive it: %(reason)s", why=why, reason=reason),
        )
        for (line, why), reason in refused
    }
    return outcomes | others | foreign | removed | archived | failed


def _tell_own(run, lines):
    """Tell the lines whose customers this run made from the others.

    A customer and their line are made in one transaction, which gives both the same date, by the user of the run.

    :return: (list of lines, dict id of each other line -> ``Outcome``)
    """
    partners = partners_of(run).browse({line.partner_id for line in lines})
    today = values_of(partners, partners.ids, ["create_date", "create_uid"])
    not_ours = Outcome(KEPT, run.env._("This customer was not created by this import."))
    there, others = [], {}
    for line in lines:
        made = today[line.partner_id]
        if (made["create_date"], made["create_uid"]) == (line.written, run.user_id.id):
            there.append(line)
        else:
            others[line.id] = not_ours
    return there, others


def _remove(run, lines):
    """Remove the customers of lines: the write of ``bisect``."""
    partners_of(run).browse(line.partner_id for line in lines).unlink()
    return {line.id: Outcome(REVERTED, how=REMOVED) for line in lines}


def _archive(run, batch):
    """Archive the customers of a batch of (line, why): the write of ``bisect``."""
    partners = partners_of(run).browse(line.partner_id for line, _why in batch)
    partners.filtered("active").write({"active": False})
    partners.env.flush_all()
    return {
        line.id: Outcome(REVERTED, run.env._("Archived, not removed: %(why)s.", why=why.rstrip(".")), how=ARCHIVED)
        for line, why in batch
    }


def _uses(run, lines):
    """Return why created customers are not removed: dict id of a line -> words; the others nothing uses."""
    partners = partners_of(run).browse(line.partner_id for line in lines)
    groups = partners._fields["category_id"]
    conditions = {
        (groups.relation, groups.column1): SQL("FALSE"),  # those of the run are no use, see below for the others
        ("dso_customer_code", "partner_id"): SQL("t.run_id IS DISTINCT FROM %s", run.id),
        ("dso_upload_change", "partner_id"): SQL(
            """
            t.undo_result IS DISTINCT FROM %s AND EXISTS (
                SELECT FROM dso_upload_run AS run
                WHERE run.id = t.run_id AND run.id != %s AND run.state != 'checked'
            )
            """,
            REVERTED,
            run.id,
        ),
    }
    used = uses_of(run.env, "res.partner", partners.ids, conditions)
    today = values_of(partners, partners.ids, ["category_id"])
    edited = _edited(run, lines, partners)
    there = _groups_there(run, groups, lines)
    found = {}
    for line in lines:
        id_, why = line.partner_id, []
        counts = dict(used.get(id_, {}))
        if counts.pop("dso.upload.change", 0):
            why.append(run.env._("changed by a later import"))
        if counts:
            why.append(run.env._("used by %(uses)s", uses=in_words(run.env, counts)))
        if id_ in edited:
            why.append(edited[id_])
        _old, given = line.values.get("category_id") or (None, None)
        now, given = set(today[id_]["category_id"] or ()), set(given if given and is_value(groups, given) else ())
        if now - given:
            why.append(run.env._("groups were added to it"))
        if (given & there) - now:
            why.append(run.env._("groups were taken away from it"))
        if why:
            found[line.id] = "; ".join(why)
    return found


def _groups_there(run, groups, lines):
    """Return the ids of the groups that customers were given, of those that are still there and the user sees."""
    given = (line.values.get("category_id") for line in lines)
    ids = {id_ for pair in given if pair and pair[1] and is_value(groups, pair[1]) for id_ in pair[1]}
    return set(run.env[groups.comodel_name].browse(ids).exists()._filtered_access("read").ids)


def _edited(run, lines, partners):
    """Return who changed created customers since, whatever the field: dict partner id -> words."""
    now = fingerprints(partners, partners.ids)
    edited = [line.partner_id for line in lines if line.fingerprint != now[line.partner_id]]
    return {
        row["id"]: run.env._(
            "changed by %(user)s on %(date)s",
            user=row["write_uid"][1] if row["write_uid"] else "?",
            date=format_date(run.env, row["write_date"]),
        )
        for row in partners.browse(edited).read(["write_uid", "write_date"])
    }
