"""Schemes of electronic addresses (EAS, the list of the European Commission): whose they are, and what fits them.

In: a scheme such as ``0225`` and an address. Out: in which countries it is used, and whether the address can be one.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from . import numbers

# Where a Siren or Siret is the number of a company: France with its departments overseas, and the three territories
# whose companies are in the same register.
FRANCE = frozenset(("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF"))
# French territories with registers of their own (Ridet, Tahiti): no scheme reaches their companies.
OWN_REGISTER = frozenset(("NC", "PF", "WF", "TF"))

SIRENE, SIRET, FRENCH, FRENCH_VAT = "0002", "0009", "0225", "9957"
BELGIAN, BELGIAN_VAT, GERMAN_VAT, LEITWEG = "0208", "9925", "9930", "0204"
LUXEMBOURG_VAT, MONEGASQUE_VAT = "9938", "9940"
GLN, EMAIL = "0088", "EM"

# The countries of each scheme; those that are not listed are used everywhere.
COUNTRIES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys((SIRENE, SIRET, FRENCH, FRENCH_VAT, "0240"), FRANCE | OWN_REGISTER),
    **{
        scheme: frozenset(countries.split())
        for scheme, countries in {
            "0007": "SE", "0037": "FI", "0096": "DK", "0097": "IT", "0106": "NL", "0151": "AU", "0183": "CH",
            "0184": "DK", "0188": "JP", "0190": "NL", "0191": "EE", "0192": "NO", "0193": "BE", "0195": "SG",
            "0196": "IS", "0198": "DK", "0200": "LT", "0201": "IT", "0202": "IT", "0204": "DE", "0208": "BE",
            "0210": "IT", "0211": "IT", "0213": "FI", "0216": "FI", "0218": "LV", "0221": "JP", "0230": "MY",
            "0235": "AE", "9910": "HU", "9914": "AT", "9915": "AT", "9919": "AT", "9920": "ES", "9922": "AD",
            "9923": "AL", "9924": "BA", "9925": "BE", "9926": "BG", "9927": "CH", "9928": "CY", "9929": "CZ",
            "9930": "DE", "9931": "EE", "9932": "GB", "9933": "GR", "9934": "HR", "9935": "IE", "9936": "LI",
            "9937": "LT", "9938": "LU", "9939": "LV", "9940": "MC", "9941": "ME", "9942": "MK", "9943": "MT",
            "9944": "NL", "9945": "PL", "9946": "PT", "9947": "RO", "9948": "RS", "9949": "SI", "9950": "SK",
            "9951": "SM", "9952": "TR", "9953": "VA", "9955": "SE", "9959": "US",
        }.items()
    },
}  # fmt: skip
# Those used in several countries or none.
EVERYWHERE = frozenset("0060 0088 0130 0135 0142 0199 0209 9913 9918 AN AQ AS AU EM".split())
KNOWN = frozenset(COUNTRIES) | EVERYWHERE
# Schemes whose address is the VAT number of the customer.
OF_VAT = frozenset(scheme for scheme in COUNTRIES if scheme.startswith("99")) - frozenset("9919 9915 9959".split())
LONGEST = 50  # characters of an address that Odoo takes
# What Odoo leaves of an address; it drops all other characters.
ALLOWED = re.compile(r"[A-Za-z0-9\-._~]+")
_FRENCH_FORM = re.compile(r"([0-9]{9})(?:_([0-9]{14}))?(?:_(.+))?")


class French(NamedTuple):
    """What an address of scheme ``0225`` is made of; "" for what it does not have."""

    siren: str
    siret: str
    suffix: str


def french_parts(address: str) -> French | None:
    """Return the parts of an address of scheme ``0225``, None for one that has not its form.

    >>> french_parts("303265045"), french_parts("552081317_55208131766522_COMPTA").suffix, french_parts("FR403032650")
    (French(siren='303265045', siret='', suffix=''), 'COMPTA', None)
    """
    found = _FRENCH_FORM.fullmatch(address)
    return French(*(part or "" for part in found.groups())) if found else None


def _is_french(address: str) -> bool:
    parts = french_parts(address)
    if parts is None or not numbers.siren_of(parts.siren):
        return False
    return not parts.siret or (bool(numbers.siret_of(parts.siret)) and parts.siret.startswith(parts.siren))


_CHECKS: Mapping[str, Callable[[str], object]] = {
    SIRENE: lambda address: numbers.siren_of(address) == address,
    SIRET: lambda address: numbers.siret_of(address) == address,
    FRENCH: _is_french,
    BELGIAN: lambda address: numbers.belgian_of(address) == address,
    BELGIAN_VAT: lambda address: address[:2].upper() == "BE" and numbers.belgian_of(address),
    GERMAN_VAT: numbers.german_vat,
    LEITWEG: numbers.leitweg_of,
    LUXEMBOURG_VAT: numbers.luxembourg_vat,
    GLN: numbers.is_gln,
}


def fits(scheme: str, address: str) -> bool:
    """Say whether an address can be one of a scheme: its characters, its form and its check digits.

    >>> fits("0225", "303265045_COMPTA"), fits("0225", "303265046"), fits("0009", "303265045"), fits("9945", "PL1")
    (True, False, False, True)
    """
    if not address or len(address) > LONGEST or not ALLOWED.fullmatch(address):
        return False
    return bool(_CHECKS[scheme](address)) if scheme in _CHECKS else True
