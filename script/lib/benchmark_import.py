"""How fast customers are imported: this addon, Odoo's own import and bare `create`, on the same rows in one go.

In: how many rows. Out: a Markdown table on standard output, and with --chart an SVG file. Each way runs in a process
of its own on a new copy of one database; ratios are between times of the same call of this script.
"""

import contextlib
import json
from pathlib import Path

from environment import LIB, LOGS, say
from import_chart import chart

SCRIPT = LIB / "import_times.py"
WAYS = {"native": 20, "bare": 5, "ours": 2}  # and about how many ms each takes for a customer in all its steps
FIRST, AGAIN = "Odoo's import, first", "Odoo's import, again"
CREATE = "res.partner.create, in an import's context"
TO_AGAIN = ("again", "changed", "check")  # steps that are compared with Odoo's second import
MILLION = 1_000_000  # of these the other ways would take a day


def add_arguments(parser):
    """Declare the options of this part."""
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000], help="sizes of the files")
    parser.add_argument("--large", action="store_true", help="100,000 rows too, which takes an hour or two")
    parser.add_argument("--million", action="store_true", help="1,000,000 rows too, with Smart Upload alone: an hour")
    parser.add_argument("--without-native", action="store_true", help="leave Odoo's own import out")
    parser.add_argument(
        "--processor", action="store_true", help="seconds of the processor, which other programs do not lengthen"
    )
    parser.add_argument("--chart", type=Path, help="file to write a chart to (.svg)")


def run(arguments):
    """Measure and print.

    :return: 0
    """
    sizes = [*arguments.rows, *([100_000] if arguments.large else [])]
    ways = [way for way in WAYS if way != "native" or not arguments.without_native]
    steps = [(way, size) for way in ways for size in sizes] + [("ours", MILLION)] * arguments.million
    measured = {}
    with contextlib.suppress(KeyboardInterrupt):  # whoever does not wait for the end gets what there is
        for way, size in sorted(steps, key=lambda step: WAYS[step[0]] * step[1]):
            measured[way, size] = measure(way, size, "processor" if arguments.processor else "wall")
    done = [step for step in steps if step in measured]
    found = {size: [fact for step in done if step[1] == size for fact in measured[step]] for _way, size in done}
    print(markdown(found), flush=True)
    if arguments.chart:
        arguments.chart.write_text(chart(found))
    return 0


def measure(way, rows, clock="wall"):
    """Import one way, on a new copy of the database.

    :param clock: ``wall`` or ``processor``, whose seconds count
    :return: list of dict: ``name``, ``seconds``, ``queries``, ``peak``
    """
    import databases
    import odoo_process

    say(f"- {way}, {rows:,} rows ...")
    with databases.copy_of(databases.addons_template(), "bench") as database:
        log = LOGS / "benchmark_import.log"
        printed = odoo_process.run_shell(database, SCRIPT, log, WAY=way, ROWS=str(rows), CLOCK=clock)
    marked = [line for line in printed.splitlines() if line.startswith("TIMES ")]
    facts = [json.loads(line.removeprefix("TIMES ")) for line in marked]
    for fact in facts:
        say(f"  {fact['name']}: {shown(fact['seconds'])} s, {fact['queries']:,} queries, {fact['peak']:.0f} MB")
    return facts


def markdown(found):
    """Return the table.

    :param found: dict rows -> list of facts
    """
    lines = [
        "| rows | what | seconds | ms a row | SQL queries | peak memory | against Odoo's import | against `create` |",
        "|---:|---|---:|---:|---:|---:|---:|---:|",
    ]
    for rows, facts in found.items():
        seconds = {fact["name"]: fact["seconds"] for fact in facts}
        for fact in facts:
            native = seconds.get(AGAIN if any(word in fact["name"] for word in TO_AGAIN) else FIRST)
            create = (
                seconds.get("res.partner.create, in an import's context") if fact["name"].endswith("first") else None
            )
            lines.append(
                f"| {rows:,} | {fact['name']} | {shown(fact['seconds'])} | {1000 * fact['seconds'] / rows:.2f} "
                f"| {fact['queries']:,} | {fact['peak']:.0f} MB | {ratio(native, fact['seconds'])} "
                f"| {ratio(fact['seconds'], create)} |"
            )
    return "\n".join(lines)


def shown(seconds):
    """Return seconds as a table shows them: milliseconds where they count."""
    return f"{seconds:.2f}" if seconds >= 1 else f"{seconds:.3f}"


def ratio(one, other):
    """Return how many times ``other`` goes into ``one``, in words; nothing where one of them is missing."""
    return f"{one / other:.2f} ×" if one and other else ""
