"""Who a row with a code that nobody has can mean: a customer without a code, one with another code, or nobody.

In: the parties of the rows, and those of the customers in Odoo that share a key with one of them. Out: a ``Decision``
for each row. Only what is proved is taken; what is not sure is shown to a person.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from .evidence import Evidence, weigh
from .in_file import entity_keys
from .names import NEAR, SAME, compare
from .party import Party

MOST_CANDIDATES = 5  # that a person is shown for one row
_CROWD = 10  # parties of one key from which only those with the likest names are weighed
_SHARED = 4  # customers who share an address for mail or a phone, so that it is nobody's own
_LIKE = 65  # per cent of letters in common of the names of a crowd that are weighed


@dataclass(frozen=True)
class Customer:
    """A customer in Odoo.

    :param code: "" without one
    :param name: as it is written
    :param keys: under which they are found (``Party.answers``)
    :param codes: all that they have
    :param is_own: it is a company of this database, which only a person takes for a customer
    """

    id: int
    code: str
    name: str
    party: Party
    keys: AbstractSet[str]
    active: bool = True
    is_own: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A customer that a row may mean, and what speaks for it."""

    customer: Customer
    evidence: Evidence


@dataclass(frozen=True)
class Decision:
    """Who a row can mean.

    :param linked: the customer without a code that it means for sure
    :param candidates: customers that it may mean, the best first, where a person has to decide
    :param other_line: line of an earlier row with another code that describes the same customer; 0: there is none
    :param evidence: what speaks for ``linked`` or for the row of ``other_line``
    :param entity: other accounts of its company are known, at other places
    """

    linked: Customer | None = None
    candidates: tuple[Candidate, ...] = ()
    other_line: int = 0
    evidence: tuple[str, ...] = ()
    entity: bool = False


NOBODY = Decision()


class Found:
    """Customers in Odoo, found by their keys.

    :param customers: that may be meant
    """

    def __init__(self, customers: Iterable[Customer]) -> None:
        self.by_key: dict[str, list[Customer]] = defaultdict(list)
        for customer in customers:
            for key in customer.keys:
                self.by_key[key].append(customer)

    def near(self, party: Party) -> list[Customer]:
        """Return the customers that share a key with a party, each once.

        One with whom only the place is shared has a like name, and of a crowd those with the likest names are taken.
        """
        found = {}
        for key in set(party.keys()):
            several = self.by_key.get(key, ())
            if key[0] in "ep" and len(several) >= _SHARED:
                continue
            if len(several) > _CROWD:
                names = {number: customer.party.name.key for number, customer in enumerate(several)}
                like = process.extract(party.name.key, names, scorer=ratio, score_cutoff=_LIKE, limit=_CROWD)
                several = [several[number] for _name, _score, number in like]
            for customer in several:
                if key[0] not in "zhm" or compare(party.name, customer.party.name) in (SAME, NEAR):
                    found[customer.id] = customer
        return list(found.values())


def decide(
    rows: Mapping[str, Party],
    found: Found,
    shared: AbstractSet[str] = frozenset(),
    taken: Mapping[int, str] | None = None,
) -> dict[str, Decision]:
    """Decide who each row can mean.

    :param rows: customer code, which nobody has -> its party, in the order of the file
    :param found: customers that may be meant
    :param shared: keys of companies (``entity_keys``) that rows with other codes of the file have too
    :param taken: id of a customer -> code that an earlier row of the file gave it
    """
    taken = taken or {}
    first = {}
    for code, party in rows.items():
        candidates = [
            Candidate(replace(customer, code=taken.get(customer.id, customer.code)), evidence)
            for customer in found.near(party)
            if (evidence := weigh(party, customer.party)).words
        ]
        first[code] = _one(candidates, shared.isdisjoint(entity_keys(party)))
    return _without_rivals(first)


def _one(candidates: Sequence[Candidate], is_alone: bool) -> Decision:
    """Return the decision on one row.

    :param is_alone: no other row of the file is of its company
    """
    twins = [one for one in candidates if not _is_other_account(one)]
    entity = len(twins) < len(candidates)
    twins.sort(key=_rank, reverse=True)
    if len(twins) == 1 and _may_be_linked(twins[0].customer) and _links(twins[0].evidence, is_alone):
        return Decision(linked=twins[0].customer, evidence=twins[0].evidence.words, entity=entity)
    return Decision(candidates=tuple(twins), entity=entity)


def _rank(one: Candidate) -> tuple[object, ...]:
    return one.evidence.proves, one.evidence.strength, not one.customer.code, -one.customer.id


def _is_other_account(one: Candidate) -> bool:
    """Say whether a customer is another account of the same company, of which there may be several."""
    evidence = one.evidence
    if evidence.branch:
        return True
    return bool(one.customer.code) and evidence.names_entity and evidence.far and not evidence.is_at_place


def _may_be_linked(customer: Customer) -> bool:
    return not customer.code and not customer.is_own


def _links(evidence: Evidence, is_alone: bool) -> bool:
    return evidence.proves and (is_alone or evidence.is_at_place)


def _without_rivals(decisions: dict[str, Decision]) -> dict[str, Decision]:
    """Return decisions in which no two rows are linked with one customer: only the row at its place is, if one is."""
    claims = Counter(one.linked.id for one in decisions.values() if one.linked)
    at_place = Counter(one.linked.id for one in decisions.values() if one.linked and _at_place(one))
    settled = {}
    for code, one in decisions.items():
        if one.linked and claims[one.linked.id] > 1 and not (at_place[one.linked.id] == 1 and _at_place(one)):
            doubt = Candidate(one.linked, Evidence(one.evidence))
            one = replace(one, linked=None, candidates=(doubt,), evidence=())
        settled[code] = one
    return settled


def _at_place(one: Decision) -> bool:
    return Evidence(one.evidence).is_at_place
