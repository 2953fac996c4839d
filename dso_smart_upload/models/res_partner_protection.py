"""What no import may change of a customer: the fields that are declared with ``import_protected=True``.

In: every write of a partner while an import is under way, ours or Odoo's own (``load`` in ``base.py``). Out: the write
without the protected values, and for ``load`` a sentence on those that were kept. A customer that is created may have
any value.

Odoo copies some values of a customer to its contacts, as soon as they become such. So a contact may be given its
customer's value, and no other. A customer that an import turns into a contact has its own values back when an import
turns it into a customer again: else another customer's values would be left, which the file may have brought.
"""

from collections import defaultdict
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

LOAD = "dso_load"  # key of the context of Odoo's own import, set by ``load`` itself
IMPORTS = (LOAD, "import_file", "dso_import")  # keys of the context, each of which says that an import writes
KEPT_KEY = "dso_smart_upload.kept"  # what a ``load`` under way left out: dict ``Place`` -> value of the file
HIERARCHY = {"parent_id", "is_company"}  # fields that turn a customer into a contact, or back


class Place(NamedTuple):
    """A protected value: of which company, customer and field."""

    company_id: int
    partner_id: int
    name: str


class ResPartner(models.Model):
    _inherit = "res.partner"  # pylint: disable=consider-merging-classes-inherited

    credit_limit = fields.Float(import_protected=True)
    dso_own_values = fields.Json(
        string="Own Values",
        groups=fields.NO_ACCESS,
        copy=False,
        help="Protected values a contact had when an import made it a contact: name of the field, value of the column.",
    )

    def _valid_field_parameter(self, field, name):
        return name == "import_protected" or super()._valid_field_parameter(field, name)

    @api.model
    def _dso_protected_fields(self, names=None):
        """Return the names of the fields no import may change: declared ``import_protected``, not opened.

        :param names: those to choose from; by default all
        """
        names = self._fields if names is None else names
        declared = {name for name in names if getattr(self._fields.get(name), "import_protected", False)}
        return declared - self.env["dso.upload.field"]._opened_fields() if declared else declared

    def write(self, vals):
        """Leave protected values out of what an import writes, ours or Odoo's own."""
        if not any(self.env.context.get(key) for key in IMPORTS):
            result = super().write(vals)
            if not HIERARCHY.isdisjoint(vals):
                self._dso_forget_own_values()
            return result
        moved = self if not HIERARCHY.isdisjoint(vals) else self.browse()
        own_values = moved._dso_read_own_values()
        for partners, left in self._dso_without_protected(vals):
            super(ResPartner, partners).write(left)
        moved._dso_keep_own_values(own_values)
        return True

    # -- which values are left out --

    def _dso_without_protected(self, vals):
        """Leave the protected values out of ``vals``, but for what a contact takes from its customer.

        :return: list of (partners, what is left to write to them)
        """
        protected = self._dso_protected_fields(vals)
        if not protected:
            return [(self, vals)]
        for name in protected:  # who may not write it is told so, and nothing about its value
            self._check_field_access(self._fields[name], "write")
        alike = defaultdict(list)
        for partner in self:
            customer = partner._dso_customer()
            alike[frozenset(n for n in protected if not partner._dso_takes(customer, n, vals[n]))].append(partner.id)
        found = []
        for kept, ids in alike.items():
            partners = self.browse(ids)
            partners._dso_note_kept({name: vals[name] for name in kept})
            found.append((partners, {name: value for name, value in vals.items() if name not in kept}))
        return found

    def _dso_customer(self):
        """Return the customer that a partner is, or is a contact of.

        It is found by what it depends on: a file can write ``commercial_partner_id`` itself.
        """
        customer = self.sudo()  # only to compare: the user need not see the customer of the contact they write
        while customer.parent_id and not customer.is_company:
            customer = customer.parent_id
        return customer

    def _dso_takes(self, customer, name, value):
        """Say whether a value is the one that Odoo gives a contact of ``customer``."""
        return customer != self and name in self._commercial_fields() and self._dso_is(name, value, customer[name])

    def _dso_is(self, name, one, other):
        """Say whether two values of a field are the same one."""
        field = self._fields[name]
        return field.convert_to_cache(one, self) == field.convert_to_cache(other, self)

    # -- what a customer had before an import made a contact of it --

    def _dso_read_own_values(self):
        """Return the protected values, of all companies, that Odoo may overwrite with those of another customer.

        :return: dict partner id -> dict name -> the column's value; empty for a contact
        """
        names = self._dso_protected_fields(self._commercial_fields())
        names = [name for name in names if self._fields[name].store and self._fields[name].column_type]
        customers = self.filtered(lambda partner: partner._dso_customer() == partner) if names else self.browse()
        found = dict.fromkeys(self.ids, {})
        if customers:
            customers.flush_recordset(names)
            columns = [SQL("%s, %s", name, SQL.identifier(name)) for name in names]
            query = "SELECT id, jsonb_build_object(%s) FROM res_partner WHERE id = ANY(%s)"
            found |= dict(self.env.execute_query(SQL(query, SQL(", ").join(columns), customers.ids)))
        return found

    def _dso_keep_own_values(self, before):
        """Remember what those had that became contacts, and give it back to those that became customers.

        :param before: of ``_dso_read_own_values``, before the write; empty: nothing turns into another kind
        """
        for partner in self if before else ():
            is_contact, was_contact = partner._dso_customer() != partner, not before[partner.id]
            if is_contact and not was_contact:
                partner._dso_write_protected({"dso_own_values": before[partner.id]})
            elif was_contact and not is_contact:
                partner._dso_give_back()

    def _dso_give_back(self):
        """Give a customer the protected values that it had before it became a contact."""
        own_values = self.sudo().dso_own_values or {}
        names = self._dso_protected_fields(own_values)
        for name in names:
            value, field = own_values[name], self._fields[name]
            if not field.company_dependent:
                self._dso_write_protected({name: value})
                continue
            for company in self.env["res.company"].sudo().search([]):  # each has its own value
                partner = self.sudo().with_company(company)
                fallback = field.get_company_dependent_fallback(partner)
                partner._dso_write_protected({name: (value or {}).get(str(company.id), fallback)})
        if own_values:
            self._dso_write_protected({"dso_own_values": False})

    def _dso_forget_own_values(self):
        """Forget what customers had before an import made contacts of them: a person made customers of them again."""
        for partner in self.sudo().filtered("dso_own_values"):
            if partner._dso_customer() == partner:
                partner._dso_write_protected({"dso_own_values": False})

    def _dso_write_protected(self, vals):
        """Write what no user and no import may write: what the customer itself had before."""
        self.sudo().with_context(**dict.fromkeys(IMPORTS, False)).write(vals)

    # -- what Odoo's own import says of it --

    def _dso_note_kept(self, vals):
        """Note for the ``load`` under way which values were left out."""
        noted = self.env.cr.postcommit.data.get(KEPT_KEY)
        if noted is None:
            return
        for partner in self:
            noted.update({Place(self.env.company.id, partner.id, name): value for name, value in vals.items()})

    @api.model
    def _dso_tell_kept(self, load, names, data):
        """Call ``load`` of a model and add to its result what it kept of customers.

        :param names: fields of that model
        """
        # The data of postcommit lives as long as the transaction; that of precommit ends at each savepoint.
        waiting = self.env.cr.postcommit.data
        if KEPT_KEY in waiting:  # an import within another, which tells it
            return load(names, data)
        waiting[KEPT_KEY] = {}
        try:
            result = load(names, data)
        finally:
            noted = waiting.pop(KEPT_KEY, {})
        if noted and result["ids"]:
            result["messages"] += self._dso_kept_messages(noted, len(data))
        return result

    def _dso_kept_messages(self, noted, rows):
        """Return what ``load`` has to say of the values it left out, as its messages.

        :param noted: dict ``Place`` -> value of the file
        :param rows: how many there are in the file
        """
        kept, of_contacts = [], []
        for company_id in {place.company_id for place in noted}:
            here = [place for place in noted if place.company_id == company_id]
            company = self.env["res.company"].browse(company_id)
            # only to count: whoever wrote them may have lost sight of them by that
            partners = self.sudo().with_company(company).browse({place.partner_id for place in here}).exists()
            partners.modified({place.name for place in here})  # what repeats them elsewhere may hold the file's value
            found = {partner.id: partner for partner in partners}
            for place in here:
                partner, name = found.get(place.partner_id), place.name
                if partner and not partner._dso_is(name, noted[place], partner[name]):
                    is_shared = name in self._commercial_fields() and partner._dso_customer() != partner
                    (of_contacts if is_shared else kept).append(place)
        sentences = []
        if kept:
            sentence = self.env._(
                "%(count)s protected values were kept as they are in Odoo (%(fields)s): "
                "they are managed here, an import never overwrites them.",
                count=len(kept),
                fields=self._dso_labels(kept),
            )
            sentences.append({"message": sentence, "dso_kept": len(kept)})
        if of_contacts:
            sentence = self.env._(
                "%(count)s protected values of contacts were not used (%(fields)s): "
                "a contact has the values of its customer.",
                count=len(of_contacts),
                fields=self._dso_labels(of_contacts),
            )
            sentences.append({"message": sentence})
        return [{"type": "warning", "rows": {"from": 0, "to": rows - 1}, **one} for one in sentences]

    def _dso_labels(self, places):
        """Return the labels of the fields of some ``Place``, in order, as one text."""
        names = sorted({place.name for place in places})
        return ", ".join(one["string"] for one in self.fields_get(names, ["string"]).values())
