"""Every file among the fixtures, read as a person would read it."""

import pytest
from expected_tables import EXPECTED, FIXTURES, seen


@pytest.mark.parametrize("name", EXPECTED)
def test_file_is_read_right(name):
    assert seen(name) == EXPECTED[name]


def test_no_file_is_forgotten():
    assert sorted(EXPECTED) == sorted(path.name for path in FIXTURES.iterdir() if path.is_file())
