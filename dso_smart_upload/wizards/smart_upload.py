"""Smart Upload: File, Columns, Check, Import.

Each step makes or renews one run; the check writes into its journal what the import will then do.
"""

import base64
import re

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..engine.options import CREATING, LINK, READ_OPTIONS, REQUIRED
from ..engine.prepare import make_job, max_bytes
from ..engine.say import say
from ..pipeline.reference import CREATED_MODELS

SAMPLES = 3  # sample values shown beside a column
SAMPLE_LENGTH = 40


class DsoSmartUpload(models.TransientModel):
    _name = "dso.smart.upload"
    _description = "Smart Upload"
    _transient_max_hours = 24  # as long as a check is kept: who left the page finds it again

    state = fields.Selection(
        [("file", "File"), ("columns", "Columns"), ("check", "Check"), ("done", "Import")],
        required=True,
        default="file",
    )
    file = fields.Binary(attachment=True)
    filename = fields.Char()
    max_file_mb = fields.Float(string="Largest File (MB)", compute="_compute_max_file_mb")
    kind = fields.Selection([("customers", "Customers")], string="What It Holds", required=True, default="customers")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    mapping_id = fields.Many2one("dso.upload.mapping", help="Empty: recognised by the headers of the file.")
    mapping_name = fields.Char(
        string="Remember As", help="The next file with these headers goes straight to the check."
    )
    may_create_terms = fields.Boolean(compute="_compute_may_create_terms")
    may_add_fields = fields.Boolean(compute="_compute_may_add_fields")
    create_payment_terms = fields.Boolean(
        string="Create Missing Payment Terms",
        help="Create a payment term that the file names clearly and Odoo does not have yet.",
    )
    may_create_groups = fields.Boolean(compute="_compute_may_create_terms")
    create_groups = fields.Boolean(
        string="Create Missing Groups", help="Create a group that the file names and Odoo does not have yet."
    )
    sheet = fields.Char(help="Empty: found by itself.")
    header_line = fields.Integer(help="Line that holds the headers. 0: found by itself.")
    no_header = fields.Boolean(help="The file has no line of headers: its columns are numbered.")
    encoding = fields.Char(help="Empty: found by itself.")
    delimiter = fields.Char(trim=False, help="Empty: found by itself.")
    column_ids = fields.One2many("dso.smart.upload.column", "upload_id", string="Columns")
    has_new_columns = fields.Boolean(compute="_compute_columns")
    missing = fields.Char(compute="_compute_columns")
    file_notes = fields.Text(readonly=True)
    read_as = fields.Char(readonly=True, help="How the file was read.")
    full_file = fields.Boolean(
        string="The File Holds All Customers",
        help="Customers of earlier files that this one no longer has are listed; nothing is done to them.",
    )
    file_date = fields.Datetime(help="When the file was last changed.")
    twins = fields.Selection(
        selection=lambda self: self.env["dso.upload.mapping"]._fields["twins"].selection,
        string="New Codes",
        required=True,
        default=LINK,
        help="What becomes of a row with a new code whose customer may be in Odoo already.",
    )
    beside = fields.Text(related="run_id.beside", related_sudo=False)
    run_id = fields.Many2one("dso.upload.run", readonly=True)
    # Read with the user's own rights: whatever run is written above, they see no more of it than they may.
    run_state = fields.Selection(related="run_id.state", related_sudo=False, string="State of the Import")
    is_under_way = fields.Boolean(related="run_id.is_under_way", related_sudo=False)
    is_cancelled = fields.Boolean(related="run_id.is_cancelled", related_sudo=False)
    is_undoing = fields.Boolean(related="run_id.is_undoing", related_sudo=False)
    undo_summary = fields.Text(related="run_id.undo_summary", related_sudo=False)
    failure = fields.Char(related="run_id.failure", related_sudo=False)
    progress = fields.Integer(related="run_id.progress", related_sudo=False)
    progress_text = fields.Char(related="run_id.progress_text", related_sudo=False)
    rows = fields.Integer(related="run_id.rows", related_sudo=False)
    created = fields.Integer(related="run_id.created", related_sudo=False)
    updated = fields.Integer(related="run_id.updated", related_sudo=False)
    linked = fields.Integer(related="run_id.linked", related_sudo=False)
    unchanged = fields.Integer(related="run_id.unchanged", related_sudo=False)
    rejected = fields.Integer(related="run_id.rejected", related_sudo=False)
    warnings = fields.Integer(related="run_id.warnings", related_sudo=False)
    kept = fields.Integer(related="run_id.kept", related_sudo=False)
    notices = fields.Text(compute="_compute_notices", help="What there is to say of the file as a whole.")
    issue_ids = fields.One2many(related="run_id.issue_ids", related_sudo=False)
    change_ids = fields.One2many(related="run_id.change_ids", related_sudo=False)

    @api.depends("column_ids.field_id", "column_ids.is_new")
    def _compute_columns(self):
        for upload in self:
            fields_ = self.env["dso.upload.field"].search([("key", "in", upload._missing_keys())])
            upload.missing = ", ".join(fields_.mapped("name"))
            upload.has_new_columns = any(upload.column_ids.mapped("is_new"))

    @api.depends("column_ids.field_id")
    def _compute_may_create_terms(self):
        terms, groups = (self.env[model].has_access("create") for model in CREATED_MODELS)
        for upload in self:
            kinds = set(upload.column_ids.field_id.mapped("kind"))
            upload.may_create_terms = terms and not kinds.isdisjoint(("payment_term", "payment_method"))
            upload.may_create_groups = groups and "groups" in kinds

    @api.depends("run_id.issue_ids")
    def _compute_notices(self):
        for upload in self:
            issues = self.env["dso.upload.issue"].search(
                [("run_id", "=", upload.run_id.id), ("line", "=", 0), ("code", "in", (False, ""))]
            )
            upload.notices = "\n".join(issues.mapped("message"))

    def _missing_keys(self):
        """Return the keys of the required fields that no column has."""
        found = set(self.column_ids.field_id.mapped("key"))
        return [key for key in self._required_keys() if key not in found]

    def _required_keys(self):
        return REQUIRED

    def _compute_max_file_mb(self):
        self.max_file_mb = max_bytes(self.env) / 1e6

    def _compute_may_add_fields(self):
        self.may_add_fields = self.env["dso.upload.field"]._may_add()

    def _compute_display_name(self):
        self.display_name = self.env._("Smart Upload")

    @api.constrains("company_id", "mapping_id", "run_id")
    def _check_own(self):
        """Refuse what the user may not see when they work for the company: over RPC any id can be written."""
        if self.env.uid == SUPERUSER_ID:
            return
        runs, user = self.env["dso.upload.run"], self.env.user
        for upload in self:
            company = upload.company_id
            used = (upload.mapping_id, upload.run_id)
            may_see = company in user.company_ids and all(
                record.with_env(runs._own_env(user, company)).has_access("read") for record in used if record
            )
            if not may_see:
                raise AccessError(
                    self.env._(
                        "You may not use this company, mapping or import here: "
                        "choose your own company, and a mapping and an import of it."
                    )
                )

    # -- steps --

    def action_read(self):
        """Read the file; a known one goes straight to the check."""
        self.ensure_one()
        job = self._read()
        if job.mapping and not job.missing() and not any(column.asked for column in job.columns):
            return self.action_check()
        self.state = "columns"
        return True

    def _read(self):
        """Read the file and show its columns; return its ``Job``."""
        job = self._prepare({})
        self.mapping_id = job.mapping
        self.mapping_name = job.mapping.name or self._default_mapping_name()
        for name in CREATING:
            self[name] = job.mapping[name] if job.mapping else True
        self.twins = job.mapping.twins or LINK
        self._show_columns(job)
        return job

    def action_read_again(self):
        """Read the file again as the person says, and start over with its columns."""
        self.mapping_id = False
        return self.action_read()

    def action_check(self):
        """Show what importing the file would do."""
        self.ensure_one()
        options = self._options()
        # what is imported already, in another tab, keeps its journal
        if self.run_id.state == "checked":
            self.run_id._renew(options, self.mapping_id)
        else:
            self.run_id = self.env["dso.upload.run"]._make(
                self._content(),
                self.filename,
                self.mapping_id or None,
                options,
                "wizard",
                file_date=self.file_date,
            )
        self.state = "check"
        self.run_id._start_check()
        return True

    def action_import(self):
        """Import the file as the check has shown: now where it is small, else in the background.

        What was changed in the mapping since then is checked first.
        """
        self.ensure_one()
        if self.run_id.state == "checked":
            if self.is_under_way or self.failure or self.progress < 100:  # stopped, perhaps in another tab
                raise UserError(self.failure or self.env._("The check is still under way: wait for its end."))
            if self.run_id.mapping_id._digest() != self.run_id.mapping_digest:
                self.action_check()
                return self._say_checked_again(self.env._("The mapping was changed meanwhile: checked again."))
            self.run_id = self.run_id._start()
        self.state = "done"
        return True

    def action_columns(self):
        """Go back to the columns."""
        self.run_id._stop_check()
        self.state = "columns"
        return True

    def action_file(self):
        """Go back to the file; what was found in one file, or said of it, does not hold for another."""
        self.run_id._stop_check()
        said = dict.fromkeys((*READ_OPTIONS, "no_header", "full_file", "mapping_id"), False)
        self.write({"state": "file", "run_id": False, "column_ids": [fields.Command.clear()], **said})
        return True

    def action_view_run(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "dso.upload.run",
            "res_id": self.run_id.id,
            "view_mode": "form",
        }

    def action_view_kept(self):
        return self.run_id.action_view_kept()

    def action_view_customers(self):
        return self.run_id.action_view_customers()

    def action_rejected_csv(self):
        return self.run_id.action_rejected_csv()

    def action_rejected_xlsx(self):
        return self.run_id.action_rejected_xlsx()

    def _say_checked_again(self, reason):
        """Return the action that says why the file is not imported yet, and shows the new check."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": self.env._("%(reason)s Look at it, then import.", reason=reason),
                "type": "info",
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    # -- what the steps need --

    def _content(self):
        """Return the bytes of the file.

        :raises UserError: there is none
        """
        if not self.file or not self.filename:
            raise UserError(self.env._("Choose a file first: a .csv or .txt export, or a spreadsheet."))
        return base64.b64decode(self.with_context(bin_size=False).file)

    def _prepare(self, options):
        run = self.env["dso.upload.run"]
        env = run._own_env(self.env.user, self.company_id)
        options = {**self._read_options(), **options}
        return make_job(env, self._content(), self.filename, self.mapping_id or None, options)

    def _words(self, header):
        """Return all cells of a column of the file."""
        return [word for table in self._prepare({}).tables() for word in table.rows[header]]

    def _read_options(self):
        options = {name: self[name] for name in READ_OPTIONS}
        options = {name: value for name, value in options.items() if value}
        return {**options, "header_line": 0} if self.no_header else options

    def _options(self):
        """Return the options of the run: what the person said of the columns, to be remembered."""
        return {
            **self._read_options(),
            "columns": {column.header: column.field_id.key or "" for column in self.column_ids},
            "policies": {column.header: column.policy for column in self.column_ids if column.field_id},
            "on_blank": {column.header: column.on_blank for column in self.column_ids},
            "on_bad": {column.header: column.on_bad for column in self.column_ids},
            "twins": self.twins or LINK,
            "full_file": self.full_file,
            **{name: self[name] for name in CREATING},
            "save_mapping": self.mapping_name or self._default_mapping_name(),
        }

    def _default_mapping_name(self):
        """Return the name of the file without its ending and date, as the name of its mapping."""
        stem = re.sub(r"(?<![\W_])[\W_]*\d{4,}[\d\W_]*", " ", (self.filename or "").rpartition(".")[0])
        return stem.strip() or self.env._("Customers")

    def _show_columns(self, job):
        """Put one line per column of the file, the new ones of a known file first."""
        lines = [
            {
                "header": column.header,
                "sequence": (0 if job.mapping and column.asked else 1000) + position,
                "position": position,
                **self._samples(job.table.rows[column.header]),
                "field_id": column.field.id,
                "policy": "at_creation" if column.field.protected else column.policy,
                "on_blank": column.on_blank,
                "on_bad": column.on_bad,
                "confidence": column.confidence,
                "reason": column.reason,
                "is_new": bool(job.mapping) and column.asked,
            }
            for position, column in enumerate(job.columns)
        ]
        self.column_ids = [fields.Command.clear(), *map(fields.Command.create, lines)]
        self.file_notes = "\n".join(say(self.env, note) for note in job.table.notes)
        self.read_as = self._read_as(job.table)

    def _read_as(self, table):
        """Return a sentence on how a table was read."""
        facts = []
        if table.sheet:
            facts.append(self.env._("sheet %(name)s", name=table.sheet))
        if table.encoding:
            facts.append(self.env._("encoding %(name)s", name=table.encoding))
        if table.delimiter:
            name = self.env._("tab") if table.delimiter == "\t" else table.delimiter
            facts.append(self.env._("delimiter %(name)s", name=name))
        if table.header_line:
            facts.append(self.env._("headers in line %(line)s", line=table.header_line))
        return self.env._("Read as: %(facts)s.", facts=", ".join(facts)) if facts else ""

    def _samples(self, cells):
        """Return the first different values of a column, as the lines of a column show them."""
        words = [word if len(word) <= SAMPLE_LENGTH else f"{word[: SAMPLE_LENGTH - 1]}…" for word in _first(cells)]
        return {"samples": "  ·  ".join(words), "examples": words}


def _first(cells):
    """Return the first different values of a column that are not blank: list of at most ``SAMPLES``."""
    found = cells[cells != ""].drop_duplicates().head(SAMPLES)
    return found.tolist()
