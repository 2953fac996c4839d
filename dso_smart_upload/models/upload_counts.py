"""What was done, in numbers: of a whole run, or of a part of it that is imported by itself."""

from odoo import SUPERUSER_ID, fields, models

from ..pipeline.beside import add_up
from ..pipeline.plan.derive import add_facts


class DsoUploadCounts(models.AbstractModel):
    _name = "dso.upload.counts"
    _description = "Smart Upload Counts"

    rows = fields.Integer(readonly=True)
    created = fields.Integer(readonly=True)
    updated = fields.Integer(readonly=True)
    linked = fields.Integer(
        readonly=True, help="Customers that had no code and got one of the file, or got a second one. They are updated."
    )
    unchanged = fields.Integer(readonly=True)
    rejected = fields.Integer(readonly=True)
    warnings = fields.Integer(readonly=True)
    kept = fields.Integer(
        readonly=True, help="Protected values of the file that differ and were kept as they are in Odoo."
    )
    same_entity = fields.Integer(
        string="Further Accounts",
        readonly=True,
        help="New customers of companies that have another account in the file or in Odoo, at another place.",
    )
    made = fields.Json(
        readonly=True, help="Ids of the groups and terms the run created beside the customers, by model."
    )

    creates = fields.Json(
        readonly=True, help="The groups and terms that the import creates beside the customers, with what needs them."
    )
    no_place = fields.Json(
        groups=fields.NO_ACCESS, help="Values by column that no field of their customer had a place for."
    )
    facts = fields.Json(groups=fields.NO_ACCESS, help="Numbers that other addons add to the report, and lines.")

    def _count(self, numbers):
        """Add numbers to those that are there.

        :param numbers: dict name -> int, as ``Plan.counts``
        """
        self._as_engine().write({name: self[name] + number for name, number in numbers.items()})

    def _note_beside(self, plan, made=None):
        """Add what a plan does beside its customers to what is noted of the others.

        :param made: dict ``NewRecord`` -> id of what was created in fact; None: of a check, where all of it counts
        """
        creations = [one.stored() for one in plan.creations if made is None or one.record in made]
        no_place = [one.stored() for one in plan.no_place]
        values = {}
        if creations or no_place:
            values = {"creates": add_up(self.creates, creations), "no_place": add_up(self.sudo().no_place, no_place)}
        if plan.facts:
            values["facts"] = add_facts(self.sudo().facts, plan.facts)
        if values:
            self._as_engine().write(values)

    def _note_made(self, made):
        """Note the records created on the way, beside those that are known.

        :param made: dict ``NewRecord`` -> id
        """
        found = {}
        for record, id_ in made.items():
            found.setdefault(record.model, []).append(id_)
        self._as_engine().made = joined(self.made or {}, found)

    def _as_engine(self):
        """Return these records as the engine writes them, with what belongs to them: the journal is the engine's.

        As the superuser, so that neither a default value that a user stored nor one in their context gets into a
        record that Undo trusts. Customers are never written this way.
        """
        context = {name: value for name, value in self.env.context.items() if not name.startswith("default_")}
        return self.with_env(self.env(user=SUPERUSER_ID, su=True, context=context))


def joined(one, other):
    """Return ids by model of two dicts as one."""
    return {model: one.get(model, []) + other.get(model, []) for model in {**one, **other}}
