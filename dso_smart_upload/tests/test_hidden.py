"""What a record rule hides from the user is not created a second time, and nothing of it is told."""

import json

from odoo.fields import Command

from ..engine.customers import find_customers
from .common import UploadCase, encoded

HEADER = "Code client;Raison sociale;Ville\n"
OPTIONS = {"columns": {"Code client": "code", "Raison sociale": "name"}}


class HiddenCase(UploadCase):
    def hide(self, model, domain, **vals):
        """Add a rule by which everybody sees only some records of a model."""
        model_id = self.env["ir.model"].sudo()._get_id(model)
        rule = {"name": f"Some of {model}", "model_id": model_id, "domain_force": str(domain), **vals}
        return self.env["ir.rule"].sudo().create(rule)

    def count(self, model, domain):
        self.env.flush_all()
        return self.env[model].sudo().with_context(active_test=False).search_count(domain)

    def both(self, text, **kwargs):
        """Return the reports of a check over RPC and of the import; both say the same."""
        kwargs = {"options": OPTIONS, **kwargs}
        content = {"content": encoded(text), "filename": "clients.csv"}
        checked = self.rpc("dso.upload.run", "check_file", **content, **kwargs)
        report = self.rpc("dso.upload.run", "import_file", **content, **kwargs)
        self.assertEqual(
            [(one["line"], one["kind"], one["message"]) for one in report["issues"]],
            [(one["line"], one["kind"], one["message"]) for one in checked["issues"]],
        )
        return report


class TestHiddenCustomer(HiddenCase):
    def setUp(self):
        super().setUp()
        self.hidden = self.partners.sudo().create(
            [
                {"name": "Geheim", "ref": "H1", "city": "Metz"},
                {"name": "Geheim", "ref": "00777", "city": "Metz"},
                {"name": "Geheim", "ref": "H2", "city": "Metz", "active": False},
                {"name": "Geheim", "ref": "Hz", "city": "Metz", "company_id": self.company.id},
            ]
        )
        self.rule = self.hide("res.partner", [("city", "!=", "Metz")])

    def assertHidden(self, report, *lines):
        self.assertEqual([one["line"] for one in report["issues"] if one["kind"] == "hidden_customer"], list(lines))
        for issue in report["issues"]:
            self.assertNotIn("Geheim", issue["message"])
        text = json.dumps([report["issues"], report["changes"]])
        self.assertNotIn("Geheim", text)
        for partner in self.hidden:
            self.assertNotIn(str(partner.id), "".join(one["message"] for one in report["issues"]))

    def test_every_spelling_that_means_it(self):
        codes = ("H1", "h1", " H1 ", "777", "777.0", "H2", "hZ")
        for code in codes:
            with self.subTest(code):
                report = self.both(HEADER + f"{code};Neu;Lyon\n")
                self.assertCounts(report, rejected=1)
                self.assertHidden(report, 2)
                self.assertIn("that you may not see", report["issues"][0]["message"])
                self.assertEqual(report["issues"][0]["severity"], "error")
                issue = self.env["dso.upload.issue"].search([("run_id", "=", report["run_id"])])
                self.assertFalse(issue.partner_id)
        self.assertEqual(self.count("res.partner", [("name", "=", "Neu")]), 0)
        self.assertEqual(set(self.hidden.mapped("city")), {"Metz"})

    def test_codes_that_mean_somebody_else(self):
        report = self.both(HEADER + "H11;Neu;Lyon\n000777;Neu;Lyon\nH;Neu;Lyon\n")
        self.assertCounts(report, created=3)

    def test_other_rows_are_imported_and_a_second_time_is_the_same(self):
        text = HEADER + "H1;Neu;Lyon\nC1;Aciéries;Lille\n"
        self.assertHidden(self.both(text), 2)
        report = self.both(text)
        self.assertCounts(report, unchanged=1, rejected=1)
        self.assertHidden(report, 2)

    def test_visible_and_hidden_ones_with_one_code(self):
        visible = self.partners.create({"name": "Sichtbar", "ref": "h1", "city": "Lille"})
        report = self.both(HEADER + "h1;Neu;Lyon\n")
        self.assertCounts(report, updated=1)
        self.hidden[0].ref = "h1"
        report = self.both(HEADER + "h1;Neu;Paris\nH1;Neu;Paris\n")
        self.assertCounts(report, rejected=2)
        self.assertEqual(self.kinds(report), ["ambiguous_code"] * 2)
        self.assertIn("Neu (h1", report["issues"][0]["message"])
        self.assertIn("may not see", report["issues"][0]["message"])
        self.assertHidden(report)
        self.assertEqual(visible.city, "Lyon")

    def test_exact_code_of_a_visible_one(self):
        self.partners.create({"name": "Sichtbar", "ref": "h1", "city": "Lille"})
        report = self.both(HEADER + "h1;Neu;Lyon\nH1;Neu;Lyon\n")
        self.assertCounts(report, updated=1, rejected=1)
        self.assertHidden(report, 3)

    def test_customers_of_another_company_are_not_meant(self):
        self.hidden.company_id = self.other_company()
        self.assertCounts(self.both(HEADER + "H1;Neu;Lyon\n"), created=1)

    def test_contacts_are_not_meant(self):
        self.hidden.parent_id = self.partners.create({"name": "Holding"})
        self.assertCounts(self.both(HEADER + "H1;Neu;Lyon\n"), created=1)

    def test_undo_leaves_it(self):
        report = self.both(HEADER + "H1;Neu;Lyon\nC1;Aciéries;Lille\n")
        self.assertEqual(self.runs.undo(run_id=report["run_id"])["reverted"], 1)
        self.assertEqual(len(self.hidden.exists()), 4)

    def test_hidden_after_the_import(self):
        self.both(HEADER + "C1;Aciéries;Lille\n")
        self.customer("C1").sudo().city = "Metz"
        report = self.both(HEADER + "C1;Aciéries;Lille\n")
        self.assertCounts(report, rejected=1)
        self.assertHidden(report, 2)

    def test_rejected_rows_can_be_downloaded(self):
        report = self.both(HEADER + "H1;Neu;Lyon\n")
        _name, content = self.runs.browse(report["run_id"])._rejected_file("csv")
        self.assertIn("that you may not see", content.decode("utf-8-sig"))

    def test_one_query_more_at_most_and_none_where_nothing_is_hidden(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            find_customers(self.partners, ["h1", "c1"], ["name"])
            return self.env.cr.sql_log_count - before

        queries()
        hiding = queries()
        self.rule.active = False
        queries()
        self.assertEqual(hiding - queries(), 1)


class TestHiddenGroups(HiddenCase):
    TEXT = "Code client;Raison sociale;Secteur\nC1;Aciéries;{}\n"

    def setUp(self):
        super().setUp()
        groups = self.env["res.partner.category"].sudo()
        self.family = groups.create({"name": "Secteur"})
        self.secret, self.open, self.branch = groups.create(
            [{"name": name, "parent_id": self.family.id} for name in ("Défense", "Acier", "Zweig")]
        )
        self.below = groups.create({"name": "Unten", "parent_id": self.branch.id})

    def hide_groups(self, groups):
        return self.hide("res.partner.category", [("id", "not in", groups.ids)])

    def upload_groups(self, cell, **kwargs):
        kwargs.setdefault("options", {**OPTIONS, "columns": {**OPTIONS["columns"], "Secteur": "groups"}})
        return self.both(self.TEXT.format(cell), **kwargs)

    def assertOnce(self, *names):
        for name in names:
            self.assertEqual(self.count("res.partner.category", [("name", "=ilike", name)]), 1, name)

    def test_hidden_group(self):
        self.hide_groups(self.secret)
        report = self.upload_groups('"defense, Acier, Neuf"')
        self.assertCounts(report, created=1, warnings=1)
        (issue,) = report["issues"]
        self.assertEqual((issue["kind"], issue["field"]), ("hidden_group", "groups"))
        self.assertIn("defense", issue["message"])
        self.assertNotIn("Défense", issue["message"])
        self.assertOnce("Défense", "Acier", "Neuf")
        self.assertEqual(self.count("res.partner.category", [("name", "=", "defense")]), 0)
        self.assertEqual(sorted(self.customer("C1").category_id.mapped("name")), ["Acier", "Neuf"])
        self.assertCounts(self.upload_groups('"defense, Acier, Neuf"'), unchanged=1, warnings=1)

    def test_group_below_a_hidden_one(self):
        self.hide_groups(self.branch)
        self.assertCounts(self.upload_groups("Unten"), created=1)
        self.assertEqual(self.customer("C1").category_id, self.below)
        self.assertOnce("Unten")

    def test_hidden_family(self):
        self.hide_groups(self.family)
        report = self.upload_groups('"Acier, Neuf"')
        self.assertCounts(report, created=1, warnings=1)
        self.assertEqual(self.kinds(report), ["hidden_group"])
        self.assertIn("Neuf", report["issues"][0]["message"])
        self.assertEqual(self.customer("C1").category_id, self.open)
        self.assertOnce("Secteur", "Acier")

    def test_family_of_the_mapping_is_hidden(self):
        self.upload_groups(
            "Acier", options={**OPTIONS, "columns": {**OPTIONS["columns"], "Secteur": "groups"}, "save_mapping": "m"}
        )
        mapping = self.env["dso.upload.mapping"].search([("name", "=", "m")])
        mapping.column_ids.filtered(lambda column: column.kind == "groups").family_id = self.family
        self.hide_groups(self.family)
        report = self.upload_groups('"Acier, Neuf"', mapping="m", options={})
        self.assertCounts(report, unchanged=1, warnings=1)
        self.assertOnce("Secteur", "Acier")

    def test_groups_the_customer_has_stay(self):
        self.upload_groups("Acier")
        self.customer("C1").sudo().category_id += self.secret
        self.hide_groups(self.secret)
        self.assertCounts(self.upload_groups("Neuf"), updated=1)
        names = self.customer("C1").sudo().category_id.mapped("name")
        self.assertEqual(sorted(names), ["Défense", "Neuf"])

    def test_reject(self):
        self.hide_groups(self.secret)
        options = {"columns": {**OPTIONS["columns"], "Secteur": "groups"}, "on_bad": {"Secteur": "reject"}}
        self.assertCounts(self.upload_groups("Défense", options=options), rejected=1)


class TestHiddenTerms(HiddenCase):
    TEXT = "Code client;Raison sociale;Conditions de règlement\nC1;Aciéries;{}\n"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user.sudo().group_ids += cls.env.ref("account.group_account_manager")

    def setUp(self):
        super().setUp()
        self.term = self.make_term("Geheim")
        self.hide("account.payment.term", [("id", "!=", self.term.id)])

    def make_term(self, name):
        line = {"value": "percent", "value_amount": 100, "delay_type": "days_after", "nb_days": 47}
        lines = [Command.clear(), Command.create(line)]
        vals = {"name": name, "company_id": self.company.id, "line_ids": lines}
        return self.env["account.payment.term"].sudo().create(vals)

    def terms(self):
        return self.count("account.payment.term", [])

    def test_by_meaning_and_by_name(self):
        before = self.terms()
        for word in ("47 jours", "geheim"):
            for create in (True, False):
                with self.subTest(word, create=create):
                    report = self.both(self.TEXT.format(word), options={**OPTIONS, "create_payment_terms": create})
                    (issue,) = [issue for issue in report["issues"] if issue["kind"] != "same_file"]
                    self.assertEqual((issue["kind"], issue["severity"]), ("hidden_term", "warning"))
                    self.assertIn(word, issue["message"])
                    self.assertNotIn("Geheim", issue["message"])
                    self.assertFalse(self.customer("C1").property_payment_term_id)
        self.assertEqual(self.terms(), before)

    def test_another_one_that_means_the_same(self):
        visible = self.make_term("47 T")
        self.both(self.TEXT.format("47 jours"))
        self.assertEqual(self.customer("C1").property_payment_term_id, visible)

    def test_of_another_company(self):
        self.term.company_id = self.other_company()
        before = self.terms()
        self.both(self.TEXT.format("47 jours"), options={**OPTIONS, "create_payment_terms": True})
        self.assertEqual(self.terms(), before + 1)
