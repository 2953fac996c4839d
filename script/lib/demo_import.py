"""Run in Odoo's shell: import the file that DEMO_FILE names, as any program may do, and print the report."""

import base64
import os
from pathlib import Path

env = globals()["env"]
MAX_ISSUES = 20


def import_and_print(path):
    """Import a file of customers and print what became of it.

    :param path: Path
    """
    content = base64.b64encode(path.read_bytes()).decode()
    report = env["dso.upload.run"].import_file(content=content, filename=path.name)
    env.cr.commit()
    print_report(path, report)


def print_report(path, report):
    """Print a report of `dso.upload.run`.

    :param path: Path of the imported file
    :param report: dict, as `import_file` returns it
    """
    counts = ("rows", "created", "updated", "linked", "unchanged", "rejected", "warnings", "kept")
    print(f"\nImported {path.name}: {', '.join(f'{report[name]} {name}' for name in counts)} ({report['state']})\n")
    rows = [(column["header"], column["field"] or "-", column["reason"]) for column in report["columns"]]
    print_table(("column", "field", "why"), rows)
    issues = report["issues"]
    if issues:
        print()
        print_table(
            ("line", "code", "severity", "message"),
            [(issue["line"], issue["code"], issue["severity"], issue["message"]) for issue in issues[:MAX_ISSUES]],
        )
    if len(issues) > MAX_ISSUES:
        print(f"... and {len(issues) - MAX_ISSUES} more")


def print_table(header, rows):
    """Print rows below each other, each column but the last as wide as its widest cell."""
    texts = [tuple(str(cell) for cell in row) for row in (header, *rows)]
    widths = [max(len(row[index]) for row in texts) for index in range(len(header) - 1)]
    for row in texts:
        print("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]))


import_and_print(Path(os.environ["DEMO_FILE"]))
