"""Which files of a source are taken, how often, and what happens to them after."""

import threading
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .test_source import TEXT, SourceCase

FETCH = "odoo.addons.dso_smart_upload.models.upload_source_fetch"
OTHER = TEXT.replace("Lille", "Lyon")


class TestSourceFiles(SourceCase):
    def cities(self):
        return self.customer("C1").city

    def test_a_growing_file_waits(self):
        self.source.settle_seconds = 1
        path = self.folder / "clients.csv"
        path.write_text(TEXT)
        writing = threading.Timer(0.5, lambda: path.write_text(TEXT * 2))
        writing.start()
        self.addCleanup(writing.join)
        self.assertEqual(self.fetch(), {"done": 0, "error": 0})
        self.assertEqual(self.names(), ["clients.csv"])
        writing.join()
        self.assertEqual(self.fetch(), {"done": 1, "error": 0})

    def test_an_old_file_needs_one_look(self):
        self.source.settle_seconds = 30
        self.put("clients.csv", TEXT)
        with patch(f"{FETCH}.time.sleep") as wait:
            self.assertEqual(self.fetch(), {"done": 1, "error": 0})
        wait.assert_not_called()

    def test_a_marker_says_that_a_file_is_complete(self):
        self.source.write({"complete_when": "marker", "marker": ".ok"})
        self.put("clients_1.csv", TEXT)
        self.put("clients_2.csv", OTHER)
        self.put("clients_3.csv", OTHER)
        self.put("clients_1.csv.ok", "")
        self.put("clients_2.ok", "")
        self.assertEqual(self.fetch(), {"done": 2, "error": 0})
        self.assertEqual(self.names(), ["clients_3.csv"])
        self.assertEqual(self.names("done"), ["clients_1.csv", "clients_2.csv"])

    def test_left_files_are_imported_once(self):
        self.source.after = "leave"
        self.put("clients_1.csv", TEXT, age=20)
        self.assertEqual(self.fetch(), {"done": 1, "error": 0})
        self.assertEqual(self.fetch(), {"done": 0, "error": 0})
        self.put("clients_2.csv", OTHER, age=10)
        self.assertEqual(self.fetch(), {"done": 1, "error": 0})
        self.assertEqual(self.fetch(), {"done": 0, "error": 0})
        self.assertEqual((self.cities(), len(self.source.run_ids)), ("Lyon", 2))
        self.assertEqual(self.names(), ["clients_1.csv", "clients_2.csv"])

    def test_the_same_content_under_another_name_is_imported_once(self):
        self.put("clients_1.csv", TEXT)
        self.fetch()
        self.put("clients_2.csv", TEXT, age=-10)
        self.assertEqual(self.fetch(), {"done": 0, "error": 0})
        self.assertEqual(self.names("done"), ["clients_1.csv", "clients_2.csv"])
        self.assertEqual(len(self.source.run_ids), 1)

    def test_a_newer_file_that_goes_back_is_imported(self):
        for age, text in ((30, TEXT), (20, OTHER), (10, TEXT)):
            self.put("clients.csv", text, age=age)
            self.assertEqual(self.fetch(), {"done": 1, "error": 0})
        self.assertEqual(self.cities(), "Lille")

    def test_imported_files_are_deleted(self):
        self.source.after = "delete"
        self.put("clients.csv", TEXT)
        self.fetch()
        self.assertEqual(self.names(), [])
        self.assertFalse((self.folder / "done").exists())

    @mute_logger(FETCH)
    def test_a_file_that_failed_can_come_again(self):
        self.put("clients.csv", "Ville\nLille\n")
        self.assertEqual(self.fetch(), {"done": 0, "error": 1})
        run = self.source.run_ids
        self.assertEqual(run.state, "failed")
        self.assertIn("Customer Code", run.failure)
        self.assertIn(run.failure, (self.folder / "error" / "clients.csv.report.txt").read_text())
        self.put("clients.csv", "Ville\nLille\n")
        self.assertEqual(self.fetch(), {"done": 0, "error": 1})
        self.assertEqual(self.names("error")[:2], ["clients (2).csv", "clients (2).csv.report.txt"])

    @mute_logger(FETCH)
    def test_a_file_over_the_limit(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_file_mb", "0.00001")
        self.put("clients_1.csv", TEXT, age=20)
        self.put("clients_2.csv", "a", age=10)
        self.assertEqual(self.fetch(), {"done": 0, "error": 2})
        self.assertIn("larger", (self.folder / "error" / "clients_1.csv.report.txt").read_text())

    def test_nothing_moves_before_the_import_is_saved(self):
        self.put("clients.csv", TEXT)
        self.source.fetch_files()
        self.assertEqual(self.names(), ["clients.csv"])
        self.env.cr.postcommit.clear()  # as when the server stops in between
        self.env.cr.postrollback.clear()
        self.assertEqual(self.fetch(), {"done": 0, "error": 0})
        self.assertEqual((self.names("done"), len(self.source.run_ids)), (["clients.csv"], 1))

    def test_a_newer_file_does_not_overtake_a_large_one(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_rows_in_call", "1")
        self.put("clients_1.csv", TEXT + "C2;Chaux;Lille\n", age=20)
        self.put("clients_2.csv", OTHER, age=10)
        self.assertEqual(self.fetch(), {"done": 1, "error": 0})
        large = self.source.run_ids
        self.assertEqual(
            (large.state, self.names(), self.names("done")), ("queued", ["clients_2.csv"], ["clients_1.csv"])
        )
        self.assertIn("background", self.source.last_result)
        self.assertEqual(self.fetch(), {"done": 0, "error": 0})
        large.sudo()._process()  # as the scheduled action does
        self.assertIn("2 created", self.source.last_result)
        self.assertEqual(self.fetch(), {"done": 1, "error": 0})
        self.assertEqual(self.cities(), "Lyon")

    def test_patterns(self):
        self.source.pattern = "clients_*.csv, KUNDEN*.txt"
        for name in ("CLIENTS_1.CSV", "kunden.txt", "clients.csv"):
            self.put(name, TEXT.replace("Lille", name))
        self.assertEqual(self.fetch(), {"done": 2, "error": 0})
        self.assertEqual(self.names(), ["clients.csv"])

    def test_test_connection(self):
        self.put("clients.csv", TEXT)
        self.put("other.txt", TEXT)
        said = self.source.action_test()["params"]["message"]
        self.assertIn("2 files there, 1 of them", said)
        self.assertTrue((self.folder / "error").is_dir())
        self.source.folder = "/etc"
        with self.assertRaisesRegex(UserError, "not allowed"):
            self.source.action_test()

    def test_what_a_kind_needs(self):
        for kind, values in (
            ("sftp", {"host": "files.example.com", "folder": "/out"}),
            ("ftp", {"folder": "/out"}),
            ("http", {}),
            ("http", {"url": "https://me:secret@example.com/"}),
            ("folder", {"folder": False}),
        ):
            with self.subTest(kind), self.assertRaises(ValidationError):
                self.source.write({"kind": kind, **values})

    def test_the_imports_are_the_users(self):
        self.env["res.lang"].with_user(1)._activate_lang("fr_FR")
        self.user.sudo().lang = "fr_FR"
        self.put("clients.csv", "Code client;Raison sociale\nC2;\n")
        self.fetch()
        run = self.source.run_ids
        self.assertEqual((run.user_id, run.company_id), (self.user, self.company))
