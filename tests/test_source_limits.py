"""What is read from a place has a bound, whatever its server sends: listings, files and answers."""

import contextlib
import dataclasses
import doctest
import http.server
import itertools
import os
import socketserver
import ssl
import time
import tracemalloc
import zlib

import file_servers as servers
import paramiko
import pytest

from odoo.addons.dso_smart_upload.storage import Guard, Settings, Trouble, addresses, limits, open_place
from odoo.addons.dso_smart_upload.storage import sftp as sftp_place

LIMIT = 10**6
LOOPBACK = "127.0.0.0/8, ::1, localhost"
LOGIN = {"username": servers.USER, "password": servers.PASSWORD, "host": "localhost", "folder": "/out"}
MOST_MEMORY = 60 * 10**6


@pytest.fixture(autouse=True)
def bounds(monkeypatch):
    """Smaller bounds than in earnest, and a look at the memory."""
    monkeypatch.setattr(limits, "LISTING_BYTES", 10**6)
    monkeypatch.setattr(limits, "TALK_BYTES", 10**5)
    tracemalloc.start()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MOST_MEMORY


@contextlib.contextmanager
def web_server(parts, headers=()):
    """A web server that answers everything with the parts of a function, as long as somebody reads."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            for name, value in dict(headers).items():
                self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(OSError):
                for part in parts():
                    self.wfile.write(part)

        do_HEAD = do_GET

        def log_message(self, *args):
            pass

    with servers.serving(http.server.ThreadingHTTPServer((servers.HOST, 0), Handler)) as port:
        yield port


def endless(part):
    return lambda: itertools.repeat(part)


def web_settings(port, path="/"):
    return Settings("http", url=f"http://localhost:{port}{path}", guard=Guard(LOOPBACK))


def test_a_page_without_end():
    with web_server(endless(b'<a href="clients.csv">x</a>' * 1000), {"Content-Type": "text/html"}) as port:
        with pytest.raises(Trouble) as caught, open_place(web_settings(port)) as place:
            place.list()
    assert caught.value.kind == "long_listing"
    assert "localhost" in str(caught.value)


def test_a_small_page_that_unpacks_to_gigabytes():
    packer = zlib.compressobj(wbits=31)
    part = b"".join([*(packer.compress(b" " * 10**6) for _number in range(1000)), packer.flush()])
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip", "Content-Length": len(part)}
    with web_server(lambda: [part], headers) as port:
        with pytest.raises(Trouble) as caught, open_place(web_settings(port)) as place:
            place.list()
    assert caught.value.kind == "long_listing"


def test_headers_without_end():
    with web_server(endless(b"x" * 1000), {f"X-{number}": "x" * 8000 for number in range(200)}) as port:
        with pytest.raises(Trouble), open_place(web_settings(port)) as place:
            place.list()


def test_a_page_of_too_many_links(monkeypatch):
    monkeypatch.setattr(limits, "MOST_FILES", 100)
    page = "".join(f'<a href="{number}.csv">x</a>' for number in range(101)).encode()
    with web_server(lambda: [page], {"Content-Type": "text/html"}) as port:
        with pytest.raises(Trouble, match="more than 100 files"), open_place(web_settings(port)) as place:
            place.list()


def test_a_web_file_without_end():
    with web_server(endless(b"x" * 10**5)) as port, open_place(web_settings(port, "/a.csv")) as place:
        with pytest.raises(Trouble) as caught:
            place.read(place.list()[0], LIMIT)
    assert caught.value.kind == "too_large"


def test_a_slow_server(monkeypatch):
    monkeypatch.setattr(limits, "READING_SECONDS", 1)

    sent = []

    def slowly():
        for _number in range(100):
            time.sleep(0.1)
            sent.append(b"x")
            yield b"x"

    with web_server(slowly) as port, open_place(web_settings(port, "/a.csv")) as place:
        with pytest.raises(Trouble):
            place.read(place.list()[0], LIMIT)
    assert 1 < len(sent) < 90  # not waited for to its end


def test_links_to_other_servers_are_left_out():
    links = ("http://127.0.0.1:1/a.csv", "//127.0.0.2/b.csv", "https://localhost/c.csv", "d.csv", "/e.csv", "sub/f.csv")
    page = "".join(f"<a href='{link}'>x</a>" for link in links).encode()
    with web_server(lambda: [page], {"Content-Type": "text/html"}) as port:
        with open_place(web_settings(port)) as place:
            assert sorted(found.name for found in place.list()) == ["d.csv", "e.csv"]


# -- S3 --


def s3_settings(port):
    return Settings(
        **{**LOGIN, "folder": "files/out"}, kind="s3", url=f"http://localhost:{port}", guard=Guard(LOOPBACK)
    )


PAGE = (
    "<ListBucketResult><Name>files</Name><Prefix>out/</Prefix><KeyCount>1</KeyCount><MaxKeys>1000</MaxKeys>{}"
    "<IsTruncated>true</IsTruncated><NextContinuationToken>more</NextContinuationToken></ListBucketResult>"
)
OBJECT = (
    "<Contents><Key>out/a{}.csv</Key><Size>1</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>"
)


@pytest.mark.parametrize("content", ["", OBJECT])
def test_a_bucket_listed_in_pages_without_end(content, monkeypatch):
    monkeypatch.setattr(limits, "MOST_PAGES", 30)
    with web_server(lambda: [PAGE.format(content).encode()], {"Content-Type": "application/xml"}) as port:
        with pytest.raises(Trouble) as caught, open_place(s3_settings(port)) as place:
            place.list()
    assert caught.value.kind == "long_listing"


def test_a_page_of_a_bucket_without_end():
    with web_server(endless(OBJECT.encode() * 100), {"Content-Type": "application/xml"}) as port:
        with pytest.raises(Trouble) as caught, open_place(s3_settings(port)) as place:
            place.list()
    assert caught.value.kind == "long_listing"


# -- FTP --


class EndlessFtp(servers.FtpHandler):
    """A server that goes on for ever with its welcome, its list or its file."""

    endless = ""

    def handle(self):
        with contextlib.suppress(OSError):
            super().handle()

    def say(self, text):
        while self.endless == "talk":
            self.wfile.write(b"220-and more\r\n" * 1000)
        super().say(text)

    def repeat(self, part):
        def use(connection):
            with contextlib.suppress(OSError):
                while True:
                    connection.sendall(part)

        self.transfer(use)

    def do_mlsd(self, rest):
        if self.endless != "list":
            super().do_mlsd(rest)
            return
        self.repeat(b"type=file;size=1;modify=20260101000000; a.csv\r\n" * 100)

    def do_retr(self, rest):
        self.repeat(b"x" * 10**5)


@pytest.mark.parametrize("kind", ["ftp", "ftps"])
@pytest.mark.parametrize(("part", "trouble"), [("talk", None), ("list", "long_listing"), ("file", "too_large")])
def test_an_ftp_server_without_end(tmp_path, kind, part, trouble):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.csv").write_text("x")
    handler = type("Handler", (EndlessFtp,), {"endless": part})
    server = servers.Threading((servers.HOST, 0), handler)
    server.folder, server.context, certificate = str(tmp_path), None, ""
    if kind == "ftps":
        path, certificate = servers.self_signed(tmp_path)
        server.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        server.context.load_cert_chain(path)
    with servers.serving(server) as port:
        settings = Settings(**LOGIN, kind=kind, port=port, certificate=certificate, guard=Guard(LOOPBACK))
        with pytest.raises(Trouble) as caught, open_place(settings) as place:
            place.read(place.list()[0], LIMIT)
    assert trouble in (None, caught.value.kind)


# -- SFTP --


@pytest.fixture
def sftp(tmp_path):
    (tmp_path / "out").mkdir()
    key = paramiko.ECDSAKey.generate()
    with servers.sftp_server(tmp_path, key) as port:
        yield Settings(**LOGIN, kind="sftp", port=port, host_key=sftp_place.as_text(key), guard=Guard(LOOPBACK))


def test_an_sftp_folder_of_too_many_files(sftp, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MOST_FILES", 100)
    for number in range(101):
        (tmp_path / "out" / f"{number}.csv").touch()
    with pytest.raises(Trouble, match="more than 100 files"), open_place(sftp) as place:
        place.list()


def test_an_sftp_list_without_end(sftp, monkeypatch):
    monkeypatch.setattr(limits, "MOST_FILES", 10**9)
    entry = paramiko.SFTPAttributes.from_stat(os.stat(__file__), "a" * 200)
    monkeypatch.setattr(servers.SftpFolder, "list_folder", lambda _self, _path: [entry] * 20_000)
    with pytest.raises(Trouble) as caught, open_place(sftp) as place:
        place.list()
    assert caught.value.kind == "long_listing"


def test_an_sftp_file_that_is_larger_than_it_says(sftp, tmp_path, monkeypatch):
    (tmp_path / "out" / "a.csv").write_bytes(b"x" * 3 * LIMIT)
    with open_place(sftp) as place:
        (found,) = place.list()
        with pytest.raises(Trouble, match="larger"):
            place.read(dataclasses.replace(found, size=1), LIMIT)


def test_an_sftp_server_that_only_talks():
    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            with contextlib.suppress(OSError):
                while True:
                    self.request.sendall(b"x" * 1000 + b"\r\n")

    with servers.serving(servers.Threading((servers.HOST, 0), Handler)) as port:
        settings = Settings(**LOGIN, kind="sftp", port=port, host_key="ssh-rsa AAAA", guard=Guard(LOOPBACK))
        with pytest.raises(Trouble):
            sftp_place.read_host_key(settings)


# -- a folder of the server --


def test_a_folder_of_too_many_files(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MOST_FILES", 100)
    for number in range(101):
        (tmp_path / f"{number}.csv").touch()
    with pytest.raises(Trouble, match="more than 100 files"):
        with open_place(Settings("folder", str(tmp_path), (str(tmp_path),))) as place:
            place.list()


def test_nothing_waits_for_who_writes_into_a_pipe(tmp_path):
    (tmp_path / "a.csv").write_text("x")
    with open_place(Settings("folder", str(tmp_path), (str(tmp_path),))) as place:
        (found,) = place.list()
        (tmp_path / "a.csv").unlink()
        os.mkfifo(tmp_path / "a.csv")
        with pytest.raises(Trouble, match="not there any more"):
            place.read(found, LIMIT)
        assert place.list() == []


@pytest.mark.parametrize("module", [addresses, limits])
def test_the_examples_in_docstrings(module):
    done = doctest.testmod(module)
    assert done.attempted and not done.failed
