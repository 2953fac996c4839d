"""Smart Upload step by step, as a person clicks through it."""

import base64

from odoo.exceptions import UserError
from odoo.fields import Command

from .common import UploadCase, encoded

TEXT = "Code client;Raison sociale;Ville;Plafond de crédit;Zzz\nC1;Aciéries;Lille;30000;1\n;Sans code;;;\n"


class TestWizard(UploadCase):
    def open(self, text, filename="clients_20261124.csv"):
        wizard = self.env["dso.smart.upload"].create({})
        wizard.write({"file": base64.b64encode(text.encode()), "filename": filename})
        return wizard

    def test_first_time(self):
        wizard = self.open(TEXT)
        wizard.action_read()
        self.assertEqual(wizard.state, "columns")
        self.assertEqual(
            wizard.column_ids.mapped(lambda column: column.field_id.key or ""),
            ["code", "name", "city", "credit_limit", ""],
        )
        self.assertEqual(wizard.column_ids[0].samples, "C1")
        self.assertEqual(wizard.mapping_name, "clients")
        self.assertFalse(wizard.missing)
        wizard.action_check()
        self.assertEqual((wizard.state, wizard.created, wizard.rejected), ("check", 1, 1))
        self.assertIn("Lille", wizard.change_ids.summary)
        self.assertEqual(wizard.issue_ids.line, 3)
        self.assertFalse(self.partners.search([("ref", "=", "C1")]))
        wizard.action_import()
        self.assertEqual((wizard.state, wizard.run_id.state), ("done", "done"))
        self.assertEqual(wizard.run_id.origin, "wizard")
        self.assertEqual(self.customer("C1").city, "Lille")
        self.assertEqual(wizard.change_ids.partner_id, self.customer("C1"))

    def test_second_time_goes_straight_to_the_check(self):
        self.test_first_time()
        wizard = self.open(TEXT.replace("Lille", "Lyon").replace("30000", "99"))
        wizard.action_read()
        self.assertEqual((wizard.state, wizard.updated, wizard.kept), ("check", 1, 1))
        self.assertEqual(wizard.change_ids.summary, "City: Lille → Lyon")
        wizard.action_import()
        self.assertEqual((self.customer("C1").city, self.customer("C1").credit_limit), ("Lyon", 30000))

    def test_a_mapping_that_a_colleague_changes_after_the_check(self):
        self.upload("Code client;Raison sociale;Pays\nC1;Aciéries;XX\n", options={"save_mapping": "With country"})
        text = "Code client;Raison sociale;Pays\nC1;Aciéries;YY\n"
        wizard = self.open(text)
        wizard.action_read()
        wizard.action_check()
        self.assertEqual((wizard.state, wizard.updated), ("check", 0))
        colleague = self.new_user("colleague", "dso_smart_upload.group_user")
        column = wizard.run_id.mapping_id.with_user(colleague).column_ids.filtered(lambda one: one.header == "Pays")
        column.value_ids = [Command.create({"word": "YY", "meaning": f"res.country,{self.env.ref('base.fr').id}"})]
        said = wizard.action_import()
        self.assertIn("changed meanwhile", said["params"]["message"])
        self.assertEqual((wizard.state, wizard.updated), ("check", 1))
        self.assertFalse(self.customer("C1").country_id)
        wizard.action_import()
        self.assertEqual((wizard.state, self.customer("C1").country_id.code), ("done", "FR"))

    def test_new_columns_are_the_only_question(self):
        self.test_first_time()
        wizard = self.open(TEXT.replace("Zzz", "Zzz;Pays").replace("30000;1", "30000;1;France"))
        wizard.action_read()
        self.assertEqual(wizard.state, "columns")
        self.assertEqual(wizard.column_ids.filtered("is_new").mapped("header"), ["Pays"])
        self.assertEqual(wizard.column_ids.filtered("is_new").field_id.key, "country")
        wizard.action_check()
        wizard.action_import()
        self.assertEqual(self.customer("C1").country_id.code, "FR")
        wizard = self.open(TEXT.replace("Zzz", "Zzz;Pays").replace("30000;1", "30000;1;France"))
        wizard.action_read()
        self.assertEqual(wizard.state, "check")

    def test_required_column_is_asked_for(self):
        wizard = self.open("Aaa;Bbb\n1;x\n2;y\n")
        wizard.action_read()
        self.assertIn("Customer Code", wizard.missing)
        with self.assertRaises(UserError):
            wizard.action_check()
        code, name = self.env.ref("dso_smart_upload.field_code"), self.env.ref("dso_smart_upload.field_name")
        for column, field in zip(wizard.column_ids, (code, name), strict=True):
            column.field_id = field
        self.assertFalse(wizard.missing)
        wizard.action_check()
        self.assertEqual(wizard.created, 2)

    def test_back_to_the_columns_and_check_again(self):
        wizard = self.open(TEXT)
        wizard.action_read()
        wizard.action_check()
        wizard.action_columns()
        wizard.column_ids[2].field_id = False
        wizard.action_check()
        self.assertNotIn("City", wizard.change_ids.summary)
        self.assertEqual(len(wizard.run_id), 1)

    def test_why_a_column_has_its_field_stays(self):
        wizard = self.open(TEXT)
        wizard.action_read()
        city, unknown = wizard.column_ids[2], wizard.column_ids[4]
        guessed = city.reason
        street = self.env.ref("dso_smart_upload.field_street")
        # as the form sends it: without what it only shows
        command = {"column_ids": [[1, unknown.id, {"field_id": street.id, "policy": "always"}]]}
        self.rpc("dso.smart.upload", "web_save", wizard.ids, command, {})
        self.assertEqual((unknown.reason, city.reason), ("You said so.", guessed))
        wizard.action_check()
        wizard.action_columns()
        self.assertEqual((unknown.reason, city.reason), ("You said so.", guessed))
        again = self.rpc("dso.smart.upload", "read", wizard.ids, ["column_ids"])[0]["column_ids"]
        shown = {one["header"]: one["reason"] for one in self.rpc("dso.smart.upload.column", "read", again, [])}
        self.assertEqual((shown["Zzz"], shown["Ville"]), ("You said so.", guessed))
        command = {"column_ids": [[1, city.id, {"field_id": city.field_id.id}]]}
        self.rpc("dso.smart.upload", "web_save", wizard.ids, command, {})
        self.assertEqual(city.reason, guessed)
        command = {"column_ids": [[1, city.id, {"field_id": False}]]}
        self.rpc("dso.smart.upload", "web_save", wizard.ids, command, {})
        self.assertEqual(city.reason, "You said so.")

    def test_file_without_headers(self):
        wizard = self.open("C1;Aciéries;Lille\nC2;Béton;Lyon\nC3;Chaux;Metz\n")
        wizard.action_read()
        wizard.no_header = True
        wizard.action_read_again()
        self.assertEqual(len(wizard.column_ids), 3)
        self.assertIn("C1", wizard.column_ids[0].samples)
        for column, key in zip(wizard.column_ids, ("code", "name", "city"), strict=True):
            column.field_id = self.env.ref(f"dso_smart_upload.field_{key}")
        wizard.action_check()
        wizard.action_import()
        self.assertEqual(wizard.created, 3)
        wizard = self.open("C1;Aciéries;Roubaix\nC2;Béton;Lyon\nC3;Chaux;Metz\n")
        wizard.mapping_id = self.env["dso.upload.mapping"].search([("name", "=", "clients")])
        wizard.action_read()
        self.assertEqual((wizard.state, wizard.updated), ("check", 1))

    def test_file_read_again_as_the_person_says(self):
        wizard = self.open("Title line\nCode client|Raison sociale\nC1|Aciéries\n")
        wizard.write({"header_line": 2, "delimiter": "|"})
        wizard.action_read_again()
        self.assertEqual(wizard.column_ids.mapped("header"), ["Code client", "Raison sociale"])
        wizard.action_check()
        wizard.action_import()
        mapping = self.env["dso.upload.mapping"].search([("name", "=", "clients")])
        self.assertEqual((mapping.header_line, mapping.delimiter), (2, "|"))

    def test_unknown_words_are_asked_for_and_remembered(self):
        text = "Code client;Raison sociale;Pays\nC1;Aciéries;Zone Nord\nC2;Béton;Zone Nord\nC3;Chaux;France\n"
        wizard = self.open(text)
        wizard.action_read()
        wizard.action_check()
        (cause,) = wizard.bench_check()["causes"]
        self.assertEqual(cause["column"], "Pays")
        self.assertEqual([(one["value"], one["rows"]) for one in cause["values"]], [("Zone Nord", 2)])
        wizard.bench_remedy("choose", cause, {"Zone Nord": self.env.ref("base.fr").id})
        self.assertEqual((wizard.warnings, wizard.bench_check()["said"][0]["word"]), (0, "Zone Nord"))
        wizard.action_import()
        self.assertEqual(self.customer("C2").country_id.code, "FR")
        wizard = self.open(text.replace("Béton", "Béton SA"))
        wizard.action_read()
        self.assertEqual((wizard.state, wizard.warnings, wizard.updated), ("check", 0, 1))
        self.assertFalse(wizard.bench_check()["causes"])

    def test_a_word_of_a_language_with_a_meaning_that_is_none(self):
        """Over RPC a word can be given the meaning of another kind."""
        wizard = self.open("Code client;Raison sociale;Langue\nC1;Aciéries;klingon\n")
        wizard.action_read()
        wizard.column_ids[2].field_id = self.env.ref("dso_smart_upload.field_language")
        wizard.action_check()
        (cause,) = wizard.bench_check()["causes"]
        self.assertEqual([one["value"] for one in cause["values"]], ["klingon"])
        with self.assertRaisesRegex(UserError, "klingon"):
            wizard.bench_remedy("choose", cause, {"klingon": self.user.id})

    def test_rejected_rows_before_there_are_any(self):
        for action in ("action_rejected_csv", "action_rejected_xlsx"):
            with self.assertRaisesRegex(UserError, "No row"):
                getattr(self.open(TEXT), action)()

    def test_what_changed_between_check_and_import_counts(self):
        wizard = self.open(TEXT)
        wizard.action_read()
        wizard.action_check()
        self.partners.create({"name": "Aciéries", "ref": "C1", "is_company": True})
        wizard.action_import()
        self.assertEqual((wizard.created, wizard.updated), (0, 1))
        self.assertEqual(self.customer("C1").city, "Lille")

    def test_what_is_imported_keeps_its_journal(self):
        wizard = self.open(TEXT)
        wizard.action_read()
        wizard.action_check()
        wizard.action_import()
        run = wizard.run_id
        wizard.action_import()  # again, from a second tab
        wizard.action_columns()
        wizard.action_check()
        self.assertNotEqual(wizard.run_id, run)
        self.assertEqual((run.state, run.created, run.change_ids.code), ("done", 1, "C1"))

    def test_new_columns_are_remembered_when_nothing_changes(self):
        self.test_first_time()
        text = TEXT.replace("Zzz", "Zzz;Yyy").replace("30000;1", "30000;1;2")
        wizard = self.open(text)
        wizard.action_read()
        wizard.action_check()
        self.assertEqual((wizard.created, wizard.updated), (0, 0))
        wizard.action_import()
        wizard = self.open(text)
        wizard.action_read()
        self.assertEqual(wizard.state, "check")

    def test_another_file_starts_over(self):
        self.test_first_time()
        wizard = self.open(TEXT)
        wizard.action_read()
        self.assertEqual(wizard.mapping_id.name, "clients")
        wizard.action_file()
        wizard.write({"file": base64.b64encode(b"Customer No.;Company Name\nX1;Steel\n"), "filename": "other.csv"})
        wizard.action_read()
        self.assertFalse(wizard.mapping_id)
        self.assertFalse(wizard.has_new_columns)
        self.assertIn("headers in line 1", wizard.read_as)

    def test_what_there_is_to_say_of_the_whole_file(self):
        self.test_first_time()
        wizard = self.open(TEXT)
        wizard.action_read()
        self.assertIn("already", wizard.notices)
        self.assertNotIn("Line 3", wizard.notices)

    def test_groups_are_shown_as_the_file_says_them(self):
        text = "Code client;Raison sociale;Agence commerciale\nC1;Aciéries;Nord\nC2;Béton;Sud\n"
        wizard = self.open(text)
        wizard.action_read()
        wizard.action_check()
        wizard.action_import()
        wizard = self.open(text.replace("Aciéries;Nord", 'Aciéries;"Nord, Sud"'))
        wizard.action_read()
        self.assertEqual(wizard.change_ids.summary, "Groups: Nord → Nord, Sud")

    def test_who_may_not_create_terms_leaves_the_mapping_to_those_who_may(self):
        self.test_first_time()
        mapping = self.env["dso.upload.mapping"].search([("name", "=", "clients")])
        self.assertFalse(self.env["account.payment.term"].has_access("create"))
        mapping.create_payment_terms = True
        wizard = self.open(TEXT.replace("Lille", "Lyon"))
        wizard.action_read()
        wizard.action_import()
        self.assertEqual((wizard.run_id.mapping_id, mapping.create_payment_terms), (mapping, True))

    def test_checks_nobody_imported_are_removed(self):
        wizard = self.open(TEXT)
        wizard.action_read()
        wizard.action_check()
        run = wizard.run_id
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE dso_upload_run SET create_date = create_date - interval '2 days' WHERE id = %s", [run.id]
        )
        self.env.invalidate_all()
        self.runs.sudo()._gc_checked()
        self.assertFalse(run.exists())

    def test_without_a_file(self):
        wizard = self.env["dso.smart.upload"].create({})
        with self.assertRaises(UserError):
            wizard.action_read()

    def test_without_a_file_or_its_name(self):
        upload = self.env["dso.smart.upload"].create({"file": encoded("Code client;Raison sociale\nC1;A\n")})
        for name in (False, "", "clients.csv"):
            upload.write({"filename": name, **({"file": False} if name else {})})
            for method in ("action_read", "action_check"):
                with self.subTest(name=name, method=method), self.assertRaisesRegex(UserError, "Choose a file first"):
                    self.rpc("dso.smart.upload", method, upload.ids)

    def test_a_copy_of_it_is_checked_as_well(self):
        text = "Code client;Raison sociale;Conditions\nC1;A;zz\n"
        upload = self.env["dso.smart.upload"].create({"file": encoded(text), "filename": "clients.csv"})
        upload.action_read()
        upload.action_check()
        other = self.env["dso.upload.mapping"].create({"name": "Other"})
        mine = self.env["dso.upload.mapping"].create({"name": "Mine"})
        copy = upload.copy({"mapping_id": other.id})
        upload.mapping_id = mine
        self.rpc("dso.smart.upload", "action_check", upload.ids)
        self.assertEqual((upload.run_id, copy.run_id.state), (copy.run_id, "checked"))
        self.assertEqual(upload.run_id.progress, 100)
