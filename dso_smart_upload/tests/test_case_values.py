"""Files whose values real programs have changed: what each comes to in Odoo. Each stands for its kind, see the plain
tests."""

import base64
import io
from pathlib import Path

import openpyxl

from odoo import SUPERUSER_ID, Command

from .common import UploadCase

CASES = Path(__file__).parent / "fixtures" / "cases"


class TestCaseValues(UploadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        accountant = cls.env.ref("account.group_account_manager")  # who may create payment terms
        cls.user.sudo().write({"group_ids": [Command.link(accountant.id)]})

    def case(self, name, **options):
        """Import the files of a case, the customers who were there before first; return the report of the other."""
        paths = sorted(CASES.joinpath(name).iterdir(), key=lambda path: path.stem != "before")
        for path in paths:
            content = base64.b64encode(path.read_bytes()).decode()
            chosen = options if path == paths[-1] else {}
            report = self.runs.import_file(content=content, filename=path.name, options=chosen)
        return report

    def told(self, report, line):
        """Return the columns of which something is said about a line."""
        return {issue["column"] for issue in report["issues"] if issue["line"] == line}

    def test_apostrophes_of_odoos_own_export(self):
        self.case("03-odoo-own-export-apostrophe", columns={"ref": "code"})
        self.assertEqual(self.customer("K03-1").phone, "+33 4 91 00 00 01")
        self.assertEqual(self.customer("-K03-3").name, "=Egal")
        self.assertEqual(self.customer("-K03-3").phone, "+33 4 72 00 00 03")

    def test_text_formulas(self):
        report = self.case("05-excel-text-formula")
        self.assertEqual((report["created"], report["updated"]), (1, 1), report["issues"])
        known, new = self.customer("00500501"), self.customer("00500502")
        self.assertEqual((known.zip, known.phone, known.company_registry), ("01300", "0479000001", "732829320"))
        self.assertEqual((new.zip, new.phone, new.company_registry), ("74000", "+33450000001", "404833048"))

    def test_invisible_marks(self):
        report = self.case("06-invisible-marks", columns={"Groupe": "groups"})
        self.assertEqual((report["created"], report["rejected"]), (0, 0), report["issues"])
        one, two = self.customer("K06A"), self.customer("K06C")
        self.assertEqual((one.phone, one.email), ("+33 3 20 00 00 01", "compta@verrerie.example"))
        self.assertEqual((two.city, two.phone, two.email), ("Metz", "0387000003", "c@verrerie.example"))
        self.assertEqual(one.category_id.mapped("name"), ["Nord"])
        self.assertEqual(one.category_id, two.category_id)

    def test_decomposed_accents(self):
        report = self.case("07-nfd-accents-in-codes")
        self.assertEqual(report["unchanged"], 2, report["issues"])

    def test_stored_codes_with_marks_are_found(self):
        stored = ["\u202aM01\u202c", "M02-GRE\u0301ES", "Ｍ０３", "'-M04", '="00M05"', "M\u2011Ö6", "M²7"]
        self.partners.create([{"name": f"Firm {code}", "ref": code} for code in stored])
        codes = ["M01", "m02-grées", "M03", "-M04", "00M05", "M-ö6", "m²7", "M27"]
        text = "Code client;Raison sociale;Ville\n" + "".join(f"{code};Any name;Lille\n" for code in codes)
        report = self.check(text)
        self.assertEqual((report["created"], report["updated"]), (1, 7), report)

    def test_shortened_codes(self):
        report = self.case("09-csv-scientific-codes")
        self.assertEqual((report["created"], report["rejected"]), (2, 2), report["issues"])
        self.assertEqual(self.customer("40009").name, "Filature C")
        self.assertIn("repaired_code", self.kinds(report, "warning"))
        self.assertEqual(self.customer("K09").name, "Filature D")

    def days(self, code):
        term = self.customer(code).property_payment_term_id.line_ids
        return term and (term.delay_type, term.nb_days)

    def test_terms(self):
        self.case("10-terms-in-chinese", columns={"Payment term": "payment_term"}, create_payment_terms=True)
        self.assertEqual(self.days("K10A"), ("days_after_end_of_month", 60))
        self.assertEqual(self.days("K10B"), ("days_after_end_of_month", 30))
        self.assertEqual(self.days("K10C"), ("days_after", 30))
        self.assertFalse(self.days("K10D"))
        self.case("12-terms-net-15th", create_payment_terms=True)
        for code, day in (("K12A", "15"), ("K12B", "20"), ("K12C", "15")):
            self.assertEqual(self.days(code), ("days_end_of_month_on_the", 0), code)
            self.assertEqual(self.customer(code).property_payment_term_id.line_ids.days_next_month, day)
        self.assertEqual(self.days("K12D"), ("days_after", 30))
        self.case("13-terms-day-s", create_payment_terms=True)
        for code, days in (("K13A", 30), ("K13B", 45), ("K13D", 0), ("K13E", 30), ("K13F", 30)):
            self.assertEqual(self.days(code), ("days_after", days), code)
        self.assertIn(self.days("K13C"), [("days_after_end_of_month", 10), ("days_end_of_month_on_the", 0)])

    def test_german_register_numbers(self):
        report = self.case("14-german-register-number")
        self.assertEqual(report["created"], 3, report["issues"])
        self.assertEqual(self.customer("K14A").company_registry, "HRB 120345 München")
        self.assertFalse(self.customer("K14B").company_registry)
        self.assertEqual(self.customer("K14C").company_registry, "HRB 7788")

    def test_words_for_nothing(self):
        columns = {"CustomerID": "code", "CompanyName": "name", "Notes": "comment", "Address2": "street2"}
        report = self.case("16-null-words", columns=columns)
        self.assertEqual((report["created"], report["rejected"]), (2, 2), report["issues"])
        one, two = self.customer("K16A"), self.customer("K16B")
        names = ["street2", "city", "zip", "country_id", "phone", "email", "vat", "comment"]
        self.assertFalse(any(one[name] for name in names))
        self.assertEqual((two.city, two.zip, two.phone), ("York", "YO1 7HH", "+44 1904 960001"))
        self.assertFalse(two.street2 or two.vat or two.comment)

    def test_percentages(self):
        report = self.case("23-percent-as-amount")
        one, two = self.customer("K23C"), self.customer("K23D")
        self.assertEqual((one.dso_insurer_guarantee, one.credit_limit), (0, 10000))
        self.assertEqual((two.dso_insurer_guarantee, two.credit_limit), (25000, 0))
        self.assertEqual(report["warnings"], 2)

    def test_countries(self):
        self.case("24-iso-inverted-country-names", columns={"Country": "country"})
        self.assertEqual(self.customer("K24A").country_id.code, "KR")
        self.assertEqual((self.customer("K24D").country_id.code, self.customer("K24D").vat), ("NL", "NL004495445B01"))
        third = self.customer("K24H")
        self.assertEqual((third.country_id.code, third.vat, third.phone), ("MU", "20123456", "52512345"))

    def test_every_name_of_odoos_countries(self):
        countries = self.env["res.country"].search([])
        text = "Code client;Raison sociale;Pays\n" + "".join(f"C{one.id};Any;{one.name}\n" for one in countries)
        report = self.check(text, options={"columns": {"Raison sociale": "name", "Pays": "country"}})
        self.assertEqual(report["warnings"], 0, report["issues"])

    def test_methods_with_terms(self):
        with self.subTest("lines of methods"):
            admin = self.env(user=SUPERUSER_ID)
            journal = admin["account.journal"].create(
                {"name": "Bank", "code": "BNKX", "type": "bank", "company_id": self.company.id}
            )
            manual = admin.ref("account.account_payment_method_manual_in")
            admin["account.payment.method.line"].create(
                [
                    {"name": name, "payment_method_id": manual.id, "journal_id": journal.id}
                    for name in ("Virement", "LCR", "Chèque")
                ]
            )
        self.case("30-method-and-term-in-one-column", create_payment_terms=True)
        for code, method, days in (
            ("K30A", "Virement", ("days_after", 60)),
            ("K30B", "LCR", ("days_end_of_month_on_the", 45)),
            ("K30C", "Chèque", ("days_after", 0)),
        ):
            partner = self.customer(code)
            self.assertEqual(partner.property_inbound_payment_method_line_id.name, method)
            self.assertEqual(self.days(code), days)

    def test_monaco(self):
        self.case("33-monaco-register-number")
        one, two = self.customer("K33A"), self.customer("K33B")
        self.assertEqual((one.company_registry, one.vat), ("56S01234", "FR53000004605"))
        self.assertEqual((two.company_registry, two.vat), ("732829320", "FR44732829320"))

    def test_entities(self):
        names = {"Code": "code", "Name": "name", "Billing Street": "street", "Billing City": "city"}
        self.case("48-html-entities", columns=names)
        found = [
            [self.customer(code)[name] for name in ("name", "street", "city")] for code in ("K48A", "K48B", "K48C")
        ]
        self.assertEqual(found[0], ["Dupont & Fils", "1 rue d'Or", "L'Isle"])
        self.assertEqual(found[1], ["Café Noël", "2 rue du Lac", "Orléans"])
        self.assertEqual(found[2], ["AT&T Services", "3 rue X <cour>", "Nice"])

    def sheet(self, *rows):
        """Return a spreadsheet of rows, in which an amount stands as (number, number format), as RPC sends it."""
        book, file = openpyxl.Workbook(), io.BytesIO()
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values, start=1):
                number, code = value if isinstance(value, tuple) else (value, "General")
                book.active.cell(row, column, number).number_format = code
        book.save(file)
        return base64.b64encode(file.getvalue()).decode()

    def in_euros(self):
        """Make the euro the company's currency."""
        self.company.with_user(SUPERUSER_ID).currency_id = self.env.ref("base.EUR").with_user(SUPERUSER_ID)

    def test_currencies_that_only_number_formats_say(self):
        self.in_euros()
        dollars, euros = "[$$-409]#,##0.00", '_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-'
        content = self.sheet(
            ["Code client", "Raison sociale", "Plafond de crédit", "Effectif"],
            ["C1", "Quincaillerie", (1000, dollars), (7, dollars)],
            ["C2", "Mercerie", (2000.5, euros), (8, euros)],
            ["C3", "Papeterie", (12, '#,##0\\ "k€"'), 9],
        )
        report = self.runs.import_file(content=content, filename="clients.xlsx", options={"columns": {"Effectif": ""}})
        told = [(issue["line"], issue["kind"], issue["value"]) for issue in report["issues"] if issue["line"]]
        self.assertEqual(told, [(2, "foreign_currency", "1000 USD")])
        customers = [self.customer(code).with_company(self.company) for code in ("C1", "C2", "C3")]
        self.assertEqual([customer.credit_limit for customer in customers], [0.0, 2000.5, 12000.0])
        options = {"columns": {"Plafond de crédit": "", "Effectif": "comment"}}
        self.runs.import_file(content=content, filename="clients.xlsx", options=options)
        self.assertIn("7", self.customer("C1").comment)
        self.assertNotIn("USD", self.customer("C1").comment)

    def test_rejected_amounts_keep_their_currency(self):
        self.in_euros()
        content = self.sheet(
            ["Code client", "Raison sociale", "Plafond de crédit"], ["", "Quincaillerie", (1000, '"$"#,##0')]
        )
        report = self.runs.import_file(content=content, filename="clients.xlsx")
        run = self.runs.browse(report["run_id"])
        self.assertIn("1000 $", run._rejected_file("csv")[1].decode("utf-8-sig"))
