"""Lists made for paper: the heads of their pages are no customers, whatever stands in them."""

import numpy as np
import pytest

from odoo.addons.dso_smart_upload.pipeline.table import read_table
from odoo.addons.dso_smart_upload.pipeline.totals import page_lines

NAMES = "Code client;Raison sociale;Adresse;Ville\n"
FIRST = "C1;Tissage Abel;1 rue A;Lyon\nC2;Tissage Brun;2 rue A;Lyon\n"
SECOND = "C3;Tissage Cottin;3 rue A;Lyon\nC4;Tissage Denis;4 rue A;Lyon\n"


def read(text, **options):
    return read_table(text.encode(), "clients.csv", **options)


def rejected(table):
    return [issue.line for issue in table.issues if issue.severity == "error"]


@pytest.mark.parametrize(
    "head",
    [
        "Société Durand;Liste des clients;;Page {}\n",
        "Date : 30/11/2026;Acme;;Page {}\n\n",
        "Société Durand;;;\nListe des clients;;;{}\n\n",
        "30.11.2026;Liste;;{}\n",
    ],
)
@pytest.mark.parametrize("names", [NAMES, "\n" + NAMES])
def test_lines_above_the_names_come_again(head, names):
    table = read(head.format(1) + names + FIRST + "\n" + head.format(12) + names + SECOND)
    assert table.rows["Code client"].tolist() == ["C1", "C2", "C3", "C4"]
    assert "page_heads_left_out" in [note.kind for note in table.notes]


def test_lines_between_a_blank_line_and_the_names():
    table = read(NAMES + FIRST + "\nDurand & Fils;Clients\nTous les clients;;;\n\n" + NAMES + SECOND)
    assert rejected(table) == [5, 6]


@pytest.mark.parametrize("last", ["C3;Tissage Cottin;;\n", "\nC3;Tissage Cottin;;\n\n", "C3;Tissage Cottin\n\n"])
def test_a_customer_with_few_cells_at_the_end_of_a_page(last):
    table = read(NAMES + FIRST + last + NAMES + "C4;Tissage Denis;4 rue A;Lyon\n")
    assert (table.rows["Code client"].tolist(), rejected(table)) == (["C1", "C2", "C3", "C4"], [])


@pytest.mark.parametrize(
    ("code", "name", "is_of_page"),
    [
        ("Date: 30/11/2026", "Acme Trading Ltd", True),
        ("Time: 10:22:01", "Customer List", True),
        ("Édité le 30/11/2026", "Liste des clients", True),
        ("Report page 2", "3 clients", True),
        ("Übertrag Seite 2 von 3", "Kunden", True),
        ("Fait à Lyon", "le 30/11/2026", True),
        ("PAGE", "Page Personnel", False),
        ("DATE 01", "Date SARL", False),
        ("Homepage 24", "Homepage GmbH", False),
        ("LE 30", "Le Trente SARL", False),
        ("C1", "30/11/2026", False),
    ],
)
def test_lines_of_a_page_by_code_and_name(code, name, is_of_page):
    assert page_lines(*(np.array([text], dtype=object) for text in (code, name))).tolist() == [is_of_page]
