"""Runs the simulation from the shell: many seeds on all cores, or one seed again, told at length.

`make simulate SEEDS=10000`, or `make simulate SEED=17` of delivery, or `FIGURES=17` of figures.
"""

import argparse
import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

from tests.simulation.figures.run import run_all as run_figures
from tests.simulation.run import Sum, run, run_all

CHUNK = 50
DEARER = 20
"""A seed of the figures costs as much as so many of delivery."""


def main() -> int:
    """Run what is asked for; gives 1 when anything was violated."""
    asked = argparse.ArgumentParser(prog="tests.simulation")
    asked.add_argument("--seeds", type=int, default=1000, help="how many seeds, from 0")
    asked.add_argument("--seed", type=int, help="this one only")
    asked.add_argument("--figures", type=int, help="this one of the figures only")
    given = asked.parse_args()
    os.environ |= {
        "POWERTOOLS_SERVICE_NAME": "naryad",
        "POWERTOOLS_METRICS_NAMESPACE": "Naryad/simulation",
        "POWERTOOLS_TRACE_DISABLED": "true",
    }
    if given.seed is not None:
        return told("SEED", one(given.seed))
    if given.figures is not None:
        return told("FIGURES", run_figures([given.figures]))
    delivery = told("SEED", many(given.seeds, run_all))
    return delivery | told("FIGURES", many(given.seeds // DEARER, run_figures))


def told(name: str, total: Sum) -> int:
    """Say what came of it; gives 1 when anything was violated."""
    for seed, found in sorted(total.violations.items()):
        say(f"seed {seed}: {found[0]} (make simulate {name}={seed})")
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


def many(seeds: int, run_chunk: Callable[[range], Sum]) -> Sum:
    """Run seeds on all cores."""
    total = Sum()
    chunks = [range(first, min(first + CHUNK, seeds)) for first in range(0, seeds, CHUNK)]
    with ProcessPoolExecutor() as pool:
        for each in pool.map(run_chunk, chunks):
            total.take(each)
    return total


if __name__ == "__main__":
    sys.exit(main())
