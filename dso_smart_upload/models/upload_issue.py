"""One thing a run has to say about a row or a cell."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.customers import readable, rules_may_hide
from ..engine.journal import twin_facts
from ..pipeline.message import OF_ANY_CELL, OF_OTHERS
from .upload_journal_reader import ReaderChar, ReaderText


class DsoUploadIssue(models.Model):
    _name = "dso.upload.issue"
    _inherit = ["dso.upload.journal.reader"]
    _description = "Smart Upload Issue"
    _order = "run_id, line, id"
    _rec_names_search = ["message"]

    run_id = fields.Many2one("dso.upload.run", required=True, ondelete="cascade")
    line = fields.Integer(aggregator=None, help="Line of the file, 1 for the first.")
    first_line = fields.Integer(
        aggregator=None, help="Of a line that repeats another one: that line, which has the customer. Else 0."
    )
    code = fields.Char(string="Customer Code")
    column = fields.Char(help="Header of the column in the file.")
    field = fields.Char(help="Key of the field.")
    kind = fields.Char(help="Stable word for this kind of issue.")
    severity = fields.Selection(
        [("error", "Rejected"), ("warning", "Warning"), ("kept", "Kept"), ("info", "Note")],
        required=True,
        help="Rejected: the row was not imported. Warning: a value was left out or repaired. "
        "Kept: a protected value stays as it is in Odoo. Note: something to know of the file, about no row.",
    )
    message = ReaderText(required=True)
    value = ReaderChar(help="The cell as it stands in the file.")
    twin = fields.Json(
        groups=fields.NO_ACCESS, help="Who the row may be: customers with what speaks for them, or another line."
    )

    _run_line = models.Index("(run_id, line, id)")

    @api.model
    def _cause_titles(self):
        """Return what the kinds of issues of other addons are called where issues are counted: dict kind -> text.

        None of this addon's, which are in ``engine.cause_titles``. Others add theirs.

        :rtype: dict
        """
        return {}

    @api.depends("line", "column", "code")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Name an issue by its place: Odoo shows names to people of whom it has not asked what they may read."""
        for issue in self:
            place = issue.column or issue.code
            issue.display_name = (
                self.env._("Line %(line)s, %(column)s", line=issue.line, column=place)
                if place
                else self.env._("Line %(line)s", line=issue.line)
            )

    @api.model
    def _customers_sql(self, alias):
        """Return also the customer that the import created of the same line of the file, or of the one it repeats."""
        names = ("partner_id", "run_id", "line", "first_line")
        line = {name: self.sudo()._field_to_sql(alias, name) for name in names}
        changes = self.env["dso.upload.change"].sudo()
        return SQL(
            "SELECT %(partner)s UNION ALL SELECT COALESCE(%(written)s, %(key)s) FROM dso_upload_change AS change "
            "WHERE %(their_run)s = %(run)s AND %(their_line)s = %(line)s",
            partner=line["partner_id"],
            run=line["run_id"],
            line=SQL("COALESCE(NULLIF(%s, 0), %s)", line["first_line"], line["line"]),
            written=changes._field_to_sql("change", "partner_id"),
            key=changes._field_to_sql("change", "partner_key"),
            their_run=changes._field_to_sql("change", "run_id"),
            their_line=changes._field_to_sql("change", "line"),
        )

    def _of_hidden(self, name, value):
        if name != "message":
            return super()._of_hidden(name, value)
        return self.env._(
            "Line %(line)s, %(column)s: this message is about a customer that you may not see.",
            line=self.line,
            column=self.column or self.code or "",
        )

    def _for_reader(self, name, value):
        """Leave out the cell and the sentence on it where the user may not read the field."""
        if name == "partner_id":
            return value
        key = self.field
        if self.kind in OF_ANY_CELL:
            may_read = self.run_id._may_read_file()
        else:
            partners, known = self.env["res.partner"], self.env["dso.upload.field"]
            may_read = not key or readable(partners, [known._partner_field(key)])
            if self.kind in OF_OTHERS and self.run_id.sudo().user_id != self.env.user:
                may_read = may_read and not rules_may_hide(partners)
        if may_read:
            return value
        return self._without_value() if name == "message" else False

    @api.model
    def _for_reader_sql(self, name, alias):
        if name == "partner_id":
            return super()._for_reader_sql(name, alias)
        key = self._field_to_sql(alias, "field")
        readable = self.env["dso.upload.field"]._readable_keys()
        may_read = SQL("(%s IS NULL OR %s = '' OR %s = ANY(%s))", key, key, key, readable)
        if self.env["dso.upload.run"]._may_read_all():
            return may_read
        kinds = sorted(OF_ANY_CELL | OF_OTHERS if rules_may_hide(self.env["res.partner"]) else OF_ANY_CELL)
        return SQL(
            "(%s AND (COALESCE(%s, '') <> ALL(%s) OR %s IN (SELECT id FROM dso_upload_run WHERE user_id = %s)))",
            may_read,
            self._field_to_sql(alias, "kind"),
            kinds,
            self._field_to_sql(alias, "run_id"),
            self.env.uid,
        )

    def _without_value(self):
        """Return what there is to say to those who may not read the value."""
        return self.env._(
            "Line %(line)s, %(column)s: this message names a value that you may not read.",
            line=self.line,
            column=self.column or self.code or "",
        )

    def _twins(self):
        """Return what issues that name a possible twin say of it, for the reader: dict id -> dict for the report."""
        twins = {issue.id: issue.twin for issue in self.sudo() if issue.twin}
        facts = twin_facts(self.env, twins)
        return {
            issue.id: facts[issue.id] | {"partner_id": issue.partner_id.id or 0} for issue in self if issue.id in facts
        }

    def _message_for_anyone(self):
        """Return the sentence for people of whom it is not known what they may read."""
        name = self.env["dso.upload.field"]._partner_field(self.field)
        field = self.env["res.partner"]._fields.get(name)
        source = self.run_id.source_id
        if self.kind in OF_ANY_CELL and not source._may_all_read_files():
            return self._without_value()
        if (self.kind in OF_OTHERS or self.partner_id) and not source._may_all_see_customers():
            return self._without_value()
        return self.message if not self.field or (field and not field.groups) else self._without_value()
