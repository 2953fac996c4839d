"""A misspelt word is proposed to be the one name that is near it."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.convert.nearest import choices_of, names_of, nearest
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, Reference, Term, TermLine

COUNTRIES = tuple(
    Choice(id_, names, code=code)
    for id_, names, code in [
        (12, ("Austria",), "AT"),
        (13, ("Australia",), "AU"),
        (75, ("France",), "FR"),
        (57, ("Germany",), "DE"),
        (68, ("Spain",), "ES"),
    ]
)


def test_a_misspelt_country_in_any_language():
    names = names_of("country", COUNTRIES)
    found = nearest(["Austira", "Allemange", "Deutschlnad", "Francee", "Espange", "Österreihc"], names)
    assert found == {"Austira": 12, "Allemange": 57, "Deutschlnad": 57, "Francee": 75, "Espange": 68, "Österreihc": 12}


def test_what_is_near_to_two_or_to_none_is_not_proposed():
    names = {"dupont": 1, "dupond": 2, "martin": 3}
    assert nearest(["Dupon", "Zorro", "Ma", "Martim"], names) == {"Martim": 3}


def test_days_are_not_taken_for_other_days():
    assert nearest(["40 jours", "45 jour"], {"45jours": 5, "30jours": 3}) == {"45 jour": 5}


def test_a_name_of_two_is_nobodys():
    choices = (Choice(1, ("Jean Martin",)), Choice(2, ("Jean Martin", "jm@example.com")))
    assert nearest(["Jean Martn"], names_of("salesperson", choices)) == {}


def test_what_a_person_may_not_see_or_is_archived_is_no_choice():
    lines = (TermLine("percent", 100, "days_after", 45),)
    reference = Reference(
        groups=(Choice(1, ("Nord",)), Choice(2, ("Sud",), active=False), Choice(3, ("Est",), hidden=True)),
        terms=(Term(1, ("45 jours",), lines), Term(2, ("30 jours",), lines, hidden=True)),
    )
    assert [one.id for one in choices_of("groups", reference)] == [1]
    assert [one.id for one in choices_of("payment_term", reference)] == [1]
    assert choices_of("text", reference) == ()


@given(st.lists(st.text(max_size=8), max_size=5), st.dictionaries(st.text(max_size=8), st.integers(0, 3), max_size=6))
def test_only_choices_that_there_are_are_proposed(words, names):
    found = nearest(words, names)
    assert set(found) <= set(words)
    assert set(found.values()) <= set(names.values())
