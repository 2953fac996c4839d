"""How many customers of a file can be sent electronic invoices, and which ones lack something."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.dso_smart_upload.engine.rejected import rows_file
from odoo.addons.dso_smart_upload.engine.run_file import has_file, tables_of
from odoo.addons.dso_smart_upload.pipeline.plan import LINES

from ..pipeline.judge import CONTRADICTS, INCOMPLETE, LACKS, NOT_CONCERNED, READY, STATES

MOST_ROWS = 5000  # of a file, that are shown in a list


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"

    einvoice_customers = fields.Integer(compute="_compute_einvoice", help="Customers of the file.")
    einvoice_ready = fields.Integer(compute="_compute_einvoice")
    einvoice_incomplete = fields.Integer(compute="_compute_einvoice")
    einvoice_contradicts = fields.Integer(compute="_compute_einvoice")
    einvoice_not_concerned = fields.Integer(compute="_compute_einvoice")
    einvoice_no_country = fields.Integer(compute="_compute_einvoice")
    einvoice_no_siren = fields.Integer(compute="_compute_einvoice")
    einvoice_no_siret = fields.Integer(compute="_compute_einvoice")
    einvoice_no_number = fields.Integer(compute="_compute_einvoice")
    einvoice_no_vat = fields.Integer(compute="_compute_einvoice")
    einvoice_no_address = fields.Integer(compute="_compute_einvoice")

    @api.depends("rows")
    def _compute_einvoice(self):
        for run in self:
            facts = run._reported_facts()
            states, lacks = facts.get("einvoice", {}), facts.get("einvoice_lacks", {})
            for state in STATES:
                run[f"einvoice_{state}"] = states.get(state, 0)
            for lack in LACKS:
                run[f"einvoice_no_{lack}"] = lacks.get(lack, 0)
            run.einvoice_customers = sum(states.values())

    def einvoice_picture(self):
        """Say how many customers of the file can be sent electronic invoices, and what the others lack.

        :returns: ``customers`` and ``parts``: list of {``key``, ``label``, ``count``}, of which ``key`` is a state
            (``ready``, ``incomplete``, ``contradicts``, ``not_concerned``) or what is missing first (``country``,
            ``siren``, ``siret``, ``number``, ``vat``, ``address``), for ``einvoice_rows``
        :rtype: dict
        """
        self.ensure_one()
        self.check_access("read")
        states = dict(self.env["res.partner"]._fields["dso_einvoice_state"]._description_selection(self.env))
        words = self.env["res.partner"]._dso_lack_words()
        parts = [{"key": key, "label": states[key], "count": self[f"einvoice_{key}"]} for key in STATES]
        parts += [
            {"key": key, "label": self.env._("%(what)s missing", what=words[key]), "count": self[f"einvoice_no_{key}"]}
            for key in LACKS
        ]
        return {"customers": self.einvoice_customers, "parts": [one for one in parts if one["count"]]}

    def einvoice_rows(self, key, limit=MOST_ROWS):
        """Return the rows of the file that lack something, or contradict.

        :param str key: ``incomplete``, ``contradicts`` or what is missing first, see ``einvoice_picture``
        :param int limit: how many at most
        :returns: list of {``line``, ``code``, ``name``, ``missing``} in the order of the file
        :rtype: list
        :raises AccessError: the rows may hold values that the user may not read
        :raises UserError: the file was removed
        """
        self._check_einvoice_file()
        reasons = self._einvoice_reasons(key)
        headers = {column["field"]: column["header"] for column in self.columns or [] if column["field"]}
        found = []
        for table in tables_of(self):
            codes, names = (table.words(headers[field]) for field in ("code", "name"))
            for row, line in enumerate(table.lines):
                if int(line) in reasons:
                    found.append(
                        {
                            "line": int(line),
                            "code": str(codes[row]),
                            "name": str(names[row]),
                            "missing": reasons[int(line)],
                        }
                    )
                    if len(found) >= limit:
                        return found
        return found

    def _einvoice_reasons(self, key):
        """Return what is wrong with rows of the file: dict line -> text.

        :param key: see ``einvoice_rows``
        """
        words = {
            **self.env["res.partner"]._dso_lack_words(),
            CONTRADICTS: self.env._("Numbers or address contradict each other"),
        }
        lines = (self.sudo().facts or {}).get(LINES, {})  # of lines only: who may read the file is asked before
        keys = LACKS if key == INCOMPLETE else [key]
        return {line: words[one] for one in keys if one in words for line in lines.get(one, ())}

    def _check_einvoice_file(self):
        """Refuse to show rows of the file where there is none any more, or not to this user.

        :raises AccessError: the rows may hold values that the user may not read
        :raises UserError: the file was removed
        """
        self.ensure_one()
        self.check_access("read")
        if not self._may_read_file():
            raise AccessError(
                self.env._(
                    "The rows of this file may hold values that you may not read: ask %(user)s for them.",
                    user=self.user_id.name,
                )
            )
        if not has_file(self):
            raise UserError(self.env._("The file of this import was removed: export it again from the other program."))

    def action_einvoice_rows(self):
        """Open the rows of the file that the number stands for which was clicked: the key is in the context."""
        key = self.env.context.get("einvoice_key") or INCOMPLETE
        if key in (READY, NOT_CONCERNED):
            raise UserError(self.env._("Only rows that lack something are listed."))
        if key == CONTRADICTS:
            action = self.action_view_issues()
            return {**action, "domain": [("run_id", "in", self.ids), ("kind", "=", "einvoice_contradiction")]}
        rows = self.env["dso.upload.einvoice.row"].create(
            [{**row, "run_id": self.id} for row in self.einvoice_rows(key)]
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Missing for Electronic Invoices"),
            "res_model": rows._name,
            "view_mode": "list",
            "views": [[False, "list"]],  # which who opens it from a component has to say
            "domain": [("id", "in", rows.ids)],
        }

    def action_einvoice_file(self):
        """Download the rows that lack something, to be completed and imported again."""
        self._check_einvoice_file()
        return {
            "type": "ir.actions.act_url",
            "url": f"/dso_smart_upload_einvoice/incomplete/{self.id}/xlsx",
            "target": "download",
        }

    def _einvoice_file(self, ending):
        """Return the rows that lack something or contradict as a file, with what is missing.

        :param ending: ``csv`` or ``xlsx``
        :return: (name of the file, bytes)
        :raises AccessError: the rows may hold values that the user may not read
        :raises UserError: the file was removed, or no row lacks anything
        """
        self._check_einvoice_file()
        reasons = {**self._einvoice_reasons(INCOMPLETE), **self._einvoice_reasons(CONTRADICTS)}
        if not reasons:
            raise UserError(self.env._("No customer of this file lacks anything for electronic invoices."))
        texts = {line: self.env._("Missing: %(what)s", what=reason) for line, reason in reasons.items()}
        return rows_file(self, texts, "incomplete", ending)
