"""Codes of the file against codes of Odoo."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.match import Known, candidates, loose, match


def one(code, *known, others=()):
    customers = [Known(number, stored, f"Name {number}") for number, stored in enumerate(known, start=1)]
    return match([code, *others], customers)[code]


@pytest.mark.parametrize("stored", ["C1", " C1 ", "c1"])
def test_exact_trimmed_and_any_case(stored):
    assert one("C1", stored).partner_id == 1


def test_exact_beats_case():
    assert one("c1", "C1", "c1").partner_id == 2


def test_several_in_any_case_are_ambiguous():
    found = one("Cc", "CC", "cc")
    assert found.ambiguous and "Name 1" in str(found.message.details["partners"])


@pytest.mark.parametrize("code", ["123", "123.0", "1,23E+02", "1.23E2", "0123"])
def test_lost_zeros(code):
    found = one(code, "00123")
    assert found.partner_id == 1 and found.message.kind == "repaired_code"


def test_lost_zeros_only_when_unique():
    assert one("123", "00123", "0123").ambiguous


def test_no_repair_where_the_file_has_the_full_code_too():
    assert one("123", "00123", others=["00123"]).partner_id == 0


def test_a_longer_code_is_no_damaged_shorter_one():
    assert one("00123", "123").partner_id == 0


def test_letters_are_never_repaired():
    assert one("A1", "0A1").partner_id == 0


def test_digits_that_a_spreadsheet_dropped_are_not_invented():
    assert one("1,2E+13", "00012000000000001").partner_id == 0


@pytest.mark.parametrize("code", ["03/02/2026", "3-févr", "2026-02-03"])
def test_codes_taken_for_dates(code):
    found = match([code], [Known(1, "3-2", "Firm")])
    assert found[code].partner_id == 1 and found[code].message.kind == "repaired_code"
    assert loose("3-2") in candidates([code])
    assert match([code], [Known(1, "3-2", "Firm"), Known(2, "02-03", "Other")])[code].ambiguous


def test_candidates_hold_every_form():
    assert candidates(["00123", "ABC", "123.0", ""]) == ["123", "123.0", "abc"]
    assert loose("123.0") == loose("00123")
