"""Rejected rows as a file: what is in it, who gets it, and that it is imported again without a question."""

import base64
import csv
import io

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import HttpCase, new_test_user

from .common import EXAMPLES, UploadCase, encoded

HEADER = "Code client;Raison sociale;Ville;Téléphone;Plafond de crédit;Date de création\n"
ROWS = (
    "C1;Aciéries;Lille;+33320001122;30000;03/04/2026\n"
    ";Béton;Orléans;+33 2 38 00 11 22;-1 250,50;03/04/2026\n"
    "C3;;Nîmes;;10;25/12/2026\n"
    "C1;Chaux;Évry;;20;25/12/2026\n"
    "C5;Dunes;Metz;Lyon;30;;40;50\n"
)
ADDED = ["Smart Upload line", "Smart Upload reason"]
NAMES = {"C1": "Aciéries", "C2": "Béton", "C3": "Craie", "C4": "Chaux", "C5": "Dunes"}


class TestRejects(UploadCase):
    def rejected_run(self, text=HEADER + ROWS, encoding="cp1252", **kwargs):
        kwargs.setdefault("filename", "clients 2026.csv")
        report = self.runs.import_file(content=encoded(text, encoding), **kwargs)
        return self.runs.browse(report["run_id"])

    def lines_of(self, content, encoding="cp1252", delimiter=";"):
        return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter))

    def test_text_file(self):
        run = self.rejected_run()
        self.assertEqual((run.created, run.rejected), (1, 4))
        name, content = run._rejected_file("csv")
        self.assertEqual(name, "clients 2026_rejected.csv")
        lines = self.lines_of(content)
        self.assertEqual(lines[0], ADDED + HEADER.strip().split(";"))
        self.assertEqual([line[0] for line in lines[1:]], ["3", "4", "5", "6"])
        self.assertIn("Line 3", lines[1][1])
        self.assertEqual(lines[1][2:], ["", "Béton", "Orléans", "+33 2 38 00 11 22", "-1 250,50", "03/04/2026"])
        self.assertEqual(lines[4][2:], ["C5", "Dunes", "Metz", "Lyon", "30", "", "40 50"])

    def test_spreadsheet_with_the_wrong_cells_marked(self):
        name, content = self.rejected_run()._rejected_file("xlsx")
        self.assertEqual(name, "clients 2026_rejected.xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        self.assertEqual([cell.value for cell in sheet[1]][:2], ADDED)
        marked = [cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == "FFFFC7CE"]
        self.assertEqual(marked, ["C2", "D3", "C4", "I5"])

    def test_several_reasons_for_one_row(self):
        mapping = self.remembered("Bad dates")
        mapping.column_ids.on_bad = "reject"
        text = HEADER + "C9;Zinc;Lille;;many;never\n"
        run = self.rejected_run(text, mapping="Bad dates", options={"columns": {"Date de création": "comment"}})
        self.assertEqual(run.rejected, 1)
        line = self.lines_of(run._rejected_file("csv")[1])[1]
        self.assertIn("many", line[1])

    def remembered(self, name):
        self.rejected_run(HEADER + "C0;Zéro;;;;\n", options={"save_mapping": name, "columns": {"Date de création": ""}})
        return self.env["dso.upload.mapping"].search([("name", "=", name)])

    def corrected(self, content, ending, run):
        """Return the file of rejected rows with every mistake repaired, as a person does it."""
        repairs = {3: {2: "C2"}, 4: {3: "Craie"}, 5: {2: "C4"}, 6: {5: "", 6: "30", 7: "", 8: None}}
        if ending == "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(content))
            for row in book.active.iter_rows(min_row=2):
                for position, value in repairs[row[0].value].items():
                    row[position].value = value
            saved = io.BytesIO()
            book.save(saved)
            return saved.getvalue()
        lines = self.lines_of(content)
        for line in lines[1:]:
            for position, value in repairs[int(line[0])].items():
                line[position : position + 1] = [] if value is None else [value]
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows(lines)
        return text.getvalue().encode("cp1252")

    def test_corrected_and_imported_again(self):
        for ending in ("csv", "xlsx"):
            with self.subTest(ending), self.env.cr.savepoint() as savepoint:
                mapping = self.remembered("Ours")
                columns = mapping.column_ids
                run = self.rejected_run()
                self.assertEqual(run.mapping_id, mapping)
                name, content = run._rejected_file(ending)
                report = self.runs.import_file(content=self.corrected(content, ending, run), filename=name)
                self.assertCounts(report, created=4, warnings=1)
                self.assertEqual(self.kinds(report), ["negative_amount"])
                self.assertEqual({column["header"] for column in report["columns"]}, set(HEADER.strip().split(";")))
                self.assertEqual(self.runs.browse(report["run_id"]).mapping_id, mapping)
                self.assertEqual(mapping.column_ids, columns)
                self.assertEqual({code: self.customer(code).name for code in NAMES}, NAMES)
                self.assertEqual(self.customer("C2").credit_limit, -1250.5)
                self.assertEqual(self.customer("C2").phone, "+33 2 38 00 11 22")
                savepoint.rollback()

    def test_uncorrected_rows_are_rejected_again(self):
        run = self.rejected_run(options={"save_mapping": "Ours", "columns": {"Date de création": ""}})
        for ending in ("csv", "xlsx"):
            name, content = run._rejected_file(ending)
            report = self.runs.import_file(content=content, filename=name)
            # the row that was twice in the file is not any more: the check shows it as a change
            self.assertEqual(self.kinds(report, "error"), ["missing_code", "missing_name", "too_many_cells"])
        again = self.runs.browse(report["run_id"])
        self.assertEqual(again._rejected_file("csv")[0], "clients 2026_rejected.csv")

    def test_wizard_asks_nothing(self):
        self.remembered("Ours")
        name, content = self.rejected_run()._rejected_file("xlsx")
        wizard = self.env["dso.smart.upload"].create({"file": base64.b64encode(content), "filename": name})
        wizard.action_read()
        self.assertEqual(wizard.state, "check")
        self.assertFalse(set(wizard.column_ids.mapped("header")) & set(ADDED))
        self.assertNotIn("new_column", wizard.issue_ids.mapped("kind"))
        wizard.action_import()
        self.assertEqual(wizard.action_rejected_csv()["url"], f"/dso_smart_upload/rejected/{wizard.run_id.id}/csv")

    def test_wizard_leaves_the_two_columns_out_of_a_new_mapping(self):
        name, content = self.rejected_run()._rejected_file("csv")
        wizard = self.env["dso.smart.upload"].create({"file": base64.b64encode(content), "filename": name})
        wizard.action_read()
        self.assertEqual(wizard.state, "columns")
        self.assertEqual(wizard.column_ids.mapped("header"), HEADER.strip().split(";"))

    def test_cells_that_would_run(self):
        self.remembered("Ours")
        run = self.rejected_run(HEADER + ";=1+1;@x;+33320001122;-5;\n")
        content = run._rejected_file("csv")[1]
        self.assertEqual(self.lines_of(content)[1][3:7], ["'=1+1", "'@x", "'+33320001122", "-5"])
        content = content.replace(b";;'=1+1", b";C9;'=1+1")
        self.assertCounts(
            self.runs.import_file(content=content, filename="clients_rejected.csv"), created=1, warnings=1
        )
        partner = self.customer("C9")
        self.assertEqual((partner.name, partner.city, partner.credit_limit), ("=1+1", "@x", -5))

    def test_rows_given_by_another_program(self):
        report = self.runs.import_rows(rows=[{"code": "", "name": "Łódź"}, {"code": "C2", "name": "Béton"}])
        run = self.runs.browse(report["run_id"])
        name, content = run._rejected_file("csv")
        self.assertEqual(name, "rows_rejected.csv")
        self.assertEqual(self.lines_of(content, "utf-8-sig")[1][2:], ["", "Łódź"])
        name, content = run._rejected_file("xlsx")
        book = openpyxl.load_workbook(io.BytesIO(content))
        book.active["C2"].value = "C1"
        saved = io.BytesIO()
        book.save(saved)
        report = self.runs.import_file(content=saved.getvalue(), filename=name)
        self.assertCounts(report, created=1)
        self.assertEqual(self.customer("C1").name, "Łódź")

    def test_file_is_read_as_the_run_read_it(self):
        """Whatever the mapping says of its files by then."""
        run = self.rejected_run(options={"save_mapping": "Ours", "columns": {"Date de création": ""}})
        run.mapping_id.write({"encoding": "utf-16", "delimiter": "|"})
        lines = self.lines_of(run._rejected_file("csv")[1])
        self.assertEqual(lines[1][3], "Béton")

    def test_mapping_that_fixes_how_its_files_are_read(self):
        text = "Liste des clients\n\n" + HEADER + "C0;Zéro;;;;\n;Béton;Orléans;;;\n"
        options = {"save_mapping": "Ours", "columns": {"Date de création": ""}, "header_line": 3}
        run = self.rejected_run(text, options=options)
        run.mapping_id.write({"header_line": 3, "encoding": "cp1252", "delimiter": ";"})
        for ending in ("csv", "xlsx"):
            name, content = run._rejected_file(ending)
            report = self.runs.import_file(content=content, filename=name, mapping="Ours")
            self.assertCounts(report, rejected=1)

    def test_all_or_nothing_gives_every_row_back(self):
        run = self.rejected_run(HEADER + "C1;A;;;;\n;B;;;;\n", options={"all_or_nothing": True})
        self.assertEqual(len(self.lines_of(run._rejected_file("csv")[1])), 3)

    def test_examples(self):
        for path in sorted(EXAMPLES.glob("*.*")):
            report = path.suffix != ".md" and self.runs.import_file(content=path.read_bytes(), filename=path.name)
            if report and report["rejected"]:
                with self.subTest(path.name):
                    run = self.runs.browse(report["run_id"])
                    for ending in ("csv", "xlsx"):
                        name, content = run._rejected_file(ending)
                        again = self.runs.check_file(content=content, filename=name)
                        self.assertEqual(again["rows"], report["rejected"])

    def test_names_of_files(self):
        for filename, expected in (
            ("clients.csv", "clients_rejected.csv"),
            ("../../etc/kunden.txt", "kunden_rejected.csv"),
            ("C:\\exports\\kunden.2026.txt", "kunden.2026_rejected.csv"),
            ('a"b\r\nc.csv', "abc_rejected.csv"),
            ("clients_rejected.csv", "clients_rejected.csv"),
            (".csv", "csv_rejected.csv"),
            ("clients", "clients_rejected.csv"),
        ):
            run = self.rejected_run(filename=filename)
            self.assertEqual(run._rejected_file("csv")[0], expected)

    def test_sentences(self):
        with self.assertRaisesRegex(UserError, "No row"):
            self.rejected_run(HEADER + "C1;A;;;;\n").action_rejected_csv()
        run = self.rejected_run()
        run._as_engine().content = False
        for call in (run.action_rejected_xlsx, lambda: run._rejected_file("csv")):
            with self.assertRaisesRegex(UserError, "removed"):
                call()


class TestRejectsDownload(UploadCase, HttpCase):
    def setUp(self):
        super().setUp()
        report = self.upload(HEADER + ROWS, filename="clients 2026.csv")
        self.run_id = report["run_id"]
        self.url = f"/dso_smart_upload/rejected/{self.run_id}"

    def get(self, login, path):
        self.authenticate(login, login)
        return self.url_open(path, allow_redirects=False)

    def new_user(self, login, groups, company=None):
        company = company or self.company
        return new_test_user(
            self.env(su=True), login, groups=groups, company_id=company.id, company_ids=[(6, 0, company.ids)]
        )

    def test_user(self):
        self.new_user("colleague", "dso_smart_upload.group_user")
        for login in ("controller", "colleague"):
            answer = self.get(login, f"{self.url}/csv")
            self.assertEqual(answer.status_code, 200)
            self.assertIn("clients%202026_rejected.csv", answer.headers["Content-Disposition"])
            self.assertTrue(answer.headers["Content-Disposition"].startswith("attachment"))
            self.assertIn("Orléans", answer.content.decode())
            answer = self.get(login, f"{self.url}/xlsx")
            self.assertEqual(answer.status_code, 200)
            self.assertTrue(answer.content.startswith(b"PK"))

    def test_without_rights(self):
        self.new_user("outsider", "base.group_user")
        self.new_user("stranger", "dso_smart_upload.group_user", self.other_company())
        self.new_user("visitor", "base.group_portal")
        for login in ("outsider", "stranger", "visitor"):
            with self.subTest(login):
                answer = self.get(login, f"{self.url}/csv")
                self.assertEqual(answer.status_code, 404)
                self.assertNotIn("Orléans", answer.text)

    def test_not_logged_in(self):
        self.authenticate(None, None)
        answer = self.url_open(f"{self.url}/csv", allow_redirects=False)
        self.assertIn(answer.status_code, (302, 303))

    def test_what_there_is_not(self):
        self.assertEqual(self.get("controller", "/dso_smart_upload/rejected/999999999/csv").status_code, 404)
        self.assertEqual(self.get("controller", f"{self.url}/pdf").status_code, 404)
        self.runs.browse(self.run_id)._as_engine().content = False
        answer = self.get("controller", f"{self.url}/csv")
        self.assertEqual(answer.status_code, 404)
        self.assertIn("removed", answer.text)
