"""The remembered setting of one kind of file."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..engine.arguments import LONGEST_TEXT, excerpt
from ..engine.options import CREATE, CREATING, LINK, READ_OPTIONS, REJECT
from ..pipeline.folding import fold

# A file belongs to a mapping when this part of the mapping's fields find their column in it.
ENOUGH = 0.6


class DsoUploadMapping(models.Model):
    _name = "dso.upload.mapping"
    _inherit = ["dso.upload.belonging"]
    _description = "Smart Upload Mapping"
    _order = "last_used desc, name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    column_ids = fields.One2many("dso.upload.mapping.column", "mapping_id", string="Columns", copy=True)
    last_used = fields.Datetime(readonly=True, copy=False)
    run_ids = fields.One2many("dso.upload.run", "mapping_id", string="Runs")

    encoding = fields.Char(help="Empty: found by itself.")
    delimiter = fields.Char(help="Empty: found by itself.", trim=False)
    sheet = fields.Char(help="Name of the sheet. Empty: found by itself.")
    header_line = fields.Integer(help="Line of the file that holds the headers. 0: found by itself.")
    no_header = fields.Boolean(help="The file has no line of headers: its columns are numbered.")
    decimal_mark = fields.Selection([(",", "1.234,56"), (".", "1,234.56")], help="Empty: found by itself.")
    date_order = fields.Selection([("day", "Day first"), ("month", "Month first")], help="Empty: found by itself.")
    group_separator = fields.Char(default=",", required=True, trim=False)
    create_payment_terms = fields.Boolean(
        default=True, help="Create a payment term that the file names clearly and Odoo does not have yet."
    )
    create_groups = fields.Boolean(default=True, help="Create a group that the file names and Odoo does not have yet.")
    twins = fields.Selection(
        [
            (LINK, "Link those that are certain, warn of the others"),
            (CREATE, "Create a customer, look for nobody"),
            (REJECT, "Let the row wait for a person where one may be there"),
        ],
        string="New Codes",
        default=LINK,
        required=True,
        help="What becomes of a row with a new code whose customer may be in Odoo already.",
    )
    reactivate = fields.Boolean(
        string="Bring Back Archived Customers",
        help="A customer of the file that is archived in Odoo becomes active again.",
    )

    _name_company_unique = models.Constraint(
        "UNIQUE(company_id, name)", "Another mapping of this company has this name already."
    )

    @api.constrains("name")
    def _check_name(self):
        """Refuse names that no list can show."""
        for mapping in self:
            if len(mapping.name) > LONGEST_TEXT:
                raise ValidationError(
                    self.env._(
                        "The name of a mapping has at most %(limit)s characters: %(name)s is longer.",
                        limit=LONGEST_TEXT,
                        name=excerpt(mapping.name),
                    )
                )

    @api.model
    def _recognise(self, header):
        """Return the mapping that a file with these headers belongs to, or an empty record.

        Headers count, not their order, spaces or accents. The mapping with most of its columns in the file
        wins; among equals, the one used last.

        :param header: list of str
        """
        folded = {fold(name) for name in header}
        best, most = self.browse(), 0.0
        for mapping in self.search_fetch([("company_id", "=", self.env.company.id)]):
            known = {column.folded for column in mapping.column_ids}
            used = {column.folded for column in mapping.column_ids if column.field_id}
            if not used or len(used & folded) < ENOUGH * len(used):
                continue
            likeness = len(known & folded) / len(known | folded)
            if likeness > most:
                best, most = mapping, likeness
        return best

    def _remember(self, columns, values):
        """Remember what a person said of the columns of a file; columns of other files stay.

        :param columns: list of dict: ``header``, ``field_id``, ``policy`` and what else a mapping column holds
        :param values: dict header -> dict word of the file -> typed value that it means
        """
        self.ensure_one()
        known = {column.folded: column for column in self.column_ids}
        meant = {}  # of headers that differ in accents, case or signs only, the first that means something
        for vals in sorted(columns, key=lambda vals: not vals["field_id"]):
            meant.setdefault(fold(vals["header"]), vals)
        new = []
        for sequence, vals in enumerate(vals for vals in columns if meant[fold(vals["header"])] is vals):
            column = known.get(fold(vals["header"]))
            if column:
                column.write({**vals, "sequence": sequence})
            else:
                new.append({**vals, "mapping_id": self.id, "sequence": sequence})
        self.env["dso.upload.mapping.column"].create(new)
        for column in self.column_ids:
            for header, words in values.items():
                if fold(header) == column.folded:
                    column._remember_values(words)

    def _remember_reading(self, options):
        """Remember how a person said the file must be read; what they did not say stays."""
        said = {name: options[name] for name in READ_OPTIONS if options.get(name)}
        if options.get("decimal"):
            said["decimal_mark"] = options["decimal"]
        if options.get("day_first") is not None:
            said["date_order"] = "day" if options["day_first"] else "month"
        if "header_line" in options:
            said["no_header"] = options["header_line"] == 0
        self.write(said)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        """Keep a mapping that an import under way goes by."""
        # Also runs that the user may not see go by it.
        under_way = self.env["dso.upload.run"].sudo().search([("mapping_id", "in", self.ids)]).filtered("is_under_way")
        if under_way:
            raise UserError(
                self.env._(
                    "The mapping %(name)s cannot be removed while an import that uses it is under way.",
                    name=under_way.mapping_id[0].name,
                )
            )

    def _read_options(self):
        """Return the options of ``read_table`` that this mapping fixes."""
        options = {name: self[name] for name in READ_OPTIONS}
        options = {name: value for name, value in options.items() if value}
        return {**options, "header_line": 0} if self.no_header else options

    def _notation(self):
        """Return the notations this mapping fixes, as options of the converters."""
        options = {"decimal": self.decimal_mark} if self.decimal_mark else {}
        if self.date_order:
            options["day_first"] = self.date_order == "day"
        return options

    def _says(self):
        """Return what this mapping says of a file, as JSON holds it; {} where there is no mapping.

        An import goes by it to its end, whatever becomes of the mapping meanwhile.

        :return: dict: ``reading`` (options of ``read_table``), ``notation`` (options of the converters), ``columns``
            (dict folded header -> what ``_says`` of a column returns), and settings by their names
        """
        if not self:
            return {}
        return {
            "reading": self._read_options(),
            "notation": self._notation(),
            "columns": {column.folded: column._says() for column in self.column_ids.sorted()},
            **{name: self[name] for name in (*CREATING, "group_separator", "reactivate", "twins")},
        }

    def action_view_runs(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("dso_smart_upload.dso_upload_run_action")
        return {**action, "domain": [("mapping_id", "in", self.ids), ("state", "!=", "checked")], "context": {}}
