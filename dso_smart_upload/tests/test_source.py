"""Files that arrive in a folder are imported by themselves."""

import os
import shutil
import tempfile
from pathlib import Path

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from .common import UploadCase

TEXT = "Code client;Raison sociale;Ville\nC1;Aciéries;Lille\n"


class SourceCase(UploadCase):
    """A source that takes files from a folder."""

    def setUp(self):
        super().setUp()
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.folder = self.root / "sage"
        self.folder.mkdir()
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.source_roots", str(self.root))
        manager = new_test_user(
            self.env(su=True),
            "manager",
            groups="dso_smart_upload.group_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        self.sources = self.env["dso.upload.source"].with_user(manager)
        self.source = self.sources.create(
            {"name": "Sage", "folder": str(self.folder), "pattern": "clients*.csv", "user_id": self.user.id}
        )

    def fetch(self):
        """Fetch and let the files be moved, as they are when the transaction is saved."""
        counts = self.source.fetch_files()
        self.env.cr.postcommit.run()
        return counts

    def put(self, name, text, age=0):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1_790_000_000 - age, 1_790_000_000 - age))

    def names(self, folder=""):
        return sorted(path.name for path in (self.folder / folder).iterdir() if path.is_file())


class TestSource(SourceCase):
    def test_fetch_imports_oldest_first_and_moves(self):
        self.put("clients_2.csv", TEXT.replace("Lille", "Lyon"), age=10)
        self.put("clients_1.csv", TEXT, age=20)
        self.put("other.txt", TEXT)
        self.assertEqual(self.fetch(), {"done": 2, "error": 0})
        self.assertEqual(self.customer("C1").city, "Lyon")
        self.assertEqual(self.names("done"), ["clients_1.csv", "clients_2.csv"])
        self.assertEqual(self.names(), ["other.txt"])
        run = self.source.run_ids[0]
        self.assertEqual((run.user_id, run.company_id, run.origin), (self.user, self.company, "schedule"))
        self.assertIn("1 updated", self.source.last_result)

    @mute_logger("odoo.addons.dso_smart_upload.models.upload_source_fetch")
    def test_a_bad_file_does_not_stop_the_others(self):
        self.put("clients_1.csv", "nothing\n", age=20)
        self.put("clients_2.csv", TEXT, age=10)
        self.assertEqual(self.fetch(), {"done": 1, "error": 1})
        self.assertEqual(self.names("error"), ["clients_1.csv", "clients_1.csv.report.txt"])
        self.assertEqual(self.names("done"), ["clients_2.csv"])
        self.assertIn("no rows below", (self.folder / "error" / "clients_1.csv.report.txt").read_text())

    def test_a_name_that_is_taken_keeps_both_files(self):
        for _time in range(2):
            self.put("clients.csv", TEXT)
            self.fetch()
        self.assertEqual(self.names("done"), ["clients (2).csv", "clients.csv"])

    def test_folders_outside_the_allowed_ones(self):
        outside = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, outside)
        (self.folder / "link").symlink_to(outside)
        for folder in (outside, self.folder / ".." / ".." / outside.name, self.folder / "link", "/etc"):
            self.source.folder = str(folder)
            with self.subTest(folder), self.assertRaisesRegex(UserError, "not allowed"):
                self.source.fetch_files()
        self.source.folder = str(self.root / "nowhere")
        with self.assertRaisesRegex(UserError, "no folder"):
            self.source.fetch_files()

    def test_links_are_not_followed(self):
        secret = Path(tempfile.mkdtemp()) / "secret.csv"
        self.addCleanup(shutil.rmtree, secret.parent)
        secret.write_text(TEXT)
        (self.folder / "clients.csv").symlink_to(secret)
        self.assertEqual(self.fetch(), {"done": 0, "error": 0})

    def test_rights(self):
        with self.assertRaises(AccessError):
            self.source.with_user(self.user).fetch_files()
        other = self.other_company()
        with self.assertRaises(ValidationError):
            self.source.sudo().company_id = other

    @mute_logger("odoo.addons.dso_smart_upload.models.upload_source_notice")
    def test_cron(self):
        self.put("clients.csv", TEXT)
        self.sources.create({"name": "Gone", "folder": str(self.root / "gone"), "user_id": self.user.id})
        cron = self.env.ref("dso_smart_upload.ir_cron_fetch").sudo()
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.customer("C1").city, "Lille")
        self.assertEqual(self.names("done"), ["clients.csv"])
