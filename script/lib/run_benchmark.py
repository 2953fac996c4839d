"""`script/benchmark PART [OPTIONS]`: set everything up, measure one part and print its numbers on standard output.

In: the name of a part. Out: what the part's module `benchmark_PART` prints; it has `add_arguments(parser)` and
`run(arguments)`, which returns the exit code. A new part is a new module.
"""

import argparse
import importlib

from environment import LIB, show_steps
from set_up import enter

PARTS = sorted(path.stem.removeprefix("benchmark_") for path in LIB.glob("benchmark_*.py"))


def main():
    enter(__file__)
    parser = argparse.ArgumentParser(prog="script/benchmark", description="Measure one part.")
    parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
    modules = {part: importlib.import_module(f"benchmark_{part}") for part in PARTS}
    for part, module in modules.items():
        module.add_arguments(parts.add_parser(part, help=(module.__doc__ or "").partition("\n")[0]))
    arguments = parser.parse_args()
    return modules[arguments.part].run(arguments)


if __name__ == "__main__":
    show_steps(main)
