"""Files that come by e-mail: the attachments of mails from allowed senders to the source's address become runs."""

from odoo import models
from odoo.tools import email_normalize

from odoo.addons.mail.tools.alias_error import AliasError

from ..storage import Trouble


class DsoUploadSource(models.Model):
    _inherit = "dso.upload.source"  # pylint: disable=consider-merging-classes-inherited

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id(self._name)
        values["alias_force_thread_id"] = self.id
        return values

    def _alias_get_error(self, message, message_dict, alias):
        """Turn away mails from senders that are not allowed, with an answer that says so."""
        if not self._may_send(message_dict.get("email_from")):
            return AliasError("error_sender", self.env._("this address takes files from its known senders alone"))
        return super()._alias_get_error(message, message_dict, alias)

    def _may_send(self, email_from):
        """Whether a sender is one of those allowed: by address, or by domain after an @."""
        sender = email_normalize(email_from or "")
        allowed = {line.strip().lower() for line in (self.allowed_senders or "").replace(",", "\n").splitlines()}
        return bool(sender) and (sender in allowed or f"@{sender.rpartition('@')[2]}" in allowed)

    def message_update(self, msg_dict, update_vals=None):
        """Import the attachments whose names fit the pattern; the mail itself is kept on the source."""
        answer = super().message_update(msg_dict, update_vals)
        for source in self:
            if source.kind == "mail" and source.active and source._may_send(msg_dict.get("email_from")):
                source = source.with_context(lang=source.user_id.lang, tz=source.user_id.tz)
                source._take_attachments(msg_dict.get("attachments") or [])
        return answer

    def _take_attachments(self, attachments):
        limit = self.env["dso.upload.engine"]._max_bytes()
        taken = 0
        for attachment in attachments:
            name, content = attachment[0], attachment[1]
            if not self._fits(name or ""):
                continue
            taken += 1
            content = content.encode() if isinstance(content, str) else content
            if len(content) > limit:
                self._failed(name, self._say(Trouble("too_large", name=name, limit=limit / 1e6)))
            elif not self._before(content, again=True):
                self._import(name, content, "mail")
        if not taken:
            self._note(self.env._("A mail without a file that fits the pattern %(pattern)s.", pattern=self.pattern))
