"""The journal and the fields of a run are the engine's: users read them, and nothing they write gets into them."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.models import MAGIC_COLUMNS
from odoo.tests import new_test_user

from ..engine.run_file import bytes_of
from .common import UploadCase, encoded

TEXT = "Code client;Raison sociale;Ville\nC1;Aciéries;Lille\nC2;Béton;Lyon\n"
JOURNAL = ("dso.upload.change", "dso.upload.issue")


class TestJournalRights(UploadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.new_user("chief", "dso_smart_upload.group_manager")
        cls.colleague = cls.new_user("colleague", "dso_smart_upload.group_user")

    @classmethod
    def new_user(cls, login, groups):
        return new_test_user(
            cls.env(su=True), login, groups=groups, company_id=cls.company.id, company_ids=[(6, 0, cls.company.ids)]
        )

    def setUp(self):
        super().setUp()
        self.imported = self.runs.browse(self.upload(TEXT)["run_id"])

    def as_user(self, records, user):
        return records.with_user(user).with_context(allowed_company_ids=self.company.ids)

    def each_user(self):
        for user in (self.user, self.colleague, self.manager):
            with self.subTest(user.login):
                yield user

    def test_nobody_writes_the_journal(self):
        for user in self.each_user():
            for model in JOURNAL:
                lines = self.as_user(self.env[model], user)
                for operation in ("create", "write", "unlink"):
                    self.assertFalse(lines.has_access(operation), (model, operation))
                self.assertTrue(lines.has_access("read"), model)
            change = self.as_user(self.imported.change_ids[0], user)
            with self.assertRaises(AccessError):
                change.write({"raw_values": {"email": [None, "x@example.com"]}})
            with self.assertRaises(AccessError):
                change.copy({"partner_id": self.company.partner_id.id})
            with self.assertRaises(AccessError):
                change.unlink()

    def test_nobody_writes_it_through_what_it_belongs_to(self):
        line = {"line": 9, "action": "updated", "partner_id": self.company.partner_id.id}
        for user in self.each_user():
            commands = (Command.create(line), Command.update(self.imported.change_ids[0].id, {"code": "X"}))
            for records, name in ((self.imported, "change_ids"), (self.customer("C1"), "dso_change_ids")):
                for command in (*commands, Command.delete(self.imported.change_ids[0].id), Command.clear()):
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        self.as_user(records, user).write({name: [command]})
        self.assertEqual(len(self.imported.change_ids), 2)

    def test_no_field_of_a_run_can_be_written(self):
        for user in self.each_user():
            run = self.as_user(self.imported, user)
            for name, field in run._fields.items():
                if field.store and name not in MAGIC_COLUMNS:
                    with self.assertRaises(AccessError, msg=name), self.env.cr.savepoint():
                        run.write({name: run.sudo()[name] if field.type != "one2many" else [Command.clear()]})

    def test_no_run_can_be_made_by_hand(self):
        for user in self.each_user():
            runs = self.as_user(self.runs, user)
            for values in ({}, {"filename": "a.csv", "state": "queued"}, {"idempotency_key": "k", "state": "done"}):
                with self.assertRaises(AccessError):
                    runs.create(values)
            with self.assertRaises(AccessError):
                self.as_user(self.imported, user).copy()
            result = runs.load(["filename", "state"], [["a.csv", "done"]])
            self.assertFalse(result["ids"])

    def test_no_run_is_made_through_a_mapping(self):
        mapping = self.env["dso.upload.mapping"].create({"name": "M"})
        for command in (
            Command.create({"filename": "a.csv", "state": "done"}),
            Command.update(self.imported.id, {"state": "failed"}),
            Command.link(self.imported.id),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                mapping.write({"run_ids": [command]})

    def test_defaults_of_a_user_do_not_get_into_a_run(self):
        other = self.other_company()
        forged = {
            "made": {"ir.config_parameter": [1]},
            "is_checking": True,
            "check_id": self.imported.id,
            "progress": 7,
        }
        for name, value in forged.items():
            self.env["ir.default"].set("dso.upload.run", name, value, user_id=True)
        self.env["ir.default"].set("dso.upload.change", "undo_result", "reverted", user_id=True)
        context = {f"default_{name}": value for name, value in forged.items()}
        context |= {"default_company_id": other.id, "default_state": "done", "default_undo_result": "reverted"}
        context |= {"default_user_id": self.manager.id, "default_run_id": self.imported.id, "default_parent_id": 1}
        report = self.runs.with_context(**context).import_file(
            content=encoded("Code client;Raison sociale\nC8;Chaux\n"), filename="c.csv"
        )
        run = self.runs.browse(report["run_id"])
        self.assertEqual((run.company_id, run.user_id), (self.company, self.user))
        self.assertFalse(run.made or run.is_checking or run.check_id)
        self.assertFalse(run.change_ids.undo_result)
        self.assertFalse(self.customer("C8").parent_id)
        self.assertCounts(report, created=1)

    def test_the_file_of_a_run_cannot_be_replaced(self):
        attachments = self.env["ir.attachment"].sudo()
        stored = attachments.search(
            [("res_model", "=", "dso.upload.run"), ("res_id", "=", self.imported.id), ("res_field", "=", "content")]
        )
        there = {"res_model": "dso.upload.run", "res_id": self.imported.id}
        attacks = (
            lambda theirs: theirs.write({"raw": b"x"}),
            lambda theirs: theirs.write({"res_id": self.imported.id + 1}),
            lambda theirs: theirs.unlink(),
            lambda theirs: theirs.create({"name": "f", "raw": b"x", "res_field": "content", **there}),
            lambda theirs: theirs.create({"name": "f", "raw": b"x", **there}),
            lambda theirs: theirs.create({"name": "f", "raw": b"x"}).write({**there, "res_field": "content"}),
        )
        for user in self.each_user():
            for attack in attacks:
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    attack(self.as_user(stored, user))
        self.assertEqual(bytes_of(self.imported).decode(), TEXT)
        free = self.env["ir.attachment"].create({"name": "f", "raw": b"x"})
        free.write({"raw": b"y"})
        free.unlink()

    def test_a_run_under_way_is_not_removed(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_rows_in_call", "1")
        run = self.runs.browse(self.upload(TEXT.replace("Lille", "Nice"))["run_id"])
        self.assertEqual(run.state, "queued")
        with self.assertRaisesRegex(UserError, "under way"):
            self.as_user(run, self.manager).unlink()
        run.action_cancel()
        self.as_user(run, self.manager).unlink()
        self.assertFalse(run.exists())

    def test_a_mapping_in_use_is_not_removed(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_rows_in_call", "1")
        mapping = self.env["dso.upload.mapping"].create({"name": "Mine"})
        options = {"columns": {"Code client": "code", "Raison sociale": "name"}}
        run = self.runs.browse(self.upload(TEXT, mapping="Mine", options=options)["run_id"])
        with self.assertRaisesRegex(UserError, "Mine cannot be removed"):
            mapping.unlink()
        run.action_cancel()
        mapping.unlink()

    def test_nobody_imports_the_check_of_another(self):
        check = self.runs._make(TEXT.encode(), "c.csv", options={}, origin="wizard")
        check._start_check()
        for method in ("_start", "_start_check", "_stop_check"):
            with self.assertRaises(AccessError):
                getattr(self.as_user(check, self.manager), method)()

    def test_what_a_person_does_with_runs_works(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_rows_in_call", "1")
        run = self.runs.browse(self.upload(TEXT.replace("Lille", "Nice"))["run_id"])
        theirs = self.as_user(run, self.colleague)
        theirs.action_cancel()
        theirs.action_go_on()
        self.assertEqual(run.state, "queued")
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_rows_in_call", "9")
        self.assertEqual(self.as_user(self.runs, self.colleague).undo(run_id=self.imported.id)["reverted"], 2)
        self.assertFalse(self.partners.search([("ref", "in", ["C1", "C2"])]))


class TestIdempotencyKey(UploadCase):
    def test_other_content(self):
        first = self.upload(TEXT, idempotency_key="monday")
        self.assertEqual(self.upload(TEXT, idempotency_key="monday")["run_id"], first["run_id"])
        with self.assertRaisesRegex(UserError, f"monday was used for other content .run {first['run_id']}"):
            self.upload(TEXT.replace("Lille", "Nice"), idempotency_key="monday")
        rows = [{"code": "R1", "name": "Roche"}]
        self.runs.import_rows(rows=rows, idempotency_key="rows")
        with self.assertRaisesRegex(UserError, "other content"):
            self.runs.import_rows(rows=[{"code": "R1", "name": "Roc"}], idempotency_key="rows")

    def test_a_key_that_cannot_be_stored(self):
        for key in ("x" * 256, "x" * 1_000_000, "a\0b", "\ud800"):
            with self.assertRaisesRegex(UserError, "idempotency_key"):
                self.upload(TEXT, idempotency_key=key)
        self.assertEqual(self.upload(TEXT, idempotency_key="é" * 255)["state"], "done")
