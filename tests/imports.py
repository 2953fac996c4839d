"""Imports over RPC, as the tests of large ones need them: files of numbered customers, and runs that are waited for."""

import base64
import time

import pytest

ROWS, BLOCK = 1600, 160
HEADER = "Code client;Raison sociale;Ville;Groupe;Plafond de crédit\n"
OPTIONS = {"columns": {"Groupe": "groups"}}
PATIENCE = 300  # seconds that nothing takes, however much else the machine has to do


def file_of(numbers, city="Lille", letter="C"):
    rows = (f"{letter}{number:06};Customer {number};{city};G{number % 7};{number}\n" for number in numbers)
    return base64.b64encode((HEADER + "".join(rows)).encode()).decode()


def import_file(server, content):
    return server.call("dso.upload.run", "import_file", content=content, filename="clients.csv", options=OPTIONS)


def set_parameter(server, name, value):
    server.call("ir.config_parameter", "set_param", f"dso_smart_upload.{name}", str(value))


def report_of(server, run_id, limit=1):
    return server.call("dso.upload.run", "get_report", run_id=run_id, limit=limit)


def wait(server, run_id, until):
    """Return the first report of a run for which ``until`` is true."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        report = report_of(server, run_id)
        if until(report):
            return report
        time.sleep(0.1)
    pytest.fail(f"The run did not get there in {PATIENCE} s: {report}")


def is_over(report):
    return report["state"] not in ("queued", "running")


def queued(server, numbers=range(ROWS), letter="C", block=BLOCK):
    """Start an import in blocks, and return the id of its run."""
    set_parameter(server, "rows_in_block", block)
    set_parameter(server, "max_rows_in_call", 500)
    report = import_file(server, file_of(numbers, letter=letter))
    assert report["state"] == "queued"
    return report["run_id"]


def assert_complete(server, run_id, numbers=range(ROWS), letter="C"):
    """Check that a run created each customer once and that its journal says so."""
    report = wait(server, run_id, is_over)
    assert (report["state"], report["created"], report["rows"]) == ("done", len(numbers), len(numbers))
    assert report["rejected"] == report["unchanged"] == report["updated"] == 0
    assert_no_twins(server, numbers, letter)
    changes = server.call("dso.upload.change", "search_read", [["run_id", "=", run_id]], ["code", "line"])
    assert sorted(change["code"] for change in changes) == [f"{letter}{number:06}" for number in numbers]
    assert sorted(change["line"] for change in changes) == list(range(2, len(numbers) + 2))
    assert server.call("res.partner.category", "search_count", [["name", "=like", "G_"]]) == 7


def assert_no_twins(server, numbers, letter="C"):
    found = server.call("res.partner", "search_read", [["ref", "=like", f"{letter}______"]], ["ref"])
    assert sorted(partner["ref"] for partner in found) == [f"{letter}{number:06}" for number in numbers]


def wake(server):
    """Wake the scheduled actions, which a new server looks at after a minute: another import does."""
    set_parameter(server, "max_rows_in_call", 1)
    content = base64.b64encode(b"Code client;Raison sociale\nD1;One\nD2;Two\n").decode()
    report = server.call("dso.upload.run", "import_file", content=content, filename="two.csv")
    assert report["state"] == "queued"


def undo(server, run_id):
    """Undo a run, or ask how far its undo is, and return the report of that."""
    return server.call("dso.upload.run", "undo", run_id=run_id)


def undone(server, run_id):
    """Undo a run, wait until it is undone, and return the report of that."""
    undo(server, run_id)
    wait(server, run_id, lambda report: report["state"] == "undone")
    (run,) = server.call("dso.upload.run", "read", [run_id], ["undo_removed", "undo_kept", "undo_failed"])
    return run


def is_midway(report):
    return report["state"] == "running" and 0 < report["rows"] < ROWS - 2 * BLOCK
