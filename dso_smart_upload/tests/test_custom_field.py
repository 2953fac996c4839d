"""Fields that an administrator adds: those Odoo has already, and new ones made for a column."""

import base64
from datetime import date, datetime

from markupsafe import Markup

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user

from ..pipeline.convert.text import to_text
from .common import UploadCase

HEADER = "Code client;Raison sociale;Colonne\n"
TEXT = "Code client;Raison sociale;Segment;Ouverture;Actif;Remise;Effectif;Notes\n"
ROWS = "".join(
    f"C{number};Firma {number};{segment};{number + 10}/03/2026;{active};{number},5;{number};note {number}\n"
    for number, (segment, active) in enumerate([("Or", "oui"), ("Argent", "non"), ("or", "oui"), ("Argent", "oui")] * 3)
)


class CustomFieldCase(UploadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.new_user("keeper", "base.group_system,dso_smart_upload.group_manager")

    @classmethod
    def new_user(cls, login, groups):
        companies = [Command.set(cls.company.ids)]
        return new_test_user(cls.env(su=True), login, groups=groups, company_id=cls.company.id, company_ids=companies)

    @classmethod
    def as_admin(cls, model):
        return cls.env[model].with_user(cls.admin)


class TestCustomField(CustomFieldCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        options = [("gold", "En or"), ("plain", "Ordinaire")]
        more = {
            "many2one": {"relation": "res.partner.industry"},
            "monetary": {"currency_field": "dso_currency_id"},
            "selection": {"selection_ids": [Command.create({"value": key, "name": name}) for key, name in options]},
        }
        types = ("boolean", "char", "date", "datetime", "float", "html", "integer", "text", *more)
        cls.as_admin("ir.model.fields").create(
            [
                {
                    "model_id": cls.env["ir.model"].sudo()._get_id("res.partner"),
                    "name": f"x_test_{ttype}",
                    "field_description": f"Test {ttype}",
                    "ttype": ttype,
                    **more.get(ttype, {}),
                }
                for ttype in types
            ]
        )

    def upload_field(self, name, **vals):
        """Make a field of the customer one that columns can be mapped to, as an administrator does."""
        form = Form(self.as_admin("dso.upload.field"))
        form.partner_field_choice = name
        for key, value in vals.items():
            form[key] = value
        return form.save()

    def assertImported(self, name, word, value, other_word, other_value, empty=False):
        """Import a field, again, changed, blank, and blank where a blank clears it."""
        field = self.upload_field(name)
        options = {"columns": {"Colonne": field.key}, "save_mapping": name}
        text = HEADER + "C1;Aciéries;%s\n"
        report = self.upload(text % word, options=options)
        self.assertCounts(report, created=1)
        self.assertEqual(self.value(name), value)
        self.assertOutcome(text % word, "unchanged", value, field)
        self.assertOutcome(text % other_word, "updated", other_value, field)
        self.assertOutcome(text % other_word, "unchanged", other_value, field)
        self.assertOutcome(text % "", "unchanged", other_value, field)
        mapping = self.env["dso.upload.mapping"].search([("name", "=", name)])
        mapping.column_ids.filtered(lambda column: column.header == "Colonne").on_blank = "clear"
        self.assertOutcome(text % "", "unchanged" if other_value == empty else "updated", empty, field)
        self.assertOutcome(text % "", "unchanged", empty, field)

    def assertOutcome(self, text, outcome, value, field):
        report = self.upload(text)
        self.assertEqual((report[outcome], report["rows"]), (1, 1), report["issues"])
        self.assertLessEqual(set(self.kinds(report)), {"same_file"})
        for change in report["changes"]:
            self.assertEqual(list(change["values"]), [field.key])
        self.assertEqual(self.value(field.partner_field), value)

    def value(self, name):
        value = self.customer("C1")[name]
        return to_text(value) if isinstance(value, Markup) else value

    def test_char(self):
        self.assertImported("x_test_char", "a  b", "a b", "é", "é")

    def test_text(self):
        self.assertImported("x_test_text", "a", "a", "b", "b")

    def test_html(self):
        self.assertImported("x_test_html", "a < b", "a < b", "c", "c")

    def test_float(self):
        self.assertImported("x_test_float", '"1 234,5"', 1234.5, "0,125", 0.125, 0.0)

    def test_float_with_more_decimals_than_money(self):
        self.assertImported("partner_latitude", "48,85661", 48.85661, "48,85662", 48.85662, 0.0)

    def test_monetary(self):
        self.assertImported("x_test_monetary", "12,50 €", 12.5, "13", 13.0, 0.0)

    def test_integer(self):
        self.assertImported("x_test_integer", "12", 12, "1 000", 1000, 0)

    def test_boolean(self):
        self.assertImported("x_test_boolean", "oui", True, "non", False)

    def test_boolean_that_is_cleared(self):
        self.assertImported("employee", "non", False, "oui", True)

    def test_date(self):
        self.assertImported("x_test_date", "31/12/2026", date(2026, 12, 31), "2027-01-02", date(2027, 1, 2))

    def test_datetime(self):
        self.user.sudo().tz = "Europe/Paris"
        self.assertImported(
            "x_test_datetime",
            "31/12/2026 12:00",
            datetime(2026, 12, 31, 11),
            "31/12/2026 13:00",
            datetime(2026, 12, 31, 12),
        )

    def test_selection(self):
        self.assertImported("x_test_selection", "en OR", "gold", "plain", "plain")

    def test_selection_of_odoo_per_company(self):
        self.assertImported("trust", "Bad Debtor", "bad", "Good Debtor", "good")

    def test_many2one(self):
        one, two = self.as_admin("res.partner.industry").create([{"name": "Steel"}, {"name": "Lime"}])
        self.assertImported(
            "x_test_many2one",
            "STEEL",
            one.with_env(self.env),
            "lime",
            two.with_env(self.env),
            self.env["res.partner.industry"],
        )

    def test_many2one_of_odoo(self):
        one, two = self.as_admin("res.partner.industry").create([{"name": "Steel"}, {"name": "Lime"}])
        records = one.with_env(self.env), two.with_env(self.env)
        self.assertImported("industry_id", "Steel", records[0], "Lime", records[1], records[0].browse())

    def test_word_that_means_nothing(self):
        field = self.upload_field("x_test_many2one")
        report = self.upload(HEADER + "C1;Aciéries;Zzz\n", options={"columns": {"Colonne": field.key}})
        self.assertCounts(report, created=1, warnings=1)
        self.assertEqual(self.kinds(report), ["unknown_choice"])

    def test_choosing_a_field_fills_the_form(self):
        field = self.upload_field("industry_id")
        self.assertEqual((field.key, field.kind, field.partner_field), ("industry_id", "many2one", "industry_id"))
        self.assertEqual(field.name, "Industry")
        self.assertEqual(self.upload_field("property_supplier_payment_term_id").kind, "payment_term")

    def test_what_can_be_chosen(self):
        offered = dict(self.env["dso.upload.field"]._selection_partner_field())
        self.assertIn("function", offered)
        for name in ("id", "create_date", "parent_id", "is_company", "display_name", "complete_name", "child_ids"):
            self.assertNotIn(name, offered)
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.as_admin("dso.upload.field").create(
                    {"name": "X", "key": "x", "partner_field": name, "kind": "text"}
                )
        for field in self.env["dso.upload.field"]._all():
            self.assertEqual(field.partner_field_choice, field.partner_field)

    def test_kind_must_fit(self):
        for name, kind in (("function", "amount"), ("partner_latitude", "text"), ("industry_id", "country")):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.as_admin("dso.upload.field").create({"name": "X", "key": "x", "partner_field": name, "kind": kind})

    def test_field_of_an_addon_that_is_gone(self):
        field = self.upload_field("x_test_char")
        self.upload(HEADER + "C1;A;b\n", options={"columns": {"Colonne": field.key}, "save_mapping": "Ours"})
        self.env.flush_all()
        self.env.cr.execute("UPDATE dso_upload_field SET partner_field = 'gone' WHERE id = %s", [field.id])
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        report = self.upload(HEADER + "C1;B;c\n")
        self.assertCounts(report, updated=1)
        self.assertEqual(report["columns"][2]["field"], "")

    def test_protected_fields_cannot_be_opened_this_way(self):
        marked = self.env.registry["res.partner"]._fields["trust"]
        self.addCleanup(marked.__dict__.pop, "import_protected", None)
        marked.__dict__["import_protected"] = True
        for name, word in (("trust", "Good Debtor"), ("credit_limit", "5")):
            with self.subTest(name):
                field = self.upload_field(name, key=f"my_{name}")
                self.assertTrue(field.protected)
                options = {"columns": {"Colonne": field.key}, "policies": {"Colonne": "always"}}
                self.partners.create({"name": "Aciéries", "ref": name, "trust": "bad", "credit_limit": 9})
                report = self.upload(HEADER + f"{name};Aciéries;{word}\n", options=options)
                self.assertCounts(report, unchanged=1, kept=1)
                self.assertEqual((self.customer(name).trust, self.customer(name).credit_limit), ("bad", 9))
                vals = {"name": "X", "key": "x", "partner_field": name, "kind": field.kind, "open_to_imports": True}
                with self.assertRaises(UserError):
                    self.as_admin("dso.upload.field").create(vals)

    def test_opened_field_that_becomes_another_is_closed(self):
        field = self.upload_field("credit_limit", key="mine")
        field.open_to_imports = True
        self.assertFalse(field.protected)
        field.write({"partner_field": "dso_insurer_guarantee", "open_to_imports": True})
        self.assertTrue(field.protected)


class TestNewField(CustomFieldCase):
    def setUp(self):
        # after the test's changes are rolled back, the model must forget the fields it made
        self.addCleanup(self.registry.reset_changes)
        super().setUp()

    def open(self, user=None, text=TEXT + ROWS):
        wizard = self.env["dso.smart.upload"].with_user(user or self.admin)
        wizard = wizard.create({"file": base64.b64encode(text.encode()), "filename": "clients.csv"})
        wizard.action_read()
        self.assertEqual(wizard.state, "columns")
        wizard.column_ids[2:].field_id = False
        return wizard

    def column(self, wizard, header):
        return wizard.column_ids.filtered(lambda column: column.header == header)

    def dialog(self, wizard, header):
        action = self.column(wizard, header).action_new_field()
        self.assertEqual((action["res_model"], action["target"]), ("dso.smart.upload.field", "new"))
        return wizard.env[action["res_model"]].browse(action["res_id"])

    def new_fields(self, wizard):
        for column in wizard.column_ids[2:]:
            self.dialog(wizard, column.header).action_confirm()

    def test_proposal(self):
        wizard = self.open()
        self.assertTrue(wizard.may_add_fields)
        proposed = {column.header: self.dialog(wizard, column.header) for column in wizard.column_ids[2:]}
        self.assertEqual(
            {header: dialog.kind for header, dialog in proposed.items()},
            {
                "Segment": "selection",
                "Ouverture": "date",
                "Actif": "boolean",
                "Remise": "amount",
                "Effectif": "integer",
                "Notes": "text",
            },
        )
        self.assertEqual(proposed["Notes"].label, "Notes (x_notes)")  # Odoo's own field has this label already
        dialog = proposed["Segment"]
        self.assertEqual((dialog.label, dialog.technical_name), ("Segment", "x_segment"))
        self.assertEqual(dialog.options, "Argent\nOr")
        self.assertIn("Or", dialog.samples)

    def test_made_and_imported(self):
        wizard = self.open()
        self.new_fields(wizard)
        self.assertEqual(
            wizard.column_ids[2:].field_id.mapped("key"),
            ["x_segment", "x_ouverture", "x_actif", "x_remise", "x_effectif", "x_notes"],
        )
        wizard.action_check()
        self.assertEqual((wizard.created, wizard.rejected, wizard.warnings), (12, 0, 0))
        wizard.action_import()
        partner = self.customer("C2")
        self.assertEqual(
            (partner.x_segment, partner.x_ouverture, partner.x_actif, partner.x_remise, partner.x_effectif),
            ("Or", date(2026, 3, 12), True, 2.5, 2),
        )
        self.assertEqual(partner.x_notes, "note 2")
        # a colleague's file with these headers asks nothing
        report = self.upload(TEXT + ROWS.replace("note 2", "note two").replace("C1;Firma 1;Argent", "C1;Firma 1;Or"))
        self.assertCounts(report, updated=2, unchanged=10)

    def test_shown_on_the_customer(self):
        wizard = self.open()
        self.assertNotIn("x_segment", self.partner_form())
        self.new_fields(wizard)
        form = self.partner_form()
        self.assertIn('name="x_segment"', form)
        self.assertIn('name="x_notes"', form)
        self.assertIn("Imported Fields", form)
        with Form(self.partners.with_user(self.admin)) as partner:
            partner.name = "By hand"
            partner.x_segment = "Or"

    def partner_form(self):
        return self.partners.with_user(self.user).get_view(view_type="form")["arch"]

    def test_undone_by_hand_alone(self):
        wizard = self.open()
        self.dialog(wizard, "Notes").action_confirm()
        field = self.column(wizard, "Notes").field_id
        made = self.as_admin("ir.model.fields")._get("res.partner", "x_notes")
        with self.assertRaisesRegex(UserError, "imported"):
            made.unlink()
        field.active = False
        self.assertIn('name="x_notes"', self.partner_form())
        self.column(wizard, "Notes").field_id = False
        field.unlink()
        self.assertNotIn("x_notes", self.partner_form())
        self.assertIn("x_notes", self.partners._fields)
        made.unlink()
        self.assertNotIn("x_notes", self.partners._fields)

    def test_names(self):
        model = self.as_admin("dso.upload.field")
        for header, name in (
            ("Délai N° 2", "x_delai_no_2"),
            ("Клиент", "x_field"),
            ("x" * 100, "x_" + "x" * 58),
            ("", "x_field"),
        ):
            self.assertEqual(model._free_name(header), name)
        wizard = self.open()
        self.dialog(wizard, "Notes").action_confirm()
        self.assertEqual(model._free_name("Notes"), "x_notes_2")
        dialog = self.dialog(wizard, "Segment")
        for name in ("x_notes", "credit_limit", "x_Segment", "x_a b", "x_a;b", "x_"):
            dialog.technical_name = name
            with self.assertRaises(UserError):
                dialog.action_confirm()
        self.assertFalse(self.column(wizard, "Segment").field_id)

    def test_choice_with_nothing_to_choose(self):
        wizard = self.open()
        dialog = self.dialog(wizard, "Notes")
        dialog.write({"kind": "selection", "options": " \n"})
        with self.assertRaisesRegex(UserError, "options"):
            dialog.action_confirm()
        dialog.options = "\n".join(f"option {number}" for number in range(201))
        with self.assertRaisesRegex(UserError, "201"):
            dialog.action_confirm()

    def test_column_that_has_a_field(self):
        wizard = self.open()
        dialog = self.dialog(wizard, "Notes")
        self.column(wizard, "Notes").field_id = self.env.ref("dso_smart_upload.field_comment")
        with self.assertRaisesRegex(UserError, "already"):
            dialog.action_confirm()

    def test_refused_to_others(self):
        manager = self.new_user("manager", "dso_smart_upload.group_manager")
        for user in (self.user, manager):
            with self.subTest(user.login):
                wizard = self.open(user)
                self.assertFalse(wizard.may_add_fields)
                with self.assertRaises(AccessError):
                    self.dialog(wizard, "Notes").action_confirm()
                with self.assertRaises(AccessError):
                    wizard.env["dso.upload.field"]._add_to_partner("Notes", "x_notes", "text")
        self.assertNotIn("x_notes", self.partners._fields)
