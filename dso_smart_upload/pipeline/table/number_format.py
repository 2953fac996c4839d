"""What a spreadsheet shows of a number whose format adds zeros, letters or marks to it, or makes it a percentage.

In: the code of a number format as .xlsx and .xls keep it (``00000``, ``"K01C"00000``, ``000\\ 000``, ``0%``) and a
number. Out: the text that the sheet shows, ``None`` where the number as such is what was meant: amounts, decimals,
thousands, dates; and the unit that it shows beside an amount. The rules of the codes: ECMA-376 part 1, 18.8.31.
"""

import re
import unicodedata
from decimal import Decimal
from functools import cache
from locale import windows_locale

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_symbol, get_territory_currencies

from ..characters import NAMELESS

BUILT_IN = {9: "0%", 10: "0.00%"}  # of the formats that have a number and no code, those that matter here

_LONGEST = 255  # characters of a code, as the programs have it
_MOST = 1e15  # numbers from here on have lost digits
_TOKEN = re.compile(r'"([^"]*)"|\\(.)|([_*].)|\[([^\]]{0,255})\]|([0#?])|(.)', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_MONEY = re.compile(r"[€$£¥₺₽₹]|\b(?:eur|usd|gbp|chf|kr|zl|zł|kč|k|ht|ttc)\b", re.IGNORECASE)
_CURRENCY = re.compile(r"[A-Z]{3}|[^\w\s.,]")
_HEX = re.compile(r"[0-9A-Fa-f]{1,8}")
_COMPARE = {
    "<": float.__lt__,
    "<=": float.__le__,
    ">": float.__gt__,
    ">=": float.__ge__,
    "=": float.__eq__,
    "<>": float.__ne__,
}


def shapes(code: str) -> bool:
    """Tell whether the format ``code`` shows some number as something else than a number.

    >>> shapes("00000"), shapes("#,##0.00"), shapes("0%"), shapes("dd/mm/yyyy"), shapes('#,##0\\\\ "€"')
    (True, False, True, False, False)
    """
    return any(section[0] for section in _sections(code))


def counts(code: str) -> bool:
    """Tell whether the format ``code`` shows some number as something else than a number, or with a unit."""
    return shapes(code) or any(units(code))


def units(code: str) -> tuple[str, ...]:
    """Return the units that the sections of a format show.

    >>> units('#,##0.00\\\\ "€"'), units("[$$-409]#,##0;-[$$-409]#,##0"), units("#,##0"), units('#,##0, "k€"')
    (('€',), ('USD', 'USD'), ('',), ('€',))
    """
    return tuple(section[3] for section in _sections(code))


def unit(code: str, number: float) -> str:
    """Return the unit that a sheet shows beside ``number``, such as ``"$"``, ``"USD"``, ``"k€"``; ``""`` for none."""
    sections = _sections(code)
    return sections[_chosen(sections, float(number))][3] if sections else ""


def shown(code: str, number: float) -> str | None:
    """Return the text that a sheet shows of ``number``, ``None`` where it is to be taken as a number.

    >>> shown("00000", 417), shown('"K01C"00000', 88), shown("000\\\\ 000\\\\ 000", 732829320), shown("0.0%", 0.5)
    ('00417', 'K01C00088', '732 829 320', '50%')
    """
    sections = _sections(code)
    if not sections:
        return None
    index = _chosen(sections, float(number))
    kind, tokens, _condition, _unit = sections[index]
    if kind == "percent":
        return percentage(number)
    if kind != "digits" or number != int(number) or abs(number) >= _MOST:
        return None
    sign = "-" if number < 0 and index == 0 else ""
    return (sign + _filled(tokens, str(abs(int(number))))).strip()


def percentage(number: float) -> str:
    """Return a number as a percentage.

    >>> percentage(0.125)
    '12.5%'
    """
    return f"{format(Decimal(format(number * 100, '.15g')), 'f')}%"


def is_money(text: str) -> bool:
    """Tell whether ``text`` holds the sign or the name of a currency, or an accountant's word."""
    return bool(_MONEY.search(text))


def _chosen(sections, number):
    """Return the position of the section that applies to ``number``."""
    conditions = [section[2] for section in sections]
    if any(conditions):
        fits = (at for at, one in enumerate(conditions) if one is None or _COMPARE[one[0]](number, one[1]))
        return next(fits, len(sections) - 1)
    if number < 0 and len(sections) > 1:
        return 1
    return 2 if number == 0 and len(sections) > 2 else 0


@cache
def _sections(code):
    if len(code) > _LONGEST:
        return ()
    parts, current = [], []
    for match in _TOKEN.finditer(code):
        if match.group(6) == ";":
            parts.append(current)
            current = []
        else:
            current.append(match)
    numbers = [part for part in (*parts, current) if not any(token.group(6) == "@" for token in part)]  # else for texts
    return tuple(map(_section, numbers))[:3]


def _section(matches):
    """Return of a section its kind ("digits", "percent", "" for a number as such), tokens, condition and unit."""
    tokens, condition, plain = [], None, True
    percent = False
    for match in matches:
        quoted, escaped, _space, bracket, digit, other = match.groups()
        if bracket is not None:
            found = _CONDITION.fullmatch(bracket)
            condition = (found[1], float(found[2])) if found else condition
            plain &= not (bracket.startswith("$") and bracket[1:].partition("-")[0])
            plain &= bracket.lower() not in ("h", "hh", "m", "mm", "s", "ss")
        elif digit:
            tokens.append((True, digit))
        elif other == "%":
            percent = True
        elif other is not None and other not in " -+()":
            plain = False  # decimals, thousands; letters are dates or "General"
        elif quoted is not None or escaped is not None or other is not None:
            tokens.append((False, quoted or escaped or other or ""))
    if percent:
        return "percent", (), condition, ""
    digits = [text for is_digit, text in tokens if is_digit]
    words = "".join(text for is_digit, text in tokens if not is_digit)
    adds = digits.count("0") > 1 or words.strip(" -+()\xa0") or (words.strip() and len(digits) > 1)
    if not plain or not digits or not adds or _MONEY.search(words):
        is_number = digits or "general" in "".join(match.group(6) or "" for match in matches).lower()
        return "", (), condition, _unit_of(matches) if is_number else ""
    return "digits", tuple(tokens), condition, ""


def _unit_of(matches):
    """Return the words and signs that stand beside the number in a section, as far as they can be a unit."""
    texts, is_scaled = [], False
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        quoted, escaped, _space, bracket, digit, other = match.groups()
        if bracket is not None:
            sign, _dash, place = bracket.removeprefix("$").partition("-")
            texts.append(_currency(sign.strip(), place) if bracket.startswith("$") and sign.strip() else "")
        elif quoted or escaped:
            texts.append(quoted or escaped)
        elif digit:
            texts.append(" ")
        elif other == ",":
            is_scaled |= following is None or not following.group(5)
        elif other and unicodedata.category(other) == "Sc":
            texts.append(other)
    text = " ".join("".join(texts).split())
    # "12 k€" is 12,000 €, unless the number is 12,000 and only shown in thousands
    return " ".join(_CURRENCY.findall(text)) if is_scaled else text


def _currency(sign, place):
    """Return the currency of a ``sign`` in a place, as a language (``en-US``) or as its number (``409``).

    >>> _currency("$", "409"), _currency("kr", "sv-SE"), _currency("€", "2"), _currency("kn", "41A")
    ('USD', 'SEK', '€', '¤kn')
    """
    name = windows_locale.get(int(place, 16) & 0xFFFF, "") if _HEX.fullmatch(place) else place
    currency, usual = _territory_currency(name.replace("-", "_"))
    if currency and sign.rstrip(".").lower() in usual.lower():
        return currency
    if (len(sign) == 3 and sign.isupper() and sign.isascii()) or any(unicodedata.category(one) == "Sc" for one in sign):
        return sign
    return currency if currency and currency != "EUR" else NAMELESS + sign


@cache
def _territory_currency(name):
    """Return the currency of a locale's country and its sign there, ``""`` for what is unknown."""
    try:
        locale = Locale.parse(name) if name else None
    except (ValueError, UnknownLocaleError):
        return "", ""
    found = get_territory_currencies(locale.territory) if locale and locale.territory else ()
    return (found[0], get_currency_symbol(found[0], locale)) if found else ("", "")


def _filled(tokens, digits):
    """Return ``tokens`` with ``digits`` in their places, from the right; the first place takes all that are left."""
    places = sum(is_digit for is_digit, _text in tokens)
    texts = []
    for is_digit, text in reversed(tokens):
        if not is_digit:
            texts.append(text)
            continue
        places -= 1
        if not places:
            texts.append(digits or ("0" if text == "0" else ""))
        else:
            texts.append(digits[-1:] or ("0" if text == "0" else ""))
            digits = digits[:-1]
    return "".join(reversed(texts))
