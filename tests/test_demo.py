"""The first import of a company that has customers without codes doubles nobody, and is undone without a trace."""

import json
from pathlib import Path

import databases
import odoo_process
import postgres
from environment import LIB, LOGS, ROOT

EXAMPLE = str(ROOT / "examples" / "clients.csv")


def test_first_import_and_its_undo():
    postgres.start()
    log = LOGS / "test_demo.log"
    with databases.copy_of(databases.addons_template(), "demo") as database:
        odoo_process.run_shell(database, LIB / "demo_company.py", log, DEMO_FILE=EXAMPLE)
        found = odoo_process.run_shell(database, Path(__file__).with_name("undo_demo.py"), log, DEMO_FILE=EXAMPLE)
    told = json.loads(found.splitlines()[-1])
    report = told["report"]
    assert report["linked"] > 30, told
    assert report["created"] == 0, told
    assert told["names"] == told["customers"], told
    assert told["undone"] == {"reverted": report["updated"], "kept": 0, "failed": 0}, told
    assert told["otherwise"] == {}, told
