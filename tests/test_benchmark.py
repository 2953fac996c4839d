"""The benchmarks run and print their numbers; how good these are, they are read for."""

import subprocess

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


def test_unknown_part():
    with pytest.raises(subprocess.CalledProcessError):
        benchmark("nonsense")
