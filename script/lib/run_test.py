"""`script/test [lint] [plain] [odoo] [server]`: set everything up and run all tests and checks, or the parts named.

In: the checkout. Out: on standard output what failed, where the time went, and alone on the last line
`N passed, N failed, N skipped`. What is wrong without being a test (a check, an error in Odoo's log, a test file that
was not run) counts as failed.
"""

import argparse
import time

from environment import SetupError, addons, say, show_steps
from set_up import enter

PARTS = ("lint", "plain", "odoo", "server")
SLOWEST = 10


def main():
    arguments = parse_arguments()
    setup_seconds = enter(__file__)
    # only now in the environment, where these find their packages
    import databases
    import test_parts

    databases.drop_leftovers()
    parts = {part: getattr(test_parts, f"run_{part}") for part in arguments.parts or PARTS}
    if {"odoo", "server"} & set(parts):
        parts = {"database": test_parts.run_database, **parts}
    times, outcomes = [("setup", setup_seconds)], []
    for part, run_part in parts.items():
        say(f"== {part}")
        start = time.monotonic()
        try:
            outcome = run_part(arguments)
        except SetupError as error:
            outcome = test_parts.Outcome(failed=(str(error),))
        times.append((part, time.monotonic() - start))
        outcomes.append(outcome)
        if part != "database" or outcome.failed:
            say(f"   {len(outcome.passed)} passed, {len(outcome.failed)} failed, {len(outcome.skipped)} skipped")
    report(times, outcomes)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def parse_arguments():
    parser = argparse.ArgumentParser(prog="script/test", description="Run all tests and checks, or the parts named.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"any of {', '.join(PARTS)}; all by default")
    parser.add_argument("--test-tags", help="which Odoo tests to run, as Odoo's option of this name")
    parser.add_argument("-k", metavar="EXPRESSION", help="which pytest tests to run, as pytest's option of this name")
    parser.add_argument("-m", metavar="MARKERS", help="which pytest tests to run, as pytest's option of this name")
    arguments = parser.parse_args()
    unknown = set(arguments.parts) - set(PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return arguments


def report(times, outcomes):
    """Print what failed and was skipped, where the time went, and the line that sums it up.

    :param times: list of (title, seconds)
    :param outcomes: list of Outcome
    """
    passed, failed, skipped, slow = [], [], [], []
    for outcome in outcomes:
        passed.extend(outcome.passed)
        failed.extend(outcome.failed)
        skipped.extend(outcome.skipped)
        slow.extend(outcome.seconds)
    for title, lines in (("Skipped", skipped), ("Failed", failed)):
        if lines:
            print(f"\n{title}:")
            print("\n".join(f"- {line}" for line in lines))
    print("\nWhere the time went:")
    for title, seconds in times:
        print(f"{seconds:7.1f} s  {title}")
    print("Slowest tests:")
    for seconds, name in sorted(slow, reverse=True)[:SLOWEST]:
        print(f"{seconds:7.1f} s  {name}")
    if not addons():
        print("There is no addon in this checkout.")
    print(f"\n{len(passed)} passed, {len(failed)} failed, {len(skipped)} skipped", flush=True)


if __name__ == "__main__":
    show_steps(main)
