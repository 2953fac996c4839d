"""One line of a value table: a word of the file and what it means in Odoo."""

from odoo import api, fields, models

from ..pipeline.reference import RECORD_MODELS

LABELS = {
    "payment_term": "Payment Term",
    "payment_method": "Payment Method",
    "country": "Country",
    "state": "State",
    "salesperson": "Salesperson",
    "groups": "Group",
    "language": "Language",
}
MODELS = [(model, LABELS[kind]) for kind, model in RECORD_MODELS.items()]


class DsoUploadMappingValue(models.Model):
    _name = "dso.upload.mapping.value"
    _inherit = ["dso.upload.belonging"]
    _description = "Smart Upload Mapping Value"
    _order = "column_id, word"
    _rec_name = "word"

    column_id = fields.Many2one("dso.upload.mapping.column", required=True, ondelete="cascade", index=True)
    word = fields.Char(string="Word in the File", required=True)
    meaning = fields.Reference(MODELS, string="Meaning in Odoo")
    left_out = fields.Boolean(help="The word means nothing: no payment term and no group is created for it.")

    _means_something = models.Constraint(
        "CHECK(left_out OR meaning IS NOT NULL)", "Say what the word means in Odoo, or that it is left out."
    )

    @api.onchange("left_out")
    def _onchange_left_out(self):
        if self.left_out:
            self.meaning = False

    @api.model
    def _model_of_kind(self, kind):
        """Return the model whose records a column of this kind of value means, or None."""
        return RECORD_MODELS.get(kind)

    @api.model
    def _meaning(self, kind, value):
        """Return the record that a typed value of a column stands for, as a reference."""
        model = self._model_of_kind(kind)
        if model == "res.lang":
            value = self.env["res.lang"].search([("code", "=", value)], limit=1).id
        elif kind == "groups":
            (value,) = value
        return f"{model},{value}"

    def _known_id(self):
        """Return the id of the meaning, or the code of a language; 0 where it is gone or no record of its kind."""
        meaning = self.meaning
        if not meaning or meaning._name != self._model_of_kind(self.column_id.kind):
            return 0
        return (meaning.exists().code or 0) if meaning._name == "res.lang" else meaning.id
