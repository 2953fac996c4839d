"""Where files come from by themselves: which place, which mapping, whose rights, what happens to a file after.

How files are fetched is in ``upload_source_fetch.py``, those that come by e-mail in ``upload_source_mail.py``, what
people are told in ``upload_source_notice.py``, who may set up a source in ``upload_source_rights.py``, and its secrets
in ``upload_source_password.py``. The places themselves are plain Python, in ``storage``.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..engine.rights import may_import
from ..engine.say import say
from ..storage import Guard, Settings, Trouble, open_place
from ..storage.places import library_of

DONE, ERROR, SAME = "done", "error", "same"  # what became of a file; the first two are folders too
# Whom a secret is sent to, and what proves that it is them.
SERVER = ("kind", "host", "port", "url", "username")
PROOFS = ("host_key", "certificate")
ADDRESS = {"kind", "alias_name", "alias_domain_id"}  # what the e-mail address of a source is made of
FOLDERS = {"move": (DONE, ERROR), "delete": (ERROR,), "leave": ()}

KINDS = [
    ("folder", "Folder on the server"),
    ("sftp", "SFTP"),
    ("ftp", "FTP"),
    ("ftps", "FTP over TLS"),
    ("http", "Web address"),
    ("s3", "S3 storage"),
    ("mail", "E-mail"),
]
NEEDS = {
    "folder": ("folder",),
    "sftp": ("host", "username", "folder"),
    "ftp": ("host", "folder"),
    "ftps": ("host", "folder"),
    "http": ("url",),
    "s3": ("folder",),
    "mail": (),
}


class DsoUploadSource(models.Model):
    _name = "dso.upload.source"
    _description = "Smart Upload Source"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    user_id = fields.Many2one(
        "res.users",
        string="Runs As",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        help="Imports run with this user's rights, language and time zone.",
    )
    mapping_id = fields.Many2one(
        "dso.upload.mapping",
        domain="[('company_id', '=', company_id)]",
        help="Empty: recognised by the headers of each file.",
    )
    kind = fields.Selection(KINDS, required=True, default="folder")
    folder = fields.Char(help="Path on the server. For S3 storage the bucket, a slash and the path in it.")
    host = fields.Char(string="Server", help="Name of the server.")
    port = fields.Integer(help="0: the usual one.")
    url = fields.Char(
        string="Address",
        help="A page of links, ending with a slash, or one file; a token it needs goes into the password. "
        "For S3 storage the service; empty: Amazon's.",
    )
    username = fields.Char(string="User Name", help="For S3 storage the access key.")
    host_key = fields.Char(string="Key of the Server", help="The server must show this key: ssh-ed25519 AAAA...")
    certificate = fields.Text(
        help="Certificate of the server or of its authority, where it is not one of the public ones."
    )
    pattern = fields.Char(
        required=True,
        default="*.csv",
        help="Names of the files to take, such as clients_*.csv; several are separated by commas.",
    )
    complete_when = fields.Selection(
        [("stable", "It no longer grows"), ("marker", "A marker file is there")],
        string="A File Is Complete When",
        required=True,
        default="stable",
    )
    settle_seconds = fields.Integer(
        string="Seconds Between Two Looks", default=5, help="A file is taken when its size is the same at both."
    )
    marker = fields.Char(
        string="Ending of the Marker",
        default=".ok",
        help="The marker of clients.csv is clients.csv.ok, or clients.ok.",
    )
    after = fields.Selection(
        [("move", "Move it to the folder done"), ("delete", "Delete it"), ("leave", "Leave it")],
        string="After the Import",
        required=True,
        default="move",
        help="A file that fails goes to the folder error, with its report beside it, unless files are left.",
    )
    allowed_senders = fields.Text(help="One address or domain per line: sage@example.com, @example.com")
    expected_hours = fields.Integer(
        string="Expected Every (Hours)", help="The followers are told when no file came for longer. 0: never."
    )
    last_fetch = fields.Datetime(string="Last Look", readonly=True, copy=False)
    last_file = fields.Datetime(readonly=True, copy=False, help="When the last file was taken.")
    last_result = fields.Char(readonly=True, copy=False)
    failing = fields.Char(readonly=True, copy=False, help="Why files cannot be fetched at present.")
    late_told = fields.Boolean(readonly=True, copy=False)
    run_ids = fields.One2many("dso.upload.run", "source_id", string="Runs")

    @api.constrains("user_id", "company_id")
    def _check_user(self):
        for source in self:
            details = {"user": source.user_id.name, "company": source.company_id.name, "name": source.name}
            if source.company_id not in source.user_id.company_ids:
                raise ValidationError(
                    self.env._("%(user)s may not work for %(company)s: choose another user for %(name)s.", **details)
                )
            if not may_import(source.user_id):
                raise ValidationError(
                    self.env._(
                        "%(user)s is archived or may not use Smart Upload: choose another user for %(name)s.",
                        **details,
                    )
                )

    @api.constrains("mapping_id", "company_id")
    def _check_mapping(self):
        for source in self:
            mapping = source.mapping_id.sudo()
            if mapping and mapping.company_id != source.company_id:
                raise ValidationError(
                    self.env._("The mapping of %(name)s belongs to another company than the source.", name=source.name)
                )

    @api.constrains("kind", "folder", "host", "url", "username")
    def _check_place(self):
        for source in self:
            missing = [name for name in NEEDS[source.kind] if not source[name]]
            if missing:
                labels = [self._fields[name]._description_string(self.env) for name in missing]
                raise ValidationError(
                    self.env._("%(name)s needs: %(fields)s.", name=source.name, fields=", ".join(labels))
                )
            if source.kind in ("http", "s3") and "@" in (source.url or "").partition("//")[2].partition("/")[0]:
                raise ValidationError(
                    self.env._("The address of %(name)s holds a password: write it in its own field.", name=source.name)
                )

    @api.constrains("settle_seconds", "port", "expected_hours")
    def _check_numbers(self):
        for source in self:
            if not 0 <= source.settle_seconds <= 60:
                raise ValidationError(self.env._("The seconds between two looks must be from 0 to 60."))
            if not 0 <= source.port <= 65535 or source.expected_hours < 0:
                raise ValidationError(self.env._("Port and hours must be numbers from 0 on, a port at most 65535."))

    @api.model
    def default_get(self, fields=()):
        """Take no default value for what only the program writes: anybody may store default values of their own."""
        known = self._fields.keys() - self._program_fields()
        names = fields if isinstance(fields, list | tuple) else ()  # over RPC it may be anything
        return super().default_get([name for name in names if isinstance(name, str) and name in known])

    @api.model_create_multi
    def create(self, vals_list):
        given = []
        for vals in vals_list:
            self._check_given(vals)
            given.append(self._without_secrets(vals))
        sources = super().create([vals for vals, _secrets in given])
        sources.sudo().write({"set_up_by": self.env.uid})
        for source, (_vals, secrets) in zip(sources, given, strict=True):
            source._keep_secrets(secrets)
            source.message_subscribe(source.user_id.partner_id.ids)
        sources._keep_address()
        sources._check_may_set_up()
        return sources

    def write(self, vals):
        """Check who writes, before and after; forget secrets that lose their server; keep the e-mail address."""
        is_checked = not self.env.su and not self._is_free(vals)
        if is_checked:
            self._check_given(vals)
            self.check_access("write")
            self._check_may_set_up()
        before = {source.id: source._server_now() for source in self} if vals.keys() & {*SERVER, *PROOFS} else {}
        vals, secrets = self._without_secrets(vals)
        done = super().write(vals)
        for source in self:
            if before:
                source._forget_secrets(before[source.id], vals.keys() | secrets.keys())
            source._keep_secrets(secrets)
        if vals.keys() & ADDRESS:
            self._keep_address()
        if is_checked:
            self._check_may_set_up()
            self.sudo().write({"set_up_by": self.env.uid})
        return done

    def unlink(self):
        aliases = self.sudo().alias_id
        done = super().unlink()
        aliases.unlink()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_as_who_may_set_up(self):
        if not self.env.su:
            self._check_may_set_up()

    # -- the place --

    def _settings(self):
        """Return the ``Settings`` of the place of this source."""
        self.ensure_one()
        parameter = self.env["ir.config_parameter"].sudo()  # what is allowed is the administrator's word, not data
        source = self.sudo()  # its secrets are for the connection only
        names = ("folder", "host", "url", "username", "host_key", "certificate")
        return Settings(
            kind=self.kind,
            port=self.port,
            roots=tuple(parameter.get_param("dso_smart_upload.source_roots", "").split(",")),
            guard=Guard(parameter.get_param("dso_smart_upload.internal_hosts", "")),
            password=source.secret_password or "",
            private_key=(source.secret_private_key or "").strip(),
            **{name: (source[name] or "").strip() for name in names},
        )

    def _place(self):
        """Connect to the place of this source.

        :return: ``Place``, a context manager
        :raises Trouble: it cannot be reached
        """
        return open_place(self._settings())

    def _say(self, trouble):
        """Return the sentence of a ``Trouble`` in the user's language."""
        return say(self.env, trouble)

    def action_test(self):
        """Connect, list the files, and make the folders that files are moved to."""
        self.check_access("write")
        try:
            with self._place() as place:
                names = [found.name for found in place.list()]
                if place.can_put_away:
                    place.prepare(*FOLDERS[self.after])
        except Trouble as trouble:
            raise UserError(self._say(trouble)) from trouble
        fitting = [name for name in names if self._fits(name)]
        message = self.env._(
            "It works. %(count)s files there, %(fitting)s of them fit the pattern.",
            count=len(names),
            fitting=len(fitting),
        )
        return self._notify(message, "success")

    def action_read_host_key(self):
        """Keep the key that the SFTP server shows now."""
        self.check_access("write")
        self._check_may_set_up()
        try:
            library = library_of("sftp")
            key = library.read_host_key(self._settings())
        except Trouble as trouble:
            raise UserError(self._say(trouble)) from trouble
        self.host_key = library.as_text(key)
        message = self.env._(
            "The server shows the key %(fingerprint)s. Compare it with what its administrator tells you.",
            fingerprint=library.fingerprint(key),
        )
        return self._notify(message, "warning")

    def action_view_runs(self):
        """Open the imports of this source."""
        action = self.env["ir.actions.act_window"]._for_xml_id("dso_smart_upload.dso_upload_run_action")
        return {**action, "domain": [("source_id", "in", self.ids)], "context": {}}

    def _notify(self, message, kind):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": kind, "message": message, "next": {"type": "ir.actions.client", "tag": "soft_reload"}},
        }
