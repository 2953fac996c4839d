"""What an import does beside its customers: the groups and terms it creates, the values that find no place."""

from dataclasses import replace

import pandas as pd

from odoo.addons.dso_smart_upload.pipeline.beside import add_up, creation_names
from odoo.addons.dso_smart_upload.pipeline.blocks import cut
from odoo.addons.dso_smart_upload.pipeline.match import Known, match
from odoo.addons.dso_smart_upload.pipeline.plan import ColumnSetting, code_column, make_plan
from odoo.addons.dso_smart_upload.pipeline.reference import Choice, Reference
from odoo.addons.dso_smart_upload.pipeline.table import read_table

AGENCY = {"family": "Agency", "family_id": 0}
REGION = {"family": "Region", "family_id": 9}
FIELDS = {
    "Code": ColumnSetting("Code", "code", "ref", "code"),
    "Name": ColumnSetting("Name", "name", "name", "name"),
    "Phone": ColumnSetting("Phone", "phone", "phone", "phone"),
    "Mobile": ColumnSetting("Mobile", "mobile", "phone", "phone"),
    "Term": ColumnSetting("Term", "payment_term", "property_payment_term_id", "payment_term", options={"create": True}),
    "Agency": ColumnSetting("Agency", "groups", "category_id", "groups", options=AGENCY),
    "Region": ColumnSetting("Region", "groups", "category_id", "groups", options=REGION),
}
REFERENCE = Reference(country="FR", groups=(Choice(9, ("Region",)), Choice(1, ("North",), parent=9)))


def plans(text, known=(), size=1000, **overrides):
    """Return the plan of each block of so many rows of a file, with nothing created in between: as a check does."""
    table = read_table(text.encode(), "customers.csv", delimiter=";", header_line=1)
    chosen = [overrides.get(header) or FIELDS[header] for header in table.header]
    names = [*dict.fromkeys(setting.partner_field for setting in chosen), "country"]
    today = pd.DataFrame([{name: one.get(name) for name in names} for one in known], columns=names).astype(object)
    today = today.where(today.notna(), None)
    today.index = [one["id"] for one in known]
    found = [Known(one["id"], one["ref"], "Firm") for one in known]
    for block in cut(table, size):
        codes = [code for code in pd.unique(code_column(block, chosen)) if code]
        yield make_plan(block, chosen, REFERENCE, match(codes, found), today)


def created(text, **given):
    stored = []
    for plan in plans(text, **given):
        stored = add_up(stored, [one.stored() for one in plan.creations])
    return stored


TEXT = (
    "Code;Name;Term;Agency;Region\n"
    "C1;A;47 days;Lille;North\n"
    "C2;B;net 47;LILLE, Paris;North\n"
    "C3;C;48 days;paris;South\n"
    "C4;D;;Lyon;\n"
)


def test_terms_groups_and_their_families():
    stored = created(TEXT)
    assert creation_names(stored) == {
        "payment_terms": ["47 days", "48 days"],
        "groups": ["Agency", "Lille", "Paris", "South", "Lyon"],
    }
    rows = {one["name"]: (one["rows"], one["lines"], one["columns"]) for one in stored}
    assert rows["47 days"] == (2, [2, 3], [["Term", "payment_term"]])
    assert rows["Agency"] == (4, [2, 3, 4], [["Agency", "groups"]])
    assert rows["Lille"] == (2, [2, 3], [["Agency", "groups"]])


def test_blocks_say_what_the_whole_file_says():
    for size in (1, 2, 3):
        assert created(TEXT, size=size) == created(TEXT)


def test_what_no_customer_gets_is_not_created():
    text = "Code;Name;Agency\n;A;Lille\nC2;;Paris\nC3;C;\n"
    assert created(text) == []
    never = replace(FIELDS["Agency"], policy="never")
    assert created("Code;Name;Agency\nC1;A;Lille\n", Agency=never) == []


def test_groups_of_one_name_in_two_families():
    assert creation_names(created("Code;Name;Agency;Region\nC1;A;West;West\n"))["groups"] == [
        "Agency",
        "Agency / West",
        "Region / West",
    ]


def test_one_group_of_two_columns():
    other = replace(FIELDS["Region"], options=AGENCY)
    stored = created("Code;Name;Agency;Region\nC1;A;Lille;\nC2;B;;Lille\n", Region=other)
    assert [(one["name"], one["columns"], one["rows"]) for one in stored] == [
        ("Agency", [["Agency", "groups"], ["Region", "groups"]], 2),
        ("Lille", [["Agency", "groups"], ["Region", "groups"]], 2),
    ]


def test_what_is_left_out_is_not_created_and_said_row_by_row():
    term = replace(FIELDS["Term"], options={"create": True, "values": {"47 days": None}})
    agency = replace(FIELDS["Agency"], options={**AGENCY, "values": {"Paris": None}})
    (plan,) = plans(TEXT, Term=term, Agency=agency)
    names = [one.record.name for one in plan.creations]
    assert names == ["Agency", "Lille", "48 days", "South", "Lyon"]
    said = [(issue.line, issue.kind, issue.severity, issue.message.details["value"]) for issue in plan.issues]
    assert said == [
        (2, "left_out", "warning", "47 days"),
        (3, "left_out", "warning", "net 47"),
        (3, "left_out", "warning", "Paris"),
        (4, "left_out", "warning", "paris"),
    ]
    assert plan.outcomes == ("created",) * 4
    rejecting = replace(agency, rejects=True)  # nothing is wrong with what somebody left out
    assert next(plans(TEXT, Agency=rejecting)).outcomes == ("created",) * 4


def test_what_is_said_of_a_new_term_holds_for_all_its_spellings():
    term = replace(FIELDS["Term"], options={"create": True, "values": {"47 days": 5}})
    (plan,) = plans(TEXT, Term=term)
    assert [change.values.get("property_payment_term_id", (None, None))[1] for change in plan.changes][:2] == [5, 5]


def test_no_groups_are_created_where_nobody_wants_any():
    agency = replace(FIELDS["Agency"], options={**AGENCY, "create": False})
    (plan,) = plans("Code;Name;Agency\nC1;A;Lille, Paris\nC2;B;\n", Agency=agency)
    assert plan.creations == ()
    (issue,) = plan.issues
    assert (issue.kind, issue.message.details["value"]) == ("unknown_group", "Lille, Paris")


def test_a_mobile_number_beside_a_phone_finds_no_place():
    text = (
        "Code;Name;Phone;Mobile\n"
        "C1;A;0199000001;0699000001\n"
        "C2;B;;0699000002\n"
        "C3;C;0199000003;+33 1 99 00 00 03\n"
        "C4;D;;0699000004\n"
        "C5;E;;0199000009\n"
        "C1;A;0199000001;0699000001\n"
    )
    known = [
        {"id": 4, "ref": "C4", "name": "D", "phone": "0199000004"},
        {"id": 5, "ref": "C5", "name": "E", "phone": "+33199000009"},
    ]
    (plan,) = plans(text, known)
    (found,) = plan.no_place
    assert found.stored() == {"header": "Mobile", "field": "mobile", "rows": 2, "line": 2, "value": "0699000001"}
    for size in (1, 2, 3):
        stored = []
        for plan in plans("\n".join(text.splitlines()[:-1]) + "\n", known, size):
            stored = add_up(stored, [one.stored() for one in plan.no_place])
        assert stored == [found.stored()]
