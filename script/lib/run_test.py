"""`script/test [lint] [plain] [odoo] [server]`: set everything up and run all tests and checks, or the parts named.

In: the checkout. Out: on standard output what failed, where the time went, and alone on the last line
`N passed, N failed, N skipped`. What is wrong without being a test (a check, an error in Odoo's log, a test file that
was not run) counts as failed. Several parts run side by side; a single one shows at once what it does.
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
    import side_by_side

    if arguments.outcome:
        side_by_side.write_outcome(run_part(arguments.parts[0], arguments), arguments.outcome)
        return 0
    databases.drop_leftovers()
    parts = arguments.parts or PARTS
    if {"odoo", "server"} & set(parts):
        parts = ("database", *parts)
    run_them = run_side_by_side if len(set(parts) - {"database"}) > 1 else run_in_turn
    results = {part: (outcome, seconds) for part, outcome, seconds in run_them(parts, arguments)}
    times = [("setup", setup_seconds), *((part, results[part][1]) for part in parts)]
    outcomes = [results[part][0] for part in parts]
    report(times, outcomes)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def run_in_turn(parts, arguments):
    """Run parts one after the other.

    :return: yields (part, Outcome, seconds)
    """
    for part in parts:
        say(f"== {part}")
        start = time.monotonic()
        outcome = run_part(part, arguments)
        say_counts(part, outcome)
        yield part, outcome, time.monotonic() - start


def run_side_by_side(parts, arguments):
    """Run parts at once, as far as they do not wait for each other; as :func:`run_in_turn`."""
    import side_by_side

    chosen = [("--test-tags", arguments.test_tags), ("-k", arguments.k), ("-m", arguments.m)]
    command = [__file__, *(word for choice in chosen if choice[1] for word in choice)]
    say(f"- {', '.join(parts)} side by side; each shows what it printed when it has ended ...")
    for ended in side_by_side.run_all(parts, command):
        say("\n".join(filter(None, (f"== {ended.part}", ended.printed.strip()))))
        say_counts(ended.part, ended.outcome)
        yield ended.part, ended.outcome, ended.seconds


def run_part(part, arguments):
    """Run one part; what makes it impossible is a failure of it.

    :return: Outcome
    """
    import test_parts

    try:
        return getattr(test_parts, f"run_{part}")(arguments)
    except SetupError as error:
        return test_parts.Outcome(failed=(str(error),))


def say_counts(part, outcome):
    if part != "database" or outcome.failed:
        say(f"   {len(outcome.passed)} passed, {len(outcome.failed)} failed, {len(outcome.skipped)} skipped")


def parse_arguments():
    parser = argparse.ArgumentParser(prog="script/test", description="Run all tests and checks, or the parts named.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"any of {', '.join(PARTS)}; all by default")
    parser.add_argument("--test-tags", help="which Odoo tests to run, as Odoo's option of this name")
    parser.add_argument("-k", metavar="EXPRESSION", help="which pytest tests to run, as pytest's option of this name")
    parser.add_argument("-m", metavar="MARKERS", help="which pytest tests to run, as pytest's option of this name")
    parser.add_argument("--outcome", help=argparse.SUPPRESS)  # the file in which one of several parts tells its outcome
    arguments = parser.parse_args()
    unknown = set(arguments.parts) - {*PARTS, *(["database"] if arguments.outcome else [])}
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
