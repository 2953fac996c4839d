"""Countries, their states, and languages: by code, by sign, by name in any language.

In: words such as "Deutschland", "UK", "F-", "fr_FR". Out: the id of Odoo's country or state, the code of
Odoo's language. The names come from the Unicode CLDR (Babel); what people write besides is listed here.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global

from ..characters import normal
from ..folding import clean, fold
from ..reference import Choice, Reference
from .base import Cell, bad
from .choice import Chooser, Lookup, list_names, squash

# The languages whose names for countries and languages are known; where two differ the first counts.
LANGUAGES = "en fr de it es nl pt ca pl cs sk hu ro da sv nb fi el tr hr sl et lv lt bg sr ru uk ar he zh ja ko".split()

# Signs on cars and letters before a zip code, where they differ from the ISO code.
_SIGNS = {
    "A": "AT", "B": "BE", "D": "DE", "E": "ES", "F": "FR", "FL": "LI", "H": "HU", "I": "IT", "J": "JP", "L": "LU",
    "N": "NO", "P": "PT", "S": "SE", "EL": "GR", "UK": "GB", "SLO": "SI", "IRL": "IE", "RSM": "SM", "RUS": "RU",
}  # fmt: skip

# Short names that only their accent tells from a code.
_ACCENTED = {"ČR": "CZ"}
_POINT = "\u0307"

# Names that two countries claim, folded: in French, Odoo calls Guyana "Guyane", to the French their own Guiana.
_DISPUTED = {"guyane": ("GY", "GF")}
_OVERSEAS = "dom"  # the French overseas departments, and the Dominican Republic's code of three letters

# Names that CLDR does not have: former, colloquial, official.
_VARIANTS = {
    "AE": "uae|vae|eau|emirats|emirats arabes|emirates",
    "BA": "bosnia|bosnie|bosnien",
    "BN": "brunei darussalam",
    "BO": "plurinational state of bolivia",
    "CD": "congo rdc|rdc congo|democratic republic of congo|congo democratic republic|kongo demokratische republik"
    "|demokratische republik kongo|rep dem du congo|rdc|drc|zaire|congo kinshasa|democratic republic of the congo"
    "|republique democratique du congo",
    "CG": "congo|congo brazzaville|republic of the congo|republique du congo",
    "CI": "ivory coast|cote d ivoire",
    "CN": "vr china|people s republic of china|republique populaire de chine|republica popular china|pr china"
    "|peoples republic of china|chine populaire|volksrepublik china|rep populaire de chine",
    "CV": "cape verde|cap vert",
    "CZ": "czech republic|republique tcheque|tchequie|rep tcheque|tschechische republik|repubblica ceca"
    "|republica checa|tsjechische republiek|cesko|ceska republika",
    "DE": "bundesrepublik deutschland|brd|rfa|federal republic of germany|allemagne federale|germania",
    "ES": "reino de espana|kingdom of spain|espagna",
    "FR": "france metropolitaine|republique francaise|french republic|metropole|corse|frankrijk",
    "GB": "uk|great britain|britain|united kingdom of great britain and northern ireland|england|scotland|wales"
    "|northern ireland|grande bretagne|angleterre|ecosse|pays de galles|irlande du nord|gb uk"
    "|grossbritannien|england uk|schottland|gran bretagna|inghilterra|gran bretana|inglaterra|escocia"
    "|groot brittannie|engeland|royaume uni grande bretagne|royaume uni de grande bretagne et d irlande du nord"
    "|vereinigtes konigreich grossbritannien und nordirland",
    "HK": "hong kong|hongkong",
    "IE": "republik irland|irland republik|eire|republic of ireland|republique d irlande|irish republic"
    "|irlande republique",
    "IR": "islamic republic of iran",
    "IT": "italian republic|republique italienne|italienische republik|italia|repubblica italiana",
    "KP": "democratic people s republic of korea|democratic peoples republic of korea"
    "|republique populaire democratique de coree|demokratische volksrepublik korea|korea dem peoples rep|north korea"
    "|coree du nord|nordkorea|dprk",
    "KR": "republik korea|korea rep|republica de corea|repubblica di corea|south korea|coree du sud"
    "|republic of korea|republique de coree|sudkorea|corea|korea|coree|rok",
    "LU": "grand duche de luxembourg|grand duche du luxembourg|grossherzogtum luxemburg",
    "MD": "republic of moldova|republique de moldavie",
    "MK": "the former yugoslav republic of macedonia|former yugoslav republic of macedonia|macedonia|macedoine"
    "|mazedonien|fyrom|republic of north macedonia",
    "MM": "burma|birmanie|birma",
    "MO": "macau|macao",
    "NL": "koninkrijk der nederlanden"
    "|holland|hollande|holanda|olanda|pays bas|the netherlands|nederland|pays bas hollande",
    "PS": "palestine|palestina|state of palestine",
    "RE": "ile de la reunion|la reunion|reunion",
    "RU": "российская федерация|russia|russie|federation de russie|russian federation|russische foderation",
    "SK": "slovak republic|republique slovaque|slowakische republik|slovenska republika|repubblica slovacca"
    "|republica eslovaca",
    "SZ": "swaziland",
    "CH": "swiss confederation|confederation suisse|confederation helvetique|schweizerische eidgenossenschaft|helvetia"
    "|confederazione svizzera",
    "PT": "portuguese republic|republique portugaise|republica portuguesa",
    "GR": "hellenic republic|republique hellenique|hellas|ελληνικη δημοκρατια",
    "TN": "tunisian republic|republique tunisienne",
    "MX": "united mexican states|etats unis du mexique|etats unis mexicains|estados unidos mexicanos|mejico",
    "NZ": "aotearoa|aotearoa new zealand",
    "MU": "ile maurice|l ile maurice|mauritius island",
    "FM": "federated states of micronesia|etats federes de micronesie",
    "LY": "libyan arab jamahiriya|state of libya",
    "SH": "saint helena ascension and tristan da cunha|st helena|sainte helene",
    "UM": "united states minor outlying islands|us minor outlying islands",
    "GS": "south georgia and the south sandwich islands|south georgia and south sandwich islands",
    "BQ": "bonaire sint eustatius and saba|bonaire saint eustatius and saba|bes islands",
    "WF": "wallis and futuna islands|wallis and futuna",
    "HM": "heard island and mcdonald islands|heard and mcdonald islands",
    "SJ": "svalbard and jan mayen|svalbard and jan mayen islands",
    "ST": "sao tome and principe",
    "VC": "saint vincent and the grenadines|st vincent and the grenadines",
    "KN": "saint kitts and nevis|st kitts and nevis",
    "LC": "saint lucia|st lucia|sainte lucie",
    "PM": "saint pierre and miquelon|st pierre et miquelon",
    "CC": "cocos keeling islands|cocos keeling islands the",
    "TT": "trinidad and tobago|trinidad",
    "TC": "turks and caicos islands",
    "SY": "syrian arab republic|syria|syrie",
    "LA": "laos|lao people s democratic republic|lao peoples democratic republic|lao pdr",
    "TR": "turkey|turquie|turkei|turkiye|turkiye cumhuriyeti",
    "TW": "republic of china|province of china taiwan|taiwan province of china|taiwan roc",
    "TZ": "united republic of tanzania",
    "US": "usa|us|america|united states of america|etats unis d amerique|amerique|etats unis|e u a|eeuu|ee uu"
    "|vereinigte staaten von amerika|stati uniti d america|estados unidos de america"
    "|verenigde staten van amerika",
    "SX": "sint maarten dutch part",
    "MF": "saint martin french part|saint martin partie francaise",
    "FK": "falkland islands malvinas|falkland islands the malvinas|malvinas",
    "VA": "holy see vatican city state|vatican|holy see|saint siege",
    "VE": "bolivarian republic of venezuela",
    "VN": "viet nam|vietnam",
    "AT": "osterreichische republik|republik osterreich",
    "BG": "република българия",
    "CY": "κυπριακη δημοκρατια",
    "DK": "kongeriget danmark",
    "EE": "eesti vabariik",
    "FI": "suomen tasavalta|republiken finland",
    "HR": "republika hrvatska|republika kroatien",
    "HU": "magyar koztarsasag",
    "LT": "lietuvos respublika",
    "LV": "latvijas republika",
    "NO": "kongeriket norge|kongeriket noreg",
    "PL": "rzeczpospolita polska",
    "RS": "република србија|republika srbija",
    "SE": "konungariket sverige",
    "SI": "republika slovenija",
    "XK": "kosovo",
}


# What a state is, in official names ("Republic of Korea", "Korea, Republic of"); folded. Where it tells two states
# apart, as with the Congo, Korea and China, the whole name is listed above.
_FORMS = re.compile(
    r"(?:the )?(?:(?:islamic|arab|co operative|cooperative|oriental|bolivarian|plurinational|federal|federative|united|"
    r"hellenic|socialist|independent|sovereign|grand|hashemite|democratic|peoples|people s) )*"
    r"(?:republic|kingdom|state|states|federation|principality|duchy|commonwealth|sultanate|union|emirate|territory)"
    r"(?: of(?: the)?)?"
    r"|(?:la |le |l )?(?:republique|royaume|etat|principaute|federation|grand duche|sultanat|union|emirat)"
    r"(?: (?:islamique|federale|arabe|unie|democratique|populaire|orientale|plurinational|bolivarienne))*"
    r"(?: (?:du|de la|de l|de|des|d))?"
    r"|(?:die |das )?(?:(?:islamische|foderale|demokratische|vereinigte|arabische) )*"
    r"(?:republik|konigreich|staat|furstentum|sultanat|union|bundesrepublik)(?: der| des)?"
    r"|(?:el |la |il )?(?:republica|repubblica|reino|regno|estado|principado|principato|regno unito)"
    r"(?: (?:islamica|federal|federale|democratica|oriental|arabe|araba))*(?: (?:de la|de los|del|della|dell|di|de|d))?"
)
_ARTICLES = re.compile(r"(?:the|le|la|les|l|die|der|das|el|los|las|il|lo|i|gli|de|het|o|a|os|as|ile|iles|ilha)")
_TELLING = frozenset("CD CG KP KR CN TW IE GB VI VG US UM".split())  # told apart by what _FORMS leaves out


_JOINING = re.compile(r"\b(?:and|et|und|y|e|en|i)\b")


def _short_names(word):
    """Yield (folded name, whether something that may tell it from another was left out) of the names of countries that
    an official or inverted name holds.
    """
    name, _comma, rest = word.partition(",")
    without = re.sub(r"[(\[][^()\[\]]*[)\]]", " ", word)
    inside = [fold(part) for part in re.findall(r"[(\[]([^()\[\]]*)[)\]]", word)]
    inside = [part for part in inside if not _ARTICLES.fullmatch(part)]
    whole = fold(f"{' '.join(inside)} {without}") if inside else fold(without)
    inverted = fold(f"{rest} {name}") if rest else ""
    for text in filter(None, (whole, inverted)):
        yield text, False
        yield _JOINING.sub(" ", text), False
        article = _ARTICLES.match(text + " ")
        if article and text[article.end() :].startswith(" "):
            text = text[article.end() + 1 :]
            yield text, False
            yield _JOINING.sub(" ", text), False
    if inside and all(map(_FORMS.fullmatch, inside)):
        yield fold(without), True
    if rest and (_FORMS.fullmatch(fold(rest)) or _ARTICLES.fullmatch(fold(rest))):
        yield fold(name), True
    for text in filter(None, (whole, inverted)):
        form = _FORMS.match(text + " ")
        if form and text[form.end() :].startswith(" "):
            yield text[form.end() + 1 :], True


@cache
def iso_by_word() -> dict[str, str]:
    """Return the ISO code of every code, sign and name of a country, by the squashed word."""
    found = {}
    for language in LANGUAGES:
        for iso, name in Locale(language).territories.items():
            if len(iso) == 2 and iso.isalpha():
                found.setdefault(squash(name), iso)
    territories = {iso for iso in found.values()}
    found.update({squash(name): iso for iso, names in _VARIANTS.items() for name in names.split("|")})
    for alias, isos in get_global("territory_aliases").items():  # three letters or three digits
        if len(alias) == 3 and len(isos) == 1:
            found[alias.lower()] = isos[0]
    found.update({sign.lower(): iso for sign, iso in _SIGNS.items()})
    found.update({iso.lower(): iso for iso in territories})
    return found


@cache
def _codes():
    """Return the codes and signs of countries: the folded words of ``iso_by_word`` that are no names."""
    aliases = {alias.lower() for alias in get_global("territory_aliases") if len(alias) == 3}
    return aliases | {sign.lower() for sign in _SIGNS} | {iso.lower() for iso in iso_by_word().values()}


def _is_accented_code(word):
    """Say whether ``word`` would be a country's code, but for an accent: "ČR" is not Costa Rica's CR.

    The point on a capital I is none: Turkish programs write Italy's code with it.
    """
    if word.isascii() or squash(word) not in _codes():
        return False
    return any(unicodedata.combining(char) and char != _POINT for char in normal("NFD", word))


def read_iso(word: str) -> str:
    """Return the ISO code of the country that ``word`` names, "" when it names none.

    >>> read_iso("Deutschland"), read_iso("U.K."), read_iso("F-"), read_iso("FRA - France"), read_iso("Mars")
    ('DE', 'GB', 'FR', 'FR', '')
    """
    words = iso_by_word()
    if _is_accented_code(word):
        return _ACCENTED.get(normal("NFC", clean(word)).upper(), "")
    iso = words.get(squash(word), "")
    if iso:
        return iso
    # "FR - France", "France (FR)": a code and a name that agree
    parts = [part for part in re.split(r" ?[-–/|,:;()\[\]] ?", clean(word)) if part]
    if len(parts) < 2:
        parts = [part for part in re.split(r"^(\w{2,3}) ", clean(word)) if part]
    isos = {words.get(squash(part), "") for part in parts}
    if len(isos) == 1 and "" not in isos:
        return isos.pop()
    for name, is_shortened in _short_names(clean(word)):
        iso = words.get(squash(name), "") if len(name) > 3 else ""
        if iso:
            return "" if is_shortened and iso in _TELLING else iso
    return ""


class Country(Chooser):
    """A country; the value is its id in Odoo."""

    unknown, ambiguous = "unknown_country", "ambiguous_choice"

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        self.by_iso = {choice.code.upper(): choice for choice in self.choices}
        known = iso_by_word()
        self.has_long_codes = any(len(key) == 3 and key in known and key != _OVERSEAS for key in map(squash, words))

    def all_choices(self) -> tuple[Choice, ...]:
        return tuple(self.reference.countries)

    def read(self, word: str, country: str) -> Cell:
        if squash(word) == _OVERSEAS and not self.has_long_codes:
            return bad(self.unknown, word)
        disputed = _DISPUTED.get(squash(word))
        if disputed:
            return bad(self.ambiguous, word, choices=list_names(filter(None, map(self.by_iso.get, disputed))))
        found = [] if _is_accented_code(word) else self.lookup.find(word)
        if not found:
            known = self.by_iso.get(read_iso(word))
            found = [known] if known else []
        return self.decide(word, found)

    def decide(self, word: str, found: Sequence[Choice]) -> Cell:
        return Cell(found[0].id) if len(found) == 1 else bad(self.unknown, word)


_NAMES_IN_ONE = re.compile(r"[/()]")  # between the names of a state in two languages
# Between the code and the name of a state, in clean text; a hyphen inside a name is none.
_SEVERAL_PARTS = re.compile(r" ?[–/|,:()] ?| - ?|(?<=\d)-(?=[^\W\d])")


class State(Chooser):
    """A state, province or department of the row's country, by code or name; the value is its id."""

    unknown, ambiguous = "unknown_state", "ambiguous_choice"
    needs_country = True

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        self.by_country = {
            iso: Lookup([choice for choice in self.choices if choice.country == iso])
            for iso in {choice.country for choice in self.choices}
        }
        self.by_part: dict[str, Lookup] = {}  # made where it is asked for

    def all_choices(self) -> tuple[Choice, ...]:
        return tuple(self.reference.states)

    def read(self, word: str, country: str) -> Cell:
        country = country or self.reference.country
        lookup = self.by_country.get(country)
        if not lookup:
            return bad("unknown_state", word, country=country)
        found = lookup.find(word)
        if not found:
            found = lookup.find(word.strip().upper().removeprefix(f"{country}-"))  # "FR-75", its ISO code
        if not found:
            found = self._find_part(word, country)
        if not found:
            # "75 - Paris", "Paris (75)": a code and a name that agree
            parts = [lookup.find(part) for part in _SEVERAL_PARTS.split(clean(word)) if part.strip()]
            if len(parts) > 1 and all(part == parts[0] for part in parts):
                found = parts[0]
        if len(found) == 1:
            return Cell(found[0].id)
        if found:
            return bad(self.ambiguous, word, choices=list_names(found))
        return bad("unknown_state", word, country=country)

    def _find_part(self, word, country):
        """Return the choices of which ``word`` is one of the names that stand in one name."""
        if country not in self.by_part:
            choices = [choice for choice in self.choices if choice.country == country]
            self.by_part[country] = Lookup(choices, _names_in_one)
        return self.by_part[country].find(word)


def _names_in_one(choice):
    """Return the names that one name of a choice holds: "Araba/Álava", "Alacant (Alicante)"."""
    parts = [_NAMES_IN_ONE.split(name) for name in choice.names]
    return [part.strip() for several in parts if len(several) > 1 for part in several if len(part.strip()) > 2]


@cache
def language_by_word() -> dict[str, str]:
    """Return the language code of every code and name of a language, such as "fr", by the squashed word."""
    found = {}
    for language in LANGUAGES:
        for code, name in Locale(language).languages.items():
            if len(code) <= 3:
                found.setdefault(squash(name), code)
    for alias, codes in get_global("language_aliases").items():
        if len(alias) == 3 and len(codes.split("_")) == 1:
            found[alias] = codes
    codes = {code for code in found.values() if len(code) == 2}
    # SAP's one-letter keys, and what people write for a language although it is a country's code
    found.update({"d": "de", "e": "en", "f": "fr", "i": "it", "s": "es", "n": "nl", "p": "pt", "l": "pl"})
    found.update({"gb": "en", "uk": "en", "us": "en", "at": "de", "ch": "", "anglais": "en", "flamand": "nl"})
    found.update({"vlaams": "nl", "flemish": "nl", "castellano": "es", "castillan": "es", "allem": "de"})
    found.update({code: code for code in codes if code not in ("uk",)})
    return found


def read_language(word: str) -> str:
    """Return the code of the language that ``word`` names, "" when it names none.

    >>> read_language("Deutsch"), read_language("FRA"), read_language("fr_BE"), read_language("Mars")
    ('de', 'fr', 'fr', '')
    """
    words, (code, _space, region) = language_by_word(), fold(word).partition(" ")
    return words.get(squash(word)) or (words.get(code, "") if region else "")


class Language(Chooser):
    """A language that is installed in Odoo; the value is its code, such as "fr_FR"."""

    unknown, ambiguous = "unknown_language", "ambiguous_choice"

    def __init__(self, words: Sequence[str], reference: Reference, **options: Any) -> None:
        super().__init__(words, reference, **options)
        self.lookup = Lookup(self.choices, lambda choice: (*choice.names, choice.code, str(choice.id)))

    def all_choices(self) -> tuple[Choice, ...]:
        return tuple(self.reference.languages)

    def read(self, word: str, country: str) -> Cell:
        found = self.lookup.find(word)
        if not found:
            found = self.of_language(word)
        return self.decide(word, found)

    def of_language(self, word: str) -> list[Choice]:
        """Return the installed languages that ``word`` can mean; the one of the language's own country first."""
        meant, (_code, _space, region) = read_language(word), fold(word).partition(" ")
        found = [choice for choice in self.choices if meant and str(choice.id).partition("_")[0] == meant]
        for wanted in (region.upper(), self.reference.country, meant.upper() if meant else ""):
            exact = [choice for choice in found if str(choice.id) == f"{meant}_{wanted}"]
            if len(found) > 1 and exact:
                return exact
        return found
