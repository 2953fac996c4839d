"""Fields that another addon brings: columns are taken for them only where they are, and for nothing else anywhere."""

import pandas as pd
import pytest

from odoo.addons.dso_smart_upload.pipeline import vocabulary
from odoo.addons.dso_smart_upload.pipeline.recognise import suggest

OPTIONAL = frozenset(key for key, meaning in vocabulary.fields().meanings.items() if meaning.optional)
ADDRESSES = (
    "0225:303265045",
    "0225:552081317_A",
    "303265045_COMPTA",
    "BE0477472701",
    "0208:0477472701",
    "0225:443061841",
)


def fields(header, optional=(), cells=None):
    """Return the field of each column; ``cells`` are those of the last column."""
    rows = None
    if cells:
        first = [(f"C{number}", f"Dupont {number} SARL") for number in range(len(cells))]
        rows = pd.DataFrame([(*two, cell) for two, cell in zip(first, cells, strict=True)], columns=header)
    return [one.field for one in suggest(header, rows, optional=optional)]


@pytest.mark.parametrize(
    "header, expected",
    [
        ("Code routage", "routing_code"),
        ("Code de routage", "routing_code"),
        ("Code service", "routing_code"),
        ("Leitweg-ID", "routing_code"),
        ("Routing code", "routing_code"),
        ("Adresse Peppol", "electronic_address"),
        ("Adresse de facturation électronique", "electronic_address"),
        ("Peppol-ID", "electronic_address"),
        ("Elektronische Rechnungsadresse", "electronic_address"),
        ("Peppol adres", "electronic_address"),
        ("Format de facture électronique", "invoice_format"),
        ("Rechnungsformat", "invoice_format"),
        ("GLN", "gln"),
        ("ILN-Nummer", "gln"),
        ("Organisme public", "public_body"),
    ],
)
def test_headers(header, expected):
    line = ["Code client", "Raison sociale", header]
    assert fields(line, OPTIONAL) == ["code", "name", expected]
    assert fields(line) == ["code", "name", ""]
    assert fields([header, "Raison sociale"])[0] == ""  # no customer code either


def test_a_siret_beside_a_siren_is_that_of_the_establishment():
    assert fields(["Code client", "Raison sociale", "Siren", "Siret"], OPTIONAL)[2:] == ["legal_id", "siret"]
    assert fields(["Code client", "Raison sociale", "Siret", "Siren"], OPTIONAL)[2:] == ["siret", "legal_id"]
    assert fields(["Code client", "Raison sociale", "Siret"], OPTIONAL)[2:] == ["legal_id"]
    assert fields(["Code client", "Raison sociale", "Siren", "Siret"])[2:] == ["legal_id", ""]


def test_values_decide_what_an_electronic_address_is():
    header = ["Code client", "Raison sociale", "Adresse électronique"]
    emails = [f"compta{number}@example.com" for number in range(8)]
    assert fields(header, OPTIONAL, ADDRESSES)[2] == "electronic_address"
    assert fields(header, OPTIONAL, emails)[2] == fields(header, (), emails)[2] == "email"
    assert fields(header, (), ADDRESSES)[2] == ""
