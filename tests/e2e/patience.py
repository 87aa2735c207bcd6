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


def in_force(look: Callable[[], object], *, within_s: float, what: str) -> None:
    """Look until it is so: an answer asked for after the bound must be it, however late it comes.

    A busy machine makes answers late; it makes none of them wrong.
    """
    begun = time.monotonic()
    while not is_so(look, begun, within_s, what):
        time.sleep(STEP_S)


def is_so(look: Callable[[], object], begun: float, within_s: float, what: str) -> bool:
    """Look once; fails where what is looked for should have been there before the look began."""
    is_late = time.monotonic() - begun > within_s
    found = bool(look())
    assert found or not is_late, f"{what}: not {within_s:g} s after"
    return found
