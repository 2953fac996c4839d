"""Who is recognised as a customer who is there already, and what looking for them costs.

In: made companies of three countries, how another program spells them, and strangers. Out: tables on standard output:
how many are linked, proposed, or missed, how many wrongly; and seconds of a check of 1,000 and 10,000 unknown rows
against 10,000 and 100,000 customers, with the look-up and without, in one process, and of a check of known codes.
"""

import sys

from environment import LIB, LOGS, ROOT, say

TESTS = ROOT / "dso_smart_upload" / "tests" / "pipeline"


def add_arguments(parser):
    """Declare the options of this part."""
    parser.add_argument("--companies", type=int, default=5000, help="customers without codes who are looked for")
    parser.add_argument("--strangers", type=int, default=1000, help="rows of companies that are not there")
    parser.add_argument(
        "--customers", type=int, nargs="*", default=(10_000, 100_000), help="in the database; none: no times"
    )
    parser.add_argument("--rows", type=int, nargs="+", default=(1000, 10_000), help="of the files that are timed")


def run(arguments):
    """Measure and print.

    :return: 0
    """
    sys.path.insert(0, str(TESTS))
    print(recognised(arguments.companies, arguments.strangers), flush=True)
    if arguments.customers:
        print("\n| customers | rows | what | seconds | against no look-up |\n|---:|---:|---|---:|---:|", flush=True)
    for customers in arguments.customers:
        print(times(customers, arguments.rows), end="", flush=True)
    return 0


def recognised(companies, strangers):
    """How many of the companies are recognised, and how many strangers are taken for one.

    :return: str
    """
    from twins_score import score

    counts = score(companies, strangers)
    lines = [f"Who is recognised: {companies:,} customers without codes as another program spells them"]
    for with_id, name in ((True, "with a number"), (False, "without one")):
        rows = counts["rows", with_id]
        shares = {kind: 100 * counts[kind, with_id] / rows for kind in ("linked", "proposed", "missed")}
        lines.append(
            f"  {name}: {rows:,} rows, " + ", ".join(f"{share:.1f} % {kind}" for kind, share in shares.items())
        )
    lines.append(f"  linked wrongly: {counts['linked wrongly']}; strangers linked: {counts['strangers linked']}")
    proposals = counts["proposals"] or 1
    lines.append(f"  right proposals: {100 * counts['right proposals'] / proposals:.2f} % of {counts['proposals']}")
    return "\n".join(lines)


def times(customers, rows):
    """Rows of the table of times, against a database with so many customers.

    :return: str
    """
    import databases
    import odoo_process

    say(f"- {customers:,} customers ...")
    with databases.copy_of(databases.addons_template(), "bench") as database:
        sizes = {"TWINS_CUSTOMERS": str(customers), "TWINS_ROWS": " ".join(map(str, rows))}
        return odoo_process.run_shell(database, LIB / "twins_times.py", LOGS / "bench_twins.log", **sizes)
