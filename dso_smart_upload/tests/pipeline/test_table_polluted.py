"""Files with one fault each: how many cells are right, and how many wrong without a word, on two small lists."""

import pytest
from polluted_files import KINDS, lists
from polluted_score import SILENT, score

pytestmark = pytest.mark.slow

SAMPLE = [one for one in lists() if one.name in ("clients", "made of 4")]
LEAST = {"row cut short": 0.9, "blanks as delimiter": 0.8, "fixed width": 0.8, "names on several lines": 0.93}
MOST_SILENT = {"fixed width": 20, "line break in a value": 10}


@pytest.mark.parametrize("kind", KINDS)
def test_files_with_one_fault(kind):
    found = score(kind, SAMPLE)
    assert found.right >= LEAST.get(kind, 0.98)
    assert found.counts[SILENT] <= MOST_SILENT.get(kind, 0)
