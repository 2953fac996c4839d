"""What a column of a file can be mapped to."""

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

# Converter of a field that an administrator adds, by the type of its Odoo field.
KIND_BY_TYPE = {
    "char": "text",
    "text": "text",
    "html": "html",
    "float": "amount",
    "monetary": "amount",
    "integer": "integer",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
    "selection": "selection",
    "many2one": "many2one",
}

KINDS = [
    ("code", "Customer code"),
    ("name", "Company name"),
    ("text", "Text"),
    ("zip", "Postal code"),
    ("phone", "Phone number"),
    ("email", "E-mail address"),
    ("website", "Website"),
    ("country", "Country"),
    ("state", "State"),
    ("legal_id", "Legal id"),
    ("vat", "VAT number"),
    ("payment_term", "Payment term"),
    ("payment_method", "Payment method"),
    ("groups", "Groups"),
    ("salesperson", "Salesperson"),
    ("language", "Language"),
    ("html", "Formatted text"),
    ("amount", "Amount"),
    ("integer", "Whole number"),
    ("date", "Date"),
    ("datetime", "Date and time"),
    ("boolean", "Yes or no"),
    ("selection", "Choice"),
    ("many2one", "Record"),
]

POLICIES = [
    ("always", "Always"),
    ("if_empty", "If empty in Odoo"),
    ("at_creation", "Only at creation"),
    ("never", "Never"),
]


class DsoUploadField(models.Model):
    _name = "dso.upload.field"
    _description = "Smart Upload Field"
    _inherit = ["mail.thread"]
    _order = "sequence, id"

    name = fields.Char(string="Label", required=True, translate=True)
    key = fields.Char(required=True, help="Stable key, used by mappings and by other programs.")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    partner_field = fields.Char(string="Odoo Field", required=True, help="Technical name of the field of the customer.")
    kind = fields.Selection(KINDS, string="Kind of Value", required=True, default="text")
    words = fields.Text(
        string="Header Words",
        help="Headers that mean this field in your files, one a line, beside those known already.",
    )
    policy = fields.Selection(POLICIES, string="Default Policy", required=True, default="always")
    protected = fields.Boolean(
        compute="_compute_protected", help="Managed in Odoo: an import sets it on a new customer and never changes it."
    )
    import_protected = fields.Boolean(
        string="Managed in Odoo",
        compute="_compute_protected",
        search="_search_import_protected",
        help="Declared as managed in Odoo by the addon that brings the field.",
    )
    open_to_imports = fields.Boolean(
        tracking=True, help="Let imports change this protected field. Who opens it, and when, is logged below."
    )

    _key_unique = models.Constraint("UNIQUE(key)", "Another field has this key already.")

    @api.depends("partner_field", "open_to_imports")
    def _compute_protected(self):
        partner_fields = self.env["res.partner"]._fields
        for record in self:
            declared = getattr(partner_fields.get(record.partner_field), "import_protected", False)
            record.import_protected = declared
            record.protected = declared and not record.open_to_imports

    def _search_import_protected(self, operator, value):
        if operator != "in":
            return NotImplemented
        partner_fields = self.env["res.partner"]._fields
        names = [name for name, field in partner_fields.items() if getattr(field, "import_protected", False)]
        return [("partner_field", "in" if True in value else "not in", names)]

    @api.constrains("partner_field", "kind")
    def _check_partner_field(self):
        partner_fields = self.env["res.partner"]._fields
        for record in self:
            field = partner_fields.get(record.partner_field)
            if field is None or (field.compute and not field.inverse and field.readonly) or not field.store:
                raise ValidationError(
                    self.env._(
                        "%(field)s is not a field of the customer that an import can write.", field=record.partner_field
                    )
                )
            special = KIND_BY_TYPE.get(field.type)
            if record.kind in ("selection", "many2one", "boolean", "date", "datetime") and record.kind != special:
                raise ValidationError(
                    self.env._("%(field)s cannot hold this kind of value.", field=record.partner_field)
                )

    @api.onchange("partner_field")
    def _onchange_partner_field(self):
        field = self.env["res.partner"]._fields.get(self.partner_field)
        if field:
            self.kind = KIND_BY_TYPE.get(field.type, self.kind)
            self.key = self.key or self.partner_field
            self.name = self.name or field.string

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    @tools.ormcache()
    def _opened_fields(self):
        """Return the names of the protected partner fields an administrator opened to imports."""
        return frozenset(field.partner_field for field in self._all() if field.open_to_imports)

    @api.model
    def _all(self):
        """Return every field in the order people see them, archived ones too: they are few."""
        return self.with_context(active_test=False).search([])  # pylint: disable=no-search-all

    @api.model
    def _extra_words(self):
        """Return the header words that administrators added: dict key -> list of words."""
        found = {}
        for field in self.search([("words", "!=", False)]):
            found[field.key] = [word.strip() for word in field.words.splitlines() if word.strip()]
        return found
