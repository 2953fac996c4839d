"""Faults of the database, of the disk and of people in the middle of imports: nothing is lost or twice, the state is
clear, and the same run goes on.
"""

import base64
import contextlib
import os
import time
import xmlrpc.client
from functools import partial

import psycopg2
import pytest
import requests
from imports import (
    BLOCK,
    PATIENCE,
    assert_complete,
    assert_no_twins,
    file_of,
    import_file,
    is_over,
    queued,
    report_of,
    set_parameter,
    wait,
    wake,
)
from own_postgres import own_postgres

import databases
import postgres
from live_server import WORKERS, served

ROOM = 150_000  # bytes that fit on a disk that is called full here
ADVICE = "make room"
CONNECTION_LOST = (
    "terminating connection|connection already closed|server closed|cursor already closed|"
    "the database system is|Connection refused|No such file or directory"
)


@pytest.fixture(scope="module")
def own():
    """A server as in production, with several processes, and the database server that it has for itself."""
    postgres.start()
    name = f"{databases.RUN_PREFIX}_faults_{os.getpid()}"
    quiet = "--log-handler=odoo.sql_db:WARNING"  # of each connection that the first process closes
    with own_postgres(databases.addons_template(), name) as database, served(name, *WORKERS, quiet) as server:
        server.expect_in_log("could not serialize access")  # and what it was in the way of is done again
        yield server, database


@pytest.fixture
def server(own):
    """The server alone."""
    return own[0]


@pytest.fixture
def full_disk(server):
    """A function that fills the disk and empties it again."""
    server.expect_in_log("--- Logging error ---")  # for which there is no room either
    yield lambda full: server.limit_files(ROOM if full else None)
    server.limit_files()


@pytest.fixture
def source(server, tmp_path):
    """A source that takes files from the folder `tmp_path`."""
    set_parameter(server, "source_roots", str(tmp_path))
    values = {"name": "Folder", "kind": "folder", "folder": str(tmp_path), "settle_seconds": 0}
    (source,) = server.call("dso.upload.source", "create", [values])
    yield source
    server.call("dso.upload.source", "write", [source], {"active": False})


@contextlib.contextmanager
def other_session(server):
    """A connection to the server's database that is rolled back at the end."""
    connection = psycopg2.connect(dbname=server.db, user="postgres")
    with contextlib.closing(connection), connection.cursor() as cursor:
        yield cursor


def value_of(cursor, query, *values):
    cursor.execute(query, values)
    return cursor.fetchone()[0]


def customer(server, code, *fields):
    found = server.call("res.partner", "search_read", [["ref", "=", code]], [*fields])
    assert len(found) == 1, found
    return found[0]


def answered(server, ask):
    """Return what ``ask`` returns as soon as the server answers again; each of its processes fails once at most.

    Odoo ends when it misses its database just as it wants to start a process: its service manager starts it again.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        if server.has_ended():
            server.kill()  # what it may have left
            server.start()
        try:
            return ask()
        except (OSError, xmlrpc.client.Error):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


# -- the database --


def test_database_restarted_and_crashed_in_mid_run(own):
    server, database = own
    server.expect_in_log(CONNECTION_LOST)
    server.expect_in_log("Exception ignored in: <function Cursor.__del__")  # of a cursor that found no database
    server.expect_in_log("WorkerCron was started")  # which end when they have no database
    run_id, done = queued(server, letter="I"), 0
    for mode in ("fast", "immediate"):
        wait(server, run_id, partial(is_beyond, done))
        database.restart(mode)
        report = answered(server, lambda: report_of(server, run_id))
        done = report["rows"]
        assert report["state"] == "running"
        assert report["created"] % BLOCK == 0  # whole blocks alone
        found = answered(server, lambda: server.call("res.partner", "search_count", [["ref", "=like", "I______"]]))
        assert report["created"] == found
        deadline = time.monotonic() + PATIENCE
        while answered(server, lambda: report_of(server, run_id)["rows"]) == done and time.monotonic() < deadline:
            answered(server, lambda: wake(server))
            time.sleep(0.5)
    assert_complete(server, run_id, letter="I")


def is_beyond(rows, report):
    return report["state"] == "running" and report["rows"] > rows


def test_deadlock_with_another_session(server):
    server.expect_in_log("deadlock detected")
    numbers = range(2 * BLOCK)
    set_parameter(server, "max_rows_in_call", 2000)
    import_file(server, file_of(numbers, letter="K"))
    before = server.log.read_text().count("DeadlockDetected")
    with other_session(server) as mine:
        mine.execute("SET deadlock_timeout = '1min'")  # so that the import is the one that has to give way
        last = value_of(mine, "SELECT max(id) FROM res_partner WHERE ref LIKE 'K______'")
        mine.execute("UPDATE res_partner SET function = 'Mine' WHERE id = %s", [last])
        set_parameter(server, "rows_in_block", len(numbers))
        set_parameter(server, "max_rows_in_call", 10)
        run_id = import_file(server, file_of(numbers, city="Metz", letter="K"))["run_id"]
        first = locked_by_the_import(server, mine)
        mine.execute("UPDATE res_partner SET function = 'Mine' WHERE id = %s", [first])
        mine.connection.commit()
    report = wait(server, run_id, is_over)
    assert server.log.read_text().count("DeadlockDetected") > before
    assert (report["state"], report["updated"], report["rejected"]) == ("done", len(numbers), 0)
    found = server.call("res.partner", "search_read", [["ref", "=like", "K______"]], ["city", "function"])
    assert [partner["city"] for partner in found] == ["Metz"] * len(numbers)
    assert {partner["id"] for partner in found if partner["function"]} == {first, last}
    assert server.call("dso.upload.change", "search_count", [["run_id", "=", run_id]]) == len(numbers)


def locked_by_the_import(server, mine):
    """Wait until the import waits for ``mine``, and return a customer that it has changed before."""
    me = mine.connection.info.backend_pid
    with other_session(server) as watcher:
        deadline = time.monotonic() + PATIENCE
        while not value_of(watcher, "SELECT count(*) FROM pg_locks WHERE %s = ANY(pg_blocking_pids(pid))", me):
            assert time.monotonic() < deadline, "The import does not wait"
            time.sleep(0.02)
        watcher.execute("SELECT id FROM res_partner WHERE ref LIKE 'K______' FOR UPDATE SKIP LOCKED")
        free = [id_ for (id_,) in watcher.fetchall()]
        watcher.connection.rollback()
        return value_of(watcher, "SELECT min(id) FROM res_partner WHERE ref LIKE 'K______' AND id <> ALL(%s)", free)


# -- the disk --


@pytest.mark.parametrize(("rows_in_call", "letter"), [(20_000, "L"), (500, "M")])
def test_disk_full_while_writing_the_rejects_file(server, source, full_disk, tmp_path, rows_in_call, letter):
    server.expect_in_log("have no room")
    set_parameter(server, "rows_in_block", 5000)
    set_parameter(server, "max_rows_in_call", rows_in_call)
    nameless = "".join(f"{letter}{number:06};;Lille;G1;{number}\n" for number in range(100, 1700))
    content = base64.b64decode(file_of(range(20), letter=letter)) + nameless.encode()
    assert len(content) < ROOM  # its rejects file is larger
    (tmp_path / "clients_1.csv").write_bytes(content)
    full_disk(True)
    server.call("dso.upload.source", "fetch_files", [source])
    (run_id,) = server.call("dso.upload.run", "search", [["source_id", "=", source]])
    report = wait(server, run_id, is_over)
    assert (report["state"], report["created"], report["rejected"]) == ("done", 20, 1600)
    assert_no_twins(server, range(20), letter)
    assert sorted(path.name for path in (tmp_path / "done").iterdir()) == ["clients_1.csv"]
    (message,) = messages_about(server, source, "rejected")
    assert not message["attachment_ids"]
    assert ADVICE in message["body"] and "File too large" in message["body"]
    assert rejected_rows(server, run_id) == 1600  # they are not stored to be downloaded

    full_disk(False)
    (tmp_path / "clients_2.csv").write_bytes(content)
    (tmp_path / "clients_3.csv").write_bytes(content + b"X;;Metz;G1;1\n")
    server.call("dso.upload.source", "fetch_files", [source])
    run_ids = server.call("dso.upload.run", "search", [["source_id", "=", source]])
    assert len(run_ids) == 2  # the same file was not imported again
    report = wait(server, run_ids[0], is_over)
    assert (report["created"], report["unchanged"], report["rejected"]) == (0, 20, 1601)
    assert [len(message["attachment_ids"]) for message in messages_about(server, source, "rejected")] == [1, 0]


def messages_about(server, source, word):
    """The messages of a source whose subject has a word, newest first."""
    domain = [["model", "=", "dso.upload.source"], ["res_id", "=", source], ["subject", "like", word]]
    return server.call("mail.message", "search_read", domain, ["body", "attachment_ids"])


def rejected_rows(server, run_id):
    """Download the rejected rows of a run, and return how many they are."""
    login = {"db": server.db, "login": server.login, "password": server.password}
    with requests.Session() as session:
        session.post(f"{server.url}/web/session/authenticate", json={"params": login}).raise_for_status()
        answer = session.get(f"{server.url}/dso_smart_upload/rejected/{run_id}/csv")
        answer.raise_for_status()
    return answer.text.count("\n") - 1


def test_disk_full_while_storing_the_file(server, full_disk):
    server.expect_in_log("could not be stored on the server")
    content = file_of(range(20), city="Lille" * 3000, letter="N")
    set_parameter(server, "max_rows_in_call", 500)
    full_disk(True)
    for _time in range(2):
        with pytest.raises(xmlrpc.client.Fault, match=f"File too large.*{ADVICE}") as caught:
            import_file(server, content)
        assert caught.value.faultCode == 2
    assert server.call("res.partner", "search_count", [["ref", "=like", "N______"]]) == 0
    full_disk(False)
    assert import_file(server, content)["created"] == 20


def test_report_of_a_bad_file_that_cannot_be_written(server, source, tmp_path):
    server.expect_in_log("could not be (imported|put away)")
    (tmp_path / "error" / "clients.csv.report.txt").mkdir(parents=True)
    (tmp_path / "clients.csv").write_text("Ville\nLille\n")
    (cron,) = server.call("ir.cron", "search", [["cron_name", "=", "Smart Upload: fetch from sources"]])
    for _time in range(2):
        server.call("ir.cron", "method_direct_trigger", [cron])
    assert (tmp_path / "error" / "clients.csv").read_text() == "Ville\nLille\n"
    (run,) = server.call("dso.upload.run", "search_read", [["source_id", "=", source]], ["state", "failure"])
    assert (run["state"], "Customer Code" in run["failure"]) == ("failed", True)
    (found,) = server.call("dso.upload.source", "read", [source], ["last_result"])
    assert "Is a directory" in found["last_result"]


# -- the file of a run --


@contextlib.contextmanager
def turn_taken(server):
    """Let the imports in the background wait meanwhile, as for another import of their company."""
    with other_session(server) as cursor:
        company = value_of(cursor, "SELECT company_id FROM res_users WHERE id = 2")
        cursor.execute(
            """
            INSERT INTO dso_upload_turn (company_id) VALUES (%s)
            ON CONFLICT (company_id) DO UPDATE SET run_id = dso_upload_turn.run_id
            """,
            [company],
        )
        yield


def attachment_of(server, run_id):
    domain = [["res_model", "=", "dso.upload.run"], ["res_id", "=", run_id], ["res_field", "=", "content"]]
    (found,) = server.call("ir.attachment", "search_read", domain, ["store_fname"])
    return found


def test_attachment_deleted(server):
    with turn_taken(server):
        run_id = queued(server, range(600), letter="O")
        attachment = attachment_of(server, run_id)["id"]
        with pytest.raises(xmlrpc.client.Fault, match="cannot be changed"):
            server.call("ir.attachment", "unlink", [attachment])
        with other_session(server) as cursor:  # what no door of Odoo does: a repair of the database by hand
            cursor.execute("DELETE FROM ir_attachment WHERE id = %s", [attachment])
            cursor.connection.commit()
    assert wait(server, run_id, is_over)["created"] == 0
    assert_failed_without_file(server, run_id, may_go_on=False)
    server.expect_in_log("cannot go on")
    with pytest.raises(xmlrpc.client.Fault, match="cannot go on"):
        server.call("dso.upload.run", "action_go_on", [run_id])
    assert_complete(server, queued(server, range(600), letter="O"), range(600), letter="O")


@pytest.mark.parametrize(("letter", "left"), [("P", None), ("Q", 20_000)])
def test_file_lost_in_the_file_store_goes_on_when_it_is_back(server, letter, left):
    with turn_taken(server):
        run_id = queued(server, range(1000), letter=letter)
        path = databases.FILESTORE / server.db / attachment_of(server, run_id)["store_fname"]
        content = path.read_bytes()
        path.unlink() if left is None else path.write_bytes(content[:left])
    assert wait(server, run_id, is_over)["created"] == 0
    assert_failed_without_file(server, run_id, may_go_on=True)
    path.write_bytes(content)
    server.call("dso.upload.run", "action_go_on", [run_id])
    assert_complete(server, run_id, range(1000), letter=letter)


def assert_failed_without_file(server, run_id, may_go_on):
    (run,) = server.call("dso.upload.run", "read", [run_id], ["state", "failure", "may_go_on"])
    assert (run["state"], run["may_go_on"]) == ("failed", may_go_on)
    assert "was removed or damaged: import it again" in run["failure"]


# -- people --


def test_customers_changed_and_deleted_between_check_and_import(server):
    set_parameter(server, "max_rows_in_call", 2000)
    import_file(server, file_of(range(4), letter="R"))
    server.call("res.partner", "write", [customer(server, "R000003")["id"]], {"city": False})
    upload = checked(server, file_of(range(4), city="Metz", letter="R"), policies={"Ville": "if_empty"})
    assert counts(server, upload) == (0, 1, 3, 0)  # the third alone has no city
    server.call("res.partner", "write", [customer(server, "R000003")["id"]], {"city": "Nancy"})
    server.call("res.partner", "write", [customer(server, "R000002")["id"]], {"name": "Another"})
    server.call("res.partner", "unlink", [customer(server, "R000001")["id"]])
    server.call("dso.smart.upload", "action_import", [upload])
    assert counts(server, upload) == (1, 1, 2, 0)
    assert customer(server, "R000003", "city")["city"] == "Nancy"  # the person's word
    assert customer(server, "R000002", "name")["name"] == "Customer 2"  # the file's
    assert customer(server, "R000001", "city")["city"] == "Metz"
    assert_no_twins(server, range(4), "R")
    (run,) = server.call("dso.smart.upload", "read", [upload], ["run_id"])
    report = report_of(server, run["run_id"][0], limit=100)
    changes = {change["code"]: (change["action"], change["values"].get("name")) for change in report["changes"]}
    assert changes == {"R000001": ("created", ["", "Customer 1"]), "R000002": ("updated", ["Another", "Customer 2"])}
    told = [issue["code"] for issue in report["issues"] if issue["kind"] == "changed_since_check"]
    assert told == ["R000001", "R000002", "R000003"]


def checked(server, content, policies):
    """Go through Smart Upload up to the check, and return its id."""
    (upload,) = server.call("dso.smart.upload", "create", [{"file": content, "filename": "clients.csv"}])
    server.call("dso.smart.upload", "action_read", [upload])
    columns = server.call("dso.smart.upload.column", "search_read", [["upload_id", "=", upload]], ["header"])
    for column in columns:
        if column["header"] in policies:
            server.call("dso.smart.upload.column", "write", [column["id"]], {"policy": policies[column["header"]]})
    server.call("dso.smart.upload", "action_check", [upload])
    return upload


def counts(server, upload):
    names = ["created", "updated", "unchanged", "rejected"]
    (found,) = server.call("dso.smart.upload", "read", [upload], names)
    return tuple(found[name] for name in names)
