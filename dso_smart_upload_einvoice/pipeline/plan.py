"""Electronic addresses of the rows of a file: what is derived, what contradicts, and how many can be invoiced.

In: ``Planned``, what becomes of the rows of a block. Out: ``Derived``. Rows of customers of whom nothing changes that
the rules look at are only counted, by the state that Odoo keeps of them; so a file that was imported before costs next
to nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from odoo.addons.dso_smart_upload.pipeline.bounds import shortened
from odoo.addons.dso_smart_upload.pipeline.convert.base import UNKNOWN
from odoo.addons.dso_smart_upload.pipeline.folding import fold
from odoo.addons.dso_smart_upload.pipeline.message import ERROR, WARNING, Issue, Message
from odoo.addons.dso_smart_upload.pipeline.plan import ALWAYS, AT_CREATION, IF_EMPTY, NEVER
from odoo.addons.dso_smart_upload.pipeline.plan.derive import Derived, Planned, with_changes

from . import numbers
from .contradictions import entity_of, of_numbers
from .customer import Customer
from .derive import BY_SIREN, Mappings, derive, expected, has_rule, odoos
from .judge import CONTRADICTS, INCOMPLETE, LACKS, STATES, Judgement, judge, split
from .schemes import FRANCE, SIRET
from .sentences import CONTRADICTION, REASON

# Fields of ``res.partner``.
ADDRESS, DERIVED, STATE, LACKING = (
    "dso_electronic_address", "dso_derived_address", "dso_einvoice_state", "dso_einvoice_lacks",
)  # fmt: skip
SIRET_FIELD, ROUTING, PUBLIC, REGISTRY, VAT = (
    "dso_siret", "dso_routing_code", "dso_public_body", "company_registry", "vat",
)  # fmt: skip
FORMAT = "invoice_edi_format_store"
NUMBERS = (VAT, REGISTRY, SIRET_FIELD, ROUTING, PUBLIC)
READ_ALONG = (ADDRESS, DERIVED, STATE, LACKING, *NUMBERS, FORMAT, "country_id", "is_company", "name")
NOBODY = Customer()
MOST_SEEN = 100_000  # addresses of a file that are compared with those of its earlier rows
NOTHING: Mapping[str, Any] = {}  # what is there of a new customer
RELEVANT = (*NUMBERS, ADDRESS, "country_id", "name")  # a change of one of these is looked at

# Addresses -> who has each in Odoo: id, legal entity, name; the name is None of one that the user may not see.
FindOthers = Callable[[Collection[str]], Mapping[str, Iterable[tuple[int, str, str | None]]]]


class Policy(NamedTuple):
    """When a derived value may be written to a field.

    :param policy: as ``ColumnSetting``
    :param protected: managed in Odoo
    """

    policy: str = ALWAYS
    protected: bool = False

    def allows(self, is_known: bool, is_empty: bool) -> bool:
        if self.policy == NEVER:
            return False
        if self.protected or self.policy == AT_CREATION:
            return not is_known
        return self.policy != IF_EMPTY or is_empty


@dataclass(frozen=True)
class Settings:
    """What holds in a database.

    :param form: of French addresses, as ``derive``
    :param vat_of_siren: French VAT numbers are filled in from the Siren
    :param mappings: what Odoo computes, as ``odoos``
    :param reachable: ISO codes of the countries that have a scheme
    :param strict: ISO codes of the countries in which an addon refuses legal ids that are no Siren or Siret
    :param policies: of the fields that can be derived; a field that is not there may not be written
    :param find_others: who has an address in Odoo
    :param format_of: the format of electronic invoices for a country, "" where none has to be set
    """

    form: str = BY_SIREN
    vat_of_siren: bool = False
    mappings: Mappings = field(default_factory=dict)
    reachable: frozenset[str] = frozenset()
    strict: Collection[str] = ()
    policies: Mapping[str, Policy] = field(default_factory=dict)
    find_others: FindOthers = lambda addresses: {}
    format_of: Callable[[str], str] = lambda country: ""


class Row:
    """One row while it is looked at: its values after the import, and what is derived.

    :param values: partner field -> value after the import
    :param old: the same before it
    """

    def __init__(self, values: dict[str, Any], old: Mapping[str, Any], country: str, is_known: bool) -> None:
        self.values, self.old, self.country, self.is_known = values, old, country, is_known
        self._customer: Customer | None = None  # None: to be made of the values
        self.is_contradictory = False  # of numbers that are not stored, as an addon would refuse them
        self.changes: dict[str, tuple[Any, Any] | None] = {}
        self.reasons: dict[str, str] = {}
        self.messages: list[tuple[str, Message]] = []

    def customer(self) -> Customer:
        """Return what the rules look at, as it is after the import."""
        if self._customer is None:
            self._customer = customer_of(self.values, self.country, self.is_known)
        return self._customer

    def set(self, name: str, value: Any, reason: str = "") -> None:
        """Derive a value, or take one back to what it was."""
        self.values[name], self._customer = value, None
        same = (self.old.get(name) or None) == (value or None)
        self.changes[name] = None if same else (self.old.get(name) if self.is_known else None, value)
        if reason and not same:
            self.reasons[name] = REASON + reason

    def leave_out(self, name: str) -> None:
        """Leave a value of the file out."""
        self.reasons.pop(name, None)
        self.values[name], self.changes[name] = (self.old.get(name) if self.is_known else None), None
        self._customer = None

    def say(self, key: str, severity: str = WARNING, **details: object) -> None:
        self.messages.append((severity, Message(key, details)))


def customer_of(values: Mapping[str, Any], country: str, is_known: bool) -> Customer:
    """Return a ``Customer`` of the values of its fields.

    :param is_known: a new customer is a company
    """
    return Customer(
        country,
        values.get(VAT) or "",
        values.get(REGISTRY) or "",
        values.get(SIRET_FIELD) or "",
        values.get(ROUTING) or "",
        bool(values.get(PUBLIC)),
        values.get("name") or "",
        bool(values.get("is_company")) if is_known else True,
    )


class Deriver:
    """Derives what follows for the rows of each block of a file.

    :param memory: addresses of earlier blocks that the file says, and that do not say themselves whose they are:
        address -> (legal entity, line)
    """

    def __init__(self, settings: Settings, memory: dict[str, Any]) -> None:
        self.settings = settings
        self.seen: dict[str, tuple[str, int]] = memory.setdefault("einvoice_addresses", {})
        self.formats: dict[str, str] = memory.setdefault("einvoice_formats", {})

    def __call__(self, planned: Planned) -> Derived:
        """Return what is derived; see ``Derive``."""
        looked_at = self._looked_at(planned)
        rows = self._rows(planned, np.flatnonzero(looked_at).tolist())
        facts, lines = _counted(planned, planned.live & ~looked_at)
        given, misplaced = self._given(planned), _misplaced(planned)
        for number, row in rows.items():
            self._derive(row, given.get(number), misplaced.get(number, ""))
            judged = judge(row.customer(), row.values[ADDRESS], self.settings.reachable)
            if row.is_contradictory:
                judged = Judgement(CONTRADICTS)
            facts[judged.state] += 1
            if judged.state in (CONTRADICTS, INCOMPLETE):
                lines[_first(judged)].append(int(planned.rows.lines[number]))
            for one, other in ((found, shortened(found.other)) for found in judged.contradictions):
                row.say(CONTRADICTION + one.kind, one=shortened(one.one), other=other)
        self._find_duplicates(planned, rows, given)
        return self._derived(planned, rows, facts, lines)

    # -- which rows, and what they hold --

    def _looked_at(self, planned):
        """Return the rows that have to be looked at: bool array (n)."""
        rows = planned.rows
        address, derived, state = (rows.old(name) for name in (ADDRESS, DERIVED, STATE))
        found = ~rows.known | np.equal(state, None) | (state == CONTRADICTS) | (address != derived)
        for name in RELEVANT:
            found[[row for row in planned.changes(name)]] = True
        return planned.live & found.astype(bool)

    def _rows(self, planned, numbers_):
        names = READ_ALONG
        after = [planned.after(name)[numbers_].tolist() for name in names]
        countries = [country if country != UNKNOWN else "" for country in planned.countries[numbers_].tolist()]
        known = planned.rows.known[numbers_].tolist()
        old = [planned.rows.old(name)[numbers_].tolist() for name in names] if any(known) else []
        return {
            number: Row(
                dict(zip(names, values, strict=True)),
                {name: column[at] for name, column in zip(names, old, strict=True)} if known[at] else NOTHING,
                countries[at],
                known[at],
            )
            for at, (number, values) in enumerate(zip(numbers_, zip(*after, strict=True), strict=True))
        }

    def _given(self, planned):
        """Return the addresses that the file says: dict row -> ``scheme:address``."""
        column = next((one for one in planned.columns if one.setting.partner_field == ADDRESS), None)
        if column is None:
            return {}
        return {row: value for row, value in enumerate(column.values) if value is not None}

    # -- one row --

    def _allows(self, row, name, is_empty=None):
        policy = self.settings.policies.get(name)
        empty = not row.old.get(name) if is_empty is None else is_empty
        return policy is not None and policy.allows(row.is_known, empty)

    def _derive(self, row, given, misplaced):
        self._derive_numbers(row, misplaced)
        self._leave_out_refused(row)
        if not row.is_contradictory:
            self._derive_address(row, given)
            self._derive_format(row)

    def _derive_numbers(self, row, misplaced):
        """Derive legal ids and VAT numbers.

        :param misplaced: Siren or Siret in the column of VAT numbers, "" without
        """
        customer = row.customer()
        if siret := row.values[SIRET_FIELD]:
            if not numbers.siret_of(siret):  # a Siren, or a number of another country, in the column of Sirets
                row.set(SIRET_FIELD, row.old.get(SIRET_FIELD))
                misplaced = misplaced or siret
        if misplaced and not row.values[REGISTRY] and self._allows(row, REGISTRY, True):
            row.set(REGISTRY, misplaced, "registry_column")
            customer = row.customer()
        registry, place = row.values[REGISTRY], customer.place
        if place == "FR" and not of_numbers(customer) and self._allows(row, REGISTRY, not registry):
            siret = numbers.siret_of(row.values[SIRET_FIELD])
            if siret and not numbers.siret_of(registry):
                row.set(REGISTRY, siret, "registry_siret")
            elif not registry and (siren := numbers.siren_of_vat(row.values[VAT])):
                row.set(REGISTRY, siren, "registry_vat")
        elif place == "BE" and not registry and customer.belgian and self._allows(row, REGISTRY, True):
            row.set(REGISTRY, customer.belgian, "registry_vat")
        if self.settings.vat_of_siren and place == "FR" and not row.values[VAT] and self._allows(row, VAT, True):
            if siren := row.customer().own_siren:
                row.set(VAT, numbers.vat_of_siren(siren), "vat_siren")

    def _leave_out_refused(self, row):
        """Leave out what an addon would refuse the whole customer for, and say so."""
        if row.country not in self.settings.strict or not self._is_written(row):
            return
        for name, other in ((VAT, REGISTRY), (REGISTRY, VAT)):
            problem = refused(row.values[REGISTRY], row.values[VAT])
            if problem and self._is_written(row, (name,)) and (name == REGISTRY or problem == "contradiction"):
                key = "einvoice_refused" if problem == "contradiction" else "einvoice_refused.registry"
                row.say(key, value=shortened(row.values[name]), other=shortened(str(row.values[other] or "")))
                row.is_contradictory = row.is_contradictory or problem == "contradiction"
                row.leave_out(name)
        if refused(row.values[REGISTRY], row.values[VAT]) and self._is_written(row):
            row.say("einvoice_refused.row", ERROR, value=shortened(str(row.values[REGISTRY])))

    def _is_written(self, row, names=(VAT, REGISTRY, "country_id")):
        return any((row.values.get(name) or None) != (row.old.get(name) or None) for name in names)

    def _derive_address(self, row, given):
        scheme, address = split(given)
        if scheme == SIRET and row.country in (*FRANCE, "") and not row.values[PUBLIC] and self._allows(row, PUBLIC):
            row.set(PUBLIC, True, "public_address")
        if given and address:
            return
        if given:  # a public body by its scheme, whose address is its Siret
            row.set(ADDRESS, row.old.get(ADDRESS))
        customer = row.customer()
        if not self._is_automatic(row):
            return
        found = derive(customer, self.settings.form) if has_rule(customer) else None
        if found:
            if self._allows(row, ADDRESS, True):
                row.set(ADDRESS, found.text, found.reason)
            return
        if customer.routing and has_rule(customer) and derive(customer._replace(routing=""), self.settings.form):
            row.say("einvoice_long_routing", value=shortened(customer.routing))
        changed = not row.is_known or self._is_written(row, (*NUMBERS, "country_id"))
        if changed:  # as it will be: an address that no rule proves any more is empty, elsewhere Odoo's own
            row.values[ADDRESS] = expected(customer, self.settings.form, self.settings.mappings) or None

    def _derive_format(self, row):
        """Derive the format of a customer who can be reached, from the country."""
        if not row.values[ADDRESS] or row.values[FORMAT] or not self._allows(row, FORMAT, True):
            return
        place = row.customer().place
        if place not in self.formats:
            self.formats[place] = self.settings.format_of(place) if place else ""
        if self.formats[place]:
            row.set(FORMAT, self.formats[place], "format_country")

    def _is_automatic(self, row):
        """Say whether nobody set the address that is there: it is empty, by the rule, or what Odoo itself computes."""
        old = row.old.get(ADDRESS)
        if not old or not row.is_known or old == row.old.get(DERIVED):
            return True
        before = customer_of(row.old, row.country, True)
        return split(old) in odoos(before, self.settings.mappings)

    # -- the block --

    def _find_duplicates(self, planned, rows, given):
        """Say which addresses customers of other legal entities have too."""
        asked = {
            number: row.values[ADDRESS]
            for number, row in rows.items()
            if row.values[ADDRESS] and row.values[ADDRESS] != row.old.get(ADDRESS)
        }
        others = self.settings.find_others(set(asked.values())) if asked else {}
        ids = planned.rows.partner_ids
        for number, address in asked.items():
            row, line = rows[number], int(planned.rows.lines[number])
            entity = entity_key(row.customer(), address)
            if number in given and not entity_of(NOBODY, *split(address)) and len(self.seen) < MOST_SEEN:
                first = self.seen.setdefault(address, (entity, line))
                if first[0] != entity:
                    row.say("einvoice_duplicate_address.line", address=address, other=first[1])
                    continue
            for id_, theirs, name in others.get(address, ()):
                if id_ != ids[number] and theirs != entity:
                    hidden = name is None
                    key = "einvoice_duplicate_address.hidden" if hidden else "einvoice_duplicate_address"
                    row.say(key, address=address, other=shortened(name or ""))
                    break

    def _derived(self, planned, rows, facts, lines):
        changes: dict[str, dict[int, Any]] = defaultdict(dict)
        for number, row in rows.items():
            for name, pair in row.changes.items():
                changes[name][number] = pair
        return Derived(
            with_changes(planned.fields, changes),
            tuple(issue for number, row in rows.items() for issue in _issues(planned, number, row)),
            {number: row.reasons for number, row in rows.items() if row.reasons},
            {
                "einvoice": {state: facts[state] for state in STATES},
                "einvoice_lacks": {lack: len(lines[lack]) for lack in LACKS if lack in lines},
            },
            {name: tuple(sorted(found)) for name, found in lines.items() if found},
        )


def _misplaced(planned: Planned) -> dict[int, str]:
    """Return the Sirens and Sirets in the column of VAT numbers: row -> number."""
    column = next((one for one in planned.columns if one.setting.partner_field == VAT), None)
    if column is None:
        return {}
    found = {}
    for row in np.flatnonzero(column.unusable).tolist():
        word = str(column.column.words[row])
        if planned.countries[row] in (*FRANCE, "") and (number := numbers.siret_of(word) or numbers.siren_of(word)):
            found[row] = number
    return found


def _first(judged: Judgement) -> str:
    """Return what is to be asked for first of a customer who lacks something, else that something contradicts."""
    return judged.lacks[0] if judged.lacks else CONTRADICTS


def _issues(planned, number, row) -> Iterable[Issue]:
    return (planned.rows.issue(number, severity, message) for severity, message in row.messages)


def _counted(planned: Planned, unchanged: np.ndarray) -> tuple[Counter, dict[str, list[int]]]:
    """Return how many unchanged customers have which state, and the lines of those that lack something.

    :param unchanged: bool array (n)
    """
    states, lacking = planned.rows.old(STATE), planned.rows.old(LACKING)
    lines: dict[str, list[int]] = defaultdict(list)
    for row in np.flatnonzero(unchanged & (states == INCOMPLETE)).tolist():
        first = (lacking[row] or "").partition(",")[0]
        if first in LACKS:
            lines[first].append(int(planned.rows.lines[row]))
    return Counter(states[unchanged].tolist()), lines


def refused(registry: str | None, vat: str | None) -> str:
    """Return why OCA's ``l10n_fr_siret`` refuses the legal id of a French customer, "" where it does not.

    >>> refused("303265045", "FR40303265045"), refused("552081317", "FR40303265045"), refused("RIDET 12", "")
    ('', 'contradiction', 'registry')
    """
    compact = "".join((registry or "").split())
    if not compact:
        return ""
    if not numbers.siren_of(compact) or not compact.isdigit():
        return "registry"
    number = "".join((vat or "").split())
    return "contradiction" if number.startswith("FR") and not number.endswith(compact[:9]) else ""


def entity_key(customer: Customer, address: str) -> str:
    """Return what tells whose an address is: the number of the legal entity, else the name of the customer."""
    return entity_of(customer, *split(address)) or fold(customer.name)
