"""A block in the middle of which the server is stopped again and again: it is halved, then its rows are rejected."""

import configparser
from pathlib import Path

import pytest
from imports import BLOCK, is_over, queued, report_of, wait

import databases
import postgres
from environment import ODOO_CONFIG
from live_server import live_server

ADDONS = Path(__file__).parent / "addons"
ROWS, STUCK = 640, 200  # this customer keeps a worker busy for ever, which the other addon sees to
WAYS = {
    "scheduled action": (("--max-cron-threads=1", "--limit-time-real-cron=8"), databases.addons_template, {}),
    "jobs": (
        ("--max-cron-threads=1", "--limit-time-real=8", "--load=base,rpc,web,queue_job"),
        databases.glue_template,
        {"ODOO_QUEUE_JOB_CHANNELS": "root:1"},
    ),
}


@pytest.fixture(params=WAYS)
def server(request):
    arguments, template, variables = WAYS[request.param]
    config = configparser.ConfigParser()
    config.read(ODOO_CONFIG)
    folders = f"--addons-path={config['options']['addons_path']},{ADDONS}"
    postgres.start()
    options = ("--workers=2", folders, "-i", "test_dso_smart_upload", *arguments)
    with live_server("stopped", *options, template=template, variables=variables) as running:
        running.expect_in_log("timeout after|could not serialize access|exception in GET")
        yield running


def test_only_the_rows_around_the_culprit_are_rejected(server):
    run_id = queued(server, range(ROWS), "STUCK", block=BLOCK)
    queued(server, range(ROWS), "NEXT")  # it waits for the first one, which lets a queue look for jobs that died
    report = wait(server, run_id, is_over)
    quarter = BLOCK // 4
    assert (report["state"], report["rows"]) == ("done", ROWS)
    assert (report["created"], report["rejected"]) == (ROWS - quarter, quarter)
    issues = report_of(server, run_id, limit=ROWS)["issues"]
    assert [issue["kind"] for issue in issues] == ["block_stopped"] * quarter
    assert STUCK + 2 in [issue["line"] for issue in issues]
    assert len({issue["line"] for issue in issues}) == quarter
