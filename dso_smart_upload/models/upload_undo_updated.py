"""Undo of updated customers: old values go back where the value of the run is still there.

In: lines of the journal of one block. Out: the outcome of each. Only fields that imports write are put back, and only
customers that a line of a file can mean, whatever the journal says.

Odoo shares addresses, tax numbers and more between a customer and their contacts. So the customer is written first,
which Odoo passes on to their contacts, and then the contacts get back what they had of their own.
"""

from functools import partial

from odoo import models
from odoo.models import BaseModel

from ..pipeline.convert.text import to_text
from .upload_run_journal import storable
from .upload_undo_values import (
    FAILED,
    KEPT,
    PUT_BACK,
    REVERTED,
    Outcome,
    Stays,
    is_same,
    is_value,
    links_back,
)

WRITING = {
    "tracking_disable": True,
    "mail_notrack": True,
    "no_vat_validation": True,
    "active_test": False,
    "dso_undo": True,
}
ONLINE = ("vies_valid",)  # stored fields that Odoo asks an online service for; an import leaves them alone too


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"  # pylint: disable=consider-merging-classes-inherited

    def _undo_partners(self):
        """Return the customers' model as an undo writes it: in the language of the run, without mail."""
        lang = self.user_id.sudo().lang  # a translated value goes back to where it was; they may be of another company
        return self.env["res.partner"].with_context(**WRITING, lang=lang or self.env.lang)

    def _undo_updated(self, lines):
        """Put the old values of customers back: dict id of a line -> ``Outcome``."""
        there, outcomes = self._undo_there(lines, Outcome(KEPT, self.env._("This customer was deleted since.")))
        there, others = self._undo_meant(there)
        writable, imported = self._undo_fields()
        names = writable & imported & {name for line in there for name in line.left}
        partners = self._undo_partners().browse({line.partner_id for line in there})
        today = partners._dso_values(partners.ids, names)
        known = self._undo_known(there)
        steps = [(line, *self._old_values(line, today[line.partner_id], imported, known)) for line in there]
        contacts = self._contacts_back(there, known)
        writes = [(line, vals, contacts.get(line.id, {})) for line, vals, _stays in steps if vals]
        _done, refused = self.env["dso.upload.engine"]._bisect(writes, partial(self._put_back, partners))
        failed = {line.id: Outcome(FAILED, reason) for (line, _vals, _contacts), reason in refused}
        return outcomes | others | self._kept_outcomes(steps) | failed

    # -- which customers --

    def _undo_there(self, lines, gone):
        """Tell the lines whose customers can be worked on from the others.

        :param gone: ``Outcome`` of a line whose customer was deleted
        :return: (list of lines, dict id of each other line -> ``Outcome``)
        """
        partners = self._undo_partners().browse({line.partner_id for line in lines if line.partner_id})
        allowed = set(partners._filtered_access("read")._filtered_access("write").ids)
        hidden = Outcome(FAILED, self.env._("You may not change this customer: ask your administrator."))
        there = [line for line in lines if line.partner_id in allowed]
        others = [line for line in lines if line.partner_id not in allowed]
        return there, {line.id: hidden if line.partner_id else gone for line in others}

    def _undo_meant(self, lines, is_code_needed=True):
        """Tell the lines whose customers an import of this run's company can mean from the others.

        Somebody may have merged the customer since, or made them a contact of another one.

        :param is_code_needed: whether the customer must have a customer code
        :return: (list of lines, dict id of each other line -> ``Outcome``)
        """
        partners = self._undo_partners().browse({line.partner_id for line in lines})
        today = partners._dso_values(partners.ids, ["ref", "name", "parent_id", "company_id"])
        codeless = [id_ for id_, values in today.items() if is_code_needed and not values["ref"]]
        # sudo: whether there is a user is not said, and the contact of a hidden one must not be written either
        users = self.env["res.users"].sudo().with_context(active_test=False)
        theirs = users.search([("partner_id", "in", codeless)]).partner_id.ids if codeless else []
        codeless = {id_: id_ in theirs for id_ in codeless}
        why = {line.id: self._why_not_meant(line, today[line.partner_id], codeless) for line in lines}
        there = [line for line in lines if not why[line.id]]
        return there, {line.id: Outcome(KEPT, why[line.id], line.left) for line in lines if why[line.id]}

    def _why_not_meant(self, line, today, codeless):
        """Return why the customer of a line is none that the import can mean, "" where they are one.

        :param today: dict partner field -> today's value
        :param codeless: dict id of a customer without a code -> whether they are the contact of a user
        """
        if line.was not in (0, line.partner_id):
            return self.env._("This customer was merged into %(name)s since.", name=today["name"] or "?")
        if today["parent_id"]:
            return self.env._("This customer is a contact of another customer now.")
        if today["company_id"] not in (None, self.company_id.id):
            return self.env._("This customer belongs to another company now.")
        if line.partner_id in codeless:
            code = line.values.get("ref")
            was_given_by_run = code and not code[0]
            if codeless[line.partner_id] or not was_given_by_run:
                return self.env._("This customer has no customer code any more.")
        return ""

    # -- which values --

    def _undo_fields(self):
        """Return the names of the partner fields that this user may write, and of those that imports write.

        :return: (set, set)
        """
        partners = self.env["res.partner"]
        fields_ = partners._fields
        imported = set(self.env["dso.upload.field"]._all().mapped("partner_field")) & fields_.keys()
        imported |= {"active", *partners._dso_following_fields()}
        return {name for name, field in fields_.items() if partners._has_field_access(field, "write")}, imported

    def _undo_known(self, lines):
        """Return the records that old values name and that still exist: dict model -> set of ids."""
        partner_fields, ids = self.env["res.partner"]._fields, {}
        cells = (cell for line in lines for cell in (line.values, *line.contacts.values()))
        for name, pair in (item for cell in cells for item in cell.items()):
            field = partner_fields.get(name)
            if pair and pair[0] and field and field.comodel_name and is_value(field, pair[0]):
                old = pair[0] if isinstance(pair[0], list) else [pair[0]]
                ids.setdefault(field.comodel_name, set()).update(old)
        return {model: set(self.env[model].browse(found).exists().ids) for model, found in ids.items()}

    def _old_values(self, line, today, imported, known):
        """Return what puts a customer back, and what stays as it is.

        :param today: dict partner field -> today's value, of the fields of imports that the user may write
        :param imported: names of the partner fields that imports write
        :param known: of ``_undo_known``
        :return: (values as ``write`` takes them, dict partner field -> ``Stays``)
        """
        vals, stays, partner_fields = {}, {}, self.env["res.partner"]._fields
        for name in line.left:
            if name not in today:
                stays[name] = Stays("forbidden" if name in imported else "foreign")
                continue
            field, pair = partner_fields[name], line.values[name]
            if not (pair and all(is_value(field, value) for value in pair)):
                stays[name] = Stays("unreadable")
                continue
            (old, new), now, existing = pair, storable(today[name], {}), known.get(field.comodel_name, ())
            if field.type == "many2many":
                commands = links_back(now or [], old or [], new or [], existing)
                vals |= {name: commands} if commands else {}
                if not set(old or ()) <= set(existing):
                    stays[name] = Stays("deleted")
            elif is_same(field, now, old):
                continue
            elif not is_same(field, now, new):
                stays[name] = Stays("changed", now, new)
            elif old and self._is_deleted(field, old, existing):
                stays[name] = Stays("deleted")
            else:
                vals[name] = False if old is None else old
        return vals, stays

    def _is_deleted(self, field, old, existing):
        """Say whether the record, or the choice, that an old value means is there no more."""
        if field.type == "selection":
            return old not in field.get_values(self.env)  # Odoo itself takes any language, for one
        return bool(field.comodel_name) and old not in existing

    # -- contacts --

    def _contacts_back(self, lines, known):
        """Return what contacts of customers are to have once those are put back.

        :param known: of ``_undo_known``
        :return: dict id of a line -> dict contact id -> values as ``write`` takes them
        """
        partners, shared = self._undo_partners(), self.env["res.partner"]._dso_shared_fields()
        lines = [line for line in lines if line.contacts]
        owners = partners._dso_contacts([line.partner_id for line in lines])
        contacts = partners.browse(owners)._filtered_access("write")
        today = contacts._dso_values(contacts.ids, shared)
        wanted = {}
        for line in lines:
            for id_, pairs in line.contacts.items():
                if id_ in today and owners[id_] == line.partner_id:
                    shared_pairs = {name: pairs[name] for name in shared if name in pairs}
                    wanted.setdefault(line.id, {})[id_] = self._contact_vals(shared_pairs, today[id_], known)
        return wanted

    def _contact_vals(self, pairs, today, known):
        """Return what a contact is to have: the old value where they still have the new one, else today's.

        :param pairs: dict partner field -> (old, new), or None
        :param today: dict partner field -> today's value
        :param known: of ``_undo_known``
        """
        vals = {}
        for name, pair in pairs.items():
            field, now = self.env["res.partner"]._fields[name], storable(today[name], {})
            if not (pair and all(is_value(field, value) for value in pair)):
                continue
            old, existing = pair[0], known.get(field.comodel_name, ())
            goes_back = is_same(field, now, pair[1]) and not (old and self._is_deleted(field, old, existing))
            value = old if goes_back else now
            vals[name] = False if value is None else value
        return vals

    # -- write --

    def _put_back(self, partners, batch):
        """Write old values, equal ones in one call: the write of ``_bisect``.

        :param batch: list of (line, values of the customer, dict contact id -> values)
        """
        pairs = [(line.partner_id, vals) for line, vals, _contacts in batch]
        contacts = {id_: vals for _line, _vals, found in batch for id_, vals in found.items()}
        # who get the tax number as well
        numbered = partners._dso_contacts([id_ for id_, vals in pairs if "vat" in vals])
        online = [partners._fields[name] for name in ONLINE if name in partners._fields]
        with self.env.protecting(online, partners.browse({*dict(pairs), *numbered})):
            self.env["dso.upload.engine"]._write_alike(partners, pairs)
            partners.env.flush_all()
            self._put_contacts_back(partners, contacts)
        return {}

    def _put_contacts_back(self, partners, wanted):
        """Write to contacts what Odoo did not give them when their customer was written.

        As in Odoo's own ``_update_address``, what a contact has of their own is not passed on to their customer.

        :param wanted: dict contact id -> values
        """
        names = {name for vals in wanted.values() for name in vals}
        today = partners._dso_values(list(wanted), names) if wanted else {}
        alike = {}
        for id_, vals in wanted.items():
            other = {
                name: value
                for name, value in vals.items()
                if not is_same(partners._fields[name], storable(today[id_][name], {}), value or None)
            }
            alike.setdefault(repr(sorted(other.items())), (other, []))[1].append(id_)
        for vals, ids in alike.values():
            if vals:
                BaseModel.write(partners.browse(ids), vals)
        partners.env.flush_all()

    # -- what there is to say --

    def _kept_outcomes(self, steps):
        """Return the ``Outcome`` of each line when Odoo takes what is written: dict id of a line -> ``Outcome``.

        :param steps: list of (line, values to write, dict partner field -> ``Stays``)
        """
        labels = self._undo_labels({name for _line, _vals, stays in steps for name in stays})
        shown = self._undo_names(steps)
        outcomes = {}
        for line, _vals, stays in steps:
            if not line.left:
                outcomes[line.id] = Outcome(KEPT, self.env._("The journal does not say what this customer had before."))
                continue
            sentences = [self._why_it_stays(name, one, labels[name], shown) for name, one in stays.items()]
            if stays:
                named = tuple(name for name, one in stays.items() if one.kind == "changed")
                outcomes[line.id] = Outcome(KEPT, " ".join(sentences), tuple(stays), named=named)
            else:
                outcomes[line.id] = Outcome(REVERTED, how=PUT_BACK)
        return outcomes

    def _why_it_stays(self, name, one, label, shown):
        """Return why a value stays, as a sentence.

        :param one: ``Stays``
        :param shown: of ``_undo_names``
        """
        if one.kind == "changed":
            now, new = (self._undo_shown(name, value, shown) for value in (one.now, one.new))
            return self.env._("%(field)s was changed since, from %(new)s to %(now)s.", field=label, new=new, now=now)
        if one.kind == "deleted":
            return self.env._("The old value of %(field)s was deleted since.", field=label)
        if one.kind == "forbidden":
            return self.env._("You may not change %(field)s.", field=label)
        if one.kind == "foreign":
            return self.env._("%(field)s stays: it is not a field that imports write.", field=label)
        return self.env._("%(field)s stays: the journal has no usable old value of it.", field=label)

    def _undo_labels(self, names):
        """Return how people call partner fields: dict name -> label."""
        labels = {field.partner_field: field.name for field in reversed(self.env["dso.upload.field"]._all())}
        unknown = [name for name in names if name not in labels]
        others = self.env["res.partner"].fields_get(unknown, ["string"]) if unknown else {}
        return {name: labels.get(name) or others.get(name, {}).get("string") or name for name in names}

    def _undo_names(self, steps):
        """Return the names of the records among the values that stay: dict model -> dict id -> name."""
        partner_fields, ids = self.env["res.partner"]._fields, {}
        for _line, _vals, stays in steps:
            for name, one in stays.items():
                if one.kind == "changed" and partner_fields[name].comodel_name:
                    found = ids.setdefault(partner_fields[name].comodel_name, set())
                    found.update(value for value in (one.now, one.new) if value)
        return {
            model: {one.id: one.display_name for one in self.env[model].browse(found).exists()._filtered_access("read")}
            for model, found in ids.items()
        }

    def _undo_shown(self, name, value, names):
        """Return a value of ``raw_values`` as a person reads it."""
        field = self.env["res.partner"]._fields[name]
        if value and field.comodel_name:
            return names[field.comodel_name].get(value) or self.env._("(deleted)")
        return self.env["dso.upload.change"]._shown(to_text(value) if value and field.type == "html" else value)
