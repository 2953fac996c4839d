"""The rules by themselves: addresses, contradictions, states."""

import re

import pytest

from odoo.addons.dso_smart_upload_einvoice.pipeline import numbers, schemes
from odoo.addons.dso_smart_upload_einvoice.pipeline.addresses import is_likely, read
from odoo.addons.dso_smart_upload_einvoice.pipeline.contradictions import of_address, of_numbers
from odoo.addons.dso_smart_upload_einvoice.pipeline.customer import Customer, names_person
from odoo.addons.dso_smart_upload_einvoice.pipeline.derive import BY_SIRET, derive
from odoo.addons.dso_smart_upload_einvoice.pipeline.judge import judge
from odoo.addons.dso_smart_upload_einvoice.pipeline.sentences import CONTRADICTIONS, REASONS

SIREN, SIRET, VAT = "303265045", "30326504500011", "FR40303265045"
REACHABLE = frozenset("FR BE DE LU MC IT NL".split())


def address(customer, form="siren"):
    found = derive(customer, form)
    return found.text if found else ""


@pytest.mark.parametrize(
    "customer, expected",
    [
        (Customer("FR", registry=SIREN), f"0225:{SIREN}"),
        (Customer("FR", registry=SIRET), f"0225:{SIREN}"),
        (Customer("FR", vat=VAT), f"0225:{SIREN}"),
        (Customer("", vat=VAT), f"0225:{SIREN}"),
        (Customer("", registry=SIREN), ""),  # nine digits alone say no country
        (Customer("FR", siret=SIRET, routing="ACHATS"), f"0225:{SIREN}_{SIRET}_ACHATS"),
        (Customer("FR", registry=SIREN, routing="ACHATS"), f"0225:{SIREN}_ACHATS"),
        (Customer("FR", registry=SIREN, routing="ACHATS & VENTES"), ""),
        (Customer("FR", registry=SIREN, routing="A" * 60), ""),
        (Customer("FR", registry=SIRET, is_public=True, routing="SERV1"), f"0009:{SIRET}"),
        (Customer("FR", registry=SIREN, is_public=True), ""),
        (Customer("RE", registry=SIREN), f"0225:{SIREN}"),
        (Customer("NC", registry="1234567"), ""),
        (Customer("MC", vat="FR53000004605"), "9940:FR53000004605"),
        (Customer("MC", vat=VAT), ""),
        (Customer("BE", registry="0477.472.701"), "0208:0477472701"),
        (Customer("BE", vat="BE0477472701"), "0208:0477472701"),
        (Customer("FR", vat="BE0477472701"), "0208:0477472701"),
        (Customer("DE", vat="DE136695976"), "9930:DE136695976"),
        (Customer("DE", vat="DE136695976", routing="991-03730-19"), "0204:991-03730-19"),
        (Customer("DE", vat="DE136695978"), ""),
        (Customer("LU", vat="LU15027442"), "9938:LU15027442"),
        (Customer("US", vat="12-3456789"), ""),
        (Customer("FR", registry="303265046"), ""),
        (Customer("FR", VAT, "552081317"), ""),
        (Customer("FR", registry="552081317", siret=SIRET), ""),
        (Customer("BE", "BE0477472701", "0428759497"), ""),
    ],
)
def test_addresses(customer, expected):
    assert address(customer) == expected
    if expected.startswith("0225:"):  # the form that Odoo's own French module expects
        assert re.fullmatch(r"([0-9]{9})(_[0-9]{14})?(_.+)?", expected.partition(":")[2])


def test_form_of_french_addresses():
    assert address(Customer("FR", registry=SIRET), BY_SIRET) == f"0225:{SIREN}_{SIRET}"
    assert address(Customer("FR", registry=SIREN), BY_SIRET) == f"0225:{SIREN}"


@pytest.mark.parametrize(
    "word, country, expected",
    [
        (f"0225:{SIREN}", "FR", f"0225:{SIREN}"),
        (f"225:{SIREN}", "FR", f"0225:{SIREN}"),  # a spreadsheet took the zero
        (f"0225 : {SIREN}_{SIRET}_COMPTA", "FR", f"0225:{SIREN}_{SIRET}_COMPTA"),
        (f"{SIREN}_COMPTA", "FR", f"0225:{SIREN}_COMPTA"),
        ("iso6523-actorid-upis::0208:0477472701", "BE", "0208:0477472701"),
        ("0208:BE 0477.472.701", "BE", "0208:0477472701"),
        ("BE0477472701", "", "0208:0477472701"),
        ("0477472701", "BE", "0208:0477472701"),
        ("de136695976", "DE", "9930:DE136695976"),
        ("991-03730-19", "DE", "0204:991-03730-19"),
        ("0088:3020180000000", "IT", "0088:3020180000000"),
        ("0009", "FR", "0009:"),
        (f"0009:{SIRET}", "FR", f"0009:{SIRET}"),
    ],
)
def test_addresses_of_files(word, country, expected):
    scheme, found, wrong = read(word, country)
    assert (f"{scheme}:{found}", wrong) == (expected, "")


@pytest.mark.parametrize(
    "word, country, wrong",
    [
        ("compta@example.com", "FR", "einvoice_email"),
        (SIRET, "FR", "einvoice_siret_address"),
        ("0225:303265046", "FR", "einvoice_invalid_address"),
        (f"1234:{SIREN}", "FR", "einvoice_unknown_scheme"),
        ("12 rue de Lille", "FR", "einvoice_unknown_address"),
        ("0208:0477472702", "BE", "einvoice_invalid_address"),
        ("0088:3020180000005", "FR", "einvoice_invalid_address"),
    ],
)
def test_what_is_no_address(word, country, wrong):
    assert read(word, country) == ("", "", wrong)


def test_values_that_look_like_addresses():
    assert is_likely(f"{SIREN}_{SIRET}") and is_likely("0208:0477472701")
    assert not is_likely("06 12 34 56 78") and not is_likely("jean@example.com") and not is_likely("Lille")


@pytest.mark.parametrize(
    "customer, text, kinds",
    [
        (Customer("FR", VAT, "552081317"), "", ["vat_siren"]),
        (Customer("FR", registry="552081317", siret=SIRET), "", ["siret_siren"]),
        (Customer("BE", "BE0477472701", "0428759497"), "", ["vat_number"]),
        (Customer("FR", registry=SIREN), "0225:552081317", ["address_siren"]),
        (Customer("FR", registry=SIREN), "0225:12", ["address_form"]),
        (Customer("FR", registry=SIREN), "0208:0477472701", ["scheme_country"]),
        (Customer("FR", registry=SIREN), "0088:3020180000000", []),
        (Customer("FR", registry=SIRET), f"0009:{SIRET}", []),
        (Customer("BE", vat="BE0477472701"), "9925:BE0477472701", []),
        (Customer("BE", vat="BE0477472701"), "0208:0428759497", ["address_number"]),
        (Customer("LU", vat="LU15027442"), "9938:LU10000356", ["address_vat"]),
        (Customer("FR", registry=SIREN), f"9957:{VAT}", []),
    ],
)
def test_contradictions(customer, text, kinds):
    scheme, _colon, found = text.partition(":")
    all_kinds = [*of_numbers(customer), *(of_address(customer, scheme, found) if found else [])]
    assert [one.kind for one in all_kinds] == kinds


@pytest.mark.parametrize(
    "customer, text, state, lacks",
    [
        (Customer("FR", registry=SIREN), f"0225:{SIREN}", "ready", ()),
        (Customer("FR", registry=SIREN), f"9957:{VAT}", "incomplete", ("address",)),
        (Customer("FR", name="Dupont SARL"), "", "incomplete", ("siren", "address")),
        (Customer("FR", name="Dupont SARL"), f"0225:{SIREN}", "incomplete", ("siren",)),
        (Customer("FR", name="M. Dupont"), "", "not_concerned", ()),
        (Customer("FR", name="Jean Dupont", is_company=False), "", "not_concerned", ()),
        (Customer("FR", name="M. Dupont", registry=SIREN), f"0225:{SIREN}", "ready", ()),
        (Customer("FR", registry=SIREN, is_public=True), "", "incomplete", ("siret", "address")),
        (Customer("", name="Dupont SARL"), "", "incomplete", ("country", "address")),
        (Customer("US", name="Smith Inc"), "", "not_concerned", ()),
        (Customer("NC", name="Kanaky SARL"), "", "not_concerned", ()),
        (Customer("BE", name="Peeters BV"), "", "incomplete", ("number", "address")),
        (Customer("DE", name="Meyer GmbH"), "", "incomplete", ("vat", "address")),
        (Customer("NL", name="Jansen BV"), "", "incomplete", ("address",)),
        (Customer("BE", vat="BE0477472701"), "9925:BE0477472701", "ready", ()),
        (Customer("FR", VAT, "552081317"), "0225:552081317", "contradicts", ()),
    ],
)
def test_states(customer, text, state, lacks):
    judged = judge(customer, text, REACHABLE)
    assert (judged.state, judged.lacks) == (state, lacks)


def test_persons_are_told_from_companies():
    assert [name for name in ("M Dupont", "Mme Martin", "Herr Meyer", "Mrs. Smith") if not names_person(name)] == []
    companies = ("M. Bricolage SA", "Dupont", "Mme Martin SARL", "Monsieur Meuble SAS", "Mondial Tissus", "")
    assert [name for name in companies if names_person(name)] == []


def test_the_french_key_is_that_of_the_tax_office():
    assert numbers.vat_of_siren(SIREN) == VAT
    assert numbers.siren_of_vat(numbers.vat_of_siren("552081317")) == "552081317"


def test_every_key_has_a_sentence():
    """What the rules name, whatever the customer, can be said."""
    seen = {one.kind for one in of_address(Customer("BE", vat="BE0477472701"), "0208", "0428759497")}
    assert seen <= set(CONTRADICTIONS)
    reasons = {derive(customer).reason for customer in (Customer("FR", registry=SIREN), Customer("BE", "BE0477472701"))}
    assert reasons <= set(REASONS)


def test_schemes_are_of_somebody():
    assert {"FR", "BE", "DE", "LU", "MC"} <= set().union(*schemes.COUNTRIES.values())
    assert not set(schemes.COUNTRIES) & schemes.EVERYWHERE
