"""Which lines of the journal can be undone: those of customers that the user may change and the run can have meant."""

from odoo.api import DomainType
from odoo.models import BaseModel

from ..customers import values_of
from ..second_codes import codes_of_customers
from .values import FAILED, KEPT, REVERTED, Line, Outcome


def partners_of(run: BaseModel) -> BaseModel:
    """Return the customers' model as an undo writes it: in the language of the run, without mail."""
    lang = run.user_id.sudo().lang  # a translated value goes back to where it was; they may be of another company
    partners = run.env["res.partner"]
    return partners.with_context(**partners._dso_undo_context(), lang=lang or run.env.lang)


def tell_there(run: BaseModel, lines: list[Line], gone: Outcome) -> tuple[list[Line], dict[int, Outcome]]:
    """Tell the lines whose customers can be worked on from the others.

    :param gone: ``Outcome`` of a line whose customer was deleted
    :return: (those lines, outcomes of the others by id)
    """
    partners = partners_of(run).browse({line.partner_id for line in lines if line.partner_id})
    allowed = set(partners._filtered_access("read")._filtered_access("write").ids)
    hidden = Outcome(FAILED, run.env._("You may not change this customer: ask your administrator."))
    there = [line for line in lines if line.partner_id in allowed]
    others = [line for line in lines if line.partner_id not in allowed]
    return there, {line.id: hidden if line.partner_id else gone for line in others}


def tell_meant(run: BaseModel, lines: list[Line], is_code_needed: bool = True) -> tuple[list[Line], dict[int, Outcome]]:
    """Tell the lines whose customers an import of this run's company can mean from the others.

    Somebody may have merged the customer since, or made them a contact of another one.

    :param is_code_needed: whether the customer must have a customer code
    :return: (those lines, outcomes of the others by id)
    """
    partners = partners_of(run).browse({line.partner_id for line in lines})
    today = values_of(partners, partners.ids, ["ref", "name", "parent_id", "company_id"])
    codeless = [id_ for id_, values in today.items() if is_code_needed and not values["ref"]]
    second = codes_of_customers(partners.browse(codeless))
    codeless = [id_ for id_ in codeless if id_ not in second]
    # sudo: whether there is a user is not said, and the contact of a hidden one must not be written either
    users = run.env["res.users"].sudo().with_context(active_test=False)
    theirs = users.search([("partner_id", "in", codeless)]).partner_id.ids if codeless else []
    codeless = {id_: id_ in theirs for id_ in codeless}
    why = {line.id: _why_not_meant(run, line, today[line.partner_id], codeless) for line in lines}
    there = [line for line in lines if not why[line.id]]
    return there, {line.id: Outcome(KEPT, why[line.id], line.left) for line in lines if why[line.id]}


def _why_not_meant(run, line, today, codeless):
    """Return why the customer of a line is none that the import can mean, "" where they are one.

    :param today: dict partner field -> today's value
    :param codeless: dict id of a customer without a code -> whether they are the contact of a user
    """
    if line.is_merged:
        return run.env._("This customer was merged into %(name)s since.", name=today["name"] or "?")
    if today["parent_id"]:
        return run.env._("This customer is a contact of another customer now.")
    if today["company_id"] not in (None, run.company_id.id):
        return run.env._("This customer belongs to another company now.")
    if line.partner_id in codeless:
        code = line.values.get("ref")
        was_given_by_run = code and not code[0]
        if codeless[line.partner_id] or not was_given_by_run:
            return run.env._("This customer has no customer code any more.")
    return ""


def left_to_undo(run: BaseModel, position: int) -> DomainType:
    """Return the domain of the changes after a line of the file that are not reverted yet."""
    return [("run_id", "=", run.id), ("line", ">", position), ("undo_result", "!=", REVERTED)]
