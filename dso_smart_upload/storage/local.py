"""A folder on the server itself, below one of those an administrator allows."""

import contextlib
from pathlib import Path

from fsspec.implementations.local import LocalFileSystem

from .place import Place
from .trouble import Trouble


def open_place(settings):
    """Return the ``Place`` of a folder.

    :raises Trouble: it does not exist, or is not below one of the allowed ones
    """
    folder = Path(settings.folder).resolve()
    if not any(folder.is_relative_to(Path(root.strip()).resolve()) for root in settings.roots if root.strip()):
        raise Trouble("not_allowed", folder=settings.folder)
    if not folder.is_dir():
        raise Trouble("no_folder", folder=settings.folder)
    return LocalPlace(LocalFileSystem(), str(folder), lambda name="": _speaking(settings, name))


class LocalPlace(Place):
    """Files of this machine; its folders ``done`` and ``error`` must not lead elsewhere."""

    def _make_folder(self, path):
        super()._make_folder(path)
        if Path(path).resolve() != Path(path):
            raise Trouble("not_allowed", folder=path)


@contextlib.contextmanager
def _speaking(settings, name):
    try:
        yield
    except FileNotFoundError as error:
        raise Trouble(*(("no_file",) if name else ("no_folder",)), **_named(settings, name)) from error
    except OSError as error:
        raise Trouble("refused", host=settings.folder, reason=error.strerror or str(error)) from error


def _named(settings, name):
    return {"name": name} if name else {"folder": settings.folder}
