"""What a check has found is shown where it was asked for."""

from odoo import models


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"

    def _end_check(self):
        ended = super()._end_check()
        for upload in self.env["dso.smart.upload"].search([("run_id", "=", self.id)]):
            upload._show_words()
        return ended
