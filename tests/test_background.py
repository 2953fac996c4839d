"""Large imports and what may happen to a server in the middle of them: nothing is lost, nothing is done twice."""

import threading
import time

import pytest
from imports import (
    BLOCK,
    PATIENCE,
    ROWS,
    assert_complete,
    assert_no_twins,
    file_of,
    import_file,
    is_midway,
    is_over,
    queued,
    report_of,
    wait,
    wake,
)

import databases
import postgres
from live_server import live_server


@pytest.fixture(scope="module")
def steady():
    """A server that is not stopped, for several tests; each has customer codes of its own."""
    postgres.start()
    with live_server("background") as server:
        server.expect_in_log("could not serialize access")  # and what it was in the way of is done again
        server.expect_in_log("terminating connection|connection already closed|server closed|cursor already closed")
        yield server


def test_killed_in_mid_run(new_server):
    server = new_server()
    server.expect_in_log("could not serialize access")  # and what it was in the way of is done again
    run_id = queued(server)
    wait(server, run_id, is_midway)
    server.kill()
    server.start()
    report = report_of(server, run_id)
    assert report["created"] % BLOCK == 0  # whole blocks alone
    assert report["created"] == server.call("res.partner", "search_count", [["ref", "=like", "C______"]])
    wake(server)
    assert_complete(server, run_id)
    assert server.call("res.partner", "search_count", [["ref", "in", ["D1", "D2"]]]) == 2


def test_database_connections_lost_in_mid_run_then_cancelled_gone_on_and_undone(steady):
    server = steady
    run_id = queued(server)
    wait(server, run_id, is_midway)
    databases.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", values=[server.db])
    wait(server, run_id, lambda report: is_over(report) or report["state"] == "running")
    if not is_over(report_of(server, run_id)):
        server.call("dso.upload.run", "action_cancel", [run_id])
        report = report_of(server, run_id)
        assert report["state"] == "failed"
        time.sleep(1)
        assert report_of(server, run_id)["created"] == report["created"]
        assert report["created"] == server.call("res.partner", "search_count", [["ref", "=like", "C______"]])
        server.call("dso.upload.run", "action_go_on", [run_id])
    assert_complete(server, run_id)
    undone = server.call("dso.upload.run", "undo", run_id=run_id)
    assert undone["reverted"] == ROWS
    assert server.call("res.partner", "search_count", [["ref", "=like", "C______"]]) == 0


def test_overlapping_files_at_the_same_moment(steady):
    server = steady
    starts = (0, 200, 400)
    large = queued(server, range(100, 1300), "E")
    results = {}

    def run(start):
        results[start] = import_file(server, file_of(range(start, start + 400), city=f"City {start}", letter="E"))

    threads = [threading.Thread(target=run, args=(start,)) for start in starts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    report = wait(server, large, is_over)
    assert {one["state"] for one in (*results.values(), report)} == {"done"}
    assert_no_twins(server, range(1300), "E")
    assert sum(one["created"] for one in (*results.values(), report)) == 1300


def test_two_companies_do_not_wait_for_each_other(steady):
    server = steady
    first = queued(server, range(800), "F")
    (own,) = server.call("res.users", "read", [2], ["company_id"])
    other = server.call("res.company", "create", [{"name": "Elsewhere"}])
    server.call("res.users", "write", [2], {"company_ids": [[4, other[0]]], "company_id": other[0]})
    second = queued(server, range(600), "H")
    server.call("res.users", "write", [2], {"company_id": own["company_id"][0]})
    for run_id in (first, second):
        assert wait(server, run_id, is_over)["state"] == "done"
    done = server.call("dso.upload.run", "search_read", [["id", "in", [first, second]]], ["created", "finished"])
    assert sorted(run["created"] for run in done) == [600, 800]
