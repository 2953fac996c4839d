"""Countries, states and languages, by code, sign and name in any language."""

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.convert.country import read_iso
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, Reference

REFERENCE = Reference(
    country="FR",
    countries=(
        Choice(75, ("France",), "FR"),
        Choice(57, ("Allemagne", "Germany"), "DE"),
        Choice(231, ("Royaume-Uni", "United Kingdom"), "GB"),
        Choice(233, ("États-Unis", "United States"), "US"),
        Choice(21, ("Pays de Cocagne",), "ZZ"),
    ),
    states=(
        Choice(1, ("Paris",), "75", country="FR"),
        Choice(2, ("Haute-Savoie",), "74", country="FR"),
        Choice(3, ("California", "Californie"), "CA", country="US"),
        Choice(4, ("Springfield",), "A", country="US"),
        Choice(5, ("Springfield",), "B", country="US"),
    ),
    languages=(
        Choice("en_US", ("English (US)", "Anglais (US)"), "en"),
        Choice("fr_BE", ("French (BE)",), "fr_BE"),
        Choice("fr_FR", ("French", "Français"), "fr"),
    ),
)


def clean(kind, word, country="", **options):
    cell = converter(kind, [word], REFERENCE, **options).clean(word, country)
    return cell.message.kind if cell.bad else cell.value


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        (
            "FR|fr|FRA|250|F|F-|France|FRANCE|Frankreich|Francia|Frankrijk|França|Франция|FR - France"
            "|France (FR)|FRA France",
            "FR",
        ),
        ("DE|DEU|D|D-|Deutschland|Germany|Allemagne|Alemania|Germania|Duitsland|BRD|Bundesrepublik Deutschland", "DE"),
        (
            "GB|UK|U.K.|GBR|United Kingdom|Great Britain|England|Royaume-Uni|Grande-Bretagne|Angleterre|Großbritannien",
            "GB",
        ),
        (
            "US|USA|U.S.A.|U.S.|Etats-Unis|États-Unis d'Amérique|United States of America|Vereinigte Staaten|EE.UU.",
            "US",
        ),
        ("NL|Holland|Hollande|Pays-Bas|PAYS BAS|The Netherlands|Niederlande", "NL"),
        ("ES|E|Espagne|España|Spanien", "ES"),
        ("CH|Suisse|Schweiz|Svizzera", "CH"),
        ("GR|EL|Grèce|Greece|Griechenland", "GR"),
        ("CZ|Tchéquie|République Tchèque|Czech Republic|Czechia|Česká republika|ČR|čr", "CZ"),
        ("SK|Slovenská republika|Slovenska republika", "SK"),
        ("PL|Rzeczpospolita Polska", "PL"),
        ("GR|Ελληνική Δημοκρατία", "GR"),
        ("RU|Российская Федерация", "RU"),
        ("TD|Čad|Çad|Tschad", "TD"),
        ("CI|Côte d'Ivoire|Ivory Coast", "CI"),
        ("RE|La Réunion|Réunion", "RE"),
        ("NA|Namibia", "NA"),
        ("NC|Nouvelle-Calédonie", "NC"),
        ("", ""),
        ("Mars|FRANCE METRO|XX|Paris|FR - Allemagne|1", ""),
        ("ÈS|Š|ÑL|GÉR|DÖM", ""),
        ("IT|İT|Italia", "IT"),
    ],
)
def test_countries(words, iso):
    for word in words.split("|"):
        assert read_iso(word) == iso, word


def test_the_value_is_odoos():
    assert clean("country", "Deutschland") == 57
    assert clean("country", "pays de cocagne") == 21
    assert clean("country", "Suisse") == "unknown_country"
    assert clean("country", "n/a") is None
    assert clean("country", "Export", values={"export": 233}) == 233


def test_an_accented_word_is_no_code_of_odoo_either():
    countries = (Choice(50, ("Costa Rica",), "CR"), Choice(56, ("Czech Republic",), "CZ"))
    read = converter("country", (), Reference(country="FR", countries=countries)).clean
    assert [read(word).value for word in ("ČR", "CR", "cr", "ĆR")] == [56, 50, 50, None]


def test_dom_is_a_code_only_among_such_codes():
    """In French it says that a customer is overseas, in no country in particular."""
    countries = (Choice(61, ("Dominican Republic",), "DO"), Choice(75, ("France",), "FR"))
    reference = Reference(country="FR", countries=countries)
    assert converter("country", ("DOM", "FRA"), reference).clean("DOM").value == 61
    assert converter("country", ("DOM", "France"), reference).clean("DOM").message.kind == "unknown_country"


def test_names_in_many_languages():
    for language in ("fr", "en", "de", "it", "es", "nl", "pt", "pl"):
        for iso in ("FR", "DE", "GB", "US"):
            assert read_iso(Locale(language).territories[iso]) == iso


def test_states_are_of_the_rows_country():
    assert clean("state", "75", "FR") == clean("state", "paris", "FR") == clean("state", "75 - Paris", "FR") == 1
    assert clean("state", "HAUTE SAVOIE") == 2
    assert (
        clean("state", "CA", "US") == clean("state", "Californie", "US") == clean("state", "California (CA)", "US") == 3
    )
    assert clean("state", "74 - Haute-Savoie") == clean("state", "FR-74") == clean("state", "74-Haute-Savoie") == 2
    assert clean("state", "US-CA", "US") == 3
    assert clean("state", "US-CA", "FR") == "unknown_state"
    assert clean("state", "CA", "FR") == "unknown_state"
    assert clean("state", "75", "DE") == "unknown_state"
    assert clean("state", "Springfield", "US") == "ambiguous_choice"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("fr|FR|fr_FR|fr-FR|fra|fre|F|French|français|Französisch|francese|Frans", "fr_FR"),
        ("fr_BE|fr-BE", "fr_BE"),
        ("en|EN|eng|E|English|anglais|Englisch|en_GB|GB|en_US|English (US)", "en_US"),
        ("de|Deutsch|D|ger|deu", "unknown_language"),
        ("klingonais", "unknown_language"),
    ],
)
def test_languages(words, code):
    for word in words.split("|"):
        assert clean("language", word) == code, word


@settings(deadline=None)
@given(st.sampled_from(["country", "state", "language"]), st.text(max_size=20), st.sampled_from(["", "FR", "US"]))
def test_any_text_is_a_choice_or_said_not_to_be(kind, word, country):
    choices = converter(kind, [word], REFERENCE)
    cell = choices.clean(word, country)
    assert cell.bad == (cell.message is not None)


@pytest.mark.parametrize("kind", ["country", "language"])
def test_shown_choices_are_read_back(kind):
    choices = converter(kind, (), REFERENCE)
    for choice in choices.choices:
        assert choices.clean(choices.show(choice.id)).value == choice.id


def test_a_name_that_two_countries_claim_is_not_used():
    # Odoo's French names, its users' language first
    countries = (Choice(92, ("Guyane", "Guyana"), "GY"), Choice(79, ("Guyane française", "French Guiana"), "GF"))
    read = converter("country", (), Reference(country="FR", countries=countries)).clean
    assert [read(word).value for word in ("Guyana", "Guyane française", "GY", "GF", "GUF")] == [92, 79, 92, 79, 79]
    assert (read("GUYANE").value, read("GUYANE").message.kind) == (None, "ambiguous_choice")
    assert read("Guyane").message.details["choices"] == "Guyane, Guyane française"
    said = converter("country", (), Reference(country="FR", countries=countries), values={"Guyane": 79})
    assert said.clean("Guyane").value == 79


SPANISH = Reference(
    country="ES",
    states=(
        Choice(1, ("Araba/Álava",), "VI", country="ES"),
        Choice(2, ("Alacant (Alicante)",), "A", country="ES"),
        Choice(3, ("Illes Balears (Islas Baleares)",), "PM", country="ES"),
        Choice(4, ("Alava",), "X", country="FR"),
        Choice(5, ("Oro/Plata",), "OP", country="ES"),
        Choice(6, ("Plata (Sur)",), "PS", country="ES"),
    ),
)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("Álava", 1),
        ("ALAVA", 1),
        ("Araba", 1),
        ("Alicante", 2),
        ("Alacant", 2),
        ("Islas Baleares", 3),
        ("Araba/Álava", 1),
    ],
)
def test_a_state_by_one_of_the_names_in_its_name(word, value):
    assert converter("state", (word,), SPANISH).clean(word, "ES").value == value


def test_a_name_in_two_states_is_none_of_them():
    cell = converter("state", ("Plata",), SPANISH).clean("Plata", "ES")
    assert (cell.value, cell.message.kind) == (None, "ambiguous_choice")
