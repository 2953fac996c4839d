"""What an import will do: rows of the file against today's customers.

In: a ``Table``, the settings of its columns, ``Reference``, the matches of its codes and today's values of
the customers they mean. Out: a ``Plan``: what becomes of every row, each change with old and new value, and
everything there is to say. Nothing is written here; the check shows the plan, the import carries it out.

Work goes column by column on distinct words. Old and new values are compared in one pass over whole
columns; only cells that differ are looked at one by one.
"""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from .beside import Creation, NoPlace, creations
from .blocks import Amounts
from .bounds import shortened
from .convert import BLANK, converter
from .convert.base import UNKNOWN, bad
from .convert.currency import foreign_words
from .convert.groups import family_members
from .habits import Habits, column_words, find_habits
from .match import Match, code_key
from .message import ERROR, KEPT, WARNING, Issue, Message
from .names import cell_words
from .reference import NewRecord, Reference
from .table import Table
from .totals import total_lines

CREATED, UPDATED, UNCHANGED, REJECTED = "created", "updated", "unchanged", "rejected"

ALWAYS, IF_EMPTY, AT_CREATION, NEVER = "always", "if_empty", "at_creation", "never"

_EMPTY = (None, "", 0.0, ())  # what counts as nothing in Odoo
PERIOD = ("temporary_guarantee_from", "temporary_guarantee_to")  # fields
_DATES = frozenset(("date", "datetime"))  # kinds whose columns say of each other whether the day is first


@dataclass(frozen=True)
class ColumnSetting:
    """What to do with one column of the file.

    :param header: its header, as ``Table.header`` has it
    :param field: key of its field
    :param partner_field: the field of ``res.partner`` it is written to
    :param kind: kind of its converter
    :param policy: ``ALWAYS``, ``IF_EMPTY``, ``AT_CREATION`` or ``NEVER``
    :param protected: managed in Odoo: a value that differs is kept and reported
    :param clears: a blank cell clears the value (default: it keeps it)
    :param rejects: a word that cannot be understood rejects the row (default: its value is left out)
    :param options: options of the converter
    :param words: distinct words of the whole column, where the table is one block of a file and the notation is
        decided on all of it; empty: those of the table
    :param others: of the column of names: where it is blank, the columns to take the name from, best first; tuples of
        headers, of which those of one are joined
    :param habits: ``Habits`` of the column, of the file's first block; None: those of the table
    :param currencies: of a column of amounts: header of the column that says in which currency they are, "" without
    """

    header: str
    field: str
    partner_field: str
    kind: str
    policy: str = ALWAYS
    protected: bool = False
    clears: bool = False
    rejects: bool = False
    options: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    words: tuple[str, ...] = ()
    others: tuple[tuple[str, ...], ...] = ()
    habits: Habits | None = None
    currencies: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the other settings: a column may say two things, such as how and when to pay."""
        return self.header, self.field


@dataclass(frozen=True)
class Change:
    """One customer that the import creates or changes.

    :param row: position of its row in the table
    :param partner_id: 0 for a new customer
    :param values: partner field -> (old, new), typed; old is None for a new customer
    """

    row: int
    line: int
    code: str
    partner_id: int
    values: Mapping[str, tuple[Any, Any]]

    @property
    def action(self) -> str:
        return UPDATED if self.partner_id else CREATED


@dataclass(frozen=True)
class Plan:
    """What an import will do.

    :param outcomes: outcome of each row of the table, in order
    :param changes: ``Change`` per customer created or updated, in the order of the file
    :param issues: ``Issue`` in the order of the file
    :param amounts: protected amounts of legal entities, for the next block of the file
    :param columns_of: (header, key of the field) of the columns that name a record
    :param no_place: of each column with values that were not used
    """

    outcomes: tuple[str, ...]
    changes: tuple[Change, ...]
    issues: tuple[Issue, ...]
    amounts: Amounts = dataclasses.field(default_factory=dict)
    columns_of: Mapping[NewRecord, tuple[tuple[str, str], ...]] = dataclasses.field(default_factory=dict)
    no_place: tuple[NoPlace, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many rows ended as what; the four outcomes add up to the rows."""
        outcomes, severities = Counter(self.outcomes), Counter(issue.severity for issue in self.issues)
        return {
            "rows": len(self.outcomes),
            **{outcome: outcomes[outcome] for outcome in (CREATED, UPDATED, UNCHANGED, REJECTED)},
            "warnings": severities[WARNING],
            "kept": severities[KEPT],
        }

    @property
    def new_records(self) -> tuple[NewRecord, ...]:
        """The groups and terms that the changes need and Odoo does not have, each once."""
        found = {}
        for change in self.changes:
            for _old, new in change.values.values():
                for value in new if isinstance(new, tuple) else (new,):
                    if isinstance(value, NewRecord):
                        found.setdefault(value, value)
        return tuple(found)

    @property
    def creations(self) -> tuple[Creation, ...]:
        """What is created beside the customers, families of groups included."""
        return creations(self.changes, self.columns_of)

    def with_issues(self, issues: Iterable[Issue]) -> "Plan":
        """Return the plan with ``issues`` about whole columns before all others."""
        return replace(self, issues=(*issues, *self.issues))

    def given_up(self) -> "Plan":
        """Return the plan of an import that was to do everything or nothing, and had to do nothing."""
        issues = [
            Issue(change.row, change.line, change.code, "", "", ERROR, "", Message("given_up", {"line": change.line}))
            for change in self.changes
        ]
        changed = {change.row for change in self.changes}
        outcomes = tuple(REJECTED if row in changed else outcome for row, outcome in enumerate(self.outcomes))
        return Plan(outcomes, (), _in_order([*self.issues, *issues]))

    def without(self, refused: Mapping[int, str]) -> "Plan":
        """Return the plan as it went when Odoo refused some of its changes.

        :param refused: position of each row -> the reason, as Odoo words it
        """
        if not refused:
            return self
        outcomes = list(self.outcomes)
        issues = [issue for issue in self.issues if issue.severity != KEPT or issue.row not in refused]
        for change in self.changes:
            if change.row in refused:
                outcomes[change.row] = REJECTED
                message = Message("refused_by_odoo", {"line": change.line, "reason": refused[change.row]})
                issues.append(Issue(change.row, change.line, change.code, "", "", ERROR, "", message))
        changes = tuple(change for change in self.changes if change.row not in refused)
        return replace(self, outcomes=tuple(outcomes), changes=changes, issues=_in_order(issues))


def make_plan(
    table: Table,
    settings: Iterable[ColumnSetting],
    reference: Reference,
    matches: Mapping[str, Match],
    today: pd.DataFrame,
    reactivate: bool = False,
    amounts: Amounts | None = None,
) -> Plan:
    """Plan the import of a table.

    :param table: n rows
    :param settings: of the mapped columns, ``code`` and ``name`` among them
    :param matches: of every code of the table (``code_column`` gives them)
    :param today: indexed by partner id, one object column per partner field of the settings plus
        ``country`` (ISO code); empty values are None; records as ids, several as tuples of ids
    :param reactivate: bring archived customers of the file back
    :param amounts: of the plans of earlier blocks
    """
    return _Planner(table, settings, reference, matches, today, reactivate, amounts).plan()


def code_column(table: Table, settings: Iterable[ColumnSetting]) -> np.ndarray:
    """Return the customer code of each row: object array (n), "" where the cell is blank."""
    setting, *_others = with_habits(table, [setting for setting in settings if setting.field == "code"])
    return column_words(table, setting.header, setting.habits)


def with_habits(table: Table, settings: Iterable[ColumnSetting]) -> list[ColumnSetting]:
    """Return the settings with the ``Habits`` of their columns, found in ``table`` where they have none."""
    if all(setting.habits for setting in settings):
        return list(settings)
    found = find_habits(table, settings)
    return [setting if setting.habits else replace(setting, habits=found[setting.key]) for setting in settings]


class _Planner:
    """One planning; each method is one step of ``plan`` and leaves its result for the next."""

    def __init__(self, table, settings, reference, matches, today, reactivate, amounts):
        self.table, self.reference, self.reactivate = table, reference, reactivate
        settings = with_habits(table, settings)
        self.settings = [setting for setting in settings if setting.field != "code"]
        self.code_setting = next(setting for setting in settings if setting.field == "code")
        self.lines = np.asarray(table.lines)
        codes = code_column(table, settings)
        self.words = {each.key: cell_words(table, each) for each in self.settings}
        self.distinct = {key: pd.factorize(words) for key, words in self.words.items()}  # numbers, words
        self.matches = [matches.get(code) for code in codes]
        settled = [(found and found.code) or code for code, found in zip(codes, self.matches, strict=True)]
        self.codes = np.array(settled, dtype=object)
        self.partner_ids = np.array([found.partner_id if found else 0 for found in self.matches], dtype=np.int64)
        self.today = today
        self.known = self.partner_ids > 0
        self.places = today.index.get_indexer(self.partner_ids[self.known])  # of the known customers, in ``today``
        self.earlier_amounts, self.amounts = amounts or {}, {}
        self.converters = {}  # header -> converter
        self.issues = []
        self.rejected = np.zeros(len(self.codes), dtype=bool)
        self.changes = defaultdict(dict)  # row -> {partner field: (old, new)}
        self.members_of = {}  # family id -> ids of its groups
        self.columns_of = defaultdict(tuple)  # NewRecord -> its columns: (header, field)
        self.no_place = []
        self.unusable = {}  # key of a setting -> rows (bool, n) that hold something of which nothing is used

    def plan(self):
        self.take_over_issues()
        self.check_totals()
        self.check_codes()
        self.countries = self.row_countries()
        self.find_twins()
        values = {setting.key: self.convert(setting) for setting in self.settings if setting.policy != NEVER}
        self.check_names(values)
        self.check_period(values)
        self.live = self.live_rows()
        for partner_field, settings in self.by_partner_field().items():
            if settings[0].kind == "groups":
                self.plan_groups(partner_field, settings, values)
            else:
                self.plan_field(partner_field, settings, values)
        self.compare_legal_entities(values)
        if self.reactivate:
            for row in np.flatnonzero(self.live):
                if not self.matches[row].active:
                    self.changes[row]["active"] = (False, True)
        return self.result()

    # -- rows --

    def take_over_issues(self):
        """Take over what reading the file had to say of rows and of the columns that are mapped."""
        mapped = {setting.header: setting.field for setting in (self.code_setting, *self.settings)}
        for issue in self.table.issues:
            if not issue.column or issue.column in mapped:
                code, key = shortened(self.codes[issue.row]), mapped.get(issue.column, "")
                self.issues.append(replace(issue, code=code, field=key, partner_id=int(self.partner_ids[issue.row])))
                self.rejected[issue.row] |= issue.severity == ERROR

    def check_totals(self):
        """Reject rows that are totals of others; a code that a customer in Odoo has is theirs."""
        setting = next(setting for setting in self.settings if setting.field == "name")
        names = self.words[setting.key]
        for row in np.flatnonzero(total_lines(self.codes, names) & ~self.known & ~self.rejected):
            cells = filter(None, (self.codes[row], names[row]))
            self.reject(row, "total_line", text=" | ".join(map(shortened, cells)))

    def check_codes(self):
        """Reject rows without a code and rows whose code fits several customers; say what was repaired."""
        for row, (code, found) in enumerate(zip(self.codes, self.matches, strict=True)):
            if self.rejected[row]:
                continue
            if not code:
                self.reject(row, "missing_code")
            elif found.message:
                self.rejected[row] = found.ambiguous or found.lost
                self.say(row, ERROR if self.rejected[row] else WARNING, found.message, self.code_setting)
            if code and not found.active:
                variant = "archived_customer.back" if self.reactivate else "archived_customer"
                self.say(row, WARNING, Message(variant, {"code": code}), self.code_setting)

    def find_twins(self):
        """Find the rows that repeat an earlier row of their customer, and reject those that differ.

        Rows that differ in their groups alone are united by ``plan_groups``.
        """
        keys = [partner or code_key(code) for partner, code in zip(self.partner_ids.tolist(), self.codes, strict=True)]
        rows = np.flatnonzero(~self.rejected)
        numbers, _distinct = pd.factorize(np.array(keys, dtype=object)[rows])
        first_of = np.arange(len(keys))
        first_of[rows] = rows[np.unique(numbers, return_index=True)[1][numbers]]
        later = np.flatnonzero(first_of != np.arange(len(keys)))
        groups = [setting for setting in self.settings if setting.kind == "groups"]
        single = [setting for setting in self.settings if setting.kind != "groups"]
        same = self.equal_rows(single, later, first_of[later])
        same_groups = self.equal_rows(groups, later, first_of[later])
        self.first_of = {}  # row that repeats -> the row that counts
        self.united = defaultdict(list)  # row that counts -> rows whose groups join it
        for row, first, equal, equal_groups in zip(later, first_of[later], same, same_groups, strict=True):
            details = {"code": self.codes[row], "first": int(self.lines[first])}
            if not equal:
                self.reject(row, "duplicate_in_file", **details)
                continue
            self.first_of[row] = first
            if not equal_groups:
                self.united[first].append(row)
            variant = "same" if equal_groups else "groups"
            self.say(row, WARNING, Message(f"duplicate_in_file.{variant}", details))

    def equal_rows(self, settings, rows, others):
        """Return whether the cells of some columns mean the same in ``rows`` and ``others``: bool (len(rows))."""
        equal = np.ones(len(rows), dtype=bool)
        for setting in settings:
            cells, countries = self.words[setting.key], self.countries
            differing = np.flatnonzero(equal & (cells[rows] != cells[others]))
            kind = self.converter(setting)
            for at in differing:
                row, other = rows[at], others[at]
                one, two = (kind.clean(cells[it], countries[it]).value if cells[it] else None for it in (row, other))
                equal[at] = one is not None and one == two
        return equal

    def check_names(self, values):
        """Reject new customers without a name; a known customer keeps its own."""
        setting = next(setting for setting in self.settings if setting.field == "name")
        names = values.get(setting.key, np.full(len(self.codes), None, dtype=object))
        for row in np.flatnonzero(pd.isna(names) & (self.partner_ids == 0) & ~self.rejected):
            self.reject(row, "missing_name", code=self.codes[row])

    def check_period(self, values):
        """Leave out the dates of guarantees that end before they begin, and guarantees whose dates cannot be used.

        :param values: dict key of a setting -> array (n), changed in place
        """
        begin, end, amount = (self.converted(field, values) for field in (*PERIOD, "temporary_guarantee"))
        if begin and end:
            starts, ends = values[begin.key], values[end.key]
            for row in np.flatnonzero(~pd.isna(starts) & ~pd.isna(ends)):
                if ends[row] < starts[row]:
                    start = self.words[begin.key][row]
                    self.leave_out(row, end, ends, "ends_before_start", start=start)
                    starts[row], self.unusable[begin.key][row] = None, True
        if amount:
            unusable = np.any([self.unusable[one.key] for one in (begin, end) if one], axis=0)
            for row in np.flatnonzero(unusable & np.array([bool(value) for value in values[amount.key]], dtype=bool)):
                self.leave_out(row, amount, values[amount.key], "guarantee_without_dates")

    def converted(self, field, values):
        """Return the setting of a field whose column was converted, None without one."""
        return next((one for one in self.settings if one.field == field and one.key in values), None)

    def leave_out(self, row, setting, values, kind, **details):
        """Leave a value of a column out, and say why.

        :param values: array (n) of the column, changed in place
        """
        values[row], self.unusable[setting.key][row] = None, True
        if not self.rejected[row]:
            self.say_cell(row, setting, bad(kind, self.words[setting.key][row], **details))

    def live_rows(self):
        """Return the rows (bool, n) that are carried out: neither rejected nor a repetition of another."""
        live = ~self.rejected
        for row, first in self.first_of.items():
            live[row] = False
            if self.rejected[first] and not self.rejected[row]:
                self.reject(row, "duplicate_in_file.rejected", code=self.codes[row], first=int(self.lines[first]))
        return live

    # -- columns --

    def row_countries(self):
        """Return the ISO code of each row's country: the file's, else today's, else ""; ``UNKNOWN`` where it says
        another that nobody knows: the company's own rules are not those of that one.
        """
        countries = self.old("country")
        setting = next((setting for setting in self.settings if setting.field == "country"), None)
        if setting:
            iso = {country.id: country.code for country in self.reference.countries}
            kind, (numbers, distinct) = self.converter(setting), self.distinct[setting.key]
            cells = [kind.clean(word) if word else BLANK for word in distinct]
            meant = np.array([*(iso.get(cell.value) for cell in cells), None], dtype=object)[:-1]
            unknown = np.array([cell.bad for cell in cells], dtype=bool)[numbers]
            countries = np.where(pd.isna(meant[numbers]), countries, meant[numbers])
            countries = np.where(pd.isna(countries) & unknown, UNKNOWN, countries)
        return np.where(pd.isna(countries), "", countries)

    def converter(self, setting):
        """Return the converter of a column, made once: it looks at all its words and at all that they can mean."""
        if setting.key not in self.converters:
            options = setting.options
            if setting.kind in _DATES:
                others = (other for other in self.settings if other.kind in _DATES and other.key != setting.key)
                options = {**options, "beside": tuple(chain.from_iterable(map(self.column_words, others)))}
            self.converters[setting.key] = converter(
                setting.kind, self.column_words(setting), self.reference, **options
            )
        return self.converters[setting.key]

    def column_words(self, setting):
        """Return the distinct words of a column, blanks left out: of the whole file, where they are known."""
        return setting.words or [word for word in self.distinct[setting.key][1] if word]

    def convert(self, setting):
        """Return the typed values of a column: object array (n), None where blank or not understood."""
        kind = self.converter(setting)
        numbers, distinct = self.distinct[setting.key]
        pairs = [(word, "") for word in distinct]
        if kind.needs_country:
            countries, isos = pd.factorize(self.countries)
            numbers, found = pd.factorize(numbers * len(isos) + countries)
            pairs = [(distinct[pair // len(isos)], isos[pair % len(isos)]) for pair in found.tolist()]
        cells = [kind.clean(word, country) if word else BLANK for word, country in pairs]
        values = np.empty(len(cells), dtype=object)
        values[:] = [cell.value for cell in cells]
        self.note_new_records(setting, values)
        for number, cell in enumerate(cells):
            if cell.message:
                for row in np.flatnonzero((numbers == number) & ~self.rejected):
                    self.say_cell(row, setting, cell)
        unusable = np.array([cell.value is None and cell.message is not None for cell in cells], dtype=bool)
        self.unusable[setting.key] = unusable[numbers]
        return self.without_foreign(setting, values[numbers]) if setting.currencies else values[numbers]

    def without_foreign(self, setting, values):
        """Return amounts without those in another currency than the company's, as the column of currencies says.

        :param values: array (n); an amount of zero is the same in any currency
        """
        own, beside = self.reference.currency, self.table.words(setting.currencies)
        foreign = foreign_words(pd.unique(beside), own) if own else ()
        for row in np.flatnonzero(
            [word in foreign and bool(value) for word, value in zip(beside, values, strict=True)]
        ):
            details = {"currency": own, "beside": setting.currencies, "other": beside[row]}
            self.leave_out(row, setting, values, "foreign_currency.beside", **details)
        return values

    def note_new_records(self, setting, values):
        """Note of which column the records are that Odoo does not have.

        :param values: array of the distinct values of the column
        """
        for value in values:
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, NewRecord) and setting.key not in self.columns_of[one]:
                    self.columns_of[one] += (setting.key,)

    def say_cell(self, row, setting, cell):
        rejects = cell.bad and setting.rejects
        self.say(row, ERROR if rejects else WARNING, cell.message, setting)
        self.rejected[row] |= rejects

    def by_partner_field(self):
        """Return the settings that write each partner field; the first with a value wins (phone, then mobile)."""
        found = defaultdict(list)
        for setting in self.settings:
            if setting.policy != NEVER:
                found[setting.partner_field].append(setting)
        return found

    def plan_field(self, partner_field, settings, values):
        """Compare one field of all customers and note what changes."""
        setting, new = settings[0], values[settings[0].key]
        old = self.old(partner_field)
        for other in settings[1:]:  # of a mobile where there is no other phone: a blank cell keeps what is there
            filled = self.known & np.array([value not in _EMPTY for value in old], dtype=bool)
            used = np.where(pd.isna(new) & ~filled, values[other.key], new)
            self.note_no_place(other, values[other.key], np.where(pd.isna(used), old, used))
            new = used
        blank = pd.isna(new)
        for row in np.flatnonzero(self.live & ~self.known & ~blank):
            self.changes[row][partner_field] = (None, new[row])
        differs = self.live & self.known & (old != new)
        if setting.clears and not setting.protected and setting.field not in ("code", "name"):
            for row in np.flatnonzero(differs & blank & ~self.unusable[setting.key]):
                if setting.policy == ALWAYS and old[row] not in _EMPTY:
                    self.changes[row][partner_field] = (old[row], None)
        self.plan_updates(partner_field, setting, old, new, np.flatnonzero(differs & ~blank))

    def note_no_place(self, setting, values, used):
        """Note the values of a column that were not used, because there is another one in their field.

        :param values: of the column, array (n)
        :param used: what each row's customer has in the field instead, array (n)
        """
        kind = self.converter(setting)
        rows = [
            row
            for row in np.flatnonzero(self.live & ~pd.isna(values) & (values != used))
            if not kind.same(used[row], values[row], self.countries[row])
        ]
        if rows:
            value = self.table.rows[setting.header].iat[rows[0]]
            line = int(self.lines[rows[0]])
            self.no_place.append(NoPlace(setting.header, setting.field, len(rows), line, value))

    def plan_updates(self, partner_field, setting, old, new, rows):
        """Note the updates of one field in the rows whose values differ as they stand."""
        if not len(rows) or (setting.policy == AT_CREATION and not setting.protected):
            return
        kind = converter(setting.kind, (), self.reference, **setting.options)
        for row in rows:
            before, after = old[row], new[row]
            if before not in _EMPTY:
                if kind.same(before, after, self.countries[row]):
                    continue
                after = kind.merge(before, after)
                if after == before:
                    continue
            if setting.protected:
                self.keep(row, setting, before, after, kind)
            elif setting.policy == ALWAYS or before in _EMPTY:
                self.changes[row][partner_field] = (before, after)

    def keep(self, row, setting, old, new, kind):
        """Report a protected value that stays."""
        shown = old if isinstance(old, float) else kind.show(old) if old is not None else ""
        details = {"old": shown, "new": new if isinstance(new, float) else kind.show(new)}
        self.say(row, KEPT, Message("kept" if old not in _EMPTY else "kept.empty", details), setting)

    def plan_groups(self, partner_field, settings, values):
        """Note the groups that customers gain and lose: the columns of a family speak together, for it alone."""
        old, gained = self.old(partner_field), {}  # gained: what equal rows come to, each once
        for row in np.flatnonzero(self.live):
            rows, before = [row, *self.united.get(row, ())], old[row] or ()
            named = tuple(self.named_groups(each, values[each.key], rows) for each in settings)
            new = tuple(value.name for groups in named for value in groups or () if isinstance(value, NewRecord))
            key = self.known[row], before, named, new  # equal new groups may be spelt in several ways
            if key not in gained:
                gained[key] = self.groups_after(settings, *key[:-1])
            if set(gained[key]) != set(before):
                self.changes[row][partner_field] = (tuple(before) or None, gained[key])

    def named_groups(self, setting, values, rows):
        """Return the groups that a column names in the rows of a customer, None where it names some and none is used.

        :param values: array (n) of the column's values
        """
        named = tuple(value for row in rows for value in values[row] or ())
        return None if not named and self.unusable[setting.key][rows].any() else named

    def groups_after(self, settings, known, before, named):
        """Return the groups of a customer after the import.

        :param known: whether Odoo has the customer
        :param before: today's groups
        :param named: tuple of what ``named_groups`` returns for each of the ``settings``
        """
        after, in_row = list(before), defaultdict(set)  # in_row: family -> its groups that are named
        for setting, groups in zip(settings, named, strict=True):
            in_row[setting.options.get("family_id", 0)].update(groups or ())
        for setting, groups in zip(settings, named, strict=True):
            if not self.groups_apply(setting, known, before, groups):
                continue
            if setting.options.get("removes", True) and known:
                stay = in_row[setting.options.get("family_id", 0)]
                after = [group for group in after if group in stay or not self.in_family(group, setting)]
            after += [value for value in dict.fromkeys(groups) if value not in after]
        return tuple(after)

    def compare_legal_entities(self, values):
        """Say where accounts of one legal entity (same legal id; in France same Siren) have different amounts."""
        legal_ids = next((values.get(one.key) for one in self.settings if one.field == "legal_id"), None)
        amounts = [one for one in self.settings if one.protected and one.kind == "amount" and one.key in values]
        if legal_ids is None or not amounts:
            return
        for row in np.flatnonzero(self.live & ~pd.isna(legal_ids)):
            entity = legal_entity(legal_ids[row])
            for setting in amounts:
                self.compare_amount(setting, values[setting.key][row], row, entity, legal_ids[row])

    def compare_amount(self, setting, amount, row, entity, legal_id):
        """Say where the amount of an account is another than that of the first of its legal entity that has one."""
        if amount is None:
            return
        key = setting.header, entity
        first, other = self.earlier_amounts.get(key) or self.amounts.setdefault(key, (int(self.lines[row]), amount))
        if amount != other:
            details = {"value": amount, "first": first, "other": other, "legal_id": legal_id}
            self.say(row, WARNING, Message("conflicting_amounts", details), setting)

    def groups_apply(self, setting, known, before, named):
        """Say whether a groups column has something to say about a customer, see ``groups_after``."""
        if named is None:
            return False
        if not known:
            return bool(named)
        if setting.policy == AT_CREATION or not (named or setting.clears):
            return False
        return setting.policy == ALWAYS or not any(self.in_family(group, setting) for group in before)

    def in_family(self, group, setting):
        """Say whether a group lives, at any depth, in the family of a groups column."""
        return group in self.members(setting.options.get("family_id", 0))

    def members(self, family_id):
        """Return the ids of the groups of a family."""
        if family_id not in self.members_of:
            self.members_of[family_id] = {group.id for group in family_members(self.reference.groups, family_id)}
        return self.members_of[family_id]

    def old(self, column):
        """Return today's value of each row's customer: object array (n), None for new customers."""
        old = np.full(len(self.codes), None, dtype=object)
        if column in self.today:
            old[self.known] = self.today[column].to_numpy(dtype=object)[self.places]
        return old

    # -- what is said, and the result --

    def say(self, row, severity, message, setting=None):
        header, key = (setting.header, setting.field) if setting else ("", "")
        value = shortened(self.table.rows[header].iat[row]) if header else ""
        line = int(self.lines[row])
        message = replace(message, details={**message.details, "line": line, "column": header})
        partner_id = int(self.partner_ids[row])
        code = shortened(self.codes[row])
        self.issues.append(Issue(int(row), line, code, header, key, severity, value, message, partner_id))

    def reject(self, row, kind, **details):
        self.rejected[row] = True
        setting = {"missing_code": self.code_setting}.get(kind)
        self.say(row, ERROR, Message(kind, details), setting)

    def result(self):
        code_field = self.code_setting.partner_field
        outcomes = np.where(self.rejected, REJECTED, UNCHANGED).astype(object)
        changes = []
        for row in np.flatnonzero(self.live):
            values, partner_id = self.changes.get(row, {}), int(self.partner_ids[row])
            if not partner_id:
                values = {code_field: (None, self.codes[row]), **values}
            if values:
                changes.append(Change(int(row), int(self.lines[row]), self.codes[row], partner_id, values))
                outcomes[row] = changes[-1].action
        issues = _in_order(self.issues)
        return Plan(tuple(outcomes), tuple(changes), issues, self.amounts, self.columns_of, tuple(self.no_place))


def legal_entity(legal_id: str) -> str:
    """Return what the accounts of one company share of their legal id: the Siren of a Siret, else all of it."""
    return legal_id[:9] if len(legal_id) == 14 and legal_id.isdecimal() else legal_id


def _in_order(issues):
    return tuple(sorted(issues, key=lambda issue: issue.row))
