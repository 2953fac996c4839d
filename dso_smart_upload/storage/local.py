"""A folder on the server itself, below one of those an administrator allows.

Every step below the allowed folder is made from the folder before it (``openat``) and follows no link
(``O_NOFOLLOW``): what somebody puts there a moment later cannot lead elsewhere.
"""

import contextlib
import os
import stat
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

from .limits import Meter
from .place import Found, Place
from .speaking import speaking
from .trouble import Trouble

HERE = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")  # not on Windows
FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
FILE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def open_place(settings):
    """Return the ``Place`` of a folder.

    :raises Trouble: it does not exist, or is not below one of the allowed ones
    """
    if not HERE:
        raise Trouble("no_safe_folders")
    return LocalPlace(_open_folder(settings), settings.folder, partial(speaking, settings, settings.folder))


def _open_folder(settings):
    """Return the descriptor of the folder.

    :raises Trouble: see ``open_place``
    """
    folder = Path(settings.folder)
    for root in (Path(root.strip()) for root in settings.roots if root.strip()):
        real = root.resolve()  # the administrator's own links
        for start in (root, real):
            if folder.is_absolute() and folder.is_relative_to(start) and ".." not in folder.parts:
                return _walk(real, folder.relative_to(start).parts, settings.folder)
    raise Trouble("not_allowed", folder=settings.folder)


def _walk(root, parts, shown):
    """Return the descriptor of a folder below another one.

    :param parts: names on the way
    :param shown: the folder, for the sentence
    """
    try:
        here = os.open(root, FOLDER)
    except OSError as error:
        raise Trouble("no_folder", folder=shown) from error
    for part in parts:
        try:
            below = _open_below(here, part, shown)
        finally:
            os.close(here)
        here = below
    return here


def _open_below(here, name, shown):
    try:
        return os.open(name, FOLDER, dir_fd=here)
    except FileNotFoundError as error:
        raise Trouble("no_folder", folder=shown) from error
    except OSError as error:
        kind = "no_folder"
        with contextlib.suppress(OSError):
            if stat.S_ISLNK(os.stat(name, dir_fd=here, follow_symlinks=False).st_mode):
                kind = "not_allowed"
        if isinstance(error, PermissionError) and kind == "no_folder":
            raise Trouble("unreadable", name=shown) from error
        raise Trouble(kind, folder=shown) from error


class LocalPlace(Place):
    """Files of this machine.

    :param folder: descriptor of the folder, closed with the place
    :param root: its path, for sentences
    """

    def __init__(self, folder, root, speak):
        super().__init__(None, root, speak, Meter())
        self._folder = folder

    def close(self):
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None

    def _entries(self):
        with os.scandir(self._folder) as entries:
            for entry in entries:
                yield self._found(entry)

    def _found(self, entry):
        try:
            status = entry.stat(follow_symlinks=False)
        except FileNotFoundError:  # gone meanwhile
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        modified = datetime.fromtimestamp(int(status.st_mtime), timezone.utc).replace(tzinfo=None)
        return Found(entry.name, entry.name, status.st_size, modified)

    def _read(self, path, limit):
        with self._opened(path, os.O_RDONLY, self._folder, "rb") as file:
            return file.read(limit + 1)

    @contextlib.contextmanager
    def _opened(self, name, flags, folder, mode):
        """Open a regular file of a folder."""
        descriptor = os.open(name, flags | FILE, 0o666, dir_fd=folder)
        with open(descriptor, mode) as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise Trouble("no_file", name=name)
            yield file

    @contextlib.contextmanager
    def _below(self, folder):
        """Open a folder below the place."""
        descriptor = _open_below(self._folder, folder, self._path(folder))
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _make_folder(self, folder):
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder, dir_fd=self._folder)
        with self._below(folder):
            pass

    def _exists(self, folder, name):
        with self._below(folder) as descriptor:
            try:
                os.stat(name, dir_fd=descriptor, follow_symlinks=False)
            except FileNotFoundError:
                return False
            return True

    def _rename(self, found, folder, name):
        with self._below(folder) as descriptor:
            os.rename(found.path, name, src_dir_fd=self._folder, dst_dir_fd=descriptor)

    def _write(self, folder, name, content):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        with self._below(folder) as descriptor, self._opened(name, flags, descriptor, "wb") as file:
            file.write(content)

    def _delete(self, found):
        os.unlink(found.path, dir_fd=self._folder)
