"""The whole way twice in a browser; the second time the mapping is remembered."""

from base64 import b64encode

from odoo.tests import HttpCase, tagged

FORM = "/odoo/action-dso_smart_upload.dso_smart_upload_action"


@tagged("post_install", "-at_install")
class TestTour(HttpCase):
    def test_upload_twice(self):
        self.env["ir.config_parameter"].set_param("dso_smart_upload.max_file_mb", "0.5")
        self.start_tour(FORM, "dso_smart_upload_twice", login="admin", timeout=120)
        partner = self.env["res.partner"].search([("ref", "=", "T001")])
        self.assertEqual(partner.city, "Roubaix")
        self.assertEqual(partner.credit_limit, 12500)
        runs = self.env["dso.upload.run"].search([("state", "=", "done")], order="id", limit=2)
        self.assertEqual(runs.mapped("created"), [2, 0])
        self.assertEqual(runs.mapped("updated"), [0, 1])
        self.assertEqual(runs.mapped("kept"), [0, 1])


@tagged("post_install", "-at_install")
class TestNewFieldTour(HttpCase):
    def setUp(self):
        # after the test's changes are rolled back, the model must forget the field it made
        self.addCleanup(self.registry.reset_changes)
        super().setUp()

    def test_new_field(self):
        self.start_tour(FORM, "dso_smart_upload_new_field", login="admin", timeout=120)
        partners = self.env["res.partner"].search([("ref", "in", ["N3", "N4"])], order="ref")
        self.assertEqual(partners.mapped("x_qzx"), ["Zone A", "Zone B"])


@tagged("post_install", "-at_install")
class TestBackgroundTour(HttpCase):
    def test_background(self):
        self.env["ir.config_parameter"].set_param("dso_smart_upload.max_rows_in_call", "1")
        self.start_tour(FORM, "dso_smart_upload_background", login="admin", timeout=120)
        run = self.env["dso.upload.run"].search([("filename", "=", "background.csv"), ("state", "!=", "checked")])
        self.assertEqual((run.state, run.created, run.progress), ("done", 2, 100))


@tagged("post_install", "-at_install")
class TestUndoTour(HttpCase):
    def test_undo(self):
        admin = self.env.ref("base.user_admin")
        runs = self.env["dso.upload.run"].with_user(admin)
        content = b64encode(b"Code client;Raison sociale\nU1;One\nU2;Two\n").decode()
        report = runs.import_file(content=content, filename="undo.csv")
        self.assertEqual(report["created"], 2)
        self.env["ir.config_parameter"].set_param("dso_smart_upload.max_rows_in_call", "1")
        self.start_tour("/odoo/smart-upload-history", "dso_smart_upload_undo", login="admin", timeout=120)
        run = self.env["dso.upload.run"].browse(report["run_id"])
        self.assertEqual((run.state, run.undo_removed, run.undone_by), ("undone", 2, admin))
        self.assertFalse(self.env["res.partner"].search([("ref", "in", ["U1", "U2"])]))
