"""Through every door the same answers: XML-RPC, JSON-2, Odoo code; mistakes are sentences through each."""

import base64
import json
import re
import xmlrpc.client

import doors
import pytest

TEXT = (
    "Code client;Raison sociale;Ville;Siret;Plafond de crédit\n"
    "{0}-1;Aciéries;Lille;55208131700000;1 000,00\n"
    "{0}-2;;Lyon;;\n"
    ";Sans code;Paris;;\n"
    "{0}-1;Aciéries;Lyon;;\n"
)


@pytest.fixture(scope="module")
def ways(server, key):
    """Every door as a function of method and arguments."""
    return {
        "xmlrpc": lambda method, **arguments: server.call(doors.MODEL, method, **arguments),
        "json2": lambda method, **arguments: doors.json2(server, key, method, **arguments),
        "code": lambda method, **arguments: doors.odoo_code(server, method, **arguments),
    }


def file_of(prefix):
    return base64.b64encode(TEXT.format(prefix).encode()).decode()


def comparable(report, prefix):
    """A report without what differs from run to run."""
    text = json.dumps(report, sort_keys=True).replace(f"{prefix}-", "X-")
    return re.sub(r'"(run_id|partner_id)": \d+', r'"\1": 1', text)


def test_the_same_answers(ways):
    checks, imports, reports, rows = set(), set(), set(), set()
    for door, call in ways.items():
        prefix = f"SAME{door}"
        options = {"twins": "create"}  # the customers of one door are like those of another
        checks.add(comparable(call("check_file", content=file_of("X"), filename="a.csv", options=options), "X"))
        imported = call("import_file", content=file_of(prefix), filename="a.csv", options=options)
        assert (imported["created"], imported["rejected"]) == (1, 3)
        imports.add(comparable(imported, prefix))
        reports.add(comparable(call("get_report", run_id=imported["run_id"], limit=1), prefix))
        given = [{"code": f"{prefix}-9", "name": "Chaux", "city": None, "credit_limit": 5.5}]
        given = given if door == "json2" else without_none(given)
        rows.add(comparable(call("import_rows", rows=given, options=options), prefix))
    assert [len(found) for found in (checks, imports, reports, rows)] == [1, 1, 1, 1]
    (page,) = reports
    assert len(json.loads(page)["issues"]) == 1


def without_none(rows):
    """XML-RPC has no null: what is missing is left out, or False."""
    return [{name: False if value is None else value for name, value in row.items()} for row in rows]


@pytest.mark.parametrize("door", ["xmlrpc", "json2"])
@pytest.mark.parametrize(
    ("method", "arguments", "word"),
    [
        ("import_file", {"content": "§§", "filename": "a.csv"}, "base64"),
        ("import_file", {"content": 5, "filename": "a.csv"}, "base64"),
        ("import_file", {"content": "", "filename": "a.csv"}, "empty"),
        ("import_file", {"content": file_of("A"), "filename": ""}, "'filename'"),
        ("import_file", {"content": file_of("A"), "filename": 7}, "'filename' must be text"),
        ("import_file", {"content": file_of("A"), "filename": "a.csv", "mapping": 7}, "'mapping' must be text"),
        ("import_file", {"content": file_of("A"), "filename": "a.csv", "options": ["x"]}, "'options'"),
        ("check_file", {"content": file_of("A"), "filename": "a.csv", "options": {"columns": 1}}, "option 'columns'"),
        ("check_file", {"content": file_of("A"), "filename": "a.csv", "options": {"sheet": 1}}, "option 'sheet'"),
        ("check_file", {"content": file_of("A"), "filename": "a.csv", "options": {"header_line": -1}}, "header_line"),
        ("check_file", {"content": file_of("A"), "filename": "a.csv", "options": {"encoding": "x-y"}}, "x-y"),
        ("check_file", {"content": file_of("A"), "filename": "a.csv", "options": {"decimal": "x"}}, "decimal"),
        ("import_rows", {"rows": "x"}, "'rows'"),
        ("import_rows", {"rows": []}, "'rows'"),
        ("import_rows", {"rows": [{"code": {"a": 1}, "name": "B"}]}, "Row 1, code"),
        ("import_rows", {"rows": [{"code": "A", "name": "B"}], "idempotency_key": [1]}, "'idempotency_key'"),
        ("get_report", {"run_id": 2**31 - 1}, "no run"),
        ("get_report", {"run_id": "1"}, "'run_id'"),
        ("get_report", {"run_id": 1, "offset": -1}, "'offset'"),
    ],
)
def test_a_mistake_is_a_sentence(server, ways, door, method, arguments, word):
    server.expect_in_log(".")
    with pytest.raises((xmlrpc.client.Fault, doors.Refused)) as caught:
        ways[door](method, **arguments)
    if door == "xmlrpc":
        assert caught.value.faultCode == 2
        said = caught.value.faultString
    else:
        assert caught.value.status == 422
        said = caught.value.answer["message"]
    assert word in said
    assert "Traceback" not in said


def test_wrong_password_and_key(server):
    common = xmlrpc.client.ServerProxy(f"{server.url}/xmlrpc/2/common")
    assert common.authenticate(server.db, server.login, "wrong", {}) is False
    models = xmlrpc.client.ServerProxy(f"{server.url}/xmlrpc/2/object")
    with pytest.raises(xmlrpc.client.Fault) as caught:
        models.execute_kw(server.db, 2, "wrong", doors.MODEL, "get_report", [], {"run_id": 1})
    assert caught.value.faultCode == 3
    assert "Traceback" not in caught.value.faultString
    with pytest.raises(doors.Refused) as refused:
        doors.json2(server, "wrong", "get_report", run_id=1)
    assert refused.value.status == 401


def test_user_without_rights(server):
    group = server.call(
        "ir.model.data", "search_read", [["module", "=", "base"], ["name", "=", "group_user"]], ["res_id"]
    )
    values = {"name": "Reader", "login": "reader", "password": "reader", "group_ids": [[6, 0, [group[0]["res_id"]]]]}
    server.call("res.users", "create", values)
    common = xmlrpc.client.ServerProxy(f"{server.url}/xmlrpc/2/common")
    user = common.authenticate(server.db, "reader", "reader", {})
    models = xmlrpc.client.ServerProxy(f"{server.url}/xmlrpc/2/object")
    for method, arguments in (
        ("import_file", {"content": file_of("A"), "filename": "a.csv"}),
        ("check_file", {"content": file_of("A"), "filename": "a.csv"}),
        ("import_rows", {"rows": [{"code": "A", "name": "B"}]}),
        ("get_report", {"run_id": 1}),
    ):
        with pytest.raises(xmlrpc.client.Fault) as caught:
            models.execute_kw(server.db, user, "reader", doors.MODEL, method, [], arguments)
        assert caught.value.faultCode == 4, method
        assert "Traceback" not in caught.value.faultString


@pytest.mark.parametrize("door", ["xmlrpc", "json2"])
def test_a_file_over_the_limit(server, ways, door):
    server.expect_in_log("at most")
    server.call("ir.config_parameter", "set_param", "dso_smart_upload.max_file_mb", "0.0001")
    try:
        with pytest.raises((xmlrpc.client.Fault, doors.Refused), match="at most"):
            ways[door]("import_file", content=file_of("A"), filename="a.csv")
    finally:
        server.call("ir.config_parameter", "set_param", "dso_smart_upload.max_file_mb", "32")
