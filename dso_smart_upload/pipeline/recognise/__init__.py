"""Which column is which: one suggestion per column, with how sure it is and why.

In: the header line, and the rows where there are any. Out: one ``Suggestion`` per column, in order.

Three steps. Every column gets a weight for every field, from its own words and from its values
(``recognise.column``). Then the line as a whole speaks (``recognise.context``): a bank's columns
beside "Kontonummer", a first name beside "Name", a block of address columns. Last, fields are given
to columns so that the whole line fits best (``recognise.fit``).

The customer code is never a guess: where two columns could be it, or the values deny it, it stays open.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ..message import Message, _
from .column import THRESHOLD, weigh, with_values
from .context import in_context
from .fit import assign
from .parts import find_parts

DOUBTFUL = 0.25  # how sure a column at least is of a field that a person hears of, where it stays open
# What a person reads for a field, inside a sentence.
LABELS = {
    "code": _("customer code"),
    "name": _("company name"),
    "street": _("street"),
    "street2": _("second address line"),
    "zip": _("postal code"),
    "city": _("city"),
    "state": _("state or province"),
    "country": _("country"),
    "phone": _("phone"),
    "mobile": _("mobile phone"),
    "email": _("e-mail"),
    "website": _("website"),
    "legal_id": _("legal id"),
    "vat": _("VAT number"),
    "payment_term": _("payment term"),
    "payment_method": _("payment method"),
    "groups": _("group"),
    "salesperson": _("salesperson"),
    "language": _("language"),
    "comment": _("comment"),
    "credit_limit": _("credit limit"),
    "insurer_guarantee": _("insurer guarantee"),
    "other_guarantees": _("other guarantees"),
    "insurer_reference": _("insurer reference"),
    "temporary_guarantee": _("temporary guarantee"),
    "temporary_guarantee_from": _("start of the temporary guarantee"),
    "temporary_guarantee_to": _("end of the temporary guarantee"),
    "siret": _("Siret"),
    "electronic_address": _("electronic address"),
    "routing_code": _("routing code"),
    "public_body": _("public body"),
    "invoice_format": _("format of electronic invoices"),
    "gln": _("Global Location Number"),
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
    def is_doubtful(self) -> bool:
        """Whether the column stays open though it may well be the field that ``message`` names."""
        return not self.field and self.confidence >= DOUBTFUL and self.message.kind != "open_taken"

    @property
    def reason(self) -> str:
        """The English sentence."""
        return str(self.message)


def suggest(
    header: Sequence[str],
    rows: pd.DataFrame | None = None,
    *,
    extra_words: Mapping[str, Sequence[str]] = {},  # noqa: B006 (never written to)
    known: Callable[[str], Collection[str]] | None = None,
    optional: Collection[str] = (),
) -> list[Suggestion]:
    """Suggest a field for every column.

    :param header: the names of the columns, in order
    :param rows: the table, rows x columns in the order of ``header``, cells str; None: names alone count
    :param extra_words: for a field key (also one the vocabulary does not have) more header words
    :param known: returns the names, folded, of the records that Odoo has for a field (``payment_term``,
        ``payment_method``, ``salesperson``, ``groups``, ``country``): codes that are such names can be read
    :param optional: keys of the fields, of those that other addons bring, that there are
    :return: one per column
    """
    columns = weigh(list(header), extra_words, optional)
    if rows is not None and len(rows):
        columns = with_values(columns, rows, known)
    columns = in_context(columns)
    given = assign(columns)
    suggestions = _explain(columns, given)
    return suggestions if rows is None else _with_parts(suggestions, list(header), rows)


def _with_parts(suggestions, header, rows):
    """Return the suggestions with why columns stay open that are a part of another one, or hold several values."""
    headers = {one.field: name for one, name in zip(suggestions, header, strict=True) if one.field}
    found = find_parts(header, rows, headers)
    why = {
        part.header: Message(
            "open_part.name" if field == "name" else "open_part", {"field": "", "column": headers[field]}
        )
        for field, parts in found.parts.items()
        for part in parts
    }
    for name, fields in found.split.items():
        why[name] = Message("open_split", {"field": "", "fields": ", ".join(LABELS[field] for field in fields)})
    return [
        Suggestion("", 0.0, why[name]) if name in why else one for one, name in zip(suggestions, header, strict=True)
    ]


def _explain(columns, given):
    """Return the ``Suggestion`` of every column."""
    owners = {field: columns[at].name for at, field in given.items()}
    return [_explain_one(column, given.get(at, ""), owners) for at, column in enumerate(columns)]


def _explain_one(column, field, owners):
    if field:
        return Suggestion(field, round(min(column.weights[field], 1.0), 2), _message(column, field))
    weights = {field: weight for field, weight in column.weights.items() if weight > 0}
    if not weights:
        return Suggestion("", 0.0, Message("open_unknown", {"field": "", "label": ""}))
    likely = max(weights, key=weights.__getitem__)
    sure = round(min(weights[likely], 1.0), 2)
    details = {"field": likely, "label": LABELS.get(likely, likely)}
    kind, why = column.source[likely]
    if kind in ("open_denied", "open_unlike", "open_thousands", "open_scaled", "open_payday", "open_expiring"):
        return Suggestion("", sure, Message(kind, {**details, **why}))
    if likely in owners:
        return Suggestion("", sure, Message("open_taken", {**details, "column": owners[likely]}))
    if likely == "code" and sure >= THRESHOLD:
        return Suggestion("", sure, Message("open_several", details))
    return Suggestion("", sure, Message("open_doubtful", details))


def _message(column, field):
    kind, details = column.source[field]
    return Message(kind, {"field": field, "label": LABELS.get(field, field), **details})
