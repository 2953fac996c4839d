"""Who is there already: codes that nobody has -> the customers in Odoo they can mean.

Customers are found by keys that the database makes of their columns (an index holds them), and compared in Python as
the rules of ``pipeline.twins`` say. Only customers that the user may see are looked at, and only by fields that they
may read.
"""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from odoo.models import BaseModel
from odoo.tools import SQL

from ..pipeline.convert import converter
from ..pipeline.plan import ColumnSetting, code_column
from ..pipeline.reference import Reference
from ..pipeline.table import Table
from ..pipeline.twins.decide import Customer
from ..pipeline.twins.party import CITY, LEGAL, NAME, PHONE, SIGNS, VAT, Party, read_party
from .customers import readable

# Fields of the file that tell who a company is, and of the customer.
FIELDS = ("name", "legal_id", "vat", "email", "phone", "mobile", "street", "street2", "zip", "city", "country")
COLUMNS = ("name", "company_registry", "vat", "email", "phone", "street", "street2", "zip", "city", "country_code")

_NUMBER = "regexp_replace(upper(%({0})s), '[^0-9A-Z]', '', 'g')"
_TEXT = (
    "regexp_replace(regexp_replace(normalize(lower(%({0})s), NFKD), '[\\u0300-\\u036f]', '', 'g'), '["
    + SIGNS
    + "]', '', 'g')"
)
_ZIP = f"regexp_replace({_NUMBER.format('zip')}, '^[A-Z]{{1,2}}(?=\\d+$)', '')"
_CITY = _TEXT.format("city")
# Of the columns of a customer, as ``Party.answers`` makes them.
KEYS = f"""ARRAY[
    'i' || left({_NUMBER.format("company_registry")}, {LEGAL}),
    'v' || right({_NUMBER.format("vat")}, {VAT}),
    'e' || lower(split_part(%(email)s, ',', 1)),
    'p' || right(regexp_replace(%(phone)s, '\\D', '', 'g'), {PHONE}),
    'z' || nullif({_ZIP}, ''),
    'm' || left({_TEXT.format("name")}, {NAME}) || ' ' || left({_CITY}, {CITY}),
    'd' || {_CITY},
    CASE WHEN coalesce({_ZIP}, '') = '' THEN 'c' || {_CITY} END
]"""
KEY_COLUMNS = ("company_registry", "vat", "email", "phone", "zip", "name", "city")


def customers_like(partners: BaseModel, keys: Iterable[str]) -> Iterator[Customer]:
    """Yield the customers that share a key with a party; one query.

    :param partners: the model ``res.partner`` in the environment whose rights and company count
    :param keys: of ``Party.keys``
    """
    keys = sorted(set(keys))
    if not keys:
        return
    known = readable(partners, [name for name in COLUMNS if name != "country_code"])
    domain = [("parent_id", "=", False), ("company_id", "in", [False, partners.env.company.id])]
    query = partners.with_context(active_test=False)._search(domain)
    columns = {name: SQL.identifier(query.table, name) for name in KEY_COLUMNS}
    query.add_where(SQL(f"{KEYS} && %(keys)s::text[]", **columns, keys=keys))
    names = ["id", "ref", "active", *sorted(known), "country_code"]
    rows = partners.env.execute_query(
        query.select(*(partners._field_to_sql(query.table, name, query) for name in names))
    )
    for row in rows:
        values = dict(zip(names, row, strict=True)) | {"ref": row[1] or ""}
        text: dict[str, str] = {name: value or "" for name, value in values.items() if name in COLUMNS}
        party = read_party(
            text.get("name", ""),
            text.get("company_registry", ""),
            text.get("vat", ""),
            text.get("email", ""),
            text.get("phone", ""),
            (text.get("street", ""), text.get("street2", "")),
            text.get("zip", ""),
            text.get("city", ""),
            text["country_code"],
        )
        yield Customer(values["id"], values["ref"].strip(), text.get("name", ""), party, bool(values["active"]))


def parties(
    table: Table, settings: Iterable[ColumnSetting], reference: Reference, rows: np.ndarray | None = None
) -> Iterator[tuple[int, str, Party]]:
    """Yield line, customer code and party of the rows of a table that have a code.

    :param rows: positions of the rows that are wanted; None: all
    """
    settings = list(settings)
    codes = code_column(table, settings)
    words: Mapping[str, np.ndarray] = {
        setting.field: table.words(setting.header) for setting in settings if setting.field in FIELDS
    }
    blank = np.full(len(codes), "", dtype=object)
    country = _countries(settings, words.get("country"), reference)
    columns = [words.get(field, blank) for field in FIELDS]
    for row in range(len(codes)) if rows is None else rows:
        if codes[row]:
            name, legal_id, vat, email, phone, mobile, street, street2, zip_, city, word = (
                each[row] for each in columns
            )
            phones = ", ".join(filter(None, (phone, mobile)))
            party = read_party(
                name,
                legal_id,
                vat,
                email,
                phones,
                (street, street2),
                zip_,
                city,
                country.get(word, "") or reference.country,
            )
            yield table.lines[row], codes[row], party


def _countries(settings, words, reference):
    """Return the ISO code that each word of the column of countries means."""
    setting = next((setting for setting in settings if setting.field == "country"), None)
    if setting is None or words is None:
        return {}
    iso = {country.id: country.code for country in reference.countries}
    distinct = [word for word in set(words) if word]
    kind = converter(setting.kind, distinct, reference, **setting.options)
    return {word: iso.get(kind.clean(word).value, "") for word in distinct}
