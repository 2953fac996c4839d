"""Whether electronic addresses are right, and what they cost an import.

In: made customers with known right answers. Out: tables on standard output: how many addresses are derived rightly,
beside OCA's check of Sirets, which refuses what contradicts; a round trip of Sirens through the directory's list; and
times of an import with the addon and without it, on copies of one database.
"""

import json

from environment import LIB, LOGS, say

ADDON = "dso_smart_upload_einvoice"
BESIDE = "l10n_fr_siret"
UNINSTALL = LIB / "uninstall_einvoice.py"
MOST = 1.05  # times what an import takes without the addon


def add_arguments(parser):
    """Declare the options of this part."""
    parser.add_argument("--customers", type=int, default=1000, help="made customers")
    parser.add_argument("--sirens", type=int, default=12_000, help="of the round trip")
    parser.add_argument("--rows", type=int, default=10_000, help="of the file that is timed; 0: no times")
    parser.add_argument("--rounds", type=int, default=3, help="how often it is timed; the fastest counts")


def run(arguments):
    """Measure and print.

    :return: 0
    """
    import databases
    import odoo_process

    with databases.copy_of(databases.addons_template(), "bench") as database:
        odoo_process.run_once(database, ["-i", BESIDE], LOGS / "benchmark_einvoice.log")
        sizes = {"CUSTOMERS": str(arguments.customers), "SIRENS": str(arguments.sirens)}
        script, log = LIB / "einvoice_score.py", LOGS / "benchmark_einvoice.log"
        print(odoo_process.run_shell(database, script, log, **sizes), flush=True)
    if arguments.rows:
        print(times(arguments.rows, arguments.rounds), flush=True)
    return 0


def times(rows, rounds):
    """Return the table of times: the fastest of some rounds, with the addon and without in turn.

    :param rows: of the file
    """
    found = {}
    for number in range(rounds):
        for has_addon in (True, False):
            say(f"- {rows:,} rows {'with' if has_addon else 'without'} the addon, round {number + 1} ...")
            for name, seconds in measure(rows, has_addon).items():
                found.setdefault(name, {}).setdefault(has_addon, []).append(seconds)
    lines = [
        f"Import of {rows:,} rows, seconds of the processor",
        "",
        "| step | without | with | ratio |",
        "|---|---:|---:|---:|",
    ]
    for name, both in found.items():
        without, beside = min(both[False]), min(both[True])
        lines.append(f"| {name} | {without:.2f} | {beside:.2f} | {beside / without:.2f} |")
    return "\n".join(lines)


def measure(rows, has_addon):
    """Return seconds by step of an import on a new copy of the database."""
    import databases
    import odoo_process

    log = LOGS / "benchmark_einvoice.log"
    with databases.copy_of(databases.addons_template(), "bench") as database:
        if not has_addon:
            odoo_process.run_shell(database, UNINSTALL, log)
        settings = {"WAY": "ours", "ROWS": str(rows), "CLOCK": "processor"}
        printed = odoo_process.run_shell(database, LIB / "import_times.py", log, **settings)
    marked = [line for line in printed.splitlines() if line.startswith("TIMES ")]
    facts = [json.loads(line.removeprefix("TIMES ")) for line in marked]
    return {fact["name"]: fact["seconds"] for fact in facts}
