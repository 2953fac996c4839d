"""Electronic invoices in the screens: the picture in the check, and answers as a second kind of file."""

import base64

from odoo import api, fields, models

from odoo.addons.dso_smart_upload.wizards.smart_upload_bench_columns import OTHERS, OWN

from ..pipeline.answers import COLUMNS
from ..pipeline.convert import SEVERAL

ANSWERS = "einvoice_answers"
SHELF = "einvoice"
FIELDS = (
    "electronic_address",
    "routing_code",
    "public_body",
    "invoice_format",
    "gln",
    "einvoice_platform",
    "directory_status",
)
MOST_ADDRESSES = 500  # of which a person is asked


class DsoSmartUpload(models.TransientModel):
    _inherit = "dso.smart.upload"

    kind = fields.Selection(
        selection_add=[(ANSWERS, "Answers of the directory or of VIES")], ondelete={ANSWERS: "set default"}
    )
    is_answer = fields.Boolean(help="The file was an answer, and holds rows of customers now.")
    answer_notes = fields.Text(readonly=True)
    address_ids = fields.One2many("dso.smart.upload.address", "upload_id", string="Several Addresses")

    # Read with the user's own rights, as the other numbers of the run.
    einvoice_customers = fields.Integer(related="run_id.einvoice_customers", related_sudo=False)
    einvoice_ready = fields.Integer(related="run_id.einvoice_ready", related_sudo=False)
    einvoice_incomplete = fields.Integer(related="run_id.einvoice_incomplete", related_sudo=False)
    einvoice_contradicts = fields.Integer(related="run_id.einvoice_contradicts", related_sudo=False)
    einvoice_not_concerned = fields.Integer(related="run_id.einvoice_not_concerned", related_sudo=False)
    einvoice_no_country = fields.Integer(related="run_id.einvoice_no_country", related_sudo=False)
    einvoice_no_siren = fields.Integer(related="run_id.einvoice_no_siren", related_sudo=False)
    einvoice_no_siret = fields.Integer(related="run_id.einvoice_no_siret", related_sudo=False)
    einvoice_no_number = fields.Integer(related="run_id.einvoice_no_number", related_sudo=False)
    einvoice_no_vat = fields.Integer(related="run_id.einvoice_no_vat", related_sudo=False)
    einvoice_no_address = fields.Integer(related="run_id.einvoice_no_address", related_sudo=False)

    @api.model
    def bench_fields(self):
        """Give the fields of electronic invoices a shelf of their own."""
        found = super().bench_fields()
        for one in found["fields"]:
            if one["key"] in FIELDS:
                one["shelf"] = SHELF
        return found

    def _bench_shelves(self):
        shelves = super()._bench_shelves()
        last = {key: shelves.pop(key) for key in (OTHERS, OWN) if key in shelves}
        return {**shelves, SHELF: self.env._("Electronic invoices"), **last}

    def _bench_descriptions(self):
        return {
            **super()._bench_descriptions(),
            "electronic_address": self.env._("With its scheme, such as 0225:303265045, or a number that tells it."),
            "routing_code": self.env._("Routing code, service code of a public body, or Leitweg-ID."),
            "public_body": self.env._("Yes for a French public body: reached through Chorus Pro."),
            "invoice_format": self.env._("Factur-X, UBL, XRechnung: without it, that of the country."),
            "gln": self.env._("Thirteen digits that say the place, of GS1."),
            "einvoice_platform": self.env._("The platform that receives the customer's invoices."),
            "directory_status": self.env._("What the directory, or VIES, said of the number."),
        }

    def bench_einvoice(self):
        """Return the picture of the file that is checked, see ``dso.upload.run.einvoice_picture``.

        :returns: ``run`` (id, 0 without), ``customers``, ``parts``
        :rtype: dict
        """
        self.ensure_one()
        if not self.run_id:
            return {"run": 0, "customers": 0, "parts": []}
        return {"run": self.run_id.id, **self.run_id.einvoice_picture()}

    def bench_einvoice_rows(self, key):
        """Return the action that lists the rows which lack something.

        :param str key: see ``dso.upload.run.einvoice_picture``
        :rtype: dict
        """
        return self.run_id.with_context(einvoice_key=str(key)).action_einvoice_rows()

    def action_open_answers(self):
        """Open a new Smart Upload for the answer of a public service."""
        action = self.action_open()
        self.browse(action["res_id"]).kind = ANSWERS
        return {**action, "name": self.env._("Answers of the directory or of VIES")}

    def action_einvoice_rows(self):
        return self.run_id.action_einvoice_rows()

    def action_einvoice_file(self):
        return self.run_id.action_einvoice_file()

    def action_read(self):
        """Read an answer as the rows of the customers who have its numbers."""
        if self.kind == ANSWERS and not self.is_answer:
            runs = self.env["dso.upload.run"].with_company(self.company_id)
            rows, facts = runs._answers(base64.b64encode(self._content()).decode(), self.filename)
            self.write(
                {
                    "file": base64.b64encode(rows),
                    "filename": f"{self.filename}.json",
                    "is_answer": True,
                    "answer_notes": "\n".join(runs._answer_notes(facts)),
                }
            )
        return super().action_read()

    def action_file(self):
        """Forget the rows of an answer: the next file may be another one."""
        if self.is_answer:
            clear = [fields.Command.clear()]
            self.write({"file": False, "filename": False, "is_answer": False, "answer_notes": False})
            self.address_ids = clear
        return super().action_file()

    def _prepare(self, options):
        if self.is_answer:
            options = {"columns": COLUMNS, **options}
        return super()._prepare(options)

    def _values(self):
        """Return also which of several addresses the person chose."""
        values = super()._values()
        for one in self.address_ids.filtered("is_chosen"):
            values.setdefault(one.header, {})[one.word] = one.address
        return values

    def _show_words(self):
        """Put one line for each of several addresses of one number; those of which something was said stay."""
        result = super()._show_words()
        said = set(self.address_ids.filtered("is_chosen").mapped("word"))
        self.address_ids.filtered(lambda one: one.word not in said).unlink()
        domain = [("run_id", "=", self.run_id.id), ("kind", "=", "einvoice_several_addresses")]
        found = {}
        for issue in self.env["dso.upload.issue"].search(domain, limit=MOST_ADDRESSES):
            if issue.value and issue.value not in said:
                found.setdefault((issue.column, issue.value), []).append(issue.code or "")
        self.address_ids = [
            fields.Command.create({"header": header, "word": word, "codes": ", ".join(codes[:10]), "address": address})
            for (header, word), codes in found.items()
            for address in word.split(SEVERAL)
        ]
        return result
