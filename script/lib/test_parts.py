"""The parts of `script/test`, each of which runs one kind of test and tells what became of it.

In: the command line's choices. Out: an Outcome.
"""

import ast
import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

import checks
import databases
import odoo_log
import odoo_process
from browser import ensure_browser
from environment import LOGS, ROOT, VENV_PYTHON, addons, glue, say
from get_python import PLAIN

PLAIN_TESTS = "tests/pipeline"
CORES = len(os.sched_getaffinity(0))
BROWSER_WORDS = ("start_tour(", "browser_js(")


@dataclass(frozen=True)
class Outcome:
    """What became of the tests: names, and for failed and skipped ones the reason; (seconds, name) of each."""

    passed: tuple = ()
    failed: tuple = ()
    skipped: tuple = ()
    seconds: tuple = ()


def run_database(_arguments):
    """Make the database that the others copy, which takes a minute the first time."""
    databases.base_template()
    return Outcome()


def run_lint(_arguments):
    """The checks that run no code; each that finds something counts as one failure."""
    return Outcome(failed=tuple(f"{name}:\n{text}" for name, text in checks.find_mistakes()))


def run_plain(arguments):
    """The pipeline's tests and doctests, without Odoo."""
    folders = [ROOT / name / PLAIN_TESTS for name in addons() if (ROOT / name / PLAIN_TESTS).is_dir()]
    pipelines = [PLAIN / "odoo" / "addons" / name / "pipeline" for name in addons()]
    doctests = [path for path in pipelines if path.is_dir()]
    return run_pytest("plain", [*folders, *doctests], arguments, ["--doctest-modules", f"-n{CORES}"])


def run_server(arguments):
    """The tests that talk to a running server."""
    folder = ROOT / "tests"
    # a file's tests share servers
    options = [] if arguments.k else [f"-n{CORES}", "--dist=loadfile", "--no-loadscope-reorder"]
    return run_pytest("server", [folder] if any(folder.rglob("test_*.py")) else [], arguments, options)


def run_pytest(name, paths, arguments, options=()):
    """Run pytest and read its report.

    :param name: for the report's file name
    :param paths: list of Path, files and folders with tests
    :param arguments: the command line's choices
    :param options: more of pytest's
    :return: Outcome
    """
    if not paths:
        say("   there are none")
        return Outcome()
    xml = LOGS / f"pytest_{name}_{os.getpid()}.xml"
    xml.unlink(missing_ok=True)
    choices = {"-k": arguments.k, "-m": arguments.m}
    chosen = [word for option, value in choices.items() if value for word in (option, value)]
    report = ["--junitxml", xml, "-o", "junit_family=xunit1"]
    command = [VENV_PYTHON, "-m", "pytest", "-q", *report, *options, *chosen, *paths]
    done = subprocess.run([str(word) for word in command], cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
    if not xml.exists():
        return Outcome(failed=(f"pytest ended with {done.returncode}; it says above why",))
    cases = [Case.of(element) for element in ElementTree.parse(xml).iter("testcase")]
    xml.unlink()
    failed = tuple(case.name for case in cases if case.result in ("failure", "error"))
    ran = {case.file for case in cases}
    tests = [path for folder in paths for path in folder.rglob("test_*.py") if PLAIN not in folder.parents]
    forgotten = [str(path.relative_to(ROOT)) for path in tests if str(path.relative_to(ROOT)) not in ran]
    if not chosen:
        failed += tuple(f"{path}: pytest found no test in it" for path in forgotten)
    if done.returncode not in (0, 5) and not failed:
        failed = (f"pytest ended with {done.returncode}; it says above why",)
    return Outcome(
        passed=tuple(case.name for case in cases if case.result == ""),
        failed=failed,
        skipped=tuple(f"{case.name}: {case.reason}" for case in cases if case.result == "skipped"),
        seconds=tuple((case.seconds, case.name) for case in cases),
    )


@dataclass(frozen=True)
class Case:
    """One test of pytest's report; `result` is empty for one that passed."""

    file: str
    name: str
    result: str
    reason: str
    seconds: float

    @classmethod
    def of(cls, element):
        """Read an element `testcase`."""
        results = [child for child in element if child.tag in ("failure", "error", "skipped")]
        file = element.get("file", "")
        return cls(
            file,
            f"{file or element.get('classname')} {element.get('name')}",
            results[0].tag if results else "",
            (results[0].get("message") or "") if results else "",
            float(element.get("time", 0)),
        )


def run_odoo(arguments):
    """The addons' own tests, in a copy of the base database in which they are installed meanwhile; glue comes last."""
    if not addons():
        return Outcome()
    ensure_browser()
    code = 0
    with databases.copy_of(databases.base_template(), "test") as database:
        log = LOGS / f"{database}.log"
        asked = [name for name in glue() if re.search(rf"/{name}\b", arguments.test_tags or f"/{name}")]
        for names in filter(None, (databases.own_addons(), asked)):
            tags = arguments.test_tags or ",".join(f"/{name}" for name in names)
            options = ["-d", database, "-i", ",".join(names), "--test-tags", tags, "--stop-after-init"]
            settings = ["--http-port", str(odoo_process.free_port()), "--log-handler", "odoo.tests.stats:DEBUG"]
            code = odoo_process.run([*options, *settings], log, Progress(log)) or code
    outcome = odoo_outcome(code, odoo_process.read(log), all_tests=not arguments.test_tags)
    if outcome.failed:
        say(f"   Odoo's log: {log}")
    else:
        for file in (log, log.with_suffix(".out")):
            file.unlink()
    return outcome


def odoo_outcome(code, log, all_tests):
    """Judge a run of Odoo's tests by its log.

    :param code: int, Odoo's exit code
    :param log: list of Entry
    :param all_tests: whether every test file must have been run
    :return: Outcome
    """
    results = odoo_log.test_results(log)
    failed = [f"{name}\n{text}" for name, text in results.failed.items()]
    failed += odoo_process.problems(log)
    browser_skips = {name for name, reason in results.skipped.items() if needs_browser(name, reason)}
    failed += [f"{name} needs the browser and was skipped: {results.skipped[name]}" for name in sorted(browser_skips)]
    if all_tests:
        failed += [f"{path}: Odoo ran no test of it; is it imported in tests/__init__.py?" for path in not_run(results)]
    if code and not failed:
        failed.append(f"Odoo ended with {code}")
    return Outcome(
        passed=tuple(results.started - set(results.failed) - set(results.skipped)),
        failed=tuple(failed),
        skipped=tuple(f"{n}: {reason}" for n, reason in results.skipped.items() if n not in browser_skips),
        seconds=results.seconds,
    )


def needs_browser(test, reason):
    """Whether a skipped test would have used the browser: its reason or its class tells.

    :param test: name such as "odoo.addons.x.tests.test_y Class.method", or "... setUpClass (odoo.addons.x...Class)"
    :param reason: why it was skipped
    """
    if "Chrome" in reason or "websocket" in reason:
        return True
    words = test.replace("(", " ").replace(")", " ").replace(".", " ").split()
    for path in checks.files("tests/**/test_*.py"):
        code = path.read_text()
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.ClassDef) and {node.name, path.stem} <= set(words):
                return any(word in ast.get_source_segment(code, node) for word in BROWSER_WORDS)
    return False


def not_run(results):
    """Test files of the addons of which Odoo started no test, outside the folder that pytest runs.

    :param results: TestResults
    :return: list of str
    """
    # a class whose setup fails has no test started, and is reported under its full name
    seen = {name.split()[0] for name in results.started}
    seen |= {
        word.strip("()").rpartition(".")[0] for name in (*results.failed, *results.skipped) for word in name.split()
    }
    return [
        str(path.relative_to(ROOT))
        for path in checks.files("tests/**/test_*.py")
        if not path.is_relative_to(ROOT / path.relative_to(ROOT).parts[0] / PLAIN_TESTS)
        and f"odoo.addons.{'.'.join(path.relative_to(ROOT).with_suffix('').parts)}" not in seen
    ]


class Progress:
    """Shows which test file Odoo is at while it runs."""

    def __init__(self, log):
        """:param log: Path of the log file being written"""
        self._log = log
        self._position = 0
        self._shown = None

    def __call__(self):
        """Read what is new in the log."""
        if not self._log.exists():
            return
        with open(self._log, errors="replace") as lines:
            lines.seek(self._position)
            new = lines.read()
            self._position = lines.tell()
        for entry in odoo_log.entries(new):
            if entry.text.startswith("Starting ") and ".tests." in entry.logger and entry.logger != self._shown:
                self._shown = entry.logger
                say(f"   {entry.logger.removeprefix('odoo.addons.')}")
