"""A PostgreSQL server for tests that crash it: the others share one that has to stay up.

In: a database of the shared server. Out: a second server with a copy of it, which the PG* variables name meanwhile.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

import databases
import postgres
from environment import lock

# What was committed must outlive a crash, unlike on the shared server; only a power cut may lose it.
SETTINGS = {**postgres.SETTINGS, "synchronous_commit": "on", "max_connections": "60", "deadlock_timeout": "3s"}


class OwnPostgres:
    """A database server in a folder of its own."""

    def __init__(self, folder):
        """Make the server and start it.

        :param folder: Path, short, as a socket's path may have 107 characters
        """
        self._data, self._log = folder / "data", folder / "server.log"
        self.variables = {"PGHOST": str(folder), "PGPORT": postgres.SETTINGS["port"], "PGUSER": postgres.ROLE}
        self._data.mkdir(mode=0o700)
        for path in (folder, self._data):
            postgres.hand_over(path)
        postgres.create(self._data)
        settings = {**SETTINGS, "unix_socket_directories": f"'{folder}'"}
        postgres.configure(self._data, settings)
        self._control("start", "-l", self._log)

    def restart(self, mode):
        """Stop the server and start it again.

        :param mode: ``fast``: as an administrator does; ``immediate``: as after a crash
        """
        self._control("restart", "-m", mode, "-l", self._log)

    def stop(self):
        """Stop the server for good."""
        self._control("stop", "-m", "immediate")

    def _control(self, *command):
        postgres.server_command("pg_ctl", *command, "-D", self._data, "-w")


@contextlib.contextmanager
def own_postgres(template, database):
    """A server with a copy of a database, both gone at the end.

    :param template: name of a database of the shared server
    :param database: name of its copy, filestore included
    :return: context manager that gives the OwnPostgres
    """
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dso-", dir="/tmp")))
        dump = folder / "dump"
        with lock("databases"):  # nobody copies a database that somebody reads
            subprocess.run([postgres.program("pg_dump"), "-Fc", "-Z0", "-f", dump, template], check=True)
        server = OwnPostgres(folder)
        stack.callback(server.stop)
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        for name in [name for name in os.environ if name.startswith("PG")]:
            patch.delenv(name)
        for name, value in server.variables.items():
            patch.setenv(name, value)
        databases.execute("CREATE DATABASE {}", database)
        options = ["--no-owner", "--no-acl", "--exit-on-error", "-d", database]
        subprocess.run([postgres.program("pg_restore"), *options, dump], check=True)
        dump.unlink()
        stack.callback(shutil.rmtree, databases.FILESTORE / database, ignore_errors=True)
        shutil.copytree(databases.FILESTORE / template, databases.FILESTORE / database)
        yield server
