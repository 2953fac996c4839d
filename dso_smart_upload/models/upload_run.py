"""One import, from file to report.

Every door (wizard, RPC, schedule) makes a run and processes it; ``check_file`` alone makes none. The public API is in
``upload_run_api.py``, what is done in the background in ``upload_run_background.py``, the journal and its report in
``upload_run_journal.py``, the undo in ``upload_undo.py``.
"""

import base64
import hashlib
import time

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime

from ..pipeline.beside import creation_names
from ..pipeline.file_date import date_in_name
from ..pipeline.message import Message
from ..pipeline.plan import REJECTED
from .res_country_group import GROUPS_KEY
from .res_partner import VAT_KEY
from .upload_mapping import CREATING

MOST_NAMES = 20  # that are listed of what an import creates beside customers


class DsoUploadRun(models.Model):
    _name = "dso.upload.run"
    _inherit = "dso.upload.counts"
    _description = "Smart Upload Run"
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one("res.company", required=True, readonly=True, default=lambda self: self.env.company)
    user_id = fields.Many2one(
        "res.users", string="Run by", required=True, readonly=True, default=lambda self: self.env.user
    )
    mapping_id = fields.Many2one("dso.upload.mapping", readonly=True, ondelete="set null")
    mapping_digest = fields.Char(readonly=True, help="Of what the mapping said when the run began.")
    origin = fields.Selection(
        [("wizard", "Smart Upload"), ("api", "API"), ("schedule", "Schedule"), ("mail", "E-mail")], readonly=True
    )
    source_id = fields.Many2one("dso.upload.source", readonly=True, ondelete="set null")
    check_id = fields.Many2one(
        "dso.upload.run",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="What the user was shown before they imported the file.",
    )
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
    is_checking = fields.Boolean(readonly=True, help="What an import would do is being found out in the background.")
    progress = fields.Integer(readonly=True, help="Per cent of the rows that are done.")
    position = fields.Integer(readonly=True, help="Line of the file up to which its rows are done.")
    row_count = fields.Integer(string="Rows of the File", readonly=True)
    rows_in_block = fields.Integer(readonly=True, help="How many rows are imported at a time. 0: as the setting says.")
    seconds = fields.Float(readonly=True, help="How long the rows that are done took.")
    settled = fields.Json(readonly=True, help="What the columns were when the run began: it stays so to its end.")
    file_facts = fields.Json(readonly=True)
    beside = fields.Text(
        string="Created Beside the Customers",
        compute="_compute_beside",
        help="The payment terms and groups that the import creates.",
    )
    columns = fields.Json(readonly=True)
    issue_ids = fields.One2many("dso.upload.issue", "run_id", string="Issues", readonly=True)
    change_ids = fields.One2many("dso.upload.change", "run_id", string="Changes", readonly=True)

    _idempotency_unique = models.UniqueIndex(
        "(company_id, idempotency_key) WHERE idempotency_key IS NOT NULL", "This key was used already."
    )

    # -- who may write what --

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse runs that no import made: a run's fields say what the engine did, and Undo relies on them."""
        if not self.env.su:
            raise AccessError(
                self.env._("Imports are made with Smart Upload or with the method import_file, not by hand.")
            )
        return super().create(vals_list)

    def write(self, vals):
        """Leave a run to the engine; users write only ``_user_fields``, and only on their own runs."""
        if not self.env.su:
            refused = sorted(vals.keys() - self._user_fields())
            if refused:
                raise AccessError(
                    self.env._(
                        "Only an import itself writes what it did; these fields cannot be changed: %(names)s.",
                        names=", ".join(refused),
                    )
                )
            self._check_own()
        return super().write(vals)

    @api.model
    def _user_fields(self):
        """Return the names of the fields that users may write on their own runs.

        None of this addon's. Other addons that add a field for people to fill in, such as a note, add its name.

        :rtype: set
        """
        return set()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_under_way(self):
        for run in self.sudo():
            if run.is_under_way and not run.is_undoing:
                raise UserError(
                    self.env._("The run %(name)s is under way: cancel it before you remove it.", name=run.name)
                )

    def _check_own(self):
        """Refuse that somebody lets an import run with the rights of another user.

        :raises AccessError: the run is another user's
        """
        if self.filtered(lambda run: run.user_id != self.env.user):
            raise AccessError(self.env._("Only the user who started this import can change it."))

    @api.depends("filename")
    def _compute_name(self):
        for run in self:
            run.name = run.filename or self.env._("Rows")

    @api.depends("creates")
    def _compute_beside(self):
        for run in self:
            found = creation_names(run.creates)
            sentences = [
                self.env._("Payment terms (%(count)s): %(names)s", **_first(found["payment_terms"])),
                self.env._("Groups (%(count)s): %(names)s", **_first(found["groups"])),
            ]
            run.beside = "\n".join(
                sentence for sentence, all_names in zip(sentences, found.values(), strict=True) if all_names
            )

    # -- the one way in: make a run, process a run --

    @api.model
    def _make(self, content, filename, mapping=None, options=None, origin="api", idempotency_key="", file_date=None):
        """Make a run of a file for the current user and company: what to import and how, nothing done yet.

        Calls with the same content wait for each other: who found the stored file half written by another would be
        told by Odoo that it collides with an existing one.

        :raises UserError: the server has no room for the file
        """
        digest = content_hash(content)
        self.env.cr.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [digest])
        values = {
            "filename": filename,
            "content": base64.b64encode(content),
            "content_hash": digest,
            "file_date": file_date,
            "mapping_id": mapping.id if mapping else False,
            "options": options or {},
            "origin": origin,
            "idempotency_key": idempotency_key or False,
            "user_id": self.env.uid,
            "company_id": self.env.company.id,
        }
        try:
            return self._as_engine().with_context(dso_upload_file=True).create(values).with_env(self.env)
        except OSError as error:
            raise UserError(
                self.env._(
                    "%(name)s could not be stored on the server: %(reason)s. Its administrator has to make room on "
                    "its disk; then import the file again.",
                    name=filename,
                    reason=error.strerror,
                )
            ) from error

    def _process(self, job=None):
        """Import the file of a run in this transaction and write its journal.

        :param job: ``Job`` of the file, if it was read already
        """
        turns = self.env["dso.upload.turn"]
        with turns._wishing(self.company_id):
            turns._take(self)
            job = job or self._prepared()
            self._open_journal(job)
            self._as_engine().write({"state": "running", "started": fields.Datetime.now()})
            if (self.options or {}).get("all_or_nothing"):
                self._process_whole(job)
            else:
                self._remember(job)
                self._process_blocks(job)

    def _process_blocks(self, job):
        work = self._engine()._begin(job)
        while self._process_block(work):
            self._forget_records()

    def _process_block(self, work):
        """Import the next block of the file, or check it, and add it to the journal.

        :param work: ``Work`` of the engine
        :return: whether there are more blocks
        """
        start, reading = time.monotonic(), work.reading
        plan = self._engine()._plan_next(work)
        if plan and self.is_checking:
            self._journal(plan, {}, {})
            self._note_beside(plan)
        elif plan:
            self._carry_out(plan, self)
            self._say_what_changed_since_check(self, reading.lines)
        return self._go_past(reading, plan, start)

    def _leave_out_block(self, work):
        """Reject the rows of the next block, in the middle of which the server was stopped again and again.

        :return: as ``_process_block``
        """
        start = time.monotonic()
        plan = self._engine()._plan_left_out(work)
        self._journal(plan, {}, {})
        return self._go_past(work.reading, plan, start)

    def _go_past(self, reading, plan, start):
        """Write how far the run is after a block, and end it after the last one.

        :param plan: of the block, None where there was none left
        :param start: when the block was begun (``time.monotonic``)
        :return: whether there are more blocks
        """
        self._as_engine().write(
            {
                "position": reading.position,
                "row_count": reading.survey.rows,
                "progress": 100 * reading.rows // reading.survey.rows,
                "seconds": self.seconds + time.monotonic() - start,
            }
        )
        if not reading.is_done and plan:
            return True
        if self.is_checking:
            self._as_engine().write({"is_checking": False, "progress": 100})
            self._say_what_found_no_place()
            self.env["dso.smart.upload"].search([("run_id", "=", self.id)])._show_words()
        else:
            self._finish("done")
        return False

    def _carry_out(self, plan, counts):
        """Import the customers of a plan and add it to the journal.

        :param counts: ``dso.upload.counts`` that adds up what was done: this run, or a part of it
        """
        before = self._following(plan)
        done, refused, made = self._engine()._apply(plan)
        self._journal(plan.without(refused), done, made, before, counts)
        counts._note_made(made)
        counts._note_beside(plan, made)

    def _process_whole(self, job):
        """Import everything or nothing: all blocks are planned before the first is carried out."""
        plans = list(self._engine()._plans(job))
        if any(plan.counts[REJECTED] for plan in plans):
            self._give_up(plans)
            return
        before = [self._following(plan) for plan in plans]
        results, made = [], {}
        with self.env.cr.savepoint() as savepoint:
            for plan in plans:
                done, refused, made = self._engine()._apply(plan, made)
                results.append((plan.without(refused), done))
            if any(plan.counts[REJECTED] for plan, _done in results):
                savepoint.rollback()
        if any(plan.counts[REJECTED] for plan, _done in results):
            self._give_up([plan for plan, _done in results])
            return
        self._remember(job)
        for (plan, done), values in zip(results, before, strict=True):
            self._journal(plan, done, made, values)
            self._note_beside(plan, made)
        self._note_made(made)
        self._say_what_changed_since_check(self)
        self._finish("done")

    def _give_up(self, plans):
        """End a run that was to import everything or nothing."""
        for plan in plans:
            self._journal(plan.given_up(), {}, {})
        self._finish("failed", self.env._("Some rows were rejected, so nothing was imported, as asked."))

    def _prepared(self, engine=None):
        """Return the ``Job`` of this run's file.

        :param engine: of ``_engine``, perhaps with a context of its own
        :raises UserError: the file cannot be imported, or is gone
        """
        engine = self._engine() if engine is None else engine
        options = {**(self.options or {}), **(self.settled or {})}
        job = engine._prepare(self._file(), self.filename, self.mapping_id or None, options, self.file_date)
        engine._check_ready(job)
        return job

    def _may_read_file(self):
        """Say whether the user may read all cells of these runs: they are theirs, or nothing is kept from them."""
        if self.env.su or all(run.user_id == self.env.user for run in self.sudo()):
            return True
        return self._may_read_all()

    @api.model
    def _may_read_all(self):
        """Say whether no field that imports write, and no customer, is kept from the user."""
        known = self.env["dso.upload.field"].sudo()  # which fields there are is no secret
        names = {field.partner_field for field in known._all()}
        partners = self.env["res.partner"]
        return partners._dso_readable(names) == names and not partners._dso_rules_may_hide()

    def _has_field_access(self, field, operation):
        return super()._has_field_access(field, operation) and (field.name != "content" or self._may_read_file())

    def _has_file(self):
        """Say whether the file is there, or was removed because of its age."""
        return bool(self.sudo().with_context(bin_size=True).content)  # nobody is shown more than that

    def _file(self):
        """Return the bytes of the file, without the detour over base64 text that its field would take.

        Who gives them out looks first whether the user may read them: ``_may_read_file``.

        :raises UserError: it is gone, or not what it was
        """
        stored = [("res_model", "=", self._name), ("res_field", "=", "content"), ("res_id", "=", self.id)]
        attachment = self.env["ir.attachment"].sudo().search_fetch(stored, ["store_fname", "db_datas"])
        content = attachment.raw or b""  # an empty file is stored as none
        attachment.invalidate_recordset(["raw"])  # as large as the file, and not needed again
        if content_hash(content) != self.content_hash:
            raise UserError(
                self.env._(
                    "The file of the run %(id)s (%(name)s) was removed or damaged: import it again.",
                    id=self.id,
                    name=self.name,
                )
            )
        return content

    def _forget_records(self):
        """Forget the records of a block that is done: memory stays that of one block."""
        self.env.flush_all()
        self.env.invalidate_all()
        for key in (VAT_KEY, GROUPS_KEY):
            self.env.cr.cache.pop(key, None)

    def _engine(self):
        """Return the engine with the rights, company, language and time zone of the run's user."""
        return self._own_env(self.user_id, self.company_id)["dso.upload.engine"]

    def _own_env(self, user, company):
        """Return an environment in which ``user`` works for ``company``, whoever started it."""
        contact = user.sudo().partner_id  # where Odoo itself reads them of, for whoever asks
        contact.fetch(["lang", "tz"])  # and not all its other fields
        context = {"lang": contact.lang or "en_US", "tz": contact.tz, "allowed_company_ids": company.ids}
        context["dso_rows_in_block"] = self.rows_in_block
        return self.env(user=user.id, su=False, context=context)

    def _finish(self, state, failure=""):
        if state == "done":
            self._say_what_found_no_place()
            self._say_what_was_created_since_check()
        ended = {"state": state, "failure": failure, "finished": fields.Datetime.now(), "progress": 100}
        self._as_engine().write(ended)
        self._tell_source()

    def _tell_source(self):
        """Let the source of the run tell its followers how it ended; a run of somebody else's making is none of its."""
        source = self.sudo().source_id  # it speaks for itself: the run's user may only read it
        if source and (source.company_id, source.user_id) == (self.company_id, self.user_id):
            source._tell(self)

    def _remember(self, job):
        """Remember the columns of the file under the name that was asked for, and that the mapping was used."""
        name = (self.options or {}).get("save_mapping")
        mappings = self._engine().env["dso.upload.mapping"]
        mapping = job.mapping
        if name:
            mapping = mappings.search([("name", "=", name), ("company_id", "=", self.company_id.id)], limit=1)
            mapping = mapping or mappings.create({"name": name, "company_id": self.company_id.id})
            created = {name: self.options[name] for name in CREATING if name in self.options}
            mapping.write(created)  # as it was asked for, also by who may not create them
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
                {one.header: one.said for one in job.columns if one.said},
            )
        if mapping:
            mapping.last_used = fields.Datetime.now()
            self._as_engine().mapping_id = mapping.id

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
        """Remove checks after a day, but for those that an import is still compared with."""
        yesterday = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        needed = self.search([("state", "in", ("queued", "running", "failed"))]).check_id
        self.search(
            [
                ("state", "=", "checked"),
                ("is_checking", "=", False),
                ("create_date", "<", yesterday),
                ("id", "not in", needed.ids),
            ]
        ).unlink()

    @api.model
    def _notices(self, content, filename, mapping, file_date):
        """Return what there is to say of a file before it is read: the same one again, or older than the last.

        :return: tuple of ``Message``
        """
        domain = [("state", "=", "done"), ("company_id", "=", self.env.company.id)]
        names = ["finished", "filename", "file_date"]
        timezone = self.env.context.get("tz") or "UTC"
        same = self.search_fetch([*domain, ("content_hash", "=", content_hash(content))], names, limit=1)
        if same:
            details = {"date": format_datetime(self.env, same.finished, timezone), "filename": same.filename}
            return (Message("same_file", details),)
        last = self.browse()
        if mapping:
            last = self.search_fetch([*domain, ("mapping_id", "=", mapping.id)], names, limit=1)
        for date, newest in (
            (date_in_name(filename), date_in_name(last.filename or "")),
            (file_date, last.file_date),
        ):
            if date and newest:
                if date >= newest:
                    break
                details = {
                    "date": format_datetime(self.env, date, timezone),
                    "newer": format_datetime(self.env, newest, timezone),
                    "filename": last.filename,
                }
                return (Message("older_file", details),)
        return ()

    def _codes(self):
        """Return the customer codes of the file of this run; none where it has no run or its file is gone."""
        header = next((column["header"] for column in self.columns or [] if column["field"] == "code"), None)
        if header is None or not self._has_file():
            return []
        return sorted({code for table in self._tables() for code in table.words(header)})

    def _tables(self):
        """Yield the file of this run as it read it, ``Table`` by ``Table``, whatever its mapping says today."""
        facts = {name: (self.file_facts or {}).get(name) for name in ("encoding", "delimiter", "sheet")}
        said = {name: value for name, value in (self.options or {}).items() if value}
        options = {**facts, **said}
        return self.env["dso.upload.engine"]._read_blocks(self._file(), self.filename, self.mapping_id, options)


def _first(names):
    """Return how many names there are, and the first of them as a sentence lists them."""
    shown = ", ".join(names[:MOST_NAMES])
    return {"count": len(names), "names": f"{shown}, …" if len(names) > MOST_NAMES else shown}


def content_hash(content):
    """Return what tells one file's content from another's."""
    return hashlib.sha256(content).hexdigest()
