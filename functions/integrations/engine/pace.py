"""How fast one integration is sent to: rate, concurrency, and slowing down when asked. Pure.

The rate is kept by the generic cell rate algorithm: never more than `rate_per_minute` in any
minute, with bursts of a tenth of it. Whoever finds no room gets a moment of its own to come back,
each after the one before, so that a backlog comes back in a row and not all at once, and burns no
attempt.
Source: https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

from integrations.model import Limits

MOST_SLOW: Final = 6
"""The interval doubles with each step of slowness: 64-fold at most, up to SLOWEST_S."""
SLOWEST_S: Final = 60.0
LONGEST_STOP_S: Final = 900.0
"""What a partner's Retry-After may stop all of its deliveries for."""
LONGEST_TURN_S: Final = 900.0
"""As far as a queue timer carries; who finds no room then is given another moment."""
WAIT_S: Final = 1.0
MEMORY: Final = 0.2
"""The weight of the latest attempt in the mean duration."""


class Pace(BaseModel):
    """What was sent lately and what is under way."""

    model_config = ConfigDict(frozen=True)

    next_free_at: datetime | None = None
    """The theoretical arrival time: sent ahead of it by no more than the burst."""
    queue_until: datetime | None = None
    """The moment given to the last one that found no room."""
    stopped_until: datetime | None = None
    slow: int = 0
    mean_s: float = 0.0
    under_way: Mapping[str, datetime] = {}
    """Whose attempts are under way; one that is never heard of again counts until then."""

    def turn(self, limits: Limits, now: datetime, *, had_turn: bool) -> datetime | None:
        """Give the moment at which there is room, or None: there is room now.

        Who comes at the moment it was given goes before newcomers.
        """
        free = max(self._free_at(limits, now), self.stopped_until or now)
        if len(self._busy(now)) >= limits.concurrency:
            free = max(free, now + timedelta(seconds=max(WAIT_S, self.mean_s / limits.concurrency)))
        queue = max(self.queue_until or now, now)
        if free <= now and (had_turn or queue <= now):
            return None
        turn = max(free, queue + self._spacing(limits), now + timedelta(seconds=WAIT_S))
        return min(turn, now + timedelta(seconds=LONGEST_TURN_S))

    def queued(self, turn: datetime) -> "Pace":
        """Give the pace after somebody was given a moment to come back."""
        return self.model_copy(update={"queue_until": turn})

    def started(self, limits: Limits, owner: str, now: datetime, until: datetime) -> "Pace":
        """Give the pace after an attempt set out."""
        ahead = max(self.next_free_at or now, now) + self.step(limits)
        under_way = {**self._busy(now), owner: until}
        return self.model_copy(update={"next_free_at": ahead, "under_way": under_way})

    def ended(self, owner: str, now: datetime) -> "Pace":
        """Give the pace after an attempt came back or was given up."""
        left = {name: until for name, until in self._busy(now).items() if name != owner}
        return self.model_copy(update={"under_way": left})

    def eased(self, took_s: float) -> "Pace":
        """Give the pace after a success: one step less slow."""
        return self._timed(took_s).model_copy(update={"slow": max(0, self.slow - 1)})

    def slowed(self, now: datetime, took_s: float, *, stop_s: float | None) -> "Pace":
        """Give the pace after the partner said or showed that it is overloaded."""
        stop = self.stopped_until
        if stop_s:
            until = now + timedelta(seconds=min(stop_s, LONGEST_STOP_S))
            stop = max(stop or until, until)
        slow = min(self.slow + 1, MOST_SLOW)
        return self._timed(took_s).model_copy(update={"slow": slow, "stopped_until": stop})

    def step(self, limits: Limits) -> timedelta:
        """Give the time between two attempts: with `burst` at once, a minute holds the rate."""
        if not self.slow:
            return timedelta(seconds=60 / (limits.rate_per_minute - burst(limits) + 1))
        plain = 60 / limits.rate_per_minute
        return timedelta(seconds=min(plain * 2**self.slow, max(plain, SLOWEST_S)))

    def _free_at(self, limits: Limits, now: datetime) -> datetime:
        ahead = 0 if self.slow else burst(limits) - 1
        return (self.next_free_at or now) - self.step(limits) * ahead

    def _spacing(self, limits: Limits) -> timedelta:
        return max(self.step(limits), timedelta(seconds=self.mean_s / limits.concurrency))

    def _timed(self, took_s: float) -> "Pace":
        mean = took_s if not self.mean_s else self.mean_s + MEMORY * (took_s - self.mean_s)
        return self.model_copy(update={"mean_s": round(mean, 3)})

    def _busy(self, now: datetime) -> dict[str, datetime]:
        return {name: until for name, until in self.under_way.items() if until > now}


def burst(limits: Limits) -> int:
    """Give how many may go out at once."""
    return max(1, limits.rate_per_minute // 10)
