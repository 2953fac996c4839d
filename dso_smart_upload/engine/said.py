"""What a person said of codes that nobody has: whose they are, or that they are new (the option ``known_as``)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from odoo.api import Environment
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.query import Query

from ..pipeline.bounds import shortened
from ..pipeline.match import Match
from ..pipeline.message import Message
from ..pipeline.said import Said
from .customers import customer_domain
from .job import Work
from .second_codes import codes_of_customers, several_codes

SHOWN = 60  # characters of a code in a sentence


def check_known(env: Environment, known_as: Mapping[str, int]) -> None:
    """Refuse an option that names customers who cannot be meant, or two for one code.

    :raises UserError: with their ids, or the code
    """
    check_one_each(env, Said(known_as))
    ids = {id_ for id_ in known_as.values() if id_}
    missing = ids - set(_meant(env["res.partner"], ids).ids)
    if missing:
        raise UserError(
            env._(
                "The option 'known_as' names customers who are not there, are contacts of others, belong to another "
                "company, or whom you may not see: %(ids)s.",
                ids=", ".join(map(str, sorted(missing))),
            )
        )


def check_one_each(env: Environment, said: Said) -> None:
    """Refuse answers that name two customers for one code, be it in two spellings.

    :raises UserError: with the code
    """
    if said.contradicted is not None:
        code = shortened(said.contradicted, SHOWN)
        raise UserError(env._("The option 'known_as' names two customers for the code %(code)s.", code=code))


def codes_of_one(env: Environment, known_as: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Yield (a number, code) for the codes of customers who have several, with those that a person said are theirs."""
    partners = env["res.partner"]
    yield from several_codes(partners)
    said = defaultdict(list)
    for code, id_ in known_as.items():
        if id_:
            said[id_].append(code)
    for customer in _meant(partners, said):
        yield from ((customer.id, code) for code in said[customer.id])
        if customer.ref:
            yield customer.id, customer.ref


def said_new(work: Work, matches: Mapping[str, Match]) -> tuple[str, ...]:
    """Return the codes of a block of which a person said that they are new customers, and which are."""
    new = (one.code or code for code, one in matches.items() if one.is_new and work.said.of(code) == 0)
    return tuple(dict.fromkeys(new))


def said_matches(env: Environment, work: Work, matches: Mapping[str, Match]) -> dict[str, Match]:
    """Return the matches of new codes of which a person said whose they are, in all their spellings."""
    said = {code: id_ for code in matches if (id_ := work.said.of(code))}
    meant = {code: id_ for code, id_ in said.items() if matches[code].is_new}
    customers = {customer.id: customer for customer in _meant(env["res.partner"], meant.values())}
    have = {id_ for id_, customer in customers.items() if customer.ref}
    have |= codes_of_customers(env["res.partner"].browse(list(customers))).keys() | work.taken.keys()
    found = {
        code: matches[code]._replace(partner_id=id_, active=customers[id_].active, linked=(), second=id_ in have)
        for code, id_ in meant.items()
        if id_ in customers
    }
    for code, id_ in said.items():
        if matches[code].partner_id not in (0, id_):  # somebody else has it, perhaps since then
            found[code] = Match(message=Message("code_of_another", {"code": code}), lost=True)
    return found


def _meant(partners, ids):
    if not ids:
        return partners
    query = partners.with_context(active_test=False)._search([("id", "in", list(ids)), *customer_domain(partners)])
    query.add_where(is_no_colleague(query))
    return partners.browse(query)


def is_no_colleague(query: Query) -> SQL:
    """Return the condition that a partner is not the contact of an internal user; portal users are customers."""
    return SQL(
        "NOT EXISTS (SELECT FROM res_users AS own WHERE own.partner_id = %s AND NOT COALESCE(own.share, FALSE))",
        SQL.identifier(query.table, "id"),
    )
