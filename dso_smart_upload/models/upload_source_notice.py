"""What people are told of a source: its followers hear of rejected rows and failures, and of files that stay away."""

import logging

from markupsafe import Markup

from odoo import SUPERUSER_ID, fields, models
from odoo.tools import format_datetime

from ..engine.customers import readable, rules_may_hide
from ..engine.rights import USER
from ..engine.run_file import has_file

_logger = logging.getLogger(__name__)

SHOWN_ISSUES = 20  # in a message; the run has them all


class DsoUploadSource(models.Model):
    _inherit = "dso.upload.source"  # pylint: disable=consider-merging-classes-inherited

    def _tell(self, run):
        """Tell the followers of a run that ended; one without rejected rows is logged alone."""
        if run.settled:  # in the background: newer files waited for it
            self.env.ref("dso_smart_upload.ir_cron_fetch").with_user(SUPERUSER_ID)._trigger()
        if run.state == "failed":
            self._tell_failure(run.filename, run.failure or "", run)
            return
        result = self.env._(
            "%(file)s: %(created)s created, %(updated)s updated, %(unchanged)s unchanged, %(rejected)s rejected",
            file=run.filename,
            **{name: run[name] for name in ("created", "updated", "unchanged", "rejected")},
        )
        self._note(result)
        if not run.rejected:
            _logger.info("Source %s: %s", self.name, result)
            return
        subject = self.env._(
            "%(source_name)s: %(rejected)s rows of %(file)s were rejected",
            source_name=self.name,
            rejected=run.rejected,
            file=run.filename,
        )
        lines = [result, *self._issue_lines(run)]
        if not self._may_all_read_files():
            lines.append(
                self.env._(
                    "The rejected rows are in the import: not everybody who sees this message may read all they hold."
                )
            )
        try:
            with self.env.cr.savepoint():
                self._post(subject, lines, run, self._rejected_files(run))
        except OSError as error:
            _logger.warning("Source %s: the rejected rows of run %s have no room: %s", self.name, run.id, error)
            advice = self.env._(
                "The file of the rejected rows could not be stored on the server: %(reason)s. Download it from the "
                "import, and ask the server's administrator to make room on its disk.",
                reason=error.strerror,
            )
            self._post(subject, [*lines, advice], run)

    def _tell_failure(self, filename, reason, run=None):
        """Tell the followers that a file could not be imported."""
        result = self.env._("%(file)s: %(reason)s", file=filename, reason=reason)
        known = not run and result == self.last_result  # of a file that stays where it is
        self._note(result)
        if known:
            return
        subject = self.env._("%(source_name)s: %(file)s could not be imported", source_name=self.name, file=filename)
        self._post(subject, [reason, *(self._issue_lines(run) if run else [])], run)

    def _looked(self, failing):
        """Write down a look at the place; followers hear once of why no file can be taken, not at every look.

        :param failing: why none can be taken, empty when some can
        """
        if failing and failing != self.failing:
            _logger.warning("Source %s: %s", self.name, failing)
            self._post(self.env._("No file can be taken from %(source_name)s", source_name=self.name), [failing])
        values = {"last_fetch": fields.Datetime.now(), "failing": failing}
        if failing:
            values["last_result"] = failing
        self.sudo().write(values)

    def _tell_address_is_new(self, old):
        """Tell the followers that the address of a source of e-mails is another one; not which, as it is secret."""
        reason = self.env._(
            "Files sent to %(address)s are not imported any more: anybody could have sent them under a forged name. "
            "The source has a new address with a secret part, which those see who may set it up. Give it to the "
            "program that sends the files.",
            address=old,
        )
        self.sudo().write({"failing": reason, "last_result": reason})
        self._post(self.env._("%(source_name)s has a new mail address", source_name=self.name), [reason])

    def _warn_if_late(self):
        """Tell the followers once when no file came for longer than expected."""
        if not self.expected_hours or self.late_told:
            return
        since = self.last_file or self.create_date
        if fields.Datetime.add(since, hours=self.expected_hours) > fields.Datetime.now():
            return
        self.sudo().late_told = True
        reason = self.env._(
            "A file is expected every %(hours)s hours; the last one came on %(date)s. "
            "Ask whether the other program still exports.",
            hours=self.expected_hours,
            date=format_datetime(self.env, since),
        )
        self._post(self.env._("%(source_name)s: no file for too long", source_name=self.name), [reason])

    def _note(self, result):
        self.sudo().write({"last_fetch": fields.Datetime.now(), "last_result": result})

    def _issue_lines(self, run):
        """Return the sentences of the rejected rows, the first ones."""
        errors = run.issue_ids.filtered(lambda issue: issue.severity == "error")
        return [issue._message_for_anyone() for issue in errors[:SHOWN_ISSUES]]

    def _rejected_files(self, run):
        """Return the file of the rejected rows as an attachment, if all may read it: list of (name, bytes)."""
        return [run._rejected_file("csv")] if has_file(run) and self._may_all_read_files() else []

    def _may_all_read_files(self):
        """Say whether everybody who can see what is written on a source may read all cells of its files."""
        names = {field.partner_field for field in self.env["dso.upload.field"].sudo()._all()}
        theirs = self._partners_of_readers()
        return all(readable(partners, names) == names for partners in theirs) and self._may_all_see_customers()

    def _may_all_see_customers(self):
        """Say whether no record rule hides customers from anybody who can see what is written on a source."""
        return not any(rules_may_hide(partners) for partners in self._partners_of_readers())

    def _partners_of_readers(self):
        """Return the customers' model for everybody who can see what is written on a source, in their companies."""
        readers, partners = self.env.ref(USER).sudo().all_user_ids, self.env["res.partner"]
        return [
            partners.with_user(reader).sudo(False).with_context(allowed_company_ids=reader.company_ids.ids)
            for reader in readers
        ]

    def _report_text(self, filename, taken):
        """Return the report that lies beside a file that failed."""
        lines = [filename, fields.Datetime.now().strftime("%Y-%m-%d %H:%M UTC"), taken.reason]
        lines += taken.run.issue_ids.mapped("message")
        return "\n".join(line for line in lines if line) + "\n"

    def _post(self, subject, lines, run=None, attachments=()):
        """Send the followers a message, in the language of the source's user."""
        paragraphs = Markup().join(Markup("<p>%s</p>") % line for line in lines if line)
        if run:
            link = f"/odoo/dso.upload.run/{run.id}"
            paragraphs += Markup('<p><a href="%s">%s</a></p>') % (link, self.env._("Open the import"))
        self.message_post(
            subject=subject,
            body=paragraphs,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=self.env.ref("base.partner_root").id,
            attachments=list(attachments),
        )
