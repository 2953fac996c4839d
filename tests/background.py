"""Files for imports in the background, and how to wait for them."""

import base64
import time

import pytest

HEADER = "Code client;Raison sociale;Ville;Groupe;Plafond de crédit\n"
OPTIONS = {"columns": {"Groupe": "groups"}}
PATIENCE = 90  # seconds


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


def assert_no_twins(server, numbers, letter="C"):
    found = server.call("res.partner", "search_read", [["ref", "=like", f"{letter}______"]], ["ref"])
    assert sorted(partner["ref"] for partner in found) == [f"{letter}{number:06}" for number in numbers]
