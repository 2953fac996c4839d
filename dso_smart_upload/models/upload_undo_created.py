"""Undo of created customers: they are removed when nothing uses them, and archived otherwise.

In: lines of the journal of one block. Out: the outcome of each. A customer that the run did not make stays, whatever
the journal says.
"""

from odoo import models
from odoo.tools import SQL, format_date

from .upload_undo_values import ARCHIVED, FAILED, GONE, KEPT, REMOVED, REVERTED, Outcome, is_value


class DsoUploadRun(models.Model):
    _inherit = "dso.upload.run"  # pylint: disable=consider-merging-classes-inherited

    def _undo_created(self, lines):
        """Remove created customers that nothing uses, archive the others: dict id of a line -> ``Outcome``."""
        gone = Outcome(REVERTED, self.env._("This customer was removed already."), how=GONE)
        there, outcomes = self._undo_there(lines, gone)
        there, others = self._undo_meant(there, is_code_needed=False)
        there, foreign = self._undo_own(there)
        engine, uses = self.env["dso.upload.engine"], self._uses(there)
        removed, refused = engine._bisect([line for line in there if line.id not in uses], self._remove)
        uses |= {line.id: self.env._("Odoo says: %(reason)s", reason=reason) for line, reason in refused}
        used = [(line, uses[line.id]) for line in there if line.id in uses]
        archived, refused = engine._bisect(used, self._archive)
        failed = {
            line.id: Outcome(
                FAILED,
                self.env._("Not removed (%(why)s), and Odoo refuses to archive it: %(reason)s", why=why, reason=reason),
            )
            for (line, why), reason in refused
        }
        return outcomes | others | foreign | removed | archived | failed

    def _undo_own(self, lines):
        """Tell the lines whose customers this run made from the others.

        A customer and their line are made in one transaction, which gives both the same date, by the user of the run.

        :return: (list of lines, dict id of each other line -> ``Outcome``)
        """
        partners = self._undo_partners().browse({line.partner_id for line in lines})
        today = partners._dso_values(partners.ids, ["create_date", "create_uid"])
        not_ours = Outcome(KEPT, self.env._("This customer was not created by this import."))
        there, others = [], {}
        for line in lines:
            made = today[line.partner_id]
            if (made["create_date"], made["create_uid"]) == (line.written, self.user_id.id):
                there.append(line)
            else:
                others[line.id] = not_ours
        return there, others

    def _remove(self, lines):
        """Remove the customers of lines: the write of ``_bisect``."""
        self._undo_partners().browse(line.partner_id for line in lines).unlink()
        return {line.id: Outcome(REVERTED, how=REMOVED) for line in lines}

    def _archive(self, batch):
        """Archive the customers of a batch of (line, why): the write of ``_bisect``."""
        partners = self._undo_partners().browse(line.partner_id for line, _why in batch)
        partners.filtered("active").write({"active": False})
        partners.env.flush_all()
        return {
            line.id: Outcome(REVERTED, self.env._("Archived, not removed: %(why)s.", why=why.rstrip(".")), how=ARCHIVED)
            for line, why in batch
        }

    def _uses(self, lines):
        """Return why created customers are not removed: dict id of a line -> words; the others nothing uses."""
        partners = self._undo_partners().browse(line.partner_id for line in lines)
        groups = partners._fields["category_id"]
        conditions = {
            (groups.relation, groups.column1): SQL("FALSE"),  # those of the run are no use, see below for the others
            ("dso_upload_change", "partner_id"): SQL(
                """
                t.undo_result IS DISTINCT FROM %s AND EXISTS (
                    SELECT FROM dso_upload_run AS run
                    WHERE run.id = t.run_id AND run.id != %s AND run.state != 'checked'
                )
                """,
                REVERTED,
                self.id,
            ),
        }
        used = self.env["dso.upload.usage"]._of("res.partner", partners.ids, conditions)
        today = partners._dso_values(partners.ids, ["category_id"])
        edited = self._edited(lines, partners)
        found = {}
        for line in lines:
            id_, why = line.partner_id, []
            counts = dict(used.get(id_, {}))
            if counts.pop("dso.upload.change", 0):
                why.append(self.env._("changed by a later import"))
            if counts:
                why.append(self.env._("used by %(uses)s", uses=self.env["dso.upload.usage"]._words(counts)))
            if id_ in edited:
                why.append(edited[id_])
            _old, given = line.values.get("category_id") or (None, None)
            if not set(today[id_]["category_id"] or ()) <= set(given if given and is_value(groups, given) else ()):
                why.append(self.env._("groups were added to it"))
            if why:
                found[line.id] = "; ".join(why)
        return found

    def _edited(self, lines, partners):
        """Return who changed created customers since, whatever the field: dict partner id -> words."""
        fingerprints = partners._dso_fingerprints(partners.ids)
        edited = [line.partner_id for line in lines if line.fingerprint != fingerprints[line.partner_id]]
        return {
            row["id"]: self.env._(
                "changed by %(user)s on %(date)s",
                user=row["write_uid"][1] if row["write_uid"] else "?",
                date=format_date(self.env, row["write_date"]),
            )
            for row in partners.browse(edited).read(["write_uid", "write_date"])
        }
