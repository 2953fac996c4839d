"""Long texts end in a sentence at the door, and twice as much takes no more than twice as long there as well."""

import json

from odoo.exceptions import UserError

from .common import UploadCase
from .pipeline.growth import MOST, growth

LONG = "x" * 60_000


class TestBounds(UploadCase):
    def test_long_texts_of_a_file(self):
        columns = {"Code": "code", "Nom": "name", "Commentaire": "comment", "Mail": "email"}
        text = f"Code;{LONG};Nom;Commentaire;Mail\nL1;a;Long;b;{'a@' * 400_000}\n{LONG};a;Long;b;\nL3;a;{LONG};b;\n"
        report = self.check(text, options={"columns": columns})
        self.assertEqual([column["header"] for column in report["columns"]][1], "Column 2")
        self.assertEqual((report["created"], report["rejected"]), (1, 2))
        kinds = {(issue["line"], issue["kind"]) for issue in report["issues"]}
        self.assertLessEqual({(2, "too_long"), (3, "long_code"), (4, "too_long"), (4, "missing_name")}, kinds)
        self.assertLess(len(json.dumps(report)), 10_000)

    def test_long_texts_of_options(self):
        options = {"columns": {LONG: "code"}}, {"columns": {"Code": LONG}}, {"policies": {LONG: "always"}}
        for given in options:
            with self.assertRaises(UserError) as caught:
                self.check("Code;Name\nL1;Long\n", options=given)
            self.assertLess(len(str(caught.exception)), 2000)

    def test_long_keys_of_rows(self):
        with self.assertRaises(UserError) as caught:
            self.runs.import_rows([{"code": "L1", "name": "Long", LONG: 1}])
        self.assertIn("A key of the rows has 60000 characters", str(caught.exception))

    def test_options_of_many_columns(self):
        def columns(size):
            return {"columns": {f"COLONNE {number}": "" for number in range(size)}}

        def run(options):
            names = [name.replace("COLONNE", "Colonne") for name in options["columns"]]
            lines = ";".join(["Code", "Name", *names]), "L1;Long" + ";a" * len(names)
            return self.check("\n".join(lines), options=options)

        self.assertLess(growth(run, columns, 100, 400, enough=0.2), MOST)

    def test_mappings_of_many_columns(self):
        def content(size):
            columns = [{"header": f"Column {number}"} for number in range(size)]
            mapping = {"name": "Large", "columns": [*columns, {"header": "Column 0"}]}
            return json.dumps({"format": "dso_smart_upload.mapping", "version": 2, "mappings": [mapping]})

        def run(text):
            with self.assertRaises(UserError) as caught:
                self.env["dso.upload.mapping"].import_json(text)
            self.assertIn("twice", str(caught.exception))

        self.assertLess(growth(run, content, 1000, 8000, enough=0.05), MOST)
