"""What an addon adds to imports."""

from odoo import fields, models


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"

    x_test_note = fields.Char(help="Written by people.")
    x_test_ended = fields.Char(help="How the import ended.")

    def _user_fields(self):
        return super()._user_fields() | {"x_test_note"}

    def _finish(self, state, failure=""):
        super()._finish(state, failure)
        self._as_engine().x_test_ended = f"{state} {self.created}"
