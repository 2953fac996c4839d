"""Each translation of the addons has every term, once, with the same places for values."""

import re
from collections import Counter
from pathlib import Path

import polib
import pytest

ADDONS = Path(__file__).parents[3]
CATALOGS = sorted(ADDONS.glob("dso_smart_upload*/i18n/*.po"))
PLACE = re.compile(r"%\(\w+\)[.\d]*[a-z]|%[sd%]|\{\w*\}")
TAG = re.compile(r"</?[a-z]+[^<>]*>")


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_translations(path):
    addon = path.parts[-3]
    template = polib.pofile(str(path.with_name(f"{addon}.pot")))
    catalog = polib.pofile(str(path))
    entries = [entry for entry in catalog if not entry.obsolete]
    assert catalog.metadata["Language"] == path.stem
    assert Counter(entry.msgid for entry in entries) == Counter(entry.msgid for entry in template)
    assert [entry.msgid for entry in entries if not entry.msgstr.strip() or entry.fuzzy] == []
    for entry in entries:
        for pattern in (PLACE, TAG):
            found, wanted = (Counter(pattern.findall(text)) for text in (entry.msgstr, entry.msgid))
            assert found == wanted, entry.msgid


def test_there_are_translations():
    assert {path.stem for path in CATALOGS} >= {"fr"}
