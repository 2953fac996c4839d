"""Values that read well and mean something else: none of them gets into Odoo without a word."""

from .common import UploadCase


class TestCaseSilent(UploadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
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
