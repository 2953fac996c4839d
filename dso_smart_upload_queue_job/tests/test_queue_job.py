"""A large file as jobs: the same report as block after block, each block done once, in any order."""

from contextlib import contextmanager
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tools import mute_logger

from odoo.addons.dso_smart_upload.engine.open_files import _OPEN
from odoo.addons.dso_smart_upload.tests.common import UploadCase
from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.tests.common import trap_jobs

HEADER = "Code client;Raison sociale;Ville;Groupe;SIREN;Plafond de crédit\n"
COLUMNS = {"columns": {"Groupe": "groups"}}
LOGGER = "odoo.addons.dso_smart_upload.models.upload_run_background"


def rows(numbers, city="Lille"):
    return "".join(f"C{number};Customer {number};{city};Nord;;{number},5\n" for number in numbers)


class TestQueueJob(UploadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        parameters = cls.env["ir.config_parameter"].sudo()
        parameters.set_param("dso_smart_upload.max_rows_in_call", "4")
        parameters.set_param("dso_smart_upload.rows_in_block", "3")
        cls.startClassPatcher(patch.dict(_OPEN, clear=True))

    @contextmanager
    def queued(self, text, **options):
        """Start an import and give its run and the jobs it waits for."""
        with trap_jobs() as jobs:
            report = self.upload(text, options={**COLUMNS, **options})
            self.assertEqual(report["state"], "queued")
            yield self.runs.browse(report["run_id"]), jobs

    def work(self, jobs, order=sorted):
        """Do the jobs and what they queue, by priority or in another order."""
        while waiting := jobs.enqueued_jobs:
            jobs.enqueued_jobs = []
            for job in order(waiting, key=lambda job: job.priority):
                job.perform()
                self.env.invalidate_all()

    def imported(self, text, order=sorted, **options):
        """Import a file by jobs and return its report."""
        with self.queued(text, **options) as (run, jobs):
            self.work(jobs, order)
        return self.runs.get_report(run_id=run.id)

    def test_small_files_are_imported_in_the_call(self):
        with trap_jobs() as jobs:
            self.assertEqual(self.upload(HEADER + rows(range(4)), options=COLUMNS)["state"], "done")
        jobs.assert_jobs_count(0)

    def test_a_job_for_each_block(self):
        with self.queued(HEADER + rows(range(10))) as (run, jobs):
            jobs.assert_jobs_count(1)
            jobs.enqueued_jobs.pop().perform()
            self.assertEqual((run.state, run.row_count), ("running", 10))
            self.assertEqual([job.priority for job in jobs.enqueued_jobs], [11, 12, 13, 14])
            self.assertEqual({job.channel for job in jobs.enqueued_jobs}, {"root.dso_smart_upload"})
            self.work(jobs)
        report = self.runs.get_report(run_id=run.id)
        self.assertCounts(report, created=10)
        self.assertEqual((report["state"], report["progress"]), ("done", 100))
        self.assertEqual([change["line"] for change in report["changes"]], list(range(2, 12)))
        self.assertEqual(len(self.env["res.partner.category"].search([("name", "=", "Nord")])), 1)

    @mute_logger(LOGGER)
    def test_the_user_is_archived(self):
        for opened in (False, True):
            with self.subTest(opened=opened), self.queued(HEADER + rows(range(20 * opened, 20 * opened + 10))) as queue:
                run, jobs = queue
                if opened:
                    jobs.enqueued_jobs.pop().perform()
                    jobs.enqueued_jobs.pop(0).perform()
                self.user.sudo().active = False
                self.env.invalidate_all()
                self.work(jobs)
                run._add_up()
                self.assertEqual((run.sudo().state, run.sudo().created), ("failed", 3 * opened))
                self.assertIn("is archived", run.sudo().failure)
                self.user.sudo().active = True

    def test_a_block_in_which_the_server_was_stopped_is_halved_and_left_out_in_the_end(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", "4")
        for times, blocks, left_out in ((1, 3, 0), (2, 5, 0), (3, 5, 1)):
            text = HEADER + "".join(rows([f"{times}{number}"]) for number in range(8))
            with self.queued(text) as (run, jobs), self.enter_registry_test_mode():
                jobs.enqueued_jobs.pop().perform()
                self.assertEqual(len(run.block_ids), 3, "two, and the one that counts what is said of the file")
                for _time in range(times):
                    self.env["dso.upload.try"]._add(run, 0, 1)
                self.work(jobs)
            report = self.runs.get_report(run_id=run.id)
            self.assertEqual((len(run.block_ids) - 1, report["state"]), (blocks, "done"))
            self.assertEqual((report["created"], report["rejected"]), (8 - left_out, left_out))
            self.assertEqual(self.kinds(report), ["block_stopped"] * left_out)
            self.assertEqual([change["line"] for change in report["changes"]], list(range(2 + left_out, 10)))

    def test_same_report_as_the_check_in_any_order(self):
        self.upload(HEADER + rows([5, 6]), options=COLUMNS)
        text = (
            HEADER
            + rows(range(8))
            + "S1;One;;;552081317;1\nS2;Two;;;;\nS3;Three;;;;\nS4;Four;;;55208131700018;2\n"
            + rows([2])
            + rows([3], city="Paris")
            + ";Nameless;;;;\nC5;;;;;9.999,5\nS5;Five;;;552 081 317;1\nS6;Six;;;552081317;3\n"
        )
        checked = self.check(text, options=COLUMNS)
        for order in (sorted, lambda jobs, key: sorted(jobs, key=key, reverse=True)):
            with self.subTest(order=order), self.env.cr.savepoint() as savepoint:
                report = self.imported(text, order)
                for key in ("rows", "created", "updated", "unchanged", "rejected", "warnings", "kept"):
                    self.assertEqual(checked[key], report[key], key)
                self.assertEqual(
                    sorted(checked["issues"], key=str), sorted(report["issues"], key=str), "in the order of the blocks"
                )
                self.assertEqual(self.kinds(report).count("conflicting_amounts"), 2)
                self.assertEqual(
                    [(change["line"], change["values"]) for change in checked["changes"]],
                    [(change["line"], change["values"]) for change in report["changes"]],
                )
                savepoint.rollback()
                self.env.invalidate_all()

    def test_what_it_does_beside_customers_in_any_order(self):
        text = "Code client;Raison sociale;Groupe;Téléphone;Portable\n" + "".join(
            f"C{n};Customer {n};{'Nord' if n % 4 else 'Sud, NORD'};03200000{n:02};06123456{n:02}\n" for n in range(10)
        )
        checked = self.check(text, options=COLUMNS)
        self.assertEqual(sorted(checked["creates"]["groups"]), ["Groupe", "NORD", "Sud"])
        for order in (sorted, lambda jobs, key: sorted(jobs, key=key, reverse=True)):
            with self.subTest(order=order), self.env.cr.savepoint() as savepoint:
                report = self.imported(text, order)
                created = [name.title() for name in report["creates"]["groups"]]
                self.assertEqual(sorted(created), ["Groupe", "Nord", "Sud"])
                groups = self.env["res.partner.category"].search([("name", "ilike", "nord")])
                self.assertEqual(len(groups), 1)
                self.assertEqual(report["issues"], checked["issues"])
                self.assertEqual(self.kinds(report), ["no_place"])
                self.runs.undo(run_id=report["run_id"])
                with self.enter_registry_test_mode():
                    self.env.ref("dso_smart_upload.ir_cron_import").sudo().method_direct_trigger()
                self.env.invalidate_all()
                self.assertFalse(groups.exists())
                savepoint.rollback()
                self.env.invalidate_all()

    def test_what_changed_since_the_check_is_said(self):
        check = self.runs._make((HEADER + rows(range(9))).encode(), "clients.csv", options=COLUMNS)
        check._start_check()
        self.upload(HEADER + rows([5]), options=COLUMNS)
        with trap_jobs() as jobs:
            run = check._start()
            self.work(jobs)
        self.assertEqual((run.state, run.created, run.unchanged, run.warnings), ("done", 8, 1, 1))
        self.assertEqual((run.issue_ids.kind, run.issue_ids.code), ("changed_since_check", "C5"))

    def test_a_row_of_a_customer_in_an_earlier_block_did_not_change_since_the_check(self):
        text = HEADER + "C1;Customer 1;Lille;Nord;;1,5;too;many\n" + rows(range(2, 9)) + rows([1])
        for order in (sorted, lambda jobs, key: sorted(jobs, key=key, reverse=True)):
            with self.subTest(order=order), self.env.cr.savepoint() as savepoint:
                check = self.runs._make(text.encode(), "clients.csv", options=COLUMNS)
                check._start_check()
                with trap_jobs() as jobs:
                    run = check._start()
                    self.work(jobs, order)
                self.assertEqual((run.state, run.created, run.rejected, run.warnings), ("done", 8, 1, check.warnings))
                self.assertIn(10, run.change_ids.mapped("line"))
                self.assertNotIn("changed_since_check", run.issue_ids.mapped("kind"))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_full_file_lists_who_is_gone(self):
        self.upload(HEADER + rows([1, 2, 30]), options={**COLUMNS, "save_mapping": "Sage"})
        report = self.imported(HEADER + rows(range(9)), full_file=True, save_mapping="Sage")
        gone = [issue["code"] for issue in report["issues"] if issue["kind"] == "not_in_file"]
        self.assertEqual((gone, report["warnings"]), (["C30"], len(report["issues"])))

    def test_what_is_said_of_the_file_is_said_once(self):
        self.upload(HEADER + rows(range(3)), options={**COLUMNS, "save_mapping": "Sage"})
        text = HEADER.strip() + ";Fax\n" + rows(range(9)).replace("\n", ";1\n")
        report = self.imported(text, save_mapping="Sage")
        self.assertEqual(self.kinds(report).count("new_column"), 1)
        self.assertEqual(report["warnings"], len(report["issues"]))

    def test_user_is_told_at_the_end(self):
        sent = []
        with patch.object(
            self.env.registry["res.users"], "_bus_send", lambda user, *message: sent.append((user.login, *message))
        ):
            self.imported(HEADER + rows(range(8)))
        *told, (login, kind, payload) = sent
        self.assertEqual(told[-1][2]["progress"], 100)
        self.assertEqual((login, kind), (self.user.login, "simple_notification"))
        self.assertIn("8 customers created", payload["message"])

    def test_a_failed_block_ends_the_run_and_it_can_go_on(self):
        with self.queued(HEADER + rows(range(10))) as (run, jobs):
            with self.failing(None, ValueError("no room")), mute_logger(LOGGER):
                self.work(jobs)
            self.assertEqual((run.state, run.failure), ("failed", "no room"))
            self.assertEqual((run.rows, run.created), (3, 3))
            run.action_go_on()
            self.assertEqual((run.state, run.failure), ("queued", False))
            self.work(jobs)
        report = self.runs.get_report(run_id=run.id)
        self.assertCounts(report, created=10)
        self.assertEqual(report["state"], "done")

    def test_cancel_go_on_and_undo(self):
        with self.queued(HEADER + rows(range(10))) as (run, jobs):
            jobs.enqueued_jobs.pop().perform()
            first, *others = jobs.enqueued_jobs
            jobs.enqueued_jobs = []
            first.perform()
            run.action_cancel()
            for job in others:
                job.perform()
            self.work(jobs)
            self.assertEqual((run.state, run.created), ("failed", 3))
            self.assertEqual((run.shown_state, run.shown_rows), ("cancelled", 3))
            self.assertIn("What was imported stays.", run.failure)
            run.action_go_on()
            self.work(jobs)
        self.assertEqual((run.state, run.created), ("done", 10))
        with trap_jobs() as jobs:
            self.runs.undo(run_id=run.id)
            self.assertTrue(run.is_undoing)
            with self.enter_registry_test_mode():
                self.env.ref("dso_smart_upload.ir_cron_import").sudo().method_direct_trigger()
            self.env.invalidate_all()
        jobs.assert_jobs_count(0)
        self.assertEqual((run.undo_removed, run.state), (10, "undone"))
        self.assertFalse(self.env["res.partner.category"].search([("name", "=", "Nord")]))

    def test_cancelled_before_its_blocks_were_added_up(self):
        with self.queued(HEADER + rows(range(10))) as (run, jobs):
            jobs.enqueued_jobs.pop().perform()
            jobs.enqueued_jobs.pop().perform()
            run.action_cancel()
        self.assertIn("What was imported stays.", run.failure)
        run._undo()
        self.assertFalse(self.partners.search([("ref", "=like", "C_")]))
        self.assertFalse(self.env["res.partner.category"].search([("name", "=", "Nord")]))

    def test_a_block_is_done_once(self):
        with self.queued(HEADER + rows(range(7))) as (run, jobs):
            jobs.enqueued_jobs.pop().perform()
            for job in [*jobs.enqueued_jobs, *jobs.enqueued_jobs]:
                job.perform()
            self.work(jobs)
        self.assertCounts(self.runs.get_report(run_id=run.id), created=7)

    def test_concurrent_changes_only_cost_another_try(self):
        with self.queued(HEADER + rows(range(7))) as (run, jobs):
            jobs.enqueued_jobs.pop().perform()
            job = jobs.enqueued_jobs[0]
            with (
                self.failing(SerializationFailure("no")),
                self.assertRaises(RetryableJobError),
                self.env.cr.savepoint(),
            ):
                job.perform()
            self.env.invalidate_all()
            self.assertEqual((job.retry, run.state), (0, "running"))
            self.work(jobs)
        self.assertEqual((run.state, run.created), ("done", 7))

    def test_one_run_of_a_company_after_the_other(self):
        with self.queued(HEADER + rows(range(9))) as (first, jobs):
            jobs.enqueued_jobs.pop().perform()
            of_first, jobs.enqueued_jobs = jobs.enqueued_jobs, []
            second = self.runs.browse(self.upload(HEADER + rows(range(6, 15)), options=COLUMNS)["run_id"])
            of_second, jobs.enqueued_jobs = jobs.enqueued_jobs, of_first
            with self.assertRaisesRegex(RetryableJobError, "comes first"):
                of_second[0].perform()
            self.assertEqual(second.state, "queued")
            self.work(jobs)
            jobs.enqueued_jobs = of_second
            self.work(jobs)
        self.assertEqual((first.created, second.created, second.unchanged), (9, 6, 3))

    def test_blocks_stay_as_they_were_cut(self):
        with self.queued(HEADER + rows(range(10))) as (run, jobs):
            jobs.enqueued_jobs.pop().perform()
            self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", "4")
            _OPEN.clear()
            self.work(jobs)
        self.assertCounts(self.runs.get_report(run_id=run.id), created=10)

    def test_file_that_was_removed(self):
        with self.queued(HEADER + rows(range(10))) as (run, jobs):
            self.env["ir.attachment"].sudo().search(
                [("res_model", "=", run._name), ("res_id", "=", run.id), ("res_field", "=", "content")]
            ).unlink()
            self.work(jobs)
        self.assertEqual(run.state, "failed")
        self.assertIn("was removed or damaged: import it again", run.failure)
        self.assertFalse(run.may_go_on)

    def test_user_who_lost_their_rights(self):
        with self.queued(HEADER + rows(range(10))) as (run, jobs):
            jobs.enqueued_jobs.pop().perform()
            self.user.sudo().group_ids = self.env.ref("base.group_user")
            self.work(jobs)
        run = run.sudo()
        self.assertEqual((run.state, run.created), ("failed", 0))
        self.assertIn("may no longer use Smart Upload", run.failure)

    def test_who_waits_in_a_call_comes_first(self):
        with self.queued(HEADER + rows(range(10))) as (run, jobs):
            jobs.enqueued_jobs.pop().perform()
            self.env.flush_all()
            with self.enter_registry_test_mode():
                self.env["dso.upload.turn.wish"]._make(self.company)
            with self.assertRaisesRegex(RetryableJobError, "comes first"):
                jobs.enqueued_jobs[0].perform()
            self.assertEqual(run.created, 0)
            self.env["dso.upload.turn.wish"]._drop(self.company)
            self.work(jobs)
        self.assertEqual(run.created, 10)

    def test_the_scheduled_action_leaves_it_alone(self):
        with self.queued(HEADER + rows(range(10))) as (run, jobs):
            with self.enter_registry_test_mode():
                self.env.ref("dso_smart_upload.ir_cron_import").sudo().method_direct_trigger()
            self.assertEqual((run.state, run.created), ("queued", 0))
            self.work(jobs)
        self.assertEqual((run.state, run.created), ("done", 10))
