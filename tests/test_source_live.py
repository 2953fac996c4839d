"""Files go the whole way: from a real server of every kind into Odoo, by hand and by the schedule."""

import contextlib

import file_servers as servers
import paramiko
import pytest

TEXT = "Code client;Raison sociale;Ville\n{0}-1;Aciéries;Lille\n"
KINDS = ["folder", "sftp", "ftp", "ftps", "http", "s3"]
ROOTS, INTERNAL = "dso_smart_upload.source_roots", "dso_smart_upload.internal_hosts"


def set_parameter(server, name, value):
    server.call("ir.config_parameter", "set_param", name, value)


@pytest.fixture
def folder(server, tmp_path):
    """The folder `out`, which servers of every kind give out."""
    set_parameter(server, ROOTS, str(tmp_path))
    set_parameter(server, INTERNAL, "localhost")
    folder = tmp_path / "files" / "out"
    folder.mkdir(parents=True)
    yield folder
    set_parameter(server, INTERNAL, "")


@pytest.fixture
def make_source(server, folder, tmp_path):
    """A function that starts the server of a kind and makes the source that fetches from it; returns its id."""
    with contextlib.ExitStack() as running:

        def make(kind, **changes):
            values = {"name": kind, "kind": kind, "pattern": "clients*.csv", "settle_seconds": 1}
            place = place_of(kind, folder, tmp_path, running)
            return server.call("dso.upload.source", "create", {**values, **place, **changes})

        made = []
        yield lambda kind, **changes: made.append(make(kind, **changes)) or made[-1]
        server.call("dso.upload.source", "write", made, {"active": False})


def place_of(kind, folder, tmp_path, running):
    login = {"username": servers.USER, "password": servers.PASSWORD, "host": "localhost", "folder": "/out"}
    if kind == "folder":
        return {"folder": str(folder)}
    if kind == "sftp":
        key = paramiko.ECDSAKey.generate()
        port = running.enter_context(servers.sftp_server(folder.parent, key))
        return {**login, "port": port, "host_key": f"{key.get_name()} {key.get_base64()}"}
    if kind == "ftp":
        return {**login, "port": running.enter_context(servers.ftp_server(folder.parent))}
    if kind == "ftps":
        path, certificate = servers.self_signed(tmp_path)
        port = running.enter_context(servers.ftp_server(folder.parent, path))
        return {**login, "port": port, "certificate": certificate}
    if kind == "http":
        port = running.enter_context(servers.http_server(folder.parent))
        return {"url": f"http://localhost:{port}/out/"}
    port = running.enter_context(servers.s3_server(folder.parent.parent))
    return {**login, "url": f"http://localhost:{port}", "folder": "files/out"}


def fetch(server, source):
    return server.call("dso.upload.source", "fetch_files", [source])


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.exists() else []


@pytest.mark.parametrize("kind", KINDS)
def test_fetch_and_put_away(server, folder, make_source, kind):
    server.expect_in_log("could not be imported")
    source = make_source(kind)
    assert "It works" in server.call("dso.upload.source", "action_test", [source])["params"]["message"]
    code = f"LIVE{kind}".upper()
    (folder / "clients_1.csv").write_text("Ville\nLille\n")
    (folder / "clients 2.csv").write_text(TEXT.format(code))
    (folder / "other.csv").write_text(TEXT.format("OTHER"))
    assert fetch(server, source) == {"done": 1, "error": 1}
    assert server.call("res.partner", "search_count", [["ref", "=", f"{code}-1"]]) == 1
    if kind == "http":
        assert names(folder) == ["clients 2.csv", "clients_1.csv", "other.csv"]
    else:
        assert names(folder) == ["other.csv"]
        assert names(folder / "done") == ["clients 2.csv"]
        assert names(folder / "error") == ["clients_1.csv", "clients_1.csv.report.txt"]
    assert fetch(server, source)["done"] == 0
    assert server.call("dso.upload.run", "search_count", [["source_id", "=", source], ["state", "=", "done"]]) == 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "folder"])
def test_internal_servers_are_refused(server, make_source, kind):
    server.expect_in_log("internal address")
    set_parameter(server, INTERNAL, "")
    with pytest.raises(Exception, match="internal address") as caught:
        fetch(server, make_source(kind))
    assert servers.PASSWORD not in str(caught.value)


def test_reading_the_key_of_a_server(server, make_source, folder):
    source = make_source("sftp", host_key=False)
    server.expect_in_log("not known")
    with pytest.raises(Exception, match="not known.*SHA256:"):
        fetch(server, source)
    said = server.call("dso.upload.source", "action_read_host_key", [source])["params"]["message"]
    assert "SHA256:" in said
    assert fetch(server, source) == {"done": 0, "error": 0}


def test_the_schedule_goes_on_after_failures(server, folder, make_source):
    server.expect_in_log("Source (A gone|folder|ftp)")
    make_source("folder", name="A gone", folder=str(folder / "gone"))
    make_source("ftp", password="wrong")
    make_source("folder")
    (folder / "clients_1.csv").write_text("Ville\nLille\n")
    (folder / "clients_2.csv").write_text(TEXT.format("CRON"))
    (cron,) = server.call("ir.cron", "search", [["cron_name", "=", "Smart Upload: fetch from sources"]])
    server.call("ir.cron", "method_direct_trigger", [cron])
    assert server.call("res.partner", "search_count", [["ref", "=", "CRON-1"]]) == 1
    assert names(folder) == []
    assert names(folder / "done") == ["clients_2.csv"]
    failing = server.call("dso.upload.source", "search_read", [["failing", "!=", False]], ["name", "failing"])
    assert {(one["name"], one["failing"].split(":")[0]) for one in failing} == {
        ("A gone", f"There is no folder {folder / 'gone'} on the server."),
        ("ftp", "The server localhost refused the login"),
    }


def test_no_secret_in_the_log(server, make_source, folder):
    server.expect_in_log("refused the login")
    for kind in ("sftp", "ftp", "ftps", "s3"):
        changes = {"username": "other"} if kind == "s3" else {"username": "other", "password": "very secret"}
        with pytest.raises(Exception, match="refused the login"):
            fetch(server, make_source(kind, **changes))
    assert "very secret" not in server.log.read_text()
    assert servers.PASSWORD not in server.log.read_text()
