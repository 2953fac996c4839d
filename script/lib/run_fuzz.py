"""`script/fuzz [SECONDS]`: try damaged files and values on the pipeline, as long as asked, and show what went wrong.

In: how many seconds, and the seed of an earlier run to have it again. Out: on standard output the number of inputs,
and each finding, whose file is written to `.dev/fuzz`; the exit code is 1 when there are findings.
"""

import argparse
import random
import sys

from environment import DEV, ROOT, show_steps
from set_up import enter

FOLDER = DEV / "fuzz"
TESTS = ROOT / "dso_smart_upload" / "tests" / "pipeline"


def main():
    enter(__file__)
    parser = argparse.ArgumentParser(prog="script/fuzz", description="Try damaged files and values on the pipeline.")
    parser.add_argument("seconds", nargs="?", type=int, default=600, help="how long; ten minutes by default")
    parser.add_argument("--seed", type=int, help="that of an earlier run, to have it again; any number by default")
    arguments = parser.parse_args()
    sys.path[:0] = [str(DEV / "plain"), str(TESTS)]
    import fuzz

    seed = random.randrange(10**6) if arguments.seed is None else arguments.seed
    print(f"seed {seed}", flush=True)
    tried, findings = fuzz.run(seed, arguments.seconds)
    sys.stdout.reconfigure(errors="backslashreplace")  # a finding may hold what is no character
    for finding in findings:
        print(f"\n{finding.number} in {write_input(fuzz, seed, finding.number)}:\n{finding.text}")
    print(f"{tried} inputs tried, {len(findings)} findings", flush=True)
    return 1 if findings else 0


def write_input(fuzz, seed, number):
    """Write the file of a finding, so that it can be looked at.

    :return: Path
    """
    content, name = fuzz.made(random.Random(f"{seed} {number}"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{seed}_{number}_{name}"
    path.write_bytes(content)
    return path


if __name__ == "__main__":
    show_steps(main)
