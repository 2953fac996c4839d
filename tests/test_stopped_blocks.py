"""A block in the middle of which the server is stopped again and again: it is halved, then its rows are rejected."""

import configparser
import contextlib
import os
import re
import signal
import threading
from pathlib import Path

import pytest
from imports import BLOCK, is_over, queued, report_of, wait, wake

import databases
import postgres
from environment import ODOO_CONFIG
from live_server import live_server

ADDONS = Path(__file__).parent / "addons"
ROWS, STUCK = 640, 170  # this customer keeps a worker busy, which the other addon sees to
WAYS = {
    "scheduled action": ((), databases.addons_template, {}),
    "jobs": (("--load=base,rpc,web,queue_job",), databases.glue_template, {"ODOO_QUEUE_JOB_CHANNELS": "root:2"}),
}


@pytest.fixture(params=WAYS)
def server(request):
    arguments, template, variables = WAYS[request.param]
    config = configparser.ConfigParser()
    config.read(ODOO_CONFIG)
    folders = f"--addons-path={config['options']['addons_path']},{ADDONS}"
    postgres.start()
    options = ("--workers=2", "--max-cron-threads=1", folders, "-i", "test_dso_smart_upload", *arguments)
    with live_server("stopped", *options, template=template, variables=variables) as running:
        running.expect_in_log("a process has died|could not serialize access|exception in GET")
        yield running


@contextlib.contextmanager
def stuck_workers_stopped(server):
    """Kill each worker that is stuck, as Odoo does with one that takes longer than its limit.

    Beside the test, whose own requests may wait for such a worker.

    :return: the processes that were killed so far
    """
    stopped, is_over = [], threading.Event()

    def watch():
        while not is_over.wait(0.2):
            for pid in map(int, re.findall(r"stuck in process (\d+)\.", server.log.read_text())):
                if pid not in stopped:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                    stopped.append(pid)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield stopped
    finally:
        is_over.set()
        watcher.join()


def test_only_the_rows_around_the_culprit_are_rejected(server):
    run_id = queued(server, range(ROWS), "STUCK", block=BLOCK)
    queued(server, range(ROWS), "NEXT")  # it waits for the first one, which lets a queue look for jobs that died
    with stuck_workers_stopped(server) as stopped:
        woken = []

        def is_over_after_waking(report):
            while len(woken) < len(stopped):
                woken.append(wake(server))
            return is_over(report)

        report = wait(server, run_id, is_over_after_waking)
    quarter = BLOCK // 4
    assert len(stopped) == 3
    assert (report["state"], report["rows"]) == ("done", ROWS)
    assert (report["created"], report["rejected"]) == (ROWS - quarter, quarter)
    issues = report_of(server, run_id, limit=2 * ROWS)["issues"]
    lines = [issue["line"] for issue in issues if issue["kind"] == "block_stopped"]
    assert len(set(lines)) == len(lines) == quarter
    assert STUCK + 2 in lines
