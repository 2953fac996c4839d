"""Smart Upload asks who is in Odoo already, and goes by what a person says."""

import base64

from odoo.exceptions import ValidationError

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

    def test_what_is_shown(self):
        wizard = self.checked()
        self.assertEqual((wizard.created, wizard.updated, wizard.linked, wizard.doubts), (2, 1, 1, 1))
        doubt, sure = wizard.twin_ids
        self.assertEqual((doubt.code, doubt.name, doubt.partner_id, doubt.is_sure), ("C2", "Martin", self.coded, False))
        self.assertEqual(doubt.place, "12 rue Pasteur, 69002 Lyon")
        self.assertEqual((doubt.partner_code, doubt.partner_place), ("K7", doubt.place))
        self.assertEqual(doubt.evidence, "same legal id, like name and address")
        self.assertEqual((sure.code, sure.partner_id, sure.is_sure), ("C1", self.bare, True))

    def test_without_a_word_what_is_certain_is_linked(self):
        wizard = self.checked()
        wizard.action_import()
        self.assertEqual((wizard.state, self.bare.ref, self.coded.name), ("done", "C1", "Martin SARL"))
        self.assertTrue(self.customer("C2") != self.coded)

    def test_the_same_customer_gets_a_second_code(self):
        wizard = self.checked()
        wizard.twin_ids.filtered(lambda twin: twin.code == "C2").answer = "same"
        self.assertEqual(wizard.doubts, 0)
        said = wizard.action_import()
        self.assertIn("Checked again", said["params"]["message"])
        self.assertEqual((wizard.created, wizard.updated, wizard.linked), (1, 2, 2))
        wizard.action_import()
        self.assertEqual((self.coded.ref, self.coded.name), ("K7", "Martin"))
        self.assertEqual(self.coded.dso_code_ids.mapped("code"), ["C2"])
        self.runs.undo(wizard.run_id.id)
        self.assertEqual((self.bare.ref, self.coded.name, self.coded.dso_code_ids.ids), (False, "Martin SARL", []))

    def test_a_link_can_be_refused(self):
        wizard = self.checked()
        wizard.twin_ids.filtered("is_sure").answer = "new"
        wizard.action_check()
        self.assertEqual((wizard.created, wizard.linked), (3, 0))
        wizard.action_import()
        self.assertFalse(self.bare.ref)
        self.assertNotEqual(self.customer("C1"), self.bare)

    def test_all_at_once(self):
        wizard = self.checked()
        wizard.action_twins_same()
        self.assertEqual(wizard.twin_ids.mapped("answer"), ["same", "same"])
        wizard.action_check()
        self.assertEqual((wizard.created, wizard.linked), (1, 2))
        wizard = self.checked()
        wizard.action_twins_new()
        wizard.action_check()
        self.assertEqual((wizard.created, wizard.linked), (3, 0))

    def test_nobody_is_looked_for(self):
        wizard = self.checked()
        wizard.twins = "create"
        wizard.action_check()
        self.assertEqual((wizard.created, wizard.linked, wizard.warnings, len(wizard.twin_ids)), (3, 0, 0, 0))
        wizard.action_import()
        self.assertEqual(wizard.run_id.mapping_id.twins, "create")

    def test_rows_wait_for_an_answer(self):
        wizard = self.checked()
        wizard.twins = "reject"
        wizard.action_check()
        self.assertEqual((wizard.created, wizard.rejected, wizard.doubts), (1, 1, 1))
        doubt = wizard.twin_ids.filtered(lambda twin: not twin.is_sure)
        self.assertEqual((doubt.name, doubt.partner_id), ("Martin", self.coded))
        doubt.answer = "new"
        wizard.action_check()
        self.assertEqual((wizard.created, wizard.rejected, wizard.doubts), (2, 0, 0))

    def test_answers_hold_for_one_file(self):
        wizard = self.checked()
        wizard.action_twins_new()
        wizard.action_file()
        self.assertFalse(wizard.twin_ids)

    def test_a_row_is_not_the_same_as_nobody(self):
        """Its twin is another line of the file: neither is in Odoo."""
        wizard = self.checked(HEADER + f"C5;Besson;;{ROW}C6;BESSON SARL;;{ROW}")
        twin = wizard.twin_ids
        self.assertEqual((twin.code, twin.other_line, len(twin.partner_id)), ("C6", 2, 0))
        with self.assertRaisesRegex(ValidationError, "remove one of the two lines"):
            twin.answer = "same"
        self.env.invalidate_all(flush=False)
        wizard.action_twins_same()
        self.assertEqual(wizard.doubts, 1)
