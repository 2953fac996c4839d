"""Groups: several in a cell, within the family of the column."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.convert.groups import group_key
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, NewRecord, Reference
from odoo.addons.dso_smart_upload.pipeline.table.json_rows import read_rows

GROUPS = (
    Choice(1, ("Région", "Region")),
    Choice(2, ("Nord", "North"), parent=1),
    Choice(3, ("Île-de-France",), parent=1, active=False),
    Choice(4, ("Paris",), parent=3),
    Choice(5, ("Secteur",)),
    Choice(6, ("Sud",), parent=5),
    Choice(7, ("Sud",), parent=1, active=False),
    Choice(8, ("SUD",), parent=1),
)
FAMILY = {"family": "Région", "family_id": 1}


def groups(**options):
    return converter("groups", (), Reference(groups=GROUPS), **{**FAMILY, **options})


def new(name, family="Région"):
    return NewRecord("res.partner.category", group_key(name), name, family=family)


def test_several_in_a_cell_each_once():
    assert groups().clean(" nord ,NORTH, paris,, ").value == (2, 4)


def test_case_accents_and_spaces_do_not_count_and_archived_ones_are_known():
    assert groups().clean("ile-de-france").value == (3,)
    assert groups().clean("ÎLE -DE- FRANCE").value == (3,)
    assert groups().clean("sud").value == (8,)


def test_signs_count():
    assert groups().clean("A+,A-,a +").value == (new("A+"), new("A-"))


def test_other_families_are_not_meant():
    assert groups(family="Secteur", family_id=5).clean("Nord, Sud").value == (new("Nord", "Secteur"), 6)
    assert groups(family="Neu", family_id=0).clean("Nord").value == (new("Nord", "Neu"),)


def test_new_groups_keep_the_name_of_the_file():
    (group,) = groups().clean("  Grands   Comptes ").value
    assert group == new("grandscomptes") and group.name == "Grands Comptes" and group.family == "Région"


def test_separator():
    assert groups(separator="/").clean("Nord/Paris").value == (2, 4)
    assert groups(separator="").clean("Nord, Paris").value == (new("Nord, Paris"),)


def test_nothing():
    assert groups().clean(" , ,").value is None


def test_the_users_table_is_asked_for_each_group():
    assert groups(values={"n": 2, "idf": (3, 4), "x": None}).clean("N, IDF").value == (2, 3, 4)
    assert groups(values={"x": None}).clean("x").value is None


def test_same_and_merge_leave_other_families_alone():
    assert groups().same((2, 6), (2,))
    assert not groups().same((2, 4, 6), (2,))
    assert groups().merge((2, 6), (4, new("Est"))) == (6, 4, new("Est"))
    assert groups(keep=True).merge((2, 6), (4,)) == (2, 6, 4)


def test_show():
    assert groups().show((2, new("Est"))) == "Nord, Est"


NAMES = st.text(min_size=1, max_size=12).filter(lambda name: "," not in name and name.strip())


@settings(deadline=None)
@given(st.lists(NAMES, max_size=5))
def test_shown_groups_are_read_back(names):
    value = groups().clean(",".join(names)).value
    if value:
        assert groups().clean(groups().show(value)).value == value
        assert len(set(value)) == len(value)


@pytest.mark.parametrize("separator", [",", ";"])
def test_lists_and_quotes(separator):
    names = ["Nord, Est", "A;B", 'Dit "Le Sud"', "Ouest"]
    (word,) = read_rows(json.dumps([{"groups": names}]).encode()).rows["groups"]
    found = groups(family="Neu", family_id=0, separator=separator).clean(word).value
    assert [group.name for group in found] == names
    word = separator.join(['"A, B; C"', ' Firma "X" ', "D"])
    found = groups(family="Neu", family_id=0, separator=separator).clean(word).value
    assert [group.name for group in found] == ["A, B; C", 'Firma "X"', "D"]


def test_hidden_groups_are_neither_used_nor_made_a_second_time():
    secret = Choice(9, ("Défense", "Defence"), parent=1, hidden=True)
    column = converter("groups", (), Reference(groups=(*GROUPS, secret)), **FAMILY)
    for word in ("DEFENSE, Nord, Neuf", "Nord, defence, Neuf"):
        cell = column.clean(word)
        assert cell.value == (2, new("Neuf")) and cell.bad
        assert cell.message.key == "hidden_group" and cell.message.details["value"] in word
    assert column.clean("Défense").value is None
    assert column.clean("Nord").message is None
    other = converter("groups", (), Reference(groups=(*GROUPS, secret)), family="Secteur", family_id=5)
    assert other.clean("Défense").value == (new("Défense", "Secteur"),)


def test_group_of_one_name_that_is_visible():
    twin = Choice(9, ("Nord",), parent=1, hidden=True)
    column = converter("groups", (), Reference(groups=(*GROUPS, twin)), **FAMILY)
    assert column.clean("Nord").value == (2,)
    assert column.clean("Nord").message is None


def test_nothing_is_made_below_a_hidden_family():
    family = (Choice(1, ("Région",), hidden=True), Choice(2, ("Nord",), parent=1))
    column = converter("groups", (), Reference(groups=family), **FAMILY, family_hidden=True)
    cell = column.clean("Nord, Neuf, Autre")
    assert cell.value == (2,) and cell.message.key == "hidden_group.family"
    assert cell.message.details["value"] == "Neuf, Autre"


def test_hidden_group_that_the_table_of_the_column_names():
    secret = Choice(9, ("Défense",), parent=1, hidden=True)
    column = converter("groups", (), Reference(groups=(*GROUPS, secret)), **FAMILY, values={"Défense": (2,)})
    assert column.clean("Défense").value == (2,) and column.clean("Défense").message is None


def test_what_says_nothing_beside_a_group_is_no_mistake():
    beside, alone = groups().clean("Nord, idem"), groups().clean("idem")
    assert (beside.value, beside.bad, beside.message.kind) == ((2,), False, "ditto")
    assert (alone.value, alone.bad, alone.message.kind) == (None, True, "ditto")
