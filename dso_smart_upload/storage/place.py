"""A folder of any kind: list what waits in it, read a file, put it away."""

import contextlib
from dataclasses import dataclass, field
from datetime import datetime, timezone

from . import limits
from .guard import Guard
from .trouble import Trouble


@dataclass(frozen=True)
class Settings:
    """Where a source takes its files from.

    :param kind: ``folder``, ``sftp``, ``ftp``, ``ftps``, ``http`` or ``s3``
    :param folder: path on the server; bucket and path for ``s3``
    :param roots: for ``folder``, the folders below which it must lie
    :param host: name of the server; ``port`` 0 for the usual one
    :param url: for ``http`` the address of a page of links, which ends with a slash, or of one file; for ``s3`` the
        address of the service, empty for Amazon's
    :param username: name, or access key; ``password``: password, secret key, token, or passphrase of the private key
    :param host_key: for ``sftp`` the key the server must show, such as "ssh-ed25519 AAAA..."
    :param certificate: PEM text of a certificate to trust beside the public ones
    :param guard: which addresses may be connected to
    """

    kind: str
    folder: str = ""
    roots: tuple[str, ...] = ()
    host: str = ""
    port: int = 0
    url: str = ""
    username: str = ""
    password: str = field(default="", repr=False)
    private_key: str = field(default="", repr=False)
    host_key: str = ""
    certificate: str = ""
    guard: Guard = field(default_factory=Guard, repr=False)


@dataclass(frozen=True)
class Found:
    """A file that waits.

    :param size: in bytes, -1 where the server does not say
    :param modified: datetime (UTC, naive), None where the server does not say
    """

    name: str
    path: str
    size: int = -1
    modified: datetime | None = None


class Place:
    """A folder, through a file system of fsspec.

    :param files: the file system
    :param root: path of the folder in it
    :param speak: context manager that turns the library's errors into ``Trouble``
    :param meter: ``Meter`` of its connections
    """

    can_put_away = True

    def __init__(self, files, root, speak, meter):
        self.files = files
        self.root = root.rstrip("/") or "/"
        self.speak = speak
        self.meter = meter

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()

    def close(self):
        """End the connection."""

    def list(self):
        """Return the files of the folder: list of ``Found``, links left out.

        :raises Trouble: the folder is not there, it holds too many files, or the server does not answer
        """
        long = Trouble("long_listing", folder=self._shown, limit=limits.MOST_FILES)
        with self._step(limits.LISTING_BYTES, limits.LISTING_SECONDS, long):
            found = []
            for number, one in enumerate(self._entries(), start=1):
                if number > limits.MOST_FILES:
                    raise long
                if one is not None:
                    found.append(one)
            return found

    @property
    def _shown(self):
        """How sentences name the folder."""
        return self.root

    def _entries(self):
        """Yield the files of the folder as ``Found``, and None for what else is there, as they arrive."""
        self.files.invalidate_cache()
        for entry in self.files.ls(self.root, detail=True):
            yield _found(entry, self._path)

    def read(self, found, limit):
        """Return the bytes of a file.

        :param limit: int, the most bytes to read
        :raises Trouble: it is gone, or larger
        """
        large = Trouble("too_large", name=found.name, limit=limit / 1e6)
        if found.size > limit:
            raise large
        bytes_on_the_way = limits.WRAPPING * limit + limits.TALK_BYTES
        with self._step(bytes_on_the_way, limits.READING_SECONDS, large, found.name):
            content = self._read(found.path, limit)
        if len(content) > limit:
            raise large
        return content

    def _read(self, path, limit):
        with self.files.open(path, "rb") as file:
            return file.read(limit + 1)

    def move(self, found, folder):
        """Move a file to a folder below the place, under a name that is free there, and return that name."""
        with self._talk(found.name):
            self._make_folder(folder)
            stem, dot, ending = found.name.rpartition(".")
            name, number = found.name, 1
            while self._exists(folder, name):
                number += 1
                name = f"{stem} ({number}).{ending}" if dot else f"{found.name} ({number})"
            self._rename(found, folder, name)
        return name

    def write(self, folder, name, content):
        """Write bytes to a file in a folder below the place."""
        with self._talk(name):
            self._write(folder, name, content)

    def delete(self, found):
        """Remove a file."""
        with self._talk(found.name):
            self._delete(found)

    def prepare(self, *folders):
        """Make folders below the place, which also shows whether that is allowed."""
        with self._talk():
            for folder in folders:
                self._make_folder(folder)

    def _talk(self, name=""):
        """Run the body as a step in which nothing large is read."""
        return self._step(limits.TALK_BYTES, limits.TALK_SECONDS, Trouble("long_answer", folder=self._shown), name)

    @contextlib.contextmanager
    def _step(self, size, seconds, trouble, name=""):
        """Run the body, which may read so much for so long.

        :param trouble: ``Trouble`` to raise where the server sends more
        :param name: of the file that is meant, if any
        """
        self.meter.allow(size, seconds)
        try:
            with self.speak(name=name):
                yield
                if self.meter.exceeded:  # which a library may take for the end of what it reads
                    raise trouble
        except Trouble as raised:
            if self.meter.exceeded:
                raise trouble from raised
            raise
        finally:
            self.meter.rest()

    # -- what differs from kind to kind --

    def _make_folder(self, folder):
        self.files.makedirs(self._path(folder), exist_ok=True)

    def _exists(self, folder, name):
        return self.files.exists(self._path(f"{folder}/{name}"))

    def _rename(self, found, folder, name):
        self.files.mv(found.path, self._path(f"{folder}/{name}"))

    def _write(self, folder, name, content):
        self.files.pipe_file(self._path(f"{folder}/{name}"), content)

    def _delete(self, found):
        self.files.rm_file(found.path)

    def _path(self, name):
        return f"{self.root.rstrip('/')}/{name}"


def _found(entry, path):
    """Return an entry of fsspec's listing as ``Found``, None where it is no file; its keys differ from kind to kind."""
    if entry["type"] != "file" or entry.get("islink"):
        return None
    name = entry["name"].rstrip("/").rpartition("/")[2]
    size = entry.get("size")
    return Found(name, path(name), -1 if size is None else int(size), _modified(entry))


def _modified(entry):
    value = next((entry[key] for key in ("mtime", "LastModified", "modify") if entry.get(key)), None)
    if isinstance(value, str):  # of FTP
        try:
            value = datetime.strptime(value[:14], "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)
        except ValueError:
            return None
    if isinstance(value, (int, float)):
        value = datetime.fromtimestamp(value, timezone.utc)
    return value and value.astimezone(timezone.utc).replace(tzinfo=None, microsecond=0)
