"""Set everything up; what is there already is left alone. `script/setup --stop` ends the database server.

In: nothing. Out: the folder `.dev`, and the variables under which Odoo runs.
"""

import os
import sys
import time
from pathlib import Path

import postgres
from environment import (
    ADDON_LINKS,
    DATA,
    LOGS,
    ODOO_CONFIG,
    ROOT,
    VENV,
    VENV_PYTHON,
    lock,
    say,
    show_steps,
    write_if_changed,
)
from get_odoo import get_odoo
from get_python import get_python


def set_up():
    """Get Odoo, the Python packages, and Odoo's configuration.

    :return: dict, the variables to run Odoo with
    """
    with lock("setup"):
        source = get_odoo()
        get_python(source)
        configure(source)
    LOGS.mkdir(parents=True, exist_ok=True)
    return {
        **os.environ,
        **postgres.variables(),
        "ODOO_RC": str(ODOO_CONFIG),
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "VIRTUAL_ENV": str(VENV),
    }


def enter(file):
    """Go on in the environment's Python with the packages of the environment; set it up first if needed.

    :param file: the program to start again there
    :return: float, the seconds that setting up took, once in the environment
    """
    if os.environ.get("SETUP_SECONDS") and Path(sys.prefix).resolve() == VENV.resolve():
        return float(os.environ.pop("SETUP_SECONDS"))
    start = time.monotonic()
    variables = set_up()
    postgres.start()
    variables["SETUP_SECONDS"] = f"{time.monotonic() - start:.2f}"
    os.execve(VENV_PYTHON, [str(VENV_PYTHON), file, *sys.argv[1:]], variables)


def configure(source):
    """Write Odoo's configuration file.

    :param source: the Source of Odoo
    """
    folders = ",".join(str(folder) for folder in (*source.addons, ADDON_LINKS / "odoo" / "addons"))
    lines = [
        "[options]",
        f"addons_path = {folders}",
        f"data_dir = {DATA}",
        "admin_passwd = admin",
        "http_interface = 127.0.0.1",
        "without_demo = True",
        "max_cron_threads = 1",
        f"screenshots = {LOGS}",
        "",
    ]
    write_if_changed(ODOO_CONFIG, "\n".join(lines))


def main():
    if sys.argv[1:] == ["--stop"]:
        postgres.stop()
        return 0
    set_up()
    postgres.start()
    say(f"Ready in {ROOT}: script/demo shows it, script/test tests it.")
    return 0


if __name__ == "__main__":
    show_steps(main)
