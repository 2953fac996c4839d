"""SFTP through paramiko: the server must show the key that the source holds."""

import base64
import hashlib
import io
import stat
from datetime import datetime, timezone
from functools import partial

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from .guard import TIMEOUT
from .place import Found, Place
from .speaking import speaking
from .trouble import Trouble

PORT = 22
KEYS = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)


def open_place(settings):
    """Return the ``Place`` of a folder of an SFTP server."""
    speak = partial(speaking, settings, settings.host, login=(paramiko.AuthenticationException,))
    with speak():
        files = GuardedFiles(settings.host, settings=settings, skip_instance_cache=True)
    return SftpPlace(files, settings.folder, speak, settings.guard.meter)


class SftpPlace(Place):
    """Files of an SFTP server."""

    def close(self):
        self.files.client.close()

    def _entries(self):
        for status in self.files.ftp.listdir_iter(self.root):
            if stat.S_IFMT(status.st_mode or 0) not in (0, stat.S_IFREG):  # some servers leave it out
                yield None
                continue
            modified = status.st_mtime and datetime.fromtimestamp(status.st_mtime, timezone.utc).replace(tzinfo=None)
            size = -1 if status.st_size is None else status.st_size
            yield Found(status.filename, self._path(status.filename), size, modified)

    def _rename(self, found, folder, name):
        self.files.ftp.rename(
            found.path, self._path(f"{folder}/{name}")
        )  # unlike posix_rename, it never replaces a file


class GuardedFiles(SFTPFileSystem):
    """fsspec's SFTP that connects to a checked address and checks the server's key."""

    def _connect(self):
        settings = self.ssh_kwargs["settings"]
        port = settings.port or PORT
        known = _parse(settings) if settings.host_key else None
        if not known:
            raise Trouble("no_host_key", host=settings.host, fingerprint=fingerprint(read_host_key(settings)))
        self.client = paramiko.SSHClient()
        self.client.set_missing_host_key_policy(paramiko.RejectPolicy())
        name = settings.host if port == PORT else f"[{settings.host}]:{port}"
        self.client.get_host_keys().add(name, known.get_name(), known)
        private_key = _private_key(settings)
        try:
            self.client.connect(
                settings.host,
                port=port,
                sock=settings.guard.connect(settings.host, port),
                username=settings.username,
                password=None if private_key else settings.password,
                pkey=private_key,
                look_for_keys=False,
                allow_agent=False,
                timeout=TIMEOUT,
                banner_timeout=TIMEOUT,
                auth_timeout=TIMEOUT,
            )
        except paramiko.BadHostKeyException as error:
            raise Trouble("other_host_key", host=settings.host, fingerprint=fingerprint(error.key)) from error
        except paramiko.SSHException as error:
            if "known_hosts" in str(error):  # a key of another kind than the one the source holds
                shown = fingerprint(read_host_key(settings))
                raise Trouble("other_host_key", host=settings.host, fingerprint=shown) from error
            raise
        self.ftp = self.client.open_sftp()
        self.ftp.get_channel().settimeout(TIMEOUT)


def read_host_key(settings):
    """Return the key that the server shows now.

    :return: ``paramiko.PKey``
    :raises Trouble: it does not answer
    """
    with speaking(settings, settings.host):
        connection = settings.guard.connect(settings.host, settings.port or PORT)
        transport = paramiko.Transport(connection)
        try:
            transport.start_client(timeout=TIMEOUT)
            return transport.get_remote_server_key()
        finally:
            transport.close()


def as_text(key):
    """Return a key as a source holds it."""
    return f"{key.get_name()} {key.get_base64()}"


def fingerprint(key):
    """Return the fingerprint of a key as administrators compare it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")


def _parse(settings):
    """Return the key that the source holds, given with or without the server's name before it."""
    words = settings.host_key.split()
    place = next((i for i, word in enumerate(words) if word.startswith(("ssh-", "ecdsa-"))), None)
    try:
        entry = paramiko.hostkeys.HostKeyEntry.from_line(" ".join(["host", *words[place : place + 2]]))
        return entry.key
    except Exception as error:
        raise Trouble("bad_host_key") from error


def _private_key(settings):
    """Return the private key of the source, None where it has none."""
    if not settings.private_key:
        return None
    for kind in KEYS:
        try:
            text = io.StringIO(settings.private_key.strip() + "\n")
            return kind.from_private_key(text, password=settings.password or None)
        except (paramiko.SSHException, ValueError, TypeError, IndexError):
            continue
    raise Trouble("bad_private_key")
