"""Which column is which: one suggestion per column, with how sure it is and why.

In: the header line, and the rows where there are any. Out: one ``Suggestion`` per column, in order.

Three steps. Every column gets a weight for every field: from its own words (``header``), and from
its values (``evidence``). Then the line as a whole speaks (``_in_context``): a bank's columns beside
"Kontonummer", a first name beside "Name", a block of address columns. Last, fields are given to
columns so that the whole line fits best (``_assign``); a field goes to one column, groups to several.

The customer code is never a guess: where two columns could be it, or the values deny it, it stays open.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from . import header as words
from .evidence import AGREE, DENY, Evidence, judge, proves, sample
from .message import Message
from .vocabulary.technical import ENOUGH
from .words import fold

THRESHOLD = 0.6  # from here on a column is filled in by itself
CODE_MARGIN = 0.12  # how much better the column of the customer code must be than the next one
SEVERAL = "groups"  # the field that several columns may have
SEVERAL_THRESHOLD = 0.8  # from here on a further column gets it
KNOWN_NAME = 0.98  # a technical name of a known system
ADDRESS_LINE = 0.65  # "Address 3" as the town, where nothing else is
ADMINISTRATOR = 0.99  # a word that an administrator added

# What a person reads for a kind of values, after "98 % of values are".
VALUES = {
    "email": "e-mail addresses",
    "website": "web addresses",
    "phone": "phone numbers",
    "zip": "postal codes",
    "country": "countries",
    "language": "languages",
    "amount": "amounts",
    "decimals": "amounts",
    "date": "dates",
    "term": "terms",
    "method": "payment methods",
    "yes_no": "yes or no",
    "yes_no_word": "yes or no",
    "company": "company names",
    "text": "words",
    "street": "streets",
    "key": "codes",
    "identifier": "long numbers",
    "siren": "valid Siren or Siret numbers",
    "legal": "valid legal ids",
    "vat": "valid VAT numbers",
    "eu_vat": "valid VAT numbers",
    "iban": "bank accounts",
    "unique": "different from each other",
}

# What a person reads for a field, inside a sentence.
LABELS = {
    "code": "customer code",
    "name": "company name",
    "street": "street",
    "street2": "second address line",
    "zip": "postal code",
    "city": "city",
    "state": "state or province",
    "country": "country",
    "phone": "phone",
    "mobile": "mobile phone",
    "email": "e-mail",
    "website": "website",
    "legal_id": "legal id",
    "vat": "VAT number",
    "payment_term": "payment term",
    "payment_method": "payment method",
    "groups": "group",
    "salesperson": "salesperson",
    "language": "language",
    "comment": "comment",
    "credit_limit": "credit limit",
    "insurer_guarantee": "insurer guarantee",
    "other_guarantees": "other guarantees",
    "insurer_reference": "insurer reference",
    "temporary_guarantee": "temporary guarantee",
    "temporary_guarantee_from": "start of the temporary guarantee",
    "temporary_guarantee_to": "end of the temporary guarantee",
}


@dataclass(frozen=True)
class Suggestion:
    """What one column probably is.

    :param field: key of the field, "" when the column stays open
    :param confidence: how sure, 0 to 1; of an open column how sure of what ``message`` names
    :param message: why; its detail ``field`` is the key of the field that it speaks of
    """

    field: str
    confidence: float
    message: Message

    @property
    def reason(self):
        """The English sentence."""
        return str(self.message)


def suggest(header, rows=None, *, extra_words: Mapping[str, Sequence[str]] = {}):  # noqa: B006 (never written to)
    """Suggest a field for every column.

    :param header: the names of the columns, in order
    :param rows: the table, rows x columns in the order of ``header``, cells str; None: names alone count
    :param extra_words: for a field key (also one the vocabulary does not have) more header words
    :return: list of ``Suggestion``, one per column
    """
    columns = _weigh(list(header), extra_words)
    if rows is not None and len(rows):
        columns = _with_values(columns, rows)
    columns = _in_context(columns)
    return _explain(columns, _assign(columns))


# ------------------------------------------------------------------ one column by itself


@dataclass(frozen=True)
class Column:
    """One column while it is being recognised.

    :param header: its name
    :param reading: its name taken apart
    :param weights: {field key: how sure, 0 to 1}
    :param source: {field key: (kind of ``Message``, details)} why
    :param evidence: what its values show, None without values
    """

    header: str
    reading: words.Reading
    weights: Mapping
    source: Mapping
    evidence: Evidence | None = None

    def reweighed(self, factors):
        """Return the column with the weight of each field in ``factors`` multiplied."""
        return replace(self, weights={field: weight * factors.get(field, 1) for field, weight in self.weights.items()})

    def given(self, field, weight, kind, **details):
        """Return the column with ``weight`` for ``field``, for the reason ``kind``."""
        return replace(
            self,
            weights={**self.weights, field: weight},
            source={**self.source, field: (kind, details)},
        )


def _weigh(header, extra_words):
    """Return a ``Column`` per name: what its words, its system and the administrator say."""
    added = {fold(word): field for field, several in extra_words.items() for word in several}
    systems = _systems(header)
    return [_weigh_one(name, added, systems) for name in header]


def _systems(header):
    """Return the systems whose technical names the header line has enough of, most names first."""
    found, distinctive = Counter(), Counter()
    for name in header:
        systems, anywhere = words.technical_names(name)
        found.update(list(systems))
        if anywhere:
            distinctive.update(list(systems))
    return [system for system, count in found.most_common() if count >= ENOUGH and distinctive[system] >= 2]


def _weigh_one(name, added, systems):
    reading = words.read(name)
    if fold(name) in added:
        return _column(name, reading, added[fold(name)], ADMINISTRATOR, "suggest_administrator")
    known, anywhere = words.technical_names(name)
    system = next((system for system in systems if system in known), None)
    if system is None and anywhere and len(set(known.values())) == 1:
        system = next(iter(known))
    if system is not None:
        return _column(name, reading, known[system], KNOWN_NAME, "suggest_technical", system=system)
    weights = words.meanings(name)
    return Column(name, reading, weights, {field: ("suggest_header", {}) for field in weights})


def _column(name, reading, field, sure, kind, **details):
    """Return a column that is ``field`` and nothing else ("": no field at all)."""
    return Column(name, reading, {field: sure} if field else {}, {field: (kind, details)})


# ------------------------------------------------------------------ values

DENIED = 0.3  # what is left of a weight that the values deny
PROVED = 0.9  # weight of what check digits prove
EXCHANGED = 0.75  # weight of a key found where the header says tax number, and the other way round
KEY_LIFT = 0.15  # for a key whose values all differ; the same for all, since an internal id differs as well
_LEAST_HINT = 0.45  # a header must say at least this much for values to lift it
# How much of the doubt stays when values agree. Somebody else's e-mail address looks like the customer's.
_DOUBT_LEFT = 0.4
_DOUBT_LEFT_OWN = dict.fromkeys(
    ("email", "phone", "mobile", "website", "street", "zip", "city", "country", "name", "language"), 0.8
)
# Ideas in a header that say whose number it is: not the customer's.
_OTHERS = ("supplier", "parent", "bank", "insurance", "our", "collector", "delivery", "agent")


def _with_values(columns, rows):
    """Return ``columns`` with their values weighed in.

    :param rows: DataFrame, rows x columns in the order of ``columns``
    """
    looked_at = rows.iloc[sample(len(rows))]
    return [_weigh_values(column, _cells(looked_at.iloc[:, at])) for at, column in enumerate(columns)]


def _cells(cells):
    """Return the cells of one column as trimmed text."""
    return tuple("" if cell is None or cell != cell else str(cell).strip() for cell in cells.tolist())


def _weigh_values(column, cells):
    evidence = Evidence(cells)
    column = replace(column, evidence=evidence)
    for field, weight in column.weights.items():
        if column.source[field][0] != "suggest_administrator":
            column = _weigh_verdict(column, field, weight, judge(field, evidence))
    proved = proves(evidence)
    if proved and not any(column.reading.says(other) for other in _OTHERS):
        field, kind, share = proved
        if not field:
            return replace(column, weights={})
        if column.weights.get(field, 0) < PROVED:
            column = column.given(field, PROVED, "suggest_values", values=VALUES[kind], percent=_percent(share))
    return column


def _weigh_verdict(column, field, weight, verdict):
    """Return ``column`` with the weight of ``field`` as the ``verdict`` of its values leaves it."""
    details = {"values": VALUES.get(verdict.kind, ""), "percent": _percent(verdict.share)}
    if verdict.says == DENY:
        kind = "open_repeated" if verdict.kind == "unique" and field == "code" else "open_denied"
        return column.given(field, weight * DENIED, kind, **details)
    if verdict.says == AGREE and column.source[field][0] == "suggest_header":
        kind = "suggest_key" if verdict.kind == "unique" else "suggest_both"
        if field == "code":
            weight += KEY_LIFT if weight >= _LEAST_HINT else 0
        elif weight >= _LEAST_HINT:
            weight = 1 - (1 - weight) * _DOUBT_LEFT_OWN.get(field, _DOUBT_LEFT)
        return column.given(field, weight, kind, **details)
    return column


def _percent(share):
    """Return ``share`` in percent, whole, 100 only when it is all."""
    return int(share * 100)


# ------------------------------------------------------------------ the line as a whole

FIRST_COLUMNS = 3  # where a number without any other word may be the key of the table
BANK_REACH = 3  # columns between a bank's column and an account number that belongs to it
_ADDRESS = ("street", "zip", "city", "country")
_PLACE = (*_ADDRESS, "state")
_BLOCKS = {"billing": 1.0, "mailing": 0.9, "postaladdress": 0.95, "": 1.0}  # kinds of address, and their weight


def _in_context(columns):
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
    return bool(said) and all(choices & ideas for choices in said)


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
    """A region inside the address is a state; anywhere else it is a sales region, a group."""
    factors = {}
    for at, column in enumerate(columns):
        if not {"state", "groups"} <= column.weights.keys():
            continue
        beside = columns[max(0, at - 1) : at] + columns[at + 1 : at + 2]
        inside = any(neighbour.weights.get(field, 0) > THRESHOLD for neighbour in beside for field in _ADDRESS)
        factors[at] = {"groups": 0.5, "state": 1.15} if inside else {"state": 0.5, "groups": 1.05}
    return _reweigh(columns, factors)


def _companies(columns):
    """Of several columns for the name, the one whose values bear company forms (GmbH, SARL, Ltd) is the company's."""
    share = {
        at: column.evidence.share("company")
        for at, column in enumerate(columns)
        if column.evidence and column.weights.get("name", 0) >= _LEAST_HINT
    }
    best = max(share.values(), default=0)
    if best < 0.2:
        return columns
    return _reweigh(columns, {at: {"name": 0.75} for at, found in share.items() if found < best / 4})


def _terms_and_methods(columns):
    """A column that says payment method but holds terms is the term, where no other column is; and the other way."""
    for field, kind, other, other_kind in (
        ("payment_method", "method", "payment_term", "term"),
        ("payment_term", "term", "payment_method", "method"),
    ):
        if any(column.weights.get(other, 0) >= THRESHOLD for column in columns):
            continue
        for at, column in enumerate(columns):
            if column.evidence is None or column.weights.get(field, 0) < _LEAST_HINT:
                continue
            share = column.evidence.share(other_kind)
            if share >= 0.7 and column.evidence.share(kind) < share / 2:
                why = {"values": VALUES[other_kind], "percent": _percent(share)}
                moved = column.reweighed({field: 0.5}).given(other, EXCHANGED, "suggest_values", **why)
                columns = [*columns[:at], moved, *columns[at + 1 :]]
                break
    return columns


def _exchanged(columns):
    """Customer codes under "legal id" and tax numbers under "customer id": believe the values."""
    lying = [at for at, column in enumerate(columns) if _denied_as_tax_number(column)]
    if not lying or any(column.weights.get("code", 0) >= THRESHOLD for column in columns):
        return columns
    keys = [
        at
        for at, column in enumerate(columns)
        if column.source.get("legal_id", column.source.get("vat", ("",)))[0] == "open_denied"
        and judge("code", column.evidence).says == AGREE
    ]
    if len(keys) != 1:
        return columns
    column = columns[keys[0]].given("code", EXCHANGED, "suggest_exchanged", column=columns[lying[0]].header)
    return [*columns[: keys[0]], column, *columns[keys[0] + 1 :]]


def _denied_as_tax_number(column):
    kind, details = column.source.get("code", ("", {}))
    return kind == "open_denied" and details["values"] in (VALUES["vat"], VALUES["siren"])


def _bare_customer(columns):
    """A bare "Customer" is the code where another column has the name, and the name where another has the code."""
    bare = frozenset({"customer", "debtor", "partner"})
    columns = [_customer_values(column) if _said_only(column, bare) else column for column in columns]
    named = [at for at, column in enumerate(columns) if column.weights.get("name", 0) >= THRESHOLD]
    factors = {}
    for at, column in enumerate(columns):
        if _said_only(column, bare) and not set(named) - {at}:
            factors[at] = {"code": 0.5}
    return _reweigh(columns, factors)


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


def _company_code(columns):
    """A "Company code" is the customer's where nothing else could be and the customer is called company as well."""
    bare = frozenset({"company", "code", "number", "id", "reference"})
    named = any(column.weights.get("name", 0) >= 0.8 and column.reading.says("company") for column in columns)
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
        _column(column.header, column.reading, read_as[at], ADDRESS_LINE, "suggest_address_line")
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
    _bank_accounts,
    _persons,
    _companies,
    _terms_and_methods,
    _exchanged,
    _bare_numbers,
    _regions,
    _bare_customer,
    _supplier_list,
    _bare_id,
    _company_code,
    _address_block,
    _address_lines,
)


# ------------------------------------------------------------------ fields to columns


def _assign(columns):
    """Return {position: field key}: the customer code first, then the best fit of the whole line.

    :param columns: list of ``Column``
    """
    given = {}
    code = _code(columns)
    if code is not None:
        given[code] = "code"
    fields = sorted({field for column in columns for field in column.weights} - {"code"})
    wanted = [
        {
            at: column.weights[field] ** 2
            for at, column in enumerate(columns)
            if at not in given and column.weights.get(field, 0) >= THRESHOLD
        }
        for field in fields
    ]
    for field, at in zip(fields, best_fit(wanted), strict=True):
        if at is not None:
            given[at] = field
    for at, column in enumerate(columns):
        if at not in given and column.weights.get(SEVERAL, 0) >= SEVERAL_THRESHOLD:
            given[at] = SEVERAL
    return given


def _code(columns):
    """Return the position of the customer code, or None when there is none or more than one could be it."""
    ranked = sorted(
        (at for at, column in enumerate(columns) if column.weights.get("code", 0) >= THRESHOLD),
        key=lambda at: -columns[at].weights["code"],
    )
    if not ranked:
        return None
    best = columns[ranked[0]]
    for at in ranked[1:]:
        close = best.weights["code"] - columns[at].weights["code"] < CODE_MARGIN - 1e-9
        if close and (best.evidence is None or best.evidence.cells != columns[at].evidence.cells):
            return None
    return ranked[0]


def best_fit(wanted):
    """Give each field at most one column and each column to at most one field, so that the sum of weights is greatest.

    Successive best augmentations (Hungarian method on a sparse table, Kuhn 1955): each field in turn takes its
    place, moving earlier fields on where the whole gains by it. On equal sums the earlier column wins.

    :param wanted: for each field {column: weight above 0}
    :return: for each field its column, or None
    """
    columns = {}  # column: field
    taken = [None] * len(wanted)
    for _ in wanted:
        gain, path = _best_augmentation(wanted, columns, taken)
        if gain <= 1e-9:
            break
        for field, column in path:
            taken[field] = column
            columns[column] = field
    return taken


def _best_augmentation(wanted, columns, taken):
    """Return (gain, [(field, new column)]) of the best path from a field without column to a free column."""
    best = {field: (0.0, ()) for field in range(len(wanted)) if taken[field] is None}
    done = (0.0, ())
    for _ in range(len(wanted)):
        moved = {}
        for field, (gain, path) in best.items():
            for column, weight in wanted[field].items():
                if any(column == used for _field, used in path) or column == taken[field]:
                    continue
                total, steps = gain + weight, (*path, (field, column))
                owner = columns.get(column)
                if owner is None:
                    if total > done[0] + 1e-9:
                        done = total, steps
                    continue
                total -= wanted[owner][column]
                if total > moved.get(owner, best.get(owner, (float("-inf"), ())))[0] + 1e-9:
                    moved[owner] = total, steps
        if not moved:
            break
        best = {**best, **moved}
    return done


# ------------------------------------------------------------------ why


def _explain(columns, given):
    """Return the ``Suggestion`` of every column."""
    owners = {field: columns[at].header for at, field in given.items()}
    return [_explain_one(column, given.get(at, ""), owners) for at, column in enumerate(columns)]


def _explain_one(column, field, owners):
    if field:
        return Suggestion(field, round(min(column.weights[field], 1.0), 2), _message(column, field))
    weights = {field: weight for field, weight in column.weights.items() if weight > 0}
    if not weights:
        return Suggestion("", 0.0, Message("open_unknown", {"field": "", "label": ""}))
    likely = max(weights, key=weights.get)
    sure = round(min(weights[likely], 1.0), 2)
    details = {"field": likely, "label": LABELS.get(likely, likely)}
    kind, why = column.source[likely]
    if kind in ("open_denied", "open_repeated"):
        return Suggestion("", sure, Message(kind, {**details, **why}))
    if likely in owners:
        return Suggestion("", sure, Message("open_taken", {**details, "column": owners[likely]}))
    if likely == "code" and sure >= THRESHOLD:
        return Suggestion("", sure, Message("open_several", details))
    return Suggestion("", sure, Message("open_doubtful", details))


def _message(column, field):
    kind, details = column.source[field]
    return Message(kind, {"field": field, "label": LABELS.get(field, field), **details})
