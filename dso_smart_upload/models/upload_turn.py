"""Whose turn it is: imports of one company run one after the other."""

from contextlib import contextmanager

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models


class DsoUploadTurn(models.Model):
    _name = "dso.upload.turn"
    _description = "Smart Upload Turn"
    _rec_name = "company_id"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    run_id = fields.Many2one("dso.upload.run", ondelete="set null", help="The run that had the turn last.")

    _company_unique = models.Constraint("UNIQUE(company_id)", "There can be only one import lock per company.")

    @api.model
    def _take(self, run):
        """Wait for the other imports of the run's company: two at once could make a customer twice.

        Writing the row locks it until the end of the transaction. Who had to wait for it then meets a
        serialization failure, and Odoo calls again with a fresh view of the database.
        """
        run.flush_recordset()
        self.env.cr.execute(
            """
            INSERT INTO dso_upload_turn (company_id, run_id) VALUES (%(company)s, %(run)s)
            ON CONFLICT (company_id) DO UPDATE SET run_id = EXCLUDED.run_id
            """,
            {"company": run.company_id.id, "run": run.id},
            log_exceptions=False,  # that failure is how waiting ends, no error
        )

    @api.model
    def _take_in_call(self, run):
        """Take the turn in a call. Odoo calls again a few times only, so imports in the background let it pass."""
        with self._wishing(run.company_id):
            self._take(run)

    @api.model
    @contextmanager
    def _wishing(self, company):
        """Let imports in the background pass a call of a company that they were in the way of, once it comes again.

        In the way can be an import of any company, as several share customers and groups.
        """
        wishes = self.env["dso.upload.turn.wish"]
        try:
            yield
        except SerializationFailure:
            wishes._make(company)
            raise
        wishes._drop(company)

    @api.model
    def _is_free(self, company):
        """Say whether no other import of a company is under way or waits in a call; if so its turn is taken."""
        if self.env["dso.upload.turn.wish"]._is_made(company):
            return False
        self.env.cr.execute("SELECT FROM dso_upload_turn WHERE company_id = %s", [company.id])
        if not self.env.cr.rowcount:
            return True
        query = "SELECT FROM dso_upload_turn WHERE company_id = %s FOR NO KEY UPDATE SKIP LOCKED"
        # An import that ended a moment ago is met by trying again, it is no error.
        self.env.cr.execute(query, [company.id], log_exceptions=False)
        return bool(self.env.cr.rowcount)
