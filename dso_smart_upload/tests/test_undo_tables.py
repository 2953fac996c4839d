"""An import and its undo leave every table as it was."""

from odoo.fields import Command

from .common import UploadCase


class TestUndoWhole(UploadCase):
    """After an import of all kinds of fields and its undo the tables are as they were."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        su = cls.env(su=True)
        cls.user.sudo().group_ids = [Command.link(su.ref("account.group_account_manager").id)]
        fields = {"industry_id": "many2one", "trust": "selection", "color": "integer", "employee": "boolean"}
        su["dso.upload.field"].create(
            [{"key": name, "name": name, "partner_field": name, "kind": kind} for name, kind in fields.items()]
        )
        for key in ("credit_limit", "insurer_guarantee", "temporary_guarantee_from", "insurer_reference"):
            su.ref(f"dso_smart_upload.field_{key}").open_to_imports = True
        journal = su["account.journal"].create(
            {"name": "Banque", "code": "TBNK", "type": "bank", "company_id": cls.company.id}
        )
        journal.inbound_payment_method_line_ids[0].name = "Virement"
        su["res.partner.industry"].create([{"name": "Zinc"}, {"name": "Plomb"}])
        cls.group = su["res.partner.category"].create({"name": "VIP"})

    ROW = {
        "name": "Aciéries du Nord",
        "street": "1 rue du Port",
        "street2": "Bâtiment A",
        "zip": "59000",
        "city": "Lille",
        "country": "France",
        "phone": "+33 3 20 00 00 00",
        "email": "compta@acieries.example",
        "website": "www.acieries.example",
        "legal_id": "552081317",
        "vat": "FR03552081317",
        "payment_term": "37 jours nets",
        "payment_method": "Virement",
        "groups": "Nord, Grands comptes",
        "salesperson": "controller",
        "language": "en_US",
        "comment": "Paie en retard\nRelancer",
        "credit_limit": "12 500,50",
        "insurer_guarantee": "8000",
        "insurer_reference": "COF-7",
        "temporary_guarantee": "100",
        "temporary_guarantee_from": "01/02/2026",
        "industry_id": "Plomb",
        "trust": "good",
        "color": "3",
        "employee": "oui",
    }

    def test_tables_are_as_before(self):
        germany = self.env.ref("base.de")
        self.partners.create({"name": "Bare", "ref": "K1", "is_company": True})
        full = self.partners.create(
            {
                "name": "Full",
                "ref": "K2",
                "is_company": True,
                "street": "2 Hafenstraße",
                "zip": "20095",
                "city": "Hamburg",
                "country_id": germany.id,
                "phone": "+49 40 123456",
                "email": "old@example.com",
                "website": "http://old.example",
                "company_registry": "HRB 1",
                "vat": "DE136695976",
                "property_payment_term_id": self.env.ref("account.account_payment_term_30days").id,
                "category_id": self.group.ids,
                "lang": "en_US",
                "comment": "<p>Old <b>note</b></p>",
                "credit_limit": 100.25,
                "dso_insurer_guarantee": 50,
                "dso_insurer_reference": "OLD",
                "dso_temporary_guarantee_from": "2025-01-01",
                "trust": "bad",
                "color": 9,
                "industry_id": self.env["res.partner.industry"].search([("name", "=", "Zinc")]).id,
            }
        )
        self.partners.create({"name": "Contact", "parent_id": full.id, "type": "contact"})
        archived = self.partners.create({"name": "Gone", "ref": "K3", "is_company": True, "active": False})
        before = self.tables()
        rows = [{"code": code, **self.ROW} for code in ("K1", "K2", "K3", "N1", "N2")]
        report = self.runs.import_rows(rows=rows, options={"create_payment_terms": True})
        self.assertEqual((report["created"], report["updated"], report["rejected"]), (2, 3, 0), report["issues"])
        self.assertEqual(archived.city, "Lille")
        imported = {change["code"]: set(change["values"]) for change in report["changes"]}
        self.assertEqual(set(self.ROW) - imported["N1"], set())
        self.assertGreater(len(imported["K2"]), 20)
        self.assertNotEqual(self.tables(), before)
        result = self.runs.undo(run_id=report["run_id"])
        self.assertEqual((result["reverted"], result["kept"], result["failed"]), (5, 0, 0), result["changes"])
        self.assertSameTables(before)

    def test_two_imports_undone_in_turn(self):
        before = self.tables()
        rows = [{"code": code, **self.ROW} for code in ("N1", "N2")]
        first = self.runs.import_rows(rows=rows, options={"create_payment_terms": True})
        between = self.tables()
        rows = [{**row, "city": "Roubaix", "groups": "Est", "payment_term": "38 jours nets"} for row in rows]
        second = self.runs.import_rows(rows=rows, options={"create_payment_terms": True})
        self.assertEqual(second["updated"], 2)
        self.runs.undo(run_id=second["run_id"])
        self.assertSameTables(between)
        self.runs.undo(run_id=first["run_id"])
        self.assertSameTables(before)
