"""One import, from file to report.

Every door (wizard, RPC, schedule) makes a run and processes it; ``check_file`` alone makes none. The public API is in
``upload_run_api.py``, what is done in the background in ``upload_run_background.py``, the undo in
``upload_run_undo.py``. What is done with the file is in ``engine``.
"""

import base64
import time
from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..engine import planning
from ..engine.apply import apply_plan
from ..engine.columns import check_ready
from ..engine.customers import readable, rules_may_hide
from ..engine.journal import (
    ADDED_UP,
    CHANGE_KEYS,
    COUNTS,
    ISSUE_KEYS,
    change_values,
    column_facts,
    file_facts,
    following,
    issue_values,
    no_place_values,
    same_entity_values,
)
from ..engine.options import CREATING
from ..engine.prepare import make_job
from ..engine.rejected import rejected_file
from ..engine.run_file import SAME, SAYS, bytes_of, has_file
from ..engine.second_codes import add_codes
from ..engine.seen_before import content_hash
from ..engine.since_check import changed_since_check, created_since_check
from ..pipeline.beside import creation_names
from ..pipeline.characters import visible
from ..pipeline.plan import LINES, REJECTED
from .import_shortcuts import forget

UNLINKED = 10_000  # lines of an old journal at a time
MOST_NAMES = 20  # that are listed of what an import creates beside customers


class DsoUploadRun(models.Model):
    _name = "dso.upload.run"
    _inherit = "dso.upload.counts"
    _description = "Smart Upload Run"
    _order = "id desc"
    _rec_names_search = ["filename"]  # of which the name is made, which is not stored

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
    corrections = fields.Json(
        readonly=True, help="Cells that were corrected: line, header, what is read in place of what the file says."
    )
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
    progress = fields.Integer(readonly=True, aggregator=None, help="Per cent of the rows that are done.")
    position = fields.Integer(readonly=True, aggregator=None, help="Line of the file up to which its rows are done.")
    row_count = fields.Integer(string="Rows of the File", readonly=True)
    rows_in_block = fields.Integer(
        readonly=True, aggregator=None, help="How many rows are imported at a time. 0: as the setting says."
    )
    seconds = fields.Float(readonly=True, help="How long the rows that are done took.")
    settled = fields.Json(
        readonly=True, help="What the columns were, and the mapping said, when the run began: it stays so to its end."
    )
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
            "filename": visible(filename or ""),
            "content": base64.b64encode(content),
            "content_hash": digest,
            "file_date": file_date,
            "mapping_id": mapping.id if mapping else False,
            **without_cells(options),
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
        work = planning.begin(self._import_env(), job)
        while self._process_block(work):
            self._forget_records()

    def _process_block(self, work):
        """Import the next block of the file, or check it, and add it to the journal.

        :param work: ``Work`` of the engine
        :return: whether there are more blocks
        """
        start, reading = time.monotonic(), work.reading
        plan = planning.plan_next(self._import_env(), work)
        if plan and self.is_checking:
            self._journal(plan, {}, {})
            self._note_beside(plan)
            self._keep_rows(work, plan)
        elif plan:
            self._carry_out(plan, self)
            self._say_what_changed_since_check(self, reading.lines)
        return self._go_past(reading, plan, start)

    def _leave_out_block(self, work):
        """Reject the rows of the next block, in the middle of which the server was stopped again and again.

        :return: as ``_process_block``
        """
        start = time.monotonic()
        plan = planning.plan_left_out(self._import_env(), work)
        if plan:
            self._journal(plan, {}, {})
            if self.is_checking:
                self._keep_rows(work, plan)
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
            self._end_check()
        else:
            self._finish("done")
        return False

    def _end_check(self):
        """End a check: everything that the import would do is in the journal."""
        self._as_engine().write({"is_checking": False, "progress": 100})
        self._say_what_found_no_place()

    def _carry_out(self, plan, counts):
        """Import the customers of a plan and add it to the journal.

        :param counts: ``dso.upload.counts`` that adds up what was done: this run, or a part of it
        """
        env = self._import_env()
        plan = self._with_second_codes(plan)
        before = following(env, plan)
        done, refused, made = apply_plan(env, plan)
        env["dso.upload.distinct"]._remember(plan.said_new, self)
        self._journal(plan.without(refused), done, made, before, counts)
        counts._note_made(made)
        counts._note_beside(plan, made)

    def _with_second_codes(self, plan):
        """Give customers their second codes of a plan; return it without those that were refused."""
        codes = {one.code: one.partner_id for one in plan.second_codes.values()}
        _added, refused = add_codes(self._import_env(), self, codes) if codes else ({}, {})
        return plan.without({row: refused[one.code] for row, one in plan.second_codes.items() if one.code in refused})

    def _process_whole(self, job):
        """Import everything or nothing: all blocks are planned before the first is carried out."""
        env = self._import_env()
        plans = list(planning.plans(env, job))
        if any(plan.counts[REJECTED] for plan in plans):
            self._give_up(plans)
            return
        before = [following(env, plan) for plan in plans]
        results, made = [], {}
        with self.env.cr.savepoint() as savepoint:
            for plan in map(self._with_second_codes, plans):
                done, refused, made = apply_plan(env, plan, made)
                results.append((plan.without(refused), done))
            if any(plan.counts[REJECTED] for plan, _done in results):
                savepoint.rollback()
        if any(plan.counts[REJECTED] for plan, _done in results):
            self._give_up([plan for plan, _done in results])
            return
        self._remember(job)
        for (plan, done), values in zip(results, before, strict=True):
            env["dso.upload.distinct"]._remember(plan.said_new, self)
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

    def _prepared(self, env=None):
        """Return the ``Job`` of this run's file.

        :param env: of ``_import_env``, perhaps with a context of its own
        :raises UserError: the file cannot be imported, or is gone
        """
        env, settled = env or self._import_env(), self.settled or {}
        options, says = self._settled_options()
        mapping = self.mapping_id or None
        job = make_job(env, bytes_of(self), self.filename, mapping, options, self.file_date, says)
        check_ready(env, job)
        same = settled.get(SAME)
        return job if same is None else replace(job, same={int(key): int(other) for key, other in same.items()})

    def _settled_options(self):
        """Return the options of this run, what was settled when it began among them, and what its mapping said then."""
        settled = self.settled or {}
        options = {**self._all_options(), **{name: settled[name] for name in settled if name not in (SAYS, SAME)}}
        return options, settled.get(SAYS)

    def _all_options(self):
        """Return the options of this run, with the cells that were corrected."""
        cells = self.sudo().corrections  # the engine reads them as it reads the file
        return {**(self.options or {}), **({"corrections": cells} if cells else {})}

    def _settle_same(self, work):
        """Remember which codes of the file are of one customer: their rows stay together, whoever adds codes meanwhile.

        :param work: ``Work`` on the file, begun just now
        """
        same = {str(key): str(other) for key, other in work.reading.survey.same.items()}
        self._as_engine().settled = {**(self.settled or {}), SAME: same}

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
        return readable(partners, names) == names and not rules_may_hide(partners)

    def _has_field_access(self, field, operation):
        may = super()._has_field_access(field, operation)
        return may and (field.name not in ("content", "corrections") or self._may_read_file())

    def _forget_records(self):
        """Forget the records of a block that is done: memory stays that of one block."""
        self.env.flush_all()
        self.env.invalidate_all()
        forget(self.env)

    def _import_env(self):
        """Return the environment of this import: the rights, company, language and time zone of its user."""
        return self._own_env(self.user_id, self.company_id)

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
        mappings = self._import_env()["dso.upload.mapping"]
        mapping = job.mapping
        if name:
            mapping = mappings.search([("name", "=", name), ("company_id", "=", self.company_id.id)], limit=1)
            mapping = mapping or mappings.create({"name": name, "company_id": self.company_id.id})
            asked = {name: self.options[name] for name in (*CREATING, "twins") if name in self.options}
            mapping.write(asked)  # as it was asked for, also by who may not create them
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

    # -- its journal --

    @api.autovacuum
    def _gc_details(self):
        """Remove file, issues and changes of runs older than the setting says; their counts stay."""
        days = int(self.env["ir.config_parameter"].get_param("dso_smart_upload.keep_days", "365"))
        if days <= 0:
            return
        before = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        done = [("finished", "<", before), ("details_removed", "=", False), ("is_undoing", "=", False)]
        old = self._as_engine().search(done)
        old.issue_ids.unlink()
        old.change_ids.unlink()
        old.write({"content": False, "corrections": False, "no_place": False, "details_removed": True})

    def _open_journal(self, job):
        """Begin the journal of a job: empty, in place of what was there."""
        self._as_engine().checked_ids.unlink()
        for model in ("dso.upload.issue", "dso.upload.change") if self.file_facts else ():  # else it never began
            while records := self._as_engine().env[model].search([("run_id", "=", self.id)], limit=UNLINKED):
                records.unlink()
        self._start_counting(job)

    def _start_counting(self, job, rows=0):
        """Set what is said of the run as a whole to the start of a job.

        :param rows: of the file, 0 where they were not counted yet
        """
        mapping = self.mapping_id or job.mapping
        self._as_engine().write(
            {
                **dict.fromkeys((*ADDED_UP, "position", "progress", "seconds"), 0),
                "row_count": rows,
                "creates": False,
                "no_place": False,
                "whole": False,
                "is_stale": False,
                "facts": False,
                "file_facts": file_facts(job),
                "columns": column_facts(job),
                "mapping_id": mapping.id,
                "mapping_digest": mapping._digest(),
            }
        )

    def _journal(self, plan, done, made, before=None, counts=None):
        """Add counts, issues and changes of a plan, which is that of one block of the file.

        :param counts: ``dso.upload.counts`` that adds them up; by default this run itself
        """
        env = self._import_env()
        (counts or self)._count(plan.counts)
        self._add_lines("dso.upload.issue", issue_values(env, plan))
        self._add_lines("dso.upload.change", change_values(env, plan, done, made, before))

    def _add_lines(self, model, lines):
        """Add lines to the journal, which nobody but the engine writes.

        :param model: ``dso.upload.issue`` or ``dso.upload.change``
        :param lines: list of dict, their values
        """
        self._as_engine().env[model].create([{**line, "run_id": self.id} for line in lines])

    def _say_what_changed_since_check(self, counts, lines=None):
        """Name the customers with whom the import did something else than its check had shown.

        :param counts: ``dso.upload.counts`` that adds up what was done
        :param lines: the lines of the file that were imported just now; None for all
        """
        if self.check_id:
            issues = changed_since_check(self._import_env(), self, lines)
            self._add_lines("dso.upload.issue", issues)
            counts._count({"warnings": len(issues)})

    def _say_what_was_created_since_check(self):
        """Name the groups and terms that the import created and its check had not shown."""
        if self.check_id:
            self._add_lines("dso.upload.issue", created_since_check(self._import_env(), self))

    def _say_what_found_no_place(self):
        """Say of each column how many of its values were not used, and how many customers are further accounts."""
        env, file = self._import_env(), self.file_facts or {}
        issues = no_place_values(env, self.sudo().no_place, file) + same_entity_values(env, self.same_entity, file)
        self._add_lines("dso.upload.issue", issues)

    def _reported_facts(self):
        """Return the numbers that other addons add to the report: those are of no customer in particular."""
        return {name: facts for name, facts in (self.sudo().facts or {}).items() if name != LINES}

    def _report(self, offset=0, limit=1000):
        issues = self.env["dso.upload.issue"].search([("run_id", "=", self.id)], offset=offset, limit=limit)
        changes = self.env["dso.upload.change"].search([("run_id", "=", self.id)], offset=offset, limit=limit)
        twins = issues._twins()
        return {
            "run_id": self.id,
            "state": self.state,
            "is_cancelled": self.is_cancelled,
            **{name: self[name] for name in COUNTS},
            **self._reported_facts(),
            "creates": creation_names(self.creates),
            "file": self.file_facts or {},
            "columns": self.columns or [],
            "issues": [
                {key: issue[key] or (0 if key == "line" else "") for key in ISSUE_KEYS} | twins.get(issue.id, {})
                for issue in issues
            ],
            "changes": [
                {key: change[key] or "" for key in CHANGE_KEYS}
                | {"line": change.line, "values": change.values or {}, "partner_id": change.partner_id.id or 0}
                | {"evidence": change.evidence or [], "reasons": change._reasons()}
                for change in changes
            ],
            "progress": self.progress,
        }

    # -- its rejected rows --

    def action_rejected_csv(self):
        return self._download_rejected("csv")

    def action_rejected_xlsx(self):
        return self._download_rejected("xlsx")

    def _download_rejected(self, ending):
        self._check_rejected_file()
        return {
            "type": "ir.actions.act_url",
            "url": f"/dso_smart_upload/rejected/{self.id}/{ending}",
            "target": "download",
        }

    def _rejected_file(self, ending):
        """Return the rejected rows of this run as a file.

        :param ending: ``csv`` or ``xlsx``
        :return: (name of the file, bytes)
        :raises AccessError: the rows may hold values that the user may not read
        :raises UserError: no row was rejected, the file of the run was removed, or the rows are too many for ``xlsx``
        """
        self._check_rejected_file()
        return rejected_file(self, ending)

    def _check_rejected_file(self):
        """Refuse to give out the rejected rows of this run where there are none, or not for this user.

        :raises AccessError: the rows may hold values that the user may not read
        :raises UserError: no row was rejected, or the file is gone
        """
        if not self or not self.ensure_one().rejected:
            raise UserError(self.env._("No row of this import was rejected."))
        if not self._may_read_file():
            raise AccessError(
                self.env._(
                    "The rejected rows of this import may hold values that you may not read: ask %(user)s for them.",
                    user=self.user_id.name,
                )
            )
        if not has_file(self):
            raise UserError(
                self.env._(
                    "The file of this import was removed, and its rejected rows with it: "
                    "export them again from the other program."
                )
            )


def without_cells(options):
    """Return what a run keeps of its options: cells are kept apart, for those only who may read the file."""
    kept = dict(options or {})
    cells = kept.pop("corrections", None)
    return {"options": kept, "corrections": cells or False}


def _first(names):
    """Return how many names there are, and the first of them as a sentence lists them."""
    shown = ", ".join(names[:MOST_NAMES])
    return {"count": len(names), "names": f"{shown}, …" if len(names) > MOST_NAMES else shown}
