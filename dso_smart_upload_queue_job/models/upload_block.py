"""A block of a large file, imported by a job of its own in one transaction, beside others of the same run.

In: the lines of a block. Out: its customers, its part of the journal, and its counts, which the run adds up: blocks
that wrote them on the run itself would be in each other's way.
"""

import time
from contextlib import contextmanager

from psycopg2 import InterfaceError, OperationalError

from odoo import SUPERUSER_ID, fields, models

from odoo.addons.dso_smart_upload.engine import open_files, planning
from odoo.addons.dso_smart_upload.models.upload_run_background import UNDER_WAY
from odoo.addons.dso_smart_upload.models.upload_try import MOST_TRIES, OPENING
from odoo.addons.queue_job.exception import RetryableJobError

PRIORITY = 10  # of a file's first block; a later one comes after it, so that several files go on side by side
AGAIN_SECONDS = 1  # until a job is done again that something else got in the way of


class DsoUploadBlock(models.Model):
    _name = "dso.upload.block"
    _inherit = "dso.upload.counts"
    _description = "Smart Upload Block"
    _order = "run_id, number"
    _log_access = False

    run_id = fields.Many2one("dso.upload.run", required=True, ondelete="cascade", index=True)
    number = fields.Integer(required=True, help="0 is no block: it counts what is said of the file as a whole.")
    after = fields.Integer(help="Line of the file after which the block begins.")
    rows_in_block = fields.Integer(help="Of a block that was halved. 0: as the run says.")
    done = fields.Boolean()
    began = fields.Float(help="Unix time.")
    ended = fields.Float(help="Unix time.")

    def _delay(self):
        """Queue a job for each block."""
        for block in self.with_user(SUPERUSER_ID):
            block.with_delay(
                priority=PRIORITY + block.number, identity_key=f"dso_upload_block_{block.id}"
            )._job_import()

    def _job_import(self):
        """Smart Upload: import a block of a file"""
        run = self.run_id._as_user()
        with again_later(self.env):
            self.env["dso.upload.turn"]._share(self.run_id)
            self._lock()
            if self.done or self.run_id.state not in UNDER_WAY:
                return
            began = time.time()
            with run._failing():
                run._check_may_still_import(run.env.user)
                self._halve(run)
                with self._file_of(run, self.rows_in_block) as file:
                    self._import(run, file)
                self.write({"done": True, "began": began, "ended": time.time()})
            if self.run_id.state not in UNDER_WAY:
                run.sudo()._tell_the_end()
            self.run_id._add_up_later()
            run._forget_records()

    def _lock(self):
        """Keep other jobs from the block: one of it may be under way still when a cancelled run goes on."""
        query = "SELECT FROM dso_upload_block WHERE id = %s FOR NO KEY UPDATE"
        self.env.cr.execute(query, [self.id], log_exceptions=False)  # which is how waiting ends, no error

    def _file_of(self, run, rows):
        """Return the file of the run in blocks of so many rows, 0 for those of the run: a context manager."""
        return run._open_file(rows=rows, opening=OPENING - 1 - self.number)

    def _halve(self, run):
        """Halve a block in the middle of which the server was stopped: the rest of it becomes blocks of its own."""
        stopped = self.env["dso.upload.try"]._count(run, self.after)
        size = _part(run.rows_in_block, min(stopped, MOST_TRIES - 1))
        if not stopped or size >= (self.rows_in_block or run.rows_in_block):
            return
        with self._file_of(run, self.rows_in_block) as file:
            file.go_to(self.after)
            file.work.reading.next_block()
            end = file.work.reading.position
        with self._file_of(run, size) as file:
            file.go_to(self.after)
            reading, rest = file.work.reading, []
            reading.next_block()
            while reading.position < end:
                rest.append({"run_id": self.run_id.id, "after": reading.position, "rows_in_block": size})
                reading.next_block()
        self.rows_in_block = size
        last = max(self.run_id.block_ids.mapped("number"))
        self.create([{**vals, "number": last + number} for number, vals in enumerate(rest, start=1)])._delay()

    def _import(self, run, file):
        """Import the rows of the block; leave them out when the server was stopped again and again."""
        env, tries = run._import_env(), self.env["dso.upload.try"]
        file.go_to(self.after)
        file.work.renew(run.mapping_id)
        leaves_out = tries._count(run, self.after) >= MOST_TRIES
        with tries._counted(run, self.after):
            plan = (planning.plan_left_out if leaves_out else planning.plan_next)(env, file.work)
            run._carry_out(plan, self)
            run._say_what_changed_since_check(self, file.work.reading.lines)
            self.env.flush_all()  # a concurrent change is met here, and is no stop of the server


def _part(rows, halvings):
    """Return how many rows a halved block has: so many that the pieces end where the block does.

    >>> [_part(5000, halvings) for halvings in (0, 1, 2)], [_part(9, halvings) for halvings in (0, 1, 2)]
    ([5000, 2500, 1250], [9, 3, 1])
    """
    return next(size for size in range(max(rows >> halvings, 1), 0, -1) if rows % size == 0)


class OpenFile:
    """The file of a run, to be worked on block by block in any order.

    :param job: its ``Job``
    :param work: ``Work`` at its beginning
    :param amounts: protected amounts that blocks hand on: dict (header, legal entity) -> (last line of the block that
        has it first, (line, amount))
    """

    def __init__(self, job, work, amounts):
        # not the job: its records are of this transaction, and the file is kept for later ones
        self.tables, self.full_file = job.tables, job.full_file
        self.work, self.amounts = work, amounts
        self.issues = work.told()  # once, not by a block

    def go_to(self, line):
        """Go to the block after a line of the file."""
        amounts = {key: amount for key, (last, amount) in self.amounts.items() if last <= line}
        self.work.go_to(line, self.tables, amounts)


@contextmanager
def kept_open(key, open_file):
    """Give a file that this process has open, or open it; nobody else gets it meanwhile.

    :param key: of ``open_files``
    :param open_file: function that returns an ``OpenFile``
    """
    file = open_files.take(key) or open_file()
    try:
        yield file
    finally:
        open_files.keep(key, file)


@contextmanager
def again_later(env):
    """Let a job be done again that a concurrent change got in the way of, or a lost connection."""
    try:
        yield
        env.flush_all()
    except (InterfaceError, OperationalError) as error:
        raise RetryableJobError(str(error), seconds=AGAIN_SECONDS, ignore_retry=True) from error
