"""Who waits in a call for the turn of a company: imports in the background, which have all the time, let it pass."""

from odoo import api, fields, models

SECONDS = 20  # after which a wish is void; Odoo calls again sooner


class DsoUploadTurnWish(models.Model):
    _name = "dso.upload.turn.wish"
    _description = "Smart Upload Wish for a Turn"
    _rec_name = "company_id"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", index=True)
    until = fields.Datetime(required=True)

    @api.model
    def _make(self, company):
        """Wish for the turn of a company: seen at once, though the transaction of the call has failed."""
        with self.env.registry.cursor() as cr:
            cr.execute(
                """
                INSERT INTO dso_upload_turn_wish (company_id, until)
                VALUES (%s, clock_timestamp() AT TIME ZONE 'utc' + %s * INTERVAL '1 second')
                """,
                [company.id, SECONDS],
            )

    @api.model
    def _drop(self, company):
        """Drop the wishes for the turn of a company, which this transaction has."""
        self.env.cr.execute("DELETE FROM dso_upload_turn_wish WHERE company_id = %s", [company.id])

    @api.model
    def _is_made(self, company):
        """Say whether somebody waits for the turn of a company."""
        self.env.cr.execute(
            "SELECT FROM dso_upload_turn_wish WHERE company_id = %s AND until > clock_timestamp() AT TIME ZONE 'utc'",
            [company.id],
        )
        return bool(self.env.cr.rowcount)
