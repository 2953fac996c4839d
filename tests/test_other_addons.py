"""Another addon's computed fields, constraints and overrides do their work during an import."""

import base64
import configparser
from pathlib import Path

import pytest

import postgres
from environment import ODOO_CONFIG
from live_server import live_server

ADDONS = Path(__file__).parent / "addons"
HEADER = "Code client;Raison sociale;Ville\n"
ROWS, FORBIDDEN = 1000, 777


@pytest.fixture(scope="module")
def server():
    """A server with the other addon; each test has customer codes of its own."""
    config = configparser.ConfigParser()
    config.read(ODOO_CONFIG)
    folders = f"{config['options']['addons_path']},{ADDONS}"
    postgres.start()
    with live_server("others", f"--addons-path={folders}", "-i", "test_dso_smart_upload") as running:
        yield running


def import_file(server, city, letter="T"):
    names = ("Forbidden" if number == FORBIDDEN else "Customer" for number in range(ROWS))
    rows = (f"{letter}{number};{name} {number};{city}\n" for number, name in enumerate(names))
    content = base64.b64encode((HEADER + "".join(rows)).encode()).decode()
    return server.call("dso.upload.run", "import_file", content=content, filename="clients.csv")


def customers(server):
    fields = ["ref", "city", "x_test_label", "x_test_cities"]
    return server.call("res.partner", "search_read", [["ref", "=like", "T%"]], fields)


def test_import_of_a_thousand_of_whom_one_is_refused(server):
    report = import_file(server, "Lille")
    assert (report["created"], report["rejected"]) == (ROWS - 1, 1)
    (issue,) = [issue for issue in report["issues"] if issue["severity"] == "error"]
    assert (issue["line"], issue["code"]) == (FORBIDDEN + 2, f"T{FORBIDDEN}")
    assert "list of sanctions" in issue["message"]
    found = customers(server)
    assert len(found) == ROWS - 1
    assert all(partner["x_test_label"] == f"{partner['ref']}/Lille" for partner in found)
    assert {partner["x_test_cities"] for partner in found} == {"Lille"}

    report = import_file(server, "Metz")
    assert (report["updated"], report["rejected"]) == (ROWS - 1, 1)
    found = customers(server)
    assert all(partner["x_test_label"] == f"{partner['ref']}/Metz" for partner in found)
    assert {partner["x_test_cities"] for partner in found} == {"Lille Metz"}


def test_what_an_addon_adds_to_imports(server):
    report = import_file(server, "Lille", "U")
    fields = ["x_test_origin", "x_test_context"]
    found = server.call("res.partner", "search_read", [["ref", "=", "U1"]], fields)
    assert [found[0][name] for name in fields] == ["file", "import"]
    server.call("res.partner", "write", [found[0]["id"]], {"x_test_origin": "a person"})

    import_file(server, "Metz", "U")
    found = server.call("res.partner", "search_read", [["ref", "=", "U1"]], fields)
    assert [found[0][name] for name in fields] == ["a person", "import"]

    server.call("dso.upload.run", "write", [report["run_id"]], {"x_test_note": "seen"})
    (run,) = server.call("dso.upload.run", "read", [report["run_id"]], ["x_test_note", "x_test_ended"])
    assert (run["x_test_note"], run["x_test_ended"]) == ("seen", f"done {ROWS - 1}")


def test_what_an_addon_derives(server):
    report = import_file(server, "Brest", "V")
    assert report["test_regions"] == {"derived": ROWS}
    change = report["changes"][0]
    assert change["values"]["x_test_region"] == ["", "Region of Brest"]
    assert change["reasons"] == {"x_test_region": "from the city"}
    (issue,) = [issue for issue in report["issues"] if issue["line"] == 2]
    assert (issue["kind"], issue["message"]) == ("test_far", "Line 2: Brest is far away.")
    found = server.call("res.partner", "search_read", [["ref", "=", "V1"]], ["x_test_region"])
    assert found[0]["x_test_region"] == "Region of Brest"

    report = import_file(server, "Brest", "V")
    assert (report["unchanged"], report["test_regions"]) == (ROWS - 1, {"derived": 1})  # that of the refused row
    server.call("res.partner", "write", [found[0]["id"]], {"x_test_region": "elsewhere"})
    assert import_file(server, "Brest", "V")["updated"] == 1


def test_what_the_issues_of_an_addon_are_called(server):
    content = base64.b64encode(f"{HEADER}W1;Customer 1;Brest\nW2;Customer 2;Lille\n".encode()).decode()
    upload = server.call("dso.smart.upload", "bench_upload", content=content, filename="clients.csv")["id"]
    server.call("dso.smart.upload", "bench_go", [upload], "check")
    causes = server.call("dso.smart.upload", "bench_check", [upload])["causes"]
    assert [(one["kind"], one["title"]) for one in causes] == [("test_far", "Cities that are far away")]
