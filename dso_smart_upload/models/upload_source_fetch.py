"""Fetching: the files that wait in a source's place become runs, one transaction per file."""

import fnmatch
import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import partial

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError

from ..engine.prepare import max_bytes
from ..engine.seen_before import content_hash
from ..pipeline.table.file_date import date_in_name
from ..storage import Trouble
from .upload_source import DONE, ERROR, SAME

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taken:
    """What became of a file.

    :param state: ``done``, ``error``, or ``same``: imported before
    :param run: its ``dso.upload.run``, an empty one where none could be made
    :param reason: why it could not be imported
    """

    state: str
    run: models.Model
    reason: str = ""


class DsoUploadSource(models.Model):
    _inherit = "dso.upload.source"  # pylint: disable=consider-merging-classes-inherited

    def fetch_files(self):
        """Import the files that wait in the places of these sources, oldest first.

        When the import is saved, an imported file moves to the folder ``done`` beside it, one that cannot be imported
        to ``error`` with a report; or as the source says. A file that was imported before is put away only.

        :returns: how many files were imported and how many could not be: {"done": int, "error": int}
        :rtype: dict
        :raises UserError: a place cannot be reached
        """
        self.check_access("write")
        counts = {DONE: 0, ERROR: 0, SAME: 0}
        for source in self.filtered(lambda source: source.kind != "mail"):
            if refusal := source._refusal():
                raise UserError(refusal)
            try:
                place = source._place()
                self.env.cr.postrollback.add(place.close)
                for found in source._waiting(place):
                    taken = source._take(place, found, again=True)
                    counts[taken.state] += 1
                    self.env.cr.postcommit.add(partial(_put_away_logged, source, place, found, taken))
                    if taken.run.state == "queued":
                        break  # the newer files must not overtake it
                self.env.cr.postcommit.add(place.close)
            except Trouble as trouble:
                raise UserError(source._say(trouble)) from trouble
            source._looked("")
        return {state: counts[state] for state in (DONE, ERROR)}

    def action_fetch(self):
        counts = self.fetch_files()
        message = self.env._("%(done)s files imported, %(error)s could not be.", done=counts[DONE], error=counts[ERROR])
        return self._notify(message, "warning" if counts[ERROR] else "success")

    @api.model
    def _cron_fetch(self):
        """Fetch from all sources, one transaction per file; a source or a file that fails does not stop the others."""
        commit = self.env["ir.cron"]._commit_progress
        for source in self.search([("active", "=", True)]):
            source = source.with_context(lang=source.user_id.lang, tz=source.user_id.tz)
            source._refuse_or_fetch(commit)
            source._warn_if_late()
            if commit(1) <= 0:  # the time of the cron is over: it is called again for the others
                commit(remaining=1)
                break

    def _refuse_or_fetch(self, commit):
        """Take the files of this source, unless its people may not import from it any more."""
        if refusal := self._refusal():
            self._looked(refusal)
        elif self.kind != "mail":
            self._fetch(commit)

    def _fetch(self, commit):
        """Take the files of this source, saving after each."""
        try:
            with self._place() as place:
                for found in self._waiting(place):
                    if not self._fetch_one(place, found, commit):
                        break
        except Trouble as trouble:
            self._looked(self._say(trouble))
        except (OperationalError, ConcurrencyError):
            self.env.cr.rollback()
            _logger.info("Source %s met another transaction; its files wait for the next time", self.name)
        except Exception:
            self.env.cr.rollback()
            _logger.exception("Source %s failed", self.name)
            self._looked(self.env._("A mistake in the program; the log of the server says more."))
        else:
            self._looked("")

    def _fetch_one(self, place, found, commit):
        """Take one file, save, and put it away; return whether to take the next one now."""
        taken = self._take(place, found)
        left = commit()
        try:
            self._put_away(place, found, taken)  # after the commit: what is lost between the two is the move alone
        except Trouble as trouble:
            _logger.warning("Source %s: %s could not be put away: %s", self.name, found.name, trouble)
            reason = self._say(trouble)
            self._note(self.env._("%(file)s could not be put away: %(reason)s", file=found.name, reason=reason))
        return left > 0 and taken.run.state != "queued"

    # -- which files --

    def _fits(self, name):
        """Whether a file's name is one of those to take."""
        patterns = [pattern.strip() for pattern in self.pattern.split(",")]
        return any(fnmatch.fnmatch(name.lower(), pattern.lower()) for pattern in patterns if pattern)

    def _waiting(self, place):
        """Return the complete files to take, oldest first: list of ``Found``.

        There are none as long as an earlier file is imported in the background: a newer one must not overtake it.
        """
        if self.env["dso.upload.run"].search_count(
            [("source_id", "=", self.id), ("state", "in", ("queued", "running"))], limit=1
        ):
            return []
        present = place.list()
        fitting = [found for found in present if self._fits(found.name)]
        if self.complete_when == "marker":
            names = {found.name for found in present}
            complete = [found for found in fitting if names & set(self._markers(found.name))]
        else:
            complete = self._stable(place, fitting)
        return sorted(
            complete, key=lambda found: (found.modified or date_in_name(found.name) or datetime.min, found.name)
        )

    def _markers(self, name):
        """Return the names that a marker of a file may have."""
        return (f"{name}{self.marker}", f"{name.rpartition('.')[0]}{self.marker}") if self.marker else ()

    def _stable(self, place, fitting):
        """Return the files whose size is the same at two looks.

        One look is enough for a web server's file, which has no size before it is read, and for an old file of this
        machine; other machines' clocks are not trusted.
        """
        settled = datetime.now(timezone.utc).replace(tzinfo=None) - timedelta(seconds=self.settle_seconds + 60)
        unsure = [found for found in fitting if found.size >= 0 and (self.kind != "folder" or found.modified > settled)]
        if not unsure or not self.settle_seconds:
            return fitting
        time.sleep(self.settle_seconds)
        again = {found.name: found for found in place.list()}
        return [found for found in fitting if found not in unsure or again.get(found.name) == found]

    # -- one file --

    def _take(self, place, found, again=False):
        """Import one file as the user of the source.

        :param again: also try a file once more that failed before
        :return: ``Taken``
        """
        try:
            content = place.read(found, max_bytes(self.env))
        except Trouble as trouble:
            return self._failed(found.name, self._say(trouble))
        stays = self.after == "leave" or not place.can_put_away
        before = self._before(content, found.modified, again or not stays)
        if before:
            return Taken(ERROR, before, before.failure) if before.state == "failed" else Taken(SAME, before)
        return self._import(found.name, content, "schedule", found.modified)

    def _import(self, filename, content, origin, file_date=None):
        """Import a file's content as the user of the source.

        :return: ``Taken``
        """
        runs = self.env["dso.upload.run"]
        runs = run = runs.with_env(runs._own_env(self.user_id, self.company_id))
        self.sudo().write({"last_file": fields.Datetime.now(), "late_told": False})
        try:
            with self.env.cr.savepoint():
                run = runs._make(content, filename, self.mapping_id.with_env(runs.env), {}, origin, file_date=file_date)
                run._as_engine().source_id = self.id
            with self.env.cr.savepoint():
                run._start()
        except (OperationalError, ConcurrencyError):
            raise  # two transactions met: Odoo calls again, or the cron comes again
        except Exception as error:
            return self._failed(filename, self._reason(filename, error), run)
        if run.state == "queued":
            self._note(self.env._("%(file)s is large: it is imported in the background.", file=filename))
        return Taken(ERROR, run, run.failure) if run.state == "failed" else Taken(DONE, run)

    def _reason(self, filename, error):
        """Return what to tell people of an error."""
        if isinstance(error, UserError):
            return str(error)
        _logger.error("Source %s: %s failed", self.name, filename, exc_info=error)
        return self.env._("A mistake in the program; the log of the server says more.")

    def _failed(self, filename, reason, run=None):
        """Write down and tell that a file could not be imported; return its ``Taken``."""
        _logger.warning("Source %s: %s could not be imported: %s", self.name, filename, reason)
        if run:
            run._finish("failed", reason)  # which tells the followers
        else:
            self._tell_failure(filename, reason)
        return Taken(ERROR, run if run is not None else self.env["dso.upload.run"], reason)

    def _before(self, content, modified=None, again=False):
        """Return the run that imported a file's content before, an empty one where it is new.

        The same content is the same file, unless another one came in between and this one is newer: then the other
        program went back to what it said before.

        :param modified: when the file was last changed, where it is known
        :param again: a file that failed counts as new
        """
        runs = self.env["dso.upload.run"]
        domain = [("source_id", "=", self.id), ("state", "not in", ("undone", "failed") if again else ("undone",))]
        same = runs.search([*domain, ("content_hash", "=", content_hash(content))], limit=1)
        if same and modified and same.file_date and modified > same.file_date and same != runs.search(domain, limit=1):
            return runs
        return same

    def _put_away(self, place, found, taken):
        """Move, delete or leave a file that was taken."""
        if self.after == "leave" or not place.can_put_away:
            return
        markers = []
        if self.complete_when == "marker":
            markers = [one for one in place.list() if one.name in self._markers(found.name)]
        if taken.state == ERROR:
            name = place.move(found, ERROR)
            place.write(ERROR, f"{name}.report.txt", self._report_text(found.name, taken).encode())
        elif self.after == "delete":
            place.delete(found)
        else:
            place.move(found, DONE)
        for marker in markers:
            place.delete(marker)


def _age(found):
    return found.modified or date_in_name(found.name) or datetime.min, found.name


def _put_away_logged(source, place, found, taken):
    """Put a file away where nobody waits for the answer: when it fails, the next look does it."""
    try:
        source._put_away(place, found, taken)
    except Trouble as trouble:
        _logger.warning("Source %s: %s could not be put away: %s", source.id, found.name, trouble)
