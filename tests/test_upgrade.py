"""A database of version 19.0.1.0.0, with the data that people have, works with the present version."""

import json
import os
import re
import subprocess
import tarfile
import xmlrpc.client
from pathlib import Path

import file_servers
import psycopg2
import pytest

import databases
import odoo_process
import postgres
from environment import LOGS, ROOT
from live_server import served

HERE = Path(__file__).parent
OLD = HERE / "fixtures" / "dso_smart_upload-19.0.1.0.0.tar.xz"  # the addon of that version, without tests and pictures

LATER = ("dso_smart_upload_einvoice",)  # installs itself, and was not there with the old version


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    """A running server on an upgraded database, and the ids of what was made before; see `make_old_data.py`."""
    postgres.start()
    folder = tmp_path_factory.mktemp("old")
    (folder / "odoo" / "addons").mkdir(parents=True)
    with tarfile.open(OLD) as archive:
        archive.extractall(folder / "odoo" / "addons")  # noqa: S202, our own file
    for addon in LATER:
        (folder / "odoo" / "addons" / addon).mkdir()
        (folder / "odoo" / "addons" / addon / "__init__.py").touch()
        manifest = {"name": addon, "license": "LGPL-3", "installable": False}
        (folder / "odoo" / "addons" / addon / "__manifest__.py").write_text(repr(manifest))
    files = tmp_path_factory.mktemp("files")
    (files / "out").mkdir()
    (files / "out" / "old.csv").write_text("Code client;Raison sociale\nF1;Fonderie\n")
    with (
        file_servers.ftp_server(files) as port,
        databases.copy_of(databases.base_template(), "upgrade") as database,
    ):
        log = LOGS / f"{database}.log"
        old = {**os.environ, "PYTHONPATH": str(folder), "OLD_FTP_PORT": str(port)}
        odoo(["-i", "dso_smart_upload", "--stop-after-init"], database, log, old)
        printed = odoo(["--no-http"], database, log, old, shell=HERE / "make_old_data.py")
        made = json.loads(next(line for line in printed.splitlines() if line.startswith("MADE ")).removeprefix("MADE "))
        log.unlink()
        odoo(["-u", "dso_smart_upload", "--stop-after-init"], database, log, os.environ)
        assert not odoo_process.problems(odoo_process.read(log))
        with served(database, "--max-cron-threads=0") as server:
            yield server, made


def odoo(arguments, database, log, variables, shell=None):
    """Run Odoo's command line, its shell with a script if there is one, and return what it printed."""
    command = [*odoo_process.ODOO, *(["shell"] if shell else []), "-d", database, "--logfile", str(log), *arguments]
    script = shell.read_text() if shell else ""
    done = subprocess.run(
        command, input=script, capture_output=True, text=True, cwd=ROOT, env=variables, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


def call(server, method, **arguments):
    return server.call("dso.upload.run", method, **arguments)


def test_the_new_version_is_installed(upgraded):
    server, _made = upgraded
    (module,) = server.call(
        "ir.module.module", "search_read", [["name", "=", "dso_smart_upload"]], ["state", "latest_version"]
    )
    assert (module["state"], module["latest_version"]) == ("installed", "19.0.1.2.0")


def test_old_imports_have_no_corrected_cells(upgraded):
    server, made = upgraded
    runs = server.call("dso.upload.run", "read", [made["first"], made["second"]], ["corrections", "is_stale"])
    assert [(run["corrections"], run["is_stale"]) for run in runs] == [(False, False)] * 2


def test_reports_of_old_imports(upgraded):
    server, made = upgraded
    first = call(server, "get_report", run_id=made["first"])
    assert (first["state"], first["created"], first["rejected"]) == ("done", 2, 1)
    assert first["creates"] == {"payment_terms": ["45 jours fin de mois"], "groups": ["Groupe", "Nord", "Sud"]}
    second = call(server, "get_report", run_id=made["second"])
    assert (second["state"], second["updated"], second["kept"]) == ("done", 1, 1)
    runs = server.call("dso.upload.run", "search", [])
    server.call("dso.upload.run", "read", runs)
    for model in ("dso.upload.change", "dso.upload.issue", "dso.upload.mapping", "dso.upload.source"):
        server.call(model, "search_read", [])


def test_notes_of_old_imports_are_no_warnings(upgraded):
    server, made = upgraded
    again = call(server, "get_report", run_id=made["again"])
    assert [(issue["kind"], issue["severity"]) for issue in again["issues"]] == [
        ("same_file", "info"),
        ("kept", "kept"),
    ]
    assert (again["warnings"], again["kept"]) == (0, 1)


def test_old_imports_that_were_cancelled(upgraded):
    server, made = upgraded
    names = ["state", "is_cancelled", "shown_state", "shown_rows"]
    (run,) = server.call("dso.upload.run", "read", [made["cancelled"]], names)
    assert [run[name] for name in names] == ["failed", True, "cancelled", 0]
    assert call(server, "get_report", run_id=made["first"])["is_cancelled"] is False


def test_the_mapping_and_its_words(upgraded):
    server, made = upgraded
    (mapping,) = server.call("dso.upload.mapping", "search_read", [["name", "=", "Old mapping"]], [])
    assert (mapping["create_payment_terms"], mapping["create_groups"]) == (True, True)
    text = "Code client;Raison sociale;Pays;Conditions;Groupe;Plafond de crédit\nU9;Neuf;FR;zz;Nord;1\n"
    report = call(
        server, "import_rows", rows=[dict(zip(*(line.split(";") for line in text.splitlines()), strict=True))]
    )
    assert (report["state"], report["created"]) == ("done", 1), report["issues"]
    (customer,) = server.call("res.partner", "search_read", [["ref", "=", "U9"]], ["property_payment_term_id"])
    assert customer["property_payment_term_id"][0] == made["term"]


def test_a_waiting_import_goes_on(upgraded):
    server, made = upgraded
    cron = server.call("ir.model.data", "search_read", [["name", "=", "ir_cron_import"]], ["res_id"])[0]["res_id"]
    server.call("ir.cron", "method_direct_trigger", [cron])
    report = call(server, "get_report", run_id=made["waiting"])
    assert (report["state"], report["updated"]) == ("done", 1)


def test_old_imports_can_be_undone(upgraded):
    server, made = upgraded
    for name in ("waiting", "second", "first"):
        assert call(server, "undo", run_id=made[name])["state"] == "undone"
    assert not server.call("res.partner", "search", [["ref", "in", ["U1", "U2"]]])


def test_sources_keep_what_they_had(upgraded):
    server, made = upgraded
    (source,) = server.call("dso.upload.source", "read", [made["source"]], [])
    assert (source["host"], source["username"]) == ("files.example.com", "sage")
    assert source["set_up_by"][0] == source["create_uid"][0]


def test_passwords_of_sources_are_used_and_not_read(upgraded):
    server, made = upgraded
    sources = "dso.upload.source"
    (source,) = server.call(sources, "read", [made["source"]], [])
    assert (source["has_password"], source["has_private_key"]) == (True, True)
    assert (source["password"], source["private_key"]) == (False, False)
    for secret in ("old secret", "old key"):
        assert secret not in repr(server.call(sources, "search_read", []))
    for name in ("secret_password", "secret_private_key"):
        for method, arguments in (
            ("read", [[made["source"]], [name]]),
            ("search", [[[name, "=like", "old%"]]]),
            ("export_data", [[made["source"]], [name]]),
            ("formatted_read_group", [[], [name], ["__count"]]),
        ):
            with pytest.raises(xmlrpc.client.Fault):
                server.call(sources, method, *arguments)
    assert server.call(sources, "fetch_files", [made["ftp"]]) == {"done": 1, "error": 0}
    assert server.call("res.partner", "search_count", [["ref", "=", "F1"]]) == 1


def test_nothing_is_left_in_the_old_columns(upgraded):
    server, _made = upgraded
    names = server.call("ir.model.fields", "search_read", [["model", "=", "dso.upload.source"]], ["name", "store"])
    stored = {field["name"] for field in names if field["store"]}
    assert not stored & {"password", "private_key"}
    assert {"secret_password", "secret_private_key"} <= stored
    with psycopg2.connect(dbname=server.db) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'dso_upload_source'")
        assert not {name for (name,) in cursor} & {"password", "private_key"}


def test_the_address_of_a_source_is_new_and_secret(upgraded):
    server, made = upgraded
    (source,) = server.call("dso.upload.source", "read", [made["mail"]], [])
    assert re.fullmatch("old-customers-[a-z2-9]{16}(@.*)?", source["mail_address"])
    assert source["alias_name"] == "old-customers"
    assert "old-customers" in source["failing"] and source["mail_address"] not in source["failing"]
    domain = [["model", "=", "dso.upload.source"], ["res_id", "=", made["mail"]]]
    messages = server.call("mail.message", "search_read", domain, ["subject", "body"])
    assert "Old mail has a new mail address" in [one["subject"] for one in messages]
    assert source["mail_address"].partition("@")[0] not in repr(messages)


def test_nobody_runs_the_old_scheduled_actions_as_server_actions(upgraded):
    server, _made = upgraded
    crons = [["module", "=", "dso_smart_upload"], ["model", "=", "ir.cron"]]
    crons = [found["res_id"] for found in server.call("ir.model.data", "search_read", crons, ["res_id"])]
    assert len(crons) == 3
    actions = server.call("ir.cron", "read", crons, ["ir_actions_server_id", "group_ids"])
    login = "old controller"
    common = xmlrpc.client.ServerProxy(f"{server.url}/xmlrpc/2/common")
    user = common.authenticate(server.db, login, login, {})
    models = xmlrpc.client.ServerProxy(f"{server.url}/xmlrpc/2/object")
    for action in actions:
        given = [action["ir_actions_server_id"][0]]
        with pytest.raises(xmlrpc.client.Fault) as caught:
            models.execute_kw(server.db, user, login, "ir.actions.server", "run", [given])
        assert caught.value.faultCode == 4, caught.value.faultString
