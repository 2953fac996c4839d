"""Recognition measured on the header lists of ``fixtures/headers``.

In: the lists. Out: a ``Score`` by language, and a table of them as text. Used by the tests and by whoever
wants the numbers: ``print(report())``.
"""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import made_values
import pandas as pd

from odoo.addons.dso_smart_upload.pipeline.recognise import LABELS, suggest

FOLDER = Path(__file__).parents[1] / "fixtures" / "headers"
LISTS = (
    "known",
    "train",
    "held_out",
    "documented",
    "later",
    "final",
    "wide",
    "wide_held_out",
    "wide_later",
    "unseen",
    "unseen_later",
    "unseen_last",
)
MADE_VALUES = ("wide", "wide_held_out", "wide_later")  # lists without sample values, for which some are made
# Fields that the labels of a file of lists do not know: what is suggested for them is not counted.
UNLABELLED = {
    "known": frozenset(
        ("insurer_reference", "temporary_guarantee", "temporary_guarantee_from", "temporary_guarantee_to")
    )
}


@dataclass(frozen=True)
class Column:
    """One column of one list.

    :param right: the right field, "" for none
    :param suggested: the suggested one
    :param also: fields that are as defensible
    """

    system: str
    language: str
    header: str
    right: str
    suggested: str
    also: tuple = ()

    @property
    def is_right(self):
        """Whether the suggestion is the label, or another reading that is as good."""
        return self.suggested in (self.right, *self.also)


@dataclass(frozen=True)
class Score:
    """How well columns were recognised.

    :param with_field: columns that have a field
    :param right: of these, those that got it
    :param without: columns that have none
    :param filled: of these, those that got one
    :param wrong_keys: columns that got the customer code and are not it
    """

    with_field: int
    right: int
    without: int
    filled: int
    wrong_keys: int

    @property
    def recall(self):
        return self.right / self.with_field if self.with_field else 1.0

    @property
    def false(self):
        return self.filled / self.without if self.without else 0.0


def read(name):
    """Return the lists of ``fixtures/headers/<name>.json``."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def recognised(name, values=False):
    """Return a ``Column`` for every column of the lists ``name``, as a tuple.

    :param values: recognise with the sample values; lists without are left out
    """
    unlabelled = UNLABELLED.get(name, frozenset())
    columns = []
    for one in read(name):
        if values and name in MADE_VALUES:
            one = {**one, "rows": made_values.rows(one["headers"])}
        if values and "rows" not in one:
            continue
        headers = [column["header"] for column in one["headers"]]
        for column, suggestion in zip(one["headers"], _suggest(one, headers, values), strict=True):
            right, *also = (field if field in LABELS else "" for field in (column["target"], *column.get("also", ())))
            if suggestion.field not in unlabelled:
                columns.append(
                    Column(one["system"], one["lang"], column["header"], right, suggestion.field, tuple(also))
                )
    return tuple(columns)


def _suggest(one, headers, values):
    if one["kind"] == "alternatives":
        return [suggest([header])[0] for header in headers]
    return suggest(headers, pd.DataFrame(one["rows"], dtype=str) if values else None)


def score(columns):
    """Return the ``Score`` of ``columns``."""
    counted = Counter()
    for column in columns:
        counted["with_field" if column.right else "without"] += 1
        counted["right"] += bool(column.right) and column.is_right
        counted["filled"] += not column.right and not column.is_right
        counted["wrong_keys"] += column.suggested == "code" and not column.is_right
    return Score(*(counted[part] for part in ("with_field", "right", "without", "filled", "wrong_keys")))


def report():
    """Return a table of the scores of all lists by language, as text."""
    lines = [f"{'lists':28}{'language':10}{'recall':>16}{'wrongly filled':>18}{'wrong keys':>12}"]
    for name in (*LISTS, "all lists"):
        for values in (False, True):
            names = LISTS if name == "all lists" else (name,)
            columns = [column for one in names for column in recognised(one, values)]
            title = f"{name}, with values" if values else name
            for language in sorted({column.language for column in columns}):
                lines.append(_line(title, language, [c for c in columns if c.language == language]))
            if columns:
                lines.append(_line(title, "all", columns))
    return "\n".join(lines)


def _line(title, language, columns):
    found = score(columns)
    recall = f"{found.right}/{found.with_field} {found.recall:7.1%}"
    false = f"{found.filled}/{found.without} {found.false:6.1%}"
    return f"{title:28}{language:10}{recall:>16}{false:>18}{found.wrong_keys:>12}"
