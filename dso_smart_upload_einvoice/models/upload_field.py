"""The kinds of value that this addon adds to the fields of imports."""

from odoo import api, fields, models, tools

from ..pipeline import convert

GLN_FIELD = "global_location_number"  # of Odoo's account_add_gln
KINDS = [
    ("electronic_address", "Electronic address"),
    ("routing_code", "Routing code"),
    ("invoice_format", "Format of electronic invoices"),
    ("gln", "Global Location Number"),
]


class DsoUploadField(models.Model):
    _inherit = "dso.upload.field"

    kind = fields.Selection(selection_add=KINDS, ondelete={kind: "set text" for kind, _label in KINDS})

    @api.model
    def _kinds(self, field):
        found = super()._kinds(field)
        return (*found, *convert.KINDS) if field.type == "char" else found

    @api.model
    @tools.ormcache()
    def _derives_addresses(self):
        """Say whether electronic addresses are derived at all: unless an administrator set the field to never."""
        # as the superuser: it is remembered for everybody, and is no secret
        found = self.sudo()._all().filtered(lambda one: one.key == "electronic_address")
        return not found or found.policy != "never"

    def _register_hook(self):
        """Offer the field of Global Location Numbers once an addon has brought one."""
        super()._register_hook()
        self._add_gln()

    @api.model
    def _add_gln(self):
        """Let columns be mapped to the Global Location Number where the customer has a field for it."""
        known = self.sudo()  # of the addon's making, like its data files
        if GLN_FIELD not in self.env["res.partner"]._fields or known._all().filtered(lambda one: one.key == "gln"):
            return
        values = {"key": "gln", "name": "GLN", "partner_field": GLN_FIELD, "kind": "gln", "sequence": 44}
        record = known.create(values)
        self.env["ir.model.data"].sudo().create(
            {
                "module": "dso_smart_upload_einvoice",
                "name": "field_gln",
                "model": self._name,
                "res_id": record.id,
                "noupdate": True,
            }
        )
