"""The columns of a ``Job`` -> ``ColumnSetting``: how the cells of each column are read and written."""

from collections.abc import Iterable
from dataclasses import replace

from odoo.api import Environment

from ..pipeline.folding import fold
from ..pipeline.message import INFO, WARNING, Issue, Message
from ..pipeline.plan import PERIOD, ColumnSetting
from ..pipeline.recognise.currencies import currency_column
from ..pipeline.recognise.names import other_names
from ..pipeline.recognise.parts import find_parts
from ..pipeline.recognise.vat_countries import vat_country_column
from ..pipeline.reference import GROUP_MODEL, Reference
from .customers import LIMITS
from .job import Job


def settings_of(env: Environment, job: Job) -> tuple[list[ColumnSetting], list[Issue]]:
    """Return the ``ColumnSetting`` of the mapped columns, phone before mobile, and the ``Issue`` of those
    that are left out though they should not be.
    """
    settings, issues = [], []
    for column in sorted(job.columns, key=lambda column: column.field.sequence):
        if not column.field:
            if column.asked and job.mapping:
                issues.append(_column_issue(env, job, column.header, "new_column"))
            elif column.is_doubtful:
                issues.append(_told_issue(column.header, "", "doubtful_column", WARNING, why=column.reason))
            continue
        partner_field = env["res.partner"]._fields[column.field.partner_field]
        if not env["res.partner"]._has_field_access(partner_field, "write"):
            issues.append(_column_issue(env, job, column.header, "no_access"))
            continue
        settings.append(_setting(env, job, column))
        issues += [_column_issue(env, job, column.header, "forgotten_meaning", word) for word in column.forgotten]
    settings, told = _with_parts(env, job, settings)
    issues += told
    settings += _terms_of_methods(env, job, settings)
    present = {fold(header) for header in job.table.header}
    said = {column.field.key for column in job.columns if column.field and column.field.kind != "groups"}
    for folded, remembered in job.says.get("columns", {}).items():
        if remembered["field"] and folded not in present and remembered["field"] not in said:
            issues.append(_column_issue(env, job, remembered["header"], "missing_column"))
    return settings, issues


def _with_parts(env, job, settings):
    """Return the settings with the columns that have a part of their values, and of columns that hold several values;
    and an ``Issue`` for each, and for columns that seem to say more of a term.
    """
    headers = {setting.field: setting.header for setting in settings if setting.kind != "groups"}
    found = find_parts(job.table.header, job.table.rows, headers)
    issues = [
        _told_issue(headers[field], field, "joined_columns", INFO, columns=" + ".join(part.header for part in parts))
        for field, parts in found.parts.items()
        if field != "name"  # what becomes of names is told when all of them are known
    ]
    issues += [
        _told_issue(header, "payment_term", "term_goes_on", WARNING, columns=beside) for header, beside in found.beside
    ]
    fields = {field.key: field for field in env["dso.upload.field"]._all() if field._is_usable()}
    for header, keys in found.split.items():
        used = [fields[key] for key in keys if key in fields and _may_write(env, fields[key])]
        column = next(column for column in job.columns if column.header == header)
        for field in used:
            setting = _setting(env, job, replace(column, field=field, policy=field.policy or column.policy, values={}))
            settings.append(replace(setting, options={**setting.options, "split": field.key}))
        names = ", ".join(field.name for field in used)
        issues.append(_told_issue(header, "", "split_column", INFO, fields=names))
    return [replace(setting, parts=found.parts.get(setting.field, ())) for setting in settings], issues


def _may_write(env, field):
    partners = env["res.partner"]
    return partners._has_field_access(partners._fields[field.partner_field], "write")


def _terms_of_methods(env, job, settings):
    """Return a ``ColumnSetting`` for the terms in the column of payment methods ("LCR 45 jours"), where no column
    is the payment term.
    """
    field = env["dso.upload.field"].search([("key", "=", "payment_term")], limit=1)
    method = next((setting for setting in settings if setting.kind == "payment_method"), None)
    if not method or not field or any(setting.kind == "payment_term" for setting in settings):
        return []
    partner_field = env["res.partner"]._fields[field.partner_field]
    if not env["res.partner"]._has_field_access(partner_field, "write"):
        return []
    left_out = {word: value for word, value in method.options.get("values", {}).items() if value is None}
    options = {"create": job.creates_terms, "in_method": True, "values": left_out}
    changed = {"field": field.key, "partner_field": field.partner_field, "kind": field.kind, "options": options}
    return [replace(method, **changed, clears=False, rejects=False)]


def _setting(env, job, column):
    field, setting = column.field, column.setting
    options = dict(job.notation)
    if column.values:
        options["values"] = column.values
    if field.kind == "groups":
        family = env[GROUP_MODEL].browse(setting.get("family_id") or ()).exists()
        seen = family._filtered_access("read")
        options |= {
            "separator": job.says.get("group_separator") or ",",
            "family": seen.name or column.header,
            "family_id": family.id or 0,
            "removes": not setting.get("keeps_groups"),
            "create": job.creates_groups,
        }
    elif field.kind == "payment_term":
        options["create"] = job.creates_terms
    elif field.kind in ("selection", "many2one"):
        options["field"] = field.partner_field
    elif field.key in PERIOD:
        options["lately"] = True
    elif field.kind == "datetime":
        options["timezone"] = env.tz.zone
    elif field.kind == "amount":
        options["digits"] = field._digits()
        options["negative"] = field.partner_field not in LIMITS
        options["money"] = field.partner_field in LIMITS
        options["percent"] = field.partner_field.startswith("x_")  # a field of their own may hold percentages
        options["header"] = column.header
    is_money = field.kind == "amount" and not options["percent"]
    others = ()
    if field.key == "name":
        mapped = {other.header for other in job.columns if other.field}
        others = other_names(job.table.header, column.header)
        others = tuple(headers for headers in others if mapped.isdisjoint(headers))
    return ColumnSetting(
        column.header,
        field.key,
        field.partner_field,
        field.kind,
        policy=column.policy,
        protected=field.protected,
        clears=column.on_blank == "clear",
        rejects=column.on_bad == "reject",
        options=options,
        others=others,
        currencies=currency_column(job.table, column.header) if is_money else "",
        vat_countries=_vat_countries(job, column) if field.kind == "vat" else "",
    )


def _vat_countries(job, column):
    mapped = {other.header for other in job.columns if other.field}
    return vat_country_column(job.table, column.header, mapped)


def with_families(env: Environment, settings: Iterable[ColumnSetting], reference: Reference) -> list[ColumnSetting]:
    """Return the settings with the family of each groups column: the root group named like it, if there is one.

    One that the user may not see is the family where they see none of that name.
    """
    roots, hidden = {}, {group.id for group in reference.groups if group.hidden}
    for group in sorted(reference.groups, key=lambda group: group.hidden):
        if not group.parent:
            for name in group.names:
                roots.setdefault(fold(name), group.id)
    found = []
    for setting in settings:
        if setting.kind == "groups":
            family = setting.options["family_id"] or roots.get(fold(setting.options["family"]), 0)
            more = {"family_id": family, "family_hidden": family in hidden}
            setting = replace(setting, options={**setting.options, **more})
        found.append(setting)
    return found


def _column_issue(env, job, header, kind, word=""):
    line = job.table.header_line
    message = Message(kind, {"column": header, "line": line, "value": word})
    return Issue(-1, line, "", header, "", WARNING, word, message)


def _told_issue(header, field, kind, severity, **details):
    """Return an ``Issue`` about the values of a whole column."""
    return Issue(-1, 0, "", header, field, severity, "", Message(kind, {"column": header, **details}))
