"""Numbers for public services, and their answers as a second kind of file."""

import base64
import io
import zipfile

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.dso_smart_upload.tests.common import UploadCase, encoded

SIREN, SIRET, OTHER, VAT = "303265045", "30326504500011", "552081317", "FR40303265045"
CUSTOMERS = (
    "Code client;Raison sociale;Pays;Siren;N° TVA intracommunautaire\n"
    f"A1;Dupont SARL;France;{SIREN};\n"
    f"A2;Dupont Lyon;France;{SIREN};\n"
    f"A3;Durand SA;France;{OTHER};\n"
    "A4;Peeters BV;Belgique;;BE0477472701\n"
)


@tagged("post_install", "-at_install")
class TestListsAndAnswers(UploadCase):
    def setUp(self):
        super().setUp()
        self.upload(CUSTOMERS)

    def addresses(self):
        customers = self.partners.search([("ref", "=like", "A_")])
        return {one.ref: one.dso_electronic_address for one in customers}

    def answers(self, text, **kwargs):
        return self.rpc("dso.upload.run", "import_answers", content=encoded(text), filename="annuaire.csv", **kwargs)

    def test_lists(self):
        found = self.rpc("res.partner", "einvoice_list", what="sirens")
        self.assertEqual(found["name"], "sirens.txt")
        self.assertEqual(base64.b64decode(found["content"]).decode(), f"{SIREN}\n{OTHER}\n")
        found = self.rpc("res.partner", "einvoice_list", what="vats")
        self.assertEqual(
            base64.b64decode(found["content"]).decode(),
            "MS Code,VAT Number,Requester MS Code,Requester VAT Number\nBE,0477472701,,\n",
        )
        one = self.partners.search([("ref", "=", "A3")])
        found = self.rpc("res.partner", "einvoice_list", what="sirens", partner_ids=one.ids)
        self.assertEqual(base64.b64decode(found["content"]).decode(), f"{OTHER}\n")
        with self.assertRaises(UserError):
            self.rpc("res.partner", "einvoice_list", what="names")

    def test_customers_of_another_company_are_not_in_a_list(self):
        elsewhere = {"name": "Ailleurs", "company_id": self.other_company().id, "customer_rank": 1}
        self.partners.sudo().create(
            {**elsewhere, "country_id": self.env.ref("base.fr").id, "company_registry": "443061841"}
        )
        found = self.rpc("res.partner", "einvoice_list", what="sirens")
        self.assertNotIn("443061841", base64.b64decode(found["content"]).decode())

    def test_answers_are_imported_checked_and_undone(self):
        text = (
            f"Siren;Adresse;Plateforme;Statut\n{SIREN};0225:{SIREN}_ACHATS;PA One;Actif\n"
            f"{OTHER};0225:{OTHER};PA;Actif\n"
        )
        before = self.addresses()
        checked = self.rpc("dso.upload.run", "check_answers", content=encoded(text), filename="annuaire.csv")
        self.assertEqual((checked["updated"], checked["rejected"]), (3, 0))
        self.assertEqual(self.addresses(), before)
        report = self.answers(text)
        self.assertEqual((report["created"], report["updated"], report["rejected"]), (0, 3, 0), report["issues"])
        after = self.addresses()
        self.assertEqual((after["A1"], after["A2"]), (f"0225:{SIREN}_ACHATS",) * 2)
        self.assertEqual(after["A3"], f"0225:{OTHER}")
        customer = self.partners.search([("ref", "=", "A1")])
        self.assertEqual((customer.dso_einvoice_platform, customer.dso_directory_status), ("PA One", "Actif"))
        self.assertEqual(self.upload(CUSTOMERS)["updated"], 0)  # what the directory says stays
        self.runs.undo(run_id=report["run_id"])
        self.assertEqual(self.addresses(), before)

    def test_several_addresses_are_asked_about(self):
        text = f"Siren;Adresse\n{SIREN};0225:{SIREN}_ACHATS\n{SIREN};0225:{SIREN}_VENTES\n{OTHER};0225:{OTHER}\n"
        before = self.addresses()
        report = self.answers(text)
        self.assertEqual(report["answers"]["ambiguous"], [SIREN])
        self.assertEqual({issue["kind"] for issue in report["issues"]}, {"einvoice_several_addresses"})
        self.assertEqual(self.addresses(), before)
        word = f"0225:{SIREN}_ACHATS | 0225:{SIREN}_VENTES"
        options = {"values": {"Electronic Address": {word: f"0225:{SIREN}_VENTES"}}}
        self.answers(text, options=options)
        self.assertEqual(self.addresses()["A1"], f"0225:{SIREN}_VENTES")

    def test_vat_answers_of_vies(self):
        report = self.answers("MS Code,VAT Number,Valid\nFR,40303265045,YES\nBE,0477472701,NO\nLU,15027442,YES\n")
        self.assertEqual(report["answers"]["unknown"], ["LU15027442"])
        found = {one.ref: one.dso_directory_status for one in self.partners.search([("ref", "=like", "A_")])}
        self.assertEqual(found, {"A1": "YES", "A2": "YES", "A3": False, "A4": "NO"})

    def test_answers_on_nobody(self):
        with self.assertRaises(UserError):
            self.answers("Siren;Adresse\n443061841;0225:443061841\n")
        with self.assertRaises(UserError):
            self.answers("Nom;Ville\nDupont;Lille\n")

    def test_answers_in_the_workbench(self):
        text = f"Siren;Adresse\n{SIREN};0225:{SIREN}_ACHATS\n{SIREN};0225:{SIREN}_VENTES\n443061841;0225:443061841\n"
        answers = self.env["dso.upload.einvoice.answers"].create({"file": encoded(text), "filename": "annuaire.csv"})
        self.assertEqual(answers.action_read()["res_id"], answers.id)  # to say what found no customer
        self.assertIn("443061841", answers.notes)
        upload = answers.upload_id
        self.assertIn(f"/smart-upload/{upload.id}", answers.action_go_on()["url"])
        if upload.state == "columns":
            upload.bench_go("check")
        (cause,) = [one for one in upload.bench_check()["causes"] if one["kind"] == "einvoice_several_addresses"]
        self.assertEqual((cause["rows"], cause["title"]), (2, "Numbers with several electronic addresses"))
        self.assertIn("correct", cause["remedies"])
        before = self.addresses()
        for line in (1, 2):
            upload.run_id._correct(line, "Electronic Address", f"0225:{SIREN}_VENTES")
        upload.action_check()
        upload.action_import()
        self.assertEqual(self.addresses(), {**before, **dict.fromkeys(("A1", "A2"), f"0225:{SIREN}_VENTES")})

    def test_an_answer_that_leaves_nothing_to_say(self):
        values = {"file": encoded(f"Siren;Adresse\n{OTHER};0225:{OTHER}_A\n"), "filename": "annuaire.csv"}
        answers = self.env["dso.upload.einvoice.answers"].create(values)
        self.assertEqual(answers.action_read()["type"], "ir.actions.act_url")
        with self.assertRaises(UserError):
            self.env["dso.upload.einvoice.answers"].create({}).action_read()

    def test_downloads(self):
        name, content = self.partners._dso_numbers_file("sirens")
        self.assertEqual((name, content), ("sirens.txt", f"{SIREN}\n{OTHER}\n".encode()))
        self.assertFalse(zipfile.is_zipfile(io.BytesIO(content)))
        self.assertEqual(self.partners.action_dso_numbers("sirens")["type"], "ir.actions.act_url")
