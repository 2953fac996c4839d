"""A merge of contacts, by Odoo's own assistant: no code is lost, what is managed in Odoo stays, the journal follows.

In: the contacts that are merged, and the one that survives. Out: the codes of all of them are codes of the survivor;
its credit limit and guarantees are what they were, in every company, and what the others had is noted in its chatter,
as tracked values: each is shown to those only who may read the field; lines of the journal are about the survivor.

All of it is done as superuser: Odoo lets the user merge, and merges what they may not see as well.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from odoo.api import Environment
from odoo.fields import Command
from odoo.models import BaseModel
from odoo.tools import SQL

from .second_codes import MODEL, Held, conflicts

# What a person decides about a customer: a mixture of two customers' values nobody decided.
CREDIT_FIELDS = (
    "credit_limit",
    "dso_insurer_guarantee",
    "dso_insurer_reference",
    "dso_temporary_guarantee",
    "dso_temporary_guarantee_from",
    "dso_temporary_guarantee_to",
    "dso_other_guarantees",
)


@dataclass(frozen=True)
class Before:
    """What the contacts of a merge were before it.

    :param ids: of all of them
    :param names: by id
    :param firsts: customer codes, with their customer and scope, in the order of the contacts
    :param seconds: by id of a ``dso.customer.code``, the same of second codes
    :param credit: by id, company and field: the values that are managed in Odoo
    """

    ids: tuple[int, ...]
    names: dict[int, str]
    firsts: tuple[Held, ...]
    seconds: dict[int, Held]
    credit: dict[int, dict[int, dict[str, Any]]] = field(default_factory=dict)


def before_merge(env: Environment, ids: Iterable[int]) -> Before:
    """Return what contacts are before they are merged."""
    partners = env["res.partner"].sudo().with_context(active_test=False).browse(ids).exists()
    codes = env[MODEL].sudo().search([("partner_id", "in", partners.ids)])
    return Before(
        tuple(partners.ids),
        {partner.id: partner.name or "" for partner in partners},
        tuple(
            Held(partner.ref, partner.id, partner.company_id.id or None)
            for partner in partners
            if partner.ref and not partner.parent_id
        ),
        {code.id: Held(code.code, code.partner_id.id, code.scope_id.id or None) for code in codes},
        _credit(partners),
    )


def _credit(partners):
    """Return what is managed in Odoo of partners: dict id -> dict company id -> dict field -> value."""
    columns = [
        SQL("ARRAY(SELECT jsonb_object_keys(COALESCE(%s, '{}')))", SQL.identifier(name)) for name in CREDIT_FIELDS
    ]
    partners.flush_recordset(CREDIT_FIELDS)
    query = SQL("SELECT %s FROM res_partner WHERE id = ANY(%s)", SQL(" || ").join(columns), partners.ids)
    companies = {int(key) for (keys,) in partners.env.execute_query(query) for key in keys}
    found = {partner.id: {} for partner in partners}
    for company in partners.env["res.company"].browse(sorted(companies)).exists():
        for partner in partners.with_company(company):
            found[partner.id][company.id] = {name: partner[name] for name in CREDIT_FIELDS}
    return found


def hold_credit(sources: BaseModel, survivor: BaseModel) -> None:
    """Let Odoo find on the other contacts what the survivor has, so that it fills in nothing of theirs.

    It would take a guarantee of the one and its end date of the other, and for every company in another way. The others
    are gone when the merge ends.
    """
    partners = sources.sudo() | survivor.sudo()
    partners.flush_recordset(CREDIT_FIELDS)
    columns = [SQL("%s = survivor.%s", *[SQL.identifier(name)] * 2) for name in CREDIT_FIELDS]
    survivor.env.cr.execute(
        SQL(
            "UPDATE res_partner AS source SET %s FROM res_partner AS survivor "
            "WHERE survivor.id = %s AND source.id = ANY(%s)",
            SQL(", ").join(columns),
            survivor.id,
            sources.ids,
        )
    )
    partners.invalidate_recordset(CREDIT_FIELDS)


def hold_scopes(sources: BaseModel) -> None:
    """Let second codes count where they do now, whatever the company of their next customer."""
    for code in sources.env[MODEL].sudo().search([("partner_id", "in", sources.ids), ("company_id", "=", False)]):
        if code.scope_id:
            code.company_id = code.scope_id


def journal_follows(sources: BaseModel, survivor: BaseModel) -> None:
    """Let the lines of the journal about merged customers be about the survivor, and say that they were merged.

    Undo leaves such lines alone: what they changed is of a customer who is no more.
    """
    env = survivor.env
    env.flush_all()
    env.cr.execute(
        SQL(
            "UPDATE dso_upload_change SET partner_id = %(id)s, partner_key = %(id)s, is_merged = TRUE "
            "WHERE partner_id = ANY(%(ids)s)",
            id=survivor.id,
            ids=sources.ids,
        )
    )
    env.cr.execute(
        SQL("UPDATE dso_upload_issue SET partner_id = %s WHERE partner_id = ANY(%s)", survivor.id, sources.ids)
    )
    _twins_follow(env, sources.ids, survivor.id)
    for model in ("dso.upload.change", "dso.upload.issue"):
        env[model].invalidate_model()


def _twins_follow(env, ids, survivor_id):
    """Let possible twins that issues name be the survivor, each once."""
    env.cr.execute(
        SQL(
            """
            UPDATE dso_upload_issue SET twin = jsonb_set(twin, '{candidates}', (
                SELECT jsonb_agg(one ORDER BY place)
                FROM (
                    SELECT DISTINCT ON (one -> 'partner_id') one, place
                    FROM (
                        SELECT place, CASE
                            WHEN (one ->> 'partner_id')::int = ANY(%(ids)s)
                            THEN jsonb_set(one, '{partner_id}', to_jsonb(%(id)s))
                            ELSE one
                        END AS one
                        FROM jsonb_array_elements(twin -> 'candidates') WITH ORDINALITY AS candidate (one, place)
                    ) AS renamed
                    ORDER BY one -> 'partner_id', place
                ) AS kept
            ))
            WHERE twin IS NOT NULL AND EXISTS (
                SELECT FROM jsonb_array_elements(twin -> 'candidates') AS one
                WHERE (one ->> 'partner_id')::int = ANY(%(ids)s)
            )
            """,
            ids=ids,
            id=survivor_id,
        )
    )


def after_merge(env: Environment, before: Before) -> None:
    """Give the survivor of a merge all codes, and tell what the merged customers had.

    Where nothing was merged, nothing is done.
    """
    survivor = env["res.partner"].sudo().browse(before.ids).exists()
    if len(survivor) != 1 or len(before.ids) < 2:
        return
    _tell_codes_left_out(survivor, _keep_codes(survivor, before))
    for id_ in before.ids:
        if id_ != survivor.id:
            _tell_credit(survivor, before, id_)


def _keep_codes(survivor, before):
    """Make the codes of merged customers second codes of the survivor.

    :return: codes that another customer has too; they stay only theirs
    """
    codes, left_out = survivor.env[MODEL].sudo(), []
    scope = survivor.company_id.id or None
    seconds = [(held, codes.browse(id_)) for id_, held in before.seconds.items()]
    own = [(held, record) for held, record in seconds if held.partner_id == survivor.id]
    moved = [(held, record) for held, record in seconds if held.partner_id != survivor.id]
    has = [Held(survivor.ref, survivor.id, scope)] if survivor.ref else []
    # those that the survivor had stay before all others
    for held, record in (*own, *moved, *((held, codes) for held in before.firsts)):
        now = Held(held.code, survivor.id, held.scope or scope)
        if any(now.is_same(one) for one in has):
            record.unlink()
        elif held.partner_id != survivor.id and conflicts(survivor.env, [now]):
            record.unlink()
            left_out.append(held.code)
        else:
            has.append(now)
            _give(codes, record, now, scope)
    survivor.env.flush_all()
    return left_out


def _give(codes, record, held, scope):
    """Give the survivor of a merge a code, which counts where it did before.

    :param record: its ``dso.customer.code``, empty for what was a customer code
    :param scope: id of the survivor's company, None without one
    """
    vals = {"company_id": held.scope if held.scope != scope else False}
    if not record:
        codes.create({**vals, "code": held.code, "partner_id": held.partner_id, "origin": "merge"})
    elif record.company_id.id != vals["company_id"]:
        record.write(vals)


def _tell_codes_left_out(survivor, codes):
    """Note which codes the survivor did not get."""
    if codes:
        survivor._message_log(
            body=survivor.env._(
                "These codes of merged customers were not kept, because another customer has them: %(codes)s",
                codes=", ".join(codes),
            )
        )


def _tell_credit(survivor, before, id_):
    """Note what a merged customer had otherwise than the survivor, a note for each company.

    These are tracked values, old is theirs and new the survivor's: Odoo shows each to those who may read the field.
    """
    labels = survivor.fields_get(CREDIT_FIELDS, ["string", "type"])
    theirs_by_company, nothing = before.credit.get(id_, {}), defaultdict(bool)
    for company in survivor.env["res.company"].browse(theirs_by_company):
        theirs = theirs_by_company[company.id]
        own = before.credit.get(survivor.id, {}).get(company.id, nothing)
        values = [
            survivor.env["mail.tracking.value"]._create_tracking_values(
                theirs[name], own[name], name, labels[name], survivor
            )
            for name in CREDIT_FIELDS
            if theirs[name] and theirs[name] != own[name]
        ]
        if values:
            body = survivor.env._(
                "%(name)s was merged into this customer. In %(company)s it had other values (old); those of this "
                "customer stay (new).",
                name=before.names[id_] or "?",
                company=company.name,
            )
            note = survivor._message_log(body=body, tracking_value_ids=[Command.create(vals) for vals in values])
            note.record_company_id = company
