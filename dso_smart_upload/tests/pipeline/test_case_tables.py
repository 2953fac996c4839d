"""Several tables in one file: the customers are those of the first, and what else there is is said."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.table import read_table

FIRMS = "Tissage Abel", "Tissage Brun", "Tissage Cottin", "Tissage Denis", "Tissage Evrard"
BELOW = "\nCode;Client;Avocat;Montant\nCT0;Société Litige;Me Durand;5000\nCT1;Société Procès;Me Durand;5000\n"


def rows_under(names, values, firms=FIRMS):
    return f"{names}\n" + "".join(f"CL{at};{firm};{values}\n" for at, firm in enumerate(firms, 1))


def notes(table, kind):
    return [note.details for note in table.notes if note.kind == kind]


@pytest.mark.parametrize(
    ("names", "values"),
    [
        ("Code;Client;Plafond;0-30 j;31-60 j;> 60 j", "1000;100,5;0;-20"),
        ("Code;Client;Plafond;2024;2025;2026", "1000;100,5;0;-20"),
        ("Code;Client;0 - 30;31 - 60;61 - 90;90+", "100,5;0;-20;0"),
        ("Kundennr.;Name;Limit;bis 30 Tage;31 bis 60 Tage;>60 Tage", "1000;1;2;3"),
    ],
)
def test_names_of_the_upper_table_that_look_like_values(names, values):
    table = read_table((rows_under(names, values) + BELOW).encode(), "clients.csv")
    assert table.header_line == 1
    assert table.rows.iloc[:5, 1].tolist() == list(FIRMS)


def test_rows_above_the_names_that_the_user_chose_are_told():
    content = (rows_under("Code;Client;Ville", "Lyon") + BELOW).encode()
    (told,) = notes(read_table(content, "clients.csv", header_line=8), "table_above")
    assert (told["count"], told["line"], told["last"], told["header"]) == (6, 1, 6, 8)


def test_a_small_table_above_the_customers_is_told():
    above = "Agence;Clients;Encours\nNord;12;3000\nSud;14;4000\n\n"
    content = above + rows_under("Code client;Raison sociale;Adresse;CP;Ville;Pays", "1 rue A;69001;Lyon;France")
    table = read_table(content.encode(), "clients.csv")
    assert table.header_line == 5 and len(table.rows) == 5
    (told,) = notes(table, "table_above")
    assert (told["count"], told["line"], told["last"]) == (3, 1, 3)


def test_titles_above_the_names_are_no_table():
    above = "Société Durand;Liste des clients;;Page 1\nDate;30/11/2026\nAgence;Nord;Commercial;Tous\n"
    content = above + rows_under("Code client;Raison sociale;CP;Ville", "69001;Lyon")
    table = read_table(content.encode(), "clients.csv")
    assert table.header_line == 4 and len(table.rows) == 5


def test_rows_before_the_first_of_a_table_without_names_are_told():
    rows = "".join(f"{at};Firm {at} Ltd;{at} High Street;York\n" for at in range(1, 6))
    table = read_table(f"List\n{rows}".encode(), "customers.csv")
    assert (len(table.rows), [told["line"] for told in notes(table, "titles_left_out")]) == (5, [1])
