"""A file that is too large for a call: imported in the background, block by block."""

from base64 import b64encode
from contextlib import contextmanager
from itertools import product
from unittest.mock import patch

from psycopg2 import InterfaceError
from psycopg2.errors import DeadlockDetected, SerializationFailure

from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..engine import planning
from ..engine.apply import bisect
from ..engine.open_files import _OPEN
from ..models.upload_try import OPENING
from .common import UploadCase

HEADER = "Code client;Raison sociale;Ville;Groupe;Plafond de crédit\n"
COLUMNS = {"columns": {"Groupe": "groups"}}
LOGGER = "odoo.addons.dso_smart_upload.models.upload_run_background"


def rows(numbers, city="Lille"):
    return "".join(f"C{number};Customer {number};{city};Nord;{number},5\n" for number in numbers)


class BackgroundCase(UploadCase):
    """Imports that do not fit into a call."""

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


class TestBackground(BackgroundCase):
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

    def test_the_scheduled_action_is_woken_by_nobody_who_could_be_removed(self):
        self.queued(HEADER + rows(range(10)))
        cron = self.env.ref("dso_smart_upload.ir_cron_import")
        triggers = self.env["ir.cron.trigger"].sudo().search([("cron_id", "=", cron.id)])
        self.assertEqual(triggers.create_uid.ids, [SUPERUSER_ID])

    def test_same_report_as_the_check(self):
        self.upload(HEADER + rows([5, 6]), options=COLUMNS)
        text = HEADER + rows(range(8)) + rows([2]) + rows([3], city="Paris") + ";Nameless;;;\nC5;;;;9.999,5\n"
        checked = self.check(text, options=COLUMNS)
        run = self.queued(text)
        self.work()
        report = self.runs.get_report(run_id=run.id)
        for key in ("rows", "created", "updated", "unchanged", "rejected", "warnings", "kept", "issues", "creates"):
            self.assertEqual(checked[key], report[key], key)
        self.assertGreater(report["rejected"], 1)

    def test_user_is_told_how_far_it_is_and_how_it_ended(self):
        run = self.queued(HEADER + rows(range(5)))
        sent = []
        with patch.object(
            self.env.registry["res.users"], "_bus_send", lambda user, *message: sent.append((user.login, *message))
        ):
            self.work()
        self.assertEqual({login for login, _kind, _payload in sent}, {self.user.login})
        *told, (_login, kind, payload) = sent
        self.assertEqual(kind, "simple_notification")
        self.assertIn("5 customers created", payload["message"])
        self.assertEqual({kind for _login, kind, _payload in told}, {"dso_smart_upload.progress"})
        told = [payload for _login, _kind, payload in told]
        self.assertEqual([(one["run_id"], one["progress"]) for one in told], [(run.id, 60), (run.id, 100)])
        self.assertIn("3 of 5 rows", told[0]["progress_text"])
        self.assertEqual([one["is_under_way"] for one in told], [True, False])

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
        self.runs.undo(run_id=run.id)
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

    def stopped(self, run, position, times=1):
        """Let the server have been stopped in the middle of a block, or of opening the file."""
        with self.enter_registry_test_mode():
            for _time in range(times):
                self.env["dso.upload.try"]._add(run, position, 1)

    def test_a_run_of_which_no_block_is_left_ends_though_the_server_was_stopped_at_it(self):
        run = self.queued(HEADER + rows(range(7)))
        run._as_engine().write({"position": 8, "rows": 7})
        self.stopped(run, 8, times=3)
        self.work()
        self.assertEqual((run.state, run.rejected), ("done", 0))

    def test_a_block_in_which_the_server_was_stopped_is_halved_and_left_out_in_the_end(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", "4")
        for times, rows_in_block, left_out in ((1, 2, 0), (2, 1, 0), (3, 1, 1)):
            text = HEADER + "".join(rows([f"{times}{number}"]) for number in range(6))
            run = self.queued(text)
            self.stopped(run, 0, times)
            self.work()
            report = self.runs.get_report(run_id=run.id)
            self.assertEqual((report["state"], run.rows_in_block), ("done", rows_in_block))
            self.assertEqual((report["created"], report["rejected"]), (6 - left_out, left_out))
            self.assertEqual(self.kinds(report), ["block_stopped"] * left_out)

    def test_no_block_is_to_blame_where_postgresql_was_started_again(self):
        run, tries = self.queued(HEADER + rows(range(7))), self.env["dso.upload.try"]
        self.stopped(run, 0, 3)
        self.assertEqual(tries._count(run, 0), 3)
        self.env.cr.execute("UPDATE dso_upload_try SET database_start = database_start - 1")
        self.assertEqual(tries._count(run, 0), 0)
        self.stopped(run, 0)
        self.assertEqual(tries._count(run, 0), 1)
        self.env.cr.execute("UPDATE dso_upload_try SET database_start = database_start - 1")
        self.work()
        self.assertEqual((run.state, run.created, run.rows_in_block), ("done", 7, 0))

    def test_a_worker_that_used_up_its_time_is_stopped_and_the_import_has_not_failed(self):
        run = self.queued(HEADER + rows(range(7)))
        stop = Exception("CPU time limit exceeded.")  # as Odoo interrupts a worker
        with self.failing(None, stop), mute_logger("odoo.addons.base.models.ir_cron"):
            self.work()
        self.assertNotEqual(run.state, "failed")
        with self.assertRaisesRegex(Exception, "CPU time"):
            bisect(self.env, [1, 2, 3], lambda _batch: self.stop_worker(stop))
        self.work()
        self.assertCounts(self.runs.get_report(run_id=run.id), created=7)

    def stop_worker(self, error):
        raise error

    def test_an_error_or_another_import_in_the_way_does_not_count_as_stopped(self):
        run = self.queued(HEADER + rows(range(7)))
        for error in (ValueError("no"), ValueError("no"), ValueError("no")):
            with self.failing(error), mute_logger(LOGGER):
                self.work()
            self.assertEqual(run.state, "failed")
            self.assertEqual(self.env["dso.upload.try"]._count(run, 0), 0)
            run.action_go_on()
        with self.failing(SerializationFailure("no")), patch(f"{LOGGER}.time.sleep"):
            self.work()
        self.assertEqual((run.state, run.created), ("done", 7))

    def test_a_file_in_which_the_server_was_stopped_while_it_was_read(self):
        run = self.queued(HEADER + rows(range(7)))
        self.stopped(run, OPENING, times=3)
        self.work()
        self.assertEqual(run.state, "failed")
        self.assertIn("stopped several times while it read", run.failure)

    def test_a_lost_connection_is_no_refusal_of_a_customer(self):
        tries = []

        def write(batch):
            tries.append(batch)
            raise InterfaceError("connection already closed")

        with self.assertRaises(InterfaceError):
            bisect(self.env, [1, 2, 3], write)
        self.assertEqual(len(tries), 1)

    def test_cancel(self):
        run = self.queued(HEADER + rows(range(10)))
        run.action_cancel()
        self.assertEqual((run.state, run.is_cancelled, run.shown_state), ("failed", True, "cancelled"))
        self.assertEqual(run.failure, f"Cancelled by {self.user.name}. Nothing was imported.")
        self.assertTrue(self.runs.get_report(run_id=run.id)["is_cancelled"])
        self.work()
        self.assertEqual((run.created, run.shown_rows), (0, 0))
        with self.assertRaisesRegex(UserError, "neither waiting nor under way"):
            run.action_cancel()

    def test_cancel_in_the_middle_and_go_on(self):
        run = self.queued(HEADER + rows(range(10)))
        with self.failing(None, ConnectionAbortedError("stopped")), mute_logger(LOGGER):
            self.work()
        self.assertEqual((run.state, run.is_cancelled, run.shown_state, run.rows), ("failed", False, "failed", 3))
        run.action_go_on()
        run.action_cancel()
        self.assertEqual((run.shown_state, run.shown_rows), ("cancelled", 3))
        self.assertIn("What was imported stays.", run.failure)
        run.action_go_on()
        self.assertEqual((run.is_cancelled, run.shown_state), (False, "queued"))
        self.work()
        self.assertEqual((run.shown_state, run.created), ("done", 10))
        self.assertFalse(run.failure)
        self.assertFalse(self.runs.get_report(run_id=run.id)["is_cancelled"])

    def test_rows_of_an_import_under_way_are_those_of_the_file(self):
        run, shown = self.queued(HEADER + rows(range(10))), []
        self.assertEqual((run.shown_rows, run.rows), (10, 0))
        process = type(run)._process_block
        with patch.object(
            type(self.runs),
            "_process_block",
            lambda run, work: (shown.append((run.shown_rows, run.rows)), process(run, work))[1],
        ):
            self.work()
        self.assertEqual(shown[1:], [(10, 3), (10, 6), (10, 9)])
        self.assertEqual((run.shown_rows, run.rows), (10, 10))
        with patch("odoo.addons.dso_smart_upload.engine.prepare.KEPT_ROWS", 2):  # not in memory as a whole
            self.assertEqual(self.queued(HEADER + rows(range(12))).shown_rows, 12)

    def test_runs_take_turns(self):
        first, second = self.queued(HEADER + rows(range(9))), self.queued(HEADER + rows(range(20, 29)))
        order, process = [], type(first)._process_block
        with patch.object(
            type(self.runs), "_process_block", lambda run, work: (order.append(run.id), process(run, work))[1]
        ):
            self.work()
        self.assertEqual(order, [first.id, second.id] * 3)
        self.assertEqual((first.created, second.created), (9, 9))

    def test_when_its_time_is_up_it_is_called_again_at_once(self):
        run = self.queued(HEADER + rows(range(10)))
        cron, crons = self.env.ref("dso_smart_upload.ir_cron_import").sudo(), self.env.registry["ir.cron"]
        left, triggered = [9.0, 9.0, 0.0], []
        with (
            self.enter_registry_test_mode(),
            patch.object(crons, "_commit_progress", lambda *args, **kwargs: left.pop(0)),
            patch.object(crons, "_trigger", lambda self, at=None: triggered.append(self.id)),
        ):
            self.runs.sudo().with_context(cron_id=cron.id)._cron_import()
            self.assertEqual((run.state, triggered), ("running", [cron.id]))
            left, triggered[:] = [9.0] * 20, []
            self.runs.sudo().with_context(cron_id=cron.id)._cron_import()
        self.assertEqual((run.state, run.created, triggered), ("done", 10, []))

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
        self.assertIn("was removed or damaged: import it again", run.failure)
        self.assertFalse(run.may_go_on)

    def test_user_who_lost_their_rights(self):
        run = self.queued(HEADER + rows(range(10)))
        self.user.sudo().group_ids = self.env.ref("base.group_user")
        self.work()
        run = run.sudo()
        self.assertEqual((run.state, run.created), ("failed", 0))
        self.assertIn("may no longer use Smart Upload", run.failure)

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
        with self.assertRaisesRegex(UserError, "up to 40 rows"):
            self.check(HEADER + rows(range(41)), options={**COLUMNS, "all_or_nothing": True})

    def test_full_file_lists_who_is_gone(self):
        self.upload(HEADER + rows([1, 2, 30]), options={**COLUMNS, "save_mapping": "Sage"})
        run = self.queued(HEADER + rows(range(9)), full_file=True, save_mapping="Sage")
        self.work()
        gone = run.issue_ids.filtered(lambda issue: issue.kind == "not_in_file")
        self.assertEqual(gone.mapped("code"), ["C30"])

    def test_notation_is_decided_on_the_whole_column(self):
        text = HEADER + "".join(f"C{number};A;;;1.234\n" for number in range(6)) + "C9;A;;;1.234,5\n"
        run = self.queued(text)
        self.work()
        self.assertEqual(run.created, 7)
        self.assertEqual(self.customer("C1").credit_limit, 1234.0)

    def check_in_blocks(self, text, size):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", size)
        return self.runs.check_file(content=b64encode(text.encode()).decode(), filename="clients.csv")

    def test_words_for_nothing_in_a_later_block(self):
        """They mean what they would mean in a file of one block, in the check and in the import."""
        header = "Code client;Raison sociale;Ville;Complément;Commentaire\n"
        rows_ = [f"K{number};Firme {number};Lille;Bât. {number};Appeler le {number} mars\n" for number in range(9)]
        text = header + "".join(rows_) + "NULL;Perdue;NULL;NULL;NULL\nK9;Neuf;NULL;NULL;NULL\n"
        whole, blocks = (self.check_in_blocks(text, size) for size in ("100", "3"))
        self.assertEqual(whole["rejected"], 1)
        for name in ("created", "rejected", "issues", "changes"):
            self.assertEqual(blocks[name], whole[name], name)
        run = self.queued(text, columns={"Complément": "street2"})
        self.work()
        self.assertEqual((run.created, run.rejected), (10, 1))
        self.assertEqual((self.customer("K9").city, self.customer("K9").street2), (False, False))
        self.assertFalse(self.partners.search([("ref", "=", "NULL")]))

    def test_amounts_of_one_company_are_compared_after_a_crash_too(self):
        header = "Code client;Raison sociale;SIREN;Plafond de crédit\n"
        text = header + "".join(
            f"C{number};A;{'552081317' if number in (1, 7) else ''};{number}00\n" for number in range(9)
        )
        run = self.queued(text, columns={"Code client": "code", "Raison sociale": "name"})
        with self.failing(None, ValueError("no room")), mute_logger(LOGGER):
            self.work()
        _OPEN.clear()
        run.action_go_on()
        self.work()
        issues = run.issue_ids.filtered(lambda issue: issue.kind == "conflicting_amounts")
        self.assertEqual(issues.mapped("line"), [9])
        self.assertIn("line 3 says 100", issues.message)

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
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("dso_smart_upload.rows_in_block", "2")
        for case, (limit, policy) in enumerate(product(("2", "4"), ("always", "if_empty"))):
            with self.subTest(limit=limit, policy=policy):
                parameters.set_param("dso_smart_upload.max_rows_in_call", limit)
                first, second, third = numbers = range(10 * case, 10 * case + 3)
                self.upload(HEADER + rows(numbers), options=COLUMNS)
                self.work()
                self.customer(f"C{third}").city = False
                options = {**COLUMNS, "policies": {"Ville": policy}}
                check = self.runs._make((HEADER + rows(numbers, city="Metz")).encode(), "c.csv", options=options)
                check._start_check()
                self.customer(f"C{first}").city = "Nancy"
                self.customer(f"C{second}").unlink()
                run = check._start()
                self.assertEqual(run.state, "queued" if limit == "2" else "done")
                self.work()
                wins, changed = ("Metz", [first, second]) if policy == "always" else ("Nancy", [second])
                self.assertEqual((run.state, self.customer(f"C{first}").city), ("done", wins))
                self.assertEqual((run.created, run.rejected), (1, 0))
                told = run.issue_ids.filtered(lambda issue: issue.kind == "changed_since_check")
                self.assertEqual(told.mapped("code"), [f"C{number}" for number in changed])
                self.assertEqual(run.warnings, len(run.issue_ids))
                actions = {change.code: (change.action, change.values.get("city")) for change in run.change_ids}
                self.assertEqual(actions[f"C{second}"], ("created", ["", "Metz"]))
                if policy == "always":
                    self.assertEqual(actions[f"C{first}"], ("updated", ["Nancy", "Metz"]))
                self.assertEqual((check.state, check.created), ("checked", 0))

    def check_and_queue(self, text):
        """Check a file that is imported in the background, and return its check and its import."""
        check = self.runs._make(text.encode(), "clients.csv", options=COLUMNS)
        check._start_check()
        return check, check._start()

    def test_a_group_in_two_spellings_is_no_change_since_the_check(self):
        lines = rows(range(6)).replace("Nord;3", "NORD;3").replace("Nord;5", "nord ;5")
        _check, run = self.check_and_queue(HEADER + lines)
        self.work()
        self.assertEqual((run.state, run.created, run.warnings), ("done", 6, 0))
        self.assertEqual(len(self.env["res.partner.category"].search([("name", "=ilike", "nord")])), 1)

    def test_a_check_stays_as_long_as_an_import_is_compared_with_it(self):
        check, run = self.check_and_queue(HEADER + rows(range(6)))
        self.env.cr.execute("UPDATE dso_upload_run SET create_date = '2020-01-01' WHERE id = %s", [check.id])
        self.runs.sudo()._gc_checked()
        self.assertEqual(run.check_id, check)
        self.work()
        self.runs.sudo()._gc_checked()
        self.assertFalse(check.exists())
        self.assertEqual((run.state, run.check_id.id), ("done", False))

    def wizard(self, text):
        wizard = self.env["dso.smart.upload"].create({})
        wizard.write({"file": b64encode(text.encode()), "filename": "clients.csv"})
        wizard.action_read()
        return wizard

    def test_large_files_are_checked_in_the_background(self):
        text = HEADER.replace("Ville", "Délai de paiement") + rows(range(50), city="Quand il veut") + ";Nameless;;;\n"
        wizard = self.wizard(text)
        wizard.action_check()
        run = wizard.run_id
        self.assertEqual((wizard.state, run.state, run.is_checking, run.rows), ("check", "checked", True, 0))
        self.assertEqual(run.progress_text, "Waiting for its turn")
        with self.assertRaisesRegex(UserError, "still under way"):
            wizard.action_import()
        self.work()
        self.assertEqual((run.state, run.is_checking, run.progress), ("checked", False, 100))
        self.assertEqual((wizard.rows, wizard.created, wizard.rejected), (51, 50, 1))
        found = [(one["value"], one["rows"]) for cause in wizard.bench_check()["causes"] for one in cause["values"]]
        self.assertIn(("Quand il veut", 50), found)
        self.assertEqual(len(wizard.change_ids), 50)
        self.assertFalse(self.partners.search([("ref", "=like", "C%")]))
        self.assertFalse(self.runs.search([("state", "!=", "checked")]))
        wizard.action_import()
        check, run = run, wizard.run_id
        self.assertEqual((wizard.state, run.state, run.rows, run.progress), ("done", "queued", 0, 0))
        self.assertEqual((run.check_id, check.state, check.created), (check, "checked", 50))
        self.work()
        self.assertEqual((run.state, run.created, run.rejected), ("done", 50, 1))
        self.assertEqual(sorted(run.change_ids.mapped("line")), list(range(2, 52)))

    def test_check_that_is_stopped_or_fails(self):
        wizard = self.wizard(HEADER + rows(range(50)))
        wizard.action_check()
        wizard.action_columns()
        self.assertFalse(wizard.run_id.is_checking)
        with self.assertRaisesRegex(UserError, "still under way"):
            wizard.action_import()  # as from another tab
        self.work()
        self.assertEqual(wizard.run_id.rows, 0)
        wizard.action_check()
        with patch.object(planning, "plan_next", side_effect=ValueError("no room")), mute_logger(LOGGER):
            self.work()
        self.assertEqual((wizard.run_id.state, wizard.failure, wizard.is_under_way), ("checked", "no room", False))
        with self.assertRaisesRegex(UserError, "no room"):
            wizard.action_import()
        wizard.action_check()
        self.work()
        self.assertEqual((wizard.failure, wizard.created), (False, 50))


class TestUndoInBackground(BackgroundCase):
    """What is too much for a call is undone block by block."""

    def imported(self, numbers=range(10)):
        """Return the run of a large import that is done."""
        run = self.queued(HEADER + rows(numbers))
        self.work()
        self.assertEqual((run.state, run.created), ("done", len(numbers)))
        return run

    def undoing(self, run=None):
        """Return a run whose undo is under way and has not begun."""
        run = run or self.imported()
        result = self.runs.undo(run_id=run.id)
        self.assertEqual((result["state"], result["progress"], result["changes"]), ("done", 0, []))
        self.assertTrue(run.is_undoing)
        return run

    def there(self):
        return self.partners.with_context(active_test=False).search_count([("ref", "=like", "C%")])

    @contextmanager
    def blocks(self, *failures):
        """Let blocks of an undo fail, and give the list of what each of them returned.

        :param failures: for each block its exception, or None; all later ones succeed
        """
        left, done, undo = list(failures), [], type(self.runs)._undo_block

        def maybe_fail(run):
            error = left.pop(0) if left else None
            if error:
                raise error
            done.append(undo(run))
            return done[-1]

        with patch.object(type(self.runs), "_undo_block", maybe_fail):
            yield done

    def test_as_much_as_a_call_takes_is_undone_in_it(self):
        run = self.runs.browse(self.upload(HEADER + rows(range(4)), options=COLUMNS)["run_id"])
        result = self.runs.undo(run_id=run.id)
        self.assertEqual((result["state"], result["progress"], result["removed"]), ("undone", 100, 4))
        self.assertEqual((run.is_undoing, self.there()), (False, 0))

    def test_more_waits_for_the_scheduled_action(self):
        run = self.undoing()
        self.assertEqual((run.undone_by, run.is_under_way, run.undone_on), (self.user, True, False))
        self.assertEqual(run.progress_text, "Undo: waiting for its turn")
        self.assertEqual((run.undo_summary, run.may_undo), ("", False))
        self.assertEqual(self.there(), 10)
        with self.blocks() as done:
            self.work()
        self.assertEqual(done, [True, True, True, True, False], "3, 3, 3, 1, and the groups")
        self.assertEqual((run.state, run.is_undoing, run.is_under_way), ("undone", False, False))
        self.assertEqual((run.undo_reverted, run.undo_removed, self.there()), (10, 10, 0))
        self.assertFalse(self.env["res.partner.category"].search([("name", "=", "Nord")]))
        self.assertIn("10 customers removed.", run.undo_summary)
        self.assertEqual(self.runs.get_report(run_id=run.id)["progress"], 100)
        result = self.runs.undo(run_id=run.id)
        self.assertEqual((result["state"], result["removed"], len(result["changes"])), ("undone", 10, 10))

    def test_asked_again_meanwhile(self):
        run = self.undoing()
        with self.blocks(None, None, ValueError("no room")), mute_logger(LOGGER), self.kept_undoing():
            self.work()
        self.assertEqual(self.there(), 4)
        with self.blocks() as done:
            result = self.runs.undo(run_id=run.id)
        self.assertEqual(done, [])
        counts = [result[name] for name in ("state", "progress", "reverted", "removed")]
        self.assertEqual(counts, ["done", 60, 6, 6])
        self.assertEqual([change["result"] for change in result["changes"]], ["reverted"] * 6)
        self.assertEqual(self.runs.get_report(run_id=run.id)["progress"], 60)
        self.assertIn("6 of 10 customers", run.progress_text)
        self.work()
        self.assertEqual((run.state, run.undo_removed), ("undone", 10))

    @contextmanager
    def kept_undoing(self):
        """Let a block that fails leave its undo under way, as a worker that is killed does."""
        with patch.object(type(self.runs), "_stop_undo", lambda run, reason: run.sudo().write({"last_block": 1})):
            with patch.object(type(self.runs), "_next_run", self.once(4)):
                yield

    def once(self, times):
        """Return ``_next_run`` that finds a run so many times, and then none."""
        left, find = [times], type(self.runs)._next_run

        def limited(runs):
            left[0] -= 1
            return find(runs) if left[0] > 0 else None

        return limited

    def test_who_asked_is_told_how_far_it_is_and_how_it_ended(self):
        colleague = self.colleague()
        run = self.imported(range(5))
        self.runs.with_user(colleague).undo(run_id=run.id)
        sent = []
        with patch.object(
            self.env.registry["res.users"], "_bus_send", lambda user, *message: sent.append((user.login, *message))
        ):
            self.work()
        self.assertEqual({login for login, _kind, _payload in sent}, {"colleague"})
        *told, (_login, kind, payload) = sent
        self.assertEqual(kind, "simple_notification")
        self.assertEqual((payload["title"], payload["type"]), ("Undo: clients.csv", "success"))
        self.assertIn("5 customers removed", payload["message"])
        self.assertEqual({kind for _login, kind, _payload in told}, {"dso_smart_upload.progress"})
        told = [(payload["run_id"], payload["progress"], payload["is_under_way"]) for *_, payload in told]
        self.assertEqual(told, [(run.id, 60, True), (run.id, 99, True), (run.id, 100, False)])

    def colleague(self):
        return new_test_user(
            self.env(su=True),
            "colleague",
            groups="dso_smart_upload.group_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )

    def test_it_runs_with_the_rights_of_who_asked(self):
        run, colleague = self.imported(), self.colleague()
        self.runs.with_user(colleague).undo(run_id=run.id)
        self.env["ir.rule"].sudo().create(
            {
                "name": "Not theirs",
                "model_id": self.env["ir.model"].sudo()._get_id("res.partner"),
                "groups": [Command.set(self.group_of(colleague).ids)],
                "domain_force": "[('ref', '!=', 'C1')]",
            }
        )
        self.work()
        self.assertEqual((run.state, run.undo_removed, run.undo_failed), ("undone", 9, 1))
        self.assertTrue(self.customer("C1"))
        self.assertEqual(run.undone_by, colleague)

    def group_of(self, user):
        """Return a new group of a user."""
        return self.env["res.groups"].sudo().create({"name": "Theirs", "user_ids": [Command.link(user.id)]})

    def test_who_asked_and_left_or_lost_their_rights(self):
        run, colleague, only = self.imported(), self.colleague(), self.env.ref("base.group_user").ids
        other = self.other_company()
        for change, words in (
            (
                lambda: colleague.write({"company_id": other.id, "company_ids": [Command.set(other.ids)]}),
                "unauthorized or invalid companies",
            ),
            (lambda: colleague.write({"active": False}), "colleague.*is archived"),
            (lambda: colleague.write({"active": True, "group_ids": [Command.set(only)]}), "not allowed"),
        ):
            with self.subTest(words):
                self.runs.with_user(self.user).undo(run_id=run.id)
                run.sudo().undone_by = colleague
                change()
                self.work()
                self.assertEqual((run.state, run.is_undoing, run.progress, self.there()), ("done", False, 100, 10))
                self.assertRegex(run.undo_failure, words)
        self.runs.undo(run_id=run.id)
        self.work()
        self.assertEqual((run.state, run.undo_failure, run.undone_by), ("undone", False, self.user))

    def test_cancel_and_again(self):
        run = self.undoing()
        with self.blocks(None, None, ValueError("no room")), mute_logger(LOGGER), self.kept_undoing():
            self.work()
        run.action_cancel()
        self.assertEqual((run.state, run.is_undoing, run.progress), ("done", False, 100))
        self.assertIn("Cancelled by", run.undo_failure)
        self.assertIn("Undone in part by controller", run.undo_summary)
        self.assertIn("6 customers removed", run.undo_summary)
        self.work()
        self.assertEqual(self.there(), 4)
        with self.assertRaisesRegex(UserError, "neither waiting nor under way"):
            run.action_cancel()
        result = self.runs.undo(run_id=run.id)
        self.assertEqual((result["state"], result["removed"]), ("undone", 10), "4 are few enough for a call")
        self.assertEqual((self.there(), run.undo_failure), (0, False))

    def test_what_fails_ends_it_with_the_reason(self):
        run = self.undoing()
        with self.blocks(None, ValueError("no room")), mute_logger(LOGGER):
            self.work()
        self.assertEqual((run.state, run.is_undoing, run.undo_failure), ("done", False, "no room"))
        self.assertEqual((run.undo_removed, self.there()), (3, 7))
        self.runs.undo(run_id=run.id)
        self.work()
        self.assertEqual((run.state, run.undo_removed, self.there()), ("undone", 10, 0))

    def test_concurrent_changes_only_cost_another_try(self):
        run = self.undoing()
        with self.blocks(None, SerializationFailure("no"), DeadlockDetected("no")), patch(f"{LOGGER}.time.sleep"):
            self.work()
        self.assertEqual((run.state, run.undo_removed), ("undone", 10))

    def test_nothing_else_becomes_of_its_run(self):
        run = self.queued(HEADER + rows(range(10)))
        with self.failing(None, None, ValueError("no room")), mute_logger(LOGGER):
            self.work()
        self.assertTrue(run.may_go_on)
        self.runs.undo(run_id=run.id)
        self.assertEqual((run.state, run.may_go_on, run.may_undo), ("failed", False, False))
        with self.assertRaisesRegex(UserError, "cannot go on"):
            run.action_go_on()
        with self.assertRaisesRegex(UserError, "is being undone"):
            run.sudo().unlink()
        with self.assertRaisesRegex(UserError, "cannot be undone"):
            run.action_ask_undo()
        self.env.cr.execute("UPDATE dso_upload_run SET finished = '2020-01-01' WHERE id = %s", [run.id])
        self.env.invalidate_all()
        self.runs.sudo()._gc_details()
        self.assertEqual(len(run.change_ids), 6)
        run.action_cancel()
        self.assertEqual((run.state, run.progress, run.may_go_on), ("failed", 60, False))
        self.runs.undo(run_id=run.id)
        self.work()
        self.assertEqual((run.state, self.there()), ("undone", 0))
        run.sudo().unlink()

    def test_it_takes_turns_with_imports(self):
        run, order = self.undoing(), []
        other = self.queued(HEADER + rows(range(20, 26)))
        undo, process = type(run)._undo_block, type(run)._process_block
        undo_block = patch.object(type(run), "_undo_block", lambda run: (order.append("undo"), undo(run))[1])
        process_block = patch.object(
            type(run), "_process_block", lambda run, work: (order.append("import"), process(run, work))[1]
        )
        with undo_block, process_block:
            self.work()
        self.assertEqual(order, ["import", "undo", "import", "undo", "undo", "undo", "undo"])
        self.assertEqual((run.state, other.state, self.there()), ("undone", "done", 6))

    def test_it_waits_for_the_turn_of_its_company(self):
        run = self.undoing()
        with self.enter_registry_test_mode():
            self.env["dso.upload.turn.wish"]._make(self.company)
        self.assertEqual(self.runs.sudo()._next_run(), self.runs)
        self.env["dso.upload.turn.wish"]._drop(self.company)
        self.assertEqual(self.runs.sudo()._next_run(), run)

    def test_two_changes_of_one_line_are_in_one_block(self):
        run = self.imported()
        for change, line in zip(run.sudo().change_ids.sorted("id"), (2, 3, 4, 4, 5, 6, 6, 6, 6, 7), strict=True):
            change.line = line
        self.undoing(run)
        self.work()
        self.assertEqual((run.state, run.undo_removed, self.there()), ("undone", 10, 0))

    def test_what_stays_is_tried_once(self):
        first = self.imported()
        second = self.queued(HEADER + rows(range(10), city="Metz"))
        self.work()
        for number in range(0, 10, 2):
            self.customer(f"C{number}").city = "Nancy"
        self.runs.undo(run_id=second.id)
        with self.blocks() as done:
            self.work()
        self.assertEqual((done, second.undo_put_back, second.undo_kept), ([True] * 4 + [False], 5, 5))
        self.runs.undo(run_id=second.id)
        with self.blocks() as done:
            self.work()
        self.assertEqual((done, second.undo_put_back, second.undo_kept), ([True] * 2 + [False], 5, 5))
        self.assertEqual(first.state, "done")
