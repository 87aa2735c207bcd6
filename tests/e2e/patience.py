"""Waiting for what happens elsewhere: a condition is asked until it holds or time is up."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
STEP_S = 0.1


def until(look: Callable[[], Found | None], *, within_s: float, what: str) -> Found:
    """Give the first true value that `look` gives; fails by name when none comes in time."""
    ends = time.monotonic() + within_s
    while time.monotonic() < ends:
        found = look()
        if found:
            return found
        time.sleep(STEP_S)
    msg = f"{what}: not within {within_s:g} s"
    raise AssertionError(msg)
