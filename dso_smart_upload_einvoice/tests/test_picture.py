"""How many customers can be invoiced electronically: in the report, in the check, as lists and files."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.dso_smart_upload.pipeline.message import OF_OTHERS
from odoo.addons.dso_smart_upload.tests.common import UploadCase, encoded

SIREN, OTHER, VAT = "303265045", "552081317", "FR40303265045"
TEXT = (
    "Code client;Raison sociale;Pays;Siren;N° TVA intracommunautaire\n"
    f"A1;Dupont SARL;France;{SIREN};\n"
    "A2;Martin SAS;France;;\n"
    f"A3;Durand SA;France;{OTHER};{VAT}\n"
    "A4;Mme Petit;France;;\n"
    "A5;Meyer GmbH;Allemagne;;\n"
)


@tagged("post_install", "-at_install")
class TestPicture(UploadCase):
    def run_of(self, report):
        return self.runs.browse(report["run_id"])

    def test_report(self):
        expected = {"ready": 1, "incomplete": 2, "contradicts": 1, "not_concerned": 1}
        self.assertEqual(self.check(TEXT)["einvoice"], expected)
        report = self.upload(TEXT)
        self.assertEqual(report["einvoice"], expected)
        self.assertEqual(report["einvoice_lacks"], {"siren": 1, "vat": 1})
        self.assertNotIn("lines", report)
        self.assertEqual(self.runs.get_report(report["run_id"])["einvoice"], expected)
        self.assertEqual(self.upload(TEXT)["einvoice"], expected)

    def test_picture_and_rows(self):
        run = self.run_of(self.upload(TEXT))
        picture = self.rpc("dso.upload.run", "einvoice_picture", run.ids)
        self.assertEqual(picture["customers"], 5)
        counts = {part["key"]: part["count"] for part in picture["parts"]}
        self.assertEqual(
            counts, {"ready": 1, "incomplete": 2, "contradicts": 1, "not_concerned": 1, "siren": 1, "vat": 1}
        )
        rows = self.rpc("dso.upload.run", "einvoice_rows", run.ids, key="incomplete")
        self.assertEqual([(row["line"], row["code"]) for row in rows], [(3, "A2"), (6, "A5")])
        self.assertEqual(rows[0], {"line": 3, "code": "A2", "name": "Martin SAS", "missing": "Siren"})
        self.assertEqual([row["code"] for row in run.einvoice_rows("contradicts")], ["A3"])
        action = run.with_context(einvoice_key="siren").action_einvoice_rows()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]).mapped("code"), ["A2"])
        action = run.with_context(einvoice_key="contradicts").action_einvoice_rows()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]).mapped("code"), ["A3"])

    def test_what_is_looked_at_is_seen_by_nobody_else(self):
        run = self.run_of(self.upload(TEXT))
        action = run.with_context(einvoice_key="siren").action_einvoice_rows()
        rows = self.env[action["res_model"]].search(action["domain"])
        answers = self.env["dso.upload.einvoice.answers"].create({"file": encoded("siren;"), "filename": "a.csv"})
        colleague = self.new_user("colleague", "dso_smart_upload.group_manager")
        for records in (rows, answers):
            self.assertTrue(self.rpc(records._name, "read", records.ids))
            self.assertFalse(self.rpc(records._name, "search", [("id", "in", records.ids)], user=colleague))
            for method, arguments in (("read", []), ("write", [{}]), ("unlink", [])):
                with self.subTest(records._name, method=method), self.assertRaises(AccessError):
                    self.rpc(records._name, method, records.ids, *arguments, user=colleague)

    def test_names_of_others_are_read_by_those_who_may(self):
        self.assertIn("einvoice_duplicate_address", OF_OTHERS)

    def test_file_of_what_lacks_something_comes_back(self):
        run = self.run_of(self.upload(TEXT))
        name, content = run._einvoice_file("csv")
        self.assertEqual(name, "clients_incomplete.csv")
        text = content.decode("utf-8-sig")
        self.assertEqual(len(text.splitlines()), 4)
        self.assertIn("Siren", text.splitlines()[1])
        back = text.replace("A2;Martin SAS;France;;", f"A2;Martin SAS;France;{OTHER};")
        report = self.upload(back, filename=name)
        self.assertEqual(report["rejected"], 0, report["issues"])
        self.assertEqual(self.partners.search([("ref", "=", "A2")]).dso_electronic_address, f"0225:{OTHER}")
        self.assertEqual(run._einvoice_file("xlsx")[0], "clients_incomplete.xlsx")

    def test_nothing_lacks(self):
        run = self.run_of(self.upload(TEXT.splitlines()[0] + "\n" + TEXT.splitlines()[1] + "\n"))
        with self.assertRaises(UserError):
            run._einvoice_file("csv")

    def test_wizard(self):
        upload = self.env["dso.smart.upload"].create({"file": encoded(TEXT), "filename": "clients.csv"})
        upload.action_read()
        upload.action_check()
        run = upload.run_id
        self.assertEqual((run.einvoice_customers, run.einvoice_ready, run.einvoice_no_siren), (5, 1, 1))
        self.assertFalse(self.partners.search([("ref", "=", "A1")]))
        rows = upload.run_id.einvoice_rows("incomplete")
        self.assertEqual([row["code"] for row in rows], ["A2", "A5"])
        upload.action_import()
        self.assertEqual(upload.run_id.einvoice_ready, 1)

    def test_who_may_not_read_the_file_sees_numbers_only(self):
        run = self.run_of(self.upload(TEXT))
        colleague = self.new_user("colleague", "dso_smart_upload.group_user")
        rule = {
            "name": "Own customers",
            "model_id": self.env.ref("base.model_res_partner").id,
            "domain_force": "[('ref', '!=', 'A2')]",
            "groups": [(6, 0, self.env.ref("dso_smart_upload.group_user").ids)],
        }
        self.env["ir.rule"].sudo().create(rule)
        theirs = run.with_user(colleague)
        self.assertEqual(theirs.einvoice_picture()["customers"], 5)
        for call in (lambda: theirs.einvoice_rows("siren"), lambda: theirs._einvoice_file("csv")):
            with self.assertRaises(AccessError):
                call()

    def test_lists_of_customers_can_be_filtered_and_grouped(self):
        self.upload(TEXT)
        groups = self.partners._read_group([("ref", "=like", "A_")], ["dso_einvoice_state"], ["__count"])
        self.assertEqual(dict(groups), {"ready": 1, "incomplete": 2, "contradicts": 1, "not_concerned": 1})
        self.assertEqual(self.partners.search([("ref", "=", "A2")]).dso_einvoice_missing, "Siren, Electronic address")

    def test_contacts_have_no_state_of_their_own(self):
        self.upload(TEXT)
        customer = self.partners.search([("ref", "=", "A1")])
        contact = self.partners.sudo().create({"name": "Achats", "parent_id": customer.id})
        self.assertFalse(contact.dso_einvoice_state)

    def test_the_picture_follows_a_corrected_cell(self):
        upload = self.env["dso.smart.upload"].create({"file": encoded(TEXT), "filename": "clients.csv"})
        upload.action_read()
        upload.action_check()
        before = upload.bench_einvoice()
        self.assertEqual((before["run"], before["customers"]), (upload.run_id.id, 5))
        upload.run_id._correct(3, "Siren", OTHER)
        counts = {part["key"]: part["count"] for part in upload.bench_einvoice()["parts"]}
        self.assertEqual(counts, {"ready": 2, "incomplete": 1, "contradicts": 1, "not_concerned": 1, "vat": 1})
        self.assertEqual([row["code"] for row in upload.run_id.einvoice_rows("incomplete")], ["A5"])
        action = upload.bench_einvoice_rows("vat")
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]).mapped("code"), ["A5"])
