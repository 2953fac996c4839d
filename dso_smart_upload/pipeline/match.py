"""Whose row is it: customer codes of the file to customers of Odoo.

In: the codes of the file, and the customers of Odoo whose code could be meant (``candidates`` says which
to ask for). Out: one ``Match`` per code. Never a guess: what fits two customers fits none.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable
from typing import NamedTuple

from .bounds import LONGEST_CODE, shortened
from .characters import bare, database_keys, look, tidy
from .convert.damage import Codes, codes_behind, is_cut, undamaged
from .message import Message

_SHOWN = 60  # characters of a code that is too long


class Known(NamedTuple):
    """A customer of Odoo under one of its codes; one with second codes is known several times.

    :param id: 0 for one that the user may not see
    :param code: its customer code, or a second one, as stored
    """

    id: int
    code: str
    name: str
    active: bool = True

    @property
    def is_hidden(self) -> bool:
        """Whether the user may not see it: its code is taken, and nothing else of it is known."""
        return not self.id


class Match(NamedTuple):
    """Whom a code means.

    :param partner_id: the customer, 0 for a new one
    :param active: False when the customer is archived
    :param message: what to tell the user, or None
    :param ambiguous: several customers fit, or one that the user may not see; the row must be rejected
    :param code: for a new customer: its code, where a spreadsheet had changed it and it is sure what it was
    :param lost: a spreadsheet changed the code so that it cannot be told what it was; the row must be rejected
    :param linked: nobody had the code, and the customer is to have it: what speaks for that, words of
        ``twins.evidence``; none of them where a person said so; None: it is not linked
    :param second: the customer has another code and keeps it: this one becomes a second code
    :param twin: nobody has the code, but a customer may be there under another one: what to tell the user, or None
    :param waits: the row is not imported before a person has said whether ``twin`` is the same customer
    """

    partner_id: int = 0
    active: bool = True
    message: Message | None = None
    ambiguous: bool = False
    code: str = ""
    lost: bool = False
    linked: tuple[str, ...] | None = None
    second: bool = False
    twin: Message | None = None
    waits: bool = False

    @property
    def is_new(self) -> bool:
        """Whether the code is a good one that nobody has."""
        return not (self.partner_id or self.ambiguous or self.lost)


def code_key(code: str) -> str:
    """Return what two codes share that look the same: no invisible characters, no guards, one width, any case."""
    return look(bare(tidy(code)))


def loose(code: str) -> str:
    """Return what is left of ``code`` without case, leading zeros, the marks of a number and what nobody sees."""
    return database_keys(undamaged(bare(tidy(code))))[0]


def candidates(codes: Iterable[str]) -> list[str]:
    """Return the keys to ask Odoo for: every customer that ``match`` may need has one of them (``database_keys``)."""
    codes = [code for code in codes if code and len(code) <= LONGEST_CODE]
    forms = {form for code in codes for form in (code, *codes_behind(code))}
    return sorted({key for form in forms for word in (form, undamaged(bare(form))) for key in database_keys(word)})


def match(
    codes: Collection[str], known: Iterable[Known], in_file: Container[str] | None = None, style: Codes | None = None
) -> dict[str, Match]:
    """Match every code of the file: as it is, in any case, or as a spreadsheet has damaged it (zeros in front
    lost, taken for a number or a date).

    :param codes: distinct codes of the file, trimmed, none empty
    :param known: customers of Odoo, at least all with a key in ``candidates(codes)``
    :param in_file: says with ``in`` whether the file has a ``code_key``; by default ``codes`` are all it has
    :param style: of the codes of the file; by default of ``codes``
    """
    by_code, by_tidy, by_look, by_loose = defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list)
    for customer in known:
        code = tidy(customer.code)
        by_code[customer.code.strip()].append(customer)
        by_tidy[code].append(customer)
        by_look[code_key(code)].append(customer)
        if bare(code).isdecimal():
            by_loose[loose(code)].append(customer)
    if in_file is None:
        in_file = {code_key(code) for code in codes}
    style = style or Codes(codes)

    def behind(code):
        """Return the customers whose code a spreadsheet may have turned into ``code``."""
        number = undamaged(code)
        if number.isdecimal():
            return [
                customer
                for customer in by_loose.get(loose(number), ())
                if len(bare(tidy(customer.code))) >= len(number)
            ]
        return [customer for form in codes_behind(code) for customer in by_tidy.get(form, ())]

    def one(code):
        if len(code) > LONGEST_CODE:
            details = {"code": shortened(code, _SHOWN), "length": len(code), "limit": LONGEST_CODE}
            return Match(message=Message("long_code", details), lost=True)
        found = by_code.get(code) or by_tidy.get(code) or by_look.get(code_key(code))
        if found:
            return _decide(code, found)
        # A known code that the file also writes out in full is not what a damaged one stands for.
        found = [] if is_cut(code) else [one for one in behind(code) if code_key(one.code) not in in_file]
        if not found and (new := _new(code, style)).code:
            found = by_look.get(code_key(new.code))  # what the file's other row writes out in full has a customer
        return _decide(code, found, repaired=True) if found else new

    return {code: one(code) for code in codes}


def _decide(code, found, repaired=False):
    seen = list({customer.id: customer for customer in reversed(found) if not customer.is_hidden}.values())[::-1]
    if not seen:
        return Match(message=Message("hidden_customer", {"code": code}), ambiguous=True)
    some_hidden = any(customer.is_hidden for customer in found)
    if len(seen) > 1 or some_hidden:
        names = ", ".join(f"{customer.name} ({customer.code}, id {customer.id})" for customer in seen[:5])
        variant = "ambiguous_code.hidden" if some_hidden else "ambiguous_code"
        return Match(message=Message(variant, {"code": code, "partners": names}), ambiguous=True)
    customer = seen[0]
    message = Message("repaired_code", {"code": code, "known": customer.code.strip()}) if repaired else None
    return Match(customer.id, customer.active, message)


def _new(code, style):
    """Return the ``Match`` of a code that nobody has."""
    whole, reason = style.damage(code)
    if reason:
        return Match(message=Message(f"damaged_code.{reason}", {"code": code}), lost=True)
    if whole != code:
        return Match(message=Message("repaired_code.new", {"code": code, "repaired": whole}), code=whole)
    return Match()
