"""One column of the file in Smart Upload."""

from odoo import api, fields, models

from ..engine.columns import CERTAIN


class DsoSmartUploadColumn(models.TransientModel):
    _name = "dso.smart.upload.column"
    _inherit = ["dso.upload.belonging", "dso.upload.column.choices"]
    _description = "Smart Upload Column"
    _order = "upload_id, sequence, id"
    _rec_name = "header"

    upload_id = fields.Many2one("dso.smart.upload", required=True, ondelete="cascade")
    sequence = fields.Integer()
    position = fields.Integer(readonly=True, help="Where the column stands in the file, 0 for the first.")
    header = fields.Char(string="Column", readonly=True)
    samples = fields.Char(string="Sample Values", readonly=True)
    examples = fields.Json(readonly=True, help="The first values, as in the samples, one by one.")
    field_id = fields.Many2one("dso.upload.field", string="Field in Odoo")
    protected = fields.Boolean(related="field_id.protected")
    confidence = fields.Float(readonly=True)
    reason = fields.Char(string="Why", readonly=True)
    is_new = fields.Boolean(string="New", readonly=True)
    is_said = fields.Boolean(readonly=True, help="A person said or confirmed what this column is.")
    certainty = fields.Selection(
        [("sure", "Sure"), ("confirm", "Please confirm"), ("left_out", "Left out")], compute="_compute_certainty"
    )

    @api.depends("field_id", "confidence", "is_new", "is_said")
    def _compute_certainty(self):
        for column in self:
            if column.is_new and not column.is_said:
                column.certainty = "confirm"
            elif not column.field_id:
                column.certainty = "left_out"
            else:
                column.certainty = "sure" if column.is_said or column.confidence >= CERTAIN else "confirm"

    def _bench(self):
        """Return this column as the workbench shows it, see ``bench_state`` of its upload."""
        return {
            "id": self.id,
            "header": self.header or "",
            "position": self.position,
            "samples": self.examples or [],
            "field": self.field_id.id or 0,
            "protected": self.protected,
            **{name: self[name] for name in ("policy", "on_blank", "on_bad", "certainty", "is_new", "is_said")},
            "reason": self.reason or "",
        }

    @api.onchange("field_id")
    def _onchange_field_id(self):
        self.policy = "at_creation" if self.field_id.protected else self.field_id.policy or "always"
        self.reason = self.env._("You said so.")

    def write(self, vals):
        """Note who chose a field: the form shows why it stands there and does not send it."""
        if "field_id" in vals and "reason" not in vals:
            chosen = self.filtered(lambda column: column.field_id.id != (vals["field_id"] or False))
            super(DsoSmartUploadColumn, chosen).write({"reason": self.env._("You said so.")})
        return super().write(vals)

    def _choose(self, field):
        """Choose a field for this column, as a person does."""
        self.field_id = field
        self._onchange_field_id()

    def action_new_field(self):
        """Open the form of a new field for this column, filled in from its values."""
        self.ensure_one()
        proposal = self.env["dso.smart.upload.field"]._propose(self, self.upload_id._words(self.header))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Field for %(column)s", column=self.header),
            "res_model": proposal._name,
            "res_id": proposal.id,
            "view_mode": "form",
            "target": "new",
        }
