"""Users are partners too: Odoo's own import of users meets the same protection."""

from odoo import api, models


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def load(self, fields, data):
        """Say in the result how many protected values of the users' partners were kept, and why."""
        return self.env["res.partner"]._dso_tell_kept(super().load, fields, data)
