"""How many made companies are recognised among the customers who are there, and how many strangers wrongly."""

from collections import Counter

from made_companies import made, rewritten, strangers

from odoo.addons.dso_smart_upload.pipeline.twins.decide import Customer, Found, decide
from odoo.addons.dso_smart_upload.pipeline.twins.party import read_party


def party_of(company):
    """Return the ``Party`` of a made company."""
    return read_party(
        company.full_name,
        company.legal_id,
        company.vat,
        company.email,
        company.phone,
        (company.street,),
        company.zip,
        company.city,
        company.country,
    )


def score(count, unknown):
    """Count who is recognised.

    :param count: customers without codes, each of which is looked for once, every other with a number of a register
    :param unknown: companies that are not there
    :return: Counter: ("rows", "linked", "proposed", "missed") with whether they have a number, "linked wrongly",
        "strangers linked", "proposals" and "right proposals", those whose first candidate is the right one
    """
    companies = made(count)
    there = [(one, party_of(one)) for one in companies]
    found = Found([Customer(one.number, "", one.full_name, party, party.answers()) for one, party in there])
    rows = {str(one.number): rewritten(one, 7, one.number % 2 == 0) for one in companies}
    new = {f"new {number}": one for number, one in enumerate(strangers(unknown, companies))}
    decisions = decide({code: party_of(row) for code, row in {**rows, **new}.items()}, found)
    counts = Counter()
    for code, row in rows.items():
        _count(counts, decisions[code], row)
    for code in new:
        counts["strangers linked"] += bool(decisions[code].linked)
        counts["proposals"] += bool(decisions[code].candidates)
    return counts


def _count(counts, decision, row):
    """Count what became of the row of a company that is there."""
    with_id, shown = bool(row.legal_id or row.vat), [one.customer.id for one in decision.candidates]
    right = decision.linked.id == row.number if decision.linked else row.number in shown
    kind = "missed" if not right else "linked" if decision.linked else "proposed"
    counts["rows", with_id] += 1
    counts[kind, with_id] += 1
    counts["linked wrongly"] += bool(decision.linked) and not right
    counts["proposals"] += bool(shown)
    counts["right proposals"] += bool(shown) and shown[0] == row.number
