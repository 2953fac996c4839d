"""Run in Odoo's shell on a copy of the addons' database: how long looking for those who are there takes.

In: TWINS_CUSTOMERS, how many there are in Odoo, and TWINS_ROWS, the sizes of the files. Out: rows of a Markdown table:
a check of new codes with the look-up and without, and one of codes that are known.
"""

import base64
import os
import sys
import time
from pathlib import Path

env = globals()["env"]
sys.path.insert(0, str(Path("dso_smart_upload", "tests", "pipeline")))
from made_companies import made, rewritten  # noqa: E402

HEADER = "Code;Company name;Legal id;VAT;Street;Zip;City;Country;E-mail;Phone"
BATCH = 5000


def create(companies):
    """Create customers without codes, and one with a code for each of the largest file's rows."""
    partners = env["res.partner"].with_context(**env["res.partner"]._dso_import_context())
    countries = {one.code: one.id for one in env["res.country"].search([("code", "in", ("FR", "DE", "GB"))])}
    for start in range(0, len(companies), BATCH):
        partners.create(
            [
                {
                    "name": one.full_name,
                    "company_registry": one.legal_id,
                    "vat": one.vat,
                    "street": one.street,
                    "zip": one.zip,
                    "city": one.city,
                    "email": one.email,
                    "phone": one.phone,
                    "country_id": countries[one.country],
                    "is_company": True,
                    "ref": f"K{one.number}" if one.number % 2 else False,
                }
                for one in companies[start : start + BATCH]
            ]
        )
        env.cr.commit()
        env.invalidate_all()
    env.cr.execute("ANALYZE res_partner")
    env.cr.commit()


def content_of(companies, prefix):
    """Return a file of the companies as another program spells them, with codes that begin with ``prefix``."""
    lines = [HEADER]
    for one in companies:
        row = rewritten(one, 7, one.number % 2 == 0)
        cells = (row.full_name, row.legal_id, row.vat, row.street, row.zip, row.city, row.country, row.email, row.phone)
        lines.append(";".join((f"{prefix}{one.number}", *cells)))
    return base64.b64encode("\n".join(lines).encode()).decode()


def seconds(content, twins):
    """Check a file: how long it takes."""
    env.invalidate_all()
    start = time.perf_counter()
    report = env["dso.upload.run"].check_file(content=content, filename="twins.csv", options={"twins": twins})
    took = time.perf_counter() - start
    env.cr.rollback()
    return took, report


customers = int(os.environ["TWINS_CUSTOMERS"])
companies = made(customers)
create(companies)
seconds(content_of(companies[:50], "W"), "link")  # the first of a process reads what words can mean
for rows in map(int, os.environ["TWINS_ROWS"].split()):
    if rows > customers:
        continue
    unknown, known = content_of(companies[:rows], "N"), content_of(companies[: 2 * rows : 2], "K")
    without, _report = seconds(unknown, "create")
    found, report = seconds(unknown, "link")
    print(f"| {customers:,} | {rows:,} | new codes, no look-up | {without:.2f} | 1.00 × |")
    name = f"new codes: {report['linked']:,} linked, {report['warnings']:,} warnings"
    print(f"| {customers:,} | {rows:,} | {name} | {found:.2f} | {found / without:.2f} × |")
    plain, _report = seconds(known, "create")
    looked, _report = seconds(known, "link")
    print(f"| {customers:,} | {rows:,} | known codes, no look-up | {plain:.2f} | 1.00 × |")
    print(f"| {customers:,} | {rows:,} | known codes | {looked:.2f} | {looked / plain:.2f} × |")
