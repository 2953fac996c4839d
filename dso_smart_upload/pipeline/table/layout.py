"""Where the table stands in the file: its header, its first row, and what is not a customer below.

In: rows of cells as they stand (list of list of str), blank as "". Out: a ``Layout`` for the head, the
positions of the rows to leave out for the tail. Exports carry report titles above the header, totals and
"printed on" lines below, names on two lines, blank columns, or no names at all.

The header is the row that is as full as the table is wide, holds labels rather than values, and differs in
kind from what stands below it. Known words of headers count as well, but are not needed.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, takewhile

from ..bounds import LONGEST_HEADER, LONGEST_WORD
from ..folding import clean, fold, plain
from ..message import Message
from ..totals import opens_like_total
from .again import key_of_row, shares_names
from .header_words import HEADER_WORDS
from .returned import header_position

_HEAD = 30  # rows in which a header is looked for
_ROWS_OF_TABLE = 2  # above the header, from which they may be a table
_BELOW = 60  # rows below it that it is compared with
_WIDE = 0.5  # share of its names that a row of a table above another one fills at least
_TEXT = 80  # characters of a line shown in a message

_NUMBER = re.compile(r"[-+(]?\s*(?:[€$£]\s*)?\d[\d\s.,'’]*[)%€$£-]?")
_DATE = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?.*)?")
_EMAIL = re.compile(r"\S[^\s@]*@\S[^\s.]*\.\S+")
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
# Names of columns that look like values: the ages of debts ("0-30 j", "> 60", "90+") and years.
_PERIOD = re.compile(
    r"(?:(?:[<>≤≥+]=?|bis|uber|ab|over|up to|plus de|jusqu'a|oltre|fino a|hasta|mas de|tot|boven) ?\d{1,4}"
    r"|\d{1,4} ?\+|\d{1,4} ?(?:-|–|/|a|to|bis|al?|tot|till) ?\d{1,4})(?: ?[^\W\d_]{1,8}\.?)?"
    r"|(?:19|20)\d\d(?:\.0)?"
)
# What programs call columns, in a line of its own below the names for people: "BPCNUM", "REP(0)", "Billing_Street__c".
_PROGRAM_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{1,60}(?:[(\[]\d{1,3}[)\]])?")
_PROGRAM_NAMES = 4  # of them at least, and
_PROGRAM_SHARE = 0.8  # so large a share of the columns; over
_PROGRAM_CONTRAST = 3  # columns whose values are plainly no such names
_DASHES = re.compile(r"[-=_+|*~\s]*")


@dataclass(frozen=True)
class Layout:
    """Where the header and the rows of a table are, as positions in the rows that were judged.

    :param header: position of the row with the names; of the lower one where they stand on two; ``None`` without one
    :param first: position of the first row with data
    :param names: name of each column of the file, blank where it has none
    :param notes: what was noticed, as ``Message``
    """

    header: int | None
    first: int
    names: tuple[str, ...]
    notes: tuple[Message, ...] = ()


def find_layout(rows: list[list[str]], lines: Sequence[int], header_line: int | None = None) -> Layout | None:
    """Return where the table stands in ``rows``.

    :param rows: the first rows of the file
    :param lines: physical line of each row
    :param header_line: the user's choice of the line with the names, 0 for none, or ``None``
    :return: ``None`` when ``header_line`` is not among ``rows`` or is blank
    """
    layout = _found(rows, lines, header_line)
    return layout and _without_long_names(layout, lines)


def _without_long_names(layout, lines):
    """Return ``layout`` without the names that are longer than a name may be, and with a note on each."""
    long = [position for position, name in enumerate(layout.names) if len(name) > LONGEST_HEADER]
    if not long:
        return layout
    names = tuple("" if len(name) > LONGEST_HEADER else name for name in layout.names)
    details = {"line": int(lines[layout.header]), "limit": LONGEST_HEADER}
    notes = tuple(
        Message("long_column_name", {**details, "number": at + 1, "length": len(name), "text": shown([name])})
        for at in long
        for name in [layout.names[at]]
    )
    return replace(layout, names=names, notes=(*layout.notes, *notes))


def _found(rows, lines, header_line):
    returned = header_position(rows)
    if returned is not None:  # of which the user's choice says nothing
        return Layout(returned, returned + 1, tuple(_without_blank_end(map(clean, rows[returned]))))
    filled = [position for position, row in enumerate(rows) if is_filled(row)]
    if header_line == 0:
        return _without_header(rows, filled[0])
    if header_line:
        if header_line not in lines or not is_filled(rows[list(lines).index(header_line)]):
            return None
        header = list(lines).index(header_line)
        return Layout(header, header + 1, tuple(map(clean, rows[header])), _table_above(rows, lines, header))
    metadata = _datev_header(rows, filled)
    if metadata is not None:
        return Layout(metadata, metadata + 1, tuple(map(clean, rows[metadata])), _titles(rows, lines, metadata))
    header = _best_header(rows, filled)
    if header is None:
        first = _first_wide(rows, filled)
        layout = _without_header(rows, first)
        return replace(layout, notes=(*layout.notes, *_titles(rows, lines, first)))
    # Lists made for paper repeat the names on each page: the rows between are customers, not titles.
    names = key_of_row(rows[header])
    first = next((position for position in filled if _is_same_header(rows[position], names)), header)
    return _with_header(rows, lines, first)


def _is_same_header(row, names):
    """Tell whether ``row`` holds the ``names`` of a header, as ``key_of_row`` gives them, or these and others."""
    keys = key_of_row(row)
    return shares_names(keys, names) or (set(names) < set(keys) and are_labels(row))


def _without_blank_end(names):
    names = list(names)
    while not names[-1]:
        names.pop()
    return names


def is_filled(row: Sequence[str]) -> bool:
    """Tell whether ``row`` says anything: not blank, not a line of dashes."""
    return any(not _DASHES.fullmatch(cell) for cell in row)


def _fill(row):
    return sum(map(bool, map(str.strip, row)))


def footer_rows(rows: list[list[str]], above: list[list[str]]) -> set[int]:
    """Return the positions in ``rows`` (the last of the file) that are totals, print dates and the like.

    :param rows: the last rows of the file
    :param above: other rows of the same table, to compare with
    """
    upwards = range(len(rows) - 1, -1, -1)
    suspects = list(takewhile(lambda at: not is_filled(rows[at]) or opens_like_footer(rows[at]), upwards))
    if not any(is_filled(rows[at]) for at in suspects):  # as in nearly every file
        return set(suspects)
    above = [row for row in above if not opens_like_footer(row)]
    fills = sorted(_fill(row) for row in above)
    usual = fills[len(fills) // 2] if fills else 0
    kinds = [_usual_kind(above, column) for column in range(max(map(len, rows), default=0))]
    return set(takewhile(lambda at: not is_filled(rows[at]) or _is_unlike(rows[at], usual, kinds), suspects))


def shown(row: Sequence[str]) -> str:
    """Return the filled cells of ``row`` as one short text."""
    cells = islice((cell for cell in row if cell.strip()), _TEXT)
    text = " | ".join(clean(cell.strip()[: _TEXT + 1]) for cell in cells)
    return text if len(text) <= _TEXT else text[: _TEXT - 1] + "…"


def _is_unlike(row, usual, kinds):
    """Tell whether ``row``, which opens with the words of a total or a print date, is otherwise unlike a customer."""
    filled = [column for column, cell in enumerate(row) if cell.strip()]
    first = filled[0]
    unlike = kinds[first] not in ("text", "blank") and kind(row[first]) == "text"
    return unlike or len(filled) <= max(usual / 2, 1) and usual > 1


def opens_like_footer(row: Sequence[str]) -> bool:
    """Tell whether the first filled cell of ``row`` begins as totals, print dates and the like do."""
    return opens_like_total(next((cell for cell in row if cell.strip()), ""))


def _usual_kind(rows, column):
    kinds = Counter(kind(row[column]) for row in rows if column < len(row))
    kinds.pop("blank", None)
    name, count = kinds.most_common(1)[0] if kinds else ("blank", 0)
    return name if count >= 0.7 * kinds.total() else "text"


def kind(cell: str) -> str:
    """Return what ``cell`` looks like: blank, number, date, address (mail, web), code, numbered or text."""
    cell = cell.strip()
    return _kind(cell) if len(cell) <= LONGEST_WORD else "text"


@lru_cache(maxsize=2**14)  # the same cells are compared with each of the lines that may be the header
def _kind(cell):
    if not cell:
        return "blank"
    if _DATE.fullmatch(cell):
        return "date"
    if _NUMBER.fullmatch(cell):
        return "number"
    if _EMAIL.fullmatch(cell) or _WEB.fullmatch(cell):
        return "address"
    digits = sum(map(str.isdigit, cell))
    if digits and " " not in cell and digits * 3 >= len(cell):
        return "code"
    return "numbered" if cell[0].isdigit() else "text"


def _datev_header(rows, filled):
    """Return the header's position in a DATEV export, whose first line describes the file, else ``None``."""
    first = rows[filled[0]]
    if first[0].strip().upper() in ("EXTF", "DTVF") and len(filled) > 1:
        return filled[1]
    return None


def _best_header(rows, filled):
    """Return the position of the row that looks most like a line of column names, ``None`` when no row does."""
    scores = {}
    for rank, position in enumerate(filled[:_HEAD]):
        below = [rows[other] for other in filled[rank + 1 : rank + 1 + _BELOW]]
        score = _header_score(rows[position], below)
        if rank and not below and not _knows(rows[position]):
            continue  # the last row of a file without names, not the names of a file without rows
        if score is not None:
            scores[position] = score - rank / 1000
    best = max(scores, key=scores.__getitem__, default=None)
    above = (position for position in scores if position < best and _heads_table(rows, position, best))
    return next(above, best)


def _heads_table(rows, upper, lower):
    """Tell whether the row ``upper`` holds the names of a table of its own above the row ``lower``."""
    if not _knows([cell for cell in rows[upper] if not _is_period(clean(cell))]):
        return False
    width, between = _fill(rows[upper]), [row for row in rows[upper + 1 : lower] if is_filled(row)]
    filled_in = [row for row in between if _fill(row) > 1 and _fill(row) >= _WIDE * width]
    values = [row for row in filled_in if not are_labels(row) and not _knows(row)]
    return bool(values) and 2 * len(values) > len(filled_in) and 2 * len(filled_in) >= len(between)


def _header_score(row, below):
    """Return how much ``row`` looks like the names of the columns ``below`` it, ``None`` when it cannot be."""
    cells = [clean(cell) for cell in row]
    names = [cell for cell in cells if cell]
    known = _known_share(names)
    are_named = known * len(names) >= 2
    labels = sum(_is_label(name) or (are_named and _is_period(name)) for name in names) / len(names)
    if are_named and any(map(_is_period, names)):
        known = _known_share([name for name in names if not _is_period(name)])
    if labels < 0.5:  # as most rows of customers
        return None
    fills = sorted(_fill(other) for other in below)
    usual = fills[len(fills) // 2] if fills else len(names)
    if len(names) < 0.6 * usual or (labels < 0.8 and known < 0.4) or len(set(names)) < 0.5 * len(names):
        return None
    if usual > 1 and len(names) == 1:
        return None
    same, other = _contrast(cells, below)
    if same > other and known < 0.4:
        return None
    fill = min(len(names) / max(usual, 1), 1.5)
    return fill + known + (other - same) / len(names)


def _known_share(names):
    return sum(map(_is_known, names)) / len(names)


def _knows(row):
    names = [clean(cell) for cell in row if clean(cell)]
    return bool(names) and _known_share(names) >= 0.4


def _contrast(cells, below):
    """Return in how many columns the cell above is of the same kind, and of another kind, as the values below."""
    same = other = 0
    for column, cell in enumerate(cells):
        if not cell:
            continue
        kinds = Counter(kind(row[column]) for row in below if column < len(row))
        kinds.pop("blank", None)
        if not kinds:
            continue
        usual, count = kinds.most_common(1)[0]
        if usual != "text" and count >= 0.7 * kinds.total():
            alike = kind(cell) == usual and (usual != "code" or _is_shaped_like(cell, column, below))
            same += alike
            other += not alike and kind(cell) in ("text", "code")
    return same, other


def _is_shaped_like(cell, column, below):
    """Tell whether some codes below have letters and digits where ``cell`` has them, so that it is one of them."""
    shapes = Counter(shape(row[column]) for row in below if column < len(row))
    return shapes[shape(cell)] > 0.3 * len(below)


def shape(cell: str) -> str:
    """Return where ``cell`` has letters and digits: ``"C-12"`` is ``"a-99"``."""
    return "".join("9" if char.isdigit() else "a" if char.isalpha() else char for char in cell.strip())


def are_labels(row: Sequence[str]) -> bool:
    """Tell whether the filled cells of ``row`` may be names of columns, each of them."""
    cells = [clean(cell) for cell in row if cell.strip()]
    return bool(cells) and all(_is_label(cell) and not _DIGIT.search(cell) for cell in cells)


def _is_label(name):
    if len(name) > _TEXT:
        return False
    letters, digits = sum(map(str.isalpha, name)), sum(map(str.isdigit, name))
    return kind(name) in ("text", "code") and letters >= digits


def _is_period(name):
    return len(name) <= 20 and _PERIOD.fullmatch(plain(name)) is not None


def _is_known(name):
    return len(name) <= 40 and any(word in HEADER_WORDS for word in fold(name).split())


def _first_wide(rows, filled):
    """Return the position of the first row that is as wide as most."""
    widths = Counter(_fill(rows[position]) for position in filled)
    usual = widths.most_common(1)[0][0]
    return next(position for position in filled if _fill(rows[position]) >= 0.6 * usual)


def _without_header(rows, first):
    """Return the layout of a file in which the names are missing."""
    note = Message("no_header", {"text": shown(rows[first])})
    return Layout(None, first, (), (note,))


def _with_header(rows, lines, header):
    """Return the layout around ``header``, joined with the line above or below where the names stand on two lines."""
    names = [clean(cell) for cell in rows[header]]
    below = rows[header + 1 : header + 1 + _BELOW]
    if header + 1 < len(rows) and _continues(names, rows[header + 1], below[1:]):
        upper, lower, joined = header, header + 1, _joined(names, [clean(cell) for cell in rows[header + 1]])
    elif header and _continues([clean(cell) for cell in rows[header - 1]], rows[header], below):
        upper, lower, joined = header - 1, header, _joined([clean(cell) for cell in rows[header - 1]], names)
    elif header and _begins(rows[header - 1], names):
        upper, lower, joined = header - 1, header, _joined([clean(cell) for cell in rows[header - 1]], names)
    elif header and _groups(rows[header - 1], names):
        upper, lower, joined = header - 1, header, _under_groups(rows[header - 1], names)
    elif header + 1 < len(rows) and _repeats_for_programs(names, rows[header + 1], below[1:]):
        details = {"line": int(lines[header + 1]), "text": shown(rows[header + 1])}
        return Layout(
            header, header + 2, tuple(names), (*_titles(rows, lines, header), Message("program_names", details))
        )
    else:
        return Layout(header, header + 1, tuple(names), _titles(rows, lines, header))
    note = Message("two_line_header", {"line": int(lines[upper]), "second": int(lines[lower])})
    return Layout(lower, lower + 1, tuple(joined), (*_titles(rows, lines, upper), note))


def _continues(names, row, below):
    """Tell whether ``row`` holds the second words of ``names`` ("Code" over "client") rather than a first customer.

    Its filled cells are labels, none of the kind of the values below; and it goes on in lower case or in brackets, or
    is blank where values never are.
    """
    cells = [clean(cell) for cell in row]
    filled = [cell for cell in cells if cell]
    if not filled or not below or not all(map(_is_label, filled)) or any(map(str.isdigit, "".join(filled))):
        return False
    if sum(map(bool, names)) < 0.6 * len(names) or not all(_is_label(name) for name in names if name):
        return False
    same, other = _contrast(cells, below)
    goes_on = sum(cell[0].islower() or cell[0] in "([/" for cell in filled)
    always = [all(column < len(line) and line[column].strip() for line in below) for column in range(len(cells))]
    missing = len(below) > 2 and any(not cell and full for cell, full in zip(cells, always, strict=True))
    known = sum(map(_is_known, filled)) >= 0.5 * len(filled)
    return same == 0 and other > 0 and (goes_on >= 0.5 * len(filled) or (missing and known))


def _repeats_for_programs(names, row, below):
    """Tell whether ``row`` holds the names that a program has for the columns ``names`` rather than a first customer.

    All its cells are names without spaces, it is as full as ``names``, and most of the values below that are of a kind
    of their own (numbers, dates, addresses, codes) stand under none of that kind.
    """
    cells = [clean(cell) for cell in row]
    filled = [cell for cell in cells if cell]
    if len(filled) < _PROGRAM_NAMES or len(filled) < _PROGRAM_SHARE * sum(map(bool, names)):
        return False
    if len(set(filled)) < len(filled) or not all(map(_PROGRAM_NAME.fullmatch, filled)):
        return False
    same, other = _contrast(cells, below)
    return same == 0 and other >= _PROGRAM_CONTRAST


def _begins(row, names):
    """Tell whether ``row`` holds the first words of the ``names`` below it that begin in lower case, and no others."""
    pairs = [(clean(cell), name) for cell, name in zip(row, names, strict=False) if cell.strip()]
    return are_labels(row) and len(row) <= len(names) and all(name[:1].islower() for _cell, name in pairs)


def _groups(row, names):
    """Tell whether ``row`` holds headings over several of the columns ``names`` ("Billing" over "Street", "City")."""
    cells = [clean(cell) for cell in row]
    filled = [column for column, cell in enumerate(cells) if cell]
    if len(filled) < 2 or len(filled) > 0.7 * sum(map(bool, names)):
        return False
    return all(_is_label(cells[column]) and ":" not in cells[column] and len(cells[column]) <= 40 for column in filled)


def _joined(upper, lower):
    """Return the names that go on from one line to the next."""
    width = max(len(upper), len(lower))
    pairs = zip(upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower)), strict=True)
    return [f"{above} {below}".strip() for above, below in pairs]


def _under_groups(row, names):
    """Return ``names`` each after the heading it stands under."""
    groups, heading = [], ""
    for column in range(len(names)):
        heading = clean(row[column]) if column < len(row) and row[column].strip() else heading
        groups.append(heading if names[column] != heading else "")
    return _joined(groups, list(names))


def _titles(rows, lines, header):
    above = [position for position in range(header) if is_filled(rows[position])]
    if not above:
        return ()
    details = {"count": len(above), "line": int(lines[above[0]]), "text": shown(rows[above[0]])}
    return (Message("titles_left_out", details), *_table_above(rows, lines, header))


def _table_above(rows, lines, header):
    """Return a note where rows above ``header`` look like those of a table, so that customers may be lost."""
    least = max(3, _WIDE * _fill(rows[header]))
    found = [position for position in range(header) if is_filled(rows[position]) and _fill(rows[position]) >= least]
    if len(found) < _ROWS_OF_TABLE:
        return ()
    details = {
        "count": len(found),
        "line": int(lines[found[0]]),
        "last": int(lines[found[-1]]),
        "text": shown(rows[found[-1]]),
        "header": int(lines[header]),
    }
    return (Message("table_above", details),)
