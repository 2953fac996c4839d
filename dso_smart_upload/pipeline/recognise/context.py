"""What the columns of one header line say about each other.

In: the list of ``Column``, each weighed by itself. Out: the same list with changed weights. One
function per rule; each takes and returns the whole line.
"""

import re

from .. import vocabulary
from ..folding import fold
from .column import DENIED, LEAST_HINT, PROVED, THRESHOLD, VALUES, Column, percent, sure_column
from .evidence import AGREE, DENY, UNSURE, judge

EXCHANGED = 0.75  # weight of a key found where the name says tax number, and of a term under payment method
ADDRESS_LINE = 0.65  # "Address 3" as the town, where nothing else is
FIRST_COLUMNS = 3  # where a number without any other word may be the key of the table
SHORT_STATE = 0.8  # weight of "St" beside a town as the state
NAMES_OF_COUNTRIES = 0.7  # share of values from which a column of states is one of countries
LONG = 9  # digits of a number that is rather a tax number than a code
BANK_REACH = 3  # columns between a bank's column and an account number that belongs to it
SURE_NAME, SURE_KEY = 0.8, 1.15  # a name from which a bare "Customer" full of keys is the key, and what that adds
SURE_LABEL = 1.25  # what a key and an address add to a bare "Intitulé"
LIKELY_KEY = 0.65  # weight of a key that a person is to confirm
SURE_REFERENCE = 1.15  # what a list of names and addresses adds to a bare "Reference"
BLANK = 0.75  # what is left of a blank column beside a filled one
ENOUGH_OF_ADDRESS = 2  # of its fields
MOSTLY = 0.6  # share of values that are dates, in a column of the ends of guarantees
_ADDRESS = ("street", "zip", "city", "country")
_TWO_LETTERS = re.compile(r"[A-Z]{2}")
_GUARANTEES = frozenset(("guarantee", "surety", "other"))
_INSURED = ("insurance", "insurer", "insuredlimit", "guarantee")
_COVERED = (*_INSURED, "surety")
# Whether what a header says of an end is said of a field.
_COVERS = {
    "insurer_guarantee": lambda reading: any(map(reading.says, _INSURED)),
    "other_guarantees": lambda reading: reading.says("surety") or reading.says("guarantee"),
}
_PLACE = (*_ADDRESS, "state")
_OF_BANK_CARD = re.compile(r"card (?:brand|last4|last 4|exp.{0,20}|funding|holder|cvc.{0,20}|fingerprint)")
_WRITTEN = frozenset(
    (*vocabulary.fields().formal, "name", "label", "description", "key")
)  # how a value is written, not of what
# Kinds of address, and their weight.
_BLOCKS = {"billing": 1.0, "mailing": 0.9, "postaladdress": 0.95, "visiting": 0.85, "": 1.0}


def in_context(columns: list[Column]) -> list[Column]:
    """Return ``columns`` with what the other columns say about each."""
    for step in _CONTEXT:
        columns = step(columns)
    return columns


def _reweigh(columns, factors):
    """Return ``columns`` with {position: {field: factor}} applied."""
    return [column.reweighed(factors[at]) if at in factors else column for at, column in enumerate(columns)]


def _said_only(column, ideas):
    """Return whether the column's words stand for nothing but ``ideas``."""
    said = column.reading.ideas + column.reading.aside
    return bool(said) and not column.reading.unknown and all(choices & ideas for choices in said)


def _bank_accounts(columns):
    """An account number beside a bank's columns is a bank account."""
    banks = [at for at, column in enumerate(columns) if column.reading.says("bank")]
    factors = {}
    for at, column in enumerate(columns):
        account = column.reading.says("account") and not column.reading.says("customer")
        if account and any(abs(at - bank) <= BANK_REACH for bank in banks):
            factors[at] = {"code": 0.5, "name": 0.5}
        if column.reading.says("agency") and any(abs(at - bank) <= 1 for bank in banks):
            factors[at] = {"groups": 0.5}
    return _reweigh(columns, factors)


def _cards(columns):
    """A card of which a column says brand, last digits or expiry is a bank's, and no customer's."""
    cards = [at for at, column in enumerate(columns) if fold(column.name).startswith("card ")]
    bank = any(_OF_BANK_CARD.fullmatch(fold(columns[at].name)) for at in cards)
    return _reweigh(columns, dict.fromkeys(cards, {"code": 0, "name": 0}) if bank else {})


def _persons(columns):
    """A bare "Name" with a first name and no last name beside it is most often a person's."""
    first, last = (
        any(_said_only(column, frozenset({part})) for column in columns) for part in ("firstname", "lastname")
    )
    if not first or last:
        return columns
    bare = frozenset({"name", "label"})
    factors = {at: {"name": 0.77} for at, column in enumerate(columns) if _said_only(column, bare)}
    return _reweigh(columns, factors)


def _bare_numbers(columns):
    """A bare "No." is the code among the first columns; behind a street it is the number of the house."""
    factors = {}
    for at, column in enumerate(columns):
        behind_street = at and columns[at - 1].weights.get("street", 0) >= THRESHOLD
        if _said_only(column, frozenset({"number"})) and (behind_street or at >= FIRST_COLUMNS):
            factors[at] = {"code": 0.5}
    return _reweigh(columns, factors)


def _regions(columns):
    """A region inside the address is a state, elsewhere a sales region; "Estado" elsewhere is a status."""
    factors = {}
    for at, column in enumerate(columns):
        either = _said_only(column, frozenset({"stateorstatus"}))
        if not either and not {"state", "groups"} <= column.weights.keys():
            continue
        beside = columns[max(0, at - 1) : at] + columns[at + 1 : at + 2]
        inside = any(neighbour.weights.get(field, 0) > THRESHOLD for neighbour in beside for field in _ADDRESS)
        factors[at] = {"groups": 0.5, "state": 1.15} if inside else {"state": 0.5, "groups": 1.05}
    return _reweigh(columns, factors)


def _short_states(columns):
    """A bare "St" of two letters in each cell is the state where a town stands beside it, and elsewhere anything."""
    found = list(columns)
    for at, column in enumerate(columns):
        values = column.evidence.distinct if column.evidence is not None else ()
        if fold(column.name) != "st" or not values or not all(map(_TWO_LETTERS.fullmatch, values)):
            continue
        near = columns[max(0, at - 1) : at] + columns[at + 1 : at + 2]
        if any(neighbour.weights.get("city", 0) >= THRESHOLD for neighbour in near):
            found[at] = column.given("state", SHORT_STATE, "suggest_header")
    return found


def _countries(columns):
    """A column that says state, or is open, and holds names of countries is the country: "Kraj", "Stato", "Estado"."""
    factors, said = {}, any(column.weights.get("country", 0) >= THRESHOLD for column in columns)
    found = list(columns)
    for at, column in enumerate(columns):
        if not column.weights.get("state") or not column.evidence:
            continue
        share = column.evidence.share("country_name")
        if share >= NAMES_OF_COUNTRIES:
            factors[at] = {"state": DENIED}
            if not said:
                details = {"values": VALUES["country"], "percent": percent(share)}
                found[at] = column.given("country", PROVED, "suggest_values", **details)
    return _reweigh(found, factors)


def _companies(columns):
    """Of several columns for the name, the one whose values bear company forms (GmbH, SARL, Ltd) is the company's."""
    share = {
        at: column.evidence.share("company")
        for at, column in enumerate(columns)
        if column.evidence and column.weights.get("name", 0) >= LEAST_HINT
    }
    best = max(share.values(), default=0)
    if best < 0.2:
        return columns
    return _reweigh(columns, {at: {"name": 0.75} for at, found in share.items() if found < best / 4})


def _codes_beside_words(columns):
    """Of two columns for the same groups, one of bare codes and one of words, the one of words counts."""
    subjects = {
        at: _subject(column)
        for at, column in enumerate(columns)
        if column.evidence and column.weights.get("groups", 0) >= LEAST_HINT
    }
    told = {
        subject for at, subject in subjects.items() if judge("groups", columns[at].evidence).says not in (DENY, UNSURE)
    }
    factors = {
        at: {"groups": DENIED}
        for at, subject in subjects.items()
        if subject in told and judge("groups", columns[at].evidence).says == UNSURE
    }
    return _reweigh(columns, factors)


def _subject(column):
    """Return what a column speaks of, without what says how it is written."""
    said = column.reading.ideas + column.reading.aside
    return frozenset(choices for choices in said if not choices & _WRITTEN)


def _terms_and_methods(columns):
    """A column that says payment method but holds terms is the term, where no other column is; and the other way."""
    for field, kind, other, other_kind in (
        ("payment_method", "method", "payment_term", "term"),
        ("payment_term", "term", "payment_method", "method"),
    ):
        if any(column.weights.get(other, 0) >= THRESHOLD and not _is_blank(column) for column in columns):
            continue
        for at, column in enumerate(columns):
            if column.evidence is None or column.weights.get(field, 0) < LEAST_HINT:
                continue
            share = column.evidence.share(other_kind)
            if share >= 0.7 and (
                column.evidence.share(kind) < share / 2 or _are_all_terms(column.evidence, other_kind)
            ):
                why = {"values": VALUES[other_kind], "percent": percent(share)}
                moved = column.reweighed({field: 0.5}).given(other, EXCHANGED, "suggest_values", **why)
                columns = [*columns[:at], moved, *columns[at + 1 :]]
                break
    return columns


def _are_all_terms(evidence, kind):
    """Say whether the values are terms, of which less than half name a method as well and none names only a method."""
    only = evidence.share("only_method")
    return kind == "term" and not only and evidence.share("method") < 0.5


def _is_blank(column):
    return column.evidence is not None and not column.evidence.values


def _paydays(columns):
    """ "Días de pago" are fixed days of the month, or a number of days: numbers up to 31 do not say which."""
    found = list(columns)
    for at, column in enumerate(columns):
        days = column.reading.says("payday") and column.evidence is not None and column.evidence.are_days_of_month
        if days and column.weights.get("payment_term"):
            found[at] = column.given("payment_term", column.weights["payment_term"] * DENIED, "open_payday")
    return found


def _warranties(columns):
    """A bare "Garantie" of 12, 24 or 36 is a warranty in months and no amount."""
    factors = {}
    for at, column in enumerate(columns):
        if _said_only(column, _GUARANTEES) and column.evidence is not None and column.evidence.are_months:
            factors[at] = {"insurer_guarantee": DENIED, "other_guarantees": DENIED}
    return _reweigh(columns, factors)


def _expiring(columns):
    """A guarantee with a date on which it ends is none for good: only a person knows whether it is a temporary one."""
    if any(column.weights.get("temporary_guarantee", 0) >= THRESHOLD for column in columns):
        return columns
    ends = [column for column in columns if _is_end_of_guarantee(column)]
    found = list(columns)
    for at, column in enumerate(columns):
        for field in ("insurer_guarantee", "other_guarantees"):
            weight = column.weights.get(field, 0)
            end = next((end.name for end in ends if end is not column and _COVERS[field](end.reading)), "")
            if end and weight >= THRESHOLD and not _is_end_of_guarantee(column):
                found[at] = found[at].given(field, weight * DENIED, "open_expiring", column=end)
    return found


def _is_end_of_guarantee(column):
    """Say whether a column says when guarantees end."""
    said, evidence = column.reading, column.evidence
    if not any(map(said.says, _COVERED)) or said.says("start"):
        return False
    dates = evidence.share("date") if evidence is not None and evidence.values else 0
    return dates >= MOSTLY and (said.says("end") or said.says("term"))


def _exchanged(columns):
    """Customer codes under "legal id" and tax numbers under "customer id": believe the values."""
    lying = [at for at, column in enumerate(columns) if _denied_as_tax_number(column)]
    if not lying or any(column.weights.get("code", 0) >= THRESHOLD for column in columns):
        return columns
    keys = [
        at
        for at, column in enumerate(columns)
        if column.source.get("legal_id", column.source.get("vat", ("",)))[0] in ("open_denied", "open_unlike")
        and judge("code", column.evidence).says == AGREE
    ]
    if len(keys) != 1:
        return columns
    column = columns[keys[0]].given("code", EXCHANGED, "suggest_exchanged", column=columns[lying[0]].name)
    return [*columns[: keys[0]], column, *columns[keys[0] + 1 :]]


def _exchanged_in_few_rows(columns):
    """In a few rows, tax numbers under "customer code" and none under "legal id": a person must say which is which.

    A few values say nothing by themselves, but two columns of them do.
    """
    codes = [at for at, column in enumerate(columns) if _are_few(column, "code") and _are_tax_numbers(column.evidence)]
    taxes = [
        at
        for at, column in enumerate(columns)
        if (_are_few(column, "legal_id") or _are_few(column, "vat")) and not column.evidence.share("identifier")
    ]
    if len(codes) != 1 or not taxes:
        return columns
    found = list(columns)
    why = {"values": VALUES["legal"], "percent": 100}
    found[codes[0]] = found[codes[0]].given("code", found[codes[0]].weights["code"] * DENIED, "open_denied", **why)
    why = {"values": VALUES["identifier"], "percent": 0}
    for at in taxes:
        for field in ("legal_id", "vat"):
            if field in found[at].weights:
                found[at] = found[at].given(field, found[at].weights[field] * DENIED, "open_unlike", **why)
    return found


def _are_few(column, field):
    few = column.evidence is not None and 1 < len(column.evidence.values) and not column.evidence.enough
    return few and column.weights.get(field, 0) >= THRESHOLD and column.source[field][0] != "suggest_administrator"


def _are_tax_numbers(evidence):
    are_long = all(value.isdecimal() and len(value) >= LONG and value[:2] != "00" for value in evidence.values)
    return are_long or max(evidence.share("siren"), evidence.share("vat")) == 1


def _denied_as_tax_number(column):
    kind, details = column.source.get("code", ("", {}))
    return kind == "open_denied" and details["values"] in (VALUES["vat"], VALUES["siren"])


def _bare_customer(columns):
    """A bare "Customer" is the code where another column has the name, and the name where another has the code."""
    bare = frozenset({"customer", "debtor", "partner"})
    columns = [_customer_values(column) if _said_only(column, bare) else column for column in columns]
    most, second, *_less = sorted([0, 0, *(column.weights.get("name", 0) for column in columns)], reverse=True)
    keyed = [at for at, column in enumerate(columns) if column.weights.get("code", 0) >= LEAST_HINT]
    factors = {}
    for at, column in enumerate(columns):
        others = second if column.weights.get("name", 0) == most else most
        if _said_only(column, bare):
            is_key = keyed == [at] and others >= SURE_NAME and _are_keys(column)
            factors[at] = {"code": 0.5 if others < THRESHOLD else SURE_KEY if is_key else 1}
    return _reweigh(columns, factors)


def _are_keys(column):
    return column.evidence is not None and column.evidence.enough and judge("code", column.evidence).says == AGREE


def _bare_label(columns):
    """A bare "Intitulé" or "Libellé" is the name where a key and an address stand beside it, and no other name does."""
    likely = [at for at, column in enumerate(columns) if column.weights.get("name", 0) >= LEAST_HINT]
    keys = [at for at, column in enumerate(columns) if column.weights.get("code", 0) >= THRESHOLD]
    address = {field for column in columns for field in _ADDRESS if column.weights.get(field, 0) >= THRESHOLD}
    if len(likely) != 1 or len(keys) != 1 or len(address) < ENOUGH_OF_ADDRESS:
        return columns
    is_bare = _said_only(columns[likely[0]], frozenset({"label"}))
    return _reweigh(columns, {likely[0]: {"name": SURE_LABEL}} if is_bare else {})


def _bare_payment(columns):
    """A bare "Payment" (Pagamento, Règlement) is the term where no other column speaks of payment."""
    fields = ("payment_term", "payment_method")
    if any(column.weights.get(field, 0) >= THRESHOLD for column in columns for field in fields):
        return columns
    bare = [at for at, column in enumerate(columns) if _said_only(column, frozenset({"payment"}))]
    return _reweigh(columns, dict.fromkeys(bare, {"payment_term": 1.4}))


def _customer_values(column):
    """Return a bare "Customer" as what its values are: keys, or names."""
    if column.evidence is None or not column.evidence.enough:
        return column
    if judge("code", column.evidence).says == AGREE and column.evidence.share("text") < 0.1:
        return column.reweighed({"name": DENIED})
    if column.evidence.share("text") > 0.5:
        return column.reweighed({"code": DENIED, "name": 1.25})
    return column


def _supplier_list(columns):
    """Behind a supplier's number, a "customer code" is what the supplier calls us."""
    keys = [at for at, column in enumerate(columns) if column.weights.get("code", 0) >= THRESHOLD]
    ours = frozenset({"supplier", "code", "number", "id", "reference"})
    supplier = next(
        (at for at, column in enumerate(columns) if column.reading.says("supplier") and _said_only(column, ours)), None
    )
    if supplier is None or not keys or supplier > min(keys):
        return columns
    return _reweigh(columns, {at: {"code": 0.55} for at in keys})


def _bare_id(columns):
    """A bare "ID" in the first column is the code where nothing else could be."""
    candidates = [at for at, column in enumerate(columns) if column.weights.get("code", 0) >= 0.45]
    if candidates == [0] and _said_only(columns[0], frozenset({"id"})):
        return _reweigh(columns, {0: {"code": 1.25}})
    return columns


def _lone_key(columns):
    """A "Customer", "Account" or "Matricule" full of keys is likely the code where nothing else could be, beside names.

    Likely only: it is to be confirmed, see ``LIKELY_KEY``. Codes and names of a short list say it too.
    """
    likely = [at for at, column in enumerate(columns) if column.weights.get("code", 0) >= LEAST_HINT]
    if len(likely) != 1 or columns[likely[0]].weights["code"] >= THRESHOLD:
        return columns
    (at,) = likely
    named = any(column.weights.get("name", 0) >= THRESHOLD for other, column in enumerate(columns) if other != at)
    bank = columns[at].reading.says("account") and any(column.reading.says("bank") for column in columns)
    if not named or bank or not _are_different_keys(columns[at]):
        return columns
    found = columns[at].given("code", LIKELY_KEY, "suggest_key", values=VALUES["unique"], percent=100)
    return [*columns[:at], found.reweighed({"name": DENIED}), *columns[at + 1 :]]


def _are_different_keys(column):
    """Return whether all values are there, in one piece, different, and with digits in them."""
    evidence = column.evidence
    if evidence is None or len(evidence.values) < 2 or judge("code", evidence).says == DENY:
        return False
    counts_lines = evidence.counts_up and evidence.distinct[0].strip("0") in ("", "1")
    whole = evidence.filled == 1 and evidence.unique == 1 and not counts_lines
    return whole and evidence.share("key") == 1 and evidence.share("digits") == 1


def _lone_reference(columns):
    """A bare "Reference" full of keys is the code in a list of names and addresses, as Odoo exports it."""
    likely = [at for at, column in enumerate(columns) if column.weights.get("code", 0) >= LEAST_HINT]
    address = {field for column in columns for field in _ADDRESS if column.weights.get(field, 0) >= THRESHOLD}
    named = any(column.weights.get("name", 0) >= SURE_NAME for column in columns)
    if len(likely) != 1 or not named or len(address) < ENOUGH_OF_ADDRESS:
        return columns
    column = columns[likely[0]]
    is_reference = _said_only(column, frozenset({"reference"})) and _are_different_keys(column)
    return _reweigh(columns, {likely[0]: {"code": SURE_REFERENCE}} if is_reference else {})


def _blank_beside_filled(columns):
    """Of two columns for one field, a blank one counts less than one that has values."""
    factors = {}
    for field in {field for column in columns for field in column.weights}:
        likely = [
            at for at, column in enumerate(columns) if column.weights.get(field, 0) >= THRESHOLD and column.evidence
        ]
        if any(columns[at].evidence.values for at in likely):
            for at in likely:
                if not columns[at].evidence.values:
                    factors.setdefault(at, {})[field] = BLANK
    return _reweigh(columns, factors)


def _company_code(columns):
    """A "Company code" is the customer's where nothing else could be and the customer is called company as well."""
    bare = frozenset({"company", "code", "number", "id", "reference"})
    named = any(
        column.weights.get("name", 0) >= 0.8 and (column.reading.says("company") or column.reading.says("businessname"))
        for column in columns
    )
    candidates = [at for at, column in enumerate(columns) if column.weights.get("code", 0) >= 0.45]
    if named and len(candidates) == 1 and _said_only(columns[candidates[0]], bare):
        return _reweigh(columns, {candidates[0]: {"code": 1.3}})
    return columns


def _address_lines(columns):
    """Address lines 3, 4 and 5 are town, county and postal code where no column says so (British systems)."""
    if any(column.weights.get(field, 0) >= THRESHOLD for column in columns for field in ("zip", "city")):
        return columns
    lines = {column.reading.ordinal: at for at, column in enumerate(columns) if "street" in column.weights}
    if not {3, 4, 5} <= lines.keys():
        return columns
    read_as = {lines[3]: "city", lines[4]: "state", lines[5]: "zip"}
    return [
        sure_column(column.name, column.reading, read_as[at], ADDRESS_LINE, "suggest_address_line")
        if at in read_as
        else column
        for at, column in enumerate(columns)
    ]


def _address_block(columns):
    """Prefer the address block (billing, mailing or the plain one) that has most of an address."""
    blocks = {}
    for at, column in enumerate(columns):
        if any(column.weights.get(field, 0) > THRESHOLD for field in _PLACE):
            blocks.setdefault(_block(column), []).append(at)
    if len(blocks) < 2:
        return columns
    size = {
        block: sum(any(columns[at].weights.get(field, 0) > THRESHOLD for at in places) for field in _ADDRESS)
        for block, places in blocks.items()
    }
    most = max(size.values())
    factors = {
        at: dict.fromkeys((*_PLACE, "street2"), (0.8 + 0.2 * size[block] / most) * _BLOCKS[block])
        for block in blocks
        for at in blocks[block]
    }
    return _reweigh(columns, factors)


def _block(column):
    return next((idea for idea in _BLOCKS if column.reading.says(idea)), "")


_CONTEXT = (
    _cards,
    _bank_accounts,
    _persons,
    _companies,
    _codes_beside_words,
    _paydays,
    _warranties,
    _expiring,
    _terms_and_methods,
    _exchanged,
    _exchanged_in_few_rows,
    _bare_numbers,
    _regions,
    _short_states,
    _countries,
    _bare_customer,
    _bare_payment,
    _bare_label,
    _supplier_list,
    _bare_id,
    _company_code,
    _lone_key,
    _lone_reference,
    _blank_beside_filled,
    _address_block,
    _address_lines,
)
