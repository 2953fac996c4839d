"""Who is there already: names, addresses and numbers compared, and who a row can mean."""

from dataclasses import replace

import pytest
from made_companies import made, strangers
from twins_score import score

from odoo.addons.dso_smart_upload.pipeline.twins.decide import Customer, Found, decide
from odoo.addons.dso_smart_upload.pipeline.twins.evidence import weigh
from odoo.addons.dso_smart_upload.pipeline.twins.in_file import entity_keys, find_twins
from odoo.addons.dso_smart_upload.pipeline.twins.names import NEAR, OTHER, SAME, UNLIKE, compare, read_name
from odoo.addons.dso_smart_upload.pipeline.twins.party import database_text, read_party
from odoo.addons.dso_smart_upload.pipeline.twins.places import city_key, streets_agree, zip_key

SIRET, OTHER_SIRET, SIREN = "55208131700018", "55208131700026", "552081317"


@pytest.mark.parametrize(
    "one, other, found",
    (
        ("S.A.R.L. Ets Dupont & Fils", "Etablissements DUPONT ET FILS, SARL", SAME),
        ("Dupont SARL", "DUPONT", SAME),
        ("Carre Four", "Carrefour", SAME),
        ("Jean Martin", "MARTIN Jean", SAME),
        ("Müller GmbH & Co. KG", "Mueller GmbH + Co KG", SAME),
        ("Bäckerei Schröder e.K.", "Baeckerei Schroeder", SAME),
        ("Smith Ltd", "SMITH LIMITED", SAME),
        ("The Red Lion Ltd", "Red Lion", SAME),
        ("Nowak Sp. z o.o.", "NOWAK", SAME),
        ("Dvořák s.r.o.", "Dvorak", SAME),
        ("Rossi e Figli S.r.l.", "Rossi & Figli", SAME),
        ("Dupont Transp.", "Transports Dupont SA", NEAR),
        ("Dupond SARL", "Dupont SARL", NEAR),
        ("Boulangerie Martin", "Boulangerie Martin Paul", NEAR),
        ("Tradiing Pearson", "Trading Pearson plc", NEAR),
        ("Garage 1", "Garage 2", UNLIKE),
        ("Dupont Frères", "Dupont Fils", UNLIKE),
        ("A. Schmidt AG", "B. Schmidt AG", UNLIKE),
        ("IBM", "International Business Machines", UNLIKE),
        ("Garage 1", "Garage 1 2", UNLIKE),
        ("SNCF", "La Poste", OTHER),
        ("Dupont SARL", "Martin SARL", OTHER),
        ("Transports Moreau", "Boulangerie Girard", OTHER),
    ),
)
def test_names(one, other, found):
    assert compare(read_name(one), read_name(other)) == found
    assert compare(read_name(other), read_name(one)) == found


@pytest.mark.parametrize("name", ("SARL", "S.A.", "Ltd", "The Co"))
def test_a_name_that_is_nothing_but_small_words_stays(name):
    assert read_name(name).words


@pytest.mark.parametrize(
    "one, other, agree",
    (
        ("12, av. du Gal de Gaulle", "12 Avenue du Général-de-Gaulle", True),
        ("Hauptstr. 7b", "Hauptstraße 7 b", True),
        ("12 bis r. Pasteur", "12B rue Pasteur", True),
        ("1-3 High St", "1 High Street", True),
        ("15 PARK DR", "15 Park Drive", True),
        ("3 place St Pierre", "3 pl. Saint-Pierre", True),
        ("ZI Nord", "Zone industrielle Nord", True),
        ("5 R DE LA PAIX", "5 rue de la Paix", True),
        ("007 rue Pasteur", "7 rue Pasteur", True),
        ("12 rue Pasteur", "14 rue Pasteur", False),
        ("12 bis rue Pasteur", "12 ter rue Pasteur", False),
        ("12 rue Pasteur", "12 rue Voltaire", False),
        ("12 rue Pasteur", "", None),
        ("", "", None),
    ),
)
def test_streets(one, other, agree):
    assert streets_agree((one,), (other,)) is agree
    assert streets_agree((other,), (one,)) is agree


def test_the_street_may_be_on_either_line():
    assert streets_agree(("Bâtiment A", "12 rue Pasteur"), ("12 rue Pasteur", "")) is True


def test_cities_and_postal_codes():
    assert city_key("St-Étienne Cedex 2") == city_key("SAINT ETIENNE")
    assert zip_key("F-75 008") == zip_key("75008") == "75008"
    assert zip_key("sw1a 1aa") == "SW1A1AA"
    assert zip_key("W1A 1AA") != zip_key("E1A 1AA")


def test_numbers():
    party = read_party("Dupont", "552 081 317 00018", "FR03552081317", country="FR")
    assert (party.siret, party.siren, party.vat) == (SIRET, SIREN, "FR03552081317")
    assert read_party("Dupont", vat="FR03552081317").siren == SIREN
    assert read_party("Dupont", vat="03552081317", country="FR").vat == "FR03552081317"
    assert read_party("Muster", "HRB 1234", country="DE").legal_id == "HRB1234"
    assert not read_party("Dupont", "000000000", country="FR").siren
    assert not read_party("Dupont", "552 081 318", country="FR").siren  # its check digit is wrong
    assert not read_party("Dupont", vat="0000000000").vat
    assert not read_party("Dupont", vat="n/a").vat


def test_database_text():
    assert database_text("Saint-Étienne (42)") == "saintetienne42"
    assert database_text("Αθήνα") == "αθηνα"


PLACE = {"streets": ("12 rue Pasteur",), "zip_code": "69002", "city": "Lyon", "country": "FR"}
ELSEWHERE = {"streets": ("3 quai de Seine",), "zip_code": "75012", "city": "Paris", "country": "FR"}


@pytest.mark.parametrize(
    "one, other, words, proves",
    (
        (read_party("Dupont", SIRET), read_party("Dupont SA", SIRET), ("siret", "legal_id"), True),
        (read_party("Dupont", SIREN), read_party("Dupont SA", SIRET), ("legal_id",), True),
        (read_party("Dupont", SIREN), read_party("Dupont SA", vat="FR03552081317"), ("legal_id",), True),
        (read_party("Dupont", vat="DE136695976"), read_party("DUPONT", vat="DE 136 695 976"), ("vat",), True),
        (read_party("Dupont", SIREN), read_party("Chaussures Ali", SIREN), ("legal_id",), False),
        (read_party("Dupont", SIREN, **PLACE), read_party("Dupont", SIREN, **ELSEWHERE), ("legal_id",), True),
        (read_party("Dupont", SIRET), read_party("Dupont", OTHER_SIRET), ("legal_id",), False),
        (read_party("Dupont SA", **PLACE), read_party("DUPONT", **PLACE), ("name_address",), True),
        (read_party("Dupont SARL", **PLACE), read_party("Dupont SCI", **PLACE), ("name_address",), False),
        (read_party("Dupond", **PLACE), read_party("Dupont", **PLACE), ("name_address",), False),
        (read_party("Dupont", zip_code="69002"), read_party("Dupont", **PLACE), ("name_address",), False),
        (read_party("Dupont", email="A@b.fr"), read_party("Dupont SA", email="c@d.fr, a@B.fr"), ("email",), False),
        (read_party("Dupont", phone="04 72 00 00 12"), read_party("Dupont", phone="+33 472000012"), ("phone",), False),
        (read_party("Dupont", email="a@b.fr"), read_party("Chaussures Ali", email="a@b.fr"), (), False),
        (read_party("Martin", **PLACE), read_party("Dupont", **PLACE), (), False),
        (read_party("Dupont", **PLACE), read_party("Dupont", **ELSEWHERE), (), False),
        (read_party("Dupont", SIREN, **PLACE), read_party("Dupont", "732829320", **PLACE), (), False),
        (read_party("Dupont", vat="DE136695976", **PLACE), read_party("Dupont", vat="DE811907980", **PLACE), (), False),
        (read_party(""), read_party(""), (), False),
    ),
)
def test_evidence(one, other, words, proves):
    for found in (weigh(one, other), weigh(other, one)):
        assert found.words == words
        assert found.proves is proves


def customers(*parties, code=""):
    """Return customers without a code, or with one each, from id 1 on."""
    return [
        Customer(id_, code and f"{code}{id_}", f"C{id_}", party, party.answers())
        for id_, party in enumerate(parties, 1)
    ]


def one(party, found, **options):
    return decide({"NEW": party}, Found(found), **options)["NEW"]


def test_a_customer_without_a_code_is_linked():
    decision = one(read_party("Dupont", SIREN), customers(read_party("Dupont SA", SIRET, **PLACE)))
    assert decision.linked.id == 1
    assert decision.evidence == ("legal_id",)


def test_two_candidates_are_shown():
    decision = one(read_party("Dupont", SIREN), customers(*[read_party("Dupont SA", SIREN)] * 2))
    assert decision.linked is None
    assert [each.customer.id for each in decision.candidates] == [1, 2]


def test_a_customer_with_a_code_is_never_linked():
    decision = one(read_party("Dupont", SIREN, **PLACE), customers(read_party("Dupont SA", SIREN, **PLACE), code="K"))
    assert decision.linked is None
    assert [each.customer.code for each in decision.candidates] == ["K1"]


def test_other_accounts_of_a_company_are_no_twins():
    for other in (read_party("Dupont", OTHER_SIRET, **PLACE), read_party("Dupont", SIREN, **ELSEWHERE)):
        decision = one(read_party("Dupont", SIRET, **PLACE), customers(other, code="K"))
        assert not decision.linked
        assert not decision.candidates
        assert decision.entity


def test_a_branch_without_a_code_is_not_linked():
    decision = one(read_party("Dupont", SIRET, **PLACE), customers(read_party("Dupont", OTHER_SIRET, **PLACE)))
    assert (decision.linked, decision.candidates, decision.entity) == (None, (), True)


def test_a_company_with_several_rows_is_linked_by_its_place_only():
    known = customers(read_party("Dupont", SIREN, **PLACE))
    rows = {"A": read_party("Dupont", SIREN, **ELSEWHERE), "B": read_party("Dupont", SIREN, **PLACE)}
    shared = frozenset(entity_keys(rows["A"]))
    found = decide(rows, Found(known), shared)
    assert found["A"].linked is None
    assert found["B"].linked.id == 1


def test_two_rows_are_never_linked_with_one_customer():
    known = customers(read_party("Dupont", SIREN, email="a@b.fr", **PLACE))
    rows = {"A": read_party("Dupont", SIREN), "B": read_party("Dupont", vat="FR03552081317")}
    found = decide(rows, Found(known))
    assert [each.linked for each in found.values()] == [None, None]
    assert all(each.candidates[0].customer.id == 1 for each in found.values())


def test_a_customer_that_an_earlier_row_took_has_its_code():
    decision = one(read_party("Dupont", SIREN), customers(read_party("Dupont", SIREN)), taken={1: "OLD"})
    assert decision.linked is None
    assert decision.candidates[0].customer.code == "OLD"


def test_a_phone_that_many_share_says_nothing():
    party = read_party("Dupont", phone="0472000012")
    assert len(one(party, customers(*[party] * 3)).candidates) == 3
    assert not one(party, customers(*[party] * 4)).candidates


def given(rows):
    """Return what gives rows as a file does: all, or those of some lines."""
    return lambda lines: [row for row in rows if lines is None or row[0] in lines]


def test_twins_in_the_file():
    rows = [
        (2, "A", read_party("Dupont SA", SIREN, **PLACE)),
        (3, "B", read_party("DUPONT", SIREN, **PLACE)),
        (4, "C", read_party("Dupont", SIREN, **ELSEWHERE)),
        (5, "D", read_party("Martin", **PLACE)),
        (6, "E", read_party("MARTIN SARL", **PLACE)),
        (7, "A", read_party("Dupont SA", SIREN, **PLACE)),
        (8, "F", read_party("Martin", **ELSEWHERE)),
        (9, "G", read_party("Martin", "732829320", **ELSEWHERE)),
        (10, "H", read_party("Martin", SIREN, **ELSEWHERE)),
    ]
    found = find_twins(given(rows))
    assert found.twins == {
        3: (2, ("legal_id", "name_address")),
        6: (5, ("name_address",)),
        7: (3, ("legal_id", "name_address")),
        9: (8, ("name_address",)),
        10: (8, ("name_address",)),
    }
    assert "i" + SIREN in found.shared
    assert found.accounts == {4}


def test_rows_that_name_no_place_are_twins_by_their_number():
    rows = [(line, code, read_party("Dupont", SIREN)) for line, code in ((2, "A"), (3, "B"), (4, "C"), (5, "D"))]
    assert {line: first for line, (first, _words) in find_twins(given(rows)).twins.items()} == {3: 2, 4: 2, 5: 2}


@pytest.mark.slow
def test_placeholders_are_bounded():
    """Ten thousand rows of one number are looked at once each, not with each other."""
    rows = [(line, f"C{line}", read_party(f"Name {line}", SIREN, zip_code=str(line))) for line in range(10_000)]
    assert not find_twins(given(rows)).twins


def test_who_is_recognised():
    """As ``script/benchmark twins`` measures it on ten times as many."""
    counts = score(500, 100)
    assert counts["missed", True] <= 0.05 * counts["rows", True]
    assert counts["missed", False] <= 0.2 * counts["rows", False]
    assert counts["linked", True] + counts["linked", False] > 300
    assert counts["linked wrongly"] == 0
    assert counts["strangers linked"] == 0
    assert counts["right proposals"] >= 0.98 * counts["proposals"]


def test_made_companies_are_told_apart():
    """The measure measures something: no two have the same number or address, and strangers are none of them."""
    companies = made(200)
    assert len({company.vat for company in companies if company.vat}) == sum(bool(one.vat) for one in companies)
    assert all(
        replace(one, number=1) != replace(other, number=1) for one, other in zip(companies, companies[1:], strict=False)
    )
    assert {one.number for one in strangers(50, companies)} == {0}
