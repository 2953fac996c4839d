"""Whose turn it is: the blocks of one run share the turn of their company, any other import has it alone."""

from odoo import api, models

from odoo.addons.queue_job.exception import RetryableJobError

from .upload_block import AGAIN_SECONDS


class DsoUploadTurn(models.Model):
    _inherit = "dso.upload.turn"

    @api.model
    def _take(self, run):
        """Wait for the jobs that share the turn, too.

        They leave no trace in it. So who waited for them, and does not see the customers they made, has to learn it
        from their blocks: one that was done meanwhile is a serialization failure, and Odoo calls again.
        """
        taken = super()._take(run)
        self.env.cr.execute(
            """
            SELECT FROM dso_upload_block AS block JOIN dso_upload_run AS run ON run.id = block.run_id
            WHERE run.company_id = %s AND block.done IS NOT TRUE
            FOR SHARE OF block
            """,
            [run.company_id.id],
            log_exceptions=False,  # that failure is how waiting ends, no error
        )
        return taken

    @api.model
    def _share(self, run):
        """Share the turn with the other blocks of a run that has it; who had to wait meets a serialization failure.

        :raises RetryableJobError: somebody waits in a call for the turn
        """
        if self.env["dso.upload.turn.wish"]._is_made(run.company_id):
            raise RetryableJobError("An import in a call comes first.", AGAIN_SECONDS, ignore_retry=True)
        self.env.cr.execute(
            "SELECT FROM dso_upload_turn WHERE company_id = %s FOR SHARE", [run.company_id.id], log_exceptions=False
        )
