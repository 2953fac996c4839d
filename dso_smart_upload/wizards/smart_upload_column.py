"""One column of the file in Smart Upload."""

from odoo import api, fields, models

from ..models.upload_field import POLICIES


class DsoSmartUploadColumn(models.TransientModel):
    _name = "dso.smart.upload.column"
    _description = "Smart Upload Column"
    _order = "upload_id, sequence, id"
    _rec_name = "header"

    upload_id = fields.Many2one("dso.smart.upload", required=True, ondelete="cascade")
    sequence = fields.Integer()
    header = fields.Char(string="Column", readonly=True)
    samples = fields.Char(string="Sample Values", readonly=True)
    field_id = fields.Many2one("dso.upload.field", string="Field in Odoo")
    policy = fields.Selection(POLICIES, string="Write", required=True, default="always")
    on_blank = fields.Selection(
        [("keep", "Keep what is there"), ("clear", "Clear it")], string="Blank Cell", required=True, default="keep"
    )
    on_bad = fields.Selection(
        [("leave_out", "Leave the value out"), ("reject", "Reject the row")],
        string="Unusable Value",
        required=True,
        default="leave_out",
    )
    protected = fields.Boolean(related="field_id.protected")
    confidence = fields.Float(readonly=True)
    reason = fields.Char(string="Why", readonly=True)
    is_new = fields.Boolean(string="New", readonly=True)

    @api.onchange("field_id")
    def _onchange_field_id(self):
        self.policy = "at_creation" if self.field_id.protected else self.field_id.policy or "always"
        self.reason = self.env._("You said so.")
