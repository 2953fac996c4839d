from unittest.mock import patch

from stdnum import luhn

from odoo.models import BaseModel

from ..models.import_shortcuts import SWITCH
from .common import UploadCase

HEADER = "Code client;Raison sociale;Ville;Pays;N° TVA;Délai de paiement;Plafond de crédit\n"
NAMES = (
    "ref",
    "name",
    "city",
    "country_id",
    "vat",
    "company_registry",
    "property_payment_term_id",
    "credit_limit",
    "commercial_partner_id",
    "commercial_company_name",
    "lang",
)


def vat_number(number):
    """Return a French VAT number that is valid, another one for each number."""
    stem = f"4{number:07d}"
    siren = stem + luhn.calc_check_digit(stem)
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


class TestShortcuts(UploadCase):
    """What makes an import faster changes nothing else, and can be turned off."""

    def imported(self, prefix, city):
        """Import some customers, and return what became of them and for how many of them Odoo checked companies."""
        rows = "".join(
            f"{prefix}{number};Client {number};{city};France;{vat_number(number)};45 jours fin de mois;1000\n"
            for number in range(40)
        )
        checked = []
        with patch.object(BaseModel, "_check_company", lambda partners, fnames=None: checked.extend(partners.ids)):
            report = self.upload(HEADER + rows, options={"twins": "create"})  # the second ones are like the first
        customers = self.partners.search([("ref", "=like", f"{prefix}%")], order="id")
        values = [
            {name: row[name] for name in NAMES if name not in ("ref", "commercial_partner_id")}
            | {"own": row["commercial_partner_id"] == row["id"]}
            for row in customers.read(NAMES, load=None)
        ]
        counts = {name: report[name] for name in ("created", "updated", "unchanged", "rejected", "warnings")}
        return values, counts, len(checked)

    def test_the_same_without_them(self):
        for city in ("Lille", "Metz"):  # created, then updated
            self.env["ir.config_parameter"].sudo().set_param(SWITCH, "True")
            values, counts, few = self.imported("A", city)
            self.env["ir.config_parameter"].sudo().set_param(SWITCH, "False")
            others, other_counts, all_ = self.imported("B", city)
            self.assertEqual(len(values), 40)
            self.assertEqual((values, counts), (others, other_counts))
            self.assertLess(few, 5)
            self.assertGreaterEqual(all_, 40)
