"""One word of the file that Odoo does not know, and what a person says it means."""

from odoo import fields, models

from ..models.upload_mapping_value import MODELS


class DsoSmartUploadWord(models.TransientModel):
    _name = "dso.smart.upload.word"
    _description = "Smart Upload Word"
    _order = "upload_id, header, count desc, id"
    _rec_name = "word"

    upload_id = fields.Many2one("dso.smart.upload", required=True, ondelete="cascade")
    header = fields.Char(string="Column", readonly=True)
    word = fields.Char(string="Word in the File", readonly=True)
    count = fields.Integer(string="Rows", readonly=True)
    kind = fields.Char(readonly=True)
    model_id = fields.Many2one("ir.model", readonly=True)
    meaning = fields.Reference(MODELS, string="Means in Odoo")

    def _value(self):
        """Return the meaning as the option ``values`` takes it: id of a record, code of a language."""
        return self.meaning.code if self.kind == "language" else self.meaning.id
