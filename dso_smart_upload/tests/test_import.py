"""A file in, customers and a report out."""

from unittest.mock import patch

from stdnum.fr.siren import is_valid as siren_is_valid

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import SQL

from ..engine.customers import LOOSE_CODE, find_customers
from ..pipeline.match import candidates
from .common import EXAMPLES, UploadCase, encoded

HEADER = "Code client;Raison sociale;Ville;Pays;Délai de paiement;Agence commerciale;Plafond de crédit\n"


class TestImport(UploadCase):
    def test_create(self):
        report = self.upload(HEADER + "C1;Aciéries du Nord;Lille;France;;;12 500,00\n")
        self.assertCounts(report, created=1)
        self.assertEqual(report["state"], "done")
        self.assertEqual(report["progress"], 100)
        partner = self.customer("C1")
        self.assertEqual(partner.name, "Aciéries du Nord")
        self.assertEqual(partner.country_id.code, "FR")
        self.assertEqual(partner.credit_limit, 12500.0)
        self.assertTrue(partner.is_company)
        self.assertGreater(partner.customer_rank, 0)
        self.assertEqual(report["changes"][0]["partner_id"], partner.id)
        self.assertEqual(report["changes"][0]["values"]["city"], ["", "Lille"])

    def test_columns_that_may_be_a_field_are_left_out_with_a_word(self):
        """Nobody is asked here, as in Smart Upload, where a person sees the columns."""
        text = "Code client;Raison sociale;Garantie assureur;Date fin garantie;Zzz\nC1;Aciéries;9 000;30/06/2020;x\n"
        report = self.upload(text)
        self.assertEqual(self.kinds(report), ["doubtful_column"])
        self.assertCounts(report, created=1, warnings=1)
        (issue,) = report["issues"]
        self.assertIn("Garantie assureur", issue["message"])
        self.assertIn("Date fin garantie says when it ends", issue["message"])
        self.assertFalse(self.customer("C1").dso_insurer_guarantee)
        said = {"columns": {"Garantie assureur": "insurer_guarantee", "Date fin garantie": "", "Zzz": ""}}
        self.assertEqual(self.kinds(self.check(text.replace("C1", "C2"), options=said)), [])

    def test_same_file_again_changes_nothing(self):
        text = HEADER + "C1;Aciéries du Nord;Lille;France;;Lyon, Grands comptes;12 500,00\nC2;Béton SA;Lyon;;;;\n"
        self.assertCounts(self.upload(text), created=2)
        before = self.customer("C1").write_date
        messages = self.customer("C1").message_ids
        again = self.upload(text)
        self.assertCounts(again, unchanged=2)
        self.assertEqual([(issue["kind"], issue["severity"]) for issue in again["issues"]], [("same_file", "info")])
        self.assertEqual(self.customer("C1").write_date, before)
        self.assertEqual(self.customer("C1").message_ids, messages)

    def test_update_writes_differences_alone(self):
        self.upload(HEADER + "C1;Aciéries du Nord;Lille;France;;;\nC2;Béton SA;Lyon;France;;;\n")
        report = self.upload(HEADER + "C1;Aciéries du Nord;Roubaix;France;;;\nC2;Béton SA;Lyon;France;;;\n")
        self.assertCounts(report, updated=1, unchanged=1)
        self.assertEqual(report["changes"][0]["values"], {"city": ["Lille", "Roubaix"]})
        self.assertEqual(self.customer("C1").city, "Roubaix")

    def test_check_writes_nothing(self):
        partners = self.partners.with_context(active_test=False).search_count([])
        runs = self.runs.search_count([])
        groups = self.env["res.partner.category"].search_count([])
        report = self.check(HEADER + "C1;Aciéries du Nord;Lille;France;;Lyon;\n")
        self.assertCounts(report, created=1)
        self.assertEqual((report["state"], report["run_id"]), ("checked", 0))
        self.assertEqual(self.partners.with_context(active_test=False).search_count([]), partners)
        self.assertEqual(self.runs.search_count([]), runs)
        self.assertEqual(self.env["res.partner.category"].search_count([]), groups)

    def test_check_says_what_import_does(self):
        text = HEADER + "C1;Aciéries;Lille;France;;Lyon;\n;Sans code;;;;;\nC2;;Lyon;;;;\nC3;Béton;;Nulle part;;;x\n"
        checked, imported = self.check(text), self.upload(text)
        counts = ("rows", "created", "updated", "unchanged", "rejected", "warnings", "kept")
        for key in (*counts, "issues", "columns", "creates"):
            self.assertEqual(checked[key], imported[key], key)
        self.assertEqual(
            [(one["code"], one["action"], one["values"]) for one in checked["changes"]],
            [(one["code"], one["action"], one["values"]) for one in imported["changes"]],
        )

    def test_rows_without_code_or_name(self):
        self.upload(HEADER + "C1;Aciéries du Nord;Lille;;;;\n")
        report = self.upload(HEADER + ";Sans code;;;;;\nC2;;Lyon;;;;\nC1;;Roubaix;;;;\n")
        self.assertCounts(report, updated=1, rejected=2)
        self.assertEqual(self.kinds(report), ["missing_code", "missing_name"])
        self.assertEqual([issue["line"] for issue in report["issues"]], [2, 3])
        self.assertEqual(self.customer("C1").name, "Aciéries du Nord")

    def test_required_column_missing(self):
        with self.assertRaisesRegex(UserError, "Customer Code"):
            self.upload("Raison sociale;Ville\nAciéries;Lille\n")
        with self.assertRaisesRegex(UserError, "Company Name"):
            self.upload("Code client;Ville\nC1;Lille\n")

    def test_match_ignores_case_and_finds_archived(self):
        partner = self.partners.create({"name": "Old", "ref": " ab-1 ", "is_company": True, "active": False})
        report = self.upload(HEADER + "AB-1;New;;;;;\n")
        self.assertCounts(report, updated=1, warnings=1)
        self.assertEqual(self.kinds(report), ["archived_customer"])
        self.assertEqual(partner.name, "New")
        self.assertFalse(partner.active)

    def test_archived_customer_comes_back_when_asked(self):
        self.upload(HEADER + "C1;Aciéries;;;;;\n", options={"save_mapping": "Sage"})
        self.customer("C1").active = False
        self.env["dso.upload.mapping"].search([("name", "=", "Sage")]).reactivate = True
        report = self.upload(HEADER + "C1;Aciéries;;;;; \n")
        self.assertCounts(report, updated=1, warnings=1)
        self.assertTrue(self.customer("C1").active)

    def test_ambiguous_code_is_an_error(self):
        twins = self.partners.create([{"name": name, "ref": "C1", "is_company": True} for name in ("One", "Two")])
        report = self.upload(HEADER + "C1;Three;;;;;\nC2;Fine;;;;;\n")
        self.assertCounts(report, created=1, rejected=1)
        self.assertEqual(self.kinds(report), ["ambiguous_code"])
        self.assertIn("One", report["issues"][0]["message"])
        self.assertEqual(twins.mapped("name"), ["One", "Two"])

    def test_a_known_code_that_the_file_writes_in_two_ways(self):
        text = "Code client;Raison sociale\n1001;Forges\n1001.0;Forges\n"
        self.assertCounts(self.upload(text), created=1, unchanged=1, warnings=2)
        for _time in range(2):
            self.assertCounts(self.upload(text), unchanged=2, warnings=2)
        self.assertEqual(len(self.partners.search([("ref", "=like", "1001%")])), 1)

    def test_letters_that_databases_lower_in_their_own_way(self):
        codes = ("İST1", "İi2", "KIR3", "ΑΣ4", "ẞ5", "ŉ6", "ǅ7", "Ⅷ8", "Q\u03079")
        text = "Code client;Raison sociale\n" + "".join(f"{code};Forges\n" for code in codes)
        for created in (len(codes), 0):
            report = self.upload(text)
            self.assertEqual((report["created"], report["rejected"]), (created, 0))
        # what a Turkish database stores of KIR3 in small letters is found as well
        for code, lowered in (("KIR3", "kır3"), ("İST1", "ist1"), ("İST1", "i\u0307st1")):
            ((key,),) = self.env.execute_query(SQL(f"SELECT {LOOSE_CODE}", lowered))
            self.assertIn(key, candidates([code]))

    def test_contacts_with_the_code_are_not_customers(self):
        company = self.partners.create({"name": "Aciéries", "ref": "C1", "is_company": True})
        self.partners.create({"name": "Comptable", "ref": "C1", "parent_id": company.id})
        self.assertCounts(self.upload(HEADER + "C1;Aciéries;Lille;;;;\n"), updated=1)
        self.assertEqual(company.city, "Lille")

    def test_leading_zeros_lost(self):
        self.partners.create({"name": "Aciéries", "ref": "00123", "is_company": True})
        for code in ("123", "123.0", "1,23E+02"):
            with self.subTest(code):
                report = self.check(HEADER + f"{code};Autre nom;;;;;\n")
                self.assertCounts(report, updated=1, warnings=1)
                self.assertEqual(self.kinds(report), ["repaired_code"])
        self.partners.create({"name": "Béton", "ref": "0123", "is_company": True})
        report = self.check(HEADER + "123;Autre nom;;;;;\n")
        self.assertCounts(report, rejected=1)

    def test_other_company_customers_are_not_touched(self):
        other = self.other_company()
        partner = self.partners.sudo().create({"name": "Theirs", "ref": "C1", "company_id": other.id})
        self.assertCounts(self.upload(HEADER + "C1;Ours;;;;;\n"), created=1)
        self.assertEqual(partner.name, "Theirs")

    def test_twice_in_the_file(self):
        text = (
            HEADER
            + "C1;Aciéries;Lille;;;Lyon;\nC1;Aciéries;Lille;;;Lyon;\nC1;Aciéries;Paris;;;;\nC1;Aciéries;Lille;;;Nice;\n"
        )
        report = self.upload(text)
        self.assertCounts(report, created=1, unchanged=2, rejected=1, warnings=2)
        self.assertEqual(self.kinds(report, "error"), ["duplicate_in_file"])
        self.assertEqual(sorted(self.customer("C1").category_id.mapped("name")), ["Lyon", "Nice"])

    def test_blank_keeps_or_clears(self):
        self.upload(HEADER + "C1;Aciéries;Lille;;;;\n", options={"save_mapping": "Sage"})
        self.assertCounts(self.upload(HEADER + "C1;Aciéries;;;;;\n"), unchanged=1)
        mapping = self.env["dso.upload.mapping"].search([("name", "=", "Sage")])
        mapping.column_ids.filtered(lambda column: column.header == "Ville").on_blank = "clear"
        report = self.upload(HEADER + "C1;Aciéries;;;;; \n")
        self.assertCounts(report, updated=1)
        self.assertFalse(self.customer("C1").city)

    def test_policies(self):
        self.upload(HEADER + "C1;Aciéries;Lille;;;;\nC2;Béton;;;;;\n")
        text = HEADER + "C1;Aciéries;Paris;;;;\nC2;Béton;Paris;;;;\nC3;Chaux;Paris;;;;\n"
        for policy, cities in (
            ("never", ["Lille", False, False]),
            ("at_creation", ["Lille", False, "Paris"]),
            ("if_empty", ["Lille", "Paris", "Paris"]),
            ("always", ["Paris", "Paris", "Paris"]),
        ):
            with self.subTest(policy):
                self.upload(text, options={"policies": {"Ville": policy}})
                self.assertEqual([self.customer(code).city for code in ("C1", "C2", "C3")], cities)
                if policy == "never":
                    self.customer("C3").unlink()

    def test_groups(self):
        self.env["res.partner.category"].create({"name": "Agence Commerciale"})
        report = self.upload(HEADER + 'C1;Aciéries;;;;"Lyon, Grands comptes";\nC2;Béton;;;;lyon;\n')
        self.assertCounts(report, created=2)
        family = self.env["res.partner.category"].search([("name", "=", "Agence Commerciale")])
        self.assertEqual(len(family), 1)
        self.assertEqual(sorted(family.child_ids.mapped("name")), ["Grands comptes", "Lyon"])
        by_hand = self.env["res.partner.category"].create({"name": "VIP"})
        self.customer("C1").category_id = [Command.link(by_hand.id)]
        report = self.upload(HEADER + "C1;Aciéries;;;;Paris;\n")
        self.assertCounts(report, updated=1)
        self.assertEqual(sorted(self.customer("C1").category_id.mapped("name")), ["Paris", "VIP"])

    def test_groups_kept_when_asked(self):
        self.upload(HEADER + "C1;Aciéries;;;;Lyon;\n", options={"save_mapping": "Sage"})
        column = self.env["dso.upload.mapping.column"].search([("header", "=", "Agence commerciale")])
        column.keeps_groups = True
        self.upload(HEADER + "C1;Aciéries;;;;Paris;\n")
        self.assertEqual(sorted(self.customer("C1").category_id.mapped("name")), ["Lyon", "Paris"])

    def test_archived_group_is_used_again(self):
        self.upload(HEADER + "C1;Aciéries;;;;Lyon;\n")
        group = self.env["res.partner.category"].search([("name", "=", "Lyon")])
        group.active = False
        self.upload(HEADER + "C2;Béton;;;;Lyon;\n")
        self.assertEqual(
            self.env["res.partner.category"].with_context(active_test=False).search([("name", "=", "Lyon")]), group
        )

    def test_payment_term_by_meaning(self):
        terms = self.env["account.payment.term"].sudo()
        term = terms.create(
            {
                "name": "Fin de mois + 45",
                "line_ids": [
                    Command.create(
                        {
                            "value": "percent",
                            "value_amount": 100,
                            "delay_type": "days_end_of_month_on_the",
                            "nb_days": 45,
                            "days_next_month": "0",
                        }
                    )
                ],
            }
        )
        report = self.upload(HEADER + "C1;Aciéries;;;45 jours fin de mois;;\nC2;Béton;;;à la saint-glinglin;;\n")
        self.assertEqual(self.customer("C1").with_company(self.company).property_payment_term_id, term)
        self.assertEqual(self.kinds(report), ["unknown_payment_term"])

    def test_value_table_of_the_caller_is_remembered(self):
        term = self.env.ref("account.account_payment_term_30days")
        text = HEADER + "C1;Aciéries;;;Spécial;;\n"
        values = {"Délai de paiement": {"Spécial": term.id}}
        self.assertCounts(self.upload(text, options={"values": values, "save_mapping": "Sage"}), created=1)
        self.assertEqual(self.customer("C1").with_company(self.company).property_payment_term_id, term)
        self.assertCounts(self.upload(text.replace("C1", "C2")), created=1)

    def test_value_table(self):
        self.upload(HEADER + "C1;Aciéries;;;Spécial;;\n", options={"save_mapping": "Sage"})
        term = self.env.ref("account.account_payment_term_30days")
        column = self.env["dso.upload.mapping.column"].search([("header", "=", "Délai de paiement")])
        column.value_ids = [Command.create({"word": "SPECIAL", "meaning": f"account.payment.term,{term.id}"})]
        self.assertCounts(self.upload(HEADER + "C1;Aciéries;;;special;;\n"), updated=1)
        self.assertEqual(self.customer("C1").with_company(self.company).property_payment_term_id, term)

    def test_bad_value_left_out_or_row_rejected(self):
        text = HEADER + "C1;Aciéries;Lille;Nulle part;;;\n"
        self.assertCounts(self.check(text), created=1, warnings=1)
        self.upload(HEADER + "C9;Zinc;;;;;\n", options={"save_mapping": "Sage"})
        column = self.env["dso.upload.mapping.column"].search([("header", "=", "Pays")])
        column.on_bad = "reject"
        report = self.check(text)
        self.assertCounts(report, rejected=1)
        self.assertEqual(self.kinds(report, "error"), ["unknown_country"])

    def test_customer_that_odoo_refuses(self):
        text = HEADER + "".join(f"C{number};Firma {number};;;;;\n" for number in range(20))
        create = type(self.partners).create

        def refusing(records, vals_list):
            if any(vals.get("ref") == "C13" for vals in vals_list):
                raise ValidationError("Not this one.")
            return create(records, vals_list)

        with patch.object(type(self.partners), "create", refusing):
            report = self.upload(text)
        self.assertCounts(report, created=19, rejected=1)
        self.assertEqual(self.kinds(report), ["refused_by_odoo"])
        self.assertEqual(report["issues"][0]["line"], 15)
        self.assertIn("Not this one.", report["issues"][0]["message"])
        self.assertFalse(self.partners.search([("ref", "=", "C13")]))

    def test_a_record_of_another_company_is_refused_among_many(self):
        terms = self.env["account.payment.term"].with_user(SUPERUSER_ID)
        own, other = terms.create(
            [{"name": "Own", "company_id": company.id} for company in (self.company, self.other_company())]
        )
        vals = [{"name": f"Client {number}", "property_payment_term_id": own.id} for number in range(5)]
        partners = self.partners.with_context(**self.partners._dso_import_context())
        self.assertEqual(partners.create(vals).property_payment_term_id, own)
        vals[3]["property_payment_term_id"] = other.id
        with self.assertRaisesRegex(UserError, "Client 3"):
            partners.sudo().create(vals)

    def test_all_or_nothing(self):
        report = self.upload(HEADER + "C1;Aciéries;;;;Lyon;\n;Sans code;;;;;\n", options={"all_or_nothing": True})
        self.assertEqual(report["state"], "failed")
        self.assertCounts(report, rejected=2)
        self.assertFalse(self.partners.search([("ref", "=", "C1")]))

    def test_same_and_older_files_are_said(self):
        text = HEADER + "C1;Aciéries;;;;;\n"
        self.upload(text, filename="clients_20261102.csv", options={"save_mapping": "Sage"})
        self.assertEqual(self.kinds(self.check(text, filename="other.csv")), ["same_file"])
        newer, older = text.replace("C1", "C2"), text.replace("C1", "C3")
        self.assertEqual(self.kinds(self.check(newer, filename="clients_20261103.csv")), [])
        self.assertEqual(self.kinds(self.check(older, filename="clients_20261101.csv")), ["older_file"])

    def test_customers_no_longer_in_a_full_file(self):
        self.upload(HEADER + "C1;Aciéries;;;;;\nC2;Béton;;;;;\n", options={"save_mapping": "Sage"})
        self.partners.create({"name": "By hand", "ref": "H1"})
        report = self.check(HEADER + "C1;Aciéries;;;;;\n", options={"full_file": True})
        self.assertCounts(report, unchanged=1, warnings=1)
        self.assertEqual([(issue["kind"], issue["code"]) for issue in report["issues"]], [("not_in_file", "C2")])
        self.assertEqual(self.kinds(self.check(HEADER + "C1;Aciéries;;;;;\n")), [])

    def test_conflicting_amounts_for_one_legal_entity(self):
        header = "Code client;Raison sociale;SIREN;Plafond de crédit\n"
        rows = "C1;Aciéries;552081317;1000\nC2;Aciéries Lyon;55208131700018;2000\nC3;Aciéries Metz;552 081 317;1000\n"
        report = self.check(header + rows)
        found = [(issue["line"], issue["kind"]) for issue in report["issues"]]
        self.assertIn((3, "conflicting_amounts"), found)
        self.assertNotIn((4, "conflicting_amounts"), found)

    def test_options(self):
        with self.assertRaisesRegex(UserError, "colour"):
            self.check(HEADER + "C1;A;;;;;\n", options={"colour": "red"})
        report = self.check("A;B;C\nC1;Aciéries;Lille\n", options={"columns": {"A": "code", "B": "name", "C": ""}})
        self.assertEqual([column["field"] for column in report["columns"]], ["code", "name", ""])
        with self.assertRaisesRegex(UserError, "nowhere"):
            self.check(HEADER + "C1;A;;;;;\n", options={"columns": {"nowhere": "code"}})
        with self.assertRaisesRegex(UserError, "sometimes"):
            self.check(HEADER + "C1;A;;;;;\n", options={"policies": {"Ville": "sometimes"}})
        with self.assertRaisesRegex(UserError, "nothing"):
            self.check(HEADER + "C1;A;;;;;\n", options={"columns": {"Ville": "nothing"}})

    def test_two_columns_for_one_field(self):
        with self.assertRaisesRegex(UserError, "Ville"):
            self.check(HEADER + "C1;A;;;;;\n", options={"columns": {"Pays": "city", "Ville": "city"}})

    def test_idempotency_key(self):
        first = self.upload(HEADER + "C1;Aciéries;;;;;\n", idempotency_key="night-1")
        self.customer("C1").name = "Aciéries SA"
        again = self.upload(HEADER + "C1;Aciéries;;;;;\n", idempotency_key="night-1")
        self.assertEqual(again, first)
        self.assertEqual(self.customer("C1").name, "Aciéries SA")

    def test_import_rows(self):
        rows = [
            {"code": "C1", "name": "Aciéries", "city": "Lille", "credit_limit": 1000.5, "groups": ["Nord", "VIP"]},
            {"code": "C2", "name": "Béton", "city": False},
            {"name": "Sans code"},
        ]
        report = self.runs.import_rows(rows=rows)
        self.assertCounts(report, created=2, rejected=1)
        self.assertEqual(report["issues"][0]["line"], 3)
        self.assertEqual(self.customer("C1").credit_limit, 1000.5)
        self.assertEqual(len(self.customer("C1").category_id), 2)
        self.assertCounts(self.runs.import_rows(rows=rows[:2]), unchanged=2)
        with self.assertRaises(UserError):
            self.runs.import_rows(rows="C1")

    def test_report_in_pages(self):
        report = self.upload(HEADER + "".join(f"C{number};Firma {number};;;;;\n" for number in range(30)))
        page = self.runs.get_report(run_id=report["run_id"], offset=10, limit=5)
        self.assertEqual([change["code"] for change in page["changes"]], [f"C{number}" for number in range(10, 15)])
        self.assertEqual(page["created"], 30)
        with self.assertRaises(UserError):
            self.runs.get_report(run_id=0)

    def test_report_travels_over_xml_rpc(self):
        from xmlrpc.client import dumps

        dumps((self.upload(HEADER + "C1;Aciéries;Lille;France;;Lyon;3\n;x;;;;;\n"),), methodresponse=True)
        dumps((self.check(HEADER + "C1;Aciéries;Paris;France;;;4\n"),), methodresponse=True)

    def test_sentences_in_the_users_language(self):
        self.env["res.lang"].sudo()._activate_lang("fr_FR")
        self.user.sudo().lang = "fr_FR"
        report = self.upload(HEADER + ";Sans code;;;;;\n")
        self.assertIn("Ligne 2", report["issues"][0]["message"])

    def test_wrong_files(self):
        for content, filename in (
            (b"", "empty.csv"),
            (HEADER.encode(), "header.csv"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "picture.csv"),
            (b"PK\x03\x04broken", "broken.xlsx"),
            (b"x" * 40_000_000, "large.csv"),
        ):
            with self.subTest(filename), self.assertRaises(UserError) as caught:
                self.runs.import_file(content=content, filename=filename)
            self.assertGreater(len(str(caught.exception)), 20)
        self.assertFalse(self.runs.search([("filename", "=", "empty.csv")]))

    def test_a_quote_that_is_never_closed_costs_its_row(self):
        report = self.upload('Code client;Raison sociale\nC1;"never closed\nC2;Closed\n')
        self.assertCounts(report, created=1, rejected=1)
        self.assertEqual(self.kinds(report), ["stray_quote"])

    def test_content_that_is_no_base64(self):
        for content in ("é", "abc", 12, None):
            with self.subTest(content), self.assertRaises(UserError):
                self.runs.check_file(content=content, filename="clients.csv")

    def test_examples(self):
        for path in sorted(EXAMPLES.glob("*.*")):
            if path.suffix == ".md":
                continue
            with self.subTest(path.name):
                report = self.runs.import_file(content=path.read_bytes(), filename=path.name)
                self.assertGreater(report["created"], 15)
                self.assertLessEqual(report["rejected"], 3)
                again = self.runs.import_file(content=path.read_bytes(), filename=path.name)
                self.assertEqual((again["created"], again["updated"]), (0, 0), again["changes"])

    def test_number_of_queries_does_not_grow_with_rows(self):
        def text(rows, city):
            return HEADER + "".join(f"Q{number};Firma {number};{city};France;;Nord;\n" for number in range(rows))

        def queries(call):
            start = self.env.cr.sql_log_count
            call()
            return self.env.cr.sql_log_count - start

        self.upload(text(400, "Lille"))
        few = queries(lambda: self.check(text(40, "Lille")))
        many = queries(lambda: self.check(text(400, "Lille")))
        self.assertLessEqual(many, few + 2)

    def test_encoded_helper_is_what_a_client_sends(self):
        self.assertCounts(
            self.runs.check_file(content=encoded(HEADER + "C1;Aciéries;;;;;\n", "cp1252"), filename="clients.csv"),
            created=1,
        )

    def test_contacts_that_another_addon_adds_share_the_values_of_their_company(self):
        partners = type(self.partners)
        create = partners.create

        @api.model_create_multi
        def with_contact(self, vals_list):
            companies = create(self, vals_list)
            create(self, [{"name": f"Of {company.name}", "parent_id": company.id} for company in companies])
            return companies

        self.patch(partners, "create", with_contact)
        self.upload("Code client;Raison sociale;Ville;Pays;N° TVA\nC1;Aciéries;Lille;France;FR83404833048\n")
        company, contact = self.customer("C1"), self.customer("C1").child_ids
        self.assertEqual((company.vat, company.city), ("FR83404833048", "Lille"))
        self.assertEqual((contact.name, contact.vat, contact.city), ("Of Aciéries", "FR83404833048", "Lille"))
        self.assertEqual(contact.country_id, company.country_id)

    def test_another_addon_has_its_say_in_what_new_customers_share(self):
        partners, asked = type(self.partners), []
        share = partners._fields_sync

        def note(self, values):
            asked.append((self.ref, values["city"]))
            share(self, values)

        self.upload(HEADER + "C0;Ateliers;Lyon;;;;\n")
        self.patch(partners, "_fields_sync", note)
        self.upload(HEADER + "C1;Aciéries;Lille;;;;\nC2;Béton;Metz;;;;\n")
        self.assertEqual(asked, [("C1", "Lille"), ("C2", "Metz")])

    def test_today_is_what_odoo_reads(self):
        term = self.env.ref("account.account_payment_term_30days")
        group = self.env["res.partner.category"].create({"name": "VIP"})
        partners = self.partners.create(
            [
                {"name": "A", "ref": "C1", "city": "Lille", "credit_limit": 5.5, "category_id": [group.id]},
                {"name": "B", "ref": "C2", "property_payment_term_id": term.id, "comment": "<p>Hello</p>"},
                {"name": "C", "ref": "C3", "property_payment_term_id": term.id, "active": False, "color": 3},
                {"name": "D", "ref": "C4", "dso_temporary_guarantee_to": "2026-01-31", "lang": "en_US"},
            ]
        )
        self.env.flush_all()
        deleted = f'{{"{self.company.id}": 2000000000}}'
        query = "UPDATE res_partner SET property_payment_term_id = %s WHERE id = %s"
        self.env.cr.execute(query, [deleted, partners[2].id])
        self.env.invalidate_all()
        names = [field.partner_field for field in self.env["dso.upload.field"]._all()] + ["active", "color", "ref"]
        known, today = find_customers(self.partners, ["c1", "c2", "c3", "c4"], names)
        self.assertEqual([one.id for one in known], partners.ids)
        rows = self.partners.with_context(active_test=False).browse(partners.ids).read(names, load=None)
        for row in rows:
            for name in names:
                found, expected = today.at[row["id"], name], row[name]
                expected = tuple(expected) if isinstance(expected, list) else expected
                self.assertEqual(found or False, expected or False, (row["id"], name))

    def test_queries_do_not_grow_with_rows(self):
        header = "Code client;Raison sociale;Pays;N° TVA;SIREN;Ville\n"

        def queries(count, city):
            rows = "".join(f"Q{number};Firm {number};France;{vats[number]};;{city}\n" for number in range(count))
            before = self.env.cr.sql_log_count
            self.upload(header + rows, options={"columns": {"Code client": "code", "Raison sociale": "name"}})
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        vats = [f"FR{(12 + 3 * (siren % 97)) % 97:02}{siren}" for siren in range(552081300, 552081700)]
        vats = [vat for vat in vats if siren_is_valid(vat[4:])]
        queries(1, "Lille")
        few, many = queries(2, "Lille"), queries(40, "Lille")
        self.assertLess(many - few, 10)
        few, many = queries(3, "Metz"), queries(40, "Paris")
        self.assertLess(many - few, 10)
