"""Several tables in one file: the customers are those of the first, and what else there is is said."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.table import read_blocks, read_table

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


def below_others(table):
    return [issue.line for issue in table.issues if issue.message.kind == "below_other_columns"]


@pytest.mark.parametrize(
    ("below", "first", "rows"),
    [
        ("Code;Client;Avocat;Montant\nCT1;Société Litige;Me Durand;5000\n", 7, [8]),
        ("\nCode;Fournisseur;Ville;Délai\nF1;Filature;Metz;30\nF2;Filature Nord;Lyon;60\n", 8, [9, 10]),
        ("\nNom;Téléphone;Contact\nSociété Litige;0472000000;Me Durand\n", 8, [9]),
        ("\nCode;Client;Limite;Ville\nD1;Firm;5000;Metz\n", 8, [9]),
        ("\nFournisseurs\nCode;Client;Ville;Plafond\nF1;Filature;Metz;30\n", 9, [10]),
    ],
)
@pytest.mark.parametrize("firms", [FIRMS, FIRMS[:2]])
def test_rows_below_other_names_are_rejected(below, first, rows, firms):
    content = rows_under("Code;Client;Ville;Plafond", "Lyon;1000", firms) + below
    table = read_table(content.encode(), "clients.csv", delimiter=";")
    lost = len(FIRMS) - len(firms)
    assert below_others(table) == [line - lost for line in rows]
    assert [told["line"] for told in notes(table, "other_columns")] == [first - lost]


def test_names_on_two_lines_repeated():
    head = "Identification;;Adresse;\nCode;Client;Rue;Ville\n"
    rows = "CL1;Abel;1 rue A;Lyon\nCL2;Brun;2 rue A;Lyon\nCode;Client;Rue;Ville\nCL3;Denis;3 rue A;Lyon\n"
    content = head + rows
    table = read_table(content.encode(), "clients.csv")
    assert (table.rows.iloc[:, 0].tolist(), below_others(table)) == (["CL1", "CL2", "CL3"], [])


@pytest.mark.parametrize(
    "row", ["NOM;Nom et Cie;Lyon;1", "Client;Client First Ltd;York;1", "NR;Stadt Land;Code;5", "Code;Code Ville SA;;"]
)
def test_customers_called_as_columns_are(row):
    content = rows_under("Code;Client;Ville;Plafond", "Lyon;1000") + row + "\n"
    table = read_table(content.encode(), "clients.csv")
    assert (len(table.rows), below_others(table)) == (6, [])


def test_a_last_row_of_which_nothing_is_left_below_other_names_is_told():
    """Blank as it is in the order of the header, it is no total: what stood in it was not read."""
    content = b"Code client;Nom;Ville\nC1;Abel;Lille\nC2;Brun;Lyon\nVille;Code client\nParis;C3\n;;lost\n"
    table = read_table(content, "clients.csv")
    assert (table.lines[-1], below_others(table)) == (6, [6])
    for size in (1, 2, 10):
        blocks = list(read_blocks(content, "clients.csv", size))
        assert [line for block in blocks for line in block.lines] == table.lines
        assert [line for block in blocks for line in below_others(block)] == [6]
