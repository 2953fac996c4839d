"""Lists of customers' numbers for public services."""

import base64

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.dso_smart_upload.engine.customers import customer_domain

from ..pipeline.lists import as_one, siren_files, vat_files
from ..pipeline.schemes import FRANCE

SIRENS, VATS = "sirens", "vats"


class ResPartner(models.Model):
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def einvoice_list(self, what, partner_ids=None):
        """Return the numbers of customers as a public service takes them.

        :param str what: ``sirens`` (text for the French directory, at most 5,000 lines and 1 MB a file) or ``vats``
            (csv for the batch page of VIES, at most 100 a file); several files are zipped
        :param list partner_ids: ids of the customers; None: all that the user sees in their company
        :returns: ``name`` and ``content`` (base64)
        :rtype: dict
        :raises UserError: there is no such list, or no customer has such a number
        """
        name, content = self._dso_numbers_file(what, partner_ids)
        return {"name": name, "content": base64.b64encode(content).decode()}

    @api.model
    def _dso_numbers_file(self, what, partner_ids=None):
        """Return the file of ``einvoice_list``: (name, bytes)."""
        domain = [*customer_domain(self), ("customer_rank", ">", 0)]
        if partner_ids is not None:
            domain = [*customer_domain(self), ("id", "in", [int(id_) for id_ in partner_ids])]
        names = ["company_registry", "dso_siret", "vat", "country_id", "dso_public_body"]
        partners = self.search_fetch(domain, names, order="id")
        if what == SIRENS:
            french = partners.filtered(lambda one: not one.country_id or one.country_id.code in FRANCE)
            files = siren_files(partner._dso_einvoice_customer().siren for partner in french)
        elif what == VATS:
            files = vat_files((partner.vat or "" for partner in partners), self.env.company.vat or "")
        else:
            raise UserError(self.env._("There is no list %(what)s: choose sirens or vats.", what=what))
        if not files:
            raise UserError(self.env._("No customer has such a number."))
        return as_one(files, what)

    @api.model
    def action_dso_numbers(self, what):
        """Download a list of numbers of all customers."""
        self._dso_numbers_file(what)  # says what is wrong before the download
        return {
            "type": "ir.actions.act_url",
            "url": f"/dso_smart_upload_einvoice/list/{what}",
            "target": "download",
        }
