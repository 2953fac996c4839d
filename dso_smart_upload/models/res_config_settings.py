"""Settings of Smart Upload."""

from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    dso_max_file_mb = fields.Float(
        string="Largest File (MB)", config_parameter="dso_smart_upload.max_file_mb", default=32.0
    )
    dso_max_rows_in_call = fields.Integer(
        string="Rows Imported at Once", config_parameter="dso_smart_upload.max_rows_in_call", default=2000
    )
    dso_keep_days = fields.Integer(
        string="Keep Details (Days)",
        config_parameter="dso_smart_upload.keep_days",
        default=365,
        help="Files, issues and changes of older imports are removed, their counts stay. 0 keeps everything.",
    )
    dso_source_roots = fields.Char(
        string="Folders Files May Come From",
        config_parameter="dso_smart_upload.source_roots",
        help="Folders on the server, separated by commas; sources take files from below them alone.",
    )
    dso_internal_hosts = fields.Char(
        string="Internal Servers Files May Come From",
        config_parameter="dso_smart_upload.internal_hosts",
        help="Names, addresses and networks, separated by commas; sources reach no other internal server.",
    )
    dso_mail_checked_by = fields.Char(
        string="Mail Server That Checks Senders",
        config_parameter="dso_smart_upload.mail_checked_by",
        help="Its name in the header Authentication-Results, such as mx.example.com, or * for the topmost header. "
        "Mails to sources are only imported when it says that their sender is not forged.",
    )
    dso_opened_field_ids = fields.Many2many(
        "dso.upload.field",
        string="Protected Fields Open to Imports",
        compute="_compute_dso_opened_field_ids",
        inverse="_inverse_dso_opened_field_ids",
        readonly=False,
        help="Imports may change these fields on customers that exist already. Who opened one is logged on the field.",
    )

    @api.model
    def default_get(self, fields):
        """Tell the settings of this addon to those alone who may change them."""
        found = super().default_get(fields)
        if self.browse().has_access("create"):
            return found
        return {name: value for name, value in found.items() if not name.startswith("dso_")}

    def set_values(self):
        """Let nobody else reset the settings: anybody can call it, and without a record Odoo empties them all.

        :raises AccessError: the user may not change settings
        """
        self.browse().check_access("create")
        return super().set_values()

    @api.depends("company_id")
    def _compute_dso_opened_field_ids(self):
        self.dso_opened_field_ids = self.env["dso.upload.field"].search([("open_to_imports", "=", True)])

    def _inverse_dso_opened_field_ids(self):
        opened = self.env["dso.upload.field"].search([("open_to_imports", "=", True)])
        for settings in self:
            (opened - settings.dso_opened_field_ids).open_to_imports = False
            (settings.dso_opened_field_ids - opened).open_to_imports = True
