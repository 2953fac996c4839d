"""Parts of the tests that run side by side: each is waited for and shown whole, and none is lost."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

import side_by_side
from environment import LIB

PART = """
    import json, pathlib, sys, time
    part, _option, file = sys.argv[1:]
    here = pathlib.Path(__file__).parent
    print(f"{part} begins", flush=True)
    if part == "plain":
        sys.exit(3)
    if part == "lint":
        (here / "lint began").touch()
        time.sleep(60)
    if part == "database":
        time.sleep(0.5)
        (here / "database").touch()
    failed = [] if (here / "database").exists() else ["began too early"]
    print(f"{part} ends")
    outcome = {"passed": [part], "failed": failed, "skipped": [], "seconds": [[1.5, part]]}
    pathlib.Path(file).write_text(json.dumps(outcome))
"""


@pytest.fixture
def command(tmp_path):
    """A program that stands for `script/test` with one part."""
    program = tmp_path / "part.py"
    program.write_text(textwrap.dedent(PART))
    return [str(program)]


def test_each_is_waited_for_and_shown_whole(command):
    ended = {one.part: one for one in side_by_side.run_all(["database", "odoo", "server"], command)}
    assert list(ended)[0] == "database"
    for part in ("database", "odoo", "server"):
        assert ended[part].printed == f"{part} begins\n{part} ends\n"
        assert (ended[part].outcome.passed, ended[part].outcome.failed) == ((part,), ())
        assert [tuple(one) for one in ended[part].outcome.seconds] == [(1.5, part)]


def test_one_that_ends_without_a_word_has_failed(command):
    (ended,) = side_by_side.run_all(["plain"], command)
    assert ended.outcome.failed == ("plain ended with 3; it says above why",)
    assert ended.printed == "plain begins\n"


def test_all_end_with_the_one_who_started_them(command, tmp_path):
    # as environment.show_steps does; SIGINT itself may be ignored by whoever started these tests
    code = "import signal, side_by_side; signal.signal(signal.SIGTERM, signal.default_int_handler); "
    code += f"list(side_by_side.run_all(['lint'], {command}))"
    environment = {**os.environ, "PYTHONPATH": str(LIB)}
    starter = subprocess.Popen([sys.executable, "-c", code], env=environment, stderr=subprocess.PIPE, text=True)
    while not (tmp_path / "lint began").exists():
        assert starter.poll() is None
    starter.send_signal(signal.SIGTERM)
    assert "lint begins" in starter.communicate(timeout=30)[1]
