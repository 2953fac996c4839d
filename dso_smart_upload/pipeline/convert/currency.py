"""Currencies: the signs, codes and names in which amounts are written.

In: the unit of an amount, the header of a column, a cell of a column of currencies. Out: the ISO codes of the
currencies that are meant.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from babel import Locale
from babel.numbers import get_currency_symbol, list_currencies

from ..bounds import LONGEST_HEADER
from ..folding import clean, fold, plain
from .nothing import NOTHING

_LANGUAGES = "en fr de it es nl pt pl sv da nb fi cs hu ro tr".split()
_CODES = frozenset(map(str.lower, list_currencies("en")))
# Signs and words of currencies -> the currencies that they can mean; ISO codes mean themselves, other signs none.
_DOLLARS = frozenset("USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD XCD".split())
_POUNDS = frozenset("GBP EGP FKP GIP LBP SDG SHP SSP SYP".split())
_FRANCS = frozenset("CHF FRF BEF LUF XAF XOF XPF BIF CDF DJF GNF KMF RWF".split())
_CROWNS = frozenset("DKK ISK NOK SEK".split())
_MEANINGS = {
    **dict.fromkeys(("€", "euro", "euros"), frozenset(("EUR",))),
    **dict.fromkeys(("$", "dollar", "dollars"), _DOLLARS | frozenset("ARS CLP COP CVE DOP HTG MOP MXN UYU".split())),
    "£": _POUNDS,
    "¥": frozenset(("JPY", "CNY")),
    "₹": frozenset(("INR",)),
    "₽": frozenset(("RUB",)),
    "₺": frozenset(("TRY",)),
    "₴": frozenset(("UAH",)),
    "₩": frozenset(("KRW", "KPW")),
    "₦": frozenset(("NGN",)),
    "₪": frozenset(("ILS",)),
    "฿": frozenset(("THB",)),
    "₫": frozenset(("VND",)),
    "₵": frozenset(("GHS",)),
    "₲": frozenset(("PYG",)),
    "₱": frozenset(("PHP", "CUP", "MXN", "CLP", "COP", "ARS", "UYU", "DOP")),
    "₡": frozenset(("CRC", "SVC")),
    "₭": frozenset(("LAK",)),
    "₮": frozenset(("MNT",)),
    "₸": frozenset(("KZT",)),
    "₾": frozenset(("GEL",)),
    "₼": frozenset(("AZN",)),
    "֏": frozenset(("AMD",)),
    "₧": frozenset(("ESP",)),
    "৳": frozenset(("BDT",)),
    "៛": frozenset(("KHR",)),
    "؋": frozenset(("AFN",)),
    "₤": _POUNDS | frozenset(("ITL", "TRL")),
    **dict.fromkeys(("₨", "rs"), frozenset("INR LKR MUR NPR PKR SCR".split())),
    **dict.fromkeys(("tl",), frozenset(("TRY",))),
    **dict.fromkeys(("dh", "dhs"), frozenset(("MAD", "AED"))),
    **dict.fromkeys(("cfa", "fcfa"), frozenset(("XOF", "XAF"))),
    **dict.fromkeys(("pts", "ptas"), frozenset(("ESP",))),
    **dict.fromkeys(("us$", "$us"), frozenset(("USD",))),
    **dict.fromkeys(("a$", "au$"), frozenset(("AUD",))),
    **dict.fromkeys(("c$", "ca$"), frozenset(("CAD",))),
    **dict.fromkeys(("s$", "sg$"), frozenset(("SGD",))),
    **dict.fromkeys(("руб", "р"), frozenset(("RUB",))),
    "nz$": frozenset(("NZD",)),
    "hk$": frozenset(("HKD",)),
    "r$": frozenset(("BRL",)),
    "mx$": frozenset(("MXN",)),
    "nt$": frozenset(("TWD",)),
    "dm": frozenset(("DEM",)),
    "kn": frozenset(("HRK",)),
    "rm": frozenset(("MYR",)),
    "rp": frozenset(("IDR",)),
    "лв": frozenset(("BGN",)),
    "грн": frozenset(("UAH",)),
    **dict.fromkeys(("sfr", "fs"), frozenset(("CHF",))),
    "kc": frozenset(("CZK",)),
    "zl": frozenset(("PLN",)),
    "lei": frozenset(("RON", "MDL")),
    "ft": frozenset(("HUF",)),
    **dict.fromkeys("₣ f fr frs ff franc francs".split(), _FRANCS),
    "kr": _CROWNS,
    "lv": frozenset(("BGN",)),
}
_NAMES = _CODES | _MEANINGS.keys()
# Codes that are no words, as ALL and TOP are: what else could they be in a header?
_IN_HEADERS = frozenset(
    "AED AUD BGN BRL CAD CHF CNY CZK DKK DZD EGP EUR GBP HKD HUF ILS INR JPY KRW KWD MAD MXN MYR NOK NZD PLN QAR RON "
    "RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD XAF XOF XPF ZAR FRF DEM ITL BEF NLG ATS".split()
)
_IN_SMALL_LETTERS = frozenset("AUD CHF CZK DKK EUR GBP HUF JPY NOK PLN SEK USD".split())
_WORDS = {
    **dict.fromkeys("euro euros".split(), _MEANINGS["€"]),
    **dict.fromkeys("dollar dollars dolar dolares dollari dollaro".split(), _MEANINGS["$"]),
    **dict.fromkeys("pound pounds sterling pfund".split(), _POUNDS),
    **dict.fromkeys("franken francs franchi francos".split(), _FRANCS),
    **dict.fromkeys("zloty zlotych zlote".split(), frozenset(("PLN",))),
}
# Numbers of currencies in ISO 4217, as some programs and card schemes write them.
_NUMBERS = {
    "978": "EUR", "840": "USD", "826": "GBP", "756": "CHF", "392": "JPY", "124": "CAD", "036": "AUD", "752": "SEK",
    "578": "NOK", "208": "DKK", "985": "PLN", "203": "CZK", "348": "HUF", "946": "RON", "949": "TRY", "156": "CNY",
    "504": "MAD", "788": "TND", "012": "DZD", "952": "XOF", "950": "XAF", "953": "XPF", "975": "BGN", "643": "RUB",
    "980": "UAH", "986": "BRL", "356": "INR", "410": "KRW", "702": "SGD", "344": "HKD", "710": "ZAR", "484": "MXN",
    "376": "ILS", "784": "AED", "682": "SAR",
}  # fmt: skip
_OWN = re.compile(r"\b(?:lcy|local|locale|home|base|own|domestic|default|standard|haus|societe|interne?)\b")
_TOKEN = re.compile(r"[A-Z]{3,}(?![a-z])|[A-Z]?[^\W\d_A-Z]+|[A-Z]+")


def is_currency(unit: str) -> bool:
    """Say whether the unit of an amount, plain and without spaces, is a currency."""
    return unit in _NAMES or (unit != "" and all(unicodedata.category(char) == "Sc" for char in unit))


def may_mean(unit: str, currency: str) -> bool:
    """Say whether the unit of an amount can mean the currency of an ISO code; a sign that nobody knows means none."""
    if unit in _MEANINGS:
        return currency in _MEANINGS[unit]
    if unit in _CODES:
        return unit == currency.lower()
    signs = [char for char in unit if unicodedata.category(char) == "Sc"]
    return all(currency in _MEANINGS.get(sign, ()) for sign in signs)


def is_own_sign(word: str, currency: str) -> bool:
    """Say whether a word such as "US$" or "€/pc", that is no currency itself, can name none but that of an ISO code."""
    signs = [char for char in word if unicodedata.category(char) == "Sc"]
    letters = "".join(re.findall(r"[A-Z]{1,3}(?=[$£¥])|(?<=[$£¥])[A-Z]{1,3}", word))
    is_own = currency.startswith(letters) or word == get_currency_symbol(currency, "en")
    return is_own and all(may_mean(sign, currency) for sign in signs)


def is_code(word: str) -> bool:
    """Say whether a word is the ISO code of a currency that customers have, as it is written."""
    return word in _IN_HEADERS


@lru_cache(maxsize=1024)
def header_currencies(header: str) -> frozenset[str]:
    """Return the currencies in which a column is, as its header says: ISO codes, empty where it names none.

    >>> sorted(header_currencies("Credit limit (USD)")), header_currencies("ALL LIMITS")
    (['USD'], frozenset())
    """
    text = header[:LONGEST_HEADER]
    found = [_MEANINGS[sign] for sign in text if sign in _MEANINGS and not sign.isalpha()]
    for token in _TOKEN.findall(text):
        code = token.upper()
        if code in _IN_HEADERS and (token.isupper() or (token.islower() and code in _IN_SMALL_LETTERS)):
            found.append(frozenset((code,)))
        elif plain(token) in _WORDS:
            found.append(_WORDS[plain(token)])
    return frozenset().union(*found)


@lru_cache(maxsize=1024)
def cell_currencies(word: str) -> frozenset[str]:
    """Return the currencies that a cell of a column of currencies can mean: ISO codes, empty where it says none.

    >>> sorted(cell_currencies("usd")), sorted(cell_currencies("Schweizer Franken")), cell_currencies("0")
    (['USD'], ['CHF'], frozenset())
    >>> sorted(cell_currencies("EUR - Euro")), sorted(cell_currencies("840"))
    (['EUR'], ['USD'])
    """
    text = clean(word)[:LONGEST_HEADER]
    if text.lower() in _CODES or text in _NUMBERS:
        return frozenset((_NUMBERS.get(text, text.upper()),))
    name = plain(text)
    if name in _MEANINGS:
        return _MEANINGS[name]
    return _by_name().get(fold(text)) or header_currencies(text)


def foreign_words(words: Iterable[str], own: str) -> set[str]:
    """Return those of the distinct cells of a column of currencies that say another currency than ``own``: a set.

    Where most of them say one, a word that says none that is known, as "Dirham", is another one too.

    >>> sorted(foreign_words(["EUR", "USD", "Euro", "Dirham", "", "1"], "EUR")), foreign_words(["Yes", "No"], "EUR")
    (['Dirham', 'USD'], set())
    """
    meant = {word: cell_currencies(word) for word in words}
    meant = {word: currencies for word, currencies in meant.items() if currencies or fold(word) not in NOTHING}
    known = sum(map(bool, meant.values()))
    found = {word for word, currencies in meant.items() if currencies and own not in currencies}
    if 2 * known >= len(meant):
        unknown = (word for word, currencies in meant.items() if not currencies and any(map(str.isalpha, word)))
        found |= {word for word in unknown if not _OWN.search(fold(word))}
    return found


@cache
def _by_name():
    """Return the currencies by their folded names in the languages of customers' lists."""
    found = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).currencies.items():
            found.setdefault(fold(name), frozenset((code,)))
    return found
