"""``Plan`` -> lines of the journal and parts of the report: counts, issues and changes as plain values."""

from collections.abc import Iterable, Mapping
from typing import Any

from odoo.api import Environment, ValuesType

from ..pipeline.message import INFO, SENTENCES, Message
from ..pipeline.plan import Plan
from ..pipeline.reference import NewRecord
from ..pipeline.twins.evidence import EMAIL, LEGAL_ID, NAME_ADDRESS, PHONE, SIRET, VAT
from .customers import contacts_of, fingerprints, following_fields, readable, shared_fields, values_of
from .job import Job
from .say import say

COUNTS = ("rows", "created", "updated", "linked", "unchanged", "rejected", "warnings", "kept")
ADDED_UP = (*COUNTS, "same_entity")  # block by block
ISSUE_KEYS = ("line", "code", "column", "field", "kind", "severity", "message", "value")
CHANGE_KEYS = ("line", "code", "action", "values", "evidence")
POSSIBLE_TWIN = "possible_twin"  # kind of the issues that name one
# Field of the customer that each word of evidence is about.
EVIDENCE_FIELDS = {
    SIRET: "company_registry",
    LEGAL_ID: "company_registry",
    VAT: "vat",
    EMAIL: "email",
    PHONE: "phone",
    NAME_ADDRESS: "street",
}
NAMES = {"res.partner.category": "name"}  # a group as the file says it, without the family above it


def no_place_values(
    env: Environment, no_place: list[dict[str, Any]] | None, file: Mapping[str, Any]
) -> list[ValuesType]:
    """Return values of ``dso.upload.issue``, one for each column with values that found no place.

    :param no_place: what ``NoPlace.stored`` returns, of the whole file
    :param file: of ``file_facts``
    """
    fields_ = env["dso.upload.field"]
    partner_fields = env["res.partner"]._fields
    issues = []
    for one in no_place or ():
        field = partner_fields[fields_._partner_field(one["field"])]
        details = {
            "column": one["header"],
            "count": one["rows"],
            "line": one["line"],
            "value": one["value"],
            "field": field._description_string(env),
        }
        issues.append(
            {
                "line": file.get("header_line", 0),
                "code": "",
                "column": one["header"],
                "field": one["field"],
                "kind": "no_place",
                "severity": INFO,
                "message": say(env, Message("no_place", details)),
                "value": one["value"],
            }
        )
    return issues


def same_entity_values(env: Environment, count: int, file: Mapping[str, Any]) -> list[ValuesType]:
    """Return values of ``dso.upload.issue`` about the new customers that are further accounts of a company.

    :param count: how many there are
    :param file: of ``file_facts``
    """
    message = say(env, Message("same_legal_entity.one" if count == 1 else "same_legal_entity", {"count": count}))
    told = {"line": file.get("header_line", 0), "kind": "same_legal_entity", "severity": INFO, "message": message}
    return [{**dict.fromkeys(("code", "column", "field", "value"), ""), **told}] if count else []


def file_facts(job: Job) -> dict[str, str | int]:
    """Return how the file of a job was read, as the report shows it."""
    table = job.table
    return {
        "encoding": table.encoding or "",
        "delimiter": table.delimiter or "",
        "sheet": table.sheet or "",
        "header_line": table.header_line or 0,
    }


def column_facts(job: Job) -> list[dict[str, str | float]]:
    """Return what each column of a job is, as the report shows it."""
    return [
        {
            "header": column.header,
            "field": column.field.key or "",
            "confidence": column.confidence,
            "reason": column.reason,
        }
        for column in job.columns
    ]


def issue_values(env: Environment, plan: Plan) -> list[ValuesType]:
    """Return the issues of a plan as values of ``dso.upload.issue``, worded for the user."""
    return [
        {
            "line": issue.line,
            "code": issue.code,
            "column": issue.column,
            "field": issue.field,
            "kind": issue.kind,
            "severity": issue.severity,
            "message": say(env, issue.message),
            "partner_id": issue.partner_id or False,
            "first_line": issue.first_line,
            "value": issue.value,
            **_twin_values(issue),
        }
        for issue in plan.issues
    ]


def _twin_values(issue):
    """Return what an issue that names a possible twin says of it, as the journal keeps it."""
    if issue.kind != POSSIBLE_TWIN:
        return {}
    details = issue.message.details
    found = {name: details[name] for name in ("candidates", "evidence", "other_line")}
    return {"partner_id": details["partner_id"] or False, "twin": found}


def twin_facts(env: Environment, twins: Mapping[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Return what issues that name a possible twin say of it, as their reader may know it.

    :param twins: of ``dso.upload.issue``, by any number
    :return: by that number, ``candidates`` (customers, the best first), ``evidence`` and ``other_line``
    """
    ids = {one["partner_id"] for twin in twins.values() for one in twin["candidates"]}
    partners = env["res.partner"].with_context(active_test=False)
    shown = {partner.id: partner for partner in partners.browse(ids).exists()._filtered_access("read")}
    may_read = {word for word, name in EVIDENCE_FIELDS.items() if readable(partners, [name])}
    return {
        number: {
            "candidates": [
                {
                    "partner_id": one["partner_id"],
                    "code": shown[one["partner_id"]].ref or "",
                    "name": shown[one["partner_id"]].name or "",
                    "evidence": [word for word in one["evidence"] if word in may_read],
                }
                for one in twin["candidates"]
                if one["partner_id"] in shown
            ],
            "evidence": [word for word in _best_evidence(twin, shown) if word in may_read],
            "other_line": twin["other_line"],
        }
        for number, twin in twins.items()
    }


def _best_evidence(twin, shown):
    """Return what speaks for the best of the candidates that are shown, or for the other line where there are none."""
    if not twin["candidates"]:
        return twin["evidence"]
    return next((one["evidence"] for one in twin["candidates"] if one["partner_id"] in shown), [])


def readable_evidence(env: Environment, words: Iterable[str]) -> list[str]:
    """Return those words of evidence that are about fields the user may read."""
    return [word for word in words if word in EVIDENCE_FIELDS and readable(env["res.partner"], [EVIDENCE_FIELDS[word]])]


def change_values(
    env: Environment,
    plan: Plan,
    done: dict[int, int],
    made: dict[NewRecord, int],
    before: dict[int, ValuesType] | None = None,
) -> list[ValuesType]:
    """Return the changes of a plan as values of ``dso.upload.change``.

    :param done: ids of the customers written, by row
    :param made: ids of the records created on the way
    :param before: of ``following``, before the customers were written
    """
    keys = _keys_by_partner_field(env, plan)
    shown = _names_of_values(env, plan)
    names = _customer_names(env, plan)
    stored, prints = _as_stored(env, plan, done)
    contacts = _contacts_changed(env, plan, done, before or {})
    return [
        {
            "line": change.line,
            "code": change.code,
            "partner_id": done.get(change.row) or change.partner_id or False,
            "partner_key": done.get(change.row) or change.partner_id or 0,
            "name": names[change.row],
            "action": change.action,
            "values": {
                keys[name]: [_shown(value, shown[name]) for value in pair] for name, pair in change.values.items()
            },
            "raw_values": {
                name: [storable(value, made) for value in pair]
                for name, pair in _as_written(
                    change, stored.get(change.row, {}), (before or {}).get(change.partner_id, {})
                ).items()
            },
            "raw_contacts": contacts.get(change.partner_id),
            "fingerprint": prints.get(change.row),
            "evidence": list(change.evidence),
            "reasons": {keys[name]: reason for name, reason in change.reasons.items() if name in change.values},
            "is_further_code": change.second,
        }
        for change in plan.changes
    ]


def reason_texts(env: Environment, reasons: Mapping[str, str]) -> dict[str, str]:
    """Return why values were derived, in the user's language, by key of the field.

    :param reasons: key of the field -> key of a ``Message``, as the journal keeps it
    """
    return {key: say(env, Message(reason)) for key, reason in reasons.items() if reason in SENTENCES}


def following(env: Environment, plan: Plan) -> dict[int, ValuesType]:
    """Return the values that may follow from what the plan writes, of its known customers and their contacts.

    :return: by id of the partner
    """
    partners = env["res.partner"]
    ids = [change.partner_id for change in plan.changes if change.partner_id]
    shared = shared_fields(partners)
    sharing = [change.partner_id for change in plan.changes if change.partner_id and change.values.keys() & set(shared)]
    contacts = list(contacts_of(partners, sharing)) if sharing else []
    return values_of(partners, ids, following_fields(partners)) | values_of(partners, contacts, shared)


def _contacts_changed(env, plan, done, before):
    """Return what the contacts of customers had before and have now of what Odoo shares between them.

    :param before: of ``following``
    :return: dict partner id -> dict contact id, as text -> dict partner field -> [old, new]
    """
    customers = {change.partner_id: change for change in plan.changes if change.partner_id and change.row in done}
    if not before.keys() - customers.keys():
        return {}
    partners = env["res.partner"]
    owners = {id_: owner for id_, owner in contacts_of(partners, list(customers)).items() if id_ in before}
    now, found = values_of(partners, list(owners), shared_fields(partners)), {}
    for id_, owner in owners.items():
        pairs = {
            name: [storable(old, {}), storable(now[id_][name], {})]
            for name, old in before[id_].items()
            if old != now[id_][name] or name in customers[owner].values
        }
        if pairs:
            found.setdefault(owner, {})[str(id_)] = pairs
    return found


def _as_stored(env, plan, done):
    """Return what the database holds of the customers that were written: Odoo may word a value in its own way.

    :return: (dict row -> dict partner field -> value, dict row -> fingerprint of a created customer)
    """
    if not done:
        return {}, {}
    partners = env["res.partner"].browse(done.values())
    partners = partners._filtered_access("read")  # a rule may hide what the user just wrote
    names = {name for change in plan.changes for name in change.values} | set(following_fields(partners))
    values = values_of(partners, partners.ids, names)
    created = [done[change.row] for change in plan.changes if not change.partner_id and change.row in done]
    prints = fingerprints(partners, created)
    return (
        {row: values[id_] for row, id_ in done.items() if id_ in values},
        {row: prints[id_] for row, id_ in done.items() if id_ in prints},
    )


def _customer_names(env, plan):
    """Return the company name of each changed customer: dict row -> name."""
    known = env["res.partner"].browse([change.partner_id for change in plan.changes if change.partner_id])
    today = {partner.id: partner.name for partner in known.with_context(active_test=False)}
    return {
        change.row: (change.values.get("name") or (None, None))[1] or today.get(change.partner_id) or ""
        for change in plan.changes
    }


def _keys_by_partner_field(env, plan):
    """Return the key under which the report shows each partner field; the first by sequence."""
    names = {name for change in plan.changes for name in change.values}
    keys = {name: name for name in names}
    for field in reversed(env["dso.upload.field"]._all() if names else ()):
        keys[field.partner_field] = field.key
    return keys


def _names_of_values(env, plan):
    """Return the names of the records that the changes mention: dict partner field -> dict id -> name."""
    fields_ = env["res.partner"]._fields
    models_ = {name: fields_[name].comodel_name for change in plan.changes for name in change.values}
    ids = {name: set() for name, model in models_.items() if model}
    for change in plan.changes:
        for name in ids.keys() & change.values.keys():
            for value in change.values[name]:
                ids[name].update(value if isinstance(value, tuple) else (value,))
    names = dict.fromkeys(models_, {})
    for name, found in ids.items():
        records = env[models_[name]].browse(sorted(id_ for id_ in found if isinstance(id_, int)))
        names[name] = {record.id: record[NAMES.get(models_[name], "display_name")] for record in records}
    return names


def _shown(value, names):
    """Return a typed value as a person reads it: text, number or yes/no.

    :param names: dict id -> name, of the records that a value of its field is the id of
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(str(_shown(one, names)) for one in value)
    if isinstance(value, NewRecord):
        return value.name
    if names and value:
        return names[value]
    return value if isinstance(value, (int, float, bool)) else str(value)


def _as_written(change, stored, before):
    """Return the old and new values of a change as they really were, with those that followed from it.

    :param stored: dict partner field -> value after the import; empty when it was only checked
    :param before: the same before it, of fields that may follow from others
    """
    values = {name: (old, stored.get(name, new)) for name, (old, new) in change.values.items()}
    followed = {
        name: (old, stored[name])
        for name, old in before.items()
        if name in stored and name not in values and stored[name] != old
    }
    return values | followed


def storable(value: object, made: Mapping[NewRecord, int]) -> Any:
    """Return a typed value as JSON holds it."""
    if isinstance(value, tuple):
        return [storable(one, made) for one in value]
    if isinstance(value, NewRecord):
        return made.get(value, value.name)
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
