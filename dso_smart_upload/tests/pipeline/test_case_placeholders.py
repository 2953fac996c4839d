"""What people write in place of a value: marks for "the same as above", words that say that there is none."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, NewRecord, Reference

FRANCE = Choice(1, ("France",), code="FR")
REFERENCE = Reference(country="FR", countries=(FRANCE,), groups=(Choice(7, ("Inconnu",), parent=6),))
KINDS = "text groups country payment_term payment_method email phone zip vat amount date".split()
MARKS = ['"', "''", "〃", '-"-', '- " -', "“", "„"]
WORDS = ["idem", "Idem", "id.", "ditto", "dito", "do.", "same as above", "siehe oben"]


def read(kind, word, *others, **options):
    return converter(kind, (word, *others), REFERENCE, **options).clean(word)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_for_the_same_again_is_no_value_and_no_blank(kind, mark):
    cell = read(kind, mark)
    assert (cell.value, cell.bad, cell.message.kind) == (None, True, "ditto")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("word", WORDS)
def test_the_same_in_words_is_no_value_and_no_blank(kind, word):
    cell = read(kind, word)
    assert cell.value is None and cell.bad
    assert kind not in ("text", "groups") or cell.message.kind == "ditto"


@pytest.mark.parametrize("word", ["Id", "Do", "Idemitsu", '24"', '"Le Bon"', "J", "Idem & Co", "Dito Sama"])
def test_what_only_looks_like_the_same_again_stays(word):
    assert read("text", word).value == word
    assert isinstance(read("groups", word, family="Famille").value[0], NewRecord)


@pytest.mark.parametrize("word", ["0", "00000"])
def test_zeros_alone_are_no_text(word):
    assert read("text", word).message.kind == "says_nothing"
    assert read("text", "007").value == "007"
    assert read("groups", word, family="Segment").value[0].name == word
    assert read("code", word).value == word and read("name", word).value == word


def test_names_and_codes_may_be_any_word():
    for kind in ("name", "code"):
        assert read(kind, "Idem").value == "Idem"
        assert read(kind, "Inconnu").value == "Inconnu"
    assert read("name", '"').message.kind == "ditto"


@pytest.mark.parametrize(
    "word", "néant|Néant|AUCUNE|aucun|inconnu|n/c|s.o.|k.A.|keine|undefined|xxx|TBD|ninguno|onbekend|n.v.t.".split("|")
)
def test_a_word_that_says_that_there_is_no_value_is_left_out_of_texts_and_groups(word):
    for kind in ("text", "groups"):
        cell = read(kind, word, "Nord")
        assert (cell.value, cell.bad, cell.message.kind) == (None, True, "says_nothing"), kind


@pytest.mark.parametrize(
    "word", ["Aucun", "Leer", "None", "Nan", "NC", "ND", "Na", "Néant-sur-Yvel", "Inconnu SARL", "X"]
)
def test_what_only_looks_like_such_a_word_stays(word):
    assert read("text", word, "Lourdes").value == word


@pytest.mark.parametrize("word", ["néant", "xxx", "?", "n/a", "inconnu"])
def test_a_postal_code_that_is_none_is_blank(word):
    cell = read("zip", word)
    assert (cell.value, cell.message) == (None, None)


def test_one_of_several_groups_may_be_no_value():
    cell = read("groups", "Nord, idem", family="Famille")
    assert [group.name for group in cell.value] == ["Nord"]
    assert cell.message.kind == "ditto"


def test_a_place_among_others_in_capitals_stays():
    assert read("text", "AUCUN", "LOURDES", "TARBES").value == "AUCUN"
    assert read("text", "AUCUN", "Lourdes", "Tarbes").bad


def test_a_group_that_odoo_has_is_one():
    assert read("groups", "Inconnu", family="Statut", family_id=6).value == (7,)
    assert read("groups", "Inconnu", values={"Inconnu": 7}).value == (7,)
    assert read("text", "xxx", values={"xxx": "Rue X"}).value == "Rue X"


CITIES = ("Lyon", "Paris", "Lille", "Nice", "Brest", "Nantes")


@pytest.mark.parametrize(
    "word",
    "x|X|FALSE|FAUX|[object Object]|1900-01-00|00/01/1900|(en blanco)|(No value)|à renseigner|voir siège".split("|"),
)
def test_what_programs_and_people_write_in_place_of_a_town(word):
    assert read("text", word, *CITIES).message.kind == "says_nothing"


def test_marks_in_a_column_of_marks_stay():
    assert read("text", "x", "y", "z").value == "x"
    assert read("text", "FALSE", *["TRUE"] * 6).value == "FALSE"
    assert read("text", "Y", *CITIES).value == "Y"


def test_a_date_that_is_blank_is_no_phone():
    assert read("phone", "1900-01-00").value is None
