"""One column of a mapping."""

from odoo import api, fields, models

from ..pipeline.words import fold


class DsoUploadMappingColumn(models.Model):
    _name = "dso.upload.mapping.column"
    _inherit = ["dso.upload.column.choices"]
    _description = "Smart Upload Mapping Column"
    _order = "mapping_id, sequence, id"
    _rec_name = "header"

    mapping_id = fields.Many2one("dso.upload.mapping", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer()
    header = fields.Char(required=True, help="Header of the column in the file.")
    folded = fields.Char(compute="_compute_folded", store=True)
    field_id = fields.Many2one("dso.upload.field", ondelete="restrict", help="Empty: left out.")
    kind = fields.Selection(related="field_id.kind")
    family_id = fields.Many2one(
        "res.partner.category",
        domain=[("parent_id", "=", False)],
        help="Group under which the groups of this column live. Empty: the one named like the column.",
    )
    keeps_groups = fields.Boolean(help="Keep the groups of this family that the file no longer names.")
    value_ids = fields.One2many("dso.upload.mapping.value", "column_id", string="Value Table", copy=True)

    _header_unique = models.UniqueIndex("(mapping_id, folded)", "A column stands once in a mapping.")

    @api.depends("header")
    def _compute_folded(self):
        for column in self:
            column.folded = fold(column.header or "")

    @api.onchange("field_id")
    def _onchange_field_id(self):
        if self.field_id:
            self.policy = self.field_id.policy

    def _remember_values(self, words):
        """Remember what words mean, where a record stands for it: dict word -> typed value."""
        known = {fold(value.word): value for value in self.value_ids}
        for word, value in words.items():
            if value is None or not self.value_ids._model_of_kind(self.kind):
                continue
            vals = {"word": word, "meaning": self.value_ids._meaning(self.kind, value)}
            if fold(word) in known:
                known[fold(word)].write(vals)
            else:
                self.value_ids = [fields.Command.create(vals)]

    def _meanings(self):
        """Return the value table: dict word -> id of what it means, or code of a language; 0 for what is not there."""
        return {value.word: value._known_id() for value in self.value_ids}
