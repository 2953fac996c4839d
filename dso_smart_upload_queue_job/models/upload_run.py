"""A large import as jobs: one opens the file and cuts it into blocks, one imports each block, and after each the run
adds up what its blocks did. Whoever finds all of them done ends the run.

A block's transaction holds its customers, its journal, its counts and the job that adds up. So a worker that is
killed loses nothing and repeats nothing: the queue gives its job to another one.
"""

from dataclasses import replace

from odoo import SUPERUSER_ID, fields, models

from odoo.addons.dso_smart_upload.engine import planning
from odoo.addons.dso_smart_upload.engine.journal import ADDED_UP
from odoo.addons.dso_smart_upload.engine.prepare import rows_in_block
from odoo.addons.dso_smart_upload.engine.run_file import bytes_of, has_file
from odoo.addons.dso_smart_upload.models.upload_counts import joined
from odoo.addons.dso_smart_upload.models.upload_run_background import UNDER_WAY
from odoo.addons.dso_smart_upload.models.upload_try import OPENING
from odoo.addons.dso_smart_upload.pipeline.beside import add_up
from odoo.addons.dso_smart_upload.pipeline.blocks import Reading
from odoo.addons.dso_smart_upload.pipeline.plan import Plan
from odoo.addons.dso_smart_upload.pipeline.plan.derive import add_facts
from odoo.addons.queue_job.exception import RetryableJobError

from .upload_block import OpenFile, again_later, kept_open

FIRST = 5  # priority of the short jobs: before those that import blocks
TURN_SECONDS = 5  # until a run looks again whether the one before it is done


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"

    by_jobs = fields.Boolean(readonly=True, help="Imported by jobs of the queue, not by the scheduled action.")
    block_ids = fields.One2many("dso.upload.block", "run_id", readonly=True)

    # -- instead of the scheduled action --

    def _wake_up(self):
        if self.is_checking or self.position:  # in the latter case it has begun before this addon was there
            return super()._wake_up()
        self._as_engine().by_jobs = True
        job = self.with_user(SUPERUSER_ID).with_delay(priority=FIRST, identity_key=f"dso_upload_open_{self.id}")
        return job._job_open()

    def _waiting_domain(self):
        return [*super()._waiting_domain(), ("by_jobs", "=", False)]

    def _has_done_nothing(self):
        """Say so only before there are blocks: they are done whoever cancels the run, and added up later."""
        return super()._has_done_nothing() and not (self.by_jobs and self.state == "running")

    def _as_user(self):
        """Return the run with the rights, company, language and time zone of its user."""
        return self.with_env(self._own_env(self.user_id, self.company_id))

    # -- jobs --

    def _job_open(self):
        """Smart Upload: open a file and queue its blocks"""
        run = self._as_user()
        with again_later(self.env):
            if self.state != "queued":
                return
            others = [("company_id", "=", self.company_id.id), ("by_jobs", "=", True), ("state", "=", "running")]
            if self.search_count(others, limit=1):
                raise RetryableJobError("Another import of the company comes first.", TURN_SECONDS, ignore_retry=True)
            self.env["dso.upload.turn"]._take(self)
            with run._failing():
                run._check_may_still_import(run.env.user)
                if not run.block_ids:
                    run._cut()
                run._as_engine().write({"state": "running", "started": run.started or fields.Datetime.now()})
            if self.state not in UNDER_WAY:
                run.sudo()._tell_the_end()
                return
            waiting = self.block_ids.filtered(lambda block: not block.done)
            waiting._delay()
            if not waiting:
                self._add_up_later()

    def _job_add_up(self):
        """Smart Upload: add up what the blocks of a file did"""
        run = self._as_user()
        with again_later(self.env):
            self.env.cr.execute(
                "SELECT FROM dso_upload_run WHERE id = %s FOR NO KEY UPDATE", [self.id], log_exceptions=False
            )
            self._add_up()
            is_last = self.state == "running" and all(self.block_ids.mapped("done"))
            if is_last:
                with run._failing():
                    run._say_who_is_gone()
                    run._add_up()
                    run._finish("done")
            if is_last or self.is_under_way:
                run.sudo()._tell_progress()
            if is_last:
                run.sudo()._tell_the_end()

    # -- what they do --

    def _cut(self):
        """Begin the journal, and find the blocks of the file."""
        self._as_engine().rows_in_block = rows_in_block(self._import_env())
        job = self._prepared()
        self._settle(job)
        with self._open_file(job) as file:
            self._settle_same(file.work)
            reading, after, blocks = file.work.reading, 0, [{"run_id": self.id, "number": 0, "done": True}]
            while reading.next_block() is not None:
                blocks.append({"run_id": self.id, "number": len(blocks), "after": after})
                after = reading.position
            self._as_engine().row_count = reading.survey.rows
            whole = self._as_engine().block_ids.create(blocks)[0]
            self._journal(Plan((), (), tuple(file.issues)), {}, {}, counts=whole)

    def _open_file(self, prepared=None, rows=0, opening=OPENING):
        """Return the file of this run, as this process left it or opened anew: a context manager, ``OpenFile``.

        :param prepared: its ``Job``, if it was read already
        :param rows: how many rows a block has, 0 for those of this run
        :param opening: see ``_opening``; another one for each block, as jobs open the file at the same time
        """

        def open_file():
            with self._opening(opening):
                env = self._import_env()
                if rows:
                    env = env(context={**env.context, "dso_rows_in_block": rows})
                job = prepared or self._prepared(env)
                # who is gone is said once, at the end
                work = planning.begin(env, replace(job, full_file=False))
                return OpenFile(job, work, _amounts_of_blocks(env, work, job))

        if not has_file(self):
            bytes_of(self)  # says that it is gone
        return kept_open((self.env.cr.dbname, self.id, rows or self.rows_in_block), open_file)

    def _add_up_later(self):
        """Queue a job that adds up; not the one of another block, which may not see this one."""
        self.with_user(SUPERUSER_ID).with_delay(priority=FIRST)._job_add_up()

    def _add_up(self):
        """Write on the run what its blocks did so far."""
        done = self.sudo().block_ids.filtered("done")
        counts = {name: sum(done.mapped(name)) for name in ADDED_UP}
        made, creates, no_place, facts = {}, [], [], {}
        for block in done:
            made = joined(made, block.made or {})
            creates, no_place = add_up(creates, block.creates or ()), add_up(no_place, block.no_place or ())
            facts = add_facts(facts, block.facts or {})
        timed = done[1:].filtered("ended")
        seconds = max(timed.mapped("ended"), default=0) - min(timed.mapped("began"), default=0)
        progress = 100 * counts["rows"] // (self.row_count or 1)
        beside = {"made": made, "creates": creates, "no_place": no_place, "facts": facts}
        self._as_engine().write({**counts, **beside, "seconds": seconds, "progress": progress})

    def _say_who_is_gone(self):
        """Say at the end which customers a file that should hold every one no longer has."""
        with self._open_file() as file:
            if file.full_file:
                issues = planning.gone(self.mapping_id, file.work.reading.survey, self._repaired())
                self._journal(Plan((), (), tuple(issues)), {}, {}, counts=self.sudo().block_ids[0])

    def _undo(self):
        if self.by_jobs:
            self._add_up()  # a run that was cancelled may not have
        return super()._undo()


def _amounts_of_blocks(env, work, job):
    """Find the protected amounts of companies with several rows, which one block hands on to the later ones.

    :return: dict (header, legal entity) -> (last line of the block that has it first, (line, amount))
    """
    found, reading = {}, Reading(job.tables(), work.reading.survey)
    if reading.survey.entities:
        while (table := reading.next_block()) is not None:
            planning.remember_amounts(env, work, table, reading)
            for key, amount in reading.amounts.items():
                found.setdefault(key, (reading.position, amount))
    return found
