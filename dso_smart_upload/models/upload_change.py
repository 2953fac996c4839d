"""What a run did to one customer."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.customers import readable
from ..engine.journal import readable_evidence, reason_texts
from ..engine.say import number
from .upload_journal_reader import ReaderChar, ReaderJson, ReaderText


class DsoUploadChange(models.Model):
    _name = "dso.upload.change"
    _inherit = ["dso.upload.journal.reader"]
    _description = "Smart Upload Change"
    _order = "run_id, line, id"
    _rec_name = "code"

    run_id = fields.Many2one("dso.upload.run", required=True, ondelete="cascade")
    date = fields.Datetime(related="run_id.finished", string="Date")
    user_id = fields.Many2one(related="run_id.user_id", string="Imported by")
    line = fields.Integer(aggregator=None, help="Line of the file, 1 for the first.")
    code = fields.Char(string="Customer Code")
    partner_key = fields.Integer(aggregator=None, help="Id of the customer, which stays when they are deleted.")
    is_merged = fields.Boolean(
        string="Merged", help="The customer that the import wrote was merged into the customer above since."
    )
    name = ReaderChar(string="Company Name")
    action = fields.Selection(
        [("created", "Created"), ("updated", "Updated"), ("linked", "Linked")],
        required=True,
        help="Linked: a customer who was there without this code got it.",
    )
    evidence = ReaderJson(readonly=True, help="What speaks for a linked customer being that of the row.")
    is_further_code = fields.Boolean(
        readonly=True, help="The customer keeps another code and got this one as a second one."
    )
    values = ReaderJson(help="Key of the field: old and new value, as a person reads them.")
    reasons = ReaderJson(help="Key of the field: why its value was derived by a rule.")
    raw_values = fields.Json(
        groups=fields.NO_ACCESS, help="Name of the partner's field: old and new value, as the database holds them."
    )
    raw_contacts = fields.Json(
        groups=fields.NO_ACCESS,
        help="Id of a contact of the customer: what Odoo shares between them, as above, before and after the import.",
    )
    fingerprint = fields.Char(
        groups=fields.NO_ACCESS,
        help="Of a created customer: what the import left; any change since gives another one.",
    )
    undo_result = fields.Selection(
        [("reverted", "Reverted"), ("kept", "Kept"), ("failed", "Failed")],
        string="After Undo",
        help="Reverted: as before the run. Kept: changed since, so it stays. Failed: Odoo refused it.",
    )
    undo_how = fields.Selection(
        [("removed", "Removed"), ("archived", "Archived"), ("put_back", "Put Back"), ("gone", "Removed Before")],
        string="Reverted How",
        help="What the undo did to a customer that is reverted.",
    )
    undo_reason = ReaderText(help="Why a customer was archived, or stays as it is.")
    undo_named = fields.Char(
        groups=fields.NO_ACCESS,
        help="Names of the partner's fields whose values the reason says, with commas; nothing: it may be any.",
    )
    undo_left = fields.Json(help="Names of the partner's fields that were not put back.")
    summary = fields.Text(string="Changes", compute="_compute_summary")

    _run_line = models.Index("(run_id, line, id)")

    @api.depends("values", "reasons", "is_hidden")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_summary(self):
        known = self.env["dso.upload.field"]._all()
        labels = {field.key: field.name for field in known}
        order = {field.key: number for number, field in enumerate(known)}
        for change in self:
            keys = sorted(change.values or {}, key=lambda key: order.get(key, len(order)))
            if change.action == "created":
                keys = [key for key in keys if key not in ("code", "name")]  # shown beside
            why = change._reasons()
            parts = [(labels.get(key, key), *map(self._shown, change.values[key])) for key in keys]
            parts = [
                (label, old, self._with_reason(new, why.get(key)))
                for key, (label, old, new) in zip(keys, parts, strict=True)
            ]
            if change.is_further_code:
                parts.insert(0, (self.env._("Second Code"), self._shown(""), change.code or ""))
            if change.action == "created":
                sentences = [self.env._("%(label)s: %(new)s", label=label, new=new) for label, _old, new in parts]
                change.summary = " · ".join(sentences)
            else:
                change.summary = "\n".join(
                    self.env._("%(label)s: %(old)s → %(new)s", label=label, old=old, new=new)
                    for label, old, new in parts
                )

    def _reasons(self):
        """Return why values of this change were derived, in the user's language: dict key of the field -> text."""
        return reason_texts(self.env, self.reasons or {})

    def _with_reason(self, value, reason):
        return self.env._("%(value)s (%(reason)s)", value=value, reason=reason) if reason else value

    def _shown(self, value):
        """Return a value of ``values`` as the user reads it."""
        if value in ("", None):
            return self.env._("(empty)")
        if isinstance(value, bool):
            return self.env._("Yes") if value else self.env._("No")
        return number(self.env, value) if isinstance(value, float) else value

    @api.model
    def _customers_sql(self, alias):
        customers = [self.sudo()._field_to_sql(alias, name) for name in ("partner_id", "partner_key")]
        return SQL("SELECT COALESCE(%s, %s)", *customers)

    def _of_hidden(self, name, value):
        if name != "undo_reason":
            return super()._of_hidden(name, value)
        return self.env._("You may not see this customer: ask your administrator.")

    def _for_reader(self, name, value):
        """Leave out the values of fields the user may not read, and a sentence that names one of them."""
        if name in ("name", "partner_id"):
            return value
        if name == "evidence":
            return readable_evidence(self.env, value)
        line, partners = self.sudo(), self.env["res.partner"]  # to know which fields the values are of
        written = set(line.raw_values) if isinstance(line.raw_values, dict) else set()
        if name == "undo_reason":
            is_of_odoo = line.undo_named is False  # which may say anything, of any customer
            named = written if is_of_odoo else set(filter(None, line.undo_named.split(",")))
            may_read = readable(partners, named) == named and (not is_of_odoo or self.run_id._may_read_file())
            return value if may_read else self._without_value()
        if written and readable(partners, written) == written:
            return value
        names = {key: self.env["dso.upload.field"]._partner_field(key) for key in value}
        shown = readable(partners, set(names.values()) & (written or set(names.values())))
        return {key: pair for key, pair in value.items() if names[key] in shown}

    @api.model
    def _for_reader_sql(self, name, alias):
        """Let nobody search, group or sort by values, nor by a sentence that names one they may not read."""
        if name in ("name", "partner_id"):
            return super()._for_reader_sql(name, alias)
        if name != "undo_reason":
            return SQL("FALSE")
        partners, line = self.env["res.partner"], self.sudo()
        names = sorted(readable(partners, partners._fields))
        own = SQL(
            "%s IN (SELECT id FROM dso_upload_run WHERE user_id = %s)",
            line._field_to_sql(alias, "run_id"),
            self.env.uid,
        )
        return SQL(
            "CASE WHEN %(named)s IS NULL THEN COALESCE(%(written)s - %(readable)s::text[], '{}') = '{}' AND %(own)s "
            "ELSE array_remove(string_to_array(%(named)s, ','), '') <@ %(readable)s::text[] END",
            named=line._field_to_sql(alias, "undo_named"),
            written=line._field_to_sql(alias, "raw_values"),
            readable=names,
            own=SQL("TRUE") if self.env["dso.upload.run"]._may_read_all() else own,
        )

    def _without_value(self):
        """Return what a sentence is for those who may not read the values it names."""
        return self.env._("The reason names a value that you may not read.")
