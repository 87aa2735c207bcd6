"""What planning needs of the outside."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from analytics.shipping.plans import Schedule


class ScheduleMovedError(Exception):
    """The schedule is at another version by now."""

    def __init__(self, version: int) -> None:
        """Name the version it is at."""
        super().__init__(str(version))
        self.version = version


class Schedules(Protocol):
    """The schedules, and how far each has been planned."""

    def all(self) -> Sequence[Schedule]:
        """List them by id, those that were deleted among them."""
        ...

    def save(self, schedule: Schedule) -> None:
        """Write the next version, or ScheduleMovedError."""
        ...

    def planned(self) -> Mapping[str, date]:
        """Tell up to which day the exports of each schedule are queued."""
        ...

    def plan(self, schedule_id: str, to: date) -> None:
        """Remember up to which day a schedule's exports are queued; it never goes back."""
        ...
