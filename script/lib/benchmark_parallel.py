"""How fast one large file is imported in the background: by the scheduled action, and by jobs on one and two workers.

In: how many rows. Out: a Markdown table on standard output. Each way starts on a server and a database of its own, the
same ones but for the glue; the time is that from the call that queues the import to the end of its run.
"""

import os
import time

from environment import LIB, LOGS, say

WORKERS = ("--workers=3", "--max-cron-threads=1")
QUEUE = ("--load=base,rpc,web,queue_job",)


def add_arguments(parser):
    """Declare the options of this part."""
    parser.add_argument("--rows", type=int, default=20_000, help="rows of the file")
    parser.add_argument("--block", type=int, default=0, help="rows of a block; by default as in Odoo's settings")


def run(arguments):
    """Measure and print.

    :return: 0
    """
    import databases

    ways = {
        "scheduled action": (databases.addons_template, 0),
        "jobs, one at a time": (databases.glue_template, 1),
        "jobs, two at a time": (databases.glue_template, 2),
    }
    print(f"{arguments.rows:,} rows × 15 columns, first import; {os.cpu_count()} cores, PostgreSQL among them\n")
    print("| imported by | seconds | rows a second | against the scheduled action |\n|---|---:|---:|---:|", flush=True)
    first = None
    for name, (template, capacity) in ways.items():
        seconds = measure(template, capacity, arguments)
        first = first or seconds
        rate = arguments.rows / seconds
        print(f"| {name} | {seconds:.1f} | {rate:.0f} | {first / seconds:.2f} × |", flush=True)
    return 0


def measure(template, capacity, arguments):
    """Import the file once.

    :param template: function that returns the name of the database to copy
    :param capacity: of the queue; 0: there is none
    :return: float, seconds
    """
    from live_server import live_server

    say(f"- {arguments.rows:,} rows, {f'{capacity} jobs at a time' if capacity else 'scheduled action'} ...")
    options = (*WORKERS, *(QUEUE if capacity else ()))
    variables = {"ODOO_QUEUE_JOB_CHANNELS": f"root:{capacity}"}
    with live_server("bench", *options, template=template, variables=variables) as server:
        content = prepared(server, arguments)
        time.sleep(10)  # the queue and the scheduled actions are ready by then
        start = time.perf_counter()
        report = server.call("dso.upload.run", "import_file", content=content, filename="customers.csv")
        while report["state"] in ("queued", "running"):
            time.sleep(0.2)
            report = server.call("dso.upload.run", "get_report", run_id=report["run_id"], limit=1)
        seconds = time.perf_counter() - start
        assert (report["state"], report["created"]) == ("done", arguments.rows), report
    return seconds


def prepared(server, arguments):
    """Make the file, and the groups and terms it names.

    :return: str, the file as the API takes it
    """
    import odoo_process

    if arguments.block:
        server.call("ir.config_parameter", "set_param", "dso_smart_upload.rows_in_block", str(arguments.block))
    log = LOGS / "benchmark_parallel.log"
    printed = odoo_process.run_shell(server.db, LIB / "import_times.py", log, WAY="file", ROWS=str(arguments.rows))
    return next(line.removeprefix("FILE ") for line in printed.splitlines() if line.startswith("FILE "))
