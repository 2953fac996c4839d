"""Which column gets which field, so that the whole header line fits best.

In: the list of ``Column`` with their final weights. Out: {position: field key}; a field goes to one
column at most, ``SEVERAL`` to any number, and a column that nothing fits well enough is not in it.
"""

from collections.abc import Mapping, Sequence

from .column import THRESHOLD, Column

Path = tuple[float, tuple[tuple[int, int], ...]]  # what it gains, (field, its column) of each step

CODE_MARGIN = 0.12  # how much better the column of the customer code must be than the next one
PLAIN = 0.95  # a name that says customer code as plainly as a known system's own name
SEVERAL = "groups"  # the field that several columns may have
SEVERAL_THRESHOLD = 0.75  # from here on a further column gets it


def assign(columns: Sequence[Column]) -> dict[int, str]:
    """Return {position: field key}: the customer code first, then the best fit of the whole line."""
    given = {}
    code = _code(columns)
    if code is not None:
        given[code] = "code"
    fields = sorted({field for column in columns for field in column.weights} - {"code"})
    wanted = [
        {
            at: column.weights[field] ** 2
            for at, column in enumerate(columns)
            if at not in given and column.weights.get(field, 0) >= THRESHOLD
        }
        for field in fields
    ]
    for field, at in zip(fields, best_fit(wanted), strict=True):
        if at is not None:
            given[at] = field
    for at, column in enumerate(columns):
        if at not in given and column.weights.get(SEVERAL, 0) >= SEVERAL_THRESHOLD:
            given[at] = SEVERAL
    return given


def _code(columns):
    """Return the position of the customer code, or None when there is none or more than one could be it.

    The name that a known system gives its code counts more than another name that could mean one as well.
    """
    ranked = sorted(
        (at for at, column in enumerate(columns) if column.weights.get("code", 0) >= THRESHOLD),
        key=lambda at: -columns[at].weights["code"],
    )
    known = [at for at in ranked if columns[at].is_known("code")]
    if len(known) == 1:
        ranked = known + [at for at in ranked if columns[at].weights["code"] >= PLAIN and at not in known]
    if not ranked:
        return None
    best = columns[ranked[0]]
    for at in ranked[1:]:
        close = best.weights["code"] - columns[at].weights["code"] < CODE_MARGIN - 1e-9
        if close and (best.evidence is None or best.evidence.cells != columns[at].evidence.cells):
            return None
    return ranked[0]


def best_fit(wanted: Sequence[Mapping[int, float]]) -> list[int | None]:
    """Give each field at most one column and each column to at most one field, so that the sum of weights is greatest.

    Successive best augmentations (Hungarian method on a sparse table, Kuhn 1955): each field in turn takes its
    place, moving earlier fields on where the whole gains by it. On equal sums the earlier column wins.

    :param wanted: for each field {column: weight above 0}
    :return: for each field its column, or None
    """
    columns = {}  # column: field
    taken: list[int | None] = [None] * len(wanted)
    for _ in wanted:
        gain, path = _best_augmentation(wanted, columns, taken)
        if gain <= 1e-9:
            break
        for field, column in path:
            taken[field] = column
            columns[column] = field
    return taken


def _best_augmentation(wanted, columns, taken):
    """Return (gain, [(field, new column)]) of the best path from a field without column to a free column."""
    best: dict[int, Path] = {field: (0.0, ()) for field in range(len(wanted)) if taken[field] is None}
    done: Path = (0.0, ())
    for _ in range(len(wanted)):
        moved: dict[int, Path] = {}
        for field, (gain, path) in best.items():
            for column, weight in wanted[field].items():
                if any(column == used for _field, used in path) or column == taken[field]:
                    continue
                total, steps = gain + weight, (*path, (field, column))
                owner = columns.get(column)
                if owner is None:
                    if total > done[0] + 1e-9:
                        done = total, steps
                    continue
                total -= wanted[owner][column]
                if total > moved.get(owner, best.get(owner, (float("-inf"), ())))[0] + 1e-9:
                    moved[owner] = total, steps
        if not moved:
            break
        best = {**best, **moved}
    return done
