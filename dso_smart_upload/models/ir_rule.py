"""Record rules: whom they hide from a reader of the journal is found out anew when they change."""

from odoo import api, models


class IrRule(models.Model):
    _inherit = "ir.rule"

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self._dso_forget_hidden()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self._dso_forget_hidden()
        return result

    def unlink(self):
        result = super().unlink()
        self._dso_forget_hidden()
        return result

    def _dso_forget_hidden(self):
        for model in ("dso.upload.change", "dso.upload.issue"):
            self.env[model].invalidate_model()
