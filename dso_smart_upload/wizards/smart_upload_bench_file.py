"""The first step of the workbench: a file comes in, is read at once, and can be read in another way.

In: bytes, or how a person says that they are read. Out: what was read of the file, its first lines, its columns.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.options import READ_OPTIONS
from ..engine.prepare import max_bytes
from ..engine.say import say, saying
from ..engine.template_file import template_file
from ..pipeline.table.preview import preview
from .smart_upload_bench import _refuse_others

READING = (*READ_OPTIONS, "no_header")
SAMPLE = """Customer number;Company name;Street;Postal code;City;Country;E-mail;Payment term;Credit limit;Sector
D00017;Aciéries du Nord;14 rue des Tanneurs;59000;Lille;France;ap@acieries.example;30 days end of month;30000;Industry
D00018;Brauerei Lindner;Hopfenweg 3;80331;München;Germany;buchhaltung@lindner.example;Net 30;12500,50;Food
D00019;Café Lumière;2 place Bellecour;69002;Lyon;Frnace;contact@lumiere.example;45 days;5000;Food, Hotels
D00020;Dunmore Fixings;8 Quay Street;D02 X285;Dublin;Ireland;accounts at dunmore.example;Net 60;20000;Building
;Without a number;1 High Street;;London;United Kingdom;;Net 30;1000;Building
"""  # with a mistake or two, so that there is something to see in the check
LATEST = 8  # mappings that are named on the first screen


class DsoSmartUpload(models.TransientModel):
    _inherit = "dso.smart.upload"  # pylint: disable=consider-merging-classes-inherited

    file_facts = fields.Json(readonly=True, help="What was read of the file as a whole.")

    @api.model
    def bench_start(self):
        """Return what the workbench needs before there is a file.

        :returns: ``max_bytes`` (of a file), ``mappings`` (those used last: ``id``, ``name``, ``last_used`` as ISO text
            in UTC, or ""), ``fields`` and ``shelves`` (see :meth:`bench_fields`), ``may_add_fields``
        :rtype: dict
        """
        mappings = self.env["dso.upload.mapping"].search([("company_id", "=", self.env.company.id)], limit=LATEST)
        return {
            "max_bytes": max_bytes(self.env),
            "mappings": [
                {"id": one.id, "name": one.name, "last_used": fields.Datetime.to_string(one.last_used) or ""}
                for one in mappings
            ],
            **self.bench_fields(),
            "may_add_fields": self.env["dso.upload.field"]._may_add(),
        }

    @api.model
    def bench_upload(self, content, filename, file_date=False):
        """Take a file and read it: a known one is checked at once, and so is one that leaves nothing to ask.

        :param str content: the file as base64 text
        :param str filename: its name
        :param file_date: when it was last changed, ``YYYY-MM-DD HH:MM:SS`` in UTC, or False
        :returns: :meth:`bench_state` of a new upload
        :raises UserError: the file cannot be read, with the reason
        """
        storing = self.with_context(dso_upload_file=True)  # without an index of its words
        upload = storing.create({"file": content, "filename": filename, "file_date": file_date}).with_env(self.env)
        upload._read_at_once()
        return upload.bench_state()

    def bench_read(self, said):
        """Read the file again as a person says; what they said of columns that are still there stays.

        :param dict said: ``sheet``, ``encoding``, ``delimiter`` ("" is found by itself), ``header_line`` (0 is found),
            ``no_header``
        :returns: :meth:`bench_state`
        :raises UserError: the file cannot be read so
        """
        self.ensure_one()
        _refuse_others(self.env, said, READING)
        self._check_not_imported()
        kept = {column.header: column for column in self.column_ids if column.is_said}
        kept = {
            header: {name: column[name] for name in ("policy", "on_blank", "on_bad")} | {"field_id": column.field_id.id}
            for header, column in kept.items()
        }
        self.run_id._stop_check()
        self.write({name: said[name] for name in said})
        self._read_at_once(kept)
        return self.bench_state()

    def bench_preview(self, said):
        """Return the first lines of the file as they would be read; nothing is changed.

        :param dict said: as for :meth:`bench_read`
        :returns: ``lines`` (at most ten: ``line`` (its number), ``text`` (as it stands there, "" in a spreadsheet),
            ``cells`` (list of str)), ``encoding``, ``delimiter``, ``sheet``, ``sheets`` (names), ``error`` (a sentence
            why the file cannot be read so, or "")
        :rtype: dict
        """
        self.ensure_one()
        _refuse_others(self.env, said, READING)
        options = {name: said.get(name) or None for name in ("encoding", "delimiter", "sheet")}
        try:
            with saying(self.env):
                found = preview(self._content(), self.filename, **options, largest=max_bytes(self.env))
        except UserError as error:
            return {"lines": [], "encoding": "", "delimiter": "", "sheet": "", "sheets": [], "error": str(error)}
        return {**found.as_dict(), "error": ""}

    def bench_rows(self):
        """Return how many rows the file has; of a large one it is counted now.

        :rtype: int
        """
        self.ensure_one()
        facts = self.file_facts or {}
        if not facts.get("rows"):
            rows = sum(len(table.lines) for table in self._prepare({}).tables())
            self.file_facts = {**facts, "rows": rows}
        return self.file_facts["rows"]

    @api.model
    def _bench_template(self, filled):
        """Return a spreadsheet to fill in: (name, bytes).

        :param filled: with today's customers
        :raises AccessError: the user may not import
        """
        self.check_access("create")
        name = self.env._("customers") if filled else self.env._("customers_template")
        return f"{name}.xlsx", template_file(self.env, self._bench_descriptions(), filled)

    @api.model
    def _bench_sample(self):
        """Return a small file to try the import with: (name, bytes).

        :raises AccessError: the user may not import
        """
        self.check_access("create")
        return f"{self.env._('sample')}.csv", SAMPLE.encode("utf-8-sig")

    def _bench_file(self):
        """Return what was read of the file: ``name``, ``date`` (UTC text or ""), ``rows`` (0: not
        counted yet), ``columns``, ``sheet``, ``sheets``, ``encoding``, ``delimiter``, ``header_line``, ``notes`` (list
        of sentences), and ``said`` (what a person chose, as :meth:`bench_read` takes it).
        """
        said = {name: self[name] or (0 if name == "header_line" else "") for name in READ_OPTIONS}
        return {
            "name": self.filename or "",
            "date": fields.Datetime.to_string(self.file_date) or "",
            "notes": [],
            **(self.file_facts or {}),
            "said": {**said, "no_header": self.no_header},
        }

    def _read_at_once(self, kept=None):
        """Read the file, show its columns, and check it where nothing is left to ask.

        :param kept: what a person said of columns before: dict header -> values of ``dso.smart.upload.column``
        """
        job = self._read()
        self._note_facts(job)
        if kept:
            self._keep_choices(kept)
        if not kept and self._is_settled(job):
            self.action_check()
        else:
            self.state = "columns"

    def _is_settled(self, job):
        """Say whether no column has to be looked at by a person: all are remembered, or certain and in use."""
        if job.missing():
            return False
        if job.mapping:
            return not any(column.asked for column in job.columns)
        return all(column.certainty == "sure" for column in self.column_ids)

    def _keep_choices(self, kept):
        """Put back what a person said of columns that are still there; a guess gives way to it."""
        for column in self.column_ids:
            if column.header in kept:
                column.write({**kept[column.header], "is_said": True})
        said = self.column_ids.filtered("is_said")
        taken = said.field_id.filtered(lambda field: field.kind != "groups")
        (self.column_ids - said).filtered(lambda column: column.field_id in taken).write(
            {"field_id": False, "is_said": False}
        )

    def _note_facts(self, job):
        """Note what was read of the file as a whole."""
        table = job.table
        self.file_facts = {
            "rows": job.row_count,
            "columns": len(table.header),
            "sheet": table.sheet,
            "sheets": list(table.sheets),
            "encoding": table.encoding,
            "delimiter": table.delimiter,
            "header_line": table.header_line,
            "notes": [say(self.env, note) for note in table.notes],
        }

    def _check_not_imported(self):
        """Refuse to change what was imported.

        :raises UserError: it was, perhaps in another tab
        """
        if self.state == "done":
            raise UserError(
                self.env._("%(name)s is imported already. To import it again, drop it once more.", name=self.filename)
            )
