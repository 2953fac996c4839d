"""What a check keeps beside its journal, with which its rows are looked through and their cells corrected."""

import base64

from odoo import fields, models
from odoo.exceptions import UserError

from ..engine.checked_rows import check_may_read
from ..engine.planning import TOLD
from ..engine.recheck import counted, recheck
from ..engine.whole import pack_whole, whole_of
from ..pipeline.checked import pack_outcomes, pack_table, pack_words
from ..pipeline.corrections import with_correction
from ..pipeline.plan.derive import replace_facts


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"  # pylint: disable=consider-merging-classes-inherited

    checked_ids = fields.One2many("dso.upload.checked", "run_id", readonly=True, groups=fields.NO_ACCESS)
    whole = fields.Binary(
        attachment=False,
        readonly=True,
        groups=fields.NO_ACCESS,
        help="What a check has found of the file as a whole, with which one row of it can be checked again.",
    )
    is_stale = fields.Boolean(
        readonly=True, help="What was corrected since this check may matter to other rows: it is to be done again."
    )

    def _start_counting(self, job, rows=0):
        self._as_engine().write({"whole": False, "is_stale": False})
        return super()._start_counting(job, rows)

    def _open_journal(self, job):
        self._as_engine().checked_ids.unlink()
        return super()._open_journal(job)

    def _keep_rows(self, work, plan):
        """Keep the rows of a block that was checked, and at the end what holds for all of them.

        :param work: ``Work`` that has planned it just now
        """
        checked = self._as_engine().env["dso.upload.checked"]
        place = {"run_id": self.id, "number": len(self._as_engine().checked_ids), "position": work.reading.position}
        checked.create({**place, **checked._values(work.reading.table, plan)})
        if work.reading.is_done:
            self._as_engine().whole = base64.b64encode(pack_whole(whole_of(work, plan.amounts)))

    def _content_of_whole(self):
        """Return the bytes of ``whole``.

        :raises UserError: the check is not done, or was made before there was such a thing
        """
        content = self.with_context(bin_size=False).whole
        if not content:
            raise UserError(self.env._("This file is not checked to its end: check it again first."))
        return base64.b64decode(content)

    def _correct(self, line, header, value):
        """Correct a cell of a checked file and plan its row anew; the file that is kept stays as it is.

        :param int line: of the row in the file
        :param str header: of the column
        :param value: what the cell should say; None: as the file has it
        :return: the lines of the rows that were planned anew, that one among them
        :raises AccessError: the user may not read the file, or it is somebody else's check
        :raises UserError: the run is no check that is done, or has no such cell
        """
        self._check_own()
        check_may_read(self)
        self._lock()
        if self.state != "checked" or self.is_checking:
            raise UserError(self.env._("Only a file that is checked, and not imported yet, can be corrected here."))
        found = recheck(self._import_env(), self, line, header, value)
        self._replace_lines(found)
        cells = {int(one): cells for one, cells in (self.sudo().corrections or {}).items()}
        kept = None if value is None or value == found.original else value
        corrections = {str(one): cells for one, cells in with_correction(cells, line, header, kept).items()}
        self._as_engine().write({"corrections": corrections or False, "is_stale": self.is_stale or found.reaches})
        return found.lines

    def _replace_lines(self, found):
        """Put what was planned anew in place of what the check had found of these rows.

        :param found: ``Recheck``
        """
        engine = self._as_engine()
        here = [("run_id", "=", self.id), ("line", "in", found.lines)]
        issues = engine.env["dso.upload.issue"].search([*here, ("kind", "not in", TOLD)])
        before = {**counted(found.before, issues.mapped("severity")), "rows": len(found.lines)}
        self._count({name: -number for name, number in before.items()})
        issues.unlink()
        engine.env["dso.upload.change"].search(here).unlink()
        self._journal(found.plan, {}, {})
        engine.facts = replace_facts(engine.facts, found.facts, found.plan.facts) or False
        self._count({"same_entity": -found.plan.same_entity})  # of the whole file, which is counted when it is checked
        packed = {
            "cells": pack_table(found.table),
            "words": pack_words(found.table),
            "outcomes": pack_outcomes(found.table.lines, found.outcomes),
        }
        found.block.sudo().write({name: base64.b64encode(content) for name, content in packed.items()})
