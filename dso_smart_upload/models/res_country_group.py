"""Groups of countries: what an import need not ask for every customer."""

from odoo import api, models

GROUPS_KEY = "dso_smart_upload.country_groups"  # what was found in this block of an import


class ResCountryGroup(models.Model):
    _inherit = "res.country.group"

    @api.model
    def search(self, domain, offset=0, limit=None, order=None):
        """Find the same groups once in an import: Odoo looks for those of VAT prefixes again for every number."""
        if not self.env.context.get("dso_import"):
            return super().search(domain, offset, limit, order)
        known = self.env.cr.cache.setdefault(GROUPS_KEY, {})
        key = self.env.uid, self.env.su, self.env.company.id, str(domain), offset, limit, order
        if key not in known:
            known[key] = super().search(domain, offset, limit, order).ids
        return self.browse(known[key])

    @api.model_create_multi
    def create(self, vals_list):
        self.env.cr.cache.pop(GROUPS_KEY, None)
        return super().create(vals_list)

    def write(self, vals):
        self.env.cr.cache.pop(GROUPS_KEY, None)
        return super().write(vals)

    def unlink(self):
        self.env.cr.cache.pop(GROUPS_KEY, None)
        return super().unlink()
