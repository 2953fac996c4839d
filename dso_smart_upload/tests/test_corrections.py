"""Cells that a person or a program corrects: the option ``corrections``."""

import base64

from odoo.exceptions import AccessError, UserError

from .common import UploadCase

TEXT = "Code client;Raison sociale;Pays;Mémo\nC1;Aciéries;Austira;x\n;Verrerie;France;y\nC3;;France;z\n"


class TestCorrections(UploadCase):
    def test_the_check_and_the_import_read_what_was_said(self):
        cells = {"2": {"Pays": "Autriche"}, "3": {"code client": "C2"}, 4: {"Raison sociale": "Zinc"}}
        options = {"corrections": cells}
        checked = self.check(TEXT, options=options)
        self.assertEqual((checked["created"], checked["rejected"], self.kinds(checked, "warning")), (3, 0, []))
        told = [(one["line"], one["column"], one["value"]) for one in checked["issues"] if one["kind"] == "corrected"]
        self.assertEqual(
            told, [(2, "Pays", "Austira"), (3, "Code client", ""), (4, "Raison sociale", "")], checked["issues"]
        )
        report = self.upload(TEXT, options=options)
        self.assertEqual(report["created"], 3)
        self.assertEqual(self.customer("C1").country_id.code, "AT")
        self.assertEqual((self.customer("C2").name, self.customer("C3").name), ("Verrerie", "Zinc"))
        run = self.runs.browse(report["run_id"])
        self.assertEqual(base64.b64decode(run.content).decode(), TEXT, "the stored file stays as it is")
        self.assertEqual(run.corrections["2"], {"Pays": "Autriche"})

    def test_they_stay_with_the_rejected_rows(self):
        report = self.upload(TEXT, options={"corrections": {"3": {"Raison sociale": "Verrerie Blanche"}}})
        _name, content = self.runs.browse(report["run_id"])._rejected_file("csv")
        self.assertIn("Verrerie Blanche", content.decode("utf-8-sig"))

    def test_a_key_tells_apart_what_was_corrected(self):
        options = {"corrections": {"2": {"Pays": "Autriche"}}}
        first = self.upload(TEXT, options=options, idempotency_key="K")
        again = self.upload(TEXT, options={"corrections": {2: {"Pays": "Autriche"}, "9": {}}}, idempotency_key="K")
        self.assertEqual(again["run_id"], first["run_id"])
        for other in ({}, {"corrections": {"2": {"Pays": "Allemagne"}}}):
            with self.assertRaisesRegex(UserError, "was used for other content"):
                self.upload(TEXT, options=other, idempotency_key="K")

    def test_a_header_or_line_that_is_not_there_is_said(self):
        with self.assertRaisesRegex(UserError, "no column Land"):
            self.check(TEXT, options={"corrections": {"2": {"Land": "Autriche"}}})
        report = self.check(TEXT, options={"corrections": {"12": {"Pays": "Autriche"}}})
        self.assertEqual(
            [one["line"] for one in report["issues"] if one["kind"] == "correction_without_row"], [12], report["issues"]
        )

    def test_what_cannot_be_a_correction_is_refused_with_a_sentence(self):
        for wrong in ({"x": {}}, {"-1": {}}, {"2": "x"}, {"2": {"Pays": 1}}, {"2": {"Pays": "x" * 40_000}}, [], "²"):
            with self.subTest(str(wrong)[:40]), self.assertRaisesRegex(UserError, "corrections|'options'"):
                self.check(TEXT, options={"corrections": wrong} if wrong != [] else {"corrections": [1]})
        with self.assertRaisesRegex(UserError, "corrections"):
            self.check(TEXT, options={"corrections": {"²": {"Pays": "x"}}})

    def test_blocks_say_what_the_whole_file_says(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", "1")
        options = {"corrections": {"3": {"Code client": "C1", "Raison sociale": "Aciéries", "Pays": "Austira"}}}
        report = self.check(TEXT, options=options)
        self.assertIn("duplicate_in_file", self.kinds(report))

    def test_who_may_not_read_the_file_reads_no_corrected_cell(self):
        report = self.upload(TEXT, options={"corrections": {"2": {"Mémo": "secret", "Pays": "Autriche"}}})
        colleague = self.new_user("colleague", "dso_smart_upload.group_user")
        rule = {
            "name": "own",
            "model_id": self.env["ir.model"]._get_id("res.partner"),
            "domain_force": "[('create_uid', '=', user.id)]",
            "groups": [(4, self.env.ref("dso_smart_upload.group_user").id)],
        }
        self.env["ir.rule"].sudo().create(rule)
        run = self.runs.with_user(colleague).browse(report["run_id"])
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            run.read(["corrections"])
        self.assertNotIn("secret", str(run.read(["options"])))
        issue = run.issue_ids.filtered(lambda one: one.kind == "corrected")
        self.assertTrue(issue)
        self.assertNotIn("Austira", str(issue.mapped("message")) + str(issue.mapped("value")))
