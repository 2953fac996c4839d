"""Values in their many spellings: none comes to something else without a word."""

from collections import Counter

from spellings import RIGHT, SILENT, spellings, verdict


def test_no_value_is_wrong_and_silent():
    found = {spelling: verdict(spelling) for spelling in spellings()}
    assert [spelling for spelling, how in found.items() if how == SILENT] == []
    counts = Counter(found.values())
    assert counts[RIGHT] >= 0.99 * counts.total()
