"""A folder on the server itself, below one of those an administrator allows."""

from functools import partial
from pathlib import Path

from fsspec.implementations.local import LocalFileSystem

from .place import Place
from .speaking import speaking
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
    return LocalPlace(LocalFileSystem(), str(folder), partial(speaking, settings, settings.folder))


class LocalPlace(Place):
    """Files of this machine; its folders ``done`` and ``error`` must not lead elsewhere."""

    def _make_folder(self, path):
        super()._make_folder(path)
        if Path(path).resolve() != Path(path):
            raise Trouble("not_allowed", folder=path)
