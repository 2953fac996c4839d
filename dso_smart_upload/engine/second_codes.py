"""Second codes: by which other codes a customer is known, ``dso.customer.code``.

No two customers of one company answer to one code, be it the customer code of the one and a second code of the other.
Codes that look the same are one code, as in ``pipeline/match.py``: case, what nobody sees, and quotes do not count,
zeros in front do. A code counts in its *scope*: the company it was given for or, without one, the company of its
customer; None: in all companies.

In: codes with a customer and a scope. Out: who has them already, and codes added by a run.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from odoo.api import Environment
from odoo.models import BaseModel
from odoo.tools import SQL

from ..pipeline.blocks import CODES_AT_A_TIME
from ..pipeline.characters import bare, database_keys, tidy
from ..pipeline.match import candidates, code_key
from .apply import bisect
from .claims import claim
from .customers import LOOSE_CODE, has_second_codes

MODEL = "dso.customer.code"


class Held(NamedTuple):
    """A code that a customer answers to, or is to answer to.

    :param code: as it is stored
    :param scope: id of the company in which it counts, None in all
    """

    code: str
    partner_id: int
    scope: int | None = None

    def meets(self, other: "Held") -> bool:
        """Say whether two customers would answer to one code in some company."""
        return self.partner_id != other.partner_id and self.is_same(other)

    def is_same(self, other: "Held") -> bool:
        """Say whether two codes look the same and count in one company, whoever has them."""
        shares_company = None in (self.scope, other.scope) or self.scope == other.scope
        return shares_company and code_key(self.code) == code_key(other.code)


def settled_code(text: object) -> str:
    """Return a code as a file's codes are read: trimmed, without what nobody sees and without quotes around it."""
    return bare(tidy(str(text))) if text not in (None, False) else ""


def claim_codes(env: Environment, codes: Collection[str]) -> None:
    """Claim codes as imports claim those of the customers they create: one of two at once sees what the other did."""
    claim(env, "customer", candidates(codes))


def holders(env: Environment, codes: Collection[str], apart_from: Collection[int] = ()) -> list[Held]:
    """Return who answers to one of some codes, or to one much like it, as first or second code, in any company.

    They are read as superuser deliberately: a code is taken also where the user may not see the customer who has it.

    :param apart_from: ids of second codes that do not count
    :return: customers of whom one of the codes is, in the order of their ids; others may be among them
    """
    keys = sorted({key for code in codes for key in database_keys(code)})
    found = {*_first_codes(env, keys), *_second_codes(env, keys, apart_from)}
    return sorted(found, key=lambda held: held.partner_id)


def _first_codes(env, keys):
    partners = env["res.partner"].sudo().with_context(active_test=False)
    query = partners._search([("parent_id", "=", False)])
    code, id_, scope = (partners._field_to_sql(query.table, name, query) for name in ("ref", "id", "company_id"))
    query.add_where(SQL(f"{LOOSE_CODE} = ANY(%s)", code, keys))
    return [Held(*row) for row in env.execute_query(query.select(code, id_, scope)) if row[0]] if keys else []


def _second_codes(env, keys, apart_from=()):
    env[MODEL].flush_model(["code", "partner_id", "company_id"])
    env["res.partner"].flush_model(["parent_id", "company_id"])
    # not by the stored scope: while the company of a customer changes, it is not what it will be
    query = SQL(
        f"""
        SELECT code.code, code.partner_id, COALESCE(code.company_id, customer.company_id)
        FROM dso_customer_code AS code JOIN res_partner AS customer ON customer.id = code.partner_id
        WHERE {LOOSE_CODE} = ANY(%s) AND customer.parent_id IS NULL AND code.id != ALL(%s)
        """,
        SQL("code.code"),
        keys,
        list(apart_from),
    )
    return [Held(*row) for row in env.execute_query(query)] if keys else []


def conflicts(env: Environment, wanted: Iterable[Held], apart_from: Collection[int] = ()) -> list[tuple[Held, Held]]:
    """Return the codes that cannot be given, each with another one that it meets: of a customer, or among them.

    :param wanted: codes that customers are to have, or have
    :param apart_from: ids of second codes that do not count
    """
    by_key = defaultdict(list)
    wanted = list(wanted)
    for held in (*holders(env, {held.code for held in wanted}, apart_from), *wanted):
        by_key[code_key(held.code)].append(held)
    pairs = ((held, next(filter(held.meets, by_key[code_key(held.code)]), None)) for held in wanted)
    return [(held, other) for held, other in pairs if other]


def second_code_conflicts(partners: BaseModel, company_id: int | None = None) -> list[tuple[Held, Held]]:
    """Return the codes of partners that another customer has too, one of the two as second code.

    That two customers have one customer code is for Odoo and its users to say: an import then asks which one is meant.
    One query where no customer has second codes.

    :param company_id: where the customer codes of customers of no company are to count; by default in all
    """
    env = partners.env
    if not has_second_codes(env):
        return []
    partners.flush_recordset(["ref", "parent_id", "company_id"])
    rows = env.execute_query(
        SQL("SELECT ref, id, company_id FROM res_partner WHERE id = ANY(%s) AND parent_id IS NULL", partners.ids)
    )
    first = [Held(code, id_, scope or company_id) for code, id_, scope in rows if code]
    codes = env[MODEL].sudo().search([("partner_id", "in", partners.ids)])
    second = [
        Held(code.code, code.partner_id.id, (code.company_id or code.partner_id.company_id).id or None)
        for code in codes
    ]
    keys = sorted({key for held in first for key in database_keys(held.code)})
    found = [(held, other) for held in first for other in _second_codes(env, keys) if held.meets(other)]
    return found + (conflicts(env, second) if second else [])


def codes_of_customers(partners: BaseModel) -> dict[int, list[str]]:
    """Return the second codes of customers that count in the current company, by id; of the others nothing."""
    codes = partners.env[MODEL]
    found = defaultdict(list)
    if partners:
        scope = [("partner_id", "in", partners.ids), ("scope_id", "in", [False, partners.env.company.id])]
        for code in codes.search_fetch(scope, ["code", "partner_id"]):
            found[code.partner_id.id].append(code.code)
    return dict(found)


def several_codes(partners: BaseModel) -> Iterator[tuple[int, str]]:
    """Yield the codes of the customers of the current company that have second codes, first and second ones.

    They are read as superuser deliberately: they only say which rows of a file belong together.

    :return: (id of the customer, code), as many of them as there are, a part at a time
    """
    codes = partners.env[MODEL].sudo().with_context(active_test=False)
    domain, last = [("scope_id", "in", [False, partners.env.company.id])], 0
    while True:
        query = codes._search(domain)
        id_, code = (codes._field_to_sql(query.table, name, query) for name in ("partner_id", "code"))
        query.add_where(SQL("%s > %s", id_, last))
        query.order = id_
        query.limit = CODES_AT_A_TIME
        rows = codes.env.execute_query(query.select(id_, code))
        if not rows:
            return
        ids = sorted({partner_id for partner_id, _code in rows})
        if len(rows) == CODES_AT_A_TIME and len(ids) > 1:
            del ids[-1]  # of whom there may be more
        last = ids[-1]
        first = codes.env["res.partner"].browse(ids).read(["ref"], load=None)
        yield from ((row["id"], row["ref"]) for row in first if row["ref"])
        yield from (row for row in rows if row[0] <= last)
        codes.env["res.partner"].browse(ids).invalidate_recordset(["ref"])


def add_codes(env: Environment, run: BaseModel, codes: Mapping[str, int]) -> tuple[dict[str, int], dict[str, str]]:
    """Give customers second codes that a run found, with the rights of the user of ``env``; a few queries for all.

    What a customer answers to already is left out without a word. The codes count in the company of the run: those of
    another company's programs may be the same.

    :param run: ``dso.upload.run``; Undo of it removes the codes
    :param codes: second code, as the file has it -> id of the customer
    :return: (code -> id of the ``dso.customer.code``, code -> why it was not added, as a sentence)
    :raises AccessError: the user may not add codes
    :raises psycopg2.errors.SerializationFailure: another import has claimed one of them meanwhile
    """
    env[MODEL].check_access("create")
    wanted = {code: settled for code in codes if (settled := settled_code(code))}
    claim_codes(env, wanted.values())
    had = defaultdict(list)
    for held in holders(env, wanted.values()):
        had[held.partner_id, code_key(held.code)].append(held)
    left = {}  # customer and key -> code: each once, however often the file spells it
    for code, settled in wanted.items():
        key = codes[code], code_key(settled)
        if not any(held.scope in (None, run.company_id.id) for held in had.get(key, ())):
            left.setdefault(key, code)
    names = list(left.values())
    company = {"company_id": run.company_id.id}
    vals = [{"code": wanted[code], "partner_id": codes[code], **company} for code in names]
    batch = list(enumerate(vals))
    done, refused = bisect(env, batch, partial(_create, env, run))
    return (
        {names[number]: id_ for number, id_ in done.items()},
        {names[number]: reason for (number, _vals), reason in refused},
    )


def _create(env, run, batch):
    """Create the codes of a batch of (number, values): the write of ``bisect``."""
    records = env[MODEL].create([vals for _number, vals in batch])
    records.sudo().write({"run_id": run.id, "origin": "import"})  # that only the engine says
    env.flush_all()
    return {number: record.id for (number, _vals), record in zip(batch, records, strict=True)}
