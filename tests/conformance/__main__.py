"""Ask as long as one likes: python -m tests.conformance --examples 200 --seed 7."""

# ruff: noqa: T201 - a program for a terminal

import argparse
import os
import sys
import time
from collections import Counter

import pytest

from tests.conformance.aim import Aimer
from tests.conformance.engine import Asking, run
from tests.conformance.gateway import Gateway
from tests.conformance.room import here
from tests.conformance.world import KEY, OWNER, identities, settle
from tests.shared.quick_moto import quicken


def main() -> int:
    """Ask as the owner, with a key and with nothing; print what is not as described."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=100)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}, {chosen.examples} examples of each operation")
    with pytest.MonkeyPatch.context() as patch, here():
        quicken(patch)
        gateway = Gateway(identities())
        world = settle(gateway)
        faults = 0
        for token in (OWNER, KEY, ""):
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            asking = Asking(headers, chosen.examples, chosen.seed, aim=Aimer(world))
            begun, before = time.process_time(), gateway.served
            found = run(asking, app=gateway)
            spent = time.process_time() - begun
            print(f"{token or 'a stranger'}: {gateway.served - before} requests, {spent:.0f} s CPU")
            print(f"  {dict(Counter(status for _, status in found.statuses.elements()))}")
            for each in [*found.faults, *found.errors]:
                print(each)
            faults += len(found.faults) + len(found.errors)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
