"""The option `values`: what a word means is checked before any customer gets it."""

from odoo.exceptions import UserError

from .common import UploadCase

HEADER = "Code client;Raison sociale;Conditions;Pays;Groupe;Langue\n"
ROW = "V1;Verre;zz;yy;xx;ww\n"
COLUMNS = {
    "Code client": "code",
    "Raison sociale": "name",
    "Conditions": "payment_term",
    "Pays": "country",
    "Groupe": "groups",
    "Langue": "language",
}


class TestValueOptions(UploadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.term = cls.env.ref("account.account_payment_term_30days")
        cls.group = cls.env["res.partner.category"].create({"name": "Grands comptes"})

    def upload_values(self, values, **options):
        return self.upload(HEADER + ROW, options={"columns": COLUMNS, "values": values, **options})

    def assertReadable(self):
        """Check that customers can be read, searched and grouped by payment term: nothing stored breaks it."""
        self.env.flush_all()
        self.env.invalidate_all()
        customers = self.partners.search([("ref", "=like", "V%")])
        customers.read(["property_payment_term_id", "category_id", "country_id", "lang"])
        self.partners.search([("property_payment_term_id", "=", self.term.id)])
        self.partners.formatted_read_group([("id", "in", customers.ids)], ["property_payment_term_id"], ["__count"])

    def test_what_no_record_is(self):
        missing = self.env["account.payment.term"].search([], order="id desc", limit=1).id + 1000
        for wrong in ("x", "zz", 1.5, missing, -1, 0, 2**40, 1e300, True, [self.term.id], {"id": 1}, [], {}):
            for header in ("Conditions", "Pays", "Groupe", "Langue"):
                with self.subTest(header, wrong=wrong), self.assertRaisesRegex(UserError, f"'values'.*{header}"):
                    self.upload_values({header: {"zz": wrong}})
        self.assertReadable()

    def test_ids_and_names(self):
        for number, (term, country, group, language) in enumerate(
            (
                (self.term.id, self.env.ref("base.de").id, self.group.id, "en_US"),
                (self.term.name, "Allemagne", "grands  COMPTES", "English"),
                ("30 jours", "DE", "Grands comptes", "en_US"),
            )
        ):
            text = HEADER + ROW.replace("V1", f"V{number}")
            values = {
                "Conditions": {"zz": term},
                "Pays": {"yy": country},
                "Groupe": {"xx": group},
                "Langue": {"ww": language},
            }
            report = self.upload(text, options={"columns": COLUMNS, "values": values})
            self.assertCounts(report, created=1)
            customer = self.customer(f"V{number}")
            self.assertEqual(customer.property_payment_term_id, self.term)
            self.assertEqual(
                (customer.country_id.code, customer.category_id, customer.lang), ("DE", self.group, "en_US")
            )
        self.assertReadable()

    def test_nothing(self):
        for number, nothing in enumerate((None, False, "")):
            values = {
                header: {word: nothing} for header, word in zip(("Conditions", "Pays"), ("zz", "yy"), strict=True)
            }
            report = self.upload(
                HEADER + ROW.replace("V1", f"V{number}"), options={"columns": COLUMNS, "values": values}
            )
            self.assertNotIn("unknown_payment_term", self.kinds(report))
            self.assertFalse(self.customer(f"V{number}").property_payment_term_id)

    def test_a_term_of_another_company(self):
        theirs = self.env["account.payment.term"].sudo().create({"name": "Z", "company_id": self.other_company().id})
        with self.assertRaisesRegex(UserError, "which is no Payment Term"):
            self.upload_values({"Conditions": {"zz": theirs.id}})

    def test_other_kinds_are_read_as_the_file_is(self):
        self.env["dso.upload.field"].sudo().create(
            {"name": "Barcode", "key": "barcode_x", "partner_field": "barcode", "kind": "text"}
        )
        text = "Code client;Raison sociale;Limite;Note\nV1;Verre;zz;a\n"
        columns = {"Limite": "credit_limit", "Note": "barcode_x"}
        for wrong in ("beaucoup", [1], {}, True, 1e300):
            with self.subTest(wrong=wrong), self.assertRaisesRegex(UserError, "'values'"):
                self.upload(text, options={"columns": columns, "values": {"Limite": {"zz": wrong}}})
        for wrong in (5, [1], True):
            with self.subTest(wrong=wrong), self.assertRaisesRegex(UserError, "'values'"):
                self.upload(text, options={"columns": columns, "values": {"Note": {"a": wrong}}})
        values = {"Limite": {"zz": 1500}, "Note": {"a": "AAA"}}
        self.upload(text, options={"columns": columns, "values": values, "save_mapping": "Mine"})
        self.assertEqual((self.customer("V1").credit_limit, self.customer("V1").barcode), (1500, "AAA"))

    def test_names_are_remembered(self):
        values = {"Conditions": {"zz": self.term.name}, "Groupe": {"xx": self.group.name}, "Langue": {"ww": "en_US"}}
        self.upload_values({**values, "Pays": {"yy": None}}, save_mapping="Mine")
        mapping = self.env["dso.upload.mapping"].search([("name", "=", "Mine")])
        meanings = {value.word: value.meaning for value in mapping.column_ids.value_ids}
        lang = self.env["res.lang"].search([("code", "=", "en_US")])
        self.assertEqual(meanings, {"zz": self.term, "xx": self.group, "ww": lang})
        report = self.upload(HEADER + ROW.replace("V1", "V2"), mapping="Mine")
        self.assertEqual(self.customer("V2").property_payment_term_id, self.term)
        self.assertEqual(self.kinds(report), ["unknown_country"])

    def test_a_remembered_meaning_that_is_gone_or_forged(self):
        self.upload_values({"Conditions": {"zz": self.term.id}}, save_mapping="Mine")
        value = self.env["dso.upload.mapping"].search([("name", "=", "Mine")]).column_ids.value_ids
        country = self.env.ref("base.de")
        missing = self.env["account.payment.term"].search([], order="id desc", limit=1).id + 1000
        for number, meaning in enumerate((f"res.country,{country.id}", f"account.payment.term,{missing}")):
            self.env.cr.execute("UPDATE dso_upload_mapping_value SET meaning = %s WHERE id = %s", [meaning, value.id])
            self.env.invalidate_all()
            report = self.upload(HEADER + ROW.replace("V1", f"V{number + 5}"), mapping="Mine")
            self.assertIn("forgotten_meaning", self.kinds(report))
            self.assertIn("unknown_payment_term", self.kinds(report))
            self.assertFalse(self.customer(f"V{number + 5}").property_payment_term_id)
        self.assertReadable()
