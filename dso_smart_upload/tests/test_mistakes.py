"""A file with thirty different mistakes: each is found, the rejects are corrected, everything is undone."""

from pathlib import Path

from .common import UploadCase

FILE = Path(__file__).parent / "fixtures" / "mistakes.csv"

# line of the file: kind of the issue, severity
EXPECTED = {
    1: ("same_legal_entity", "info"),
    3: ("missing_code", "error"),
    4: ("missing_name", "error"),
    5: ("duplicate_in_file", "error"),
    7: ("duplicate_in_file", "warning"),
    8: ("duplicate_in_file", "warning"),
    9: ("ambiguous_code", "error"),
    10: ("archived_customer", "warning"),
    11: ("repaired_code", "warning"),
    12: ("repaired_code", "warning"),
    13: ("unknown_country", "warning"),
    14: ("invalid_legal_id", "warning"),
    15: ("repaired_legal_id", "warning"),
    16: ("invalid_legal_id", "warning"),
    17: ("invalid_legal_id", "warning"),
    18: ("invalid_vat", "warning"),
    19: ("invalid_vat", "warning"),
    20: ("unknown_payment_term", "warning"),
    21: ("unknown_payment_term", "warning"),
    22: ("unknown_payment_term", "warning"),
    23: ("unknown_payment_method", "warning"),
    24: ("invalid_email", "warning"),
    25: ("partial_email", "warning"),
    26: ("invalid_phone", "warning"),
    27: ("invalid_amount", "warning"),
    28: ("kept", "kept"),
    29: ("repaired_zip", "warning"),
    30: ("too_many_cells", "error"),
    31: ("too_few_cells", "warning"),
    32: ("conflicting_amounts", "warning"),
    33: ("unknown_salesperson", "warning"),
}


class TestMistakes(UploadCase):
    def setUp(self):
        super().setUp()
        self.partners.create(
            [
                {"name": name, "ref": ref, "is_company": True, **values}
                for name, ref, values in (
                    ("Un", "DOUBLE", {}),
                    ("Deux", "DOUBLE", {}),
                    ("Fiche archivée", "ARCHIVE", {"active": False}),
                    ("Zéros perdus", "00123", {}),
                    ("Code en date", "3-2", {}),
                    ("Limite gérée dans Odoo", "KEPT", {"credit_limit": 30000}),
                )
            ]
        )

    def test_each_mistake_is_found(self):
        report = self.runs.import_file(content=FILE.read_bytes(), filename=FILE.name)
        self.assertEqual(
            {issue["line"]: (issue["kind"], issue["severity"]) for issue in report["issues"]},
            EXPECTED,
            [issue["message"] for issue in report["issues"]],
        )
        self.assertEqual(len(report["issues"]), len(EXPECTED))
        self.assertEqual(
            report["rows"], sum(report[outcome] for outcome in ("created", "updated", "unchanged", "rejected"))
        )
        for issue in report["issues"]:
            if issue["severity"] != "info":
                self.assertIn(f"{issue['line']}", issue["message"])
            # an amount is told in the reader's notation, an address that is half right by its wrong half
            if issue["column"] and issue["field"] not in ("credit_limit", "email"):
                self.assertIn(issue["value"], issue["message"])
        self.assertEqual(self.customer("M014").company_registry, "005420005")
        self.assertEqual(self.customer("M028").zip, "01000")
        self.assertEqual(self.customer("KEPT").credit_limit, 30000)
        self.assertFalse(self.partners.search([("name", "in", ("Sans code", "Deux fiches"))]))

    def test_rejects_are_corrected_and_everything_is_undone(self):
        before = self.tables()
        report = self.runs.import_file(
            content=FILE.read_bytes(), filename=FILE.name, options={"save_mapping": "Mistakes"}
        )
        self.assertEqual(report["rejected"], 5)
        name, content = self.runs.browse(report["run_id"])._rejected_file("csv")
        text = content.decode("cp1252")
        for wrong, right in (
            (";;Sans code", ";S001;Sans code"),
            (";M003;;", ";M003;Sans nom;"),
            (";M001;", ";M001-B;"),
            (";DOUBLE;", ";SIMPLE;"),
            (";de trop", ""),
        ):
            self.assertIn(wrong, text)
            text = text.replace(wrong, right)
        again = self.runs.import_file(content=text.encode("cp1252"), filename=name)
        self.assertEqual((again["created"], again["rejected"]), (5, 0), again["issues"])
        self.assertEqual(self.customer("S001").name, "Sans code")
        for run in (again, report):
            result = self.runs.undo(run_id=run["run_id"])
            self.assertEqual((result["kept"], result["failed"]), (0, 0), result["changes"])
        self.assertSameTables(before)

    def test_lines_and_columns_that_are_left_out_are_told(self):
        text = "Code client;Nom;Nom\nC1;Aciéries;Lille\nC2;Béton;Lyon\nTotal;2;\n"
        report = self.check(text)
        self.assertCounts(report, created=2, warnings=2)
        self.assertEqual(self.kinds(report), ["repeated_header", "footer_left_out"])
        self.assertEqual([issue["line"] for issue in report["issues"]], [0, 4])
