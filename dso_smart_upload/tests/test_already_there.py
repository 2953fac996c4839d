"""Customers who are there already, without a code or under another one: linked where that is certain, else said."""

from itertools import permutations, product

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..engine.already_there import KEY_COLUMNS, KEYS
from ..engine.said import codes_of_one
from ..pipeline.twins.party import read_party
from ..pipeline.twins.places import read_street
from .common import UploadCase
from .pipeline.growth import MOST, growth

HEADER = "Code client;Raison sociale;Siret;TVA;Adresse;Code postal;Ville;Pays;Téléphone;E-mail\n"
SIREN, SIRET, OTHER_SIRET, VAT = "552081317", "55208131700018", "55208131700026", "FR03552081317"
HERE = {"street": "12 rue Pasteur", "zip": "69002", "city": "Lyon"}
ROW = "12 rue Pasteur;69002;Lyon;France;;\n"
WORDS = (
    "Société Générale d'Équipement",
    "STRAßE & Söhne",
    "Łódź Sp. z o.o.",
    "Αθήνα Α.Ε.",
    "ООО «Ромашка»",
    "東京 株式会社",
    "  spaces\tand\u00a0more ",
    "O'Neil-\u2010-Dash",
    "ﬁne ligature",
    "a\u0301 e\u0300",
    "½ € 100 %",
    "",
)
STREETS = (
    "12 rue Pasteur",
    "Hauptstraße 007b",
    "n° 4 quai",
    "",
    "Am Markt",
    "12bis, av. Foch",
    "14-16 High Street",
    "Bât. A12 123456 Zone",
    "5é place",
    "2 ter rue 3",
)


class TestAlreadyThere(UploadCase):
    def partner(self, **values):
        """Return a customer whom somebody made by hand, without a code unless one is given."""
        france = self.env.ref("base.fr").id
        return self.partners.create({"name": "Dupont SA", "is_company": True, "country_id": france, **values})

    def test_keys_are_those_of_the_pipeline(self):
        """What the database makes of a customer's columns is what a row of the file asks for."""
        for number, word in enumerate(WORDS):
            values = {
                "company_registry": f"{SIREN} {number}",
                "vat": f"FR {VAT[2:]}",
                "email": "Info@Example.com",
                "phone": "+33 (0)4 72 00 00 1" + str(number % 10),
                "zip": ("F-69 002", "SW1A 1AA", "", "l-1234")[number % 4],
                "name": word,
                "city": WORDS[-number],
                "street": STREETS[number % len(STREETS)],
                "street2": STREETS[(number + 5) % len(STREETS)],
            }
            texts = {name: SQL("%s::text", values[name]) for name in KEY_COLUMNS}
            (made,) = self.env.execute_query(SQL(f"SELECT {', '.join(key for _kind, key in KEYS)}", **texts))
            streets = values["street"], values["street2"]
            party = read_party(
                word, SIREN, VAT, values["email"], values["phone"], streets, values["zip"], values["city"], "FR"
            )
            missing = set(party.keys()) - set(made)
            for kind in "zmh":  # also asks for other words before the name
                asked = {key for key in party.keys() if key[0] == kind}
                found = asked & set(made)
                if kind == "h":  # of the first line of the address
                    wanted = bool(read_street(values["street"]).number)
                else:
                    wanted = len(party.numbers) if kind == "m" else 1
                self.assertEqual(len(found), wanted if asked else 0, (values, made))
                missing -= asked
            missing.discard("v" + SIREN[-8:])  # asks for a VAT number that holds the Siren, which this one does
            self.assertFalse(missing, (values, made))

    def test_a_customer_without_a_code_gets_it(self):
        partner = self.partner(company_registry=SIREN, credit_limit=7000.0)
        text = HEADER + f"C1;DUPONT;{SIRET};;{ROW}"
        checked = self.check(text)
        report = self.upload(text)
        for one in (checked, report):
            self.assertCounts(one, updated=1)
            self.assertEqual(one["linked"], 1)
            self.assertEqual(one["changes"][0]["action"], "linked")
            self.assertEqual(one["changes"][0]["evidence"], ["legal_id"])
            self.assertEqual(one["changes"][0]["partner_id"], partner.id)
            self.assertEqual(one["changes"][0]["values"]["code"], ["", "C1"])
            self.assertEqual(one["changes"][0]["values"]["name"], ["Dupont SA", "DUPONT"])
        self.assertEqual(self.customer("C1"), partner)
        self.assertEqual(partner.credit_limit, 7000.0)
        again = self.upload(text)
        self.assertCounts(again, unchanged=1)
        self.assertEqual(again["linked"], 0)

    def test_undo_takes_the_code_off_again(self):
        partner = self.partner(company_registry=SIREN)
        before = self.tables()
        report = self.upload(HEADER + f"C1;DUPONT;{SIRET};;{ROW}")
        self.runs.undo(report["run_id"])
        self.assertFalse(partner.ref)
        self.assertSameTables(before)

    def test_a_reader_sees_only_candidates_that_they_may_see(self):
        shown, hidden = (self.partner(company_registry=SIREN, name=name) for name in ("Dupont SA", "Dupont Paris"))
        report = self.upload(HEADER + f"C1;DUPONT;{SIREN};;{ROW}")
        self.assertEqual(len(report["issues"][0]["candidates"]), 2)
        reader = self.new_user("reader", "dso_smart_upload.group_user")
        self.env["ir.rule"].with_user(SUPERUSER_ID).create(
            {
                "name": "hidden ones",
                "model_id": self.env["ir.model"].with_user(SUPERUSER_ID)._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {hidden.id})]",
            }
        )
        (issue,) = self.rpc("dso.upload.run", "get_report", user=reader, run_id=report["run_id"])["issues"]
        self.assertEqual([one["partner_id"] for one in issue["candidates"]], [shown.id])
        self.assertNotIn("Dupont Paris", str(issue))
        self.rpc("dso.upload.issue", "search_read", [("run_id", "=", report["run_id"])], user=reader)
        with self.assertRaises(AccessError):
            fields = ["twin"]
            self.rpc("dso.upload.issue", "search_read", [("run_id", "=", report["run_id"])], fields, user=reader)

    def test_every_kind_of_proof(self):
        for code, values, row, evidence in (
            ("A", {"company_registry": SIRET}, f"Dupont;{SIRET};;;;;;;\n", ["siret", "legal_id"]),
            ("B", {"vat": "DE136695976"}, "Dupont;;DE 136 695 976;;;;Allemagne;;\n", ["vat"]),
            ("C", {"vat": VAT}, f"Dupont;{SIREN};;;;;;;\n", ["legal_id"]),
            ("D", HERE, f"DUPONT;;;{ROW}", ["name_address"]),
        ):
            with self.subTest(code), self.env.cr.savepoint() as savepoint:
                partner = self.partner(**values)
                report = self.upload(HEADER + f"{code};{row}", filename=f"{code}.csv")
                self.assertEqual(report["linked"], 1, report["issues"])
                self.assertEqual(report["changes"][0]["evidence"], evidence)
                self.assertEqual(partner.ref, code)
                savepoint.rollback()

    def test_a_customer_with_another_code_is_left_alone(self):
        partner = self.partner(ref="K7", company_registry=SIREN, **HERE)
        report = self.upload(HEADER + f"C1;DUPONT;{SIREN};;{ROW}")
        self.assertCounts(report, created=1, warnings=1)
        self.assertEqual(report["linked"], 0)
        (issue,) = report["issues"]
        self.assertEqual(issue["kind"], "possible_twin")
        self.assertEqual(issue["partner_id"], partner.id)
        self.assertEqual(issue["other_line"], 0)
        self.assertEqual(issue["evidence"], ["legal_id", "name_address"])
        self.assertEqual(
            issue["candidates"],
            [{"partner_id": partner.id, "code": "K7", "name": "Dupont SA", "evidence": issue["evidence"]}],
        )
        self.assertIn("Dupont SA (K7)", issue["message"])
        self.assertEqual(partner.name, "Dupont SA")
        self.assertNotEqual(self.customer("C1"), partner)

    def test_two_customers_without_a_code_are_asked_about(self):
        self.partner(company_registry=SIREN)
        self.partner(company_registry=SIREN)
        report = self.upload(HEADER + f"C1;DUPONT;{SIREN};;{ROW}")
        self.assertCounts(report, created=1, warnings=1)
        self.assertEqual(len(report["issues"][0]["candidates"]), 2)

    def test_weak_evidence_is_asked_about(self):
        partner = self.partner(phone="04 72 00 00 12")
        report = self.upload(HEADER + "C1;DUPONT;;;;;;France;+33 4 72 00 00 12;\n")
        self.assertCounts(report, created=1, warnings=1)
        self.assertEqual(report["issues"][0]["evidence"], ["phone"])
        self.assertFalse(partner.ref)

    def test_possible_twins_cost_no_query_each(self):
        for number in range(60):
            self.partner(name=f"Transports Numéro {number}", ref=f"OLD{number}", **HERE)

        def queries(numbers):
            text = HEADER + "".join(f"Q{one};Transports Numéro {one};;;{ROW}" for one in numbers)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assertEqual(self.kinds(self.check(text)), ["possible_twin"] * len(numbers))
            return self.env.cr.sql_log_count - start

        queries(range(2))
        few = queries(range(5))
        self.assertLessEqual(queries(range(10, 60)), few + 2)

    def test_create_looks_for_nobody(self):
        partner = self.partner(company_registry=SIREN)
        report = self.upload(HEADER + f"C1;DUPONT;{SIREN};;{ROW}", options={"twins": "create"})
        self.assertCounts(report, created=1)
        self.assertFalse(partner.ref)

    def test_reject_lets_the_row_wait(self):
        self.partner(ref="K7", company_registry=SIREN, **HERE)
        self.partner(name="Martin SARL", company_registry="732829320")
        text = HEADER + f"C1;DUPONT;{SIREN};;{ROW}C2;Martin;732829320;;{ROW}C3;Colin;;;3 quai X;44000;Nantes;France;;\n"
        report = self.upload(text, options={"twins": "reject"})
        self.assertCounts(report, created=1, updated=1, rejected=1)
        self.assertEqual(report["linked"], 1)
        (issue,) = [one for one in report["issues"] if one["severity"] == "error"]
        self.assertEqual((issue["kind"], issue["line"]), ("possible_twin", 2))
        self.assertFalse(self.partners.search([("ref", "=", "C1")]))

    def test_twins_inside_the_file(self):
        text = HEADER + f"C1;DUPONT;{SIREN};;{ROW}C2;Dupont SA;{SIREN};;{ROW}"
        report = self.upload(text)
        self.assertCounts(report, created=2, warnings=1)
        (issue,) = report["issues"]
        self.assertEqual((issue["kind"], issue["line"], issue["other_line"]), ("possible_twin", 3, 2))
        self.assertEqual(issue["evidence"], ["legal_id", "name_address"])
        self.assertEqual((issue["partner_id"], issue["candidates"]), (0, []))

    def test_a_customer_of_whom_the_file_says_little_is_a_twin(self):
        """Blank cells keep what is there, so today's values count, wherever the row comes and in whichever block."""
        known = self.partner(name="Acier Omega", ref="K1", company_registry=SIREN, email="b@x.example", **HERE)
        twin = f"N1;Acier Omega;{SIREN};;12 rue Pasteur;69002;Lyon;France;;b@x.example\n"
        sparse = ("K1;Acier Omega;;;;;;;;\n", "K1;;;;;;;;;\n", "k1;Acier Omega;;;;;Lyon;France;;\n")
        sparse += ("K1;;;;;;;;;b@x.example\n",)
        files = [*product(sparse, [twin]), *product([twin], sparse)]
        for lines, size, asked in product(files, ("1", "5000"), ("link", "reject")):
            with self.subTest(lines, size=size, twins=asked), self.env.cr.savepoint() as savepoint:
                self.set_rows_in_block(size)
                text = HEADER + "".join(lines)
                options = {"twins": asked}
                checked, report = self.check(text, options=options), self.upload(text, options=options)
                for one in (checked, report):
                    self.assertEqual((one["created"], one["linked"]), (asked == "link", 0), one["issues"])
                    (issue,) = [issue for issue in one["issues"] if issue["kind"] == "possible_twin"]
                    self.assertEqual((issue["code"], issue["partner_id"]), ("N1", known.id))
                savepoint.rollback()

    def test_a_row_of_a_known_customer_that_says_all_comes_first_or_last(self):
        self.partner(name="Acier Omega", ref="K1", company_registry=SIREN, **HERE)
        lines = [f"K1;Acier Omega;{SIREN};;{ROW}", f"N1;ACIER OMEGA;{SIREN};;{ROW}"]
        for order, size, asked in product((1, -1), ("1", "5000"), ("link", "reject")):
            with self.subTest(order, size=size, twins=asked), self.env.cr.savepoint() as savepoint:
                self.set_rows_in_block(size)
                text = HEADER + "".join(lines[::order])
                options = {"twins": asked}
                checked, report = self.check(text, options=options), self.upload(text, options=options)
                for one in (checked, report):
                    self.assertEqual(one["created"], asked == "link", one["issues"])
                    (issue,) = [issue for issue in one["issues"] if issue["kind"] == "possible_twin"]
                    self.assertEqual((issue["code"], issue["other_line"]), ("N1", 2 if order == 1 else 3))
                savepoint.rollback()

    def test_a_customer_who_moves_away_in_the_file_is_no_twin(self):
        """What the file says of them is what counts, and a blank cell that clears leaves nothing."""
        self.partner(name="Acier Omega", ref="K1", email="b@x.example", **HERE)
        moved = "K1;Acier Omega;;;9 quai B;13001;Marseille;France;;b@x.example\n"
        twin = f"N1;Acier Omega;;;{ROW}"
        for text in (moved + twin, twin + moved):
            self.assertNotIn("possible_twin", self.kinds(self.check(HEADER + text)))
        cleared = "K1;Other;;;;;;;;\n" + "N1;Acier;;;;;;;;b@x.example\n"
        report = self.check(HEADER + cleared, options={"on_blank": {"E-mail": "clear"}})
        self.assertNotIn("possible_twin", self.kinds(report))

    def test_a_customer_created_under_a_repaired_code_is_no_candidate_of_a_later_block(self):
        self.set_rows_in_block("1")
        text = HEADER + f"123.0;Acier Omega;{SIREN};;{ROW}N2;ACIER OMEGA;{SIREN};;{ROW}"
        for report in (self.check(text), self.upload(text)):
            (issue,) = [issue for issue in report["issues"] if issue["kind"] == "possible_twin"]
            self.assertEqual((issue["line"], issue["other_line"], issue["candidates"]), (3, 2, []))

    def set_rows_in_block(self, rows):
        self.env["ir.config_parameter"].with_user(SUPERUSER_ID).set_param("dso_smart_upload.rows_in_block", rows)

    def test_several_accounts_of_one_company_are_counted(self):
        text = HEADER + f"C1;DUPONT;{SIRET};;{ROW}C2;Dupont;{OTHER_SIRET};;3 quai de Seine;75012;Paris;France;;\n"
        report = self.upload(text)
        self.assertCounts(report, created=2)
        (issue,) = report["issues"]
        self.assertEqual((issue["kind"], issue["severity"]), ("same_legal_entity", "info"))
        self.assertIn("One new customer", issue["message"])
        third = self.check(HEADER + f"C3;D;{SIREN}00034;;1 rue X;59000;Lille;France;;\n")
        self.assertEqual(self.kinds(third), ["same_legal_entity"])

    def test_hidden_customers_are_nobody(self):
        """A customer whom a rule hides is neither linked nor named."""
        hidden = self.partner(company_registry=SIREN, comment="hidden", **HERE)
        self.env["ir.rule"].with_user(SUPERUSER_ID).create(
            {
                "name": "hidden ones",
                "model_id": self.env["ir.model"].with_user(SUPERUSER_ID)._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {hidden.id})]",
            }
        )
        report = self.upload(HEADER + f"C1;DUPONT;{SIREN};;{ROW}")
        self.assertCounts(report, created=1)
        self.assertFalse(hidden.with_user(SUPERUSER_ID).ref)

    def test_contacts_and_customers_of_other_companies_are_nobody(self):
        parent = self.partner(name="Holding")
        contact = self.partner(parent_id=parent.id, **HERE)
        other = self.other_company()
        theirs = self.partners.with_user(SUPERUSER_ID).create(
            {"name": "Dupont SA", "is_company": True, "company_id": other.id, "company_registry": SIREN, **HERE}
        )
        report = self.upload(HEADER + f"C1;DUPONT;{SIREN};;{ROW}")
        self.assertCounts(report, created=1)
        self.assertFalse(contact.ref or theirs.ref)

    def test_an_archived_customer_is_linked_and_said(self):
        partner = self.partner(company_registry=SIREN, active=False)
        report = self.upload(HEADER + f"C1;DUPONT;{SIREN};;{ROW}")
        self.assertEqual((report["linked"], self.kinds(report)), (1, ["archived_customer"]))
        self.assertEqual((partner.ref, partner.active), ("C1", False))

    def test_a_later_block_does_not_take_the_customer_again(self):
        """Two rows that mean one customer by different things, in two blocks: the check shows what the import does."""
        self.env["ir.config_parameter"].with_user(SUPERUSER_ID).set_param("dso_smart_upload.rows_in_block", "1")
        self.partner(company_registry=SIREN, **HERE)
        text = HEADER + f"C1;Dupont;{SIREN};;;;;France;;\nC2;Dupont;;;{ROW}"
        checked, report = self.check(text), self.upload(text)
        for one in (checked, report):
            self.assertCounts(one, created=1, updated=1, warnings=1)
            self.assertEqual(one["linked"], 1)
            self.assertEqual(self.kinds(one), ["possible_twin"])

    def test_a_person_says_who_it_is(self):
        """One without a code gets it, one with another gets a second one; both are undone."""
        bare, other = self.partner(name="Bare"), self.partner(name="Other", ref="K7", credit_limit=50.0)
        before = self.tables()
        text = HEADER + f"C1;Bare;;;{ROW}C2;Other SA;;;{ROW}C3;New;;;{ROW}"
        options = {"known_as": {"C1": bare.id, "C2": other.id, "C3": 0}}
        checked, report = self.check(text, options=options), self.upload(text, options=options)
        for one in (checked, report):
            self.assertCounts(one, created=1, updated=2)
            self.assertEqual(one["linked"], 2)
            self.assertEqual([change["action"] for change in one["changes"]], ["linked", "linked", "created"])
            self.assertNotIn("code", one["changes"][1]["values"])
        self.assertEqual((bare.ref, other.ref, other.name), ("C1", "K7", "Other SA"))
        self.assertEqual(other.dso_code_ids.mapped("code"), ["C2"])
        self.assertIn("Second Code", self.runs.browse(report["run_id"]).change_ids[1].summary)
        self.assertCounts(self.upload(text), unchanged=3)
        self.runs.undo(report["run_id"])
        self.assertFalse(other.dso_code_ids)
        self.assertSameTables(before)

    def test_that_a_code_is_new_is_remembered(self):
        """Also where its row was rejected for another reason; an undo forgets it."""
        self.partner(ref="K7", company_registry=SIREN, **HERE)
        text = HEADER + f"C1;DUPONT;{SIREN};;12 rue Pasteur;69002;Lyon;France;;wrong\n"
        reject = {"twins": "reject", "on_bad": {"E-mail": "reject"}}
        self.assertCounts(self.check(text, options={"twins": "reject"}), rejected=1)
        first = self.upload(text, options={**reject, "known_as": {"C1": 0}})
        self.assertCounts(first, rejected=1)
        good = text.replace("wrong", "")
        self.assertCounts(self.check(good, options={"twins": "reject"}), created=1)
        self.runs.undo(first["run_id"])
        self.assertCounts(self.check(good, options={"twins": "reject"}), rejected=1)

    def test_that_a_code_is_new_stays_remembered_where_its_customer_stays(self):
        self.partner(ref="K7", company_registry=SIREN, **HERE)
        report = self.upload(HEADER + f"C1;DUPONT;{SIREN};;{ROW}", options={"known_as": {"C1": 0}})
        self.assertCounts(report, created=1)
        rule = {"name": "No C1", "domain_force": "[('ref', '!=', 'C1')]"}
        hide = self.env["ir.rule"].sudo().create({**rule, "model_id": self.env["ir.model"]._get_id("res.partner")})
        self.assertEqual(self.runs.undo(report["run_id"])["failed"], 1)
        said = self.env["dso.upload.distinct"].search([("code", "=", "C1")])
        self.assertTrue(said)
        hide.active = False
        self.assertEqual(self.runs.undo(report["run_id"])["reverted"], 1)
        self.assertFalse(said.exists())

    def test_only_codes_of_the_file_are_remembered(self):
        text = HEADER + f"K1;DUPONT;;;{ROW}"
        self.upload(text, options={"known_as": {"K1": 0, "k1": 0, "": 0, "X" * 300: 0, "other": 0}})
        self.assertEqual(self.env["dso.upload.distinct"].search([]).mapped("code"), ["K1"])
        with self.assertRaises(AccessError):
            self.rpc("dso.upload.distinct", "create", [{"code": "X"}])
        partner = self.partner()
        with self.assertRaisesRegex(UserError, "two customers"):
            self.check(text, options={"known_as": {"K1": partner.id, "k1": 0}})

    def test_a_code_of_another_customer_than_was_said(self):
        self.partner(name="First", ref="C1")
        second = self.partner(name="Second")
        report = self.upload(HEADER + f"C1;Changed;;;{ROW}", options={"known_as": {"C1": second.id}})
        self.assertCounts(report, rejected=1)
        self.assertEqual(self.kinds(report), ["code_of_another"])
        self.assertEqual((self.customer("C1").name, second.name), ("First", "Second"))

    def test_evidence_is_for_those_who_may_read_it(self):
        partner = self.partner(company_registry=SIREN)
        report = self.upload(HEADER + f"C1;DUPONT;{SIREN};;{ROW}")
        reader = self.new_user("reader", "dso_smart_upload.group_user")
        self.env["ir.rule"].with_user(SUPERUSER_ID).create(
            {
                "name": "hidden ones",
                "model_id": self.env["ir.model"].with_user(SUPERUSER_ID)._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {partner.id})]",
            }
        )
        (change,) = self.rpc("dso.upload.run", "get_report", user=reader, run_id=report["run_id"])["changes"]
        self.assertEqual((change["evidence"], change["values"]), ([], {}))
        (line,) = self.rpc("dso.upload.change", "search_read", [("run_id", "=", report["run_id"])], user=reader)
        self.assertFalse(line["evidence"])
        self.assertNotIn("Second Code", line["summary"] or "")

    def test_undo_of_two_runs_in_turn(self):
        partner = self.partner(name="Bare", email="first@x.example")
        before = self.tables()
        one = self.upload(HEADER + "C1;Bare;;;;;;;;second@x.example\n", options={"known_as": {"C1": partner.id}})
        text = HEADER + "C2;Bare;;;;;;;;third@x.example\n"
        two = self.upload(text, options={"known_as": {"C2": partner.id}})
        for report in (two, one):
            undone = self.runs.undo(report["run_id"])
            self.assertEqual((undone["reverted"], undone["kept"], undone["failed"]), (1, 0, 0))
        self.assertSameTables(before)

    def test_a_link_claims_its_code(self):
        """Nobody else gives the code to another customer at the same time."""
        self.partner(company_registry=SIREN)
        self.env["dso.upload.claim"].with_user(SUPERUSER_ID).search([]).unlink()
        self.upload(HEADER + f"RACE1;DUPONT;{SIREN};;{ROW}")
        self.assertTrue(self.env["dso.upload.claim"].with_user(SUPERUSER_ID).search_count([]))

    def test_one_customer_gets_two_codes(self):
        bare = self.partner(name="Bare")
        text = HEADER + f"C1;Bare;;;{ROW}C2;Bare;;;{ROW}"
        options = {"known_as": {"C1": bare.id, "C2": bare.id}}
        checked, report = self.check(text, options=options), self.upload(text, options=options)
        for one in (checked, report):
            self.assertEqual(self.kinds(one), ["duplicate_in_file"])
        self.assertEqual(bare.ref, "C1")

    def test_two_codes_that_say_the_same(self):
        """The second code is there also where its row only repeats the other one."""
        bare = self.partner(name="Bare")
        text = HEADER + f"C1;Bare;;;{ROW}C2;Bare;;;{ROW}"
        report = self.upload(text, options={"known_as": {"C1": bare.id, "C2": bare.id}})
        self.assertEqual((report["updated"], report["unchanged"], self.kinds(report)), (1, 1, ["duplicate_in_file"]))
        self.assertEqual((bare.ref, bare.dso_code_ids.mapped("code")), ("C1", ["C2"]))
        again = self.upload(text)
        self.assertEqual((again["created"], again["updated"]), (0, 0))

    def test_two_codes_in_two_blocks_are_one_customer(self):
        self.env["ir.config_parameter"].with_user(SUPERUSER_ID).set_param("dso_smart_upload.rows_in_block", "1")
        other = self.partner(name="Other", ref="K7", email="old@x.example")
        lines = "".join(f"{code};Other;;;;;;;;{code}@x.example\n" for code in ("D", "E"))
        options = {"known_as": {"D": other.id, "E": other.id}}
        checked, report = self.check(HEADER + lines, options=options), self.upload(HEADER + lines, options=options)
        for one in (checked, report):
            self.assertEqual((one["updated"], one["rejected"], self.kinds(one)), (1, 1, ["duplicate_in_file"]))
        self.assertEqual((other.email, other.dso_code_ids.mapped("code")), ("D@x.example", ["D"]))
        self.runs.undo(report["run_id"])
        self.assertEqual((other.email, other.dso_code_ids.ids), ("old@x.example", []))

    def test_a_rejected_row_gives_nobody_its_code(self):
        """Nor does another row of the same customer, which differs."""
        self.env["ir.config_parameter"].with_user(SUPERUSER_ID).set_param("dso_smart_upload.rows_in_block", "1")
        bare = self.partner(name="Bare")
        text = HEADER + "F;Bare;;;;;;;;wrong\nG;Bare;;;;;Paris;;;\n"
        options = {"known_as": {"F": bare.id, "G": bare.id}, "on_bad": {"E-mail": "reject"}}
        report = self.upload(text, options=options)
        self.assertCounts(report, rejected=2)
        self.assertEqual((bare.ref, bare.dso_code_ids.ids, bare.city), (False, [], False))

    def test_own_contacts_are_never_linked(self):
        """The company itself is shown, a colleague's contact is nobody; a person may say that the company is meant."""
        own = self.company.partner_id.with_user(SUPERUSER_ID)
        own.write({"company_registry": SIREN, "email": "own@x.example", **HERE})
        colleague = self.new_user("colleague", "base.group_user").partner_id.with_user(SUPERUSER_ID)
        colleague.write({"name": "Colleague", "email": "colleague@x.example", **HERE})
        text = HEADER + f"C1;{own.name};{SIREN};;12 rue Pasteur;69002;Lyon;France;;evil@x.example\n"
        text += "C2;Colleague;;;12 rue Pasteur;69002;Lyon;France;;evil@x.example\n"
        checked, report = self.check(text), self.upload(text)
        for one in (checked, report):
            self.assertCounts(one, created=2, warnings=1)
            self.assertEqual((one["issues"][0]["code"], one["issues"][0]["partner_id"]), ("C1", own.id))
        self.assertEqual((own.ref, own.email, colleague.ref), (False, "own@x.example", False))
        self.assertEqual(self.check(text.replace("C1", "C9"), options={"known_as": {"C9": own.id}})["linked"], 1)
        with self.assertRaisesRegex(UserError, "known_as"):
            self.check(text.replace("C1", "C9"), options={"known_as": {"C9": colleague.id}})

    def test_a_portal_user_is_a_customer(self):
        portal = self.new_user("portal", "base.group_portal").partner_id.with_user(SUPERUSER_ID)
        portal.write({"name": "Dupont SA", "company_registry": SIREN, "country_id": self.env.ref("base.fr").id})
        self.assertEqual(self.check(HEADER + f"C1;DUPONT;{SIREN};;;;;France;;\n")["linked"], 1)

    def test_a_damaged_code_is_repaired_for_a_linked_customer_too(self):
        partner = self.partner(company_registry=SIREN, **HERE)
        lines = "".join(f"{582431 + number}.0;Name {number};;;;;;;;\n" for number in range(8))
        text = HEADER + lines + f"582439.0;DUPONT;{SIREN};;{ROW}"
        report = self.upload(text)
        self.assertEqual(report["linked"], 1, report["issues"])
        self.assertEqual(partner.ref, "582439")
        self.assertEqual(set(self.kinds(report)), {"repaired_code"})
        self.assertCounts(self.check(text.replace(".0;", ";")), unchanged=9)

    def test_a_customer_with_a_second_code_has_a_code(self):
        partner = self.partner(company_registry=SIREN, **HERE)
        self.env["dso.customer.code"].with_user(SUPERUSER_ID).create({"code": "S1", "partner_id": partner.id})
        report = self.upload(HEADER + f"C1;DUPONT;{SIREN};;{ROW}")
        self.assertCounts(report, created=1, warnings=1)
        self.assertEqual((report["linked"], self.kinds(report), partner.ref), (0, ["possible_twin"], False))

    def test_two_spellings_of_a_code_are_one_customer(self):
        """One of them means a customer who is there, by its row; the other one must not be created beside."""
        for order in (1, -1):
            with self.subTest(order), self.env.cr.savepoint() as savepoint:
                self.partner(name="Acier Omega", **HERE)
                lines = [f"AB12;Acier Omega;;;{ROW}", "ab12;Bois Durable;;;9 quai B;69001;Lyon;France;;\n"][::order]
                report = self.upload(HEADER + "".join(lines))
                self.assertEqual(report["rejected"], 1, report["issues"])
                self.assertEqual(self.partners.search_count([("ref", "=ilike", "ab12")]), 1)
                savepoint.rollback()

    def test_a_code_and_its_damaged_spelling_are_one_customer(self):
        self.partner(name="Acier Omega", **HERE)
        lines = "".join(f"{582440 + number}.0;Name {number};;;;;;;;\n" for number in range(8))
        lines += f"582431;Bois Durable;;;9 quai B;69001;Lyon;France;;\n582431.0;Acier Omega;;;{ROW}"
        report = self.upload(HEADER + lines)
        self.assertEqual(self.partners.search_count([("ref", "=like", "582431%")]), 1, report["issues"])

    def test_a_customer_named_by_a_damaged_code_is_no_twin_of_a_later_row(self):
        """Whatever the row changes in them: the check shows what the import does, block by block."""
        self.env["ir.config_parameter"].with_user(SUPERUSER_ID).set_param("dso_smart_upload.rows_in_block", "1")
        self.partner(name="Other", ref="00123", email="old@x.example")
        text = HEADER + f"123;Dupont SA;{SIREN};;{ROW}C2;DUPONT;;;{ROW}"
        checked, report = self.check(text), self.upload(text)
        for one in (checked, report):
            self.assertEqual((one["created"], one["updated"], one["linked"]), (1, 1, 0), one["issues"])
            (twin,) = [issue for issue in one["issues"] if issue["kind"] == "possible_twin"]
            self.assertEqual((twin["line"], twin["other_line"], twin["partner_id"]), (3, 2, 0))

    def test_customers_who_have_a_code_in_one_way_or_another(self):
        blank = self.partner(company_registry=SIREN, ref="  ", **HERE)
        coded = self.partner(name="Martin", ref="OLD1", company_registry="732829320", **HERE)
        codes = self.env["dso.customer.code"].with_user(SUPERUSER_ID)
        codes.create([{"code": "SB1", "partner_id": blank.id}, {"code": "SAP1", "partner_id": coded.id}])
        text = HEADER + f"C1;DUPONT;{SIREN};;{ROW}SAP1;Martin;732829320;;{ROW}"
        report = self.check(text)
        self.assertEqual((report["linked"], self.kinds(report)), (0, ["possible_twin"]))
        other = self.check(text + "C3;MARTIN;732829320;;3 quai de Seine;75012;Paris;France;;\n")
        self.assertEqual([one["code"] for one in other["issues"] if one["kind"] == "possible_twin"], ["C1"])

    def test_whom_a_person_named_is_not_linked_with_another_row(self):
        partner = self.partner(name="Acier Omega", **HERE)
        for order in (1, -1):
            lines = [f"K-9;Acier Omega;;;{ROW}", "C2;Omega;;;9 quai B;13001;Marseille;France;;\n"][::order]
            report = self.check(HEADER + "".join(lines), options={"known_as": {"C2": partner.id}})
            self.assertCounts(report, created=1, updated=1, warnings=1)
            self.assertEqual([one["code"] for one in report["changes"] if one["action"] == "linked"], ["C2"])
            self.assertEqual([one["code"] for one in report["issues"]], ["K-9"])

    def test_what_was_said_of_a_code_counts_in_all_its_spellings(self):
        """As a spreadsheet damages it too: nobody else is created under the same code, and nobody gets it twice."""
        spellings = ("123", "123.0", "1,23E+02", "'123")
        files = [*permutations(spellings, 2), *((one,) for one in spellings)]
        answers = [(codes, said) for codes in files for said in codes]
        for known, (codes, said) in product((False, "OLD1"), answers):
            with self.subTest(ref=known, file=codes, said=said), self.env.cr.savepoint() as savepoint:
                partner = self.partner(name="Acier Omega", ref=known)
                text = HEADER + "".join(f"{code};Acier Omega;;;{ROW}" for code in codes)
                options = {"known_as": {said: partner.id}}
                checked, report = self.check(text, options=options), self.upload(text, options=options)
                for one in (checked, report):
                    self.assertEqual((one["linked"], one["created"], one["rejected"]), (1, 0, 0), one["issues"])
                    self.assertEqual(one["unchanged"], len(codes) - 1)
                self.assertEqual(self.kinds(checked), self.kinds(report))
                self.assertEqual(self.partners.search_count([("name", "=", "Acier Omega")]), 1)
                first, *second = (known, "123") if known else ("123",)
                self.assertEqual((partner.ref, partner.dso_code_ids.mapped("code")), (first, second))
                again = self.upload(text)
                self.assertEqual((again["created"], again["rejected"]), (0, 0), again["issues"])
                savepoint.rollback()

    def test_that_a_code_is_new_counts_in_all_its_spellings(self):
        self.partner(ref="K7", company_registry=SIREN, **HERE)
        reject = {"twins": "reject"}
        text = HEADER + f"123.0;DUPONT;{SIREN};;{ROW}"
        self.assertCounts(self.check(text, options=reject), rejected=1, warnings=1)
        report = self.upload(text, options={**reject, "known_as": {"123": 0}, "on_bad": {"Siret": "reject"}})
        self.assertCounts(report, created=1, warnings=1)
        self.assertEqual(self.env["dso.upload.distinct"].search([]).mapped("code"), ["123"])
        self.customer("123").ref = "gone"
        for code in ("123", "123.0"):
            again = self.check(text.replace("123.0", code), options=reject)
            self.assertEqual(again["created"], 1, again["issues"])

    def test_two_spellings_cannot_be_two_customers(self):
        text = HEADER + f"123;One;;;{ROW}123.0;Two;;;{ROW}"
        options = {"known_as": {"123": self.partner().id, "123.0": self.partner().id}}
        for call in (self.check, self.upload):
            with self.assertRaisesRegex(UserError, "two customers"):
                call(text, options=options)
        with_decimals = text.replace("123;", "123.5;")
        self.assertEqual(self.check(with_decimals, options={"known_as": options["known_as"]})["linked"], 1)

    def test_a_code_of_another_is_so_in_all_its_spellings(self):
        self.partner(name="First", ref="123")
        report = self.upload(HEADER + f"123.0;Changed;;;{ROW}", options={"known_as": {"123": self.partner().id}})
        self.assertEqual((report["rejected"], self.kinds(report)), (1, ["code_of_another"]))

    def test_many_answers_take_no_longer_each(self):
        """Which rows belong together is asked for each file of several blocks."""
        ids = self.partners.create([{"name": f"Customer {number}"} for number in range(2000)]).ids

        def ask(answers):
            return list(codes_of_one(self.env, answers))

        one, other = ids[:2]
        self.assertEqual(ask({"A": one, "B": one, "C": other, "D": 0}), [(one, "A"), (one, "B"), (other, "C")])
        self.assertLess(growth(ask, lambda size: {f"K{id_}": id_ for id_ in ids[:size]}, 500, 1000), MOST)

    def test_whom_a_code_cannot_mean(self):
        theirs = self.partners.with_user(SUPERUSER_ID).create({"name": "X", "company_id": self.other_company().id})
        contact = self.partner(parent_id=self.partner(name="Holding").id)
        for id_ in (theirs.id, contact.id, 2**31 - 1):
            with self.subTest(id_), self.assertRaisesRegex(UserError, f"known_as.*{id_}"):
                self.check(HEADER + f"C1;DUPONT;;;{ROW}", options={"known_as": {"C1": id_}})
        for wrong in ({"C1": -1}, {"C1": "5"}, {"C1": True}, [], "C1", {"C1": None}):
            with self.subTest(wrong), self.assertRaisesRegex(UserError, "known_as"):
                self.check(HEADER + f"C1;DUPONT;;;{ROW}", options={"known_as": wrong})

    def test_an_unknown_kind_of_twins_is_refused(self):
        for value in ("", "LINK", 1, ["link"]):
            with self.subTest(value), self.assertRaisesRegex(UserError, "link, create or reject"):
                self.check(HEADER + f"C1;DUPONT;{SIREN};;{ROW}", options={"twins": value})
