"""Records that belong to somebody, a company or a user, by a link: nobody moves one to where they may not write.

Odoo asks for the record rules of what is written before it is written, not after it.
"""

from odoo import models

OWNERS = {"company_id", "mapping_id", "column_id", "upload_id"}  # links that say whose a record is


class DsoUploadBelonging(models.AbstractModel):
    _name = "dso.upload.belonging"
    _description = "Smart Upload Belonging"

    def write(self, vals):
        """Ask for the rights once more where records are moved.

        :raises AccessError: the user may not write where they are moved to
        """
        result = super().write(vals)
        if not OWNERS.isdisjoint(vals):
            self.check_access("write")
        return result
