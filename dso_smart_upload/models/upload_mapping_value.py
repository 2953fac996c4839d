"""One line of a value table: a word of the file and what it means in Odoo."""

from odoo import api, fields, models

MODELS = [
    ("account.payment.term", "Payment Term"),
    ("account.payment.method.line", "Payment Method"),
    ("res.country", "Country"),
    ("res.country.state", "State"),
    ("res.users", "Salesperson"),
    ("res.partner.category", "Group"),
    ("res.lang", "Language"),
]


class DsoUploadMappingValue(models.Model):
    _name = "dso.upload.mapping.value"
    _description = "Smart Upload Mapping Value"
    _order = "column_id, word"
    _rec_name = "word"

    column_id = fields.Many2one("dso.upload.mapping.column", required=True, ondelete="cascade", index=True)
    word = fields.Char(string="Word in the File", required=True)
    meaning = fields.Reference(MODELS, string="Meaning in Odoo", required=True)

    @api.model
    def _model_of_kind(self, kind):
        """Return the model whose records a column of this kind of value means, or None."""
        return {
            "payment_term": "account.payment.term",
            "payment_method": "account.payment.method.line",
            "country": "res.country",
            "state": "res.country.state",
            "salesperson": "res.users",
            "groups": "res.partner.category",
            "language": "res.lang",
        }.get(kind)

    @api.model
    def _meaning(self, kind, value):
        """Return the record that a typed value of a column stands for, as a reference: the opposite of ``_typed``."""
        model = self._model_of_kind(kind)
        if model == "res.lang":
            value = self.env["res.lang"].search([("code", "=", value)], limit=1).id
        return f"{model},{value}"

    def _typed(self):
        """Return the meaning as the typed value of its converter."""
        kind = self.column_id.kind
        if kind == "language":
            return self.meaning.code
        return (self.meaning.id,) if kind == "groups" else self.meaning.id
