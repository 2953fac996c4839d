"""A new field of the customer for a column of the file that has none."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.upload_field_custom import TYPE_BY_KIND
from ..pipeline.convert.proposal import MAX_CHOICES, choices, propose_kind


class DsoSmartUploadField(models.TransientModel):
    _name = "dso.smart.upload.field"
    _inherit = ["dso.upload.belonging"]
    _description = "Smart Upload New Field"
    _rec_name = "label"

    column_id = fields.Many2one("dso.smart.upload.column", required=True, readonly=True, ondelete="cascade")
    samples = fields.Char(related="column_id.samples", related_sudo=False)
    label = fields.Char(required=True, help="Label of the field on the customer's form.")
    kind = fields.Selection(
        selection="_selection_kind",
        string="Kind of Value",
        required=True,
        help="Proposed from all values of the column. It cannot be changed later.",
    )
    options = fields.Text(help="What can be chosen, one a line.")
    technical_name = fields.Char(required=True, help="Name of the field for other programs. It starts with x_.")

    @api.model
    def _selection_kind(self):
        kinds = self.env["dso.upload.field"]._fields["kind"]._description_selection(self.env)
        return [(key, label) for key, label in kinds if key in TYPE_BY_KIND]

    @api.model
    def _propose(self, column, words):
        """Return a new record with what the values of a column suggest.

        :param column: ``dso.smart.upload.column``
        :param words: all cells of the column
        """
        kind = propose_kind(words, column.upload_id.company_id.country_id.code or "")
        options = choices(words)
        fields_ = self.env["dso.upload.field"]
        name = fields_._free_name(column.header)
        return self.create(
            {
                "column_id": column.id,
                "label": fields_._free_label(column.header, name),
                "kind": kind,
                "options": "\n".join(options) if len(options) <= 2 * MAX_CHOICES else False,
                "technical_name": name,
            }
        )

    def action_confirm(self):
        """Add the field to the customer and choose it for the column."""
        self.ensure_one()
        if self.column_id.field_id:
            raise UserError(
                self.env._(
                    "The column %(column)s is %(field)s already.",
                    column=self.column_id.header,
                    field=self.column_id.field_id.name,
                )
            )
        options = [line.strip() for line in (self.options or "").splitlines() if line.strip()]
        field = self.env["dso.upload.field"]._add_to_partner(
            self.label, self.technical_name, self.kind, options, self.column_id.header
        )
        self.column_id._choose(field)
        return {"type": "ir.actions.act_window_close"}
