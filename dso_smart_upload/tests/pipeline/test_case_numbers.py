"""Numbers of registers and taxes, percentages, countries: no exception for any text, and nobody judged by other
rules."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.convert import converter
from odoo.addons.dso_smart_upload.pipeline.convert.country import read_iso
from odoo.addons.dso_smart_upload.pipeline.convert.legal_id import _SCHEMES, valid_number
from odoo.addons.dso_smart_upload.pipeline.convert.vat import PREFIXES
from odoo.addons.dso_smart_upload.pipeline.match import Match
from odoo.addons.dso_smart_upload.pipeline.plan import ColumnSetting, make_plan
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, Reference
from odoo.addons.dso_smart_upload.pipeline.table import Table

FRANCE = Reference(country="FR", countries=(Choice(1, ("France",), code="FR"), Choice(2, ("Mauritius",), code="MU")))


def clean(kind, word, country="", **options):
    return converter(kind, [word], FRANCE, **options).clean(word, country)


MODULES = [(country, module) for country, scheme in _SCHEMES.items() for module in scheme.modules]
MODULES += [
    *PREFIXES.values(),
    ("CH", "vat"),
    ("DE", "stnr"),
    ("DE", "handelsregisternummer"),
    ("XX", "vat"),
    ("MU", "vat"),
]


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(MODULES),
    st.one_of(st.text(max_size=20), st.from_regex(r"[A-Z]{0,4}[0-9 ./-]{0,15}[A-Z]?", fullmatch=True)),
)
def test_no_module_fails_on_any_text(module, text):
    assert isinstance(valid_number(text, *module, shown=True), str)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([*_SCHEMES, "FR", "MC", "ZZ", "MU", "", "CO", "IN"]), st.text(max_size=20))
def test_any_text_is_a_number_or_said_not_to_be(country, text):
    for kind in ("legal_id", "vat", "zip", "phone"):
        cell = clean(kind, text or "x", country)
        assert not cell.bad or cell.message


@pytest.mark.parametrize(
    "number", ["HRB 120345 München", "HRB 7788", "HRA 12 Aachen", "München HRB 120345", "HRB 1 B Nirgends"]
)
def test_german_register_numbers(number):
    assert clean("legal_id", number, "DE").value == number


VALID = {
    "AT": "FN 122119m", "AU": "83 914 571 673", "BE": "403019261", "BG": "175074752", "BR": "16.727.230/0001-97",
    "CH": "CHE-100.155.212", "CZ": "25123891", "DK": "13585628", "EE": "12345678", "ES": "B-58378431",
    "FI": "2077474-0",
    "GR": "094259216", "HR": "33392005961", "IT": "00743110157", "LT": "119511515", "LU": "15027442",
    "LV": "40003521600",
    "NO": "988 077 917", "PL": "8567346215", "PT": "501 964 843", "RO": "18547290", "SE": "123456-7897",
    "SI": "50223054",
    "SK": "2022749619", "FR": "552 008 443",
}  # fmt: skip


@pytest.mark.parametrize("country", VALID)
def test_valid_numbers_of_each_country(country):
    assert clean("legal_id", VALID[country], country).value


@pytest.mark.parametrize(
    ("number", "country", "kept"),
    [
        ("56S01234", "MC", "56S01234"),
        ("732829320", "MC", "732829320"),
        ("20123456", "MU", "20123456"),
        ("C07012345", "MU", "C07012345"),
        ("56S01234", "ZZ", "56S01234"),
        ("12345678", "ZZ", "12345678"),
    ],
)
def test_a_foreign_number_stays_where_its_country_has_no_check(number, country, kept):
    assert clean("legal_id", number, country).value == kept


def test_vat_of_monaco_is_french():
    assert clean("vat", "FR53000004605", "MC").value == "FR53000004605"


@pytest.mark.parametrize("word", ["90 %", "50%", "90 % TTC", "12.5%", "5 ‰", "100 pct"])
def test_a_percentage_is_no_amount(word):
    assert clean("amount", word).bad


def test_a_percentage_is_a_number_of_a_field_of_their_own():
    assert clean("amount", "5 %", percent=True).value == 5.0


@pytest.mark.parametrize(("iso", "name"), [one.split(" ", 1) for one in """KR Korea, Republic of
KP Korea, Democratic People's Republic of
KP Korea (the Democratic People's Republic of)
KR Corée (République de)
KP Corée (République populaire démocratique de)
NL Netherlands (the)
NL Netherlands, the
NL Niederlande (Königreich der)
MU Île Maurice
BO Bolivia (Plurinational State of)
IR Iran, Islamic Republic of
CD Congo (the Democratic Republic of the)
CG Congo (the)
MD Moldova, Republic of
TZ Tanzania, United Republic of
FM Micronesia, Federated States of
PS Palestine, State of
TW Taiwan, Province of China
VE Venezuela, Bolivarian Republic of
VG Virgin Islands, British
VI Virgin Islands, U.S.
MK Macedonia, the former Yugoslav Republic of
SH Saint Helena, Ascension and Tristan da Cunha
VA Holy See (Vatican City State)
FK Falkland Islands (Malvinas)
LA Lao People's Democratic Republic (the)
GB United Kingdom of Great Britain and Northern Ireland (the)
US United States of America (the)
BS Bahamas (the)
WF Wallis and Futuna
BQ Bonaire, Sint Eustatius and Saba
SX Sint Maarten (Dutch part)
MF Saint Martin (French part)
CN People's Republic of China
TW Republic of China
IE Ireland, Republic of
MA Royaume du Maroc
CH Confédération suisse
MX United Mexican States
QA State of Qatar
ET Federal Democratic Republic of Ethiopia""".splitlines()])  # fmt: skip
def test_official_and_inverted_names(iso, name):
    assert read_iso(name) == iso


@pytest.mark.parametrize(
    "name",
    ["Mars", "Korea, People", "Dominican", "Republic of Mars", "Kingdom", "Congo Belge", "Paris (France)",
    "Germany, East",
     "Virgin Islands", "Jersey, New", "United States of Europe", "Guinea Ecuador", "Georgia, USA"],
)  # fmt: skip
def test_what_only_looks_like_a_country(name):
    assert read_iso(name) == ""


def test_a_row_of_an_unknown_country_is_not_judged_by_the_companys():
    rows = pd.DataFrame(
        {"c": ["A", "B", "C"], "n": ["a", "b", "c"], "l": ["Atlantis", "", "France"], "v": ["20123456"] * 3,
         "p": ["123456789"] * 3, "s": ["123456789"] * 3},
        dtype=object,
    )  # fmt: skip
    kinds = {"c": ("code", "code"), "n": ("name", "name"), "l": ("country", "country"), "v": ("vat", "vat"),
             "p": ("phone", "phone"), "s": ("legal_id", "legal_id")}  # fmt: skip
    settings = [ColumnSetting(header, field, header, kind) for header, (field, kind) in kinds.items()]
    table = Table(list(rows.columns), rows, [2, 3, 4], "utf-8", ";", "", 1)
    today = pd.DataFrame({name: [] for name in [*kinds, "country"]}, dtype=object)
    plan = make_plan(table, settings, FRANCE, dict.fromkeys("ABC", Match()), today)
    said = {(issue.line, issue.column) for issue in plan.issues}
    assert not {(2, "v"), (2, "p"), (2, "s")} & said
    assert {(2, "l"), (3, "v"), (4, "v"), (3, "s")} <= said
