"""Electronic addresses as files write them: with or without their scheme.

In: a word, and the country of its row. Out: ``scheme:address``. An address without a scheme is read only where its form
proves which one is meant.
"""

import re

from odoo.addons.dso_smart_upload.pipeline.folding import clean

from . import numbers
from .derive import sanitized
from .schemes import (
    BELGIAN,
    FRANCE,
    FRENCH,
    FRENCH_VAT,
    GERMAN_VAT,
    KNOWN,
    LEITWEG,
    LUXEMBOURG_VAT,
    MONEGASQUE_VAT,
    SIRET,
    fits,
    french_parts,
)

# What Peppol writes before a participant: "iso6523-actorid-upis::0208:0123456749".
_PARTICIPANT = re.compile(r"(?:iso6523-actorid-upis|busdox-actorid-upis)::?", re.IGNORECASE)
_WITH_SCHEME = re.compile(r"([0-9]{4}|A[NQSU]|EM|[0-9]{3})\s?[:/|]\s?(.*)", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
LOOSE = re.compile(r"[0-9]{9}(_[0-9]{14})?(_.+)?")


def read(word: str, country: str) -> tuple[str, str, str]:
    """Return scheme, address and, where it is none, the key of a message.

    :param country: ISO code of its row's country

    >>> read("iso6523-actorid-upis::0208:0477472701", ""), read("BE 0477.472.701", "FR")
    (('0208', '0477472701', ''), ('0208', '0477472701', ''))
    >>> read("0225:303265045_COMPTA", "FR"), read("303265045", "FR")
    (('0225', '303265045_COMPTA', ''), ('0225', '303265045', ''))
    >>> read("compta@example.com", "FR")[2], read("12345", "FR")[2], read("0009", "FR")
    ('einvoice_email', 'einvoice_unknown_address', ('0009', '', ''))
    """
    text = _PARTICIPANT.sub("", clean(word).strip())
    if text.removesuffix(":") == SIRET:
        return SIRET, "", ""  # a public body, whose Siret is its address
    found = _WITH_SCHEME.fullmatch(text)
    if found:
        scheme = found[1].upper().zfill(4) if found[1].isdigit() else found[1].upper()
        if scheme not in KNOWN:
            return "", "", "einvoice_unknown_scheme"
        return _checked(scheme, found[2].strip())
    if EMAIL.fullmatch(text):
        return "", "", "einvoice_email"
    return _without_scheme(text, country)


def _checked(scheme: str, address: str) -> tuple[str, str, str]:
    compact = (
        numbers.compact(address) if scheme in (BELGIAN, GERMAN_VAT, LUXEMBOURG_VAT, SIRET, FRENCH_VAT) else address
    )
    if scheme == BELGIAN:
        compact = numbers.belgian_of(address) or compact
    compact = sanitized(scheme, compact) if scheme != FRENCH else "".join(compact.split())
    return (scheme, compact, "") if fits(scheme, compact) else ("", "", "einvoice_invalid_address")


def _without_scheme(text: str, country: str) -> tuple[str, str, str]:
    """Return the address whose form tells its scheme."""
    compact, joined = numbers.compact(text), "".join(text.split())
    if belgian := (compact.startswith("BE") or country == "BE") and numbers.belgian_of(compact):
        return BELGIAN, belgian, ""
    if country in FRANCE or country == "":
        parts = french_parts(joined)
        if parts and fits(FRENCH, joined):
            return FRENCH, joined, ""
        if numbers.siret_of(compact):
            return "", "", "einvoice_siret_address"
    for scheme, read_number in (
        (FRENCH_VAT, lambda: compact if numbers.siren_of_vat(compact) else ""),
        (MONEGASQUE_VAT, lambda: compact if numbers.is_monegasque(compact) else ""),
        (GERMAN_VAT, lambda: numbers.german_vat(compact)),
        (LUXEMBOURG_VAT, lambda: numbers.luxembourg_vat(compact)),
        (LEITWEG, lambda: numbers.leitweg_of(joined)),
    ):
        if number := read_number():
            return scheme, number, ""
    return "", "", "einvoice_unknown_address"


def is_likely(value: str) -> bool:
    """Say whether a value looks like an electronic address for invoices, whatever its check digits say.

    >>> [is_likely(value) for value in ("0225:303265045", "BE0477472701", "303265045_C", "a@b.fr", "33 1 23 45 67 89")]
    [True, True, True, False, False]
    """
    text = _PARTICIPANT.sub("", value.strip())
    if found := _WITH_SCHEME.fullmatch(text):
        return found[1].upper().zfill(4) in KNOWN or found[1].upper() in KNOWN
    return bool(numbers.belgian_of(text)) or bool(LOOSE.fullmatch(text)) or not read(value, "FR")[2]
