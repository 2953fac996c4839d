"""Names of customers in other columns, where the column of names is blank."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.habits import Habits
from odoo.addons.dso_smart_upload.pipeline.names import NamesTaken, cell_words
from odoo.addons.dso_smart_upload.pipeline.plan import ColumnSetting
from odoo.addons.dso_smart_upload.pipeline.recognise.names import other_names
from odoo.addons.dso_smart_upload.pipeline.table import read_table


@pytest.mark.parametrize(
    ("header", "own", "others"),
    [
        ("Company,First Name,Last Name,Email", "Company", (("First Name", "Last Name"),)),
        ("Raison sociale,Nom,Prénom", "Raison sociale", (("Prénom", "Nom"),)),
        ("Firma,Vorname,Nachname,Ansprechpartner,Ländername", "Firma", (("Vorname", "Nachname"),)),
        ("Company,Full Name", "Company", (("Full Name",),)),
        (
            "Name (company),Name (person),First name (person),Name (other)",
            "Name (company)",
            (("First name (person)", "Name (person)"), ("Name (other)",)),
        ),
        (
            "billing_company,billing_first_name,billing_last_name,shipping_first_name,shipping_last_name",
            "billing_company",
            (("billing_first_name", "billing_last_name"),),
        ),
        ("Company,Contact first name,Contact last name,Sales rep name,Bank name,Trading name", "Company", ()),
        ("Name 1,Name 2,Matchcode", "Name 1", ()),
        ("Company,First Name", "Company", ()),
    ],
)
def test_other_names(header, own, others):
    assert other_names(header.split(","), own) == others


def test_a_blank_name_is_taken_from_the_first_that_has_one():
    text = "Company,First Name,Last Name,Full Name\nFirm,A,B,C\nNULL,Anna,Berg,X\n,,Dale,\n,,,Jo Dale\n,,,\n"
    table = read_table(text.encode(), "shop.csv")
    others = (("First Name", "Last Name"), ("Full Name",))
    setting = ColumnSetting(
        "Company", "name", "name", "name", others=others, habits=Habits("name", frozenset(["NULL"]))
    )
    assert list(cell_words(table, setting)) == ["Firm", "Anna Berg", "Dale", "Jo Dale", *[""] * (len(table.lines) - 4)]
    taken = NamesTaken(setting)
    taken.add(table)
    taken.add(table)
    assert [
        (found.details["columns"], found.details["count"], found.details["line"]) for found in taken.messages()
    ] == [
        ("First Name + Last Name", 4, 3),
        ("Full Name", 2, 5),
    ]
