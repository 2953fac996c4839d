"""Phone numbers, e-mail addresses, web sites."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.reference import Reference

REFERENCE = Reference(country="FR")


def clean(kind, word, country=""):
    """Return the value, with the kind of the message behind it where there is one."""
    cell = converter(kind, [word], REFERENCE).clean(word, country)
    return (cell.value, cell.message.kind) if cell.message else cell.value


@pytest.mark.parametrize(
    "word",
    [
        "01 23 45 67 89",
        "+33 (0)1 23 45 67 89",
        "0033 1.23.45.67.89",
        "01-23-45-67-89 poste 12",
        "3639",
        "01 23 45 67 89 / 06 12 34 56 78",
        "0123456789 ou 0612345678",
        "0800 FLOWERS 12",
    ],
)
def test_phones_stay_as_they_are_written(word):
    assert clean("phone", f" {word} ") == word


@pytest.mark.parametrize("word", ["04 93 00 00", "04 93 00 00 14 15", "O4 93 00 00 13", "04 93 OO 00 13"])
def test_a_french_number_that_cannot_be_dialled_is_said(word):
    assert clean("phone", word, "FR") == (word, "doubtful_phone")


@pytest.mark.parametrize(
    ("country", "word"),
    [("", "0711 123456"), ("DE", "0711 123456"), ("FR", "0033 4 93 00 00 13"), ("FR", "04 93 00 00 13 / 22")],
)
def test_a_number_that_may_be_dialled_stays(country, word):
    assert clean("phone", word, country) == word


def test_zeros_are_no_number():
    assert clean("phone", "00000") == clean("phone", "000") == (None, "invalid_phone")


@pytest.mark.parametrize(
    ("country", "word", "value"),
    [
        ("FR", "612345678", "0612345678"),
        ("", "123456789", "0123456789"),
        ("FR", "612345678.0", "0612345678"),
        ("FR", "6,12345678E+08", "0612345678"),
        ("FR", "33612345678", "+33612345678"),
        ("BE", "470123456", "0470123456"),
        ("GB", "7911123456", "07911123456"),
        ("NL", "612345678", "0612345678"),
    ],
)
def test_what_a_spreadsheet_dropped_is_put_back(country, word, value):
    assert clean("phone", word, country) == (value, "repaired_phone")


def test_phones_that_miss_nothing_for_sure_stay():
    assert clean("phone", "030123456", "DE") == "030123456"
    assert clean("phone", "30123456", "DE") == "30123456"
    assert clean("phone", "912345678", "ES") == "912345678"
    assert clean("phone", "0612345678.0") == ("0612345678", "repaired_phone")


@pytest.mark.parametrize("word", ["voir mail", "12", "012345678901234567890"])
def test_not_a_phone(word):
    assert clean("phone", word) == (None, "invalid_phone")


def test_a_number_cut_by_a_spreadsheet_is_lost():
    assert clean("phone", "6,12E+08") == (None, "cut_number")


@pytest.mark.parametrize(
    ("country", "old", "new", "same"),
    [
        ("FR", "01 23 45 67 89", "0123456789", True),
        ("FR", "+33 1 23 45 67 89", "01.23.45.67.89", True),
        ("", "+33123456789", "0033 1 23 45 67 89", True),
        ("FR", "+33 (0)1 23 45 67 89", "01 23 45 67 89", True),
        ("BE", "+33 1 23 45 67 89", "01 23 45 67 89", False),
        ("FR", "01 23 45 67 89", "01 23 45 67 88", False),
        ("FR", "01 23 45 67 89 / 06 12 34 56 78", "06 12 34 56 78", False),
        ("FR", "3639", "3639", True),
    ],
)
def test_same_phone(country, old, new, same):
    assert converter("phone", (), REFERENCE).same(old, new, country) is same


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("compta@example.com", "compta@example.com"),
        (" Compta@Example.com ", "Compta@Example.com"),
        ("a@example.com;b@example.com", "a@example.com, b@example.com"),
        ("a@example.com , b@example.com", "a@example.com, b@example.com"),
        ("a@example.com b@example.com\na@EXAMPLE.com", "a@EXAMPLE.com, b@example.com"),
        ("a@example.com/b@example.com", "a@example.com, b@example.com"),
        ("Anne Martin <a.martin@example.com>", "a.martin@example.com"),
        ("mailto:a@example.com", "a@example.com"),
        ("a @ example.com", "a@example.com"),
        ("a@example.com.", "a@example.com"),
        ("a+b_c@sub.example.co.uk", "a+b_c@sub.example.co.uk"),
        ("info@müller.de", "info@müller.de"),
    ],
)
def test_emails(word, value):
    assert clean("email", word) == value


def test_a_wrong_address_among_others_is_named():
    assert clean("email", "a@example.com; b@example") == ("a@example.com", "partial_email")


@pytest.mark.parametrize("word", ["jean dupont@example.com", "a@example.com; jean d@b.example"])
def test_an_address_that_a_space_cuts_is_said(word):
    assert clean("email", word)[1] == "partial_email"


@pytest.mark.parametrize("word", ["Mail: d@b.com", "Compta - d@b.com", "(compta) d@b.com", "d@b.com compta"])
def test_a_label_beside_an_address_is_none_of_it(word):
    assert clean("email", word) == "d@b.com"


@pytest.mark.parametrize("word", ["a", "a@b", "@example.com", "a@example..com", "rené@example.com", "a.example.com"])
def test_not_an_email(word):
    assert clean("email", word) == (None, "invalid_email")


def test_same_email():
    emails = converter("email", (), REFERENCE)
    assert emails.same("B@example.com;a@example.com", "a@example.com, b@example.com")
    assert not emails.same("a@example.com", "a@example.com, b@example.com")


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("www.example.com", "http://www.example.com"),
        ("example.com", "http://example.com"),
        ("https://www.example.com/fr/", "https://www.example.com/fr/"),
        ("HTTP://example.com", "HTTP://example.com"),
        ("http:/example.com", "http://example.com"),
        ("example.com:8080/a?b=c", "http://example.com:8080/a?b=c"),
    ],
)
def test_websites(word, value):
    assert clean("website", word) == value


@pytest.mark.parametrize(
    "word", ["a", "a@example.com", "pas de site", "http://", "www.a.com / www.b.com", "javascript:alert(1)"]
)
def test_not_a_website(word):
    assert clean("website", word) == (None, "invalid_website")


def test_same_website():
    sites = converter("website", (), REFERENCE)
    assert sites.same("https://WWW.example.com/", "http://www.example.com")
    assert not sites.same("http://example.com/A", "http://example.com/a")


@settings(deadline=None)
@given(
    st.sampled_from(["phone", "email", "website"]),
    st.one_of(
        st.text(max_size=30),
        st.emails(),
        st.text(alphabet="0123456789+ ()./-", max_size=20),
        st.text(alphabet="ab.@/:;, www", max_size=20),
    ),
    st.sampled_from(["", "FR", "BE", "DE", "GB"]),
)
def test_any_text_is_used_or_said_not_to_be_and_values_stay_as_they_are(kind, word, country):
    contacts = converter(kind, [word], REFERENCE)
    cell = contacts.clean(word, country)
    assert cell.bad == (cell.value is None and cell.message is not None)
    if cell.value:
        assert contacts.clean(contacts.show(cell.value), country).value == cell.value
        assert contacts.same(cell.value, cell.value, country)
