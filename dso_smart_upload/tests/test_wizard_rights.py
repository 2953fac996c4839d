"""Smart Upload shows nothing to its user that the user may not see, whatever is written to it over RPC."""

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .common import UploadCase

TEXT = "Code client;Raison sociale;Ville\nC1;Aciéries;Lille\n;Sans code;\n"
SHOWN = ("run_state", "rows", "created", "rejected", "failure", "progress", "issue_ids", "change_ids", "notices")


class TestWizardRights(UploadCase):
    def setUp(self):
        super().setUp()
        self.elsewhere = self.other_company()
        companies = self.company + self.elsewhere
        self.stranger = self.make_user("stranger", self.elsewhere, self.elsewhere)
        self.both = self.make_user("both", self.company, companies)
        self.run = self.runs.browse(self.upload(TEXT, options={"save_mapping": "Clients"})["run_id"])
        self.foreign = {"run_id": self.run.id, "mapping_id": self.run.mapping_id.id, "company_id": self.company.id}

    def make_user(self, login, company, companies):
        groups = "dso_smart_upload.group_manager"
        company_ids = [(6, 0, companies.ids)]
        return new_test_user(self.env(su=True), login, groups=groups, company_id=company.id, company_ids=company_ids)

    def wizard(self, *args, user, **kwargs):
        method, *args = args
        return self.rpc("dso.smart.upload", method, *args, user=user, **kwargs)

    def test_what_the_user_may_not_see_is_refused(self):
        id_ = self.wizard("create", {}, user=self.stranger)
        for name, value in self.foreign.items():
            with self.subTest(name), self.assertRaises(AccessError):
                self.wizard("write", [id_], {name: value}, user=self.stranger)
            with self.subTest(name), self.assertRaises(AccessError):
                self.wizard("create", {name: value}, user=self.stranger)
            with self.subTest(name), self.assertRaises(AccessError):
                self.wizard("web_save", [], {name: value}, specification={"created": {}}, user=self.stranger)

    def test_another_company_of_the_user_is_not_that_of_the_upload(self):
        context = {"allowed_company_ids": (self.elsewhere + self.company).ids}
        id_ = self.wizard("create", {}, user=self.both, context=context)
        (found,) = self.wizard("read", [id_], ["company_id"], user=self.both)
        self.assertEqual(found["company_id"][0], self.elsewhere.id)
        for name in ("run_id", "mapping_id"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.wizard("write", [id_], {name: self.foreign[name]}, user=self.both, context=context)
        self.wizard("write", [id_], self.foreign, user=self.both, context=context)
        with self.assertRaises(AccessError):
            self.wizard("write", [id_], {"company_id": self.elsewhere.id}, user=self.both, context=context)

    def test_onchange_shows_nothing(self):
        for name in SHOWN:
            with self.subTest(name):
                try:
                    found = self.wizard(
                        "onchange",
                        [],
                        {"run_id": self.run.id},
                        ["run_id"],
                        {name: {}, "run_id": {}},
                        user=self.stranger,
                    )
                except AccessError:
                    continue
                self.assertFalse(found["value"].get(name))

    def test_run_that_the_user_lost_sight_of(self):
        id_ = self.wizard("create", {"run_id": self.run.id}, user=self.both)
        self.assertEqual(self.wizard("read", [id_], ["created"], user=self.both)[0]["created"], 1)
        self.both.sudo().write({"company_ids": [(6, 0, self.elsewhere.ids)], "company_id": self.elsewhere.id})
        for name in SHOWN[:-1]:
            with self.subTest(name), self.assertRaises(AccessError):
                self.wizard("read", [id_], [name], user=self.both)
        self.assertFalse(self.wizard("read", [id_], ["notices"], user=self.both)[0]["notices"])
        self.assertFalse(self.wizard("search", [("rejected", "=", 1)], user=self.both))

    def test_upload_of_a_colleague(self):
        """It holds a file, samples and words of it, which are nobody else's until it is imported."""
        wizard = self.env["dso.smart.upload"].create({"file": b"QUJD", "filename": "clients.csv"})
        column = self.env["dso.smart.upload.column"].create({"upload_id": wizard.id, "header": "Nom", "samples": "x"})
        colleague = self.new_user("colleague", "dso_smart_upload.group_manager")
        proposal = (
            self.env["dso.smart.upload.field"]
            .with_user(colleague)
            .sudo()
            .create({"column_id": column.id, "label": "x", "kind": "text", "technical_name": "x_x"})
        )
        file = self.env["dso.upload.mapping.file"].create({"content": b"QUJD"})
        for record in (wizard, column, file):
            self.assertTrue(self.rpc(record._name, "read", record.ids, ["create_uid"]))
            for user in (self.stranger, colleague):
                with self.subTest(record._name, user=user.login), self.assertRaises(AccessError):
                    self.rpc(record._name, "read", record.ids, user=user)
                with self.subTest(record._name, user=user.login), self.assertRaises(AccessError):
                    self.rpc(record._name, "unlink", record.ids, user=user)
                self.assertFalse(self.rpc(record._name, "search", [("id", "in", record.ids)], user=user))
        with self.assertRaises(AccessError):
            self.rpc(proposal._name, "read", proposal.ids, ["samples"], user=colleague)

    def test_superuser_may_do_all(self):
        wizard = self.env["dso.smart.upload"].with_user(SUPERUSER_ID).create(self.foreign)
        self.assertEqual(wizard.created, 1)
