"""From a file to a plan, and from a plan to customers: where the plain pipeline meets Odoo.

``_prepare`` reads the file and settles its columns (``Job``), ``_plan`` compares it with today's customers,
``_apply`` carries the plan out. The check stops after ``_plan``. Nothing here commits.
"""

from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
from psycopg2 import OperationalError

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.misc import formatLang
from odoo.tools.translate import get_translation

from ..pipeline.convert.text import to_html
from ..pipeline.match import candidates, match
from ..pipeline.message import WARNING, FileError, Issue, Message
from ..pipeline.plan import ColumnSetting, code_column, make_plan
from ..pipeline.recognise import suggest
from ..pipeline.reference import NewRecord
from ..pipeline.rows import read_rows
from ..pipeline.table import Table, read_table
from ..pipeline.words import fold
from .upload_mapping import READ_OPTIONS

BATCH = 1000  # customers created or written in one call
REQUIRED = ("code", "name")
CERTAIN = 0.8  # from this confidence on, a suggested column is used without asking

CHOICES = {"policy": "policies", "on_blank": "on_blank", "on_bad": "on_bad"}  # field of a mapping column: option
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

    # -- columns --

    @api.model
    def _settle(self, table, mapping, options):
        """Settle what each column is: the caller's word first, then the mapping, then a suggestion."""
        fields = {field.key: field for field in self.env["dso.upload.field"]._all() if field._is_usable()}
        said = self._said(table, options.get("columns") or {}, fields)
        choices = {name: self._choices(table, name, options.get(option) or {}) for name, option in CHOICES.items()}
        values = {self._header(table, header): words for header, words in (options.get("values") or {}).items()}
        known = {column.folded: column for column in mapping.column_ids}
        suggestions = suggest(table.header, table.rows, extra_words=self.env["dso.upload.field"]._extra_words())
        taken = {column.field_id.key for column in known.values()} | set(said.values())
        columns = []
        for header, suggestion in zip(table.header, suggestions, strict=True):
            setting = known.get(fold(header), self.env["dso.upload.mapping.column"])
            if header in said:
                key, confidence, reason = said[header], 1.0, self.env._("You said so.")
            elif setting:
                key, confidence = setting.field_id.key, 1.0
                reason = self.env._("Remembered from the mapping %(name)s.", name=mapping.name)
            else:
                key, confidence, reason = suggestion.field, suggestion.confidence, self._say(suggestion.message)
                if key not in fields or (key in taken and key != "groups"):
                    key = ""
            field = fields.get(key, self.env["dso.upload.field"])
            policy = choices["policy"].get(header) or setting.policy or field.policy or "always"
            if policy == "at_creation" and field.open_to_imports:
                policy = "always"  # what an administrator opened to imports
            column = Column(
                header=header,
                field=field,
                setting=setting,
                policy=policy,
                on_blank=choices["on_blank"].get(header) or setting.on_blank or "keep",
                on_bad=choices["on_bad"].get(header) or setting.on_bad or "leave_out",
                values={**setting._values(), **self._value_table(field, values.get(header) or {})},
                confidence=round(confidence, 3),
                reason=reason,
                asked=header not in said and not setting,
            )
            columns.append(column)
        self._check_once(columns)
        return tuple(columns)

    def _said(self, table, columns, fields):
        """Return what the caller said of the columns: dict header -> key of a field or ""."""
        said = {self._header(table, header): key or "" for header, key in columns.items()}
        unknown = sorted(set(said.values()) - set(fields) - {""})
        if unknown:
            raise UserError(
                self.env._(
                    "Unknown field: %(names)s. Known fields are %(known)s.",
                    names=", ".join(unknown),
                    known=", ".join(fields),
                )
            )
        return said

    def _choices(self, table, name, said):
        """Return what the caller chose for each column: dict header -> option of a mapping column's ``name``."""
        known = dict(self.env["dso.upload.mapping.column"]._fields[name].selection)
        for header, choice in said.items():
            if choice not in known:
                raise UserError(
                    self.env._(
                        "The column %(header)s cannot have %(choice)s; it can have: %(known)s.",
                        choice=choice,
                        header=header,
                        known=", ".join(known),
                    )
                )
        return {self._header(table, header): choice for header, choice in said.items()}

    def _value_table(self, field, words):
        """Return the caller's value table of a column as its converter takes it: dict word -> typed value.

        :param words: dict word -> id of a record, or code of a language
        """
        return {word: (value,) if field.kind == "groups" else value for word, value in words.items()}

    def _header(self, table, name):
        """Return the header of the file that ``name`` means."""
        found = [header for header in table.header if header == name] or [
            header for header in table.header if fold(header) == fold(name)
        ]
        if len(found) != 1:
            raise UserError(
                self.env._(
                    "The file has no column %(name)s. Its columns are %(headers)s.",
                    name=name,
                    headers=", ".join(table.header),
                )
            )
        return found[0]

    def _check_once(self, columns):
        """Refuse two columns for one field; several columns may hold groups."""
        headers = {}
        for column in columns:
            if column.field and column.field.kind != "groups":
                other = headers.setdefault(column.field, column.header)
                if other != column.header:
                    raise UserError(
                        self.env._(
                            "The columns %(first)s and %(second)s are both %(field)s: choose one of them.",
                            first=other,
                            second=column.header,
                            field=column.field.name,
                        )
                    )

    @api.model
    def _check_ready(self, job):
        """Refuse a job whose required columns are missing or only guessed.

        :raises UserError: names what is missing, and the columns that are in doubt
        """
        missing = job.missing()
        if missing:
            labels = self.env["dso.upload.field"].search([("key", "in", missing)]).mapped("name")
            raise UserError(
                self.env._(
                    "No column holds %(fields)s, which every file must have. The columns are %(headers)s.",
                    fields=self.env._(" and ").join(labels),
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
                self.env._(
                    "It is not certain that these columns are what they seem: %(columns)s. "
                    "Say it with the option 'columns', or import the file once with Smart Upload.",
                    columns=", ".join(f"{column.header} ({column.field.name}?)" for column in doubtful),
                )
            )

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

    # -- Plan -> customers --

    @api.model
    def _apply(self, plan):
        """Carry out a plan, in batches; a customer that Odoo refuses is left out, the others are not.

        :return: (dict row -> partner id, dict row -> reason of the refusal, dict ``NewRecord`` -> id of the records
            created on the way, the families of groups too)
        """
        partners = self.env["res.partner"].with_context(**self._writing_context())
        made = self._create_new_records(plan.new_records)
        done, refused = {}, {}
        for start in range(0, len(plan.changes), BATCH):
            batch = [(change, self._vals(change, made)) for change in plan.changes[start : start + BATCH]]
            ids, reasons = self._bisect(batch, partial(self._write_batch, partners))
            done.update(ids)
            refused.update((change.row, reason) for (change, _vals), reason in reasons)
        return done, refused, made

    def _writing_context(self):
        """Return the context of every write of an import: protection on, mail and online checks off."""
        return {
            "dso_import": True,
            "import_file": True,
            "tracking_disable": True,
            "no_vat_validation": True,
            "mail_notrack": True,
            "active_test": False,
        }

    def _bisect(self, batch, write):
        """Write a batch in one savepoint; when Odoo refuses it, halve it until the culprit is alone.

        :param batch: list of things to write
        :param write: called with a batch, writes and flushes it, returns a dict of what it did
        :return: (the dicts of ``write`` as one, list of (thing, reason of the refusal))
        """
        if not batch:
            return {}, []
        try:
            with self.env.cr.savepoint():
                return write(batch), []
        except OperationalError:
            raise  # Odoo's own retry must see it
        except Exception as error:
            if len(batch) == 1:
                return {}, [(batch[0], self._reason(error))]
        middle = len(batch) // 2
        done, refused = self._bisect(batch[:middle], write)
        more, others = self._bisect(batch[middle:], write)
        return done | more, refused + others

    def _write_batch(self, partners, batch):
        """Create the new customers in one call, and write equal changes together: dict row -> partner id."""
        new = [(change, vals) for change, vals in batch if not change.partner_id]
        created = partners.create([self._creation_vals(vals) for _change, vals in new])
        ids = {change.row: partner.id for (change, _vals), partner in zip(new, created, strict=True)}
        self._write_alike(partners, [(change.partner_id, vals) for change, vals in batch if change.partner_id])
        ids |= {change.row: change.partner_id for change, _vals in batch if change.partner_id}
        partners.env.flush_all()
        return ids

    def _write_alike(self, records, pairs):
        """Write values to records, equal values in one call.

        :param pairs: list of (id, values)
        """
        alike = {}
        for id_, vals in pairs:
            alike.setdefault(repr(sorted(vals.items(), key=lambda item: item[0])), (vals, []))[1].append(id_)
        for vals, ids in alike.values():
            records.browse(ids).write(dict(vals))

    def _creation_vals(self, vals):
        """Return the values of a new customer; other addons may add theirs."""
        return {"is_company": True, "customer_rank": 1, **vals}

    def _vals(self, change, made):
        """Return the values of a change as ``write`` takes them."""
        fields = self.env["res.partner"]._fields
        vals = {}
        for name, (old, new) in change.values.items():
            if fields[name].type == "many2many":
                ids = [made.get(value, value) for value in new or ()]
                vals[name] = [Command.link(id_) for id_ in ids if id_ not in (old or ())]
                vals[name] += [Command.unlink(id_) for id_ in old or () if id_ not in ids]
            elif fields[name].type == "html":
                vals[name] = to_html(new) if new else False
            else:
                vals[name] = False if new is None else made.get(new, new) if isinstance(new, NewRecord) else new
        return vals

    def _create_new_records(self, new_records):
        """Create the missing groups, their families and terms, one call a model: dict ``NewRecord`` -> id."""
        groups = [record for record in new_records if record.model == "res.partner.category"]
        terms = [record for record in new_records if record.model == "account.payment.term"]
        made = {}
        if groups:
            families, new_families = self._families(groups)
            made.update(new_families)
            records = self.env["res.partner.category"].create(
                [{"name": group.name, "parent_id": families[group.family]} for group in groups]
            )
            made.update(zip(groups, records.ids, strict=True))
        if terms:
            records = self.env["account.payment.term"].create([self._term_vals(term) for term in terms])
            made.update(zip(terms, records.ids, strict=True))
        return made

    def _families(self, groups):
        """Return the family of each header among ``groups``, created where it is missing.

        :return: (dict header -> id, dict ``NewRecord`` -> id of those created)
        """
        names = {group.family for group in groups}
        existing = self.env["res.partner.category"].with_context(active_test=False)
        reference = self.env["dso.upload.reference"]
        roots = existing.search([("parent_id", "=", False)], order="id desc")
        known = {fold(name): id_ for id_, names_ in reference._names(roots).items() for name in names_}
        missing = [name for name in sorted(names) if fold(name) not in known]
        created = self.env["res.partner.category"].create([{"name": name} for name in missing])
        known |= {fold(name): id_ for name, id_ in zip(missing, created.ids, strict=True)}
        new = {NewRecord("res.partner.category", fold(name), name): known[fold(name)] for name in missing}
        return {name: known[fold(name)] for name in names}, new

    def _term_vals(self, term):
        lines = []
        for line in term.lines:
            vals = {
                "value": line.value,
                "value_amount": line.amount,
                "delay_type": line.delay_type,
                "nb_days": line.days,
            }
            if line.delay_type == "days_end_of_month_on_the":
                vals["days_next_month"] = str(line.day_of_month)
            lines.append(Command.create(vals))
        return {"name": term.name, "company_id": self.env.company.id, "line_ids": [Command.clear(), *lines]}

    # -- words --

    @api.model
    def _say(self, message):
        """Return the sentence of a ``Message`` in the user's language, its numbers in her notation."""
        lang = self.env.lang or "en_US"
        details = dict(message.details)
        for name, value in details.items():
            if isinstance(value, float):
                details[name] = self._number(value)
            elif name in ("label", "values"):  # words of the pipeline, not of the file
                details[name] = get_translation("dso_smart_upload", lang, value, ())
        return get_translation("dso_smart_upload", lang, message.sentence, details)

    def _number(self, value):
        """Return an amount as the user reads it, without empty cents."""
        return formatLang(self.env, value, digits=0 if value.is_integer() else 2)

    def _reason(self, error):
        """Return why Odoo refused a customer, without the technical part."""
        return " ".join(str(error.args[0] if error.args else error).split())
