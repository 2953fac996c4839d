from odoo.exceptions import UserError, ValidationError

from ..engine.options import OPTIONS, Option
from .common import UploadCase


class TestOptions(UploadCase):
    """What the options are stands once, and whoever calls the API finds it everywhere."""

    def test_the_docstring_names_each(self):
        text = self.runs.check_file.__doc__
        self.assertEqual([name for name in OPTIONS if f"``{name}``" not in text], [])

    def test_an_unknown_option_is_answered_with_the_known_ones(self):
        with self.assertRaises(UserError) as refused:
            self.check("Code;Nom\nC1;Alpha\n", options={"colums": {}})
        self.assertEqual([name for name in ["colums", *OPTIONS] if name not in str(refused.exception)], [])

    def test_each_is_checked(self):
        for name, option in OPTIONS.items():
            with self.subTest(name), self.assertRaisesRegex(UserError, name):
                self.check("Code;Nom\nC1;Alpha\n", options={name: self.wrong(option)})

    def test_a_text_that_is_too_long_is_answered_with_its_beginning(self):
        for name in [name for name, option in OPTIONS.items() if option.kind == "text"]:
            with self.subTest(name), self.assertRaisesRegex(UserError, name) as refused:
                self.check("Code;Nom\nC1;Alpha\n", options={name: "x" * 10_000})
            self.assertLess(len(str(refused.exception)), 500)

    def test_the_name_of_a_mapping_can_be_shown(self):
        for values in ({"name": "x" * 256}, {"name": "x" * 100_000}):
            with self.assertRaisesRegex(ValidationError, "at most 255"):
                self.env["dso.upload.mapping"].create(values)
        mapping = self.env["dso.upload.mapping"].create({"name": "x" * 255})
        with self.assertRaisesRegex(ValidationError, "at most 255"):
            mapping.name = "x" * 256

    def test_the_name_of_a_file_is_what_the_eye_sees(self):
        report = self.upload("Code client;Raison sociale\nC1;Alpha\n", filename="a/clients\u202evsc\u200b.csv")
        self.assertEqual(self.runs.browse(report["run_id"]).filename, "clientsvsc.csv")

    def wrong(self, option: Option):
        """Return a value that an option cannot have."""
        return 1.5 if option.kind != "number" else "one"
