"""Two companies that share their customers import the same new codes at the same moment: nobody is doubled."""

import contextlib
import threading
import xmlrpc.client

import pytest
from imports import (
    OPTIONS,
    PATIENCE,
    assert_no_twins,
    file_of,
    is_over,
    queued,
    report_of,
    set_parameter,
    wait,
)

import databases
import postgres
from live_server import WORKERS, live_server

ROWS = 800


@pytest.fixture(scope="module")
def steady():
    """A server with two workers for requests and two for scheduled actions, and a user in each of two companies."""
    postgres.start()
    with live_server("companies", *WORKERS) as server:
        server.expect_in_log("could not serialize access")  # which is how waiting for each other ends
        yield server


@pytest.fixture(scope="module")
def queue():
    """The same with `queue_job`."""
    postgres.start()
    variables = {"ODOO_QUEUE_JOB_CHANNELS": "root:2"}
    arguments = (*WORKERS, "--load=base,rpc,web,queue_job")
    with live_server("companies_queue", *arguments, template=databases.glue_template, variables=variables) as server:
        server.expect_in_log("could not serialize access")
        yield server


@contextlib.contextmanager
def importers(server, letter):
    """Two users, each of a company of their own, as functions that call `dso.upload.run` for them."""
    group = server.call(
        "ir.model.data", "search_read", [["module", "=", "dso_smart_upload"], ["name", "=", "group_user"]], ["res_id"]
    )
    calls = []
    for number in (1, 2):
        login = f"importer {letter}{number}"
        # without a country: Odoo would install what it has for that, unless a scheduled action is in the way
        (company,) = server.call("res.company", "create", [{"name": f"Company of {login}"}])
        values = {
            "name": login,
            "login": login,
            "password": login,
            "company_id": company,
            "company_ids": [[6, 0, [company]]],
        }
        (user,) = server.call("res.users", "create", [{**values, "group_ids": [[4, group[0]["res_id"]]]}])

        def call(method, user=user, login=login, **arguments):
            models = xmlrpc.client.ServerProxy(f"{server.url}/xmlrpc/2/object")
            return models.execute_kw(server.db, user, login, "dso.upload.run", method, [], arguments)

        calls.append(call)
    yield calls


def at_once(calls, contents):
    """Import a file by each of the calls at the same moment, and return the reports."""
    reports, barrier = {}, threading.Barrier(len(calls))

    def run(number):
        barrier.wait()
        reports[number] = calls[number](
            "import_file", content=contents[number], filename="clients.csv", options=OPTIONS
        )

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return [reports[number] for number in range(len(calls))]


def assert_groups_once(server, letter):
    names = [group["name"] for group in server.call("res.partner.category", "search_read", [], ["name"])]
    assert len(names) == len(set(names)), sorted(names)


def test_in_calls(steady, letter="A"):
    set_parameter(steady, "max_rows_in_call", 500)
    with importers(steady, letter) as calls:
        reports = at_once(calls, [file_of(range(400), letter=letter)] * 2)
        assert [report["state"] for report in reports] == ["done", "done"]
        assert sorted(report["created"] for report in reports) == [0, 400]
    assert_no_twins(steady, range(400), letter)
    assert_groups_once(steady, letter)


def background(server, letter, second):
    """Import two files for two companies in the background at once, and return the reports."""
    set_parameter(server, "max_rows_in_call", 1)
    set_parameter(server, "rows_in_block", 160)
    with importers(server, letter) as calls:
        reports = at_once(calls, [file_of(range(ROWS), letter=letter), file_of(second, letter=letter)])
        return [wait(server, report["run_id"], is_over) for report in reports]


@pytest.mark.parametrize("name", ["steady", "queue"])
def test_in_the_background(request, name):
    server = request.getfixturevalue(name)
    reports = background(server, "K", range(ROWS))
    assert [report["state"] for report in reports] == ["done", "done"]
    assert sum(report["created"] for report in reports) == ROWS
    assert [report["rows"] for report in reports] == [ROWS, ROWS]
    assert_no_twins(server, range(ROWS), "K")
    assert_groups_once(server, "K")


def test_the_same_customers_in_another_order(steady):
    reports = background(steady, "M", reversed(range(ROWS)))
    assert [report["state"] for report in reports] == ["done", "done"]
    assert sum(report["created"] for report in reports) == ROWS
    assert_no_twins(steady, range(ROWS), "M")


def test_a_call_beside_a_large_import_of_another_company(steady):
    large = queued(steady, range(3 * ROWS), "P")
    with importers(steady, "P") as calls:
        report = calls[0](
            "import_file",
            content=file_of(range(ROWS, ROWS + 400), letter="P"),
            filename="c.csv",
            options=OPTIONS,
        )
        assert report["state"] == "done"
    assert wait(steady, large, is_over)["state"] == "done"
    assert report_of(steady, large)["created"] + report["created"] == 3 * ROWS
    assert_no_twins(steady, range(3 * ROWS), "P")
