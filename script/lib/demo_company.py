"""Run in Odoo's shell on the demo database: what a French company has before its first import, and who logs in.

Its 200 customers have no codes, as in nearly every Odoo: those of the example file that DEMO_FILE names, as somebody
wrote them by hand, and others.
"""

import os
import sys
from pathlib import Path

env = globals()["env"]
CUSTOMERS = 200
TESTS = Path("dso_smart_upload", "tests", "pipeline")

# how French customers pay, beside the chart's own "Manual Payment"
bank = env["account.journal"].search([("type", "=", "bank"), ("company_id", "=", env.company.id)], limit=1)
manual = env.ref("account.account_payment_method_manual_in")
env["account.payment.method.line"].create(
    [
        {"name": name, "payment_method_id": manual.id, "journal_id": bank.id, "sequence": 20 + position}
        for position, name in enumerate(("Virement", "Prélèvement", "LCR", "Chèque", "Carte bancaire"))
    ]
)

# and when, beside Odoo's own terms
env["account.payment.term"].with_context(lang="fr_FR").create(
    [
        {
            "name": name,
            "line_ids": [
                (
                    0,
                    0,
                    {
                        "value": "percent",
                        "value_amount": 100,
                        "delay_type": delay_type,
                        "nb_days": days,
                        "days_next_month": "0",  # the end of the month; Odoo's own default is the 10th of the next one
                    },
                )
            ],
        }
        for name, delay_type, days in (
            ("60 jours", "days_after", 60),
            ("30 jours fin de mois", "days_end_of_month_on_the", 30),
            ("45 jours fin de mois", "days_end_of_month_on_the", 45),
        )
    ]
)



def customers_of(path):
    """Return the customers of a file as somebody wrote them by hand: without a code, half of them without numbers.

    :param path: Path of a file whose columns are recognised
    :return: list of dict, values of `res.partner`
    """
    from odoo.addons.dso_smart_upload.pipeline.recognise import suggest
    from odoo.addons.dso_smart_upload.pipeline.table import read_table

    table = read_table(path.read_bytes(), path.name)
    suggested = zip(suggest(table.header, table.rows), table.header, strict=True)
    headers = {one.field: header for one, header in suggested if one.field}
    found = []
    for number, row in enumerate(table.rows[list(headers.values())].itertuples(index=False)):
        cells = dict(zip(headers, row, strict=True))
        if not cells["code"] or not cells["name"]:
            continue
        values = {name: cells.get(name, "") for name in ("street", "street2", "zip", "city")}
        if number % 2:
            values |= {"company_registry": cells["legal_id"].replace(" ", ""), "city": cells["city"].upper()}
        values["name"] = cells["name"].upper() if number % 3 == 0 else cells["name"]
        found.append(values)
    return found


def others(count):
    """Return made customers.

    :return: list of dict, values of `res.partner`
    """
    sys.path.insert(0, str(TESTS))
    from made_companies import made

    countries = {one.code: one.id for one in env["res.country"].search([("code", "in", ("FR", "DE", "GB"))])}
    return [
        {
            "name": company.full_name,
            "street": company.street,
            "zip": company.zip,
            "city": company.city,
            "email": company.email,
            "country_id": countries[company.country],
        }
        for company in made(count)
    ]


if path := os.environ.get("DEMO_FILE"):
    known = [{**values, "country_id": env.ref("base.fr").id} for values in customers_of(Path(path))]
    known += others(CUSTOMERS - len(known))
    env["res.partner"].create([{**values, "is_company": True, "customer_rank": 1} for values in known])

administrator = env.ref("base.user_admin")
users = env["res.users"].with_context(no_reset_password=True)
users.create(
    {
        "name": "Claire Martin",
        "login": "claire",
        "password": "claire",
        "lang": "fr_FR",
        "tz": "Europe/Paris",
        "group_ids": [(6, 0, administrator.group_ids.ids)],
    }
)
env.cr.commit()
