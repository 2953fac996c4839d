"""Files whose columns a person recognises at once: what they come to without a question."""

import base64
from pathlib import Path

from .common import UploadCase

CASES = Path(__file__).parent / "fixtures" / "cases"


class TestCaseColumns(UploadCase):
    def case(self, name):
        """Import the file of a case and return the report."""
        (path,) = CASES.joinpath(name).iterdir()
        return self.runs.import_file(content=base64.b64encode(path.read_bytes()).decode(), filename=path.name)

    def fields(self, text):
        """Check a file's text and return what each column is taken for: dict header -> key of a field or ""."""
        return {column["header"]: column["field"] for column in self.check(text)["columns"]}

    def test_names_in_three_columns(self):
        report = self.case("28-datev-three-name-columns")
        self.assertEqual((report["created"], report["rejected"]), (3, 0), report["issues"])
        names = [self.customer(code).name for code in ("28001", "28002", "28003")]
        self.assertEqual(names, ["Nordlicht Möbel GmbH", "Jörg Brückner", "Gartenfreunde Süd"])
        said = [issue["message"] for issue in report["issues"] if issue["kind"] == "name_elsewhere"]
        self.assertEqual(len(said), 2)
        self.assertIn("Vorname (Adressattyp natürl. Person) + Name (Adressattyp natürl. Person) (1,", said[0])
        self.assertEqual(self.case("28-datev-three-name-columns")["unchanged"], 3)

    def test_a_person_where_the_company_is_blank(self):
        head = "Customer ID,Company,First Name,Last Name,Contact name,City\n"
        rows = "".join(f"S{row},,Anna,Berg {row},Somebody Else,Lyon\n" for row in range(7))
        for blocks in ("5000", "3"):
            self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", blocks)
            report = self.check(f"{head}S9,Firm Ltd,Jo,Dale,,Lyon\n{rows}")
            self.assertEqual((report["created"], report["rejected"]), (8, 0), report["issues"])
            said = [issue for issue in report["issues"] if issue["kind"] == "name_elsewhere"]
            self.assertEqual([(issue["severity"], issue["column"]) for issue in said], [("info", "Company")])
            self.assertIn("First Name + Last Name (7, the first on line 3)", said[0]["message"])
            names = [change["values"]["name"][1] for change in report["changes"]]
            self.assertEqual(names, ["Firm Ltd", *(f"Anna Berg {row}" for row in range(7))])

    def test_a_column_of_another_field_is_no_name(self):
        report = self.check(
            "Code,Company,Full Name,City\nS1,,Anna Berg,Lyon\n",
            options={"columns": {"Code": "code", "Company": "name", "Full Name": "salesperson"}},
        )
        self.assertEqual(report["rejected"], 1, report["issues"])

    def test_odoos_own_export(self):
        report = self.case("31-odoo-export-with-labels")
        self.assertEqual((report["created"], report["warnings"]), (1, 0), report["issues"])
        customer = self.customer("K31A")
        self.assertEqual((customer.name, customer.street, customer.zip), ("Savonnerie Rose", "4 quai Nord", "13002"))
        self.assertEqual((customer.city, customer.country_id.code), ("Marseille", "FR"))
        self.assertEqual((customer.vat, customer.email), ("FR83404833048", "r@savon.example"))
        self.assertEqual(sorted(customer.category_id.mapped("name")), ["Export", "VIP"])

    def test_odoos_own_export_in_french(self):
        report = self.upload(
            "ID externe,Nom,Référence,Rue,Code postal,Ville,Pays,N° TVA,Téléphone,E-mail,Étiquettes,Compte client\n"
            "__export__.res_partner_81_0a1b,Savonnerie Rose,K31B,4 quai Nord,13002,Marseille,France,FR83404833048,"
            "04 91 00 00 01,r@savon.example,VIP,411100 Clients\n"
        )
        self.assertEqual((report["created"], report["warnings"]), (1, 0), report["issues"])
        self.assertEqual(self.customer("K31B").category_id.name, "VIP")

    def test_odoos_technical_names(self):
        report = self.upload("name,ref,street,zip,city,vat\nSavonnerie Rose,K31C,4 quai Nord,13002,Marseille,\n")
        self.assertEqual(report["created"], 1, report["issues"])

    def test_bare_codes_are_no_terms(self):
        head = "Code client;Raison sociale;Conditions de paiement;Libellé conditions de paiement\n"
        rows = "".join(f"C{row};Firm {row} SARL;{row % 3};{30 * (row % 3) or 60} jours\n" for row in range(9))
        found = self.fields(head + rows)
        self.assertEqual(found["Conditions de paiement"], "")
        self.assertEqual(found["Libellé conditions de paiement"], "payment_term")

    def test_codes_that_odoo_has_as_names(self):
        text = "Code client;Raison sociale;Conditions de paiement\n" + "".join(
            f"C{row};Firm {row} SARL;Z0{row % 2}\n" for row in range(9)
        )
        self.assertEqual(self.fields(text)["Conditions de paiement"], "")
        terms = self.env["account.payment.term"].sudo()
        terms.create([{"name": name, "company_id": self.company.id} for name in ("Z00", "Z01")])
        self.assertEqual(self.fields(text)["Conditions de paiement"], "payment_term")

    def said(self, report):
        """Return the kinds of what a report says of whole columns, with their severity."""
        return {(issue["kind"], issue["severity"]) for issue in report["issues"] if not issue["line"]}

    def test_the_number_of_the_house_in_its_own_column(self):
        head = "Kundennr.;Firma;Straße;Hausnr.;PLZ/Ort\n"
        text = f"{head}P1;A GmbH;Am Markt;4 a;04109 Leipzig\nP2;B GmbH;Am Tor;;10115 Berlin\n"
        report = self.runs.import_file(content=base64.b64encode(text.encode()).decode(), filename="kunden.csv")
        self.assertEqual((report["created"], report["rejected"]), (2, 0), report["issues"])
        self.assertEqual(self.said(report), {("joined_columns", "info"), ("split_column", "info")})
        places = [(one.street, one.zip, one.city) for one in map(self.customer, ("P1", "P2"))]
        self.assertEqual(places, [("Am Markt 4 a", "04109", "Leipzig"), ("Am Tor", "10115", "Berlin")])
        again = self.runs.import_file(content=base64.b64encode(text.encode()).decode(), filename="kunden.csv")
        self.assertEqual(again["unchanged"], 2, again["issues"])

    def test_a_name_on_two_lines(self):
        text = (
            "Kundennr.;Name 1;Name 2;Ort\nP1;Gesellschaft für angewandte;Wärmetechnik mbH;Köln\n"
            "P2;Uhren Nord;Einkauf;Köln\nP3;Holzbau Süd KG;;Köln\n"
        )
        report = self.runs.import_file(content=base64.b64encode(text.encode()).decode(), filename="kunden.csv")
        self.assertEqual(self.said(report), {("joined_columns", "info"), ("name_goes_on", "warning")})
        names = [self.customer(code).name for code in ("P1", "P2", "P3")]
        self.assertEqual(names, ["Gesellschaft für angewandte Wärmetechnik mbH", "Uhren Nord", "Holzbau Süd KG"])

    def test_from_when_days_count_in_its_own_column(self):
        text = (
            "Code client;Raison sociale;Nb jours;Base;Jour\nP1;Firme Un;30;Net;\nP2;Firme Deux;30;Fin de mois;\n"
            "P3;Firme Trois;45;Fin de mois;15\nP4;Firme Quatre;20;Quinzaine;\nP5;Firme Cinq;60;Fin de mois;\n"
            "P6;Firme Six;60;Date de facture;\nP7;Firme Sept;60;De la fin de mois;\n"
        )
        end = {"delay_type": "days_end_of_month_on_the", "days_next_month": "0"}
        for number, due in enumerate(
            (
                {**end, "nb_days": 30},
                {**end, "nb_days": 45, "days_next_month": "15"},
                {**end, "nb_days": 60},
                {"delay_type": "days_after", "nb_days": 60},
            )
        ):
            lines = [(0, 0, {"value": "percent", "value_amount": 100, **due})]
            term = {"name": f"Terms {number}", "company_id": self.company.id, "line_ids": lines}
            self.env["account.payment.term"].sudo().create(term)
        report = self.runs.import_file(content=base64.b64encode(text.encode()).decode(), filename="clients.csv")
        self.assertEqual((report["created"], report["rejected"]), (7, 0), report["issues"])
        self.assertEqual(self.said(report), {("joined_columns", "info")})
        there = [self.customer(code).with_company(self.company) for code in ("P1", "P2", "P3", "P5", "P6", "P4")]
        terms = [one.property_payment_term_id.line_ids for one in there]
        self.assertEqual(
            [(line.delay_type, line.nb_days) for line in terms],
            [
                ("days_after", 30),
                ("days_end_of_month_on_the", 30),
                ("days_end_of_month_on_the", 45),
                ("days_end_of_month_on_the", 60),
                ("days_after", 60),
                (False, 0),
            ],
        )
        self.assertEqual(terms[2].days_next_month, "15")
        said = {(issue["line"], issue["kind"]) for issue in report["issues"] if issue["line"]}
        self.assertEqual(said, {(5, "unknown_payment_term"), (8, "unknown_payment_term")})  # what, and no such term

    def test_what_stands_beside_days_and_is_not_understood_is_said(self):
        report = self.check(
            "Código cliente;Razón social;Vencimiento;Día de pago\nP1;A S.L.;30 días;25\nP2;B S.L.;60 días;10\n"
        )
        self.assertEqual(self.said(report), {("term_goes_on", "warning")})
