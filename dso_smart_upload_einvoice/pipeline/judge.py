"""Whether a customer can be sent an electronic invoice, and what is missing.

In: a ``Customer``, the electronic address, and the countries that have a scheme. Out: a ``Judgement``.
"""

from functools import lru_cache
from typing import NamedTuple

from . import numbers
from .contradictions import Contradiction, of_address, of_numbers
from .customer import MOST_KEPT, Customer
from .schemes import EMAIL, EVERYWHERE, FRENCH, OWN_REGISTER, SIRET

READY, INCOMPLETE, CONTRADICTS, NOT_CONCERNED = "ready", "incomplete", "contradicts", "not_concerned"
STATES = (READY, INCOMPLETE, CONTRADICTS, NOT_CONCERNED)
# What can be missing, in the order in which it is to be asked for.
COUNTRY, SIREN, SIRET_NUMBER, NUMBER, VAT, ADDRESS = "country", "siren", "siret", "number", "vat", "address"
LACKS = (COUNTRY, SIREN, SIRET_NUMBER, NUMBER, VAT, ADDRESS)
_FRENCH_SCHEMES = (EVERYWHERE - {EMAIL}) | {FRENCH, SIRET}  # with which a French customer can be reached
_OWN_RULES = frozenset(("FR", "BE", "DE", "LU", "MC"))


class Judgement(NamedTuple):
    """What became of a customer.

    :param state: of ``STATES``
    :param lacks: of ``LACKS``, the first thing to ask for first
    :param contradictions: what contradicts
    """

    state: str
    lacks: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


def split(text: str | None) -> tuple[str, str]:
    """Return scheme and address of ``scheme:address``.

    >>> split("0225:303265045"), split(None), split("")
    (('0225', '303265045'), ('', ''), ('', ''))
    """
    scheme, _colon, address = (text or "").partition(":")
    return scheme, address


@lru_cache(maxsize=MOST_KEPT)
def judge(customer: Customer, text: str | None, reachable: frozenset[str]) -> Judgement:
    """Judge a customer.

    :param text: its electronic address, as ``scheme:address``
    :param reachable: ISO codes of the countries that have a scheme

    >>> judge(Customer("FR", registry="303265045"), "0225:303265045", frozenset(["FR"])).state
    'ready'
    >>> judge(Customer("FR", name="Dupont SARL"), "", frozenset(["FR"])).lacks
    ('siren', 'address')
    >>> judge(Customer("FR", name="Mme Dupont"), "", frozenset(["FR"])).state
    'not_concerned'
    >>> judge(Customer("US"), "", frozenset(["FR"])).state
    'not_concerned'
    """
    scheme, address = split(text)
    found = of_numbers(customer)
    if address:
        found = (*found, *of_address(customer, scheme, address))
    if found:
        return Judgement(CONTRADICTS, (), found)
    place = customer.place
    if not address:
        if customer.is_consumer:
            return Judgement(NOT_CONCERNED)
        if place and (place in OWN_REGISTER or place not in reachable):
            return Judgement(NOT_CONCERNED)
    lacks = tuple(_lacking(customer, place, scheme, address))
    return Judgement(INCOMPLETE if lacks else READY, lacks)


def _lacking(customer: Customer, place: str, scheme: str, address: str):
    """Yield what a customer lacks, of ``LACKS``."""
    if not place and not address:
        yield COUNTRY
    if place == "FR":
        yield from _french_lacks(customer, scheme, address)
        return
    if not address:
        if place == "BE":
            yield NUMBER
        elif place in _OWN_RULES and not _own_vat(customer, place):
            yield VAT
        yield ADDRESS


def _french_lacks(customer: Customer, scheme: str, address: str):
    if not customer.siren:
        yield SIREN
    elif customer.is_public and not customer.establishment:
        yield SIRET_NUMBER
    if not address or scheme not in _FRENCH_SCHEMES:
        yield ADDRESS


def _own_vat(customer: Customer, place: str) -> str | bool:
    checks = {"DE": numbers.german_vat, "LU": numbers.luxembourg_vat, "MC": numbers.is_monegasque}
    return checks[place](customer.vat)
