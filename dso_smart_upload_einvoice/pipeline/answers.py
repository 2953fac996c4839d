"""Answers of public services on numbers of customers -> rows of customers, ready to be imported.

In: the table of an answer (one row for each address of a Siren, or for each VAT number) and the customers who have
those numbers. Out: a row for each customer, with the address that is theirs. Where several may be, the row holds them
all, and a person is asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from odoo.addons.dso_smart_upload.pipeline.folding import fold
from odoo.addons.dso_smart_upload.pipeline.table import Table

from . import numbers
from .addresses import is_likely, read
from .convert import SEVERAL
from .customer import vat_country
from .schemes import FRENCH, french_parts

SAMPLE = 200  # values of a column that are looked at
ENOUGH = 0.6  # share of values from which a column is what they look like
# What a column of an answer is, by words in its header; folded.
_STATUS = ("statut", "status", "etat", "state", "valid", "valide", "valid vat", "resultat", "result", "code statut")
_PLATFORM = ("plateforme", "platform", "pdp", "pa", "matricule", "plateforme agreee", "nom plateforme", "plateforme pa")
_ROUTING = ("code routage", "routage", "routing code", "code service", "suffixe", "suffix")

# Headers of the rows that are made, and the keys of their fields.
CODE, NAME, ADDRESS, STATUS, PLATFORM, NUMBER, LINE = (
    "Customer Code", "Company Name", "Electronic Address", "Directory Status", "Platform", "Number",
    "Line of the Answer",
)  # fmt: skip
COLUMNS = {
    CODE: "code",
    NAME: "name",
    ADDRESS: "electronic_address",
    STATUS: "directory_status",
    PLATFORM: "einvoice_platform",
    NUMBER: "",
    LINE: "",
}


@dataclass(frozen=True)
class Columns:
    """Headers of the columns of an answer, "" for what it does not have.

    :param number: Siren, Siret or VAT number
    :param country: prefix of the VAT number, where it stands in a column of its own
    """

    number: str
    address: str = ""
    status: str = ""
    platform: str = ""
    routing: str = ""
    country: str = ""


@dataclass(frozen=True)
class Account:
    """A customer who has the number of an answer.

    :param siret: of their establishment, "" where it is not known
    """

    code: str
    name: str
    siret: str = ""


@dataclass(frozen=True)
class Translated:
    """Rows of customers, and what found no customer.

    :param rows: dict header -> text
    :param unknown: numbers that no customer has
    :param without_code: names of customers who have the number and no customer code
    :param ambiguous: numbers with several addresses, of which a person has to choose
    """

    rows: list[dict[str, str]]
    unknown: list[str]
    without_code: list[str]
    ambiguous: list[str]


def find_columns(table: Table) -> Columns | None:
    """Return what the columns of an answer are, None where no column holds Sirens or VAT numbers."""
    sample = {header: [word for word in table.words(header)[:SAMPLE] if word] for header in table.header}
    shares = {header: _share(words, key_of) for header, words in sample.items()}
    country = next((header for header in table.header if fold(header) in ("ms code", "member state", "country")), "")
    if country:
        for header in sample:
            if header != country and fold(header) in ("vat number", "vat", "number"):
                return Columns(header, "", _headed(table, _STATUS), _headed(table, _PLATFORM), "", country)
    number = max(table.header, key=lambda header: shares[header], default="")
    if not number or shares[number] < ENOUGH:
        return None
    others = [header for header in table.header if header != number]
    address = next((one for one in others if _is_address(one, sample[one])), "")
    found = [_headed(table, words, (number, address)) for words in (_STATUS, _PLATFORM, _ROUTING)]
    return Columns(number, address, *found)


def _is_address(header: str, words: Sequence[str]) -> bool:
    likely = _share(words, is_likely) >= ENOUGH
    return likely and (any(":" in word or "_" in word for word in words) or "adress" in fold(header))


def _headed(table: Table, words: Iterable[str], taken: Iterable[str] = ()) -> str:
    """Return the first column whose header is, or begins with, one of some words."""
    left = [header for header in table.header if header not in taken]
    exact = next((header for header in left if fold(header) in words), "")
    return exact or next((header for header in left if fold(header).partition(" ")[0] in words), "")


def _share(words: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(1 for word in words if test(word)) / len(words) if words else 0.0


def key_of(word: str) -> str:
    """Return the number by which customers are found: the Siren, else the VAT number; "" where it is none.

    >>> key_of("552 081 317 66522"), key_of("FR40303265045"), key_of("BE0477472701"), key_of("0225:303265045")
    ('552081317', '303265045', 'BE0477472701', '')
    """
    siren = numbers.siren_of(word) or numbers.siren_of_vat(word)
    if siren:
        return siren
    compact = numbers.compact(word)
    return compact if vat_country(compact) and 8 <= len(compact) <= 14 and compact[4:].isalnum() else ""


def keys_of(table: Table, columns: Columns) -> list[str]:
    """Return the number of each row, "" where it has none."""
    words = table.words(columns.number)
    if not columns.country:
        return [key_of(word) for word in words]
    countries = table.words(columns.country)
    return [key_of(f"{country}{word}") for country, word in zip(countries, words, strict=True)]


def translate(table: Table, columns: Columns, accounts: Mapping[str, Sequence[Account]]) -> Translated:
    """Return a row for each customer who has a number of the answer.

    :param accounts: customers by number, as ``keys_of`` has it
    """
    lines: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(keys_of(table, columns)):
        if key:
            lines[key].append(row)
    cells = {name: table.words(header) for name, header in vars(columns).items() if header}
    rows, unknown, without_code, ambiguous = [], [], [], []
    for key, numbered in lines.items():
        known = accounts.get(key, ())
        if not known:
            unknown.append(key)
        for account in known:
            if not account.code:
                without_code.append(account.name)
                continue
            own = _own(account, numbered, cells)
            texts = list(dict.fromkeys(filter(None, (_address(row, cells, key) for row in own))))
            if len(texts) > 1:
                ambiguous.append(key)
            rows.append(_row(account, key, own, texts, cells, table))
    return Translated(rows, unknown, without_code, list(dict.fromkeys(ambiguous)))


def _own(account: Account, rows: Sequence[int], cells: Mapping[str, Sequence[str]]) -> Sequence[int]:
    """Return the rows of a number that can be an account's: of its establishment, of the whole company, or all."""
    sirets = {row: _siret(row, cells) for row in rows}
    exact = [row for row in rows if account.siret and sirets[row] == account.siret]
    if exact:
        return exact
    whole = [row for row in rows if not sirets[row]]
    return whole or rows


def _siret(row: int, cells: Mapping[str, Sequence[str]]) -> str:
    if "address" in cells:
        scheme, address, _wrong = read(cells["address"][row], "FR")
        parts = french_parts(address) if scheme == FRENCH else None
        if parts:
            return parts.siret
        if scheme:
            return numbers.siret_of(address)
    return numbers.siret_of(cells["number"][row])


def _address(row: int, cells: Mapping[str, Sequence[str]], key: str) -> str:
    """Return the address of a row, as the file has it, with its routing code where that stands beside it."""
    text = cells["address"][row] if "address" in cells else ""
    code = cells["routing"][row] if "routing" in cells else ""
    if code and text and text.removeprefix(f"{FRENCH}:") == key:
        return f"{text}_{code}"
    return text


def _row(account, key, rows, texts, cells, table):
    first = rows[0]
    said = {name: list(dict.fromkeys(filter(None, (cells[name][row] for row in rows)))) for name in cells}
    return {
        CODE: account.code,
        NAME: account.name,
        ADDRESS: SEVERAL.join(texts),
        STATUS: ", ".join(said.get("status", [])),
        PLATFORM: ", ".join(said.get("platform", [])),
        NUMBER: key,
        LINE: str(table.lines[first]),
    }
