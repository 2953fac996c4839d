"""Understanding values: one converter per kind of value, working on the distinct words of a column.

In: the words of a column as the file writes them, and ``Reference``. Out: ``Cell`` for each word: the
typed value, or why there is none. ``converter(kind, ...)`` gives the converter of a kind.
"""

from collections.abc import Iterable
from typing import Any

from ..reference import Reference
from .amount import Amount, Integer
from .base import BLANK, Cell, Converter
from .boolean import Boolean
from .choice import Chooser, Salesperson, Selection
from .contact import Email, Phone, Website
from .country import Country, Language, State
from .date import Date, DateTime
from .groups import Groups
from .legal_id import LegalId
from .payment_method import PaymentMethod
from .payment_term import PaymentTerm
from .place import Split, parts_of
from .text import Code, Html, Name, Text
from .vat import Vat
from .zip import Zip

__all__ = ["BLANK", "KINDS", "Cell", "Converter", "add_kind", "converter"]

KINDS = {
    "text": Text,
    "code": Code,
    "name": Name,
    "zip": Zip,
    "phone": Phone,
    "email": Email,
    "website": Website,
    "country": Country,
    "state": State,
    "legal_id": LegalId,
    "vat": Vat,
    "payment_term": PaymentTerm,
    "payment_method": PaymentMethod,
    "groups": Groups,
    "salesperson": Salesperson,
    "language": Language,
    "html": Html,
    "amount": Amount,
    "date": Date,
    "datetime": DateTime,
    "integer": Integer,
    "boolean": Boolean,
    "selection": Selection,
    "many2one": Chooser,
}


def add_kind(kind: str, made_by: type[Converter]) -> None:
    """Add the converter of a kind of value that another addon brings; ``dso.upload.field`` has to know the kind too."""
    KINDS[kind] = made_by


def converter(kind: str, words: Iterable[str], reference: Reference, **options: Any) -> Converter:
    """Return the converter of one column.

    :param kind: a key of ``KINDS``
    :param words: the distinct words of the column, blanks left out
    :param reference: ``Reference``: what words can mean
    :param options: options of the kind, see its class; ``values`` is the user's own table; ``split``: the part of the
        words that is read, see ``Place``
    :raises KeyError: unknown kind
    """
    part = options.get("split")
    if part:
        inner = {name: option for name, option in options.items() if name != "split"}
        return Split(converter(kind, parts_of(words, part), reference, **inner), part)
    made_by, words = KINDS[kind], tuple(words)
    if max(map(len, words), default=0) > made_by.longest:
        words = tuple(word for word in words if len(word) <= made_by.longest)
    return made_by(words, reference, **options)
