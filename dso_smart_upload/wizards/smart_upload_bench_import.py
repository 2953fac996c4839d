"""The last step of the workbench: the import, how far it is, what it did, and its undo.

In: nothing but the wish. Out: the run as the screen shows it.
"""

from odoo import models
from odoo.exceptions import UserError

from ..engine.journal import COUNTS

TEXTS = ("state", "failure", "progress_text", "beside", "undo_summary")
NUMBERS = (
    "progress",
    "row_count",
    "undo_total",
    "undo_done",
    *("undo_reverted", "undo_removed", "undo_archived", "undo_kept", "undo_failed"),
)
FLAGS = ("is_under_way", "is_checking", "is_undoing", "is_cancelled", "may_undo", "may_go_on")


class DsoSmartUpload(models.TransientModel):
    _inherit = "dso.smart.upload"  # pylint: disable=consider-merging-classes-inherited

    def bench_run(self):
        """Return how far the run of this upload is, see ``run`` of :meth:`bench_state`: ``id``; ``state``, ``failure``,
        ``progress_text``, ``beside``, ``undo_summary`` (sentences or ""); the counts of the report; ``progress`` (0 to
        100), ``row_count``, ``seconds`` (that the rows done so far took), numbers of the undo; ``is_under_way`` and
        what else tells what can be done with it; ``notices`` (sentences about the file); ``waits`` (another import of
        the company is under way).

        :rtype: dict
        """
        self.ensure_one()
        return self._bench_run()

    def bench_import(self):
        """Import the file as the check has shown; where something was said since then, it is checked again instead.

        :returns: :meth:`bench_state`, and ``told``: a sentence that says why it was not imported yet, or ""
        """
        self.ensure_one()
        said = self.action_import() if self.state != "done" else True
        told = "" if said is True else said["params"]["message"]
        return {**self.bench_state(), "told": told}

    def bench_cancel(self):
        """Stop the check, the import or the undo under way.

        :returns: :meth:`bench_state`
        """
        self.ensure_one()
        if self.run_id.is_checking and self.state != "done":
            self.action_columns()
        elif self.run_id.is_under_way:
            self.run_id.action_cancel()
        return self.bench_state()

    def bench_go_on(self):
        """Go on with an import that failed or was cancelled.

        :returns: :meth:`bench_state`
        """
        self.ensure_one()
        self.run_id.action_go_on()
        return self.bench_state()

    def bench_undo_preview(self):
        """Return what an undo would do now, in words.

        :rtype: str
        """
        self.ensure_one()
        return self.run_id.undo_preview or ""

    def bench_undo(self):
        """Undo the import, now or in the background.

        :returns: :meth:`bench_state`
        """
        self.ensure_one()
        if self.state != "done":
            raise UserError(self.env._("Nothing is imported yet, so there is nothing to undo."))
        if self.run_id.may_undo:  # a second click finds it under way
            self.run_id.action_undo()
        return self.bench_state()

    def bench_open(self, what):
        """Return the action that opens what belongs to the run.

        :param str what: ``customers``, ``kept``, ``report``, ``issues``, ``rejected_csv`` or ``rejected_xlsx``
        :rtype: dict
        """
        self.ensure_one()
        actions = {
            "customers": self.action_view_customers,
            "kept": self.action_view_kept,
            "report": self.action_view_run,
            "issues": self.run_id.action_view_issues,
            "rejected_csv": self.action_rejected_csv,
            "rejected_xlsx": self.action_rejected_xlsx,
        }
        if what not in actions:
            raise UserError(self.env._("There is no %(name)s to open.", name=what))
        return actions[what]()

    def _bench_run(self):
        run = self.run_id
        if not run:
            return {}
        waits = run.state == "queued" and run.search_count(
            [*run._under_way_domain(), ("company_id", "=", run.company_id.id), ("id", "!=", run.id)], limit=1
        )
        return {
            "id": run.id,
            **{name: run[name] or "" for name in TEXTS},
            **{name: run[name] for name in (*NUMBERS, *COUNTS, *FLAGS, "seconds")},
            "rows": run.rows,
            "notices": (self.notices or "").splitlines(),
            "waits": bool(waits),
        }
