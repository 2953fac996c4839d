"""The converters of the kinds of value that this addon adds."""

import re

from odoo.addons.dso_smart_upload.pipeline.bounds import shortened
from odoo.addons.dso_smart_upload.pipeline.convert import add_kind
from odoo.addons.dso_smart_upload.pipeline.convert.base import Cell, Converter, bad
from odoo.addons.dso_smart_upload.pipeline.folding import clean, fold

from . import numbers
from .addresses import read
from .sentences import SENTENCES

SEVERAL = " | "  # between the addresses of one number, of which a person has to choose one

# How files write the formats of Odoo, folded and without spaces.
FORMATS = {
    "facturx": ("facturx", "factur x", "factur-x", "zugferd", "cii", "factur x cii", "fx"),
    "ubl_bis3": (
        "ubl bis3",
        "ubl",
        "peppol bis",
        "peppol bis 3",
        "peppol bis 3 0",
        "bis 3",
        "bis3",
        "peppol",
        "peppol ubl",
    ),
    "xrechnung": ("xrechnung", "x rechnung", "ubl xrechnung"),
    "nlcius": ("nlcius", "si ubl", "si ubl 2 0"),
    "ubl_a_nz": ("ubl a nz", "peppol a nz"),
    "ubl_sg": ("ubl sg", "peppol sg"),
}
_FORMAT_OF = {fold(word).replace(" ", ""): key for key, words in FORMATS.items() for word in (*words, key)}


class ElectronicAddress(Converter):
    """An electronic address; the value is ``scheme:address``, ``0009:`` for a public body without its Siret."""

    needs_country = True

    def read(self, word: str, country: str) -> Cell:
        if SEVERAL in word:
            return bad("einvoice_several_addresses", word)
        scheme, address, wrong = read(word, country or self.reference.country)
        return bad(wrong, shortened(word)) if wrong else Cell(f"{scheme}:{address}")

    def same(self, old: object, new: str, country: str = "") -> bool:
        return str(old).casefold() == new.casefold()


class RoutingCode(Converter):
    """A routing code, a service code or a Leitweg-ID, as it is written."""

    def read(self, word: str, country: str) -> Cell:
        text = clean(word).strip()
        return Cell(numbers.leitweg_of(text) or text or None)


class InvoiceFormat(Converter):
    """A format of electronic invoices; the value is Odoo's key."""

    def read(self, word: str, country: str) -> Cell:
        key = _FORMAT_OF.get(fold(word).replace(" ", ""))
        return Cell(key) if key else bad("einvoice_unknown_format", shortened(word), choices=", ".join(FORMATS))


class Gln(Converter):
    """A Global Location Number."""

    def read(self, word: str, country: str) -> Cell:
        text = re.sub(r"[\s.\-]", "", clean(word))
        return Cell(text) if numbers.is_gln(text) else bad("einvoice_invalid_gln", shortened(word))


KINDS = {
    "electronic_address": ElectronicAddress,
    "routing_code": RoutingCode,
    "invoice_format": InvoiceFormat,
    "gln": Gln,
}
assert SENTENCES  # what the converters say is known with them
for _kind, _made_by in KINDS.items():
    add_kind(_kind, _made_by)
