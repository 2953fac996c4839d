"""What the pipeline needs to know of Odoo, handed in by it: the values that words can mean.

Made by ``engine/reference.py`` from the database; made by hand in the plain tests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .folding import fold

GROUP_MODEL, TERM_MODEL = "res.partner.category", "account.payment.term"
# Kind of value: the model whose records its words mean.
RECORD_MODELS = {
    "payment_term": TERM_MODEL,
    "payment_method": "account.payment.method.line",
    "country": "res.country",
    "state": "res.country.state",
    "salesperson": "res.users",
    "groups": GROUP_MODEL,
    "language": "res.lang",
}
CREATED_KINDS = ("payment_term", "groups")  # of which an import creates records that Odoo lacks
CREATED_MODELS = tuple(RECORD_MODELS[kind] for kind in CREATED_KINDS)


@dataclass(frozen=True)
class Choice:
    """A record or option of Odoo that a word in the file can mean.

    :param id: database id, or the key of a selection option, or the code of a language
    :param names: its names in every language, the user's own first
    :param code: ISO code of a country, code of a state or of a payment method, login of a user
    :param parent: id of the parent group, 0 for a root
    :param country: ISO code of a state's country
    :param active: False for an archived record
    :param hidden: the user may not see it: it is there, so that no second one is made, and never used
    """

    id: int | str
    names: tuple[str, ...]
    code: str = ""
    parent: int = 0
    country: str = ""
    active: bool = True
    hidden: bool = False


@dataclass(frozen=True)
class TermLine:
    """One line of a payment term, as ``account.payment.term.line`` stores it.

    :param value: ``percent`` or ``fixed``
    :param amount: per cent (0 to 100) or amount
    :param delay_type: ``days_after``, ``days_end_of_month_on_the``, ``days_after_end_of_month`` or
        ``days_after_end_of_next_month``
    :param days: number of days
    :param day_of_month: for ``days_end_of_month_on_the``: the day of the next month, 0 for its last day
    """

    value: str
    amount: float
    delay_type: str
    days: int
    day_of_month: int = 0


@dataclass(frozen=True)
class Term:
    """A payment term of Odoo.

    :param early_discount: True when paying early earns a discount: it never equals a plain term
    :param hidden: as in ``Choice``
    """

    id: int
    names: tuple[str, ...]
    lines: tuple[TermLine, ...]
    early_discount: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class NewRecord:
    """A record the import will create because the file names it and Odoo has none: a group or a term.

    Two equal ``NewRecord`` are one record.

    :param model: ``res.partner.category`` or ``account.payment.term``
    :param key: folded name, or the meaning of the term
    :param name: its name as the file writes it first
    :param family: for a group: header of its column (its family's name)
    :param family_id: for a group: id of its family in Odoo, 0 when it has none yet
    :param lines: for a term: its lines
    """

    model: str
    key: object
    name: str = field(compare=False)
    family: str = ""
    family_id: int = field(default=0, compare=False)
    lines: tuple[TermLine, ...] = field(default=(), compare=False)


def family_of(record: NewRecord) -> NewRecord | None:
    """Return the ``NewRecord`` of the family that a new group lives in, None where Odoo has it or needs none."""
    if record.model != GROUP_MODEL or not record.family or record.family_id:
        return None
    return NewRecord(GROUP_MODEL, fold(record.family), record.family)


@dataclass(frozen=True)
class Reference:
    """Everything a word can mean, for one company and one user.

    :param country: ISO code of the company's country, used where a row names none
    :param currency: ISO code of the company's currency, in which Odoo keeps amounts; "" where it does not matter
    :param choices: for fields an administrator added: partner field name -> its options or records
    """

    country: str = ""
    currency: str = ""
    countries: tuple[Choice, ...] = ()
    states: tuple[Choice, ...] = ()
    languages: tuple[Choice, ...] = ()
    users: tuple[Choice, ...] = ()
    groups: tuple[Choice, ...] = ()
    terms: tuple[Term, ...] = ()
    methods: tuple[Choice, ...] = ()
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
