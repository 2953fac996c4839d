"""One large import as jobs of a queue, on two workers: the same report, no twins, and nothing lost with a worker."""

import os
import signal
import threading
import time

import psycopg2
import pytest
from imports import PATIENCE, assert_no_twins, file_of, import_file, is_over, report_of, set_parameter, undone, wait

import databases
import postgres
from live_server import WORKERS, live_server

ROWS, BLOCK = 2000, 200
COUNTS = ("rows", "created", "updated", "unchanged", "rejected", "warnings", "kept")


@pytest.fixture(scope="module")
def server():
    """A server with two workers, for requests and jobs; each test has customer codes of its own."""
    postgres.start()
    arguments = (*WORKERS, "--load=base,rpc,web,queue_job")
    channels = {"ODOO_QUEUE_JOB_CHANNELS": "root:2"}
    with live_server("queue", *arguments, template=databases.glue_template, variables=channels) as running:
        running.expect_in_log("could not serialize access")  # which is how waiting for each other ends
        running.expect_in_log("exception in GET")  # a request that was killed with its worker
        running.expect_in_log("WorkerHTTP was started 3 times for 2 places")  # that worker, which is killed on purpose
        set_parameter(running, "rows_in_block", BLOCK)
        set_parameter(running, "max_rows_in_call", 500)
        yield running


def queued(server, content):
    report = import_file(server, content)
    assert report["state"] == "queued"
    return report["run_id"]


def workers_at_blocks(server):
    """Return the processes that import a block now."""
    with psycopg2.connect(dbname=server.db) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT worker_pid FROM queue_job WHERE state = 'started' AND method_name = '_job_import'")
        return [pid for (pid,) in cursor.fetchall()]


def is_midway(report):
    return report["state"] == "running" and 0 < report["rows"] < ROWS / 2


def assert_groups_once(server):
    assert server.call("res.partner.category", "search_count", [["name", "=like", "G_"]]) == 7


def assert_each_block_done(server, run_id):
    blocks = server.call("dso.upload.block", "search_read", [["run_id", "=", run_id]], ["done"])
    assert len(blocks) > ROWS / BLOCK and all(block["done"] for block in blocks)


def journal(server, run_id):
    """Return counts, issues and changes of a run."""
    report = report_of(server, run_id, limit=2 * ROWS)
    issues = {(issue["line"], issue["kind"], issue["message"]) for issue in report["issues"]}
    changes = {(change["line"], change["action"], str(change["values"])) for change in report["changes"]}
    return {name: report[name] for name in COUNTS}, issues, changes


def test_same_report_as_block_after_block(server):
    content = file_of([*range(ROWS - 100), *range(50), *range(0, ROWS - 100, 38)])
    set_parameter(server, "max_rows_in_call", 2 * ROWS)
    report = import_file(server, content)
    set_parameter(server, "max_rows_in_call", 500)
    assert (report["state"], report["created"]) == ("done", ROWS - 100)
    expected = journal(server, report["run_id"])
    undone(server, report["run_id"])
    assert_no_twins(server, [])

    run_id = queued(server, content)
    assert wait(server, run_id, is_over)["state"] == "done"
    assert journal(server, run_id) == expected
    assert_no_twins(server, range(ROWS - 100))
    assert_groups_once(server)
    assert_each_block_done(server, run_id)


def test_a_worker_killed_beside_other_imports(server):
    large = queued(server, file_of(range(ROWS), letter="K"))
    wait(server, large, is_midway)
    while not (pids := workers_at_blocks(server)):
        time.sleep(0.01)
    os.kill(pids[0], signal.SIGKILL)
    small = {}
    content = file_of(range(1700, 2100), letter="K")
    other = threading.Thread(target=lambda: small.update(import_file(server, content)))
    other.start()
    # its job looks again and again whether the first one is done, which lets the queue look for jobs that died
    second = queued(server, file_of(range(1000, 2500), letter="K"))
    reports = [wait(server, run_id, is_over) for run_id in (large, second)]
    other.join(PATIENCE)
    assert [report["state"] for report in (*reports, small)] == ["done"] * 3
    assert [report["rows"] for report in (*reports, small)] == [ROWS, 1500, 400]
    assert sum(report["created"] for report in (*reports, small)) == 2500
    assert_no_twins(server, range(2500), "K")
    assert_groups_once(server)
    assert_each_block_done(server, large)


def test_cancelled_and_gone_on(server):
    run_id = queued(server, file_of(range(ROWS), letter="X"))
    wait(server, run_id, is_midway)
    server.call("dso.upload.run", "action_cancel", [run_id])
    while workers_at_blocks(server):
        time.sleep(0.1)
    time.sleep(1)  # for the job that adds up
    report = report_of(server, run_id)
    assert (report["state"], report["rows"] % BLOCK) == ("failed", 0)
    assert 0 < report["rows"] < ROWS
    assert report["created"] == server.call("res.partner", "search_count", [["ref", "=like", "X______"]])
    server.call("dso.upload.run", "action_go_on", [run_id])
    report = wait(server, run_id, is_over)
    assert (report["state"], report["created"], report["rows"]) == ("done", ROWS, ROWS)
    assert_no_twins(server, range(ROWS), "X")
    assert undone(server, run_id)["undo_removed"] == ROWS
    assert_no_twins(server, [], "X")
