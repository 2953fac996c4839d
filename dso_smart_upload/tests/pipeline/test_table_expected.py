"""Every file made for one oddity of reading, read as a person would read it."""

import pytest
from expected_tables import EXPECTED, seen


@pytest.mark.parametrize("name", EXPECTED)
def test_file_is_read_right(name):
    assert seen(name) == EXPECTED[name]
