"""What a file says and an import does not use: one line about the file."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.table import read_table
from odoo.addons.dso_smart_upload.pipeline.unused import unused


def said(text, headers=("Code", "Nom"), fields=("code", "name", "payment_term")):
    table = read_table(text.encode(), "clients.csv", delimiter=";")
    return [(message.kind, message.details) for message in unused(table, headers, fields)]


def test_rows_marked_as_suppliers_and_prospects():
    text = "Code;Nom;Type tiers\nC1;Abel;Client\nF1;Brun;Fournisseur\nP1;Denis;PROSPECT\nC2;Evrard;Client\n"
    details = {"column": "Type tiers", "values": "Fournisseur, PROSPECT", "line": 3}
    assert said(text) == [("other_partners", details)]


def test_names_and_towns_are_no_kinds():
    rows = "".join(f"C{at};Firm {at};Lyon\n" for at in range(20))
    assert said(f"Code;Nom;Ville\n{rows}F1;Fournisseur;Lyon\n") == []
    assert said("Code;Nom;Type\nC1;Abel;Client\nC2;Brun;Client/Fournisseur\n") == []


@pytest.mark.parametrize("value", ["2,00", "3 %"])
def test_discounts_for_early_payment(value):
    text = f"Code;Nom;Ziel;Skonto %;Skontotage\n1;Abel;30;0,00;\n2;Brun;14;{value};10\n"
    assert said(text) == [("discounts_left_out", {"columns": "Skonto %, Skontotage", "line": 3})]
    assert said(text, fields=("code", "name")) == []
    assert said(text, headers=("Code", "Nom", "Skonto %", "Skontotage")) == []


@pytest.mark.parametrize(
    "header",
    ["Descuento p.p.", "Dto. pronto pago", "Desconto P.P.", "Sconto cassa", "Betalingskorting", "Cash discount %"],
)
def test_discounts_for_early_payment_in_other_words(header):
    found = said(f"Code;Nom;Ziel;{header}\n1;Abel;30;\n2;Brun;14;2,00\n")
    assert found == [("discounts_left_out", {"columns": header, "line": 3})]


@pytest.mark.parametrize("header", ["Rabatt", "Remise", "Descuento", "Trade discount", "Sconto"])
def test_discounts_on_prices_are_none_for_early_payment(header):
    assert said(f"Code;Nom;Ziel;{header}\n1;Abel;30;\n2;Brun;14;2,00\n") == []


def test_columns_of_discounts_that_are_blank():
    assert said("Code;Nom;Ziel;Skonto %\n1;Abel;30;0,00\n2;Brun;14;\n") == []
