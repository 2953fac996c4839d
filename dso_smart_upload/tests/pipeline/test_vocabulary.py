"""The form of the vocabulary's files, and that they are read once and only when they are needed."""

import re
import subprocess
import sys

import pytest

from odoo.addons.dso_smart_upload.pipeline import vocabulary
from odoo.addons.dso_smart_upload.pipeline.folding import fold
from odoo.addons.dso_smart_upload.pipeline.recognise import LABELS, header, suggest
from odoo.addons.dso_smart_upload.pipeline.table.header_words import HEADER_WORDS

IDEAS = {idea for language in vocabulary.languages().values() for idea in language.ideas}
LANGUAGES = sorted(vocabulary.languages())


def repeated(words):
    """Return what stands more than once in a list."""
    return sorted({word for word in words if words.count(word) > 1})


def run(code, *arguments):
    """Return what a new Python process prints that runs ``code``."""
    environment = {"PYTHONPATH": ":".join(filter(None, sys.path))}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.strip()


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_are_folded_and_stand_once(code):
    language = vocabulary.languages()[code]
    assert language.name
    for words in (language.small, language.joining, language.remarks, *language.ideas.values()):
        assert isinstance(words, list)
        assert [word for word in words if word != "&" and fold(word) != word] == []
        assert repeated(words) == []
    assert [word for word in language.read_as if fold(word) != word] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_ideas_are_single_words(code):
    assert [idea for idea in vocabulary.languages()[code].ideas if not re.fullmatch("[a-z]+[0-9]?", idea)] == []


def test_fields_ask_for_ideas_that_some_language_has():
    fields = vocabulary.fields()
    asked = {idea for meaning in fields.meanings.values() for pattern in meaning.patterns for idea in pattern}
    assert asked - IDEAS == set()
    allowed = set().union(*(meaning.allowed for meaning in fields.meanings.values()))
    assert (allowed | fields.formal | fields.in_brackets) - IDEAS == set()
    assert all(0 < sure <= 1 for meaning in fields.meanings.values() for sure in meaning.patterns.values())


def test_every_field_and_no_other_is_meant():
    assert set(vocabulary.fields().meanings) == set(LABELS)
    systems = vocabulary.systems()
    meant = {key for names in (*systems.names.values(), *systems.labels.values()) for key in names.values()}
    assert meant - set(LABELS) == {""}


def test_abbreviations_stand_for_ideas():
    assert set().union(*vocabulary.abbreviations().values()) - IDEAS == set()
    assert [part for part in vocabulary.abbreviations() if not re.fullmatch("[a-z]{2,5}", part)] == []


def test_telling_labels_are_labels():
    systems = vocabulary.systems()
    assert {name: telling - set(systems.labels[name]) for name, telling in systems.telling.items()} == {
        name: frozenset() for name in systems.labels
    }


def test_false_friends_speak_a_language_that_has_words():
    for friends in vocabulary.false_friends():
        assert set(friends.languages) <= set(LANGUAGES)
        assert all(fold(word) == word for word in friends.read_as)


def test_the_words_by_which_the_line_of_names_is_found_are_words_of_headers():
    languages = vocabulary.languages().values()
    phrases = {phrase for language in languages for phrases in language.ideas.values() for phrase in phrases}
    words = {word for phrase in phrases for word in fold(phrase).split()}
    assert not [word for word in HEADER_WORDS if word not in words and header.read(word).unknown]


def test_the_readme_names_every_file():
    names = {path.name for path in vocabulary.FOLDER.glob("*.toml")}
    said = set(re.findall(r"`(\w+\.toml)`", (vocabulary.FOLDER / "README.md").read_text()))
    assert names <= said


def test_files_are_read_once(monkeypatch):
    suggest(["Code client", "Raison sociale"])
    monkeypatch.setattr(vocabulary, "_load", pytest.fail)
    suggest(["Kundennummer", "Firma", "KUNNR", "VILCLI"])


@pytest.mark.slow
def test_a_word_can_be_added_in_a_file(tmp_path):
    """What the README promises: a line in a language's file, and the header is recognised."""
    code = (
        "from pathlib import Path\n"
        "import shutil, sys\n"
        "from odoo.addons.dso_smart_upload.pipeline import vocabulary\n"
        "folder = Path(sys.argv[1])\n"
        "shutil.copytree(vocabulary.FOLDER, folder, dirs_exist_ok=True)\n"
        "(folder / 'languages' / 'eo.toml').write_text("
        '\'name = "Esperanto"\\n[ideas]\\ncustomer = ["kliento"]\\nnumber = ["numeralo"]\\n\')\n'
        "vocabulary.FOLDER = folder\n"
        "from odoo.addons.dso_smart_upload.pipeline.recognise import suggest\n"
        "print(suggest(['Numeralo de kliento'])[0].field)\n"
    )
    assert run(code, tmp_path) == "code"


@pytest.mark.slow
def test_reading_the_files_is_short_beside_starting_pandas():
    """Both in a new process, whose first import waits for the files; the processor's seconds."""
    code = (
        "from time import process_time\n"
        "start = process_time()\n"
        "import pandas\n"
        "pandas_seconds = process_time() - start\n"
        "from odoo.addons.dso_smart_upload.pipeline import vocabulary\n"
        "start = process_time()\n"
        "vocabulary.languages(), vocabulary.fields(), vocabulary.systems()\n"
        "vocabulary.abbreviations(), vocabulary.false_friends()\n"
        "print((process_time() - start) / pandas_seconds)\n"
    )
    assert float(run(code)) < 1
