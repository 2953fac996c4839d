"""From a file to a plan: where the plain pipeline meets Odoo.

``_prepare`` reads the file and settles its columns (``Job``; ``upload_engine_columns.py``), ``_plan`` compares it with
today's customers, ``_apply`` carries the plan out (``upload_engine_apply.py``). The check stops after ``_plan``.
Nothing here commits.
"""

from dataclasses import dataclass, replace

import pandas as pd

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang
from odoo.tools.translate import get_translation

from ..pipeline.match import candidates, match
from ..pipeline.message import WARNING, FileError, Issue, Message
from ..pipeline.plan import ColumnSetting, code_column, make_plan
from ..pipeline.rows import read_rows
from ..pipeline.table import Table, read_table
from ..pipeline.words import fold
from .upload_mapping import READ_OPTIONS

REQUIRED = ("code", "name")

OPTIONS = set(READ_OPTIONS) | {
    "columns",
    "policies",
    "on_blank",
    "on_bad",
    "values",
    "save_mapping",
    "full_file",
    "all_or_nothing",
    "decimal",
    "day_first",
    "create_payment_terms",
}


@dataclass(frozen=True)
class Column:
    """A column of the file and what was settled for it.

    :param header: its header
    :param field: its ``dso.upload.field``, empty when it is left out
    :param setting: its ``dso.upload.mapping.column``, empty when the file has no mapping or the column is new
    :param policy: when its values are written
    :param on_blank: ``keep`` or ``clear``
    :param on_bad: ``leave_out`` or ``reject``
    :param values: dict word -> what it means, of the caller and of the mapping
    :param confidence: 0 to 1; 1 for what a person said
    :param reason: why, in words
    :param asked: nobody has said yet what it is: neither the mapping nor the caller
    """

    header: str
    field: models.Model
    setting: models.Model
    policy: str
    on_blank: str
    on_bad: str
    values: dict
    confidence: float
    reason: str
    asked: bool


@dataclass(frozen=True)
class Job:
    """A file that is ready to be planned.

    :param table: ``Table``
    :param columns: ``Column`` of each column of the file
    :param mapping: the ``dso.upload.mapping`` that was recognised or named, or an empty record
    :param notation: options of the converters: ``decimal``, ``day_first``
    :param creates_terms: payment terms that the file names clearly are created where Odoo has none
    :param full_file: the file holds every customer: those of the mapping that it no longer has are listed
    :param notices: ``Message`` about the file as a whole
    """

    table: Table
    columns: tuple[Column, ...]
    mapping: models.Model
    notation: dict
    creates_terms: bool
    full_file: bool
    notices: tuple[Message, ...]

    def missing(self):
        """Return the keys of the required fields that no column has."""
        found = {column.field.key for column in self.columns}
        return [key for key in REQUIRED if key not in found]


class DsoUploadEngine(models.AbstractModel):
    _name = "dso.upload.engine"
    _description = "Smart Upload Engine"

    # -- file -> Job --

    @api.model
    def _prepare(self, content, filename, mapping=None, options=None, file_date=None):
        """Read a file and settle its columns.

        :param content: bytes of the file
        :param filename: its name
        :param mapping: a ``dso.upload.mapping``; None: recognised by the headers
        :param options: see ``dso.upload.run``
        :param file_date: datetime (UTC) at which the file was last changed, where it is known
        :return: ``Job``
        :raises UserError: when the file cannot be read, or an option names what does not exist
        """
        options = options or {}
        unknown = sorted(options.keys() - OPTIONS)
        if unknown:
            raise UserError(
                self.env._(
                    "Unknown option: %(names)s. Known options are %(known)s.",
                    names=", ".join(unknown),
                    known=", ".join(sorted(OPTIONS)),
                )
            )
        table = self._read(content, filename, mapping, options)
        if mapping is None:
            mapping = self.env["dso.upload.mapping"]._recognise(table.header)
            if mapping and mapping._read_options():
                table = self._read(content, filename, mapping, options)
        columns = self._settle(table, mapping, options)
        notation = {**mapping._notation(), **{key: options[key] for key in ("decimal", "day_first") if key in options}}
        creates_terms = options.get("create_payment_terms", mapping.create_payment_terms)
        creates_terms = creates_terms and self.env["account.payment.term"].has_access("create")
        notices = self.env["dso.upload.run"]._notices(content, filename, mapping, file_date)
        return Job(table, columns, mapping, notation, creates_terms, bool(options.get("full_file")), notices)

    @api.model
    def _read(self, content, filename, mapping, options):
        fixed = mapping._read_options() if mapping else {}
        asked = {key: value for key, value in options.items() if key in READ_OPTIONS and value not in (None, "")}
        limit = self._max_bytes()
        if len(content) > limit:
            raise UserError(
                self.env._(
                    "The file %(name)s has %(size).0f MB; at most %(limit).0f MB can be imported. "
                    "Split it, or raise the limit in the settings of Smart Upload.",
                    name=filename,
                    size=len(content) / 1e6,
                    limit=limit / 1e6,
                )
            )
        try:
            if filename.lower().endswith(".json"):
                return read_rows(content)
            return read_table(content, filename, **{**fixed, **asked})
        except FileError as error:
            raise UserError(self._say(error.message)) from error

    @api.model
    def _max_bytes(self):
        parameter = self.env["ir.config_parameter"].sudo()  # a number every importer is bound by, not data
        return int(float(parameter.get_param("dso_smart_upload.max_file_mb", "32")) * 1e6)

    # -- Job -> Plan --

    @api.model
    def _plan(self, job):
        """Plan a job against today's customers.

        :return: ``Plan``, with an issue more for each column that was left out though it should not be
        """
        settings, issues = self._settings(job)
        issues = [Issue(-1, 0, "", "", "", WARNING, "", notice) for notice in job.notices] + issues
        codes = [code for code in pd.unique(code_column(job.table, settings)) if code]
        matches = match(codes, self.env["res.partner"]._dso_find(candidates(codes)))
        ids = sorted({found.partner_id for found in matches.values() if found.partner_id})
        today = self.env["res.partner"]._dso_today(ids, [setting.partner_field for setting in settings])
        reference = self.env["dso.upload.reference"]._make(settings)
        settings = self._with_families(settings, reference)
        plan = make_plan(job.table, settings, reference, matches, today, reactivate=job.mapping.reactivate)
        if job.full_file:
            issues += self._gone(job, codes, matches)
        return plan.with_issues(issues)

    def _gone(self, job, codes, matches):
        """Return an ``Issue`` for each active customer of the mapping that the file no longer has."""
        if not job.mapping:
            return []
        here = {found.partner_id for found in matches.values()}
        partners = job.mapping._customers() - self.env["res.partner"].browse(here)
        return [
            Issue(
                -1,
                0,
                partner.ref,
                "",
                "",
                WARNING,
                "",
                Message("not_in_file", {"code": partner.ref, "name": partner.name}),
                partner.id,
            )
            for partner in partners.sorted("ref")
            if partner.ref not in codes
        ]

    def _settings(self, job):
        """Return the ``ColumnSetting`` of the mapped columns, phone before mobile, and the ``Issue`` of those
        that are left out though they should not be.
        """
        settings, issues = [], []
        for column in sorted(job.columns, key=lambda column: column.field.sequence):
            if not column.field:
                if column.asked and job.mapping:
                    issues.append(self._column_issue(job, column.header, "new_column"))
                continue
            partner_field = self.env["res.partner"]._fields[column.field.partner_field]
            if not self.env["res.partner"]._has_field_access(partner_field, "write"):
                issues.append(self._column_issue(job, column.header, "no_access"))
                continue
            settings.append(self._setting(job, column))
        present = {fold(header) for header in job.table.header}
        for column in job.mapping.column_ids:
            if column.field_id and column.folded not in present:
                issues.append(self._column_issue(job, column.header, "missing_column"))
        return settings, issues

    def _setting(self, job, column):
        field, setting = column.field, column.setting
        options = dict(job.notation)
        if column.values:
            options["values"] = column.values
        if field.kind == "groups":
            options |= {
                "separator": job.mapping.group_separator or ",",
                "family": setting.family_id.name or column.header,
                "family_id": setting.family_id.id or 0,
                "removes": not setting.keeps_groups,
            }
        elif field.kind == "payment_term":
            options["create"] = job.creates_terms
        elif field.kind in ("selection", "many2one"):
            options["field"] = field.partner_field
        elif field.kind == "datetime":
            options["timezone"] = self.env.tz.zone
        elif field.kind == "amount":
            options["digits"] = field._digits()
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
        )

    def _with_families(self, settings, reference):
        """Return the settings with the family of each groups column: the root group named like it, if there is one."""
        roots = {}
        for group in reference.groups:
            if not group.parent:
                for name in group.names:
                    roots.setdefault(fold(name), group.id)
        found = []
        for setting in settings:
            if setting.kind == "groups" and not setting.options["family_id"]:
                family = roots.get(fold(setting.options["family"]), 0)
                setting = replace(setting, options={**setting.options, "family_id": family})
            found.append(setting)
        return found

    def _column_issue(self, job, header, kind):
        line = job.table.header_line
        message = Message(kind, {"column": header, "line": line})
        return Issue(-1, line, "", header, "", WARNING, "", message)

    # -- words --

    @api.model
    def _say(self, message):
        """Return the sentence of a ``Message`` in the user's language, its numbers in her notation."""
        lang = self.env.lang or "en_US"
        details = dict(message.details)
        for name, value in details.items():
            if isinstance(value, float):
                details[name] = self._number(value)
            elif name == "label" and value and value == details.get("field"):  # a field an administrator added
                details[name] = self.env["dso.upload.field"].search([("key", "=", value)]).name or value
            elif name in ("label", "values", "format"):  # words of the pipeline, not of the file
                details[name] = get_translation("dso_smart_upload", lang, value, ())
        return get_translation("dso_smart_upload", lang, message.sentence, details)

    def _number(self, value):
        """Return an amount as the user reads it, without empty cents."""
        return formatLang(self.env, value, digits=0 if value.is_integer() else 2)
