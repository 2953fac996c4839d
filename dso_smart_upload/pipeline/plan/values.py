"""The words of the columns become typed values.

In: ``Column``s. Out: ``TypedColumn``s, and what there is to say of their cells. Work is done on distinct words, or on
distinct pairs of word and country where a word means something else in another country.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..convert import BLANK
from ..convert.base import UNKNOWN, bad
from ..convert.currency import foreign_words
from ..message import Issue
from ..reference import NewRecord, Reference
from .columns import Column, TypedColumn, of_field, without
from .rows import Findings, Rows
from .setting import NEVER


@dataclass(frozen=True, eq=False)
class Typed:
    """Columns whose words are understood, and what there is to say of them."""

    columns: tuple[TypedColumn, ...]
    issues: tuple[Issue, ...]


def row_countries(rows: Rows, columns: Iterable[Column], reference: Reference) -> np.ndarray:
    """Return the ISO code of each row's country: the file's, else today's, else ""; ``UNKNOWN`` where it says
    another that nobody knows: the company's own rules are not those of that one.
    """
    countries, column = rows.old("country"), of_field(columns, "country")
    if column:
        iso: dict[object, str] = {country.id: country.code for country in reference.countries}
        cells = [column.converter.clean(word) if word else BLANK for word in column.distinct]
        meant = _objects(iso.get(cell.value) for cell in cells)[column.numbers]
        unknown = np.array([cell.bad for cell in cells], dtype=bool)[column.numbers]
        countries = np.where(pd.isna(meant), countries, meant)
        countries = np.where(pd.isna(countries) & unknown, UNKNOWN, countries)
    return np.where(pd.isna(countries), "", countries)


def typed_columns(
    rows: Rows, columns: Iterable[Column], countries: np.ndarray, reference: Reference, rejected: np.ndarray
) -> Typed:
    """Understand the words of all columns that are imported.

    :param countries: ISO code of each row's country: array (n)
    :param rejected: rows that are rejected so far, of which nothing more is said: bool array (n)
    """
    typed, found = [], Findings(rejected)
    for column in columns:
        if column.setting.policy == NEVER:
            continue
        one, issues = _typed(rows, column, countries, found.rejected)
        found += issues
        if column.setting.currencies:
            one, issues = _without_foreign(rows, one, reference.currency, found.rejected)
            found += issues
        typed.append(one)
    return Typed(tuple(typed), found.issues)


def _typed(rows, column, countries, rejected):
    """Return a column with its typed values, and what there is to say of its cells."""
    kind, numbers, pairs = column.converter, column.numbers, [(word, "") for word in column.distinct]
    if kind.needs_country:
        codes, isos = pd.factorize(countries)
        numbers, found = pd.factorize(numbers * len(isos) + codes)
        pairs = [(column.distinct[pair // len(isos)], isos[pair % len(isos)]) for pair in found.tolist()]
    cells = [kind.clean(word, country) if word else BLANK for word, country in pairs]
    values = _objects(cell.value for cell in cells)
    told = np.array([cell.message is not None for cell in cells], dtype=bool)
    unusable = np.array([cell.value is None for cell in cells], dtype=bool) & told
    to_tell = np.flatnonzero(told[numbers] & ~rejected).tolist()
    issues = [rows.cell_issue(row, column.setting, cells[numbers[row]]) for row in to_tell]
    return TypedColumn(column, values[numbers], unusable[numbers], _new_records(values)), issues


def _objects(values):
    """Return values of any kind as an array of objects, tuples as one object each."""
    values = list(values)
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _new_records(values):
    """Return the records among values that Odoo does not have, each once."""
    found = (one for value in values for one in (value if isinstance(value, tuple) else (value,)))
    return tuple(dict.fromkeys(one for one in found if isinstance(one, NewRecord)))


def _without_foreign(rows, column, own, rejected):
    """Return a column of amounts without those in another currency than ``own``, and what there is to say of them.

    An amount of zero is the same in any currency.
    """
    header = column.setting.currencies
    beside = rows.table.words(header)
    foreign = foreign_words(pd.unique(beside), own) if own else ()
    cells = {
        row: bad("foreign_currency.beside", column.column.words[row], currency=own, beside=header, other=beside[row])
        for row, (word, value) in enumerate(zip(beside, column.values, strict=True))
        if word in foreign and value
    }
    return without(rows, column, cells, rejected)


def columns_of_records(columns: Sequence[TypedColumn]) -> Mapping[NewRecord, tuple[tuple[str, str], ...]]:
    """Return which columns name a record that Odoo does not have: record -> keys of their settings."""
    found = {}
    for column in columns:
        for record in column.new_records:
            found[record] = (*found.get(record, ()), column.setting.key)
    return found
