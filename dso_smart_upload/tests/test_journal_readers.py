"""The journal shows a value to those only who may read it on the customer: the field it is of, and the customer."""

import base64
import json
from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from ..engine import planning
from .common import UploadCase, encoded
from .test_hidden import HiddenCase

HEADER = "Code client;Raison sociale;Ville;Site web;Plafond de crédit;Garantie assureur\n"
FIRST = HEADER + "C1;Aciéries;Lille;www.premier.example;30111;20111\nC2;Béton;Lyon;www.second.example;11222;22333\n"
SECOND = HEADER + "C1;Aciéries;Reims;www.tiers.example;50444;50555\nC2;Béton;Nancy;www.second.example;60666;x777\n"
LIMITS = ("30111", "30,111", "20111", "20,111", "11222", "22333", "50444", "50,444", "50555", "60666", "x777")
SITES = ("premier", "second", "tiers")


class ReadersCase(UploadCase):
    def setUp(self):
        super().setUp()
        self.created = self.upload(FIRST)["run_id"]
        self.updated = self.upload(SECOND)["run_id"]
        self.refused = self.upload(HEADER + "C3;;Metz;www.premier.example;30111;20111\n")["run_id"]
        self.give_groups("website", "base.group_system")
        users = self.env.ref("dso_smart_upload.group_user").sudo()
        users.implied_ids = [Command.unlink(self.env.ref("account.group_account_invoice").id)]
        self.blind = self.new_user(
            "blind", "base.group_user,dso_smart_upload.group_user"
        )  # sees neither limits nor sites
        self.half = self.new_user("half", "base.group_user,dso_smart_upload.group_user,account.group_account_readonly")
        self.chief = self.new_user(
            "chief", "dso_smart_upload.group_manager,account.group_account_invoice,base.group_system"
        )
        self.env.invalidate_all()

    def give_groups(self, name, groups):
        """Let a field of the customer be for some groups only, as an addon may do."""
        for model in ("res.partner", "res.users"):
            field = self.env.registry[model]._fields[name]
            self.addCleanup(setattr, field, "groups", field.groups)
            field.groups = groups

    def readers(self):
        """Return each reader with the words they may not see, and those they see."""
        return (
            (self.blind, (*LIMITS, *SITES), ("Reims",)),
            (self.half, SITES, ("Reims", "30,111", "50,444")),
            (self.chief, (), ("Reims", "tiers", "30,111", "50,444")),
        )

    def assertShown(self, found, hidden, shown=()):
        text = json.dumps(found, default=str, ensure_ascii=False)
        for word in hidden:
            self.assertNotIn(word, text)
        for word in shown:
            self.assertIn(word, text)


class TestJournalReaders(ReadersCase):
    def test_reading(self):
        names = {"dso.upload.change": ["values", "summary"], "dso.upload.issue": ["message", "value", "display_name"]}
        for user, hidden, shown in self.readers():
            with self.subTest(user.login):
                found = []
                for model, wanted in names.items():
                    ids = self.rpc(model, "search", [], user=user)
                    self.assertTrue(ids)
                    for result in (
                        self.rpc(model, "read", ids, user=user),
                        self.rpc(model, "read", ids, wanted, user=user),
                        self.rpc(model, "search_read", [], wanted, user=user),
                        self.rpc(model, "web_search_read", [], {name: {} for name in wanted}, user=user),
                    ):
                        self.assertShown(result, hidden)
                        found.append(result)
                    user.sudo().group_ids += self.env.ref("base.group_allow_export")
                    self.assertShown(self.rpc(model, "export_data", ids, wanted, user=user), hidden)
                self.assertShown(found, hidden, shown)

    def test_file_and_rejected_rows(self):
        run = self.env["dso.upload.run"].browse(self.refused)
        for user, _hidden, _shown in self.readers()[:2]:
            with self.subTest(user.login):
                theirs = run.with_user(user)
                for ending in ("csv", "xlsx"):
                    with self.assertRaisesRegex(AccessError, "may not read: ask"):
                        theirs._rejected_file(ending)
                with self.assertRaises(AccessError):
                    self.rpc("dso.upload.run", "action_rejected_csv", run.ids, user=user)
                with self.assertRaises(AccessError):
                    self.rpc("dso.upload.run", "read", run.ids, ["content"], user=user)
                file = [("res_model", "=", run._name), ("res_id", "=", run.id), ("res_field", "=", "content")]
                stored = self.env["ir.attachment"].sudo().search(file)
                for name in ("raw", "datas", "index_content"):
                    with self.assertRaises(AccessError):
                        self.rpc("ir.attachment", "read", stored.ids, [name], user=user)
                for domain in (file, file[:1], [("id", "in", stored.ids)], [("res_field", "=", "content")]):
                    self.assertFalse(self.rpc("ir.attachment", "search_read", domain, ["datas"], user=user))
                content = base64.b64encode(b"Code client;Raison sociale\nC8;Acier\nC9;\n").decode()
                own = self.rpc("dso.upload.run", "import_file", content, "own.csv", user=user)
                own = run.browse(own["run_id"]).with_user(user)
                self.assertIn(b"C9", own._rejected_file("csv")[1])
                domain = [("res_model", "=", run._name), ("res_field", "=", "content")]
                found = self.rpc("ir.attachment", "search_read", domain, ["res_id", "raw"], user=user)
                self.assertEqual([one["res_id"] for one in found], own.ids)
        self.assertIn(b"30111", run.with_user(self.chief)._rejected_file("csv")[1])

    @mute_logger("odoo.sql_db")
    def test_what_the_database_says_of_a_row_is_left_out(self):
        self.env.cr.execute("ALTER TABLE res_partner ADD CONSTRAINT not_here CHECK (city <> 'Forbidden')")
        content = base64.b64encode("Code client;Raison sociale;Ville\nC1;Aciéries;Forbidden\n".encode()).decode()
        report = self.rpc("dso.upload.run", "import_file", content, "city.csv", user=self.blind)
        self.assertShown(report, ("tiers", "30111"), ("not_here",))

    def test_what_odoo_says_of_a_refused_customer(self):
        write = type(self.partners).write

        def refuse(partners, vals):
            if "city" in vals:
                raise ValidationError(f"No city beside {partners.sudo().website}")
            return write(partners, vals)

        content = base64.b64encode("Code client;Raison sociale;Ville\nC1;Aciéries;Metz\n".encode()).decode()
        with patch.object(type(self.partners), "write", refuse):
            report = self.rpc("dso.upload.run", "import_file", content, "city.csv", user=self.chief)
        domain = [("run_id", "=", report["run_id"]), ("kind", "=", "refused_by_odoo")]
        for user, hidden, _shown in self.readers():
            with self.subTest(user.login):
                found = self.rpc("dso.upload.issue", "search_read", domain, ["message", "display_name"], user=user)
                self.assertShown(found, hidden, ("tiers",) if user == self.chief else ("Line 2",))
                found = self.rpc("dso.upload.issue", "search", [*domain, ("message", "ilike", "tiers")], user=user)
                self.assertEqual(bool(found), user == self.chief)

    def test_report(self):
        for user, hidden, shown in self.readers():
            with self.subTest(user.login):
                reports = [
                    self.rpc("dso.upload.run", "get_report", id_, user=user) for id_ in (self.created, self.updated)
                ]
                self.assertShown(reports, hidden, shown)
                self.assertEqual(reports[1]["kept"], 3)
                self.assertEqual(len(reports[1]["changes"]), 2)

    def test_through_the_run_and_the_customer(self):
        customer = self.customer("C1")
        lines = {"fields": {"summary": {}, "values": {}}}
        for user, hidden, _shown in self.readers():
            with self.subTest(user.login):
                spec = {"change_ids": lines, "issue_ids": {"fields": {"message": {}, "value": {}}}}
                self.assertShown(self.rpc("dso.upload.run", "web_read", [self.updated], spec, user=user), hidden)
                self.assertShown(
                    self.rpc("res.partner", "web_read", customer.ids, {"dso_change_ids": lines}, user=user), hidden
                )

    def test_whole_lines_of_the_file(self):
        """A sentence that repeats a line names no field: it is for those who may read all of them."""
        texts = {
            "footer_left_out": "C1;Aciéries;Reims;;;\n\nTotal général;;;www.somme.example;61555;62666\n",
            "broken_accents": "C1;Acie\ufffdries;Reims;www.somme.example;61555;62666\n",
        }
        for kind, text in texts.items():
            given = {"content": encoded(HEADER + text), "filename": "clients.csv"}
            run = self.rpc("dso.upload.run", "import_file", user=self.chief, **given)["run_id"]
            for user in (self.blind, self.half, self.chief):
                with self.subTest(kind, user=user.login):
                    issues = self.rpc("dso.upload.run", "get_report", run, user=user)["issues"]
                    (issue,) = [one for one in issues if one["kind"] == kind]
                    self.assertEqual("somme" in issue["message"] and "61555" in issue["message"], user == self.chief)
                    for name in ("message", "display_name"):
                        found = [("run_id", "=", run), ("kind", "=", kind), (name, "ilike", "61555")]
                        ids = self.rpc("dso.upload.issue", "search", found, user=user)
                        self.assertEqual(bool(ids), user == self.chief)

    def test_values_that_found_no_place(self):
        run = self.env["dso.upload.run"].browse(self.created)
        run.sudo().no_place = [{"header": "Plafond", "field": "credit_limit", "rows": 1, "line": 2, "value": "30111"}]
        for user in (self.blind, self.half, self.chief):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.rpc("dso.upload.run", "read", run.ids, ["no_place"], user=user)

    def test_what_the_engine_alone_reads(self):
        for name in ("raw_values", "fingerprint"):
            for user in (self.blind, self.half, self.chief):
                with self.subTest(name, user=user.login), self.assertRaises(AccessError):
                    self.rpc("dso.upload.change", "search_read", [], [name], user=user)
                with self.subTest(name, user=user.login), self.assertRaises(AccessError):
                    self.rpc("dso.upload.change", "search", [(name, "!=", False)], user=user)
        change = self.env["dso.upload.change"].sudo().search([("run_id", "=", self.updated)], limit=1)
        self.assertIn("website", change.raw_values)
        self.assertIn("website", change.values)

    def test_memory_of_the_superuser_is_not_shown(self):
        self.env.invalidate_all()
        changes = self.env["dso.upload.change"].sudo().search([])
        issues = self.env["dso.upload.issue"].sudo().search([])
        self.assertShown([changes.mapped("summary"), issues.mapped("message")], (), ("tiers", "50,444"))
        for user, hidden, shown in self.readers():
            with self.subTest(user.login):
                found = [
                    changes.with_user(user).mapped("summary"),
                    changes.with_user(user).mapped("values"),
                    issues.with_user(user).mapped("display_name"),
                    issues.with_user(user).mapped("message"),
                    issues.with_user(user).mapped("value"),
                ]
                self.assertShown(found, hidden, shown)

    def test_searching_is_no_oracle(self):
        for user, hidden, _shown in self.readers():
            for word in hidden:
                for model, name in (
                    ("dso.upload.issue", "message"),
                    ("dso.upload.issue", "value"),
                    ("dso.upload.issue", "display_name"),
                    ("dso.upload.change", "values"),
                    ("dso.upload.change", "undo_reason"),
                    ("dso.upload.run", "issue_ids.value"),
                    ("dso.upload.run", "change_ids.values"),
                ):
                    with self.subTest(user.login, word=word, model=model, name=name):
                        self.assertFalse(self.rpc(model, "search", [(name, "ilike", word)], user=user))
                        self.assertFalse(self.rpc(model, "search", [(name, "=", word)], user=user))
                self.assertFalse(self.rpc("dso.upload.issue", "name_search", word, user=user))
        self.assertTrue(self.rpc("dso.upload.issue", "search", [("value", "=", "60666")], user=self.half))
        self.assertTrue(self.rpc("dso.upload.issue", "search", [("message", "ilike", "50,444")], user=self.half))

    def test_grouping_and_ordering_are_no_oracle(self):
        for user, hidden, _shown in self.readers():
            for name in ("message", "value"):
                with self.subTest(user.login, name=name):
                    for groupby, aggregates in (([name], ["__count"]), (["run_id"], [f"{name}:array_agg"])):
                        found = self.rpc("dso.upload.issue", "formatted_read_group", [], groupby, aggregates, user=user)
                        self.assertShown(found, hidden)
                kept = [("run_id", "=", self.updated), ("field", "in", ("credit_limit", "insurer_guarantee"))]
                up, down = (
                    self.rpc("dso.upload.issue", "search", kept, order=f"{name} {way}, id", user=user)
                    for way in ("asc", "desc")
                )
                self.assertEqual(up == down, user == self.blind)

    def test_undo_says_no_value_to_who_may_not_read_it(self):
        customer = self.customer("C1").sudo()
        customer.website = "www.depuis.example"
        self.env.flush_all()
        report = self.rpc("dso.upload.run", "undo", self.updated, user=self.chief)
        self.assertShown(report, (), ("depuis", "tiers"))
        names = ["undo_result", "undo_reason"]
        domain = [("run_id", "=", self.updated)]
        for user, hidden, _shown in self.readers():
            hidden = (*hidden, "depuis") if hidden else ()
            self.assertShown(self.rpc("dso.upload.change", "search_read", domain, names, user=user), hidden)
            self.assertEqual(
                bool(self.rpc("dso.upload.change", "search", [("undo_reason", "ilike", "depuis")], user=user)),
                not hidden,
            )

    def test_field_that_is_gone(self):
        """Nobody knows any more who may read it."""
        field = self.env.ref("dso_smart_upload.field_website").sudo()
        field.with_context(**{MODULE_UNINSTALL_FLAG: True}).unlink()  # as when its addon is uninstalled
        self.assertShown(
            self.rpc("dso.upload.change", "search_read", [], ["values"], user=self.half), SITES, ("Reims",)
        )

    def test_followers_of_a_source(self):
        issue = self.env["dso.upload.issue"].sudo().search([("value", "=", "x777")])
        self.assertIn("x777", issue.message)
        source = self.env["dso.upload.source"].sudo().new({"name": "Nightly"})
        issue.severity = "error"
        self.assertShown(source._issue_lines(issue.run_id), LIMITS)
        self.assertTrue(source._issue_lines(issue.run_id))


class TestHiddenFromReaders(HiddenCase):
    """A rule hides the customer C1, whom imports created and updated, but for the administrator."""

    FIRST = "Code client;Raison sociale;Ville;Garantie assureur\nC1;Aciéries;Lille;x111\nC2;Béton;Lyon;x222\n"
    SECOND = "Code client;Raison sociale;Ville;Garantie assureur\nC1;Fonderies;Reims;x333\nC2;Béton;Nancy;x444\n"
    HIDDEN = ("Aci", "Lille", "x111", "Fonderies", "Reims", "x333")
    SHOWN = ("B\u00e9ton", "Lyon", "x222", "Nancy", "x444")
    FIELDS = {
        "dso.upload.change": ["code", "name", "values", "summary", "partner_id", "undo_reason"],
        "dso.upload.issue": ["code", "message", "value", "display_name", "partner_id"],
    }

    def setUp(self):
        super().setUp()
        self.created = self.upload(self.FIRST)["run_id"]
        self.updated = self.upload(self.SECOND)["run_id"]
        self.colleague = self.new_user("colleague", "dso_smart_upload.group_user")
        self.chief = self.new_user("chief", "dso_smart_upload.group_manager")
        everyone = self.env.ref("base.group_user").ids
        chiefs = self.env.ref("dso_smart_upload.group_manager").ids
        self.rule = self.hide("res.partner", [("ref", "!=", "C1")], groups=[Command.set(everyone)])
        self.hide("res.partner", [(1, "=", 1)], groups=[Command.set(chiefs)])
        self.hidden = self.customer_of("C1")
        self.env.invalidate_all()

    def customer_of(self, code):
        return self.partners.sudo().search([("ref", "=", code), ("company_id", "in", [False, self.company.id])])

    def test_why_an_undo_failed(self):
        """Odoo's own sentence may name anybody."""
        said = "Clashes with Fonderies of Reims."
        line = self.env["dso.upload.change"].sudo().search([("run_id", "=", self.updated), ("code", "=", "C2")])
        line.write({"undo_result": "failed", "undo_reason": said, "undo_named": False})
        self.env.flush_all()
        find = [("undo_reason", "ilike", "Fonderies")]
        for user, sees in ((self.user, True), (self.colleague, False), (self.chief, True)):
            with self.subTest(user.login):
                [found] = self.rpc("dso.upload.change", "read", line.ids, ["undo_reason"], user=user)
                self.assertEqual(found["undo_reason"] == said, sees)
                self.assertEqual(self.rpc("dso.upload.change", "search", find, user=user), line.ids if sees else [])

    def assertHidden(self, found, user=None):
        """Check that what a user reads of the journal holds nothing of the hidden customer."""
        text = json.dumps(found, default=str, ensure_ascii=False)
        for word in self.HIDDEN:
            (self.assertIn if user == self.chief else self.assertNotIn)(word, text)
        for word in self.SHOWN:
            self.assertIn(word, text)

    def readers(self):
        return self.user, self.colleague, self.chief

    def test_reading(self):
        for user in self.readers():
            with self.subTest(user.login):
                found = {}
                for model, names in self.FIELDS.items():
                    ids = self.rpc(model, "search", [], user=user)
                    if user != self.chief:
                        user.sudo().group_ids += self.env.ref("base.group_allow_export")
                    found[model] = (
                        self.rpc(model, "read", ids, names, user=user),
                        self.rpc(model, "search_read", [], names, user=user),
                        self.rpc(model, "web_search_read", [], {name: {} for name in names}, user=user),
                        self.rpc(
                            model,
                            "web_search_read",
                            [],
                            {**{name: {} for name in names}, "partner_id": {"fields": {"display_name": {}}}},
                            user=user,
                        ),
                        self.rpc(model, "export_data", ids, names, user=user) if user != self.chief else [],
                    )
                for number in range(4):
                    self.assertHidden([ways[number] for ways in found.values()], user)
                if user != self.chief:
                    self.assertHidden([ways[4] for ways in found.values()], user)
                    text = json.dumps(found, default=str)
                    self.assertIn("about a customer that you may not see", text)
                    self.assertIn("C1", text)

    def test_names_are_made_without_asking_who_reads(self):
        """Odoo reads names as the superuser where it lists or groups records."""
        for user in self.readers():
            for model in self.FIELDS:
                with self.subTest(user.login, model=model):
                    grouped = [
                        self.rpc(model, "formatted_read_group", [], ["id"], ["__count"], user=user),
                        self.rpc(model, "formatted_read_group", [], ["partner_id"], ["__count"], user=user),
                        self.rpc(model, "name_search", "", [], user=user),
                    ]
                    text = json.dumps(grouped, ensure_ascii=False)
                    self.assertTrue(grouped[0] and grouped[2])
                    for word in ("x333", "x444", *(() if user == self.chief else self.HIDDEN)):
                        self.assertNotIn(word, text)

    def test_all_fields(self):
        for user in self.readers():
            with self.subTest(user.login):
                self.assertHidden([self.rpc(m, "search_read", [], user=user) for m in self.FIELDS], user)

    def test_report(self):
        for user in self.readers():
            with self.subTest(user.login):
                reports = [
                    self.rpc("dso.upload.run", "get_report", run, user=user) for run in (self.created, self.updated)
                ]
                self.assertHidden(reports, user)
                self.assertEqual([(one["rows"], len(one["changes"])) for one in reports], [(2, 2), (2, 2)])
                line = reports[1]["changes"][0]
                self.assertEqual((line["line"], line["code"], line["action"]), (2, "C1", "updated"))

    def test_check(self):
        checked = self.check("Code client;Raison sociale\nC1;Fonderies\nC2;Ciment\n")
        self.assertEqual([one["code"] for one in checked["changes"]], ["C2"])
        self.assertNotIn("Aci", json.dumps(checked))

    def test_checked_run(self):
        self.rule.active = False
        run = self.runs._make(self.SECOND.replace("Reims", "Laon").encode(), "clients.csv")
        run._as_engine().state = "checked"
        plans = planning.plans(run._import_env(), run._prepared())
        for plan in plans:
            run._journal(plan, {}, {})
        self.rule.active = True
        spec = {"change_ids": {"fields": {"summary": {}, "name": {}}}, "issue_ids": {"fields": {"message": {}}}}
        for user in (self.user, self.colleague):
            found = json.dumps(self.rpc("dso.upload.run", "web_read", run.ids, spec, user=user), ensure_ascii=False)
            for word in (*self.HIDDEN, "Laon"):
                self.assertNotIn(word, found)
            self.assertIn("x444", found)

    def test_page_of_the_customer(self):
        lines = {"fields": {"name": {}, "summary": {}, "values": {}, "partner_id": {}}}
        other = self.customer_of("C2")
        for user in self.readers():
            with self.subTest(user.login):
                found = self.rpc("res.partner", "web_read", other.ids, {"dso_change_ids": lines}, user=user)
                self.assertIn("Nancy", json.dumps(found))
                self.assertEqual(len(found[0]["dso_change_ids"]), 2)
                if user != self.chief:
                    with self.assertRaises(AccessError):
                        self.rpc("res.partner", "web_read", self.hidden.ids, {"dso_change_ids": lines}, user=user)

    def test_searching_is_no_oracle(self):
        for user in self.readers():
            with self.subTest(user.login):
                for model, name, word in (
                    ("dso.upload.change", "name", "Fonderies"),
                    ("dso.upload.change", "partner_id", "Fonderies"),
                    ("dso.upload.change", "partner_id.name", "Fonderies"),
                    ("dso.upload.issue", "message", "x333"),
                    ("dso.upload.issue", "value", "x333"),
                    ("dso.upload.issue", "display_name", "x333"),
                    ("dso.upload.run", "issue_ids.value", "x333"),
                    ("dso.upload.run", "change_ids.name", "Fonderies"),
                    ("res.partner", "dso_change_ids.name", "Fonderies"),
                ):
                    with self.subTest(user.login, name=name):
                        found = self.rpc(model, "search", [(name, "ilike", word)], user=user)
                        self.assertEqual(bool(found), user == self.chief)
                self.assertTrue(self.rpc("dso.upload.issue", "search", [("value", "=", "x444")], user=user))
                self.assertTrue(self.rpc("dso.upload.change", "search", [("name", "=", "Béton")], user=user))

    def test_grouping_and_ordering_are_no_oracle(self):
        for user in self.readers():
            with self.subTest(user.login):
                for model, name in (
                    ("dso.upload.change", "name"),
                    ("dso.upload.change", "partner_id"),
                    ("dso.upload.issue", "partner_id"),
                    ("dso.upload.issue", "message"),
                    ("dso.upload.issue", "value"),
                ):
                    with self.subTest(user.login, model=model, name=name):
                        found = [
                            self.rpc(model, "formatted_read_group", [], groupby, aggregates, user=user)
                            for groupby, aggregates in (([name], ["__count"]), (["run_id"], [f"{name}:array_agg"]))
                        ]
                        text = json.dumps(found, default=str, ensure_ascii=False)
                        for word in () if user == self.chief else self.HIDDEN:
                            self.assertNotIn(word, text)
                        domain = [("run_id", "=", self.updated)]
                        ids = self.rpc(model, "search", domain, order=f"{name} desc, id", user=user)
                        lines = self.env[model].sudo().browse(ids)
                        if user != self.chief and model == "dso.upload.change":  # as if it was empty
                            self.assertEqual(lines.mapped("code"), ["C1", "C2"])

    def test_panel_of_customers(self):
        for user in self.readers():
            with self.subTest(user.login):
                panel = self.rpc("dso.upload.change", "search_panel_select_range", "partner_id", user=user)
                names = {value["display_name"] for value in panel["values"]}
                self.assertEqual(names, {"Béton", "Fonderies"} if user == self.chief else {"Béton"})
                there = self.rpc("dso.upload.change", "search", [("partner_id", "!=", False)], user=user)
                self.assertEqual(len(there), 4 if user == self.chief else 2)
                of_it = self.rpc("dso.upload.change", "search", [("partner_id", "=", self.hidden.id)], user=user)
                self.assertEqual(len(of_it), 2)  # who knows the id learns nothing of the customer

    def test_customer_of_another_company(self):
        self.rule.active = False
        self.hidden.company_id = self.other_company()
        for user in (self.user, self.colleague):
            self.assertHidden([self.rpc(m, "search_read", [], names, user=user) for m, names in self.FIELDS.items()])

    def test_no_customer_at_all(self):
        self.rule.domain_force = "[(0, '=', 1)]"
        found = self.rpc("dso.upload.change", "search_read", [], ["name", "values"], user=self.colleague)
        self.assertEqual(len(found), 4)
        for word in (*self.HIDDEN, *self.SHOWN):
            self.assertNotIn(word, json.dumps(found, ensure_ascii=False))

    def test_customer_that_is_deleted(self):
        self.hidden.unlink()
        found = [self.rpc(m, "search_read", [], n, user=self.colleague) for m, n in self.FIELDS.items()]
        text = json.dumps(found, default=str, ensure_ascii=False)
        self.assertIn("Fonderies", text)
        self.assertIn("x333", text)

    def test_rule_that_changes(self):
        changes = self.env["dso.upload.change"].with_user(self.colleague).search([("run_id", "=", self.updated)])
        self.assertEqual(changes.mapped("name"), [False, "Béton"])
        self.rule.active = False
        self.assertEqual(changes.mapped("name"), ["Fonderies", "Béton"])
        self.assertIn("Reims", changes[0].summary)
        self.rule.active = True
        self.assertEqual(changes.mapped("name"), [False, "Béton"])
        self.assertFalse(changes[0].summary)
        self.rule.unlink()
        self.assertEqual(changes.mapped("name"), ["Fonderies", "Béton"])

    def test_memory_of_others_is_not_shown(self):
        changes, issues = self.env["dso.upload.change"].search([]), self.env["dso.upload.issue"].search([])
        for user in (self.chief, self.colleague, self.chief, self.user):
            theirs = [changes.with_user(user), issues.with_user(user)]
            found = [
                lines.mapped(name)
                for lines, names in zip(theirs, self.FIELDS.values(), strict=True)
                for name in names
                if name != "partner_id"
            ]
            found.append([[line.partner_id.sudo().name for line in lines] for lines in theirs])
            self.assertHidden(found, user)

    def test_undo_reports_what_it_cannot_put_back(self):
        report = self.rpc("dso.upload.run", "undo", self.updated, user=self.colleague)
        self.assertEqual((report["reverted"], report["failed"]), (1, 1))
        hidden = report["changes"][0]
        self.assertEqual((hidden["code"], hidden["result"], hidden["partner_id"]), ("C1", "failed", 0))
        self.assertIn("You may not see this customer", hidden["reason"])
        self.assertEqual(self.hidden.city, "Reims")
        self.assertEqual(self.customer_of("C2").city, "Lyon")

    def test_file_of_others(self):
        refused = self.upload("Code client;Raison sociale;Ville\nC7;;Metz\n")["run_id"]
        run = self.runs.browse(refused)
        self.assertIn(b"Metz", run._rejected_file("csv")[1])
        self.assertIn(b"Metz", run.with_user(self.chief)._rejected_file("csv")[1])
        with self.assertRaisesRegex(AccessError, "may not read: ask"):
            run.with_user(self.colleague)._rejected_file("csv")
        with self.assertRaises(AccessError):
            self.rpc("dso.upload.run", "read", run.ids, ["content"], user=self.colleague)
        self.rule.active = False
        self.assertIn(b"Metz", run.with_user(self.colleague)._rejected_file("csv")[1])

    def test_queries(self):
        """As many for many lines as for few."""

        def queries(run):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            run._report()
            return self.env.cr.sql_log_count - before

        few = self.runs.browse(self.created).with_user(self.colleague)
        rows = "".join(f"D{number};Maçon;Lille;x{number}\n" for number in range(200))
        keys = ("code", "name", "city", "insurer_guarantee")
        header = self.FIRST.split("\n")[0]
        options = {"columns": dict(zip(header.split(";"), keys, strict=True))}
        many = self.upload(header + "\n" + rows, options=options)["run_id"]
        queries(few)
        self.assertEqual(queries(self.runs.browse(many).with_user(self.colleague)), queries(few))

    def test_value_that_found_no_place(self):
        """It is some customer's, and only the user of the import knows already what the file holds."""
        text = "Code client;Raison sociale;Téléphone;Portable\nC1;Fonderies;0320000001;0612345678\n"
        self.rule.active = False
        run = self.upload(text)["run_id"]
        domain = [("run_id", "=", run), ("kind", "=", "no_place")]

        def read(user):
            issues = self.rpc("dso.upload.issue", "search_read", domain, ["message", "value"], user=user)
            self.assertEqual(len(issues), 1)
            found = self.rpc("dso.upload.issue", "search", [*domain, ("value", "=", "0612345678")], user=user)
            self.assertEqual(bool(found), "0612345678" in json.dumps(issues))
            return bool(found)

        self.assertTrue(all(map(read, self.readers())))
        self.rule.active = True
        self.assertEqual([read(user) for user in self.readers()], [True, False, True])

    def test_customers_of_an_ambiguous_code(self):
        """The message is about none of them, and names them all."""
        self.partners.sudo().create([{"name": name, "ref": ref} for name, ref in (("Forges", "A1"), ("Granit", "a1"))])
        self.rule.active = False
        run = self.upload("Code client;Raison sociale\nＡ1;Forges\n")["run_id"]
        self.rule.domain_force = [("name", "!=", "Forges")]
        self.assertEqual(self.read_message(run, "ambiguous_code", "Forges"), [True, True, True])
        self.rule.active = True
        self.assertEqual(self.read_message(run, "ambiguous_code", "Forges"), [True, False, True])

    def test_amount_of_another_line(self):
        """The message is about one customer, and says what another line has."""
        header = "Code client;Raison sociale;Siren;Garantie assureur\n"
        self.rule.active = False
        run = self.upload(header + "C1;Fonderies;552100554;98765\nC2;Béton;552100554;11\n")["run_id"]
        self.rule.active = True
        self.assertEqual(self.read_message(run, "conflicting_amounts", "98,765"), [True, False, True])

    def test_line_that_repeats_a_new_customer(self):
        """Only its first line has the customer."""
        text = "Code client;Raison sociale;Ville;E-mail\n" + "C9;Granit;Brest;neuf(at)granit\n" * 2
        self.rule.domain_force = [("ref", "!=", "C9")]
        self.rule.active = False
        run = self.upload(text)["run_id"]
        self.rule.active = True
        for user in (self.user, self.colleague):
            report = self.rpc("dso.upload.run", "get_report", run, user=user)
            self.assertEqual([one["line"] for one in report["issues"]], [2, 3, 3])
            self.assertNotIn("granit", json.dumps(report))
            domain = [("run_id", "=", run), ("value", "ilike", "neuf")]
            self.assertFalse(self.rpc("dso.upload.issue", "search", domain, user=user))
        self.assertIn("granit", json.dumps(self.rpc("dso.upload.run", "get_report", run, user=self.chief)))

    def read_message(self, run, kind, word):
        """Return whether the user of a run, a colleague and a chief read a word in its message of a kind."""
        domain, found = [("run_id", "=", run), ("kind", "=", kind)], []
        for user in self.readers():
            (issue,) = self.rpc("dso.upload.issue", "search_read", domain, ["message", "display_name"], user=user)
            report = self.rpc("dso.upload.run", "get_report", run, user=user)["issues"]
            ids = self.rpc("dso.upload.issue", "search", [*domain, ("message", "ilike", word)], user=user)
            ways = {word in json.dumps(issue), word in json.dumps(report), bool(ids)}
            self.assertEqual(len(ways), 1)
            found += ways
        return found

    def test_followers_of_a_source(self):
        """Nobody knows who reads what they are sent."""
        issue = self.env["dso.upload.issue"].sudo().search([("value", "=", "x333")])
        issue.write({"severity": "error", "field": "city"})  # which everybody may read
        self.assertEqual(issue.partner_id, self.hidden)
        source = self.env["dso.upload.source"].sudo().new({"name": "Nightly"})
        self.assertNotIn("x333", json.dumps(source._issue_lines(issue.run_id)))
        self.assertFalse(source._may_all_read_files())
        self.rule.active = False
        self.assertIn("x333", json.dumps(source._issue_lines(issue.run_id)))
