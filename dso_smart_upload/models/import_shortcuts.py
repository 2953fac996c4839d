"""What Odoo does anew for each customer of an import, done once: every override of core that only makes imports faster.

One switch for all of them: with the system parameter ``dso_smart_upload.shortcuts`` set to ``False`` an import leaves
Odoo to do everything itself, and does the same, only slower.
"""

from odoo import api, models

SWITCH = "dso_smart_upload.shortcuts"
SHORT = "dso_shortcuts"  # in the context of what an import writes: the shortcuts are on
VAT_KEY = "dso_smart_upload.vat"  # what is known of VAT numbers in this block of an import
GROUPS_KEY = "dso_smart_upload.country_groups"  # which groups of countries were found in it


def are_on(env):
    """Say whether imports take the shortcuts."""
    # how fast an import is, is no data, so no right is needed to read it
    return env["ir.config_parameter"].sudo().get_param(SWITCH, "True").strip().lower() not in ("false", "0", "no")


def forget(env):
    """Forget what was found in a block of an import."""
    for key in (VAT_KEY, GROUPS_KEY):
        env.cr.cache.pop(key, None)


class ResPartner(models.Model):
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _run_vat_checks(self, country, vat, partner_name="", validation="error"):
        """Look at each VAT number once: Odoo asks several times for one customer, each with a query."""
        context = self.env.context
        if not (context.get(SHORT) and context.get("no_vat_validation")) or len(vat or "") < 2:
            return super()._run_vat_checks(country, vat, partner_name, validation)
        known = self.env.cr.cache.setdefault(VAT_KEY, {})
        key = country.id, vat, self.env.company.id
        if key not in known:
            known[key] = super()._run_vat_checks(country, vat, partner_name, validation)
        return known[key]

    def _check_company(self, fnames=None):
        """Check one customer of each combination of company and records: the others say the same."""
        if not self.env.context.get(SHORT):
            return super()._check_company(fnames)
        names = self._fields if fnames is None or {"company_id", "company_ids"} & set(fnames) else fnames
        checked = [name for name in names if self._fields[name].relational and self._fields[name].check_company]
        if not checked:
            return None
        partners = self.sudo()  # as Odoo itself reads them for this: a rule must not hide what is inconsistent
        unlike = {tuple(partner[name] for name in ("company_id", *checked)): partner.id for partner in partners}
        return super(ResPartner, self.browse(unlike.values()))._check_company(fnames)

    @api.model
    def _dso_create(self, vals_list):
        """Create the customers of an import in one call.

        Odoo then goes through them to share values between a company and its contacts, of which a new customer has
        none: that is left to those that another addon gave some, unless another addon has a say in it.
        """
        if not self.env.context.get(SHORT) or sum("_fields_sync" in vars(one) for one in type(self).mro()) > 1:
            return self.create(vals_list)
        created = self.with_context(_partners_skip_fields_sync=True).create(vals_list).with_env(self.env)
        for partner, vals in zip(created, vals_list, strict=True):
            if partner.parent_id or partner.child_ids:
                partner._fields_sync(partner._add_missing_default_values(vals))
        return created


class ResCountryGroup(models.Model):
    _inherit = "res.country.group"

    @api.model
    def search(self, domain, offset=0, limit=None, order=None):
        """Find the same groups once: Odoo looks for those of VAT prefixes again for every number."""
        if not self.env.context.get(SHORT):
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


class IrAttachment(models.Model):
    _inherit = "ir.attachment"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _index(self, bin_data, file_type, checksum=None):
        """Leave out the words of a file to import: nobody searches them, and a large one has a hundred MB."""
        if self.env.context.get("dso_upload_file"):
            return None
        return super()._index(bin_data, file_type, checksum)
