"""What an import creates beside customers, and what finds no place: shown before, refused where a person says so."""

import base64

from odoo.fields import Command
from odoo.tools import mute_logger

from .common import UploadCase
from .test_background import LOGGER, BackgroundCase

HEADER = "Code client;Raison sociale;Délai de paiement;Agence\n"
TEXT = HEADER + "C1;Aciéries;47 jours;Lille\nC2;Béton;47 j;LILLE, Paris\nC3;Chaux;48 jours;\n"
COLUMNS = {"columns": {"Délai de paiement": "payment_term", "Agence": "groups"}}
CREATES = {"payment_terms": ["47 jours", "48 jours"], "groups": ["Agence", "Lille", "Paris"]}


def shown(wizard):
    """Return what a check says it creates: dict name -> kind, family, rows, first lines."""
    creations = wizard.bench_check()["creations"]
    return {one["name"]: (one["kind"], one["family"], one["rows"], one["lines"]) for one in creations}


class CreatingCase(UploadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user.sudo().group_ids = [Command.link(cls.env.ref("account.group_account_manager").id)]

    def found(self):
        """Return the names of the terms and groups that a test can have created."""
        terms = self.env["account.payment.term"].search([("name", "=like", "4_ j%")])
        groups = self.env["res.partner.category"].search([("name", "in", ["Agence", "Lille", "Paris", "Nord"])])
        return sorted(terms.mapped("name")), sorted(groups.mapped("name"))

    def wizard(self, text, filename="clients.csv"):
        wizard = self.env["dso.smart.upload"].create({})
        wizard.write({"file": base64.b64encode(text.encode()), "filename": filename})
        wizard.action_read()
        return wizard


class TestBeside(CreatingCase):
    def test_the_check_says_what_the_import_creates_and_undo_removes_it(self):
        checked = self.check(TEXT, options=COLUMNS)
        self.assertEqual(checked["creates"], CREATES)
        self.assertEqual(self.found(), ([], []))
        report = self.upload(TEXT, options=COLUMNS)
        self.assertEqual(report["creates"], CREATES)
        self.assertEqual(self.found(), (["47 jours", "48 jours"], ["Agence", "Lille", "Paris"]))
        self.assertEqual(self.upload(TEXT, options=COLUMNS)["creates"], {"payment_terms": [], "groups": []})
        run = self.runs.browse(report["run_id"])
        self.assertIn("Groups (3): Agence, Lille, Paris", run.beside)
        self.runs.undo(run_id=run.id)
        self.assertEqual(self.found(), ([], []))

    def test_terms_are_created_by_default_through_every_door(self):
        rows = [{"code": "R1", "name": "Roc", "payment_term": "46 jours"}]
        self.assertEqual(self.runs.import_rows(rows=rows)["creates"]["payment_terms"], ["46 jours"])
        self.upload(HEADER + "C1;Aciéries;;\n", options={**COLUMNS, "save_mapping": "Sage"})
        mapping = self.env["dso.upload.mapping"].search([("name", "=", "Sage")])
        self.assertTrue(mapping.create_payment_terms and mapping.create_groups)
        self.assertEqual(self.check(TEXT, mapping="Sage")["creates"], CREATES)
        self.assertEqual(self.check(TEXT)["creates"], CREATES)
        self.assertTrue(self.env["dso.upload.mapping"].create({"name": "By hand"}).create_payment_terms)
        made = self.env["dso.upload.mapping"].import_json(
            '{"format": "dso_smart_upload.mapping", "version": 2, "mappings": [{"name": "Other", "columns": []}]}'
        )
        other = self.env["dso.upload.mapping"].search([("name", "in", made["mappings"])])
        self.assertTrue(other.create_payment_terms and other.create_groups)

    def test_the_switches_stay(self):
        options = {**COLUMNS, "create_payment_terms": False, "create_groups": False, "save_mapping": "Sage"}
        for report in (self.check(TEXT, options=options), self.upload(TEXT, options=options)):
            self.assertEqual(report["creates"], {"payment_terms": [], "groups": []})
            self.assertCounts(report, created=3, warnings=5)
            self.assertEqual(set(self.kinds(report)), {"unknown_payment_term", "unknown_group"})
        self.assertEqual(self.found(), ([], []))
        mapping = self.env["dso.upload.mapping"].search([("name", "=", "Sage")])
        self.assertFalse(mapping.create_payment_terms or mapping.create_groups)
        self.assertEqual(self.check(TEXT)["creates"], {"payment_terms": [], "groups": []})
        text = mapping.export_json()
        mapping.unlink()
        self.env["dso.upload.mapping"].import_json(text)
        again = self.env["dso.upload.mapping"].search([("name", "=", "Sage")])
        self.assertFalse(again.create_payment_terms or again.create_groups)
        self.env["dso.upload.mapping"].import_json(
            '{"format": "dso_smart_upload.mapping", "version": 1, "mappings": [{"name": "Old", "columns": []}]}'
        )
        old = self.env["dso.upload.mapping"].search([("name", "=", "Old")])
        self.assertEqual((old.create_payment_terms, old.create_groups), (False, True))

    def test_who_may_not_create_them_leaves_them_out(self):
        self.user.sudo().group_ids = [Command.unlink(self.env.ref("account.group_account_manager").id)]
        report = self.upload(TEXT, options={**COLUMNS, "create_payment_terms": True})
        self.assertEqual(report["creates"], {"payment_terms": [], "groups": ["Agence", "Lille", "Paris"]})
        self.assertCounts(report, created=3, warnings=3)

    def test_one_of_them_is_refused(self):
        values = {"Délai de paiement": {"47 jours": None}, "Agence": {"paris": None}}
        options = {**COLUMNS, "values": values, "save_mapping": "Sage"}
        expected = {"payment_terms": ["48 jours"], "groups": ["Agence", "Lille"]}
        checked, report = self.check(TEXT, options=options), self.upload(TEXT, options=options)
        self.assertEqual((checked["creates"], report["creates"]), (expected, expected))
        self.assertEqual(self.kinds(report, "warning"), ["left_out"] * 3)
        self.assertIn("Paris", report["issues"][2]["message"])
        self.assertEqual(self.found(), (["48 jours"], ["Agence", "Lille"]))
        later = self.check(TEXT.replace("Aciéries", "Aciérie"))
        self.assertEqual(later["creates"], {"payment_terms": [], "groups": []})
        self.assertEqual(self.kinds(later, "warning"), ["left_out"] * 3)  # it is remembered
        mapping = self.env["dso.upload.mapping"].search([("name", "=", "Sage")])
        text = mapping.export_json()
        mapping.unlink()
        self.env["dso.upload.mapping"].import_json(text)
        self.assertEqual(self.kinds(self.check(TEXT.replace("Aciéries", "Acier")), "warning"), ["left_out"] * 3)

    def test_a_term_in_the_column_of_methods_is_refused(self):
        text = "Code client;Raison sociale;Mode de règlement\nC1;Aciéries;Virement 47 jours\n"
        options = {"columns": {"Mode de règlement": "payment_method"}}
        self.assertEqual(self.check(text, options=options)["creates"]["payment_terms"], ["47 jours"])
        refused = {**options, "values": {"Mode de règlement": {"47 jours": None}}}
        report = self.check(text, options=refused)
        self.assertEqual(report["creates"]["payment_terms"], [])
        self.assertIn("left_out", self.kinds(report))
        nothing = {**options, "values": {"Mode de règlement": {"Virement 47 jours": None}}}
        self.assertEqual(self.check(text, options=nothing)["creates"]["payment_terms"], [])

    def test_nothing_is_created_where_everything_is_given_up(self):
        whole = {**COLUMNS, "all_or_nothing": True}
        self.assertEqual(self.check(TEXT, options=whole)["creates"], CREATES)
        checked = self.check(TEXT + ";Nameless;;\n", options=whole)
        self.assertCounts(checked, rejected=4)
        self.assertEqual(checked["creates"], {"payment_terms": [], "groups": []})
        report = self.upload(TEXT + ";Nameless;;\n", options=whole)
        self.assertEqual(report["issues"], checked["issues"])
        self.assertEqual((report["state"], report["creates"]), ("failed", {"payment_terms": [], "groups": []}))
        report = self.upload(TEXT, options={**COLUMNS, "all_or_nothing": True})
        self.assertEqual((report["state"], report["creates"]), ("done", CREATES))

    def test_a_mobile_number_beside_a_phone_is_said_once(self):
        text = "Code client;Raison sociale;Téléphone;Portable\nC1;Aciéries;0320000001;0612345678\nC2;B;;0612345679\n"
        for size in ("1", "5000"):
            self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", size)
            checked = self.check(text.replace("C2;B;", "C2;B;0320000002"))
            (issue,) = checked["issues"]
            self.assertEqual((issue["kind"], issue["severity"], issue["column"]), ("no_place", "info", "Portable"))
            self.assertIn("not used: 2;", issue["message"])
            self.assertIn("one Phone", issue["message"])
            self.assertCounts(checked, created=2)
        checked = self.check(text)
        report = self.upload(text)
        self.assertEqual((self.customer("C1").phone, self.customer("C2").phone), ("0320000001", "0612345679"))
        self.assertEqual(report["issues"], checked["issues"])
        run = self.runs.browse(report["run_id"]).sudo()
        self.assertEqual(run.no_place[0]["value"], "0612345678")
        run.finished = "2020-01-01"
        self.runs.sudo()._gc_details()
        self.assertFalse(run.no_place)
        self.assertIn("not used: 1;", report["issues"][0]["message"])


class TestBesideInTheWizard(CreatingCase):
    def checked(self, text=TEXT):
        wizard = self.wizard(text)
        wizard.column_ids.filtered(lambda one: one.header == "Agence").field_id = self.env.ref(
            "dso_smart_upload.field_groups"
        )
        self.assertTrue(wizard.may_create_terms and wizard.may_create_groups)
        self.assertTrue(wizard.create_payment_terms and wizard.create_groups)
        wizard.action_check()
        return wizard

    def test_each_is_a_line_of_the_check(self):
        wizard = self.checked()
        self.assertEqual(
            shown(wizard),
            {
                "47 jours": ("payment_term", "", 2, [2, 3]),
                "48 jours": ("payment_term", "", 1, [4]),
                "Agence": ("groups", "", 2, [2, 3]),
                "Lille": ("groups", "Agence", 2, [2, 3]),
                "Paris": ("groups", "Agence", 1, [3]),
            },
        )
        self.assertIn("Payment terms (2): 47 jours, 48 jours", wizard.beside)
        wizard.action_import()
        self.assertEqual(self.found(), (["47 jours", "48 jours"], ["Agence", "Lille", "Paris"]))
        self.assertEqual(wizard.run_id.beside, wizard.run_id.check_id.beside)

    def creation(self, wizard, name):
        return next(one for one in wizard.bench_check()["creations"] if one["name"] == name)

    def refuse(self, wizard, *names):
        for name in names:
            wizard.bench_remedy("refuse", self.creation(wizard, name))

    def words_asked(self, wizard):
        return {one["value"] for cause in wizard.bench_check()["causes"] for one in cause["values"]}

    def test_one_is_refused_and_another_given_a_meaning(self):
        wizard = self.checked()
        term = self.env.ref("account.account_payment_term_30days")
        wizard.bench_remedy("choose", self.creation(wizard, "47 jours"), {"47 jours": term.id})
        self.refuse(wizard, "Paris")
        self.assertEqual((wizard.state, wizard.warnings), ("check", 1))
        self.assertEqual(wizard.run_id.creates and len(wizard.run_id.creates), 3)
        wizard.action_import()
        self.assertEqual(self.found(), (["48 jours"], ["Agence", "Lille"]))
        self.assertEqual(self.customer("C2").property_payment_term_id, term)
        self.assertEqual(self.customer("C2").category_id.mapped("name"), ["Lille"])
        again = self.wizard(TEXT.replace("Béton", "Béton SA"))
        self.assertEqual((again.state, again.updated, again.warnings), ("check", 1, 1))
        self.assertFalse(again.bench_check()["creations"])

    def test_a_refusal_is_taken_back(self):
        wizard = self.checked()
        paris = self.creation(wizard, "Paris")
        self.refuse(wizard, "Paris")
        wizard.bench_remedy("create", paris)
        self.assertEqual((wizard.warnings, shown(wizard)["Paris"][2]), (0, 1))
        self.refuse(wizard, "Lille", "Paris")
        self.assertNotIn("Agence", shown(wizard))  # nothing would live in it

    def test_the_switch_says_it_of_all(self):
        wizard = self.checked()
        wizard.action_columns()
        wizard.create_groups = False
        wizard.action_check()
        self.assertEqual(set(shown(wizard)), {"47 jours", "48 jours"})
        self.assertEqual((wizard.warnings, self.words_asked(wizard)), (2, {"Lille", "LILLE, Paris"}))
        wizard.action_import()
        self.assertFalse(wizard.run_id.mapping_id.create_groups)

    def test_what_was_created_since_the_check_is_no_surprise(self):
        wizard = self.checked()
        family = self.env["res.partner.category"].create({"name": "Agence"})
        self.env["res.partner.category"].create({"name": "Lille", "parent_id": family.id})
        wizard.action_import()
        report = self.runs.get_report(run_id=wizard.run_id.id)
        self.assertEqual(report["creates"]["groups"], ["Paris"])
        self.assertNotIn("changed_since_check", self.kinds(report))

    def test_what_was_removed_since_the_check_is_said(self):
        family = self.env["res.partner.category"].create({"name": "Agence"})
        lille = self.env["res.partner.category"].create({"name": "Lille", "parent_id": family.id})
        wizard = self.checked()
        self.assertEqual(shown(wizard).keys(), {"47 jours", "48 jours", "Paris"})
        lille.unlink()
        wizard.action_import()
        report = self.runs.get_report(run_id=wizard.run_id.id)
        self.assertEqual(sorted(report["creates"]["groups"]), ["Lille", "Paris"])
        said = [issue["message"] for issue in report["issues"] if issue["kind"] == "changed_since_check"]
        self.assertEqual(len(said), 1)
        self.assertIn("Lille was created", said[0])


class TestBesideInTheBackground(BackgroundCase, CreatingCase):
    ROWS = "".join(f"C{n};Customer {n};{47 + n % 2} jours;{'Lille' if n % 3 else 'Paris'}\n" for n in range(50))

    def test_a_large_check_and_its_import_are_complete_and_have_no_doubles(self):
        wizard = self.wizard(HEADER + self.ROWS)
        wizard.column_ids[3].field_id = self.env.ref("dso_smart_upload.field_groups")
        wizard.action_check()
        self.assertTrue(wizard.is_under_way)
        self.work()
        lines = {name: (count, first) for name, (_kind, _family, count, first) in shown(wizard).items()}
        self.assertEqual(
            lines,
            {
                "47 jours": (25, [2, 4, 6]),
                "48 jours": (25, [3, 5, 7]),
                "Agence": (50, [2, 3, 4]),
                "Lille": (33, [3, 4, 6]),
                "Paris": (17, [2, 5, 8]),
            },
        )
        wizard.action_import()
        self.work()
        run = wizard.run_id
        self.assertEqual((run.state, run.created), ("done", 50))
        report, checked = (self.runs.get_report(run_id=one.id) for one in (run, run.check_id))
        for kind in ("payment_terms", "groups"):
            self.assertEqual(sorted(report["creates"][kind]), sorted(checked["creates"][kind]))
        self.assertNotIn("changed_since_check", self.kinds(report))
        self.assertEqual(self.found(), (["47 jours", "48 jours"], ["Agence", "Lille", "Paris"]))
        self.runs.undo(run_id=run.id)
        self.work()
        self.assertEqual((run.state, self.found()), ("undone", ([], [])))

    def test_a_block_that_is_done_again_creates_nothing_twice(self):
        run = self.queued(HEADER + self.ROWS, **COLUMNS)
        with self.failing(None, ValueError("no room")), mute_logger(LOGGER):
            self.work()
        self.assertEqual(run.state, "failed")
        run.action_go_on()
        self.work()
        report = self.runs.get_report(run_id=run.id)
        self.assertEqual({kind: sorted(names) for kind, names in report["creates"].items()}, CREATES)
        self.assertEqual(self.found(), (["47 jours", "48 jours"], ["Agence", "Lille", "Paris"]))

    def test_what_finds_no_place_is_said_once_of_all_blocks(self):
        text = "Code client;Raison sociale;Téléphone;Portable\n"
        text += "".join(f"C{n};Customer {n};03200000{n:02};06123456{n:02}\n" for n in range(50))
        wizard = self.wizard(text)
        wizard.action_check()
        self.work()
        (issue,) = wizard.issue_ids
        self.assertEqual((issue.kind, issue.line, issue.value), ("no_place", 1, "0612345600"))
        self.assertIn("not used: 50;", issue.message)
        wizard.action_import()
        self.work()
        self.assertEqual(wizard.issue_ids.mapped("message"), [issue.message])
