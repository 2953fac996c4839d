"""What the values of a column say about its field.

In: a sample of one column's cells. Out: an ``Evidence`` (how many are filled, how many differ, which
share are e-mail addresses, amounts, terms...), and from it a ``Verdict`` on a field: the values agree,
deny, prove, leave it unsure, or say nothing. The tests are light and look at the shape of a value; check digits are
python-stdnum's. Converting values is not done here but in ``convert``; it is asked what the words for terms, ways to
pay, countries and languages are.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import cache

from stdnum import ean, iban
from stdnum.at import uid as at_uid
from stdnum.be import vat as be_vat
from stdnum.br import cnpj as br_cnpj
from stdnum.ch import uid as ch_uid
from stdnum.de import vat as de_vat
from stdnum.es import cif as es_cif
from stdnum.es import nif as es_nif
from stdnum.eu import vat as eu_vat
from stdnum.fr import siren, siret
from stdnum.gb import vat as gb_vat
from stdnum.it import codicefiscale, iva
from stdnum.nl import btw as nl_btw
from stdnum.pl import nip as pl_nip
from stdnum.pt import nif as pt_nif

from ..bounds import LONGEST_WORD
from ..convert.amount import names_currency
from ..convert.country import read_iso, read_language
from ..convert.payment_method import names_method
from ..convert.term_words import names_term
from ..folding import fold, plain
from ..twins.names import read_name
from ..vocabulary import companies, words_of
from ..vocabulary.yes_no import NO, NO_NUMBERS, YES, YES_NUMBERS

SAMPLE_ROWS = 500  # rows looked at, half from the top, half spread over the file
SAMPLE_DISTINCT = 120  # distinct values looked at per column
SHORTEST_TAX_NUMBER = 7  # digits, of an Italian codice fiscale
LONGEST_READ = 100  # characters of a value that are read as a term, a method, a country or a language
PROBE = 20  # values that a scheme of tax numbers is tried on before all are
HALF_YEAR = 6  # months
LONGEST_MONTHS = 120  # months that a warranty lasts; as an amount guaranteed it would be next to nothing
LAST_OF_MONTH = 31
ENOUGH_COUNTED = 3  # values that count up, so that they number the lines
ENOUGH_VALUES = 5  # from here on an absence says something
PROOF = 0.9  # share of valid check digits from which a column is what they say, whatever its header

# but for an amount, a status, and letters and short words that codes consist of
_YES_NO = (YES | NO | YES_NUMBERS | NO_NUMBERS) - frozenset("1.0 0.0 ok xx t f v w da ne nu ei".split())
_EMAIL = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[a-z]{2,}", re.IGNORECASE)
_WEBSITE = re.compile(r"(https?://|www\.)\S+|[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,10}(/\S*)?", re.IGNORECASE)
_PHONE = re.compile(r"(tel\.?:?\s*)?\+?\(?[\d][\d\s().+/\-–]{5,22}(\s?(ext|x|poste|dw)\.?\s?\d{1,5})?", re.IGNORECASE)
_ZIP = re.compile(
    r"([A-Z]{1,2}-)?\d{4,5}|\d{4}\s?[A-Z]{2}|\d{4}-\d{3}|\d{2}-\d{3}|\d{5}-\d{3,4}|\d{3}\s\d{2}|\d{3}"
    r"|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{6}"
)
_NUMBER = re.compile(
    r"[-+(]?\s?[€$£]?\s?(\d{1,3}([\s.,'’]\d{3})+|\d+)([.,]\d+)?\s?([€$£]|eur|usd|chf|gbp|k€|k)?\)?-?", re.IGNORECASE
)
_DAY, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:19|20|21|99)\d{2}"  # or a month, which is shorter
_DATE = re.compile(
    rf"{_DAY}[./-]{_DAY}[./-](?:\d{{2}}|{_YEAR})([ T].*)?|{_YEAR}[./-]{_DAY}[./-]{_DAY}([ T].*)?"
    r"|20\d{2}[01]\d[0-3]\d|0{1,2}[./-]0{1,2}[./-]0{2,4}"
)
# With its scheme or without: "0225:303265045", "303265045_COMPTA", "BE0477472701", and as Peppol writes participants.
_EINVOICE = re.compile(
    r"(?:iso6523-actorid-upis::)?(?:[0-9]{3,4}|E[Mm]|A[NQSU]) ?: ?\S.{0,60}|[0-9]{9}(?:_\S{1,40})?|BE ?0?[0-9. ]{9,12}",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"\d{1,3}(?: ?(?:bis|ter|quater|[a-d]))?[ ,]{1,3}[^\W\d_]{2}", re.IGNORECASE)
_HOUSE_BEHIND = re.compile(r"[^\W\d_][ ,.]{1,3}\d{1,4} ?[a-z]?$", re.IGNORECASE)
_STREET_ENDS = ("strasse", "str", "straat", "weg", "gasse", "platz", "laan", "gatan", "gata", "gate", "vej", "allee")
FEWEST_DAYS = 5  # where a bare number is below, other than 0, the numbers are codes and no days
_TERM_DAYS = frozenset(
    "0 5 7 8 10 14 15 20 21 25 28 30 35 40 42 45 50 55 56 60 65 70 75 80 85 90 100 105 120 150 180".split()
)
# Words in names of companies beside their legal forms, as they are compared (``vocabulary.companies``).
_OF_COMPANIES = frozenset(
    "company groupe holding societe etablissements associates consulting services industries transports".split()
)
_IDENTIFIER = re.compile(r"[A-Z]{0,4}[\s.\-/]?[A-Z\d][\d\s.\-/A-Z]{5,22}", re.IGNORECASE)
# How Odoo names a record in an export that is made to be imported: "base.fr", "__export__.res_partner_category_7".
_EXTERNAL_ID = re.compile(r"__\w+\.\w+|base\.\w+|\w+\.[^\W_]+_\w+")
_WORD, _SHORT_WORD, _DIGIT = re.compile(r"[^\W\d_]{3}"), re.compile(r"[^\W\d_]{2}"), re.compile(r"\d")

# Each scheme of tax numbers by itself: a column follows one of them, chance does not.
_VAT_SCHEMES = (eu_vat, iva, de_vat, es_nif, es_cif, pt_nif, nl_btw, be_vat, at_uid, gb_vat, ch_uid, pl_nip, br_cnpj)
_LEGAL_SCHEMES = (siren, siret, codicefiscale, be_vat, ch_uid, br_cnpj)


def sample(rows: int) -> list[int]:
    """Return row positions to look at: the first ones, and as many spread evenly over the rest."""
    if rows <= SAMPLE_ROWS:
        return list(range(rows))
    half = SAMPLE_ROWS // 2
    step = (rows - half) / half
    return [*range(half), *(half + int(step * number) for number in range(half))]


@dataclass(frozen=True)
class Evidence:
    """What a sample of one column shows.

    :param cells: the cells of the sample, trimmed, blank as ""
    """

    cells: Sequence[str]
    values: tuple[str, ...] = field(init=False)
    distinct: tuple[str, ...] = field(init=False)
    _shares: dict[str, float] = field(init=False, default_factory=dict, compare=False, repr=False)

    def __post_init__(self):
        values = tuple(cell for cell in self.cells if cell)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "distinct", tuple(dict.fromkeys(values)))

    @property
    def filled(self) -> float:
        """Share of cells that are not blank."""
        return len(self.values) / len(self.cells) if self.cells else 0.0

    @property
    def unique(self) -> float:
        """Distinct values per filled cell, 1 for a key."""
        return len(self.distinct) / len(self.values) if self.values else 0.0

    @property
    def enough(self) -> bool:
        """Whether there are values enough for an absence to say something."""
        return len(self.values) >= ENOUGH_VALUES

    @property
    def counts_up(self) -> bool:
        """Whether the values number the lines, one more on each: 1, 2, 3."""
        first = self.values[: SAMPLE_ROWS // 2]
        if len(first) < ENOUGH_COUNTED or not all(value.isascii() and value.isdecimal() for value in first):
            return False
        numbers = [int(value[:LONGEST_WORD]) for value in first]
        return numbers == list(range(numbers[0], numbers[0] + len(numbers)))

    @property
    def are_days_of_month(self) -> bool:
        """Whether all values can be days of the month, "25" or "10 y 25", so that they may be no numbers of days."""
        numbers = [int(number) for value in self.distinct for number in re.findall(r"\d{1,9}", value)]
        return bool(numbers) and max(numbers) <= LAST_OF_MONTH

    @property
    def are_months(self) -> bool:
        """Whether the values are half years, whole numbers so small that they are months rather than amounts."""
        filled = [value for value in self.distinct if value.strip("0.,")]
        return bool(filled) and all(
            value.isdecimal() and int(value[:9]) <= LONGEST_MONTHS and int(value[:9]) % HALF_YEAR == 0
            for value in filled
        )

    def share(self, kind: str) -> float:
        """Return the share of distinct values that are of ``kind``, a key of ``KINDS``."""
        if kind not in self._shares:
            self._shares[kind] = KINDS[kind]([value[:LONGEST_WORD] for value in self.distinct[:SAMPLE_DISTINCT]])
        return self._shares[kind]


# ------------------------------------------------------------------ kinds of values


def _share(test):
    """Return a function from values to the share of them that pass ``test``."""
    return lambda values: sum(1 for value in values if test(value)) / len(values) if values else 0.0


def _best_scheme(schemes):
    """Return a function from values to the greatest share that one of ``schemes`` (stdnum modules) accepts."""

    def share(values):
        long = [value for value in values if sum(char.isdigit() for char in value) >= SHORTEST_TAX_NUMBER]
        if len(long) < 0.5 * len(values):
            return 0.0
        likely = [scheme for scheme in schemes if _share(scheme.is_valid)(long[:PROBE]) >= 0.3]
        return max((sum(map(scheme.is_valid, long)) / len(values) for scheme in likely), default=0.0)

    return share


def _is_email(value):
    return all(_EMAIL.fullmatch(part) for part in re.split(r"[;,\s]+", value) if part) and "@" in value


def _is_phone(value):
    digits = sum(char.isdigit() for char in value)
    return bool(6 <= digits <= 15 and _PHONE.fullmatch(value)) and not _DATE.fullmatch(value)


def _is_legal(value):
    compact = re.sub(r"[\s.\-]", "", value)
    if not compact.isdigit() or not 8 <= len(compact) <= 14:
        return False
    if len(compact) in (8, 13):  # a zero lost in a spreadsheet
        compact = compact.zfill(len(compact) + 1)
    return siren.is_valid(compact) or siret.is_valid(compact)


def _is_identifier(value):
    return bool(_IDENTIFIER.fullmatch(value)) and sum(char.isdigit() for char in value) >= 6


def _terms(values):
    """Return the share of payment terms; bare numbers are days or codes, all of them."""
    numbers = [int(value) for value in values if value.isascii() and value.isdecimal()]
    are_days = all(number == 0 or number >= FEWEST_DAYS for number in numbers)
    return _share(lambda value: are_days and value in _TERM_DAYS or names_term(value[:LONGEST_READ]))(values)


def _is_amount(value):
    return bool(_NUMBER.fullmatch(value)) or names_currency(value[:LONGEST_READ])


def _is_yes_no(value):
    return plain(value) in _YES_NO


def _is_yes_no_word(value):
    return plain(value) in _YES_NO and not value.lstrip("-").isdigit()


def _is_text(value):
    """Return whether ``value`` is words, not a key: letters in several words, or a long one without digits."""
    letters = sum(char.isalpha() for char in value)
    return letters >= 3 and letters > 2 * sum(char.isdigit() for char in value) and (" " in value or letters > 12)


def _is_numbered(value):
    """Return whether ``value`` is a code rather than a word: more digits than letters, in one piece."""
    letters = sum(char.isalpha() for char in value)
    return " " not in value and letters < sum(char.isdigit() for char in value)


def _is_key(value):
    return len(value) <= 24 and not _is_text(value) and "@" not in value


def _has_decimals(value):
    return bool(re.search(r"\d[.,]\d{2}\D*$", value))


def _is_street(value):
    return any(char.isalpha() for char in value) and any(char.isdigit() for char in value) and " " in value


def _is_house(value):
    """Say whether ``value`` is a street with a number in front or behind, and no town: "Lyon 3", "1050 Bruxelles"."""
    if _HOUSE.match(value):
        return True
    words = fold(value[:LONGEST_READ]).split()
    return bool(_HOUSE_BEHIND.search(value)) and any(
        word in _street_words() or (len(word) > 5 and word.endswith(_STREET_ENDS)) for word in words
    )


@cache
def _street_words():
    """Return the words of streets: "rue", "road", "via"."""
    streets = companies().streets
    return frozenset(word for word in (*streets, *streets.values(), *words_of("street")) if len(word) > 2)


def _is_country(value):
    return any(map(str.isalpha, value)) and bool(read_iso(value[:LONGEST_READ]))


def _is_company(value):
    name = read_name(value)
    return bool(name.forms) or not _OF_COMPANIES.isdisjoint(name.words) or "co" in fold(value).split()


def _is_siret(value):
    compact = re.sub(r"[\s.\-]", "", value)
    return 12 <= len(compact) <= 14 and compact.isdigit() and siret.is_valid(compact.zfill(14))


KINDS = {
    "email": _share(_is_email),
    "website": _share(lambda value: bool(_WEBSITE.fullmatch(value))),
    "phone": _share(_is_phone),
    "zip": _share(lambda value: bool(_ZIP.fullmatch(value.upper()))),
    "country": _share(_is_country),
    "country_name": _share(lambda value: len(value) > 3 and _is_country(value)),
    "language": _share(lambda value: bool(read_language(value[:LONGEST_READ]))),
    "amount": _share(_is_amount),
    "decimals": _share(_has_decimals),
    "date": _share(lambda value: bool(_DATE.fullmatch(value))),
    "term": _terms,
    "method": _share(lambda value: names_method(value[:LONGEST_READ])),
    "only_method": _share(lambda value: names_method(value[:LONGEST_READ]) and not names_term(value[:LONGEST_READ])),
    "person": _share(lambda value: _is_email(value) or bool(_WORD.search(value)) and not _DIGIT.search(value)),
    "word": _share(lambda value: bool(_SHORT_WORD.search(value)) and not _is_numbered(value)),
    "external_id": _share(lambda value: bool(_EXTERNAL_ID.fullmatch(value))),
    "bare": _share(lambda value: not _WORD.search(value) or _is_numbered(value)),
    "yes_no": _share(_is_yes_no),
    "yes_no_word": _share(_is_yes_no_word),
    "company": _share(_is_company),
    "text": _share(_is_text),
    "key": _share(_is_key),
    "letters": _share(lambda value: any(char.isalpha() for char in value)),
    "digits": _share(lambda value: any(char.isdigit() for char in value)),
    "street": _share(_is_street),
    "house": _share(_is_house),
    "identifier": _share(_is_identifier),
    "siren": lambda values: max(_best_scheme((siren, siret))(values), _share(_is_legal)(values)),
    "legal": _best_scheme(_LEGAL_SCHEMES),
    "vat": _best_scheme(_VAT_SCHEMES),
    "eu_vat": _share(lambda value: value[:2].isalpha() and eu_vat.is_valid(value)),
    "iban": _share(lambda value: value[:2].isalpha() and iban.is_valid(value)),
    "siret": _share(_is_siret),
    "einvoice": _share(lambda value: bool(_EINVOICE.fullmatch(value))),
    "gln": _share(lambda value: len(value) == 13 and ean.is_valid(value)),
}

# ------------------------------------------------------------------ verdicts


@dataclass(frozen=True)
class Verdict:
    """What the values say about one field.

    :param says: ``AGREE``, ``DOUBT``, ``DENY``, ``UNSURE`` (too few values can be read) or ``SILENT``
    :param kind: the kind of values it rests on, a key of ``KINDS``, ``"unique"``, or ""
    :param share: share of values of that kind
    :param lacking: whether they deny because too few are of that kind, not because too many are
    """

    says: str
    kind: str = ""
    share: float = 0.0
    lacking: bool = False


AGREE, DOUBT, DENY, UNSURE, SILENT = "agree", "doubt", "deny", "unsure", "silent"

# field: (kind expected, from which share values agree, below which they deny)
_EXPECTED = {
    "email": ("email", 0.7, 0.3),
    "website": ("website", 0.6, 0.2),
    "phone": ("phone", 0.7, 0.3),
    "mobile": ("phone", 0.7, 0.3),
    "zip": ("zip", 0.6, 0.2),
    "country": ("country", 0.7, 0.2),
    "language": ("language", 0.8, 0.3),
    "credit_limit": ("amount", 0.8, 0.4),
    "insurer_guarantee": ("amount", 0.8, 0.4),
    "other_guarantees": ("amount", 0.8, 0.4),
    "temporary_guarantee": ("amount", 0.8, 0.4),
    "temporary_guarantee_from": ("date", 0.7, 0.3),
    "temporary_guarantee_to": ("date", 0.7, 0.3),
    "street": ("street", 0.4, 0.0),
    "siret": ("siret", 0.6, 0.3),
    "electronic_address": ("einvoice", 0.6, 0.2),
    "gln": ("gln", 0.6, 0.2),
    "payment_term": ("term", 0.6, 0.0),
    "payment_method": ("method", 0.5, 0.0),
}

# Fields whose values are records of Odoo, and the kind of values that can be read as one.
READABLE = {
    "payment_term": "term",
    "payment_method": "method",
    "salesperson": "person",
    "country": "country",
    "groups": "word",
}
USEFUL = 0.5  # share of readable values from which a column of such a field is of use
BARE = 0.8  # share of bare codes from which it is of none
AMOUNTS = frozenset(key for key, (kind, _agree, _deny) in _EXPECTED.items() if kind == "amount")

# Fields whose values come again and again.
_REPEATED = frozenset(("groups", "language", "payment_term", "payment_method", "salesperson"))

# Kinds that rule a field out when most values are of them.
_TELLING = ("email", "date", "iban", "yes_no_word")
_FOREIGN = {
    "name": (*_TELLING, "amount", "phone", "siren"),
    "street": (*_TELLING, "amount", "siren"),
    "street2": (*_TELLING, "siren"),
    "city": (*_TELLING, "amount", "zip", "phone", "house"),
    "state": (*_TELLING, "external_id"),
    "comment": _TELLING,
    "groups": (*_TELLING, "external_id", "decimals", "phone", "siren"),
    "salesperson": ("date", "iban", "yes_no_word", "external_id", "decimals", "phone"),
    "payment_term": ("email", "iban", "yes_no_word", "external_id", "decimals", "phone"),
    "payment_method": ("email", "date", "iban", "yes_no_word", "external_id", "decimals", "phone"),
    "insurer_reference": (*_TELLING, "decimals"),
    "vat": _TELLING,
    "legal_id": _TELLING,
    "zip": _TELLING,
    "country": (*_TELLING, "external_id"),
    "electronic_address": _TELLING,
    "routing_code": ("email", "date", "iban"),
    "invoice_format": _TELLING,
}

# Codes of places that are written as answers are: Norway, Novara.
_SHORT_PLACES = {"country": frozenset(("NO",)), "state": frozenset(("NO",))}


def judge(key: str, evidence: Evidence, known: Callable[[str], Collection[str]] | None = None) -> Verdict:
    """Return the ``Verdict`` of the values on the field ``key``.

    :param evidence: of the column
    :param known: returns for a field of ``READABLE`` the folded names of the records that Odoo has
    """
    if not evidence.values:
        return Verdict(SILENT)
    return (
        _judge_foreign(key, evidence)
        or _judge_readable(key, evidence, known)
        or _JUDGES.get(key, _judge_expected)(key, evidence)
    )


def _judge_readable(key, evidence, known):
    """Return the verdict where too few values can be read as a record of Odoo, or None."""
    if key not in READABLE:
        return None
    kind = READABLE[key]
    share = evidence.share(kind)
    if share >= USEFUL:
        return None
    names = known(key) if known else ()
    values = evidence.distinct[:SAMPLE_DISTINCT]
    if names and sum(fold(value) in names for value in values) >= USEFUL * len(values):
        return Verdict(SILENT)
    _kind, _agree, deny = _EXPECTED.get(key, ("", 0, 0))
    codes = key != "groups" and evidence.share("bare") >= BARE
    if evidence.enough and (codes or share < deny):
        return Verdict(DENY, kind, share, lacking=True)
    return Verdict(UNSURE, kind, share, lacking=True)


def _judge_foreign(key, evidence):
    """Return the verdict of values that are plainly something else, or None."""
    for kind in _FOREIGN.get(key, ()):
        if kind == "yes_no_word" and set(evidence.distinct) <= _SHORT_PLACES.get(key, frozenset()):
            continue
        if evidence.share(kind) >= 0.7 and (evidence.enough or kind in _TELLING or kind == "external_id"):
            return Verdict(DENY, kind, evidence.share(kind))
    if key in _REPEATED and len(evidence.values) >= 20 and evidence.unique > 0.95:
        return Verdict(DENY, "unique", evidence.unique)
    return _judge_amounts(evidence) if key in AMOUNTS else None


def _judge_amounts(evidence):
    """Return the verdict of numbers that are plainly no amounts, or None."""
    if evidence.counts_up:
        return Verdict(DENY, "counted", 1.0)
    if evidence.enough and evidence.share("yes_no") == 1 and not _is_zero(evidence):
        return Verdict(DENY, "yes_no", 1.0)
    return None


def _is_zero(evidence):
    return evidence.distinct == ("0",)


def _judge_expected(key, evidence):
    """Return the verdict by the kind that ``_EXPECTED`` says."""
    if key not in _EXPECTED:
        return Verdict(SILENT)
    kind, agree, deny = _EXPECTED[key]
    share = evidence.share(kind)
    if share >= agree:
        return Verdict(AGREE, kind, share)
    if share < deny and evidence.enough:
        return Verdict(DENY, kind, share, lacking=True)
    return Verdict(SILENT)


def _judge_code(_key, evidence):
    """A key: filled, different, short, and no tax number, bank account, date or name."""
    for kind in (*_TELLING, "vat", "siren"):
        if evidence.share(kind) >= 0.8 and evidence.enough:
            return Verdict(DENY, kind, evidence.share(kind))
    if not evidence.enough:
        return Verdict(SILENT)
    if evidence.filled < 0.5:
        return Verdict(DENY, "filled", evidence.filled, lacking=True)
    if evidence.share("key") < 0.6:
        return Verdict(DENY, "key", evidence.share("key"), lacking=True)
    if evidence.unique < 0.1:
        return Verdict(DENY, "unique", evidence.unique, lacking=True)
    if evidence.unique < 0.7:
        return Verdict(DOUBT, "unique", evidence.unique)
    if evidence.filled > 0.95 and evidence.unique > 0.95:
        return Verdict(AGREE, "unique", evidence.unique)
    return Verdict(SILENT, "unique", evidence.unique)


def _judge_name(_key, evidence):
    if not evidence.enough:
        return Verdict(SILENT)
    if evidence.share("letters") < 0.6 or evidence.unique < 0.05:
        return Verdict(DENY, "text", evidence.share("text"), lacking=True)
    if evidence.share("company") >= 0.2 and evidence.unique >= 0.6:
        return Verdict(AGREE, "company", evidence.share("company"))
    return Verdict(SILENT)


def _judge_identity(key, evidence):
    """A tax number or legal id: long enough, and best with check digits that hold."""
    kind = "vat" if key == "vat" else "siren" if evidence.share("siren") >= 0.5 else "legal"
    if evidence.share(kind) >= 0.6:
        return Verdict(AGREE, kind, evidence.share(kind))
    if evidence.share("identifier") < 0.5 and evidence.enough:
        return Verdict(DENY, "identifier", evidence.share("identifier"), lacking=True)
    return Verdict(SILENT)


_JUDGES = {"code": _judge_code, "name": _judge_name, "vat": _judge_identity, "legal_id": _judge_identity}


def proves(evidence: Evidence) -> tuple[str, str, float] | None:
    """Return (field key, kind, share) when check digits prove what the column is whatever its header, else None."""
    if len(evidence.distinct) < ENOUGH_VALUES or evidence.share("identifier") < PROOF:
        return None
    if evidence.share("iban") >= PROOF:
        return "", "iban", evidence.share("iban")
    if evidence.share("siren") >= PROOF:
        return "legal_id", "siren", evidence.share("siren")
    for kind in ("eu_vat", "vat"):
        if evidence.share(kind) >= PROOF:
            return "vat", kind, evidence.share(kind)
    return None
