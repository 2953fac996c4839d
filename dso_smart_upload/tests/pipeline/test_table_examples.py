"""The files in ``examples`` are read as their README says, and their numbers are valid."""

from pathlib import Path

import pytest
from stdnum.eu import vat
from stdnum.fr import siren

from odoo.addons.dso_smart_upload.pipeline.table import read_table

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


def example(name):
    return read_table((EXAMPLES / name).read_bytes(), name)


def test_clients():
    table = example("clients.csv")
    assert (table.encoding, table.delimiter, table.header_line, len(table.rows)) == ("cp1252", ";", 1, 39)
    assert not table.notes and not table.issues
    assert table.rows["Plafond de crédit"].iloc[0] == "12 500,00"
    assert table.rows["Code client"].eq("").sum() == 1
    numbers = zip(table.lines, table.rows["SIREN"], strict=True)
    assert [line for line, number in numbers if number and not siren.is_valid(number)] == [19]


def test_customers():
    table = example("customers.txt")
    assert (table.encoding, table.delimiter, len(table.rows)) == ("utf-8", "\t", 25)
    assert set(table.rows["Country"]) == {"United Kingdom", "Ireland", "Germany", "France", "Belgium"}


def test_kunden():
    table = example("kunden.xlsx")
    assert (table.sheet, table.header_line, len(table.rows)) == ("Kundenliste", 4, 30)
    assert [note.kind for note in table.notes] == ["other_sheets", "titles_left_out", "footer_left_out"]
    assert table.rows["Kundennummer"].iloc[0] == "001207"
    assert table.rows["Kreditlimit"].iloc[2] == "18500.5"


@pytest.mark.parametrize(
    ("name", "column"), [("clients.csv", "N° TVA"), ("customers.txt", "VAT Reg. No."), ("kunden.xlsx", "USt-IdNr.")]
)
def test_vat_numbers(name, column):
    numbers = [number for number in example(name).rows[column] if number and not number.startswith("GB")]
    assert numbers and all(vat.is_valid(number) for number in numbers)
    assert len(numbers) == len(set(numbers))
