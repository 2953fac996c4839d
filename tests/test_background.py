"""Large imports and what may happen to a server in the middle of them: nothing is lost, nothing is done twice."""

import threading
import time

import psycopg2
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
from live_server import WORKERS, live_server


@pytest.fixture(scope="module")
def steady():
    """A server that is not stopped, for several tests; each has customer codes of its own."""
    postgres.start()
    with live_server("background", *WORKERS) as server:
        server.expect_in_log("could not serialize access")  # and what it was in the way of is done again
        server.expect_in_log("terminating connection|connection already closed|server closed|cursor already closed")
        yield server


def test_killed_in_mid_run(new_server):
    server = new_server(*WORKERS)
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


def queued_elsewhere(server, numbers, letter):
    """Start an import for another company than the user's own, and return the id of its run."""
    (own,) = server.call("res.users", "read", [2], ["company_id"])
    (other,) = server.call("res.company", "create", [{"name": f"Elsewhere {letter}"}])
    server.call("res.users", "write", [2], {"company_ids": [[4, other]], "company_id": other})
    run_id = queued(server, numbers, letter)
    server.call("res.users", "write", [2], {"company_id": own["company_id"][0]})
    return run_id


def test_two_companies_do_not_wait_for_each_other(steady):
    server = steady
    first, second = queued(server, range(800), "F"), queued_elsewhere(server, range(600), "H")
    for run_id in (first, second):
        assert wait(server, run_id, is_over)["state"] == "done"
    done = server.call("dso.upload.run", "search_read", [["id", "in", [first, second]]], ["created", "finished"])
    assert sorted(run["created"] for run in done) == [600, 800]


def backends_with_a_turn(server):
    """Return how many database connections import for a company at this moment."""
    with psycopg2.connect(dbname=server.db) as connection, connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(DISTINCT pid) FROM pg_locks
            WHERE relation = 'dso_upload_turn'::regclass AND mode = 'RowExclusiveLock' AND granted
            """
        )
        return cursor.fetchone()[0]


def test_several_workers_import_for_two_companies_side_by_side(new_server):
    server = new_server(*WORKERS)
    first, second = queued(server, range(ROWS)), queued_elsewhere(server, range(ROWS), "H")
    most, deadline = 0, time.monotonic() + PATIENCE
    while most < 2 and time.monotonic() < deadline:
        most = max(most, backends_with_a_turn(server))
        time.sleep(0.02)
    assert most == 2
    assert {wait(server, run_id, is_over)["state"] for run_id in (first, second)} == {"done"}
    assert_complete(server, first)
    assert_no_twins(server, range(ROWS), "H")


def test_a_call_gets_its_turn_while_a_large_import_is_under_way(steady):
    server = steady
    large = queued(server, range(10 * ROWS), "L", block=3 * BLOCK)
    wait(server, large, lambda report: report["rows"] > 0)
    for start in (20_000, 20_100):
        report = import_file(server, file_of(range(start, start + 100), letter="L"))
        assert (report["state"], report["created"]) == ("done", 100)
    assert report_of(server, large)["state"] == "running"
    server.call("dso.upload.run", "action_cancel", [large])
