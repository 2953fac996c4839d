"""A folder of any kind: list what waits in it, read a file, put it away."""

from dataclasses import dataclass, field
from datetime import datetime, timezone

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
    """

    can_put_away = True

    def __init__(self, files, root, speak):
        self.files = files
        self.root = root.rstrip("/") or "/"
        self.speak = speak

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()

    def close(self):
        """End the connection."""

    def list(self):
        """Return the files of the folder: list of ``Found``, links left out.

        :raises Trouble: the folder is not there, or the server does not answer
        """
        with self.speak():
            self.files.invalidate_cache()
            return [
                _found(entry, self._path)
                for entry in self.files.ls(self.root, detail=True)
                if entry["type"] == "file" and not entry.get("islink")
            ]

    def read(self, found, limit):
        """Return the bytes of a file.

        :param limit: int, the most bytes to read
        :raises Trouble: it is gone, or larger
        """
        if found.size > limit:
            raise Trouble("too_large", name=found.name, limit=limit / 1e6)
        with self.speak(name=found.name):
            content = self._read(found.path, limit)
        if len(content) > limit:
            raise Trouble("too_large", name=found.name, limit=limit / 1e6)
        return content

    def _read(self, path, limit):
        with self.files.open(path, "rb") as file:
            return file.read(limit + 1)

    def move(self, found, folder):
        """Move a file to a folder below the place, under a name that is free there, and return that name."""
        with self.speak(name=found.name):
            self._make_folder(self._path(folder))
            stem, dot, ending = found.name.rpartition(".")
            name, number = found.name, 1
            while self.files.exists(self._path(f"{folder}/{name}")):
                number += 1
                name = f"{stem} ({number}).{ending}" if dot else f"{found.name} ({number})"
            self._rename(found.path, self._path(f"{folder}/{name}"))
        return name

    def write(self, folder, name, content):
        """Write bytes to a file in a folder below the place."""
        with self.speak(name=name):
            self._write(self._path(f"{folder}/{name}"), content)

    def _write(self, path, content):
        self.files.pipe_file(path, content)

    def delete(self, found):
        """Remove a file."""
        with self.speak(name=found.name):
            self.files.rm_file(found.path)

    def prepare(self, *folders):
        """Make folders below the place, which also shows whether that is allowed."""
        with self.speak():
            for folder in folders:
                self._make_folder(self._path(folder))

    def _path(self, name):
        return f"{self.root.rstrip('/')}/{name}"

    def _make_folder(self, path):
        self.files.makedirs(path, exist_ok=True)

    def _rename(self, old, new):
        self.files.mv(old, new)


def _found(entry, path):
    """Return an entry of fsspec's listing as ``Found``; its keys differ from kind to kind."""
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
