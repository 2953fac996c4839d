"""Customer codes of which a person said that they are new customers, although one like them is there."""

from odoo import api, fields, models

from ..pipeline.match import code_key


class DsoUploadDistinct(models.Model):
    _name = "dso.upload.distinct"
    _description = "Smart Upload: Not in Odoo Yet"
    _rec_name = "code"

    code = fields.Char(string="Customer Code", required=True)
    code_key = fields.Char(compute="_compute_code_key", store=True, help="What spellings of one code share.")
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    run_id = fields.Many2one(
        "dso.upload.run", readonly=True, ondelete="set null", index="btree_not_null", help="For which it was said."
    )

    _code_unique = models.Constraint("UNIQUE(code_key, company_id)", "It was said already that this code is new.")

    @api.depends("code")
    def _compute_code_key(self):
        for one in self:
            one.code_key = code_key(one.code or "")

    @api.model
    def _among(self, codes):
        """Return those of the codes of which a person said that they are new.

        :param codes: collection of customer codes of a file
        :rtype: set
        """
        by_key = {code_key(code): code for code in codes}
        domain = [("company_id", "=", self.env.company.id), ("code_key", "in", list(by_key))]
        return {by_key[one.code_key] for one in self.search_fetch(domain, ["code_key"])} if by_key else set()

    @api.model
    def _remember(self, codes, run):
        """Remember that a person said of codes that they are new: the engine does, for a run whose undo forgets it."""
        new = {code_key(code): code for code in sorted(set(codes) - self._among(codes))}
        run._as_engine().env[self._name].create(
            [{"code": code, "company_id": self.env.company.id, "run_id": run.id} for code in new.values()]
        )
