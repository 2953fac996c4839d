"""What each column of a file is: the caller's word first, then the mapping, then a suggestion."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache, partial
from typing import Any

from odoo.api import Environment
from odoo.exceptions import UserError
from odoo.models import BaseModel

from ..pipeline.bounds import shortened
from ..pipeline.folding import fold
from ..pipeline.plan import ColumnSetting
from ..pipeline.recognise import suggest
from ..pipeline.reference import Choice, Term
from ..pipeline.table import Table
from ..pipeline.value_table import resolve
from .arguments import excerpt
from .job import Column, Job
from .options import REQUIRED
from .reference import countries, groups, make_reference, methods, terms, users
from .say import say

CERTAIN = 0.8  # from this confidence on, a suggested column is used without asking
# Of a field whose values are records: how those that there are are read.
READERS: dict[str, Callable[[Environment], tuple[Choice | Term, ...]]] = {
    "country": countries,
    "groups": groups,
    "payment_method": methods,
    "payment_term": terms,
    "salesperson": users,
}
CHOICES = {"policy": "policies", "on_blank": "on_blank", "on_bad": "on_bad"}  # field of a mapping column: option


def settle(
    env: Environment, table: Table, mapping: BaseModel, says: dict[str, Any], options: dict[str, Any]
) -> tuple[Column, ...]:
    """Settle what each column is: the caller's word first, then the mapping, then a suggestion.

    :param says: what the mapping says of the file, see ``make_job``
    """
    fields = {field.key: field for field in env["dso.upload.field"]._all() if field._is_usable()}
    said = _said(env, table, options.get("columns") or {}, fields)
    choices = {name: _choices(env, table, name, options.get(option) or {}) for name, option in CHOICES.items()}
    values = {_header(env, table, header): words for header, words in (options.get("values") or {}).items()}
    known = says.get("columns", {})
    settings = _remembered(table.header, known)
    suggestions = {}
    if any(header not in said and header not in settings for header in table.header):
        words = env["dso.upload.field"]._extra_words()
        known_names = cache(partial(_known_names, env))
        found = suggest(table.header, table.rows, extra_words=words, known=known_names, optional=fields)
        suggestions = dict(zip(table.header, found, strict=True))
    asked = () if mapping else suggestions.keys() - said.keys()
    doubtful = {header for header in asked if suggestions[header].is_doubtful and table.rows[header].any()}
    taken = {column["field"] for column in known.values()} | set(said.values())
    columns = []
    for header in table.header:
        setting = settings.get(header, {})
        if header in said:
            key, confidence, reason = said[header], 1.0, env._("You said so.")
        elif setting:
            key, confidence = setting["field"], 1.0
            reason = env._("Remembered from the mapping %(name)s.", name=mapping.name)
        else:
            suggestion = suggestions[header]
            key, confidence, reason = suggestion.field, suggestion.confidence, say(env, suggestion.message)
            if key not in fields or (key in taken and key != "groups"):
                key = ""
        field = fields.get(key, env["dso.upload.field"])
        policy = choices["policy"].get(header) or setting.get("policy") or field.policy or "always"
        if policy == "at_creation" and field.open_to_imports:
            policy = "always"  # what an administrator opened to imports
        column = Column(
            header=header,
            field=field,
            setting=setting,
            policy=policy,
            on_blank=choices["on_blank"].get(header) or setting.get("on_blank") or "keep",
            on_bad=choices["on_bad"].get(header) or setting.get("on_bad") or "leave_out",
            values=setting.get("values", {}),
            said=values.get(header) or {},
            confidence=round(confidence, 3),
            reason=reason,
            asked=header not in said and not setting,
            is_doubtful=header in doubtful,
        )
        columns.append(column)
    _check_once(env, columns)
    return tuple(_with_meanings(env, columns))


def cells_meant(env: Environment, table: Table, option: dict[str, dict[str, str]] | None) -> dict[int, dict[str, str]]:
    """Return the option ``corrections`` as the pipeline has it: line -> header of the file -> what its cell should say.

    :raises UserError: names a header that the file does not have
    """
    meant: dict[int, dict[str, str]] = {}
    for line, cells in (option or {}).items():
        found = meant.setdefault(int(line), {})
        found |= {_header(env, table, header): text for header, text in cells.items()}
    return meant


def _remembered(headers, known):
    """Return what a mapping says of the columns of a file: dict header -> dict.

    Of several headers that differ in accents, case or signs only, one is meant: the one that is written as the mapping
    has it, else the first; the others are left out, as they were when it was remembered.
    """
    alike: dict[str, list[str]] = {}
    for header in headers:
        alike.setdefault(fold(header), []).append(header)
    found = {}
    for folded, several in alike.items():
        if setting := known.get(folded):
            meant = setting["header"] if setting["header"] in several else several[0]
            left_out = {**setting, "field": "", "values": {}}
            found |= {header: setting if header == meant else left_out for header in several}
    return found


def _known_names(env, key):
    """Return the names, folded, that the records have which a value of the field ``key`` can mean."""
    records = READERS[key](env)
    codes = (getattr(record, "code", "") for record in records)
    return frozenset(fold(name) for name in (*codes, *(name for record in records for name in record.names)) if name)


def _said(env, table, columns, fields):
    """Return what the caller said of the columns: dict header -> key of a field or ""."""
    said = {_header(env, table, header): key or "" for header, key in columns.items()}
    unknown = sorted(set(said.values()) - set(fields) - {""})
    if unknown:
        raise UserError(
            env._(
                "Unknown field: %(names)s. Known fields are %(known)s.",
                names=shortened(", ".join(unknown)),
                known=", ".join(fields),
            )
        )
    return said


def _choices(env, table, name, said):
    """Return what the caller chose for each column: dict header -> option of a mapping column's ``name``."""
    known = dict(env["dso.upload.mapping.column"]._fields[name].selection)
    for header, choice in said.items():
        if choice not in known:
            raise UserError(
                env._(
                    "The column %(header)s cannot have %(choice)s; it can have: %(known)s.",
                    choice=choice,
                    header=header,
                    known=", ".join(known),
                )
            )
    return {_header(env, table, header): choice for header, choice in said.items()}


def _with_meanings(env, columns):
    """Return the columns with what is said of their words checked: typed values, as converters take them.

    What the mapping remembers and is not there any more is forgotten, and said by the import.

    :raises UserError: names what the caller said and this database does not have
    """
    told = [column for column in columns if column.field and (column.values or column.said)]
    if not told:
        return columns
    reference = make_reference(
        env,
        [
            ColumnSetting(column.header, column.field.key, column.field.partner_field, column.field.kind)
            for column in told
        ],
    )
    headers = {column.header for column in told}
    return [_with_meaning(env, one, reference) if one.header in headers else one for one in columns]


def _with_meaning(env, column, reference):
    """Return a column with typed values, see ``_with_meanings``."""
    remembered, forgotten = resolve(column.field.kind, column.values, reference, field=column.field.partner_field)
    said, unknown = resolve(column.field.kind, column.said, reference, field=column.field.partner_field)
    if unknown:
        word = unknown[0]
        raise UserError(
            env._(
                "The option 'values' says that %(word)s in the column %(column)s means %(meaning)s, which is no "
                "%(field)s that you can use here: give the id or the name of one.",
                word=excerpt(word),
                column=column.header,
                meaning=excerpt(column.said[word]),
                field=column.field.name,
            )
        )
    forgotten = tuple(word for word in forgotten if word not in said)
    return replace(column, values={**remembered, **said}, said=said, forgotten=forgotten)


def _header(env, table, name):
    """Return the header of the file that ``name`` means."""
    exact, folded = _by_name(tuple(table.header))
    found = exact.get(name) or folded.get(fold(name)) or []
    if len(found) != 1:
        raise UserError(
            env._(
                "The file has no column %(name)s. Its columns are %(headers)s.",
                name=shortened(name),
                headers=", ".join(table.header),
            )
        )
    return found[0]


def _check_once(env, columns):
    """Refuse two columns for one field; several columns may hold groups."""
    headers = {}
    for column in columns:
        if column.field and column.field.kind != "groups":
            other = headers.setdefault(column.field, column.header)
            if other != column.header:
                raise UserError(
                    env._(
                        "The columns %(first)s and %(second)s are both %(field)s: choose one of them.",
                        first=other,
                        second=column.header,
                        field=column.field.name,
                    )
                )


def check_ready(env: Environment, job: Job) -> None:
    """Refuse a job whose required columns are missing or only guessed.

    :raises UserError: names what is missing, and the columns that are in doubt
    """
    missing = job.missing()
    if missing:
        labels = env["dso.upload.field"].search([("key", "in", missing)]).mapped("name")
        raise UserError(
            env._(
                "No column holds %(fields)s, which every file must have. The columns are %(headers)s.",
                fields=env._(" and ").join(labels),
                headers=", ".join(job.table.header),
            )
        )
    doubtful = [
        column
        for column in job.columns
        if column.field.key in REQUIRED and column.asked and column.confidence < CERTAIN
    ]
    if doubtful:
        raise UserError(
            env._(
                "It is not certain that these columns are what they seem: %(columns)s. "
                "Say it with the option 'columns', or import the file once with Smart Upload.",
                columns=", ".join(f"{column.header} ({column.field.name}?)" for column in doubtful),
            )
        )


@lru_cache(maxsize=4)
def _by_name(header):
    """Return the names of the columns of a file by themselves, and by what is compared of them: two dicts of lists."""
    exact, folded = {}, {}
    for name in header:
        exact.setdefault(name, []).append(name)
        folded.setdefault(fold(name), []).append(name)
    return exact, folded
