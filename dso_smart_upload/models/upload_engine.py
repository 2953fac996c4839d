"""From a file to a plan: where the plain pipeline meets Odoo.

``_prepare`` reads the head of the file and settles its columns (``Job``; ``upload_engine_columns.py``). Then it goes
block by block: ``_plan_next`` compares a block with today's customers, ``_apply`` carries the plan out
(``upload_engine_apply.py``). The check stops after each plan. Nothing here commits.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang
from odoo.tools.translate import get_translation

from ..pipeline.blocks import Reading, cut, entity_key, survey, survey_of, take
from ..pipeline.match import Match, candidates, code_key, match
from ..pipeline.message import ERROR, INFO, WARNING, FileError, Issue, Message
from ..pipeline.names import NamesTaken
from ..pipeline.plan import REJECTED, ColumnSetting, Plan, code_column, make_plan, with_habits
from ..pipeline.recognise import LABELS
from ..pipeline.recognition.names import other_names
from ..pipeline.reference import Reference
from ..pipeline.rows import read_rows
from ..pipeline.table import Table, open_blocks
from ..pipeline.words import fold
from .res_partner import LIMITS
from .upload_mapping import READ_OPTIONS

ROWS_IN_BLOCK = "5000"  # of the file, that are planned and imported at a time
KEPT_ROWS = 25_000  # of a file that are kept in memory; a larger one is read anew for each pass over it
# What reading a file may say that its report says too: lines that were left out, and doubts.
TOLD = (
    "footer_left_out",
    "repeated_header",
    "repeated_header_line",
    "reordered_columns",
    "other_columns",
    "short_header",
    "no_header",
    "encoding_unsure",
    "broken_accents",
    "decimal_commas",
    "quoted_lines",
    "zero_bytes",
    "merged_cells",
    "hidden_rows",
    "more_customer_sheets",
)
NOTED = ("amount", "integer", "date", "datetime")  # kinds whose notation is decided on the whole column
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
    "create_groups",
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
    :param values: dict word -> typed value that it means, of the caller and of the mapping
    :param said: those of the caller only
    :param confidence: 0 to 1; 1 for what a person said
    :param reason: why, in words
    :param asked: nobody has said yet what it is: neither the mapping nor the caller
    :param forgotten: words of which the mapping remembers a meaning that is not there any more
    """

    header: str
    field: models.Model
    setting: models.Model
    policy: str
    on_blank: str
    on_bad: str
    values: dict
    said: dict
    confidence: float
    reason: str
    asked: bool
    forgotten: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """A file that is ready to be planned.

    :param table: ``Table``, the first block of the file
    :param is_whole: that block is all of it
    :param tables: returns the blocks of the file, as an iterator of ``Table``
    :param columns: ``Column`` of each column of the file
    :param mapping: the ``dso.upload.mapping`` that was recognised or named, or an empty record
    :param notation: options of the converters: ``decimal``, ``day_first``
    :param creates_terms: payment terms that the file names clearly are created where Odoo has none
    :param creates_groups: groups that Odoo does not have are created
    :param full_file: the file holds every customer: those of the mapping that it no longer has are listed
    :param notices: ``Message`` about the file as a whole
    """

    table: Table
    is_whole: bool
    tables: Callable[[], Iterator[Table]]
    columns: tuple[Column, ...]
    mapping: models.Model
    notation: dict
    creates_terms: bool
    creates_groups: bool
    full_file: bool
    notices: tuple[Message, ...]

    def missing(self):
        """Return the keys of the required fields that no column has."""
        found = {column.field.key for column in self.columns}
        return [key for key in REQUIRED if key not in found]


class Work:
    """A job under way: what stays the same for all its blocks, and how far it is.

    :param reading: ``Reading``
    :param settings: ``ColumnSetting`` of the mapped columns
    :param issues: ``Issue`` about the file as a whole, for the first block
    :param mapping: the ``dso.upload.mapping`` of the file
    :param full_file: as in ``Job``
    """

    def __init__(self, reading, settings, issues, mapping, full_file):
        self.reading, self.settings, self.issues = reading, settings, issues
        self.mapping, self.full_file = mapping, full_file
        self.reference: Reference | None = None  # None: to be read again, the import or another one may change it
        self.repaired = set()  # ids of the customers that damaged codes were taken for


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
        unknown = sorted(options.keys() - OPTIONS, key=str)
        if unknown:
            raise UserError(
                self.env._(
                    "Unknown option: %(names)s. Known options are %(known)s.",
                    names=", ".join(map(str, unknown)),
                    known=", ".join(sorted(OPTIONS)),
                )
            )
        tables, table, is_whole = self._first_block(content, filename, mapping, options)
        if mapping is None:
            mapping = self.env["dso.upload.mapping"]._recognise(table.header)
            if mapping and mapping._read_options():
                tables, table, is_whole = self._first_block(content, filename, mapping, options)
        columns = self._settle(table, mapping, options)
        notation = {**mapping._notation(), **{key: options[key] for key in ("decimal", "day_first") if key in options}}
        creates_terms = self._creates("create_payment_terms", "account.payment.term", mapping, options)
        creates_groups = self._creates("create_groups", "res.partner.category", mapping, options)
        notices = self.env["dso.upload.run"]._notices(content, filename, mapping, file_date)
        full_file = bool(options.get("full_file"))
        creates = creates_terms, creates_groups
        return Job(table, is_whole, tables, columns, mapping, notation, *creates, full_file, notices)

    def _creates(self, option, model, mapping, options):
        """Say whether the import creates records of a model: unless somebody said no, where the user may."""
        asked = options.get(option, mapping[option] if mapping else True)
        return bool(asked) and self.env[model].has_access("create")

    def _first_block(self, content, filename, mapping, options):
        """Return ``tables``, ``table`` and ``is_whole`` of a ``Job``."""
        how = self._reading_options(content, filename, mapping, options)
        found, rows = [], 0
        with self._saying():
            tables = _opened(content, filename, self._rows_in_block(), how)
            for table in tables():
                found.append(table)
                rows += len(table.lines)
                if rows > KEPT_ROWS:
                    return tables, found[0], False
        return partial(iter, found), found[0], len(found) == 1

    @api.model
    def _read_blocks(self, content, filename, mapping, options):
        """Yield the whole file as ``Table`` by ``Table``.

        :raises UserError: it cannot be read
        """
        how = self._reading_options(content, filename, mapping, options)
        with self._saying():
            yield from _opened(content, filename, self._rows_in_block(), how)()

    def _reading_options(self, content, filename, mapping, options):
        """Return how a file is read: what the caller says, then the mapping.

        :raises UserError: the file is too large
        """
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
        fixed = mapping._read_options() if mapping else {}
        asked = {key: value for key, value in options.items() if key in READ_OPTIONS and value not in (None, "")}
        return {**fixed, **asked, "largest": limit}

    @contextmanager
    def _saying(self):
        """Turn what is wrong with a file into a sentence in the user's language."""
        try:
            yield
        except FileError as error:
            raise UserError(self._say(error.message)) from error

    @api.model
    def _system_parameter(self, name, default):
        """Return a number that binds every importer; it is no data, so no right is needed to read it."""
        return self.env["ir.config_parameter"].sudo().get_param(f"dso_smart_upload.{name}", default)

    @api.model
    def _max_bytes(self):
        return int(float(self._system_parameter("max_file_mb", "32")) * 1e6)

    @api.model
    def _rows_in_block(self):
        """Return how many rows are planned at a time: so many as the run has settled, or as the setting says."""
        return self.env.context.get("dso_rows_in_block") or int(self._system_parameter("rows_in_block", ROWS_IN_BLOCK))

    # -- Job -> Plan, block by block --

    @api.model
    def _begin(self, job, position=0, rows=0):
        """Begin to work on a job, or go on with it.

        :param position: line of the file up to which its rows are done
        :param rows: how many rows that are
        :return: ``Work``
        """
        settings, issues = self._settings(job)
        settings = with_habits(job.table, settings)
        notices = [Issue(-1, 0, "", "", "", INFO, "", notice) for notice in job.notices]
        code = next(setting.header for setting in settings if setting.field == "code")
        names = NamesTaken(next(setting for setting in settings if setting.field == "name"))
        if job.is_whole:
            names.add(job.table)
            reading = Reading(iter([job.table]), survey_of(job.table, code), position, rows)
        else:
            noted = [setting.header for setting in settings if setting.kind in NOTED]
            legal_id = next((setting.header for setting in settings if setting.field == "legal_id"), "")
            compared = any(setting.protected and setting.kind == "amount" for setting in settings)
            with self._saying():
                found = survey(job.tables, code, noted, legal_id if compared else "", position, names.add)
            settings = [replace(setting, words=found.words.get(setting.header, ())) for setting in settings]
            reading = Reading(job.tables(), found, position, rows)
        header = names.setting.header
        notices += [Issue(-1, 0, "", header, "name", INFO, "", message) for message in names.messages()]
        work = Work(reading, settings, [] if position else notices + issues, job.mapping, job.full_file)
        if position:
            self._recall_amounts(work, job)
        return work

    def _recall_amounts(self, work, job):
        """Find anew what the blocks that are done hand on: protected amounts of companies that have later rows too."""
        position = work.reading.position
        if work.reading.survey.entities:
            for table in job.tables():
                done = [row for row, line in enumerate(table.lines) if line <= position]
                self._remember_amounts(work, take(table, done), work.reading)

    def _remember_amounts(self, work, table, reading):
        """Find the protected amounts that rows of a table hand on to later blocks, without its customers.

        :param reading: ``Reading`` that remembers them
        """
        legal_id = next(setting.header for setting in work.settings if setting.field == "legal_id")
        keys = map(entity_key, table.words(legal_id))
        rows = [row for row, key in enumerate(keys) if key in reading.survey.entities]
        if not rows:
            return
        part = take(table, rows)
        work.reference = work.reference or self.env["dso.upload.reference"]._make(work.settings)
        _known, nobody = self.env["res.partner"]._dso_find([], [setting.partner_field for setting in work.settings])
        matches = dict.fromkeys(code_column(part, work.settings), Match())
        plan = make_plan(part, work.settings, work.reference, matches, nobody, amounts=reading.amounts)
        reading.remember(plan.amounts)

    @api.model
    def _plan_next(self, work):
        """Plan the next block of a job against today's customers.

        :return: ``Plan``, the first with an issue more for each column that was left out though it should not be;
            None after the last block
        """
        with self._saying():
            table = work.reading.next_block()
        if table is None:
            return None
        codes = [code for code in pd.unique(code_column(table, work.settings)) if code]
        names = [setting.partner_field for setting in work.settings]
        known, today = self.env["res.partner"]._dso_find(candidates(codes), names)
        style = next(setting.habits.codes for setting in work.settings if setting.field == "code")
        matches = match(codes, known, work.reading.survey, style)
        work.reference = work.reference or self.env["dso.upload.reference"]._make(work.settings)
        settings = self._with_families(work.settings, work.reference)
        reactivate, amounts = work.mapping.reactivate, work.reading.amounts
        plan = make_plan(table, settings, work.reference, matches, today, reactivate, amounts)
        work.reading.remember(plan.amounts)
        if plan.new_records:
            work.reference = None
        told = [note for note in table.notes if note.kind in TOLD]
        issues = work.issues + [Issue(-1, note.details.get("line", 0), "", "", "", WARNING, "", note) for note in told]
        work.issues = []
        if work.full_file:
            work.repaired |= {found.partner_id for found in matches.values() if found.message and not found.ambiguous}
            issues = [*issues, *self._gone(work)] if work.reading.is_done else issues
        return plan.with_issues(issues)

    @api.model
    def _plan_left_out(self, work):
        """Plan to reject the rows of the next block, in the middle of which the server was stopped again and again.

        :return: ``Plan``
        """
        with self._saying():
            table = work.reading.next_block()
        code = next(setting.header for setting in work.settings if setting.field == "code")
        codes = table.words(code)
        issues = [
            Issue(row, line, codes[row], "", "", ERROR, "", Message("block_stopped", {"line": line}))
            for row, line in enumerate(table.lines)
        ]
        told, work.issues = work.issues, []
        return Plan((REJECTED,) * len(table.lines), (), tuple(issues)).with_issues(told)

    @api.model
    def _plans(self, job):
        """Yield the plan of each block of a job, in the order of the file."""
        work = self._begin(job)
        while plan := self._plan_next(work):
            yield plan

    def _gone(self, work):
        """Return an ``Issue`` for each active customer of the mapping that the file no longer has."""
        if not work.mapping:
            return []
        partners = work.mapping._customers() - self.env["res.partner"].browse(work.repaired)
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
            if code_key(partner.ref) not in work.reading.survey
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
            issues += [self._column_issue(job, column.header, "forgotten_meaning", word) for word in column.forgotten]
        settings += self._terms_of_methods(job, settings)
        present = {fold(header) for header in job.table.header}
        said = {column.field for column in job.columns if column.field and column.field.kind != "groups"}
        for column in job.mapping.column_ids:
            if column.field_id and column.folded not in present and column.field_id not in said:
                issues.append(self._column_issue(job, column.header, "missing_column"))
        return settings, issues

    def _terms_of_methods(self, job, settings):
        """Return a ``ColumnSetting`` for the terms in the column of payment methods ("LCR 45 jours"), where no column
        is the payment term.
        """
        field = self.env["dso.upload.field"].search([("key", "=", "payment_term")], limit=1)
        method = next((setting for setting in settings if setting.kind == "payment_method"), None)
        if not method or not field or any(setting.kind == "payment_term" for setting in settings):
            return []
        partner_field = self.env["res.partner"]._fields[field.partner_field]
        if not self.env["res.partner"]._has_field_access(partner_field, "write"):
            return []
        left_out = {word: value for word, value in method.options.get("values", {}).items() if value is None}
        options = {"create": job.creates_terms, "in_method": True, "values": left_out}
        changed = {"field": field.key, "partner_field": field.partner_field, "kind": field.kind, "options": options}
        return [replace(method, **changed, clears=False, rejects=False)]

    def _setting(self, job, column):
        field, setting = column.field, column.setting
        options = dict(job.notation)
        if column.values:
            options["values"] = column.values
        if field.kind == "groups":
            seen = setting.family_id._filtered_access("read")
            options |= {
                "separator": job.mapping.group_separator or ",",
                "family": seen.name or column.header,
                "family_id": setting.family_id.id or 0,
                "removes": not setting.keeps_groups,
                "create": job.creates_groups,
            }
        elif field.kind == "payment_term":
            options["create"] = job.creates_terms
        elif field.kind in ("selection", "many2one"):
            options["field"] = field.partner_field
        elif field.kind == "datetime":
            options["timezone"] = self.env.tz.zone
        elif field.kind == "amount":
            options["digits"] = field._digits()
            options["negative"] = field.partner_field not in LIMITS
            options["percent"] = field.partner_field.startswith("x_")  # a field of their own may hold percentages
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
        )

    def _with_families(self, settings, reference):
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

    def _column_issue(self, job, header, kind, word=""):
        line = job.table.header_line
        message = Message(kind, {"column": header, "line": line, "value": word})
        return Issue(-1, line, "", header, "", WARNING, word, message)

    # -- words --

    @api.model
    def _say(self, message):
        """Return the sentence of a ``Message`` in the user's language, its numbers in their notation."""
        lang = self.env.lang or "en_US"
        details = dict(message.details)
        for name, value in details.items():
            if isinstance(value, float):
                details[name] = self._number(value)
            elif name == "label" and value and value not in LABELS.values():  # of a field an administrator added
                details[name] = self.env["dso.upload.field"].search([("key", "=", value)]).name or value
            elif name in ("label", "values", "format"):  # words of the pipeline, not of the file
                details[name] = get_translation("dso_smart_upload", lang, value, ())
        return get_translation("dso_smart_upload", lang, message.sentence, details)

    def _number(self, value):
        """Return an amount as the user reads it, without empty cents."""
        return formatLang(self.env, value, digits=0 if value.is_integer() else 2)


def _opened(content, filename, size, how):
    """Return a function that yields a file as tables of at most ``size`` rows.

    :param how: dict, options of ``open_blocks``
    """
    if _is_rows(filename):
        return partial(cut, read_rows(content), size)
    return open_blocks(content, filename, size, **how)


def _is_rows(filename):
    return filename.lower().endswith(".json")
