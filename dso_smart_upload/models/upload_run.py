"""One import from file to report: the journal, and the public API.

Every door (wizard, RPC, schedule) makes a run and processes it; ``check_file`` alone makes none.
"""

import base64
import binascii
import hashlib
import json
from xmlrpc.client import Binary

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..pipeline.file_date import date_in_name
from ..pipeline.message import Message
from ..pipeline.plan import REJECTED
from ..pipeline.reference import NewRecord

COUNTS = ("rows", "created", "updated", "unchanged", "rejected", "warnings", "kept")
ISSUE_KEYS = ("line", "code", "column", "field", "kind", "severity", "message", "value")
CHANGE_KEYS = ("line", "code", "action", "values")


class DsoUploadRun(models.Model):
    _name = "dso.upload.run"
    _description = "Smart Upload Run"
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one("res.company", required=True, readonly=True, default=lambda self: self.env.company)
    user_id = fields.Many2one(
        "res.users", string="Run by", required=True, readonly=True, default=lambda self: self.env.user
    )
    mapping_id = fields.Many2one("dso.upload.mapping", readonly=True, ondelete="set null")
    origin = fields.Selection([("wizard", "Smart Upload"), ("api", "API"), ("schedule", "Schedule")], readonly=True)
    source_id = fields.Many2one("dso.upload.source", readonly=True, ondelete="set null")
    filename = fields.Char(string="File Name", readonly=True)
    content = fields.Binary(string="File", attachment=True, readonly=True)
    content_hash = fields.Char(readonly=True, index=True)
    file_date = fields.Datetime(readonly=True, help="When the file was last changed, where it is known.")
    idempotency_key = fields.Char(readonly=True)
    options = fields.Json(readonly=True)
    state = fields.Selection(
        [
            ("checked", "Checked"),
            ("queued", "Waiting"),
            ("running", "Running"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("undone", "Undone"),
        ],
        required=True,
        readonly=True,
        default="queued",
    )
    details_removed = fields.Boolean(readonly=True, help="File, issues and changes were removed because of their age.")
    failure = fields.Char(readonly=True, help="Why the run failed.")
    started = fields.Datetime(readonly=True)
    finished = fields.Datetime(readonly=True)
    progress = fields.Integer(readonly=True, help="Per cent of the rows that are done.")
    rows = fields.Integer(readonly=True)
    created = fields.Integer(readonly=True)
    updated = fields.Integer(readonly=True)
    unchanged = fields.Integer(readonly=True)
    rejected = fields.Integer(readonly=True)
    warnings = fields.Integer(readonly=True)
    kept = fields.Integer(
        readonly=True, help="Protected values of the file that differ and were kept as they are in Odoo."
    )
    made = fields.Json(
        readonly=True, help="Ids of the groups and terms the run created beside the customers, by model."
    )
    file_facts = fields.Json(readonly=True)
    columns = fields.Json(readonly=True)
    issue_ids = fields.One2many("dso.upload.issue", "run_id", string="Issues", readonly=True)
    change_ids = fields.One2many("dso.upload.change", "run_id", string="Changes", readonly=True)

    _idempotency_unique = models.UniqueIndex(
        "(company_id, idempotency_key) WHERE idempotency_key IS NOT NULL", "This key was used already."
    )

    @api.depends("filename")
    def _compute_name(self):
        for run in self:
            run.name = run.filename or self.env._("Rows")

    # -- public API --

    @api.model
    def check_file(self, content, filename, mapping="", options=None):
        """Say what importing a file would do; nothing is written.

        :param str content: the file, base64 text or XML-RPC Binary
        :param str filename: its name; the ending says the format where the content does not
        :param str mapping: name of a mapping; empty: recognised by the headers, or suggested where certain
        :param dict options: ``columns`` ({header: field key or ""}, beats everything), ``policies``
            ({header: policy}), ``on_blank`` ({header: ``keep`` or ``clear``}), ``on_bad`` ({header: ``leave_out`` or
            ``reject``}), ``values`` ({header: {word of the file: id of what it means}}), ``save_mapping`` (a name to
            remember all this under), ``full_file`` (list the customers it no longer has), ``all_or_nothing``,
            ``create_payment_terms``, ``encoding``, ``delimiter``, ``sheet``, ``header_line``,
            ``decimal`` ("," or "."), ``day_first``
        :returns: report, see ``get_report``; its ``state`` is ``checked`` and its ``run_id`` 0
        :rtype: dict
        :raises UserError: the file cannot be read, an option is unknown, a required column is missing or in doubt
        :raises AccessError: the user may not import
        """
        self.browse().check_access("create")
        engine = self._own_env(self.env.user, self.env.company)["dso.upload.engine"]
        job = engine._prepare(self._bytes(content), filename, self._mapping(mapping), self._options(options))
        engine._check_ready(job)
        plan = engine._plan(job)
        return {
            "run_id": 0,
            "state": "checked",
            **plan.counts,
            "file": self._file_facts(job),
            "columns": self._column_facts(job),
            "issues": [{key: values[key] for key in ISSUE_KEYS} for values in self._issue_values(plan)],
            "changes": [
                {key: values[key] for key in CHANGE_KEYS} | {"partner_id": values["partner_id"] or 0}
                for values in self._change_values(plan, {}, {})
            ],
            "progress": 100,
        }

    @api.model
    def import_file(self, content, filename, mapping="", options=None, idempotency_key=""):
        """Import a file of customers.

        :param str content: the file, base64 text or XML-RPC Binary
        :param str filename: its name; the ending says the format where the content does not
        :param str mapping: name of a mapping; empty: recognised by the headers, or suggested where certain
        :param dict options: see ``check_file``
        :param str idempotency_key: a call with a key used before returns the first call's report
        :returns: report, see ``get_report``
        :rtype: dict
        :raises UserError: the file cannot be read, an option is unknown, a required column is missing or in doubt
        :raises AccessError: the user may not import
        """
        content = self._bytes(content)
        return self._import(content, filename, mapping, options, idempotency_key)

    @api.model
    def import_rows(self, rows, mapping="", options=None, idempotency_key=""):
        """Import customers given as rows.

        :param list rows: one dict per customer: field key, or header of the mapping, to value
        :param str mapping: name of a mapping; empty: recognised by the keys
        :param dict options: see ``check_file``
        :param str idempotency_key: a call with a key used before returns the first call's report
        :returns: report, see ``get_report``; the first row is line 1
        :rtype: dict
        :raises UserError: a row is no dict, an option is unknown, a required column is missing or in doubt
        :raises AccessError: the user may not import
        """
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise UserError(self.env._("'rows' must be a list of dictionaries, one per customer."))
        keys = dict.fromkeys(str(key) for row in rows for key in row)
        fields_ = {field.key for field in self.env["dso.upload.field"]._all() if field.active}
        options = self._options(options)
        options["columns"] = {**{key: key for key in keys if key in fields_}, **options.get("columns", {})}
        content = json.dumps(rows, default=str).encode()
        return self._import(content, "rows.json", mapping, options, idempotency_key)

    @api.readonly
    @api.model
    def get_report(self, run_id, offset=0, limit=1000):
        """Return the report of a run, as far as it is.

        :param int run_id: id of the run
        :param int offset: first issue and first change to return
        :param int limit: how many of each to return at most
        :returns: ``run_id``, ``state`` (``checked`` ``queued`` ``running`` ``done`` ``failed`` ``undone``),
            ``rows``, ``created``, ``updated``, ``unchanged``, ``rejected``, ``warnings``, ``kept``, ``file``,
            ``columns``, ``issues``, ``changes``, ``progress`` (0 to 100)
        :rtype: dict
        :raises UserError: there is no such run, or it belongs to another company
        """
        return self._existing(run_id)._report(offset, limit)

    @api.model
    def _existing(self, run_id):
        """Return the run with an id.

        :raises UserError: there is none that the user may see
        """
        run = self.search([("id", "=", run_id)]) if isinstance(run_id, int) else self.browse()
        if not run:
            raise UserError(self.env._("There is no run %(id)s, or it belongs to another company.", id=run_id))
        return run

    # -- the one way in: make a run, process a run --

    def _import(self, content, filename, mapping, options, idempotency_key):
        self.browse().check_access("create")
        if idempotency_key:
            first = self.search(
                [("idempotency_key", "=", idempotency_key), ("company_id", "=", self.env.company.id)], limit=1
            )
            if first:
                return first._report()
        run = self._make(content, filename, self._mapping(mapping), self._options(options), "api", idempotency_key)
        run._process()
        return run._report()

    @api.model
    def _make(self, content, filename, mapping=None, options=None, origin="api", idempotency_key="", file_date=None):
        """Make a run of a file: what to import and how, nothing done yet."""
        return self.create(
            {
                "filename": filename,
                "content": base64.b64encode(content),
                "content_hash": _hash(content),
                "file_date": file_date,
                "mapping_id": mapping.id if mapping else False,
                "options": options or {},
                "origin": origin,
                "idempotency_key": idempotency_key or False,
            }
        )

    def _process(self):
        """Import the file of a run and write its journal."""
        self.env["dso.upload.turn"]._take(self)
        self.write({"state": "running", "started": fields.Datetime.now()})
        job, plan = self._planned()
        whole = (self.options or {}).get("all_or_nothing")
        if whole and plan.counts[REJECTED]:
            self._give_up(job, plan)
            return
        before = self._following(plan)
        with self.env.cr.savepoint() as savepoint:
            done, refused, made = self._engine()._apply(plan)
            if whole and refused:
                savepoint.rollback()
        plan = plan.without(refused)
        if whole and refused:
            self._give_up(job, plan)
            return
        self._remember(job)
        self._journal(job, plan, done, made, before)
        self.made = _ids_by_model(made)
        self._finish("done")

    def _give_up(self, job, plan):
        """End a run that was to import everything or nothing."""
        self._journal(job, plan.given_up(), {}, {})
        self._finish("failed", self.env._("Some rows were rejected, so nothing was imported, as asked."))

    def _check(self):
        """Write into the journal what importing the file of this run would do."""
        job, plan = self._planned()
        self._journal(job, plan, {}, {})
        self.state = "checked"

    def _planned(self):
        """Return the job and the plan of this run's file, made anew from today's customers."""
        engine = self._engine()
        content = base64.b64decode(self.with_context(bin_size=False).content)
        job = engine._prepare(content, self.filename, self.mapping_id or None, self.options, self.file_date)
        engine._check_ready(job)
        return job, engine._plan(job)

    def _engine(self):
        """Return the engine with the rights, company, language and time zone of the run's user."""
        return self._own_env(self.user_id, self.company_id)["dso.upload.engine"]

    def _own_env(self, user, company):
        """Return an environment in which ``user`` works for ``company``, whoever started it."""
        context = {"lang": user.lang or "en_US", "tz": user.tz, "allowed_company_ids": company.ids}
        return self.env(user=user.id, su=False, context=context)

    def _finish(self, state, failure=""):
        self.write({"state": state, "failure": failure, "finished": fields.Datetime.now(), "progress": 100})

    def _remember(self, job):
        """Remember the columns of the file under the name that was asked for, and that the mapping was used."""
        name = (self.options or {}).get("save_mapping")
        mappings = self._engine().env["dso.upload.mapping"]
        mapping = job.mapping
        if name:
            mapping = mappings.search([("name", "=", name), ("company_id", "=", self.company_id.id)], limit=1)
            mapping = mapping or mappings.create({"name": name, "company_id": self.company_id.id})
            mapping.create_payment_terms = job.creates_terms
            mapping._remember_reading(self.options)
            mapping._remember(
                [
                    {
                        "header": one.header,
                        "field_id": one.field.id,
                        "policy": one.policy,
                        "on_blank": one.on_blank,
                        "on_bad": one.on_bad,
                    }
                    for one in job.columns
                ],
                (self.options or {}).get("values") or {},
            )
        if mapping:
            mapping.last_used = fields.Datetime.now()
            self.mapping_id = mapping

    def action_view_kept(self):
        """Open the customers whose protected values this run kept."""
        kept = self.issue_ids.filtered(lambda issue: issue.severity == "kept")
        return self._view_customers(kept.partner_id)

    def action_view_issues(self):
        """Open the issues of this run in a list of their own, to search, group and export them."""
        action = self.env["ir.actions.act_window"]._for_xml_id("dso_smart_upload.dso_upload_issue_action")
        return {**action, "domain": [("run_id", "in", self.ids)]}

    def action_view_customers(self):
        """Open the customers this run created or changed."""
        return self._view_customers(self.change_ids.partner_id)

    def _view_customers(self, partners):
        action = self.env["ir.actions.act_window"]._for_xml_id("dso_smart_upload.res_partner_action_credit")
        return {
            **action,
            "domain": [("id", "in", partners.ids)],
            "context": {"active_test": False},
        }

    @api.autovacuum
    def _gc_checked(self):
        """Remove the checks that nobody imported within a day."""
        yesterday = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        self.search([("state", "=", "checked"), ("create_date", "<", yesterday)]).unlink()

    @api.model
    def _notices(self, content, filename, mapping, file_date):
        """Return what there is to say of a file before it is read: the same one again, or older than the last.

        :return: tuple of ``Message``
        """
        domain = [("state", "=", "done"), ("company_id", "=", self.env.company.id)]
        same = self.search([*domain, ("content_hash", "=", _hash(content))], limit=1)
        if same:
            details = {"date": format_datetime(self.env, same.finished), "filename": same.filename}
            return (Message("same_file", details),)
        last = self.search([*domain, ("mapping_id", "=", mapping.id)], limit=1) if mapping else self.browse()
        for date, newest in (
            (date_in_name(filename), date_in_name(last.filename or "")),
            (file_date, last.file_date),
        ):
            if date and newest:
                if date >= newest:
                    break
                details = {
                    "date": format_datetime(self.env, date),
                    "newer": format_datetime(self.env, newest),
                    "filename": last.filename,
                }
                return (Message("older_file", details),)
        return ()

    def _codes(self):
        """Return the customer codes of the file of this run; none where it has no run or its file is gone."""
        if not self.content:
            return []
        header = next((column["header"] for column in self.columns or [] if column["field"] == "code"), None)
        content = base64.b64decode(self.with_context(bin_size=False).content)
        table = self.env["dso.upload.engine"]._read(content, self.filename, self.mapping_id, self.options or {})
        return table.rows[header].str.strip().unique().tolist() if header in table.header else []

    @api.autovacuum
    def _gc_details(self):
        """Remove file, issues and changes of runs older than the setting says; their counts stay."""
        days = int(self.env["ir.config_parameter"].get_param("dso_smart_upload.keep_days", "365"))
        if days <= 0:
            return
        before = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        old = self.search([("finished", "<", before), ("details_removed", "=", False)])
        old.issue_ids.unlink()
        old.change_ids.unlink()
        old.write({"content": False, "details_removed": True})

    # -- journal and report --

    def _journal(self, job, plan, done, made, before=None):
        """Write counts, issues and changes of a plan, in place of those that were there."""
        self.issue_ids.unlink()
        self.change_ids.unlink()
        self.write(
            {
                **plan.counts,
                "file_facts": self._file_facts(job),
                "columns": self._column_facts(job),
                "mapping_id": self.mapping_id.id or job.mapping.id,
            }
        )
        self.env["dso.upload.issue"].create([{**values, "run_id": self.id} for values in self._issue_values(plan)])
        self.env["dso.upload.change"].create(
            [{**values, "run_id": self.id} for values in self._change_values(plan, done, made, before)]
        )

    def _report(self, offset=0, limit=1000):
        issues = self.env["dso.upload.issue"].search([("run_id", "=", self.id)], offset=offset, limit=limit)
        changes = self.env["dso.upload.change"].search([("run_id", "=", self.id)], offset=offset, limit=limit)
        return {
            "run_id": self.id,
            "state": self.state,
            **{name: self[name] for name in COUNTS},
            "file": self.file_facts or {},
            "columns": self.columns or [],
            "issues": [{key: issue[key] or (0 if key == "line" else "") for key in ISSUE_KEYS} for issue in issues],
            "changes": [
                {key: change[key] or "" for key in CHANGE_KEYS}
                | {"line": change.line, "values": change.values or {}, "partner_id": change.partner_id.id or 0}
                for change in changes
            ],
            "progress": self.progress,
        }

    def _file_facts(self, job):
        table = job.table
        return {
            "encoding": table.encoding or "",
            "delimiter": table.delimiter or "",
            "sheet": table.sheet or "",
            "header_line": table.header_line or 0,
        }

    def _column_facts(self, job):
        return [
            {
                "header": column.header,
                "field": column.field.key or "",
                "confidence": column.confidence,
                "reason": column.reason,
            }
            for column in job.columns
        ]

    def _issue_values(self, plan):
        engine = self._engine() if self else self.env["dso.upload.engine"]
        return [
            {
                "line": issue.line,
                "code": issue.code,
                "column": issue.column,
                "field": issue.field,
                "kind": issue.kind,
                "severity": issue.severity,
                "message": engine._say(issue.message),
                "partner_id": issue.partner_id or False,
                "value": issue.value,
            }
            for issue in plan.issues
        ]

    def _change_values(self, plan, done, made, before=None):
        """Return the changes of a plan as values of ``dso.upload.change``.

        :param done: dict row -> partner id, of the customers written
        :param made: dict ``NewRecord`` -> id, of the records created on the way
        :param before: of ``_following``, before the customers were written
        """
        keys = self._keys_by_partner_field(plan)
        shown = self._names_of_values(plan)
        names = self._customer_names(plan)
        stored, fingerprints = self._as_stored(plan, done)
        return [
            {
                "line": change.line,
                "code": change.code,
                "partner_id": done.get(change.row) or change.partner_id or False,
                "name": names[change.row],
                "action": change.action,
                "values": {
                    keys[name]: [self._shown(shown, name, value) for value in pair]
                    for name, pair in change.values.items()
                },
                "raw_values": {
                    name: [_storable(value, made) for value in pair]
                    for name, pair in _as_written(
                        change, stored.get(change.row, {}), (before or {}).get(change.partner_id, {})
                    ).items()
                },
                "fingerprint": fingerprints.get(change.row),
            }
            for change in plan.changes
        ]

    def _following(self, plan):
        """Return the values that may follow from what the plan writes, of its known customers.

        :return: dict partner id -> dict partner field -> value
        """
        partners = self._engine().env["res.partner"]
        ids = [change.partner_id for change in plan.changes if change.partner_id]
        return partners._dso_values(ids, partners._dso_following_fields())

    def _as_stored(self, plan, done):
        """Return what the database holds of the customers that were written: Odoo may word a value in its own way.

        :return: (dict row -> dict partner field -> value, dict row -> fingerprint of a created customer)
        """
        if not done:
            return {}, {}
        partners = self._engine().env["res.partner"].browse(done.values())
        partners = partners._filtered_access("read")  # a rule may hide what the user just wrote
        names = {name for change in plan.changes for name in change.values} | set(partners._dso_following_fields())
        values = partners._dso_values(partners.ids, names)
        created = [done[change.row] for change in plan.changes if not change.partner_id and change.row in done]
        fingerprints = partners._dso_fingerprints(created)
        return (
            {row: values[id_] for row, id_ in done.items() if id_ in values},
            {row: fingerprints[id_] for row, id_ in done.items() if id_ in fingerprints},
        )

    def _customer_names(self, plan):
        """Return the company name of each changed customer: dict row -> name."""
        known = self.env["res.partner"].browse([change.partner_id for change in plan.changes if change.partner_id])
        today = {partner.id: partner.name for partner in known.with_context(active_test=False)}
        return {
            change.row: (change.values.get("name") or (None, None))[1] or today.get(change.partner_id) or ""
            for change in plan.changes
        }

    def _keys_by_partner_field(self, plan):
        """Return the key under which the report shows each partner field; the first by sequence."""
        names = {name for change in plan.changes for name in change.values}
        keys = {name: name for name in names}
        for field in reversed(self.env["dso.upload.field"]._all()):
            keys[field.partner_field] = field.key
        return keys

    def _names_of_values(self, plan):
        """Return the names of the records that the changes mention: dict model -> dict id -> name."""
        fields_ = self.env["res.partner"]._fields
        ids = {}
        for change in plan.changes:
            for name, pair in change.values.items():
                if fields_[name].comodel_name:
                    found = ids.setdefault(fields_[name].comodel_name, set())
                    for value in pair:
                        found.update(value if isinstance(value, tuple) else (value,))
        return {
            model: {
                record.id: record.display_name
                for record in self.env[model].browse(sorted(id_ for id_ in found if isinstance(id_, int)))
            }
            for model, found in ids.items()
        }

    def _shown(self, names, name, value):
        """Return a typed value as a person reads it: text, number or yes/no."""
        if isinstance(value, tuple):
            return ", ".join(str(self._shown(names, name, one)) for one in value)
        if isinstance(value, NewRecord):
            return value.name
        model = self.env["res.partner"]._fields[name].comodel_name
        if model and value:
            return names[model][value]
        if value is None:
            return ""
        return value if isinstance(value, (int, float, bool)) else str(value)

    # -- what callers give --

    @api.model
    def _bytes(self, content):
        """Return the bytes of a file given as base64 text, XML-RPC Binary, or bytes."""
        if isinstance(content, Binary):
            return content.data
        if isinstance(content, bytes):
            return content
        try:
            return base64.b64decode("".join(content.split()), validate=True)
        except (AttributeError, ValueError, binascii.Error) as error:
            raise UserError(self.env._("'content' must be the file as base64 text.")) from error

    @api.model
    def _mapping(self, name):
        """Return the mapping of that name, None for no name."""
        if not name:
            return None
        mapping = self.env["dso.upload.mapping"].search(
            [("name", "=", name), ("company_id", "=", self.env.company.id)], limit=1
        )
        if not mapping:
            known = self.env["dso.upload.mapping"].search([("company_id", "=", self.env.company.id)]).mapped("name")
            raise UserError(
                self.env._(
                    "There is no mapping %(name)s. Known mappings: %(known)s.", name=name, known=", ".join(known) or "-"
                )
            )
        return mapping

    @api.model
    def _options(self, options):
        """Return a copy of the caller's options, checked."""
        if not isinstance(options or {}, dict):
            raise UserError(self.env._("'options' must be a dictionary."))
        return dict(options or {})


def _hash(content):
    return hashlib.sha256(content).hexdigest()


def _ids_by_model(made):
    """Return the ids of the records created on the way: dict model -> list."""
    found = {}
    for record, id_ in made.items():
        found.setdefault(record.model, []).append(id_)
    return found


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


def _storable(value, made):
    """Return a typed value as JSON holds it."""
    if isinstance(value, tuple):
        return [_storable(one, made) for one in value]
    if isinstance(value, NewRecord):
        return made.get(value, value.name)
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
