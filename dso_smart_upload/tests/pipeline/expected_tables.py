"""What is in each file of ``fixtures``: the names, lines and cells of its table, or why it is refused.

In: ``fixtures/expected/tables.json``, checked by eye against the files. Out: for each file whether
reading gives just that. Used by the tests and by ``script/benchmark reading``.
"""

import json
from pathlib import Path

from odoo.addons.dso_smart_upload.pipeline.message import FileError
from odoo.addons.dso_smart_upload.pipeline.table import read_table

FIXTURES = Path(__file__).parents[1] / "fixtures"
EXPECTED = json.loads((FIXTURES / "expected" / "tables.json").read_text(encoding="utf-8"))


def seen(name):
    """Return what reading the file ``name`` gives, in the form of ``EXPECTED``."""
    try:
        table = read_table((FIXTURES / name).read_bytes(), name)
    except FileError as error:
        return {"error": error.message.kind}
    return {"header": table.header, "lines": list(table.lines), "rows": table.rows.to_numpy().tolist()}


def read_right():
    """Return {file name: whether it is read as expected}."""
    return {name: seen(name) == table for name, table in EXPECTED.items()}
