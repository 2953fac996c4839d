"""What the rules look at of one customer."""

from functools import lru_cache
from typing import NamedTuple

from odoo.addons.dso_smart_upload.pipeline.folding import fold
from odoo.addons.dso_smart_upload.pipeline.twins.names import read_name

from . import numbers
from .schemes import FRANCE

# Answers that are kept: those of a block of a file, which is planned first and written then.
MOST_KEPT = 2**13
# Prefixes of VAT numbers that are not the code of their country.
_PREFIXES = {"EL": "GR", "XI": "GB"}
_VAT_COUNTRIES = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)
# Words with which the name of a person begins in a list of customers; folded.
_CIVILITIES = frozenset(
    "m mr mme mlle mm monsieur madame mademoiselle messieurs mesdames herr frau mrs ms miss sr sra senor senora "
    "signor signora sig dhr mevr mevrouw heer pan pani".split()
)


class Customer(NamedTuple):
    """What is known of a customer; "" for what is not.

    :param country: ISO code
    :param vat: VAT number
    :param registry: legal id: a Siren or Siret in France, the enterprise number in Belgium
    :param siret: the Siret of the establishment, where it is kept beside the Siren
    :param routing: routing code, service code of a public body, or Leitweg-ID
    :param is_public: a French public body, reached through Chorus Pro
    :param name: the name
    :param is_company: False for a person
    """

    country: str = ""
    vat: str = ""
    registry: str = ""
    siret: str = ""
    routing: str = ""
    is_public: bool = False
    name: str = ""
    is_company: bool = True

    @property
    def own_siren(self) -> str:
        """The Siren that the legal id says, else the Siret."""
        return numbers.siren_of(self.registry) or numbers.siren_of(self.siret)

    @property
    def siren(self) -> str:
        """The Siren that the legal id, the Siret or the French VAT number says."""
        return self.own_siren or numbers.siren_of_vat(self.vat)

    @property
    def establishment(self) -> str:
        """The Siret."""
        return numbers.siret_of(self.registry) or numbers.siret_of(self.siret)

    @property
    def belgian(self) -> str:
        """The Belgian enterprise number."""
        return numbers.belgian_of(self.registry) or _belgian_of_vat(self.vat)

    @property
    def place(self) -> str:
        """The country whose rules hold: that of the address; where no number of it is known, that of the VAT number.

        >>> Customer("FR", "BE0477472701").place, Customer("FR", "BE0477472701", "303265045").place
        ('BE', 'FR')
        >>> Customer("", "FR40303265045").place, Customer("MC", "FR53000004605").place, Customer("RE").place
        ('FR', 'MC', 'FR')
        """
        return _place(self)

    @property
    def is_consumer(self) -> bool:
        """Whether it is a person who buys for themselves: a person or a civility, no legal form and no number."""
        if self.registry or self.siret or self.vat:
            return False
        return not self.is_company or names_person(self.name)


@lru_cache(maxsize=MOST_KEPT)
def _place(customer: Customer) -> str:
    country = "FR" if customer.country in FRANCE else customer.country
    if country == "MC" or (country == "FR" and customer.own_siren) or (country == "BE" and customer.belgian):
        return country
    prefix = vat_country(customer.vat)
    if numbers.is_monegasque(customer.vat) and country in ("", "MC"):
        return "MC"
    return prefix or country


def _belgian_of_vat(vat: str) -> str:
    return numbers.belgian_of(vat) if vat and numbers.compact(vat).startswith("BE") else ""


def vat_country(vat: str) -> str:
    """Return the country whose prefix a VAT number has, "" where it has none.

    >>> vat_country("EL094259216"), vat_country("FR40303265045"), vat_country("123456789")
    ('GR', 'FR', '')
    """
    prefix = numbers.compact(vat)[:2] if vat else ""
    country = _PREFIXES.get(prefix, prefix)
    return country if country in _VAT_COUNTRIES else ""


def names_person(name: str) -> bool:
    """Say whether a name begins with a civility and has no legal form.

    >>> names_person("Mme Martin Claire"), names_person("M. Bricolage SA"), names_person("Dupont SARL")
    (True, False, False)
    """
    first = fold(name[:20]).partition(" ")[0] if name else ""
    return first in _CIVILITIES and not read_name(name).forms
