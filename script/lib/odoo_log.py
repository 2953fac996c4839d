"""Read Odoo's log: which tests ran and how they ended, and what else went wrong.

In: the text of a log file. Out: its Entries, from those TestResults, and the processes that died. Odoo reports tests
only through its log: a line `Starting Class.method ...` for each test, `skipped Class.method : reason`, and an ERROR
that begins with `FAIL: Class.method` or `ERROR: Class.method`.
"""

import re
from collections import Counter
from dataclasses import dataclass

LINE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): (?P<text>.*)$")
FAILED = re.compile(r"^(?:FAIL|ERROR): (?:Subtest )?(?P<test>setUpClass \(\S+\)|tearDownClass \(\S+\)|\S+)")
SKIPPED = re.compile(r"^skipped (?P<test>\S+|setUpClass \(\S+\)) : (?P<reason>.*)$", re.DOTALL)
# after failed tests Odoo adds errors of its own that sum them up
SUMMARY = re.compile(
    r"^(Module \S+: \d+ failures|At least one test failed|\d+ failed, \d+ error|Tour \S+ failed|FAIL: )"
)
TOOK = re.compile(r"^\t(?P<test>\S+\.test_?\w*\.\w+\.\w+): (?P<seconds>[\d.]+)s", re.MULTILINE)

# what a server of several processes tells of them
SERVER_STARTS = "HTTP service (werkzeug) running"
PROCESS_STARTS = re.compile(r"^Worker (?P<kind>\w+) \((?P<pid>\d+)\) alive$|^Evented Service \(longpolling\) running")
PROCESS_RETIRES = re.compile(r"^Worker(?:Cron)? \((?P<pid>\d+)\) .* reached\.$")  # it has done enough
EVENTED = "WorkerEvented"
TRACEBACK = "Traceback (most recent call last)"
PRINTED = 3000  # characters of what a server printed that are shown


@dataclass(frozen=True)
class Entry:
    """One message of the log, continuation lines included."""

    level: str
    logger: str
    text: str


@dataclass(frozen=True)
class TestResults:
    """What the log tells about tests.

    `started` holds names such as "odoo.addons.x.tests.test_y Class.method", `failed` maps them to what was logged,
    `skipped` to reasons; `seconds` holds (seconds, name).
    """

    started: frozenset
    failed: dict
    skipped: dict
    seconds: tuple


def entries(text):
    """Split a log into its messages.

    :param text: str
    :return: list of Entry
    """
    found = []
    for line in text.splitlines():
        match = LINE.match(line)
        if match:
            found.append([match["level"], match["logger"], match["text"]])
        elif found:
            found[-1][2] += f"\n{line}"
    return [Entry(level, logger, text.rstrip()) for level, logger, text in found]


def test_results(log):
    """Gather what became of the tests.

    :param log: list of Entry
    :return: TestResults
    """
    started, failed, skipped, seconds = set(), {}, {}, []
    for entry in log:
        if entry.text.startswith("Starting ") and ".tests." in entry.logger:
            started.add(f"{entry.logger} {entry.text.split()[1]}")
        elif is_test_failure(entry):
            name = f"{entry.logger} {FAILED.match(entry.text)['test']}"
            failed[name] = f"{failed[name]}\n{entry.text}" if name in failed else entry.text
        elif match := SKIPPED.match(entry.text):
            skipped[f"{entry.logger} {match['test']}"] = match["reason"]
        elif entry.logger == "odoo.tests.stats":
            seconds.extend((float(found["seconds"]), found["test"]) for found in TOOK.finditer(entry.text))
    return TestResults(frozenset(started), failed, skipped, tuple(seconds))


def is_test_failure(entry):
    """Whether a message reports a failed test, rather than an error of the server."""
    return entry.level == "ERROR" and bool(FAILED.match(entry.text))


def problems(log, addons, harmless=()):
    """What must not be in the log: errors that no test reported, and warnings about the addons of the checkout.

    :param log: list of Entry
    :param addons: names of the addons
    :param harmless: parts of paths to overlook, because they may happen to contain an addon's name
    :return: list of str
    """
    found = []
    for entry in log:
        about = f"{entry.logger} {entry.text}"
        for part in harmless:
            about = about.replace(part, "")
        wrong = entry.level in ("ERROR", "CRITICAL") and not is_test_failure(entry)
        warned = entry.level == "WARNING" and any(re.search(rf"\b{name}\b", about) for name in addons)
        if (wrong or warned) and not SUMMARY.match(entry.text):
            found.append(f"{entry.level} {entry.logger}: {entry.text}")
    return found


def deaths(log, kept):
    """Name the kinds of processes of which a server started more than it keeps: some had died.

    :param log: list of Entry
    :param kept: dict kind -> how many processes of it the server keeps; of any other kind one
    :return: list of str
    """
    found, started, retired = [], [], set()
    for entry in [*log, Entry("", "", SERVER_STARTS)]:  # which ends the life of the server before
        if entry.text.startswith(SERVER_STARTS):
            found.extend(_too_many(started, retired, kept))
            started, retired = [], set()
        elif match := PROCESS_STARTS.match(entry.text):
            started.append((match["kind"] or EVENTED, match["pid"]))
        elif match := PROCESS_RETIRES.match(entry.text):
            retired.add(match["pid"])
    return found


def _too_many(started, retired, kept):
    counts = Counter(kind for kind, pid in started if pid not in retired)
    return [
        f"{kind} was started {count} times for {kept.get(kind, 1)} places: a process has died"
        for kind, count in counts.items()
        if count > kept.get(kind, 1)
    ]


def tracebacks(output):
    """What a server printed beside its log, where it tells of an error.

    :param output: str
    :return: list of str
    """
    if TRACEBACK not in output:
        return []
    start = output[: output.index(TRACEBACK)].rstrip("\n").rfind("\n") + 1  # with the line before, which may say more
    return [f"The server printed:\n{output[start : start + PRINTED]}"]
