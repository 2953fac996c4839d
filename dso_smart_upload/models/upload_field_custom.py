"""Fields of the customer that are made for a column, and how they get onto the customer's form."""

from lxml import etree

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..pipeline.folding import fold

PREFIX = "x_"  # of the names of all custom fields, which Odoo demands
LONGEST_NAME = 60  # characters; the database allows 63
TYPE_BY_KIND = {
    "text": "char",
    "amount": "float",
    "integer": "integer",
    "date": "date",
    "boolean": "boolean",
    "selection": "selection",
}
MAX_OPTIONS = 200  # options of a choice; more are no choice but names of something


class DsoUploadField(models.Model):
    _inherit = "dso.upload.field"

    @api.model
    def _may_add(self):
        """Say whether the user may add fields to the customer: an administrator of this addon and of Odoo."""
        return self.env.user.has_group("dso_smart_upload.group_manager") and self.env.user.has_group(
            "base.group_system"
        )

    @api.model
    def _free_name(self, label):
        """Return a technical name for a new field: that of ``label``, with a number where it is taken."""
        word = "".join(char if char.isascii() else "" for char in fold(label)).strip().replace(" ", "_")
        base = f"{PREFIX}{word or 'field'}"[:LONGEST_NAME]
        taken = {*self.env["res.partner"]._fields, *self._all().mapped("key")}
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}_{number}"
        return name

    @api.model
    def _free_label(self, label, name):
        """Return ``label``, with the technical name where the customer has a field of that label already."""
        labels = self.env["res.partner"].fields_get(attributes=["string"]).values()
        taken = {fold(field.string or "") for field in self.env["res.partner"]._fields.values()}
        taken.update(fold(field["string"]) for field in labels)
        return f"{label} ({name})" if fold(label) in taken else label

    @api.model
    def _add_to_partner(self, label, name, kind, options=(), words=""):
        """Add a field to the customer and to what columns can be mapped to.

        :param label: its label
        :param name: its technical name, which starts with ``x_``
        :param kind: a key of ``TYPE_BY_KIND``
        :param options: labels of the options of a choice
        :param words: headers that mean this field, one a line
        :return: the new ``dso.upload.field``
        :raises AccessError: the user is not an administrator
        :raises UserError: the name is taken, or a choice has no options or too many
        """
        if not self._may_add():
            raise AccessError(self.env._("Only an administrator of Odoo and of Smart Upload can add a field."))
        if not name.startswith(PREFIX) or self._free_name(name.removeprefix(PREFIX)) != name:
            raise UserError(
                self.env._(
                    "The technical name %(name)s cannot be used or is taken: choose another one, such as %(free)s.",
                    name=name,
                    free=self._free_name(name.removeprefix(PREFIX)),
                )
            )
        if kind == "selection" and not 0 < len(options) <= MAX_OPTIONS:
            raise UserError(
                self.env._(
                    "A choice needs 1 to %(limit)s options, not %(count)s: choose another kind of value.",
                    limit=MAX_OPTIONS,
                    count=len(options),
                )
            )
        self.env["ir.model.fields"].create(self._partner_field_vals(label, name, kind, options))
        return self.create({"name": label, "key": name, "partner_field": name, "kind": kind, "words": words})

    def _partner_field_vals(self, label, name, kind, options):
        vals = {
            "model_id": self.env["ir.model"]._get_id("res.partner"),
            "name": name,
            "field_description": label,
            "ttype": TYPE_BY_KIND[kind],
            "state": "manual",
        }
        if kind == "selection":
            vals["selection_ids"] = [
                Command.create({"value": option, "name": option, "sequence": sequence})
                for sequence, option in enumerate(dict.fromkeys(options))
            ]
        return vals

    # -- the customer's form --

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self._show_on_partner()
        return records

    def write(self, vals):
        result = super().write(vals)
        if "partner_field" in vals or "sequence" in vals:
            self._show_on_partner()
        return result

    def unlink(self):
        result = super().unlink()
        self._show_on_partner()
        return result

    @api.model
    def _show_on_partner(self):
        """Bring the view of the imported fields up to date: it has each custom field that columns can be mapped to."""
        view = self.env.ref("dso_smart_upload.res_partner_view_form_imported", raise_if_not_found=False)
        if not view:
            return  # the addon is being installed, or an administrator removed its view
        # The view is the addon's own and follows from its fields, whose rights have been checked.
        view = view.sudo().with_context(lang=None)
        arch = self._partner_arch()
        if view.arch_db != arch:
            view.arch_db = arch

    def _partner_arch(self):
        """Return the inherited part of the customer's form that shows the custom fields."""
        partner_fields = self.env["res.partner"]._fields
        names = dict.fromkeys(record.partner_field for record in self._all())
        names = [name for name in names if name in partner_fields and partner_fields[name].manual]
        data = etree.Element("data")
        if names:
            page = etree.SubElement(data, "xpath", expr="//page[@name='dso_imported']", position="attributes")
            etree.SubElement(page, "attribute", name="invisible").text = "parent_id"
            group = etree.SubElement(data, "xpath", expr="//group[@name='dso_imported_fields']", position="inside")
            for name in names:
                etree.SubElement(group, "field", name=name)
        return etree.tostring(data, encoding="unicode", pretty_print=True)
