"""Open a place of any kind. The library of a kind is imported when a source of that kind is used."""

import importlib

from .trouble import Trouble

MODULES = {"folder": "local", "sftp": "sftp", "ftp": "ftp", "ftps": "ftp", "http": "http", "s3": "s3"}
LIBRARIES = {"paramiko": "paramiko", "aiohttp": "aiohttp", "s3fs": "s3fs", "aiobotocore": "s3fs", "fsspec": "fsspec"}


def library_of(kind):
    """Return the module of a kind of place.

    :raises Trouble: the Python package it needs is not installed
    """
    try:
        return importlib.import_module(f".{MODULES[kind]}", __package__)
    except ImportError as error:
        library = (error.name or "").partition(".")[0]
        if library not in LIBRARIES:
            raise
        raise Trouble("missing_library", library=LIBRARIES[library]) from error


def open_place(settings):
    """Connect to the place of a source.

    :param settings: ``Settings``
    :return: ``Place``, a context manager
    :raises Trouble: with a sentence that says what to do
    """
    return library_of(settings.kind).open_place(settings)
