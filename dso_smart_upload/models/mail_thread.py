"""Mails to sources: only what fetches mails from a mail server hands them on, and nobody makes records by mail.

``message_process`` can be called by any user, with any text as the mail. What comes that way is no mail to a source.
"""

from odoo import api, models
from odoo.exceptions import AccessError

SOURCE = "dso.upload.source"
OURS = "dso.upload."
ORIGINAL = "original_email.eml"  # what Odoo calls the mail itself, which names the secret address of a source
GATEWAYS = "base.group_system,dso_smart_upload.group_mail_gateway"


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        routes = list(routes or ())
        ours = [route for route in routes if route[0] and route[0].startswith(OURS)]
        if not ours:
            return super()._message_route_process(message, message_dict, routes)
        if not self.env.su and not self.env.user.has_groups(GATEWAYS):
            raise AccessError(
                self.env._(
                    "Mails for Smart Upload are taken from the mail server only. Let the user that hands them on be in "
                    "the group Smart Upload: Mail Gateway."
                )
            )
        if not all(thread_id for _model, thread_id, *_rest in ours):
            raise AccessError(self.env._("Nothing of Smart Upload can be made by e-mail."))
        attachments = [one for one in message_dict.get("attachments") or () if one[0] != ORIGINAL]
        message_dict["attachments"] = attachments
        sender = message_dict.get("email_from")
        taken = []
        for route in ours:
            if route[0] == SOURCE:
                source = self.env[SOURCE]._for_mails().browse(route[1])
                if not source._takes_mails_of(route[4]):
                    continue
                if refusal := source._mail_refusal(message, sender):
                    source._note(refusal)
                    routes.remove(route)
                else:
                    taken.append(source)
                    if not source._may_all_read_files():  # the import has the file, for those who may
                        message_dict["attachments"] = [one for one in attachments if not source._fits(one[0] or "")]
        done = super()._message_route_process(message, message_dict, routes)
        for source in taken:
            source._take_attachments(list(attachments))
        return done
