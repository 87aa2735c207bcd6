"""When a failed delivery is tried again. Pure.

The schedule is Svix's default: after the first try 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h, each
±20 % so that what failed together does not come back together. A partner's Retry-After is kept to,
between the step and twelve hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

STEPS_S: Final = (5, 300, 1800, 7200, 18000, 36000, 36000)
MAX_ATTEMPTS: Final = len(STEPS_S) + 1
JITTER: Final = 0.2
LONGEST_S: Final = 12 * 3600
TIMER_LIMIT_S: Final = 900
"""The longest delay that a queue message can carry; the due index takes longer ones."""


@dataclass(frozen=True)
class Retry:
    """When the next attempt is, and why then."""

    delay_s: int
    reason: str


def next_retry(attempt: int, *, spread: float, retry_after: float | None) -> Retry | None:
    """Decide on the next attempt after attempt number `attempt` (from 1); None after the last.

    Args:
        attempt: the number of the attempt that failed.
        spread: a random number in [0, 1) that places the delay within its jitter.
        retry_after: what the partner asked for in seconds, if it did.
    """
    if attempt >= MAX_ATTEMPTS:
        return None
    step = STEPS_S[attempt - 1] * (1 - JITTER + 2 * JITTER * spread)
    if retry_after is not None and retry_after > step:
        return Retry(int(min(retry_after, LONGEST_S)), "retry-after")
    return Retry(max(1, int(step)), f"step {attempt} of {len(STEPS_S)}")


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Read Retry-After as seconds; None for what is absent, negative or neither number nor date."""
    value = {name.lower(): v for name, v in headers.items()}.get("retry-after", "").strip()
    if value.isascii() and value.isdecimal():
        # A number with thousands of digits is absurd, not an error of ours.
        return min(float(value[:12]), LONGEST_S)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    left = (at - now) / timedelta(seconds=1)
    return left if left >= 0 else None
