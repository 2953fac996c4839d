"""One word of the file that Odoo does not know or creates a record for, and what a person says of it."""

from odoo import api, fields, models

from ..models.upload_mapping_value import MODELS


class DsoSmartUploadWord(models.TransientModel):
    _name = "dso.smart.upload.word"
    _inherit = ["dso.upload.belonging"]
    _description = "Smart Upload Word"
    _order = "upload_id, header, is_family desc, count desc, id"
    _rec_name = "word"

    upload_id = fields.Many2one("dso.smart.upload", required=True, ondelete="cascade")
    header = fields.Char(string="Column", readonly=True)
    headers = fields.Json(readonly=True, help="The columns, where several name it.")
    word = fields.Char(string="Word in the File", readonly=True)
    count = fields.Integer(string="Rows", readonly=True)
    kind = fields.Char(readonly=True)
    model_id = fields.Many2one("ir.model", readonly=True)
    meaning = fields.Reference(MODELS, string="Means in Odoo")
    creates = fields.Selection(
        [("payment_term", "Payment term"), ("groups", "Group")],
        string="What",
        readonly=True,
        help="What the import creates for the word.",
    )
    family = fields.Char(string="Under", readonly=True, help="The group under which the new one lives.")
    is_family = fields.Boolean(readonly=True, help="The group under which the new groups of a column live.")
    lines = fields.Char(string="First Lines", readonly=True, help="The first lines of the file that need it.")
    may_mean = fields.Boolean(readonly=True, help="It can be said which one of Odoo it means instead.")
    left_out = fields.Boolean(string="Do Not Create", help="The customers are imported without it.")

    @api.onchange("meaning")
    def _onchange_meaning(self):
        if self.meaning:
            self.left_out = False

    @api.onchange("left_out")
    def _onchange_left_out(self):
        if self.left_out:
            self.meaning = False

    def _columns(self):
        """Return the headers of the columns that name the word; over RPC anything may stand in their place."""
        given = self.headers if isinstance(self.headers, list) else []
        return [header for header in given if isinstance(header, str)] or [self.header or ""]

    def _value(self):
        """Return the meaning as the option ``values`` takes it: id of a record, code of a language, None for none."""
        if not self.meaning:
            return None
        return self.meaning.code if self.meaning._name == "res.lang" else self.meaning.id
