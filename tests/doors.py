"""The ways into the API besides XML-RPC, each as a function of method and arguments: JSON-2, Odoo code."""

import json
import urllib.error
import urllib.request
from pathlib import Path

import odoo_process

HERE = Path(__file__).parent
MODEL = "dso.upload.run"


class Refused(Exception):
    """An answer that is no success: its HTTP status and what it says."""

    def __init__(self, status, answer):
        super().__init__(status, answer)
        self.status = status
        self.answer = answer


def make_api_key(server):
    """Make an API key of the administrator.

    :param server: LiveServer
    :return: str
    """
    printed = odoo_process.run_shell(server.db, HERE / "make_api_key.py", server.log.with_suffix(".shell"))
    return printed.split("API key:")[1].split()[0]


def json2(server, key, method, **arguments):
    """Call the API through JSON-2.

    :raise Refused: when the answer is no success
    """
    request = urllib.request.Request(
        f"{server.url}/json/2/{MODEL}/{method}",
        json.dumps(arguments).encode(),
        {"Authorization": f"bearer {key}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise Refused(error.code, json.load(error)) from error


def odoo_code(server, method, **arguments):
    """Call the API from Odoo code, that of a server action."""
    action = server.call(
        "ir.actions.server",
        "create",
        {
            "name": f"Call {method}",
            "model_id": server.call("ir.model", "search", [["model", "=", MODEL]])[0],
            "state": "code",
            "code": f"action = env[{MODEL!r}].{method}(**{arguments!r})",
        },
    )
    return server.call("ir.actions.server", "run", [action])
