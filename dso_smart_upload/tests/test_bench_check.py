"""The check step of the workbench: causes with their remedies, rows, creations, possible customers, corrections."""

from odoo.exceptions import AccessError, UserError

from .test_bench import BenchCase

HEAD = "Code client;Raison sociale;Pays;Commercial;Groupe;Conditions\n"
TEXT = (
    HEAD
    + "C1;Aciéries;Austira;Nobody One;Nord;45 jours fin de mois\n"
    + "C2;Verrerie;Austira;Nobody Two;Sud;\n"
    + "C3;Zinc;France;Nobody One;;\n"
    + ";Sans code;France;;;\n"
)
FIELDS = ("code", "name", "country", "salesperson", "groups", "payment_term")


class TestBenchCheck(BenchCase):
    def checked(self, text=TEXT, fields_=FIELDS):
        """Return the state of an upload of a file that was checked."""
        state = self.drop(text)
        for column, key in zip(state["columns"], fields_, strict=True):
            self.bench("bench_column", [state["id"]], column["id"], {"field": self.field(key) if key else 0})
        return self.bench("bench_go", [state["id"]], "check")

    def shown(self, state):
        return self.bench("bench_check", [state["id"]])

    def cause(self, state, kind, column=None):
        found = [one for one in self.shown(state)["causes"] if one["kind"] == kind and column in (None, one["column"])]
        self.assertEqual(len(found), 1, self.shown(state)["causes"])
        return found[0]

    def kinds(self, state):
        return {one["kind"] for one in self.shown(state)["causes"]}

    def do(self, state, remedy, cause, words=None):
        given = {name: cause[name] for name in ("kind", "column", "name", "headers") if name in cause}
        return self.bench("bench_remedy", [state["id"]], remedy, given, words)

    def rows(self, state, **kwargs):
        return self.bench("bench_check_rows", [state["id"]], **kwargs)

    # -- what is shown --

    def test_issues_are_grouped_by_their_cause(self):
        state = self.checked()
        shown = self.shown(state)
        self.assertEqual([one["severity"] for one in shown["causes"]][:1], ["error"])
        cause = self.cause(state, "unknown_salesperson")
        self.assertEqual((cause["column"], cause["rows"], cause["words"]), ("Commercial", 3, 2))
        self.assertEqual(cause["title"], "Salespeople that Odoo does not know")
        self.assertEqual(
            [(one["value"], one["rows"]) for one in cause["values"]], [("Nobody One", 2), ("Nobody Two", 1)]
        )
        self.assertEqual([column["field"] for column in shown["columns"]], list(FIELDS))
        names = {one["name"] for one in shown["creations"]}
        self.assertGreaterEqual(names, {"Nord", "Sud"})

    def test_rows_by_cause(self):
        state = self.checked()
        found = self.rows(state, cause={"kind": "unknown_country", "value": "Austira"})
        self.assertEqual(([row["line"] for row in found["rows"]], found["total"]), ([2, 3], 2))
        self.assertEqual([row["line"] for row in self.rows(state, tile="rejected")["rows"]], [5])
        self.assertEqual([row["line"] for row in self.rows(state, text="zinc")["rows"]], [4])

    def test_anything_else_is_answered_with_a_sentence(self):
        state = self.checked()
        for method, args in (
            ("bench_check_rows", ["nothing"]),
            ("bench_check_rows", ["all", ["x"]]),
            ("bench_check_rows", ["all", {"run_id": "1"}]),
            ("bench_check_rows", ["all", {"kind": 1}]),
            ("bench_check_rows", ["all", {}, "\0"]),
            ("bench_check_rows", ["all", {}, "", -1]),
            ("bench_remedy", ["pray", {}]),
            ("bench_remedy", ["take", []]),
            ("bench_remedy", ["take", {"kind": "x", "column": "Land"}]),
            ("bench_remedy", ["choose", {"kind": "unknown_country", "column": "Pays"}, {"Austira": 10**9}]),
            ("bench_remedy", ["choose", {"kind": "unknown_country", "column": "Pays"}, {}]),
            ("bench_remedy", ["leave_column", {"column": "Code client"}]),
            ("bench_remedy", ["create", {"column": "Pays"}]),
            ("bench_remedy", ["refuse", {"name": "Nord", "headers": "Groupe"}]),
            ("bench_remedy", ["choose", {"kind": "unknown_country", "column": "Pays"}, {"\0": ""}]),
            ("bench_remedy", ["choose", {"kind": "unknown_country", "column": "Pays"}, {"\ud800": ""}]),
            ("bench_remedy", ["choose", {"kind": "unknown_country", "column": "Pays"}, {"x": float("nan")}]),
            ("bench_remedy", ["refuse", {"name": "\0", "headers": ["Groupe"]}]),
            ("bench_remedy", ["choose", {"kind": "unknown_country", "column": "Pays"}, {"x" * 6_000_000: ""}]),
            ("bench_twin", [{"\0": 0}]),
            ("bench_twin", [{"C1": "x"}]),
            ("bench_twin", [{"C1": 10**8}]),
            ("bench_correct", ["2", "Pays", "x"]),
            ("bench_correct", [2, "Pays", 5]),
            ("bench_correct", [2, "Pays", "x" * 40_000]),
        ):
            with self.subTest(str((method, args))[:80]), self.assertRaises(UserError), self.env.cr.savepoint():
                self.bench(method, [state["id"]], *args)

    def test_nobody_sees_the_check_of_somebody_else(self):
        state = self.checked()
        colleague = self.new_user("colleague", "dso_smart_upload.group_user")
        for method, args in (("bench_check", []), ("bench_check_rows", []), ("bench_correct", [2, "Pays", "x"])):
            with self.assertRaises(AccessError):
                self.bench(method, [state["id"]], *args, user=colleague)

    # -- the remedies --

    def test_take_the_proposed_word(self):
        state = self.checked()
        cause = self.cause(state, "unknown_country")
        self.assertEqual([(one["value"], one["name"]) for one in cause["values"]], [("Austira", "Austria")])
        self.assertIn("take", cause["remedies"])
        state = self.do(state, "take", cause)
        self.assertNotIn("unknown_country", self.kinds(state))
        (said,) = self.shown(state)["said"]
        self.assertEqual((said["header"], said["word"], said["name"]), ("Pays", "Austira", "Austria"))
        self.bench("bench_import", [state["id"]])
        self.assertEqual(self.customer("C1").country_id.code, "AT")

    def test_a_meaning_is_remembered(self):
        state = self.checked()
        cause = self.cause(state, "unknown_salesperson")
        self.assertIn([self.user.id, "controller"], [[id_, name.split()[0]] for id_, name in cause["choices"]])
        self.do(state, "choose", cause, {"Nobody One": self.user.id, "Nobody Two": ""})
        self.assertNotIn("unknown_salesperson", self.kinds(state))
        self.bench("bench_import", [state["id"]])
        self.assertEqual((self.customer("C1").user_id, self.customer("C2").user_id.id), (self.user, False))
        again = self.drop(TEXT)
        self.assertEqual((again["step"], again["run"]["unchanged"]), ("check", 3))
        self.assertNotIn("Nobody One", [one["value"] for one in self.cause(again, "unknown_salesperson")["values"]])

    def test_what_was_said_is_taken_back(self):
        state = self.checked()
        self.do(state, "take", self.cause(state, "unknown_country"))
        self.bench("bench_unsay", [state["id"]], "Pays", "Austira")
        self.assertIn("unknown_country", self.kinds(state))

    def test_leave_the_values_out(self):
        state = self.checked()
        state = self.do(state, "blank", self.cause(state, "unknown_salesperson"))
        self.assertNotIn("unknown_salesperson", self.kinds(state))
        self.assertEqual(state["run"]["created"], 3)

    def test_leave_the_column_out(self):
        state = self.checked()
        state = self.do(state, "leave_column", self.cause(state, "unknown_salesperson"))
        self.assertFalse(self.column(state, "Commercial")["field"])
        self.assertNotIn("unknown_salesperson", self.kinds(state))

    def test_reject_the_rows_and_leave_only_the_values_out(self):
        state = self.checked()
        state = self.do(state, "reject", self.cause(state, "unknown_salesperson"))
        self.assertEqual(state["run"]["rejected"], 4)
        cause = self.cause(state, "unknown_salesperson")
        self.assertEqual(cause["severity"], "error")
        self.assertIn("leave_out", cause["remedies"])
        state = self.do(state, "leave_out", cause)
        self.assertEqual(state["run"]["rejected"], 1)

    def test_write_only_at_creation(self):
        state = self.checked()
        state = self.do(state, "at_creation", self.cause(state, "unknown_country"))
        self.assertEqual(self.column(state, "Pays")["policy"], "at_creation")

    def test_refuse_a_creation_and_create_it_after_all(self):
        state = self.checked()
        nord = next(one for one in self.shown(state)["creations"] if one["name"] == "Nord")
        self.do(state, "refuse", nord)
        shown = self.shown(state)
        self.assertNotIn("Nord", {one["name"] for one in shown["creations"]})
        self.assertIn("create", self.cause(state, "left_out")["remedies"])
        self.do(state, "create", nord)
        self.assertIn("Nord", {one["name"] for one in self.shown(state)["creations"]})

    def test_a_creation_means_a_group_that_is_there(self):
        north = self.env["res.partner.category"].sudo().create({"name": "Région nord"})
        state = self.checked()
        shown = self.shown(state)
        nord = next(one for one in shown["creations"] if one["name"] == "Nord")
        self.assertTrue(nord["may_mean"])
        self.assertIn([north.id, "Région nord"], shown["choices"]["groups"])
        self.do(state, "choose", nord, {"Nord": north.id})
        shown = self.shown(state)
        self.assertNotIn("Nord", {one["name"] for one in shown["creations"]})
        self.assertEqual([one["name"] for one in shown["said"]], ["Région nord"])
        self.bench("bench_import", [state["id"]])
        self.assertEqual(self.customer("C1").category_id, north)

    def test_create_what_is_missing(self):
        state = self.checked(TEXT.replace(";Sud;", ";Sud, Est;"))
        self.bench("bench_set", [state["id"]], {"create_groups": False})
        state = self.bench("bench_go", [state["id"]], "check")
        cause = self.cause(state, "unknown_group")
        self.assertEqual({one["value"]: one["is_word"] for one in cause["values"]}, {"Nord": True, "Sud, Est": False})
        self.assertIn("create", cause["remedies"])
        state = self.do(state, "create", cause)
        self.assertEqual((self.shown(state)["creations"] != [], state["settings"]["create_groups"]), (True, True))

    # -- how the file writes amounts and dates --

    def test_what_stands_before_decimals(self):
        text = "Code client;Raison sociale;Plafond\nC1;Un;1.234\nC2;Deux;1,234\n"
        state = self.checked(text, ("code", "name", "credit_limit"))
        cause = self.cause(state, "ambiguous_amount")
        self.assertLessEqual({"decimal_comma", "decimal_point"}, set(cause["remedies"]))
        self.do(state, "decimal_point", cause)
        self.assertFalse(self.shown(state)["causes"])
        said = self.shown(state)["said"]
        self.assertEqual([(one["header"], one["word"], one["meaning"]) for one in said], [("", "decimal_mark", ".")])
        self.bench("bench_unsay", [state["id"]], "", "decimal_mark")
        self.assertTrue(self.cause(state, "ambiguous_amount"))
        self.do(state, "decimal_point", cause)
        self.do(state, "decimal_comma", cause)
        self.bench("bench_import", [state["id"]])
        self.assertEqual(self.customer("C1").credit_limit, 1234.0)
        mapping = self.env["dso.upload.mapping"].search([], order="id desc", limit=1)
        self.assertEqual(mapping.decimal_mark, ",")

    def test_whether_the_day_comes_first(self):
        columns = ("code", "name", "temporary_guarantee", "temporary_guarantee_to")
        text = "Code client;Raison sociale;Garantie temporaire;Fin\nC1;Un;500;03/04/2027\nC2;Deux;600;05/06/2027\n"
        state = self.checked(text, columns)
        cause = self.cause(state, "unsure_order")
        self.assertLessEqual({"day_first", "month_first"}, set(cause["remedies"]))
        self.do(state, "month_first", cause)
        self.assertNotIn("unsure_order", self.kinds(state))
        self.bench("bench_import", [state["id"]])
        self.assertEqual(str(self.customer("C1").dso_temporary_guarantee_to), "2027-03-04")

    # -- who is there already --

    TWINS = "Code client;Raison sociale;Email\nN1;Aciéries du Nord;info@acieries.example\nN2;Autre;x@y.example\n"

    def twins(self, code="OLD"):
        known = {"name": "Acieries du Nord", "ref": code, "email": "info@acieries.example", "is_company": True}
        partner = self.partners.create(known)
        state = self.checked(self.TWINS, ("code", "name", "email"))
        return partner, state, self.bench("bench_twins", [state["id"]])

    def test_both_sides_are_shown(self):
        partner, state, found = self.twins()
        self.assertEqual((found["total"], self.shown(state)["twins"]), (1, 1))
        (row,) = found["rows"]
        self.assertEqual((row["line"], row["code"], row["cells"]["name"]), (2, "N1", "Aciéries du Nord"))
        (candidate,) = row["candidates"]
        self.assertEqual((candidate["partner_id"], candidate["code"]), (partner.id, "OLD"))
        self.assertEqual(candidate["values"]["email"], "info@acieries.example")
        self.assertIn("e-mail", candidate["why"])

    def test_the_same_customer(self):
        partner, state, _found = self.twins()
        state = self.bench("bench_twin", [state["id"]], {"N1": partner.id})
        self.assertEqual((state["run"]["linked"], state["run"]["created"]), (1, 1))
        self.bench("bench_import", [state["id"]])
        self.assertEqual(partner.dso_code_ids.mapped("code"), ["N1"])

    def test_a_new_customer_and_nothing_said_after_all(self):
        _partner, state, _found = self.twins()
        state = self.bench("bench_twin", [state["id"]], {"N1": 0})
        self.assertEqual((self.bench("bench_twins", [state["id"]])["total"], state["run"]["created"]), (0, 2))
        state = self.bench("bench_twin", [state["id"]], {"N1": None})
        self.assertEqual(self.bench("bench_twins", [state["id"]])["total"], 1)

    def test_all_others_are_the_same(self):
        _partner, state, _found = self.twins()
        state = self.bench("bench_twin", [state["id"]], {}, "same")
        self.assertEqual((state["run"]["linked"], state["run"]["created"]), (1, 1))

    def test_all_others_are_new(self):
        _partner, state, _found = self.twins()
        state = self.bench("bench_twin", [state["id"]], {}, "new")
        self.assertEqual((state["run"]["linked"], state["run"]["created"]), (0, 2))

    # -- corrections --

    def test_a_cell_is_corrected(self):
        state = self.checked()
        answer = self.bench("bench_correct", [state["id"]], 2, "Pays", "Autriche")
        (row,) = answer["rows"]
        self.assertEqual((row["line"], row["cells"][2], row["originals"]), (2, "Autriche", {"Pays": "Austira"}))
        self.assertEqual(answer["corrections"], 1)
        self.assertEqual(answer["run"]["warnings"], state["run"]["warnings"] - 1)
        state = self.do(state, "blank", self.cause(state, "unknown_salesperson"))
        self.assertEqual(self.shown(state)["corrections"], 1, "corrections outlive a check that is done again")
        self.bench("bench_import", [state["id"]])
        self.assertEqual(self.customer("C1").country_id.code, "AT")

    def test_what_concerns_other_rows_is_checked_again_before_it_is_imported(self):
        state = self.checked()
        answer = self.bench("bench_correct", [state["id"]], 5, "Code client", "C1")
        self.assertTrue(answer["is_stale"])
        state = self.bench("bench_import", [state["id"]])
        self.assertIn("corrections", state["told"])
        self.assertEqual((state["step"], self.shown(state)["is_stale"], state["run"]["rejected"]), ("check", False, 1))
        state = self.bench("bench_import", [state["id"]])
        self.assertEqual(state["step"], "done")

    def test_corrections_are_of_the_file_as_it_was_read(self):
        state = self.checked()
        self.bench("bench_correct", [state["id"]], 2, "Pays", "Autriche")
        self.bench("bench_go", [state["id"]], "columns")
        self.bench("bench_read", [state["id"]], {"encoding": "cp1252"})
        state = self.bench("bench_go", [state["id"]], "check")
        self.assertEqual(self.shown(state)["corrections"], 0)
