"""Where else a header line has the name of a customer: the columns that stand in where the one of the name is blank.

In: the header line and the column of the name. Out: other columns, best first. DATEV has a column for the name of a
company, one for that of a person and one for neither; shops leave the company blank where a person has bought.
A contact's name is none of them: a contact is not the customer.
"""

from collections.abc import Sequence

from ..folding import fold
from . import header

_FIRST, _LAST, _FULL, _NAME = "firstname", "lastname", "fullname", "name"
# Ideas that may stand beside: whose name it is then is still the customer's.
_BESIDE = frozenset("customer debtor partner account billing address main".split())


def other_names(names: Sequence[str], own: str) -> tuple[tuple[str, ...], ...]:
    """Return the columns that a customer's name is taken from where its own is blank, in the order to try them.

    >>> other_names(["Company", "First Name", "Last Name", "Contact name"], "Company")
    (('First Name', 'Last Name'),)

    :param names: the header line
    :param own: header of the column of the name
    :return: headers; those of one tuple are joined by a space
    """
    alike = {}  # what stands beside -> part of a name -> header
    for name in names:
        part, beside = _part(name)
        if part and name != own:
            alike.setdefault(beside, {}).setdefault(part, name)
    return tuple(filter(None, map(_whole, alike.values())))


def _part(name):
    """Return which part of a customer's name a header says, "" for none, and what stands beside it."""
    main, aside = header.without_brackets(header.cleaned(name))
    reading = header.read(main)
    part = next((part for part in (_FIRST, _LAST, _FULL, _NAME) if reading.says(part)), "")
    beside = [ideas for ideas in reading.ideas if part not in ideas]
    if reading.unknown or reading.ordinal > 1 or not all(ideas & _BESIDE for ideas in beside):
        return "", ()
    return part, (fold(aside), frozenset(beside))


def _whole(parts):
    """Return the headers that together say a name, of the parts that one place of the line has; () for too little."""
    family = parts.get(_LAST) or parts.get(_NAME)
    if family and _FIRST in parts:
        return parts[_FIRST], family
    alone = parts.get(_FULL) or family
    return (alone,) if alone else ()
