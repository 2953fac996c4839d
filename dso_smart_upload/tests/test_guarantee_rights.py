"""Who sees the guarantees of a customer, and who changes them: whoever may do so with its credit limit."""

import json

from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .common import UploadCase
from .test_protection import PROTECTED

NAMES = [*PROTECTED, "dso_guarantee", "dso_uncovered_limit", "dso_uncovered_receivable"]
SECRET = 23456.0


class RightsCase(UploadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_partner = cls.partners.create({"name": "Aciéries", "ref": "C1", "city": "Lille", **PROTECTED})
        cls.customer_partner.dso_insurer_guarantee = SECRET
        cls.portal = new_test_user(cls.env(su=True), "portal_c1", groups="base.group_portal")
        cls.portal.partner_id.parent_id = cls.customer_partner
        cls.portal.partner_id.dso_insurer_guarantee = SECRET
        cls.clerk = cls.new_user("clerk", "base.group_user,base.group_partner_manager")
        cls.accountant = cls.new_user("accountant", "account.group_account_invoice")
        cls.reader = cls.new_user("reader", "account.group_account_readonly")

    def outsiders(self):
        """Return users who may read a partner and not its credit limit, with that partner."""
        return (self.portal, self.portal.partner_id), (self.clerk, self.customer_partner)


class TestGuaranteeRights(RightsCase):
    def test_they_have_the_groups_of_the_credit_limit(self):
        partner_fields = self.env.registry["res.partner"]._fields
        users_fields = self.env.registry["res.users"]._fields
        for name in NAMES:
            self.assertEqual(partner_fields[name].groups, partner_fields["credit_limit"].groups, name)
            self.assertEqual(users_fields[name].groups, partner_fields["credit_limit"].groups, name)

    def test_read(self):
        for user, partner in self.outsiders():
            for name in NAMES:
                for model, id_ in (("res.partner", partner.id), ("res.users", user.id)):
                    with self.subTest(name, model=model, user=user.login), self.assertRaises(AccessError):
                        self.rpc(model, "read", [id_], [name], user=user)
                with self.subTest(name, user=user.login), self.assertRaises(AccessError):
                    self.rpc("res.partner", "web_read", partner.ids, {name: {}}, user=user)
            self.assertTrue(self.rpc("res.partner", "read", partner.ids, ["name"], user=user))
            self.assertFalse(self.rpc("res.partner", "fields_get", user=user).keys() & set(NAMES))
            self.assertFalse(self.rpc("res.users", "fields_get", user=user).keys() & set(NAMES))

    def test_search_and_group(self):
        for user, partner in self.outsiders():
            for name in PROTECTED:
                for method, arguments in (
                    ("search", [[("id", "=", partner.id), (name, "!=", False)]]),
                    ("search_read", [[("id", "=", partner.id)], [name]]),
                    ("search_count", [[("user_ids.partner_id." + name, "!=", False)]]),
                    ("formatted_read_group", [[], [name]]),
                    ("formatted_read_group", [[], [], [f"{name}:max"]]),
                ):
                    with self.subTest(method, arguments=arguments, user=user.login), self.assertRaises(AccessError):
                        self.rpc("res.partner", method, *arguments, user=user)
                with self.subTest("order", name=name, user=user.login), self.assertRaises(AccessError):
                    self.rpc("res.partner", "search", [], order=f"{name} desc", user=user)

    def test_export(self):
        self.clerk.group_ids += self.env.ref("base.group_allow_export").sudo()
        for name in NAMES:
            with self.subTest(name), self.assertRaises(AccessError):
                self.rpc("res.partner", "export_data", self.customer_partner.ids, [name], user=self.clerk)

    def test_write(self):
        for user, partner in self.outsiders():
            for name, value in PROTECTED.items():
                with self.subTest(name, user=user.login), self.assertRaises(AccessError):
                    self.rpc("res.partner", "write", partner.ids, {name: value}, user=user)
                with self.subTest(name, user=user.login), self.assertRaises(AccessError):
                    self.rpc("res.users", "write", user.ids, {name: value}, user=user)
                with self.subTest(name, user=user.login), self.assertRaises(AccessError):
                    self.rpc("res.partner", "create", {"name": "New", name: value}, user=user)
                with self.subTest(name, user=user.login), self.assertRaises(AccessError):
                    self.rpc("res.partner", "create", {"name": "New"}, user=user, context={f"default_{name}": value})

    def test_copy(self):
        copy = self.partners.browse(self.rpc("res.partner", "copy", self.customer_partner.ids, user=self.clerk))
        self.assertFalse(any(copy[name] for name in PROTECTED))

    def test_who_may_see_the_credit_limit_sees_them(self):
        for user in (self.accountant, self.reader, self.user):
            (values,) = self.rpc("res.partner", "read", self.customer_partner.ids, NAMES, user=user)
            self.assertEqual((values["credit_limit"], values["dso_insurer_guarantee"]), (30000, SECRET))
            self.assertGreaterEqual(values["dso_guarantee"], SECRET)
            self.rpc("res.partner", "search", [("dso_insurer_guarantee", "=", SECRET)], user=user)

    def test_who_may_write_the_credit_limit_writes_them(self):
        clerk = self.new_user("chief_clerk", "base.group_partner_manager,account.group_account_invoice")
        self.rpc("res.partner", "write", self.customer_partner.ids, {"dso_insurer_guarantee": 5.0}, user=clerk)
        self.assertEqual(self.customer_partner.dso_insurer_guarantee, 5)
        with self.assertRaises(AccessError):
            self.rpc(
                "res.partner", "write", self.customer_partner.ids, {"dso_insurer_guarantee": 6.0}, user=self.reader
            )

    def test_chatter(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.customer_partner.with_context(tracking_disable=False).write({"dso_insurer_guarantee": 76543.0})
        self.env.flush_all()
        self.env.cr.precommit.run()
        tracked = self.customer_partner.sudo().message_ids.tracking_value_ids
        self.assertIn(76543.0, tracked.mapped("new_value_float"))
        for user, sees in ((self.clerk, False), (self.accountant, True)):
            env = self.env(user=user.id, su=False)
            self.assertEqual(bool(tracked._filter_has_field_access(env)), sees, user.login)
        self.assertFalse(tracked._filter_free_field_access())
        with self.assertRaises(AccessError):
            self.rpc(
                "mail.tracking.value", "search_read", [("field_id.name", "=", "dso_insurer_guarantee")], user=self.clerk
            )


class TestGuaranteeViews(RightsCase):
    def shown(self, user):
        """Return the views of the customers' list as a user gets them."""
        action = self.env.ref("dso_smart_upload.res_partner_action_credit").sudo()
        views = [(view.id, kind) for view, kind in zip(action.view_ids.view_id, ("list", "pivot"), strict=False)]
        views += [(action.search_view_id.id, "search"), (False, "form")]
        return self.rpc("res.partner", "get_views", views, user=user)

    def test_views_hold_what_the_user_may_see(self):
        for user, sees in ((self.clerk, False), (self.accountant, True)):
            views = self.shown(user)
            archs = {kind: view["arch"] for kind, view in views["views"].items()}
            for kind, arch in archs.items():
                for name in PROTECTED:
                    if not sees:
                        self.assertNotIn(name, arch, (user.login, kind))
            self.assertEqual("dso_insurer_guarantee" in archs["pivot"], sees)
            self.assertEqual('name="insured"' in archs["search"], sees)
            self.assertEqual('name="with_limit"' in archs["search"], sees)
            self.assertEqual('name="group_reference"' in archs["search"], sees)
            names = views["models"]["res.partner"]["fields"].keys()
            self.assertEqual(bool(names & set(NAMES)), sees)
            known = self.env.registry["res.partner"]._fields
            in_list = {name: {} for name in names if f'name="{name}"' in archs["list"] and not known[name].relational}
            found = self.rpc("res.partner", "web_search_read", [("ref", "=", "C1")], in_list, user=user)
            self.assertEqual(found["length"], 1)
            self.assertEqual(str(SECRET) in json.dumps(found, default=str), sees)
