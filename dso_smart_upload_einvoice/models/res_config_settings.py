"""Settings of electronic addresses."""

from odoo import fields, models

from ..pipeline.derive import BY_SIREN, BY_SIRET
from .res_partner import FORM, VAT_OF_SIREN


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dso_einvoice_form = fields.Selection(
        [(BY_SIREN, "SIREN: one address for the whole company"), (BY_SIRET, "SIREN_SIRET: one for each establishment")],
        string="French Electronic Addresses",
        config_parameter=FORM,
        default=BY_SIREN,
        help="Form of the addresses that are derived where no routing code is known.",
    )
    dso_einvoice_vat_of_siren = fields.Boolean(
        string="Fill in French VAT Numbers",
        config_parameter=VAT_OF_SIREN,
        help="Imports fill in an empty VAT number from the Siren. A company that is exempt from VAT has none, which no "
        "rule tells: so this is off unless you turn it on.",
    )

    def set_values(self):
        """Derive the addresses anew that the other form makes outdated."""
        partners = self.env["res.partner"]
        before = partners._dso_einvoice_form()
        result = super().set_values()
        if partners._dso_einvoice_form() != before:
            partners._dso_derive_anew()
        return result
