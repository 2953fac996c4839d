"""One thing a run has to say about a row or a cell."""

from odoo import fields, models


class DsoUploadIssue(models.Model):
    _name = "dso.upload.issue"
    _description = "Smart Upload Issue"
    _order = "run_id, line, id"
    _rec_name = "message"

    run_id = fields.Many2one("dso.upload.run", required=True, ondelete="cascade")
    line = fields.Integer(help="Line of the file, 1 for the first.")
    code = fields.Char(string="Customer Code")
    partner_id = fields.Many2one("res.partner", string="Customer", ondelete="set null", index="btree_not_null")
    column = fields.Char(help="Header of the column in the file.")
    field = fields.Char(help="Key of the field.")
    kind = fields.Char(help="Stable word for this kind of issue.")
    severity = fields.Selection(
        [("error", "Rejected"), ("warning", "Warning"), ("kept", "Kept")],
        required=True,
        help="Rejected: the row was not imported. Warning: a value was left out or repaired. "
        "Kept: a protected value stays as it is in Odoo.",
    )
    message = fields.Text(required=True)
    value = fields.Char(help="The cell as it stands in the file.")

    _run_line = models.Index("(run_id, line, id)")
