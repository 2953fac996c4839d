"""Values in the chatter of a customer that are those of one company: shown to those only who work for it."""

from odoo import models


class MailTrackingValue(models.Model):
    _inherit = "mail.tracking.value"

    def _filter_has_field_access(self, env):
        """Leave out guarantees and limits that a merge of contacts noted for a company that is not the reader's."""
        found = super()._filter_has_field_access(env)
        if env.su:
            return found
        companies = env.user.company_ids

        def is_elsewhere(tracking):
            model, company = tracking.field_id.sudo().model, tracking.mail_message_id.record_company_id
            if model != "res.partner" or not company or company in companies:
                return False
            field = env[model]._fields.get(tracking.field_id.sudo().name)
            return bool(field and field.company_dependent)

        return found.filtered(lambda tracking: not is_elsewhere(tracking))
