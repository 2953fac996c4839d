"""The workbench and the history in a browser."""

from base64 import b64encode

from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

BENCH = "/odoo/smart-upload"


@tagged("post_install", "-at_install")
class TestNewFieldTour(HttpCase):
    def setUp(self):
        # after the test's changes are rolled back, the model must forget the field it made
        self.addCleanup(self.registry.reset_changes)
        super().setUp()

    def test_new_field(self):
        self.start_tour(BENCH, "dso_smart_upload_new_field", login="admin", timeout=120)
        partners = self.env["res.partner"].search([("ref", "in", ["N3", "N4"])], order="ref")
        self.assertEqual(partners.mapped("x_qzx"), ["Zone A", "Zone B"])


@tagged("post_install", "-at_install")
class TestBackgroundTour(HttpCase):
    def test_background(self):
        self.env["ir.config_parameter"].set_param("dso_smart_upload.max_rows_in_call", "1")
        self.start_tour(BENCH, "dso_smart_upload_background", login="admin", timeout=120)
        run = self.env["dso.upload.run"].search([("filename", "=", "background.csv"), ("state", "!=", "checked")])
        self.assertEqual((run.state, run.created, run.undo_removed), ("undone", 2, 2))


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


@tagged("post_install", "-at_install")
class TestBenchTour(HttpCase):
    """The workbench in a browser; an error in its console fails a tour, in most of them a warning too."""

    def go(self, tour, login="admin"):
        self.start_tour(BENCH, tour, login=login, timeout=120)

    def imports(self, filename):
        return self.env["dso.upload.run"].search([("filename", "=", filename), ("state", "!=", "checked")])

    def test_keyboard(self):
        self.go("dso_bench_keyboard")
        self.assertEqual(self.imports("keyboard.csv").created, 2)
        partner = self.env["res.partner"].search([("ref", "=", "K1")])
        self.assertEqual((partner.category_id.name, partner.comment.striptags()), ("Textile", "a"))

    def test_twice(self):
        self.env["ir.config_parameter"].set_param("dso_smart_upload.max_file_mb", "0.5")
        self.go("dso_bench_twice")
        runs = self.imports("clients.csv").sorted("id")
        self.assertEqual(runs.mapped("created"), [2, 0])
        self.assertEqual(runs.mapped("updated"), [0, 1])
        self.assertEqual(runs.mapped("kept"), [0, 1])
        self.assertEqual(self.env["res.partner"].search([("ref", "=", "T001")]).city, "Roubaix")

    def test_reload(self):
        self.go("dso_bench_reload")
        self.assertEqual(self.imports("reload.csv").created, 2)

    def test_double_click(self):
        self.go("dso_bench_double_click")
        self.assertEqual(len(self.imports("double.csv")), 1)

    def test_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env["ir.module.module"].search([("name", "=", "dso_smart_upload")])._update_translations(["fr_FR"])
        self.env.ref("base.user_admin").lang = "fr_FR"
        self.go("dso_bench_french")
        self.assertEqual(self.imports("french.csv").created, 2)

    def test_columns(self):
        self.go("dso_bench_columns")

    def test_without_rights(self):
        new_test_user(self.env, "stranger", groups="base.group_user")
        with mute_logger("odoo.http"):  # it notes what was refused
            self.go("dso_bench_no_rights", login="stranger")


@tagged("post_install", "-at_install")
class TestBenchNarrowTour(HttpCase):
    browser_size = "375x667"

    def test_narrow(self):
        self.start_tour(BENCH, "dso_bench_narrow", login="admin", timeout=120)
        run = self.env["dso.upload.run"].search([("filename", "=", "narrow.csv"), ("state", "=", "done")])
        self.assertEqual(run.created, 2)
