"""What stays to be read of an import: on the customer, and after a long time."""

from odoo import fields

from .common import UploadCase

TEXT = "Code client;Raison sociale;Ville;Plafond de crédit\nC1;Aciéries;Lille;30000\n"


class TestJournal(UploadCase):
    def test_history_of_a_customer(self):
        self.upload(TEXT)
        self.upload(TEXT.replace("Lille", "Lyon"))
        self.check(TEXT)
        partner = self.customer("C1")
        self.assertEqual(partner.dso_change_count, 2)
        changes = self.env["dso.upload.change"].search(partner.action_dso_changes()["domain"])
        self.assertEqual(changes.mapped("action"), ["updated", "created"])
        self.assertEqual(changes[0].summary, "City: Lille → Lyon")
        self.assertEqual(changes[0].sudo().raw_values, {"city": ["Lille", "Lyon"]})
        self.assertEqual(changes[0].user_id, self.user)

    def test_checks_do_not_count_as_imports(self):
        self.upload(TEXT)
        run = self.runs._make(TEXT.replace("Lille", "Metz").encode(), "clients.csv")
        run._start_check()
        self.assertEqual(self.customer("C1").dso_change_count, 1)

    def test_customers_with_kept_values(self):
        self.upload(TEXT)
        report = self.upload(TEXT.replace("30000", "50000"))
        run = self.runs.browse(report["run_id"])
        self.assertEqual(self.partners.search(run.action_view_kept()["domain"]), self.customer("C1"))
        issues = self.env["dso.upload.issue"].search(run.action_view_issues()["domain"])
        self.assertEqual((issues.partner_id, issues.severity), (self.customer("C1"), "kept"))

    def test_old_details_are_removed_and_counts_stay(self):
        report = self.upload(TEXT + ";Sans code;;\n")
        run = self.runs.browse(report["run_id"])
        self.runs.sudo()._gc_details()
        self.assertTrue(run.change_ids)
        run._as_engine().finished = fields.Datetime.subtract(fields.Datetime.now(), days=400)
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.keep_days", "0")
        self.runs.sudo()._gc_details()
        self.assertTrue(run.content)
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.keep_days", "365")
        self.runs.sudo()._gc_details()
        self.assertFalse(run.content or run.change_ids or run.issue_ids)
        self.assertEqual((run.created, run.rejected), (1, 1))
        self.assertEqual(self.runs.get_report(run_id=run.id)["created"], 1)

    def test_imports_are_found_by_the_name_of_their_file(self):
        run = self.upload("Code client;Raison sociale\nC1;A\n;B\n", filename="clients_juin.csv")["run_id"]
        self.upload("Code client;Raison sociale\nC2;A\n", filename="other.csv")
        found = self.rpc("dso.upload.run", "name_search", "juin")
        self.assertEqual(found, [(run, "clients_juin.csv")])
        for model in ("dso.upload.change", "dso.upload.issue"):
            lines = self.rpc(model, "search_read", [("run_id", "ilike", "juin")], ["run_id"])
            self.assertEqual([line["run_id"][0] for line in lines], [run])
