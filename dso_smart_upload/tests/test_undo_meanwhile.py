"""What people did between an import and its undo stays."""

from .common import UploadCase
from .test_undo import HEADER, TWO


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
