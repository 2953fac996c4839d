"""The workbench's methods, as its screens call them: plain data in, plain data out."""

import base64
import json

from odoo.exceptions import AccessError, UserError

from .common import UploadCase, encoded

SURE = "Code client;Raison sociale;Ville\nC1;Aciéries;Lille\nC2;Brasserie;Lyon\n"
DOUBT = "Code client;Raison sociale;Ville;Zzz\nC1;Aciéries;Lille;1\n;Sans code;;\n"


class BenchCase(UploadCase):
    def bench(self, method, *args, **kwargs):
        """Call a method as the browser does; the answer is what JSON holds."""
        answer = self.rpc("dso.smart.upload", method, *args, **kwargs)
        self.assertEqual(json.loads(json.dumps(answer)), answer)
        return answer

    def drop(self, text, filename="clients.csv"):
        return self.bench("bench_upload", encoded(text), filename)

    def column(self, state, header):
        (found,) = [column for column in state["columns"] if column["header"] == header]
        return found

    def field(self, key):
        return self.env.ref(f"dso_smart_upload.field_{key}").id


class TestBenchFile(BenchCase):
    def test_a_file_that_leaves_nothing_to_ask_is_checked_at_once(self):
        state = self.drop(SURE)
        self.assertEqual((state["step"], state["run"]["created"], state["file"]["rows"]), ("check", 2, 2))
        self.assertEqual({column["certainty"] for column in state["columns"]}, {"sure"})
        state = self.bench("bench_import", [state["id"]])
        self.assertEqual((state["step"], state["told"], state["run"]["state"]), ("done", "", "done"))
        self.assertEqual(self.customer("C2").city, "Lyon")

    def test_a_double_click_imports_once(self):
        state = self.drop(SURE)
        first = self.bench("bench_import", [state["id"]])
        again = self.bench("bench_import", [state["id"]])
        self.assertEqual(first["run"]["id"], again["run"]["id"])

    def test_a_column_that_nobody_knows_is_shown(self):
        state = self.drop(DOUBT)
        self.assertEqual(state["step"], "columns")
        self.assertEqual(self.column(state, "Zzz")["certainty"], "left_out")
        self.assertEqual(self.column(state, "Zzz")["samples"], ["1"])

    def test_a_file_that_cannot_be_read_leaves_no_upload(self):
        before = self.env["dso.smart.upload"].search_count([])
        with self.assertRaisesRegex(UserError, "empty"), self.env.cr.savepoint():
            self.drop(" \n")
        self.assertEqual(self.env["dso.smart.upload"].search_count([]), before)

    def test_reading_again_keeps_what_was_said(self):
        state = self.drop(DOUBT)
        self.bench("bench_column", [state["id"]], self.column(state, "Zzz")["id"], {"field": self.field("city")})
        state = self.bench("bench_read", [state["id"]], {"delimiter": ";", "encoding": "utf-8"})
        self.assertEqual(state["step"], "columns")
        self.assertEqual(self.column(state, "Zzz")["field"], self.field("city"))
        self.assertFalse(self.column(state, "Ville")["field"], "a guess gives way to what a person said")
        self.assertEqual(state["file"]["said"]["delimiter"], ";")

    def test_a_preview_changes_nothing(self):
        state = self.drop(DOUBT)
        shown = self.bench("bench_preview", [state["id"]], {"delimiter": ","})
        self.assertEqual([line["text"] for line in shown["lines"]], DOUBT.splitlines())
        self.assertEqual(shown["lines"][0]["cells"], [DOUBT.splitlines()[0]])
        self.assertEqual(self.bench("bench_state", [state["id"]]), state)
        self.assertIn("klingon", self.bench("bench_preview", [state["id"]], {"encoding": "klingon"})["error"])

    def test_nothing_else_can_be_set(self):
        state = self.drop(DOUBT)
        for method, given in (("bench_read", {"state": "done"}), ("bench_set", {"run_id": 1})):
            with self.subTest(method), self.assertRaisesRegex(UserError, "cannot be changed here"):
                self.bench(method, [state["id"]], given)

    def test_who_may_not_import(self):
        stranger = self.new_user("stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self.bench("bench_start", user=stranger)


class TestBenchColumns(BenchCase):
    def test_each_field_can_be_chosen_and_found(self):
        start = self.bench("bench_start")
        shelves = {shelf["key"] for shelf in start["shelves"]}
        self.assertEqual({field["shelf"] for field in start["fields"]} - shelves, set())
        without = [field["key"] for field in start["fields"] if not field["description"] and field["shelf"] != "own"]
        self.assertFalse([key for key in without if self.env.ref(f"dso_smart_upload.field_{key}", False)])
        words = self.bench("bench_words")
        self.assertIn("siret", words["ideas"]["siret"])
        self.assertIn("siret", words["patterns"]["legal_id"])

    def test_what_a_person_says(self):
        state = self.drop(DOUBT)
        zzz = self.column(state, "Zzz")["id"]
        answer = self.bench("bench_column", [state["id"]], zzz, {"field": self.field("comment"), "policy": "if_empty"})
        self.assertEqual(answer["column"]["certainty"], "sure")
        self.assertEqual((answer["column"]["policy"], answer["column"]["reason"]), ("if_empty", "You said so."))
        name = self.column(state, "Raison sociale")["id"]
        self.assertEqual(self.bench("bench_column", [state["id"]], name, {"field": 0})["missing"], ["name"])

    def test_a_column_of_another_upload(self):
        mine, other = self.drop(DOUBT), self.drop(DOUBT)
        with self.assertRaises(UserError):
            self.bench("bench_column", [mine["id"]], other["columns"][0]["id"], {"field": 0})

    def test_the_first_rows(self):
        state = self.drop(DOUBT)
        grid = self.bench("bench_grid", [state["id"]])
        self.assertEqual(grid["rows"], [["C1", "Aciéries", "Lille", "1"], ["", "Sans code", "", ""]])
        self.assertEqual(grid["lines"], [2, 3])


class TestBenchImport(BenchCase):
    def test_to_and_fro(self):
        state = self.drop(SURE)
        self.assertEqual(self.bench("bench_go", [state["id"]], "columns")["step"], "columns")
        self.assertEqual(self.bench("bench_go", [state["id"]], "check")["run"]["created"], 2)
        self.bench("bench_import", [state["id"]])
        self.assertEqual(self.bench("bench_go", [state["id"]], "columns")["step"], "done")
        with self.assertRaisesRegex(UserError, "imported already"):
            self.bench("bench_column", [state["id"]], state["columns"][0]["id"], {"field": 0})

    def test_undo(self):
        state = self.drop(SURE)
        with self.assertRaisesRegex(UserError, "Nothing is imported yet"):
            self.bench("bench_undo", [state["id"]])
        self.bench("bench_import", [state["id"]])
        self.assertIn("2 customers", self.bench("bench_undo_preview", [state["id"]]))
        state = self.bench("bench_undo", [state["id"]])
        self.assertEqual((state["run"]["state"], state["run"]["undo_removed"]), ("undone", 2))
        self.assertEqual(self.bench("bench_undo", [state["id"]])["run"]["undo_removed"], 2)

    def test_in_the_background(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_rows_in_call", "1")
        state = self.drop(SURE)
        state = self.bench("bench_import", [state["id"]])
        self.assertTrue(state["run"]["is_under_way"])
        self.assertFalse(state["run"]["waits"])
        state = self.bench("bench_cancel", [state["id"]])
        self.assertEqual((state["run"]["state"], state["run"]["is_cancelled"]), ("failed", True))
        state = self.bench("bench_go_on", [state["id"]])
        self.assertEqual(state["run"]["state"], "queued")

    def test_another_import_is_under_way(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_rows_in_call", "1")
        first, second = self.drop(SURE), self.drop(SURE.replace("\nC", "\nD"))
        self.bench("bench_import", [first["id"]])
        self.assertTrue(self.bench("bench_import", [second["id"]])["run"]["waits"])


class TestTemplate(BenchCase):
    def read(self, lang="en_US", filled=False):
        """Return the template as the import reads it."""
        uploads = self.env["dso.smart.upload"].with_context(lang=lang)
        return self.drop_bytes(uploads._bench_template(filled)[1], "template.xlsx")

    def drop_bytes(self, content, filename):
        return self.bench("bench_upload", base64.b64encode(content).decode(), filename)

    def test_today_s_customers_come_back_unchanged(self):
        text = (
            "Code client;Raison sociale;Pays;Conditions;Plafond de crédit;Secteur\n"
            "007;Aciéries;France;30 jours fin de mois;30000,50;Nord\n008;=1+1;Allemagne;;;\n"
        )
        self.upload(text)
        state = self.read(filled=True)
        rows = state["file"]["rows"]
        self.assertGreaterEqual(rows, 2)
        self.assertFalse(state["missing"])
        if state["step"] != "check":
            state = self.bench("bench_go", [state["id"]], "check")
        run = state["run"]
        self.assertEqual((run["created"], run["updated"], run["unchanged"]), (0, 0, rows), run)

    def test_headers_are_known_in_each_language(self):
        self.env["res.lang"].sudo()._activate_lang("fr_FR")
        self.upload("Code client;Raison sociale\nC1;Aciéries\n")
        for lang in ("en_US", "fr_FR"):
            with self.subTest(lang):
                content = self.env["dso.smart.upload"].with_context(lang=lang)._bench_template(True)[1]
                found = [one["field"] for one in self.drop_bytes(content, "template.xlsx")["columns"]]
                self.assertGreater(len([field for field in found if field]), len(found) * 0.8)
                self.assertEqual(found[:2], [self.field("code"), self.field("name")])

    def test_the_sample_shows_something_of_everything(self):
        name, content = self.env["dso.smart.upload"]._bench_sample()
        state = self.drop_bytes(content, name)
        self.assertFalse(state["missing"])
        run = self.bench("bench_go", [state["id"]], "check")["run"]
        self.assertEqual((run["created"], run["rejected"]), (4, 1))
        self.assertTrue(run["warnings"])

    def test_who_may_not_import(self):
        stranger = self.new_user("stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["dso.smart.upload"].with_user(stranger)._bench_template(True)
