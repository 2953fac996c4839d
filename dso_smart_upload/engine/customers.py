"""Today's customers: which ones the codes of a file can mean, and what the database holds of them.

Each function is given ``partners``: the model ``res.partner`` in the environment whose rights, company and language
count.
"""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import pandas as pd

from odoo.api import DomainType, Environment, ValuesType
from odoo.fields import Domain
from odoo.models import BaseModel
from odoo.tools import SQL

from ..pipeline.characters import DOT, DOTTED, HYPHENS, NOT_IN_KEY
from ..pipeline.match import Known
from ..pipeline.plan import ColumnSetting

# Types of fields that the database holds as they are read, and what an empty one of some types is.
COLUMN_TYPES = ("char", "text", "html", "selection", "boolean", "integer", "float", "date", "datetime", "many2one")
EMPTY_IS = {"boolean": bool, "integer": lambda value: value or 0, "float": lambda value: value or 0.0}
# Amounts that are in doubt where they are below zero.
LIMITS = ("credit_limit", "dso_insurer_guarantee", "dso_temporary_guarantee", "dso_other_guarantees")
LEFT_OUT = NOT_IN_KEY.encode("ascii", "backslashreplace").decode().replace("'", "''")
# Of a column, as pipeline.characters.database_keys.
LOOSE_CODE = (
    f"ltrim(translate(lower(normalize(regexp_replace(%s, '[{LEFT_OUT}]', '', 'g'), NFKC)), "
    f"'{HYPHENS}{DOTTED}{DOT}', '{'-' * len(HYPHENS)}{'i' * len(DOTTED)}'), '0')"
)


def readable(partners: BaseModel, names: Iterable[str]) -> set[str]:
    """Return those of ``names`` that are fields the user may read; of a field that is gone nobody knows."""
    known = partners._fields
    return {name for name in names if name in known and partners._has_field_access(known[name], "read")}


def names_to_read(env: Environment, settings: Iterable[ColumnSetting]) -> list[str]:
    """Return the names of the fields of which a plan needs today's values: those that are written, and what another
    addon reads to derive values from.
    """
    partners = env["res.partner"]
    return [*dict.fromkeys([*(one.partner_field for one in settings), *partners._dso_read_along()])]


def customer_domain(partners: BaseModel) -> DomainType:
    """Return the domain of the partners a code can mean, for the current company, whether they have one or not."""
    return [("parent_id", "=", False), ("company_id", "in", [False, partners.env.company.id])]


def find_customers(
    partners: BaseModel, loose_codes: list[str], names: Iterable[str]
) -> tuple[list[Known], pd.DataFrame]:
    """Find the customers of whom a code can be meant by one of the file's, with what the plan compares of them.

    :param loose_codes: loose forms, of ``pipeline.match.candidates``
    :param names: names of fields of ``res.partner``
    :return: archived customers too, in the order of their ids, each once for its customer code and once for each of its
        second codes that can be meant, and then those
        that rules hide from the user; and today's values of those that the user sees: DataFrame of objects,
        indexed by id, a column per name and ``country`` (ISO code); nothing is None, a record its id, several
        records a tuple of ids; a yes/no is never nothing. One query for all columns of the table, one for second codes,
        and one for hidden customers where there can be some
    """
    names = list(dict.fromkeys(names))
    columns = {name for name in names if partners._fields[name].store and partners._fields[name].type in COLUMN_TYPES}
    second = _second_codes(partners, loose_codes)
    ids, values = _columns(partners, loose_codes, list(second), {*columns, "ref", "name", "active", "country_code"})
    known = [
        Known(id_, code, name or "", active)
        for id_, ref, name, active in zip(ids, values["ref"], values["name"], values["active"], strict=True)
        for code in (ref, *second.get(id_, ()))
        if code
    ]
    known += [Known(0, code, "") for code in _hidden_codes(partners, loose_codes, second, ids)]
    today = {name: values[name] for name in columns} | {"country": values["country_code"]}
    if others := [name for name in names if name not in columns]:
        today |= _others(partners, ids, others)
    return known, pd.DataFrame(today, index=ids, dtype=object)


def has_second_codes(env: Environment) -> bool:
    """Say whether anybody has second codes."""
    return bool(env.execute_query(SQL("SELECT EXISTS (SELECT FROM dso_customer_code)"))[0][0])


def _second_codes(partners, loose_codes):
    """Return the second codes that can be meant, in the current company, by id of their customer; one query.

    Before it a tiny one asks whether there are any: only to hand over the codes of a block takes ten times as long.
    They are read as superuser deliberately, as in ``_hidden_codes``: their customers are asked for with the user's
    rights.
    """
    found = defaultdict(list)
    if not loose_codes or not has_second_codes(partners.env):
        return found
    codes = partners.env["dso.customer.code"].sudo()
    query = codes._search([("scope_id", "in", [False, partners.env.company.id])])
    code, partner = (codes._field_to_sql(query.table, name, query) for name in ("code", "partner_id"))
    query.add_where(SQL(f"{LOOSE_CODE} = ANY(%s)", code, list(loose_codes)))
    query.order = SQL.identifier(query.table, "id")
    for partner_id, text in partners.env.execute_query(query.select(partner, code)):
        found[partner_id].append(text)
    return found


def _is_meant(query, partners, loose_codes, second_ids):
    """Return the condition that a partner has such a code, as customer code or as second one.

    :param second_ids: ids of those who have a second one
    """
    code = partners._field_to_sql(query.table, "ref", query)
    has_first = SQL(f"{LOOSE_CODE} = ANY(%s)", code, list(loose_codes))
    if not second_ids:
        return has_first
    return SQL("(%s OR %s = ANY(%s))", has_first, SQL.identifier(query.table, "id"), second_ids)


def _columns(partners, loose_codes, second_ids, names):
    """Read fields of the customers with such a code that are columns of the table, or of its country's; one query.

    :param second_ids: ids of those who have such a code as second one
    :return: ids of the customers, and dict name -> object array
    """
    names = sorted(names)
    query = partners.with_context(active_test=False)._search(customer_domain(partners))
    query.add_where(_is_meant(query, partners, loose_codes, second_ids))
    query.order = SQL.identifier(query.table, "id")
    selected = [partners._field_to_sql(query.table, name, query) for name in ("id", *names)]
    rows = partners.env.execute_query(query.select(*selected)) if loose_codes else []
    ids, *columns = zip(*rows, strict=True) if rows else [()] * (1 + len(names))
    found = {}
    for name, values in zip(names, columns, strict=True):
        typed = EMPTY_IS.get(partners._fields[name].type)
        found[name] = _array(map(typed, values) if typed else [value or None for value in values])
    return list(ids), found


def _hidden_codes(partners, loose_codes, second, seen):
    """Return the codes, of those asked for, of customers that rules hide from the user.

    They are read as superuser deliberately: a code that is taken must not be given to a second customer. Nothing
    but the codes leaves the database.

    :param second: of ``_second_codes``
    :param seen: ids of the customers with such a code that the user sees
    """
    if not loose_codes or not rules_may_hide(partners):
        return []
    everyone = partners.sudo().with_context(active_test=False)
    query = everyone._search(customer_domain(partners))
    code, id_ = (everyone._field_to_sql(query.table, name, query) for name in ("ref", "id"))
    query.add_where(_is_meant(query, everyone, loose_codes, list(second)))
    query.add_where(SQL("NOT EXISTS (SELECT FROM unnest(%s::int[]) AS seen (id) WHERE seen.id = %s)", seen, id_))
    rows = partners.env.execute_query(query.select(id_, code))
    return [code for partner_id, ref in rows for code in (ref, *second.get(partner_id, ())) if code]


def rules_may_hide(partners: BaseModel) -> bool:
    """Say whether a rule can hide a customer whose code is meant; Odoo's own one on companies cannot."""
    if partners.env.su:
        return False
    rules = partners.env["ir.rule"]._compute_domain(partners._name, "read")
    own = [("company_id", "parent_of", partners.env.companies.ids)]
    usual = Domain.OR([[("partner_share", "=", False)], own, [("company_id", "=", False)]])
    return not rules.is_true() and rules != usual.optimize(partners)


def _others(partners, ids, names):
    """Read fields that are no columns of the table: dict name -> object array."""
    found = {}
    linked = [name for name in names if partners._fields[name].store and partners._fields[name].type == "many2many"]
    for name in linked:
        links = _links(partners, ids, name)
        found[name] = _array(links.get(id_, ()) for id_ in ids)
    if computed := [name for name in names if name not in linked]:
        values = values_of(partners, ids, computed)
        found |= {name: _array(values[id_][name] for id_ in ids) for name in computed}
    return found


def _links(partners, ids, name):
    """Read a stored many2many of partners the user may see: dict id -> ids that they may see as well, in order."""
    field = partners._fields[name]
    partners._check_field_access(field, "read")
    if not ids:
        return {}
    linked = partners.env[field.comodel_name].with_context(**{"active_test": False, **field.context})
    query = linked._search(field.get_comodel_domain(partners), order=linked._order)
    partner, record = (SQL.identifier(field.relation, column) for column in (field.column1, field.column2))
    query.add_join("JOIN", field.relation, None, SQL("%s = %s", record, SQL.identifier(query.table, "id")))
    query.add_where(SQL("%s = ANY(%s)", partner, list(ids)))
    found = defaultdict(tuple)
    for partner_id, record_id in partners.env.execute_query(query.select(partner, record)):
        found[partner_id] += (record_id,)
    return found


def following_fields(partners: BaseModel) -> list[str]:
    """Return the names of the fields that Odoo fills in by itself when an import writes others.

    They are stored, and a person may write them too: what was there does not come back by itself. The tax number
    is among them: Odoo spells it anew when it knows the country.
    """
    return [
        name
        for name, field in partners._fields.items()
        if field.store
        and (field.compute or field.inverse)
        and not field.readonly
        and field.type != "properties"
        and partners._has_field_access(field, "write")
    ]


def shared_fields(partners: BaseModel) -> list[str]:
    """Return the names of the fields whose values Odoo passes on from a customer to their contacts.

    Those that follow from them are among these names.
    """
    names = {*partners._address_fields(), *partners._commercial_fields(), *following_fields(partners)}
    return [
        name
        for name in sorted(names)
        if partners._fields[name].store
        and partners._fields[name].type in (*COLUMN_TYPES, "monetary")
        and partners._has_field_access(partners._fields[name], "write")
    ]


def contacts_of(partners: BaseModel, ids: Iterable[int]) -> dict[int, int]:
    """Return the contacts of customers, and theirs in turn, with the id of their customer; one query a level."""
    found, level = {}, {id_: id_ for id_ in ids}
    while level:
        domain = [("parent_id", "in", list(level))]
        contacts = partners.with_context(active_test=False).search_fetch(domain, ["parent_id"], order="id")
        level = {contact.id: level[contact.parent_id.id] for contact in contacts if contact.id not in found}
        found |= level
    return found


def fingerprints(partners: BaseModel, ids: Iterable[int]) -> dict[int, str]:
    """Return a fingerprint of everything the partners' rows hold, of all companies; one query.

    Who wrote last, and when, is left out, and so is what is empty: a field that another addon brings later
    changes nothing as long as it is empty.

    """
    partners.env["res.partner"].flush_model()
    query = SQL(
        """
        SELECT p.id, (
            SELECT md5(string_agg(cell.key || cell.value, ' '))
            FROM jsonb_each_text(to_jsonb(p)) AS cell
            WHERE cell.key NOT IN ('write_date', 'write_uid') AND cell.value NOT IN ('', '0', '0.0', 'false', '{}')
        )
        FROM res_partner AS p WHERE p.id = ANY(%s)
        """,
        list(ids),
    )
    return dict(partners.env.execute_query(query))


def values_of(partners: BaseModel, ids: list[int], names: Iterable[str]) -> dict[int, ValuesType]:
    """Read today's values of partners, by id and name of the field, as ``find_customers`` words them."""
    # with a column of the table among them, Odoo asks for the rights in SQL, not for one record after the other
    rows = partners.with_context(active_test=False).browse(ids).read(["id", "ref", *names], load=None)
    return {row["id"]: {name: _typed(row[name]) for name in names} for row in rows}


def values_today(partners: BaseModel, ids: list[int], names: Iterable[str]) -> pd.DataFrame:
    """Return today's values of customers that the user sees, by their ids, as ``find_customers`` returns them."""
    names = list(dict.fromkeys(names))
    values = values_of(partners, ids, [*names, "country_code"])
    typed = {name: EMPTY_IS.get(partners._fields[name].type, lambda value: value) for name in names}
    today = {name: _array(typed[name](values[id_][name]) for id_ in ids) for name in names}
    country = _array(values[id_]["country_code"] for id_ in ids)
    return pd.DataFrame(today | {"country": country}, index=ids, dtype=object)


def _array(values):
    return np.array([*values, None], dtype=object)[:-1]  # the last one keeps tuples of one length from being a table


def _typed(value):
    if isinstance(value, list):
        return tuple(value)
    return None if value is False or value == "" else value
