"""The public API of imports: XML-RPC, JSON-2, server actions, Odoo code."""

import json
from collections import Counter
from operator import itemgetter

from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import ConcurrencyError, UserError

from ..engine import planning
from ..engine.arguments import given_bytes, given_filename, given_number, given_options, given_rows, given_text
from ..engine.columns import check_ready
from ..engine.journal import (
    CHANGE_KEYS,
    ISSUE_KEYS,
    change_values,
    column_facts,
    file_facts,
    issue_values,
    no_place_values,
    reason_texts,
    same_entity_values,
    twin_facts,
)
from ..engine.prepare import make_job
from ..engine.seen_before import content_hash, same_cells
from ..pipeline.beside import add_up, creation_names
from ..pipeline.plan import LINES, REJECTED
from ..pipeline.plan.derive import add_facts


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
            ``reject``}), ``values`` ({header: {word of the file: id or name of what it means, code of a language}}),
            ``save_mapping`` (a name to remember all this under), ``full_file`` (list the customers it no longer has),
            ``all_or_nothing``, ``create_payment_terms`` and ``create_groups`` (False: create none), ``twins``
            (``link``, ``create`` or ``reject``), ``known_as`` ({customer code: id of the customer it means, 0 for a
            new one}), ``corrections`` ({line: {header: what the cell should say}}),
            ``encoding``, ``delimiter``, ``sheet``, ``header_line``, ``decimal`` ("," or "."), ``day_first``
        :returns: report, see ``get_report``; its ``state`` is ``checked`` and its ``run_id`` 0
        :rtype: dict
        :raises UserError: the file cannot be read, an option is unknown, a required column is missing or in doubt
        :raises AccessError: the user may not import
        """
        self.browse().check_access("create")
        env = self._own_env(self.env.user, self.env.company)
        content, filename = given_bytes(self.env, content), given_filename(self.env, filename)
        options = given_options(self.env, options)
        job = make_job(env, content, filename, self._mapping(mapping), options)
        check_ready(env, job)
        counts, issues, changes, creates, no_place, facts = Counter(), [], [], [], [], {}
        for plan in self._checked_plans(env, job, options):
            counts.update(plan.counts)
            creates = add_up(creates, [one.stored() for one in plan.creations])
            no_place = add_up(no_place, [one.stored() for one in plan.no_place])
            facts = add_facts(facts, plan.facts)
            issues += _issue_facts(env, issue_values(env, plan))
            changes += [
                {key: values[key] for key in CHANGE_KEYS}
                | {"partner_id": values["partner_id"] or 0, "reasons": reason_texts(env, values["reasons"])}
                for values in change_values(env, plan, {}, {})
            ]
        file = file_facts(job)
        issues += no_place_values(env, no_place, file) + same_entity_values(env, counts.pop("same_entity", 0), file)
        return {
            "run_id": 0,
            "state": "checked",
            "is_cancelled": False,
            **counts,
            **{name: found for name, found in facts.items() if name != LINES},
            "creates": creation_names(creates),
            "file": file,
            "columns": column_facts(job),
            "issues": sorted(issues, key=itemgetter("line")),
            "changes": sorted(changes, key=itemgetter("line")),
            "progress": 100,
        }

    @api.model
    def _checked_plans(self, env, job, options):
        """Return the plans of what an import would do, which is nothing where all or nothing is asked and rows fail."""
        if not options.get("all_or_nothing"):
            return planning.plans(env, job)
        self._check_may_be_whole(job)
        plans = list(planning.plans(env, job))
        return [plan.given_up() for plan in plans] if any(plan.counts[REJECTED] for plan in plans) else plans

    @api.model
    def import_file(self, content, filename, mapping="", options=None, idempotency_key=""):
        """Import a file of customers.

        :param str content: the file, base64 text or XML-RPC Binary
        :param str filename: its name; the ending says the format where the content does not
        :param str mapping: name of a mapping; empty: recognised by the headers, or suggested where certain
        :param dict options: see ``check_file``
        :param str idempotency_key: at most 255 characters; a call with a key used before returns the first call's
            report, and is refused when its content is another
        :returns: report, see ``get_report``
        :rtype: dict
        :raises UserError: the file cannot be read, an option is unknown, a required column is missing or in doubt
        :raises AccessError: the user may not import
        """
        self.browse().check_access("create")
        content, filename = given_bytes(self.env, content), given_filename(self.env, filename)
        return self._import(content, filename, mapping, options, idempotency_key)

    @api.model
    def import_rows(self, rows, mapping="", options=None, idempotency_key=""):
        """Import customers given as rows.

        :param list rows: one dict per customer: field key, or header of the mapping, to value
        :param str mapping: name of a mapping; empty: recognised by the keys
        :param dict options: see ``check_file``
        :param str idempotency_key: at most 255 characters; a call with a key used before returns the first call's
            report, and is refused when its content is another
        :returns: report, see ``get_report``; the first row is line 1
        :rtype: dict
        :raises UserError: a row is no dict, an option is unknown, a required column is missing or in doubt
        :raises AccessError: the user may not import
        """
        self.browse().check_access("create")
        rows = given_rows(self.env, rows)
        keys = dict.fromkeys(str(key) for row in rows for key in row)
        fields_ = {field.key for field in self.env["dso.upload.field"]._all() if field.active}
        options = given_options(self.env, options)
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
            ``is_cancelled`` (a person stopped it; its ``state`` is ``failed``), ``rows``, ``created``, ``updated``,
            ``linked``, ``unchanged``, ``rejected``, ``warnings``, ``kept``, ``creates`` ({``payment_terms``: [name],
            ``groups``: [name]}: what the import creates beside the customers), ``file``, ``columns``, ``issues``,
            ``changes``, ``progress`` (0 to 100)
        :rtype: dict
        :raises UserError: there is no such run, or it belongs to another company
        """
        offset, limit = given_number(self.env, "offset", offset), given_number(self.env, "limit", limit)
        return self._existing(run_id)._report(offset, limit)

    @api.model
    def _existing(self, run_id):
        """Return the run with an id.

        :raises UserError: there is none that the user may see
        """
        run = self.search([("id", "=", given_number(self.env, "run_id", run_id))])
        if not run:
            raise UserError(self.env._("There is no run %(id)s, or it belongs to another company.", id=run_id))
        return run

    def _import(self, content, filename, mapping, options, idempotency_key):
        key = given_text(self.env, "idempotency_key", idempotency_key)
        if key:
            self._await_key(key)
            first = self.search([("idempotency_key", "=", key), ("company_id", "=", self.env.company.id)], limit=1)
            if first:
                self._check_same_content(first, key, content, given_options(self.env, options).get("corrections"))
                return first._report()
        mapping, options = self._mapping(mapping), given_options(self.env, options)
        try:
            with self.env.cr.savepoint():
                run = self._make(content, filename, mapping, options, "api", key)
        except UniqueViolation as error:
            # a call with this key ended since this transaction began, which cannot see its run: Odoo calls again
            raise ConcurrencyError(str(error)) from error
        run._start()
        return run._report()

    @api.model
    def _check_same_content(self, first, key, content, corrections=None):
        """Refuse a key that was used for another file, or with other corrections: what is said would not be imported.

        :param first: the run that was made with the key
        :param corrections: the option
        """
        before = first.sudo().corrections  # they say no more than that two calls differ
        if first.content_hash != content_hash(content) or same_cells(before) != same_cells(corrections):
            raise UserError(
                self.env._(
                    "The idempotency key %(key)s was used for other content (run %(id)s, %(name)s): "
                    "give each file a key of its own.",
                    key=key,
                    id=first.id,
                    name=first.name,
                )
            )

    @api.model
    def _await_key(self, key):
        """Wait for a call with the same idempotency key that is under way, and have Odoo call again after it."""
        given = [key, self.env.company.id]
        self.env.cr.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, %s))", given)
        if not self.env.cr.fetchone()[0]:
            self.env.cr.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", given)
            raise ConcurrencyError(f"a call with the idempotency key {key} was under way")

    @api.model
    def _mapping(self, name):
        """Return the mapping of that name, None for no name."""
        name = given_text(self.env, "mapping", name)
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


def _issue_facts(env, issues):
    """Return values of ``dso.upload.issue`` as the report has them."""
    twins = twin_facts(env, {number: values["twin"] for number, values in enumerate(issues) if "twin" in values})
    facts = []
    for number, values in enumerate(issues):
        found = {key: values[key] for key in ISSUE_KEYS}
        if number in twins:
            found |= twins[number] | {"partner_id": values["partner_id"] or 0}
        facts.append(found)
    return facts
