"""How many seeds the tests run, and how a failing one is told."""

import sys

from tests.simulation.run import run_all

CHUNK = 75
SLOWED = 5
"""Measuring coverage makes everything slower; each fifth seed shows the same lines."""


def find_no_violation(first: int) -> None:
    """Run a chunk of seeds; a violation fails with the way to see it again."""
    step = SLOWED if sys.gettrace() is not None else 1
    total = run_all(range(first, first + CHUNK, step))
    told = [f"make simulate SEED={seed}: {found[0]}" for seed, found in total.violations.items()]
    assert told == [], str(total)
    assert total.faults.total() > total.seeds
