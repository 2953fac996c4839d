"""Places of every kind against real servers on this machine: list, read, put away; what they refuse."""

import contextlib
import io
import ipaddress
import os
from dataclasses import replace

import file_servers as servers
import paramiko
import pytest

from odoo.addons.dso_smart_upload.storage import Guard, Settings, Trouble, open_place
from odoo.addons.dso_smart_upload.storage import sftp as sftp_place
from odoo.addons.dso_smart_upload.storage.addresses import is_public

KINDS = ["folder", "sftp", "ftp", "ftps", "http", "s3"]
LIMIT = 10**6
LOOPBACK = "127.0.0.0/8, ::1, localhost"


@pytest.fixture(scope="module")
def host_key():
    return paramiko.ECDSAKey.generate()


@pytest.fixture
def user_key():
    return paramiko.RSAKey.generate(2048)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "files" / "out"
    (folder / "below").mkdir(parents=True)
    for number, name in enumerate(("clients 1.csv", "clients_2.csv", "é.csv")):
        (folder / name).write_bytes(b"Code;Nom\nC1;A\n" + bytes([number + 65]))
        os.utime(folder / name, (1_790_000_000 + number, 1_790_000_000 + number))
    return folder


@pytest.fixture
def place_of(tmp_path, folder, host_key):
    """A function that starts the server of a kind and returns the ``Settings`` to reach it, changed as asked."""
    with contextlib.ExitStack() as running:
        yield lambda kind, **changes: Settings(**{**settings_of(kind, tmp_path, folder, host_key, running), **changes})


def settings_of(kind, tmp_path, folder, host_key, running):
    root = folder.parent
    guard = Guard(LOOPBACK)
    login = {"username": servers.USER, "password": servers.PASSWORD, "guard": guard, "kind": kind}
    if kind == "folder":
        return {"kind": kind, "folder": str(folder), "roots": (str(root),)}
    if kind == "sftp":
        port = running.enter_context(servers.sftp_server(root, host_key))
        return {**login, "host": "localhost", "port": port, "folder": "/out", "host_key": sftp_place.as_text(host_key)}
    if kind == "ftp":
        port = running.enter_context(servers.ftp_server(root))
        return {**login, "host": "localhost", "port": port, "folder": "/out"}
    if kind == "ftps":
        path, certificate = servers.self_signed(tmp_path)
        port = running.enter_context(servers.ftp_server(root, path))
        return {**login, "host": "localhost", "port": port, "folder": "/out", "certificate": certificate}
    if kind == "http":
        port = running.enter_context(servers.http_server(root))
        return {"kind": kind, "url": f"http://localhost:{port}/out/", "guard": guard}
    port = running.enter_context(servers.s3_server(root.parent))
    return {**login, "url": f"http://localhost:{port}", "folder": f"{root.name}/out"}


@pytest.mark.parametrize("kind", KINDS)
def test_list_and_read(place_of, folder, kind):
    with open_place(place_of(kind)) as place:
        found = {one.name: one for one in place.list()}
        assert sorted(found) == ["clients 1.csv", "clients_2.csv", "é.csv"]
        for name, one in found.items():
            assert place.read(one, LIMIT) == (folder / name).read_bytes()
            if kind != "http":
                assert one.size == (folder / name).stat().st_size
                assert one.modified.year == 2026
        with pytest.raises(Trouble, match="larger"):
            place.read(found["clients_2.csv"], 5)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "http"])
def test_put_away(place_of, folder, kind):
    with open_place(place_of(kind)) as place:
        place.prepare("done", "error")
        (first,) = [one for one in place.list() if one.name == "clients 1.csv"]
        assert place.move(first, "done") == "clients 1.csv"
        (folder / "clients 1.csv").write_bytes(b"again")
        assert place.move(first, "done") == "clients 1 (2).csv"
        place.write("error", "é.csv.report.txt", "Né".encode())
        place.delete(next(one for one in place.list() if one.name == "clients_2.csv"))
    assert (folder / "done" / "clients 1 (2).csv").read_bytes() == b"again"
    assert (folder / "error" / "é.csv.report.txt").read_text() == "Né"
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == ["é.csv"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "folder"])
def test_no_internal_address_unless_allowed(place_of, kind):
    settings = place_of(kind, guard=Guard("example.com, 10.0.0.0/8"))
    with pytest.raises(Trouble, match="internal address"), open_place(settings) as place:
        place.list()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "folder"])
def test_a_server_allowed_by_its_name(place_of, kind):
    with open_place(place_of(kind, guard=Guard("localhost"))) as place:
        assert place.list()


@pytest.mark.parametrize("kind", ["sftp", "ftp", "ftps", "s3"])
def test_wrong_login(place_of, kind):
    changes = {"username": "other"} if kind == "s3" else {"password": "wrong"}
    with pytest.raises(Trouble) as caught, open_place(place_of(kind, **changes)) as place:
        place.list()
    assert caught.value.kind == "login"


@pytest.mark.parametrize("kind", KINDS)
def test_no_such_folder(place_of, kind):
    settings = place_of(kind)
    changes = {"folder": "none" if kind == "s3" else settings.folder + "/none", "url": settings.url}
    if kind == "http":
        changes = {"url": settings.url + "none/"}
    with pytest.raises(Trouble, match="no folder"), open_place(replace(settings, **changes)) as place:
        place.list()


def test_storage_has_no_folders(place_of, folder):
    with open_place(place_of("s3", folder="files/out/none")) as place:
        assert place.list() == []
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
    with open_place(place_of("s3")) as place:
        assert place.list() == []


@pytest.mark.parametrize("kind", ["sftp", "ftp", "ftps", "http", "s3"])
def test_nobody_answers(kind):
    free = servers.socket.create_server((servers.HOST, 0))
    port = free.getsockname()[1]
    free.close()
    key = sftp_place.as_text(paramiko.ECDSAKey.generate())
    url = f"http://127.0.0.1:{port}/"
    settings = Settings(kind, "out", host="127.0.0.1", port=port, url=url, host_key=key, guard=Guard(LOOPBACK))
    with pytest.raises(Trouble, match="does not answer"), open_place(settings) as place:
        place.list()


def test_sftp_host_key(place_of):
    unknown = place_of("sftp", host_key="")
    with pytest.raises(Trouble, match="not known.*SHA256:"), open_place(unknown):
        pass
    for other in (paramiko.ECDSAKey.generate(), paramiko.RSAKey.generate(2048)):
        with (
            pytest.raises(Trouble, match="another key"),
            open_place(place_of("sftp", host_key=sftp_place.as_text(other))),
        ):
            pass
    with pytest.raises(Trouble, match="must look like"), open_place(place_of("sftp", host_key="ssh-rsa nonsense")):
        pass


def test_sftp_read_host_key(place_of, host_key):
    assert sftp_place.as_text(sftp_place.read_host_key(place_of("sftp"))) == sftp_place.as_text(host_key)


def test_sftp_with_a_private_key(folder, host_key, user_key):
    with servers.sftp_server(folder.parent, host_key, user_key) as port:
        written = io.StringIO()
        user_key.write_private_key(written, password="pass phrase")
        settings = Settings(
            "sftp",
            "/out",
            host="localhost",
            port=port,
            username="key",
            password="pass phrase",
            private_key=written.getvalue(),
            host_key=sftp_place.as_text(host_key),
            guard=Guard(LOOPBACK),
        )
        with open_place(settings) as place:
            assert len(place.list()) == 3


@pytest.mark.parametrize("kind", ["ftps", "http"])
def test_a_certificate_that_is_not_trusted(tmp_path, place_of, folder, kind):
    if kind == "ftps":
        settings = place_of(kind, certificate="")
        with pytest.raises(Trouble, match="not trusted"), open_place(settings) as place:
            place.list()
        return
    path, certificate = servers.self_signed(tmp_path)
    with servers.http_server(folder.parent, certificate=path) as port:
        given = {"kind": "http", "url": f"https://localhost:{port}/out/"}
        with pytest.raises(Trouble, match="not trusted"), open_place(Settings(**given, guard=Guard(LOOPBACK))) as place:
            place.list()
        with open_place(Settings(**given, certificate=certificate, guard=Guard(LOOPBACK))) as place:
            assert len(place.list()) == 3


def test_http_one_file_and_login(folder):
    with servers.http_server(folder, login="Basic c2FnZTpzZSBjcmV0") as port:
        url = f"http://localhost:{port}/clients%201.csv?token=hidden"
        given = {"kind": "http", "url": url, "username": servers.USER}
        with open_place(Settings(**given, password=servers.PASSWORD, guard=Guard(LOOPBACK))) as place:
            (found,) = place.list()
            assert found.name == "clients 1.csv"
            assert place.read(found, LIMIT).startswith(b"Code")
        with (
            pytest.raises(Trouble) as caught,
            open_place(Settings(**given, password="wrong", guard=Guard(LOOPBACK))) as place,
        ):
            place.read(place.list()[0], LIMIT)
        assert caught.value.kind == "login"
        assert "hidden" not in str(caught.value)


def test_http_redirects_are_checked(folder):
    with (
        servers.http_server(folder) as inside,
        servers.http_server(
            folder, {"/a.csv": f"http://127.0.0.2:{inside}/clients_2.csv", "/b.csv": "http://[::1]:9/b.csv"}
        ) as port,
    ):
        guard = Guard("127.0.0.1")
        for name in ("a.csv", "b.csv"):
            settings = Settings("http", url=f"http://127.0.0.1:{port}/{name}", guard=guard)
            with pytest.raises(Trouble, match="internal address"), open_place(settings) as place:
                place.read(place.list()[0], LIMIT)


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "ftp://a/b", "http://", "http://me:secret@a/b", "//a/b"])
def test_http_addresses_that_are_none(url):
    with pytest.raises(Trouble) as caught, open_place(Settings("http", url=url)):
        pass
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "host",
    """
    127.0.0.1 0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 169.254.169.254 168.63.129.16 172.31.0.1 192.0.0.8 192.0.2.1
    192.31.196.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1
    255.255.255.255 :: ::1 ::7f00:1 ::ffff:10.0.0.1 ::ffff:0:10.0.0.1 64:ff9b::a00:1 64:ff9b:1::808:808 100::1 2001::1
    2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:a00:1:: 2002:7f00:1:: 3fff::1 4000::1 5f00::1 fc00::1
    fd00:ec2::254 fe80::1 fec0::1 ff02::1 ff0e::1
    """.split(),
)
def test_internal_addresses(host):
    assert not is_public(ipaddress.ip_address(host))
    if host not in ("::7f00:1", "::ffff:0:10.0.0.1"):  # which no resolver takes for one address everywhere
        with pytest.raises(Trouble, match="internal"):
            Guard("").connect(host, 9)


@pytest.mark.parametrize(
    "host",
    [
        "8.8.8.8",
        "193.0.0.1",
        "2606:4700::1111",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "2a00:1450::1",
    ],
)
def test_public_addresses(host):
    assert is_public(ipaddress.ip_address(host))


def test_an_allowed_network_in_another_notation():
    for host in ("10.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1"):
        Guard("10.0.0.0/8")._check(host, host)
        with pytest.raises(Trouble, match="internal"):
            Guard("10.1.0.0/16")._check(host, host)


def test_a_folder_outside_the_allowed_ones(tmp_path, folder):
    for path, roots in ((folder, ("",)), (folder, (str(tmp_path / "other"),)), ("/etc", (str(folder),))):
        with pytest.raises(Trouble, match="not allowed"), open_place(Settings("folder", str(path), roots)):
            pass
    (folder / "done").symlink_to(tmp_path)
    with open_place(Settings("folder", str(folder), (str(folder),))) as place:
        for put_away in (lambda: place.move(place.list()[0], "done"), lambda: place.write("done", "a.txt", b"x")):
            with pytest.raises(Trouble, match="not allowed"):
                put_away()
    assert not (tmp_path / "a.txt").exists()


def test_no_link_on_the_way_to_a_folder(tmp_path, folder):
    (tmp_path / "outside").mkdir()
    (folder / "link").symlink_to(tmp_path / "outside")
    (tmp_path / "outside" / "below").mkdir()
    for path in (folder / "link", folder / "link" / "below", folder / "link" / ".." / "link"):
        with pytest.raises(Trouble, match="not allowed"), open_place(Settings("folder", str(path), (str(folder),))):
            pass
    (tmp_path / "root").symlink_to(folder.parent)  # the administrator's own link
    for path in (tmp_path / "root" / "out", folder):
        with open_place(Settings("folder", str(path), (str(tmp_path / "root"),))) as place:
            assert len(place.list()) == 3


def test_links_that_are_made_meanwhile(tmp_path, folder):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "clients_2.csv").write_text("secret")
    with open_place(Settings("folder", str(folder), (str(folder.parent),))) as place:
        found = {one.name: one for one in place.list()}
        folder.rename(tmp_path / "moved")
        folder.symlink_to(secret)  # the folder leads elsewhere now: the open one is used
        content = place.read(found["clients_2.csv"], LIMIT)
        assert content.startswith(b"Code")
        (tmp_path / "moved" / "clients_2.csv").unlink()
        (tmp_path / "moved" / "clients_2.csv").symlink_to(secret / "clients_2.csv")
        with pytest.raises(Trouble):
            place.read(found["clients_2.csv"], LIMIT)
        place.delete(found["clients_2.csv"])
        place.move(found["clients 1.csv"], "done")
        (tmp_path / "moved" / "done" / "clients 1.csv.report.txt").symlink_to(secret / "clients_2.csv")
        with pytest.raises(Trouble):
            place.write("done", "clients 1.csv.report.txt", b"x")
    assert (secret / "clients_2.csv").read_text() == "secret"
    assert not (secret / "done").exists()


def test_secrets_are_not_shown(place_of):
    settings = place_of("ftp", password="very secret", private_key="very secret")
    assert "very secret" not in repr(settings)
