"""The customer: what the addon adds to it, and how imports write it.

What imports may not touch is in ``res_partner_protection.py``, what they need not do twice in ``import_shortcuts.py``.
"""

from odoo import api, fields, models

from ..engine.customers import LOOSE_CODE
from ..engine.second_codes import claim_codes, second_code_conflicts
from .import_shortcuts import SHORT, are_on

# Who sees and writes what a customer is insured for: whoever does so with its credit limit.
CREDIT_GROUPS = "account.group_account_invoice,account.group_account_readonly"
# Who sees a customer's second codes: whoever may change contacts, or imports them.
CODE_GROUPS = "base.group_partner_manager,dso_smart_upload.group_user"
MERGE = object()  # in the context: contacts are being merged; no caller can send it


class ResPartner(models.Model):
    _inherit = "res.partner"

    # The spellings of a code that can mean one customer share this form, see pipeline/match.py. Of all partners, not
    # only of those that have a code: PostgreSQL keeps statistics of an expression only where its index has every row.
    _dso_loose_code = models.Index(f"(({LOOSE_CODE % 'ref'}))")

    dso_currency_id = fields.Many2one("res.currency", compute="_compute_dso_currency_id", string="Company Currency")
    dso_insurer_guarantee = fields.Float(
        string="Insurer Guarantee",
        company_dependent=True,
        tracking=True,
        copy=False,
        import_protected=True,
        groups=CREDIT_GROUPS,
        help="Amount the credit insurer guarantees on this customer without end date.",
    )
    dso_insurer_reference = fields.Char(
        string="Insurer Reference",
        company_dependent=True,
        tracking=True,
        copy=False,
        import_protected=True,
        groups=CREDIT_GROUPS,
        help="Number under which the credit insurer knows this customer.",
    )
    dso_temporary_guarantee = fields.Float(
        string="Temporary Guarantee",
        company_dependent=True,
        tracking=True,
        copy=False,
        import_protected=True,
        groups=CREDIT_GROUPS,
        help="Amount the credit insurer guarantees in addition, between the two dates.",
    )
    dso_temporary_guarantee_from = fields.Date(
        string="Temporary Guarantee From",
        company_dependent=True,
        tracking=True,
        copy=False,
        import_protected=True,
        groups=CREDIT_GROUPS,
    )
    dso_temporary_guarantee_to = fields.Date(
        string="Temporary Guarantee To",
        company_dependent=True,
        tracking=True,
        copy=False,
        import_protected=True,
        groups=CREDIT_GROUPS,
    )
    dso_other_guarantees = fields.Float(
        string="Other Guarantees",
        company_dependent=True,
        tracking=True,
        copy=False,
        import_protected=True,
        groups=CREDIT_GROUPS,
        help="Guarantees from others than the credit insurer: bank guarantee, parent company, deposit.",
    )
    dso_guarantee = fields.Float(
        string="Guarantee in Force",
        compute="_compute_dso_guarantee",
        groups=CREDIT_GROUPS,
        help="Insurer guarantee, plus the temporary one between its dates, plus other guarantees.",
    )
    dso_uncovered_limit = fields.Float(
        string="Credit Limit Not Covered",
        compute="_compute_dso_uncovered",
        groups=CREDIT_GROUPS,
        help="Part of the credit limit that no guarantee covers.",
    )
    dso_uncovered_receivable = fields.Float(
        string="Receivable Not Covered",
        compute="_compute_dso_uncovered",
        groups=CREDIT_GROUPS,
        help="Part of what the customer owes today that no guarantee covers.",
    )

    dso_code_ids = fields.One2many(
        "dso.customer.code",
        "partner_id",
        string="Second Codes",
        groups=CODE_GROUPS,
        help="Codes by which files of other programs name this customer. Imports find it by them, and never change its "
        "reference.",
    )
    dso_change_ids = fields.One2many(
        "dso.upload.change", "partner_id", string="Changes by Imports", groups="dso_smart_upload.group_user"
    )
    dso_change_count = fields.Integer(
        string="Imports", compute="_compute_dso_change_count", groups="dso_smart_upload.group_user"
    )

    @api.depends_context("company")
    def _compute_dso_currency_id(self):
        self.dso_currency_id = self.env.company.currency_id

    @api.depends(
        "dso_insurer_guarantee",
        "dso_temporary_guarantee",
        "dso_temporary_guarantee_from",
        "dso_temporary_guarantee_to",
        "dso_other_guarantees",
    )
    @api.depends_context("company")
    def _compute_dso_guarantee(self):
        today = fields.Date.context_today(self)
        for partner in self:
            begin, end = partner.dso_temporary_guarantee_from, partner.dso_temporary_guarantee_to
            in_force = (not begin or begin <= today) and (not end or today <= end)
            partner.dso_guarantee = (
                partner.dso_insurer_guarantee
                + (partner.dso_temporary_guarantee if in_force else 0.0)
                + partner.dso_other_guarantees
            )

    @api.depends("credit_limit", "credit", "dso_guarantee")
    @api.depends_context("company")
    def _compute_dso_uncovered(self):
        for partner in self:
            partner.dso_uncovered_limit = max(partner.credit_limit - partner.dso_guarantee, 0.0)
            partner.dso_uncovered_receivable = max(partner.credit - partner.dso_guarantee, 0.0)

    def _compute_dso_change_count(self):
        counts = dict(
            self.env["dso.upload.change"]._read_group(
                [("partner_id", "in", self.ids), ("run_id.state", "!=", "checked")],
                ["partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.dso_change_count = counts.get(partner, 0)

    def action_dso_changes(self):
        """Open what imports did to this customer."""
        action = self.env["ir.actions.act_window"]._for_xml_id("dso_smart_upload.dso_upload_change_action")
        return {**action, "domain": [("partner_id", "in", self.ids), ("run_id.state", "!=", "checked")]}

    @api.constrains("ref", "parent_id", "company_id")
    def _check_dso_codes(self):
        """Refuse a customer code that another customer of a company has as second code.

        An import looks at its own company, as where it looks for customers: the customers of another one, and their
        codes, are none of its business. Its codes are claimed already (``engine/apply.py``); those that a
        person writes are here, so that what is written at the same moment elsewhere is not missed.
        """
        if self.env.context.get("dso_merge") is not MERGE:
            is_import = self.env.context.get("dso_import")
            if not is_import:
                claim_codes(self.env, [partner.ref for partner in self if partner.ref and not partner.parent_id])
            company_id = self.env.company.id if is_import else None
            codes = self.env["dso.customer.code"]
            codes._refuse_conflicts(second_code_conflicts(self, company_id))
            codes.flush_model(["scope_id"])

    # -- how imports write it: other addons may add to both --

    @api.model
    def _dso_import_context(self):
        """Return the context of every write of an import: protection on, mail and online checks off."""
        return {
            "dso_import": True,
            "import_file": True,
            "tracking_disable": True,
            "no_vat_validation": True,
            "mail_notrack": True,
            "active_test": False,
            SHORT: are_on(self.env),
        }

    @api.model
    def _dso_undo_context(self):
        """Return the context of every write of an undo: it may put back what is protected, as it was."""
        return {
            "dso_undo": True,
            "tracking_disable": True,
            "no_vat_validation": True,
            "mail_notrack": True,
            "active_test": False,
            SHORT: are_on(self.env),
        }

    @api.model
    def _dso_read_along(self):
        """Return the names of the fields whose values of today ``_dso_derivers`` need.

        None of this addon's. Other addons that derive values add what their rules look at.

        :rtype: list
        """
        return []

    @api.model
    def _dso_derivers(self, settings, memory):
        """Return what derives values of customers from those of the file and of today, by rules: a list of ``Derive``.

        This addon derives nothing; others add theirs. Check and import call it for each block of the file.

        :param settings: list of ``ColumnSetting`` of the file
        :param memory: dict that stays the same for all blocks of a file that one process works on
        :rtype: list
        """
        return []

    @api.model
    def _dso_creation_vals(self, vals):
        """Return the values of a customer that an import creates.

        No default value that the user stored makes a contact of another customer of it, or hides it.

        :param vals: dict, what the file says
        """
        return {"is_company": True, "customer_rank": 1, "parent_id": False, "active": True, **vals}

    @api.model
    def _run_vat_checks(self, country, vat, partner_name="", validation="error"):
        """Leave a VAT number that an undo puts back as it was spelled before."""
        if self.env.context.get("dso_undo"):
            return vat, False
        return super()._run_vat_checks(country, vat, partner_name, validation)
