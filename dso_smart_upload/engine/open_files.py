"""The files that this process has open between two blocks, so that the next block need not open its file anew.

Whoever works on a file takes it out, so that nobody else in this process does so meanwhile. Other addons that import
blocks in their own way keep their files here as well, under keys of their own.
"""

from collections.abc import Hashable
from typing import Any

MOST = 2  # files; the one that was kept first goes

_OPEN = {}


def take(key: Hashable) -> Any:
    """Take a file out.

    :param key: under which it was kept: the database, the run, and what else its blocks depend on
    :return: what was kept, None where there is nothing
    """
    return _OPEN.pop(key, None)


def keep(key: Hashable, file: object) -> None:
    """Keep a file for its next block."""
    _OPEN[key] = file
    while len(_OPEN) > MOST:
        _OPEN.pop(next(iter(_OPEN)), None)
