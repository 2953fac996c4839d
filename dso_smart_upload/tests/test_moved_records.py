"""Nothing is moved to where its user may not write, and nobody but an administrator resets the settings."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user

from .common import UploadCase, encoded

TEXT = "Code client;Raison sociale;Groupe\nC1;Aciéries;Nord\n"
PREFIX = "dso_smart_upload."
SETTINGS = {
    "dso_source_roots": ("source_roots", "/srv/exports"),
    "dso_internal_hosts": ("internal_hosts", "10.0.0.7"),
    "dso_mail_checked_by": ("mail_checked_by", "mx.example.com"),
}


class TestMovedRecords(UploadCase):
    def setUp(self):
        super().setUp()
        self.elsewhere = self.other_company()
        self.stranger = new_test_user(
            self.env(su=True),
            "stranger",
            groups="dso_smart_upload.group_user",
            company_id=self.elsewhere.id,
            company_ids=[(6, 0, self.elsewhere.ids)],
        )
        self.theirs, self.ours = self.make_mapping(self.stranger), self.make_mapping(self.user)

    def make_mapping(self, user):
        value = Command.create({"word": "w", "left_out": True})
        column = Command.create({"header": f"Column of {user.login}", "value_ids": [value]})
        vals = {"name": f"Mapping of {user.login}", "company_id": user.company_id.id, "column_ids": [column]}
        (id_,) = self.rpc("dso.upload.mapping", "create", [vals], user=user)
        return self.env["dso.upload.mapping"].sudo().browse(id_)

    def assertStays(self, record, name, target, **kwargs):
        """Assert that a user cannot write a link of a record over RPC, and that it is as before."""
        before = record[name]
        with self.subTest(record._name), self.assertRaises(AccessError), self.env.cr.savepoint():
            self.rpc(record._name, "write", record.ids, {name: target.id}, **kwargs)
        self.env.invalidate_all()
        self.assertEqual(record[name], before)

    def test_mapping_of_another_company(self):
        column = self.ours.column_ids
        self.assertStays(self.ours, "company_id", self.elsewhere)
        self.assertStays(column, "mapping_id", self.theirs)
        self.assertStays(column.value_ids, "column_id", self.theirs.column_ids)
        moved = {"column_ids": [Command.update(column.id, {"mapping_id": self.theirs.id})]}
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.rpc("dso.upload.mapping", "web_save", self.ours.ids, moved, specification={})
        loaded = self.rpc("dso.upload.mapping", "load", [".id", "company_id/.id"], [[self.ours.id, self.elsewhere.id]])
        self.assertFalse(loaded["ids"])
        self.assertEqual((self.ours.company_id, column.mapping_id), (self.company, self.ours))

    def test_mapping_of_own_companies(self):
        self.user.sudo().company_ids += self.elsewhere
        context = {"allowed_company_ids": (self.company + self.elsewhere).ids}
        self.rpc("dso.upload.mapping", "write", self.ours.ids, {"company_id": self.elsewhere.id}, context=context)
        self.assertEqual(self.ours.company_id, self.elsewhere)

    def test_import_of_a_colleague(self):
        colleague = self.new_user("colleague", "dso_smart_upload.group_user")
        ours, theirs = (self.make_upload(user) for user in (self.user, colleague))
        self.assertStays(ours.column_ids[0], "upload_id", theirs)

    def make_upload(self, user):
        vals = {"file": encoded(TEXT), "filename": "clients.csv"}
        (id_,) = self.rpc("dso.smart.upload", "create", [vals], user=user)
        for method in ("action_read", "action_check"):
            self.rpc("dso.smart.upload", method, [id_], user=user)
        return self.env["dso.smart.upload"].sudo().browse(id_)


class TestSettingsRights(UploadCase):
    def setUp(self):
        super().setUp()
        self.parameters = self.env["ir.config_parameter"].sudo()
        for key, value in SETTINGS.values():
            self.parameters.set_param(PREFIX + key, value)

    def assertSettings(self):
        for key, value in SETTINGS.values():
            self.assertEqual(self.parameters.get_param(PREFIX + key), value)

    def test_only_an_administrator_of_odoo(self):
        users = (
            self.new_user("inner", "base.group_user"),
            self.new_user("chief", "dso_smart_upload.group_manager"),
            new_test_user(self.env(su=True), "visitor", groups="base.group_portal"),
        )
        for user in users:
            with self.subTest(user.login):
                given = self.rpc("res.config.settings", "default_get", list(SETTINGS), user=user)
                self.assertFalse({name for name in given if name.startswith("dso_")})
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    self.rpc("res.config.settings", "set_values", [], user=user)
                self.assertSettings()

    def test_administrator(self):
        admin = self.env.ref("base.user_admin")
        given = self.rpc("res.config.settings", "default_get", list(SETTINGS), user=admin)
        for name, (_key, value) in SETTINGS.items():
            self.assertEqual(given[name], value)
        (id_,) = self.rpc("res.config.settings", "create", [{}], user=admin)
        self.rpc("res.config.settings", "execute", [id_], user=admin)
        self.assertSettings()
