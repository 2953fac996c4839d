"""Odoo's own import: protected values stay, and it says so."""

import json

from .common import UploadCase


class TestNativeImport(UploadCase):
    def setUp(self):
        super().setUp()
        self.partner = self.partners.create(
            {"name": "Aciéries", "ref": "C1", "credit_limit": 30000, "dso_insurer_guarantee": 20000}
        )
        self.env["ir.model.data"].sudo().create(
            {"module": "__import__", "name": "c1", "model": "res.partner", "res_id": self.partner.id}
        )

    def load(self, *rows):
        fields = ["id", "name", "city", "credit_limit", "dso_insurer_guarantee"]
        return self.partners.with_context(import_file=True).load(fields, [list(row) for row in rows])

    def test_load_keeps_and_warns(self):
        result = self.load(("__import__.c1", "Aciéries", "Lille", "50000", "0"))
        self.assertEqual(result["ids"], [self.partner.id])
        self.assertEqual(self.partner.city, "Lille")
        self.assertEqual((self.partner.credit_limit, self.partner.dso_insurer_guarantee), (30000, 20000))
        (message,) = result["messages"]
        self.assertEqual(message["type"], "warning")
        self.assertIn("2 protected values", message["message"])
        self.assertIn("Credit Limit", message["message"])

    def test_load_without_difference_is_silent(self):
        result = self.load(("__import__.c1", "Aciéries", "Lille", "30000", "20000"))
        self.assertEqual(result["messages"], [])

    def test_load_sets_at_creation(self):
        result = self.load(("__import__.c2", "Béton", "Lyon", "700", "80"))
        self.assertEqual(result["messages"], [])
        partner = self.partners.browse(result["ids"])
        self.assertEqual((partner.credit_limit, partner.dso_insurer_guarantee), (700, 80))

    def test_whole_native_import(self):
        text = "id,name,credit_limit\n__import__.c1,Aciéries SA,0\n"
        wizard = self.env["base_import.import"].create(
            {"res_model": "res.partner", "file": text.encode(), "file_type": "text/csv", "file_name": "a.csv"}
        )
        options = {"quoting": '"', "separator": ",", "has_headers": True, "encoding": "utf-8"}
        result = wizard.execute_import(["id", "name", "credit_limit"], ["id", "name", "credit_limit"], options)
        self.assertEqual(self.partner.name, "Aciéries SA")
        self.assertEqual(self.partner.credit_limit, 30000)
        self.assertIn("1 protected value", json.dumps(result["messages"]))

    def test_contact_of_a_customer_is_no_false_alarm(self):
        fields = ["id", "name", "parent_id/id"]
        result = self.partners.with_context(import_file=True).load(
            fields, [["__import__.c3", "Comptable", "__import__.c1"]]
        )
        self.assertEqual(result["messages"], [])

    def test_import_of_users_keeps_and_warns(self):
        users = self.env["res.users"].sudo().with_context(import_file=True)
        result = users.load(
            ["name", "login", "partner_id/.id", "credit_limit"], [["Aciéries", "acieries", str(self.partner.id), "7"]]
        )
        self.assertEqual(self.partner.credit_limit, 30000)
        self.assertEqual([message.get("dso_kept") for message in result["messages"]], [1], result["messages"])
