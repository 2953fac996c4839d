"""Electronic invoices in the workbench: the picture in the check, the fields to choose from, rows made of an answer."""

from odoo import api, fields, models

from odoo.addons.dso_smart_upload.wizards.smart_upload_bench_columns import OTHERS, OWN

from ..pipeline.answers import COLUMNS

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


class DsoSmartUpload(models.TransientModel):
    _inherit = "dso.smart.upload"

    is_answer = fields.Boolean(help="The file holds rows of customers that were made of an answer.")

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

    def _prepare(self, options):
        if self.is_answer:
            options = {"columns": COLUMNS, **options}
        return super()._prepare(options)
