"""What a column of a file can be mapped to."""

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from ..engine.customers import readable
from ..pipeline.reference import RECORD_MODELS

# Kinds of value that a field of the customer can hold, by its type; the first is the one of a field that is added.
WORDS = ("text", "code", "name", "zip", "phone", "email", "website", "legal_id", "vat")
KINDS_BY_TYPE = {
    "char": WORDS,
    "text": WORDS,
    "html": ("html",),
    "float": ("amount",),
    "monetary": ("amount",),
    "integer": ("integer",),
    "boolean": ("boolean",),
    "date": ("date",),
    "datetime": ("datetime",),
    "selection": ("selection", "language"),
    "many2one": ("many2one",),
}
# The records that some kinds understand better than by their names alone.
KIND_BY_MODEL = {model: kind for kind, model in RECORD_MODELS.items() if kind != "language"}  # whose values are codes
# What makes a record a customer of its company, which is not for a file to say.
NOT_IMPORTED = {*models.MAGIC_COLUMNS, "company_id", "is_company", "parent_id", "type"}

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
    partner_field = fields.Char(
        string="Technical Name", required=True, tracking=True, help="Technical name of the field of the customer."
    )
    partner_field_choice = fields.Selection(
        selection="_selection_partner_field",
        string="Odoo Field",
        compute="_compute_partner_field_choice",
        readonly=False,
        help="Field of the customer that is written. Removing this record removes no field and no value from Odoo.",
    )
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

    @api.depends("partner_field")
    def _compute_partner_field_choice(self):
        known = self._importable_fields()
        for record in self:
            record.partner_field_choice = record.partner_field if record.partner_field in known else False

    @api.model
    def _selection_partner_field(self):
        names = self._importable_fields()
        labels = self.env["res.partner"].fields_get(names, ["string"])
        options = [(name, f"{label['string']} ({name})") for name, label in labels.items()]
        return sorted(options, key=lambda option: option[1].casefold())

    @api.model
    def _importable_fields(self):
        """Return the fields of the customer that an import can write: dict name -> field."""
        return {
            name: field
            for name, field in self.env["res.partner"]._fields.items()
            if name not in NOT_IMPORTED
            and field.store
            and self._kinds(field)
            and not ((field.compute or field.related) and field.readonly and not field.inverse)
        }

    @api.model
    def _kinds(self, field):
        """Return the kinds of value that a field can hold, the most suitable first."""
        special = KIND_BY_MODEL.get(field.comodel_name)
        if field.type == "many2many":
            return (special,) if special == "groups" else ()
        if field.type == "many2one" and special and special != "groups":
            return (special, "many2one")
        return KINDS_BY_TYPE.get(field.type, ())

    @api.constrains("partner_field", "kind")
    def _check_partner_field(self):
        known = self._importable_fields()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for record in self:
            field = known.get(record.partner_field)
            if field is None:
                raise ValidationError(
                    self.env._(
                        "%(field)s is not a field of the customer that an import can write.", field=record.partner_field
                    )
                )
            if record.kind not in self._kinds(field):
                raise ValidationError(
                    self.env._(
                        "%(field)s cannot hold this kind of value; choose %(kinds)s.",
                        field=record.partner_field,
                        kinds=", ".join(kinds[kind] for kind in self._kinds(field)),
                    )
                )

    @api.onchange("partner_field_choice")
    def _onchange_partner_field_choice(self):
        field = self._importable_fields().get(self.partner_field_choice)
        if field:
            self.partner_field = field.name
            self.kind = self._kinds(field)[0]
            self.key = self.key or field.name
            self.name = self.name or field._description_string(self.env)

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("open_to_imports") for vals in vals_list):
            raise UserError(self.env._("Open a protected field after it was made: who opens it, and when, is logged."))
        records = super().create([{"open_to_imports": False, **vals} for vals in vals_list])  # no default value either
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        if any(record.partner_field != vals.get("partner_field", record.partner_field) for record in self):
            vals = {**vals, "open_to_imports": False}  # what was opened is another field
        logged = self
        if "open_to_imports" in vals:  # whatever the caller's context says
            logged = self.with_context(tracking_disable=False, mail_notrack=False)
        result = super(DsoUploadField, logged).write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        if not self.env.context.get(MODULE_UNINSTALL_FLAG):
            self._check_may_go()  # not by api.ondelete: Odoo removes the messages before it asks that
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def _check_may_go(self):
        """Keep a field that was opened to imports, as its messages say who opened it, and one that an addon brought.

        :raises UserError: one of them is such a field
        """
        # Who may remove a field may read its messages, but only administrators read which values these are about.
        opened = self.sudo().message_ids.tracking_value_ids.filtered(
            lambda change: change.field_id.name == "open_to_imports"
        )
        kept = self.browse(opened.mail_message_id.mapped("res_id"))
        if kept:
            raise UserError(
                self.env._(
                    "The field %(name)s was opened to imports, and its messages say who opened it: archive it instead "
                    "of removing it.",
                    name=kept[0].name,
                )
            )
        brought = self.filtered(lambda record: record.get_external_id()[record.id])
        if brought:
            raise UserError(
                self.env._(
                    "The field %(name)s came with an addon, whose next update would bring it back: archive it instead "
                    "of removing it.",
                    name=brought[0].name,
                )
            )

    @api.model
    @tools.ormcache()
    def _opened_fields(self):
        """Return the names of the protected partner fields an administrator opened to imports."""
        return frozenset(field.partner_field for field in self._all() if field.open_to_imports)

    @api.model
    def _all(self):
        """Return every field in the order people see them, archived ones too: they are few."""
        return self.with_context(active_test=False).search_fetch([])  # pylint: disable=no-search-all

    @api.model
    @tools.ormcache()
    def _partner_fields(self):
        """Return the customer's field that each key means: dict key -> name."""
        # as the superuser: it is remembered for everybody, and which fields there are is no secret
        return {field.key: field.partner_field for field in self.sudo()._all()}

    @api.model
    def _partner_field(self, key):
        """Return the name of the customer's field that a key of the journal means; without one the key is the name."""
        return self._partner_fields().get(key, key)

    @api.model
    def _readable_keys(self):
        """Return the keys of the journal whose values the user may read."""
        partners, named = self.env["res.partner"], self._partner_fields()
        may_read = readable(partners, partners._fields)
        return sorted({key for key, name in named.items() if name in may_read} | (may_read - named.keys()))

    def _is_usable(self):
        """Say whether imports may use this field; the addon that brought its Odoo field may be gone."""
        return self.active and self.partner_field in self.env["res.partner"]._fields

    def _digits(self):
        """Return how many decimals Odoo keeps of this amount, None for all that there are."""
        field = self.env["res.partner"]._fields[self.partner_field]
        if field.type == "monetary" or self.import_protected:
            return 2
        digits = field.get_digits(self.env)
        return digits[1] if digits else None

    @api.model
    def _extra_words(self):
        """Return the header words that administrators added: dict key -> list of words."""
        found = {}
        for field in self.search([("words", "!=", False)]):
            found[field.key] = [word.strip() for word in field.words.splitlines() if word.strip()]
        return found
