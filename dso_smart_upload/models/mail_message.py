"""Messages that say who opened a protected field to imports: nobody makes, changes or removes them by hand."""

from odoo import api, models
from odoo.exceptions import AccessError

FIELD = "dso.upload.field"


class MailMessage(models.Model):
    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse lines that look like what Odoo logs of a field; Odoo itself makes them as the superuser.

        :raises AccessError: there is one among them
        """
        if not self.env.su and any(vals.get("model") == FIELD and vals.get("tracking_value_ids") for vals in vals_list):
            raise AccessError(self.env._("What is logged of a field of Smart Upload cannot be changed or removed."))
        return super().create(vals_list)

    def write(self, vals):
        self._dso_keep_log()
        return super().write(vals)

    def unlink(self):
        self._dso_keep_log()
        return super().unlink()

    def _dso_keep_log(self):
        """Refuse to touch what was logged of a field; Odoo lets everybody who may write a record do so.

        :raises AccessError: one of the messages is such a line, and the user is no administrator of Odoo
        """
        if self.env.is_system():
            return
        # Only whether something was logged is read, which the user need not be allowed to.
        if any(message.model == FIELD and message.tracking_value_ids for message in self.sudo()):
            raise AccessError(self.env._("What is logged of a field of Smart Upload cannot be changed or removed."))
