"""Odoo's own import, of whatever model: protected values of customers stay, and its result says so."""

from odoo import api, models

from .res_partner_protection import LOAD


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model
    def load(self, fields, data):
        """Say that this is an import, whatever the caller's context says, and tell which protected values it kept.

        Customers are written by imports of other models too: of users, of lines below them, of related fields.
        """
        importing = self.with_context(**{LOAD: True})
        return self.env["res.partner"]._dso_tell_kept(super(Base, importing).load, fields, data)
