"""Codes of the file against codes of Odoo."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.match import Known, Match, candidates, loose, match


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


def test_a_repaired_code_is_the_known_one_that_the_file_has_as_well():
    known = [Known(1, "1001", "One")]
    found = match(["1001", "1001.0"], known)
    assert [found[code].partner_id for code in ("1001", "1001.0")] == [1, 1]
    assert found["1001.0"].message.key == "repaired_code"
    hidden = match(["1001", "1001.0"], [Known(0, "1001", "")])
    assert hidden["1001.0"].ambiguous


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


def test_hidden_customers_are_matched_like_visible_ones():
    for code, stored in (("C1", "C1"), ("c1", "C1"), ("123", "00123"), ("3-févr", "3-2")):
        found = match([code], [Known(0, stored, "")])[code]
        assert found.ambiguous and not found.partner_id
        assert found.message.kind == "hidden_customer"
    assert match(["00123"], [Known(0, "123", "")])["00123"] == Match()
    assert match(["123", "00123"], [Known(0, "00123", "")])["123"] == Match()


def test_exact_code_of_one_and_the_same_in_another_case_of_the_other():
    assert match(["C1"], [Known(1, "C1", "Seen"), Known(0, "c1", "")])["C1"].partner_id == 1
    assert match(["C1"], [Known(1, "c1", "Seen"), Known(0, "C1", "")])["C1"].message.kind == "hidden_customer"


def test_one_code_of_a_visible_and_a_hidden_customer():
    found = match(["C1"], [Known(7, "c1", "Seen"), Known(0, "c1", "")])["C1"]
    assert found.ambiguous and found.message.kind == "ambiguous_code"
    assert "Seen (c1, id 7)" in str(found.message.details["partners"]) and "id 0" not in str(found.message.details)
    assert "may not see" in found.message.sentence


def test_a_customer_with_several_codes_is_one():
    known = [Known(1, "C1", "Seen"), Known(1, "sap-7", "Seen", False), Known(2, "SAP-8", "Other")]
    assert [match([code], known)[code].partner_id for code in ("C1", "c1", "SAP-7", "SAP-8")] == [1, 1, 1, 2]
    assert match(["123"], [Known(1, "00123", "A"), Known(1, "0123", "A")])["123"].message.kind == "repaired_code"
    assert match(["c1"], [Known(1, "C1", "A"), Known(1, "c1", "A"), Known(1, " C1", "A")])["c1"].partner_id == 1


def test_first_code_of_one_and_second_code_of_another():
    found = match(["C1"], [Known(1, "C0", "One"), Known(1, "C1", "One"), Known(2, "C1", "Two")])["C1"]
    assert found.ambiguous and not found.partner_id
    assert "One (C1, id 1), Two (C1, id 2)" in str(found.message.details)
    assert match(["C1"], [Known(1, "C1", "One"), Known(2, "c1", "Two")])["C1"].partner_id == 1
    assert match(["C1"], [Known(0, "C1", ""), Known(0, "c1", "")])["C1"].message.kind == "hidden_customer"
