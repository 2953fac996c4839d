"""Values that read well and mean something else: none of them gets into Odoo without a word."""

from odoo import Command

from .common import UploadCase


class TestCaseSilent(UploadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        accountant = cls.env.ref("account.group_account_manager")  # who may create payment terms
        cls.user.sudo().write({"group_ids": [Command.link(accountant.id)]})
        euro = cls.env.ref("base.EUR").sudo()
        euro.active = True
        cls.company.sudo().currency_id = euro

    def told(self, report):
        """Return what is said of the lines: set of (line, column, kind)."""
        return {(issue["line"], issue["column"], issue["kind"]) for issue in report["issues"] if issue["line"]}

    def test_currency_in_the_header(self):
        report = self.upload(
            "Code client;Raison sociale;Credit limit (USD);Garantie assureur (€)\n"
            "U1;Tissage;1000;200\nU2;Filature;0;300\n"
        )
        one, two = self.customer("U1"), self.customer("U2")
        self.assertEqual((one.credit_limit, one.dso_insurer_guarantee), (0, 200))
        self.assertEqual((two.credit_limit, two.dso_insurer_guarantee), (0, 300))
        self.assertEqual(self.told(report), {(2, "Credit limit (USD)", "foreign_currency")})

    def test_currency_in_its_own_column(self):
        report = self.upload(
            "Code client;Raison sociale;Plafond de crédit;Devise\n"
            "U1;Tissage;1000;EUR\nU2;Filature;2000;USD\nU3;Corderie;3000;\nU4;Câblerie;4000;Franc suisse\n"
        )
        limits = [self.customer(code).credit_limit for code in ("U1", "U2", "U3", "U4")]
        self.assertEqual(limits, [1000, 0, 3000, 0])
        told = {(line, "Plafond de crédit", "foreign_currency") for line in (3, 5)}
        self.assertEqual(self.told(report), told)

    def test_totals(self):
        report = self.upload(
            "Code client;Raison sociale;Plafond de crédit\nT001;Alpha;100\nSous-total;1;100\nT003;Total Energies;400\n"
            "Sous-total;Agence Lyon;400\nTOTAL;Total SA;5\nTotal;2;700\nT004;Gamma;5\n"
        )
        self.assertEqual((report["created"], report["rejected"]), (4, 3), report["issues"])
        self.assertEqual(self.told(report), {(line, "", "total_line") for line in (3, 5, 7)})
        self.assertEqual(self.customer("T003").name, "Total Energies")
        self.assertEqual(self.customer("TOTAL").name, "Total SA")

    def test_dates_and_truth_where_numbers_belong(self):
        report = self.upload(
            "Code client;Raison sociale;Téléphone;Code postal;SIRET\n"
            "D1;Alpha;2026-02-03 00:00:00;TRUE;FALSE\nD2;Beta;03/02/2026;03/02/2026;03/02/2026\n"
            "D3;Gamma;04 72 00 00 01;69001;732829320\n",
            options={"columns": {"Téléphone": "phone", "Code postal": "zip", "SIRET": "legal_id"}},
        )
        for code in ("D1", "D2"):
            customer = self.customer(code)
            self.assertFalse(customer.phone or customer.zip or customer.company_registry)
        columns = ("Téléphone", "Code postal", "SIRET")
        told = {(line, column, "damaged_number") for line in (2, 3) for column in columns}
        self.assertEqual(self.told(report), told)
        self.assertEqual(self.customer("D3").zip, "69001")

    def test_postal_codes_and_phones(self):
        report = self.upload(
            "Code client;Raison sociale;Code postal;Téléphone;Pays\n"
            "E1;Alpha;6 000;330472000001;France\nE2;Beta;75 001;04 72 00 00 02;France\n"
            "E3;Gamma;FR 75001;33999999999999;France\nE4;Delta;75001 PARIS;04 72 00 00 04;France\n"
        )
        found = [self.customer(code) for code in ("E1", "E2", "E3", "E4")]
        self.assertEqual([one.zip for one in found], ["06000", "75001", "75001", "75001 PARIS"])
        self.assertEqual((found[0].phone, found[2].phone), ("+33472000001", "33999999999999"))
        kinds = [(2, "Code postal", "repaired_zip"), (2, "Téléphone", "repaired_phone")]
        kinds += [(4, "Téléphone", "doubtful_phone"), (5, "Code postal", "doubtful_zip")]
        self.assertEqual(self.told(report), set(kinds))

    def test_backslashes_of_a_database(self):
        report = self.upload(
            "Code client;Raison sociale;Ville;Commentaire\n"
            "B1;L\\'Isle;L\\'Isle-d\\'Abeau;Ligne 1\\nLigne 2\nB2;Nord\\\\Sud;Lyon;\\N\nB3;Au Bon Pain;\\N;\n"
        )
        one, two = self.customer("B1"), self.customer("B2")
        self.assertEqual((one.name, one.city), ("L'Isle", "L'Isle-d'Abeau"))
        self.assertEqual((two.name, two.comment, self.customer("B3").city), ("Nord\\Sud", False, False))
        self.assertIn("backslashes", self.kinds(report, "info"))
        self.assertNotIn("\\", one.comment)

    def test_backslashes_of_paths_and_names(self):
        self.upload(
            "Code client;Raison sociale;Ville;Commentaire\nB1;Nord\\Sud;Lyon;C:\\clients\\new\nB2;Dupont;Lyon;ok\n"
        )
        self.assertEqual(self.customer("B1").name, "Nord\\Sud")
        self.assertIn("C:\\clients\\new", self.customer("B1").comment)

    def test_countries_under_a_word_for_states(self):
        self.upload(
            "Kod klienta;Nazwa;Ulica;Kod pocztowy;Miasto;Kraj\n"
            "H1;Alfa Sp. z o.o.;ul. Długa 1;00-950;Warszawa;Polska\nH2;Beta GmbH;Weg 2;10115;Berlin;Niemcy\n"
        )
        found = [self.customer(code) for code in ("H1", "H2")]
        self.assertEqual([one.country_id.code for one in found], ["PL", "DE"])
        self.assertFalse(found[0].state_id or found[1].state_id)

    def test_periods_of_guarantees(self):
        report = self.upload(
            "Code client;Raison sociale;Garantie temporaire;Début garantie temporaire;Fin garantie temporaire\n"
            "G1;Alpha;1000;01/03/2026;01/01/2026\nG2;Beta;1000;15/01/1900;05/02/2026\n"
            "G3;Gamma;1000;01/01/2026;31/12/2099\nG4;Delta;1000;01/01/2026;bientôt\n"
            "G5;Epsilon;1000;13/05/2026;31/12/2026\nG6;Zêta;1000;;\n"
        )
        found = [self.customer(f"G{number}") for number in range(1, 7)]
        self.assertEqual([one.dso_temporary_guarantee for one in found], [0, 0, 1000, 0, 1000, 0])
        self.assertFalse(found[0].dso_temporary_guarantee_from or found[0].dso_temporary_guarantee_to)
        self.assertFalse(found[1].dso_temporary_guarantee_from or found[2].dso_temporary_guarantee_to)
        said = self.told(report)
        self.assertEqual({line for line, _column, kind in said if kind == "guarantee_without_dates"}, {2, 3, 5})
        self.assertEqual({line for line, _column, kind in said if kind == "guarantee_without_end"}, {7})
        self.assertIn((2, "Fin garantie temporaire", "ends_before_start"), said)
        self.assertIn((3, "Début garantie temporaire", "unlikely_date"), said)

    def test_a_guarantee_without_an_end_would_be_in_force_for_ever(self):
        head = "Code client;Raison sociale;Garantie temporaire;Début garantie temporaire;Fin garantie temporaire\n"
        text = (
            f"{head}G1;Alpha;1000;00/00/0000;\nG2;Beta;1000;13/01/2026;00/00/0000\nG3;Gamma;1000;;31/12/2026\n"
            "G4;Delta;1000;13/01/2026;31/12/9999\nG5;Epsilon;0;;\n"
        )
        said = self.told(self.upload(text))
        amounts = [self.customer(f"G{number}").dso_temporary_guarantee for number in range(1, 6)]
        self.assertEqual(amounts, [0, 0, 1000, 1000, 0])
        self.assertEqual(
            {(line, kind) for line, _column, kind in said}, {(2, "guarantee_without_end"), (3, "guarantee_without_end")}
        )
        # one that has an end in Odoo keeps it
        partner = self.customer("G1")
        partner.write({"dso_temporary_guarantee": 500, "dso_temporary_guarantee_to": "2026-12-31"})
        self.assertFalse([kind for line, _column, kind in self.told(self.upload(f"{head}G1;Alpha;500;;\n"))])

    def test_dates_of_which_none_says_the_order_are_said_once(self):
        head = "Code client;Raison sociale;Garantie temporaire;Début garantie temporaire;Fin garantie temporaire\n"
        text = f"{head}G1;Alpha;1000;02/01/2026;12/11/2026\nG2;Beta;1000;03/04/2026;10/12/2026\n"
        for options, times in (({}, 1), ({"day_first": True}, 0)):
            found = [issue for issue in self.check(text, options=options)["issues"] if issue["kind"] == "unsure_order"]
            self.assertEqual(len(found), times)
        found = [issue["message"] for issue in self.check(text)["issues"] if issue["kind"] == "unsure_order"]
        self.assertIn("02/01/2026 can be read with the day or with the month first", found[0])
        self.assertIn("it was read as 2026-01-02", found[0])
        clear = self.check(f"{text}G3;Gamma;1000;03/04/2026;31/12/2026\n")["issues"]
        self.assertNotIn("unsure_order", [issue["kind"] for issue in clear])

    def test_terms_are_shown_as_they_are_imported(self):
        text = "Code client;Raison sociale;Condition de paiement\nI1;A;11 EOM\nI2;B;EOM 11\nI3;C;50% à la commande\n"
        checked = self.check(text, options={"create_payment_terms": True})
        shown = [change["values"] for change in checked["changes"]]
        self.upload(text, options={"create_payment_terms": True})
        names = [self.customer(code).property_payment_term_id.name for code in ("I1", "I2", "I3")]
        self.assertEqual(names, ["11 EOM", "11 EOM", False])
        self.assertNotIn("EOM 11", str(shown))
