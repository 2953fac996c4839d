"""What an addon's issues are called."""

from odoo import api, models


class DsoUploadIssue(models.Model):
    _inherit = "dso.upload.issue"

    @api.model
    def _cause_titles(self):
        return {**super()._cause_titles(), "test_far": "Cities that are far away"}
