"""Values that a file has in several columns, joined: a street with the number of the house, a payment term with what
says from when its days count, a name with the line that continues it.

In: the words of a column, and the ``Part``s of them that stand in other columns (``recognise.parts`` finds them). Out:
the words of the whole. What is joined is a text that a person could have written into one cell; it is read like one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .convert.term_words import joined_term
from .folding import fold, plain
from .twins.names import read_name
from .vocabulary import languages
from .vocabulary.yes_no import YES, YES_NUMBERS

# What stands in another column: the number of a house before or behind the street, an addition to that number, a line
# that continues the name, from when days count, whether they count to the end of the month, the day of the month.
BEFORE, BEHIND, ADDITION, AFTER_NAME = "before", "behind", "addition", "after_name"
BASE, END_OF_MONTH, DAY = "base", "end_of_month", "day"
_STREET = (BEFORE, BEHIND, ADDITION)
_OPEN = re.compile(r"[&+/,\-–]\s*$")  # a name that does not end with its line


@dataclass(frozen=True)
class Part:
    """What of a value stands in another column.

    :param role: ``BEFORE``, ``BEHIND``, ... : what it is
    :param header: of the column
    :param text: what a yes of that column says
    """

    role: str
    header: str
    text: str = ""


def joined(words: np.ndarray, parts: Sequence[Part], cells: Mapping[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return the words of a column with their parts, and in which rows there was more that was not joined.

    :param words: of the column: object array (n), "" where it is blank
    :param parts: of the column
    :param cells: header of each part -> its words: object array (n)
    :return: object array (n), bool array (n)
    """
    found, left = words.copy(), np.zeros(len(words), dtype=bool)
    columns = [cells[part.header] for part in parts]
    for row, several in enumerate(zip(*columns, strict=True)):
        if words[row] and any(several):
            text = _JOIN[parts[0].role](words[row], list(zip(parts, several, strict=True)))
            left[row] = text is None
            found[row] = words[row] if text is None else text
    return found, left


def _street(street, parts):
    """Return a street with the number of the house, unless it has it already."""
    number = ""
    for _part, cell in parts:
        joint = "/" if number[-1:].isdigit() and cell[:1].isdigit() else " "
        number = f"{number}{joint}{cell}" if number and cell else number or cell
    said, new = fold(street).split(), fold(number).split()
    if any(said[at : at + len(new)] == new for at in range(len(said))):
        return street
    return f"{number} {street}" if parts[0][0].role == BEFORE else f"{street} {number}"


def _name(name, parts):
    """Return a name with the line that continues it, None where that may be something else: a department, a person.

    It continues where the first line does not end there, or where only the second has the legal form.
    """
    more = parts[0][1]
    if fold(more) in fold(name):
        return name
    last = fold(name).split()[-1:]
    is_open = bool(_OPEN.search(name)) or bool(last and last[0] in _links() and not read_name(name).forms)
    if is_open or (read_name(more).forms and not read_name(name).forms):
        return f"{name}{'' if name.endswith('-') else ' '}{more}"
    return None


def _links():
    """Return the small words that no name ends with."""
    small = (word for language in languages().values() for word in (*language.small, *language.joining))
    return frozenset(word for word in map(fold, small) if len(word) > 1)


def _term(days, parts):
    """Return a number of days with from when they count: "30 fin de mois le 15"."""
    said = {part.role: cell for part, cell in parts}
    base = said.get(BASE, "")
    if plain(said.get(END_OF_MONTH, "")) in YES | YES_NUMBERS:
        base = next(part.text for part, _cell in parts if part.role == END_OF_MONTH)
    return joined_term(days, base, said.get(DAY, ""))


_JOIN = {**dict.fromkeys(_STREET, _street), AFTER_NAME: _name, **dict.fromkeys((BASE, END_OF_MONTH, DAY), _term)}
