"""Codes of new customers that a spreadsheet changed: repaired where that is sure, else refused."""

import pytest

from odoo.addons.dso_smart_upload.pipeline.match import Known, match


def new(*codes):
    found = match(codes, [])
    return ["lost" if found[code].lost else found[code].code or code for code in codes]


@pytest.mark.parametrize(
    ("codes", "meant"),
    [
        (["4,0009E+04", "K09"], ["40009", "K09"]),
        (["4.0009e+04"], ["40009"]),
        (["1.25E+02"], ["125"]),
        (["1001.0", "1002.0", "K1"], ["1001", "1002", "K1"]),
        (["1001,00", "1002,00"], ["1001", "1002"]),
    ],
)
def test_repaired_where_it_is_sure(codes, meant):
    assert new(*codes) == meant
    assert match(codes, [])[codes[0]].message.key == "repaired_code.new"


@pytest.mark.parametrize(
    "code",
    [
        "4,00009E+15",
        "1.2E+05",
        "1E+05",
        "4,5E-05",
        "2026-02-03 00:00:00",
        "03/02/2026",
        "3-févr",
        "40000812345678900",
        "1.000",
    ],
)
def test_refused_where_digits_are_lost(code):
    assert new(code, "K1", "K2") == ["lost", "K1", "K2"]
    assert match([code], [])[code].message.kind == "damaged_code"


@pytest.mark.parametrize(
    "codes",
    [
        ["1E5", "2E01", "E10", "K1"],
        ["10.0", "10.1", "10.2"],
        ["MAR-15", "DUP-01", "LEB-22"],
        ["12-03-45", "12-45-78"],
        ["01-02-03", "02-03-04", "03-04-05"],
        ["4000081234567890", "4000081234567891"],
        ["400008123456789", "1"],
        ["00123", "K-1", "12/3"],
    ],
)
def test_what_only_looks_like_it_stays(codes):
    assert new(*codes) == codes


def test_several_long_numbers_that_end_in_zeros_were_cut():
    assert new("4000081234567890", "4000081234567900") == ["lost", "lost"]


def test_a_shortened_code_is_nobodys():
    known = [Known(1, "4000090000000000", "")]
    assert match(["4,00009E+15"], known)["4,00009E+15"].lost
