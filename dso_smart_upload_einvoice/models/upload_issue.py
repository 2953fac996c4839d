"""What the kinds of issues of this addon are called where they are counted."""

from odoo import api, models


class DsoUploadIssue(models.Model):
    _inherit = "dso.upload.issue"

    @api.model
    def _cause_titles(self):
        return {
            **super()._cause_titles(),
            "einvoice_contradiction": self.env._("Numbers or addresses that contradict each other"),
            "einvoice_duplicate_address": self.env._("Electronic addresses that several companies have"),
            "einvoice_refused": self.env._("Numbers that the check of Sirets would refuse"),
            "einvoice_long_routing": self.env._("Routing codes that no electronic address can hold"),
            "einvoice_invalid_address": self.env._("Electronic addresses that are not valid"),
            "einvoice_unknown_scheme": self.env._("Electronic addresses of an unknown scheme"),
            "einvoice_unknown_address": self.env._("Electronic addresses without their scheme"),
            "einvoice_siret_address": self.env._("Sirets that can mean two electronic addresses"),
            "einvoice_several_addresses": self.env._("Numbers with several electronic addresses"),
            "einvoice_email": self.env._("E-mail addresses in place of electronic addresses"),
            "einvoice_unknown_format": self.env._("Formats of electronic invoices that Odoo does not know"),
            "einvoice_invalid_gln": self.env._("Global Location Numbers that are not valid"),
        }
