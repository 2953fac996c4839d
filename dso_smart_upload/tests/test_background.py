"""A file that is too large for a call: imported in the background, block by block."""

from contextlib import contextmanager
from unittest.mock import patch

from psycopg2.errors import DeadlockDetected, SerializationFailure

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from ..models.upload_engine_apply import DsoUploadEngine
from ..models.upload_run_background import _OPEN
from .common import UploadCase

HEADER = "Code client;Raison sociale;Ville;Groupe;Plafond de crédit\n"
COLUMNS = {"columns": {"Groupe": "groups"}}
LOGGER = "odoo.addons.dso_smart_upload.models.upload_run_background"


def rows(numbers, city="Lille"):
    return "".join(f"C{number};Customer {number};{city};Nord;{number},5\n" for number in numbers)


class TestBackground(UploadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        parameters = cls.env["ir.config_parameter"].sudo()
        parameters.set_param("dso_smart_upload.max_rows_in_call", "4")
        parameters.set_param("dso_smart_upload.rows_in_block", "3")

    def queued(self, text, **options):
        report = self.upload(text, options={**COLUMNS, **options})
        self.assertEqual(report["state"], "queued")
        return self.runs.browse(report["run_id"])

    def work(self):
        """Let the scheduled action work, as far as it gets."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("dso_smart_upload.ir_cron_import").sudo().method_direct_trigger()
        self.env.invalidate_all()

    @contextmanager
    def failing(self, *failures):
        """Let the import of blocks fail.

        :param failures: for each block its exception, or None; all later ones succeed
        """
        left, apply = list(failures), DsoUploadEngine._apply

        def maybe_fail(engine, plan, made=None):
            error = left.pop(0) if left else None
            if error:
                raise error
            return apply(engine, plan, made)

        with patch.object(DsoUploadEngine, "_apply", maybe_fail):
            yield

    def test_small_files_are_imported_in_the_call(self):
        self.assertEqual(self.upload(HEADER + rows(range(4)), options=COLUMNS)["state"], "done")

    def test_large_files_wait_for_the_scheduled_action(self):
        run = self.queued(HEADER + rows(range(10)))
        self.assertEqual((run.rows, run.created), (0, 0))
        self.assertFalse(self.partners.search([("ref", "=", "C1")]))
        self.work()
        report = self.runs.get_report(run_id=run.id)
        self.assertCounts(report, created=10)
        self.assertEqual((report["state"], report["progress"]), ("done", 100))
        self.assertEqual([change["line"] for change in report["changes"]], list(range(2, 12)))
        self.assertEqual(len(self.env["res.partner.category"].search([("name", "=", "Nord")])), 1)

    def test_same_report_as_the_check(self):
        self.upload(HEADER + rows([5, 6]), options=COLUMNS)
        text = HEADER + rows(range(8)) + rows([2]) + rows([3], city="Paris") + ";Nameless;;;\nC5;;;;9.999,5\n"
        checked = self.check(text, options=COLUMNS)
        run = self.queued(text)
        self.work()
        report = self.runs.get_report(run_id=run.id)
        for key in ("rows", "created", "updated", "unchanged", "rejected", "warnings", "kept", "issues"):
            self.assertEqual(checked[key], report[key], key)
        self.assertGreater(report["rejected"], 1)

    def test_user_is_told_at_the_end(self):
        self.queued(HEADER + rows(range(5)))
        sent = []
        with patch.object(
            self.env.registry["res.users"], "_bus_send", lambda user, *message: sent.append((user.login, *message))
        ):
            self.work()
        ((login, kind, payload),) = sent
        self.assertEqual((login, kind), (self.user.login, "simple_notification"))
        self.assertIn("5 customers created", payload["message"])

    def test_a_failed_block_ends_the_run_and_it_can_go_on(self):
        run = self.queued(HEADER + rows(range(10)))
        with self.failing(None, ValueError("no room")), mute_logger(LOGGER):
            self.work()
        self.assertEqual((run.state, run.failure), ("failed", "no room"))
        self.assertEqual((run.rows, run.created, run.position), (3, 3, 4))
        self.assertTrue(run.may_go_on)
        run.action_go_on()
        self.assertEqual((run.state, run.failure), ("queued", False))
        self.work()
        report = self.runs.get_report(run_id=run.id)
        self.assertCounts(report, created=10)
        self.assertEqual(report["state"], "done")

    def test_what_a_failed_run_did_can_be_undone(self):
        run = self.queued(HEADER + rows(range(10)))
        with self.failing(None, None, ValueError("no room")), mute_logger(LOGGER):
            self.work()
        result = self.runs.undo(run_id=run.id)
        self.assertEqual((result["reverted"], result["state"]), (6, "undone"))
        self.assertFalse(self.partners.with_context(active_test=False).search([("ref", "in", ["C0", "C5"])]))
        self.assertFalse(self.env["res.partner.category"].search([("name", "=", "Nord")]))

    def test_concurrent_changes_only_cost_another_try(self):
        run = self.queued(HEADER + rows(range(7)))
        with (
            self.failing(None, SerializationFailure("no"), DeadlockDetected("no")),
            patch(f"{LOGGER}.time.sleep"),
        ):
            self.work()
        self.assertEqual((run.state, run.created), ("done", 7))

    def test_cancel(self):
        run = self.queued(HEADER + rows(range(10)))
        run.action_cancel()
        self.assertEqual(run.state, "failed")
        self.assertIn("Cancelled by", run.failure)
        self.work()
        self.assertEqual(run.created, 0)
        with self.assertRaisesRegex(UserError, "neither waiting nor under way"):
            run.action_cancel()

    def test_runs_take_turns(self):
        first, second = self.queued(HEADER + rows(range(9))), self.queued(HEADER + rows(range(20, 29)))
        order, process = [], type(first)._process_block
        with patch.object(
            type(self.runs), "_process_block", lambda run, work: (order.append(run.id), process(run, work))[1]
        ):
            self.work()
        self.assertEqual(order, [first.id, second.id] * 3)
        self.assertEqual((first.created, second.created), (9, 9))

    def test_overlapping_runs_make_no_twins(self):
        first, second = self.queued(HEADER + rows(range(8))), self.queued(HEADER + rows(range(4, 12)))
        self.work()
        self.assertEqual(first.created + second.created, 12)
        self.assertEqual(self.partners.search_count([("ref", "in", [f"C{number}" for number in range(12)])]), 12)

    def test_file_that_was_removed(self):
        run = self.queued(HEADER + rows(range(10)))
        self.env["ir.attachment"].sudo().search(
            [("res_model", "=", run._name), ("res_id", "=", run.id), ("res_field", "=", "content")]
        ).unlink()
        self.work()
        self.assertEqual(run.state, "failed")
        self.assertIn("was removed: import it again", run.failure)
        self.assertFalse(run.may_go_on)

    def test_user_who_lost_her_rights(self):
        run = self.queued(HEADER + rows(range(10)))
        self.user.sudo().group_ids = self.env.ref("base.group_user")
        self.work()
        run = run.sudo()
        self.assertEqual((run.state, run.created), ("failed", 0))
        self.assertIn("not allowed", run.failure)

    def test_who_waits_in_a_call_comes_first(self):
        run = self.queued(HEADER + rows(range(6)))
        turns, wishes = self.env["dso.upload.turn"], self.env["dso.upload.turn.wish"]
        self.env.flush_all()
        with self.enter_registry_test_mode():
            wishes._make(self.company)
        self.assertFalse(turns._is_free(self.company))
        self.assertTrue(turns._is_free(self.other_company()))
        turns._take_in_call(run)
        self.assertTrue(turns._is_free(self.company))

    def test_all_or_nothing(self):
        text = HEADER + rows(range(9))
        report = self.upload(text + ";Nameless;;;\n", options={**COLUMNS, "all_or_nothing": True})
        self.assertEqual((report["state"], report["created"], report["rejected"]), ("failed", 0, 10))
        report = self.upload(text, options={**COLUMNS, "all_or_nothing": True})
        self.assertEqual((report["state"], report["created"]), ("done", 9))
        self.assertEqual(len(self.env["res.partner.category"].search([("name", "=", "Nord")])), 1)
        with self.assertRaisesRegex(UserError, "up to 40 rows"):
            self.upload(HEADER + rows(range(41)), options={**COLUMNS, "all_or_nothing": True})

    def test_full_file_lists_who_is_gone(self):
        self.upload(HEADER + rows([1, 2, 30]), options={**COLUMNS, "save_mapping": "Sage"})
        run = self.queued(HEADER + rows(range(9)), full_file=True, save_mapping="Sage")
        self.work()
        gone = run.issue_ids.filtered(lambda issue: issue.kind == "not_in_file")
        self.assertEqual(gone.mapped("code"), ["C30"])

    def test_notation_is_decided_on_the_whole_column(self):
        text = HEADER + "".join(f"C{number};A;;;1.234\n" for number in range(6)) + "C9;A;;;0.5\n"
        run = self.queued(text)
        self.work()
        self.assertEqual(run.created, 7)
        self.assertEqual(self.customer("C1").credit_limit, 1.234)

    def test_amounts_of_one_company_are_compared_after_a_crash_too(self):
        header = "Code client;Raison sociale;SIREN;Plafond de crédit\n"
        text = header + "".join(
            f"C{number};A;{'552081317' if number in (1, 7) else ''};{number}\n" for number in range(9)
        )
        run = self.queued(text, columns={"Code client": "code", "Raison sociale": "name"})
        with self.failing(None, ValueError("no room")), mute_logger(LOGGER):
            self.work()
        _OPEN.clear()
        run.action_go_on()
        self.work()
        issues = run.issue_ids.filtered(lambda issue: issue.kind == "conflicting_amounts")
        self.assertEqual(issues.mapped("line"), [9])
        self.assertIn("line 3 says 1", issues.message)

    def test_one_block_needs_as_many_queries_as_another(self):
        run = self.queued(HEADER + rows(range(12)))
        counts, process = [], type(run)._process_block

        def counted(self, work):
            before = self.env.cr.sql_log_count
            more = process(self, work)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            return more

        with patch.object(type(run), "_process_block", counted):
            self.work()
        self.assertEqual(len(counts), 4)
        self.assertLess(max(counts[1:]) - min(counts[1:]), 10, counts)

    def test_what_a_person_does_between_check_and_import(self):
        self.upload(HEADER + rows([1, 2, 3]), options=COLUMNS)
        self.customer("C3").city = False
        for policy, wins in (("always", "Metz"), ("if_empty", "Nancy")):
            with self.subTest(policy):
                options = {**COLUMNS, "policies": {"Ville": policy}}
                run = self.runs._make((HEADER + rows([1, 2, 3], city="Metz")).encode(), "c.csv", options=options)
                run._check()
                self.customer("C1").city = "Nancy"
                self.customer("C2").unlink()
                run._start()
                self.assertEqual((run.state, self.customer("C1").city), ("done", wins))
                self.assertEqual((run.created, run.rejected), (1, 0))
                (created,) = run.change_ids.filtered(lambda change: change.action == "created")
                self.assertEqual((created.code, self.customer("C2").city), ("C2", "Metz"))
                if policy == "always":
                    (updated,) = run.change_ids.filtered(lambda change: change.code == "C1")
                    self.assertEqual(updated.values, {"city": ["Nancy", "Metz"]})
