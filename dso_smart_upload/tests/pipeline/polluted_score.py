"""How well polluted files are read: the share of cells that are right, and of those that are wrong without a word.

In: the files of ``polluted_files``. Out: a ``Score`` for each kind of fault. Used by the tests and by
``script/benchmark reading``.

A cell of a customer is *right* when it stands on its line under its name; *wrong and said* when the row has a warning
or the notes name it; *wrong and silent* otherwise, as are the cells of customers that are none and of lost ones. Cells
of rejected rows and refused files are *rejected*.

``points`` is a score from 0 to 10 as the public benchmark Pollock computes it (Vitagliano et al., "Pollock: A data
loading benchmark", VLDB 2023): the sum of ten means over all files, of success and of precision, recall and F1 of the
header's cells, of whole records, and of cells, each taken as a multiset. Rejected rows count as they would be read.
"""

from collections import Counter
from dataclasses import dataclass

from polluted_files import KINDS, files

from odoo.addons.dso_smart_upload.pipeline.characters import tidy
from odoo.addons.dso_smart_upload.pipeline.message import ERROR, FileError
from odoo.addons.dso_smart_upload.pipeline.table import read_table

RIGHT, REJECTED, SAID, SILENT = "right", "rejected", "wrong, said", "wrong, silent"
# that the names may be other ones, and which rows stand below other ones
_OF_NAMES = ("no_header", "two_line_header", "nameless_column", "short_header", "repeated_header", "fixed_width_unsure")


@dataclass(frozen=True)
class Score:
    """What became of the cells of some files: counts by ``RIGHT``, ``REJECTED``, ``SAID``, ``SILENT``, and points."""

    counts: Counter
    points: float
    files: int

    @property
    def right(self):
        """The share of cells that are right."""
        return self.counts[RIGHT] / max(self.counts.total(), 1)


def score(kind, sources=None):
    """Return the ``Score`` of a kind of fault."""
    counts, points, number = Counter(), 0.0, 0
    for polluted in files(kind, sources):
        table = opened(polluted.content)
        counts += verdicts(polluted, table)
        points += file_points(polluted, table)
        number += 1
    return Score(counts, points / max(number, 1), number)


def opened(content):
    """Return the table in a file, ``None`` when it is refused."""
    try:
        return read_table(content, "customers.csv")
    except FileError:
        return None


def verdicts(polluted, table):
    """Return how many cells came out how, ``Counter``."""
    width = len(next(iter(polluted.rows.values()), ()))
    counts = Counter()
    if table is None:
        counts[REJECTED] += width * sum(line not in polluted.unsure for line in polluted.rows)
        return counts
    said = {issue.line for issue in table.issues}
    rejected = {issue.line for issue in table.issues if issue.severity == ERROR}
    noted = {note.kind for note in table.notes}
    named = {note.details["line"] for note in table.notes if "line" in note.details}
    are_names_said = not noted.isdisjoint(_OF_NAMES)
    found = dict(zip(table.lines, _by_name(polluted.header, table), strict=True))
    for line, cells in polluted.rows.items():
        if line not in found:
            if line not in polluted.unsure:
                is_said = line in named or ("other_columns" in noted and line > min(named))
                counts[SAID if is_said else SILENT] += width
            continue
        if line in rejected:
            counts[REJECTED] += 0 if line in polluted.unsure else width
            continue
        if found[line] == polluted.others.get(line):
            counts[RIGHT] += width
            continue
        right = sum(tidy(one or "") == tidy(other) for one, other in zip(found[line], cells, strict=True))
        counts[RIGHT] += right
        counts[SAID if line in said or are_names_said else SILENT] += width - right
    for line in set(found) - set(polluted.rows) - rejected:
        if found[line] != polluted.others.get(line):
            counts[SAID if line in said else SILENT] += width or len(table.header)
    return counts


def _by_name(header, table):
    """Return the rows of ``table`` with the cells under each name of ``header``, ``None`` where it has no such name."""
    rows = table.rows.to_numpy().tolist()
    if not header:
        return rows and [row[: len(table.header)] for row in rows]
    places, used = [], set()
    for name in header:
        place = next((at for at, one in enumerate(table.header) if at not in used and tidy(one) == tidy(name)), None)
        used.add(place)
        places.append(place)
    return [[None if place is None else row[place] for place in places] for row in rows]


def file_points(polluted, table):
    """Return the points of one file, 0 to 10."""
    if table is None:
        return 0.0 if polluted.is_table else 10.0
    rows = [tuple(map(str.strip, row)) for row in table.rows.to_numpy().tolist()]
    truth = [tuple(map(str.strip, row)) for row in polluted.rows.values()]
    header = table.header if table.header_line else []
    measured = [
        _measures(polluted.header, header) if polluted.header else (1.0, 1.0, 1.0),
        _measures(truth, rows),
        _measures([cell for row in truth for cell in row], [cell for row in rows for cell in row]),
    ]
    return 1.0 + sum(map(sum, measured))


def _measures(truth, found):
    """Return precision, recall and F1."""
    if not truth:
        return 1.0, 1.0, 1.0
    common = (Counter(truth) & Counter(found)).total()
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / len(found), common / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def report(sources=None):
    """Return the figures as rows of a table, one for each kind of fault and one for all.

    :param sources: some of ``polluted_files.lists``, all without it
    """
    scores = {kind: score(kind, sources) for kind in KINDS}
    counts = sum((one.counts for one in scores.values()), Counter())
    number = sum(one.files for one in scores.values())
    points = sum(one.points * one.files for one in scores.values()) / number
    scores["all"] = Score(counts, points, number)
    heading = ["Files with one fault each", "files", "cells", RIGHT, REJECTED, SAID, SILENT, "points"]
    return [heading, *([kind, *_figures(one)] for kind, one in scores.items())]


def _figures(one):
    total = max(one.counts.total(), 1)
    shares = [f"{one.counts[verdict] / total:.2%}" for verdict in (RIGHT, REJECTED, SAID)]
    return [str(one.files), str(one.counts.total()), *shares, str(one.counts[SILENT]), f"{one.points:.2f}"]
