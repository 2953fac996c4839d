"""Run in Odoo's shell on the demo database: what a French company has before its first import, and who logs in."""

env = globals()["env"]

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
