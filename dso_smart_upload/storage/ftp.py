"""FTP, and FTP over TLS with a checked certificate."""

import ftplib
import io
from functools import partial

from fsspec.implementations.ftp import FTPFileSystem

from . import limits
from .guard import TIMEOUT
from .place import Place
from .speaking import speaking, trust
from .trouble import Trouble

PORT = 21


def open_place(settings):
    """Return the ``Place`` of a folder of an FTP server."""
    speak = partial(speaking, settings, settings.host, login=(RefusedLogin,))
    with speak():
        files = GuardedFiles(settings, skip_instance_cache=True)
    return FtpPlace(files, settings.folder, speak, settings.guard.meter)


class RefusedLogin(Exception):
    """The server did not take user name and password."""


class FtpPlace(Place):
    """Files of an FTP server."""

    def close(self):
        self.files.ftp.close()

    def _read(self, path, limit):
        parts, size = [], 0
        with self.files.ftp.transfercmd(f"RETR {path}") as connection:
            while size <= limit and (part := connection.recv(2**16)):
                self.meter.count(len(part))
                parts.append(part)
                size += len(part)
        if size <= limit:
            self.files.ftp.voidresp()
        return b"".join(parts)

    def _write(self, folder, name, content):
        self.files.ftp.storbinary(f"STOR {self._path(f'{folder}/{name}')}", io.BytesIO(content))


class GuardedFiles(FTPFileSystem):
    """fsspec's FTP that connects to a checked address."""

    def __init__(self, settings, **options):
        self.settings = settings
        self.ftp = ftplib.FTP()
        super().__init__(settings.host, port=settings.port or PORT, **options)

    def _connect(self):
        settings = self.settings
        if settings.kind == "ftps":
            self.ftp = GuardedFtps(context=trust(settings), timeout=TIMEOUT, encoding="utf-8")
        else:
            self.ftp = GuardedFtp(timeout=TIMEOUT, encoding="utf-8")
        self.ftp.guard = settings.guard
        self.ftp.connect(settings.host, self.port)
        try:
            self.ftp.login(settings.username or "anonymous", settings.password)
        except ftplib.error_perm as error:
            raise RefusedLogin(settings.host) from error
        if settings.kind == "ftps":
            self.ftp.prot_p()


class Guarded:
    """Connects to a checked address; ftplib opens the connections for data to that address too.

    What it reads is counted here once more, as the sockets of TLS and of data do not count.
    """

    def getline(self):
        line = super().getline()
        self.guard.meter.count(len(line))
        return line

    def retrlines(self, cmd, callback=None):
        lines = 0

        def counted(line):
            nonlocal lines
            lines += 1
            self.guard.meter.count(len(line))
            if lines > limits.MOST_FILES:
                raise Trouble("long_listing", folder=cmd.partition(" ")[2] or "/", limit=limits.MOST_FILES)
            callback(line)

        return super().retrlines(cmd, counted)

    def connect(self, host="", port=0, timeout=-999, source_address=None):
        self.host, self.port = host, port
        self.sock = self.guard.connect(host, port)
        self.af = self.sock.family
        self.file = self.sock.makefile("r", encoding=self.encoding)
        self.welcome = self.getresp()
        return self.welcome


class GuardedFtp(Guarded, ftplib.FTP):
    """FTP to a checked address."""


class GuardedFtps(Guarded, ftplib.FTP_TLS):
    """FTP over TLS to a checked address; many servers want the session of the first connection for the others."""

    def ntransfercmd(self, cmd, rest=None):
        connection, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        if self._prot_p:
            session = self.sock.session
            connection = self.context.wrap_socket(connection, server_hostname=self.host, session=session)
        return connection, size
