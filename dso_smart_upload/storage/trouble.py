"""What can go wrong with a place, as a kind, details and a sentence; the Odoo side looks up its translation."""


def _(sentence):
    """Mark ``sentence`` for translation; Odoo's term export looks for this name."""
    return sentence


SENTENCES = {
    "not_allowed": _(
        "The folder %(folder)s is not allowed. An administrator allows folders in the settings of Smart Upload."
    ),
    "no_folder": _("There is no folder %(folder)s on the server."),
    "internal": _(
        "The server %(host)s is at the internal address %(address)s, where no file may be fetched from. "
        "An administrator allows internal servers in the settings of Smart Upload."
    ),
    "unknown_host": _("There is no server %(host)s: check its name."),
    "unreachable": _("The server %(host)s does not answer: %(reason)s"),
    "timeout": _("The server %(host)s did not answer in time."),
    "login": _("The server %(host)s refused the login: check user name, password and key."),
    "no_host_key": _(
        "The key of the server %(host)s is not known. It says it is %(fingerprint)s: compare this with what its "
        "administrator tells you, then read the key into the source."
    ),
    "other_host_key": _(
        "The server %(host)s shows another key than the one kept in the source, %(fingerprint)s: somebody may be "
        "in between. Ask its administrator before you read the new key into the source."
    ),
    "bad_host_key": _("The key of the server must look like this: ssh-ed25519 AAAAC3Nza..."),
    "bad_private_key": _("The private key cannot be read: paste it whole, and its passphrase as the password."),
    "certificate": _(
        "The certificate of the server %(host)s is not trusted: %(reason)s. Give its certificate, or that of its "
        "authority, in the source."
    ),
    "bad_certificate": _("The certificate cannot be read: paste it whole, with the lines BEGIN and END."),
    "bad_address": _("The address %(url)s must begin with https:// or http:// and hold no password."),
    "refused": _("The server %(host)s refuses this: %(reason)s"),
    "no_file": _("The file %(name)s is not there any more."),
    "too_large": _(
        "The file %(name)s is larger than %(limit)s MB, the most that can be imported. Split it, or raise the limit "
        "in the settings of Smart Upload."
    ),
    "long_listing": _(
        "There are more than %(limit)s files in %(folder)s, or its list is too long to be read. Let old files be moved "
        "elsewhere, or take the files from a folder of their own."
    ),
    "long_answer": _("The server sends too much, or for too long, while it handles files of %(folder)s."),
    "unreadable": _("The server may not read %(name)s: its administrator has to allow that."),
    "no_safe_folders": _(
        "Files cannot be taken from folders of this server, as its operating system has no way to open them without "
        "following links. Use SFTP."
    ),
    "missing_library": _(
        "Sources of this kind need the Python package %(library)s on the server: ask its administrator to install it."
    ),
}


class Trouble(Exception):
    """Something a person has to repair.

    :param kind: key of ``SENTENCES``
    :param details: what the sentence names
    """

    def __init__(self, kind, **details):
        super().__init__(kind, details)
        self.kind = kind
        self.details = details

    addon = "dso_smart_upload"  # which has the translations, as a ``Message`` says it

    @property
    def sentence(self):
        """The English sentence, its details as placeholders."""
        return SENTENCES[self.kind]

    def __str__(self):
        return self.sentence % self.details
