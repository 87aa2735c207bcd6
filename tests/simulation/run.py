"""Runs seeds and sums up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.simulation.verdict import judge
from tests.simulation.world import World, same_every_time


@dataclass
class Sum:
    """What a number of runs came to."""

    seeds: int = 0
    done: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    violations: dict[int, list[str]] = field(default_factory=dict)

    def take(self, other: "Sum") -> None:
        """Add another sum."""
        self.seeds += other.seeds
        self.done += other.done
        self.faults += other.faults
        self.violations |= other.violations

    def __str__(self) -> str:
        kinds, done = (
            ", ".join(f"{count} {kind}" for kind, count in sorted(each.items()))
            for each in (self.faults, self.done)
        )
        return (
            f"{self.seeds} seeds, {self.faults.total()} faults ({kinds}),"
            f" {sum(map(len, self.violations.values()))} violations;"
            f" {done}"
        )


def run(seed: int) -> World:
    """Run one seed to its end and judge it."""
    with same_every_time(seed):
        world = World(seed)
        if not world.run():
            judge(world)
    return world


def run_all(seeds: Iterable[int], *, first_only: bool = False) -> Sum:
    """Run seeds; with `first_only` no further than the first violation."""
    total = Sum()
    for seed in seeds:
        world = run(seed)
        total.seeds += 1
        total.done += Counter(changes=len(world.commits), sends=len(world.house.wire.sends))
        total.faults += world.chaos.counts
        if world.watch.violations:
            total.violations[seed] = world.watch.violations
            if first_only:
                break
    return total
