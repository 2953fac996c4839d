"""How files to import are stored: without a copy of their words in the database, and nothing is left of a file that the
disk had no room for.
"""

import contextlib
import os

from odoo import api, models


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    @api.model
    def _index(self, bin_data, file_type, checksum=None):
        """Leave out the words of a file to import: nobody searches them, and a large one has a hundred MB."""
        if self.env.context.get("dso_upload_file"):
            return None
        return super()._index(bin_data, file_type, checksum)

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
