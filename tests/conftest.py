"""For tests that need a running Odoo server: `server`, shared by all, and `new_server`, for one test alone."""

import contextlib
import itertools
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "script" / "lib"))

import doors  # noqa: E402

import postgres  # noqa: E402
from live_server import WORKERS, live_server  # noqa: E402

# These files take longest. They come first, so that no process is left with one of them when the others have ended.
LONGEST = ("benchmark", "background", "companies", "faults", "queue_job", "stopped_blocks", "upgrade", "api_rate")


def pytest_collection_modifyitems(items):
    ranks = {f"test_{name}": rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path.stem, len(LONGEST)))


@pytest.fixture(scope="session")
def server():
    """A running server of several processes with the addon and a French company; see `LiveServer` for what it has."""
    postgres.start()
    with live_server("server", *WORKERS) as running:
        yield running


@pytest.fixture(scope="session")
def key(server):
    """An API key of the administrator of `server`."""
    return doors.make_api_key(server)


@pytest.fixture
def new_server():
    """A function that starts a server on a new database, for tests that stop or kill it.

    Its arguments are those of `live_server` after the first, such as "--workers=2".
    """
    postgres.start()
    numbers = itertools.count(1)
    with contextlib.ExitStack() as servers:
        yield lambda *arguments, **options: servers.enter_context(
            live_server(f"own{next(numbers)}", *arguments, **options)
        )
