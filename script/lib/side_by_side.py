"""Run the parts of `script/test` side by side, each in a process of its own.

In: the parts and the command line. Out: what became of each, and all that it printed in one piece, as soon as it has
ended.
"""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from environment import LOGS, TIED, VENV_PYTHON, say
from test_parts import Outcome

# parts that wait for another one
AFTER = {"odoo": "database", "server": "database"}
TELLING = 60  # seconds after which it is said what still runs
STOPPING = 30  # seconds in which a part that is interrupted drops its databases


@dataclass(frozen=True)
class Ended:
    """A part that has ended: its Outcome, the seconds it took, and what it printed."""

    part: str
    outcome: Outcome
    seconds: float
    printed: str


def run_all(parts, command):
    """Run parts at once, those that need another one as soon as it has ended.

    :param parts: names of parts
    :param command: list of str, this program and the choices of its command line without the parts
    :return: yields an Ended for each, the first to end first
    """
    waiting, running, told = list(parts), [], time.monotonic()
    try:
        while waiting or running:
            if time.monotonic() > told + TELLING:
                told = time.monotonic()
                say(f"  {', '.join(one.part for one in running)} still at work ...")
            under_way = {*waiting, *(one.part for one in running)}
            for part in [part for part in waiting if AFTER.get(part) not in under_way]:
                waiting.remove(part)
                running.append(_Running(part, command))
            for one in [one for one in running if one.has_ended()]:
                running.remove(one)
                yield one.ended()
            time.sleep(0.1)
    finally:
        for one in running:
            one.interrupt()
        for one in running:
            one.wait()


def write_outcome(outcome, file):
    """Tell the process that waits for this part what became of it.

    :param outcome: Outcome
    :param file: str, name of the file
    """
    Path(file).write_text(json.dumps(asdict(outcome)))


class _Running:
    """A part in a process of its own."""

    def __init__(self, part, command):
        self.part = part
        self._start = time.monotonic()
        self._result, self._printed = (LOGS / f"{part}_{os.getpid()}{ending}" for ending in (".json", ".printed"))
        self._result.unlink(missing_ok=True)
        words = [*TIED, str(VENV_PYTHON), *command, part, "--outcome", str(self._result)]
        with open(self._printed, "w") as output:
            # in a session of its own, so that Ctrl-C comes to it once, from here
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, "SETUP_SECONDS": "0"},
                start_new_session=True,
            )

    def has_ended(self):
        return self._process.poll() is not None

    def ended(self):
        printed = self._printed.read_text(errors="replace")
        self._printed.unlink()
        if self._result.exists():
            outcome = Outcome(**{name: tuple(value) for name, value in json.loads(self._result.read_text()).items()})
            self._result.unlink()
        else:
            outcome = Outcome(failed=(f"{self.part} ended with {self._process.returncode}; it says above why",))
        return Ended(self.part, outcome, time.monotonic() - self._start, printed)

    def interrupt(self):
        self._process.send_signal(signal.SIGTERM)

    def wait(self):
        try:
            self._process.wait(STOPPING)
        except subprocess.TimeoutExpired:
            self._process.kill()
        sys.stderr.write(self._printed.read_text(errors="replace"))
        self._printed.unlink()
