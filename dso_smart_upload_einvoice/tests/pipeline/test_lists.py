"""Lists out and answers in, without Odoo."""

import io
import zipfile

from odoo.addons.dso_smart_upload.pipeline.table import read_table
from odoo.addons.dso_smart_upload_einvoice.pipeline.answers import Account, find_columns, keys_of, translate
from odoo.addons.dso_smart_upload_einvoice.pipeline.lists import MOST_BYTES, as_one, siren_files, vat_files
from odoo.addons.dso_smart_upload_einvoice.pipeline.numbers import siren_of, vat_of_siren

SIREN, SIRET, OTHER = "303265045", "30326504500011", "552081317"


def sirens(count):
    """Return so many valid Sirens."""
    found = []
    for number in range(10_000_000, 99_999_999):
        found += [siren for digit in range(10) if (siren := siren_of(f"{number}{digit}"))]
        if len(found) >= count:
            return found[:count]
    raise AssertionError


def test_directory_files_are_small_enough_and_hold_every_siren_once():
    asked = sirens(12_000)
    files = siren_files([*asked, *asked[:100], "", "123"])
    assert [len(content.splitlines()) for _name, content in files] == [5000, 5000, 2000]
    assert all(len(content) <= MOST_BYTES for _name, content in files)
    name, content = as_one(files, "sirens")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        back = [line for one in archive.namelist() for line in archive.read(one).decode().splitlines()]
    assert (name, sorted(back)) == ("sirens.zip", sorted(asked))
    assert as_one(siren_files([SIREN]), "sirens") == ("sirens.txt", b"303265045\n")


def test_vies_files_have_a_hundred_numbers():
    vats = [vat_of_siren(siren) for siren in sirens(250)]
    files = vat_files([*vats, "CHE123456788", "GB123456789", "EL094259216"], vat_of_siren(OTHER))
    assert [len(content.splitlines()) - 1 for _name, content in files] == [100, 100, 51]
    assert files[0][1].decode().splitlines()[1] == "EL,094259216,FR,03552081317"


def answer(text):
    return read_table(text.encode(), "reponse.csv")


def translated(text, accounts):
    table = answer(text)
    return translate(table, find_columns(table), accounts)


def addresses(found):
    return {row["Customer Code"]: row["Electronic Address"] for row in found.rows}


def test_columns_of_answers():
    table = answer(
        f"SIREN;Adresse;Plateforme;Statut\n{SIREN};0225:{SIREN};PA One;Actif\n{OTHER};0225:{OTHER};PA;Actif\n"
    )
    columns = find_columns(table)
    assert (columns.number, columns.address, columns.platform, columns.status) == (
        "SIREN", "Adresse", "Plateforme", "Statut",
    )  # fmt: skip
    table = answer("MS Code,VAT Number,Valid\nFR,40303265045,YES\nBE,0477472701,NO\n")
    assert keys_of(table, find_columns(table)) == [SIREN, "BE0477472701"]
    assert find_columns(answer("Nom;Ville\nDupont;Lille\nMartin;Metz\n")) is None


def test_one_address_goes_to_every_account_of_the_company():
    accounts = {SIREN: [Account("A1", "Dupont"), Account("A2", "Dupont Lyon")], OTHER: [Account("B1", "Martin")]}
    found = translated(f"Siren;Adresse\n{SIREN};0225:{SIREN}\n{OTHER};0225:{OTHER}_ACHATS\n", accounts)
    assert addresses(found) == {"A1": f"0225:{SIREN}", "A2": f"0225:{SIREN}", "B1": f"0225:{OTHER}_ACHATS"}
    assert not found.ambiguous


def test_several_addresses_are_never_guessed():
    text = f"Siren;Adresse\n{SIREN};0225:{SIREN}_ACHATS\n{SIREN};0225:{SIREN}_VENTES\n"
    found = translated(text, {SIREN: [Account("A1", "Dupont")]})
    assert addresses(found) == {"A1": f"0225:{SIREN}_ACHATS | 0225:{SIREN}_VENTES"}
    assert found.ambiguous == [SIREN]


def test_the_establishment_decides():
    text = f"Siren;Adresse\n{SIREN};0225:{SIREN}\n{SIREN};0225:{SIREN}_{SIRET}\n"
    found = translated(text, {SIREN: [Account("A1", "Dupont", SIRET), Account("A2", "Dupont")]})
    assert addresses(found) == {"A1": f"0225:{SIREN}_{SIRET}", "A2": f"0225:{SIREN}"}


def test_what_finds_no_customer():
    text = f"Siren;Adresse\n{SIREN};0225:{SIREN}\n{OTHER};0225:{OTHER}\n"
    found = translated(text, {OTHER: [Account("", "Sans code")]})
    assert (found.rows, found.unknown, found.without_code) == ([], [SIREN], ["Sans code"])
