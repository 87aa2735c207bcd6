"""Fair comparison on a shared machine: CPU time, interleaved shuffled rounds, median and spread.

A ratio is taken within each round and its median shown, so that a slow minute of the machine
slows both sides alike.
"""

import gc
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median, quantiles

Timings = dict[str, list[float]]


@dataclass(frozen=True)
class Spread:
    """The median of some rounds and the quarter points around it."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: list[float]) -> "Spread":
        """Sum up the rounds."""
        if len(values) == 1:
            return cls(values[0], values[0], values[0])
        quarters = quantiles(values, n=4, method="inclusive")
        return cls(median(values), quarters[0], quarters[2])


def ratio(timings: Timings, ours: str, theirs: str) -> Spread:
    """Give the spread of the ratio of two things measured in the same rounds."""
    return Spread.of([a / b for a, b in zip(timings[ours], timings[theirs], strict=True)])


def shuffled(things: Mapping[str, Callable[[], float]], rounds: int) -> Timings:
    """Measure each thing once in every round, in another order each time."""
    timings: Timings = {name: [] for name in things}
    for _ in range(rounds):
        order = list(things)
        random.shuffle(order)
        for name in order:
            timings[name].append(things[name]())
    return timings


def compare(things: Mapping[str, Callable[[], object]], *, rounds: int, calls: int) -> Timings:
    """Give CPU seconds per call of each thing, round by round; one call before is not counted."""
    for call in things.values():
        call()
    timers = {name: _timer(call, calls) for name, call in things.items()}
    return shuffled(timers, rounds)


def _timer(call: Callable[[], object], calls: int) -> Callable[[], float]:
    def timed() -> float:
        gc.collect()
        gc.freeze()  # what the bench itself has loaded is nobody's cost
        begun = time.process_time()
        for _ in range(calls):
            call()
        spent = time.process_time() - begun
        gc.unfreeze()
        return max(spent, 1e-9) / calls

    return timed
