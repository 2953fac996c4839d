"""Another program imports the example over XML-RPC, changes a few cells and imports again."""

import base64
import csv
import io
import xmlrpc.client
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[1] / "examples" / "clients.csv"
ENCODING = "cp1252"
OUTCOMES = ("created", "updated", "unchanged", "rejected")


def encoded(content):
    return base64.b64encode(content).decode()


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode(ENCODING)), delimiter=";"))


def file_of(rows):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode(ENCODING)


def import_file(server, content, **kwargs):
    report = server.call("dso.upload.run", "import_file", content=encoded(content), filename="clients.csv", **kwargs)
    assert report["state"] == "done"
    assert report["rows"] == sum(report[outcome] for outcome in OUTCOMES)
    return report


def customer(server, code, fields):
    (found,) = server.call("res.partner", "search_read", [["ref", "=", code]], fields)
    return found


def test_import_again_and_change(server):
    content = EXAMPLE.read_bytes()
    rows = rows_of(content)
    header = rows[0]
    first = import_file(server, content)
    assert first["created"] >= 35
    assert first["file"]["delimiter"] == ";"

    again = import_file(server, content)
    assert (again["created"], again["updated"]) == (0, 0)

    rows[1][header.index("Ville")] = "Villeurbanne"
    rows[2][header.index("Agence commerciale")] = "Rennes"
    code, limit = rows[3][0], header.index("Plafond de crédit")
    before = customer(server, code, ["credit_limit"])["credit_limit"]
    rows[3][limit] = "999 999,00"
    changed = import_file(server, file_of(rows))
    assert (changed["created"], changed["updated"], changed["kept"]) == (0, 2, 1)
    (kept,) = [issue for issue in changed["issues"] if issue["severity"] == "kept"]
    assert (kept["code"], kept["line"], kept["field"], kept["value"]) == (code, 4, "credit_limit", "999 999,00")
    assert customer(server, code, ["credit_limit"])["credit_limit"] == before
    assert customer(server, rows[1][0], ["city"])["city"] == "Villeurbanne"
    assert server.call("dso.upload.run", "get_report", run_id=changed["run_id"])["updated"] == 2


def test_protected_value_over_rpc_for_zero(server):
    rows = [{"code": "RPC-1", "name": "Verrerie", "credit_limit": 500}]
    server.call("dso.upload.run", "import_rows", rows=rows)
    rows[0]["credit_limit"] = 0
    report = server.call("dso.upload.run", "import_rows", rows=rows)
    assert (report["unchanged"], report["kept"]) == (1, 1)
    assert customer(server, "RPC-1", ["credit_limit"])["credit_limit"] == 500


def test_binary_content_and_check(server):
    content = xmlrpc.client.Binary("Code client;Raison sociale\nRPC-2;Chaux\n".encode(ENCODING))
    report = server.call("dso.upload.run", "check_file", content=content, filename="clients.csv")
    assert (report["state"], report["run_id"], report["created"]) == ("checked", 0, 1)
    assert not server.call("res.partner", "search", [["ref", "=", "RPC-2"]])


@pytest.mark.parametrize(
    ("kwargs", "word"),
    [
        ({"content": encoded(b""), "filename": "a.csv"}, "empty"),
        ({"content": "§§", "filename": "a.csv"}, "base64"),
        ({"content": encoded(b"Ville\nLille\n"), "filename": "a.csv"}, "Customer Code"),
        ({"content": encoded(EXAMPLE.read_bytes()), "filename": "a.csv", "mapping": "none"}, "no mapping"),
        ({"content": encoded(EXAMPLE.read_bytes()), "filename": "a.csv", "options": {"x": 1}}, "Unknown option"),
    ],
)
def test_mistakes_of_the_caller_are_sentences(server, kwargs, word):
    server.expect_in_log(word)
    with pytest.raises(xmlrpc.client.Fault) as caught:
        server.call("dso.upload.run", "import_file", **kwargs)
    assert caught.value.faultCode == 2
    assert word in caught.value.faultString
    assert "Traceback" not in caught.value.faultString
