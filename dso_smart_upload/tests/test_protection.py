"""Credit limit and guarantees: managed in Odoo, whatever door an import comes through."""

from odoo import fields

from .common import UploadCase

HEADER = "Code client;Raison sociale;Plafond de crédit;Garantie assureur;Autres garanties\n"
PROTECTED = {
    "credit_limit": 30000.0,
    "dso_insurer_guarantee": 20000.0,
    "dso_other_guarantees": 5000.0,
    "dso_insurer_reference": "COF-1",
    "dso_temporary_guarantee": 1000.0,
    "dso_temporary_guarantee_from": "2026-01-01",
    "dso_temporary_guarantee_to": "2026-12-31",
}


class TestProtection(UploadCase):
    def test_set_at_creation(self):
        self.assertCounts(self.upload(HEADER + "C1;Aciéries;30 000,00;20000;5000\n"), created=1)
        partner = self.customer("C1")
        self.assertEqual(
            (partner.credit_limit, partner.dso_insurer_guarantee, partner.dso_other_guarantees), (30000, 20000, 5000)
        )

    def test_below_zero_is_in_doubt(self):
        text = HEADER + "C1;Aciéries;-30 000,00;(20000);5000-\nC2;Béton;-0;1;2\n"
        checked, report = self.check(text), self.upload(text)
        self.assertCounts(report, created=2, warnings=3)
        self.assertEqual(self.kinds(report, "warning"), ["negative_amount"] * 3)
        self.assertEqual(checked["issues"], report["issues"])
        self.assertIn("-30 000,00", report["issues"][0]["message"])
        partner = self.customer("C1")
        self.assertEqual(
            (partner.credit_limit, partner.dso_insurer_guarantee, partner.dso_other_guarantees), (-30000, -20000, -5000)
        )
        again = self.upload(HEADER + "C1;Aciéries;-1;;\n", options={"on_bad": {"Plafond de crédit": "reject"}})
        self.assertCounts(again, unchanged=1, warnings=1, kept=1)

    def test_kept_afterwards_and_reported(self):
        self.upload(HEADER + "C1;Aciéries;30 000,00;20000;5000\n")
        report = self.upload(HEADER + "C1;Aciéries;50000;20000;0\n")
        self.assertCounts(report, unchanged=1, kept=2)
        self.assertEqual(self.customer("C1").credit_limit, 30000)
        self.assertEqual(self.customer("C1").dso_other_guarantees, 5000)
        first = report["issues"][0]
        self.assertEqual((first["severity"], first["kind"], first["field"]), ("kept", "kept", "credit_limit"))
        self.assertIn("kept 30,000", first["message"])
        self.assertIn("50,000", first["message"])

    def test_zero_in_odoo_is_a_decision_too(self):
        self.upload(HEADER + "C1;Aciéries;0;0;0\n")
        report = self.upload(HEADER + "C1;Aciéries;50000;1;1\n")
        self.assertCounts(report, unchanged=1, kept=3)
        self.assertEqual(self.customer("C1").credit_limit, 0)

    def test_no_policy_opens_a_protected_field(self):
        self.upload(HEADER + "C1;Aciéries;30000;;\n")
        report = self.upload(HEADER + "C1;Aciéries;1;;\n", options={"policies": {"Plafond de crédit": "always"}})
        self.assertCounts(report, unchanged=1, kept=1)
        self.assertEqual(self.customer("C1").credit_limit, 30000)

    def test_blank_never_clears_a_protected_value(self):
        self.upload(HEADER + "C1;Aciéries;30000;20000;5000\n", options={"save_mapping": "Sage"})
        self.env["dso.upload.mapping"].search([("name", "=", "Sage")]).column_ids.on_blank = "clear"
        self.assertCounts(self.upload(HEADER + "C1;Aciéries;;;\n"), unchanged=1)
        self.assertEqual(self.customer("C1").dso_insurer_guarantee, 20000)

    def test_opened_by_an_administrator(self):
        self.upload(HEADER + "C1;Aciéries;30000;20000;\n")
        field = self.env.ref("dso_smart_upload.field_credit_limit")
        admin = self.env(user=self.env.ref("base.user_admin").id, context={})
        settings = admin["res.config.settings"].create({})
        settings.dso_opened_field_ids = field.with_env(admin)
        settings.execute()
        self.env.invalidate_all()
        report = self.upload(HEADER + "C1;Aciéries;50000;1;\n")
        self.assertCounts(report, updated=1, kept=1)
        self.assertEqual(self.customer("C1").credit_limit, 50000)
        self.assertEqual(self.customer("C1").dso_insurer_guarantee, 20000)
        self.env.flush_all()
        self.assertTrue(field.sudo().message_ids.tracking_value_ids)
        field.sudo().open_to_imports = False
        self.assertCounts(self.upload(HEADER + "C1;Aciéries;60000;;\n"), unchanged=1, kept=1)

    def test_write_of_an_import(self):
        partner = self.partners.create({"name": "Aciéries", "ref": "C1", **PROTECTED})
        for context in ({"import_file": True}, {"dso_import": True}):
            for value in (0, 99):
                partner.with_context(**context).write(
                    {
                        "city": f"Lille {value}",
                        **{name: value for name, was in PROTECTED.items() if isinstance(was, float)},
                        "dso_insurer_reference": "other" if value else False,
                        "dso_temporary_guarantee_from": "2020-01-01" if value else False,
                    }
                )
                self.assertEqual(partner.city, f"Lille {value}")
                self.assertProtected(partner)

    def assertProtected(self, partner):
        for name, value in PROTECTED.items():
            found = partner[name]
            self.assertEqual(fields.Date.to_string(found) if name.endswith(("from", "to")) else found, value, name)

    def test_a_person_may_write(self):
        partner = self.partners.create({"name": "Aciéries", "ref": "C1", **PROTECTED})
        partner.credit_limit = 1
        self.assertEqual(partner.credit_limit, 1)

    def test_other_addons_mark_their_own(self):
        marked = self.env.registry["res.partner"]._fields["trust"]
        self.addCleanup(marked.__dict__.pop, "import_protected", None)
        marked.__dict__["import_protected"] = True
        partner = self.partners.create({"name": "Aciéries", "trust": "good"})
        partner.with_context(import_file=True).write({"trust": "bad", "city": "Lille"})
        self.assertEqual((partner.trust, partner.city), ("good", "Lille"))

    def test_guarantee_in_force(self):
        partner = self.partners.create({"name": "Aciéries", "ref": "C1", **PROTECTED})
        today = fields.Date.today()
        for begin, end, expected in (
            (False, False, 26000),
            (today, today, 26000),
            (fields.Date.add(today, days=1), False, 25000),
            (False, fields.Date.subtract(today, days=1), 25000),
        ):
            partner.write({"dso_temporary_guarantee_from": begin, "dso_temporary_guarantee_to": end})
            self.assertEqual(partner.dso_guarantee, expected)
            self.assertEqual(partner.dso_uncovered_limit, 30000 - expected)
        self.assertEqual(partner.dso_uncovered_receivable, 0)

    def test_guarantees_are_per_company(self):
        partner = self.partners.create({"name": "Aciéries", "dso_insurer_guarantee": 5.0})
        other = self.other_company()
        self.assertEqual(partner.sudo().with_company(other).dso_insurer_guarantee, 0.0)
