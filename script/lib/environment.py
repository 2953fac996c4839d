"""Where everything is, and the small tools that every step shares. Standard library only, as nothing is set up yet.

In: the checkout this file lies in, and the variables ODOO_PATH and PG*. Out: paths and helpers.
"""

import ast
import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIB = ROOT / "script" / "lib"
DEV = ROOT / ".dev"
LOGS = DEV / "log"
DATA = DEV / "data"
VENV = DEV / "venv"
VENV_PYTHON = VENV / "bin" / "python"
ADDON_LINKS = DEV / "addons"
ODOO_CONFIG = DEV / "odoo.conf"
REQUIREMENTS = LIB / "requirements.txt"
# Put before a command: it ends when this process does, however that happens.
TIED = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []


class SetupError(Exception):
    """Something the person has to decide or repair; its text says what."""


def say(text):
    """Show progress on standard error, which leaves standard output to the command itself."""
    print(text, file=sys.stderr, flush=True)


def addons():
    """The addons of the checkout.

    :return: names of the top-level folders that hold a manifest, sorted
    """
    return sorted(manifest.parent.name for manifest in ROOT.glob("*/__manifest__.py"))


def glue():
    """The addons of the checkout that join another one of it to somebody else's: installed where both are.

    One that joins it to an addon of Odoo's is not among them: it comes by itself wherever the other one is installed.

    :return: names of those whose manifest says so, sorted
    """
    manifests = {name: ast.literal_eval((ROOT / name / "__manifest__.py").read_text()) for name in addons()}
    others = {path.name for path in (VENV / "lib").glob("python3*/site-packages/odoo/addons/*")}
    joining = {name: one["depends"] for name, one in manifests.items() if one.get("auto_install")}
    return [name for name, needed in joining.items() if not others.isdisjoint(needed)]


def digest(*parts):
    """One short word for a step's inputs: texts as they are, files by content.

    :param parts: str or Path
    :return: str of 64 hexadecimal digits
    """
    total = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else str(part).encode()
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()


@contextlib.contextmanager
def step(name, title, inputs):
    """Do the body of a step once for the same inputs, and again if it was interrupted.

    :param name: name of the stamp file that says the step is finished
    :param title: what is shown while it runs
    :param inputs: digest of everything the result depends on
    :return: context manager that gives True when there is something to do
    """
    stamp = DEV / "stamps" / name
    if stamp.exists() and stamp.read_text() == inputs:
        yield False
        return
    stamp.unlink(missing_ok=True)
    say(f"- {title} ...")
    start = time.monotonic()
    yield True
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(inputs)
    say(f"  done in {time.monotonic() - start:.0f} s")


@contextlib.contextmanager
def lock(name):
    """Let one process at a time do something in this checkout; the others wait.

    :param name: what is locked
    """
    DEV.mkdir(exist_ok=True)
    with open(DEV / f"{name}.lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"- waiting for another command in this checkout that holds the {name} ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def run(command, **options):
    """Run a command that is expected to work; what it printed is shown only when it fails.

    :param command: list of str or Path
    :param options: passed to subprocess.run
    :return: str, its standard output
    :raise SetupError: if it fails
    """
    done = subprocess.run(
        [*TIED, *(str(word) for word in command)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )
    if done.returncode:
        raise SetupError(f"{' '.join(str(word) for word in command)}\nfailed:\n{done.stdout[-4000:]}")
    return done.stdout


def show_steps(main):
    """Run a command's main function; a SetupError ends it with a sentence instead of a traceback."""
    # asked to stop, clean up as after Ctrl-C
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(main())
    except SetupError as error:
        sys.exit(f"\n{error}")
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. Run it again to go on.")


def write_if_changed(path, text):
    """Write a small file, leaving an equal one untouched, so that nobody reads it half written.

    :param path: Path
    :param text: str
    """
    if path.exists() and path.read_text() == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text)
    draft.replace(path)
