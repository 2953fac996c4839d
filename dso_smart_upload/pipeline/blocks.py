"""A file in blocks: so many rows at a time that memory stays bounded, however large the file is.

In: the tables of ``read_blocks``, one after the other. Out: blocks that can be planned one by one and give the same
answers as the file in one piece. For that two things are needed, and ``survey`` finds them in a first pass:

- what only the whole column says: the words on which the notation of amounts and dates is decided;
- which rows belong together: those whose codes can mean one customer, or are codes of one. They are planned in the
  block of the first of them, so no block needs to remember the customers of another, and an import can go on after any
  block.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np
import pandas as pd

from .characters import bare, tidy
from .convert.damage import codes_behind, undamaged
from .match import code_key, loose
from .table import Table

Amounts = dict[tuple[str, str], tuple[int, float]]  # (header, legal entity) -> (line, amount) of its first row

CODES_AT_A_TIME = 50_000  # of customers with several codes
WORDS_PER_SHAPE = 5000  # of a column; that many words of one shape say all there is to say of its notation


@dataclass(frozen=True, eq=False)
class Survey:
    """What must be known of the whole file before its first block is planned.

    :param rows: number of its rows
    :param codes: hashes of the ``code_key`` of its customer codes, sorted, array of uint64
    :param words: by header, the words of the whole column, for the columns whose notation is decided on them
    :param parts: the rows that belong to one of an earlier block
    :param firsts: line of such a row -> line of the row it belongs to
    :param entities: ``entity_key`` of the legal ids that more than one row has
    :param same: of codes of the file that one customer has: hash of the key of a code -> of the one it counts as
    """

    rows: int
    codes: np.ndarray
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: tuple[Table, ...] = ()
    firsts: Mapping[int, int] = field(default_factory=dict)
    entities: frozenset[int] = frozenset()
    same: Mapping[int, int] = field(default_factory=dict)

    def __contains__(self, code: object) -> bool:
        """Say whether the file has a customer code, given as ``code_key``."""
        (number,) = _hashes([code])
        at = np.searchsorted(self.codes, number)
        return bool(at < len(self.codes) and self.codes[at] == number)


def survey(
    tables: Callable[[], Iterable[Table]],
    code_header: str,
    headers: Iterable[str],
    legal_id_header: str = "",
    after: int = 0,
    look: Callable[[Table], object] | None = None,
    second_codes: Callable[[], Iterable[tuple[int, str]]] | None = None,
    same: Mapping[int, int] | None = None,
) -> Survey:
    """Look through a file; a second time where rows repeat a customer, to keep those of a customer of an earlier block.

    :param tables: returns the tables of the file
    :param code_header: header of the customer codes
    :param headers: headers of the columns whose notation is decided on the whole column
    :param legal_id_header: header of the legal ids, if accounts of one legal entity are to be compared
    :param after: line up to which the rows are done, perhaps in other blocks
    :param look: called with each table
    :param second_codes: returns the codes of the customers that have several, each with a number of its customer
    :param same: of a ``Survey`` of this file that was made before: what was one customer then, is one to the end
    """
    rows, hashes, keys, entities = 0, [], [], []
    words = {header: _Words() for header in headers}
    for table in tables():
        if look:
            look(table)
        codes = _codes(table, code_header)
        rows += len(codes)
        hashes.append(np.unique(_hashes([code_key(code) for code in codes if code])))
        keys.append(_hashes([_customer_key(code) for code in codes if code]))
        for header, found in words.items():
            found.add(pd.unique(table.words(header)))
        if legal_id_header:
            numbers = map(entity_key, table.words(legal_id_header))
            entities.append(np.array([number for number in numbers if number], dtype=np.int64))
    if same is None:
        same = _same_customers(keys, second_codes()) if second_codes else {}
    repeated = _repeated([_joined(some, same) for some in keys])
    parts, firsts = _later_rows(tables(), code_header, repeated, same, after) if len(repeated) else ((), {})
    codes = np.unique(np.concatenate(hashes)) if hashes else np.empty(0, dtype=np.uint64)
    distinct = {header: found.words() for header, found in words.items()}
    return Survey(rows, codes, distinct, parts, firsts, frozenset(_repeated(entities).tolist()), same)


def _repeated(arrays):
    """Return the values that several arrays have, or one of them several times."""
    if not arrays:
        return np.empty(0)
    values, counts = np.unique(np.concatenate(arrays), return_counts=True)
    return values[counts > 1]


def _same_customers(keys, codes):
    """Return ``same`` of a ``Survey``: the keys of the file that are of one customer, each with one of them.

    :param keys: arrays of hashes of the file's customer keys
    :param codes: (number of a customer, code) of the customers that have several
    """
    there, found = np.unique(np.concatenate(keys)) if keys else np.empty(0, dtype=np.uint64), []
    codes = iter(codes)
    while some := list(islice(codes, CODES_AT_A_TIME)):
        hashes = _hashes([_customer_key(bare(tidy(code))) for _number, code in some])
        part = pd.DataFrame({"customer": [number for number, _code in some], "key": hashes})
        found.append(part[np.isin(hashes, there)])
    if not found:
        return {}
    pairs = pd.concat(found).drop_duplicates()
    pairs = pairs[pairs.duplicated("customer", keep=False)]
    same = {}

    def root(key):
        while key in same:
            key = same[key]
        return key

    for _customer, group in pairs.groupby("customer")["key"]:
        first, *others = group.tolist()
        for other in others:
            if root(other) != root(first):
                same[root(other)] = root(first)
    return {key: root(key) for key in same}


def _joined(keys, same):
    """Return hashes of customer keys, those of one customer as one: array.

    :param same: of a ``Survey``
    """
    if not same or not len(keys):
        return keys
    old, new = (np.array(some, dtype=np.uint64) for some in zip(*sorted(same.items()), strict=True))
    at = np.minimum(np.searchsorted(old, keys), len(old) - 1)
    return np.where(old[at] == keys, new[at], keys)


def _later_rows(tables, code_header, repeated, same, after):
    """Return ``parts`` and ``firsts`` of a ``Survey``.

    :param repeated: hashes of the customer keys that several rows have
    :param same: of the ``Survey``
    :param after: line up to which the rows are done
    """
    seen, parts, firsts = {}, [], {}
    for table in tables:
        codes = _codes(table, code_header)
        keys = _joined(_hashes([_customer_key(code) for code in codes]), same)
        begin, later = max(table.lines[0], after + 1), []
        for row in np.flatnonzero(np.isin(keys, repeated)).tolist():
            line = table.lines[row]
            first = seen.setdefault(keys[row], line) if codes[row] else line
            if first < begin and first != line:
                firsts[line] = first
                later.append(row)
        if later:
            parts.append(take(table, later))
    return tuple(parts), firsts


def blocks(tables: Iterable[Table], found: Survey, after: int = 0) -> Iterator[tuple[Table, int]]:
    """Yield the blocks of a file, each with the line of the file after which the next one goes on.

    :param tables: of the file
    :param found: of the file
    :param after: line up to which the rows are done
    """
    waiting = defaultdict(list)  # line of a first row -> (part, row) of those that belong to it
    for number, part in enumerate(found.parts):
        for row, line in enumerate(part.lines):
            waiting[found.firsts[line]].append((number, row))
    for table in tables:
        last = table.lines[-1]
        if last <= after:
            continue
        own = [row for row, line in enumerate(table.lines) if line > after and line not in found.firsts]
        joined = defaultdict(list)
        if waiting:
            for row in own:
                for number, part_row in waiting.pop(table.lines[row], ()):
                    joined[number].append(part_row)
        pieces = [take(table, own)] if own else []
        pieces += [take(found.parts[number], rows) for number, rows in sorted(joined.items())]
        if pieces:
            yield joined_tables(pieces), last


def cut(table: Table, size: int) -> Iterator[Table]:
    """Yield a table as several of at most ``size`` rows."""
    for start in range(0, len(table.lines), size):
        yield take(table, range(start, min(start + size, len(table.lines))))


def take(table: Table, rows: Iterable[int]) -> Table:
    """Return a table of the rows at the positions ``rows``, in that order."""
    rows = list(rows)
    if len(rows) == len(table.lines) and rows == list(range(len(rows))):
        return table
    new = {row: position for position, row in enumerate(rows)}
    issues = tuple(replace(issue, row=new[issue.row]) for issue in table.issues if issue.row in new)
    lines = [table.lines[row] for row in rows]
    return replace(table, rows=table.rows.iloc[rows].reset_index(drop=True), lines=lines, issues=issues)


def joined_tables(tables: Sequence[Table]) -> Table:
    """Return several tables of the same columns as one, in the order of the file."""
    if len(tables) == 1:
        return tables[0]
    rows = pd.concat([table.rows for table in tables], ignore_index=True)
    lines = [line for table in tables for line in table.lines]
    offsets = np.cumsum([0, *(len(table.lines) for table in tables)])
    issues = tuple(
        replace(issue, row=issue.row + int(offset))
        for table, offset in zip(tables, offsets[:-1], strict=True)
        for issue in table.issues
    )
    whole = replace(tables[0], rows=rows, lines=lines, issues=issues)
    return take(whole, np.argsort(lines, kind="stable").tolist())


def entity_key(legal_id: str) -> int:
    """Return a number that the legal ids of one company share however they are written; 0 where there is none.

    >>> entity_key("552 081 317") == entity_key("55208131700018") == entity_key("552081317.0")
    True
    """
    digits = re.sub(r"\D", "", undamaged(bare(legal_id.strip())))
    return int(digits if len(digits) <= 9 else digits.zfill(14)[:9]) if digits else 0


class Reading:
    """A file that is being worked through, block by block; it can be taken up again after any of them.

    :param tables: the tables of the file
    :param found: of the file
    :param position: line up to which its rows are done
    :param rows: how many rows that are

    ``table`` is the last block, and ``lines`` are its lines: rows of one customer are in one block, so they may be
    from all over the file.
    """

    def __init__(self, tables: Iterable[Table], found: Survey, position: int = 0, rows: int = 0) -> None:
        self.survey, self.position, self.rows = found, position, rows
        self.lines: list[int] = []
        self.table: Table | None = None
        self.amounts: Amounts = {}  # of the plans so far, where another row may share them
        self._blocks = blocks(tables, found, position)

    @property
    def is_done(self) -> bool:
        """Whether every row was read."""
        return self.rows >= self.survey.rows

    def next_block(self) -> Table | None:
        """Return the next block; None after the last."""
        table, line = next(self._blocks, (None, self.position))
        self.position = line
        if table is not None:
            self.rows, self.lines, self.table = self.rows + len(table.lines), list(table.lines), table
        return table

    def remember(self, amounts: Amounts) -> None:
        """Keep those ``amounts`` of a ``Plan`` that rows of later blocks may share."""
        if not self.survey.entities:
            return
        shared = {key: value for key, value in amounts.items() if entity_key(key[1]) in self.survey.entities}
        self.amounts = {**shared, **self.amounts}


def survey_of(table: Table, code_header: str) -> Survey:
    """Return the ``Survey`` of a file that is one block: it needs no other words than its own."""
    codes = _codes(table, code_header)
    return Survey(len(codes), np.unique(_hashes([code_key(code) for code in codes if code])))


def _codes(table, header):
    """Return the customer codes of a table without quotes and guards, object array."""
    return np.array([*map(bare, table.words(header)), None], dtype=object)[:-1]


def customer_keys(table: Table, code_header: str, same: Mapping[int, int]) -> np.ndarray:
    """Return what rows share whose codes can mean one customer: array (customers) of uint64; other rows may share it
    too.

    :param same: of the ``Survey`` of the file
    """
    return _joined(_hashes([_customer_key(code) for code in _codes(table, code_header)]), same)


def customer_hashes(codes: Iterable[str]) -> np.ndarray:
    """Return a hash of what codes share that can mean one customer: array of uint64; others may share it too."""
    return _hashes([_customer_key(bare(tidy(code))) for code in codes])


def _customer_key(code):
    """Return what codes that can mean one customer share; others may share it too, which does no harm."""
    pairs = [form.split("-") for form in codes_behind(bare(code)) if form.count("-") == 1]
    if pairs:  # taken for a date: day and month, in any order
        return "date {} {}".format(*min(sorted(map(int, pair)) for pair in pairs))
    return loose(code.casefold())


def _hashes(words):
    return pd.util.hash_array(np.array(words, dtype=object), categorize=False)


class _Words:
    """Distinct words of one column, of each shape no more than ``WORDS_PER_SHAPE``."""

    def __init__(self):
        self.by_shape = defaultdict(dict)

    def add(self, words):
        for word in words:
            if word:
                known = self.by_shape[re.sub(r"\d", "9", word[:50])]
                if len(known) < WORDS_PER_SHAPE:
                    known[word] = None

    def words(self):
        return tuple(word for words in self.by_shape.values() for word in words)
