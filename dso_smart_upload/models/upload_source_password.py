"""Passwords and private keys of sources: people write them, and only the connection to the server reads them.

What is written goes to columns that no user can read, search, sort, group or export by. It belongs to one server and
one login: when these change it is forgotten, or whoever may change a source could send it to a server of their own.
"""

from odoo import api, fields, models

from .secret_fields import SecretChar, SecretText
from .upload_source import PROOFS, SERVER

ADMINISTRATOR = "dso_smart_upload.group_manager"
PRIVATE_KEY = "-----BEGIN OPENSSH PRIVATE KEY-----"
SECRETS = {"password": "secret_password", "private_key": "secret_private_key"}


class DsoUploadSource(models.Model):
    _inherit = "dso.upload.source"  # pylint: disable=consider-merging-classes-inherited

    secret_password = SecretChar(groups=fields.NO_ACCESS, copy=False, exportable=False)
    secret_private_key = SecretText(groups=fields.NO_ACCESS, copy=False, exportable=False)
    password = SecretChar(
        compute="_compute_secrets",
        readonly=False,
        groups=ADMINISTRATOR,
        copy=False,
        exportable=False,
        help="Password, secret key or token; with a private key its passphrase. It can be replaced, not read, and is "
        "forgotten when the server or the login changes.",
    )
    private_key = SecretText(
        compute="_compute_secrets",
        readonly=False,
        groups=ADMINISTRATOR,
        copy=False,
        exportable=False,
        help="It can be replaced, not read, and is forgotten when the server or the login changes.",
    )
    has_password = fields.Boolean(compute="_compute_has_secrets", groups=ADMINISTRATOR)
    has_private_key = fields.Boolean(compute="_compute_has_secrets", groups=ADMINISTRATOR)

    password_hint = fields.Char(compute="_compute_hints", groups=ADMINISTRATOR)
    private_key_hint = fields.Char(compute="_compute_hints", groups=ADMINISTRATOR)

    def _compute_secrets(self):
        """Nobody reads them back."""
        self.password = self.private_key = False

    @api.depends("secret_password", "secret_private_key")
    def _compute_has_secrets(self):
        for source in self:
            stored = source.sudo()
            source.has_password = bool(stored.secret_password)
            source.has_private_key = bool(stored.secret_private_key)

    @api.depends("has_password", "has_private_key", *SERVER)
    @api.depends_context("lang")
    def _compute_hints(self):
        """Say in the empty fields of the form that there is something, or that it must be given with a new server."""
        for source in self:
            before, now = (tuple(one[name] or "" for name in SERVER) for one in (source._origin or source, source))
            anew = self.env._("Give it again: it is forgotten with this change.") if now != before else ""
            source.password_hint = source.has_password and (anew or self.env._("Set. Type another one to replace it."))
            source.private_key_hint = (
                (anew or self.env._("Set. Paste another one to replace it.")) if source.has_private_key else PRIVATE_KEY
            )

    @api.model
    def _without_secrets(self, vals):
        """Split the values of a record: those that are not secret, and the secrets by their column."""
        secrets = {column: vals[name] or False for name, column in SECRETS.items() if name in vals}
        return {name: value for name, value in vals.items() if name not in SECRETS}, secrets

    def _keep_secrets(self, secrets):
        """Store secrets.

        :param secrets: dict column -> str, or False for none
        """
        if secrets:
            self.sudo().write(secrets)
            self.invalidate_recordset(
                [*SECRETS, "has_password", "has_private_key", "password_hint", "private_key_hint"]
            )

    def _server_now(self):
        """Return what the secrets of this source belong to."""
        source = self.sudo()
        return {name: source[name] or "" for name in (*SERVER, *PROOFS)}

    def _forget_secrets(self, before, given):
        """Forget the secrets that belong to another server, but for those given with the new one.

        A key of the server that is written where there was none changes nothing: without it, nothing was sent.

        :param before: ``_server_now`` of before
        :param given: names of the fields and columns that were written
        """
        now = self._server_now()
        moved = any(now[name] != before[name] for name in SERVER)
        if (
            moved
            or (before["host_key"] and now["host_key"] != before["host_key"])
            or (now["certificate"] and now["certificate"] != before["certificate"])
        ):
            lost = [name for name, column in SECRETS.items() if column not in given and self.sudo()[column]]
            self._keep_secrets({SECRETS[name]: False for name in lost})
            if lost:
                self._say_forgotten(lost)
        if any(now[name] != before[name] for name in ("host", "port")) and "host_key" not in given:
            self.sudo().host_key = False

    def _say_forgotten(self, names):
        """Say in the chatter which secrets were forgotten.

        :param names: of their fields
        """
        for name in names:
            self.message_post(
                body=self.env._(
                    "%(secret)s: forgotten, because the server or the login has changed. Give it again.",
                    secret=self._fields[name]._description_string(self.env),
                )
            )
