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
    undo,
    undone,
    wait,
    wake,
)

import databases
import postgres
from live_server import WORKERS, live_server


@pytest.fixture(scope="module")
def steady():
    """A server for several tests; each has customer codes of its own."""
    postgres.start()
    with live_server("background", *WORKERS) as server:
        server.expect_in_log("could not serialize access")  # and what it was in the way of is done again
        server.expect_in_log("terminating connection|connection already closed|server closed|cursor already closed")
        yield server


def test_killed_in_mid_run(steady):
    server = steady
    run_id = queued(server, letter="B")
    wait(server, run_id, is_midway)
    server.kill()
    server.start()
    report = report_of(server, run_id)
    assert report["created"] % BLOCK == 0  # whole blocks alone
    assert report["created"] == server.call("res.partner", "search_count", [["ref", "=like", "B______"]])
    wake(server)
    assert_complete(server, run_id, letter="B")
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
    assert undone(server, run_id)["undo_removed"] == ROWS
    assert server.call("res.partner", "search_count", [["ref", "=like", "C______"]]) == 0


def test_cancelling_in_mid_block_is_no_stop_of_the_server(steady):
    """The block that was under way is done again, as large as it was."""
    server = steady
    numbers = range(3 * ROWS)
    run_id = queued(server, numbers, "K", block=2 * ROWS)  # which takes longer than to cancel it
    for _time in range(2):
        wait(server, run_id, lambda _report: is_in_block(server, run_id))
        server.call("dso.upload.run", "action_cancel", [run_id])
        time.sleep(3)  # the block ends and is rolled back
        assert report_of(server, run_id)["state"] == "failed"
        server.call("dso.upload.run", "action_go_on", [run_id])
    assert_complete(server, run_id, numbers, "K")
    (run,) = server.call("dso.upload.run", "read", [run_id], ["rows_in_block"])
    assert run["rows_in_block"] == 0
    assert undone(server, run_id)["undo_removed"] == 3 * ROWS


def is_in_block(server, run_id):
    """Say whether a block of a run is under way: that it was begun is noted beside its transaction."""
    (run,) = server.call("dso.upload.run", "read", [run_id], ["position"])
    begun = [["run_number", "=", run_id], ["position", "=", run["position"]], ["tries", ">", 0]]
    return bool(server.call("dso.upload.try", "search_count", begun))


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


# -- undo --


def imported(server, letter="C"):
    """Import a large file, and return the id of its run once it is done."""
    run_id = queued(server, letter=letter)
    assert_complete(server, run_id, letter=letter)
    return run_id


def is_half_undone(report):
    return report["state"] == "done" and 0 < report["progress"] < 80


def left_of(server, letter="C"):
    return server.call("res.partner", "search_count", [["ref", "=like", f"{letter}______"]])


def assert_undone_once(server, run_id, letter="C"):
    """Check that each customer of a run was removed once, and that its journal says so."""
    assert left_of(server, letter) == 0
    changes = server.call("dso.upload.change", "search_read", [["run_id", "=", run_id]], ["undo_result", "undo_how"])
    assert [(change["undo_result"], change["undo_how"]) for change in changes] == [("reverted", "removed")] * ROWS


def test_killed_in_mid_undo(new_server):
    server = new_server(*WORKERS)
    server.expect_in_log("could not serialize access")  # and what it was in the way of is done again
    run_id = imported(server)
    assert undo(server, run_id)["progress"] < 100
    wait(server, run_id, is_half_undone)
    server.kill()
    server.start()
    report = undo(server, run_id)  # as far as it is: no second one is started
    assert report["state"] == "done"
    assert 0 < report["progress"] < 100
    assert report["reverted"] % BLOCK == 0  # whole blocks alone
    assert left_of(server) == ROWS - report["reverted"] == ROWS - len(report["changes"])
    wake(server)
    wait(server, run_id, lambda report: report["state"] == "undone")
    assert_undone_once(server, run_id)
    assert server.call("res.partner.category", "search_count", [["name", "=like", "G_"]]) == 0
    (run,) = server.call("dso.upload.run", "read", [run_id], ["undo_done", "undo_removed", "is_undoing"])
    assert (run["undo_done"], run["undo_removed"], run["is_undoing"]) == (ROWS, ROWS, False)


def test_connections_lost_in_mid_undo_then_cancelled_and_undone_again(steady):
    server = steady
    run_id = imported(server, "U")
    undo(server, run_id)
    wait(server, run_id, is_half_undone)
    databases.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", values=[server.db])
    report = undo(server, run_id)
    assert report["reverted"] % BLOCK == 0
    if report["state"] == "done":
        server.call("dso.upload.run", "action_cancel", [run_id])
        time.sleep(1)
        names = ["state", "is_undoing", "undo_removed", "undo_failure"]
        (run,) = server.call("dso.upload.run", "read", [run_id], names)
        assert (run["state"], run["is_undoing"]) == ("done", False)
        assert "Cancelled by" in run["undo_failure"]
        assert left_of(server, "U") == ROWS - run["undo_removed"] > 0
    assert undone(server, run_id) == {"id": run_id, "undo_removed": ROWS, "undo_kept": 0, "undo_failed": 0}
    assert_undone_once(server, run_id, "U")


def test_an_undo_beside_imports_and_other_undos(steady):
    server = steady
    first, second = imported(server, "V"), imported(server, "W")
    answers = []
    calls = [lambda run_id=run_id: answers.append(undo(server, run_id)) for run_id in (first, first, second, first)]
    calls.append(lambda: import_file(server, file_of(range(100), letter="X")))
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(answers) == 4
    for run_id, letter in ((first, "V"), (second, "W")):
        wait(server, run_id, lambda report: report["state"] == "undone")
        assert_undone_once(server, run_id, letter)
        (run,) = server.call("dso.upload.run", "read", [run_id], ["undo_done", "undo_removed"])
        assert (run["undo_done"], run["undo_removed"]) == (ROWS, ROWS)
    assert_no_twins(server, range(100), "X")
