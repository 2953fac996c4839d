"""Odoo's merge of contacts: no code is lost, what is managed in Odoo stays, and the journal follows."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user

from ..engine.second_codes import add_codes
from .test_second_codes import CODES, HEADER, CodesCase

WIZARD = "base.partner.merge.automatic.wizard"
LIMITS = {
    "credit_limit": 1000.0,
    "dso_insurer_guarantee": 30000.0,
    "dso_insurer_reference": "P-1",
    "dso_temporary_guarantee": 500.0,
    "dso_temporary_guarantee_from": "2026-01-01",
    "dso_temporary_guarantee_to": "2026-12-31",
    "dso_other_guarantees": 70.0,
}


class MergeCase(CodesCase):
    def setUp(self):
        super().setUp()
        self.other = self.new_customer("Aciéries SA", "C2", "SAP-8")
        self.merger = self.new_user("merger", "base.group_user,base.group_partner_manager")

    def merge(self, *sources, into=None, user=None):
        """Merge customers through Odoo's assistant, as a user who may do no more than change contacts."""
        into = into or self.first
        ids = [*(source.id for source in sources), into.id]
        vals = {"partner_ids": [Command.set(ids)], "dst_partner_id": into.id, "state": "selection"}
        (wizard,) = self.rpc(WIZARD, "create", [vals], user=user or self.merger)
        self.rpc(WIZARD, "action_merge", [wizard], user=user or self.merger)
        for source in sources:
            self.assertFalse(source.exists())


class TestCodes(MergeCase):
    def test_all_codes_stay(self):
        third = self.new_customer("Aciéries Nord", "C3")
        self.merge(self.other, third)
        self.assertEqual(self.first.ref, "C1")
        self.assertEqual(self.codes(self.first), ["C2", "C3", "SAP-7", "SAP-8"])
        origins = {code.code: code.origin for code in self.first.dso_code_ids}
        self.assertEqual(origins, {"C2": "merge", "C3": "merge", "SAP-7": "manual", "SAP-8": "manual"})
        for number, code in enumerate(("C1", "c2", "C3", "SAP-7", "SAP-8")):
            report = self.both(HEADER + f"{code};Aciéries;Ville {number}\n")
            self.assertCounts(report, updated=1)

    def test_the_surviving_one_had_no_code(self):
        survivor = self.new_customer("Aciéries", False)
        self.merge(self.other, into=survivor)
        self.assertEqual((survivor.ref, self.codes(survivor)), ("C2", ["SAP-8"]))
        third = self.new_customer("Aciéries", "C3")
        survivor.ref = False
        self.merge(self.first, third, into=survivor)
        self.assertEqual(sorted([survivor.ref, *self.codes(survivor)]), ["C1", "C3", "SAP-7", "SAP-8"])

    def test_codes_of_several_companies(self):
        elsewhere = self.other_company()
        both = {"company_ids": [Command.set([self.company.id, elsewhere.id])]}
        self.merger.sudo().write(both)
        codes = self.env[CODES].sudo()
        codes.create({"partner_id": self.other.id, "code": "THERE", "company_id": elsewhere.id})
        self.other.company_id = self.company
        third = self.new_customer("Béton", "C4")
        third.sudo().company_id = elsewhere
        codes.create({"partner_id": third.id, "code": "SAP-8"})
        self.merge(self.other)
        found = {code.code: code.scope_id for code in codes.search([("partner_id", "=", self.first.id)])}
        self.assertEqual(self.first.company_id, self.company)  # as Odoo has it
        self.assertEqual({code for code, scope in found.items() if scope == self.company}, {"C2", "SAP-7", "SAP-8"})
        self.assertEqual(found["THERE"], elsewhere)
        self.assertEqual(third.sudo().dso_code_ids.code, "SAP-8")

    def test_one_code_of_both_in_several_companies(self):
        elsewhere = self.other_company()
        self.other.sudo().company_id = elsewhere
        self.first.company_id = self.company
        self.env[CODES].sudo().create({"partner_id": self.other.id, "code": "SAP-7"})
        self.env[WIZARD].sudo()._merge((self.first + self.other).ids, self.first, extra_checks=False)
        found = [(code.code, code.scope_id) for code in self.first.sudo().dso_code_ids.sorted("id")]
        self.assertEqual(found, [("SAP-7", self.company), *[(code, elsewhere) for code in ("SAP-8", "SAP-7", "C2")]])

    def test_customers_with_the_same_code(self):
        self.other.dso_code_ids.unlink()
        self.other.ref = "c1"
        self.merge(self.other)
        self.assertEqual((self.first.ref, self.codes(self.first)), ("C1", ["SAP-7"]))

    def test_one_code_that_is_first_of_the_one_and_second_of_the_other(self):
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_partner SET ref = 'sap-7' WHERE id = %s", [self.other.id])
        self.env.invalidate_all()
        self.merge(self.other)
        self.assertEqual((self.first.ref, self.codes(self.first)), ("C1", ["SAP-7", "SAP-8"]))

    def test_a_code_that_a_third_customer_has_is_left_out_and_said(self):
        third = self.new_customer("Béton", "C2")
        self.merge(self.other)
        self.assertEqual(self.codes(self.first), ["SAP-7", "SAP-8"])
        notes = " ".join(self.first.message_ids.mapped("body"))
        self.assertIn("were not kept, because another customer has them: C2", notes)
        self.assertNotIn(third.name, notes)

    def test_codes_of_customers_whom_the_user_may_not_see(self):
        theirs = (
            self.env[CODES]
            .sudo()
            .create({"partner_id": self.other.id, "code": "THERE", "company_id": self.other_company().id})
        )
        self.merge(self.other)
        self.assertEqual(theirs.partner_id, self.first)

    def test_contacts_that_are_no_customers(self):
        contacts = self.partners.create([{"name": "Anna", "parent_id": self.first.id, "ref": f"P{n}"} for n in (1, 2)])
        self.merge(contacts[0], into=contacts[1])
        self.assertFalse(contacts[1].sudo().dso_code_ids)
        self.assertEqual(self.codes(self.first), ["SAP-7"])

    def test_a_code_that_a_run_added_is_still_of_the_run(self):
        run = self.runs.browse(self.upload(HEADER + "C1;Aciéries;Lyon\n")["run_id"])
        add_codes(self.env, run, {"N1": self.other.id})
        self.merge(self.other)
        self.assertEqual(self.codes(self.first), ["C2", "N1", "SAP-7", "SAP-8"])
        self.assertEqual(self.runs.undo(run_id=run.id)["second_codes"], 1)
        self.assertEqual(self.codes(self.first), ["C2", "SAP-7", "SAP-8"])

    def test_a_merge_that_odoo_refuses_changes_nothing(self):
        many = [self.new_customer(f"Firm {number}", f"F{number}") for number in range(3)]
        before = self.tables()
        with self.assertRaisesRegex(Exception, "more than 3"):
            self.merge(*many)
        self.assertSameTables(before)
        self.env[WIZARD]._merge(self.first.ids, self.first)
        self.assertSameTables(before)


class TestCredit(MergeCase):
    def setUp(self):
        super().setUp()
        self.elsewhere = self.other_company()
        self.there = self.first.sudo().with_company(self.elsewhere)
        self.other_there = self.other.sudo().with_company(self.elsewhere)
        self.credit = self.new_user("credit", "base.group_user,account.group_account_invoice")

    def values(self, partner):
        return {name: str(partner.sudo()[name] or "") for name in LIMITS}

    def notes(self, user):
        """Return what a user reads in the chatter of the customer: list of (sentence, {label: (old, new)})."""
        self.env.flush_all()
        self.env.invalidate_all()
        messages = self.first.with_user(user).with_context(allowed_company_ids=user.company_ids.ids).message_ids
        found = []
        for message in messages.filtered(lambda one: "merged into this customer" in one.body):
            shown = message.sudo().tracking_value_ids._filter_has_field_access(messages.env)
            formatted = shown._tracking_value_format()
            found.append(
                (
                    message.body,
                    {one["fieldInfo"]["changedField"]: (one["oldValue"], one["newValue"]) for one in formatted},
                )
            )
        return found

    def test_what_the_survivor_has_stays_in_every_company(self):
        self.first.sudo().write(LIMITS)
        self.there.dso_insurer_guarantee = 111.0
        more = {"credit_limit": 2.0, "dso_insurer_guarantee": 50000.0, "dso_insurer_reference": "P-2"}
        self.other.sudo().write(more)
        self.other_there.write({**more, "dso_insurer_guarantee": 222.0, "dso_temporary_guarantee_to": "2027-01-01"})
        before = self.values(self.first), self.values(self.there)
        self.merge(self.other)
        self.assertEqual((self.values(self.first), self.values(self.there)), before)

    def test_nothing_is_filled_in(self):
        self.other.sudo().write(LIMITS)
        self.other_there.write(LIMITS)
        before = self.values(self.first), self.values(self.there)
        self.merge(self.other, user=self.user)
        self.assertEqual((self.values(self.first), self.values(self.there)), before)

    def test_a_difference_is_noted_for_those_who_may_see_it(self):
        self.first.sudo().write(LIMITS)
        self.other.sudo().write({**LIMITS, "credit_limit": 2.0, "dso_insurer_guarantee": 50000.0})
        self.merge(self.other)
        ((body, values),) = self.notes(self.credit)
        self.assertIn("Aciéries SA", body)
        self.assertEqual(values, {"Credit Limit": (2.0, 1000.0), "Insurer Guarantee": (50000.0, 30000.0)})
        ((body, values),) = self.notes(self.merger)
        self.assertEqual(values, {})
        for number in ("50000", "50,000", "30000", "30,000"):
            self.assertNotIn(number, body)

    def test_amounts_of_another_company_are_for_those_who_work_for_it(self):
        self.other_there.dso_insurer_guarantee = 222.0
        self.merge(self.other)
        self.assertEqual([values for _body, values in self.notes(self.credit)], [{}])
        self.credit.sudo().company_ids = [Command.link(self.elsewhere.id)]
        ((body, values),) = self.notes(self.credit)
        self.assertIn("Elsewhere", body)
        self.assertEqual(values, {"Insurer Guarantee": (222.0, 0.0)})

    def test_nothing_is_noted_where_nothing_differs(self):
        self.first.sudo().write(LIMITS)
        self.other.sudo().write({"credit_limit": 1000.0})
        self.merge(self.other)
        self.assertEqual(self.notes(self.credit), [])


class TestJournal(MergeCase):
    def test_lines_are_about_the_survivor(self):
        report = self.upload(HEADER + "C2;Aciéries SA;Lyon\n")
        self.other.active = False
        warned = self.upload(HEADER + "C2;Aciéries SA;Paris\n")
        self.merge(self.other)
        changes = self.env["dso.upload.change"].search([("run_id", "in", [report["run_id"], warned["run_id"]])])
        self.assertEqual(changes.partner_id, self.first)
        self.assertEqual(set(changes.mapped("partner_key")), {self.first.id})
        self.assertTrue(all(changes.mapped("is_merged")))
        issues = self.env["dso.upload.issue"].search([("run_id", "=", warned["run_id"])])
        self.assertEqual(issues.partner_id, self.first)

    def test_possible_twins_are_the_survivor(self):
        run = self.runs.browse(self.upload(HEADER + "C5;Neu;Lyon\n")["run_id"])
        third = self.new_customer("Béton", "C3")
        candidates = [
            {"partner_id": partner.id, "evidence": [word]}
            for partner, word in ((self.other, "vat"), (third, "email"), (self.first, "phone"))
        ]
        vals = {"run_id": run.id, "line": 2, "kind": "possible_twin", "severity": "warning", "message": "Maybe"}
        twin = {"candidates": candidates, "evidence": ["vat"], "other_line": 0}
        issue = self.env["dso.upload.issue"].sudo().create({**vals, "partner_id": self.other.id, "twin": twin})
        plain = (
            self.env["dso.upload.issue"]
            .sudo()
            .create({**vals, "partner_id": third.id, "twin": {**twin, "candidates": []}})
        )
        self.merge(self.other)
        self.assertEqual(issue.partner_id, self.first)
        named = [(one["partner_id"], one["evidence"]) for one in issue.twin["candidates"]]
        self.assertEqual(named, [(self.first.id, ["vat"]), (third.id, ["email"])])
        self.assertEqual(plain.twin["candidates"], [])

    def test_undo_leaves_what_was_merged_and_says_so(self):
        report = self.upload(HEADER + "C1;Aciéries;Lyon\nC2;Aciéries SA;Lyon\nC5;Neu;Lyon\n")
        made = self.customer("C5")
        self.merge(self.other, made)
        done = self.runs.undo(run_id=report["run_id"])
        by_code = {change["code"]: (change["result"], change["reason"]) for change in done["changes"]}
        self.assertEqual(by_code["C1"], ("reverted", ""))
        for code in ("C2", "C5"):
            self.assertEqual(by_code[code][0], "kept")
            self.assertIn("merged into Aciéries", by_code[code][1])
        self.assertEqual((done["removed"], done["archived"], self.first.city), (0, 0, "Lille"))
        self.assertEqual(self.codes(self.first), ["C2", "C5", "SAP-7", "SAP-8"])

    def test_undo_of_the_survivor_that_the_run_created(self):
        report = self.upload(HEADER + "C5;Neu;Lyon\n")
        made = self.customer("C5")
        self.merge(self.other, into=made)
        done = self.runs.undo(run_id=report["run_id"])
        self.assertEqual((done["removed"], done["archived"]), (0, 1))
        self.assertIn("Second Customer Code", done["changes"][0]["reason"])
        self.assertEqual(self.codes(made), ["C2", "SAP-8"])

    def test_merged_twice(self):
        report = self.upload(HEADER + "C2;Aciéries SA;Lyon\n")
        third = self.new_customer("Béton", "C3")
        self.merge(self.other)
        self.merge(self.first, into=third)
        (change,) = self.runs.undo(run_id=report["run_id"])["changes"]
        self.assertEqual((change["result"], change["partner_id"]), ("kept", third.id))
        self.assertIn("merged into Béton", change["reason"])
        self.assertEqual(self.codes(third), ["C1", "C2", "SAP-7", "SAP-8"])

    def test_the_same_file_again_after_a_merge(self):
        text = HEADER + "C1;Aciéries;Lyon\nC2;Aciéries;Lyon\n"
        self.upload(text)
        self.merge(self.other)
        report = self.both(text)
        self.assertCounts(report, unchanged=2, warnings=1)

    def test_who_may_not_merge(self):
        reader = new_test_user(self.env(su=True), "reader", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.merge(self.other, user=reader)
        self.assertTrue(self.other.exists())
