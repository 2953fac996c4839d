"""Mappings travel to another database as JSON."""

import base64
import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .common import UploadCase


class TestMappingJson(UploadCase):
    def setUp(self):
        super().setUp()
        term = self.env["account.payment.term"].sudo().create({"name": "Le 15 du mois"})
        family = self.env["res.partner.category"].create({"name": "Agence"})
        group = self.env["res.partner.category"].create({"name": "Nord", "parent_id": family.id})
        field = {one.key: one.id for one in self.env["dso.upload.field"].search([])}
        self.mapping = self.env["dso.upload.mapping"].create(
            {
                "name": "Sage",
                "decimal_mark": ",",
                "delimiter": "\t",
                "reactivate": True,
                "column_ids": [
                    (0, 0, {"header": "Code", "field_id": field["code"], "sequence": 1}),
                    (0, 0, {"header": "Nom", "field_id": field["name"], "sequence": 2, "policy": "if_empty"}),
                    (0, 0, {"header": "Interne", "sequence": 3}),
                    (
                        0,
                        0,
                        {
                            "header": "Règlement",
                            "field_id": field["payment_term"],
                            "sequence": 4,
                            "on_bad": "reject",
                            "value_ids": [(0, 0, {"word": "R15", "meaning": f"account.payment.term,{term.id}"})],
                        },
                    ),
                    (
                        0,
                        0,
                        {
                            "header": "Agence",
                            "field_id": field["groups"],
                            "sequence": 5,
                            "family_id": family.id,
                            "keeps_groups": True,
                            "value_ids": [(0, 0, {"word": "N", "meaning": f"res.partner.category,{group.id}"})],
                        },
                    ),
                ],
            }
        )

    def test_there_and_back(self):
        text = self.mapping.export_json()
        self.assertNotIn('"id"', text)
        self.mapping.unlink()
        report = self.env["dso.upload.mapping"].import_json(text)
        self.assertEqual(report, {"mappings": ["Sage"], "created": 1, "updated": 0, "left_out": []})
        again = self.env["dso.upload.mapping"].search([("name", "=", "Sage")])
        self.assertEqual(json.loads(again.export_json()), json.loads(text))
        self.assertEqual(again.column_ids.mapped("header"), ["Code", "Nom", "Interne", "Règlement", "Agence"])
        self.upload("Code;Nom;Interne;Règlement;Agence\nC1;Chaux;x;R15;N\n".replace(";", "\t"))
        customer = self.customer("C1")
        self.assertEqual(customer.property_payment_term_id.name, "Le 15 du mois")
        self.assertEqual(customer.category_id.mapped("name"), ["Nord"])

    def test_a_mapping_of_the_same_name_is_replaced(self):
        text = self.mapping.export_json()
        self.mapping.write({"encoding": "cp1252", "decimal_mark": "."})
        self.mapping.column_ids[0].unlink()
        report = self.env["dso.upload.mapping"].import_json(text)
        self.assertEqual((report["created"], report["updated"]), (0, 1))
        self.assertEqual((self.mapping.encoding, self.mapping.decimal_mark), (False, ","))
        self.assertEqual(len(self.mapping.column_ids), 5)

    def test_what_another_database_does_not_have_is_said(self):
        given = json.loads(self.mapping.export_json())
        columns = given["mappings"][0]["columns"]
        columns[2]["field"] = "x_colour"
        columns[3]["values"] = {"R20": ["Le 20 du mois"]}
        columns[4]["values"] = {"S": ["Agence", "Sud"]}
        report = self.env["dso.upload.mapping"].import_json(json.dumps(given))
        self.assertEqual(len(report["left_out"]), 3)
        for word, sentence in zip(("x_colour", "R20", "Agence / Sud"), report["left_out"], strict=True):
            self.assertIn(word, sentence)

    def test_what_is_no_mapping(self):
        for text in ("", "[]", "{}", '{"format": "x", "mappings": []}', '{"format": "dso_smart_upload.mapping"}', "§"):
            with self.subTest(text), self.assertRaisesRegex(UserError, "no exported mapping"):
                self.env["dso.upload.mapping"].import_json(text)

    def test_what_the_user_may_not_see_is_not_exported(self):
        elsewhere = self.other_company()
        visitor = new_test_user(
            self.env(su=True),
            "visitor@elsewhere.example",
            groups="base.group_portal",
            company_id=elsewhere.id,
            company_ids=[(6, 0, elsewhere.ids)],
        )
        with self.assertRaises(AccessError):
            self.env["res.users"].browse(visitor.id).read(["login"])
        field = self.env.ref("dso_smart_upload.field_salesperson")
        words = {"me": self.user.id, "them": visitor.id}
        values = [(0, 0, {"word": word, "meaning": f"res.users,{id_}"}) for word, id_ in words.items()]
        column = {"header": "Vendeur", "field_id": field.id, "value_ids": values}
        mapping = self.env["dso.upload.mapping"].create({"name": "M", "column_ids": [(0, 0, column)]})
        self.env.flush_all()
        self.env.invalidate_all()
        found = json.loads(mapping.export_json())["mappings"][0]["columns"][0]["values"]
        self.assertEqual(found, {"me": ["controller"]})

    def test_buttons(self):
        action = self.mapping.action_export_json()
        file = self.env["dso.upload.mapping.file"].search([], order="id desc", limit=1)
        self.assertIn(f"/{file.id}/content", action["url"])
        self.assertEqual(file.filename, "Sage.json")
        self.mapping.unlink()
        into = self.env["dso.upload.mapping.file"].create({"content": file.content, "filename": "a.json"})
        self.assertEqual(into.action_import()["res_model"], "dso.upload.mapping")
        self.assertTrue(self.env["dso.upload.mapping"].search([("name", "=", "Sage")]))
        missing = base64.b64decode(file.content).replace(b'"Le 15 du mois"', b'"Nowhere"')
        into = self.env["dso.upload.mapping.file"].create({"content": base64.b64encode(missing)})
        self.assertEqual(into.action_import()["res_id"], into.id)
        self.assertIn("Nowhere", into.result)

    def test_a_file_that_is_no_base64(self):
        for content in ("a", "YQ"):
            wizard = self.env["dso.upload.mapping.file"].create({"content": content})
            with self.assertRaises(UserError):
                wizard.action_import()
