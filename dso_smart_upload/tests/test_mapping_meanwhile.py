"""A mapping that somebody changes while an import goes by it: the import ends as it began."""

from unittest.mock import patch

from odoo.tools import mute_logger

from ..engine import open_files
from ..engine.open_files import _OPEN
from .test_background import LOGGER, BackgroundCase

HEADER = "Code client;Raison sociale;Conditions;Secteur;Plafond\n"
COLUMNS = {
    "Code client": "code",
    "Raison sociale": "name",
    "Conditions": "payment_term",
    "Secteur": "groups",
    "Plafond": "credit_limit",
}


def rows(numbers, groups="Nord|Sud"):
    return "".join(f"C{number};A{number};zz;{groups};1.234\n" for number in numbers)


class TestMappingMeanwhile(BackgroundCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        parameters = cls.env["ir.config_parameter"].sudo()
        parameters.set_param("dso_smart_upload.max_rows_in_call", "2")
        cls.term = cls.env.ref("account.account_payment_term_30days")
        cls.other_term = cls.env.ref("account.account_payment_term_15days")
        options = {
            "columns": COLUMNS,
            "values": {"Conditions": {"zz": cls.term.id}},
            "decimal": ",",
            "save_mapping": "Sage",
        }
        cls.upload(cls, HEADER + rows([0]).replace("C0;", "First;"), options=options)
        cls.mapping = cls.env["dso.upload.mapping"].search([("name", "=", "Sage")])
        cls.mapping.group_separator = "|"

    def column(self, header):
        return self.mapping.column_ids.filtered(lambda column: column.header == header)

    def begun(self, text):
        """Return a run whose first block is imported; the next one is another process's."""
        report = self.upload(text, mapping="Sage")
        run = self.runs.browse(report["run_id"])
        with self.failing(None, ConnectionAbortedError("stopped")), mute_logger(LOGGER):
            self.work()
        self.assertEqual((run.state, run.rows), ("failed", 3))
        _OPEN.clear()
        return run

    def ended(self, run):
        run.action_go_on()
        self.work()
        self.assertEqual(run.state, "done", run.failure)
        return run

    def assertAlike(self, numbers):
        """Check that the customers of all blocks were imported alike."""
        customers = self.partners.search([("ref", "in", [f"C{number}" for number in numbers])], order="id")
        self.assertEqual(len(customers), len(numbers))
        values = [(one.property_payment_term_id, one.credit_limit, one.category_id.mapped("name")) for one in customers]
        self.assertEqual(values, [(self.term, 1234.0, ["Nord", "Sud"])] * len(numbers))

    def test_words_mean_what_they_meant(self):
        run = self.begun(HEADER + rows(range(6)))
        self.column("Conditions").value_ids.meaning = self.other_term
        self.ended(run)
        self.assertAlike(range(6))
        self.assertFalse(run.issue_ids)
        self.upload(HEADER + rows([9]), mapping="Sage")
        self.assertEqual(self.customer("C9").property_payment_term_id, self.other_term)

    def test_words_whose_meaning_is_removed(self):
        run = self.begun(HEADER + rows(range(6)))
        self.column("Conditions").value_ids.unlink()
        self.ended(run)
        self.assertAlike(range(6))

    def test_a_word_that_is_given_a_meaning(self):
        text = HEADER + rows(range(6)).replace("zz", "yy")
        run = self.begun(text)
        self.column("Conditions").value_ids.word = "yy"
        self.ended(run)
        customers = self.partners.search([("ref", "=like", "C_")])
        self.assertEqual((len(customers), customers.property_payment_term_id.ids), (6, []))

    def test_a_file_is_read_as_it_was(self):
        settings = (
            {"delimiter": "|"},
            {"header_line": 3},
            {"no_header": True},
            {"encoding": "utf-16"},
            {"decimal_mark": "."},
            {"group_separator": "/"},
            {"create_groups": False},
        )
        for start, setting in enumerate(settings):
            numbers = range(10 * start, 10 * start + 6)
            with self.subTest(setting=setting):
                run = self.begun(HEADER + rows(numbers))
                before = {name: self.mapping[name] for name in setting}
                self.mapping.write(setting)
                self.ended(run)
                self.mapping.write(before)
                self.assertEqual(run.row_count, 6)
                self.assertAlike(numbers)

    def test_columns_are_what_they_were(self):
        run = self.begun(HEADER + rows(range(6)))
        self.column("Secteur").keeps_groups = True
        self.column("Secteur").family_id = self.env["res.partner.category"].create({"name": "Elsewhere"})
        self.column("Conditions").unlink()
        self.ended(run)
        self.assertAlike(range(6))
        families = self.partners.search([("ref", "=like", "C_")]).category_id.parent_id
        self.assertEqual(families.mapped("name"), ["Secteur"])

    def test_customers_are_brought_back_as_it_began(self):
        self.upload(HEADER + rows([3]), mapping="Sage")
        self.customer("C3").active = False
        run = self.begun(HEADER + rows(range(6)))
        self.mapping.reactivate = True
        self.ended(run)
        self.assertFalse(self.customer("C3").active)

    def test_a_meaning_that_is_gone_is_said_of_each_row(self):
        term = self.env["account.payment.term"].sudo().create({"name": "Special"})
        self.column("Conditions").value_ids.meaning = term
        run = self.begun(HEADER + rows(range(6)))
        self.partners.search([("ref", "=like", "C_")]).property_payment_term_id = False
        term.unlink()
        self.ended(run)
        self.assertEqual(run.issue_ids.mapped("line"), [5, 6, 7])
        self.assertEqual({issue.kind for issue in run.issue_ids}, {"unknown_payment_term"})

    def test_rejected_rows_are_read_as_they_were(self):
        run = self.begun(HEADER + rows(range(5)) + ";Nameless;zz;Nord;1\n")
        self.ended(run)
        self.mapping.header_line = 3
        _name, content = run._rejected_file("csv")
        self.assertIn("Nameless", content.decode("utf-8-sig"))

    def test_a_check_ends_as_it_began(self):
        self.env["ir.config_parameter"].sudo().set_param("dso_smart_upload.max_rows_in_call", "0")
        run = self.runs._make((HEADER + rows(range(6))).encode(), "clients.csv", self.mapping, origin="wizard")
        run._start_check()
        self.assertTrue(run.is_checking)

        def change_mapping(_key, _work):
            self.mapping.write({"delimiter": "|", "group_separator": "/"})
            self.column("Conditions").value_ids.meaning = self.other_term

        with patch.object(open_files, "keep", change_mapping):
            self.work()
        self.assertEqual((run.is_checking, run.failure or "", run.rows), (False, "", 6))
        values = [change.values["payment_term"][1] for change in run.change_ids]
        self.assertEqual(values, [self.term.display_name] * 6)
