"""Contacts that share values with their customer."""

from .common import UploadCase


class TestUndoContacts(UploadCase):
    """Odoo shares addresses, tax numbers and more between a customer and their contacts: those come back as well."""

    def setUp(self):
        super().setUp()
        self.france, self.switzerland = self.env.ref("base.fr"), self.env.ref("base.ch")
        self.customer_before = self.partners.create(
            {
                "name": "Full",
                "ref": "K1",
                "is_company": True,
                "street": "2 Hafenstraße",
                "zip": "20095",
                "city": "Hamburg",
                "country_id": self.env.ref("base.de").id,
                "vat": "DE136695976",
                "company_registry": "HRB 1",
            }
        )

    def contact(self, **values):
        return self.partners.create({"name": "Contact", "parent_id": self.customer_before.id, **values})

    def imported(self, row):
        """Import a row for the customer and return the report."""
        report = self.runs.import_rows(rows=[{"code": "K1", "name": "Full", **row}])
        self.assertEqual((report["updated"], report["warnings"]), (1, 0), report["issues"])
        return report

    def assertComesBack(self, row):
        """Import a row for the customer and undo it: every table is as before."""
        before = self.tables()
        report = self.imported(row)
        self.assertNotEqual(self.tables(), before)
        result = self.runs.undo(run_id=report["run_id"])
        self.assertEqual((result["reverted"], result["kept"], result["failed"]), (1, 0, 0), result["changes"])
        self.assertSameTables(before)

    FRENCH = {"street": "1 rue", "zip": "59000", "city": "Lille", "country": "France", "vat": "FR23334175221"}

    def test_contacts_that_follow(self):
        self.contact()
        self.contact(type="invoice", street="9 quai", city="Nantes", country_id=self.france.id)
        self.contact(name="Subsidiary", is_company=True)
        self.assertComesBack({**self.FRENCH, "legal_id": "334175221", "payment_term": "30 jours"})

    def test_a_subsidiary_with_its_own_tax_number(self):
        child = self.contact(name="Subsidiary", is_company=True)
        child.vat = "CHE-123.456.788 TVA"
        self.customer_before.write({"country_id": self.switzerland.id, "vat": "CHE-107.787.577 IVA"})
        self.assertComesBack(self.FRENCH)

    def test_tax_number_as_it_was_spelled(self):
        self.customer_before.country_id = False
        self.customer_before.vat = "DE 136 695 976"
        self.contact()
        self.assertComesBack({"country": "Germany"})

    def test_contact_with_values_of_its_own(self):
        contact = self.contact()
        term = self.env.ref("account.account_payment_term_15days")
        self.customer_before.write({"company_registry": False})
        contact.write({"company_registry": "OWN", "property_payment_term_id": term.id})
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_partner SET street2 = 'Door 3', city = 'Altona' WHERE id = %s", [contact.id])
        self.env.invalidate_all()
        self.assertComesBack({**self.FRENCH, "legal_id": "334175221", "payment_term": "30 jours"})

    def test_a_subsidiary_whose_tax_number_odoo_spells_anew(self):
        self.customer_before.country_id = False
        child = self.contact(name="Subsidiary", is_company=True)
        child.vat = "FR 23 334 175 221"
        self.contact(name="Theirs", parent_id=child.id)
        self.assertComesBack(self.FRENCH)

    def test_tax_number_that_was_changed_since_stays_as_it_is(self):
        self.customer_before.write({"country_id": self.switzerland.id, "vat": "CHE-107.787.577 IVA"})
        self.contact()
        report = self.imported(self.FRENCH)
        self.customer_before.vat = "FR83404833048"
        result = self.runs.undo(run_id=report["run_id"])
        self.assertEqual(result["kept"], 1)
        family = self.customer_before + self.customer_before.child_ids
        self.assertEqual(family.country_id, self.switzerland)
        self.assertEqual(family.mapped("vat"), ["FR83404833048"] * 2)

    def test_what_people_do_to_contacts_since(self):
        names = ("Changed", "Moved", "Deleted", "Archived")
        changed, moved, deleted, archived = (self.contact(name=name) for name in names)
        report = self.imported({**self.FRENCH, "payment_term": "30 jours"})
        term = self.env.ref("account.account_payment_term_15days")
        changed.property_payment_term_id = term
        other = self.partners.create({"name": "Other", "is_company": True, "city": "Nice"})
        moved.write({"parent_id": other.id})
        deleted.unlink()
        archived.active = False
        later = self.contact(name="Later")
        self.assertEqual((moved.city, later.city), ("Nice", "Lille"))
        result = self.runs.undo(run_id=report["run_id"])
        self.assertEqual((result["reverted"], result["kept"], result["failed"]), (1, 0, 0), result["changes"])
        self.assertEqual((changed.city, changed.vat), ("Hamburg", "DE136695976"))
        self.assertEqual(changed.property_payment_term_id, term)
        self.assertFalse(self.customer_before.property_payment_term_id)
        self.assertEqual((later.city, later.vat), ("Hamburg", "DE136695976"))
        self.assertEqual((archived.city, archived.vat), ("Hamburg", "DE136695976"))
        self.assertEqual((moved.city, moved.parent_id), ("Nice", other))

    def test_what_a_contact_had_was_deleted_since(self):
        contact = self.contact()
        term = self.env["account.payment.term"].sudo().create({"name": "Theirs"})
        contact.property_payment_term_id = term
        report = self.imported({**self.FRENCH, "payment_term": "30 jours"})
        term.unlink()
        result = self.runs.undo(run_id=report["run_id"])
        self.assertEqual((result["reverted"], result["failed"]), (1, 0), result["changes"])
        self.env.flush_all()
        self.env.cr.execute("SELECT property_payment_term_id FROM res_partner WHERE id = %s", [contact.id])
        self.assertNotIn(term.id, (self.env.cr.fetchone()[0] or {}).values())
        self.assertEqual(contact.city, "Hamburg")

    def test_journal_without_contacts(self):
        contact = self.contact()
        report = self.imported(self.FRENCH)
        self.runs.browse(report["run_id"]).change_ids.sudo().raw_contacts = False
        self.runs.undo(run_id=report["run_id"])
        for partner in self.customer_before + contact:
            self.assertEqual((partner.city, partner.country_id.code, partner.vat), ("Hamburg", "DE", "DE136695976"))

    def test_contacts_cost_no_query_each(self):
        def queries(contacts):
            for _number in range(contacts):
                self.contact(street2="Door")
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            report = self.imported(self.FRENCH)
            self.env.flush_all()
            between = self.env.cr.sql_log_count
            self.env.invalidate_all()
            self.runs.undo(run_id=report["run_id"])
            return between - start, self.env.cr.sql_log_count - between

        few, many = queries(2), queries(40)
        self.assertLessEqual(many[0], few[0] + 3)
        self.assertLessEqual(many[1], few[1] + 3)
