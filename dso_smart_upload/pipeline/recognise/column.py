"""One column while it is being recognised: what its name and its values say of every field.

In: the header line, the rows, the words of the administrator. Out: one ``Column`` per name, with a
weight (0 to 1) for each field that it may be, and why.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ..characters import bare, tidy
from ..folding import fold
from ..message import _
from ..vocabulary import fields
from . import header, known_systems, prefixes
from .evidence import AGREE, AMOUNTS, DENY, DOUBT, UNSURE, Evidence, judge, proves, sample

THRESHOLD = 0.6  # from here on a column is filled in by itself
KNOWN_NAME = 0.98  # weight of a technical name of a known system
KNOWN_LABEL = 0.85  # weight at least of a label of a known system
ADMINISTRATOR = 0.99  # weight of a word that an administrator added
DENIED = 0.3  # what is left of a weight that the values deny
DOUBTED = 0.7  # what is left where they make it doubtful
SAID, SAID_DOUBTED = 0.95, 0.85  # a name that says it plainly, and what doubtful values leave of it
MOST_UNSURE = 0.75  # what is left at most where too few values can be read: never certain
HALF_DIFFERENT = 0.4  # unless most of them repeat
PROVED = 0.9  # weight of what check digits prove
KEY_LIFT = 0.15  # for a key whose values all differ; the same for all, since an internal id differs as well
LEAST_HINT = 0.45  # a name must say at least this much for values to lift it
# How much of the doubt stays when values agree. Somebody else's e-mail address looks like the customer's.
_DOUBT_LEFT = 0.4
_DOUBT_LEFT_OWN = dict.fromkeys(
    ("email", "phone", "mobile", "website", "street", "zip", "city", "country", "name", "language"), 0.8
)
# Fields whose values prove themselves, by check digits or legal forms, so that they make up for an unknown word too.
_PROVING = frozenset(("vat", "legal_id", "name"))
# Ideas in a name that say whose number it is: not the customer's.
_OTHERS = ("supplier", "parent", "bank", "insurance", "our", "collector", "delivery", "agent")

# What a person reads for a kind of values, after "98 % of values are".
VALUES = {
    "email": _("e-mail addresses"),
    "website": _("web addresses"),
    "phone": _("phone numbers"),
    "zip": _("postal codes"),
    "country": _("countries"),
    "language": _("languages"),
    "amount": _("amounts"),
    "decimals": _("amounts"),
    "date": _("dates"),
    "term": _("terms"),
    "method": _("payment methods"),
    "person": _("names of persons"),
    "word": _("words"),
    "yes_no": _("yes or no"),
    "yes_no_word": _("yes or no"),
    "company": _("company names"),
    "text": _("words"),
    "street": _("streets"),
    "house": _("streets"),
    "key": _("codes"),
    "identifier": _("long numbers"),
    "siren": _("valid Siren or Siret numbers"),
    "legal": _("valid legal ids"),
    "vat": _("valid VAT numbers"),
    "eu_vat": _("valid VAT numbers"),
    "siret": _("valid Siret numbers"),
    "einvoice": _("addresses for electronic invoices"),
    "gln": _("location numbers"),
    "iban": _("bank accounts"),
    "external_id": _("external ids of Odoo"),
    "unique": _("different from each other"),
    "filled": _("filled in"),
    "counted": _("numbers that count the lines"),
}


@dataclass(frozen=True)
class Column:
    """One column while it is being recognised.

    :param name: its name
    :param reading: its name taken apart
    :param weights: {field key: how sure, 0 to 1}
    :param source: {field key: (kind of ``Message``, details)} why
    :param evidence: what its values show, None without values
    """

    name: str
    reading: header.Reading
    weights: Mapping[str, float]
    source: Mapping[str, tuple[str, Mapping[str, object]]]
    evidence: Evidence | None = None

    def reweighed(self, factors: Mapping[str, float]) -> "Column":
        """Return the column with the weight of each field in ``factors`` multiplied."""
        return replace(self, weights={field: weight * factors.get(field, 1) for field, weight in self.weights.items()})

    def is_known(self, field: str) -> bool:
        """Return whether a known system calls ``field`` so."""
        return "system" in self.source.get(field, ("", {}))[1] and self.weights[field] >= KNOWN_NAME

    def given(self, field: str, weight: float, kind: str, **details: object) -> "Column":
        """Return the column with ``weight`` for ``field``, for the reason ``kind``."""
        return replace(
            self,
            weights={**self.weights, field: weight},
            source={**self.source, field: (kind, details)},
        )


def weigh(
    names: Sequence[str], extra_words: Mapping[str, Sequence[str]], optional: Collection[str] = ()
) -> list[Column]:
    """Weigh the names alone: what their words, their system and the administrator say.

    :param names: the header line
    :param extra_words: header words that an administrator added, by field key
    :param optional: as in ``suggest``
    :return: one per name
    """
    longest = header.LONGEST_HEADER
    added = {fold(word[:longest]): field for field, several in extra_words.items() for word in several}
    clean = [header.cleaned(name[:longest]) for name in names]
    systems = _systems(clean)
    bare = prefixes.without_prefix(header.in_language(clean))
    labels = known_systems.labels(clean)
    columns = [_weigh_name(read_as, said, added, systems, labels) for read_as, said in zip(clean, bare, strict=True)]
    columns = [_without_missing(column, optional) for column in columns]
    return [replace(column, name=name) for column, name in zip(columns, names, strict=True)]


def _without_missing(column, optional):
    """Return the column without the weights of fields that another addon would bring and that are not there."""
    missing = {key for key in column.weights if (one := fields().meanings.get(key)) and one.optional} - {*optional}
    if not missing:
        return column
    return replace(column, weights={key: weight for key, weight in column.weights.items() if key not in missing})


def _systems(names):
    """Return the systems whose technical names the header line has enough of, most names first."""
    found, distinctive = Counter(), Counter()
    for name in names:
        known, anywhere = known_systems.technical_names(name)
        found.update(list(known))
        if anywhere:
            distinctive.update(list(known))
    return [
        system for system, count in found.most_common() if count >= known_systems.ENOUGH and distinctive[system] >= 2
    ]


def _weigh_name(name, said, added, systems, labels):
    """Return the column ``name``; ``said`` is the part of the name that says something."""
    reading = header.read(said)
    if fold(name) in added:
        return sure_column(name, reading, added[fold(name)], ADMINISTRATOR, "suggest_administrator")
    known, anywhere = known_systems.technical_names(name)
    system = next((system for system in systems if system in known), None)
    if system is None and anywhere and len(set(known.values())) == 1 and "" not in known.values():
        system = next(iter(known))
    weights = header.meanings(said)
    if system is not None:
        kind = "suggest_header" if known[system] in weights else "suggest_technical"
        return sure_column(name, reading, known[system], KNOWN_NAME, kind, system=system)
    system, shown = labels
    if name in shown:
        kind = "suggest_header" if shown[name] in weights else "suggest_technical"
        return sure_column(
            name, reading, shown[name], max(KNOWN_LABEL, weights.get(shown[name], 0)), kind, system=system
        )
    scale = "open_thousands" if header.in_thousands(name) else "open_scaled" if header.is_scaled(name) else ""
    if scale and not AMOUNTS.isdisjoint(weights):
        weights = {field: weight * (DENIED if field in AMOUNTS else 1) for field, weight in weights.items()}
        return Column(name, reading, weights, {field: (scale, {}) for field in weights})
    return Column(name, reading, weights, {field: ("suggest_header", {}) for field in weights})


def sure_column(name: str, reading: header.Reading, field: str, sure: float, kind: str, **details: object) -> Column:
    """Return a column that is ``field`` and nothing else ("": no field at all)."""
    return Column(name, reading, {field: sure} if field else {}, {field: (kind, details)})


def with_values(
    columns: Sequence[Column], rows: pd.DataFrame, known: Callable[[str], Collection[str]] | None = None
) -> list[Column]:
    """Weigh the values in.

    :param rows: rows x columns in the order of ``columns``
    :param known: as in ``evidence.judge``
    """
    looked_at = rows.iloc[sample(len(rows))]
    return [_weigh_values(column, _cells(looked_at.iloc[:, at]), known) for at, column in enumerate(columns)]


def _cells(cells):
    """Return the cells of one column as text, without the marks that keep a value text in a spreadsheet."""
    return tuple("" if cell is None or cell != cell else bare(tidy(str(cell))) for cell in cells.tolist())


def _weigh_values(column, cells, known):
    evidence = Evidence(cells)
    column = replace(column, evidence=evidence)
    for field, weight in column.weights.items():
        if column.source[field][0] != "suggest_administrator":
            verdict = judge(field, evidence, known)
            if verdict.kind == "term" and verdict.lacking and header.says_days(column.name):
                continue  # bare numbers are days there
            column = _weigh_verdict(column, field, weight, verdict)
    proved = proves(evidence)
    if proved and not any(column.reading.says(other) for other in _OTHERS):
        field, kind, share = proved
        if not field:
            return replace(column, weights={})
        if column.weights.get(field, 0) < PROVED:
            column = column.given(field, PROVED, "suggest_values", values=VALUES[kind], percent=percent(share))
    return column


def _weigh_verdict(column, field, weight, verdict):
    """Return ``column`` with the weight of ``field`` as the ``verdict`` of its values leaves it."""
    details = {"values": VALUES.get(verdict.kind, ""), "percent": percent(verdict.share)}
    if verdict.says == DENY:
        return column.given(field, weight * DENIED, "open_unlike" if verdict.lacking else "open_denied", **details)
    if verdict.says == DOUBT:
        left = SAID_DOUBTED if weight >= SAID and verdict.share >= HALF_DIFFERENT else weight * DOUBTED
        return column.given(field, left, "suggest_repeated", **details)
    if verdict.says == UNSURE:
        return column.given(field, min(weight, MOST_UNSURE), "suggest_unsure", **details)
    if verdict.says == AGREE and column.source[field][0] == "suggest_header":
        kind = "suggest_key" if verdict.kind == "unique" else "suggest_both"
        if field == "code":
            weight += KEY_LIFT if weight >= LEAST_HINT else 0
        elif weight >= LEAST_HINT and (field in _PROVING or not column.reading.unknown):
            weight = 1 - (1 - weight) * _DOUBT_LEFT_OWN.get(field, _DOUBT_LEFT)
        return column.given(field, weight, kind, **details)
    return column


def percent(share: float) -> int:
    """Return ``share`` in percent, whole, 100 only when it is all."""
    return int(share * 100)
