"""How files to import are stored: nothing is left of a file that the disk had no room for. A file that was given to a
run is the run's: nobody replaces it, adds one or takes it away.
"""

import contextlib
import os

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

RUN = "dso.upload.run"


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model
    def _file_write(self, bin_value, checksum):
        """Remove what was written of a run's file when the rest could not be: it could never be stored again."""
        if not self.env.context.get("dso_upload_file"):
            return super()._file_write(bin_value, checksum)
        path = self._get_path(bin_value, checksum)[1]
        is_new = not os.path.exists(path)
        try:
            return super()._file_write(bin_value, checksum)
        except OSError:
            if is_new:
                with contextlib.suppress(OSError):
                    os.unlink(path)
            raise

    # -- whose files they are --

    def _check_access(self, operation):
        """Keep the file of a run from those who may read the run, but not each value in the file."""
        refused = super()._check_access(operation)
        if self.env.su or not self:
            return refused
        runs = self.env[RUN]
        # What an attachment belongs to is read with all rights: it is what decides about the user's.
        given = self.sudo().filtered(lambda one: one.res_model == RUN and one.res_field == "content")
        kept = given.filtered(lambda one: not runs.browse(one.res_id)._may_read_file()).with_env(self.env)
        if not kept:
            return refused
        return kept | refused[0] if refused else kept, lambda: AccessError(
            self.env._("The file of this import may hold values that you may not read.")
        )

    @api.model
    def _search(self, domain, *args, bypass_access=False, **options):
        """Find no files of others' runs for who may not read each value in them: what is found is shown."""
        if not (self.env.su or bypass_access or self.env[RUN]._may_read_all()):
            # with all rights, since also who may read no run looks for attachments; it finds their own runs alone
            own = self.env[RUN].sudo()._search([("user_id", "=", self.env.uid)])
            domain = Domain(domain) & (Domain("res_model", "!=", RUN) | Domain("res_id", "in", own))
        return super()._search(domain, *args, bypass_access=bypass_access, **options)

    @api.model_create_multi
    def create(self, vals_list):
        attachments = super().create(vals_list)
        attachments._dso_leave_runs_alone()
        return attachments

    def write(self, vals):
        self._dso_leave_runs_alone()
        result = super().write(vals)
        if {"res_model", "res_id", "res_field"} & vals.keys():
            self._dso_leave_runs_alone()
        return result

    def unlink(self):
        self._dso_leave_runs_alone()
        return super().unlink()

    def _dso_leave_runs_alone(self):
        """Refuse to change the file of a run, which only the engine does.

        :raises AccessError: one of the attachments belongs to a run
        """
        # What an attachment belongs to is read with all rights: it is what decides about the user's.
        if not self.env.su and RUN in self.sudo().mapped("res_model"):
            raise AccessError(self.env._("The file of an import cannot be changed: import another file instead."))
