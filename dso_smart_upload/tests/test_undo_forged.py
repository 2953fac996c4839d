"""A journal that nobody but a forger can have written."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import SQL

from ..engine.customers import fingerprints
from .common import UploadCase
from .test_undo import HEADER, TWO


class TestUndoForged(UploadCase):
    """An undo does not do what a journal says that nobody but a forger can have written."""

    def setUp(self):
        super().setUp()
        self.upload(TWO)
        self.run = self.runs.browse(self.upload(HEADER + "C1;Aciéries;Paris;Nice\nC2;Béton;Paris;Nice\n")["run_id"])
        self.first, self.second = self.run.sudo().change_ids.sorted("line")
        admin = new_test_user(
            self.env(su=True),
            "chief",
            groups="base.group_system,base.group_partner_manager,dso_smart_upload.group_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.admin = admin.partner_id
        self.as_admin = self.runs.with_user(admin)

    def undone(self):
        """Undo the run as an administrator, and return what became of the forged line: result and reason.

        The other line is undone whatever that one says.
        """
        result = self.as_admin.undo(run_id=self.run.id)
        forged, other = result["changes"]
        self.assertEqual(other["result"], "reverted", other)
        self.assertEqual(self.customer("C2").name, "Béton SA")
        return forged["result"], forged["reason"]

    def test_fields_that_imports_do_not_write(self):
        partner = self.customer("C1")
        partner.write({"function": "Now", "barcode": "Now"})
        forged = {"function": ["Then", "Now"], "barcode": ["Then", "Now"], "create_uid": [1, 2], "nonsense": [1, 2]}
        self.first.raw_values = {**self.first.raw_values, **forged, "is_company": [False, True]}
        result, reason = self.undone()
        self.assertEqual(result, "kept")
        self.assertIn("Job Position stays: it is not a field that imports write.", reason)
        self.assertEqual((partner.function, partner.barcode, partner.is_company), ("Now", "Now", True))
        self.assertEqual(partner.name, "Aciéries du Nord", "what an import may write is put back")

    def test_the_contact_of_a_user(self):
        self.admin.email = "chief@example.com"
        forged = {"email": ["forger@example.com", "chief@example.com"]}
        for values in (forged, {**forged, "ref": [None, "C1"]}):
            with self.subTest(values):
                self.first.write({"partner_id": self.admin.id, "partner_key": 0, "raw_values": values})
                self.assertEqual(self.undone(), ("kept", "This customer has no customer code any more."))
                self.assertEqual(self.admin.email, "chief@example.com")

    def test_a_created_customer_of_another_import(self):
        other = self.partners.create({"name": "Other", "ref": "OTHER", "is_company": True})
        self.first.write({"action": "created", "partner_id": other.id, "partner_key": 0})
        for column, value in (("create_date", "2020-01-01"), ("create_uid", self.env.ref("base.user_admin").id)):
            with self.subTest(column):
                self.env.flush_all()
                query = SQL("UPDATE res_partner SET %s = %s WHERE id = %s", SQL.identifier(column), value, other.id)
                self.env.cr.execute(query)
                self.env.invalidate_all()
                self.first.write({"fingerprint": fingerprints(self.partners, other.ids)[other.id]})
                self.assertEqual(self.undone(), ("kept", "This customer was not created by this import."))
                self.assertTrue(other.exists().active)

    def test_a_fingerprint_that_is_none(self):
        report = self.upload(HEADER + "C7;Zinc;Lille;\n")
        change = self.runs.browse(report["run_id"]).change_ids
        for fingerprint in (False, "", "0" * 32):
            with self.subTest(fingerprint):
                change.sudo().write({"fingerprint": fingerprint, "undo_result": False})
                result = self.runs.undo(run_id=report["run_id"])
                self.assertEqual((result["removed"], result["archived"]), (0, 1))

    def test_records_it_did_not_make(self):
        groups = self.env["res.partner.category"]
        older, theirs, mine = groups.create([{"name": "Older"}, {"name": "Theirs"}, {"name": "Mine"}])
        later = groups.create({"name": "Later"})
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_partner_category SET create_date = '2020-01-01' WHERE id = %s", [older.id])
        self.env.cr.execute("UPDATE res_partner_category SET create_date = '2120-01-01' WHERE id = %s", [later.id])
        self.env.cr.execute("UPDATE res_partner_category SET create_uid = 1 WHERE id = %s", [theirs.id])
        ids = [older.id, theirs.id, mine.id, later.id]
        self.env.cr.execute("UPDATE res_partner_category SET write_date = create_date WHERE id = ANY(%s)", [ids])
        self.env.invalidate_all()
        country = self.env["res.country"].sudo().create({"name": "Nowhere", "code": "ZZ"})
        made = {
            "res.partner.category": [*ids, "1", None, True, 2**40, [1], -1],
            "account.payment.term": "all",
            "res.country": country.ids,
            "nonsense": [1],
        }
        self.run.sudo().made = made
        self.undone()
        self.assertEqual((older + theirs + mine + later).exists(), older + theirs + later)
        self.assertTrue(country.exists())
        self.run.sudo().write({"made": [1, 2]})
        self.assertEqual(self.as_admin.undo(run_id=self.run.id)["state"], "undone")

    def test_values_of_wrong_types(self):
        partner = self.customer("C1")
        partner.write({"country_id": self.env.ref("base.fr").id, "credit_limit": 5, "lang": "en_US"})
        self.env.flush_all()
        wrong = {
            "city": [5, ["x"], {"a": 1}, True],
            "country_id": ["FR", 2**40, -1, True, [1], 1.5, 10**6],
            "category_id": ["x", [["a"]], [2**40], 5, {"a": 1}, [None]],
            "credit_limit": ["x", [1], True, {}],
            "active": ["yes", 0, [1]],
            "lang": ["xx_XX", 5],
            "dso_temporary_guarantee_from": ["yesterday", 5, "2026-13-45", []],
            "property_payment_term_id": ["30 jours", 10**7],
            "comment": [5, []],
        }
        before = partner.read([*wrong])
        for name, values in wrong.items():
            today = partner.read([name], load=None)[0][name] or None
            today = str(today) if name.endswith("_from") and today else today
            for value in values:
                with self.subTest(name, value=value), self.env.cr.savepoint() as savepoint:
                    self.first.raw_values = {name: [value, today]}
                    result, reason = self.undone()
                    self.assertIn(result, ("kept", "failed"))
                    self.assertTrue(reason)
                    self.env.flush_all()
                    self.env.invalidate_all()
                    self.assertEqual(partner.read([*wrong]), before)
                    savepoint.rollback()
                    self.env.invalidate_all()

    def test_cells_that_are_no_journal(self):
        for cells in (
            {"raw_values": []},
            {"raw_values": "x"},
            {"raw_values": {"city": "x"}},
            {"raw_values": {"city": [1, 2, 3]}},
            {"raw_values": False},
            {"raw_values": 5},
        ):
            with self.subTest(cells), self.env.cr.savepoint() as savepoint:
                self.first.write(cells)
                result, reason = self.undone()
                self.assertEqual(result, "kept")
                self.assertIn("journal", reason)
                savepoint.rollback()
                self.env.invalidate_all()
        for cells in (
            {"undo_left": "x"},
            {"undo_left": [5, {}, "nonsense"]},
            {"raw_contacts": [1]},
            {"raw_contacts": {"x": {}, "5": 5, "99999999999999": {"city": ["a", "b"]}}},
            {"raw_contacts": {str(self.admin.id): {"city": ["forged", None], "email": ["forged", None]}}},
            {"fingerprint": "x", "line": 2},
        ):
            with self.subTest(cells), self.env.cr.savepoint() as savepoint:
                self.first.write(cells)
                self.assertEqual(self.undone(), ("reverted", ""))
                self.assertFalse(self.admin.city)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_nobody_lets_an_undo_run_with_the_rights_of_another(self):
        for values in ({"undone_by": self.admin.user_ids.id}, {"is_undoing": True}, {"undo_position": 1}):
            with self.subTest(values), self.assertRaises(AccessError):
                self.run.write(values)
        with self.assertRaises(AccessError):
            self.runs.create({"filename": "x", "is_undoing": True, "undone_by": self.admin.user_ids.id})
