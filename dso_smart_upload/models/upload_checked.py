"""The rows of a check, one record for each block of its file, see ``pipeline/checked.py``.

They are as secret as the file itself: only the engine reads and writes them, and gives them to whom it may.
"""

import base64

from odoo import fields, models

from ..pipeline.checked import outcomes_of, pack_outcomes, pack_table, pack_words


class DsoUploadChecked(models.Model):
    _name = "dso.upload.checked"
    _description = "Smart Upload Checked Rows"
    _order = "run_id, number"
    _rec_name = "number"
    _log_access = False

    run_id = fields.Many2one("dso.upload.run", required=True, ondelete="cascade")
    number = fields.Integer(required=True, help="Of the block, 0 for the first.")
    position = fields.Integer(help="Line of the file after which the next block goes on.")
    cells = fields.Binary(attachment=False, help="The cells of the rows.")
    words = fields.Binary(attachment=False, help="What is searched in the rows.")
    outcomes = fields.Binary(attachment=False, help="The lines of the rows, and what becomes of each.")

    _run_number = models.Index("(run_id, number)")

    def _values(self, table, plan):
        """Return what is kept of a block.

        :param table: its ``Table``
        :param plan: its ``Plan``
        """
        linked = [change.row for change in plan.changes if change.linked is not None]
        packed = {
            "cells": pack_table(table),
            "words": pack_words(table),
            "outcomes": pack_outcomes(table.lines, outcomes_of(plan.outcomes, linked)),
        }
        return {name: base64.b64encode(content) for name, content in packed.items()}

    def _content(self, name):
        """Return the bytes of one of the fields above."""
        return base64.b64decode(self[name])
