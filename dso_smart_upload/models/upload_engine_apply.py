"""From a plan to customers: in batches, one savepoint each; what Odoo refuses is left out. Nothing here commits."""

from functools import partial

from psycopg2 import DatabaseError, InterfaceError, OperationalError

from odoo import api, models
from odoo.fields import Command

from ..pipeline.convert.text import to_html
from ..pipeline.match import candidates
from ..pipeline.reference import NewRecord, family_of
from ..pipeline.words import fold

BATCH = 1000  # customers created or written in one call


class DsoUploadEngine(models.AbstractModel):
    _inherit = "dso.upload.engine"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def _apply(self, plan, made=None):
        """Carry out a plan, in batches; a customer that Odoo refuses is left out, the others are not.

        :param made: of the plans of earlier blocks that were made before those were carried out
        :return: (dict row -> partner id, dict row -> reason of the refusal, dict ``NewRecord`` -> id of the records
            created on the way, the families of groups too)
        """
        partners = self.env["res.partner"].with_context(**self._writing_context())
        claims = self.env["dso.upload.claim"]
        claims._claim("customer", candidates(change.code for change in plan.changes if not change.partner_id))
        made = made or {}
        made = made | self._create_new_records([record for record in plan.new_records if record not in made])
        done, refused = {}, {}
        for start in range(0, len(plan.changes), BATCH):
            batch = [(change, self._vals(change, made)) for change in plan.changes[start : start + BATCH]]
            # PostgreSQL keeps the plan of a foreign key's check: made for a few customers it reads all of many.
            self.env.cr.execute("DISCARD PLANS")
            ids, reasons = self._bisect(batch, partial(self._write_batch, partners))
            done.update(ids)
            refused.update((change.row, reason) for (change, _vals), reason in reasons)
        return done, refused, made

    def _writing_context(self):
        """Return the context of every write of an import: protection on, mail and online checks off."""
        return {
            "dso_import": True,
            "import_file": True,
            "tracking_disable": True,
            "no_vat_validation": True,
            "mail_notrack": True,
            "active_test": False,
        }

    def _bisect(self, batch, write):
        """Write a batch in one savepoint; when Odoo refuses it, halve it until the culprit is alone.

        :param batch: list of things to write
        :param write: called with a batch, writes and flushes it, returns a dict of what it did
        :return: (the dicts of ``write`` as one, list of (thing, reason of the refusal))
        """
        if not batch:
            return {}, []
        try:
            with self.env.cr.savepoint():
                return write(batch), []
        except (InterfaceError, OperationalError):
            raise  # Odoo's own retry must see it; without a connection nothing more can be written
        except Exception as error:
            if is_time_limit(error):
                raise
            if len(batch) == 1:
                return {}, [(batch[0], self._reason(error))]
        middle = len(batch) // 2
        done, refused = self._bisect(batch[:middle], write)
        more, others = self._bisect(batch[middle:], write)
        return done | more, refused + others

    def _write_batch(self, partners, batch):
        """Create the new customers in one call, and write equal changes together: dict row -> partner id."""
        new = [(change, vals) for change, vals in batch if not change.partner_id]
        created = self._create_customers(partners, [self._creation_vals(vals) for _change, vals in new])
        ids = {change.row: partner.id for (change, _vals), partner in zip(new, created, strict=True)}
        self._write_alike(partners, [(change.partner_id, vals) for change, vals in batch if change.partner_id])
        ids |= {change.row: change.partner_id for change, _vals in batch if change.partner_id}
        partners.env.flush_all()
        return ids

    def _create_customers(self, partners, vals_list):
        """Create customers in one call.

        Odoo then goes through them to share values between a company and its contacts, of which a new customer has
        none: that is left to those that another addon gave some, unless another addon has a say in it.
        """
        if sum("_fields_sync" in vars(one) for one in type(partners).mro()) > 1:
            return partners.create(vals_list)
        created = partners.with_context(_partners_skip_fields_sync=True).create(vals_list).with_env(partners.env)
        for partner, vals in zip(created, vals_list, strict=True):
            if partner.parent_id or partner.child_ids:
                partner._fields_sync(partners._add_missing_default_values(vals))
        return created

    def _write_alike(self, records, pairs):
        """Write values to records, equal values in one call.

        :param pairs: list of (id, values)
        """
        alike = {}
        for id_, vals in pairs:
            alike.setdefault(repr(sorted(vals.items(), key=lambda item: item[0])), (vals, []))[1].append(id_)
        for vals, ids in alike.values():
            records.browse(ids).write(dict(vals))

    def _creation_vals(self, vals):
        """Return the values of a new customer; other addons may add theirs.

        No default value that the user stored makes a contact of another customer of it, or hides it.
        """
        return {"is_company": True, "customer_rank": 1, "parent_id": False, "active": True, **vals}

    def _vals(self, change, made):
        """Return the values of a change as ``write`` takes them."""
        fields = self.env["res.partner"]._fields
        vals = {}
        for name, (old, new) in change.values.items():
            if fields[name].type == "many2many":
                ids = [made.get(value, value) for value in new or ()]
                vals[name] = [Command.link(id_) for id_ in ids if id_ not in (old or ())]
                vals[name] += [Command.unlink(id_) for id_ in old or () if id_ not in ids]
            elif fields[name].type == "html":
                vals[name] = to_html(new) if new else False
            else:
                vals[name] = False if new is None else made.get(new, new) if isinstance(new, NewRecord) else new
        return vals

    def _create_new_records(self, new_records):
        """Create the missing groups, their families and terms, one call a model: dict ``NewRecord`` -> id."""
        self.env["dso.upload.claim"]._claim("record", self._new_names(new_records))
        groups = [record for record in new_records if record.model == "res.partner.category"]
        terms = [record for record in new_records if record.model == "account.payment.term"]
        made = {}
        if groups:
            families, new_families = self._families(groups)
            made.update(new_families)
            records = self.env["res.partner.category"].create(
                [{"name": group.name, "parent_id": families[group.family]} for group in groups]
            )
            made.update(zip(groups, records.ids, strict=True))
        if terms:
            records = self.env["account.payment.term"].create([self._term_vals(term) for term in terms])
            made.update(zip(terms, records.ids, strict=True))
        return made

    def _new_names(self, new_records):
        """Yield what tells new groups and terms apart: a group by its folded name, whatever its family."""
        for record in new_records:
            if record.model == "res.partner.category":
                yield from (f"group {fold(record.name)}", f"group {fold(record.family)}")
            else:
                yield f"{record.model} {self.env.company.id} {record.key}"

    def _families(self, groups):
        """Return the family of each header among ``groups``, created where it is missing.

        :return: (dict header -> id, dict ``NewRecord`` -> id of those created)
        """
        chosen = {group.family: group.family_id for group in groups if group.family_id}
        names = {group.family for group in groups} - chosen.keys()
        existing = self.env["res.partner.category"].with_context(active_test=False)
        reference = self.env["dso.upload.reference"]
        roots = existing.search([("parent_id", "=", False)], order="id desc")
        known = {fold(name): id_ for id_, names_ in reference._names(roots).items() for name in names_}
        families = filter(None, map(family_of, reversed(groups)))  # so that the first of equal ones names them
        missing = {family.key: family for family in families if family.key not in known}
        created = self.env["res.partner.category"].create([{"name": one.name} for one in missing.values()])
        new = dict(zip(missing.values(), created.ids, strict=True))
        known |= dict(zip(missing, created.ids, strict=True))
        return chosen | {name: known[fold(name)] for name in names}, new

    def _term_vals(self, term):
        lines = []
        for line in term.lines:
            vals = {
                "value": line.value,
                "value_amount": line.amount,
                "delay_type": line.delay_type,
                "nb_days": line.days,
            }
            if line.delay_type == "days_end_of_month_on_the":
                vals["days_next_month"] = str(line.day_of_month)
            lines.append(Command.create(vals))
        return {"name": term.name, "company_id": self.env.company.id, "line_ids": [Command.clear(), *lines]}

    def _reason(self, error):
        """Return why Odoo refused a customer, without the technical part.

        The database tells the whole row beside it, with values that neither the user nor who reads the journal may see.
        """
        if isinstance(error, DatabaseError) and error.diag.message_primary:
            return " ".join(error.diag.message_primary.split())
        reason = getattr(error, "strerror", None) or (error.args[0] if error.args else error)
        return " ".join(str(reason).split())


def is_time_limit(error):
    """Say whether Odoo interrupts a worker that has used up its time: no fault of what it was at."""
    return str(error) == "CPU time limit exceeded."
