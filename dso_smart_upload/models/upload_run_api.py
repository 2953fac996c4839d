"""The public API of imports: XML-RPC, JSON-2, server actions, Odoo code."""

import base64
import binascii
import json
from collections import Counter
from operator import itemgetter
from xmlrpc.client import Binary

from odoo import api, models
from odoo.exceptions import UserError

from .upload_run_journal import CHANGE_KEYS, ISSUE_KEYS


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"  # pylint: disable=consider-merging-classes-inherited

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
        counts, issues, changes = Counter(), [], []
        for plan in engine._plans(job):
            counts.update(plan.counts)
            issues += [{key: values[key] for key in ISSUE_KEYS} for values in self._issue_values(plan)]
            changes += [
                {key: values[key] for key in CHANGE_KEYS} | {"partner_id": values["partner_id"] or 0}
                for values in self._change_values(plan, {}, {})
            ]
        return {
            "run_id": 0,
            "state": "checked",
            **counts,
            "file": self._file_facts(job),
            "columns": self._column_facts(job),
            "issues": sorted(issues, key=itemgetter("line")),
            "changes": sorted(changes, key=itemgetter("line")),
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

    def _import(self, content, filename, mapping, options, idempotency_key):
        self.browse().check_access("create")
        if idempotency_key:
            first = self.search(
                [("idempotency_key", "=", idempotency_key), ("company_id", "=", self.env.company.id)], limit=1
            )
            if first:
                return first._report()
        run = self._make(content, filename, self._mapping(mapping), self._options(options), "api", idempotency_key)
        run._start()
        return run._report()

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
