"""Runs seeds of the figures and sums up."""

from collections import Counter
from collections.abc import Iterable

from tests.simulation.figures.world import World, joined
from tests.simulation.run import Sum


def run(seed: int) -> World:
    """Run one seed to its end."""
    world = World(seed)
    with joined(world):
        world.run()
    return world


def run_all(seeds: Iterable[int], *, first_only: bool = False) -> Sum:
    """Run seeds; with `first_only` no further than the first violation."""
    total = Sum()
    for seed in seeds:
        world = run(seed)
        total.seeds += 1
        total.done += Counter(changes=len(world.told), jobs=world.runs, states=world.watch.commits)
        total.faults += world.chaos.counts
        if world.watch.violations:
            total.violations[seed] = world.watch.violations
            if first_only:
                break
    return total
