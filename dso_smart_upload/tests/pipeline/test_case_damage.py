"""Numbers that a spreadsheet made dates and yes or no of; postal codes and phones that are written in other ways."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.reference import Reference

REFERENCE = Reference(country="FR")


def clean(kind, word, country="", words=()):
    """Return the value, and the key of the message behind it, "" where there is none."""
    cell = converter(kind, [word, *words], REFERENCE).clean(word, country)
    return cell.value, cell.message.key if cell.message else ""


@pytest.mark.parametrize("kind", ["phone", "zip", "legal_id", "vat"])
@pytest.mark.parametrize("country", ["FR", "MU", ""])
@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("2026-02-03|2026-02-03 00:00:00|03/02/2026|3.2.2026|2026-02-03T00:00:00|03-févr|févr-03|3-Feb-2026", "date"),
        ("TRUE|False|VRAI|faux|WAHR|Falsch|VERO|FALSO|VERDADERO|PRAWDA|FAŁSZ", "truth"),
    ],
)
def test_dates_and_truth_are_no_numbers(kind, country, words, made):
    for word in words.split("|"):
        assert clean(kind, word, country) == (None, f"damaged_number.{made}"), word


@pytest.mark.parametrize(
    ("kind", "word", "country"),
    [
        ("phone", "01.02.03.04.05", "FR"),
        ("phone", "20-26-02-03", "DK"),
        ("phone", "2026 0203", "DK"),
        ("phone", "12.34.1999", "NO"),
        ("zip", "12-345", "PL"),
        ("zip", "1050-002", "PT"),
        ("zip", "MAR 1234", "MT"),
        ("legal_id", "12-3456789", "US"),
        ("legal_id", "SC123456", "GB"),
    ],
)
def test_what_only_looks_like_a_date_stays(kind, word, country):
    assert clean(kind, word, country) == (word, "")


@pytest.mark.parametrize(
    ("word", "country", "value", "said"),
    [
        ("75 001", "FR", "75001", ""),
        ("6 000", "FR", "06000", "repaired_zip"),
        ("6.000", "FR", "06000", "repaired_zip"),
        ("75,001", "FR", "75001", ""),
        ("6000", "FR", "06000", "repaired_zip"),
        ("F-75001", "FR", "75001", ""),
        ("FR 75001", "FR", "75001", ""),
        ("FR75001", "", "75001", ""),
        ("F-75 001", "FR", "75001", ""),
        ("FR-6000", "FR", "06000", "repaired_zip"),
        ("D 10115", "DE", "10115", ""),
        ("1 200", "CH", "1200", ""),
        ("B-1000", "BE", "1000", ""),
        ("6000.0", "FR", "06000", "repaired_zip"),
        ("1000.0", "BE", "1000", "repaired_zip"),
        ("PL 00-950", "PL", "00-950", ""),
        ("NL 1234 AB", "NL", "1234 AB", ""),
        ("GB SW1A 1AA", "GB", "SW1A 1AA", ""),
        ("GB1 1AA", "GB", "GB1 1AA", ""),
        ("AD500", "AD", "AD500", ""),
        ("151 25", "GR", "151 25", ""),
        ("12345-6789", "US", "12345-6789", ""),
        ("75001 CEDEX 05", "FR", "75001 CEDEX 05", ""),
        ("1234 AB", "NL", "1234 AB", ""),
        ("120 00", "CZ", "120 00", ""),
        ("114 55", "SE", "114 55", ""),
        ("SW1A 1AA", "GB", "SW1A 1AA", ""),
        ("D-10115", "FR", "D-10115", "doubtful_zip"),
        ("75001 PARIS", "FR", "75001 PARIS", "doubtful_zip"),
        ("7500", "DE", "07500", "repaired_zip"),
        ("750012", "FR", "750012", "doubtful_zip"),
        ("118", "FR", "118", "doubtful_zip"),
        ("D-10115", "", "D-10115", ""),
    ],
)
def test_postal_codes(word, country, value, said):
    assert clean("zip", word, country) == (value, said)


def test_a_code_that_is_short_where_zeros_are_kept_is_said():
    assert clean("zip", "6000", "FR", words=["01000", "75001"]) == ("6000", "doubtful_zip")


@pytest.mark.parametrize(
    ("word", "country", "value", "said"),
    [
        ("330472000001", "FR", "+33472000001", "repaired_phone"),
        ("33472000001", "FR", "+33472000001", "repaired_phone"),
        ("472000001", "FR", "0472000001", "repaired_phone"),
        ("33999999999999", "FR", "33999999999999", "doubtful_phone"),
        ("88888888888", "FR", None, "invalid_phone.same"),
        ("0000000000", "FR", None, "invalid_phone.same"),
        ("00 00 00 00 00", "FR", None, "invalid_phone.same"),
        ("0033472000001", "FR", "0033472000001", ""),
        ("+33 (0)4 72 00 00 01", "FR", "+33 (0)4 72 00 00 01", ""),
        ("4930123456", "DE", "4930123456", ""),
    ],
)
def test_phones(word, country, value, said):
    assert clean("phone", word, country) == (value, said)
