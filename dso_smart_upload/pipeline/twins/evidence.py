"""What speaks for two parties being one, and what against."""

from dataclasses import dataclass

from .names import NEAR, OTHER, SAME, compare
from .party import Party
from .places import streets_agree

SIRET, LEGAL_ID, VAT, EMAIL, PHONE, NAME_ADDRESS = "siret", "legal_id", "vat", "email", "phone", "name_address"
WORDS = (SIRET, LEGAL_ID, VAT, EMAIL, PHONE, NAME_ADDRESS)  # the strongest first


@dataclass(frozen=True)
class Evidence:
    """What speaks for two parties being one.

    :param words: of ``WORDS``, the strongest first; none: nothing does, or something speaks against it
    :param proves: it is enough to take the one for the other
    :param branch: they are two establishments of one company, as their Sirets say
    :param far: their addresses are two places
    """

    words: tuple[str, ...] = ()
    proves: bool = False
    branch: bool = False
    far: bool = False

    @property
    def names_entity(self) -> bool:
        """Whether a number of a register or a tax office says that they are one company."""
        return not {LEGAL_ID, VAT}.isdisjoint(self.words)

    @property
    def is_at_place(self) -> bool:
        """Whether it says that they are one establishment, not only one company."""
        return not {SIRET, NAME_ADDRESS}.isdisjoint(self.words)

    @property
    def strength(self) -> tuple[int, ...]:
        """To sort by: the weakest first."""
        return tuple(word in self.words for word in WORDS)


NOTHING = Evidence()


def weigh(one: Party, other: Party) -> Evidence:
    """Return what speaks for two parties being one company at one place."""
    if _contradict(one, other):
        return NOTHING
    found = {
        SIRET: _same(one.siret, other.siret),
        LEGAL_ID: _same(one.siren, other.siren) or _same(one.legal_id, other.legal_id),
        VAT: _same(one.vat, other.vat),
        EMAIL: not one.emails.isdisjoint(other.emails),
        PHONE: not one.phones.isdisjoint(other.phones),
    }
    name = compare(one.name, other.name)
    is_one = found[SIRET] or found[LEGAL_ID] or found[VAT]
    if not is_one and name not in (SAME, NEAR) and (name == OTHER or not any(found.values())):
        return NOTHING  # also for a switchboard or an accountant that two companies share
    streets, place = streets_agree(one.streets, other.streets), _place(one, other)
    found[NAME_ADDRESS] = _name_and_address(one, other, name, streets, place)
    words = tuple(word for word in WORDS if found[word])
    by_address = name == SAME and _forms_agree(one, other) and bool(streets) and bool(place)
    branch = _differ(one.siret, other.siret)
    proves = found[SIRET] or (is_one and name != OTHER and not branch) or by_address
    return Evidence(words, proves and not branch, branch, streets is False or place is False)


def _contradict(one, other):
    """Say whether numbers of two parties say that they are two companies."""
    if _differ(one.siren, other.siren):
        return True
    if _differ(one.vat, other.vat) and one.vat[:2] == other.vat[:2]:
        return True
    return _differ(one.legal_id, other.legal_id) and _shape(one.legal_id) == _shape(other.legal_id)


def _shape(number):
    """Return which register a number may be of: its letters, and how many digits there are."""
    return "".join("9" if char.isdecimal() else char for char in number)


def _same(one, other):
    return bool(one) and one == other


def _differ(one, other):
    return bool(one) and bool(other) and one != other


def _place(one, other):
    """Say whether two parties are in one city, None where one of them says nothing of it."""
    if _same(one.zip, other.zip) or _same(one.city, other.city):
        return True
    return False if _differ(one.zip, other.zip) or _differ(one.city, other.city) else None


def _forms_agree(one, other):
    """Say whether the legal forms of two names can be one: two of one name at one address may be two companies."""
    return not (one.name.forms and other.name.forms) or not one.name.forms.isdisjoint(other.name.forms)


def _name_and_address(one, other, name, streets, place):
    """Say whether name and address agree, well enough to be shown to a person."""
    if name == SAME:
        return _same(one.zip, other.zip) or (bool(streets) and bool(place))
    return name == NEAR and bool(streets) and bool(place)
