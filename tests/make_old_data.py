"""Run in Odoo's shell with version 19.0.1.0.0: data that people who use it have. In: `env`. Out: ids, as JSON."""

import base64
import json
import os

from odoo import Command

HEADER = "Code client;Raison sociale;Pays;Conditions;Groupe;Plafond de crédit\n"
FIRST = HEADER + "U1;Aciéries;FR;zz;Nord;1000\nU2;Béton;FR;45 jours fin de mois;Sud;2000\nU3;;FR;;;\n"
SECOND = HEADER + "U1;Aciéries SA;FR;zz;Nord;3000\nU2;Béton;FR;45 jours fin de mois;Sud;2000\n"

company = env.company  # noqa: F821
company.country_id = env.ref("base.fr")  # noqa: F821
admin = env.ref("base.user_admin")  # noqa: F821
env = env(user=admin.id, context={"allowed_company_ids": company.ids})  # noqa: F821
runs = env["dso.upload.run"]
term = env.ref("account.account_payment_term_30days")
options = {
    "columns": {"Conditions": "payment_term", "Groupe": "groups"},
    "values": {"Conditions": {"zz": term.id}},
    "create_payment_terms": True,
    "save_mapping": "Old mapping",
}


def imported(text, **given):
    content = base64.b64encode(text.encode()).decode()
    return runs.import_file(content=content, filename="old.csv", **given)["run_id"]


first = imported(FIRST, options=options, idempotency_key="old key")
second = imported(SECOND)
again = imported(SECOND)
env["ir.config_parameter"].set_param("dso_smart_upload.max_rows_in_call", "1")
cancelled = imported(SECOND.replace("SA", "SARL"))
runs.browse(cancelled).action_cancel()
waiting = imported(SECOND.replace("SA", "SAS"))
env["ir.config_parameter"].set_param("dso_smart_upload.max_rows_in_call", "2000")
user = env["res.users"].create(
    {
        "name": "Controller",
        "login": "old controller",
        "password": "old controller",
        "group_ids": [Command.link(env.ref("dso_smart_upload.group_user").id)],
    }
)
source = env["dso.upload.source"].create(
    {
        "name": "Old source",
        "kind": "sftp",
        "host": "files.example.com",
        "username": "sage",
        "password": "old secret",
        "private_key": "old key",
        "folder": "/out",
        "user_id": user.id,
    }
)
ftp = env["dso.upload.source"].create(
    {
        "name": "Old FTP",
        "kind": "ftp",
        "host": "localhost",
        "port": int(os.environ["OLD_FTP_PORT"]),
        "username": "sage",
        "password": "se cret",
        "folder": "/out",
        "user_id": user.id,
    }
)
env["ir.config_parameter"].set_param("dso_smart_upload.internal_hosts", "localhost")
mail = env["dso.upload.source"].create(
    {
        "name": "Old mail",
        "kind": "mail",
        "user_id": user.id,
        "alias_name": "old-customers",
        "allowed_senders": "a@b.example",
    }
)
made = {"first": first, "second": second, "again": again, "cancelled": cancelled, "waiting": waiting}
env.cr.commit()
made |= {"source": source.id, "ftp": ftp.id, "mail": mail.id, "user": user.id}
print("MADE " + json.dumps({**made, "term": term.id}))
