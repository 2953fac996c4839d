"""Run in Odoo's shell on a database with the addons: import made customers and print what became of them.

In: the environment variables CUSTOMERS and SIRENS. Out: lines for people on standard output. The database is good for
nothing else afterwards.
"""

import base64
import io
import os
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

import odoo.addons.dso_smart_upload_einvoice as addon

sys.path.insert(0, str(Path(addon.__file__).resolve().parent / "tests" / "pipeline"))

from made_customers import CONTRADICTS, as_file, code_of, made_customers, set_before  # noqa: E402

env = globals()["env"]
runs, partners = env["dso.upload.run"], env["res.partner"]
ANNOUNCED = "einvoice_refused"


def main():
    score(int(os.environ["CUSTOMERS"]))
    round_trip(int(os.environ["SIRENS"]))


def score(count):
    """Import made customers, and print how many addresses and states are right."""
    customers = made_customers(count)
    france = env.ref("base.fr").id
    partners.create(
        [
            {
                "ref": code,
                "name": one.cells[0],
                "country_id": france,
                "is_company": True,
                "customer_rank": 1,
                "company_registry": one.cells[2],
                "dso_electronic_address": one.was_set,
            }
            for code, one in set_before(customers)
        ]
    )
    env.flush_all()
    content = base64.b64encode(as_file(customers)).decode()
    checked = runs.check_file(content, "made.csv")
    report = runs.import_file(content, "made.csv")
    again = runs.import_file(content, "made.csv")
    found = {one.ref: one for one in partners.search([("ref", "=like", "E%")])}
    refused = [issue for issue in report["issues"] if issue["kind"] == "refused_by_odoo"]
    announced = {issue["line"] for issue in checked["issues"] if issue["kind"].startswith(ANNOUNCED)}
    total, right, wrong, stated, replaced = Counter(), Counter(), [], [], []
    for number, one in enumerate(customers):
        partner = found.get(code_of(number))
        address = (partner.dso_electronic_address or "") if partner else ""
        # what an addon would refuse is not stored: the rest of it is no contradiction any more, and is incomplete
        states = (one.state, "incomplete") if one.state == CONTRADICTS and number + 2 in announced else (one.state,)
        total[one.kind] += 1
        right[one.kind] += address == one.address and partner.dso_einvoice_state in states
        if address != one.address:
            wrong.append((code_of(number), one.kind, one.cells, one.address, address))
        elif partner.dso_einvoice_state not in states:
            stated.append((code_of(number), one.kind, one.cells, one.state, partner.dso_einvoice_state))
        if one.was_set and address != one.was_set:
            replaced.append(code_of(number))
    derivable = [number for number, one in enumerate(customers) if one.is_derived and one.address]
    hit = sum(
        (found[code_of(number)].dso_electronic_address or "") == customers[number].address for number in derivable
    )
    print(f"Made customers: {len(customers):,}, of which a rule has to find {len(derivable):,} addresses")
    print(f"  derived rightly: {hit:,} of {len(derivable):,} ({100 * hit / len(derivable):.1f} %)")
    print(f"  addresses that are wrong: {len(wrong)}; that replaced one a person had set: {len(replaced)}")
    print(f"  states that are wrong: {len(stated)}")
    print(f"  check and import say the same: {checked['einvoice'] == report['einvoice']}; {report['einvoice']}")
    print(f"  rows refused by Odoo that the check did not announce: {len(refused)}; values left out: {len(announced)}")
    print(f"  imported again: {again['updated']} updated, {again['unchanged']:,} unchanged")
    print("\n| kind | customers | right |\n|---|---:|---:|")
    for kind in sorted(total):
        print(f"| {kind} | {total[kind]} | {right[kind]} |")
    for case in (wrong + stated)[:20]:
        print("  wrong:", *case)
    for issue in refused[:5]:
        print("  refused:", issue["message"])


def round_trip(count):
    """Print whether so many Sirens come back from the directory's list, and how long it takes."""
    from odoo.addons.dso_smart_upload_einvoice.pipeline.numbers import siren_of

    heads = iter(range(30_000_000, 99_999_999))
    sirens = []
    while len(sirens) < count:
        head = next(heads)
        sirens += [siren for digit in range(10) if (siren := siren_of(f"{head}{digit}"))]
    sirens = sirens[:count]
    rows = [f"R{number:06};Société {siren} SA;France;{siren}" for number, siren in enumerate(sirens)]
    env["ir.config_parameter"].set_param("dso_smart_upload.max_rows_in_call", "1000000")
    text = "\n".join(["Code client;Raison sociale;Pays;SIREN", *rows])
    runs.import_file(base64.b64encode(text.encode()).decode(), "sirens.csv")
    ids = partners.search([("ref", "=like", "R%")]).ids
    start = time.monotonic()
    listed = partners.einvoice_list("sirens", ids)
    seconds = time.monotonic() - start
    parts = [part.decode().splitlines() for part in contents(base64.b64decode(listed["content"]))]
    back = [line for part in parts for line in part]
    answer = "\n".join(["Siren;Adresse", *(f"{siren};0225:{siren}_ANNUAIRE" for siren in back)])
    begun = time.monotonic()
    report = runs.import_answers(base64.b64encode(answer.encode()).decode(), "annuaire.csv")
    took = time.monotonic() - begun
    env.invalidate_all()
    moved = partners.search_count([("ref", "=like", "R%"), ("dso_electronic_address", "=like", "0225:%_ANNUAIRE")])
    print(f"\nRound trip of {count:,} Sirens")
    print(f"  files: {len(parts)}, of {', '.join(f'{len(part):,}' for part in parts)} lines; in {seconds:.1f} s")
    print(f"  every Siren once: {sorted(back) == sorted(sirens)}")
    print(f"  answers: {report['updated']:,} updated in {took:.1f} s; {moved:,} customers have the answer's address")


def contents(data):
    """Return the files of an archive, or the one file itself."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return [data]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]


main()
