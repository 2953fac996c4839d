"""One large import as jobs of a queue, on two workers: the same report, no twins, and nothing lost with a worker."""

import os
import signal
import threading
import time

import psycopg2
import pytest

import databases
from test_background import OPTIONS, PATIENCE, assert_no_twins, file_of, import_file, is_over, report_of, wait

ROWS, BLOCK = 2000, 200
SERVER = ("--workers=2", "--load=base,rpc,web,queue_job")
CHANNELS = {"ODOO_QUEUE_JOB_CHANNELS": "root:2"}
COUNTS = ("rows", "created", "updated", "unchanged", "rejected", "warnings", "kept")


@pytest.fixture
def server(new_server):
    """A server with two workers for requests and jobs."""
    running = new_server(*SERVER, template=databases.glue_template, variables=CHANNELS)
    running.call("ir.config_parameter", "set_param", "dso_smart_upload.rows_in_block", str(BLOCK))
    running.call("ir.config_parameter", "set_param", "dso_smart_upload.max_rows_in_call", "500")
    return running


def queued(server, content):
    report = import_file(server, content)
    assert report["state"] == "queued"
    return report["run_id"]


def workers_of_jobs(server):
    """Return the processes that import a block now."""
    with psycopg2.connect(dbname=server.db) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT worker_pid FROM queue_job WHERE state = 'started' AND method_name = '_job_import'")
        return [pid for (pid,) in cursor.fetchall()]


def is_midway(report):
    return report["state"] == "running" and 0 < report["rows"] < ROWS / 2


def journal(server, run_id):
    """Return the report of a run, its issues and changes without what differs between two databases."""
    report = report_of(server, run_id, limit=2 * ROWS)
    issues = {(issue["line"], issue["kind"], issue["message"]) for issue in report["issues"]}
    changes = {(change["line"], change["action"], str(change["values"])) for change in report["changes"]}
    return {name: report[name] for name in COUNTS}, issues, changes


def test_a_worker_killed_beside_another_import(server, new_server):
    numbers = [*range(ROWS - 100), *range(50), *range(ROWS - 100, ROWS - 50)]
    content = file_of(numbers)
    run_id = queued(server, content)
    wait(server, run_id, is_midway)
    while not (pids := workers_of_jobs(server)):
        time.sleep(0.01)
    os.kill(pids[0], signal.SIGKILL)
    small = {}
    other = threading.Thread(target=lambda: small.update(import_file(server, file_of(range(1700, 2100)))))
    other.start()
    report = wait(server, run_id, is_over)
    other.join(PATIENCE)
    assert (report["state"], small["state"]) == ("done", "done")
    assert report["rows"] == ROWS
    assert report["created"] + small["created"] == 2100
    assert_no_twins(server, range(2100))
    assert server.call("res.partner.category", "search_count", [["name", "=like", "G_"]]) == 7
    blocks = server.call("dso.upload.block", "search_read", [["run_id", "=", run_id]], ["done"])
    assert len(blocks) == ROWS / BLOCK + 1 and all(block["done"] for block in blocks)
