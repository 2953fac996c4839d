"""Rows of a file against today's customers: what becomes of each."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.match import Known, match
from odoo.addons.dso_smart_upload.pipeline.message import FileError
from odoo.addons.dso_smart_upload.pipeline.plan import ColumnSetting, code_column, make_plan
from odoo.addons.dso_smart_upload.pipeline.recognise.vat_countries import vat_country_column
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, NewRecord, Reference, Term, TermLine
from odoo.addons.dso_smart_upload.pipeline.table import read_table

FIELDS = {
    "Code": ColumnSetting("Code", "code", "ref", "code"),
    "Name": ColumnSetting("Name", "name", "name", "name"),
    "City": ColumnSetting("City", "city", "city", "text"),
    "Phone": ColumnSetting("Phone", "phone", "phone", "phone"),
    "Mobile": ColumnSetting("Mobile", "mobile", "phone", "phone"),
    "Limit": ColumnSetting("Limit", "credit_limit", "credit_limit", "amount", protected=True),
    "Region": ColumnSetting("Region", "groups", "category_id", "groups", options={"family": "Region", "family_id": 9}),
}
REFERENCE = Reference(
    country="FR",
    groups=(Choice(9, ("Region",)), Choice(1, ("North",), parent=9), Choice(2, ("VIP",))),
)


def plan(text, customers=(), reference=REFERENCE, **overrides):
    table = read_table(text.encode(), "customers.csv", delimiter=";", header_line=1)
    chosen = [overrides.get(header) or FIELDS[header] for header in table.header]
    codes = [code for code in pd.unique(code_column(table, chosen)) if code]
    known = [Known(customer["id"], customer["ref"], customer["name"]) for customer in customers]
    names = [*dict.fromkeys(setting.partner_field for setting in chosen), "country"]
    today = pd.DataFrame([{name: customer.get(name) for name in names} for customer in customers], columns=names)
    today = today.astype(object).where(today.notna(), None)
    today.index = [customer["id"] for customer in customers]
    return make_plan(table, chosen, reference, match(codes, known), today)


def customer(id_, ref, name="Firm", **values):
    return {"id": id_, "ref": ref, "name": name, **values}


def test_new_known_and_unchanged():
    found = plan(
        "Code;Name;City\nC1;Firm;Lille\nC2;Firm;Lille\nC3;Firm;Lille\n",
        [customer(1, "C1", city="Lille"), customer(2, "C2", city="Paris")],
    )
    assert found.outcomes == ("unchanged", "updated", "created")
    assert [change.values for change in found.changes] == [
        {"city": ("Paris", "Lille")},
        {"ref": (None, "C3"), "name": (None, "Firm"), "city": (None, "Lille")},
    ]


def test_spaces_are_no_difference():
    found = plan("Code;Name;City\nC1;  Firm ;Le  Mans\n", [customer(1, "C1", city="Le Mans ")])
    assert found.outcomes == ("unchanged",)


def test_mobile_fills_the_phone_where_there_is_none():
    found = plan("Code;Name;Phone;Mobile\nC1;A;;0699000001\nC2;A;0199000001;0699000002\n")
    assert [change.values["phone"][1].replace(" ", "") for change in found.changes] == ["0699000001", "0199000001"]


def test_mobile_does_not_replace_the_phone_of_a_known_customer():
    known = customer(1, "C1", phone="0199000001")
    assert plan("Code;Name;Phone;Mobile\nC1;Firm;;0699000002\n", [known]).outcomes == ("unchanged",)
    assert plan("Code;Name;Phone;Mobile\nC1;Firm;;0699000002\n", [customer(1, "C1")]).outcomes == ("updated",)
    assert plan("Code;Name;Mobile\nC1;Firm;0699000002\n", [known]).outcomes == ("updated",)


def test_a_customer_keeps_their_term_of_several_that_mean_the_same():
    line = TermLine("percent", 100, "days_after", 30)
    reference = replace(REFERENCE, terms=(Term(1, ("Thirty",), (line,)), Term(2, ("30 Net",), (line,))))
    term = ColumnSetting("Term", "payment_term", "property_payment_term_id", "payment_term")
    known = [customer(1, "C1", property_payment_term_id=2)]
    text = "Code;Name;Term\nC1;Firm;30 jours\n"
    assert plan(text, known, reference, Term=term).outcomes == ("unchanged",)
    said = replace(term, options={"values": {"30 jours": 1}})
    assert plan(text, known, reference, Term=said).outcomes == ("updated",)


def test_protected_value_is_kept_and_told():
    found = plan("Code;Name;Limit\nC1;Firm;50000\n", [customer(1, "C1", credit_limit=30000.0)])
    (issue,) = found.issues
    assert found.outcomes == ("unchanged",)
    assert (issue.severity, issue.message.details["old"], issue.message.details["new"]) == ("kept", 30000.0, 50000.0)


def test_groups_of_the_family_follow_the_file_and_others_stay():
    found = plan('Code;Name;Region\nC1;Firm;"South, south"\n', [customer(1, "C1", category_id=(1, 2))])
    ((old, new),) = [change.values["category_id"] for change in found.changes]
    assert old == (1, 2)
    assert new == (2, NewRecord("res.partner.category", "south", "South", family="Region"))
    assert found.new_records == (new[1],)


def test_groups_deeper_in_the_family_follow_the_file_too():
    groups = (*REFERENCE.groups, Choice(3, ("Lille",), parent=1), Choice(4, ("South",), parent=9))
    text = "Code;Name;Region\nC1;Firm;South\n"
    found = plan(text, [customer(1, "C1", category_id=(2, 3))], Reference(country="FR", groups=groups))
    assert [change.values["category_id"] for change in found.changes] == [((2, 3), (2, 4))]


def test_columns_of_one_family_speak_together():
    groups = (*REFERENCE.groups, Choice(3, ("South",), parent=9), Choice(4, ("West",), parent=9))
    reference = Reference(country="FR", groups=groups)
    second = replace(FIELDS["Region"], header="Region 2")
    text = "Code;Name;Region;Region 2\nC1;Firm;North;South\nC2;Firm;North;West\n"
    customers = [customer(1, "C1", category_id=(1, 3)), customer(2, "C2", category_id=(1, 2, 3))]
    found = plan(text, customers, reference, **{"Region 2": second})
    assert found.outcomes == ("unchanged", "updated")
    assert [change.values["category_id"][1] for change in found.changes] == [(1, 2, 4)]


def test_rows_that_mean_the_same_are_the_same_however_written():
    found = plan("Code;Name;Limit\nC1;Firm;1000\nC1; Firm;1 000,00\nC2;Firm;1\nC2;Firm;2\nC3;Firm;a\nC3;Firm;b\n")
    assert found.outcomes == ("created", "unchanged", "created", "rejected", "created", "rejected")
    assert [issue.kind for issue in found.issues if issue.row in (1, 3)] == ["duplicate_in_file"] * 2


def test_rows_that_repeat_a_rejected_row_are_rejected():
    found = plan("Code;Name;City\nC1;;Lille\nC1;;Lille\n")
    assert found.outcomes == ("rejected", "rejected")
    assert [issue.severity for issue in found.issues if issue.severity == "error"] == ["error", "error"]


def test_refused_rows_are_taken_out():
    found = plan("Code;Name\nC1;A\nC2;B\n").without({1: "no"})
    assert found.outcomes == ("created", "rejected")
    assert [issue.kind for issue in found.issues] == ["refused_by_odoo"]


CELL = st.text(st.sampled_from("abAB 01é,.-"), max_size=5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=12), st.lists(CELL.filter(str.strip), max_size=4))
def test_every_row_has_one_outcome_and_every_rejected_row_a_sentence(rows, known):
    text = "Code;Name;Region\n" + "".join(f'"{code}";"{name}";"{region}"\n' for code, name, region in rows)
    customers = [customer(number, ref) for number, ref in enumerate(known, start=10)]
    try:
        found = plan(text, customers)
    except FileError as error:
        assert error.message.kind == "header_only"  # all rows are blank or rulers
        return
    counts = found.counts
    assert (
        counts["rows"]
        == len(found.outcomes)
        == sum(counts[name] for name in ("created", "updated", "unchanged", "rejected"))
    )
    told = {issue.row for issue in found.issues if issue.severity == "error"}
    assert told == {row for row, outcome in enumerate(found.outcomes) if outcome == "rejected"}
    assert all(str(issue.message) for issue in found.issues)
    # two known customers may have codes that differ in nothing but case
    changed = {change.partner_id or change.code.casefold() for change in found.changes}
    assert len(changed) == len(found.changes)


def test_a_blank_country_is_the_customers_own():
    countries = (Choice(75, ("France",), code="FR"), Choice(57, ("Germany",), code="DE"))
    found = plan(
        "Code;Name;Country;Legal\nC1;A;;HRB 12345\nC2;B;France;HRB 12345\nC3;C;Germany;HRB 12345\n",
        [customer(1, "C1", country_id=57, country="DE"), customer(2, "C2", country_id=57, country="DE")],
        Reference(country="FR", countries=countries),
        Country=ColumnSetting("Country", "country", "country_id", "country"),
        Legal=ColumnSetting("Legal", "legal_id", "company_registry", "legal_id"),
    )
    assert [issue.line for issue in found.issues if issue.field == "legal_id"] == [3]


def test_new_groups_are_spelt_as_their_row_does():
    found = plan("Code;Name;Region\nC1;A;South\nC2;B;SOUTH\n")
    assert [change.values["category_id"][1][0].name for change in found.changes] == ["South", "SOUTH"]
    assert len(found.new_records) == 1


def test_what_cannot_be_used_is_no_blank_cell_that_clears():
    reference = replace(REFERENCE, countries=(Choice(5, ("France",), code="FR"),))
    country = ColumnSetting("Country", "country", "country_id", "country", clears=True)
    known = [customer(1, "C1", country_id=5, country="FR")]
    for word, outcome in (("Nowhere", "unchanged"), ("", "updated"), ("n/a", "updated")):
        found = plan(f"Code;Name;Country\nC1;Firm;{word}\n", known, reference, Country=country)
        assert found.outcomes == (outcome,), word
    options = {"family": "Region", "family_id": 9, "create": False}
    region = replace(FIELDS["Region"], clears=True, options=options)
    known = [customer(1, "C1", category_id=(1, 2))]
    for words, outcome in (("East", "unchanged"), ("", "updated"), ("East, North", "unchanged")):
        assert plan(f"Code;Name;Region\nC1;Firm;{words}\n", known, Region=region).outcomes == (outcome,), words


def test_columns_of_dates_are_read_alike():
    dates = {header: ColumnSetting(header, header.lower(), header.lower(), "date") for header in ("From", "To")}
    found = plan("Code;Name;From;To\nC1;Firm;03/04/2026;12/31/2026\n", **dates)
    assert [str(found.changes[0].values[name][1]) for name in ("from", "to")] == ["2026-03-04", "2026-12-31"]
    found = plan("Code;Name;From;To\nC1;Firm;03/04/2026;12/31/2026\nC2;Firm;;31/12/2026\n", **dates)
    assert [change.values.get("from") for change in found.changes] == [None, None]
    assert [issue.message.kind for issue in found.issues] == ["ambiguous_date"]


def about(found, kind):
    return [issue.line for issue in found.issues if issue.message.kind == kind]


CUSTOMERS = "Code;Name;City;Phone\nC1;A;Lyon;0472000001\nC2;B;Nice;0472000002\nC3;C;Lille;0472000003\n"


def test_headings_among_customers_are_rejected():
    found = plan(f"{CUSTOMERS}Agence Sud;Marseille;;\nService;Comptabilité;Lyon;\n")
    assert found.outcomes == ("created",) * 3 + ("rejected", "created")
    assert (about(found, "heading_line"), about(found, "code_unlike")) == ([5], [6])


def test_customers_whose_codes_are_words_are_kept():
    words = "Code;Name;City;Phone\nALPHA;A;Lyon;0472000001\nC2;B;Nice;0472000002\nBETA;C;Lille;\nGAMMA X;D;;\n"
    for text in (words, f"{CUSTOMERS}AGENCE SUD;Sud;Marseille;0472000004\n"):
        found = plan(text)
        assert (found.counts["created"], found.issues) == (4, ())


def test_a_known_customer_is_no_heading():
    found = plan(f"{CUSTOMERS}Agence Sud;Marseille;;\n", [customer(1, "Agence Sud", "Marseille")])
    assert (found.counts["rejected"], found.issues) == (0, ())


def about_word(field, word, *others):
    """Return what is said of a word for nothing as a code or a name, and what becomes of its row."""
    rows = [f"{other};Firm {at}" if field == "code" else f"K{at};{other}" for at, other in enumerate(others)]
    found = plan("Code;Name\n" + "\n".join([*rows, f"{word};Firm" if field == "code" else f"K99;{word}"]) + "\n")
    return found.outcomes[-1], [issue.message.kind for issue in found.issues if issue.row == len(rows)]


@pytest.mark.parametrize(
    "word",
    "(No value)|(en blanco)|undefined|k.A.|s/o|nvt|brak|-- None --|Not set|Aucun|yok|TBD|à compléter|XXX|0".split("|"),
)
def test_codes_that_say_that_there_is_none(word):
    assert about_word("code", word, "N1", "N2", "N3") == ("rejected", ["nothing_code"])


@pytest.mark.parametrize(("word", "others"), [("XXX", "ABC DEF GHI"), ("TBD", "ABC DEF GHI"), ("0", "1 2 3")])
def test_codes_that_may_be_words_stay_with_a_warning(word, others):
    assert about_word("code", word, *others.split()) == ("created", ["doubtful_code"])


def test_zero_among_long_numbers_is_no_code():
    assert about_word("code", "0", "10001", "10002") == ("rejected", ["nothing_code"])
    assert about_word("code", "XXX", "ABC", "XXX", "DEF")[0] == "rejected"
    assert about_word("code", "XXX", "ABC", "TBD", "DEF")[0] == "rejected"


@pytest.mark.parametrize("word", ["nan", "undefined", "0", "k.A.", "à compléter"])
def test_names_that_say_that_there_is_none(word):
    outcome, kinds = about_word("name", word, "Birch Ltd", "Elm Ltd", "Oak Ltd")
    assert (outcome, kinds[-1]) == ("rejected", "missing_name")


@pytest.mark.parametrize("word", ["None", "TBD", "Aucun", "Unbekannt"])
def test_names_that_may_be_words_stay_with_a_warning(word):
    assert about_word("name", word, "Birch Ltd", "Elm Ltd", "Oak Ltd") == ("created", ["doubtful_name"])
    assert about_word("name", word, "Birch Ltd", word, "Oak Ltd")[0] == "rejected"


def test_a_word_for_nothing_does_not_rename_a_known_customer():
    found = plan("Code;Name\nC1;Birch\nC2;undefined\n", [customer(1, "C1", "Birch"), customer(2, "C2", "Elm")])
    assert found.outcomes == ("unchanged", "unchanged")
    assert about(found, "says_nothing") == [3]


IDS = {"SIREN": ColumnSetting("SIREN", "legal_id", "company_registry", "legal_id")}


@pytest.mark.parametrize(
    "names",
    [
        ("Tissage Abel SARL", "Tissage Brun SA", "Tissage Cottin SAS"),
        ("Abel", "Brun", "Cottin", "Denis", "Evrard"),
    ],
)
def test_one_number_of_all_customers_is_the_senders(names):
    rows = "".join(f"C{at};{name};732829320\n" for at, name in enumerate(names))
    found = plan(f"Code;Name;SIREN\n{rows}", **IDS)
    assert found.counts["created"] == len(names)
    assert not any("company_registry" in change.values for change in found.changes)
    (told,) = [issue for issue in found.issues if issue.message.kind == "own_number"]
    assert (told.severity, told.line, told.message.details["count"]) == ("warning", 2, len(names))


@pytest.mark.parametrize(
    "rows",
    [
        "C1;Carrefour Lyon;732829320\nC2;Carrefour Nice;732829320\nC3;Carrefour Lille;732829320\n",
        "C1;Abel;732829320\nC2;Brun;732829320\n",
        "C1;Abel;732829320\nC2;Brun;732829320\nC3;Cottin;732829320\nC4;Denis;552100554\nC5;Evrard;552081317\n",
    ],
)
def test_a_number_that_some_customers_share_is_theirs(rows):
    found = plan(f"Code;Name;SIREN\n{rows}", **IDS)
    assert all("company_registry" in change.values for change in found.changes)
    assert not about(found, "own_number")


def test_the_country_of_a_vat_number_in_a_column_of_its_own():
    vat = ColumnSetting("UStID", "vat", "vat", "vat", vat_countries="EU-Land")
    land = ColumnSetting("EU-Land", "comment", "comment", "text", policy="never")
    rows = "C1;A;DE;256120619\nC2;B;;DE 256120619\nC3;C;be;0477472701\nC4;D;DE;\nC5;E;AT;U13585627\n"
    found = plan("Code;Name;EU-Land;UStID\n" + rows, **{"UStID": vat, "EU-Land": land})
    assert [change.values.get("vat", ("", None))[1] for change in found.changes] == [
        "DE256120619",
        "DE256120619",
        "BE0477472701",
        None,
        "ATU13585627",
    ]


def test_the_column_of_countries_beside_vat_numbers():
    table = read_table(b"Code;EU-Land;UStID;Land\nC1;DE;256120619;DE\nC2;;;FR\n", "c.csv", delimiter=";")
    assert vat_country_column(table, "UStID", ["Code", "UStID", "Land"]) == "EU-Land"
    assert vat_country_column(table, "UStID", ["Code", "EU-Land", "UStID", "Land"]) == ""
    assert vat_country_column(table, "Land", ["Code"]) == ""
