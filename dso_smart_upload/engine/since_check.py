"""What an import did otherwise than its check had shown: lines of the journal that say so."""

from odoo.api import Environment, ValuesType
from odoo.models import BaseModel

from ..pipeline.message import ERROR, INFO, WARNING, Message
from ..pipeline.reference import CREATED_MODELS
from .journal import NAMES
from .say import say


def changed_since_check(env: Environment, run: BaseModel, lines: list[int] | None = None) -> list[ValuesType]:
    """Name the customers with whom an import did something else than its check had shown.

    :param env: of the import
    :param run: ``dso.upload.run`` that has a check
    :param lines: the lines of the file that were imported just now; None for all
    :return: values of ``dso.upload.issue``
    """
    there = [("line", "in", lines)] if lines is not None else []
    checked, imported = _changes_by_line(run.check_id, there), _changes_by_line(run, there)
    errors = run.env["dso.upload.issue"].search([("run_id", "=", run.id), ("severity", "=", ERROR), *there])
    refused = set(errors.mapped("line"))  # whose reason is said
    issues, made = [], None
    for line in sorted((checked.keys() | imported.keys()) - refused):
        shown, done = checked.get(line), imported.get(line)
        if shown and done and shown != done:
            made = _names_made_since(env, run.check_id) if made is None else made
            shown, done = _without(made, shown, done)
        if shown != done:
            code = (imported.get(line) or checked[line])[0]
            message = say(env, Message("changed_since_check", {"line": line, "code": code}))
            issues.append({"line": line, "code": code, "message": message})
    return [{"kind": "changed_since_check", "severity": WARNING, **issue} for issue in issues]


def created_since_check(env: Environment, run: BaseModel) -> list[ValuesType]:
    """Name the groups and terms that an import created and its check had not shown.

    :param env: of the import
    :param run: ``dso.upload.run`` that has a check
    :return: values of ``dso.upload.issue``
    """
    shown = {(one["model"], one["key"], one["family"]) for one in run.check_id.creates or ()}
    created = [one for one in run.creates or () if (one["model"], one["key"], one["family"]) not in shown]
    return [
        {
            "line": one["lines"][0],
            "kind": "changed_since_check",
            "severity": INFO,
            "message": say(env, Message("changed_since_check.created", {"name": one["name"]})),
        }
        for one in created
    ]


def _changes_by_line(run, there):
    """Return the changes of the journal: dict line -> (code, action and customer who was there, values).

    :param there: domain of the lines that are wanted
    """
    changes = run.env["dso.upload.change"].search([("run_id", "=", run.id), *there])
    # compared, not shown: what differs counts whoever may read it
    return {
        change.line: (
            change.code,
            (change.action, change.action != "created" and change.partner_key),
            change.values,
        )
        for change in changes.sudo()
    }


def _names_made_since(env, check):
    """Return the names of the groups and terms that were made since a check, which shows them as the file does."""
    since = [("create_date", ">=", check.create_date)]
    return {
        record[NAMES.get(model, "display_name")]
        for model in CREATED_MODELS
        for record in env[model].with_context(active_test=False).search(since)
    }


def _without(names, shown, done):
    """Return two changes of one customer without the values in which ``names`` were written.

    :param names: of records that were made in between: the file may spell them in several ways
    :param shown: (code, action, values) as it was checked
    :param done: the same as it was imported
    """
    same = {key for key, (_old, new) in done[2].items() if not names.isdisjoint(str(new).split(", "))}
    return [(*one[:2], {key: pair for key, pair in one[2].items() if key not in same}) for one in (shown, done)]
