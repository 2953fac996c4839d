"""A file that the disk had no room for leaves nothing behind."""

import contextlib
import os

from odoo import api, models


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model
    def _file_write(self, bin_value, checksum):
        """Remove what was written of a file when the rest could not be: the same file could never be stored again."""
        path = self._get_path(bin_value, checksum)[1]
        is_new = not os.path.exists(path)
        try:
            return super()._file_write(bin_value, checksum)
        except OSError:
            if is_new:
                with contextlib.suppress(OSError):
                    os.unlink(path)
            raise
