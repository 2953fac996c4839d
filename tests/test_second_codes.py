"""An import creates customers while somebody gives their codes to others, as second codes: each has one customer."""

import threading
import xmlrpc.client

import pytest
from imports import OPTIONS, PATIENCE, file_of, set_parameter

import postgres
from live_server import WORKERS, live_server

ROWS = 150
PAIRS = 20


@pytest.fixture(scope="module")
def server():
    postgres.start()
    with live_server("second_codes", *WORKERS) as server:
        server.expect_in_log("could not serialize access")  # which is how waiting for each other ends
        yield server


@pytest.mark.parametrize("letter", ["P", "Q", "R", "S"])
def test_at_once(server, letter):
    set_parameter(server, "max_rows_in_call", ROWS)
    codes = [f"{letter}{number:06}" for number in range(ROWS)]
    others = server.call(
        "res.partner",
        "create",
        [{"name": f"Other {code}", "ref": f"other {code}", "is_company": True} for code in codes],
    )
    added = [{"code": code.lower(), "partner_id": other} for code, other in zip(codes, others, strict=True)]
    barrier, done = threading.Barrier(2), {}

    def at_once(name, model, method, *args, **kwargs):
        def call():
            models = xmlrpc.client.ServerProxy(f"{server.url}/xmlrpc/2/object")
            barrier.wait()
            try:
                done[name] = models.execute_kw(server.db, 2, "admin", model, method, args, kwargs)
            except xmlrpc.client.Fault as fault:
                done[name] = fault

        return threading.Thread(target=call)

    file = {"content": file_of(range(ROWS), letter=letter), "filename": "clients.csv", "options": OPTIONS}
    threads = [
        at_once("import", "dso.upload.run", "import_file", **file),
        at_once("codes", "dso.customer.code", "create", added),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    report = done["import"]
    if isinstance(done["codes"], xmlrpc.client.Fault):  # the import came first
        assert "belongs to" in done["codes"].faultString
        assert (report["created"], report["updated"]) == (ROWS, 0)
    else:
        assert (report["created"], report["updated"]) == (0, ROWS), report["issues"][:3]
        assert {change["partner_id"] for change in report["changes"]} == set(others)
    first = server.call("res.partner", "search_count", [["ref", "in", codes]])
    second = server.call("dso.customer.code", "search_count", [["code", "in", [code.lower() for code in codes]]])
    assert sorted([first, second]) == [0, ROWS]


def test_reference_and_second_code_at_once(server):
    """One code is written as the reference of one customer and as a second code of another, at the same moment."""
    (first,) = server.call("res.partner", "create", [{"name": "Side", "is_company": True}])
    calls = (
        ("res.partner", "create", lambda code: [{"name": code, "ref": code, "is_company": True}]),
        ("dso.customer.code", "create", lambda code: [{"code": code.lower(), "partner_id": first}]),
    )
    for number in range(PAIRS):
        code, barrier, failed = f"PAIR{number}", threading.Barrier(2), []

        def call(model, method, values, code=code, barrier=barrier, failed=failed):
            models = xmlrpc.client.ServerProxy(f"{server.url}/xmlrpc/2/object")
            barrier.wait()
            try:
                models.execute_kw(server.db, 2, "admin", model, method, [values(code)])
            except xmlrpc.client.Fault as fault:
                failed.append(fault.faultString)

        threads = [threading.Thread(target=call, args=one) for one in calls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
        assert len(failed) == 1, (code, failed)
        assert "belongs to" in failed[0]
