"""The circuit breaker of one integration: when it opens, how long, and who may probe. Pure.

It opens after at least ten attempts of which 70 % failed within five minutes, or after five
timeouts in a row. It stays open for 30 s, doubling with each probe that fails, to 15 minutes at
most. Then exactly one attempt goes out as a probe: its success closes the breaker, its failure
opens it again. While it is open nothing is sent and no attempt is burnt.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

WINDOW: Final = timedelta(minutes=5)
BUCKET_S: Final = 30
LEAST_ATTEMPTS: Final = 10
FAILED_PERCENT: Final = 70
TIMEOUTS_IN_ROW: Final = 5
FIRST_PAUSE_S: Final = 30
LONGEST_PAUSE_S: Final = 900


class BreakerState(StrEnum):
    """Whether attempts go out: all, none, or one probe."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Bucket(BaseModel):
    """What happened in half a minute."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    attempts: int
    failed: int


class Breaker(BaseModel):
    """The breaker as it stands."""

    model_config = ConfigDict(frozen=True)

    state: BreakerState = BreakerState.CLOSED
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    next_probe_at: datetime | None = None
    probe: str | None = None
    """Who probes, until when: nobody else may, unless that time passes without a word."""
    probe_until: datetime | None = None
    trips: int = 0
    """How often it opened since it was last closed: each doubles the pause."""
    timeouts_in_row: int = 0
    buckets: tuple[Bucket, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Tell whether attempts go out freely."""
        return self.state is BreakerState.CLOSED

    def may_probe(self, now: datetime) -> bool:
        """Tell whether the next attempt may be the probe."""
        if self.state is BreakerState.OPEN:
            return self.next_probe_at is not None and self.next_probe_at <= now
        return self.state is BreakerState.HALF_OPEN and (
            self.probe_until is None or self.probe_until <= now
        )

    def probing(self, owner: str, until: datetime) -> "Breaker":
        """Give the breaker with its one probe handed out."""
        return self.model_copy(
            update={"state": BreakerState.HALF_OPEN, "probe": owner, "probe_until": until}
        )

    def unprobed(self, owner: str, now: datetime) -> "Breaker":
        """Give the breaker after a probe that never went out: another may follow at once."""
        if self.state is not BreakerState.HALF_OPEN or self.probe != owner:
            return self
        return self._opened(now, now, trips=self.trips)

    def succeeded(self, now: datetime) -> "Breaker":
        """Give the breaker after an attempt that was delivered.

        Whatever gets through proves that the partner is there again, so it need not be the probe.
        """
        if not self.is_closed:
            return Breaker(closed_at=now)
        counted = self._counted(now, failed=False)
        return counted.model_copy(update={"timeouts_in_row": 0})

    def failed(self, owner: str, now: datetime, *, timed_out: bool) -> "Breaker":
        """Give the breaker after an attempt that was not delivered."""
        counted = self._counted(now, failed=True)
        row = self.timeouts_in_row + 1 if timed_out else 0
        counted = counted.model_copy(update={"timeouts_in_row": row})
        if self.state is BreakerState.HALF_OPEN and self.probe == owner:
            return counted._tripped(now)  # noqa: SLF001 - its own kind
        if self.is_closed and counted._trips_now():  # noqa: SLF001
            return counted._tripped(now)  # noqa: SLF001
        return counted

    def _counted(self, now: datetime, *, failed: bool) -> "Breaker":
        start = now.replace(second=now.second // BUCKET_S * BUCKET_S, microsecond=0)
        kept = [each for each in self.buckets if now - WINDOW < each.at]
        last = Bucket(at=start, attempts=0, failed=0)
        if kept and kept[-1].at >= start:
            last = kept.pop()
        last = Bucket(at=last.at, attempts=last.attempts + 1, failed=last.failed + failed)
        return self.model_copy(update={"buckets": (*kept, last)})

    def _trips_now(self) -> bool:
        attempts = sum(each.attempts for each in self.buckets)
        failed = sum(each.failed for each in self.buckets)
        many = attempts >= LEAST_ATTEMPTS and failed * 100 >= attempts * FAILED_PERCENT
        return many or self.timeouts_in_row >= TIMEOUTS_IN_ROW

    def _tripped(self, now: datetime) -> "Breaker":
        pause = timedelta(seconds=pause_s(self.trips))
        return self._opened(now, now + pause, trips=self.trips + 1)

    def _opened(self, now: datetime, probe_at: datetime, *, trips: int) -> "Breaker":
        return Breaker(state=BreakerState.OPEN, opened_at=now, next_probe_at=probe_at, trips=trips)


def pause_s(trips: int) -> int:
    """Give for how long the breaker stays open after it opened `trips` times before."""
    return min(FIRST_PAUSE_S << min(trips, 10), LONGEST_PAUSE_S)
