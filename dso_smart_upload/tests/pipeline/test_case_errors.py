"""Cells that show that a program had no value for them, or no room: they are blank, and that is said."""

import io

import pytest
import xlsxwriter

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.reference import Reference
from odoo.addons.dso_smart_upload.pipeline.table import read_table

ROWS = [["Code", "Name", "Limit"], ["C1", "Abel", "{}"], ["C2", "Brun", "500"]]


def told(table):
    return [(issue.line, issue.column, issue.value) for issue in table.issues if issue.message.kind == "error_cell"]


@pytest.mark.parametrize("word", ["**************", "########", "#N/D", "#N/A", "Err:502"])
def test_words_for_errors_in_text(word):
    text = "\n".join(";".join(row) for row in ROWS).format(word)
    table = read_table(text.encode(), "clients.csv")
    assert told(table) == [(2, "Limit", word)]
    assert table.rows["Limit"].tolist() == ["", "500"]


@pytest.mark.parametrize("word", ["**************", "#N/D", "#N/A", "#DIV/0!"])
def test_words_for_errors_as_text_in_a_sheet(word):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(ROWS):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell.format(word))
    table = read_table(file.getvalue(), "clients.xlsx")
    assert told(table) == [(2, "Limit", word)]


@pytest.mark.parametrize("name", ["***", "Hotel *****", "#1 Sports", "# Design"])
def test_names_with_such_signs_stay(name):
    table = read_table(f"Code;Name\nC1;{name}\nC2;Hotel ******\n".encode(), "clients.csv")
    assert (told(table), table.rows["Name"].iat[0]) == ([], name)


@pytest.mark.parametrize("word", ["***", "#####"])
@pytest.mark.parametrize("kind", ["amount", "date", "phone"])
def test_a_number_wider_than_its_column_is_not_blank_without_a_word(kind, word):
    cell = converter(kind, [word, "12"], Reference(country="FR")).clean(word)
    assert (cell.value, cell.bad) == (None, True)
