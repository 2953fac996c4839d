"""What a check has to say, grouped by its causes: a kind of issue in a column, with the words that have it.

In: a run that was checked. Out: plain data, the worst first, added up in the database with the reader's rights: values
that they may not read count and are not named. Two queries, however many issues there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from odoo.api import Environment
from odoo.models import BaseModel

from ..pipeline.convert.nearest import choices_of, names_of, nearest
from ..pipeline.corrections import CORRECTED
from ..pipeline.plan import ColumnSetting
from ..pipeline.reference import CREATED_KINDS, CREATED_MODELS
from .cause_titles import title_of
from .options import CREATING, REQUIRED
from .reference import make_reference

MOST_CAUSES = 300
MOST_VALUES = 3000  # of all causes together
SHOWN_VALUES = 100  # of each of them
ORDER = ("error", "warning", "kept", "info")
# Kinds about a word that is not understood: a person can say what it means.
ASKED = ("unknown_", "ambiguous_", "invalid_", "left_out", "ditto", "says_nothing", "hidden_", "too_long")
# Kinds about amounts and dates that can be read in two ways -> what a person can say of the file.
_OF_NOTATION = {
    "ambiguous_amount": ("decimal_comma", "decimal_point"),
    "ambiguous_date": ("day_first", "month_first"),
    "unsure_order": ("day_first", "month_first"),
}


def find_causes(run: BaseModel, columns: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the causes of the issues of a run.

    :param columns: of the file: ``header``, ``field`` (a ``dso.upload.field``), ``policy``, ``on_bad``
    :return: of each ``kind``, ``severity``, ``column``, ``field``, ``title`` ("" where ``message`` says all),
        ``message`` (of one of its issues), ``rows``, ``issues``, ``words`` (how many different ones), ``values`` (the
        most frequent: ``value``, ``rows``, ``is_word`` (it can be said what it means), and what it seems to mean:
        ``meaning``, ``name``), ``choices`` (what words of the column can mean: [id, name]), and ``remedies``, see
        ``_remedies``
    """
    env, issues = run.env, run.env["dso.upload.issue"]
    domain = [("run_id", "=", run.id), ("kind", "!=", CORRECTED)]
    groups = issues._read_group(
        domain,
        ["severity", "kind", "column", "field"],
        ["line:count_distinct", "__count", "value:count_distinct", "id:min"],
        order="__count desc",
        limit=MOST_CAUSES,
    )
    values = _values(issues, domain)
    samples = {one.id: one.message or "" for one in issues.browse([group[-1] for group in groups])}
    by_header = {column["header"]: column for column in columns}
    found = [
        {
            "kind": kind or "",
            "severity": severity,
            "column": column or "",
            "field": field or "",
            "title": title_of(env, kind),
            "message": samples[first],
            "rows": rows,
            "issues": count,
            "words": words,
            "values": values.get((severity, kind, column), [])[:SHOWN_VALUES],
            "choices": [],
        }
        for severity, kind, column, field, rows, count, words, first in groups
    ]
    _propose(env, found, by_header, run.mapping_id.group_separator or ",")
    for cause in found:
        cause["remedies"] = _remedies(env, cause, by_header.get(cause["column"]))
    return sorted(found, key=lambda cause: (ORDER.index(cause["severity"]), -cause["rows"], cause["kind"]))


def _values(issues, domain):
    """Return the most frequent values of each cause: (severity, kind, column) -> list of dicts."""
    groups = issues._read_group(
        [*domain, ("column", "!=", False), ("value", "not in", (False, ""))],
        ["severity", "kind", "column", "value"],
        ["__count"],
        order="__count desc",
        limit=MOST_VALUES,
    )
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for severity, kind, column, value, rows in groups:
        if value:
            found[severity, kind, column].append(
                {"value": value, "rows": rows, "is_word": True, "meaning": "", "name": ""}
            )
    return found


def causes_of_words(
    run: BaseModel, columns: Iterable[Mapping[str, Any]], cause: Mapping[str, Any]
) -> dict[str, object]:
    """Return the words of a cause with what each seems to mean, "" where nothing is near it.

    :param cause: ``kind`` and ``column``
    """
    found = find_causes(run, columns)
    alike = [one for one in found if (one["kind"], one["column"]) == (cause.get("kind"), cause.get("column"))]
    asked = [one for each in alike if is_asked(each["kind"]) for one in each["values"]]
    return {one["value"]: one["meaning"] for one in asked if one["is_word"]}


def is_asked(kind: str) -> bool:
    """Say whether issues of a kind are about words of which a person can say what they mean."""
    return kind.startswith(ASKED)


def _propose(env, causes, by_header, separator):
    """Say what the words of the causes can mean, and what they seem to mean.

    A cell of several groups is no word of which something can be said.

    :param separator: of several groups in one cell
    """
    asked = [cause for cause in causes if is_asked(cause["kind"]) and cause["column"] in by_header]
    fields_ = {cause["column"]: by_header[cause["column"]]["field"] for cause in asked}
    settings = [ColumnSetting(header, one.key, one.partner_field, one.kind) for header, one in fields_.items() if one]
    if not settings:
        return
    reference = make_reference(env, settings)
    for cause in asked:
        field = fields_[cause["column"]]
        choices = choices_of(field.kind, reference, field.partner_field) if field else ()
        cause["choices"] = [[one.id, one.names[0]] for one in choices]
        names: dict[object, str] = {one.id: one.names[0] for one in choices}
        if field and field.kind == "groups":
            for one in cause["values"]:
                one["is_word"] = separator not in one["value"]
        words = [one["value"] for one in cause["values"] if one["is_word"]]
        proposed = nearest(words, names_of(field.kind, choices)) if choices else {}
        for one in cause["values"]:
            if one["value"] in proposed:
                one |= {"meaning": proposed[one["value"]], "name": names[proposed[one["value"]]]}


def _remedies(env, cause, column):
    """Return what a person can do about a cause with one click: a list of words.

    ``take`` (the words mean what they seem to), ``choose`` (what each means), ``blank`` (they mean nothing),
    ``reject`` (the rows), ``leave_out`` (only the values), ``leave_column``, ``at_creation`` (the column is written on
    new customers only), ``create`` (what is missing), ``twins`` (say who they are), ``correct`` (the cells),
    ``decimal_comma``, ``decimal_point``, ``day_first``, ``month_first`` (how the file writes amounts and dates).
    """
    found = list(_OF_NOTATION.get(cause["kind"], ()))
    if cause["kind"] == "possible_twin":
        found.append("twins")
    if column and column["field"]:
        field = column["field"]
        if is_asked(cause["kind"]):
            found += _of_words(env, cause, column)
        if field.key not in REQUIRED:
            found.append("leave_column")
            if cause["severity"] == "warning" and column["policy"] not in ("at_creation", "never"):
                found.append("at_creation")
    if cause["severity"] in ("error", "warning") and cause["kind"] not in ("possible_twin", "not_in_file"):
        found.append("correct")
    return found


def _of_words(env, cause, column):
    """Return the remedies of words that are not understood."""
    field, found = column["field"], []
    if any(one["meaning"] for one in cause["values"]):
        found.append("take")
    has_words = any(one["is_word"] for one in cause["values"])
    if cause["choices"] and has_words:
        found.append("choose")
    creates = {kind: env[model].has_access("create") for kind, model in zip(CREATED_KINDS, CREATED_MODELS, strict=True)}
    if creates.get(field.kind) and cause["kind"] in ("unknown_payment_term", "unknown_group", "left_out"):
        found.append("create")
    if field.key not in REQUIRED:
        if has_words and cause["kind"] != "left_out":
            found.append("blank")
        found.append("leave_out" if column["on_bad"] == "reject" else "reject")
    return found


def option_that_creates(kind: str) -> str:
    """Return the option that says whether records of a kind are created, "" where none are."""
    return dict(zip(CREATED_KINDS, CREATING, strict=True)).get(kind, "")


def creations_of(run: BaseModel, columns: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what the import creates beside customers.

    :param columns: as for ``find_causes``
    :return: of each ``kind`` (``payment_term`` or ``groups``), ``name``, ``family``, ``is_family`` (the group under
        which others live, which cannot be refused by itself), ``headers``, ``rows``, ``lines``, and ``may_mean``: it
        can be said which one of Odoo it means, unless a column of payment methods names it
    """
    kinds = dict(zip(CREATED_MODELS, CREATED_KINDS, strict=True))
    methods = {one["header"] for one in columns if one["field"] and one["field"].kind == "payment_method"}
    found = []
    for one in run.creates or ():
        headers = list(dict.fromkeys(header for header, _field in one["columns"]))
        is_family = kinds.get(one["model"]) == "groups" and not one["family"]
        found.append(
            {
                "kind": kinds.get(one["model"], ""),
                "name": one["name"],
                "family": one["family"] or "",
                "is_family": is_family,
                "headers": headers,
                "rows": one["rows"],
                "lines": one["lines"],
                "may_mean": not is_family and methods.isdisjoint(headers),
            }
        )
    return found


def choices_of_creations(env: Environment, creations: Iterable[Mapping[str, Any]]) -> dict[str, list[list[Any]]]:
    """Return what there is in Odoo that may be meant instead of what is created: kind -> list of [id, name]."""
    kinds = {one["kind"] for one in creations if one["may_mean"]}
    reference = make_reference(env, [ColumnSetting("", kind, "name", kind) for kind in kinds])
    return {kind: [[one.id, one.names[0]] for one in choices_of(kind, reference)] for kind in kinds}


def names_of_meanings(env: Environment, field: BaseModel, meanings: Iterable[object]) -> dict[object, str]:
    """Return what ids that a person chose for words of a column are called.

    :param field: ``dso.upload.field`` of the column
    """
    reference = make_reference(env, [ColumnSetting("", field.key, field.partner_field, field.kind)])
    choices = choices_of(field.kind, reference, field.partner_field)
    names: dict[object, str] = {one.id: one.names[0] for one in choices}
    return {meaning: names.get(meaning, str(meaning)) for meaning in meanings}
