"""Undo of what a run created beside customers: groups and terms that nothing uses go.

In: the ids that the run noted, by model. Out: a sentence on each record that stays. Records that are not of the run
itself stay without a word: what was noted is not believed.
"""

from functools import partial

from odoo import models
from odoo.tools import SQL

from .upload_undo_values import is_id

MODELS = ("res.partner.category", "account.payment.term")  # what imports create
PARTS = {("account_payment_term_line", "payment_id"): SQL("FALSE")}  # the lines of a term do not use it


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"  # pylint: disable=consider-merging-classes-inherited

    def _undo_made(self):
        """Remove the groups and terms the run created that nothing uses: list of sentences on those that stay."""
        notes = []
        for left in self._made_records():
            removed, why = True, {}
            while left and removed:  # a family can go when its groups are gone
                removed, why = self._remove_made(left)
                left -= removed
            notes += [
                self.env._("%(name)s stays: %(why)s", name=record.display_name, why=why[record.id]) for record in left
            ]
        return notes

    def _made_records(self):
        """Return the groups and the terms that this run created, of those it noted: list of recordsets."""
        made = self.made if isinstance(self.made, dict) else {}
        noted = {model: list(filter(is_id, made[model])) for model in MODELS if isinstance(made.get(model), list)}
        last = self._last_written() if any(noted.values()) else None
        if not last:
            return []
        return [
            self.env[model]
            .with_context(active_test=False)
            .browse(ids)
            .exists()
            ._filtered_access("read")
            .filtered(lambda one: one.create_uid == self.user_id and self.create_date <= one.create_date <= last)
            for model, ids in noted.items()
        ]

    def _last_written(self):
        """Return when the last line of the journal was written, None where it is empty."""
        dates = [
            self.env[model]._read_group([("run_id", "=", self.id)], [], ["create_date:max"])[0][0]
            for model in ("dso.upload.change", "dso.upload.issue")
        ]
        return max(filter(None, dates), default=None)

    def _remove_made(self, records):
        """Remove those of the records that nothing uses and nobody changed.

        :return: (the removed records, dict id of each other one -> why it stays)
        """
        usage = self.env["dso.upload.usage"]
        why = {
            id_: self.env._("used by %(uses)s", uses=usage._words(counts))
            for id_, counts in usage._of(records._name, records.ids, PARTS).items()
        }
        for record in records:
            if record.write_date != record.create_date:
                why.setdefault(record.id, self.env._("changed since"))
        unused = records.filtered(lambda record: record.id not in why)
        removed, refused = self.env["dso.upload.engine"]._bisect(list(unused), partial(self._unlink, unused))
        why |= {record.id: self.env._("Odoo says: %(reason)s", reason=reason) for record, reason in refused}
        return records.browse(removed), why

    def _unlink(self, records, batch):
        """Remove a batch of records: the write of ``_bisect``."""
        ids = [record.id for record in batch]
        records.browse(ids).unlink()
        return dict.fromkeys(ids, True)
