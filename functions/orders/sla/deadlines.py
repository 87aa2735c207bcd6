"""Deciding what an order is promised, and how its promises stand. Pure.

The clock of an order runs from its creation. It stands while the order is on hold and while it is
completed; each time it runs on, the resolution is due later by the working time that it stood. An
order is on hold only after work began, so the response, met by then, never moves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from orders.model import Order, Status
from orders.sla.model import ClockState, Sla, SlaClock, SlaClocks
from orders.sla.rules import Policy
from shared.worktime.spans import WorkTime

STANDING: Final = frozenset({Status.ON_HOLD, Status.COMPLETED})
ENDED: Final = frozenset({Status.COMPLETED, Status.CLOSED})


def promise(order: Order, policy: Policy, time: WorkTime, *, due_given: bool) -> Sla:
    """Promise by a policy from the order's creation on, less the time its clock stood."""
    stood = sum((time.between(*stop) for stop in stops(order)), timedelta())
    due = time.add_working_time(order.created_at, policy.resolution_minutes)
    return Sla(
        policy=policy.id,
        works=policy.works,
        response_minutes=policy.response_minutes,
        resolution_minutes=policy.resolution_minutes,
        response_due=time.add_working_time(order.created_at, policy.response_minutes),
        resolution_due=time.add(due, stood),
        due_given=due_given,
    )


def run_on(sla: Sla, before: Order, after: Order, time: WorkTime) -> Sla:
    """Move the resolution by the working time that the clock has stood until now."""
    since = before.hold_since if before.status is Status.ON_HOLD else before.last_completed_at
    stood = time.between(since or after.last_at, after.last_at)
    return sla.model_copy(update={"resolution_due": time.add(sla.resolution_due, stood)})


def runs_on(before: Order, after: Order) -> bool:
    """Tell whether a clock that stood runs again, or ends, by this change."""
    if before.status is after.status or before.status not in STANDING:
        return False
    return before.status is Status.ON_HOLD or after.is_open


def stops(order: Order) -> Iterator[tuple[datetime, datetime]]:
    """Give the stretches in which the order's clock stood, without one that still lasts."""
    since: datetime | None = None
    for entry in order.history:
        if entry.action != "move":
            continue
        if entry.to_status in STANDING:
            since = entry.at
        elif since is not None:
            yield since, entry.at
            since = None


def due_by(order: Order, sla: Sla) -> datetime | None:
    """Give the due date that follows the promise: none while the clock stands and is in time."""
    if (
        order.status is Status.ON_HOLD
        and order.hold_since
        and order.hold_since <= sla.resolution_due
    ):
        return None
    return sla.resolution_due


@dataclass(frozen=True)
class _Reading:
    """What an order's clocks are read by: its state, the moment, and the way to count."""

    order: Order
    now: datetime
    time: WorkTime

    @property
    def stands_at(self) -> datetime:
        """The moment up to which the clock has run."""
        order = self.order
        return (
            order.hold_since if order.status is Status.ON_HOLD else order.cancelled_at
        ) or self.now

    def clock(self, due: datetime, met_at: datetime | None) -> SlaClock:
        at = met_at or self.stands_at
        if at > due:
            exceeded = self.time.working_minutes(due, at)
            return SlaClock(
                due_at=due, state=ClockState.BREACHED, met_at=met_at, exceeded_minutes=exceeded
            )
        if met_at:
            return SlaClock(due_at=due, state=ClockState.MET, met_at=met_at)
        if self.order.status is Status.CANCELLED:
            return SlaClock(due_at=due, state=ClockState.STOPPED)
        on_hold = self.order.status is Status.ON_HOLD
        state = ClockState.PAUSED if on_hold else ClockState.RUNNING
        return SlaClock(
            due_at=due, state=state, remaining_minutes=self.time.working_minutes(at, due)
        )


def read_clocks(order: Order, sla: Sla, now: datetime, time: WorkTime) -> SlaClocks:
    """Read both clocks of an order at a moment."""
    answers = (order.assigned_at, order.en_route_at, order.started_at)
    answered = min((each for each in answers if each), default=None)
    done = order.last_completed_at if order.status in ENDED else None
    reading = _Reading(order, now, time)
    resolution = reading.clock(sla.resolution_due, done)
    return SlaClocks(
        policy=sla.policy,
        works=sla.works,
        state=resolution.state,
        response=reading.clock(sla.response_due, answered),
        resolution=resolution,
    )
