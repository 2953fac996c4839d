"""Make the virtual environment: pinned packages, each checked against its recorded hash, and a way to import Odoo.

In: requirements.txt and the Source of Odoo. Out: `.dev/venv`, in which `odoo` and `odoo.addons.<our addons>` import.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import postgres
from environment import (
    ADDON_LINKS,
    DEV,
    REQUIREMENTS,
    ROOT,
    TIED,
    VENV,
    VENV_PYTHON,
    SetupError,
    addons,
    digest,
    say,
    step,
    write_if_changed,
)
from get_odoo import pip_wheel

PLAIN = DEV / "plain"


def get_python(source):
    """Make or complete the virtual environment.

    :param source: the Source of Odoo
    """
    inputs = digest(REQUIREMENTS, sys.version, sys.base_prefix, str(ROOT))
    with step("venv", "Python packages (100 MB to download)", inputs) as needed:
        if needed:
            install()
    make_importable(source)
    link_plain_pipeline()


def install():
    """Create the environment and install the packages.

    :raise SetupError: if a package cannot be had
    """
    # not sys.executable: that may be the environment's own, which is made anew here
    python = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    # the server's programs are in the environment
    postgres.stop()
    shutil.rmtree(VENV, ignore_errors=True)
    # Debian's Python comes without the pip that a virtual environment gets by default
    has_pip = subprocess.run([python, "-c", "import ensurepip"], capture_output=True).returncode == 0
    subprocess.run([python, "-m", "venv", *([] if has_pip else ["--without-pip"]), VENV], check=True)
    pip = [VENV_PYTHON, "-m", "pip"] if has_pip else [VENV_PYTHON, pip_wheel(DEV / "pip") / "pip"]
    # on x86-64 every package has a wheel; elsewhere a few are compiled
    wheels = ["--only-binary", ":all:"] if platform.machine() == "x86_64" else ["--prefer-binary"]
    options = ["--require-hashes", "--no-deps", "--no-compile", "--disable-pip-version-check", "--no-input", *wheels]
    run_pip([*pip, "install", *options, "--progress-bar", "off", "-r", REQUIREMENTS])


def run_pip(command):
    """Run pip, showing how many packages it has got.

    :param command: list of str or Path
    :raise SetupError: with the end of what pip printed, if it fails
    """
    total = len(set(re.findall(r"^(\S+)==", REQUIREMENTS.read_text(), re.MULTILINE)))
    collected, lines = 0, []
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    options["env"] = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen([*TIED, *(str(word) for word in command)], **options) as pip:
        for line in pip.stdout:
            lines.append(line)
            collected += line.startswith(("Collecting ", "Processing "))
            if line.startswith("Installing "):
                say("  installing")
            elif line.startswith(("Collecting ", "Processing ")) and collected % 25 == 0:
                say(f"  got {collected} of about {total}")
    if pip.returncode:
        raise SetupError(f"The Python packages could not be installed:\n{''.join(lines[-20:])}\nRun the command again.")


def link_plain_pipeline():
    """Make what an addon has of plain Python importable under its own name without Odoo, for the plain tests.

    An addon's own `__init__` would import its models, and with them all of Odoo.
    """
    for name in addons():
        package = PLAIN / "odoo" / "addons" / name
        package.mkdir(parents=True, exist_ok=True)
        write_if_changed(package / "__init__.py", "")
        for part in ("pipeline", "storage", "engine"):  # of the last one what needs no Odoo, such as its options
            if not (package / part).is_symlink():
                (package / part).symlink_to(ROOT / name / part)


def make_importable(source):
    """Name Odoo and the addons of this checkout to the environment's Python.

    `odoo` and `odoo.addons` are namespace packages, so that a folder of links joins them.

    :param source: the Source of Odoo
    """
    links = ADDON_LINKS / "odoo" / "addons"
    links.mkdir(parents=True, exist_ok=True)
    for name in addons():
        if not (links / name).is_symlink():
            (links / name).symlink_to(ROOT / name)
    for link in links.iterdir():
        if link.is_symlink() and link.name not in addons():
            link.unlink()
    site_packages = next((VENV / "lib").glob("python3*/site-packages"))
    write_if_changed(site_packages / "odoo_source.pth", f"{source.python_path}\n{ADDON_LINKS}\n")
