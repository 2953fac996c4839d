"""Databases made once and copied: Odoo alone with a French company, and the same with our addons.

In: the modules our addons depend on, and the addons' files. Out: names of databases, each with its filestore. Names
carry a word of this checkout, so that several checkouts share one server, and copies carry the process they are for.
"""

import ast
import contextlib
import os
import re
import shutil
import socket
import time
from pathlib import Path

import psycopg2
from psycopg2 import sql

import odoo_process
from environment import DATA, DEV, LIB, LOGS, ODOO_CONFIG, ROOT, SetupError, addons, digest, glue, lock, say

PREFIX = f"dso_{digest(str(ROOT))[:6]}"
# process numbers mean something on one machine only
RUN_PREFIX = f"{PREFIX}_run_{digest(socket.gethostname())[:4]}"
COMPANY_MODULES = {"account", "contacts", "l10n_fr_account"}
FILESTORE = DATA / "filestore"
PREPARE_COMPANY = LIB / "prepare_company.py"
VACUUM_SECONDS = 60


def base_template():
    """A database with a French company, its chart of accounts and what our addons depend on, but without them.

    :return: its name
    """
    modules = sorted(COMPANY_MODULES.union(*(dependencies(name) for name in own_addons())) - set(own_addons()))
    unpacked = DEV / "stamps" / "odoo"
    inputs = (ODOO_CONFIG, PREPARE_COMPANY, modules, unpacked if unpacked.exists() else "")
    name = f"{PREFIX}_base_{digest(*inputs)[:8]}"

    def build(database):
        log = LOGS / "base_template.log"
        odoo_process.run_once(database, ["-i", ",".join(modules)], log)
        odoo_process.run_shell(database, PREPARE_COMPANY, log)

    return make_once(name, f"database with {', '.join(modules)}", build)


def addons_template():
    """The base database with the addons of the checkout installed, as their files are now, but for the glue.

    :return: its name
    """
    return with_addons("addons", base_template(), own_addons())


def glue_template():
    """The same with the glue and what it joins them to.

    :return: its name
    """
    return with_addons("glue", addons_template(), glue())


def with_addons(kind, template, names):
    """A copy of a database in which some more addons are installed, as their files are now.

    :param kind: a word for its name
    :param template: name of the database
    :param names: list of str
    :return: its name
    """
    name = f"{PREFIX}_{kind}_{digest(template, *addon_files(names))[:8]}"

    def build(database):
        copy(template, database)
        odoo_process.run_once(database, ["-i", ",".join(names)], LOGS / f"{kind}_template.log")

    return make_once(name, f"database with {', '.join(names)}", build)


def own_addons():
    """The addons of the checkout that need nobody else's but Odoo's."""
    return sorted(set(addons()) - set(glue()))


def dependencies(addon):
    """The modules that an addon's manifest names.

    :return: list of str
    """
    return ast.literal_eval((ROOT / addon / "__manifest__.py").read_text()).get("depends", [])


def addon_files(names):
    """The files that decide what installed addons are like: all but tests, documents and compiled ones.

    :param names: list of str, of the addons
    :return: list of Path and str, sorted
    """
    files = (path for name in names for path in (ROOT / name).rglob("*") if path.is_file())
    wanted = sorted(
        path for path in files if not {"tests", "__pycache__", "readme"} & set(path.relative_to(ROOT).parts[1:-1])
    )
    return [part for path in wanted for part in (str(path.relative_to(ROOT)), path)]


def make_once(name, title, build):
    """Make a database under another name and rename it when it is complete; older ones of its kind go.

    :param name: str that ends in a digest of the inputs
    :param title: what is shown while it is made
    :param build: function of a database name
    :return: name
    """
    with lock("databases"):
        if exists(name):
            return name
        for old in names(f"{name.rsplit('_', 1)[0]}_%"):
            drop(old)
        say(f"- {title} ...")
        start = time.monotonic()
        build(f"{name}_partial")
        rename(f"{name}_partial", name)
        say(f"  done in {time.monotonic() - start:.0f} s")
    return name


@contextlib.contextmanager
def copy_of(template, purpose):
    """A copy for this process alone, dropped at the end.

    :param template: database name
    :param purpose: a word for its name
    :return: context manager that gives the copy's name
    """
    name = f"{RUN_PREFIX}_{purpose}_{os.getpid()}"
    with lock("databases"):
        copy(template, name)
    try:
        yield name
    finally:
        drop(name)


def drop_leftovers():
    """Drop the copies of processes that were killed."""
    for name in names(f"{RUN_PREFIX}_%"):
        process = re.search(r"_(\d+)$", name)
        if process and not Path(f"/proc/{process[1]}").exists():
            drop(name)


def copy(source, target):
    """Copy a database and its filestore.

    :param source: name of a database that nobody uses at the moment
    :param target: name of the new one; an old one of that name is dropped
    """
    drop(target)
    execute("CREATE DATABASE {} TEMPLATE {}", target, source)
    if (FILESTORE / source).exists():
        shutil.copytree(FILESTORE / source, FILESTORE / target)


def rename(source, target):
    """Rename a database and its filestore."""
    shutil.rmtree(FILESTORE / target, ignore_errors=True)
    if (FILESTORE / source).exists():
        (FILESTORE / source).rename(FILESTORE / target)
    execute("ALTER DATABASE {} RENAME TO {}", source, target)


def drop(name):
    """Drop a database and its filestore, if there; whoever is connected is cut off.

    PostgreSQL's own vacuum cannot be cut off by an ordinary role, but is done soon.
    """
    deadline = time.monotonic() + VACUUM_SECONDS
    while exists(name):
        try:
            execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        except psycopg2.errors.InsufficientPrivilege:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
    shutil.rmtree(FILESTORE / name, ignore_errors=True)


def exists(name):
    """Whether there is a database of this name."""
    return bool(names(name.replace("_", r"\_")))


def names(pattern):
    """The databases whose names match an SQL pattern.

    :return: list of str
    """
    return [row[0] for row in execute("SELECT datname FROM pg_database WHERE datname LIKE %s", values=(pattern,))]


def execute(statement, *identifiers, values=None):
    """Execute one statement outside of a transaction, in the server's own database.

    :param statement: SQL with {} for each identifier
    :return: list of rows, empty for a statement that gives none
    :raise SetupError: if the server cannot be reached or refuses
    """
    try:
        connection = psycopg2.connect(dbname="postgres")
    except psycopg2.OperationalError as error:
        raise SetupError(f"No connection to the database server: {error}") from error
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, identifiers)), values)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
