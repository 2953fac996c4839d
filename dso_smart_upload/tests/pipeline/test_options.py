"""The options of an import stand once; the documentation says of each what the code does."""

from pathlib import Path

import pytest

from odoo.addons.dso_smart_upload.engine.options import CREATING, OPTIONS, READ_OPTIONS

API = Path(__file__).resolve().parents[3] / "docs" / "api.md"


@pytest.mark.parametrize("name", OPTIONS)
def test_the_docs_say_what_each_does(name):
    assert f"| `{name}` | {OPTIONS[name].does} |" in API.read_text().splitlines()


def test_those_that_mappings_remember():
    assert READ_OPTIONS == ("encoding", "delimiter", "sheet", "header_line")
    assert CREATING == ("create_payment_terms", "create_groups")
