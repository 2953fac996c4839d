"""The electronic address that follows from a customer's country and numbers by a rule.

In: a ``Customer``, the form of French addresses, and what Odoo itself computes in other countries. Out: a ``Derived``
with its reason, or none where no rule proves one. Nothing is guessed: of numbers that contradict each other nothing
follows.

Sources (read in November 2026): the form of French addresses, scheme 0225, is that of rule BR-FR-12 in AFNOR XP Z12-012
(SIREN, SIREN_SIRET, SIREN_SIRET_CODE, SIREN_SUFFIX); the schemes are those of the EAS list of the European Commission.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from . import numbers
from .contradictions import of_numbers
from .customer import MOST_KEPT, Customer
from .schemes import (
    BELGIAN,
    FRENCH,
    GERMAN_VAT,
    LEITWEG,
    LONGEST,
    LUXEMBOURG_VAT,
    MONEGASQUE_VAT,
    OWN_REGISTER,
    SIRET,
    fits,
)

BY_SIREN, BY_SIRET = "siren", "siren_siret"  # forms of a French address without a routing code
# For each country the schemes that Odoo tries, each with the field of the customer that holds the address.
Mappings = Mapping[str, Mapping[str, str | None]]


class Derived(NamedTuple):
    """An electronic address and why it is that.

    :param reason: a key of ``sentences.REASONS``
    """

    scheme: str
    address: str
    reason: str

    @property
    def text(self) -> str:
        return f"{self.scheme}:{self.address}"


@lru_cache(maxsize=MOST_KEPT)
def derive(customer: Customer, form: str = BY_SIREN) -> Derived | None:
    """Return the address that a rule of this addon gives, None where it gives none.

    :param form: of French addresses without a routing code: ``BY_SIREN`` or ``BY_SIRET``

    >>> derive(Customer("FR", registry="55208131766522")).text
    '0225:552081317'
    >>> derive(Customer("FR", registry="55208131766522"), BY_SIRET).text
    '0225:552081317_55208131766522'
    >>> derive(Customer("BE", vat="BE0477472701")).text, derive(Customer("FR", registry="552081318"))
    ('0208:0477472701', None)
    """
    place = customer.place
    rule = _RULES.get(place)
    if rule is None or of_numbers(customer):
        return None
    found = rule(customer, form)
    return found if found and len(found.address) <= LONGEST and fits(found.scheme, found.address) else None


def _french(customer: Customer, form: str) -> Derived | None:
    siren, siret, code = customer.siren, customer.establishment, customer.routing
    if not siren:
        return None
    if customer.is_public:
        return Derived(SIRET, siret, "address_public") if siret else None
    if code:
        parts = (siren, siret, code) if siret else (siren, code)
        return Derived(FRENCH, "_".join(parts), "address_routing")
    if form == BY_SIRET and siret:
        return Derived(FRENCH, f"{siren}_{siret}", "address_siret")
    return Derived(FRENCH, siren, "address_siren")


def _belgian(customer: Customer, _form: str) -> Derived | None:
    return Derived(BELGIAN, customer.belgian, "address_number") if customer.belgian else None


def _german(customer: Customer, _form: str) -> Derived | None:
    if leitweg := numbers.leitweg_of(customer.routing):
        return Derived(LEITWEG, leitweg, "address_leitweg")
    vat = numbers.german_vat(customer.vat)
    return Derived(GERMAN_VAT, vat, "address_vat") if vat else None


def _luxembourg(customer: Customer, _form: str) -> Derived | None:
    vat = numbers.luxembourg_vat(customer.vat)
    return Derived(LUXEMBOURG_VAT, vat, "address_vat") if vat else None


def _monegasque(customer: Customer, _form: str) -> Derived | None:
    vat = numbers.compact(customer.vat)
    return Derived(MONEGASQUE_VAT, vat, "address_vat") if numbers.is_monegasque(vat) else None


_RULES = {"FR": _french, "BE": _belgian, "DE": _german, "LU": _luxembourg, "MC": _monegasque}


def has_rule(customer: Customer) -> bool:
    """Say whether this addon, not Odoo, says what the address of a customer in this place is."""
    return customer.place in _RULES


def odoos(customer: Customer, mappings: Mappings) -> list[tuple[str, str]]:
    """Return the schemes and addresses that Odoo computes by itself for a customer, the one it prefers first.

    As ``account_edi_ubl_cii`` does it: the first scheme of the country whose field holds a value. It also keeps any
    other scheme of the country, so all of them are what nobody set.

    >>> mappings = {"FR": {"0009": "company_registry", "9957": "vat", "0002": None}}
    >>> odoos(Customer("FR", "FR40303265045", "55208131766522"), mappings)
    [('0009', '55208131766522'), ('9957', 'FR40303265045')]
    """
    values = {"vat": customer.vat, "company_registry": customer.registry}
    found = []
    for country in dict.fromkeys((vat_or_own(customer), customer.country)):
        for scheme, field in mappings.get(country, {}).items():
            if field == "company_registry" and country == "BE" and not customer.registry:
                address = numbers.compact(customer.vat).removeprefix("BE")
            else:
                address = sanitized(scheme, values.get(field or "", ""))
            if address and len(address) <= LONGEST and _odoo_takes(scheme, address):
                found.append((scheme, address))
    return found


def vat_or_own(customer: Customer) -> str:
    """Return the country that Odoo takes for a customer's: that of the prefix of the VAT number, else the address's."""
    prefix = numbers.compact(customer.vat)[:2] if customer.vat else ""
    return {"EL": "GR", "XI": "GB"}.get(prefix, prefix) if prefix.isalpha() else customer.country


def sanitized(scheme: str, address: str) -> str:
    """Return an address as Odoo writes it: without the characters it does not allow.

    >>> sanitized("0208", "BE 0477.472.701"), sanitized("9957", "FR 40303265045")
    ('0477472701', 'FR40303265045')
    """
    allowed = {BELGIAN: "0123456789", "9925": "beBE0123456789"}.get(scheme)
    if allowed:
        return "".join(char for char in address if char in allowed)
    return "".join(char for char in address if char.isascii() and (char.isalnum() or char in "-._~"))


def _odoo_takes(scheme: str, address: str) -> bool:
    """Say whether Odoo itself computes an address: it checks those of three schemes only."""
    if scheme == SIRET:
        return numbers.siret_of(address) == address
    if scheme in (BELGIAN, "0007"):
        return len(address) == 10 and address.isdecimal()
    return True


def expected(customer: Customer, form: str, mappings: Mappings) -> str:
    """Return the address that nobody has to set, by a rule, else as Odoo computes it: ``scheme:address``, "" for none.

    :param form: as ``derive``
    """
    if has_rule(customer):
        found = derive(customer, form)
        return found.text if found else ""
    if customer.country in OWN_REGISTER:
        return ""
    theirs = odoos(customer, mappings)
    return ":".join(theirs[0]) if theirs else ""
