"""What a run changed is put back, and nothing else."""

from unittest.mock import patch
from xmlrpc.client import dumps

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import SQL

from odoo.addons.base.models.res_partner import ResPartner

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
