"""What the tests of reading share."""

from pathlib import Path

import pytest
from hypothesis import settings

from odoo.addons.dso_smart_upload.pipeline.table import read_table

# the same texts in each run; script/fuzz tries others
settings.register_profile("repeatable", derandomize=True, database=None)
settings.load_profile("repeatable")

FIXTURES = Path(__file__).parents[1] / "fixtures"


def pytest_ignore_collect(collection_path, config):
    """Without slow tests, do not even import the files that hold nothing else: they prepare for seconds."""
    if config.getoption("markexpr") == "not slow" and collection_path.suffix == ".py":
        return "\npytestmark = pytest.mark.slow\n" in collection_path.read_text() or None
    return None


@pytest.fixture
def content():
    """Give the bytes of a file among the fixtures."""
    return lambda name: (FIXTURES / name).read_bytes()


@pytest.fixture
def read(content):
    """Read a file among the fixtures."""
    return lambda name, **options: read_table(content(name), name, **options)
