"""The browser for the tours: Chromium of the machine, installed when it is missing and may be.

In: nothing. Out: a chromium that starts, or a sentence.
"""

import os
import shutil
import subprocess

from environment import SetupError, run, say

NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
HOW = "The browser tests need Chromium. Install it (on Debian: sudo apt-get install chromium) and run this again."


def ensure_browser():
    """Install Chromium if no browser is there.

    :raise SetupError: if that is not possible, or the browser does not start
    """
    if not find():
        install()
    browser = find()
    if not browser:
        raise SetupError(HOW)
    # Ubuntu's chromium-browser may be a mere hint to a snap
    if subprocess.run([browser, "--version"], capture_output=True, check=False).returncode:
        raise SetupError(f"{browser} does not start. {HOW}")


def find():
    """The path of the browser that Odoo's tests would take, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def install():
    """Install Chromium with apt-get, as root or with a sudo that asks for no password."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    allowed = (
        not sudo or shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode
    )
    if not allowed or not shutil.which("apt-get"):
        raise SetupError(HOW)
    say("- Chromium for the browser tests (apt-get install chromium) ...")
    noninteractive = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        try:
            run([*sudo, "apt-get", *command], env=noninteractive)
        except SetupError as error:
            raise SetupError(f"{error}\n{HOW}") from error
