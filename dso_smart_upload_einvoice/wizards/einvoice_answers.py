"""The answer of a public service: it becomes rows of customers, which the workbench imports as any file."""

import base64

from odoo import fields, models
from odoo.exceptions import UserError


class DsoUploadEinvoiceAnswers(models.TransientModel):
    _name = "dso.upload.einvoice.answers"
    _description = "Smart Upload: Answers on Electronic Invoices"

    file = fields.Binary(attachment=True)
    filename = fields.Char()
    notes = fields.Text(readonly=True, help="What found no customer, and what a person has to choose.")
    upload_id = fields.Many2one("dso.smart.upload", readonly=True, ondelete="cascade")

    def action_read(self):
        """Make rows of the answer; say what found no customer, else go straight to the workbench."""
        self.ensure_one()
        if not self.file or not self.filename:
            raise UserError(self.env._("Choose a file first: the answer of the directory or of VIES."))
        runs = self.env["dso.upload.run"]
        runs.check_access("create")
        content = base64.b64decode(self.with_context(bin_size=False).file)
        rows, facts = runs._answers(content, self.filename)
        self.notes = "\n".join(runs._answer_notes(facts))
        values = {"file": base64.b64encode(rows), "filename": f"{self.filename}.json", "is_answer": True}
        self.upload_id = self.env["dso.smart.upload"].create(values)
        self.upload_id._read_at_once()
        if not self.notes:
            return self.action_go_on()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answers of the directory or of VIES"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "new",
        }

    def action_go_on(self):
        """Open the workbench at the rows of the answer."""
        return {"type": "ir.actions.act_url", "url": f"/odoo/smart-upload/{self.upload_id.id}", "target": "self"}
