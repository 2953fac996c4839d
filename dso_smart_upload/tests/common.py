"""A French company and files to import into it."""

import base64
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from odoo import SUPERUSER_ID
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged
from odoo.tests.common import TransactionCase
from odoo.tools import SQL

from ..models import upload_run

EXAMPLES = Path(__file__).parents[2] / "examples"


def encoded(text, encoding="utf-8"):
    """Return a file's text as the API takes it."""
    return base64.b64encode(text.encode(encoding)).decode()


@tagged("post_install", "-at_install")
class UploadCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        france = cls.env.ref("base.fr")
        cls.company = cls.env["res.company"].create({"name": "Négoce du Nord", "country_id": france.id})
        cls.user = new_test_user(
            cls.env,
            "controller",
            groups="dso_smart_upload.group_user",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.env = cls.env(user=cls.user, context={"allowed_company_ids": cls.company.ids, "lang": "en_US"})
        cls.runs = cls.env["dso.upload.run"]
        cls.partners = cls.env["res.partner"]

    def other_company(self):
        """Return a company that the user may not work for."""
        return self.env["res.company"].with_user(SUPERUSER_ID).create({"name": "Elsewhere"})

    def rpc(self, model, method, *args, user=None, **kwargs):
        """Call a public method as RPC does: with a user's rights, the context they send, and nothing in memory."""
        self.env.flush_all()
        self.env.invalidate_all()
        env = self.env(user=(user or self.user).id, su=False, context={})
        result = call_kw(env[model], method, list(args), kwargs)
        self.env.flush_all()
        self.env.invalidate_all()
        return result

    @classmethod
    def new_user(cls, login, groups):
        """Return a user of the company with the rights of some groups, named as in ``groups`` of a field."""
        return new_test_user(
            cls.env(su=True), login, groups=groups, company_id=cls.company.id, company_ids=[(6, 0, cls.company.ids)]
        )

    def upload(self, text, **kwargs):
        """Import a file's text and return the report."""
        kwargs.setdefault("filename", "clients.csv")
        return self.runs.import_file(content=encoded(text), **kwargs)

    def check(self, text, **kwargs):
        """Check a file's text and return the report."""
        kwargs.setdefault("filename", "clients.csv")
        return self.runs.check_file(content=encoded(text), **kwargs)

    @contextmanager
    def failing(self, *failures):
        """Let the import of blocks fail.

        :param failures: for each block its exception, or None; all later ones succeed
        """
        left, apply = list(failures), upload_run.apply_plan

        def maybe_fail(env, plan, made=None):
            error = left.pop(0) if left else None
            if error:
                raise error
            return apply(env, plan, made)

        with patch.object(upload_run, "apply_plan", maybe_fail):
            yield

    def customer(self, code):
        """Return the one customer with a code."""
        found = self.partners.with_context(active_test=False).search([("ref", "=", code), ("parent_id", "=", False)])
        self.assertEqual(len(found), 1, f"customers with the code {code}: {found}")
        return found

    def kinds(self, report, severity=None):
        """Return the kinds of the issues of a report, in order."""
        return [issue["kind"] for issue in report["issues"] if severity in (None, issue["severity"])]

    def assertCounts(self, report, **counts):
        """Check the counts of a report; counts that are not named must be 0; outcomes must add up to the rows."""
        names = ("created", "updated", "unchanged", "rejected", "warnings", "kept")
        found = {name: report[name] for name in names if report[name]}
        self.assertEqual(found, counts, report["issues"])
        self.assertEqual(report["rows"], sum(report[name] for name in ("created", "updated", "unchanged", "rejected")))

    def tables(self):
        """Return the rows of the tables an import writes, without who wrote them last and when.

        Odoo holds an unticked box as NULL or as false, and no text as NULL or as an empty one: all are left out.
        """
        self.env.flush_all()
        tables = ("res_partner", "res_partner_category", "account_payment_term", "account_payment_term_line")
        found = {}
        for table in tables:
            rows = self.env.execute_query(SQL("SELECT to_jsonb(t) FROM %s AS t ORDER BY id", SQL.identifier(table)))
            found[table] = [
                {
                    name: value
                    for name, value in row.items()
                    if value not in (None, False, "") and name not in ("write_date", "write_uid")
                }
                for (row,) in rows
            ]
        found["groups of customers"] = self.env.execute_query(
            SQL("SELECT partner_id, category_id FROM res_partner_res_partner_category_rel ORDER BY 1, 2")
        )
        for table, model in (
            ("mail_message", "model"),
            ("mail_followers", "res_model"),
            ("ir_attachment", "res_model"),
        ):
            found[table] = self.env.execute_query(
                SQL(
                    "SELECT id FROM %s WHERE %s = 'res.partner' ORDER BY 1",
                    SQL.identifier(table),
                    SQL.identifier(model),
                )
            )
        return found

    def assertSameTables(self, before):
        after = self.tables()
        for table, rows in before.items():
            self.assertEqual(len(after[table]), len(rows), table)
            for old, new in zip(rows, after[table], strict=True):
                self.assertEqual(new, old, table)
