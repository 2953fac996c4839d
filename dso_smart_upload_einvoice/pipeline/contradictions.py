"""Numbers that are valid, each by itself, and cannot be one customer's; and addresses that are not theirs.

In: a ``Customer``, and an electronic address. Out: keys of ``sentences.CONTRADICTIONS``.
"""

from functools import lru_cache
from typing import NamedTuple

from . import numbers
from .customer import MOST_KEPT, Customer, vat_country
from .schemes import (
    BELGIAN,
    BELGIAN_VAT,
    COUNTRIES,
    FRANCE,
    FRENCH,
    FRENCH_VAT,
    MONEGASQUE_VAT,
    OF_VAT,
    SIRENE,
    SIRET,
    fits,
    french_parts,
)


class Contradiction(NamedTuple):
    """Two values that contradict each other.

    :param kind: a key of ``sentences.CONTRADICTIONS``
    """

    kind: str
    one: str
    other: str


@lru_cache(maxsize=MOST_KEPT)
def of_numbers(customer: Customer) -> tuple[Contradiction, ...]:
    """Return how a customer's numbers contradict each other.

    >>> of_numbers(Customer("FR", "FR40303265045", "552081317"))
    (Contradiction(kind='vat_siren', one='FR40303265045', other='552081317'),)
    >>> of_numbers(Customer("FR", "FR40303265045", "303265045")), of_numbers(Customer("FR", "BE0477472701"))
    ((), ())
    """
    found = []
    country = "FR" if customer.country in FRANCE else customer.country
    if country in ("FR", ""):
        registered, of_siret = numbers.siren_of(customer.registry), numbers.siren_of(customer.siret)
        of_vat, siren = numbers.siren_of_vat(customer.vat), customer.own_siren
        if registered and of_siret and registered != of_siret:
            found.append(Contradiction("siret_siren", customer.siret, customer.registry))
        if of_vat and siren and of_vat != siren:
            found.append(Contradiction("vat_siren", customer.vat, customer.registry or customer.siret))
    if country == "BE" and vat_country(customer.vat) == "BE":
        registered, of_vat = numbers.belgian_of(customer.registry), numbers.belgian_of(customer.vat)
        if registered and of_vat and registered != of_vat:
            found.append(Contradiction("vat_number", customer.vat, customer.registry))
    return tuple(found)


def of_address(customer: Customer, scheme: str, address: str) -> list[Contradiction]:
    """Return how an electronic address contradicts its form, the country, or the customer's numbers.

    >>> of_address(Customer("FR", registry="552081317"), "0225", "303265045")[0].kind
    'address_siren'
    >>> of_address(Customer("FR"), "0208", "0477472701")[0].kind, of_address(Customer("BE"), "0208", "123")[0].kind
    ('scheme_country', 'address_form')
    """
    text = f"{scheme}:{address}"
    if not fits(scheme, address):
        return [Contradiction("address_form", text, scheme)]
    places = {customer.country, customer.place} - {""}
    if scheme in COUNTRIES and places and places.isdisjoint(COUNTRIES[scheme]):
        return [Contradiction("scheme_country", text, customer.country)]
    own, theirs = _compared(customer, scheme, address)
    if own and theirs and own != theirs:
        kind = {BELGIAN: "address_number"}.get(scheme, "address_vat" if scheme in OF_VAT else "address_siren")
        return [Contradiction(kind, text, own)]
    if scheme == SIRET and customer.establishment and customer.establishment != address:
        return [Contradiction("address_siret", text, customer.establishment)]
    return []


def _compared(customer: Customer, scheme: str, address: str) -> tuple[str, str]:
    """Return the number of the customer and that of the address that have to be one; "" where there is none."""
    if scheme == FRENCH:
        parts = french_parts(address)
        return customer.siren, parts.siren if parts else ""
    if scheme in (SIRENE, SIRET):
        return customer.siren, address[: numbers.SIREN]
    if scheme == FRENCH_VAT:
        return customer.siren, numbers.siren_of_vat(address)
    if scheme in (BELGIAN, BELGIAN_VAT):
        return customer.belgian, numbers.belgian_of(address)
    if scheme in OF_VAT and (vat_country(customer.vat) or scheme == MONEGASQUE_VAT):
        return numbers.compact(customer.vat), numbers.compact(address)
    return "", ""


def entity_of(customer: Customer, scheme: str, address: str) -> str:
    """Return what tells the legal entity of a customer from others: its number, else that of its address, else "".

    >>> entity_of(Customer("FR", registry="55208131766522"), "", ""), entity_of(Customer("FR"), "0225", "303265045_A")
    ('552081317', '303265045')
    """
    own = (customer.siren if customer.country in FRANCE or not customer.country else "") or customer.belgian
    return own or numbers.compact(customer.vat) or _compared_alone(scheme, address)


def _compared_alone(scheme: str, address: str) -> str:
    if scheme in (FRENCH, SIRENE, SIRET):
        return address[: numbers.SIREN]
    if scheme == FRENCH_VAT:
        return numbers.siren_of_vat(address)
    return numbers.belgian_of(address) if scheme in (BELGIAN, BELGIAN_VAT) else ""
