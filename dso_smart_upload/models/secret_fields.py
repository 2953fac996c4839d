"""Fields whose values leave Odoo in no export, whoever exports and by whichever path."""

from odoo import fields


class SecretChar(fields.Char):
    """A password."""

    def convert_to_export(self, value, record):
        return ""


class SecretText(fields.Text):
    """A private key."""

    def convert_to_export(self, value, record):
        return ""
