"""What uses records: everything in the database that refers to them, one query per field that can.

In: ids of records of one model. Out: how many records of which model refer to each of them. Fields are taken from
the registry, so other addons and custom fields count too. The rights of the user do not: an invoice they may not see
uses a customer as well. Nothing but counts leaves this module.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from odoo.api import Environment
from odoo.tools import SQL

# What the system writes about a record by itself does not use it: (table, column) -> which rows ``t`` count.
CONDITIONS = {
    ("dso_upload_change", "partner_id"): SQL("FALSE"),  # the journal of imports tells of customers
    ("dso_upload_issue", "partner_id"): SQL("FALSE"),
    ("mail_followers", "res_id"): SQL("FALSE"),
    ("mail_message", "res_id"): SQL(
        "t.message_type NOT IN ('notification', 'user_notification', 'auto_comment', 'out_of_office')"
    ),
}


def uses_of(
    env: Environment, model: str, ids: Collection[int], conditions: Mapping[tuple[str, str], SQL] | None = None
) -> dict[int, dict[str, int]]:
    """Find what refers to records.

    Several fields of one record count once: of an invoice's customer and delivery address, say, the one found
    more often.

    :param model: name of their model
    :param ids: their ids
    :param conditions: by table and column, which rows ``t`` count; all by default
    :return: by id, names of the referring models -> number of their records; nothing for unused records
    """
    if not ids:
        return {}
    env.flush_all()
    conditions = {**CONDITIONS, **(conditions or {})}
    used = defaultdict(dict)
    for reference in _references(env, model, list(ids)):
        condition = conditions.get((reference.table, reference.column), SQL("TRUE"))
        for id_, count in env.execute_query(reference.query(condition)):
            used[id_][reference.model] = max(count, used[id_].get(reference.model, 0))
    return dict(used)


def in_words(env: Environment, counts: Mapping[str, int]) -> str:
    """Return what ``_of`` found for one record as a person reads it: "Journal Entry (2), Contact (1)"."""
    # How models are called is no secret, but only administrators may read it.
    names = {model: env["ir.model"].sudo()._get(model).name for model in counts}
    return ", ".join(env._("%(name)s (%(count)s)", name=names[model], count=count) for model, count in counts.items())


def _references(env, model, ids):
    """Return a ``Reference`` for each column that can refer to the records ``ids`` of ``model``."""
    found = {}
    for name in sorted(env.registry):
        owner = env[name]
        if owner._abstract or owner._transient or not owner._auto:
            continue
        for field in owner._fields.values():
            if field.store and field.type == "many2many":
                references = _links(env, owner, field, model, ids)
            elif field.store and field.type in ("many2one", "reference", "many2one_reference"):
                references = _cells(env, owner, field, model, ids)
            else:
                continue
            for reference in references:
                found.setdefault((reference.table, reference.column), reference)
    return list(found.values())


def _cells(env, owner, field, model, ids):
    """Return the ``Reference`` of a field that holds ids in its own table, as a list."""
    column = SQL.identifier("t", field.name)
    target, found, cells = column, SQL("%s = ANY(%s)", column, ids), SQL()
    if field.type == "reference":
        target = SQL("split_part(%s, ',', 2)::int", column)
        found = SQL("%s = ANY(%s)", column, [f"{model},{id_}" for id_ in ids])
    elif field.type == "many2one_reference":
        holder = owner._fields.get(field.model_field)
        if not (holder and holder.store):
            return []
        found = SQL("%s = %s AND %s", SQL.identifier("t", holder.name), model, found)
    elif field.comodel_name != model:
        return []
    elif field.company_dependent:  # of every company: {company id: id}
        cells = SQL("CROSS JOIN jsonb_each_text(%s) AS cell", column)
        target, found = SQL("cell.value::int"), SQL("cell.value = ANY(%s)", [str(id_) for id_ in ids])
    elif owner._name == model:
        found = SQL("%s AND t.id != %s", found, column)  # nothing uses itself
    return [Reference(owner._name, owner._table, field.name, target, found, cells)]


def _links(env, owner, field, model, ids):
    """Return the ``Reference`` of each side of a relation table on which records of ``model`` stand."""
    sides = [(field.column2, owner._name)] if field.comodel_name == model else []
    sides += [(field.column1, field.comodel_name)] if owner._name == model else []
    return [
        Reference(
            referring,
            field.relation,
            column,
            SQL.identifier("t", column),
            SQL("%s = ANY(%s)", SQL.identifier("t", column), ids),
        )
        for column, referring in sides
    ]


@dataclass(frozen=True)
class Reference:
    """A column of the database that can refer to the records in question.

    :param model: name of the model whose records refer through it
    :param table: its table, ``t`` in the other parameters
    :param column: its name
    :param target: SQL of the id it refers to
    :param found: SQL of the condition that this id is one of those asked for
    :param cells: SQL of what to join for a column that holds several ids
    """

    model: str
    table: str
    column: str
    target: SQL
    found: SQL
    cells: SQL = SQL()

    def query(self, condition: SQL) -> SQL:
        """Return the query that counts the referring rows by id."""
        return SQL(
            "SELECT %s, count(*) FROM %s AS t %s WHERE %s AND %s GROUP BY 1",
            self.target,
            SQL.identifier(self.table),
            self.cells,
            self.found,
            condition,
        )
