"""What planning comes to: ``Plan`` and its ``Change``s, which the check shows and the import carries out."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ..beside import Creation, NoPlace, creations
from ..blocks import Amounts
from ..message import ERROR, KEPT, WARNING, Issue, Message
from ..reference import NewRecord

CREATED, UPDATED, UNCHANGED, REJECTED = "created", "updated", "unchanged", "rejected"
LINES = "lines"  # key of the facts that are lines of the file
LINKED = "linked"  # what is done to a customer who was there without the code of the row; the row is updated


@dataclass(frozen=True)
class Change:
    """One customer that the import creates or changes.

    :param row: position of its row in the table
    :param partner_id: 0 for a new customer
    :param values: partner field -> (old, new), typed; old is None for a new customer
    :param linked: the customer was there without the code of the row and gets it: what speaks for it; None otherwise
    :param second: they have another code, so that they get it as a second one
    :param reasons: partner field -> key of the ``Message`` that says why a value was derived by a rule
    """

    row: int
    line: int
    code: str
    partner_id: int
    values: Mapping[str, tuple[Any, Any]]
    linked: tuple[str, ...] | None = None
    second: bool = False
    reasons: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def action(self) -> str:
        if self.linked is not None:
            return LINKED
        return UPDATED if self.partner_id else CREATED

    @property
    def evidence(self) -> tuple[str, ...]:
        """What speaks for a linked customer being that of the row."""
        return self.linked or ()


class SecondCode(NamedTuple):
    """A code that a customer gets beside their own, and the line of the file that has it."""

    code: str
    partner_id: int
    line: int


@dataclass(frozen=True)
class Plan:
    """What an import will do.

    :param outcomes: outcome of each row of the table, in order
    :param changes: ``Change`` per customer created or updated, in the order of the file
    :param issues: ``Issue`` in the order of the file
    :param amounts: protected amounts of legal entities, for the next block of the file
    :param columns_of: (header, key of the field) of the columns that name a record
    :param no_place: of each column with values that were not used
    :param second_codes: codes that customers get beside their own, by row, also of rows that repeat another
    :param said_new: codes of which a person said that they are new customers
    :param same_entity: how many new customers are further accounts of a company
    :param facts: numbers that another addon adds to the report, as ``Derived`` has them
    """

    outcomes: tuple[str, ...]
    changes: tuple[Change, ...]
    issues: tuple[Issue, ...]
    amounts: Amounts = dataclasses.field(default_factory=dict)
    columns_of: Mapping[NewRecord, tuple[tuple[str, str], ...]] = dataclasses.field(default_factory=dict)
    no_place: tuple[NoPlace, ...] = ()
    same_entity: int = 0
    second_codes: Mapping[int, SecondCode] = dataclasses.field(default_factory=dict)
    said_new: tuple[str, ...] = ()
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows ended as what; the four outcomes add up to the rows."""
        outcomes, severities = Counter(self.outcomes), Counter(issue.severity for issue in self.issues)
        return {
            "rows": len(self.outcomes),
            **{outcome: outcomes[outcome] for outcome in (CREATED, UPDATED, UNCHANGED, REJECTED)},
            "linked": sum(change.action == LINKED for change in self.changes),
            "same_entity": self.same_entity,
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
        return Plan(outcomes, (), in_order([*self.issues, *issues]))

    def without(self, refused: Mapping[int, str]) -> "Plan":
        """Return the plan as it went when Odoo refused some of its changes.

        :param refused: position of each row -> the reason, as Odoo words it
        """
        if not refused:
            return self
        outcomes = list(self.outcomes)
        issues = [issue for issue in self.issues if issue.severity != KEPT or issue.row not in refused]
        written: dict[int, Any] = {**self.second_codes, **{change.row: change for change in self.changes}}
        for row in sorted(refused.keys() & written.keys()):
            outcomes[row], one = REJECTED, written[row]
            message = Message("refused_by_odoo", {"line": one.line, "reason": refused[row]})
            issues.append(Issue(row, one.line, one.code, "", "", ERROR, "", message))
        changes = tuple(change for change in self.changes if change.row not in refused)
        return replace(self, outcomes=tuple(outcomes), changes=changes, issues=in_order(issues))


def in_order(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Return issues in the order of the file; those of one row stay in the order in which they were found."""
    return tuple(sorted(issues, key=lambda issue: issue.row))
