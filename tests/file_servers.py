"""Servers that give out a folder on this machine, for tests: SFTP, FTP, HTTP, S3. Each is a context manager.

In: a folder. Out: what a client needs. The libraries on the other side are the real ones; SFTP is paramiko's server.
"""

import contextlib
import datetime
import hashlib
import http.server
import os
import socket
import socketserver
import ssl
import threading
import urllib.parse
from pathlib import Path
from xml.sax.saxutils import escape

import paramiko
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
USER, PASSWORD = "sage", "se cret"


@contextlib.contextmanager
def serving(server):
    """Run a socketserver in a thread; give its port."""
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class Threading(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def self_signed(folder):
    """Make a certificate for this machine.

    :return: (Path of the PEM file with certificate and key, str of the certificate)
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = Path(folder) / "server.pem"
    path.write_bytes(certificate + private)
    return path, certificate.decode()


# -- SFTP --


class SftpFolder(paramiko.SFTPServerInterface):
    """The folder of the server as SFTP shows it."""

    def __init__(self, server, *args, **kwargs):
        super().__init__(server, *args, **kwargs)
        self._folder = server.folder

    def _path(self, path):
        return f"{self._folder}{self.canonicalize(path)}"

    def list_folder(self, path):
        with answering() as answer:
            folder = Path(self._path(path))
            answer.value = [
                paramiko.SFTPAttributes.from_stat(one.lstat(), one.name) for one in sorted(folder.iterdir())
            ]
        return answer.value

    def stat(self, path):
        with answering() as answer:
            answer.value = paramiko.SFTPAttributes.from_stat(os.stat(self._path(path)))
        return answer.value

    lstat = stat

    def open(self, path, flags, attr):
        with answering() as answer:
            writes = flags & (os.O_WRONLY | os.O_RDWR)
            file = open(self._path(path), "wb" if writes else "rb")
            handle = paramiko.SFTPHandle(flags)
            handle.readfile = handle.writefile = file
            answer.value = handle
        return answer.value

    def remove(self, path):
        with answering() as answer:
            os.remove(self._path(path))
        return answer.value

    def rename(self, oldpath, newpath):
        if os.path.exists(self._path(newpath)):
            return paramiko.SFTP_FAILURE
        with answering() as answer:
            os.rename(self._path(oldpath), self._path(newpath))
        return answer.value

    def mkdir(self, path, attr):
        with answering() as answer:
            os.mkdir(self._path(path))
        return answer.value


@contextlib.contextmanager
def answering():
    """Run the body and turn what the system says into SFTP's answer."""

    class Answer:
        value = paramiko.SFTP_OK

    answer = Answer()
    try:
        yield answer
    except OSError as error:
        answer.value = paramiko.SFTPServer.convert_errno(error.errno)


class SftpLogin(paramiko.ServerInterface):
    def __init__(self, folder, user_key):
        self.folder = folder
        self.user_key = user_key

    def check_auth_password(self, username, password):
        return paramiko.AUTH_SUCCESSFUL if (username, password) == (USER, PASSWORD) else paramiko.AUTH_FAILED

    def check_auth_publickey(self, username, key):
        return paramiko.AUTH_SUCCESSFUL if key == self.user_key else paramiko.AUTH_FAILED

    def check_channel_request(self, kind, chanid):
        return paramiko.OPEN_SUCCEEDED

    def get_allowed_auths(self, username):
        return "password,publickey"


@contextlib.contextmanager
def sftp_server(folder, host_key, user_key=None):
    """An SFTP server; gives its port."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            transport = paramiko.Transport(self.request)
            transport.add_server_key(host_key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, SftpFolder)
            with contextlib.suppress(paramiko.SSHException, EOFError, OSError):
                transport.start_server(server=SftpLogin(folder, user_key))
                while transport.is_active():
                    transport.join(0.1)

    with serving(Threading((HOST, 0), Handler)) as port:
        yield port


# -- FTP --


class FtpHandler(socketserver.StreamRequestHandler):
    """As much of FTP as ftplib speaks, over TLS where the server has a context."""

    def handle(self):
        self.here, self.user, self.inside, self.old, self.data = "/", "", False, "", None
        self.private = False
        self.say("220 ready")
        with contextlib.suppress(OSError):
            while line := self.rfile.readline():
                command, _, rest = line.decode().strip().partition(" ")
                method = getattr(self, f"do_{command.lower()}", None)
                try:
                    if not method:
                        self.say("502 no such command")
                    elif not self.inside and command.upper() not in ("USER", "PASS", "AUTH", "PBSZ", "PROT", "QUIT"):
                        self.say("530 log in first")
                    else:
                        method(rest)
                except OSError as error:
                    self.say(f"550 {error.strerror}")

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())

    def path(self, name):
        joined = os.path.normpath(os.path.join(self.here, name))
        return Path(f"{self.server.folder}{joined}")

    def do_auth(self, rest):
        if not self.server.context:
            self.say("502 no TLS here")
            return
        self.say("234 go on")
        self.request = self.connection = self.server.context.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)

    def do_pbsz(self, rest):
        self.say("200 yes")

    def do_prot(self, rest):
        self.private = rest == "P"
        self.say("200 yes")

    def do_user(self, rest):
        self.user = rest
        self.say("331 password?")

    def do_pass(self, rest):
        private = not self.server.context or isinstance(self.request, ssl.SSLSocket)
        self.inside = private and (self.user, rest) == (USER, PASSWORD)
        self.say("230 welcome" if self.inside else "530 no")

    def do_type(self, rest):
        self.say("200 yes")

    def do_pwd(self, rest):
        self.say(f'257 "{self.here}"')

    def do_cwd(self, rest):
        if not self.path(rest).is_dir():
            self.say("550 no such folder")
            return
        self.here = os.path.normpath(os.path.join(self.here, rest))
        self.say("250 yes")

    def do_pasv(self, rest):
        self.data = socket.create_server((HOST, 0))
        port = self.data.getsockname()[1]
        self.say(f"227 go to (10,0,0,1,{port >> 8},{port & 255})")  # a wrong address, as behind a router

    def transfer(self, use):
        self.say("150 here it is")
        connection, _address = self.data.accept()
        if self.private:
            connection = self.server.context.wrap_socket(connection, server_side=True)
        use(connection)
        if self.private:
            with contextlib.suppress(OSError):
                connection = connection.unwrap()
        connection.close()
        self.data.close()
        self.say("226 done")

    def do_mlsd(self, rest):
        lines = []
        for one in sorted(self.path(rest).iterdir()):
            status = one.stat()
            modified = datetime.datetime.fromtimestamp(status.st_mtime, datetime.timezone.utc)
            kind = "dir" if one.is_dir() else "file"
            lines.append(f"type={kind};size={status.st_size};modify={modified:%Y%m%d%H%M%S}; {one.name}\r\n")
        self.transfer(lambda connection: connection.sendall("".join(lines).encode()))

    def do_retr(self, rest):
        content = self.path(rest).read_bytes()
        self.transfer(lambda connection: connection.sendall(content))

    def do_stor(self, rest):
        def store(connection):
            with open(self.path(rest), "wb") as file:
                while part := connection.recv(2**16):
                    file.write(part)

        self.transfer(store)

    def do_dele(self, rest):
        self.path(rest).unlink()
        self.say("250 gone")

    def do_mkd(self, rest):
        self.path(rest).mkdir()
        self.say(f'257 "{rest}"')

    def do_rnfr(self, rest):
        self.old = rest
        self.say("350 to what?")

    def do_rnto(self, rest):
        self.path(self.old).rename(self.path(rest))
        self.say("250 renamed")

    def do_quit(self, rest):
        self.say("221 bye")


@contextlib.contextmanager
def ftp_server(folder, certificate=None):
    """An FTP server, over TLS when a certificate's file is given; gives its port."""
    server = Threading((HOST, 0), FtpHandler)
    server.folder, server.context = str(folder), None
    if certificate:
        server.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        server.context.load_cert_chain(certificate)
    with serving(server) as port:
        yield port


# -- HTTP --


@contextlib.contextmanager
def http_server(folder, redirects=(), login=None, certificate=None):
    """A web server that lists the folder; gives its port.

    :param redirects: dict path -> address
    :param login: what the header Authorization must hold
    """

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=str(folder))

        def do_GET(self):
            if login and self.headers.get("Authorization") != login:
                self.send_error(401)
            elif self.path in dict(redirects):
                self.send_response(302)
                self.send_header("Location", dict(redirects)[self.path])
                self.end_headers()
            else:
                super().do_GET()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer((HOST, 0), Handler)
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    with serving(server) as port:
        yield port


# -- S3 --


class S3Handler(http.server.BaseHTTPRequestHandler):
    """As much of S3 as listing, reading, writing, copying and deleting needs; buckets are folders."""

    protocol_version = "HTTP/1.1"

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", headers.get("length", len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def refuse(self, status, code):
        self.answer(status, f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode())

    def setup_request(self):
        parts = urllib.parse.urlsplit(self.path)
        self.query = dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
        self.bucket, _, self.key = urllib.parse.unquote(parts.path).lstrip("/").partition("/")
        self.file = self.server.folder / self.bucket / self.key
        if f"Credential={USER}/" not in self.headers.get("Authorization", ""):
            self.refuse(403, "InvalidAccessKeyId")
            return False
        if not (self.server.folder / self.bucket).is_dir():
            self.refuse(404, "NoSuchBucket")
            return False
        return True

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        if not self.setup_request():
            return
        if not self.key:
            self.list()
        elif not self.file.is_file():
            self.refuse(404, "NoSuchKey")
        else:
            content = self.file.read_bytes()
            start, status = 0, 200
            if wanted := self.headers.get("Range"):
                first, _, last = wanted.removeprefix("bytes=").partition("-")
                start, status = int(first), 206
                content = content[start : int(last) + 1 if last else None]
            modified = datetime.datetime.fromtimestamp(self.file.stat().st_mtime, datetime.timezone.utc)
            self.answer(
                status,
                content,
                ETag=f'"{hashlib.md5(content).hexdigest()}"',
                Last_Modified=modified.strftime("%a, %d %b %Y %H:%M:%S GMT"),
            )

    def list(self):
        prefix, delimiter = self.query.get("prefix", ""), self.query.get("delimiter")
        root = self.server.folder / self.bucket
        objects, folders = [], set()
        for path in sorted(root.rglob("*")):
            key = str(path.relative_to(root))
            if not path.is_file() or not key.startswith(prefix):
                continue
            rest = key[len(prefix) :]
            if delimiter and delimiter in rest:
                folders.add(prefix + rest.partition(delimiter)[0] + delimiter)
                continue
            status = path.stat()
            modified = datetime.datetime.fromtimestamp(status.st_mtime, datetime.timezone.utc)
            objects.append(
                f"<Contents><Key>{escape(key)}</Key><Size>{status.st_size}</Size>"
                f"<LastModified>{modified:%Y-%m-%dT%H:%M:%S.000Z}</LastModified><ETag>&quot;x&quot;</ETag></Contents>"
            )
        common = [f"<CommonPrefixes><Prefix>{escape(one)}</Prefix></CommonPrefixes>" for one in sorted(folders)]
        body = (
            f"<ListBucketResult><Name>{self.bucket}</Name><Prefix>{escape(prefix)}</Prefix>"
            f"<KeyCount>{len(objects) + len(common)}</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>"
            f"{''.join(objects + common)}</ListBucketResult>"
        )
        self.answer(200, body.encode(), Content_Type="application/xml")

    def do_PUT(self):
        content = self.body()
        if not self.setup_request():
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        if source := self.headers.get("x-amz-copy-source"):
            old = self.server.folder / urllib.parse.unquote(source).lstrip("/").partition("?")[0]
            self.file.write_bytes(old.read_bytes())
            self.answer(200, b"<CopyObjectResult><ETag>&quot;x&quot;</ETag></CopyObjectResult>")
            return
        self.file.write_bytes(content)
        self.answer(200, ETag='"x"')

    def body(self):
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "aws-chunked" not in (self.headers.get("Content-Encoding") or ""):
            return content
        parts, rest = [], content
        while rest:
            size, _, rest = rest.partition(b"\r\n")
            length = int(size.partition(b";")[0], 16)
            if not length:
                break
            parts.append(rest[:length])
            rest = rest[length + 2 :]
        return b"".join(parts)

    def do_DELETE(self):
        if self.setup_request():
            self.file.unlink(missing_ok=True)
            self.answer(204)

    def log_message(self, *args):
        pass


@contextlib.contextmanager
def s3_server(folder):
    """An S3 service whose buckets are the folders below one; gives its port."""
    server = http.server.ThreadingHTTPServer((HOST, 0), S3Handler)
    server.folder = Path(folder)
    with serving(server) as port:
        yield port
