"""What people read of an undo: what it would do, how far it is, what it did.

In: the counts of a run. Out: sentences; what is 0 is left out.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_datetime

from .upload_undo import HOWS, RESULTS
from .upload_undo_values import ARCHIVED, FAILED, GONE, KEPT, PUT_BACK, REMOVED, REVERTED


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"  # pylint: disable=consider-merging-classes-inherited

    undo_preview = fields.Text(compute="_compute_undo_preview", help="What an undo would do now.")
    undo_summary = fields.Text(compute="_compute_undo_summary")

    # -- before --

    @api.depends_context("lang")
    @api.depends("state", "is_undoing", "undo_done", "created", "updated", "made")
    def _compute_undo_preview(self):
        for run in self:
            run.undo_preview = run._undo_preview() if run.may_undo else ""

    def _undo_preview(self):
        """Return what an undo would do now, a sentence a line."""
        groups = self.env["dso.upload.change"]._read_group(self._left_to_undo(0), ["action"], ["__count"])
        counts = dict(groups)
        sentences = [
            self._undo_created_preview(counts.get("created", 0)),
            self._undo_updated_preview(counts.get("updated", 0)),
            self._undo_made_preview(sum(len(records) for records in self._made_records())),
        ]
        if sum(counts.values()) > self._max_rows_in_call():
            sentences.append(
                self.env._("This runs in the background: you may go on working, and you are told when it is done.")
            )
        return "\n".join(filter(None, sentences)) or self.env._("There is nothing to undo.")

    def _undo_created_preview(self, count):
        if count == 1:
            return self.env._("1 customer that this import created is removed, or archived when something uses it.")
        return count and self.env._(
            "%(many)s customers that this import created are removed, or archived when something uses them.",
            many=self._undo_number(count),
        )

    def _undo_updated_preview(self, count):
        if count == 1:
            return self.env._("1 customer gets the old values back, except those that were changed since.")
        return count and self.env._(
            "%(many)s customers get their old values back, except those that were changed since.",
            many=self._undo_number(count),
        )

    def _undo_made_preview(self, count):
        if count == 1:
            return self.env._("1 group or payment term that this import created is removed when nothing uses it.")
        return count and self.env._(
            "%(many)s groups and payment terms that this import created are removed when nothing uses them.",
            many=self._undo_number(count),
        )

    # -- meanwhile --

    def _undo_progress_text(self):
        """Return how far an undo is."""
        if not self.undo_done or not self.undo_seconds:
            return self.env._("Undo: waiting for its turn")
        left = self.undo_seconds / self.undo_done * (self.undo_total - self.undo_done)
        return self.env._(
            "Undo: %(done)s of %(total)s customers, about %(left)s left",
            done=self._undo_number(self.undo_done),
            total=self._undo_number(self.undo_total),
            left=str(timedelta(seconds=round(left))),
        )

    # -- afterwards --

    @api.depends_context("lang")
    @api.depends(
        "state", "is_undoing", "undone_on", "undone_by", "undo_note", *(f"undo_{name}" for name in (*RESULTS, *HOWS))
    )
    def _compute_undo_summary(self):
        for run in self:
            run.undo_summary = run._undo_summary() if run.undone_by and not run.is_undoing else ""

    def _undo_summary(self):
        """Return what an undo did, and which groups and terms stay."""
        user, what = self.undone_by.name, self._undo_what()
        if self.state == "undone":
            date = format_datetime(self.env, self.undone_on)
            summary = self.env._("Undone on %(date)s by %(user)s: %(what)s.", date=date, user=user, what=what)
        else:
            summary = self.env._("Undone in part by %(user)s: %(what)s.", user=user, what=what)
        if self.undo_archived or self.undo_kept or self.undo_failed:
            summary = self.env._("%(summary)s The list of changes says why.", summary=summary)
        return "\n".join(filter(None, [summary, self.undo_note]))

    def _undo_what(self):
        """Return the counts of an undo: "3 customers removed, 1 archived"."""
        counts = {name: self[f"undo_{name}"] for name in (*HOWS, KEPT, FAILED)}
        # of the undo of an earlier version, whose journal was removed, nobody knows more
        counts[REVERTED] = self.undo_reverted - sum(counts[how] for how in HOWS)
        parts = []
        for name in (REMOVED, ARCHIVED, PUT_BACK, REVERTED, GONE, KEPT, FAILED):
            count = max(counts[name], 0)
            if count:
                number = self._undo_number(count) if parts else self._undo_customers(count)
                parts.append(self._undo_one(number)[name] if count == 1 else self._undo_many(number)[name])
        return ", ".join(parts) or self.env._("nothing had to be undone")

    def _undo_customers(self, count):
        if count == 1:
            return self.env._("1 customer")
        return self.env._("%(count)s customers", count=self._undo_number(count))

    def _undo_one(self, one):
        """Return what became of one customer: dict result, or way of reverting -> words."""
        return {
            REMOVED: self.env._("%(one)s removed", one=one),
            ARCHIVED: self.env._("%(one)s archived", one=one),
            PUT_BACK: self.env._("%(one)s put back", one=one),
            REVERTED: self.env._("%(one)s reverted", one=one),
            GONE: self.env._("%(one)s that was removed before", one=one),
            KEPT: self.env._("%(one)s with values that were changed since and stay", one=one),
            FAILED: self.env._("%(one)s that could not be reverted", one=one),
        }

    def _undo_many(self, many):
        """Return the same of several customers: in some languages the words differ."""
        return {
            REMOVED: self.env._("%(many)s removed", many=many),
            ARCHIVED: self.env._("%(many)s archived", many=many),
            PUT_BACK: self.env._("%(many)s put back", many=many),
            REVERTED: self.env._("%(many)s reverted", many=many),
            GONE: self.env._("%(many)s that were removed before", many=many),
            KEPT: self.env._("%(many)s with values that were changed since and stay", many=many),
            FAILED: self.env._("%(many)s that could not be reverted", many=many),
        }

    def _undo_number(self, count):
        return self.env["dso.upload.engine"]._number(float(count))
