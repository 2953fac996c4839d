"""Which imports wait for others to let them pass: imports in the background, which have time, do so."""

from odoo import api, fields, models

SECONDS = 20  # after which a wish is void; Odoo calls again sooner


class DsoUploadTurnWish(models.Model):
    _name = "dso.upload.turn.wish"
    _description = "Smart Upload Wish for a Turn"
    _rec_name = "company_id"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", index=True)
    waiting_id = fields.Many2one("res.company", ondelete="cascade", help="The company whose import waits.")
    until = fields.Datetime(required=True)

    @api.model
    def _make(self, company, in_call=True):
        """Wish that imports in the background let an import pass that they were in the way of.

        Seen at once, though the transaction of the import has failed.

        :param company: the company that is imported for
        :param in_call: those of the company itself wait too, besides those of other companies under way
        """
        with self.env.registry.cursor() as cr:
            cr.execute(
                """
                INSERT INTO dso_upload_turn_wish (company_id, waiting_id, until)
                SELECT id, %(waiting)s, clock_timestamp() AT TIME ZONE 'utc' + %(seconds)s * INTERVAL '1 second'
                FROM res_company
                WHERE CASE id WHEN %(waiting)s THEN %(in_call)s
                    ELSE id IN (SELECT company_id FROM dso_upload_run WHERE state IN ('queued', 'running')) END
                """,
                {"waiting": company.id, "in_call": in_call, "seconds": SECONDS},
            )

    @api.model
    def _drop(self, company):
        """Drop the wishes of imports of a company, which this transaction has the turn of."""
        self.env.cr.execute("DELETE FROM dso_upload_turn_wish WHERE waiting_id = %s", [company.id])

    @api.model
    def _is_made(self, company):
        """Say whether another import waits for those of a company in the background to let it pass."""
        self.env.cr.execute(
            "SELECT FROM dso_upload_turn_wish WHERE company_id = %s AND until > clock_timestamp() AT TIME ZONE 'utc'",
            [company.id],
        )
        return bool(self.env.cr.rowcount)
