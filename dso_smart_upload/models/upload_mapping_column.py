"""One column of a mapping."""

from odoo import api, fields, models

from ..pipeline.folding import fold
from ..pipeline.reference import CREATED_KINDS


class DsoUploadMappingColumn(models.Model):
    _name = "dso.upload.mapping.column"
    _inherit = ["dso.upload.belonging", "dso.upload.column.choices"]
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
        """Remember what words mean: dict word -> typed value.

        A record stands for it, or that no payment term and no group is created for the word; not that it means nothing
        in another column, which holds for one file.
        """
        known = {fold(value.word): value for value in self.value_ids}
        for word, value in words.items():
            left_out = value is None and self.kind in CREATED_KINDS
            if not left_out and (value is None or not self.value_ids._model_of_kind(self.kind)):
                continue
            meaning = False if left_out else self.value_ids._meaning(self.kind, value)
            vals = {"word": word, "meaning": meaning, "left_out": left_out}
            if fold(word) in known:
                known[fold(word)].write(vals)
            else:
                self.value_ids = [fields.Command.create(vals)]

    def _says(self):
        """Return what this column says of its cells, as JSON holds it."""
        return {
            "header": self.header,
            "field": self.field_id.key or "",
            **{name: self[name] for name in ("policy", "on_blank", "on_bad", "keeps_groups")},
            "family_id": self.family_id.id,
            "values": self._meanings(),
        }

    def _meanings(self):
        """Return the value table: dict word -> id of what it means, or code of a language.

        0 stands for what is not there any more, None for what is left out.
        """
        return {value.word: None if value.left_out else value._known_id() for value in self.value_ids}
