"""A file in blocks gives the same answers as in one piece."""

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from odoo.addons.dso_smart_upload.pipeline.blocks import Reading, cut, entity_key, joined_tables, survey, survey_of
from odoo.addons.dso_smart_upload.pipeline.match import Known, match
from odoo.addons.dso_smart_upload.pipeline.plan import ColumnSetting, code_column, make_plan
from odoo.addons.dso_smart_upload.pipeline.reference import Reference
from odoo.addons.dso_smart_upload.pipeline.table import read_table

SETTINGS = [
    ColumnSetting("Code", "code", "ref", "code"),
    ColumnSetting("Name", "name", "name", "name"),
    ColumnSetting("Siren", "legal_id", "company_registry", "legal_id"),
    ColumnSetting("Limit", "credit_limit", "credit_limit", "amount", protected=True),
    ColumnSetting("Region", "groups", "category_id", "groups", options={"family": "Region", "family_id": 0}),
]
NOTED = ["Limit"]
KNOWN = (Known(1, "C1", "One"), Known(2, "00123", "Two"), Known(3, "3-2", "Three"), Known(1, "C4", "One"))
SEVERAL = ((1, "C1"), (1, "C4"), (2, "00123"), (2, "not in the file"))  # codes of customers that have several
TODAY = pd.DataFrame(
    {
        "name": ["One", "Two", "Three"],
        "company_registry": [None, "552081317", None],
        "credit_limit": [None, 5.0, None],
        "category_id": [None, None, None],
        "country": ["FR", None, None],
    },
    index=[1, 2, 3],
    dtype=object,
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from("C1 c1 C2 00123 123 123.0 1,23E+02 3-2 03/02/2026 3-févr C3 C4".split() + [""]),
        st.sampled_from(["One", "Two", ""]),
        st.sampled_from(["552081317", "552 081 317", "55208131700018", "bad", ""]),
        st.sampled_from(["1.234", "1.234,5", "7", "1,234", ""]),
        st.sampled_from(["North", "North, South", ""]),
    ),
    min_size=1,
    max_size=14,
)


def table_of(rows):
    lines = ["Code;Name;Siren;Limit;Region"] + [";".join(f'"{cell}"' for cell in row) for row in rows]
    return read_table("\n".join(lines).encode(), "customers.csv", delimiter=";", header_line=1)


def plan(table, found, chosen, amounts=None):
    codes = [code for code in pd.unique(code_column(table, chosen)) if code]
    matches = match(codes, KNOWN, found)
    return make_plan(table, chosen, Reference(country="FR"), matches, TODAY, amounts=amounts)


def facts(plans):
    issues = [
        (one.line, one.column, one.severity, one.message)
        for found in plans
        for one in found.issues
        if one.kind != "conflicting_amounts"  # which of two rows is the first of its company may differ
    ]
    changes = [(one.line, one.code, one.partner_id, one.values) for found in plans for one in found.changes]
    return sorted(map(repr, issues)), sorted(map(repr, changes))


@pytest.mark.slow
@settings(max_examples=50, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(ROWS, st.integers(1, 5), st.integers(0, 3), st.integers(1, 5))
def test_blocks_say_what_the_whole_says(rows, size, stop_after, other_size):
    rows = [row for row in rows if any(row)] or [("C1", "One", "", "", "")]
    table = table_of(rows)
    whole = plan(table, survey_of(table, "Code"), SETTINGS)
    found = survey(lambda: cut(table, size), "Code", NOTED, "Siren", second_codes=lambda: SEVERAL)
    assert found.rows == len(table.lines)
    chosen = [ColumnSetting(**{**vars(one), "words": found.words.get(one.header, ())}) for one in SETTINGS]
    reading, plans = Reading(cut(table, size), found), []
    while (block := reading.next_block()) is not None:
        plans.append(plan(block, found, chosen, reading.amounts))
        reading.remember(plans[-1].amounts)
        if len(plans) == stop_after:  # as after a crash: taken up again by what is stored alone, in other blocks
            amounts = reading.amounts
            found = survey(lambda: cut(table, other_size), "Code", NOTED, "Siren", reading.position, same=found.same)
            reading = Reading(cut(table, other_size), found, reading.position, reading.rows)
            reading.amounts = amounts
    assert reading.is_done
    assert facts(plans) == facts([whole])


def test_rows_of_one_customer_are_in_one_block():
    table = table_of([("C1", "A", "", "", "x"), ("C2", "B", "", "", ""), ("c1", "A", "", "", "y")])
    found = survey(lambda: cut(table, 2), "Code", [])
    assert [block.lines for block in iter(Reading(cut(table, 2), found).next_block, None)] == [[2, 3, 4]]
    assert "c1" in found and "c2" in found and "c3" not in found


def test_rows_with_several_codes_of_one_customer_are_in_one_block():
    table = table_of([(code, "A", "", "", "") for code in ("C1", "X1", "S1", "X2", "'03/02/2026", "T1", "sap 7")])
    pairs = [(1, "C1"), (1, "S1"), (2, "3-2"), (2, "T1"), (3, "X1"), (3, "nowhere"), (4, "S1"), (4, "SAP 7")]
    for many in (pairs, [(100, "X2"), *((number, f"other {number}") for number in range(101, 60_000)), *pairs]):
        found = survey(lambda: cut(table, 2), "Code", [], second_codes=lambda many=many: many)
        blocks = [block.lines for block in iter(Reading(cut(table, 2), found).next_block, None)]
        assert blocks == [[2, 3, 4, 8], [5], [6, 7]]
    again = survey(
        lambda: cut(table, 3), "Code", [], after=3, second_codes=lambda: [(1, "X2"), (1, "T1")], same=found.same
    )
    assert again.same == found.same
    assert [block.lines for block in iter(Reading(cut(table, 3), again, 3, 4).next_block, None)] == [[5, 6, 7]]
    assert survey(lambda: cut(table, 2), "Code", [], second_codes=lambda: ()).parts == ()


def test_rows_of_one_customer_that_stand_together_are_not_kept():
    table = table_of([(f"C{number // 10}", "A", "", "", "") for number in range(100)])
    assert survey(lambda: cut(table, 50), "Code", []).parts == ()
    (part,) = survey(lambda: cut(table, 45), "Code", []).parts
    assert part.lines == [47, 48, 49, 50, 51]


def test_amounts_of_one_company_are_compared_across_blocks():
    table = table_of([("C5", "A", "552081317", "7", ""), ("C6", "B", "", "8", ""), ("C7", "C", "552081317", "9", "")])
    found = survey(lambda: cut(table, 1), "Code", NOTED, "Siren")
    reading, kinds = Reading(cut(table, 1), found), []
    while (block := reading.next_block()) is not None:
        planned = plan(block, found, SETTINGS, reading.amounts)
        reading.remember(planned.amounts)
        kinds.append([issue.kind for issue in planned.issues])
    assert kinds == [[], [], ["conflicting_amounts"]]
    assert planned.issues[0].message.details["first"] == 2


def test_blocks_of_a_file_are_the_file():
    table = table_of([(f"C{number}", "A", "", "", "") for number in range(7)])
    assert joined_tables(list(cut(table, 3))).rows.equals(table.rows)


def test_entities():
    assert entity_key("") == entity_key("n/a") == 0
    assert entity_key("055 208 131") == entity_key("55208131")
