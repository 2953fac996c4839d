"""`script/demo`: set everything up, make a French company with customers, import `examples/clients.csv` and serve Odoo.

In: `--port`, `--reset`, `--database`. Out: the import's report and the address, on standard output. What was made is
kept, so that a second start takes seconds; when the addon's files have changed meanwhile, it is upgraded first.
"""

import argparse
import time

from environment import DEV, LIB, LOGS, ROOT, SetupError, digest, lock, say, show_steps
from set_up import enter

EXAMPLE = ROOT / "examples" / "clients.csv"
FIRST_PORT = 8069


def main():
    arguments = parse_arguments()
    enter(__file__)
    # only now in the environment, where these find their packages
    import odoo_process

    make_demo(arguments.database, arguments.reset)
    port = odoo_process.free_port(arguments.port)
    log = LOGS / "demo.log"
    say("- starting Odoo")
    with odoo_process.server(arguments.database, port, log) as process:
        print(
            f"\nOdoo is at http://127.0.0.1:{port}/odoo\n"
            "Login admin, password admin (English), or claire, claire (French).\n"
            f"Its log is {log}. Ctrl-C stops it.",
            flush=True,
        )
        try:
            process.wait()
        except KeyboardInterrupt:
            say("- stopping Odoo")
    return 0


def parse_arguments():
    parser = argparse.ArgumentParser(prog="script/demo", description="Show the addon in a running Odoo.")
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="where to serve; the next free port is taken")
    parser.add_argument("--database", default="demo", help="name of the database, demo by default")
    parser.add_argument("--reset", action="store_true", help="make the database anew")
    return parser.parse_args()


def make_demo(database, reset):
    """Make the demo's database, or bring it up to date.

    :param database: its name
    :param reset: whether to make it anew
    :raise SetupError: if a database of that name is there that this command has not made
    """
    import databases
    import odoo_process

    stamp = DEV / "stamps" / f"demo_{database}"
    files = digest(*databases.addon_files(databases.own_addons()))
    there = databases.exists(database)
    if there and not stamp.exists():
        raise SetupError(f"There is a database {database} that script/demo has not made. Name another with --database.")
    log = LOGS / "demo_database.log"
    if not there or reset:
        draft, template = f"{database}_partial", databases.addons_template()
        with lock("databases"):
            databases.copy(template, draft)
        odoo_process.run_shell(draft, LIB / "demo_company.py", log, DEMO_FILE=str(EXAMPLE))
        print(odoo_process.run_shell(draft, LIB / "demo_import.py", log, DEMO_FILE=str(EXAMPLE)), flush=True)
        databases.drop(database)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(files)
        databases.rename(draft, database)
    elif stamp.read_text() != files:
        say("- the addon has changed; upgrading it ...")
        start = time.monotonic()
        odoo_process.run_once(database, ["-u", ",".join(databases.own_addons())], log)
        stamp.write_text(files)
        say(f"  done in {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    show_steps(main)
