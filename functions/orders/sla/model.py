"""What an order was promised, and how its clocks stand. Frozen."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from orders.refs import Frozen

Works = Literal["calendar", "24x7"]


class ClockState(StrEnum):
    """How a promise stands; derived at each reading, never stored."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"
    STOPPED = "stopped"
    """The order was cancelled in time: nothing is to be met any more."""


class Sla(Frozen):
    """The promise of one order, as the policy stood when it was given."""

    policy: str
    works: Works
    response_minutes: int
    resolution_minutes: int
    response_due: datetime
    resolution_due: datetime
    due_given: bool = False
    """Whether the caller gave due_at; otherwise it follows resolution_due."""


class SlaClock(Frozen):
    """One promise: until when, and how it stands; minutes are working minutes, never negative."""

    due_at: datetime
    state: ClockState
    met_at: datetime | None = None
    remaining_minutes: int | None = None
    exceeded_minutes: int | None = None


class SlaClocks(Frozen):
    """Both promises of an order; `state` is that of the resolution."""

    policy: str
    works: Works
    state: ClockState
    response: SlaClock
    resolution: SlaClock
