"""One of several addresses that an answer has for one number: a person chooses."""

from odoo import fields, models


class DsoSmartUploadAddress(models.TransientModel):
    _name = "dso.smart.upload.address"
    _description = "Smart Upload: One of Several Addresses"
    _order = "word, id"

    upload_id = fields.Many2one("dso.smart.upload", required=True, ondelete="cascade")
    header = fields.Char()
    word = fields.Char(help="All addresses of the number.")
    codes = fields.Char(string="Customers")
    address = fields.Char()
    is_chosen = fields.Boolean(string="This One")
