"""What an import creates before its customers: the groups, their families and the payment terms that Odoo lacks."""

from odoo.api import Environment
from odoo.fields import Command

from ..pipeline.folding import fold
from ..pipeline.reference import GROUP_MODEL, TERM_MODEL, NewRecord, family_of
from .claims import claim
from .reference import names_of


def create_new_records(env: Environment, new_records: list[NewRecord]) -> dict[NewRecord, int]:
    """Create the missing groups, their families and terms, one call a model, and return their ids."""
    claim(env, "record", _new_names(env, new_records))
    groups = [record for record in new_records if record.model == GROUP_MODEL]
    terms = [record for record in new_records if record.model == TERM_MODEL]
    made = {}
    if groups:
        families, new_families = _families(env, groups)
        made.update(new_families)
        records = env[GROUP_MODEL].create(
            [{"name": group.name, "parent_id": families[group.family]} for group in groups]
        )
        made.update(zip(groups, records.ids, strict=True))
    if terms:
        records = env[TERM_MODEL].create([_term_vals(env, term) for term in terms])
        made.update(zip(terms, records.ids, strict=True))
    return made


def _new_names(env, new_records):
    """Yield what tells new groups and terms apart: a group by its folded name, whatever its family."""
    for record in new_records:
        if record.model == GROUP_MODEL:
            yield from (f"group {fold(record.name)}", f"group {fold(record.family)}")
        else:
            yield f"{record.model} {env.company.id} {record.key}"


def _families(env, groups):
    """Return the family of each header among ``groups``, created where it is missing.

    :return: (dict header -> id, dict ``NewRecord`` -> id of those created)
    """
    chosen = {group.family: group.family_id for group in groups if group.family_id}
    names = {group.family for group in groups} - chosen.keys()
    existing = env[GROUP_MODEL].with_context(active_test=False)
    roots = existing.search([("parent_id", "=", False)], order="id desc")
    known = {fold(name): id_ for id_, names_ in names_of(env, roots).items() for name in names_}
    families = filter(None, map(family_of, reversed(groups)))  # so that the first of equal ones names them
    missing = {fold(family.name): family for family in families if family.key not in known}
    created = env[GROUP_MODEL].create([{"name": one.name} for one in missing.values()])
    new = dict(zip(missing.values(), created.ids, strict=True))
    known |= dict(zip(missing, created.ids, strict=True))
    return chosen | {name: known[fold(name)] for name in names}, new


def _term_vals(env, term):
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
    return {"name": term.name, "company_id": env.company.id, "line_ids": [Command.clear(), *lines]}
