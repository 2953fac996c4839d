"""Who is there already: codes that nobody has -> the customers in Odoo they can mean.

Customers are found by keys that the database makes of their columns (looked up in a hash), and compared in Python as
the rules of ``pipeline.twins`` say. Only customers that the user may see are looked at, and only by fields that they
may read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from odoo.api import Environment
from odoo.models import BaseModel
from odoo.tools import SQL

from ..pipeline.convert import converter
from ..pipeline.match import Match, candidates, code_key, match
from ..pipeline.message import Message
from ..pipeline.plan import ColumnSetting, code_column, code_style
from ..pipeline.reference import Reference
from ..pipeline.table import Table
from ..pipeline.twins.decide import MOST_CANDIDATES, NOBODY, Customer, Decision, Found, decide
from ..pipeline.twins.file_words import FileWords, completed
from ..pipeline.twins.in_file import find_twins
from ..pipeline.twins.party import CITY, LEGAL, NAME, PHONE, SIGNS, TEXT, VAT, Party, read_party
from .customers import customer_domain, find_customers, names_to_read, readable, values_today
from .job import Work
from .options import CREATE, REJECT
from .reference import make_reference
from .said import is_no_colleague, said_matches
from .second_codes import codes_of_customers

# Fields of the file that tell who a company is, and of the customer.
FIELDS = ("name", "legal_id", "vat", "email", "phone", "mobile", "street", "street2", "zip", "city", "country")
WORD_OF = {
    "legal_id": "legal_id",
    "vat": "vat",
    "email": "email",
    "phone": "phone",
    "street": "streets",
    "street2": "streets",
    "zip": "zip",
    "city": "city",
}  # of a party
COLUMNS = ("name", "company_registry", "vat", "email", "phone", "street", "street2", "zip", "city", "country_code")


def _number(column):
    return f"regexp_replace(upper(%({column})s), '[^0-9A-Z]', '', 'g')"


def _text(column):
    """Return what ``pipeline.twins.party.database_text`` is in SQL."""
    plain = f"regexp_replace(normalize(lower(left(%({column})s, {TEXT})), NFKD), '[\u0300-\u036f]', '', 'g')"
    return f"regexp_replace({plain}, '[{SIGNS}]', '', 'g')"


def _house(column):
    """Return the number of the house in a line of an address, "" without one; NULL for no line."""
    number = f"(regexp_match(lower(%({column})s), '\\m(\\d{{1,5}})[[:alpha:]]?\\M'))[1]"
    return f"CASE WHEN %({column})s <> '' THEN coalesce(ltrim({number}, '0'), '') END"


def _in_city(column):
    return f"'m' || left({_text('name')}, {NAME}) || ' ' || left({_text('city')}, {CITY}) || ' ' || {_house(column)}"


_ZIP = f"regexp_replace({_number('zip')}, '^[A-Z]{{1,2}}(?=\\d+$)', '')"
# The keys of a customer's columns, as ``Party.answers`` makes them, each with its kind: its first letter.
KEYS = (
    ("i", f"'i' || left({_number('company_registry')}, {LEGAL})"),
    ("v", f"'v' || right({_number('vat')}, {VAT})"),
    ("e", "'e' || lower(split_part(%(email)s, ',', 1))"),
    ("p", f"'p' || right(regexp_replace(%(phone)s, '\\D', '', 'g'), {PHONE})"),
    ("z", f"'z' || left({_text('name')}, {NAME}) || ' ' || nullif({_ZIP}, '')"),
    ("h", f"'h' || nullif({_ZIP}, '') || ' ' || nullif({_house('street')}, '')"),
    ("m", _in_city("street")),
    ("m", _in_city("street2")),
)
KEY_COLUMNS = ("company_registry", "vat", "email", "phone", "zip", "name", "city", "street", "street2")


def customers_like(partners: BaseModel, keys: Iterable[str]) -> Iterator[Customer]:
    """Yield the customers that share a key with a party: a few queries, however many keys there are.

    :param partners: the model ``res.partner`` in the environment whose rights and company count
    :param keys: of ``Party.keys``
    """
    keys = sorted(set(keys))
    if not keys:
        return
    known = readable(partners, [name for name in COLUMNS if name != "country_code"])
    query = partners.with_context(active_test=False)._search(customer_domain(partners))
    columns = {name: SQL.identifier(query.table, name) for name in KEY_COLUMNS}
    # PostgreSQL looks a key up in a hash of all that are asked for; two arrays it would compare key by key
    by_kind: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        by_kind[key[0]].append(key)
    asked = [
        SQL(f"({key} = ANY(%(keys)s::text[]))", **columns, keys=by_kind[kind]) for kind, key in KEYS if kind in by_kind
    ]
    query.add_where(SQL("(%s)", SQL(" OR ").join(asked)))
    query.add_where(is_no_colleague(query))
    names = ["id", "ref", "active", *sorted(known), "country_code"]
    fields = (partners._field_to_sql(query.table, name, query) for name in names)
    made = SQL("ARRAY[%s]", SQL(", ").join(SQL(key, **columns) for _kind, key in KEYS))
    rows = partners.env.execute_query(query.select(*fields, made))
    there_are = rows and _has_second_codes(partners)
    second = codes_of_customers(partners.browse([row[0] for row in rows])) if there_are else {}
    # which partners are companies of this database is no secret of any customer
    own = {id_ for (id_,) in partners.env.execute_query(SQL("SELECT partner_id FROM res_company"))}
    for row in rows:
        codes = tuple(filter(None, ((row[1] or "").strip(), *second.get(row[0], ()))))
        values = dict(zip(names, row[:-1], strict=True))
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
        yield Customer(
            values["id"],
            next(iter(codes), ""),
            text.get("name", ""),
            party,
            frozenset(filter(None, row[-1])),
            active=bool(values["active"]),
            is_own=values["id"] in own,
            codes=codes,
        )


def _has_second_codes(partners):
    return partners.env.execute_query(SQL("SELECT EXISTS (SELECT FROM dso_customer_code)"))[0][0]


def parties(
    table: Table, settings: Iterable[ColumnSetting], reference: Reference, rows: Sequence[int] | None = None
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


def with_those_there(
    env: Environment, work: Work, table: Table, matches: Mapping[str, Match], today: pd.DataFrame
) -> tuple[dict[str, Match], pd.DataFrame, int]:
    """Return the matches of a block and today's values, with the customers that new codes mean.

    :param matches: of all codes of the block
    :param today: of ``find_customers``
    :return: the same with what was found, and how many new customers are further accounts of a company
    """
    matches = {**matches, **said_matches(env, work, matches)}
    decisions = decide_new(env, work, table, matches)
    linked = {code: one.linked for code, one in decisions.items() if one.linked}
    found = dict(matches)
    for code, one in decisions.items():
        if one.linked:
            customer = one.linked
            found[code] = found[code]._replace(partner_id=customer.id, active=customer.active, linked=one.evidence)
        elif one.candidates or one.other_line:
            found[code] = found[code]._replace(twin=_twin_message(code, one), waits=work.twins == REJECT)
    there = {match.partner_id for match in matches.values() if match.linked is not None}
    ids = sorted({*there, *(customer.id for customer in linked.values())} - set(today.index))
    if ids:
        names = names_to_read(env, work.settings)
        today = pd.concat([today, values_today(env["res.partner"], ids, names)])
    entities = sum(one.entity and not (one.linked or one.candidates or one.other_line) for one in decisions.values())
    return found, today, entities


def _twin_message(code, decision):
    """Return what to tell of a row whose customer may be there under another code, or on another line."""
    shown = decision.candidates[:MOST_CANDIDATES]
    details = {
        "code": code,
        "other_line": decision.other_line,
        "evidence": list(shown[0].evidence.words if shown else decision.evidence),
        "partner_id": shown[0].customer.id if shown else 0,
        "candidates": [{"partner_id": one.customer.id, "evidence": list(one.evidence.words)} for one in shown],
    }
    if not shown:
        return Message("possible_twin.line", details)
    best = shown[0].customer
    variant = "possible_twin.several" if len(shown) > 1 else "possible_twin" if best.code else "possible_twin.no_code"
    others = len(decision.candidates) - 1
    return Message(variant, {**details, "name": best.name, "known": best.code, "others": others})


def decide_new(env: Environment, work: Work, table: Table, matches: Mapping[str, Match]) -> dict[str, Decision]:
    """Decide who the codes of a block that nobody has can mean.

    :param table: the block
    :param matches: of all its codes
    :return: by code, those of which there is something to say; nothing is looked for where ``CREATE`` was asked for
    """
    if work.twins == CREATE:
        return {}
    new = {code for code, found in matches.items() if found.is_new and work.said.of(code) is None}
    whole = {code: matches[code].code or code for code in new}
    answered = set(map(code_key, env["dso.upload.distinct"]._among({*new, *whole.values()})))
    new = {code for code in new if answered.isdisjoint((code_key(code), code_key(whole[code])))}
    if not new:
        return {}
    keys_of = {code: code_key(whole[code]) for code in new}  # several spellings of one are one code
    reference = work.reference or make_reference(env, work.settings)
    lines, rows = {}, {}
    for line, code, party in parties(table, work.settings, reference, _first_rows(table, work.settings, keys_of)):
        lines[code], rows[code] = line, party
    work.look_into_file(in_file := work.in_file or _look_into_file(work, reference))
    keys = (key for party in rows.values() for key in party.keys())
    named = {match.partner_id for match in matches.values() if match.linked is None}  # also by a damaged code
    found = _as_they_will_be(work, customers_like(env["res.partner"], keys), named | work.repaired)
    decisions = decide(rows, Found(found), in_file.shared, {**work.said.codes, **work.taken})
    later = _later_of_known(env, work, lines.values())
    for code, line in lines.items():
        one = decisions[code]
        twin = in_file.twins.get(line) or later.get(line)
        if twin and not one.linked:
            one = replace(one, other_line=twin[0], evidence=twin[1])
        elif line in in_file.accounts:
            one = replace(one, entity=True)
        decisions[code] = one
    by_key = {keys_of[code]: one for code, one in decisions.items()}
    return {code: one for code in new if (one := by_key[keys_of[code]]) != NOBODY}


def _as_they_will_be(work, customers, named):
    """Yield customers as they are after the import, those of whom the file has no row as they are.

    What the file's row says of a customer was compared with the other rows of the file: such a customer is found only
    by what the row says nothing of. So the check finds whom the import finds, whichever row comes first.

    :param named: ids of customers whom a code of the file means, in whatever spelling
    """
    customers = list(customers)
    rows = work.in_file.words.find([one.codes for one in customers], [one.id in named for one in customers])
    cleared = {WORD_OF[setting.field] for setting in work.settings if setting.clears and setting.field in WORD_OF}
    for one, row in zip(customers, rows, strict=True):
        if one.id in work.taken:
            yield one
        elif row is not None:
            party = Party(completed(row, one.party.words, cleared))
            keys = (one.keys & party.answers()) - Party(row).answers()
            if keys:
                yield replace(one, name=party.words.name, party=party, keys=keys)
        elif not (one.id in named or any(code_key(code) in work.reading.survey for code in one.codes)):
            yield one


def _later_of_known(env, work, lines):
    """Return the lines that a later row describes under the code of a customer in Odoo: line -> (line, evidence)."""
    later = [(line, *one) for line in lines for one in work.in_file.later.get(line, ())]
    codes = sorted({code for _line, _later, code, _words in later})
    if not codes:
        return {}
    known, _today = find_customers(env["res.partner"], candidates(codes), [])
    matches = match(codes, known, work.reading.survey, code_style(work.settings))
    found = {}
    for line, other, code, words in later:
        if not matches[code].is_new:
            found.setdefault(line, (other, words))
    return found


def _first_rows(table, settings, keys):
    """Return the position of the first row of each code.

    :param keys: codes that are wanted, each with what its spellings share
    """
    all_codes = code_column(table, settings)
    first: dict[str, int] = {}
    for row, code in enumerate(all_codes):
        if code in keys:
            first.setdefault(keys[code], row)
    return list(first.values())


def _look_into_file(work, reference):
    """Return what the rows of the whole file say of each other."""
    words, style = FileWords(), code_style(work.settings)

    def whole(code):
        """Return a code as a customer gets it."""
        return (style.damage(code)[0] if style else "") or code

    def rows(lines):
        for table in work.tables():
            some = None if lines is None else [row for row, line in enumerate(table.lines) if line in lines]
            found = list(parties(table, work.settings, reference, some))
            if lines is None:
                words.add((whole(code), party) for _line, code, party in found)
            yield from ((line, code_key(code), party) for line, code, party in found)

    return replace(find_twins(rows), words=words)
