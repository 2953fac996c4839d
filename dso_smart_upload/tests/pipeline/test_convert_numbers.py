"""Numbers that are names: legal ids, VAT numbers, zip codes; and what spreadsheets do to them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr import siren, tva

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.convert.base import UNKNOWN
from odoo.addons.dso_smart_upload.pipeline.convert.damage import codes_behind
from odoo.addons.dso_smart_upload.pipeline.convert.vat import read_vat
from odoo.addons.dso_smart_upload.pipeline.reference import Reference

REFERENCE = Reference(country="FR")


def clean(kind, word, country="", words=()):
    """Return the value, with the kind of the message behind it where there is one."""
    cell = converter(kind, (*words, word), REFERENCE).clean(word, country)
    assert cell.bad == (cell.value is None and cell.message is not None)
    return (cell.value, cell.message.kind) if cell.message else cell.value


# -- legal ids --


@pytest.mark.parametrize(
    ("country", "words", "value"),
    [
        (
            "FR",
            "552081317|552 081 317|552.081.317|552\u00a0081\u00a0317|552-081-317|RCS Paris 552 081 317"
            "|SIREN : 552081317"
            "|552 081 317 R.C.S. Nanterre|FR03552081317|N° SIREN 552081317",
            "552081317",
        ),
        ("", "552 081 317 66522|55208131766522|SIRET 552 081 317 66522", "55208131766522"),
        ("FR", "35600000049837", "35600000049837"),
        ("GP", "552081317", "552081317"),
        ("BE", "0403.170.701|BE 0403.170.701|BCE 0403170701", "0403170701"),
        ("DE", "HRB 12345", "HRB 12345"),
        ("ES", "B58378431|B-58378431|CIF B58378431", "B58378431"),
        ("IT", "02118311006|P.IVA 02118311006", "02118311006"),
        ("NL", "12345678|KvK 12345678", "12345678"),
        ("LU", "B 12345", "B 12345"),
        ("CH", "CHE-107.787.577|CHE107787577|CHE 107 787 577", "CHE-107.787.577"),
        ("GB", "SC123456|sc 123456", "SC123456"),
        ("GB", "01234567", "01234567"),
        ("PT", "501 964 843|501964843", "501964843"),
        ("PL", "856-734-62-15|8567346215|NIP 856-734-62-15", "8567346215"),
        ("US", "12-3456789|EIN 12-3456789", "12-3456789"),
        ("AT", "FN 122119m", "122119m"),
        ("DK", "13585628|CVR 13585628", "13585628"),
        ("SE", "556188-8404", "5561888404"),
        ("NO", "988 077 917", "988077917"),
        ("JP", "whatever 12", "whatever 12"),
        # written as the VAT numbers made of them
        (
            "NO",
            "995 525 828 MVA|NO995525828MVA|NO 995 525 828 MVA|995525828|NO 995525828 MVA Foretaksregisteret",
            "995525828",
        ),
        ("SE", "SE556123456701|5561234567-01|556123-4567|16556123-4567", "5561234567"),
        ("CH", "CHE-100.155.212 MWST|CHE-100.155.212 TVA|CHE100155212", "CHE-100.155.212"),
        ("CZ", "IČO: 25123891|IČ 25123891|CZ25123891|25123891", "25123891"),
    ],
)
def test_legal_ids(country, words, value):
    for word in words.split("|"):
        assert clean("legal_id", word, country) == value, word


@pytest.mark.parametrize(
    ("country", "word"),
    [
        ("FR", "000000000"),
        ("FR", "00000000000000"),
        ("FR", "552081318"),
        ("FR", "552081317000"),
        ("FR", "abc"),
        ("FR", "123"),
        ("BE", "0403170702"),
        ("ES", "B58378432"),
        ("IT", "02118311007"),
        ("CH", "CHE-107.787.578"),
        ("PT", "501964842"),
        ("DE", "nummer folgt"),
    ],
)
def test_wrong_legal_ids(country, word):
    assert clean("legal_id", word, country) == (None, "invalid_legal_id")


@pytest.mark.parametrize(
    ("country", "word", "value"),
    [
        ("FR", "5880596", "005880596"),
        ("FR", "552081317.0", "552081317"),
        ("FR", "5,52081317E+08", "552081317"),
        ("FR", "588059600019", "00588059600019"),
        ("BE", "403170701", "0403170701"),
        ("IT", "2118311006", "02118311006"),
        ("GB", "1234567", "01234567"),
        ("NL", "1234567", "01234567"),
    ],
)
def test_repaired_legal_ids(country, word, value):
    assert clean("legal_id", word, country) == (value, "repaired_legal_id")


def test_a_number_cut_by_a_spreadsheet_is_lost():
    assert clean("legal_id", "5,52E+13") == (None, "cut_number")
    assert clean("vat", "2,33E+10") == (None, "cut_number")


def test_a_stored_siret_is_not_replaced_by_its_own_siren():
    ids = converter("legal_id", (), REFERENCE)
    assert ids.same("552 081 317 66522", "552081317")
    assert ids.merge("55208131766522", "552081317") == "55208131766522"
    assert not ids.same("552081317", "55208131766522")
    assert ids.merge("552081317", "55208131766522") == "55208131766522"
    assert not ids.same("35600000049837", "552081317")


SIRENS = st.integers(1, 99_999_999).map(lambda number: f"{number:08}" + luhn.calc_check_digit(f"{number:08}"))


@settings(deadline=None)
@given(SIRENS)
def test_every_siren_is_read_however_it_is_written(number):
    for word in (number, f"{number[:3]} {number[3:6]} {number[6:]}", f"Siren {number}"):
        assert clean("legal_id", word) == number
    damaged = number.lstrip("0")
    if 7 <= len(damaged) < 9:
        assert clean("legal_id", damaged) == (number, "repaired_legal_id")
    assert clean("vat", siren.to_tva(number)) == f"FR{siren.to_tva(number)}".replace("FRFR", "FR").replace(" ", "")


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("2026-02-03", {"3-2", "2-3", "03-02", "3/2", "3.2.26", "26-2-3"}),
        ("2026-02-03 00:00:00", {"3-2"}),
        ("03/02/2026", {"3-2", "3/2/2026"}),
        ("3-févr", {"3-2", "03/02"}),
        ("Feb-26", {"2-26", "02-26"}),
        ("2026-03-01", {"3-26", "2026-3", "1-3"}),
    ],
)
def test_codes_that_became_dates(word, codes):
    assert codes <= codes_behind(word)


def test_codes_that_stayed_codes():
    assert not any(map(codes_behind, ("C3-2", "123", "mars", "", "3-2", "A-26")))


# -- VAT numbers --


@pytest.mark.parametrize(
    ("country", "words", "value"),
    [
        (
            "FR",
            "FR23334175221|FR 23 334 175 221|fr.23.334.175.221|23334175221|TVA : FR23334175221|N° TVA FR 23334175221",
            "FR23334175221",
        ),
        ("", "FR23334175221|23334175221", "FR23334175221"),
        ("BE", "FR23334175221", "FR23334175221"),
        ("US", "FR23334175221", "FR23334175221"),
        ("FR", "FRK7399859412|K7399859412", "FRK7399859412"),
        ("MC", "FR53000004605", "FR53000004605"),
        ("BE", "BE0477472701|0477.472.701|BE 477 472 701", "BE0477472701"),
        ("DE", "DE136695976|DE 136 695 976|136695976|USt-IdNr. DE136695976", "DE136695976"),
        ("ES", "ESB58378431|B-58378431|CIF: B58378431", "ESB58378431"),
        ("IT", "IT02118311006|02118311006|P. IVA 02118311006", "IT02118311006"),
        ("NL", "NL004495445B01|004495445B01", "NL004495445B01"),
        ("LU", "LU15027442", "LU15027442"),
        ("GR", "EL094259216|GR094259216|094259216", "EL094259216"),
        ("GB", "GB980780684|GB 980 7806 84", "GB980780684"),
        ("AT", "ATU13585627|U13585627", "ATU13585627"),
        ("CH", "CHE-107.787.577 IVA|CHE107787577IVA", "CHE-107.787.577 IVA"),
        ("NO", "NO 923 456 783 MVA|NO923456783MVA|923 456 783 MVA", "NO923456783MVA"),
        ("NO", "NO 923 456 783|NO923456783", "NO923456783"),
        ("US", "12-3456789", "12-3456789"),
        ("FR", "/|n/a", None),
    ],
)
def test_vat_numbers(country, words, value):
    for word in words.split("|"):
        assert clean("vat", word, country) in (value, (value, "repaired_vat")), word


@pytest.mark.parametrize(
    ("country", "word"),
    [
        ("FR", "FR00334175221"),
        ("FR", "334175221"),
        ("FR", "FR"),
        ("FR", "abc"),
        ("FR", "BE0477472702"),
        ("CH", "CHE-107.787.577"),
        ("ES", "B58378432"),
        ("US", "FR00334175221"),
        (UNKNOWN, "CZ99999999"),
        (UNKNOWN, "TVA : be 0477.472.702"),
    ],
)
def test_wrong_vat_numbers(country, word):
    assert clean("vat", word, country) == (None, "invalid_vat")


@pytest.mark.parametrize("word", ["BEM890123ABC", "12-3456789", "RO-GROUP 12345", "0477472702"])
def test_a_number_that_no_european_prefix_explains_stays_where_no_rules_are_known(word):
    assert clean("vat", word, UNKNOWN) == word


@pytest.mark.parametrize(
    ("country", "word", "named"),
    [
        (UNKNOWN, "CZ99999999", "CZ"),
        ("FR", "BE0477472702", "BE"),
        ("FR", "TVA : BE 0477.472.702", "BE"),
        ("GB", "EL094259217", "EL"),
        ("GB", "XI123456789", "XI"),
        ("FR", "CHE-107.787.577", "CH"),
        ("FR", "be0477472702", "BE"),
        ("FR", "00334175221", "FR"),
        ("BE", "FR00334175221", "FR"),
        ("", "334175221", "FR"),
        ("ES", "B58378432", "ES"),
    ],
)
def test_a_wrong_vat_number_is_of_the_country_of_its_prefix(country, word, named):
    cell = converter("vat", (word,), REFERENCE).clean(word, country)
    assert (cell.message.kind, cell.message.details["country"]) == ("invalid_vat", named)


def test_repaired_vat_numbers():
    assert clean("vat", "2118311006", "IT") == ("IT02118311006", "repaired_vat")
    assert clean("vat", "40303265045.0", "FR") == ("FR40303265045", "repaired_vat")


# -- zip codes --

WHOLE = ("75001", "69002", "13001", "31000", "44000")


def test_zip_codes():
    assert clean("zip", " 75001 ") == "75001"
    assert clean("zip", "SW1A 1AA", "GB") == "SW1A 1AA"
    assert clean("zip", "D-10115", "DE") == "10115"
    assert clean("zip", "D-10115", "FR") == ("D-10115", "doubtful_zip")
    assert clean("zip", "1000", "BE") == "1000"


def test_zeros_lost_in_front_are_put_back_where_the_length_proves_it():
    assert clean("zip", "1000", "FR") == ("01000", "repaired_zip")
    assert clean("zip", "2110", "US") == ("02110", "repaired_zip")
    assert clean("zip", "118", "IT") == ("00118", "repaired_zip")
    assert clean("zip", "118", "FR") == ("118", "doubtful_zip")
    assert clean("zip", "75001.0", "FR") == ("75001", "repaired_zip")
    assert clean("zip", "7,5001E+04", "FR") == ("75001", "repaired_zip")
    assert clean("zip", "7,5E+04", "FR") == (None, "cut_number")


def test_a_column_with_leading_zeros_has_lost_none():
    assert clean("zip", "1000", "FR", words=("01000",)) == ("1000", "doubtful_zip")


def test_a_row_without_country_counts_as_the_companys_only_in_a_column_of_its_codes():
    assert clean("zip", "1000", "", words=WHOLE) == ("01000", "repaired_zip")
    assert clean("zip", "1000", "", words=("1050", "1180", "75001")) == ("1000", "doubtful_zip")


@pytest.mark.parametrize("others", [("75001", "69002", "1050"), (*WHOLE, "01000")])
def test_a_short_code_without_country_is_doubtful_where_most_are_the_companys(others):
    assert clean("zip", "1000", "", words=others) == ("1000", "doubtful_zip")
    assert clean("zip", "SW1A 1AA", "", words=others) == "SW1A 1AA"
    assert clean("zip", "1000", "BE", words=others) == "1000"


@pytest.mark.parametrize(
    ("country", "word", "meant"),
    [
        ("PL", "950", ("950", "doubtful_zip")),
        ("PL", "00950", "00950"),
        ("PL", "00-950", "00-950"),
        ("SE", "1143", ("1143", "doubtful_zip")),
        ("SE", "114 32", "114 32"),
        ("BR", "1311000", ("01311000", "repaired_zip")),
        ("BR", "01311-000", "01311-000"),
        ("JP", "600001", ("0600001", "repaired_zip")),
        ("JP", "060-0001", "060-0001"),
        ("IN", "110 001", "110 001"),
        ("IN", "11001", ("11001", "doubtful_zip")),
        ("FR", "00000", None),
        ("", "0", None),
    ],
)
def test_codes_that_lost_digits_elsewhere_are_repaired_or_said(country, word, meant):
    assert clean("zip", word, country) == meant


def test_the_same_zip_code():
    codes = converter("zip", (), REFERENCE)
    assert codes.same("F-75001", "75001", "FR") and codes.same("SW1A1AA", "SW1A 1AA", "GB")
    assert not codes.same("75001", "75002", "FR")


COUNTRIES = st.sampled_from(
    ["", "FR", "BE", "DE", "ES", "IT", "NL", "LU", "CH", "GB", "PT", "PL", "US", "AT", "JP", "XX"]
)


@settings(deadline=None)
@given(
    st.sampled_from(["legal_id", "vat", "zip"]),
    st.one_of(st.text(max_size=20), st.text(alphabet="0123456789BEFRCH.- E+,", max_size=18)),
    COUNTRIES,
)
def test_any_text_is_a_number_or_said_not_to_be_and_values_stay_as_they_are(kind, word, country):
    cell = converter(kind, [word], REFERENCE).clean(word, country)
    assert cell.bad == (cell.value is None and cell.message is not None)
    if cell.value:
        again = converter(kind, [cell.value], REFERENCE).clean(cell.value, country)
        assert again.value == cell.value and not again.bad
        assert converter(kind, (), REFERENCE).same(cell.value, cell.value, country)


@given(st.one_of(st.just("000"), st.text("0123456789", min_size=3, max_size=3)), st.integers(0, 10**6), st.integers(0))
def test_french_vat_numbers_are_those_of_python_stdnum(head, tail, shift):
    number = head + f"{tail:06}"[:6]
    number = number if shift % 3 else number[:8] + luhn.calc_check_digit(number[:8])
    key = (int(number + "12") + (shift % 2)) % 97
    vat = f"{key:02}{number}"
    assert read_vat(vat, "FR")[0] == (f"FR{vat}" if tva.is_valid(vat) else "")


def test_a_norwegian_number_without_its_last_letters_is_no_change():
    vat = converter("vat", [], Reference(country="NO"))
    assert vat.same("NO923456783MVA", "NO923456783") and not vat.same("NO923456783", "NO923456783MVA")


@pytest.mark.parametrize("words", ["1050 69003 1000 6000 4000", "1050 69003 75001 44000 6000"])
def test_short_codes_beside_whole_ones_are_doubtful_however_many(words):
    words = words.split()
    kinds = {word: clean("zip", word, "", words) for word in words}
    assert [word for word, found in kinds.items() if found != word] == [word for word in words if len(word) == 4]
    assert clean("zip", "1050", "", ("1050", "1000", "6000")) == "1050"


SPANISH = ("B32523581", "B70805171", "B72852346", "B-29254216", "B56981848", "12345678Z")


def test_numbers_of_another_country_in_a_column_without_countries():
    assert clean("vat", "B32523581", "", SPANISH) == ("ESB32523581", "vat_of_column")
    assert clean("vat", "12345678A", "", SPANISH) == (None, "invalid_vat")
    assert clean("vat", "B32523581", "FR", SPANISH) == (None, "invalid_vat")
    assert clean("vat", "B32523581", "", SPANISH[:2]) == (None, "invalid_vat")
    assert clean("vat", "B32523581", "", (*SPANISH, "FR23334175221")) == ("ESB32523581", "vat_of_column")
    mixed = (*SPANISH, "23334175221", "23334175221", "44732829320", "27552032534", "23334175221")
    assert clean("vat", "B32523581", "", mixed) == (None, "invalid_vat")


@pytest.mark.parametrize(
    ("country", "word"), [("NO", "995 525 829 MVA"), ("SE", "SE556123456801"), ("CZ", "IČO 25123892")]
)
def test_their_check_digits_count(country, word):
    assert clean("legal_id", word, country) == (None, "invalid_legal_id")
