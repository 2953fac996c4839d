"""What a person can choose for a column of a file, in the wizard and in the mapping alike."""

from odoo import fields, models

from .upload_field import POLICIES


class DsoUploadColumnChoices(models.AbstractModel):
    _name = "dso.upload.column.choices"
    _description = "Smart Upload Column Choices"

    policy = fields.Selection(
        POLICIES, string="Write", required=True, default="always", help="When the value of the file is written."
    )
    on_blank = fields.Selection(
        [("keep", "Keep what is there"), ("clear", "Clear it")], string="Blank Cell", required=True, default="keep"
    )
    on_bad = fields.Selection(
        [("leave_out", "Leave the value out"), ("reject", "Reject the row")],
        string="Unusable Value",
        required=True,
        default="leave_out",
    )
