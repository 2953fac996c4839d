"""Imports in the background: what is too large for a call waits and is imported block by block by scheduled actions.

In: runs that wait or are under way, or are being undone (see ``upload_undo.py``). Out: after each block one
transaction that holds its customers, its part of the journal and the position in the file. So a worker that is killed
loses nothing and repeats nothing: another one goes on after the last block. Several runs take turns, block by block;
those of different companies go on side by side.

The scheduled action alone commits. A concurrent change that gets in the way of a block is met as Odoo meets it
in a call: the block is rolled back and done again.
"""

import logging
import random
import time
from contextlib import contextmanager
from datetime import timedelta

from psycopg2 import InterfaceError, OperationalError

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..engine import open_files, planning
from ..engine.apply import is_time_limit, reason_of
from ..engine.prepare import max_rows_in_call, rows_in_block
from ..engine.rights import may_import
from ..engine.run_file import SAYS, bytes_of, has_file
from ..engine.say import number
from ..engine.undo.words import progress_text
from .upload_run import without_cells
from .upload_try import MOST_TRIES, OPENING

_logger = logging.getLogger(__name__)

# So many times that may be imported in a call when all rows or none are asked for, and checked in one.
WHOLE = CHECKED = 10
UNDER_WAY = ("queued", "running")
TRIES = 5  # of a block that concurrent changes get in the way of
BLOCKED_SECONDS = 1.0  # until the next try where other imports of the companies are under way
CRONS = ("dso_smart_upload.ir_cron_import", "dso_smart_upload.ir_cron_import_beside")


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"  # pylint: disable=consider-merging-classes-inherited

    last_block = fields.Float(
        readonly=True, help="When the last block was done (Unix time): who waits longest is next."
    )
    is_cancelled = fields.Boolean(readonly=True, help="A person stopped it. What was imported before stays.")
    shown_state = fields.Selection(
        selection="_selection_shown_state", string="State Shown", compute="_compute_shown_state"
    )
    shown_rows = fields.Integer(
        string="Rows Shown",
        compute="_compute_shown_rows",
        store=True,
        help="Rows of the file as long as it is imported or checked, then the rows that are done.",
    )
    may_go_on = fields.Boolean(compute="_compute_may_go_on")
    is_under_way = fields.Boolean(
        compute="_compute_is_under_way", help="It is imported, checked or undone in the background."
    )
    progress_text = fields.Char(string="Progress Now", compute="_compute_progress_text")

    @api.model
    def _selection_shown_state(self):
        return [*self._fields["state"]._description_selection(self.env), ("cancelled", self.env._("Cancelled"))]

    @api.depends("state", "is_cancelled")
    def _compute_shown_state(self):
        for run in self:
            run.shown_state = "cancelled" if run.is_cancelled and run.state == "failed" else run.state

    @api.depends("state", "is_checking", "rows", "row_count")
    def _compute_shown_rows(self):
        for run in self:
            run.shown_rows = max(run.rows, run.row_count) if run.state in UNDER_WAY or run.is_checking else run.rows

    @api.depends("state", "content", "options", "undone_by")
    def _compute_may_go_on(self):
        for run in self:
            whole = (run.options or {}).get("all_or_nothing")
            # an import of which something was undone is over
            run.may_go_on = run.state == "failed" and not whole and not run.undone_by and has_file(run)

    @api.depends("state", "is_checking", "is_undoing")
    def _compute_is_under_way(self):
        for run in self:
            run.is_under_way = run.state in UNDER_WAY or run.is_checking or run.is_undoing

    @api.depends("is_under_way", "rows", "row_count", "seconds", "undo_total", "undo_done", "undo_seconds")
    def _compute_progress_text(self):
        for run in self:
            run.progress_text = run._progress_text() if run.is_under_way else ""

    def _progress_text(self):
        if self.is_undoing:
            return progress_text(self)
        if not self.rows or not self.seconds:
            return self.env._("Reading the file") if self.state == "running" else self.env._("Waiting for its turn")
        speed = self.rows / self.seconds
        left = timedelta(seconds=round((self.row_count - self.rows) / speed))
        return self.env._(
            "%(rows)s of %(total)s rows, %(speed)s rows per second, about %(left)s left",
            rows=number(self.env, float(self.rows)),
            total=number(self.env, float(self.row_count)),
            speed=round(speed),
            left=str(left),
        )

    # -- now or later --

    def _start(self):
        """Import the file now where it is small; else let it wait for the scheduled action.

        :return: the run that imports it: a check stays as it is, to be compared with what its import does
        """
        self._check_own()
        if self.state == "checked":
            return self._of_its_own()._start()
        job = self._prepared()
        if (self.options or {}).get("all_or_nothing"):
            self._check_may_be_whole(job)
            self._process(job)
        elif not _has_more_rows(job, max_rows_in_call(self.env)):
            self._process(job)
        else:
            self._start_counting(job, _row_count(job))
            self._queue()
        return self

    @api.model
    def _check_may_be_whole(self, job):
        """Refuse to import all rows or none of a file that is too large for a call.

        :raises UserError: it is
        """
        limit = WHOLE * max_rows_in_call(self.env)
        if _has_more_rows(job, limit):
            raise UserError(
                self.env._(
                    "All rows or none can be imported of files with up to %(limit)s rows. "
                    "Leave this option out: rows that cannot be imported are listed, and the import can be undone.",
                    limit=limit,
                )
            )

    def _of_its_own(self):
        """Return a new run that imports what this one has checked."""
        run = self.with_env(self._own_env(self.user_id, self.company_id))
        given = self.mapping_id or None, self._all_options(), self.origin
        made = run._make(bytes_of(self), self.filename, *given, file_date=self.file_date)
        made._as_engine().check_id = self.id
        return made.with_env(self.env)

    def _start_check(self):
        """Write into the journal what importing the file would do: now where it is small, else as it is imported."""
        self._check_own()
        self.env["dso.upload.try"]._forget(self)
        self._as_engine().write({"state": "checked", "is_checking": True, "failure": False, "settled": False})
        job = self._prepared()
        if _has_more_rows(job, CHECKED * max_rows_in_call(self.env)):
            self._start_counting(job, _row_count(job))
            self._wake_up()
        else:
            self._open_journal(job)
            self._process_blocks(job)

    def _renew(self, options, mapping):
        """Let a check start over with other options and another mapping."""
        self._check_own()
        self._as_engine().write({**without_cells(options), "mapping_id": mapping.id})

    def _stop_check(self):
        """Stop a check that is under way; nothing was imported."""
        self._check_own()
        self.filtered("is_checking")._as_engine().is_checking = False

    def _queue(self):
        """Let the run wait, and wake up who imports it."""
        self._as_engine().write({"state": "queued", "failure": False, "finished": False, "is_cancelled": False})
        self._wake_up()

    def _wake_up(self):
        """Wake who imports and checks runs that wait or are under way."""
        self._wake_up_crons()

    @api.model
    def _wake_up_crons(self):
        """Wake the scheduled actions.

        As the superuser: Odoo notes who did so, and to remove that user it would wait for the scheduled action, which
        in turn waits for the user to create customers as.
        """
        for cron in CRONS:
            self.env.ref(cron).with_user(SUPERUSER_ID)._trigger()

    def action_cancel(self):
        """Stop a run, or its undo, after the block it is at; what is done stays, and can be undone."""
        self.check_access("write")
        for run in self:
            if run.is_undoing:
                run._stop_undo(self.env._("Cancelled by %(user)s. What is undone stays so.", user=self.env.user.name))
                continue
            if run.state not in UNDER_WAY:
                raise UserError(self.env._("The run %(name)s is neither waiting nor under way.", name=run.name))
            # A block that is being imported now cannot be written any more: it is rolled back as a whole.
            run._as_engine().write(
                {
                    "state": "failed",
                    "is_cancelled": True,
                    "failure": run._why_cancelled(),
                    "finished": fields.Datetime.now(),
                }
            )
        return True

    def _has_done_nothing(self):
        """Say whether it is certain that no row is done; a block under way is rolled back when the run is cancelled."""
        return not self.rows

    def _why_cancelled(self):
        """Return who cancelled this run, and what of it stays."""
        user = self.env.user.name
        if self._has_done_nothing():
            return self.env._("Cancelled by %(user)s. Nothing was imported.", user=user)
        return self.env._("Cancelled by %(user)s. What was imported stays.", user=user)

    def action_go_on(self):
        """Go on with a run that failed or was cancelled, after the last block that is done."""
        self.check_access("write")
        for run in self:
            if not run.may_go_on:
                raise UserError(
                    self.env._(
                        "The run %(name)s cannot go on: only one that failed can, as long as its file is there.",
                        name=run.name,
                    )
                )
            run._check_may_still_import(run.user_id)
            run._queue()
        return True

    # -- the scheduled action --

    @api.model
    def _cron_import(self):
        """Import waiting runs, a block of each in turn, until there are none or the time is up."""
        commit = self.env["ir.cron"]._commit_progress
        left, tries, run = commit(remaining=self._waiting_count()), 0, None
        while left:
            if self.pool != self.pool.check_signaling():  # what others changed meanwhile: rights, settings, fields
                self.env.transaction.reset()
            try:
                run = self._next_run()
                if run is None:
                    break
                if run:
                    run._undo_in_background() if run.is_undoing else run._import_block()
                    left, tries = commit(1, remaining=self._waiting_count()), 0
                else:
                    left = commit()
                    time.sleep(BLOCKED_SECONDS)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as error:
                self.env.cr.rollback()
                tries += 1
                if tries > TRIES:
                    raise
                if run and tries > 1:  # one of another company, whose blocks name the same customers
                    self.env["dso.upload.turn.wish"]._make(run.company_id, in_call=False)
                _logger.info("A block is imported again, try %s: %s", tries, error.__class__.__name__)
                time.sleep(random.uniform(0.0, 0.2 * 2**tries))
        if run is not None and self._waiting_count():
            # the time is up: to be called again at once, not when Odoo next looks whether there is something to do
            self.env["ir.cron"].browse(self.env.context.get("cron_id", []))._trigger()
            if not run:
                commit(remaining=0)  # who only waited has not failed

    def _waiting_count(self):
        return self.search_count(self._work_domain())

    def _work_domain(self):
        """Return which runs the scheduled action has something to do for."""
        return Domain.OR([self._waiting_domain(), [("is_undoing", "=", True)]])

    def _waiting_domain(self):
        """Return which runs the scheduled action imports or checks."""
        return self._under_way_domain()

    @api.model
    def _under_way_domain(self):
        """Return which runs are imported or checked in the background, by whomever."""
        return ["|", ("state", "in", UNDER_WAY), ("is_checking", "=", True)]

    def _next_run(self):
        """Take the turn of the run that waits longest.

        :return: the run; an empty one where other imports of their companies are under way; None where none waits
        """
        waiting = self.search(self._work_domain(), order="last_block NULLS FIRST, id")
        turns = self.env["dso.upload.turn"]
        return next((run for run in waiting if turns._is_free(run.company_id)), self.browse()) if waiting else None

    def _import_block(self):
        """Import or check one block of the run with the rights of its user."""
        run = self.with_env(self._own_env(self.user_id, self.company_id))
        if self.state == "queued":
            self._lock()
            started = self.started if self.position else fields.Datetime.now()
            self._as_engine().write({"state": "running", "started": started})
            self.env["ir.cron"]._commit_progress()  # to be seen while the first block is under way
        with run._failing():
            run._check_may_still_import(run.env.user)
            self.env["dso.upload.turn"]._take(self)
            work = run._open_work()
            tries = self.env["dso.upload.try"]
            leaves_out = tries._count(self, self.position) >= MOST_TRIES
            with tries._counted(self, self.position):
                more = run._leave_out_block(work) if leaves_out else run._process_block(work)
                self.env.flush_all()  # who cancelled the run meanwhile is met here, and is no stop of the server
                if more:
                    open_files.keep(_open_key(run), work)
            self.env["dso.upload.turn.wish"]._drop(self.company_id)
        self._as_engine().last_block = time.time()
        told = run.sudo()  # they are told of their own run, also when they have lost the right to read it
        told._tell_progress()
        if not told.is_under_way:
            told._tell_the_end()
        run._forget_records()

    def _check_may_still_import(self, user):
        """Refuse to do anything with the rights of a user who is archived or may not import any more.

        :raises UserError: with the reason
        """
        if not may_import(user):
            raise UserError(
                self.env._(
                    "%(user)s is archived or may no longer use Smart Upload: nothing is imported or undone with their "
                    "rights. What was done stays; somebody else can import the file again.",
                    user=user.sudo().name,
                )
            )

    def _lock(self):
        """Lock this run, until it is committed; where another process has changed it, it is looked at again."""
        query = "SELECT FROM dso_upload_run WHERE id = %s FOR NO KEY UPDATE"
        self.env.cr.execute(query, [self.id], log_exceptions=False)  # which is how waiting ends, no error

    @contextmanager
    def _failing(self):
        """Let whatever goes wrong end the run with the reason, be it that its user lost their rights.

        What was done before stays.
        """
        try:
            with self.env.cr.savepoint():
                yield
        except (InterfaceError, OperationalError):
            raise  # it is done again
        except Exception as error:
            if is_time_limit(error):
                raise
            run = self.sudo()  # their own run says why it ended, also when it is that they lost their rights
            if not isinstance(error, UserError):
                _logger.warning("Run %s failed after line %s", run.id, run.position, exc_info=True)
            run._fail(reason_of(error))

    def _open_work(self):
        """Return the ``Work`` of this run, as this process left it or opened anew after the last block."""
        if not has_file(self):
            bytes_of(self)
        work = open_files.take(_open_key(self))
        if work and self.position and work.reading.position == self.position:
            work.renew(self.mapping_id)
            return work
        with self._opening():
            return self._work_opened_anew()

    @contextmanager
    def _opening(self, opening=OPENING):
        """Open the file in this context, unless the server was stopped again and again while it did so.

        :param opening: number below 0 under which that is counted
        :raises UserError: it was
        """
        tries = self.env["dso.upload.try"]
        if tries._count(self, opening) >= MOST_TRIES:
            raise UserError(
                self.env._(
                    "The server was stopped several times while it read %(name)s: split the file, and ask your "
                    "administrator to look at the log of the server.",
                    name=self.name,
                )
            )
        with tries._counted(self, opening):
            yield
        tries._add(self, opening, -1)  # the file is opened again wherever the run goes on

    def _work_opened_anew(self):
        """Open the file after the last block; one in the middle of which the server was stopped is halved."""
        if stopped := self.env["dso.upload.try"]._count(self, self.position):
            self._as_engine().rows_in_block = max(rows_in_block(self._import_env()) >> min(stopped, MOST_TRIES - 1), 1)
        job = self._prepared()
        if not self.position:
            self._settle(job)
        work = planning.begin(self._import_env(), job, self.position, self.rows, self._repaired(), self._taken())
        if not self.position:
            self._settle_same(work)
        return work

    def _repaired(self):
        """Return the ids of the customers that damaged codes of the rows that are done were taken for."""
        repaired = [("run_id", "=", self.id), ("kind", "=", "repaired_code")]
        return set(self.env["dso.upload.issue"].search(repaired).partner_id.ids)

    def _taken(self):
        """Return the codes that customers without one got of the rows that are done, by id."""
        linked = self.env["dso.upload.change"].search([("run_id", "=", self.id), ("action", "=", "linked")])
        return {change.partner_id.id: change.code for change in linked if change.partner_id}

    def _settle(self, job):
        """Begin the journal, and settle what columns are and what the mapping says: it stays so to the end."""
        self._open_journal(job)
        if not self.is_checking:
            self._remember(job)
        self._as_engine().settled = _settled(job)

    def _fail(self, reason):
        """End the run with a reason; what is done stays. A check that fails has done nothing."""
        if self.is_undoing:
            self._stop_undo(reason)
            return
        if self.is_checking:
            self._as_engine().write({"is_checking": False, "failure": reason})
            return
        self._as_engine().write({"state": "failed", "failure": reason, "finished": fields.Datetime.now()})
        self._tell_source()

    def _tell_progress(self, user=None):
        """Tell the user of the run, or another one, wherever they look at it, how far it is."""
        shown = {name: self[name] for name in ("is_under_way", "progress", "progress_text")}
        (user or self.user_id)._bus_send("dso_smart_upload.progress", {"run_id": self.id, **shown})

    def _tell_the_end(self):
        """Tell the user of the run how it ended."""
        counts = {name: number(self.env, float(self[name])) for name in ("created", "updated", "unchanged", "rejected")}
        if self.failure:
            message = self.failure
        elif self.state == "checked":
            message = self.env._(
                "%(created)s customers to create, %(updated)s to update, %(unchanged)s unchanged, "
                "%(rejected)s rejected. Nothing is imported yet.",
                **counts,
            )
        else:
            message = self.env._(
                "%(created)s customers created, %(updated)s updated, %(unchanged)s unchanged, %(rejected)s rejected.",
                **counts,
            )
        self.user_id._bus_send(
            "simple_notification",
            {
                "type": "warning" if self.failure or self.rejected else "success",
                "title": self.env._("Smart Upload: %(name)s", name=self.name),
                "message": message,
                "sticky": True,
            },
        )


def _has_more_rows(job, limit):
    """Say whether the file of a job has more rows than ``limit``."""
    rows = len(job.table.lines)
    if job.is_whole or rows > limit:
        return rows > limit
    rows = 0
    for table in job.tables():
        rows += len(table.lines)
        if rows > limit:
            return True
    return False


def _row_count(job):
    """Return how many rows the file of a job has."""
    return sum(len(table.lines) for table in job.tables())


def _settled(job):
    """Return what the columns of a job are, as options of a run, and what its mapping says of the file."""
    return {
        SAYS: job.says,
        "columns": {column.header: column.field.key or "" for column in job.columns},
        "policies": {column.header: column.policy for column in job.columns},
        "on_blank": {column.header: column.on_blank for column in job.columns},
        "on_bad": {column.header: column.on_bad for column in job.columns},
    }


def _open_key(run):
    return run.env.cr.dbname, run.id, run.is_checking, repr(run._all_options())
