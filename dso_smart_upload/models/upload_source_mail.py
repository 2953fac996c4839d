"""Files that come by e-mail: the attachments of mails from allowed senders to the source's address become runs.

A sender can be forged. So the address has a secret part, which only those see who may set up the source, and what the
mail server found out about the sender counts. Which way mails come here is in ``mail_thread.py``.
"""

import logging
import secrets

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import email_normalize, email_split

from odoo.addons.mail.tools.alias_error import AliasError

from ..engine.prepare import max_bytes
from ..storage import Trouble, mail_authentication
from .upload_source_password import ADMINISTRATOR

_logger = logging.getLogger(__name__)

MOST_ATTACHMENTS = 50  # that are imported of one mail
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # that can be told apart when they are read aloud
SECRET_LENGTH = 16  # 80 bits


class DsoUploadSource(models.Model):
    _inherit = "dso.upload.source"  # pylint: disable=consider-merging-classes-inherited

    alias_id = fields.Many2one("mail.alias", ondelete="restrict", copy=False, groups=fields.NO_ACCESS)
    alias_name = fields.Char(string="Address Begins With", help="A secret part is added to it, which nobody can guess.")
    alias_domain_id = fields.Many2one(
        "mail.alias.domain", string="Mail Domain", default=lambda self: self.env.company.alias_domain_id
    )
    mail_address = fields.Char(
        compute="_compute_mail_address",
        groups=ADMINISTRATOR,
        help="The program sends its files to this address. Keep it secret: whoever knows it, and can forge the sender "
        "of a mail, can import files.",
    )

    @api.depends("alias_id.alias_full_name", "alias_id.alias_name", "user_id", "company_id")
    @api.depends_context("uid")
    def _compute_mail_address(self):
        """Show the address to those who may set up the source: it is as good as a password."""
        for source in self:
            alias = source.sudo().alias_id
            is_shown = alias and source._origin._may_be_set_up_by(self.env.user)
            source.mail_address = (alias.alias_full_name or alias.alias_name) if is_shown else False

    def action_renew_address(self):
        """Give these sources another secret address; the one before ends."""
        self.check_access("write")
        self._check_may_set_up()
        self._keep_address(renew=True)
        return True

    def _keep_address(self, renew=False):
        """Make the address of sources of e-mails, and remove that of others.

        :param renew: also a new secret part where the address stays
        """
        for source in self.sudo():
            alias, name = source.alias_id, source.env["mail.alias"]._sanitize_alias_name(source.alias_name)
            if source.kind != "mail" or not name:
                source.alias_id = False
                alias.unlink()
                continue
            beginning = f"{name}-"
            if not (alias.alias_name or "").startswith(beginning) or alias.alias_domain_id != source.alias_domain_id:
                renew = True
            if renew or not alias:
                values = {
                    "alias_name": beginning + "".join(secrets.choice(LETTERS) for _letter in range(SECRET_LENGTH)),
                    "alias_domain_id": source.alias_domain_id.id,
                    "alias_model_id": source.env["ir.model"]._get_id(source._name),
                    "alias_force_thread_id": source.id,
                    "alias_parent_model_id": False,  # else Odoo writes it as the address for answers into messages
                    "alias_parent_thread_id": False,
                    "alias_contact": "everyone",
                    "alias_defaults": "{}",
                }
                if alias:
                    alias.write(values)
                else:
                    source.alias_id = alias.create(values)

    def _alias_get_error(self, message, message_dict, alias):
        """Turn away mails from senders that are not allowed, with an answer that says so."""
        if not self._may_send(message_dict.get("email_from")):
            return AliasError("error_sender", self.env._("this address only accepts files from approved senders"))
        return super()._alias_get_error(message, message_dict, alias)

    def _may_send(self, email_from):
        """Whether a sender is one of those allowed: by address, or by domain after an @."""
        sender = email_normalize(email_from or "")
        senders = self.sudo().allowed_senders or ""
        allowed = {line.strip().lower() for line in senders.replace(",", "\n").splitlines()}
        return bool(sender) and (sender in allowed or f"@{sender.rpartition('@')[2]}" in allowed)

    @api.model
    def _for_mails(self):
        """Return the model as mails are taken: by the system, whoever hands them on; nothing is in the context."""
        return self.with_env(self.env(user=SUPERUSER_ID, su=True, context={}))

    def _takes_mails_of(self, alias):
        """Whether the files of a mail that came by an alias are for this source."""
        return bool(self.kind == "mail" and self.active and alias and alias.id == self.alias_id.id)

    def _mail_refusal(self, message, email_from):
        """Return why the files of a mail are not imported, empty where they are.

        :param message: ``EmailMessage``
        :param email_from: its sender as Odoo reads it
        """
        source = self._as_told()
        senders = [email_normalize(one) for text in message.get_all("From", []) for one in email_split(str(text))]
        if len(senders) != 1 or senders[0] != email_normalize(email_from or "") or not source._may_send(email_from):
            return source.env._("A mail was turned away: its sender is not an approved one.")
        headers = [str(text) for text in message.get_all("Authentication-Results", [])]
        trusted = source.env["ir.config_parameter"].get_param("dso_smart_upload.mail_checked_by", "")
        found = mail_authentication.judge(headers, senders[0].rpartition("@")[2], trusted)
        if found == mail_authentication.ACCEPTED:
            return ""
        _logger.warning("Source %s: a mail from %s was turned away: %s", source.name, senders[0], found)
        if found == mail_authentication.FAILED:
            return source.env._(
                "A mail from %(sender)s was turned away: the mail server says that its sender is forged.",
                sender=senders[0],
            )
        return source.env._(
            "A mail from %(sender)s was turned away: the mail server %(server)s did not say who sent it.",
            sender=senders[0],
            server=trusted,
        )

    def _as_told(self):
        """Return this source in the language and time zone of its user."""
        return self.with_context(lang=self.user_id.lang, tz=self.user_id.tz)

    def _take_attachments(self, attachments):
        """Import the attachments of a mail whose names fit the pattern.

        :param attachments: list of (name, content, ...)
        """
        source = self._as_told()
        if refusal := source._refusal():
            source._looked(refusal)
            return
        source._looked("")
        fitting = [(name, content) for name, content, *_rest in attachments if source._fits(name or "")]
        for name, content in fitting[:MOST_ATTACHMENTS]:
            source._take_attachment(name, content.encode() if isinstance(content, str) else content)
        if len(fitting) > MOST_ATTACHMENTS:
            limit = MOST_ATTACHMENTS
            source._tell_failure(
                fitting[limit][0],
                source.env._(
                    "A mail with more than %(limit)s files: this one and those after it are not imported.", limit=limit
                ),
            )
        if not fitting:
            source._note(
                source.env._("A mail without a file that fits the pattern %(pattern)s.", pattern=source.pattern)
            )

    def _take_attachment(self, name, content):
        limit = max_bytes(self.env)
        if len(content) > limit:
            self._failed(name, self._say(Trouble("too_large", name=name, limit=limit / 1e6)))
        elif not self._before(content, again=True):
            self._import(name, content, "mail")
