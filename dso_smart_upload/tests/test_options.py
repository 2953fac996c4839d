from odoo.exceptions import UserError

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

    def wrong(self, option: Option):
        """Return a value that an option cannot have."""
        return 1.5 if option.kind != "number" else "one"
