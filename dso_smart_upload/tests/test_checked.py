"""What a check keeps of its rows, and what becomes of a cell that is corrected there."""

import base64

from odoo.exceptions import AccessError, UserError

from ..engine.cause_titles import kinds_with_titles
from ..engine.causes import find_causes
from ..engine.checked_rows import Wanted, find_rows
from ..pipeline.message import SENTENCES
from .common import UploadCase

TEXT = (
    "Code client;Raison sociale;Pays;Plafond;Mémo\n"
    "C1;Aciéries;France;1 000,50;a\n"
    "C2;Verrerie;Austira;2 000,00;b\n"
    "C3;Zinc;Austira;x;c\n"
    ";Sans code;France;;d\n"
    "C5;;France;;e\n"
    "C6;Fonderie;;12,5;f\n"
)
COLUMNS = {"Code client": "code", "Raison sociale": "name", "Pays": "country", "Plafond": "credit_limit", "Mémo": ""}
KNOWN = TEXT.replace("C5;;France;;e\n", "")  # nobody is new in it once it was imported
FACTS = ("rows", "created", "updated", "linked", "unchanged", "rejected", "warnings", "kept")


class CheckedCase(UploadCase):
    def checked(self, text=TEXT, options=None, user=None):
        """Return the run of a file that is checked to its end."""
        run = self.runs.with_user(user or self.user)._make(
            text.encode(), "clients.csv", None, {"columns": COLUMNS, **(options or {})}, "wizard"
        )
        run._start_check()
        return run

    def facts(self, run):
        """Return everything that a check says of its rows, in an order of its own."""
        issues = [
            (one.line, one.column or "", one.kind, one.severity, one.value or "", one.message) for one in run.issue_ids
        ]
        changes = [(one.line, one.code, one.action, one.values, one.partner_id.id) for one in run.change_ids]
        rows = find_rows(run, Wanted(), 0, 200)["rows"]
        return {
            "counts": {name: run[name] for name in FACTS},
            "issues": sorted(issues),
            "changes": sorted(changes, key=str),
            "rows": [(row["line"], row["outcome"], row["cells"], row["originals"]) for row in rows],
        }


class TestCheckedRows(CheckedCase):
    def lines(self, run, *args, **kwargs):
        return [row["line"] for row in find_rows(run, Wanted(*args, **kwargs))["rows"]]

    def test_rows_by_tile(self):
        self.upload("Code client;Raison sociale;Pays\nC1;Aciéries;France\nC6;Ancien nom;France\n")
        run = self.checked()
        self.assertEqual(
            {
                tile: self.lines(run, tile)
                for tile in ("created", "updated", "unchanged", "rejected", "warnings", "all")
            },
            {
                "created": [3, 4],
                "updated": [7],
                "unchanged": [2],
                "rejected": [5, 6],
                "warnings": [3, 4],
                "all": [2, 3, 4, 5, 6, 7],
            },
        )
        self.assertEqual(self.lines(run, "kept"), [2, 7])

    def test_a_row_shows_cells_what_is_said_and_both_values(self):
        self.upload("Code client;Raison sociale\nC6;Ancien nom\n")
        run = self.checked()
        (row,) = find_rows(run, Wanted("updated"))["rows"]
        self.assertEqual((row["line"], row["cells"]), (7, ["C6", "Fonderie", "", "12,5", "f"]))
        self.assertEqual(row["values"]["name"], ["Ancien nom", "Fonderie"])
        (row,) = find_rows(run, Wanted("all", {"kind": "invalid_amount"}))["rows"]
        self.assertEqual(
            [(one["column"], one["value"]) for one in row["issues"] if "x" in one["value"]], [("Plafond", "x")]
        )

    def test_rows_by_cause_and_by_text(self):
        run = self.checked()
        cause = {"kind": "unknown_country", "column": "Pays", "value": "Austira"}
        self.assertEqual(self.lines(run, "all", cause), [3, 4])
        self.assertEqual(self.lines(run, "all", cause, "VERRERIE"), [3])
        self.assertEqual(self.lines(run, "rejected", cause), [])
        self.assertEqual(self.lines(run, text="acieries"), [2])
        page = find_rows(run, Wanted(), 2, 2)
        self.assertEqual((page["total"], [row["line"] for row in page["rows"]]), (6, [4, 5]))

    def test_blocks_keep_what_the_whole_file_keeps(self):
        whole = self.facts(self.checked())
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", "2")
        run = self.checked()
        self.assertEqual(len(run.sudo().checked_ids), 3)
        self.assertEqual(self.facts(run), whole)

    def test_a_check_that_is_done_again_keeps_its_rows_once(self):
        run = self.checked()
        before = self.facts(run)
        run._start_check()
        self.assertEqual(self.facts(run), before)

    def test_nobody_reads_the_rows_who_may_not_read_the_file(self):
        run = self.checked()
        colleague = self.new_user("colleague", "dso_smart_upload.group_user")
        self.env["ir.rule"].sudo().create(
            {
                "name": "own",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": "[('create_uid', '=', user.id)]",
                "groups": [(4, self.env.ref("dso_smart_upload.group_user").id)],
            }
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(AccessError, "controller"):
            find_rows(run.with_user(colleague), Wanted())
        for model, fields_ in (("dso.upload.checked", ["cells"]), ("dso.upload.run", ["whole"])):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.user).search([]).read(fields_)

    def causes(self, run):
        fields_ = {field.key: field for field in self.env["dso.upload.field"]._all()}
        return find_causes(
            run,
            [
                {"header": one, "field": fields_.get(key), "policy": "always", "on_bad": "leave_out"}
                for one, key in COLUMNS.items()
            ],
        )

    def test_causes_name_no_value_that_the_reader_may_not_read(self):
        run = self.checked(TEXT.replace("2 000,00", "y"))
        (amount,) = [one for one in self.causes(run) if one["kind"] == "invalid_amount"]
        self.assertEqual([one["value"] for one in amount["values"]], ["x", "y"])
        self.patch(self.partners._fields["credit_limit"], "groups", "base.group_system")
        self.env.invalidate_all()
        (hidden,) = [one for one in self.causes(run) if one["kind"] == "invalid_amount"]
        self.assertEqual((hidden["rows"], hidden["values"], hidden["words"]), (2, [], 0))
        self.assertNotIn(" x ", hidden["message"])
        (row,) = find_rows(run, Wanted("all", {"kind": "invalid_amount"}, "Zinc"))["rows"]
        self.assertEqual([one["value"] for one in row["issues"] if one["kind"] == "invalid_amount"], [""])

    def test_causes_name_no_customer_that_the_reader_may_not_see(self):
        self.upload("Code client;Raison sociale;Pays\nC2;Verrerie;France\n")
        run = self.checked()
        before = next(one for one in self.causes(run) if one["kind"] == "unknown_country")
        self.assertEqual((before["rows"], before["values"][0]["rows"]), (2, 2))
        self.env["ir.rule"].sudo().create(
            {
                "name": "none of these",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": "[('ref', '!=', 'C2')]",
                "groups": [(4, self.env.ref("dso_smart_upload.group_user").id)],
            }
        )
        self.env.invalidate_all()
        after = next(one for one in self.causes(run) if one["kind"] == "unknown_country")
        self.assertEqual((after["rows"], after["values"][0]["rows"]), (2, 1))

    def test_each_kind_about_a_row_has_a_title(self):
        kinds = {key.partition(".")[0] for key, sentence in SENTENCES.items() if sentence.startswith("Line %(line)s")}
        without = kinds - kinds_with_titles(self.env) - {"reordered_columns", "repeated_header_line", "other_columns"}
        self.assertEqual(
            without - {"changed_since_check", "undecodable", "cell_too_long", "unknown_header_line"}, set()
        )


class TestCorrectedCells(CheckedCase):
    def assertAgrees(self, run, may_reach=False):
        """Check that the rows that were planned anew say what a check of the whole file says."""
        self.env.flush_all()
        self.env.invalidate_all()
        found = self.facts(run)
        if not may_reach:
            self.assertFalse(run.is_stale)
        run._start_check()
        self.assertFalse(run.is_stale)
        self.assertEqual(found, self.facts(run))

    def test_a_cell_is_corrected_and_its_row_checked_again(self):
        run = self.checked()
        self.assertEqual(run._correct(4, "Pays", "Autriche"), [4])
        self.assertEqual((run.warnings, run.created, run.corrections), (2, 4, {"4": {"Pays": "Autriche"}}))
        (row,) = find_rows(run, Wanted("corrected"))["rows"]
        self.assertEqual((row["line"], row["cells"][2], row["originals"]), (4, "Autriche", {"Pays": "Austira"}))
        self.assertAgrees(run, may_reach=True)
        self.assertEqual(base64.b64decode(run.content).decode(), TEXT)

    def test_of_a_known_customer_nothing_else_is_concerned(self):
        self.upload(KNOWN, options={"columns": COLUMNS})
        for line, header, value in (
            (3, "Pays", "Autriche"),
            (4, "Raison sociale", "Zinc blanc"),
            (4, "Plafond", "3 000,00"),
            (5, "Mémo", "x"),
            (2, "Pays", ""),
        ):
            with self.subTest(header):
                run = self.checked(KNOWN)
                run._correct(line, header, value)
                self.assertAgrees(run)

    def test_a_row_that_only_the_others_show_to_be_a_heading(self):
        run = self.checked(TEXT + "Agence Sud;Marseille;;;\n")
        self.assertEqual((run.created, run.rejected), (4, 3))
        run._correct(8, "Mémo", "x")
        self.assertTrue(run.is_stale)
        run._start_check()
        self.assertEqual((run.created, run.rejected), (4, 3))

    def test_a_row_that_was_rejected_is_created(self):
        run = self.checked()
        run._correct(5, "Code client", "C4")
        self.assertEqual((run.created, run.rejected), (5, 1))
        self.assertTrue(run.is_stale, "another row may have this code")
        self.assertAgrees(run, may_reach=True)
        run._correct(6, "Raison sociale", "Étain")
        self.assertEqual((run.created, run.rejected), (6, 0))
        self.assertAgrees(run, may_reach=True)

    def test_rows_of_one_customer_are_checked_together(self):
        text = KNOWN + "C1;Aciéries;Italie;1 000,50;g\n"
        self.upload(KNOWN, options={"columns": COLUMNS})
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", "2")
        run = self.checked(text)
        self.assertIn("duplicate_in_file", run.issue_ids.mapped("kind"))
        self.assertEqual(run._correct(7, "Pays", "France"), [2, 7])
        self.assertEqual(run.rejected, 1)
        self.assertAgrees(run)

    def test_it_is_said_when_the_whole_column_is_read_otherwise(self):
        text = "Code client;Raison sociale;Pays;Plafond;Mémo\n" + "".join(
            f"C{number};Nom {number};;1.{number}00;\n" for number in range(1, 6)
        )
        self.upload(text, options={"columns": COLUMNS})
        run = self.checked(text, {"columns": {**COLUMNS, "Plafond": ""}})
        run._correct(2, "Plafond", "1,5")
        self.assertFalse(run.is_stale, "the column is left out")
        text = "Code client;Raison sociale;Depuis;Montant\nC1;Nom 1;01/02/2020;5\nC2;Nom 2;03/02/2020;6\n"
        columns = {"Code client": "code", "Raison sociale": "name", "Depuis": "temporary_guarantee_from"}
        run = self.checked(text, {"columns": {**columns, "Montant": ""}})
        run._correct(3, "Depuis", "12/31/2020")
        self.assertTrue(run.is_stale, "the day seems to stand after the month")

    def test_amounts_of_one_company_are_compared_across_blocks(self):
        columns = {"Code": "code", "Nom": "name", "SIREN": "legal_id", "Plafond": "credit_limit", "Ville": "city"}
        text = "Code;Nom;SIREN;Plafond;Ville\nA1;Un;552081317;5;\nA2;Deux;552081317;6;Lille\n"
        self.upload(text, options={"columns": columns})
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", "1")
        run = self.checked(text, {"columns": columns})
        self.assertIn("conflicting_amounts", run.issue_ids.mapped("kind"))
        run._correct(3, "Ville", "Lyon")
        self.assertAgrees(run)
        self.assertIn("conflicting_amounts", run.issue_ids.mapped("kind"))

    def test_a_date_whose_column_was_in_doubt(self):
        columns = {"Code": "code", "Nom": "name", "Depuis": "temporary_guarantee_from", "Ville": "city"}
        text = "Code;Nom;Depuis;Ville\nA1;Un;13/02/2020;\nA2;Deux;02/13/2020;Lille\n"
        self.upload(text, options={"columns": columns})
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", "1")
        run = self.checked(text, {"columns": columns})
        run._correct(3, "Depuis", "01/02/2020")
        self.assertTrue(run.is_stale, "it is in doubt only as long as another row says the month first")
        run._start_check()
        self.assertFalse(run.issue_ids.filtered(lambda one: one.kind == "ambiguous_date"))

    def test_what_is_corrected_back_is_no_correction(self):
        run = self.checked()
        before = self.facts(run)
        run._correct(4, "Pays", "Autriche")
        run._correct(4, "Pays", "Austira")
        self.assertFalse(run.corrections)
        self.assertEqual(self.facts(run), before)
        run._correct(4, "Pays", "Italie")
        run._correct(4, "Pays", None)
        self.assertFalse(run.corrections)
        self.assertEqual(self.facts(run), before)

    def test_the_import_does_what_the_corrected_check_shows(self):
        run = self.checked()
        run._correct(3, "Pays", "Autriche")
        run._correct(4, "Pays", "Autriche")
        made = run._start()
        self.assertEqual({one.values["country"][1] for one in made.change_ids if one.line in (3, 4)}, {"Austria"})
        self.assertEqual(self.customer("C3").country_id.code, "AT")
        self.assertNotIn("changed_since_check", made.issue_ids.mapped("kind"))
        self.assertEqual(made.corrections, run.corrections)

    def test_what_cannot_be_corrected_is_refused(self):
        run = self.checked()
        for line, header in ((99, "Pays"), (3, "Land")):
            with self.subTest(header), self.assertRaises(UserError):
                run._correct(line, header, "x")
        colleague = self.new_user("colleague", "dso_smart_upload.group_user")
        with self.assertRaises(AccessError):
            run.with_user(colleague)._correct(3, "Pays", "Italie")
        done = run._start()
        with self.assertRaisesRegex(UserError, "not imported yet"):
            done._correct(3, "Pays", "Italie")

    def test_it_takes_as_many_queries_in_a_large_file(self):
        def queries(rows):
            text = TEXT + "".join(f"D{number};Nom {number};France;1,00;\n" for number in range(rows))
            run = self.checked(text)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            run._correct(3, "Pays", "Autriche")
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.rows_in_block", "50")
        queries(10)
        self.assertLessEqual(queries(700), queries(10) + 3)
