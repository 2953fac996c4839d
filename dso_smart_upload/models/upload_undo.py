"""Undo of a run: what it changed is put back, where nobody changed it since.

In: the journal of a run, ``dso.upload.change``, with old and new values as the database held them. A value that is
still the one the run wrote is put back; another one was changed since and stays. A customer the run created is
removed when nothing uses it, archived otherwise; last go the groups and terms the run created that nothing uses.
Out: the result of each change, in the journal and in the report.

Work goes in batches, with one savepoint each; nothing here commits. An undo is no import: it may put back what an
import changed of a field that is protected now.
"""

import math
from dataclasses import dataclass
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL, format_date, format_datetime, split_every

from ..pipeline.convert.text import to_text
from ..pipeline.words import clean
from .upload_engine_apply import BATCH
from .upload_run_journal import storable

REVERTED, KEPT, FAILED = "reverted", "kept", "failed"

WRITING = {"tracking_disable": True, "mail_notrack": True, "no_vat_validation": True, "active_test": False}
ONLINE = ("vies_valid",)  # stored fields that Odoo asks an online service for; an import leaves them alone too
PARTS = {("account_payment_term_line", "payment_id"): SQL("FALSE")}  # the lines of a term do not use it


@dataclass(frozen=True)
class Outcome:
    """What became of one change.

    :param result: ``REVERTED``, ``KEPT`` or ``FAILED``
    :param reason: why, as a sentence; "" where there is nothing to say
    :param left: names of the partner's fields that stay
    :param named: names of those whose values the reason says
    """

    result: str
    reason: str = ""
    left: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stays:
    """Why a value of a customer is not put back.

    :param kind: ``changed`` since, ``deleted`` since (the record of the old value), ``forbidden`` to this user
    :param now: today's value
    :param new: the value the run wrote
    """

    kind: str
    now: object = None
    new: object = None


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"  # pylint: disable=consider-merging-classes-inherited

    undone_on = fields.Datetime(readonly=True)
    undone_by = fields.Many2one("res.users", readonly=True)
    undo_reverted = fields.Integer(string="Reverted", readonly=True)
    undo_kept = fields.Integer(string="Changed Since", readonly=True, help="Customers with values that stay.")
    undo_failed = fields.Integer(string="Not Reverted", readonly=True, help="Customers that Odoo refused to put back.")
    undo_note = fields.Text(readonly=True, help="Which groups and terms that the run created stay, and why.")
    undo_summary = fields.Text(compute="_compute_undo_summary")

    @api.depends("undone_on", "undone_by", "undo_reverted", "undo_kept", "undo_failed", "undo_note")
    def _compute_undo_summary(self):
        for run in self:
            summary = self.env._(
                "Undone on %(date)s by %(user)s: %(reverted)s customers reverted, %(kept)s with values that were "
                "changed since and stay, %(failed)s that could not be reverted. The list of changes says why.",
                date=format_datetime(self.env, run.undone_on),
                user=run.undone_by.name,
                reverted=run.undo_reverted,
                kept=run.undo_kept,
                failed=run.undo_failed,
            )
            run.undo_summary = "\n".join(filter(None, [summary, run.undo_note])) if run.undone_on else ""

    @api.model
    def undo(self, run_id):
        """Put back what a run changed, where nobody changed it since.

        Customers it created are removed, or archived when something uses them. It can be called again: what was kept
        or failed is then tried once more.

        :param int run_id: id of the run
        :returns: ``run_id``, ``state`` (``undone``), how many customers are ``reverted``, ``kept`` (changed since) and
            ``failed``, and ``changes``: a list of ``line``, ``code``, ``partner_id`` (0 when it is removed),
            ``result`` (one of the three words) and ``reason`` (a sentence, or "")
        :rtype: dict
        :raises UserError: there is no such run, it belongs to another company, or it is not done
        :raises AccessError: the user may not import
        """
        self.browse().check_access("write")
        run = self._existing(run_id)
        run._check_undo()
        run = run.with_env(self._own_env(self.env.user, run.company_id))
        run._undo()
        return run._undo_report()

    def action_undo(self):
        """Undo the run of the form."""
        self.ensure_one()
        self.undo(self.id)
        return True

    def _check_undo(self):
        """Refuse a run that cannot be undone."""
        failed_midway = self.state == "failed" and self.created + self.updated
        if self.state not in ("done", "undone") and not failed_midway:
            states = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "The run %(id)s (%(name)s) cannot be undone: its state is %(state)s, and only what is done can be.",
                    id=self.id,
                    name=self.name,
                    state=states[self.state],
                )
            )
        if self.created + self.updated and not self.env["dso.upload.change"].search_count(
            [("run_id", "=", self.id)], limit=1
        ):
            raise UserError(
                self.env._(
                    "The run %(id)s (%(name)s) cannot be undone: the journal of its changes was removed.",
                    id=self.id,
                    name=self.name,
                )
            )

    def _undo(self):
        """Undo what is still to undo, batch by batch, and write the journal of it."""
        self.env["dso.upload.turn"]._take_in_call(self)
        for changes in self._undo_batches():
            updated = changes.filtered(lambda change: change.action == "updated")
            outcomes = self._undo_updated(updated) | self._undo_created(changes - updated)
            self._undo_journal(changes, outcomes)
            self.env.flush_all()
            self.env.invalidate_all()  # memory stays that of one batch
        notes = self._undo_made()
        counts = self.env["dso.upload.change"]._read_group([("run_id", "=", self.id)], ["undo_result"], ["__count"])
        self._as_engine().write(
            {
                "state": "undone",
                "undone_on": fields.Datetime.now(),
                "undone_by": self.env.uid,
                "undo_note": "\n".join(notes),
                **{f"undo_{result}": 0 for result in (REVERTED, KEPT, FAILED)},
                **{f"undo_{result}": count for result, count in counts if result},
            }
        )

    def _undo_batches(self):
        """Yield the changes that are not reverted yet, a batch at a time."""
        changes = self.env["dso.upload.change"]
        left = changes.search([("run_id", "=", self.id), ("undo_result", "!=", REVERTED)], order="id")
        for ids in split_every(BATCH, left.ids):
            yield changes.browse(ids)

    def _undo_journal(self, changes, outcomes):
        """Write what became of changes.

        :param outcomes: dict id of a change -> ``Outcome``
        """
        pairs = []
        for id_, one in outcomes.items():
            vals = {"undo_result": one.result, "undo_reason": one.reason}
            # what Odoo says when it refuses may hold any value
            vals["undo_named"] = False if one.result == FAILED else ",".join(one.named)
            if one.result == KEPT:
                vals["undo_left"] = list(one.left)
            pairs.append((id_, vals))
        self.env["dso.upload.engine"]._write_alike(self._as_engine().env[changes._name], pairs)

    def _undo_report(self):
        changes = self.env["dso.upload.change"].search([("run_id", "=", self.id)])
        return {
            "run_id": self.id,
            "state": self.state,
            REVERTED: self.undo_reverted,
            KEPT: self.undo_kept,
            FAILED: self.undo_failed,
            "changes": [
                {
                    "line": change.line,
                    "code": change.code or "",
                    "partner_id": change.partner_id.id or 0,
                    "result": change.undo_result or "",
                    "reason": change.undo_reason or "",
                }
                for change in changes
            ],
        }

    # -- customers the run updated --

    def _undo_updated(self, changes):
        """Put the old values of customers back: dict id of a change -> ``Outcome``."""
        there, outcomes = self._undo_there(changes, Outcome(KEPT, self.env._("This customer was deleted since.")))
        partners = self._undo_partners().browse(there.partner_id.ids)
        names = {name for change in there.sudo() for name in change.raw_values} & set(partners._fields)
        names = {name for name in names if partners._has_field_access(partners._fields[name], "write")}
        today = partners._dso_values(partners.ids, names)
        known = self._undo_known(there)
        steps = [(change, *self._old_values(change, today[change.partner_id.id], known)) for change in there]
        outcomes |= self._kept_outcomes(steps)
        writes = [(change, vals) for change, vals, _stays in steps if vals]
        _done, refused = self.env["dso.upload.engine"]._bisect(writes, partial(self._put_back, partners))
        for (change, _vals), reason in refused:
            outcomes[change.id] = Outcome(FAILED, reason)
        return outcomes

    def _undo_partners(self):
        """Return the customers' model as an undo writes it: in the language of the run, without mail."""
        lang = self.user_id.sudo().lang  # a translated value goes back to where it was; she may be of another company
        return self.env["res.partner"].with_context(**WRITING, lang=lang or self.env.lang)

    def _undo_there(self, changes, gone):
        """Tell the changes whose customers can be worked on from the others.

        :param gone: ``Outcome`` of a change whose customer was deleted
        :return: (changes, dict id of each other change -> ``Outcome``)
        """
        alive = changes.filtered("partner_id")
        partners = self._undo_partners().browse(alive.partner_id.ids)
        allowed = set(partners._filtered_access("read")._filtered_access("write").ids)
        there = alive.filtered(lambda change: change.partner_id.id in allowed)
        hidden = Outcome(FAILED, self.env._("You may not change this customer: ask your administrator."))
        return there, {change.id: gone for change in changes - alive} | {change.id: hidden for change in alive - there}

    def _undo_known(self, changes):
        """Return the records that old values name and that still exist: dict model -> set of ids."""
        partner_fields, ids = self.env["res.partner"]._fields, {}
        for change in changes.sudo():
            for name, (old, _new) in change.raw_values.items():
                model = partner_fields[name].comodel_name if name in partner_fields else None
                if model and old:
                    ids.setdefault(model, set()).update(old if isinstance(old, list) else [old])
        return {model: set(self.env[model].browse(found).exists().ids) for model, found in ids.items()}

    def _old_values(self, change, today, known):
        """Return what puts a customer back, and what stays as it is.

        :param today: dict partner field -> today's value, of the fields the user may write
        :param known: of ``_undo_known``
        :return: (values as ``write`` takes them, dict partner field -> ``Stays``)
        """
        vals, stays = {}, {}
        raw_values = change.sudo().raw_values
        for name in change.undo_left or raw_values:
            old, new = raw_values[name]
            if name not in today:
                stays[name] = Stays("forbidden")
                continue
            field, now = self.env["res.partner"]._fields[name], storable(today[name], {})
            existing = known.get(field.comodel_name, ())
            if field.type == "many2many":
                commands = _links_back(now or [], old or [], new or [], existing)
                vals |= {name: commands} if commands else {}
                if not set(old or ()) <= set(existing):
                    stays[name] = Stays("deleted")
            elif _same(field, now, old):
                continue
            elif not _same(field, now, new):
                stays[name] = Stays("changed", now, new)
            elif field.comodel_name and old and old not in existing:
                stays[name] = Stays("deleted")
            else:
                vals[name] = False if old is None else old
        return vals, stays

    def _put_back(self, partners, batch):
        """Write old values, equal ones in one call: the write of ``_bisect``."""
        written = partners.browse([change.partner_id.id for change, _vals in batch])
        online = [partners._fields[name] for name in ONLINE if name in partners._fields]
        with self.env.protecting(online, written):
            pairs = [(change.partner_id.id, vals) for change, vals in batch]
            self.env["dso.upload.engine"]._write_alike(partners, pairs)
            partners.env.flush_all()
        return {}

    def _kept_outcomes(self, steps):
        """Return the ``Outcome`` of each change when Odoo takes what is written: dict id of a change -> ``Outcome``.

        :param steps: list of (change, values to write, dict partner field -> ``Stays``)
        """
        labels = self._undo_labels({name for _change, _vals, stays in steps for name in stays})
        shown = self._undo_names(steps)
        outcomes = {}
        for change, _vals, stays in steps:
            sentences = []
            for name, one in stays.items():
                if one.kind == "changed":
                    now, new = (self._undo_shown(change, name, value, shown) for value in (one.now, one.new))
                    sentence = self.env._(
                        "%(field)s was changed since, from %(new)s to %(now)s.", field=labels[name], new=new, now=now
                    )
                elif one.kind == "deleted":
                    sentence = self.env._("The old value of %(field)s was deleted since.", field=labels[name])
                else:
                    sentence = self.env._("You may not change %(field)s.", field=labels[name])
                sentences.append(sentence)
            named = tuple(name for name, one in stays.items() if one.kind == "changed")
            outcomes[change.id] = Outcome(KEPT if stays else REVERTED, " ".join(sentences), tuple(stays), named)
        return outcomes

    def _undo_labels(self, names):
        """Return how people call partner fields: dict name -> label."""
        labels = {field.partner_field: field.name for field in reversed(self.env["dso.upload.field"]._all())}
        others = self.env["res.partner"].fields_get([name for name in names if name not in labels], ["string"])
        return {name: labels.get(name) or others.get(name, {}).get("string") or name for name in names}

    def _undo_names(self, steps):
        """Return the names of the records among the values that stay: dict model -> dict id -> name."""
        partner_fields, ids = self.env["res.partner"]._fields, {}
        for _change, _vals, stays in steps:
            for name, one in stays.items():
                if one.kind == "changed" and partner_fields[name].comodel_name:
                    found = ids.setdefault(partner_fields[name].comodel_name, set())
                    found.update(value for value in (one.now, one.new) if value)
        return {
            model: {record.id: record.display_name for record in self.env[model].browse(found).exists()}
            for model, found in ids.items()
        }

    def _undo_shown(self, change, name, value, names):
        """Return a value of ``raw_values`` as a person reads it."""
        field = self.env["res.partner"]._fields[name]
        if value and field.comodel_name:
            return names[field.comodel_name].get(value) or self.env._("(deleted)")
        return change._shown(to_text(value) if value and field.type == "html" else value)

    # -- customers the run created --

    def _undo_created(self, changes):
        """Remove created customers that nothing uses, archive the others: dict id of a change -> ``Outcome``."""
        there, outcomes = self._undo_there(changes, Outcome(REVERTED, self.env._("This customer was removed already.")))
        engine, uses = self.env["dso.upload.engine"], self._uses(there)
        removed, refused = engine._bisect([change for change in there if change.id not in uses], self._remove)
        uses |= {change.id: self.env._("Odoo says: %(reason)s", reason=reason) for change, reason in refused}
        used = [(change, uses[change.id]) for change in there if change.id in uses]
        archived, refused = engine._bisect(used, self._archive)
        failed = {
            change.id: Outcome(
                FAILED,
                self.env._("Not removed (%(why)s), and Odoo refuses to archive it: %(reason)s", why=why, reason=reason),
            )
            for (change, why), reason in refused
        }
        return outcomes | removed | archived | failed

    def _remove(self, changes):
        """Remove the customers of changes: the write of ``_bisect``."""
        self._undo_partners().browse([change.partner_id.id for change in changes]).unlink()
        return {change.id: Outcome(REVERTED) for change in changes}

    def _archive(self, batch):
        """Archive the customers of a batch of (change, why): the write of ``_bisect``."""
        partners = self._undo_partners().browse([change.partner_id.id for change, _why in batch])
        partners.filtered("active").write({"active": False})
        partners.env.flush_all()
        return {
            change.id: Outcome(REVERTED, self.env._("Archived, not removed: %(why)s.", why=why.rstrip(".")))
            for change, why in batch
        }

    def _uses(self, changes):
        """Return why created customers are not removed: dict id of a change -> words; the others nothing uses."""
        partners = self._undo_partners().browse(changes.partner_id.ids)
        groups = partners._fields["category_id"]
        conditions = {
            (groups.relation, groups.column1): SQL("FALSE"),  # those of the run are no use, see below for the others
            ("dso_upload_change", "partner_id"): SQL(
                """
                t.undo_result IS DISTINCT FROM %s AND EXISTS (
                    SELECT FROM dso_upload_run AS run
                    WHERE run.id = t.run_id AND run.id != %s AND run.state != 'checked'
                )
                """,
                REVERTED,
                self.id,
            ),
        }
        used = self.env["dso.upload.usage"]._of("res.partner", partners.ids, conditions)
        today = partners._dso_values(partners.ids, ["category_id"])
        edited = self._edited(changes, partners)
        found = {}
        for change in changes:
            id_, why = change.partner_id.id, []
            counts = dict(used.get(id_, {}))
            if counts.pop("dso.upload.change", 0):
                why.append(self.env._("changed by a later import"))
            if counts:
                why.append(self.env._("used by %(uses)s", uses=self.env["dso.upload.usage"]._words(counts)))
            if id_ in edited:
                why.append(edited[id_])
            if not set(today[id_]["category_id"] or ()) <= set(
                change.sudo().raw_values.get("category_id", (None, None))[1] or ()
            ):
                why.append(self.env._("groups were added to it"))
            if why:
                found[change.id] = "; ".join(why)
        return found

    def _edited(self, changes, partners):
        """Return who changed created customers since, whatever the field: dict partner id -> words."""
        fingerprints = partners._dso_fingerprints(partners.ids)
        edited = [
            change.partner_id.id
            for change in changes.sudo()
            if change.fingerprint != fingerprints[change.partner_id.id]
        ]
        return {
            row["id"]: self.env._(
                "changed by %(user)s on %(date)s",
                user=row["write_uid"][1] if row["write_uid"] else "?",
                date=format_date(self.env, row["write_date"]),
            )
            for row in partners.browse(edited).read(["write_uid", "write_date"])
        }

    # -- what the run created beside customers --

    def _undo_made(self):
        """Remove the groups and terms the run created that nothing uses: list of sentences on those that stay."""
        notes = []
        for model, ids in (self.made or {}).items():
            left = self.env[model].with_context(active_test=False).browse(ids).exists()
            removed = True
            while left and removed:  # a family can go when its groups are gone
                removed, why = self._remove_made(left)
                left -= removed
            notes += [
                self.env._("%(name)s stays: %(why)s", name=record.display_name, why=why[record.id]) for record in left
            ]
        return notes

    def _remove_made(self, records):
        """Remove those of the records that nothing uses and nobody changed.

        :return: (the removed records, dict id of each other one -> why it stays)
        """
        usage = self.env["dso.upload.usage"]
        why = {
            id_: self.env._("used by %(uses)s", uses=usage._words(counts))
            for id_, counts in usage._of(records._name, records.ids, PARTS).items()
        }
        for record in records:
            if record.write_date != record.create_date:
                why.setdefault(record.id, self.env._("changed since"))
        unused = records.filtered(lambda record: record.id not in why)
        removed, refused = self.env["dso.upload.engine"]._bisect(list(unused), partial(self._unlink, unused))
        why |= {record.id: self.env._("Odoo says: %(reason)s", reason=reason) for record, reason in refused}
        return records.browse(removed), why

    def _unlink(self, records, batch):
        """Remove a batch of records: the write of ``_bisect``."""
        ids = [record.id for record in batch]
        records.browse(ids).unlink()
        return dict.fromkeys(ids, True)


def _same(field, one, other):
    """Say whether two values of a partner field, as the journal holds them, are one."""
    if field.type in ("float", "monetary"):
        return math.isclose(one or 0.0, other or 0.0, rel_tol=1e-9, abs_tol=1e-6)
    if field.type == "html":
        return clean(to_text(one or "")) == clean(to_text(other or ""))
    return one == other or not (one or other)


def _links_back(now, old, new, existing):
    """Return the commands that take back the links a run added and removed; other links stay.

    :param existing: ids of the linked records that still exist, of those in ``old``
    """
    added, lost = set(new) - set(old), set(old) - set(new)
    return [Command.unlink(id_) for id_ in now if id_ in added] + [
        Command.link(id_) for id_ in old if id_ in lost and id_ in existing and id_ not in now
    ]
