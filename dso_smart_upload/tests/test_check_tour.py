"""The check step in a browser: every remedy, a correction by keyboard, who is there already."""

import base64

from odoo.tests import HttpCase, tagged

from .test_bench_check import FIELDS, TEXT

TWINS = "Code client;Raison sociale;Email\n" + "".join(
    f"N{number};{name};info@{number}.example\n" for number, name in enumerate(("Aciéries du Nord", "Zinc", "Étain"), 1)
)


@tagged("post_install", "-at_install")
class TestCheckTour(HttpCase):
    def tour(self, name, text, keys):
        """Run a tour on a file that is checked; return its upload."""
        uploads = self.env["dso.smart.upload"].with_user(self.env.ref("base.user_admin"))
        state = uploads.bench_upload(base64.b64encode(text.encode()).decode(), "clients.csv")
        upload = uploads.browse(state["id"])
        for column, key in zip(state["columns"], keys, strict=True):
            upload.bench_column(column["id"], {"field": self.env.ref(f"dso_smart_upload.field_{key}").id})
        upload.bench_go("check")
        self.start_tour(f"/odoo/smart-upload/{upload.id}", name, login="admin", timeout=120)
        self.env.invalidate_all()
        return upload

    def test_every_remedy(self):
        self.env["res.partner.category"].create({"name": "South of Test"})
        upload = self.tour("dso_smart_upload_check_remedies", TEXT, FIELDS)
        self.assertEqual(upload.run_id.state, "checked")
        self.assertEqual(upload.run_id.options["values"]["Pays"], {"Austira": None})

    def test_a_correction_by_keyboard(self):
        upload = self.tour("dso_smart_upload_check_correction", TEXT, FIELDS)
        self.assertEqual(upload.run_id.state, "done")
        self.assertEqual(self.env["res.partner"].search([("ref", "=", "C9")]).name, "Sans code")
        self.assertEqual(upload.run_id.corrections, {"5": {"Code client": "C9"}})
        self.assertEqual(base64.b64decode(upload.run_id.content).decode(), TEXT)

    def test_who_is_there_already(self):
        partners = self.env["res.partner"].create(
            [
                {"name": name, "ref": f"OLD{number}", "email": f"info@{number}.example", "is_company": True}
                for number, name in enumerate(("Acieries du Nord", "Zinc", "Etain"), 1)
            ]
        )
        upload = self.tour("dso_smart_upload_check_twins", TWINS, ("code", "name", "email"))
        meant = {"N1": 0, "N2": partners[1].id, "N3": partners[2].id}
        self.assertEqual(upload.run_id.options["known_as"], meant)
