"""The number under which a register keeps a company: Siren or Siret, CIF, enterprise number, KvK, ...

In: words, and the country of their row. Out: the number as it is written in its country's register without
spaces and dots, its check digit verified where there is one (python-stdnum). Zeros that a spreadsheet
dropped are put back where the check digit, or the fixed length, proves it.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret, tva
from stdnum.util import get_cc_module

from ..folding import clean
from .base import Cell, Converter, bad, repaired
from .damage import is_cut, made_of, undamaged

if TYPE_CHECKING:
    from stdnum.util import NumberValidationModule

_FRANCE = frozenset(("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF"))
_LABELS = re.compile(
    r"\b(?:siren|siret|rcs|r\.c\.s\.?|rc|tva|vat|no|nr|n|numero|immatricule[e]?|kbis|cif|nif|nie|uid|ide|idi|kvk|bce|kbo"
    r"|nip|regon|krs|ein|crn|company|number|cvr|org|nummer|p\.?\s?iva|c\.?f)\b\.?\s*[:#°º]?|[°º:#]",
    re.IGNORECASE,
)
# Register numbers written as the VAT numbers made of them, or with what registers put around them; compact.
_AROUND = {
    "CH": re.compile(r"(CHE\d{9})(?:MWST|TVA|IVA|VAT|HR|RC)"),
    "CZ": re.compile(r"(?:I[CČ]O?|DI[CČ])?(?:CZ)?(\d{8})"),
    "NO": re.compile(r"(?:NO)?(\d{9})(?:MVA)?(?:FORETAKSREGISTERET)?"),
    "SE": re.compile(r"(?:SE)?(?:16)?(\d{10})(?:01)?"),
}
_GLUE = re.compile(r"[\s.\-/_  ]+")


@dataclass(frozen=True)
class Scheme:
    """How a country's numbers are checked.

    :param modules: names of python-stdnum's modules, tried in order
    :param lengths: lengths a number of digits can have; zeros lost in front are put back up to them
    :param fixed: the length alone proves a lost zero (there is no check digit)
    :param strict: a number that no module accepts is wrong; else its text is kept
    """

    modules: tuple[str, ...] = ()
    lengths: tuple[int, ...] = ()
    fixed: bool = False
    strict: bool = True


_SCHEMES = {
    "AT": Scheme(("businessid",), strict=False),
    "AU": Scheme(("abn", "acn"), (9, 11)),
    "BE": Scheme(("vat",), (10,)),
    "BG": Scheme(("vat",), (9,)),
    "BR": Scheme(("cnpj", "cpf"), (14, 11)),
    "CA": Scheme(("bn",), (9,), strict=False),
    "CH": Scheme(("uid",)),
    "CZ": Scheme(("dic",), (8,)),
    "DE": Scheme(("stnr", "vat"), strict=False),
    "DK": Scheme(("cvr",), (8,)),
    "EE": Scheme(("registrikood", "kmkr"), (8,)),
    "ES": Scheme(("nif",)),
    "FI": Scheme(("ytunnus",), (8,)),
    "GB": Scheme((), (8,), fixed=True, strict=False),
    "GR": Scheme(("vat",), (9,), strict=False),
    "HR": Scheme(("oib",), (11,), strict=False),
    "IE": Scheme(("vat",), strict=False),
    "IT": Scheme(("iva", "codicefiscale"), (11,)),
    "LT": Scheme(("pvm",), (9,), strict=False),
    "LU": Scheme(("tva",), (8,), strict=False),
    "LV": Scheme(("pvn",), (11,), strict=False),
    "NL": Scheme(("btw",), (8,), fixed=True, strict=False),
    "NO": Scheme(("orgnr",), (9,)),
    "PL": Scheme(("nip", "regon"), (10, 9, 14), strict=False),
    "PT": Scheme(("nif",), (9,)),
    "RO": Scheme(("cui",), strict=False),
    "SE": Scheme(("orgnr",), (10,)),
    "SI": Scheme(("ddv",), (8,), strict=False),
    "SK": Scheme(("dph",), strict=False),
    "US": Scheme(("ein",), (9,), strict=False),
}


class LegalId(Converter):
    """A company's number in its country's register."""

    needs_country = True

    def read(self, word: str, country: str) -> Cell:
        country = country or self.reference.country
        if made := made_of(word):
            return bad(f"damaged_number.{made}", word)
        value = read_french(word) if country in (*_FRANCE, "MC") else ""
        if country not in _FRANCE:
            value = value or read_number(word, country)  # of Monaco: a Siren, or a number of its own register
        if value == word:
            return Cell(value)
        if is_cut(clean(word)):
            return bad("cut_number", word)
        if not value:
            return bad("invalid_legal_id", word, country=country)
        if _lost_zeros(word, value) or undamaged(clean(word)) != clean(word):
            return repaired("repaired_legal_id", word, value)
        return Cell(value)

    def same(self, old: str, new: str, country: str = "") -> bool:
        old, new = _compact(str(old)), _compact(new)
        return old == new or (len(new) == 9 and len(old) == 14 and old.startswith(new) and old.isdecimal())

    def merge(self, old: str, new: str) -> str:
        return old if self.same(old, new) else new


def _compact(text):
    return _GLUE.sub("", text).upper()


def _lost_zeros(word, value):
    digits = re.sub(r"\D", "", undamaged(clean(word)))
    return digits != value and value.isdecimal() and value.startswith("0") and value.lstrip("0") == digits


@lru_cache(maxsize=2**13)  # the VAT numbers of a block hold the numbers that its legal ids were
def is_siren(digits: str) -> bool:
    """Say whether nine digits end in their check digit, as those of a Siren do."""
    return luhn.checksum(digits) == 0


def read_french(word: str) -> str:
    """Return the Siren or Siret that ``word`` writes, compact, zeros put back; "" when it is none.

    >>> read_french("RCS Paris 552 081 317"), read_french("5880596"), read_french("000 000 000")
    ('552081317', '005880596', '')
    """
    if len(word) == 9 and word.isdecimal() and word.isascii():
        return word if is_siren(word) and word.strip("0") else ""
    text = word if word.isdecimal() else _compact(undamaged(clean(word)))
    if not text.isdecimal():
        if tva.is_valid(text) and siren.is_valid(text[-9:]):
            text = text[-9:]
        else:
            text = "".join(re.findall(r"\d+", _LABELS.sub(" ", clean(word))))
    if not text.strip("0"):
        return ""
    if 7 <= len(text) <= 9:
        text = text.zfill(9)
        return text if siren.is_valid(text) else ""
    if 11 <= len(text) <= 14:
        padded = text.zfill(14)
        return padded if siret.is_valid(padded) and (padded == text or siren.is_valid(padded[:9])) else ""
    return ""


def read_number(word: str, country: str) -> str:
    """Return the number that ``word`` writes, "" when the country's check digit says that it is wrong."""
    scheme = _SCHEMES.get(country)
    text = undamaged(clean(word))
    if not scheme:
        return text if re.search(r"\d", text) else ""
    bare = clean(_LABELS.sub(" ", text))
    compact = _compact(bare)
    if not compact.strip("0") or not re.search(r"\d", compact):
        return ""
    for candidate in _candidates(compact, scheme, country):
        for module in scheme.modules:
            value = _checked(candidate if candidate != compact else bare, country, module)
            if value:
                return value
    if scheme.fixed and compact.isdecimal() and scheme.lengths[0] - 2 <= len(compact) < scheme.lengths[0]:
        return compact.zfill(scheme.lengths[0])
    kept = compact if scheme.fixed else text
    return "" if scheme.strict or is_cut(kept) else kept


def _candidates(compact, scheme, country):
    yield compact
    around = _AROUND.get(country)
    found = around.fullmatch(compact) if around else None
    if found and found[1] != compact:
        yield found[1]
    if compact.isdecimal():
        for length in scheme.lengths:
            if length - 2 <= len(compact) < length:
                yield compact.zfill(length)


def _checked(text, country, module):
    """Return ``text`` as ``module`` of python-stdnum writes it, "" when it does not accept it."""
    return valid_number(text, country, module, shown=module in ("uid", "ein"))


def valid_number(text: str, country: str, module: str, shown: bool = False) -> str:
    """Return ``text`` as ``module`` of python-stdnum keeps it, "" when it does not accept it or has no such module.

    :param shown: as the module writes it for people, where it can
    """
    scheme = stdnum_module(country, module)
    try:
        value = scheme.validate(text) if scheme else ""
        write = getattr(scheme, "format", None) if shown else None
        return write(value) if value and write else value
    except (ValidationError, ValueError, LookupError, TypeError, AttributeError):  # of text that it did not foresee
        return ""


@cache
def stdnum_module(country: str, name: str) -> "NumberValidationModule | None":
    """Return python-stdnum's module ``name`` of a country, None when it has none."""
    return get_cc_module(country, name)
