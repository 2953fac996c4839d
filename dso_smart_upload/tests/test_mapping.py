"""What is remembered of a kind of file."""

from odoo.exceptions import UserError

from .common import UploadCase

OPTIONS = {"columns": {"Rep": "groups", "Kz": "code", "Bez": "name", "Wo": "city"}, "save_mapping": "Ours"}
TEXT = "Kz;Bez;Wo;Rep\nC1;Aciéries;Lille;Nord\n"


class TestMapping(UploadCase):
    def setUp(self):
        super().setUp()
        self.upload(TEXT, options=OPTIONS)
        self.mapping = self.env["dso.upload.mapping"].search([("name", "=", "Ours")])

    def test_remembered_in_any_order_and_spelling(self):
        report = self.upload("WO ;bez;KZ; rep\nLyon;Aciéries;C1;Nord\n")
        self.assertCounts(report, updated=1)
        self.assertEqual([column["field"] for column in report["columns"]], ["city", "name", "code", "groups"])
        self.assertEqual({column["confidence"] for column in report["columns"]}, {1.0})
        self.assertEqual(self.runs.browse(report["run_id"]).mapping_id, self.mapping)

    def test_remembered_choice_beats_a_guess(self):
        text = "Code client;Raison sociale;Ville;E-mail\nC9;Zinc;Lille;a@example.com\n"
        self.upload(text, options={"columns": {"E-mail": ""}, "save_mapping": "No mail"})
        report = self.upload(text)
        self.assertEqual([column["field"] for column in report["columns"]], ["code", "name", "city", ""])

    def test_new_column_is_left_out_and_said(self):
        report = self.upload("Kz;Bez;Wo;Rep;Zzz\nC1;Aciéries;Lille;Nord;7\n")
        self.assertCounts(report, unchanged=1, warnings=1)
        self.assertEqual(self.kinds(report), ["new_column"])

    def test_missing_column_is_a_warning(self):
        report = self.upload("Kz;Bez;Rep\nC1;Aciéries;Nord\n")
        self.assertCounts(report, unchanged=1, warnings=1)
        self.assertEqual(self.kinds(report), ["missing_column"])
        self.assertEqual(self.customer("C1").city, "Lille")

    def test_missing_required_column_is_an_error(self):
        with self.assertRaisesRegex(UserError, "Customer Code"):
            self.upload("Bez;Wo;Rep\nAciéries;Lille;Nord\n")

    def test_mapping_by_name(self):
        self.assertCounts(self.upload("Kz;Bez\nC1;Aciéries\n", mapping="Ours"), unchanged=1, warnings=2)
        with self.assertRaisesRegex(UserError, "Ours"):
            self.upload(TEXT, mapping="Theirs")

    def test_other_companys_mapping_is_not_used(self):
        other = self.other_company()
        self.user.sudo().company_ids += other
        mappings = self.env["dso.upload.mapping"].with_context(allowed_company_ids=other.ids)
        self.assertFalse(mappings._recognise(["Kz", "Bez", "Wo", "Rep"]))
        self.assertEqual(self.env["dso.upload.mapping"]._recognise(["Kz", "Bez", "Wo", "Rep"]), self.mapping)

    def test_uncertain_columns_are_named(self):
        with self.assertRaises(UserError) as caught:
            self.upload("Xq;Yq;Zq\n1;2;3\n4;5;6\n")
        self.assertIn("Xq", str(caught.exception))

    def test_its_imports_are_no_checks(self):
        run = self.runs._make(TEXT.encode(), "clients.csv", self.mapping)
        run._start_check()
        imported = run._start()
        found = self.runs.search(self.mapping.action_view_runs()["domain"])
        self.assertEqual((found[:1], len(found), run.state), (imported, 2, "checked"))

    def test_notation_is_remembered(self):
        text = "Kz;Bez;Wo;Rep;Kreditlimit\nC2;Berg;Lille;Nord;{}\n"
        options = {**OPTIONS, "decimal": ".", "day_first": False}
        self.upload(text.format("1.234"), options={**options, "columns": {"Kreditlimit": "credit_limit"}})
        self.assertEqual((self.mapping.decimal_mark, self.mapping.date_order), (".", "month"))
        self.assertEqual(self.customer("C2").sudo().credit_limit, 1.234)
        self.upload(text.replace("C2", "C3").format("5.678"))
        self.assertEqual(self.customer("C3").sudo().credit_limit, 5.678)
        self.assertEqual((self.mapping.decimal_mark, self.mapping.date_order), (".", "month"))

    def test_file_settings_are_remembered(self):
        self.mapping.header_line = 2
        report = self.upload("Our customers;;;\nKz;Bez;Wo;Rep\nC1;Aciéries;Lille;Nord\n", mapping="Ours")
        self.assertCounts(report, unchanged=1)
        self.assertEqual(report["file"]["header_line"], 2)

    def test_headers_that_differ_in_accents_only(self):
        """One of them is remembered, the one that means something; the other is left out again."""
        for first, second in (("Téléphone", "Telephone"), ("Tel", "TEL")):
            text = f"Code client;Raison sociale;{first};{second}\nC1;Aciéries;0472000001;0472000002\n"
            options = {"columns": {first: "", second: "phone"}, "save_mapping": first}
            self.upload(text, options=options)
            self.assertEqual(self.customer("C1").phone, "0472000002")
            again = self.upload(text.replace("0472000002", "0472000003"))
            self.assertEqual(self.customer("C1").phone, "0472000003")
            self.assertEqual([column["field"] for column in again["columns"]], ["code", "name", "", "phone"])
