"""Run Odoo as a child process: once to its end, with a script in its shell, or as a server that is stopped at the end.

In: a database's name and Odoo's arguments. Out: the log file of the run, or a running server.
"""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

import odoo_log
from environment import DEV, ROOT, TIED, VENV, VENV_PYTHON, SetupError, addons
from get_odoo import source_here

ODOO = [*TIED, str(VENV_PYTHON), str(source_here().command)]
START_TIMEOUT = 300
FIRST_PORT, PORT_BLOCKS, PORTS_EACH = 20_000, 600, 20  # each process takes ports from a block of its own


def run_once(database, arguments, log):
    """Run Odoo until it ends by itself.

    :param log: Path of the log file, which is made new
    :raise SetupError: if Odoo fails or logs an error
    """
    log.unlink(missing_ok=True)
    code = run(["-d", database, "--stop-after-init", *arguments], log)
    errors = [f"{entry.logger}: {entry.text}" for entry in read(log) if entry.level in ("ERROR", "CRITICAL")]
    if code or errors:
        raise SetupError("\n".join(errors)[-6000:] + f"\nOdoo could not make the database; its log is {log}.")


def run(arguments, log, watch=None):
    """Run Odoo with a log file, and stop it when this process is interrupted.

    :param watch: function called again and again while it runs
    :return: int, its exit code
    """
    with open(output_beside(log), "w") as output:
        command = [*ODOO, *arguments, "--logfile", str(log)]
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=ROOT, start_new_session=True
        )
    try:
        while process.poll() is None:
            time.sleep(0.2)
            if watch:
                watch()
    finally:
        stop(process)
    return process.returncode


def run_shell(database, script, log, **variables):
    """Run a Python script in Odoo's shell.

    :param script: Path; the script has `env`, and commits if it wants to
    :param log: Path of the log file, which is continued
    :param variables: environment variables for the script
    :return: str, what the script printed
    :raise SetupError: if it fails
    """
    command = [*ODOO, "shell", "-d", database, "--no-http", "--logfile", str(log)]
    with open(script) as lines:
        done = subprocess.run(
            command, stdin=lines, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **variables}, check=False
        )
    if done.returncode:
        raise SetupError(f"{script.name} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def output_beside(log):
    """The file that takes what Odoo prints: what goes wrong before it has a log.

    :param log: Path of the log file
    :return: Path
    """
    return log.with_suffix(".out")


def read(log):
    """The entries of a log file."""
    return odoo_log.entries(log.read_text(errors="replace")) if log.exists() else []


def problems(log):
    """What must not be in a log, see :func:`odoo_log.problems`.

    :param log: list of Entry
    :return: list of str
    """
    # the paths of Odoo and of the Python packages begin with the checkout's own, which may be named like an addon
    harmless = [str(DEV / "odoo"), str(VENV), *filter(None, [os.environ.get("ODOO_PATH")])]
    return odoo_log.problems(log, addons(), harmless)


@contextlib.contextmanager
def server(database, port, log, *arguments):
    """A server on a database, stopped at the end.

    :param database: name of the only database it serves
    :param port: int
    :param log: Path of its log file
    :param arguments: more of Odoo's
    :return: context manager that gives the process, once it answers
    """
    process = start_server(database, port, log, *arguments)
    try:
        yield process
    finally:
        stop(process)


def start_server(database, port, log, *arguments, **variables):
    """Start a server and wait until it answers.

    :param arguments: more of Odoo's
    :param variables: environment variables
    :return: subprocess.Popen
    :raise SetupError: if it ends or does not answer in time
    """
    options = ["-d", database, "--db-filter", f"^{database}$", "--http-port", str(port), "--logfile", str(log)]
    with open(output_beside(log), "a") as output:
        process = subprocess.Popen(
            [*ODOO, *options, "--no-database-list", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=ROOT,
            env={**os.environ, **variables},
            start_new_session=True,
        )
    deadline = time.monotonic() + START_TIMEOUT
    while process.poll() is None and time.monotonic() < deadline:
        # the first page loads the database's registry, which a health check does not wait for
        with contextlib.suppress(urllib.error.URLError, OSError):
            if urllib.request.urlopen(f"http://127.0.0.1:{port}/web/login", timeout=START_TIMEOUT).status == 200:
                return process
        time.sleep(0.1)
    stop(process)
    raise SetupError(
        f"The server did not start. The end of its log:\n{log.read_text()[-3000:] if log.exists() else ''}"
    )


def stop(process):
    """Stop a process and everything it started: politely, and for good after ten seconds."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)
    kill(process)


def kill(process):
    """End a process and everything it started at once."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port(wanted=0):
    """A port that is free now.

    :param wanted: int, the first to try; the next free one is taken. 0 for any
    :return: int
    """
    for port in range(wanted, wanted + 100 if wanted else 1):
        with contextlib.suppress(OSError), _bound(port) as number:
            return number
    raise SetupError(f"No free port from {wanted} to {wanted + 99}. Choose another with --port.")


def free_ports(count):
    """Several ports that are free now, each another one.

    They are looked for where neither connections have their own ends nor other processes look, so that they stay free
    until a server takes them.

    :param count: int
    :return: list of int
    """
    found, first = [], FIRST_PORT + os.getpid() % PORT_BLOCKS * PORTS_EACH
    for port in range(first, first + PORTS_EACH):
        with contextlib.suppress(OSError), _bound(port):
            found.append(port)
        if len(found) == count:
            return found
    raise SetupError(f"Fewer than {count} free ports from {first} to {first + PORTS_EACH - 1}.")


@contextlib.contextmanager
def _bound(port):
    """Hold a port of this machine: gives its number."""
    with socket.socket() as probe:
        # a port that was in use a moment ago is free again
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        yield probe.getsockname()[1]
