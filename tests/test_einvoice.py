"""Electronic invoices beside OCA's check of Sirets, and imports without the addon."""

import re

import databases
import odoo_process
import postgres
from environment import LIB, LOGS

WITHOUT = """
import base64
assert "dso_einvoice_state" not in env["res.partner"]._fields
text = "Code client;Raison sociale;Pays;Siren;Siret;Code routage\\n"
text += "A1;Dupont SARL;France;303265045;30326504500011;ACHATS\\n"
report = env["dso.upload.run"].import_file(base64.b64encode(text.encode()).decode(), "clients.csv")
print("FIELDS", [column["field"] for column in report["columns"]])
print("REPORT", report["created"], report["rejected"], "einvoice" in report)
print("REGISTRY", env["res.partner"].search([("ref", "=", "A1")]).company_registry)
"""


def test_nothing_is_refused_that_the_check_did_not_announce():
    postgres.start()
    log = LOGS / "test_einvoice.log"
    with databases.copy_of(databases.addons_template(), "einvoice") as database:
        odoo_process.run_once(database, ["-i", "l10n_fr_siret"], log)
        printed = odoo_process.run_shell(database, LIB / "einvoice_score.py", log, CUSTOMERS="200", SIRENS="60")
    assert "(100.0 %)" in printed, printed
    assert "addresses that are wrong: 0; that replaced one a person had set: 0" in printed, printed
    assert "states that are wrong: 0" in printed, printed
    assert "check and import say the same: True" in printed, printed
    (refused, left_out) = re.search(r"did not announce: (\d+); values left out: (\d+)", printed).groups()
    assert int(refused) == 0 and int(left_out) > 0
    assert "every Siren once: True" in printed, printed


def test_imports_without_the_addon(tmp_path):
    postgres.start()
    log, script = LOGS / "test_einvoice.log", tmp_path / "without.py"
    script.write_text(WITHOUT)
    with databases.copy_of(databases.addons_template(), "einvoice") as database:
        odoo_process.run_shell(database, LIB / "uninstall_einvoice.py", log)
        printed = odoo_process.run_shell(database, script, log)
    assert "FIELDS ['code', 'name', 'country', 'legal_id', '', '']" in printed
    assert "REPORT 1 0 False" in printed
    assert "REGISTRY 303265045" in printed
