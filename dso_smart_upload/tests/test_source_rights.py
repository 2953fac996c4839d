"""A source imports with its user's rights: nobody points it elsewhere, or sets one up, who has fewer."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tools import mute_logger

from .common import encoded
from .test_source import TEXT, SourceCase

NOTICE = "odoo.addons.dso_smart_upload.models.upload_source_notice"
BACKGROUND = "odoo.addons.dso_smart_upload.models.upload_run_background"


class TestSourceRights(SourceCase):
    def setUp(self):
        super().setUp()
        self.manager = self.source.env.user
        self.system = self.new_user("system", "dso_smart_upload.group_manager,base.group_system")
        self.mighty = self.new_user("mighty", "dso_smart_upload.group_user,base.group_erp_manager")
        self.theirs = self.source.with_user(self.system).copy({"user_id": self.mighty.id}).with_user(self.manager)

    def test_nobody_sets_one_up_with_more_rights(self):
        for user in (self.mighty, self.system):
            with self.assertRaisesRegex(ValidationError, "more than you may"):
                self.sources.create({"name": "x", "folder": "/x", "user_id": user.id})
            with self.assertRaisesRegex(ValidationError, "more than you may"):
                self.source.user_id = user
            with self.assertRaisesRegex(ValidationError, "more than you may"):
                self.theirs.copy()
        for context in ({"default_user_id": self.mighty.id}, {"default_set_up_by": self.system.id}):
            made = self.sources.with_context(**context)
            if "default_user_id" in context:
                with self.assertRaisesRegex(ValidationError, "more than you may"):
                    made.create({"name": "x", "folder": "/x"})
            else:
                self.assertEqual(made.create({"name": "x", "folder": "/x"}).set_up_by, self.manager)

    def test_default_values_of_a_user_give_no_other_address(self):
        model = self.env["ir.model"]._get_id("res.partner")
        alias = self.env["mail.alias"].with_user(1).create({"alias_name": "bills", "alias_model_id": model})
        defaults = self.env["ir.default"].with_user(self.manager)
        defaults.set("dso.upload.source", "alias_id", alias.id, user_id=True)
        defaults.set("dso.upload.source", "set_up_by", self.system.id, user_id=True)
        for values in ({"folder": "/x"}, {"kind": "mail", "alias_name": "bills"}, {"kind": "mail", "alias_name": "y"}):
            with self.subTest(values):
                source = self.sources.create({"name": "x", **values})
                self.assertEqual(source.set_up_by, self.manager)
                self.assertNotEqual(source.sudo().alias_id, alias)
                self.assertEqual(alias.exists().alias_name, "bills")
                self.assertFalse(alias.alias_force_thread_id)

    def test_nobody_changes_one_with_more_rights(self):
        mapping = self.env["dso.upload.mapping"].create({"name": "M"})
        for changes in (
            {"folder": str(self.root)},
            {"kind": "sftp", "host": "evil.example.com", "username": "x"},
            {"mapping_id": mapping.id},
            {"pattern": "*"},
            {"allowed_senders": "@evil.example.com"},
            {"user_id": self.manager.id},
            {"company_id": self.company.id},
            {"password": "x"},
            {"after": "leave"},
            {"active": True},
            {"active": False, "name": "x"},
            {"run_ids": [Command.clear()]},
        ):
            with self.subTest(changes), self.assertRaises(UserError), self.env.cr.savepoint():
                self.theirs.write(changes)
        with self.assertRaises(ValidationError):
            self.theirs.unlink()
        with self.assertRaises(ValidationError):
            self.theirs.action_read_host_key()
        with self.assertRaises(ValidationError):
            self.theirs.action_take_over()
        with self.assertRaises(AccessError):
            self.source.set_up_by = self.system
        self.assertEqual(self.theirs.set_up_by, self.system)

    def test_anybody_stops_one_and_writes_messages(self):
        self.theirs.active = False
        self.theirs.message_post(body="Why?")
        self.theirs.with_user(self.system).active = True
        self.assertEqual(self.theirs.set_up_by, self.system)

    def test_who_may_changes_it(self):
        self.source.with_user(self.system).pattern = "clients*.txt"
        self.assertEqual(self.source.set_up_by, self.system)
        self.source.pattern = "clients*.csv"
        self.assertEqual(self.source.set_up_by, self.manager)

    def test_a_mapping_of_another_company(self):
        other = self.env["dso.upload.mapping"].sudo().create({"name": "O", "company_id": self.other_company().id})
        with self.assertRaisesRegex(ValidationError, "another company"):
            self.source.mapping_id = other

    def test_a_user_who_may_not_import(self):
        plain = self.new_user("plain", "base.group_user")
        with self.assertRaisesRegex(ValidationError, "may not use Smart Upload"):
            self.source.user_id = plain

    # -- asked again when files are fetched --

    def assertRefused(self, source, words):
        self.put("clients.csv", TEXT)
        with self.assertRaisesRegex(UserError, words):
            source.fetch_files()
        with mute_logger(NOTICE):
            source.with_user(1)._refuse_or_fetch(lambda: 1)
        self.assertRegex(source.failing, words)
        self.assertFalse(source.run_ids)
        self.assertEqual(self.names(), ["clients.csv"])

    def test_an_archived_user(self):
        self.user.sudo().active = False
        self.assertRefused(self.source, "archived or may no longer use")

    def test_a_user_without_the_group(self):
        self.user.sudo().group_ids = [Command.set(self.env.ref("base.group_user").ids)]
        self.assertRefused(self.source, "archived or may no longer use")

    def test_a_user_who_left_the_company(self):
        other = self.other_company()
        self.user.sudo().write({"company_id": other.id, "company_ids": [Command.set(other.ids)]})
        self.assertRefused(self.source, "may not work for")

    def test_who_set_it_up_is_archived(self):
        self.manager.with_user(1).active = False
        self.assertRefused(self.source.with_user(self.system), "manager .*, who set up Sage, is archived")

    def test_who_set_it_up_has_fewer_rights_than_its_user_now(self):
        self.user.sudo().group_ids += self.env.ref("base.group_erp_manager")
        self.assertRefused(self.source, "has fewer rights than controller")

    def test_somebody_takes_it_over(self):
        self.manager.with_user(1).active = False
        self.source.with_user(self.system).action_take_over()
        self.put("clients.csv", TEXT)
        self.assertEqual(self.source.with_user(self.system).fetch_files(), {"done": 1, "error": 0})
        self.env.cr.postcommit.run()


class TestArchivedUser(SourceCase):
    """Imports and undos of a user who is archived, or may not import any more, stop."""

    def setUp(self):
        super().setUp()
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_rows_in_call", "1")

    def queued(self, text=TEXT + "C2;Béton;Lyon\nC3;Chaux;Nice\n"):
        run = self.runs.browse(self.runs.import_file(content=encoded(text), filename="c.csv")["run_id"])
        self.assertEqual(run.state, "queued")
        return run

    def archive(self):
        self.user.sudo().active = False

    def lose_the_group(self):
        self.user.sudo().group_ids = [Command.set(self.env.ref("base.group_user").ids)]

    def in_background(self, run):
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *_args, **_more: 1):
            run = run.with_user(1)
            run._undo_in_background() if run.is_undoing else run._import_block()
        self.env.invalidate_all()

    @mute_logger(BACKGROUND)
    def test_a_waiting_import_fails(self):
        for lose in (self.archive, self.lose_the_group):
            run = self.queued()
            lose()
            self.in_background(run)
            run = run.sudo()
            self.assertEqual((run.state, run.created), ("failed", 0))
            self.assertIn("is archived or may no longer use Smart Upload", run.failure)
            self.user.sudo().write(
                {"active": True, "group_ids": [Command.link(self.env.ref("dso_smart_upload.group_user").id)]}
            )
            run.unlink()

    @mute_logger(BACKGROUND)
    def test_it_stops_between_blocks(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", "1")
        run = self.queued()
        self.in_background(run)
        self.assertEqual((run.state, run.created), ("running", 1))
        self.archive()
        self.in_background(run)
        self.assertEqual((run.sudo().state, run.sudo().created), ("failed", 1))

    @mute_logger(BACKGROUND)
    def test_a_waiting_check_fails(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_rows_in_call", "0")
        run = self.runs._make(TEXT.encode(), "c.csv", options={}, origin="wizard")
        run._start_check()
        self.assertTrue(run.is_checking)
        self.archive()
        self.in_background(run)
        self.assertFalse(run.sudo().is_checking)
        self.assertIn("is archived", run.sudo().failure)

    @mute_logger(BACKGROUND)
    def test_nobody_lets_it_go_on(self):
        run = self.queued()
        self.archive()
        self.in_background(run)
        colleague = self.new_user("colleague", "dso_smart_upload.group_user")
        with self.assertRaisesRegex(UserError, "is archived"):
            run.with_user(colleague).action_go_on()

    @mute_logger(BACKGROUND)
    def test_a_waiting_undo_fails(self):
        run = self.queued()
        for _block in range(3):
            if run.is_under_way:
                self.in_background(run)
        self.assertEqual(run.state, "done")
        colleague = self.new_user("colleague", "dso_smart_upload.group_user")
        run.with_user(colleague).undo(run.id)
        self.assertTrue(run.is_undoing)
        colleague.sudo().active = False
        self.in_background(run)
        self.assertFalse(run.is_undoing)
        self.assertIn("is archived", run.undo_failure)
        self.assertEqual(len(self.partners.search([("ref", "in", ["C1", "C2", "C3"])])), 3)
