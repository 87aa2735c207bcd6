"""Runs the simulation from the shell: many seeds on all cores, or one seed again, told at length.

`make simulate SEEDS=10000` or `make simulate SEED=17`.
"""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor

from tests.simulation.run import Sum, run, run_all

CHUNK = 50


def main() -> int:
    """Run what is asked for; gives 1 when anything was violated."""
    asked = argparse.ArgumentParser(prog="tests.simulation")
    asked.add_argument("--seeds", type=int, default=1000, help="how many seeds, from 0")
    asked.add_argument("--seed", type=int, help="this one only")
    given = asked.parse_args()
    os.environ |= {"POWERTOOLS_SERVICE_NAME": "naryad", "POWERTOOLS_TRACE_DISABLED": "true"}
    total = one(given.seed) if given.seed is not None else many(given.seeds)
    for seed, found in sorted(total.violations.items()):
        say(f"seed {seed}: {found[0]} (make simulate SEED={seed})")
    say(str(total))
    return 1 if total.violations else 0


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def one(seed: int) -> Sum:
    """Run one seed and tell what was sent when."""
    world = run(seed)
    for send in world.house.wire.sends:
        took = "never" if send.end is None else f"{send.end - send.start:.1f} s"
        what = f"{send.integration_id[:9]} {send.event_id[:12]} {send.status} {took}"
        say(f"{send.start:10.1f} {what}")
    return run_all([seed])


def many(seeds: int) -> Sum:
    """Run seeds on all cores."""
    total = Sum()
    chunks = [range(first, min(first + CHUNK, seeds)) for first in range(0, seeds, CHUNK)]
    with ProcessPoolExecutor() as pool:
        for each in pool.map(run_all, chunks):
            total.take(each)
    return total


if __name__ == "__main__":
    sys.exit(main())
