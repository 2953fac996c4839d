"""A file of mappings on its way out of Odoo or into it."""

import base64

from odoo import fields, models
from odoo.exceptions import UserError


class DsoUploadMappingFile(models.TransientModel):
    _name = "dso.upload.mapping.file"
    _description = "Smart Upload File of Mappings"

    filename = fields.Char()
    content = fields.Binary(string="File", required=True, attachment=False)
    result = fields.Text(readonly=True)

    def _download(self, filename, content):
        """Return the action that downloads a file."""
        file = self.create({"filename": filename, "content": base64.b64encode(content)})
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{file.id}/content?download=true&filename_field=filename",
            "target": "download",
        }

    def action_import(self):
        """Make mappings from the file, and say what could not be had."""
        try:
            content = base64.b64decode(self.content).decode("utf-8-sig", errors="replace")
        except ValueError as error:  # over RPC anything can be written
            raise UserError(self.env._("Choose a file of mappings first: this is none.")) from error
        report = self.env["dso.upload.mapping"].import_json(content)
        if not report["left_out"]:
            return self.env["ir.actions.act_window"]._for_xml_id("dso_smart_upload.dso_upload_mapping_action")
        self.result = "\n".join(report["left_out"])
        action = self.env["ir.actions.act_window"]._for_xml_id("dso_smart_upload.dso_upload_mapping_file_action")
        return {**action, "res_id": self.id}
