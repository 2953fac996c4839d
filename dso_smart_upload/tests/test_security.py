"""Who may import, and what."""

import base64
from unittest.mock import patch

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user

from .common import UploadCase, encoded

TEXT = "Code client;Raison sociale\nC1;Aciéries\n"


class TestSecurity(UploadCase):
    def test_without_the_group(self):
        outsider = new_test_user(self.env(su=True), "outsider", groups="base.group_user,base.group_partner_manager")
        runs = self.runs.with_user(outsider)
        for method in ("check_file", "import_file"):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(runs, method)(content=encoded(TEXT), filename="clients.csv")
        with self.assertRaises(AccessError):
            runs.import_rows(rows=[{"code": "C1", "name": "x"}])
        with self.assertRaises(AccessError):
            runs.get_report(run_id=1)
        with self.assertRaises(AccessError):
            self.env["dso.smart.upload"].with_user(outsider).create({})

    def test_portal_user(self):
        portal = new_test_user(self.env(su=True), "visitor", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self.runs.with_user(portal).import_file(content=encoded(TEXT), filename="clients.csv")

    def test_other_company(self):
        report = self.upload(TEXT)
        other = self.other_company()
        stranger = new_test_user(
            self.env(su=True),
            "stranger",
            groups="dso_smart_upload.group_user",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        runs = self.runs.with_user(stranger).with_context(allowed_company_ids=other.ids)
        with self.assertRaisesRegex(Exception, "no run"):
            runs.get_report(run_id=report["run_id"])
        self.assertFalse(runs.search([("id", "=", report["run_id"])]))
        with self.assertRaises(AccessError):
            runs.browse(report["run_id"]).read(["filename"])

    def test_what_only_the_program_looks_at(self):
        self.upload(TEXT)
        for name in ("turn", "turn.wish", "claim", "try"):  # they name imports of other companies
            with self.subTest(name), self.assertRaises(AccessError):
                self.rpc(f"dso.upload.{name}", "search_read", [])

    def test_opening_protection_is_always_logged(self):
        manager = self.new_user("opener", "dso_smart_upload.group_manager")
        self.env["ir.default"].with_user(manager).set("dso.upload.field", "open_to_imports", True, user_id=True)
        values = {"name": "Limit", "key": "limit", "partner_field": "credit_limit", "kind": "amount"}
        context = {"default_open_to_imports": True}
        for number, given in enumerate(({}, context)):
            made = self.rpc(
                "dso.upload.field", "create", [{**values, "key": f"limit{number}"}], user=manager, context=given
            )
            self.assertFalse(self.env["dso.upload.field"].browse(made).open_to_imports)
        field = self.env.ref("dso_smart_upload.field_credit_limit")
        self.env.cr.precommit.run()
        context = {"tracking_disable": True, "mail_notrack": True}
        self.rpc("dso.upload.field", "write", field.ids, {"open_to_imports": True}, user=manager, context=context)
        self.env.cr.precommit.run()
        tracked = field.sudo().message_ids.tracking_value_ids
        self.assertEqual(tracked.field_id.mapped("name"), ["open_to_imports"])
        self.assertEqual(tracked.mail_message_id.author_id, manager.partner_id)

    def test_the_log_of_who_opened_a_field_stays(self):
        manager = self.new_user("opener", "dso_smart_upload.group_manager")
        field = self.env.ref("dso_smart_upload.field_credit_limit")
        self.env.cr.precommit.run()
        for opened in (True, False):
            self.rpc("dso.upload.field", "write", field.ids, {"open_to_imports": opened}, user=manager)
            self.env.cr.precommit.run()
        logged = field.sudo().message_ids.filtered("tracking_value_ids")
        self.assertEqual(len(logged), 2)
        forged = {"body": "nothing", "date": "2000-01-01", "author_id": self.user.partner_id.id}
        for call in (("write", forged), ("write", {"model": "res.partner"}), ("unlink",)):
            with self.subTest(call), self.assertRaises(AccessError):
                self.rpc("mail.message", call[0], logged.ids, *call[1:], user=manager)
        opened = self.env["ir.model.fields"]._get("dso.upload.field", "open_to_imports").id
        line = {"tracking_value_ids": [Command.create({"field_id": opened, "new_value_integer": 1})]}
        for call in (
            ("dso.upload.field", "message_post", field.ids),
            ("mail.message", "create", {**line, "model": "dso.upload.field", "res_id": field.id}),
        ):
            with self.subTest(call), self.assertRaises(AccessError):
                self.rpc(*call, user=manager, **(line if call[1] == "message_post" else {}))
        with self.assertRaisesRegex(UserError, "archive it instead"):
            self.rpc("dso.upload.field", "unlink", field.ids, user=manager)
        self.rpc("dso.upload.field", "write", field.ids, {"active": False}, user=manager)
        self.assertEqual(field.sudo().message_ids.filtered("tracking_value_ids"), logged)
        note = self.rpc("dso.upload.field", "message_post", field.ids, user=manager, body="A note")
        self.rpc("mail.message", "write", note, {"body": "Another note"}, user=manager)
        self.rpc("mail.message", "unlink", note, user=manager)

    def test_fields_that_come_with_the_addon_are_archived_not_removed(self):
        manager = self.new_user("opener", "dso_smart_upload.group_manager")
        field = self.env.ref("dso_smart_upload.field_other_guarantees")
        with self.assertRaisesRegex(UserError, "came with an addon"):
            self.rpc("dso.upload.field", "unlink", field.ids, user=manager)
        self.rpc("dso.upload.field", "action_archive", field.ids, user=manager)
        self.assertFalse(field.active)
        added = {"name": "Own", "key": "own", "partner_field": "dso_other_guarantees", "kind": "amount"}
        added = self.rpc("dso.upload.field", "create", [added], user=manager)
        self.rpc("dso.upload.field", "unlink", added, user=manager)
        self.assertFalse(self.env["dso.upload.field"].browse(added).exists())

    def test_which_field_was_opened_is_logged(self):
        manager = self.new_user("opener", "dso_smart_upload.group_manager")
        field = self.env.ref("dso_smart_upload.field_credit_limit")
        self.env.cr.precommit.run()
        for values in ({"open_to_imports": True}, {"partner_field": "dso_other_guarantees"}):
            self.rpc("dso.upload.field", "write", field.ids, values, user=manager)
            self.env.cr.precommit.run()
        moved = field.sudo().message_ids[0].tracking_value_ids
        self.assertEqual(set(moved.field_id.mapped("name")), {"open_to_imports", "partner_field"})
        changes = [(change.old_value_char, change.new_value_char) for change in moved]
        self.assertIn(("credit_limit", "dso_other_guarantees"), changes)

    def test_user_cannot_open_protection(self):
        field = self.env.ref("dso_smart_upload.field_credit_limit").with_user(self.user)
        with self.assertRaises(AccessError):
            field.open_to_imports = True

    def test_field_a_user_may_not_write_is_left_out_and_said(self):
        limited = new_test_user(
            self.env(su=True),
            "limited",
            groups="dso_smart_upload.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        limited_field = self.env.registry["res.partner"]._fields["website"]
        self.addCleanup(setattr, limited_field, "groups", limited_field.groups)
        limited_field.groups = "base.group_system"
        report = (
            self.runs.with_user(limited)
            .with_context(allowed_company_ids=self.company.ids)
            .import_file(
                content=encoded("Code client;Raison sociale;Site web\nC1;Aciéries;www.example.com\n"),
                filename="clients.csv",
            )
        )
        self.assertCounts(report, created=1, warnings=1)
        self.assertEqual(self.kinds(report), ["no_access"])
        self.assertFalse(self.customer("C1").sudo().website)

    def test_record_rules_hold(self):
        self.env["ir.rule"].sudo().create(
            {
                "name": "Nobody touches Lille",
                "model_id": self.env["ir.model"].sudo()._get_id("res.partner"),
                "domain_force": "[('city', '!=', 'Lille')]",
                "perm_read": False,
                "perm_create": False,
                "perm_unlink": False,
            }
        )
        self.upload("Code client;Raison sociale;Ville\nC1;Aciéries;Lille\n")
        report = self.upload("Code client;Raison sociale;Ville\nC1;Aciéries SA;Lille\nC2;Béton;Lyon\n")
        self.assertCounts(report, created=1, rejected=1)
        self.assertEqual(self.kinds(report), ["refused_by_odoo"])

    def test_a_rule_that_hides_the_company_itself(self):
        self.env["ir.rule"].sudo().create(
            {
                "name": "Not the company",
                "model_id": self.env["ir.model"].sudo()._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {self.env.company.partner_id.id})]",
                "perm_write": False,
                "perm_create": False,
                "perm_unlink": False,
            }
        )
        self.assertCounts(self.upload("Code client;Raison sociale;Ville\nC1;Aciéries;Lille\n"), created=1)

    def test_language_and_time_zone_are_those_of_now(self):
        self.upload("Code client;Raison sociale\nC1;Aciéries\n")
        self.env.user.sudo().partner_id.tz = "Asia/Tokyo"
        own = self.runs._own_env(self.env.user, self.env.company)
        self.assertEqual(own.context["tz"], "Asia/Tokyo")

    def new_user(self, login, groups):
        return new_test_user(
            self.env(su=True), login, groups=groups, company_id=self.company.id, company_ids=[(6, 0, self.company.ids)]
        )

    def test_a_colleague_sees_the_run_and_its_file_and_cannot_remove_it(self):
        run = self.runs.browse(self.upload(TEXT)["run_id"])
        colleague = self.new_user("colleague", "dso_smart_upload.group_user")
        seen = run.with_user(colleague).with_context(allowed_company_ids=self.company.ids, bin_size=False)
        self.assertEqual(base64.b64decode(seen.content).decode(), TEXT)
        with self.assertRaises(AccessError):
            seen.unlink()
        manager = self.new_user("chief", "dso_smart_upload.group_manager")
        run.with_user(manager).with_context(allowed_company_ids=self.company.ids).unlink()
        self.assertFalse(run.exists())

    def test_the_file_of_a_run_is_nobody_elses(self):
        run = self.runs.browse(self.upload(TEXT)["run_id"])
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search([("res_model", "=", "dso.upload.run"), ("res_id", "=", run.id), ("res_field", "=", "content")])
        )
        self.assertTrue(attachment)
        outsider = self.new_user("outsider2", "base.group_user,base.group_partner_manager")
        with self.assertRaises(AccessError):
            attachment.with_user(outsider).read(["raw"])
        with self.assertRaises(AccessError):
            run.with_user(outsider).read(["content"])

    def test_menus(self):
        root = self.env.ref("dso_smart_upload.menu_root")
        fields_menu = self.env.ref("dso_smart_upload.menu_fields")
        for groups, sees_root, sees_fields in (
            ("base.group_user,base.group_partner_manager", False, False),
            ("dso_smart_upload.group_user", True, False),
            ("dso_smart_upload.group_manager", True, True),
        ):
            user = self.new_user(f"menu{sees_root}{sees_fields}", groups)
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual((root.id in visible, fields_menu.id in visible), (sees_root, sees_fields), groups)

    def test_only_an_administrator_changes_protection_settings_and_sources(self):
        for model in ("dso.upload.field", "dso.upload.source"):
            records = self.env[model]
            for operation in ("create", "write", "unlink"):
                self.assertFalse(records.has_access(operation), (model, operation))
            self.assertTrue(records.has_access("read"))

    def test_nobody_speaks_through_the_source_of_another(self):
        sources = self.env["dso.upload.source"].with_user(SUPERUSER_ID)
        source = sources.create(
            {
                "name": "Theirs",
                "folder": "/exports",
                "company_id": self.company.id,
                "user_id": self.new_user("owner", "dso_smart_upload.group_user").id,
            }
        )
        told = []
        with patch.object(type(source), "_tell", lambda source, run: told.append(run.id)):
            run = self.runs._make(TEXT.encode(), "clients.csv")
            run._as_engine().source_id = source.id
            run._finish("done")
            self.assertFalse(told)
            source.user_id = self.user
            run._finish("done")
        self.assertEqual(told, run.ids)


class TestScheduledActions(UploadCase):
    def test_nobody_runs_them_as_server_actions(self):
        ours = [("model", "=", "ir.cron"), ("module", "=like", "dso_smart_upload%")]
        crons = self.env["ir.cron"].sudo().browse(self.env["ir.model.data"].sudo().search(ours).mapped("res_id"))
        self.assertGreaterEqual(len(crons), 3)
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_rows_in_call", "0")
        run = self.runs.browse(self.upload(TEXT)["run_id"])
        for user in (self.user, self.new_user("administrator", "dso_smart_upload.group_manager")):
            for cron in crons:
                with self.subTest(user=user.login, cron=cron.name), self.assertRaises(AccessError):
                    self.rpc("ir.actions.server", "run", cron.ir_actions_server_id.ids, user=user)
        self.assertEqual(run.state, "queued")
