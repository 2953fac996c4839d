"""What a run changed is put back, and nothing else."""

import importlib.util
from pathlib import Path
from unittest.mock import patch
from xmlrpc.client import dumps

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import SQL

from odoo.addons.base.models.res_partner import ResPartner

from ..engine.customers import fingerprints
from .common import UploadCase

HEADER = "Code client;Raison sociale;Ville;Agence commerciale\n"
TWO = HEADER + "C1;Aciéries du Nord;Lille;Lyon\nC2;Béton SA;Lyon;Lyon\n"


class TestUndo(UploadCase):
    def undo(self, report):
        return self.runs.undo(run_id=report["run_id"])

    def assertUndone(self, result, **counts):
        """Check the counts of an undo; those that are not named must be 0; its changes must add up to them."""
        found = {name: result[name] for name in ("reverted", "kept", "failed") if result[name]}
        self.assertEqual(found, counts, result["changes"])
        self.assertEqual(result["state"], "undone")
        self.assertEqual(len(result["changes"]), sum(counts.values()))
        for name, number in counts.items():
            self.assertEqual(sum(change["result"] == name for change in result["changes"]), number)

    def find(self, code):
        return self.partners.with_context(active_test=False).search([("ref", "=", code)])

    def group(self, name):
        return self.env["res.partner.category"].with_context(active_test=False).search([("name", "=", name)])

    # -- the plain way --

    def test_created_customers_and_their_groups_are_removed(self):
        report = self.upload(TWO)
        result = self.undo(report)
        self.assertUndone(result, reverted=2)
        self.assertEqual([change["partner_id"] for change in result["changes"]], [0, 0])
        self.assertFalse(self.find("C1") + self.find("C2"))
        self.assertFalse(self.group("Lyon") + self.group("Agence commerciale"))
        run = self.runs.browse(report["run_id"])
        self.assertEqual((run.state, run.undone_by, run.undo_reverted), ("undone", self.user, 2))
        self.assertTrue(run.undone_on)
        self.assertIn("2 customers removed.", run.undo_summary)
        self.assertEqual(self.runs.get_report(run_id=run.id)["state"], "undone")

    def test_updated_customers_get_their_old_values_back(self):
        self.upload(TWO)
        report = self.upload(HEADER + "C1;Aciéries;Paris;Nice\n")
        self.assertCounts(report, updated=1)
        self.assertUndone(self.undo(report), reverted=1)
        partner = self.customer("C1")
        self.assertEqual((partner.name, partner.city), ("Aciéries du Nord", "Lille"))
        self.assertEqual(partner.category_id, self.group("Lyon"))
        self.assertFalse(self.group("Nice"))

    def test_nothing_to_undo(self):
        self.upload(TWO)
        self.assertUndone(self.undo(self.upload(TWO)))

    def test_from_the_form(self):
        run = self.runs.browse(self.upload(TWO)["run_id"])
        self.assertTrue(run.action_undo())
        self.assertEqual(run.state, "undone")
        self.assertEqual(run.change_ids.mapped("undo_result"), ["reverted", "reverted"])

    def test_no_mail(self):
        partner = self.partners.create({"name": "Aciéries", "ref": "C1", "is_company": True, "credit_limit": 5})
        self.env.ref("dso_smart_upload.field_credit_limit").sudo().open_to_imports = True
        report = self.runs.import_rows(rows=[{"code": "C1", "name": "Aciéries", "credit_limit": "7"}])
        self.env.flush_all()
        messages = partner.message_ids
        self.env.ref("dso_smart_upload.field_credit_limit").sudo().open_to_imports = False
        self.assertUndone(self.undo(report), reverted=1)
        self.assertEqual(partner.credit_limit, 5, "an undo may put back what is protected now")
        self.env.flush_all()
        self.assertEqual(partner.message_ids, messages)

    def test_no_online_check(self):
        self.env["res.company"].sudo().search([]).vat_check_vies = True
        row = {"code": "C1", "name": "Aciéries", "country": "France"}
        self.runs.import_rows(rows=[{**row, "vat": "FR23334175221"}])
        report = self.runs.import_rows(rows=[{**row, "vat": "FR03552081317"}])
        with patch("odoo.addons.base_vat.models.res_partner.check_vies") as check:
            self.assertUndone(self.undo(report), reverted=1)
            self.env.flush_all()
        check.assert_not_called()
        self.assertEqual(self.customer("C1").vat, "FR23334175221")

    def test_archived_again(self):
        self.upload(TWO, options={"save_mapping": "Sage"})
        self.customer("C1").active = False
        self.env["dso.upload.mapping"].search([("name", "=", "Sage")]).reactivate = True
        report = self.upload(TWO)
        self.assertTrue(self.customer("C1").active)
        self.assertUndone(self.undo(report), reverted=1)
        self.assertFalse(self.customer("C1").active)

    # -- changed since --

    def test_values_changed_since_stay(self):
        self.upload(TWO)
        report = self.upload(HEADER + "C1;Aciéries;Paris;Nice\n")
        self.customer("C1").city = "Marseille"
        result = self.undo(report)
        self.assertUndone(result, kept=1)
        reason = result["changes"][0]["reason"]
        for word in ("City", "Paris", "Marseille"):
            self.assertIn(word, reason)
        self.assertNotIn("Aciéries", reason)
        partner = self.customer("C1")
        self.assertEqual((partner.name, partner.city), ("Aciéries du Nord", "Marseille"))
        self.assertEqual(partner.category_id, self.group("Lyon"))

    def test_records_are_called_by_their_names(self):
        france, spain = self.env.ref("base.fr"), self.env.ref("base.es")
        partner = self.partners.create({"name": "Aciéries", "ref": "C1", "is_company": True})
        report = self.runs.import_rows(rows=[{"code": "C1", "name": "Aciéries", "country": "France"}])
        self.assertEqual(partner.country_id, france)
        partner.country_id = spain
        self.assertIn("from France to Spain", self.undo(report)["changes"][0]["reason"])

    def test_later_import_counts_as_changed(self):
        self.upload(TWO)
        second = self.upload(HEADER + "C1;Aciéries du Nord;Paris;Lyon\n")
        third = self.upload(HEADER + "C1;Aciéries du Nord;Nice;Lyon\n")
        self.assertUndone(self.undo(second), kept=1)
        self.assertEqual(self.customer("C1").city, "Nice")
        self.assertUndone(self.undo(third), reverted=1)
        self.assertEqual(self.customer("C1").city, "Paris")
        self.assertUndone(self.undo(second), reverted=1)
        self.assertEqual(self.customer("C1").city, "Lille")

    def test_groups_put_there_by_hand_stay(self):
        self.upload(TWO)
        report = self.upload(HEADER + "C1;Aciéries du Nord;Lille;Nice\n")
        vip = self.env["res.partner.category"].create({"name": "VIP"})
        self.customer("C1").category_id = [Command.link(vip.id)]
        self.assertUndone(self.undo(report), reverted=1)
        self.assertEqual(self.customer("C1").category_id, vip + self.group("Lyon"))

    def test_old_value_deleted_since(self):
        industries = self.env["res.partner.industry"].sudo().create([{"name": "Zinc"}, {"name": "Plomb"}])
        self.env["dso.upload.field"].sudo().create(
            {"key": "industry", "name": "Sector", "partner_field": "industry_id", "kind": "many2one"}
        )
        partner = self.partners.create({"name": "A", "ref": "C1", "is_company": True, "industry_id": industries[0].id})
        report = self.runs.import_rows(rows=[{"code": "C1", "name": "Aciéries", "industry": "Plomb"}])
        self.assertEqual(partner.industry_id, industries[1])
        industries[0].unlink()
        result = self.undo(report)
        self.assertUndone(result, kept=1)
        self.assertIn("Sector", result["changes"][0]["reason"])
        self.assertEqual((partner.name, partner.industry_id), ("A", industries[1]))

    def test_deleted_since(self):
        self.upload(TWO)
        updated = self.upload(HEADER + "C1;Aciéries;Lille;Lyon\n")
        created = self.upload(HEADER + "C3;Chaux;Lille;Lyon\n")
        (self.find("C1") + self.find("C3")).unlink()
        result = self.undo(updated)
        self.assertUndone(result, kept=1)
        self.assertIn("deleted", result["changes"][0]["reason"])
        self.assertUndone(self.undo(created), reverted=1)

    # -- used since --

    def assertArchived(self, report, *words):
        """Undo a run of one new customer and check that it was archived, and why."""
        result = self.undo(report)
        self.assertUndone(result, reverted=1)
        partner = self.customer("C1")
        self.assertFalse(partner.active)
        self.assertEqual(result["changes"][0]["partner_id"], partner.id)
        for word in ("Archived", *words):
            self.assertIn(word, result["changes"][0]["reason"])

    def one(self, text="C1;Aciéries;Lille;Lyon\n"):
        report = self.upload(HEADER + text)
        return report, self.customer("C1")

    def test_invoice(self):
        report, partner = self.one()
        journals = self.env["account.journal"].sudo()
        journal = journals.create({"name": "Sales", "code": "TSAL", "type": "sale", "company_id": self.company.id})
        self.env["account.move"].sudo().create(
            {"move_type": "out_invoice", "partner_id": partner.id, "journal_id": journal.id}
        )
        self.assertArchived(report, "Journal Entry (1)")

    def test_child_contact(self):
        report, partner = self.one()
        self.partners.create({"name": "Comptable", "parent_id": partner.id})
        self.assertArchived(report, "Contact (1)")

    def test_message_of_a_person(self):
        report, partner = self.one()
        partner.message_post(body="Call back", message_type="comment")
        self.assertArchived(report, "Message (1)")

    def test_message_of_the_system(self):
        report, partner = self.one()
        partner.message_subscribe(self.user.partner_id.ids)
        partner.message_post(body="A note", message_type="notification")
        self.assertUndone(self.undo(report), reverted=1)
        self.assertFalse(self.find("C1"))

    def test_activity(self):
        report, partner = self.one()
        partner.activity_schedule("mail.mail_activity_data_todo", summary="Call")
        self.assertArchived(report, "Activity (1)")

    def test_attachment(self):
        report, partner = self.one()
        self.env["ir.attachment"].create(
            {"name": "Kbis", "raw": b"x", "res_model": partner._name, "res_id": partner.id}
        )
        self.assertArchived(report, "Attachment (1)")

    def test_bank_account(self):
        report, partner = self.one()
        self.env["res.partner.bank"].sudo().create({"acc_number": "FR7612345", "partner_id": partner.id})
        self.assertArchived(report, "Bank Accounts (1)")

    def test_group_added_by_hand(self):
        report, partner = self.one()
        partner.category_id = [Command.link(self.env["res.partner.category"].create({"name": "VIP"}).id)]
        self.assertArchived(report, "groups were added")
        self.assertEqual(sorted(self.customer("C1").category_id.mapped("name")), ["Lyon", "VIP"])

    def test_group_taken_away_by_hand(self):
        report, partner = self.one()
        partner.category_id = [Command.clear()]
        self.assertArchived(report, "groups were taken away")
        self.assertFalse(self.customer("C1").category_id)

    def test_value_edited_by_hand(self):
        for values in ({"city": "Paris"}, {"credit_limit": 5000.0}, {"street2": "Bâtiment B"}):
            with self.subTest(values):
                report, partner = self.one()
                partner.write(values)
                self.assertArchived(report, self.user.name)
                self.customer("C1").unlink()

    def test_reference_field(self):
        report, partner = self.one()
        self.env["ir.actions.server"].sudo().create(
            {
                "name": "Points at a customer",
                "model_id": self.env["ir.model"].sudo()._get_id("res.partner"),
                "state": "code",
                "resource_ref": f"res.partner,{partner.id}",
            }
        )
        self.assertArchived(report, "Server Action (1)")

    def test_many2many_field(self):
        report, partner = self.one()
        self.env["mail.message"].sudo().create({"model": "res.users", "res_id": 1, "partner_ids": partner.ids})
        self.assertArchived(report, "Message (1)")

    def test_later_import(self):
        first, _partner = self.one()
        second = self.upload(HEADER + "C1;Aciéries;Paris;Lyon\n")
        self.assertArchived(first, "later import")
        self.undo(second)
        third = self.upload(HEADER + "C9;Zinc;Lille;Lyon\n")
        fourth = self.upload(HEADER + "C9;Zinc;Paris;Nice\n")
        self.assertUndone(self.undo(fourth), reverted=1)
        self.assertUndone(self.undo(third), reverted=1)
        self.assertFalse(self.find("C9"), "an update that was undone uses nothing")

    def test_check_of_a_later_file_is_no_use(self):
        report, _partner = self.one()
        check = self.runs._make((HEADER + "C1;Aciéries;Paris;Lyon\n").encode(), "clients.csv")
        check._start_check()
        self.assertTrue(check.change_ids)
        self.assertUndone(self.undo(report), reverted=1)
        self.assertFalse(self.find("C1"))

    # -- groups and terms --

    def test_groups_used_by_others_stay(self):
        report = self.upload(TWO)
        self.partners.create({"name": "Other", "category_id": self.group("Lyon").ids})
        self.assertUndone(self.undo(report), reverted=2)
        self.assertFalse(self.find("C1"))
        self.assertEqual(self.group("Lyon").parent_id, self.group("Agence commerciale"))
        note = self.runs.browse(report["run_id"]).undo_note
        self.assertIn("Lyon stays: used by Contact (1)", note)

    def test_groups_changed_since_stay(self):
        report = self.upload(HEADER + "C1;Aciéries;Lille;Lyon\nC2;Béton;Lille;Nice\n")
        group = self.group("Lyon")
        self.env.flush_all()
        self.env.execute_query(
            SQL("UPDATE res_partner_category SET write_date = write_date + interval '1 day' WHERE id = %s", group.id)
        )
        self.env.invalidate_all()
        self.undo(report)
        self.assertTrue(self.group("Lyon"))
        self.assertFalse(self.group("Nice"))

    def test_terms(self):
        self.user.sudo().group_ids = [Command.link(self.env.ref("account.group_account_manager").id)]
        rows = [
            {"code": "C1", "name": "Aciéries", "payment_term": "37 jours nets"},
            {"code": "C2", "name": "Béton", "payment_term": "38 jours nets"},
        ]
        report = self.runs.import_rows(rows=rows, options={"create_payment_terms": True})
        made = self.env["account.payment.term"].browse(self.runs.browse(report["run_id"]).made["account.payment.term"])
        self.assertEqual(len(made), 2)
        other = self.other_company()
        theirs = self.partners.sudo().with_company(other).create({"name": "Theirs"})
        made[1].sudo().company_id = False
        theirs.property_payment_term_id = made[1]
        self.assertUndone(self.undo(report), reverted=2)
        self.assertEqual(made.exists(), made[1])
        self.assertEqual(theirs.property_payment_term_id, made[1])

    # -- again, refused, forbidden --

    def test_again(self):
        self.upload(TWO)
        report = self.upload(HEADER + "C1;Aciéries;Paris;Nice\nC2;Béton;Nice;Nice\n")
        self.customer("C1").city = "Marseille"
        self.assertUndone(self.undo(report), reverted=1, kept=1)
        self.customer("C1").name = "Aciéries"
        self.customer("C2").name = "Béton"
        self.assertUndone(self.undo(report), reverted=1, kept=1)
        self.assertEqual(self.customer("C1").name, "Aciéries", "what was put back is not tried again")
        self.assertEqual(self.customer("C2").name, "Béton", "what was reverted is not tried again")
        self.customer("C1").city = "Paris"
        self.assertUndone(self.undo(report), reverted=2)
        self.assertEqual(self.customer("C1").city, "Lille")

    def test_again_after_it_was_not_possible(self):
        self.upload(TWO)
        report = self.upload(HEADER + "C1;Aciéries;Paris;Nice\n")
        partner = self.customer("C1")
        partner.city = "Marseille"
        self.assertUndone(self.undo(report), kept=1)
        partner.write({"name": "Aciéries", "ref": False})
        self.assertUndone(self.undo(report), kept=1)
        partner.ref = "C1"
        rule = (
            self.env["ir.rule"]
            .sudo()
            .create(
                {
                    "name": "Nobody touches Marseille",
                    "model_id": self.env["ir.model"].sudo()._get_id("res.partner"),
                    "domain_force": "[('city', '!=', 'Marseille')]",
                    "perm_read": False,
                }
            )
        )
        self.assertUndone(self.undo(report), failed=1)
        rule.unlink()
        partner.city = "Paris"
        self.assertUndone(self.undo(report), reverted=1)
        self.assertEqual((partner.name, partner.city), ("Aciéries", "Lille"), "what was put back is not tried again")

    def test_refused_by_odoo(self):
        self.upload(TWO)
        report = self.upload(HEADER + "C1;Aciéries;Paris;Lyon\nC2;Béton;Nice;Lyon\nC3;Chaux;Nice;Lyon\nC4;Zinc;;\n")
        write, unlink = ResPartner.write, ResPartner.unlink

        def refusing(method):
            def refuse(partners, *args):
                if set(partners.mapped("ref")) & {"C1", "C3"}:
                    raise UserError(f"No, not {partners[0].ref}.")
                return method(partners, *args)

            return refuse

        with patch.object(ResPartner, "write", refusing(write)), patch.object(ResPartner, "unlink", refusing(unlink)):
            result = self.undo(report)
        self.assertUndone(result, reverted=2, failed=2)
        by_code = {change["code"]: change for change in result["changes"]}
        self.assertEqual(by_code["C1"]["reason"], "No, not C1.")
        self.assertIn("No, not C3.", by_code["C3"]["reason"])
        self.assertEqual((self.customer("C1").city, self.customer("C2").city), ("Paris", "Lyon"))
        self.assertTrue(self.customer("C3").active)
        self.assertFalse(self.find("C4"))
        self.assertUndone(self.undo(report), reverted=4)
        self.assertEqual(self.customer("C1").city, "Lille")
        self.assertFalse(self.find("C3"))

    def test_record_rules_hold(self):
        self.upload(TWO)
        report = self.upload(HEADER + "C1;Aciéries;Paris;Lyon\nC2;Béton;Nice;Lyon\nC3;Chaux;Paris;Lyon\n")
        self.env["ir.rule"].sudo().create(
            {
                "name": "Nobody touches Paris",
                "model_id": self.env["ir.model"].sudo()._get_id("res.partner"),
                "domain_force": "[('city', '!=', 'Paris')]",
                "perm_read": False,
                "perm_create": False,
            }
        )
        result = self.undo(report)
        self.assertUndone(result, reverted=1, failed=2)
        self.assertEqual((self.customer("C1").city, self.customer("C2").city), ("Paris", "Lyon"))
        self.assertIn("may not", result["changes"][0]["reason"])

    def test_field_the_user_may_not_write(self):
        self.upload(TWO)
        report = self.upload(HEADER + "C1;Aciéries;Paris;Lyon\n")
        field = self.env.registry["res.partner"]._fields["city"]
        self.addCleanup(setattr, field, "groups", field.groups)
        field.groups = "base.group_system"
        result = self.undo(report)
        self.assertUndone(result, kept=1)
        self.assertIn("City", result["changes"][0]["reason"])
        self.assertEqual(self.customer("C1").name, "Aciéries du Nord")
        self.assertEqual(self.customer("C1").sudo().city, "Paris")

    def test_who_may(self):
        report = self.upload(TWO)
        outsider = new_test_user(self.env(su=True), "outsider", groups="base.group_user,base.group_partner_manager")
        with self.assertRaises(AccessError):
            self.runs.with_user(outsider).undo(run_id=report["run_id"])
        other = self.other_company()
        stranger = new_test_user(
            self.env(su=True),
            "stranger",
            groups="dso_smart_upload.group_user",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        runs = self.runs.with_user(stranger).with_context(allowed_company_ids=other.ids)
        with self.assertRaisesRegex(UserError, "no run"):
            runs.undo(run_id=report["run_id"])
        colleague = new_test_user(
            self.env(su=True),
            "colleague",
            groups="dso_smart_upload.group_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.assertUndone(self.runs.with_user(colleague).undo(run_id=report["run_id"]), reverted=2)
        self.assertEqual(self.runs.browse(report["run_id"]).undone_by, colleague)

    def test_wrong_calls(self):
        for wrong in (0, 2**31 - 1, "1", None, [1]):
            with self.subTest(wrong), self.assertRaisesRegex(UserError, "no run|whole number"):
                self.runs.undo(run_id=wrong)
        waiting = self.runs._make(TWO.encode(), "clients.csv")
        with self.assertRaisesRegex(UserError, "Waiting"):
            self.runs.undo(run_id=waiting.id)
        report = self.upload(TWO)
        self.runs.browse(report["run_id"])._as_engine().change_ids.unlink()
        with self.assertRaisesRegex(UserError, "journal"):
            self.undo(report)

    def test_travels_over_xml_rpc(self):
        self.upload(TWO)
        report = self.upload(HEADER + "C1;Aciéries;Paris;Nice\nC3;Chaux;Paris;Nice\n")
        self.customer("C1").city = False
        result = self.undo(report)
        dumps((result,), methodresponse=True)
        counts = {"reverted", "removed", "archived", "kept", "failed"}
        self.assertEqual(set(result), {"run_id", "state", "progress", "second_codes", "changes"} | counts)
        self.assertEqual((result["progress"], result["removed"], result["archived"]), (100, 1, 0))
        self.assertEqual(
            [(change["line"], change["code"], change["result"]) for change in result["changes"]],
            [(2, "C1", "kept"), (3, "C3", "reverted")],
        )
        self.assertEqual(set(result["changes"][0]), {"line", "code", "partner_id", "result", "reason"})

    def test_number_of_queries_does_not_grow_with_rows(self):
        def queries(rows, city):
            text = HEADER + "".join(f"Q{number};Firma {number};{city};Nord\n" for number in range(rows))
            report = self.upload(text)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.undo(report)
            return self.env.cr.sql_log_count - start

        few = queries(10, "Lille")
        self.assertLessEqual(queries(90, "Lille"), few + 3)
        self.upload(HEADER + "".join(f"Q{number};Firma {number};Lille;Nord\n" for number in range(90)))
        few = queries(10, "Paris")
        self.assertLessEqual(queries(90, "Paris"), few + 3)


class TestUndoWhole(UploadCase):
    """After an import of all kinds of fields and its undo the tables are as they were."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        su = cls.env(su=True)
        cls.user.sudo().group_ids = [Command.link(su.ref("account.group_account_manager").id)]
        fields = {"industry_id": "many2one", "trust": "selection", "color": "integer", "employee": "boolean"}
        su["dso.upload.field"].create(
            [{"key": name, "name": name, "partner_field": name, "kind": kind} for name, kind in fields.items()]
        )
        for key in ("credit_limit", "insurer_guarantee", "temporary_guarantee_from", "insurer_reference"):
            su.ref(f"dso_smart_upload.field_{key}").open_to_imports = True
        journal = su["account.journal"].create(
            {"name": "Banque", "code": "TBNK", "type": "bank", "company_id": cls.company.id}
        )
        journal.inbound_payment_method_line_ids[0].name = "Virement"
        su["res.partner.industry"].create([{"name": "Zinc"}, {"name": "Plomb"}])
        cls.group = su["res.partner.category"].create({"name": "VIP"})

    ROW = {
        "name": "Aciéries du Nord",
        "street": "1 rue du Port",
        "street2": "Bâtiment A",
        "zip": "59000",
        "city": "Lille",
        "country": "France",
        "phone": "+33 3 20 00 00 00",
        "email": "compta@acieries.example",
        "website": "www.acieries.example",
        "legal_id": "552081317",
        "vat": "FR03552081317",
        "payment_term": "37 jours nets",
        "payment_method": "Virement",
        "groups": "Nord, Grands comptes",
        "salesperson": "controller",
        "language": "en_US",
        "comment": "Paie en retard\nRelancer",
        "credit_limit": "12 500,50",
        "insurer_guarantee": "8000",
        "insurer_reference": "COF-7",
        "temporary_guarantee": "100",
        "temporary_guarantee_from": "01/02/2026",
        "industry_id": "Plomb",
        "trust": "good",
        "color": "3",
        "employee": "oui",
    }

    def test_tables_are_as_before(self):
        germany = self.env.ref("base.de")
        self.partners.create({"name": "Bare", "ref": "K1", "is_company": True})
        full = self.partners.create(
            {
                "name": "Full",
                "ref": "K2",
                "is_company": True,
                "street": "2 Hafenstraße",
                "zip": "20095",
                "city": "Hamburg",
                "country_id": germany.id,
                "phone": "+49 40 123456",
                "email": "old@example.com",
                "website": "http://old.example",
                "company_registry": "HRB 1",
                "vat": "DE136695976",
                "property_payment_term_id": self.env.ref("account.account_payment_term_30days").id,
                "category_id": self.group.ids,
                "lang": "en_US",
                "comment": "<p>Old <b>note</b></p>",
                "credit_limit": 100.25,
                "dso_insurer_guarantee": 50,
                "dso_insurer_reference": "OLD",
                "dso_temporary_guarantee_from": "2025-01-01",
                "trust": "bad",
                "color": 9,
                "industry_id": self.env["res.partner.industry"].search([("name", "=", "Zinc")]).id,
            }
        )
        self.partners.create({"name": "Contact", "parent_id": full.id, "type": "contact"})
        archived = self.partners.create({"name": "Gone", "ref": "K3", "is_company": True, "active": False})
        before = self.tables()
        rows = [{"code": code, **self.ROW} for code in ("K1", "K2", "K3", "N1", "N2")]
        report = self.runs.import_rows(rows=rows, options={"create_payment_terms": True})
        self.assertEqual((report["created"], report["updated"], report["rejected"]), (2, 3, 0), report["issues"])
        self.assertEqual(archived.city, "Lille")
        imported = {change["code"]: set(change["values"]) for change in report["changes"]}
        self.assertEqual(set(self.ROW) - imported["N1"], set())
        self.assertGreater(len(imported["K2"]), 20)
        self.assertNotEqual(self.tables(), before)
        result = self.runs.undo(run_id=report["run_id"])
        self.assertEqual((result["reverted"], result["kept"], result["failed"]), (5, 0, 0), result["changes"])
        self.assertSameTables(before)

    def test_two_imports_undone_in_turn(self):
        before = self.tables()
        rows = [{"code": code, **self.ROW} for code in ("N1", "N2")]
        first = self.runs.import_rows(rows=rows, options={"create_payment_terms": True})
        between = self.tables()
        rows = [{**row, "city": "Roubaix", "groups": "Est", "payment_term": "38 jours nets"} for row in rows]
        second = self.runs.import_rows(rows=rows, options={"create_payment_terms": True})
        self.assertEqual(second["updated"], 2)
        self.runs.undo(run_id=second["run_id"])
        self.assertSameTables(between)
        self.runs.undo(run_id=first["run_id"])
        self.assertSameTables(before)


class TestUndoMeanwhile(UploadCase):
    """What people do between an import and its undo."""

    def undo(self, report):
        result = self.runs.undo(run_id=report["run_id"])
        self.assertEqual(result["state"], "undone")
        return result, {change["code"]: (change["result"], change["reason"]) for change in result["changes"]}

    def merge(self, code, into):
        """Merge a customer into another one."""
        self.env.flush_all()
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo().create({})
        source = self.customer(code)
        wizard._merge((source + into).ids, into, extra_checks=False)
        self.env.invalidate_all()
        self.assertFalse(source.exists())

    def test_a_created_customer_merged_into_an_older_one(self):
        older = self.partners.create({"name": "Aciéries", "ref": "OLD", "is_company": True})
        report = self.upload(TWO)
        self.merge("C1", older)
        result, by_code = self.undo(report)
        self.assertEqual((result["removed"], result["archived"], result["kept"]), (1, 0, 1))
        self.assertEqual(by_code["C1"][0], "kept")
        self.assertIn("merged into Aciéries", by_code["C1"][1])
        self.assertTrue(older.exists().active)

    def test_an_updated_customer_merged_into_another_one(self):
        self.upload(TWO)
        other = self.partners.create({"name": "Béton", "ref": "C9", "is_company": True, "city": "Paris"})
        report = self.upload(HEADER + "C1;Aciéries du Nord;Paris;Lyon\n")
        self.merge("C1", other)
        _result, by_code = self.undo(report)
        self.assertEqual(by_code["C1"][0], "kept")
        self.assertIn("merged into Béton", by_code["C1"][1])
        self.assertEqual(other.city, "Paris")

    def test_a_customer_who_is_a_contact_now(self):
        self.upload(TWO)
        report = self.upload(HEADER + "C1;Aciéries;Paris;Lyon\nC3;Chaux;Paris;Lyon\n")
        group = self.partners.create({"name": "Holding", "is_company": True})
        (self.customer("C1") + self.customer("C3")).parent_id = group
        _result, by_code = self.undo(report)
        for code in ("C1", "C3"):
            self.assertEqual(by_code[code], ("kept", "This customer is a contact of another customer now."))
        contacts = group.child_ids.sorted("ref")
        self.assertEqual(contacts.mapped("name"), ["Aciéries", "Chaux"])
        self.assertEqual(contacts.mapped("active"), [True, True])

    def test_a_customer_without_a_code(self):
        self.upload(TWO)
        report = self.upload(HEADER + "C1;Aciéries;Paris;Lyon\n")
        partner = self.customer("C1")
        partner.ref = False
        _result, by_code = self.undo(report)
        self.assertEqual(by_code["C1"], ("kept", "This customer has no customer code any more."))
        self.assertEqual(partner.name, "Aciéries")

    def test_an_archived_customer(self):
        self.upload(TWO)
        report = self.upload(HEADER + "C1;Aciéries;Paris;Lyon\n")
        self.customer("C1").active = False
        result, _by_code = self.undo(report)
        self.assertEqual((result["reverted"], result["archived"]), (1, 0))
        partner = self.customer("C1")
        self.assertEqual((partner.city, partner.active), ("Lille", False))

    def test_what_issues_name_is_not_used(self):
        header = "Code client;Raison sociale;Plafond de crédit\n"
        report = self.upload(header + "C1;Aciéries;5\n")
        later = self.upload(header + "C1;Aciéries;7\n")
        self.assertCounts(later, unchanged=1, kept=1)
        self.env["dso.upload.issue"].search([("run_id", "=", later["run_id"])]).partner_id.ensure_one()
        result, _by_code = self.undo(report)
        self.assertEqual((result["reverted"], result["removed"]), (1, 1), result["changes"])
        self.assertFalse(self.partners.with_context(active_test=False).search([("ref", "=", "C1")]))

    # -- in words --

    def summary(self, report, lang="en_US"):
        return self.runs.browse(report["run_id"]).with_context(lang=lang).undo_summary.split(": ", 1)[1]

    def test_what_was_done_is_counted_and_said(self):
        self.env["res.lang"].sudo()._activate_lang("fr_FR")
        self.env["ir.module.module"].sudo()._load_module_terms(["dso_smart_upload"], ["fr_FR"])
        lines = [f"C{number};Firme {number};Lille;Lyon\n" for number in range(8)]
        self.upload(HEADER + "".join(lines[:2]))
        report = self.upload(HEADER + "".join(lines).replace("Lille", "Paris"))
        self.customer("C0").city = "Nice"
        self.customer("C2").city = "Nice"
        self.customer("C3").unlink()
        result, _by_code = self.undo(report)
        counts = {name: result[name] for name in ("reverted", "removed", "archived", "kept", "failed")}
        self.assertEqual(counts, {"reverted": 7, "removed": 4, "archived": 1, "kept": 1, "failed": 0})
        self.assertEqual(
            self.summary(report),
            "4 customers removed, 1 archived, 1 put back, 1 that was removed before, "
            "1 with values that were changed since and stay. The list of changes says why.",
        )
        self.assertEqual(
            self.summary(report, "fr_FR"),
            "4 clients supprimés, 1 archivé, 1 rétabli, 1 déjà supprimé auparavant, "
            "1 avec des valeurs modifiées depuis, qui restent. La liste des modifications dit pourquoi.",
        )

    def test_what_is_nothing_is_not_said(self):
        report = self.upload(HEADER + "C1;Aciéries;Lille;\n")
        self.undo(report)
        self.assertEqual(self.summary(report), "1 customer removed.")
        report = self.upload(HEADER + "C1;Aciéries;Lille;\nC2;Béton;Lille;\n")
        for code in ("C1", "C2"):
            self.customer(code).city = "Nice"
        self.undo(report)
        self.assertEqual(self.summary(report), "2 customers archived. The list of changes says why.")
        report = self.upload(HEADER + "C1;Aciéries;Nice;\n")
        self.undo(report)
        self.assertEqual(self.summary(report), "nothing had to be undone.")

    def test_what_it_will_do_is_said_before(self):
        self.upload(TWO)
        report = self.upload(HEADER + "C1;Aciéries;Paris;Lyon\nC3;Chaux;Paris;Nice\nC4;Zinc;Paris;Lyon\n")
        run = self.runs.browse(report["run_id"])
        action = run.action_ask_undo()
        self.assertEqual((action["res_model"], action["res_id"], action["target"]), (run._name, run.id, "new"))
        self.assertEqual(
            run.undo_preview.splitlines(),
            [
                "2 customers that this import created are removed, or archived when something uses them.",
                "1 customer gets the old values back, except those that were changed since.",
                "1 group or payment term that this import created is removed when nothing uses it.",
            ],
        )
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_rows_in_call", "2")
        run.invalidate_recordset()
        self.assertIn("in the background", run.undo_preview)


class TestUndoEarlierVersion(UploadCase):
    """Journals and undos of version 19.0.1.0.0, which knew less."""

    def as_before(self, *runs):
        """Leave of runs what the earlier version wrote."""
        runs = self.runs.union(*runs)
        self.env.flush_all()
        self.env.cr.execute(
            """
            UPDATE dso_upload_change
            SET partner_key = NULL, raw_contacts = NULL, undo_how = NULL
            WHERE run_id = ANY(%(runs)s);
            UPDATE dso_upload_run
            SET is_undoing = NULL, undo_removed = NULL, undo_archived = NULL, undo_put_back = NULL, undo_gone = NULL
            WHERE id = ANY(%(runs)s)
            """,
            {"runs": runs.ids},
        )
        self.env.invalidate_all()

    def migrate(self):
        path = Path(__file__).parents[1] / "migrations" / "19.0.1.1.0" / "post-undo.py"
        script = importlib.util.module_from_spec(spec := importlib.util.spec_from_file_location("post_undo", path))
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()

    def test_its_imports_can_be_undone(self):
        before = self.tables()
        first = self.runs.browse(self.upload(TWO)["run_id"])
        between = self.tables()
        second = self.runs.browse(self.upload(HEADER + "C1;Aciéries;Paris;Nice\n")["run_id"])
        self.as_before(first, second)
        self.assertEqual((first.is_undoing, first.may_undo, first.undo_summary), (False, True, ""))
        self.migrate()
        self.assertEqual(self.runs.undo(run_id=second.id)["reverted"], 1)
        self.assertSameTables(between)
        self.assertEqual(self.runs.undo(run_id=first.id)["removed"], 2)
        self.assertSameTables(before)

    def test_its_undos_are_told_as_later_ones(self):
        self.upload(HEADER + "C0;Chaux;Lille;Lyon\n")
        run = self.runs.browse(self.upload(TWO + "C0;Chaux;Paris;Lyon\n")["run_id"])
        self.customer("C2").city = "Nice"
        self.runs.undo(run_id=run.id)
        told = run.undo_summary
        self.assertIn("1 customer removed, 1 archived, 1 put back.", told)
        self.as_before(run)
        self.assertIn("3 customers reverted.", run.undo_summary)
        self.migrate()
        self.assertEqual(run.undo_summary, told)
        self.assertEqual(self.runs.undo(run_id=run.id)["reverted"], 3)
        self.assertEqual((run.undo_removed, run.undo_archived, run.undo_put_back), (1, 1, 1))


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


class TestUndoContacts(UploadCase):
    """Odoo shares addresses, tax numbers and more between a customer and their contacts: those come back as well."""

    def setUp(self):
        super().setUp()
        self.france, self.switzerland = self.env.ref("base.fr"), self.env.ref("base.ch")
        self.customer_before = self.partners.create(
            {
                "name": "Full",
                "ref": "K1",
                "is_company": True,
                "street": "2 Hafenstraße",
                "zip": "20095",
                "city": "Hamburg",
                "country_id": self.env.ref("base.de").id,
                "vat": "DE136695976",
                "company_registry": "HRB 1",
            }
        )

    def contact(self, **values):
        return self.partners.create({"name": "Contact", "parent_id": self.customer_before.id, **values})

    def imported(self, row):
        """Import a row for the customer and return the report."""
        report = self.runs.import_rows(rows=[{"code": "K1", "name": "Full", **row}])
        self.assertEqual((report["updated"], report["warnings"]), (1, 0), report["issues"])
        return report

    def assertComesBack(self, row):
        """Import a row for the customer and undo it: every table is as before."""
        before = self.tables()
        report = self.imported(row)
        self.assertNotEqual(self.tables(), before)
        result = self.runs.undo(run_id=report["run_id"])
        self.assertEqual((result["reverted"], result["kept"], result["failed"]), (1, 0, 0), result["changes"])
        self.assertSameTables(before)

    FRENCH = {"street": "1 rue", "zip": "59000", "city": "Lille", "country": "France", "vat": "FR23334175221"}

    def test_contacts_that_follow(self):
        self.contact()
        self.contact(type="invoice", street="9 quai", city="Nantes", country_id=self.france.id)
        self.contact(name="Subsidiary", is_company=True)
        self.assertComesBack({**self.FRENCH, "legal_id": "334175221", "payment_term": "30 jours"})

    def test_a_subsidiary_with_its_own_tax_number(self):
        child = self.contact(name="Subsidiary", is_company=True)
        child.vat = "CHE-123.456.788 TVA"
        self.customer_before.write({"country_id": self.switzerland.id, "vat": "CHE-107.787.577 IVA"})
        self.assertComesBack(self.FRENCH)

    def test_tax_number_as_it_was_spelled(self):
        self.customer_before.country_id = False
        self.customer_before.vat = "DE 136 695 976"
        self.contact()
        self.assertComesBack({"country": "Germany"})

    def test_contact_with_values_of_its_own(self):
        contact = self.contact()
        term = self.env.ref("account.account_payment_term_15days")
        self.customer_before.write({"company_registry": False})
        contact.write({"company_registry": "OWN", "property_payment_term_id": term.id})
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_partner SET street2 = 'Door 3', city = 'Altona' WHERE id = %s", [contact.id])
        self.env.invalidate_all()
        self.assertComesBack({**self.FRENCH, "legal_id": "334175221", "payment_term": "30 jours"})

    def test_a_subsidiary_whose_tax_number_odoo_spells_anew(self):
        self.customer_before.country_id = False
        child = self.contact(name="Subsidiary", is_company=True)
        child.vat = "FR 23 334 175 221"
        self.contact(name="Theirs", parent_id=child.id)
        self.assertComesBack(self.FRENCH)

    def test_tax_number_that_was_changed_since_stays_as_it_is(self):
        self.customer_before.write({"country_id": self.switzerland.id, "vat": "CHE-107.787.577 IVA"})
        self.contact()
        report = self.imported(self.FRENCH)
        self.customer_before.vat = "FR83404833048"
        result = self.runs.undo(run_id=report["run_id"])
        self.assertEqual(result["kept"], 1)
        family = self.customer_before + self.customer_before.child_ids
        self.assertEqual(family.country_id, self.switzerland)
        self.assertEqual(family.mapped("vat"), ["FR83404833048"] * 2)

    def test_what_people_do_to_contacts_since(self):
        names = ("Changed", "Moved", "Deleted", "Archived")
        changed, moved, deleted, archived = (self.contact(name=name) for name in names)
        report = self.imported({**self.FRENCH, "payment_term": "30 jours"})
        term = self.env.ref("account.account_payment_term_15days")
        changed.property_payment_term_id = term
        other = self.partners.create({"name": "Other", "is_company": True, "city": "Nice"})
        moved.write({"parent_id": other.id})
        deleted.unlink()
        archived.active = False
        later = self.contact(name="Later")
        self.assertEqual((moved.city, later.city), ("Nice", "Lille"))
        result = self.runs.undo(run_id=report["run_id"])
        self.assertEqual((result["reverted"], result["kept"], result["failed"]), (1, 0, 0), result["changes"])
        self.assertEqual((changed.city, changed.vat), ("Hamburg", "DE136695976"))
        self.assertEqual(changed.property_payment_term_id, term)
        self.assertFalse(self.customer_before.property_payment_term_id)
        self.assertEqual((later.city, later.vat), ("Hamburg", "DE136695976"))
        self.assertEqual((archived.city, archived.vat), ("Hamburg", "DE136695976"))
        self.assertEqual((moved.city, moved.parent_id), ("Nice", other))

    def test_what_a_contact_had_was_deleted_since(self):
        contact = self.contact()
        term = self.env["account.payment.term"].sudo().create({"name": "Theirs"})
        contact.property_payment_term_id = term
        report = self.imported({**self.FRENCH, "payment_term": "30 jours"})
        term.unlink()
        result = self.runs.undo(run_id=report["run_id"])
        self.assertEqual((result["reverted"], result["failed"]), (1, 0), result["changes"])
        self.env.flush_all()
        self.env.cr.execute("SELECT property_payment_term_id FROM res_partner WHERE id = %s", [contact.id])
        self.assertNotIn(term.id, (self.env.cr.fetchone()[0] or {}).values())
        self.assertEqual(contact.city, "Hamburg")

    def test_journal_without_contacts(self):
        contact = self.contact()
        report = self.imported(self.FRENCH)
        self.runs.browse(report["run_id"]).change_ids.sudo().raw_contacts = False
        self.runs.undo(run_id=report["run_id"])
        for partner in self.customer_before + contact:
            self.assertEqual((partner.city, partner.country_id.code, partner.vat), ("Hamburg", "DE", "DE136695976"))

    def test_contacts_cost_no_query_each(self):
        def queries(contacts):
            for _number in range(contacts):
                self.contact(street2="Door")
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            report = self.imported(self.FRENCH)
            self.env.flush_all()
            between = self.env.cr.sql_log_count
            self.env.invalidate_all()
            self.runs.undo(run_id=report["run_id"])
            return between - start, self.env.cr.sql_log_count - between

        few, many = queries(2), queries(40)
        self.assertLessEqual(many[0], few[0] + 3)
        self.assertLessEqual(many[1], few[1] + 3)
