"""One row of the file whose customer is in Odoo without its code, or may be, and what a person says of it."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

SAME, NEW = "same", "new"


class DsoSmartUploadTwin(models.TransientModel):
    _name = "dso.smart.upload.twin"
    _inherit = ["dso.upload.belonging"]
    _description = "Smart Upload: Already in Odoo?"
    _order = "upload_id, is_sure, line, id"
    _rec_name = "code"

    upload_id = fields.Many2one("dso.smart.upload", required=True, ondelete="cascade")
    line = fields.Integer(readonly=True)
    code = fields.Char(string="Customer Code", readonly=True)
    name = fields.Char(string="Name in the File", readonly=True)
    place = fields.Char(string="Address in the File", readonly=True)
    is_sure = fields.Boolean(
        string="Certain", readonly=True, help="The customer gets the code unless you say that it is a new one."
    )
    candidate_ids = fields.Many2many("res.partner", readonly=True, help="Customers that the row may mean.")
    partner_id = fields.Many2one("res.partner", string="Customer in Odoo", domain="[('id', 'in', candidate_ids)]")
    partner_code = fields.Char(related="partner_id.ref", related_sudo=False, string="Their Code")
    partner_place = fields.Char(compute="_compute_partner_place", string="Their Address")
    other_line = fields.Integer(
        readonly=True, help="Line of the file that describes the same customer under another code."
    )
    evidence = fields.Char(string="Why", readonly=True)
    answer = fields.Selection(
        [(SAME, "The same customer"), (NEW, "A new customer")],
        string="It Is",
        help="The same: a customer without a code gets that of the file, another gets it as a second code. "
        "Nothing said: what is certain is linked, for every other row a customer is created with a warning.",
    )

    @api.depends("partner_id")
    def _compute_partner_place(self):
        for twin in self:
            twin.partner_place = place_of(*(twin.partner_id[name] for name in ("street", "zip", "city")))

    @api.constrains("answer", "partner_id")
    def _check_answer(self):
        """Refuse to call the row the same as nobody: what a person says is not to be dropped."""
        for twin in self:
            if twin.answer == SAME and not twin.partner_id:
                raise ValidationError(
                    self.env._(
                        "Line %(line)s can only be the same as a customer in Odoo. If line %(other)s is the same "
                        "customer, remove one of the two lines from the file.",
                        line=twin.line,
                        other=twin.other_line,
                    )
                )

    @api.model
    def _evidence_text(self, words):
        """Return words of evidence as a person reads them."""
        names = {
            "siret": self.env._("same Siret"),
            "legal_id": self.env._("same legal id"),
            "vat": self.env._("same VAT number"),
            "email": self.env._("same e-mail address"),
            "phone": self.env._("same phone"),
            "name_address": self.env._("like name and address"),
        }
        return ", ".join(names[word] for word in words if word in names)

    def _meant(self):
        """Return whom the answers say the codes mean, as the option ``known_as`` has it: dict code -> id, 0 for new."""
        said = {}
        for twin in self.filtered("code"):
            if twin.answer == NEW:
                said[twin.code] = 0
            elif twin.answer == SAME and twin.partner_id and not twin.is_sure:
                said[twin.code] = twin.partner_id.id
        return said


def place_of(street, zip_code, city):
    """Return an address on one line."""
    return ", ".join(filter(None, (street, " ".join(filter(None, (zip_code, city))))))
