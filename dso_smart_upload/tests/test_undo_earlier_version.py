"""Imports and undos of version 19.0.1.0.0."""

import importlib.util
from pathlib import Path

from .common import UploadCase
from .test_undo import HEADER, TWO


class TestUndoEarlierVersion(UploadCase):
    """Journals and undos of version 19.0.1.0.0, which knew less."""

    def as_before(self, *runs):
        """Leave of runs what the earlier version wrote."""
        runs = self.runs.union(*runs)
        self.env.flush_all()
        self.env.cr.execute(
            """
            UPDATE dso_upload_change
            SET partner_key = NULL, raw_contacts = NULL, undo_how = NULL
            WHERE run_id = ANY(%(runs)s);
            UPDATE dso_upload_run
            SET is_undoing = NULL, undo_removed = NULL, undo_archived = NULL, undo_put_back = NULL, undo_gone = NULL
            WHERE id = ANY(%(runs)s)
            """,
            {"runs": runs.ids},
        )
        self.env.invalidate_all()

    def migrate(self):
        path = Path(__file__).parents[1] / "migrations" / "19.0.1.1.0" / "post-undo.py"
        script = importlib.util.module_from_spec(spec := importlib.util.spec_from_file_location("post_undo", path))
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()

    def test_its_imports_can_be_undone(self):
        before = self.tables()
        first = self.runs.browse(self.upload(TWO)["run_id"])
        between = self.tables()
        second = self.runs.browse(self.upload(HEADER + "C1;Aciéries;Paris;Nice\n")["run_id"])
        self.as_before(first, second)
        self.assertEqual((first.is_undoing, first.may_undo, first.undo_summary), (False, True, ""))
        self.migrate()
        self.assertEqual(self.runs.undo(run_id=second.id)["reverted"], 1)
        self.assertSameTables(between)
        self.assertEqual(self.runs.undo(run_id=first.id)["removed"], 2)
        self.assertSameTables(before)

    def test_its_undos_are_told_as_later_ones(self):
        self.upload(HEADER + "C0;Chaux;Lille;Lyon\n")
        run = self.runs.browse(self.upload(TWO + "C0;Chaux;Paris;Lyon\n")["run_id"])
        self.customer("C2").city = "Nice"
        self.runs.undo(run_id=run.id)
        told = run.undo_summary
        self.assertIn("1 customer removed, 1 archived, 1 put back.", told)
        self.as_before(run)
        self.assertIn("3 customers reverted.", run.undo_summary)
        self.migrate()
        self.assertEqual(run.undo_summary, told)
        self.assertEqual(self.runs.undo(run_id=run.id)["reverted"], 3)
        self.assertEqual((run.undo_removed, run.undo_archived, run.undo_put_back), (1, 1, 1))
