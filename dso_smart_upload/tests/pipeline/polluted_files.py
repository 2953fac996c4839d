"""Customer files with the faults of real ones, made here: one fault at a time in a list that is known.

In: lists of customers: those of ``examples/``, and made ones of several widths. Out: ``Polluted`` files by kind of
fault (a delimiter too many or too few, a stray quote, other signs in one row or in all, names on several lines, several
tables, text above and below...), each with what a person would read in it. ``polluted_score`` tells how they are read.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from odoo.addons.dso_smart_upload.pipeline.table import read_table

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
ROWS = 12  # customers of each file
NAMES = (
    "Menuiserie Valser", "Dupré, Fils & Cie", "L'Atelier d'Or", "Pressoir \"Le Bon\"", "Nordlicht Möbel GmbH",
    "Ecran 24\" SARL", "Transports Mirandeau", "Acier; Fer & Co", "O'Neill Ltd", "Verrerie du Nord", "Tissage Lyon",
    "Martel", "Gamma & Delta", "Brasserie Haut", "Filature Est",
)  # fmt: skip
STREETS = (
    "14 rue des Tanneurs", "3 quai de la Fosse", "Hauptstr. 5", "27 Severn Way", "8, place de l'Église", "Zone Sud",
    "1 Mill Lane",
)  # fmt: skip
CITIES = ("Lyon", "Nantes", "Bad Ems", "Leeds", "Dijon", "St Étienne", "York")
COLUMNS = (
    ("Code client", lambda chance, number: f"CL-{number:05}"),
    ("Raison sociale", lambda chance, number: NAMES[number % len(NAMES)]),
    ("Ville", lambda chance, number: chance.choice(CITIES)),
    ("Code postal", lambda chance, number: f"{chance.randrange(1000, 96000):05}"),
    ("Adresse", lambda chance, number: chance.choice(STREETS)),
    ("Complément", lambda chance, number: chance.choice(["", "", "Bât. B"])),
    ("E-mail", lambda chance, number: f"compta{number}@exemple.example"),
    ("Plafond de crédit", lambda chance, number: f"{chance.randrange(1, 90)}000.{chance.randrange(100):02}"),
    ("Téléphone", lambda chance, number: f"0{chance.randrange(10**8, 10**9)}"),
    ("Créé le", lambda chance, number: f"{chance.randrange(1, 29):02}/{chance.randrange(1, 13):02}/2024"),
)
WIDTHS = {2: ROWS, 3: ROWS, 4: ROWS, 8: ROWS, 10: 60}  # of the made lists, and how many customers each has


@dataclass(frozen=True)
class List:
    """Customers: the names of the columns, the rows, and a name of their own."""

    name: str
    header: tuple
    rows: tuple


@dataclass(frozen=True)
class Polluted:
    """A file and what it means.

    :param content: bytes
    :param header: the names that a person would read, list of str, empty where the file has none
    :param rows: {physical line: cells}, the customers
    :param unsure: lines of which nobody can tell for certain what they mean
    :param is_table: whether it holds a table at all
    :param others: {physical line: cells}, what may also be read there, or left out with a word
    """

    content: bytes
    header: list
    rows: dict
    unsure: frozenset = frozenset()
    is_table: bool = True
    others: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Way:
    """How a list is written; ``others`` are the ways of single rows, by position (0 for the header)."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""  # "" doubles quotes, "none" leaves them
    end: str = "\n"
    is_all: bool = False  # whether each cell stands in quotes
    others: dict = field(default_factory=dict)


def lists():
    """Return the ``List`` of each example, and made ones."""
    found = []
    for path in sorted(EXAMPLES.glob("*.*")):
        if path.suffix != ".md":
            table = read_table(path.read_bytes(), path.name)
            rows = table.rows.to_numpy().tolist()[:ROWS]
            found.append(List(path.stem, tuple(table.header), tuple(map(tuple, rows))))
    for width, count in WIDTHS.items():
        chance = random.Random(width)
        makers = COLUMNS[:width]
        rows = tuple(tuple(make(chance, number) for _name, make in makers) for number in range(1, count + 1))
        found.append(List(f"made of {width}", tuple(name for name, _make in makers), rows))
    return found


def cell(text, way):
    """Return a cell as it is written."""
    needs = way.is_all or any(sign in text for sign in (way.delimiter, way.quote, "\r", "\n") if sign)
    if not needs or not way.quote:
        return text
    escaped = {"": way.quote * 2, "none": way.quote}.get(way.escape, way.escape + way.quote)
    return f"{way.quote}{text.replace(way.quote, escaped)}{way.quote}"


def written(rows, way):
    """Return the text of each row."""
    ways = [way.others.get(position, way) for position in range(len(rows))]
    return [one.delimiter.join(cell(text, one) for text in row) for row, one in zip(rows, ways, strict=True)]


def file_of(customers, way=None, lines=None, above=(), below=(), names=None, **more):
    """Return the ``Polluted`` file of a list.

    :param lines: the text of header and rows, where it is not what ``way`` makes of them
    :param above: lines of text above, ``below``: below
    :param names: what a person reads as the header, where it is not the list's
    """
    way = way or Way()
    lines = written([customers.header, *customers.rows], way) if lines is None else lines
    unsure = {position for position in more.pop("unsure", ())}
    number, places = 1 + len(above), []
    for line in lines:
        places.append(number)
        number += 1 + line.count("\n")
    text = way.end.join([*above, *lines, *below, ""])
    return Polluted(
        text.encode(),
        list(customers.header if names is None else names),
        dict(zip(places[1:], map(list, customers.rows), strict=True)),
        frozenset(places[position] for position in unsure),
        **more,
    )


def _places(customers, chance, least=0, count=4):
    """Return some (position of a row, column), the first and the last row among them."""
    rows = [1, len(customers.rows), *(chance.randrange(1, len(customers.rows) + 1) for _one in range(count - 2))]
    return [(row, chance.randrange(least, len(customers.header))) for row in rows]


WAYS = (Way(), Way(";"), Way("\t"), Way(",", is_all=True), Way(";", is_all=True, end="\r\n"))


def _in_one_row(change, least=0):
    """Return a maker of files in which ``change`` (row of cells as written, column) gives the text of one row."""

    def make(customers, chance):
        for way in WAYS:
            for position, column in _places(customers, chance, least):
                rows = [customers.header, *customers.rows]
                lines = written(rows, way)
                cells = [cell(text, way) for text in rows[position]]
                lines[position] = change(cells, column, way)
                yield file_of(customers, way, lines, unsure=[position])

    return make


def _missing_delimiter(cells, column, way):
    joined = cells[column - 1] + cells[column]
    return way.delimiter.join([*cells[: column - 1], joined, *cells[column + 1 :]])


def _extra_delimiter(cells, column, way):
    return way.delimiter.join([*cells[:column], "", *cells[column:]])


def _extra_value(cells, column, way):
    return way.delimiter.join([*cells[:column], "Extra", *cells[column:]])


def _with_quote(place, missing=None):
    """Return a maker of files with a quote too many in one value, or one too few.

    :param place: gives where in a text the quote stands
    :param missing: which of the quotes around a cell is left out, 0 or -1, where it has some
    """

    def make(customers, chance):
        for way in WAYS:
            for position, column in _places(customers, chance):
                rows = [list(row) for row in (customers.header, *customers.rows)]
                lines, value = written(rows, way), rows[position][column]
                cells = [cell(text, way) for text in rows[position]]
                text, is_quoted = cells[column], cells[column] != value
                if is_quoted and missing is not None:
                    text = text[1:] if missing == 0 else text[:-1]
                else:
                    at = place(text[1:-1]) + 1 if is_quoted else place(text)
                    text = f'{text[:at]}"{text[at:]}'
                lines[position] = way.delimiter.join([*cells[:column], text, *cells[column + 1 :]])
                at = place(value)
                # a quote where none can be closed is a sign as any other
                literal = [*rows[position][:column], f'{value[:at]}"{value[at:]}', *rows[position][column + 1 :]]
                yield file_of(customers, way, lines, unsure=[position], others={position + 1: literal})

    return make


def _cut_short(cells, column, way):
    return way.delimiter.join(cells[:column])


def _one_row_written(**how):
    """Return a maker of files in which one row, or the header, is written in another way."""

    def make(customers, chance):
        for way in WAYS:
            for position in (0, 1, len(customers.rows)):
                other = Way(**{"delimiter": way.delimiter, "is_all": way.is_all, **how})
                changed = Way(way.delimiter, end=way.end, is_all=way.is_all, others={position: other})
                yield file_of(customers, changed, unsure=[position] if position else [])

    return make


def _all_written(*ways):
    """Return a maker of files that are written in other ways throughout."""

    def make(customers, _chance):
        for way in ways:
            yield file_of(customers, way)

    return make


def _plain(customers):
    """Return the list without what quotes are needed for, for files without quotes."""
    clean = str.maketrans({sign: None for sign in "\";,|\t:'"})
    rows = tuple(tuple(text.translate(clean) for text in row) for row in customers.rows)
    return List(customers.name, tuple(text.translate(clean) for text in customers.header), rows)


def _several_characters(customers, _chance):
    plain = _plain(customers)
    for delimiter in ("||", "::", ";;", "\t\t", "~|~", ", ", "; ", " ; ", " | ", "\\t"):
        yield file_of(plain, Way(delimiter, quote=""))
    for delimiter in (", ", "; ", "\t\t", "||"):
        yield file_of(customers, Way(delimiter))
        yield file_of(customers, Way(delimiter, is_all=True))


def _blanks(customers, _chance):
    yield file_of(customers, Way(" "))
    yield file_of(customers, Way(" ", is_all=True))
    filled = [[text or "-" for text in row] for row in _plain(customers).rows]
    yield file_of(List("", _plain(customers).header, tuple(map(tuple, filled))), Way("  ", quote=""))
    if len(customers.header) > 2:
        header = tuple(name.replace(" ", "_") for name in _plain(customers).header)
        words = tuple(tuple(text.replace(" ", "_") for text in row) for row in filled)
        yield file_of(List("", header, words), Way(" ", quote=""))


def _fixed(customers, _chance):
    plain = _plain(customers)
    for count in (1, 2, 3, 5, ROWS):
        rows = [plain.header, *plain.rows[:count]]
        for gap in (1, 2):
            widths = [max(map(len, column)) + gap for column in zip(*rows, strict=True)]
            lines = ["".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows]
            yield file_of(List("", plain.header, plain.rows[:count]), Way(), [line.rstrip() for line in lines])
            yield file_of(List("", plain.header, plain.rows[:count]), Way(), lines)


def _ends(customers, _chance):
    for way in (Way(end="\r\n"), Way(end="\r"), Way(";", end="\r"), Way(end="\r\n", is_all=True)):
        yield file_of(customers, way)
    for way in WAYS:
        whole = file_of(customers, way)
        yield Polluted(whole.content.rstrip(b"\r\n"), whole.header, whole.rows)
        yield Polluted(whole.content + way.end.encode(), whole.header, whole.rows)
        lines = written([customers.header, *customers.rows], way)
        for one in (0, 1, 5):
            for end, other in (("\r\n", "\n"), ("\n", "\r\n"), ("\n", "\r")):
                ends = [other if position == one else end for position in range(len(lines))]
                text = "".join(line + mark for line, mark in zip(lines, ends, strict=True))
                yield Polluted(text.encode(), whole.header, whole.rows)
        double = "\n\n".join([*lines, ""])
        rows = {2 * line - 1: row for line, row in whole.rows.items()}
        yield Polluted(double.encode(), whole.header, rows)


def _several_name_lines(customers, _chance):
    words = [name.split(" ", 1) if " " in name else ["", name] for name in customers.header]
    upper, lower = [one[0] for one in words], [one[1] for one in words]
    units = ["(texte)" for _name in customers.header]
    for way in WAYS:
        body = written(customers.rows, way)
        split = [*written([upper, lower], way)]
        if any(upper) and any(any(one) for one in zip(upper, lower, strict=True)):
            yield from _under(customers, way, split, body, [f"{a} {b}".strip() for a, b in words])
        twice = written([customers.header, customers.header], way)
        yield from _under(customers, way, twice, body, customers.header)
        yield from _under(customers, way, [*twice, twice[0]], body, customers.header)
        of_units = written([customers.header, units], way)
        yield from _under(customers, way, of_units, body, [f"{name} (texte)" for name in customers.header])
        if len(customers.header) > 4:
            groups = ["Client", *[""] * 2, "Lieu", *[""] * (len(customers.header) - 4)]
            named = [f"{'Client' if at < 3 else 'Lieu'} {name}" for at, name in enumerate(customers.header)]
            yield from _under(customers, way, written([groups, customers.header], way), body, named)
            title = ["Fichier clients", *[""] * (len(customers.header) - 1)]
            three = written([title, groups, customers.header], way)
            yield from _under(customers, way, three, body, named)


def _under(customers, way, head, body, names):
    """Yield the file of several lines of names."""
    text = way.end.join([*head, *body, ""])
    rows = {len(head) + 1 + at: list(row) for at, row in enumerate(customers.rows)}
    yield Polluted(text.encode(), list(names), rows)


def _no_names(customers, _chance):
    for way in WAYS:
        lines = written(customers.rows, way)
        rows = {at: list(row) for at, row in enumerate(customers.rows, 1)}
        yield Polluted(way.end.join([*lines, ""]).encode(), [], rows)


def _text_above(customers, _chance):
    blank = lambda way: way.delimiter * (len(customers.header) - 1)  # noqa: E731
    for way in WAYS:
        for lines in (
            ["Liste des clients"],
            ["Liste des clients au 31/12/2024", ""],
            ["Société : Alpha Distribution", "Date : 31/12/2024", ""],
            ["# exported by ERP 4.2", "# user: admin"],
            ["Export", "Clients actifs, tous pays", "Page 1", ""],
            [f"Liste des clients{blank(way)}", f"Au 31/12/2024{blank(way)}", blank(way)],
        ):
            yield file_of(customers, way, above=lines)


def _text_below(customers, _chance):
    blank = lambda way: way.delimiter * (len(customers.header) - 1)  # noqa: E731
    count = len(customers.rows)
    for way in WAYS:
        for lines in (
            ["", f"Total : {count}"],
            [f"{count} clients"],
            ["", "Edité le 31/12/2024 par admin", "Page 1/1"],
            ["", "Confidentiel : ne pas diffuser."],
            [f"Total{blank(way)}"],
            [blank(way), f"Imprimé le 31/12/2024{blank(way)}"],
        ):
            yield file_of(customers, way, below=lines)


def _several_tables(customers, _chance):
    others = [(f"F-{number}", f"Fournisseur {number}", f"{number}5 %") for number in range(1, 5)]
    for way in WAYS:
        more = List("", customers.header, tuple((f"Z{row[0]}", *row[1:]) for row in customers.rows[:4]))
        again = written([more.header, *more.rows], way)
        for between in ((), ("",), ("", "Clients inactifs", "")):
            first = file_of(customers, way, below=[*between, *again])
            start = len(first.rows) + 3 + len(between)
            rows = {**first.rows, **{start + at: list(row) for at, row in enumerate(more.rows)}}
            yield Polluted(first.content, first.header, rows)
        wide = [[*row, "x"] for row in [[*more.header[:-1], more.header[-1], "Remarque"], *more.rows]]
        wide[0] = [*more.header, "Remarque"]
        narrow = [row[:-1] for row in [more.header, *more.rows]]
        for table in (wide, narrow, [("Fournisseur", "Libellé", "Taux"), *others]):
            for between in ((), ("",)):
                whole = file_of(customers, way, below=[*between, *written(table, way)])
                start = len(whole.rows) + 3 + len(between)
                known = [(*row[: len(table[0])], *[""] * (len(row) - len(table[0]))) for row in more.rows]
                others = dict(enumerate(map(list, known), start)) if table[0][0] == customers.header[0] else {}
                yield replace(whole, others=others)


def _little(customers, _chance):
    for way in WAYS:
        one = List("", customers.header, customers.rows[:1])
        yield file_of(one, way)
        yield file_of(one, way, below=["", ""])
        lines = written([customers.header, *customers.rows], way)
        blank = way.delimiter * (len(customers.header) - 1)
        spread = way.end.join([lines[0], blank, *lines[1:4], "", blank, *lines[4:], blank, ""])
        rows = {at + (2 if at <= 3 else 4): list(row) for at, row in enumerate(customers.rows, 1)}
        yield Polluted(spread.encode(), list(customers.header), rows)
        gap = [[*row[:1], "", *row[1:]] for row in [customers.header, *customers.rows]]
        yield file_of(customers, way, written(gap, way))
    for content in (b"", b"\n", b"\r\n\r\n", b" ", ("\ufeff").encode()):
        yield Polluted(content, [], {}, is_table=False)
    yield Polluted(written([customers.header], Way())[0].encode(), [], {}, is_table=False)


def _ragged(customers, _chance):
    for way in WAYS:
        rows = [customers.header, *(tuple(_without_blank_end(row)) for row in customers.rows)]
        yield file_of(customers, way, written(rows, way))
        blanked = tuple(
            (*row[:-2], "", "") if at % 3 and len(row) > 3 else row for at, row in enumerate(customers.rows)
        )
        shorter = List("", customers.header, blanked)
        rows = [customers.header, *(tuple(_without_blank_end(row)) for row in blanked)]
        yield file_of(shorter, way, written(rows, way))
        lines = written([customers.header, *customers.rows], way)
        yield file_of(customers, way, [lines[0], *(line + way.delimiter for line in lines[1:])])
        yield file_of(customers, way, [line + way.delimiter for line in lines])
        yield file_of(customers, way, [line + way.delimiter * (at % 3) for at, line in enumerate(lines)])


def _without_blank_end(row):
    row = list(row)
    while row and not row[-1]:
        row.pop()
    return row


def _blanks_around(customers, _chance):
    for way in WAYS:
        for change in ("{} ".format, " {}".format, " {} ".format, "{}   ".format):
            rows = [[change(cell(text, way)) for text in row] for row in [customers.header, *customers.rows]]
            yield file_of(customers, way, [way.delimiter.join(row) for row in rows])
        lines = [line + "  " for line in written([customers.header, *customers.rows], way)]
        yield file_of(customers, way, lines)
        rows = [customers.header, *customers.rows]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        if not any(sign in text for row in rows for text in row for sign in (way.delimiter, '"')):
            padded = [[text.ljust(width) for text, width in zip(row, widths, strict=True)] for row in rows]
            yield file_of(customers, way, [way.delimiter.join(row) for row in padded])


def _whole_lines(customers, _chance):
    for way in WAYS:
        rows = [customers.header, *customers.rows]
        lines = written(rows, way)
        for quote in ('"', "'"):
            outer = [f"{quote}{line.replace(quote, quote * 2)}{quote}" for line in lines]
            yield file_of(customers, way, outer)
            yield file_of(customers, way, [lines[0], *outer[1:]])


def _broken_lines(customers, chance):
    """Yield files in which a cell goes over two lines without quotes, so that a row is cut in two."""
    for way in WAYS:
        for position, column in _places(customers, chance):
            lines = written([customers.header, *customers.rows], way)
            row = customers.rows[position - 1]
            if way.is_all or len(row[column]) < 4 or '"' in row[column]:
                continue
            value = f"{row[column][:3]}\n{row[column][3:]}"
            before, after = ([cell(text, way) for text in part] for part in (row[:column], row[column + 1 :]))
            head, rest = lines[:position], lines[position + 1 :]
            broken = file_of(customers, way, [*head, way.delimiter.join([*before, value, *after]), *rest])
            yield replace(broken, unsure=frozenset({position + 1, position + 2}))
            changed = (*row[:column], value, *row[column + 1 :])
            rows = (*customers.rows[: position - 1], changed, *customers.rows[position:])
            whole = way.delimiter.join([*before, f'"{value}"', *after])
            yield file_of(List("", customers.header, rows), way, [*head, whole, *rest])


KINDS: dict[str, Callable] = {
    "nothing wrong": _all_written(*WAYS, Way("|"), Way("^"), Way("\x1f")),
    "delimiter missing in a row": _in_one_row(_missing_delimiter, least=1),
    "delimiter too many in a row": _in_one_row(_extra_delimiter),
    "value too many in a row": _in_one_row(_extra_value),
    "row cut short": _in_one_row(_cut_short, least=1),
    "quote before a value": _with_quote(lambda text: 0),
    "quote inside a value": _with_quote(lambda text: len(text) // 2),
    "quote after a value": _with_quote(len),
    "opening quote missing": _with_quote(len, missing=0),
    "closing quote missing": _with_quote(lambda text: 0, missing=-1),
    "other delimiter in a row: ;": _one_row_written(delimiter=";"),
    "other delimiter in a row: ,": _one_row_written(delimiter=","),
    "other delimiter in a row: tab": _one_row_written(delimiter="\t"),
    "other delimiter in a row: blank": _one_row_written(delimiter=" "),
    "other quote in a row": _one_row_written(quote="'"),
    "other escape in a row": _one_row_written(escape="\\"),
    "no escape in a row": _one_row_written(escape="none"),
    "other delimiter": _all_written(*(Way(one, is_all=q) for one in "|^:~¦§#" for q in (0, 1))),
    "other quote": _all_written(*(Way(one, quote=sign, is_all=q) for one in ",;\t" for sign in "'`" for q in (0, 1))),
    "other escape": _all_written(*(Way(one, escape=sign, is_all=q) for one in ",;\t" for sign in ("\\", "none")
                                   for q in (0, 1))),
    "delimiter of several characters": _several_characters,
    "blanks as delimiter": _blanks,
    "fixed width": _fixed,
    "ends of lines": _ends,
    "names on several lines": _several_name_lines,
    "no names": _no_names,
    "text above": _text_above,
    "text below": _text_below,
    "several tables": _several_tables,
    "little or nothing": _little,
    "rows of several lengths": _ragged,
    "blanks around values": _blanks_around,
    "whole lines in quotes": _whole_lines,
    "line break in a value": _broken_lines,
}  # fmt: skip


def files(kind, sources=None):
    """Yield the ``Polluted`` files of a kind, the same ones each time.

    :param sources: some of ``lists``, all without it
    """
    for customers in lists() if sources is None else sources:
        yield from KINDS[kind](customers, random.Random(f"{kind} {customers.name}"))
