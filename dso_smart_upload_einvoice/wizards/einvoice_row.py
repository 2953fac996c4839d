"""A row of a file that lacks something for electronic invoices, while a person looks at it."""

from odoo import fields, models


class DsoUploadEinvoiceRow(models.TransientModel):
    _name = "dso.upload.einvoice.row"
    _description = "Smart Upload: Customer That Lacks Something"
    _order = "line"

    run_id = fields.Many2one("dso.upload.run", required=True, ondelete="cascade")
    line = fields.Integer(help="Line of the file, 1 for the first.")
    code = fields.Char(string="Customer Code")
    name = fields.Char(string="Company Name")
    missing = fields.Char()
