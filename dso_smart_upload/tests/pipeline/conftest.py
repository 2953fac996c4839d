"""What the tests of reading share."""

from pathlib import Path

import pytest

from odoo.addons.dso_smart_upload.pipeline.table import read_table

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture
def content():
    """Give the bytes of a file among the fixtures."""
    return lambda name: (FIXTURES / name).read_bytes()


@pytest.fixture
def read(content):
    """Read a file among the fixtures."""
    return lambda name, **options: read_table(content(name), name, **options)
