"""Identifiers and how one follows from another: Siren, Siret, VAT numbers, Belgian enterprise numbers, Leitweg-ID.

In: numbers as Odoo stores them, spaces and dots allowed. Out: the number in its compact form, "" where it is none.
Check digits are python-stdnum's.
"""

import re
from functools import lru_cache

from stdnum import ean
from stdnum.be import vat as be_vat
from stdnum.de import leitweg
from stdnum.de import vat as de_vat
from stdnum.fr import siret as fr_siret
from stdnum.lu import tva as lu_tva

from odoo.addons.dso_smart_upload.pipeline.convert.legal_id import is_siren

_GLUE = re.compile(r"[\s.\-/_]+")
_LONGEST = 60  # characters; no number of a register is longer
SIREN, SIRET = 9, 14  # digits


def compact(number: str | None) -> str:
    """Return a number in capitals without what only separates its parts; "" for one that is too long to be any.

    >>> compact("fr 40 303.265.045"), compact(None)
    ('FR40303265045', '')
    """
    return _GLUE.sub("", number).upper() if number and len(number) <= _LONGEST else ""


def _is_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()


@lru_cache(maxsize=2**14)
def siret_of(registry: str | None) -> str:
    """Return the Siret in a legal id, "" where it holds none.

    >>> siret_of("552 081 317 66522"), siret_of("552081317"), siret_of("55208131766523")
    ('55208131766522', '', '')
    """
    number = compact(registry)
    valid = _is_digits(number, SIRET) and is_siren(number[:SIREN]) and number.strip("0")
    return number if valid and fr_siret.is_valid(number) else ""


@lru_cache(maxsize=2**14)
def siren_of(registry: str | None) -> str:
    """Return the Siren in a legal id, which may be a Siret; "" where it holds none.

    >>> siren_of("55208131766522"), siren_of("552 081 317"), siren_of("552081318"), siren_of("000000000")
    ('552081317', '552081317', '', '')
    """
    number = compact(registry)
    if _is_digits(number, SIREN):
        return number if is_siren(number) and number.strip("0") else ""
    return siret_of(registry)[:SIREN]


def siren_of_vat(vat: str | None) -> str:
    """Return the Siren of a French VAT number whose key is right; "" of all others, Monaco's among them.

    >>> siren_of_vat("FR 40 303 265 045"), siren_of_vat("FR41303265045"), siren_of_vat("BE0477472701")
    ('303265045', '', '')
    """
    number = compact(vat)
    if len(number) != 13 or not number.startswith("FR") or number[4:7] == "000":
        return ""
    siren = siren_of(number[4:])
    return siren if siren and number == vat_of_siren(siren) else ""


def vat_of_siren(siren: str) -> str:
    """Return the French VAT number of a Siren: the key is (12 + 3 (Siren mod 97)) mod 97.

    >>> vat_of_siren("303265045")
    'FR40303265045'
    """
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def is_monegasque(vat: str | None) -> bool:
    """Say whether a VAT number is Monaco's: French in form, with three zeros where a Siren begins.

    >>> is_monegasque("FR53000004605"), is_monegasque("FR40303265045")
    (True, False)
    """
    number = compact(vat)
    return len(number) == 13 and number.startswith("FR") and number[4:7] == "000" and number[2:].isdigit()


@lru_cache(maxsize=2**12)
def belgian_of(number: str | None) -> str:
    """Return the ten digits of a Belgian enterprise number, of a legal id or a VAT number; "" where it is none.

    >>> belgian_of("BE 0477.472.701"), belgian_of("477472701"), belgian_of("0477472702"), belgian_of("FR40303265045")
    ('0477472701', '0477472701', '', '')
    """
    digits = compact(number).removeprefix("BE")
    digits = digits.zfill(10) if _is_digits(digits, 9) else digits
    return digits if _is_digits(digits, 10) and be_vat.is_valid(digits) else ""


def german_vat(vat: str | None) -> str:
    """Return a German VAT number.

    >>> german_vat("DE 136 695 976"), german_vat("136695976"), german_vat("DE136695978")
    ('DE136695976', '', '')
    """
    number = compact(vat)
    return number if number.startswith("DE") and de_vat.is_valid(number) else ""


def luxembourg_vat(vat: str | None) -> str:
    """Return a VAT number of Luxembourg.

    >>> luxembourg_vat("LU 150 274 42"), luxembourg_vat("LU15027443")
    ('LU15027442', '')
    """
    number = compact(vat)
    return number if number.startswith("LU") and lu_tva.is_valid(number) else ""


def leitweg_of(text: str | None) -> str:
    """Return a Leitweg-ID, whose hyphens are part of it.

    >>> leitweg_of("991-03730-19"), leitweg_of("991-03730-18"), leitweg_of("COMPTA")
    ('991-03730-19', '', '')
    """
    number = "".join(text.split()).upper() if text and len(text) <= _LONGEST else ""
    return number if leitweg.is_valid(number) else ""


def is_gln(text: str) -> bool:
    """Say whether a text is a Global Location Number: thirteen digits with the check digit of GS1.

    >>> is_gln("3020180000000"), is_gln("3020180000005")
    (True, False)
    """
    return _is_digits(text, 13) and ean.is_valid(text)
