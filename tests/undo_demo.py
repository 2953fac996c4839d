"""Run in Odoo's shell on the demo's company: import the file that DEMO_FILE names, undo it, and tell what is otherwise.

Out: a line of JSON: counts of the report, of the undo, and for each table the rows that are not as before.
"""

import base64
import json
import os
from pathlib import Path
from types import SimpleNamespace

from odoo.addons.dso_smart_upload.tests.common import UploadCase

env = globals()["env"]
path = Path(os.environ["DEMO_FILE"])
case = SimpleNamespace(env=env)
before = UploadCase.tables(case)
content = base64.b64encode(path.read_bytes()).decode()
report = env["dso.upload.run"].import_file(content=content, filename=path.name)
names = env["res.partner"].search([("ref", "!=", False), ("is_company", "=", True)]).mapped("name")
undone = env["dso.upload.run"].undo(run_id=report["run_id"])
after = UploadCase.tables(case)
print(
    json.dumps(
        {
            "report": {name: report[name] for name in ("created", "updated", "linked")},
            "customers": len(names),
            "names": len(set(names)),
            "undone": {name: undone[name] for name in ("reverted", "kept", "failed")},
            "otherwise": {
                table: [row for row in (*after[table], *rows) if row not in rows or row not in after[table]]
                for table, rows in before.items()
                if after[table] != rows
            },
        },
        default=str,
    )
)
