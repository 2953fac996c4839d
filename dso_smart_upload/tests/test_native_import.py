"""Odoo's own import: protected values stay, and it says so."""

import json

from odoo.fields import Command
from odoo.tools import mute_logger

from .common import UploadCase

LIMIT, INSURED = 30000.0, 20000.0
PRETENDED = (
    {},
    {"import_file": False, "dso_import": False},
    {"import_file": False, "dso_import": False, "dso_load": False, "active_test": False},
    {"import_file": True, "mode": "update", "install_module": "base", "noupdate": False},
)


class NativeCase(UploadCase):
    def setUp(self):
        super().setUp()
        self.partner = self.partners.create(
            {"name": "Aciéries", "ref": "C1", "credit_limit": LIMIT, "dso_insurer_guarantee": INSURED}
        )
        self.env["ir.model.data"].sudo().create(
            {"module": "__import__", "name": "c1", "model": "res.partner", "res_id": self.partner.id}
        )

    def load(self, *rows):
        fields = ["id", "name", "city", "credit_limit", "dso_insurer_guarantee"]
        return self.partners.with_context(import_file=True).load(fields, [list(row) for row in rows])

    def rpc_load(self, fields, *rows, model="res.partner", context=None, user=None):
        """Import rows as a program does through RPC, and return the result, of which nothing may be an error."""
        result = self.rpc(model, "load", fields, [list(row) for row in rows], context=context or {}, user=user)
        self.assertTrue(result["ids"], result["messages"])
        self.env.invalidate_all()
        return result

    def rpc_make(self, **values):
        """Import a new partner and return it."""
        names = list(values)
        return self.partners.browse(self.rpc_load(names, [values[name] for name in names])["ids"])

    def assertKept(self, partner=None):
        partner = partner or self.partner
        self.assertEqual((partner.credit_limit, partner.dso_insurer_guarantee), (LIMIT, INSURED))

    def assertTold(self, result, *counts):
        """Check how many values each message says were kept; 0 for one that says something else."""
        self.assertEqual(
            [message.get("dso_kept", 0) for message in result["messages"]], list(counts), result["messages"]
        )


class TestNativeImport(NativeCase):
    def test_load_keeps_and_warns(self):
        result = self.load(("__import__.c1", "Aciéries", "Lille", "50000", "0"))
        self.assertEqual(result["ids"], [self.partner.id])
        self.assertEqual(self.partner.city, "Lille")
        self.assertKept()
        (message,) = result["messages"]
        self.assertEqual(message["type"], "warning")
        self.assertIn("2 protected values", message["message"])
        self.assertIn("Credit Limit", message["message"])

    def test_load_without_difference_is_silent(self):
        result = self.load(("__import__.c1", "Aciéries", "Lille", "30000", "20000"))
        self.assertEqual(result["messages"], [])

    def test_load_sets_at_creation(self):
        result = self.load(("__import__.c2", "Béton", "Lyon", "700", "80"))
        self.assertEqual(result["messages"], [])
        partner = self.partners.browse(result["ids"])
        self.assertEqual((partner.credit_limit, partner.dso_insurer_guarantee), (700, 80))

    def test_whole_native_import(self):
        text = "id,name,credit_limit\n__import__.c1,Aciéries SA,0\n"
        wizard = self.env["base_import.import"].create(
            {"res_model": "res.partner", "file": text.encode(), "file_type": "text/csv", "file_name": "a.csv"}
        )
        options = {"quoting": '"', "separator": ",", "has_headers": True, "encoding": "utf-8"}
        result = wizard.execute_import(["id", "name", "credit_limit"], ["id", "name", "credit_limit"], options)
        self.assertEqual(self.partner.name, "Aciéries SA")
        self.assertEqual(self.partner.credit_limit, LIMIT)
        self.assertIn("1 protected value", json.dumps(result["messages"]))

    def test_contact_of_a_customer_is_no_false_alarm(self):
        fields = ["id", "name", "parent_id/id"]
        result = self.partners.with_context(import_file=True).load(
            fields, [["__import__.c3", "Comptable", "__import__.c1"]]
        )
        self.assertEqual(result["messages"], [])

    @mute_logger("odoo.sql_db")
    def test_failed_load_says_nothing_of_kept_values(self):
        result = self.load(("__import__.c1", "Aciéries", "Lille", "50000", "0"), ("", "", "Lyon", "1", "1"))
        self.assertFalse(result["ids"])
        self.assertEqual({message["type"] for message in result["messages"]}, {"error"})
        self.assertKept()


class TestNativeDoors(NativeCase):
    """Whatever is imported, by whatever way a value goes to a customer, and whatever the caller says of it."""

    def test_whatever_the_context_says(self):
        for number, context in enumerate(PRETENDED):
            for names, row in (
                (["id", "city", "credit_limit"], ["__import__.c1", f"Lille {number}", "50000"]),
                ([".id", "city", "credit_limit"], [str(self.partner.id), f"Lyon {number}", "0"]),
            ):
                with self.subTest(context, names=names):
                    result = self.rpc_load(names, row, context=context)
                    self.assertTold(result, 1)
                    self.assertEqual(self.partner.city, row[1])
                    self.assertKept()

    def test_a_person_may_write_over_rpc(self):
        self.rpc("res.partner", "write", self.partner.ids, {"credit_limit": 7})
        self.rpc("res.partner", "web_save", self.partner.ids, {"dso_insurer_guarantee": 8}, specification={})
        self.assertEqual((self.partner.credit_limit, self.partner.dso_insurer_guarantee), (7, 8))

    def test_opened_field_is_imported(self):
        self.env.ref("dso_smart_upload.field_credit_limit").sudo().open_to_imports = True
        result = self.rpc_load(["id", "credit_limit", "dso_insurer_guarantee"], ["__import__.c1", "7", "8"])
        self.assertTold(result, 1)
        self.assertEqual((self.partner.credit_limit, self.partner.dso_insurer_guarantee), (7, INSURED))

    def test_users_are_partners(self):
        users = self.env["res.users"].sudo().with_context(import_file=True)
        result = users.load(
            ["name", "login", "partner_id/.id", "credit_limit"], [["Aciéries", "acieries", str(self.partner.id), "7"]]
        )
        self.assertKept()
        self.assertTold(result, 1)
        result = self.rpc_load(
            [".id", "credit_limit"],
            [str(result["ids"][0]), "8"],
            model="res.users",
            user=self.env.ref("base.user_admin"),
        )
        self.assertKept()
        self.assertTold(result, 1)

    def test_lines_of_another_record(self):
        names = ["name", "child_ids/.id", "child_ids/name", "child_ids/credit_limit", "child_ids/dso_insurer_guarantee"]
        result = self.rpc_load(names, ["Holding", str(self.partner.id), "Aciéries", "7", "8"])
        self.assertEqual(self.partner.parent_id.ids, result["ids"])
        self.assertEqual((self.partner.credit_limit, self.partner.dso_insurer_guarantee), (0, INSURED))
        self.assertTold(result, 1, 0)
        self.rpc_load([".id", "parent_id/.id"], [str(self.partner.id), ""])
        self.assertKept()

    def test_commands_in_the_defaults_of_the_context(self):
        context = {
            "default_child_ids": [Command.update(self.partner.id, {"credit_limit": 7, "dso_insurer_guarantee": 8})]
        }
        self.rpc_load(["name"], ["Holding"], context=context)
        self.assertNotEqual(self.partner.credit_limit, 7)
        self.rpc_load([".id", "parent_id/.id"], [str(self.partner.id), ""])
        self.assertKept()

    def test_credit_limit_switched_off(self):
        result = self.rpc_load(["id", "use_partner_credit_limit"], ["__import__.c1", "0"])
        self.assertKept()
        self.assertTold(result, 1)

    def test_rows_that_repeat_a_new_customer(self):
        result = self.rpc_load(["id", "name", "credit_limit"], ["n1", "Neuf", "7"])
        self.rpc_load(["id", "name", "credit_limit"], ["n1", "Neuf", "8"])
        self.assertEqual(self.partners.browse(result["ids"]).credit_limit, 7)

    def test_who_may_not_write_it_learns_nothing(self):
        clerk = self.new_user("clerk", "base.group_user,base.group_partner_manager")
        told = []
        for value in ("30000", "50000"):
            result = self.rpc(
                "res.partner", "load", [".id", "credit_limit"], [[str(self.partner.id), value]], user=clerk
            )
            self.assertFalse(result["ids"])
            told.append([message["message"] for message in result["messages"]])
        self.assertEqual(*told)
        self.assertKept()


class TestNativeContacts(NativeCase):
    """A contact takes the values of its customer; nothing else comes to it, and nothing through it to a customer."""

    def setUp(self):
        super().setUp()
        self.holding = self.rpc_make(name="Holding", is_company="1", credit_limit="99999")

    def attach(self, *more, parent=None, **values):
        names = [".id", "parent_id/.id", *values]
        return self.rpc_load(names, [str(self.partner.id), str((parent or self.holding).id), *values.values()])

    def detach(self, **values):
        return self.rpc_load([".id", "parent_id/.id", *values], [str(self.partner.id), "", *values.values()])

    def test_contact_takes_the_values_of_its_customer(self):
        result = self.attach()
        self.assertEqual(self.partner.commercial_partner_id, self.holding)
        self.assertEqual((self.partner.credit_limit, self.partner.dso_insurer_guarantee), (99999, INSURED))
        self.assertTold(result)
        self.holding.credit_limit = 5
        self.assertEqual(self.partner.credit_limit, 5)

    def test_values_of_the_file_are_not_used_for_a_contact(self):
        result = self.attach(credit_limit="7", dso_insurer_guarantee="8")
        self.assertEqual((self.partner.credit_limit, self.partner.dso_insurer_guarantee), (99999, INSURED))
        self.assertTold(result, 1, 0)
        self.assertIn("not used (Credit Limit)", result["messages"][1]["message"])
        result = self.rpc_load([".id", "credit_limit"], [str(self.partner.id), "7"])
        self.assertEqual(self.partner.credit_limit, 99999)
        self.assertTold(result, 0)

    def test_value_of_its_customer_is_no_news(self):
        self.assertTold(self.attach(credit_limit="99999"))
        self.assertTold(self.rpc_load([".id", "credit_limit"], [str(self.partner.id), "99999"]))

    def test_through_a_parent_and_back(self):
        self.attach()
        self.rpc_load([".id", "credit_limit", "dso_insurer_guarantee"], [str(self.partner.id), "7", "8"])
        self.assertTold(self.detach())
        self.assertFalse(self.partner.parent_id)
        self.assertKept()
        self.attach(credit_limit="7")
        self.assertTold(self.detach(credit_limit="7"), 1)
        self.assertKept()

    def test_through_several_parents_and_back(self):
        contact = self.rpc_make(**{"name": "Service", "parent_id/.id": str(self.holding.id)})
        self.attach(parent=contact)
        self.assertEqual(self.partner.credit_limit, 99999)
        self.attach(parent=self.rpc_make(name="Autre", credit_limit="4"))
        self.detach()
        self.assertKept()

    def test_company_below_a_parent_and_back(self):
        self.attach()
        self.rpc_load([".id", "company_type"], [str(self.partner.id), "company"])
        self.assertEqual(self.partner.commercial_partner_id, self.partner)
        self.assertKept()

    def test_through_a_line_and_back(self):
        names = ["name", "credit_limit", "child_ids/.id", "child_ids/name"]
        self.rpc_load(names, ["Gruppe", "4", str(self.partner.id), "Aciéries"])
        self.assertEqual(self.partner.credit_limit, 4)
        self.detach()
        self.assertKept()

    def test_every_company_has_its_own_value_back(self):
        other = self.other_company()
        elsewhere = self.partner.sudo().with_company(other)
        elsewhere.credit_limit = 123
        self.holding.sudo().with_company(other).credit_limit = 456
        self.attach()
        self.assertEqual(elsewhere.credit_limit, 456)
        self.detach()
        self.assertEqual((elsewhere.credit_limit, self.partner.credit_limit), (123, LIMIT))

    def test_contacts_of_the_customer_follow_it(self):
        contact = self.partners.create({"name": "Comptable", "parent_id": self.partner.id})
        self.attach()
        self.assertEqual(contact.credit_limit, 99999)
        self.detach()
        self.assertEqual(contact.credit_limit, LIMIT)

    def test_what_a_person_does_afterwards_counts(self):
        self.attach()
        self.partner.parent_id = False
        self.partner.credit_limit = 5
        self.attach()
        self.detach()
        self.assertEqual(self.partner.credit_limit, 5)

    def test_commercial_entity_in_the_file(self):
        for value in ("7", "99999"):
            self.rpc_load(
                [".id", "commercial_partner_id/.id", "credit_limit"],
                [str(self.partner.id), str(self.holding.id), value],
            )
            self.assertEqual(self.partner.credit_limit, LIMIT)
            self.rpc_load([".id", "credit_limit"], [str(self.partner.id), value])
            self.assertEqual(self.partner.credit_limit, LIMIT)

    def test_new_contact_does_not_change_its_customer(self):
        contact = self.rpc_make(
            **{"name": "Comptable", "parent_id/id": "__import__.c1", "credit_limit": "7", "dso_insurer_guarantee": "8"}
        )
        self.assertKept()
        self.assertEqual(contact.credit_limit, LIMIT)
        self.rpc_load([".id", "credit_limit"], [str(contact.id), "9"])
        self.assertEqual(contact.credit_limit, LIMIT)
        self.assertKept()

    def test_value_that_is_shared_upwards(self):
        synced = self.env.registry["res.partner"]._synced_commercial_fields
        names = [*self.partners._synced_commercial_fields(), "credit_limit"]
        self.patch(self.env.registry["res.partner"], "_synced_commercial_fields", lambda _self: names)
        self.assertTrue(synced)
        contact = self.rpc_make(**{"name": "Comptable", "parent_id/id": "__import__.c1", "credit_limit": "7"})
        self.rpc_load([".id", "credit_limit"], [str(contact.id), "9"])
        self.assertKept()


class TestNativeRelated(NativeCase):
    """Fields of other models that repeat a customer's, and write it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.model.fields"].sudo().create(
            [
                {
                    "model_id": cls.env["ir.model"].sudo()._get_id("res.partner.bank"),
                    "name": f"x_{name}",
                    "field_description": name,
                    "ttype": ttype,
                    "related": f"partner_id.{name}",
                    "readonly": False,
                    "store": store,
                }
                for name, ttype, store in (("credit_limit", "float", False), ("function", "char", True))
            ]
        )

    def test_related_field(self):
        marked = self.env.registry["res.partner"]._fields["function"]
        self.addCleanup(marked.__dict__.pop, "import_protected", None)
        marked.__dict__["import_protected"] = True
        self.partner.function = "7"
        for name, was in (("x_credit_limit", LIMIT), ("x_function", "7")):
            names = ["acc_number", "partner_id/.id", name]
            result = self.rpc_load(names, [f"FR{name}", str(self.partner.id), "9"], model="res.partner.bank")
            bank = self.env["res.partner.bank"].browse(result["ids"])
            for _try in range(2):
                self.assertTold(result, 1)
                self.assertEqual((self.partner[name[2:]], bank[name]), (was, was))
                result = self.rpc_load([".id", name], [str(bank.id), "8"], model="res.partner.bank")
