"""The benchmarks run and print their numbers; how good these are, they are read for."""

import re
import subprocess
from xml.etree import ElementTree

import pytest

from environment import ROOT


def benchmark(*arguments):
    """Run script/benchmark and return what it printed."""
    command = [ROOT / "script" / "benchmark", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL).stdout


def test_reading():
    printed = benchmark("reading", "--rows", "300", "--sheet-rows", "50", "--runs", "1")
    for expected in ("wrong keys", "all lists", "read right", "pandas.read_csv", "this addon", "Odoo"):
        assert expected in printed
    encodings = re.findall(
        r"encodings, [\w ]+: (\d+) files, (\d+) right .*, (\d+) wrong and said, (\d+) wrong and silent", printed
    )
    assert len(encodings) == 2
    for files, right, said, silent in (map(int, line) for line in encodings):
        assert files > 1900 and right >= 0.98 * files and said == files - right and silent == 0


def test_import(tmp_path):
    chart = tmp_path / "times.svg"
    printed = benchmark("import", "--rows", "20", "60", "--chart", chart)
    names = ("Odoo's import, first", "Odoo's import, again", "res.partner.create", "Smart Upload, check")
    for name in (*names, "Smart Upload, first", "Smart Upload, again", "Smart Upload, 1 % changed"):
        assert f"| 20 | {name} |" in printed and f"| 60 | {name} |" in printed
    assert ElementTree.parse(chart).getroot().tag.endswith("svg")


def test_unknown_part():
    with pytest.raises(subprocess.CalledProcessError):
        benchmark("nonsense")
