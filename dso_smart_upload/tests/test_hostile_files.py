"""Files that are too large, or made to do harm, end in a sentence at the door."""

import base64
import gzip
import io
import zipfile

from odoo.exceptions import UserError

from .common import UploadCase


class TestHostileFiles(UploadCase):
    def refusal(self, content, filename):
        """Return the sentence with which the file is refused."""
        with self.assertRaises(UserError) as caught:
            self.env["dso.upload.run"].check_file(base64.b64encode(content).decode(), filename)
        return str(caught.exception)

    def test_a_file_over_the_limit(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_file_mb", "0.5")
        sentence = self.refusal(b"Code;Name\n" + b"C1;Acme\n" * 100_000, "large.csv")
        self.assertIn("large.csv has 1 MB", sentence)

    def test_a_file_over_the_limit_in_an_archive(self):
        content = gzip.compress(b"Customer code;Company name\nC1;Acme\nC2;Beta\n" + b"\n" * 700_000)
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_file_mb", "0.5")
        self.assertIn("large.gz has more than 0.50 MB", self.refusal(content, "large.gz"))
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_file_mb", "1")
        report = self.env["dso.upload.run"].check_file(base64.b64encode(content).decode(), "large.gz")
        self.assertCounts(report, created=2)

    def test_a_file_that_unpacks_to_gigabytes(self):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
        self.assertIn("bomb.xlsx would unpack to 47 MB", self.refusal(file.getvalue(), "bomb.xlsx"))

    def test_more_lines_than_a_file_may_have(self):
        sentence = self.refusal(b"Code;Name\n" + b"a\n" * 5_000_001, "lines.csv")
        self.assertIn("lines.csv has more than 5000000 lines", sentence)
