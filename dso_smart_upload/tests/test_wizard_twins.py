"""Smart Upload asks who is in Odoo already, and goes by what a person says."""

import base64

from .common import UploadCase

HEADER = "Code client;Raison sociale;Siren;Adresse;Code postal;Ville;Pays\n"
SIREN, OTHER_SIREN = "552081317", "732829320"
HERE = {"street": "12 rue Pasteur", "zip": "69002", "city": "Lyon"}
ROW = "12 rue Pasteur;69002;Lyon;France\n"


class TestWizardTwins(UploadCase):
    def setUp(self):
        super().setUp()
        france = self.env.ref("base.fr").id
        common = {"is_company": True, "country_id": france, **HERE}
        self.bare, self.coded = self.partners.create(
            [
                {"name": "Dupont SA", "company_registry": SIREN, **common},
                {"name": "Martin SARL", "company_registry": OTHER_SIREN, "ref": "K7", **common},
            ]
        )
        self.text = HEADER + f"C1;DUPONT;{SIREN};{ROW}C2;Martin;{OTHER_SIREN};{ROW}"
        self.text += "C3;Colin;;3 quai X;44000;Nantes;France\n"

    def checked(self, text=None):
        wizard = self.env["dso.smart.upload"].create({})
        wizard.write({"file": base64.b64encode((text or self.text).encode()), "filename": "clients.csv"})
        wizard.action_read()
        wizard.action_check()
        return wizard

    def twins(self, wizard):
        return {row["code"]: row for row in wizard.bench_twins()["rows"]}

    def test_what_is_shown(self):
        wizard = self.checked()
        self.assertEqual((wizard.created, wizard.updated, wizard.linked), (2, 1, 1))
        doubt, sure = wizard.bench_twins()["rows"]
        self.assertEqual((doubt["code"], doubt["is_sure"], doubt["cells"]["name"]), ("C2", False, "Martin"))
        (candidate,) = doubt["candidates"]
        self.assertEqual((candidate["partner_id"], candidate["code"]), (self.coded.id, "K7"))
        self.assertEqual(candidate["values"]["street"], "12 rue Pasteur")
        self.assertEqual(doubt["why"], "same legal id, like name and address")
        self.assertEqual((sure["code"], sure["is_sure"]), ("C1", True))
        self.assertEqual([one["partner_id"] for one in sure["candidates"]], self.bare.ids)

    def test_without_a_word_what_is_certain_is_linked(self):
        wizard = self.checked()
        wizard.action_import()
        self.assertEqual((wizard.state, self.bare.ref, self.coded.name), ("done", "C1", "Martin SARL"))
        self.assertTrue(self.customer("C2") != self.coded)

    def test_the_same_customer_gets_a_second_code(self):
        wizard = self.checked()
        wizard.bench_twin({"C2": self.coded.id})
        self.assertEqual((wizard.created, wizard.updated, wizard.linked), (1, 2, 2))
        wizard.action_import()
        self.assertEqual((self.coded.ref, self.coded.name), ("K7", "Martin"))
        self.assertEqual(self.coded.dso_code_ids.mapped("code"), ["C2"])
        self.runs.undo(wizard.run_id.id)
        self.assertEqual((self.bare.ref, self.coded.name, self.coded.dso_code_ids.ids), (False, "Martin SARL", []))

    def test_a_link_can_be_refused(self):
        wizard = self.checked()
        wizard.bench_twin({"C1": 0})
        self.assertEqual((wizard.created, wizard.linked), (3, 0))
        wizard.action_import()
        self.assertFalse(self.bare.ref)
        self.assertNotEqual(self.customer("C1"), self.bare)

    def test_all_at_once(self):
        wizard = self.checked()
        wizard.bench_twin({}, "same")
        self.assertEqual((wizard.created, wizard.linked), (1, 2))
        wizard = self.checked()
        wizard.bench_twin({}, "new")
        self.assertEqual((wizard.created, wizard.linked), (2, 1))

    def test_nobody_is_looked_for(self):
        wizard = self.checked()
        wizard.twins = "create"
        wizard.action_check()
        self.assertEqual((wizard.created, wizard.linked, wizard.warnings, self.twins(wizard)), (3, 0, 0, {}))
        wizard.action_import()
        self.assertEqual(wizard.run_id.mapping_id.twins, "create")

    def test_rows_wait_for_an_answer(self):
        wizard = self.checked()
        wizard.twins = "reject"
        wizard.action_check()
        self.assertEqual((wizard.created, wizard.rejected), (1, 1))
        self.assertEqual(self.twins(wizard)["C2"]["candidates"][0]["partner_id"], self.coded.id)
        wizard.bench_twin({"C2": 0})
        self.assertEqual((wizard.created, wizard.rejected), (2, 0))
        self.assertNotIn("C2", self.twins(wizard))

    def test_answers_hold_for_one_file(self):
        wizard = self.checked()
        wizard.bench_twin({}, "new")
        wizard.action_file()
        self.assertFalse(wizard.said_codes)

    def test_a_row_is_not_the_same_as_nobody(self):
        """Its twin is another line of the file: neither is in Odoo."""
        wizard = self.checked(HEADER + f"C5;Besson;;{ROW}C6;BESSON SARL;;{ROW}")
        twin = self.twins(wizard)["C6"]
        self.assertEqual((twin["other_line"], twin["candidates"]), (2, []))
        wizard.bench_twin({}, "same")
        self.assertFalse(wizard.said_codes)
        self.assertIn("C6", self.twins(wizard))
