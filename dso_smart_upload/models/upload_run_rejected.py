"""The rejected rows of a run as a file, to be corrected and imported again."""

import re

from odoo import models
from odoo.exceptions import AccessError, UserError

from ..pipeline.blocks import joined_tables, take
from ..pipeline.message import FileError
from ..pipeline.rejects import MARKED, Rejected, rejected_csv, rejected_xlsx

WRONG_FIELDS = {"missing_name": "name", "duplicate_in_file": "code"}  # of issues that name no column
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"|?*]')


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"  # pylint: disable=consider-merging-classes-inherited

    def action_rejected_csv(self):
        return self._download_rejected("csv")

    def action_rejected_xlsx(self):
        return self._download_rejected("xlsx")

    def _download_rejected(self, ending):
        self._check_rejected_file()
        return {
            "type": "ir.actions.act_url",
            "url": f"/dso_smart_upload/rejected/{self.id}/{ending}",
            "target": "download",
        }

    def _rejected_file(self, ending):
        """Return the rejected rows of this run as a file.

        :param ending: ``csv`` or ``xlsx``
        :return: (name of the file, bytes)
        :raises AccessError: the rows may hold values that the user may not read
        :raises UserError: no row was rejected, the file of the run was removed, or the rows are too many for ``xlsx``
        """
        self._check_rejected_file()
        rejected = self._rejected_rows()
        lines = {one.line for one in rejected}
        table = joined_tables(
            [take(table, [row for row, line in enumerate(table.lines) if line in lines]) for table in self._tables()]
        )
        try:
            if ending == "xlsx":
                content = rejected_xlsx(table, rejected)
            else:
                content = rejected_csv(table, rejected, MARKED if self.filename.lower().endswith(".json") else None)
        except FileError as error:
            raise UserError(self.env["dso.upload.engine"]._say(error.message)) from error
        return f"{self._stem()}_rejected.{ending}", content

    def _check_rejected_file(self):
        """Refuse to give out the rejected rows of this run where there are none, or not for this user.

        :raises AccessError: the rows may hold values that the user may not read
        :raises UserError: no row was rejected, or the file is gone
        """
        self.ensure_one()
        if not self.rejected:
            raise UserError(self.env._("No row of this import was rejected."))
        if not self._may_read_file():
            raise AccessError(
                self.env._(
                    "The rejected rows of this import may hold values that you may not read: ask %(user)s for them.",
                    user=self.user_id.name,
                )
            )
        if not self._has_file():
            raise UserError(
                self.env._(
                    "The file of this import was removed, and its rejected rows with it: "
                    "export them again from the other program."
                )
            )

    def _rejected_rows(self):
        """Return the ``Rejected`` of each row that was rejected, in the order of the file."""
        headers = {column["field"]: column["header"] for column in self.columns or [] if column["field"]}
        reasons, wrong = {}, {}
        for issue in self.issue_ids.filtered(lambda issue: issue.severity == "error"):
            reasons.setdefault(issue.line, []).append(issue.message)
            column = issue.column or headers.get(WRONG_FIELDS.get(issue.kind), "")
            wrong.setdefault(issue.line, []).append(column)
        return [Rejected(line, " ".join(texts), tuple(wrong[line])) for line, texts in reasons.items()]

    def _stem(self):
        """Return the name of the file without folder and ending, as every system can save it."""
        name = re.split(r"[/\\]", self.filename or "")[-1]
        stem = _NOT_IN_NAMES.sub("", name.rpartition(".")[0] or name).removesuffix("_rejected").strip(" .")
        return stem or "rows"
