"""Second codes: files of other programs find their customer by them, and nobody gives one code to two customers."""

from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user
from odoo.tools import mute_logger

from ..engine import customers, second_codes
from ..engine.customers import find_customers
from ..engine.open_files import _OPEN
from ..engine.second_codes import add_codes
from ..pipeline.match import candidates
from .test_background import LOGGER, BackgroundCase
from .test_hidden import HiddenCase

HEADER = "Code client;Raison sociale;Ville\n"
OPTIONS = {"columns": {"Code client": "code", "Raison sociale": "name"}}
CODES = "dso.customer.code"


class CodesCase(HiddenCase):
    def setUp(self):
        super().setUp()
        self.first = self.new_customer("Aciéries", "C1", "SAP-7")

    def new_customer(self, name, ref, *codes, **vals):
        lines = [Command.create({"code": code}) for code in codes]
        vals = {"name": name, "ref": ref, "is_company": True, "city": "Lille", "dso_code_ids": lines, **vals}
        return self.partners.create(vals)

    def codes(self, partner):
        return partner.dso_code_ids.mapped("code")


class TestMatching(CodesCase):
    def test_a_file_finds_its_customer_by_a_second_code_in_every_spelling(self):
        for number, code in enumerate(("SAP-7", "sap-7", " SAP-7 ", "'SAP-7", "SAP\u20117", "SAP\u200b-7")):
            with self.subTest(code):
                report = self.both(HEADER + f"{code};Aciéries;Ville {number}\n")
                self.assertCounts(report, updated=1)
                self.assertEqual((self.first.ref, self.first.city), ("C1", f"Ville {number}"))
                self.assertEqual(report["changes"][0]["partner_id"], self.first.id)
        self.assertEqual(self.codes(self.first), ["SAP-7"])

    def test_the_same_file_again_changes_nothing(self):
        text = HEADER + "SAP-7;Aciéries SA;Lyon\n"
        self.assertCounts(self.both(text), updated=1)
        self.assertCounts(self.both(text), unchanged=1)

    def test_zeros_that_a_spreadsheet_lost(self):
        self.first.dso_code_ids.code = "00123"
        report = self.both(HEADER + "123;Aciéries;Lyon\n")
        self.assertCounts(report, updated=1, warnings=1)
        self.assertEqual(self.kinds(report), ["repaired_code"])
        self.assertIn("00123", report["issues"][0]["message"])
        self.assertEqual(self.first.ref, "C1")

    def test_an_archived_customer(self):
        self.first.active = False
        report = self.both(HEADER + "SAP-7;Aciéries;Lyon\n")
        self.assertCounts(report, updated=1, warnings=1)
        self.assertEqual(self.kinds(report), ["archived_customer"])

    def test_a_customer_without_customer_code(self):
        self.first.ref = False
        report = self.both(HEADER + "SAP-7;Aciéries;Lyon\n")
        self.assertCounts(report, updated=1)
        self.assertEqual((self.first.ref, self.first.city), (False, "Lyon"))
        done = self.runs.undo(run_id=report["run_id"])
        self.assertEqual((done["reverted"], self.first.city), (1, "Lille"))

    def test_both_codes_of_one_customer_are_twice_in_the_file(self):
        report = self.both(HEADER + "C1;Aciéries;Lyon\nSAP-7;Aciéries;Paris\n")
        self.assertCounts(report, updated=1, rejected=1)
        self.assertEqual(self.kinds(report), ["duplicate_in_file"])
        self.assertEqual(self.first.city, "Lyon")
        report = self.both(HEADER + "SAP-7;Aciéries;Metz\nC1;Aciéries;Metz\n")
        self.assertEqual((report["rejected"], self.first.city), (0, "Metz"))

    def test_first_code_of_one_and_second_code_of_another(self):
        other = self.new_customer("Béton", "C2")
        self.env.flush_all()
        # as two people at once could do it
        self.env.cr.execute("UPDATE res_partner SET ref = 'sap-7' WHERE id = %s", [other.id])
        self.env.invalidate_all()
        report = self.both(HEADER + "Sap-7;Neu;Lyon\n")
        self.assertCounts(report, rejected=1)
        self.assertEqual(self.kinds(report), ["ambiguous_code"])
        self.assertIn("Aciéries", report["issues"][0]["message"])
        self.assertIn("Béton", report["issues"][0]["message"])

    def test_codes_of_another_company_are_not_meant(self):
        self.first.dso_code_ids.sudo().company_id = self.other_company()
        self.assertCounts(self.both(HEADER + "SAP-7;Neu;Lyon\n"), created=1)
        self.assertEqual(self.customer("SAP-7").name, "Neu")

    def test_customers_of_another_company_are_not_meant(self):
        self.first.sudo().company_id = self.other_company()
        self.assertCounts(self.both(HEADER + "SAP-7;Neu;Lyon\n"), created=1)

    def test_a_contact_is_not_meant(self):
        self.first.parent_id = self.partners.create({"name": "Holding", "is_company": True})
        self.assertCounts(self.both(HEADER + "SAP-7;Neu;Lyon\n"), created=1)

    def test_a_customer_whom_a_rule_hides(self):
        self.hide("res.partner", [("city", "!=", "Lille")])
        for code in ("SAP-7", "sap-7"):
            report = self.both(HEADER + f"{code};Neu;Lyon\n")
            self.assertCounts(report, rejected=1)
            self.assertEqual(self.kinds(report), ["hidden_customer"])
        self.assertEqual(self.count("res.partner", [("name", "=", "Neu")]), 0)

    def test_of_a_visible_and_a_hidden_customer(self):
        self.env.cr.execute("UPDATE res_partner SET ref = 'X' WHERE id = %s", [self.first.id])
        other = self.new_customer("Béton", "Y")
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_partner SET ref = 'SAP-7' WHERE id = %s", [other.id])
        self.env.invalidate_all()
        self.hide("res.partner", [("name", "!=", "Aciéries")])
        report = self.both(HEADER + "SAP-7;Neu;Lyon\n")
        self.assertCounts(report, rejected=1)
        self.assertIn("may not see", report["issues"][0]["message"])
        self.assertNotIn("Aciéries", report["issues"][0]["message"])

    def test_full_file_with_any_code_of_a_customer(self):
        text = "Code client;Raison sociale;Ville\nC1;Aciéries;Lille\nC2;Béton;Lyon\nC3;Chaux;Metz\n"
        self.upload(text, options={**OPTIONS, "save_mapping": "Sage", "full_file": True})
        report = self.upload(
            HEADER + "SAP-7;Aciéries;Lille\nC3;Chaux;Metz\n", mapping="Sage", options={"full_file": True}
        )
        gone = [issue["code"] for issue in report["issues"] if issue["kind"] == "not_in_file"]
        self.assertEqual(gone, ["C2"])

    def test_a_customer_that_the_last_file_held_by_its_second_code_is_one_of_the_mapping(self):
        text = HEADER + "SAP-7;Aciéries;Lille\nC2;Béton;Lyon\n"
        self.upload(text, options={**OPTIONS, "save_mapping": "Sage", "full_file": True})
        self.env["dso.upload.change"].sudo().search([("partner_id", "=", self.first.id)]).unlink()
        report = self.upload(HEADER + "C2;Béton;Lyon\n", mapping="Sage", options={"full_file": True})
        gone = [issue["code"] for issue in report["issues"] if issue["kind"] == "not_in_file"]
        self.assertEqual(gone, ["C1"])

    def test_a_query_more_for_all_second_codes_and_a_tiny_one_where_there_are_none(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            known, _today = find_customers(self.partners, ["c1", "sap-7", "x"], ["name"])
            return self.env.cr.sql_log_count - before, [(one.id, one.code) for one in known]

        queries()
        count, known = queries()
        self.assertEqual(known, [(self.first.id, "C1"), (self.first.id, "SAP-7")])
        with patch.object(customers, "_second_codes", lambda *_args: {}):
            without = queries()[0]
        self.assertEqual(count - without, 2)  # whether there are any, and those
        self.new_customer("Béton", "C2", "X")
        self.assertEqual(queries()[0], count)
        self.env[CODES].search([]).unlink()
        self.assertEqual(queries()[0] - without, 1)


class TestWriting(CodesCase):
    def assertTaken(self, name, call, *args, **kwargs):
        with self.assertRaises(ValidationError) as caught:  # which takes back what was written
            call(*args, **kwargs)
        self.assertIn(f"belongs to {name}", str(caught.exception))

    def add(self, partner, code, user=None, **vals):
        return self.rpc(CODES, "create", [{"partner_id": partner.id, "code": code, **vals}], user=user)

    def test_stored_as_files_codes_are_read(self):
        self.add(self.first, "  '00042\u200b ")
        self.assertEqual(self.codes(self.first), ["00042", "SAP-7"])

    def test_empty_and_too_long(self):
        for code in ("", "  ", "\u200b", False):
            with self.subTest(code), self.assertRaisesRegex(ValidationError, "cannot be empty"):
                self.add(self.first, code)
        with self.assertRaisesRegex(ValidationError, "256 characters"):
            self.add(self.first, "x" * 256)

    def test_no_two_customers_have_one_code(self):
        other = self.new_customer("Béton", "C2", "SAP-8")
        for code in ("C2", "c2", " 'C2", "SAP-8", "sap\u20118"):
            with self.subTest(code):
                self.assertTaken("Béton", self.add, self.first, code)
                self.assertTaken("Béton", self.rpc, CODES, "write", self.first.dso_code_ids.ids, {"code": code})
        for code in ("SAP-7", "sap-7", "SAP-7\u200b"):
            with self.subTest(code):
                self.assertTaken("Aciéries", self.rpc, "res.partner", "write", other.ids, {"ref": code})
                vals = {"name": "Chaux", "ref": code, "is_company": True}
                self.assertTaken("Aciéries", self.rpc, "res.partner", "create", [vals])
        self.assertTaken("Béton", self.rpc, CODES, "write", self.first.dso_code_ids.ids, {"code": "C2"})
        self.assertEqual(self.codes(self.first), ["SAP-7"])
        two = [{"partner_id": partner.id, "code": "N1"} for partner in (self.first, other)]
        with self.assertRaises(ValidationError):
            self.rpc(CODES, "create", two)

    def test_zeros_in_front_make_another_code(self):
        other = self.new_customer("Béton", "00123")
        self.add(self.first, "123")
        report = self.both(HEADER + "123;Aciéries;Lyon\n00123;Béton;Metz\n")
        self.assertCounts(report, updated=2)
        self.assertEqual((self.first.city, other.city), ("Lyon", "Metz"))

    def test_of_archived_and_of_hidden_customers(self):
        other = self.new_customer("Béton", "C2", active=False)
        self.assertTaken("Béton", self.add, self.first, "C2")
        self.hide("res.partner", [("name", "!=", "Béton")])
        with self.assertRaisesRegex(ValidationError, "that you may not see") as caught:
            self.add(self.first, "C2")
        self.assertNotIn("Béton", str(caught.exception))
        self.assertNotIn(str(other.id), str(caught.exception))

    def test_a_reference_that_is_a_code_of_a_hidden_customer(self):
        """What the user may see decides, though Odoo checks as the superuser."""
        other = self.new_customer("Béton", "C2")
        self.add(other, "C3")
        self.hide("res.partner", [("name", "!=", "Béton")])
        for code in ("C3", "c3"):
            for method, arguments in (
                ("write", [self.first.ids, {"ref": code}]),
                ("create", [{"name": "Neuf", "ref": code, "is_company": True}]),
            ):
                with self.subTest(code, method=method), self.assertRaises(ValidationError) as caught:
                    self.rpc("res.partner", method, *arguments)
                self.assertNotIn("Béton", str(caught.exception))
                self.assertNotIn(str(other.id), str(caught.exception))

    def test_the_customers_own_codes(self):
        with self.assertRaisesRegex(ValidationError, "already"):
            self.add(self.first, "sap-7")
        self.rpc("res.partner", "write", self.first.ids, {"ref": "SAP-7"})
        report = self.both(HEADER + "SAP-7;Aciéries;Lyon\n")
        self.assertCounts(report, updated=1)

    def test_one_code_in_two_companies(self):
        elsewhere, company = self.other_company(), self.company
        one = self.new_customer("Eins", "E1", company_id=company.id)
        two = self.partners.sudo().create({"name": "Zwei", "ref": "Z1", "company_id": elsewhere.id})
        codes = self.env[CODES].sudo()
        codes.create([{"partner_id": one.id, "code": "K"}, {"partner_id": two.id, "code": "K"}])
        for vals in ({"code": "k", "company_id": company.id}, {"code": "k"}):
            self.assertTaken("Eins", codes.create, {"partner_id": self.first.id, **vals})
        both = codes.create({"partner_id": self.first.id, "code": "L", "company_id": elsewhere.id})
        codes.create({"partner_id": one.id, "code": "L"})
        self.assertTaken("Eins", both.write, {"company_id": company.id})
        self.assertTaken("Eins", both.write, {"company_id": False})
        self.assertTaken("Eins", two.write, {"company_id": company.id})
        with self.assertRaisesRegex(ValidationError, "another company"):
            self.rpc(CODES, "create", [{"partner_id": one.id, "code": "M", "company_id": elsewhere.id}])

    def test_first_codes_of_two_companies(self):
        two = self.partners.sudo().create({"name": "Zwei", "ref": "Z1", "company_id": self.other_company().id})
        one = self.new_customer("Eins", "E1", "Z1", company_id=self.company.id)
        self.assertEqual(self.codes(one), ["Z1"])
        self.assertTaken(
            "a customer that you may not see",
            self.env[CODES].sudo().create,
            {"partner_id": self.first.id, "code": "Z1"},
        )
        self.assertTaken("Eins", two.write, {"company_id": False})

    def test_only_customers_have_them(self):
        contact = self.partners.create({"name": "Person", "parent_id": self.first.id})
        with self.assertRaisesRegex(ValidationError, "only customers have codes"):
            self.add(contact, "P1")

    def test_a_customers_form(self):
        self.rpc("res.partner", "write", self.first.ids, {"dso_code_ids": [Command.create({"code": "N1"})]})
        self.assertEqual(self.codes(self.first), ["N1", "SAP-7"])
        old = self.first.dso_code_ids.filtered(lambda code: code.code == "SAP-7")
        lines = [Command.update(old.id, {"code": "SAP-9"}), Command.delete((self.first.dso_code_ids - old).id)]
        shown = {"dso_code_ids": {"fields": {"code": {}, "origin": {}, "run_id": {"fields": {"display_name": {}}}}}}
        self.rpc("res.partner", "web_save", self.first.ids, {"dso_code_ids": lines}, shown)
        self.assertEqual(self.codes(self.first), ["SAP-9"])
        with Form(self.first) as form:
            with form.dso_code_ids.new() as line:
                line.code = " n5 "
            with form.dso_code_ids.edit(0) as line:
                self.assertEqual((line.code, line.origin), ("SAP-9", "manual"))
        self.assertEqual(self.codes(self.first), ["SAP-9", "n5"])
        self.first.dso_code_ids.filtered(lambda code: code.code == "n5").unlink()
        swapped = {"ref": "SAP-9", "dso_code_ids": [Command.update(old.id, {"code": "C1"})]}
        self.rpc("res.partner", "write", self.first.ids, swapped)
        self.assertEqual((self.first.ref, self.codes(self.first)), ("SAP-9", ["C1"]))

    def test_a_copy_of_a_customer_has_none(self):
        self.assertFalse(self.first.copy().dso_code_ids)
        with self.assertRaises(ValidationError):
            self.rpc(CODES, "copy", self.first.dso_code_ids.ids)

    def test_odoos_own_import(self):
        rows = [["C1-x", "Béton", "SAP-8"], ["C2-x", "Chaux", "sap-7"]]
        for row, is_taken in zip(rows, (False, True), strict=True):
            result = self.rpc("res.partner", "load", ["ref", "name", "dso_code_ids/code"], [row])
            self.assertEqual(not result["ids"], is_taken, result)
        self.assertIn("belongs to Aciéries", result["messages"][0]["message"])
        result = self.rpc("res.partner", "load", ["ref", "name"], [["SAP-7", "Chaux"]])
        self.assertFalse(result["ids"])
        result = self.rpc(CODES, "load", ["partner_id/.id", "code"], [[str(self.first.id), "SAP-10"]])
        self.assertTrue(result["ids"])
        self.assertIn("SAP-10", self.codes(self.first))


class TestRights(CodesCase):
    def setUp(self):
        super().setUp()
        self.code = self.first.dso_code_ids
        self.editor = self.new_user("editor", "base.group_user,base.group_partner_manager")
        self.reader = self.new_user("reader", "base.group_user")
        self.portal = new_test_user(self.env(su=True), "visitor", groups="base.group_portal")

    def test_who_may_change_contacts_may_change_codes(self):
        (id_,) = self.rpc(CODES, "create", [{"partner_id": self.first.id, "code": "N1"}], user=self.editor)
        self.rpc(CODES, "write", [id_], {"code": "N2"}, user=self.editor)
        self.assertEqual(self.rpc(CODES, "read", [id_], ["code"], user=self.editor)[0]["code"], "N2")
        self.rpc("res.partner", "write", self.first.ids, {"dso_code_ids": [Command.delete(id_)]}, user=self.editor)
        self.assertEqual(self.codes(self.first), ["SAP-7"])
        form = self.rpc("res.partner", "get_view", None, "form", user=self.editor)
        self.assertIn("dso_code_ids", form["arch"])

    def test_others_may_not(self):
        for user in (self.reader, self.portal):
            calls = [
                (CODES, "create", [{"partner_id": self.first.id, "code": "N1"}]),
                (CODES, "write", self.code.ids, {"code": "N1"}),
                (CODES, "unlink", self.code.ids),
                (CODES, "read", self.code.ids, ["code"]),
                (CODES, "search_read", []),
                ("res.partner", "read", self.first.ids, ["dso_code_ids"]),
                ("res.partner", "search", [("dso_code_ids.code", "=", "SAP-7")]),
                ("res.partner", "write", self.first.ids, {"dso_code_ids": [Command.clear()]}),
            ]
            for call in calls:
                with self.subTest(call, user=user.login), self.assertRaises(AccessError):
                    self.rpc(*call, user=user)
        form = self.rpc("res.partner", "get_view", None, "form", user=self.reader)
        self.assertNotIn("dso_code_ids", form["arch"])
        self.assertEqual(self.codes(self.first), ["SAP-7"])

    def test_what_the_engine_says_nobody_else_says(self):
        run = self.runs.browse(self.upload(HEADER + "C9;Neu;Lyon\n")["run_id"])
        vals = {"partner_id": self.first.id, "code": "N1"}
        forged = {"run_id": run.id, "origin": "import", "key": "forged", "scope_id": self.company.id}
        administrator = self.new_user("administrator", "dso_smart_upload.group_manager")
        for user in (self.user, self.editor, administrator):
            for name, value in forged.items():
                with self.subTest(name, user=user.login):
                    for call in (("create", [{**vals, name: value}]), ("write", self.code.ids, {name: value})):
                        with self.assertRaises(AccessError):
                            self.rpc(CODES, *call, user=user)
                    line = Command.create({"code": "N1", name: value})
                    with self.assertRaises(AccessError):
                        self.rpc("res.partner", "write", self.first.ids, {"dso_code_ids": [line]}, user=user)
        context = {f"default_{name}": value for name, value in forged.items()}
        self.env["ir.default"].with_user(self.user).set(CODES, "run_id", run.id, user_id=True)
        (id_,) = self.rpc(CODES, "create", [vals], context=context)
        code = self.env[CODES].browse(id_)
        self.assertEqual((code.origin, code.run_id.id, code.key, code.scope_id.id), ("manual", False, "n1", False))

    def test_a_customer_whom_a_rule_hides(self):
        self.hide("res.partner", [("city", "!=", "Lille")])
        calls = [
            ("read", self.code.ids, ["code"]),
            ("write", self.code.ids, {"code": "N1"}),
            ("unlink", self.code.ids),
            ("create", [{"partner_id": self.first.id, "code": "N1"}]),
        ]
        for call in calls:
            with self.subTest(call), self.assertRaises(AccessError):
                self.rpc(CODES, *call)
        self.assertFalse(self.rpc(CODES, "search", []))
        self.assertFalse(self.rpc(CODES, "search_count", [("code", "=like", "SAP%")]))
        self.assertFalse(self.rpc(CODES, "web_read_group", [], ["code"])["groups"])
        self.assertFalse(self.rpc("res.partner", "search", [("dso_code_ids.code", "=", "SAP-7")]))

    def test_a_customer_whom_the_user_may_not_change(self):
        other = self.new_customer("Béton", "C2")
        self.hide("res.partner", [("city", "!=", "Lille")], perm_read=False)
        calls = [
            ("write", self.code.ids, {"code": "N1"}),
            ("unlink", self.code.ids),
            ("create", [{"partner_id": self.first.id, "code": "N1"}]),
        ]
        for call in calls:
            with self.subTest(call), self.assertRaises(AccessError):
                self.rpc(CODES, *call)
        self.assertEqual(self.rpc(CODES, "read", self.code.ids, ["code"])[0]["code"], "SAP-7")
        other.sudo().city = "Metz"
        (own,) = self.rpc(CODES, "create", [{"partner_id": other.id, "code": "N1"}])
        with self.assertRaises(AccessError):
            self.rpc(CODES, "write", [own], {"partner_id": self.first.id})

    def test_codes_of_another_company(self):
        code = (
            self.env[CODES]
            .sudo()
            .create({"partner_id": self.first.id, "code": "THEIRS", "company_id": self.other_company().id})
        )
        self.assertFalse(self.rpc(CODES, "search", [("code", "=", "THEIRS")]))
        for call in (("read", ["code"]), ("write", {"code": "N1"}), ("unlink",)):
            with self.subTest(call), self.assertRaises(AccessError):
                self.rpc(CODES, call[0], code.ids, *call[1:])
        shown = self.rpc("res.partner", "read", self.first.ids, ["dso_code_ids"])
        self.assertEqual(shown[0]["dso_code_ids"], self.code.ids)


class TestAddedByARun(CodesCase):
    def setUp(self):
        super().setUp()
        self.other = self.new_customer("Béton", "C2")
        self.run_ = self.runs.browse(self.upload(HEADER + "C1;Aciéries;Lyon\n")["run_id"])

    def add(self, codes, user=None):
        env = self.env(user=user.id) if user else self.env
        return add_codes(env, self.run_, codes)

    def test_added_and_undone(self):
        first, other = self.first.id, self.other.id
        done, refused = self.add({" n1 ": first, "N2": other, "SAP-7": first, "N 1": first, "N1": first, "c1": first})
        self.assertFalse(refused)
        self.assertEqual(sorted(done), [" n1 ", "N 1", "N2"])
        code = self.env[CODES].browse(done[" n1 "])
        self.assertEqual((code.code, code.origin, code.run_id), ("n1", "import", self.run_))
        self.new_customer("Chaux", "C3", "BY-HAND")
        self.assertIn("3 second codes", self.run_.undo_preview)
        done = self.rpc("dso.upload.run", "undo", run_id=self.run_.id)
        self.assertEqual((done["second_codes"], done["reverted"]), (3, 1))
        self.assertIn("3 second codes that the import added were removed.", self.run_.undo_summary)
        left = self.env[CODES].search([]).mapped("code")
        self.assertEqual(left, ["BY-HAND", "SAP-7"])

    def test_what_others_have_is_refused_and_the_rest_added(self):
        done, refused = self.add({"C2": self.first.id, "N1": self.first.id, "sap-7": self.other.id})
        self.assertEqual(list(done), ["N1"])
        self.assertIn("belongs to Béton", refused["C2"])
        self.assertIn("belongs to Aciéries", refused["sap-7"])

    def test_a_code_that_a_person_changed_since_stays(self):
        done, _refused = self.add({"N1": self.first.id, "N2": self.first.id})
        self.rpc(CODES, "write", [done["N1"]], {"code": "N3"})
        self.assertEqual(self.runs.undo(run_id=self.run_.id)["second_codes"], 1)
        self.assertEqual(self.codes(self.first), ["N3", "SAP-7"])

    def test_of_a_customer_that_the_run_created(self):
        self.run_ = self.runs.browse(self.upload(HEADER + "C9;Neu;Lyon\n")["run_id"])
        made = self.customer("C9")
        self.add({"N9": made.id})
        done = self.runs.undo(run_id=self.run_.id)
        self.assertEqual((done["removed"], done["second_codes"], made.exists().ids), (1, 1, []))

    def test_a_created_customer_with_a_code_by_hand_is_used(self):
        self.run_ = self.runs.browse(self.upload(HEADER + "C9;Neu;Lyon\n")["run_id"])
        self.env[CODES].create({"partner_id": self.customer("C9").id, "code": "N9"})
        done = self.runs.undo(run_id=self.run_.id)
        self.assertEqual(done["archived"], 1)
        self.assertIn("Second Customer Code (1)", done["changes"][0]["reason"])

    def test_a_row_that_only_gave_a_code_is_put_back(self):
        """An archived customer too: their being active is the other change of that row."""
        for active in (True, False):
            partner = self.new_customer("Alpha Works", f"A{active}", active=active)
            text = f"Code client;Raison sociale\nZ{active};Alpha Works\n"
            run = self.upload(text, options={**OPTIONS, "known_as": {f"Z{active}": partner.id}})["run_id"]
            self.assertEqual(self.codes(partner), [f"Z{active}"])
            done = self.runs.undo(run_id=run)
            self.assertEqual((done["reverted"], done["kept"], done["second_codes"]), (1, 0, 1), done["changes"])
            self.assertEqual((self.codes(partner), partner.active), ([], active))

    def test_of_a_customer_whom_the_user_of_the_undo_may_not_change(self):
        self.add({"N1": self.first.id, "N2": self.other.id})
        self.hide("res.partner", [("id", "!=", self.other.id)], perm_read=False)
        done = self.runs.undo(run_id=self.run_.id)
        self.assertEqual(done["second_codes"], 1)
        self.assertIn("1 second code stays", self.run_.undo_summary)
        self.assertEqual(self.codes(self.other), ["N2"])

    def test_with_the_rights_of_the_user(self):
        reader = self.new_user("reader", "base.group_user")
        with self.assertRaises(AccessError):
            self.add({"N1": self.first.id}, reader)
        self.hide("res.partner", [("id", "!=", self.other.id)], perm_read=False)
        done, refused = self.add({"N1": self.first.id, "N2": self.other.id})
        self.assertEqual((list(done), list(refused)), (["N1"], ["N2"]))

    def test_an_import_that_creates_a_customer_meanwhile_waits_for_whoever_adds_its_code(self):
        claimed = []
        with patch.object(second_codes, "claim", lambda _env, kind, names: claimed.append((kind, {*names}))):
            self.add({"'00123": self.first.id})
            self.rpc(CODES, "create", [{"partner_id": self.first.id, "code": "ÉTÉ\u20111"}])
        for code, (kind, names) in zip(("00123", "été-1"), (claimed[0], claimed[-1]), strict=True):
            self.assertEqual(kind, "customer")
            self.assertTrue({*candidates([code])} & names, code)

    def test_many_take_no_query_each(self):
        partners = self.partners.create(
            [{"name": f"Firm {number}", "ref": f"F{number}", "is_company": True} for number in range(40)]
        )

        def queries(some, prefix):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            done, _refused = self.add({f"{prefix}{partner.id}": partner.id for partner in some})
            self.assertEqual(len(done), len(some))
            return self.env.cr.sql_log_count - before

        queries(partners[:10], "W")
        self.assertLessEqual(queries(partners, "N") - queries(partners[:10], "M"), 3)


class TestBlocks(BackgroundCase):
    TEXT = HEADER + "C1;Eins;Lyon\nX1;A;Lyon\nX2;B;Lyon\nX3;C;Lyon\nX4;D;Lyon\nX5;E;Lyon\nSAP-7;Eins;Metz\n"

    def setUp(self):
        super().setUp()
        self.first = self.partners.create({"name": "Eins", "ref": "C1", "is_company": True, "city": "Lille"})

    def add(self, code="SAP-7"):
        return self.env[CODES].create({"partner_id": self.first.id, "code": code})

    def start(self):
        report = self.upload(self.TEXT, options=OPTIONS)
        self.assertEqual(report["state"], "queued")
        return self.runs.browse(report["run_id"])

    def outcome(self, run):
        report = self.runs.get_report(run_id=run.id)
        self.assertEqual((report["state"], report["rows"]), ("done", 7), report)
        kinds = [kind for kind in self.kinds(report) if kind != "same_file"]
        return {name: report[name] for name in ("created", "updated", "rejected")}, kinds

    def test_both_codes_of_one_customer_in_several_blocks(self):
        self.add()
        run = self.start()
        self.work()
        self.assertEqual(self.outcome(run), ({"created": 5, "updated": 1, "rejected": 1}, ["duplicate_in_file"]))
        self.assertEqual(self.first.city, "Lyon")

    def test_a_code_that_comes_or_goes_between_two_blocks_loses_no_row(self):
        for comes in (True, False):
            with self.subTest(comes=comes):
                self.partners.search([("ref", "=like", "X_")]).unlink()
                self.first.city = "Lille"
                code = self.env[CODES] if comes else self.first.dso_code_ids
                run = self.start()
                with self.failing(None, ValueError("no room")), mute_logger(LOGGER):
                    self.work()
                _OPEN.clear()
                if comes:
                    self.add()
                else:
                    code.unlink()
                run.action_go_on()
                self.work()
                counts, kinds = self.outcome(run)
                if comes:
                    self.assertEqual((counts, kinds), ({"created": 5, "updated": 2, "rejected": 0}, []))
                    self.assertEqual(self.first.city, "Metz")
                else:
                    self.assertEqual(
                        (counts, kinds), ({"created": 5, "updated": 1, "rejected": 1}, ["duplicate_in_file"])
                    )
                    self.assertEqual(self.first.city, "Lyon")
