"""Counting the hours that are over: from the attempts themselves, so a repeat gives the same."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from integrations.log.ports import Hours
from integrations.log.statistics import HOUR, SETTLED, counted, hour_of
from integrations.ports import Integrations
from shared.clock import Clock

KEPT: Final = timedelta(days=3)
"""For how long the attempts of an hour can be counted."""


class Counting:
    """Counts each hour once it is over."""

    def __init__(self, integrations: Integrations, hours: Hours, *, clock: Clock) -> None:
        """Join the stores and the clock."""
        self._integrations = integrations
        self._hours = hours
        self._clock = clock

    def run(self, has_time: Callable[[], bool]) -> int:
        """Count the hours that are over and not counted; give how many."""
        now = self._clock()
        end = hour_of(now - SETTLED)
        oldest = hour_of(now - KEPT) + HOUR
        at = max(self._hours.counted_until() or oldest, oldest)
        done = 0
        while at < end and has_time():
            for each in [*(e.id for e in self._integrations.all()), *self._integrations.gone()]:
                figures = counted(self._hours.points(each, at))
                if figures.attempts:
                    self._hours.save(each, at, figures)
            at += HOUR
            self._hours.settle(at)
            done += 1
        return done
