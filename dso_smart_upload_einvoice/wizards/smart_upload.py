"""The picture in the check: how many customers can be sent electronic invoices."""

from odoo import fields, models


class DsoSmartUpload(models.TransientModel):
    _inherit = "dso.smart.upload"

    # Read with the user's own rights, as the other numbers of the run.
    einvoice_customers = fields.Integer(related="run_id.einvoice_customers", related_sudo=False)
    einvoice_ready = fields.Integer(related="run_id.einvoice_ready", related_sudo=False)
    einvoice_incomplete = fields.Integer(related="run_id.einvoice_incomplete", related_sudo=False)
    einvoice_contradicts = fields.Integer(related="run_id.einvoice_contradicts", related_sudo=False)
    einvoice_not_concerned = fields.Integer(related="run_id.einvoice_not_concerned", related_sudo=False)
    einvoice_no_country = fields.Integer(related="run_id.einvoice_no_country", related_sudo=False)
    einvoice_no_siren = fields.Integer(related="run_id.einvoice_no_siren", related_sudo=False)
    einvoice_no_siret = fields.Integer(related="run_id.einvoice_no_siret", related_sudo=False)
    einvoice_no_number = fields.Integer(related="run_id.einvoice_no_number", related_sudo=False)
    einvoice_no_vat = fields.Integer(related="run_id.einvoice_no_vat", related_sudo=False)
    einvoice_no_address = fields.Integer(related="run_id.einvoice_no_address", related_sudo=False)

    def action_einvoice_rows(self):
        return self.run_id.action_einvoice_rows()

    def action_einvoice_file(self):
        return self.run_id.action_einvoice_file()
