"""Backslashes: those of a database go, those of a path or a name stay; the whole file decides."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.habits import column_words, find_habits
from odoo.addons.dso_smart_upload.pipeline.plan import ColumnSetting
from odoo.addons.dso_smart_upload.pipeline.table import read_table


def names(*cells, others=()):
    """Return the names that a file of one column of names, and one of ``others``, comes to."""
    rows = list(zip(range(len(cells)), cells, [*others, *[""] * (len(cells) - len(others))], strict=True))
    text = "Code client\tRaison sociale\tCommentaire\n" + "".join(f"K{at}\t{name}\t{more}\n" for at, name, more in rows)
    table = read_table(text.encode(), "list.txt", header_line=1, delimiter="\t")
    setting = ColumnSetting("Raison sociale", "name", "name", "name")
    return column_words(table, setting.header, find_habits(table, [setting])[setting.key]).tolist()


@pytest.mark.parametrize(
    ("cells", "meant"),
    [
        ([r"L\'Isle", "Dupont", r"Nord\\Sud"], ["L'Isle", "Dupont", r"Nord\Sud"]),
        ([r"Dit \"le grand\"", "Dupont"], ['Dit "le grand"', "Dupont"]),
        ([r"A\\B", r"C\tD"], [r"A\B", "C D"]),
        ([r"L\'Isle", r"\N"], ["L'Isle", ""]),
        ([r"C:\\clients\\dupont", "Dupont"], [r"C:\clients\dupont", "Dupont"]),
    ],
)
def test_backslashes_of_a_database_go(cells, meant):
    assert names(*cells) == meant


@pytest.mark.parametrize(
    "cells",
    [
        [r"Nord\Sud", "Dupont"],
        [r"C:\new\table", "Dupont"],
        [r"\\server\new\b2", "Dupont"],
        [r"Nord\Sud", r"L\'Isle"],
        ["Dupont\\", "Martin"],
    ],
)
def test_other_backslashes_stay(cells):
    assert names(*cells) == cells


def test_another_column_shows_that_backslashes_are_text():
    assert names(r"L\'Isle", "Dupont", others=[r"D:\data\dossier"]) == [r"L\'Isle", "Dupont"]


def test_quoted_cells():
    text = 'Code client,Raison sociale,Ville\n"K1","L\\\'Isle \\"Bleue\\"","C:\\\\new"\n"K2","Dupont","Lyon"\n'
    table = read_table(text.encode(), "list.csv")
    setting = ColumnSetting("Raison sociale", "name", "name", "name")
    found = column_words(table, setting.header, find_habits(table, [setting])[setting.key]).tolist()
    assert found == ['L\'Isle "Bleue"', "Dupont"]


def test_paths_beside_escaped_quotes():
    text = 'Code client,Raison sociale,Commentaire\n"K1","L\\"Isle","C:\\new\\abc"\n"K2","Dupont","D:\\\\data"\n'
    table = read_table(text.encode(), "list.csv")
    assert table.rows["Raison sociale"].tolist() == ['L"Isle', "Dupont"]
    assert table.rows["Commentaire"].tolist() == [r"C:\new\abc", r"D:\data"]
