"""The fuzzer, for a few seconds: nothing may come of damaged files and values but clean errors."""

import fuzz
import pytest

pytestmark = pytest.mark.slow


def test_nothing_but_clean_errors():
    tried, findings = fuzz.run(seed=1, seconds=900, most=400)
    assert not findings, "\n\n".join(f"{finding.number}: {finding.text}" for finding in findings)
    assert tried == 400
