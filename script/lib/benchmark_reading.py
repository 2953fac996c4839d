"""How well and how fast customer files are read: columns, files, encodings, values, and time against other readers.

In: the header lists and the files of the tests; files generated here. Out: tables on standard output. Times
are medians of several runs in this process, and ratios to pandas on the same file. Odoo's own reader is the one
behind its import screen (`base_import`), without a database since it needs none; it reads once to find the encoding
and the delimiter, and again with both for the import.
"""

import csv
import io
import random
import sys
from types import SimpleNamespace

import pandas as pd
import xlsxwriter

from environment import ROOT
from timing import median_seconds, table

TESTS = ROOT / "dso_smart_upload" / "tests" / "pipeline"
HEADER = (
    "Code client,Raison sociale,Adresse,Code postal,Ville,Pays,Téléphone,E-mail,SIREN,N° TVA,Conditions de paiement,"
    "Mode de règlement,Commercial,Plafond de crédit,Date de création"
).split(",")
CITIES = ("Orléans", "Besançon", "Lyon", "Évry", "Nîmes", "Paris", "Saint-Étienne", "Metz")
TERMS = ("30 jours fin de mois", "45 jours", "comptant", "60 jours nets")


def add_arguments(parser):
    """Declare the options of this part."""
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the csv file")
    parser.add_argument("--sheet-rows", type=int, default=20_000, help="rows of the spreadsheet")
    parser.add_argument("--lists", type=int, help="how many customers' lists get one fault each; all by default")
    parser.add_argument("--runs", type=int, default=5, help="how often each reader reads; the median counts")


def run(arguments):
    """Measure and print everything.

    :return: 0
    """
    sys.path.insert(0, str(TESTS))
    print(recognition())
    print(f"\n{fixtures()}")
    print(f"\n{encodings()}")
    print(f"\n{polluted(arguments.lists)}")
    print(f"\n{values()}")
    print(f"\n{csv_times(arguments.rows, arguments.runs)}")
    print(f"\n{spreadsheet_times(arguments.sheet_rows, arguments.runs)}", flush=True)
    return 0


def recognition():
    """How many columns of real header lines are recognised.

    :return: str, a table by list and language
    """
    from header_lists import report

    return f"Columns recognised, of real systems' header lines\n{report()}"


def fixtures():
    """How many of the files of the tests are read as a person would read them.

    :return: str
    """
    from expected_tables import read_right

    right = read_right()
    wrong = "".join(f"\n  read wrongly: {name}" for name, is_right in right.items() if not is_right)
    return f"Files read right, one oddity of real life each: {sum(right.values())} of {len(right)}{wrong}"


def values():
    """How many spellings of values are read right, wrongly with a word, and wrongly in silence, by kind.

    :return: str
    """
    from spellings import report

    return report()


def encodings():
    """How many files in the encodings of the world are read right, wrongly with a word, and wrongly in silence.

    :return: str, a line for the lists that the judgement was made with, and one for those held out
    """
    from made_encodings import report

    return report()


def polluted(number=None):
    """How well files with one fault each are read: cells right, rejected, wrong with a word and wrong in silence.

    :param number: of customers' lists that get the faults, None for all
    :return: str, a table by kind of fault, with the points that the benchmark Pollock would give
    """
    from polluted_files import lists
    from polluted_score import report

    return table(report(list(lists())[:number]))


def csv_times(rows, runs):
    """Time the readers on a generated csv file.

    :return: str, a table
    """
    from odoo.addons.dso_smart_upload.pipeline.table import read_table

    content = csv_file(customers(rows))
    readers = {
        "pandas.read_csv(dtype=str), told the delimiter": lambda: pd.read_csv(
            io.BytesIO(content), sep=";", dtype=str, keep_default_na=False
        ),
        "this addon": lambda: read_table(content, "customers.csv"),
        "Odoo, finding encoding and delimiter": lambda: odoo_reader("csv", content),
        "Odoo, told both": lambda: odoo_reader("csv", content, encoding="utf-8", separator=";"),
    }
    return times(f"{rows:,} rows x {len(HEADER)} columns, csv of {len(content) / 1e6:.1f} MB", readers, runs)


def spreadsheet_times(rows, runs):
    """Time the readers on a generated spreadsheet.

    :return: str, a table
    """
    from odoo.addons.dso_smart_upload.pipeline.table import read_table

    content = spreadsheet_file(customers(rows))
    readers = {
        "pandas.read_excel(dtype=str), calamine": lambda: pd.read_excel(
            io.BytesIO(content), dtype=str, engine="calamine"
        ),
        "this addon": lambda: read_table(content, "customers.xlsx"),
        "Odoo": lambda: odoo_reader("xlsx", content),
    }
    return times(f"{rows:,} rows x {len(HEADER)} columns, xlsx of {len(content) / 1e6:.1f} MB", readers, runs)


def times(title, readers, runs):
    """Time readers one after the other.

    :param readers: {name: function without parameters}, the one that the ratios are to first
    :return: str, a table
    """
    seconds = {name: median_seconds(reader, runs) for name, reader in readers.items()}
    unit = next(iter(seconds.values()))
    lines = [[name, f"{taken:.2f} s", f"{taken / unit:.2f}"] for name, taken in seconds.items()]
    return table([[title, "median", "ratio"], *lines])


def odoo_reader(kind, content, **options):
    """Read with Odoo's own reader.

    :param kind: csv or xlsx
    :param content: bytes of the file
    :return: list of rows
    """
    from odoo.addons.base_import.models.base_import import Base_ImportImport

    record = SimpleNamespace(file=content)
    _length, rows = getattr(Base_ImportImport, f"_read_{kind}")(record, {"quoting": '"', **options})
    return rows


def customers(count):
    """Make rows of customers, the same ones each time.

    :return: list of rows, one cell per column of `HEADER`, numbers as numbers
    """
    chance = random.Random(19)
    return [
        [
            f"C{number:06}",
            f"Menuiserie {chance.choice(CITIES)} & Fils n°{number}",
            f"{chance.randrange(1, 200)} rue de l'Église",
            f"{chance.randrange(1000, 96000):05}",
            chance.choice(CITIES),
            "France",
            f"0{chance.randrange(10**8, 10**9)}",
            f"compta{number}@exemple.fr",
            str(chance.randrange(10**8, 10**9)),
            f"FR{chance.randrange(10**10, 10**11)}",
            chance.choice(TERMS),
            "Virement",
            "Zoé Léger",
            500 * chance.randrange(200),
            f"{chance.randrange(1, 29):02}/{chance.randrange(1, 13):02}/20{chance.randrange(10, 26)}",
        ]
        for number in range(count)
    ]


def csv_file(rows):
    """Write rows as csv with semicolons in UTF-8.

    :return: bytes
    """
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEADER, *rows])
    return text.getvalue().encode()


def spreadsheet_file(rows):
    """Write rows as a spreadsheet with one sheet.

    :return: bytes
    """
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("Clients")
        for number, row in enumerate([HEADER, *rows]):
            sheet.write_row(number, 0, row)
    return target.getvalue()
