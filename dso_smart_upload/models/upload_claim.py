"""Who creates what at this moment: the rows that imports write before they create records, see ``engine/claims.py``."""

from odoo import api, fields, models

KEPT_HOURS = 24  # longer than any transaction lasts that might not see yet what was created


class DsoUploadClaim(models.Model):
    _name = "dso.upload.claim"
    _description = "Smart Upload Claim"
    _log_access = False
    _rec_name = "key"

    key = fields.Char(required=True, help="Hash of the kind and the name of what is created.")
    claimed = fields.Datetime(required=True)

    _key_unique = models.Constraint("UNIQUE(key)", "There can be only one claim for each key.")

    @api.autovacuum
    def _gc_claims(self):
        """Remove claims that no running transaction can meet any more."""
        before = fields.Datetime.subtract(fields.Datetime.now(), hours=KEPT_HOURS)
        self.env.cr.execute("DELETE FROM dso_upload_claim WHERE claimed < %s", [before])
