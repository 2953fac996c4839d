"""Undo of a run: what it changed is put back, where nobody changed it since.

In: the journal of a run, ``dso.upload.change``, with old and new values as the database held them. A value that is
still the one the run wrote is put back; another one was changed since and stays. A customer the run created is
removed when nothing uses it, archived otherwise; last go the groups and terms the run created that nothing uses.
Out: the result of each change, in the journal and in the report.

Work goes in blocks, with the rights of the user who asked for it; nothing here commits. What is small is done in the
call, the rest by the scheduled action that imports, see ``upload_run_background.py``: a block and the position in the
journal are one transaction, so a worker that is killed loses nothing and repeats nothing. An undo is no import: it may
put back what an import changed of a field that is protected now.

How customers are put back and removed is in ``engine/undo``.
"""

import time

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from ..engine.apply import BATCH, write_alike
from ..engine.prepare import max_rows_in_call, rows_in_block
from ..engine.undo import words
from ..engine.undo.codes import codes_that_stay, forget_new, remove_codes
from ..engine.undo.created import undo_created
from ..engine.undo.lines import left_to_undo
from ..engine.undo.made import undo_made
from ..engine.undo.updated import undo_updated
from ..engine.undo.values import ARCHIVED, FAILED, HOWS, KEPT, REMOVED, RESULTS, REVERTED, read_lines


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"  # pylint: disable=consider-merging-classes-inherited

    is_undoing = fields.Boolean(readonly=True, help="An undo of this import is under way.")
    undo_position = fields.Integer(readonly=True, help="Line of the journal up to which its changes are undone.")
    undo_total = fields.Integer(readonly=True, help="How many changes this undo goes through.")
    undo_done = fields.Integer(readonly=True, help="How many of them it has gone through.")
    undo_seconds = fields.Float(readonly=True, help="How long these took.")
    undo_failure = fields.Char(readonly=True, help="Why the undo ended before its end.")
    undone_on = fields.Datetime(readonly=True)
    undone_by = fields.Many2one("res.users", readonly=True, help="Who asked for the undo: it runs with their rights.")
    undo_reverted = fields.Integer(string="Reverted", readonly=True)
    undo_removed = fields.Integer(string="Removed", readonly=True, help="Created customers that the undo removed.")
    undo_archived = fields.Integer(
        string="Archived", readonly=True, help="Created customers that the undo archived, because they are used."
    )
    undo_put_back = fields.Integer(string="Put Back", readonly=True, help="Customers with their old values again.")
    undo_gone = fields.Integer(
        string="Removed Before", readonly=True, help="Created customers that somebody had removed before the undo."
    )
    undo_kept = fields.Integer(string="Changed Since", readonly=True, help="Customers with values that stay.")
    undo_failed = fields.Integer(string="Not Reverted", readonly=True, help="Customers that Odoo refused to put back.")
    undo_codes = fields.Integer(
        string="Second Codes Removed", readonly=True, help="Second codes that the import had added to customers."
    )
    undo_note = fields.Text(
        readonly=True, help="Which groups, terms and second codes that the run created stay, and why."
    )
    may_undo = fields.Boolean(compute="_compute_may_undo")
    undo_preview = fields.Text(compute="_compute_undo_preview", help="What an undo would do now.")
    undo_summary = fields.Text(compute="_compute_undo_summary")

    # -- doors --

    @api.model
    def undo(self, run_id):
        """Put back what a run changed, where nobody changed it since.

        Customers it created are removed, or archived when something uses them. It can be called again: what was kept
        or failed is then tried once more. A run with more changes than a call takes is undone in the background: the
        ``progress`` of this report, and of ``get_report``, is below 100 until that has ended, and calling ``undo``
        meanwhile starts no second one.

        :param int run_id: id of the run
        :returns: ``run_id``, ``state`` (``undone`` at the end), ``progress`` (0 to 100), how many customers are
            ``reverted`` (of them ``removed`` and ``archived``), ``kept`` (changed since) and ``failed``,
            ``second_codes`` (how many of those that the run had added were removed), and ``changes``: a list of
            ``line``, ``code``, ``partner_id`` (0 when it is removed), ``result`` (one of ``reverted``, ``kept``,
            ``failed``) and ``reason`` (a sentence, or ""), as far as the undo is
        :rtype: dict
        :raises UserError: there is no such run, it belongs to another company, or it is not done
        :raises AccessError: the user may not import
        """
        self._check_may_undo()
        run = self._existing(run_id)
        if not run.is_undoing:
            run._check_undo()
            run.with_env(self._own_env(self.env.user, run.company_id))._undo()
        return run._undo_report()

    def action_ask_undo(self):
        """Show what an undo would do, and ask whether to do it."""
        self.ensure_one()
        self._check_may_undo()
        self._check_undo()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Undo %(name)s", name=self.name),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("dso_smart_upload.dso_upload_run_view_form_undo").id, "form")],
            "target": "new",
        }

    def action_undo(self):
        """Undo the run of the form."""
        self.ensure_one()
        self.undo(self.id)
        return True

    @api.model
    def _check_may_undo(self):
        """Refuse a user who may not import.

        :raises AccessError: with the reason
        """
        self.browse().check_access("write")

    def _check_undo(self):
        """Refuse a run that cannot be undone."""
        if not self.may_undo:
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

    @api.depends("state", "created", "updated", "is_undoing")
    def _compute_may_undo(self):
        for run in self:
            failed_midway = run.state == "failed" and run.created + run.updated
            run.may_undo = not run.is_undoing and (run.state in ("done", "undone") or bool(failed_midway))

    @api.depends_context("lang")
    @api.depends("state", "is_undoing", "undo_done", "created", "updated", "made")
    def _compute_undo_preview(self):
        for run in self:
            run.undo_preview = words.preview(run) if run.may_undo else ""

    @api.depends_context("lang")
    @api.depends(
        "state",
        "is_undoing",
        "undone_on",
        "undone_by",
        "undo_codes",
        "undo_note",
        *(f"undo_{name}" for name in (*RESULTS, *HOWS)),
    )
    def _compute_undo_summary(self):
        for run in self:
            run.undo_summary = words.summary(run) if run.undone_by and not run.is_undoing else ""

    @api.ondelete(at_uninstall=False)
    def _unlink_except_undoing(self):
        """Keep a run whose undo is under way: its journal says what is still to undo."""
        for run in self.filtered("is_undoing"):
            raise UserError(
                self.env._("The import %(name)s is being undone: wait for the end, or cancel that.", name=run.name)
            )

    # -- block by block --

    def _undo(self):
        """Begin an undo: in the call where there is little to undo, else by the scheduled action."""
        total = self.env["dso.upload.change"].search_count(left_to_undo(self, 0))
        self._as_engine().write(
            {
                "is_undoing": True,
                "undone_by": self.env.uid,
                "undo_failure": False,
                "undo_total": total,
                "progress": 0,
                **dict.fromkeys(("undo_position", "undo_done", "undo_seconds"), 0),
            }
        )
        if total > max_rows_in_call(self.env):
            self._wake_up_crons()
            return
        self.env["dso.upload.turn"]._take_in_call(self)
        while self._undo_block():
            pass

    def _undo_block(self):
        """Undo the next changes of the journal, or end the undo when there are none.

        :return: whether there may be more
        """
        start, changes = time.monotonic(), self._next_changes()
        if not self.undo_done and (removed := remove_codes(self, of_created=True)):  # before their customers
            self._as_engine().undo_codes = self.undo_codes + removed
        if not changes:
            # after the values of their customers, who are known by them as long as they are there
            self._as_engine().undo_codes = self.undo_codes + remove_codes(self)
            forget_new(self)
            self._finish_undo()
            return False
        created, updated = read_lines(changes)
        self._undo_journal(undo_updated(self, updated) | undo_created(self, created))
        self._as_engine().write(
            {
                "undo_position": changes[-1].line,
                "undo_done": self.undo_done + len(changes),
                "undo_seconds": self.undo_seconds + time.monotonic() - start,
                "progress": min(99, 100 * (self.undo_done + len(changes)) // (self.undo_total or 1)),
            }
        )
        self._forget_records()
        return True

    def _next_changes(self):
        """Return the changes of the next block, in the order of their lines; none at the end."""
        changes, domain = self.env["dso.upload.change"], left_to_undo(self, self.undo_position)
        limit = min(BATCH, rows_in_block(self.env))
        found = changes.search_fetch(domain, ["line"], order="line, id", limit=limit)
        if len(found) == limit:  # all of its last line are in this block
            found |= changes.search([*domain, ("line", "=", found[-1].line)], order="id")
        return found

    def _undo_journal(self, outcomes):
        """Write what became of changes.

        :param outcomes: dict id of a change -> ``Outcome``
        """
        pairs = []
        for id_, one in outcomes.items():
            # what Odoo says when it refuses may hold any value
            named = False if one.result == FAILED else ",".join(one.named)
            vals = {"undo_result": one.result, "undo_how": one.how or False, "undo_reason": one.reason}
            if one.result == KEPT:  # else it is as it was: what is put back already is not tried again
                vals["undo_left"] = list(one.left)
            pairs.append((id_, {**vals, "undo_named": named}))
        write_alike(self._as_engine().env["dso.upload.change"], pairs)

    def _finish_undo(self):
        """End an undo: what the run created beside customers goes, and what was done is counted."""
        notes = undo_made(self) + codes_that_stay(self)
        self._as_engine().write(
            {
                "state": "undone",
                "is_undoing": False,
                "progress": 100,
                "undone_on": fields.Datetime.now(),
                "undo_note": "\n".join(notes),
                **{f"undo_{name}": count for name, count in self._undo_counts().items()},
            }
        )

    def _stop_undo(self, reason):
        """End an undo before its end: what is undone stays so, and the rest can be undone later."""
        is_whole = self.state in ("done", "undone")
        self._as_engine().write(
            {
                "is_undoing": False,
                "undo_failure": reason,
                "progress": 100 if is_whole else 100 * self.rows // (self.row_count or 1),
                **{f"undo_{name}": count for name, count in self._undo_counts().items()},
            }
        )

    def _undo_counts(self):
        """Count what became of the changes: dict result, or way of reverting -> number."""
        counts = dict.fromkeys((*RESULTS, *HOWS), 0)
        changes = [("run_id", "=", self.id), ("undo_result", "!=", False)]
        groups = self.env["dso.upload.change"]._read_group(changes, ["undo_result", "undo_how"], ["__count"])
        for result, how, count in groups:
            counts[result] += count
            if how:
                counts[how] += count
        return counts

    def _undo_report(self):
        counts = {name: self[f"undo_{name}"] for name in (*RESULTS, *HOWS)}
        domain = [("run_id", "=", self.id)]
        if self.is_undoing:
            counts, domain = self._undo_counts(), [*domain, ("undo_result", "!=", False)]
        names = ["line", "code", "partner_id", "undo_result", "undo_reason"]
        return {
            "run_id": self.id,
            "state": self.state,
            "progress": self.progress,
            **{name: counts[name] for name in (REVERTED, REMOVED, ARCHIVED, KEPT, FAILED)},
            "second_codes": self.undo_codes,
            "changes": [
                {
                    "line": change.line,
                    "code": change.code or "",
                    "partner_id": change.partner_id.id or 0,
                    "result": change.undo_result or "",
                    "reason": change.undo_reason or "",
                }
                for change in self.env["dso.upload.change"].search_fetch(domain, names)
            ],
        }

    # -- in the background --

    def _undo_in_background(self):
        """Undo one block with the rights of the user who asked for it."""
        user = self.undone_by
        run = self.with_env(self._own_env(user, self.company_id)) if user else self
        with run._failing():
            run._check_undoer(user)
            self.env["dso.upload.turn"]._take(self)
            run._undo_block()
        self._as_engine().last_block = time.time()
        told = run.sudo()  # they are told of their own undo, also when they have lost the right to read it
        told._tell_progress(user)
        if not told.is_undoing:
            told._tell_the_end_of_undo()
        run._forget_records()

    def _check_undoer(self, user):
        """Refuse to go on for a user who has left or may not undo any more.

        :raises UserError: with the reason
        """
        if not user.active and user.id != SUPERUSER_ID:
            raise UserError(
                self.env._(
                    "%(user)s, who asked for it, is archived. What is undone stays so; another user can undo the rest.",
                    user=user.name or "?",
                )
            )
        self._check_may_undo()
        self.check_access("write")

    def _tell_the_end_of_undo(self):
        """Tell the user who asked for the undo how it ended."""
        self.undone_by._bus_send(
            "simple_notification",
            {
                "type": "warning" if self.undo_failure or self.undo_kept or self.undo_failed else "success",
                "title": self.env._("Undo: %(name)s", name=self.name),
                "message": self.undo_failure or self.undo_summary,
                "sticky": True,
            },
        )
