"""Load a fresh stack on this machine and see that nothing is lost: make load ORDERS=150."""
# ruff: noqa: T201 - a program for a terminal

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

from local.stack import Stack
from tests.load.run import Outcome, play


def main() -> int:
    """Run once and print the figures; what is lost is named and ends with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=150)
    parser.add_argument("--callers", type=int, default=8)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Stack(Path(folder)) as stack:
        outcome = play(stack, orders=chosen.orders, threads=chosen.callers)
    _print(outcome)
    return 1 if outcome.lost else 0


def _print(outcome: Outcome) -> None:
    times = outcome.took.times
    calls = sum(map(len, times.values()))
    print(f"{calls} requests in {outcome.loaded_s:.1f} s, told of by {outcome.quiet_s:.1f} s later")
    read = median(times["read"])
    for kind, took in sorted(times.items()):
        p95 = quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
        print(f"{kind:10} {len(took):5} x{median(took) / read:5.2f} of a read, p95/p50 "
              f"{p95 / median(took):4.1f}")  # fmt: skip
    told = {name: sum(count.values()) for name, count in outcome.seen.received.items()}
    print(f"{len(outcome.promised.events)} events; requests that came: {told}")
    print(f"lost: {len(outcome.lost)}")
    for each in outcome.lost:
        print(f"  {each}")


if __name__ == "__main__":
    sys.exit(main())
