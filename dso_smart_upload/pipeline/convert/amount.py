"""Amounts and numbers in every usual notation.

In: the words of a column. Out: floats, in the unit the file has.

``1.234`` is a thousand and something in one file and one and something in another; a word alone does not
say. So the decimal mark is decided on the whole column: each word that can be read in one way only is a
vote (``12,5``, ``1.234,56``, ``1.234.567``, ``0.125``, ``1 234,567``). The mark with the votes wins, and a
few strays against many (one in twenty) are read by themselves. Without any vote a mark that has exactly
three digits after it everywhere separates thousands, since money has no third decimal. Where the column is
divided, a word that can be read both ways is not read at all.
"""

import re
from collections.abc import Iterable, Sequence
from math import isclose, isfinite
from typing import Any

from ..characters import NAMELESS, normal
from ..folding import clean, plain
from ..message import Message
from ..reference import Reference
from .base import BLANK, Cell, Converter, bad
from .currency import header_currencies, is_currency, is_own_sign, may_mean

_MAJORITY = 20  # votes against one that make the strays of no account
_THOUSAND = 1e3
_LARGEST = 1e15  # from here on it is no amount, but an account number or a mistake
_LARGEST_INTEGER = 2**31 - 1  # of the database
_MARKS = {",": ".", ".": ","}  # decimal mark -> the other one
_FACTORS = {"k": 1e3, "tsd": 1e3, "mio": 1e6, "mln": 1e6, "mrd": 1e9}
_FACTORS_OF_CURRENCY = {"k": 1e3, "t": 1e3, "m": 1e6}  # "T€"; without a currency a T is no thousand for sure
_MINUS = str.maketrans("−–—‐‑﹣", "------")
_SPACES = str.maketrans("'’`´‘_", "      ")
# What most amounts look like, and can be read without further ado.
_USUAL = re.compile(r"(-?(?:\d+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+))(?:([.,])(\d\d?))?")
_AMOUNT = re.compile(
    r"""(?P<open>\()?[ ]?
        (?P<sign>[+-])?[ ]?
        (?P<before>[^\W\d_]+(?![^\W\d_])\.?|[a-z]{1,2}\$|[^\w\s.,()+-]+(?![^\w\s.,()+-]))?[ ]?
        (?P<second_sign>[+-])?[ ]?
        (?P<number>(?:\d[\d., ]*|[.,]\d+)(?:e[+-]?\d{1,3})?)?
        (?:[.,]?-{1,2}(?=[ ]?[^\d\s]|[ ]?$)(?<=[.,]-|--))?[ ]?
        (?P<last_sign>-)?[ ]?
        (?P<after>[^\W\d_]*\.?[ ]?[^\w\s.,()+-]*)[ ]?
        (?P<very_last_sign>-)?[ ]?
        (?P<close>\))?""",
    re.VERBOSE | re.IGNORECASE,
)


class Amount(Converter):
    """An amount of money, or another number.

    :param decimal: option: "," or ".", decides words that can be read both ways, whatever the column says
    :param percent: option: "5 %" is 5; no amount of money is a percentage
    :param negative: option: False where an amount below zero is in doubt, as of a credit limit (default True); it is
        used all the same: to Odoo no credit limit means that there is none
    :param money: option: "1,234" is no 1.23 where commas are decimal marks, but in doubt, unless other words of the
        column have three decimals for sure
    :param digits: option: decimals that Odoo keeps (default 2), None for all; values that differ by less are one
    :param header: option: name of the column, which may say in which currency its amounts are
    """

    invalid = "invalid_amount"

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        self.decimal = options.get("decimal") or decimal_mark(
            [word.replace("%", "").strip() for word in words] if options.get("percent") else words
        )
        self.digits = options.get("digits", 2)
        self.is_doubted = bool(options.get("money")) and not options.get("decimal") and not has_thirds(words)
        self.own = "" if options.get("percent") else reference.currency  # no currency to look at elsewhere
        said = header_currencies(options.get("header", ""))
        self.is_foreign = bool(said) and self.own != "" and self.own not in said

    def read(self, word: str, country: str) -> Cell:
        cell = self.number(word)
        if self.is_foreign and cell.value:  # nothing is nothing in any currency
            return bad("foreign_currency", word, currency=self.own)
        return cell

    def number(self, word: str) -> Cell:
        """Return the ``Cell`` of a word, whatever the header says."""
        if self.options.get("percent"):
            word = word.replace("%", "").strip()
        usual = _USUAL.fullmatch(word)
        if usual:
            whole, _mark, decimals = usual.groups()
            return self.cell(word, float(f"{''.join(whole.split())}.{decimals or 0}"))
        sign, number, factor = _split(word)
        if not number:
            return BLANK if sign else bad(self.invalid, word)
        values = readings(number)
        if not values:
            return bad(self.invalid, word)
        if len(values) > 1 and not self.decimal:
            return bad("ambiguous_amount", word)
        if len(values) > 1 and self.is_doubted and number.rpartition(self.decimal)[1]:
            return bad("ambiguous_amount", word)
        if self.own and not all(may_mean(unit, self.own) for unit in _units(word)):
            return bad("foreign_currency", word, currency=self.own)
        value = values[self.decimal] if self.decimal in values else next(iter(values.values()))
        if factor >= 1e6 and value >= _THOUSAND and self.options.get("money"):  # thousands of millions: of what?
            return bad(self.invalid, word)
        return self.cell(word, sign * value * factor)

    def cell(self, word: str, value: float) -> Cell:
        """Return the ``Cell`` of a word that was read as ``value``."""
        if abs(value) >= _LARGEST:
            return bad(self.invalid, word)
        doubtful = value < 0 and not self.options.get("negative", True)
        # never -0.0
        return Cell(value + 0.0, Message("negative_amount", {"value": word}) if doubtful else None)

    def same(self, old: float, new: float, country: str = "") -> bool:
        tolerance = 0.5000001 * 10**-self.digits if self.digits is not None else 0.0
        return isclose(old, new, rel_tol=1e-12, abs_tol=tolerance)

    def show(self, value: float) -> str:
        text = f"{value:,}"
        _whole, _point, decimals = text.partition(".")
        if "e" in text or len(decimals) not in (1, 3):
            return text
        return text.removesuffix(".0") if decimals == "0" else text + "0"


class Integer(Amount):
    """A whole number."""

    invalid = "invalid_integer"

    def cell(self, word: str, value: float) -> Cell:
        whole = value.is_integer() and abs(value) <= _LARGEST_INTEGER
        return Cell(int(value)) if whole else bad(self.invalid, word)

    def same(self, old: float, new: float, country: str = "") -> bool:
        return old == new

    def show(self, value: float) -> str:
        return str(value)


def decimal_mark(words: Iterable[str]) -> str:
    """Return the decimal mark that ``words`` of one column use: "," or "."; "" where they do not say."""
    votes = {",": 0, ".": 0}
    undecided = set()  # marks with three digits after them
    for word in words:
        usual = _USUAL.fullmatch(word)
        if usual:
            if usual[2]:
                votes[usual[2]] += 1
            continue
        number = _split(word)[1]
        if number.isdecimal():
            continue
        values = readings(number)
        if len(values) == 2:
            undecided.add("," if "," in number else ".")
        elif values and "" not in values:
            votes[next(iter(values))] += 1
    for mark, other in _MARKS.items():
        if votes[mark] > _MAJORITY * votes[other]:
            return mark
    return _MARKS[undecided.pop()] if not any(votes.values()) and len(undecided) == 1 else ""


def has_thirds(words: Iterable[str]) -> bool:
    """Say whether some of ``words`` have three or more decimals for sure: "0,125", "1234,567"."""
    for word in words:
        number = "" if _USUAL.fullmatch(word) else _split(word)[1]
        found = readings(number) if number and not number.isdecimal() else {}
        if len(found) == 1 and "" not in found and len(number.rpartition(next(iter(found)))[2]) > 2:
            return True
    return False


def readings(number: str) -> dict[str, float]:
    """Return what ``number`` can be, by the decimal mark; empty when it is no number.

    A number without any mark is listed under "".

    >>> readings("1.234"), readings("1.234,5"), readings("1.2.3"), readings("12")
    ({',': 1234.0, '.': 1.234}, {',': 1234.5}, {}, {'': 12.0})
    """
    found = {}
    for mark in _MARKS:
        value = _value(number, mark)
        if value is not None:
            found[mark] = value
    if not any(mark in number for mark in _MARKS):
        return {"": found["."]} if found else {}
    return found


def _value(number, mark):
    """Return ``number`` read with the decimal mark ``mark``; None when it cannot be."""
    mantissa, _e, exponent = number.partition("e")
    whole, _point, decimals = mantissa.partition(mark)
    separators = set(re.findall(r"\D", whole))
    if len(separators) > 1 or (decimals and not decimals.isdecimal()):
        return None
    if separators:
        first, *middle, last = whole.split(separators.pop())
        sizes = {len(group) for group in middle}
        if not first or len(first) > 3 or first[0] == "0" or len(last) != 3 or sizes not in (set(), {2}, {3}):
            return None
        whole = first + "".join(middle) + last
    value = float(f"{whole or 0}.{decimals or 0}e{exponent or 0}")
    return value if isfinite(value) else None


def _split(word):
    """Return sign (1.0 or -1.0), number ("" where there is none), and factor of an amount.

    The sign is 0.0 where the word is no amount; a sign without a number, "-" or " -   €", is a zero left out.
    """
    text = normal("NFKC", clean(word)).translate(_MINUS).translate(_SPACES)
    found = _AMOUNT.fullmatch(clean(text))
    if not found or bool(found["open"]) != bool(found["close"]):
        return 0.0, "", 1.0
    signs = [found[name] for name in ("sign", "second_sign", "last_sign", "very_last_sign") if found[name]]
    factors = [_factor(found[name]) for name in ("before", "after")]
    number = (found["number"] or "").strip().lower()
    if None in factors or len(signs) + bool(found["open"]) > 1 or not (number or signs):
        return 0.0, "", 1.0
    negative = found["open"] or "-" in signs
    return (-1.0 if negative else 1.0), number, factors[0] * factors[1]


def _factor(unit):
    """Return what ``unit`` multiplies by: 1 for a currency, 1,000 for "k" or "k€"; None for any other word."""
    unit = re.sub(r"[.\s]", "", plain(unit or ""))
    if is_currency(unit) or unit == "":  # a percentage is no amount
        return 1.0
    if unit in _FACTORS:
        return _FACTORS[unit]
    for names in (_FACTORS, _FACTORS_OF_CURRENCY):
        for name, factor in names.items():
            if unit.startswith(name) and is_currency(unit[len(name) :]):
                return factor
    return None


def _units(word):
    """Return the currencies that an amount names, as they are written, without "k" and the like before them."""
    found = _AMOUNT.fullmatch(clean(normal("NFKC", clean(word)).translate(_MINUS).translate(_SPACES)))
    for name in found.group("before", "after") if found else ():
        unit = re.sub(r"[.\s]", "", plain(name or ""))
        factors = (factor for factor in (*_FACTORS, *_FACTORS_OF_CURRENCY) if unit.startswith(factor))
        yield from (one for one in (unit, *(unit[len(factor) :] for factor in factors)) if one and is_currency(one))


def names_currency(word: str) -> bool:
    """Say whether ``word`` is a number with a currency behind it, or with its sign or its code before it.

    >>> [names_currency(word) for word in ("25 000 kr", "PLN 5", "12.500,- Ft", "F12", "12", "12 rue", "kr")]
    [True, True, True, False, False, False, False]
    """
    found = _AMOUNT.fullmatch(clean(normal("NFKC", clean(word)).translate(_MINUS).translate(_SPACES)))
    if not found or not found["number"] or None in (_factor(found["before"]), _factor(found["after"])):
        return False
    before, after = (re.sub(r"[.\s]", "", plain(found[name] or "")) for name in ("before", "after"))
    return (len(after) > 1 and is_currency(after)) or (len(before) > 2 and is_currency(before))


def unit_beside(text: str, currency: str) -> str:
    """Return what of the words beside an amount changes it: another currency, or thousands.

    :param text: what a spreadsheet shows beside a number, which does not hold it
    :param currency: ISO code of the company's currency
    :return: words that ``Amount`` reads behind the number, ``""`` where the number as such is meant

    >>> [unit_beside(text, "EUR") for text in ("€ HT", "$", "CHF", "k€", "¤kn", "US$", "pcs")]
    ['', '$', 'CHF', 'k€', 'kn', 'US$', '']
    """
    for words in dict.fromkeys((text, *text.split())):
        name = words.lstrip(NAMELESS)
        factor = _factor(name)
        if factor is None:
            if currency and " " not in words and (name != words or not is_own_sign(name, currency)):
                return name
        elif factor != 1.0 or (currency and not all(may_mean(one, currency) for one in _units(f"1 {name}"))):
            return name
    return ""
