"""Run in Odoo's shell on a new database: a French company with its chart of accounts, in English and French."""

env = globals()["env"]

company = env.company
company.write({"name": "Société Démonstration", "country_id": env.ref("base.fr").id})
env["base.language.install"].create({"lang_ids": [(4, env.ref("base.lang_fr").id)]}).lang_install()
env["account.chart.template"].try_loading("fr", company, install_demo=False)
assert company.currency_id.name == "EUR"

env.ref("base.user_admin").password = "admin"
env.cr.commit()
