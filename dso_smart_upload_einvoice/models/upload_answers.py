"""Answers of public services, a second kind of file: keyed on Siren or VAT number, not on the customer code.

An answer becomes rows of the customers who have its numbers, and these are imported as any file is: the same check,
journal and undo.
"""

import base64
import json

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.dso_smart_upload.engine.arguments import given_bytes, given_filename, given_options
from odoo.addons.dso_smart_upload.engine.customers import customer_domain
from odoo.addons.dso_smart_upload.engine.prepare import max_bytes
from odoo.addons.dso_smart_upload.engine.say import saying
from odoo.addons.dso_smart_upload.pipeline.table import read_table

from ..pipeline.answers import COLUMNS, Account, find_columns, key_of, keys_of, translate

MOST_NAMED = 10  # numbers or names that a sentence lists


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"  # pylint: disable=consider-merging-classes-inherited

    @api.model
    def check_answers(self, content, filename, options=None):
        """Say what importing the answer of a public service would do; nothing is written.

        :param str content: the file, base64 text or XML-RPC Binary: a row for each address of a Siren, or VAT number
        :param str filename: its name
        :param dict options: see ``check_file``; ``values`` says which of several addresses counts:
            {"Electronic Address": {"one | other": "one"}}
        :returns: report, see ``get_report``, with ``answers``: ``unknown`` (numbers that no customer has),
            ``without_code`` (customers who cannot be imported, as they have no code) and ``ambiguous`` (numbers with
            several addresses)
        :rtype: dict
        :raises UserError: the file cannot be read, has no numbers, or no customer has one of them
        :raises AccessError: the user may not import
        """
        self.browse().check_access("create")
        rows, facts = self._answers(content, filename)
        given = self._answer_options(options)
        return {**self.check_file(_encoded(rows), _name(filename), options=given), "answers": facts}

    @api.model
    def import_answers(self, content, filename, options=None, idempotency_key=""):
        """Import the answer of a public service.

        :param str content: see ``check_answers``
        :param str filename: its name
        :param dict options: see ``check_answers``
        :param str idempotency_key: see ``import_file``
        :returns: see ``check_answers``
        :rtype: dict
        :raises UserError: see ``check_answers``
        :raises AccessError: the user may not import
        """
        self.browse().check_access("create")
        rows, facts = self._answers(content, filename)
        given = self._answer_options(options)
        report = self.import_file(_encoded(rows), _name(filename), options=given, idempotency_key=idempotency_key)
        return {**report, "answers": facts}

    @api.model
    def _answer_options(self, options):
        options = given_options(self.env, options)
        return {**options, "columns": {**COLUMNS, **options.get("columns", {})}}

    @api.model
    def _answers(self, content, filename):
        """Return the rows of customers that an answer becomes, as JSON, and what found no customer.

        :return: (bytes, dict)
        :raises UserError: the file cannot be read, has no numbers, or no customer has one of them
        """
        content, filename = given_bytes(self.env, content), given_filename(self.env, filename)
        env = self._own_env(self.env.user, self.env.company)
        with saying(env):
            table = read_table(content, filename, largest=max_bytes(env))
        columns = find_columns(table)
        if columns is None:
            raise UserError(env._("No column of %(name)s holds Sirens or VAT numbers.", name=filename))
        found = translate(table, columns, self._accounts(env, keys_of(table, columns)))
        if not found.rows:
            raise UserError(
                env._(
                    "None of the numbers in %(name)s is that of a customer with a customer code: %(numbers)s.",
                    name=filename,
                    numbers=", ".join((found.unknown or found.without_code)[:MOST_NAMED]),
                )
            )
        facts = {"unknown": found.unknown, "without_code": found.without_code, "ambiguous": found.ambiguous}
        return json.dumps(found.rows).encode(), facts

    @api.model
    def _accounts(self, env, keys):
        """Return the customers who have some numbers: dict number -> list of ``Account``; two queries.

        :param env: whose rights and company count
        """
        wanted = {key for key in keys if key}
        partners = env["res.partner"]
        query = partners._search(customer_domain(partners), order="id")
        registry, vat = (partners._field_to_sql(query.table, name, query) for name in ("company_registry", "vat"))
        digits = SQL("left(regexp_replace(%s, '\\D', '', 'g'), 9)", registry)
        number = SQL("regexp_replace(upper(%s), '[^0-9A-Z]', '', 'g')", vat)
        any_of = SQL("ANY(%s)", sorted(wanted))
        query.add_where(
            SQL("(%s = %s OR %s = %s OR right(%s, 9) = %s)", digits, any_of, number, any_of, number, any_of)
        )
        names = ["ref", "name", "company_registry", "dso_siret", "vat", "country_id", "is_company"]
        found: dict[str, list[Account]] = {}
        for partner in partners._fetch_query(query, [partners._fields[name] for name in names]):
            customer = partner._dso_einvoice_customer()
            for key in {customer.siren, key_of(customer.vat)} & wanted:
                account = Account(partner.ref or "", partner.name or "", customer.establishment)
                found.setdefault(key, []).append(account)
        return found

    @api.model
    def _answer_notes(self, facts):
        """Return what there is to say of an answer as a whole, as sentences."""
        sentences = {
            "unknown": self.env._("No customer has these numbers (%(count)s): %(names)s"),
            "without_code": self.env._("These customers have no customer code and are left out (%(count)s): %(names)s"),
            "ambiguous": self.env._("There are several addresses for these numbers (%(count)s): %(names)s"),
        }
        return [
            sentence % {"count": len(facts[name]), "names": ", ".join(facts[name][:MOST_NAMED])}
            for name, sentence in sentences.items()
            if facts[name]
        ]


def _name(filename):
    """Return the name under which rows are imported; the ending says that they are JSON."""
    return f"{filename}.json"


def _encoded(rows):
    return base64.b64encode(rows).decode()
