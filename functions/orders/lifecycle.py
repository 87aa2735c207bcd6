"""Deciding a move: whether the state allows it, what it needs, and what it stamps. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from orders.model import Entry, Order, Status
from orders.refs import Actor, TechnicianRef
from shared.errors import ConflictError, InvalidError

REOPEN_DAYS: Final = 14
CLOCK_SKEW: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class Move:
    """What somebody wants: the state, and what the state's guard asks for."""

    to: Status
    actor: Actor
    recorded_at: datetime
    occurred_at: datetime | None = None
    reason: str | None = None
    hold_reason: str | None = None
    outcome: str | None = None
    cancelled_by: str | None = None
    rework_cause: str | None = None
    technician: TechnicianRef | None = None
    zone: str | None = None
    """Where the technician works, for an order of which nobody has said where it is."""
    scheduled_start: datetime | None = None
    scheduled_end: datetime | None = None
    reopen_days: int = REOPEN_DAYS
    """The house's rule: how long after its completion an order may be reopened."""

    @property
    def at(self) -> datetime:
        """When it happened, which may be before it was told."""
        return self.occurred_at or self.recorded_at


Fields = dict[str, Any]


def move(order: Order, wish: Move) -> Order:
    """Carry out a move: ConflictError for an illegal one, InvalidError for a guard not met."""
    if wish.to not in order.allowed_moves:
        raise ConflictError(
            f"an order that is {order.status} can't become {wish.to}",
            extra={"current_status": order.status, "allowed": list(order.allowed_moves)},
        )
    wish = _timed(order, wish)
    fields = _rule(order.status, wish.to)(order, wish)
    if order.status is Status.ON_HOLD:
        fields |= _hold_ended(order, wish)
    entry = Entry(
        action="move",
        from_status=order.status,
        to_status=wish.to,
        at=wish.at,
        recorded_at=wish.recorded_at,
        actor=wish.actor,
        reason=wish.reason or wish.hold_reason,
        fields=("rework_cause",) if "rework_cause" in fields else (),
        version=order.version + 1,
    )
    return order.changed(entry, status=wish.to, **fields)


def check_new(fields: Mapping[str, Any]) -> None:
    """Refuse a new order of which one field contradicts another; InvalidError."""
    check_schedule(fields.get("scheduled_start"), fields.get("scheduled_end"))
    check_cause(fields.get("rework_of"), fields.get("rework_cause"))


def check_edit(order: Order, new: Mapping[str, Any]) -> None:
    """Refuse an edit that takes away what the order's state has asked for; InvalidError."""
    after = order.model_copy(update=dict(new))
    check_schedule(after.scheduled_start, after.scheduled_end)
    check_cause(after.rework_of, after.rework_cause)
    if order.status is Status.NEW:
        return
    needed = {"technician": "technician_id"}
    if order.status is Status.SCHEDULED:
        needed |= {"scheduled_start": "scheduled_start", "scheduled_end": "scheduled_end"}
    for name, field in needed.items():
        if name in new and new[name] is None:
            raise InvalidError.of(field, None, f"is needed while the order is {order.status}")


def _timed(order: Order, wish: Move) -> Move:
    """Say when it happened: as told, else now; a clock that lags never turns history back."""
    if wish.occurred_at is None:
        return replace(wish, occurred_at=max(wish.recorded_at, order.last_at))
    _check_time(order, wish, wish.occurred_at)
    return wish


def _check_time(order: Order, wish: Move, occurred_at: datetime) -> None:
    if occurred_at < order.last_at:
        rule = f"must not precede the event before it, at {order.last_at.isoformat()}"
        raise InvalidError.of("occurred_at", occurred_at.isoformat(), rule)
    check_not_ahead("occurred_at", occurred_at, wish.recorded_at)


def check_not_ahead(field: str, at: datetime, now: datetime) -> None:
    """Refuse what is said to have happened and lies ahead of every clock; InvalidError."""
    if at > now + CLOCK_SKEW:
        raise InvalidError.of(field, at.isoformat(), "is in the future")


def check_schedule(start: datetime | None, end: datetime | None) -> None:
    """Refuse a visit that ends before it begins; InvalidError."""
    if start and end and end <= start:
        raise InvalidError.of("scheduled_end", end.isoformat(), "must be after scheduled_start")


def check_cause(rework_of: str | None, cause: str | None) -> None:
    """Refuse the cause of a rework where none is done; InvalidError."""
    if cause is not None and rework_of is None:
        raise InvalidError.of("rework_cause", cause, "is only for an order that has rework_of")


def _need(wish: Move, field: str, rule: str) -> Any:  # noqa: ANN401 - a field of any type
    value = getattr(wish, field)
    if not value:
        raise InvalidError.of(field, value, rule)
    return value


def _technician(order: Order, wish: Move) -> Fields:
    technician = wish.technician or order.technician
    if technician is None:
        raise InvalidError.of("technician_id", None, f"is needed to become {wish.to}")
    return {
        "technician": technician,
        "assigned_at": order.assigned_at or wish.at,
        "zone": order.zone or wish.zone,
    }


def _schedule(order: Order, wish: Move) -> Fields:
    start = wish.scheduled_start or order.scheduled_start
    end = wish.scheduled_end or order.scheduled_end
    if start is None:
        raise InvalidError.of("scheduled_start", None, "is needed to be scheduled")
    if end is None:
        raise InvalidError.of("scheduled_end", None, "is needed to be scheduled")
    check_schedule(start, end)
    return {
        "scheduled_start": start,
        "scheduled_end": end,
        "first_scheduled_at": order.first_scheduled_at or wish.at,
        **_technician(order, wish),
    }


def _unassign(_: Order, wish: Move) -> Fields:
    _need(wish, "reason", "is needed to take an order off the schedule")
    return {"technician": None, "scheduled_start": None, "scheduled_end": None}


def _depart(order: Order, wish: Move) -> Fields:
    return {"en_route_at": wish.at, **_technician(order, wish)}


def _start(order: Order, wish: Move) -> Fields:
    return {"started_at": order.started_at or wish.at, **_technician(order, wish)}


def _hold(_: Order, wish: Move) -> Fields:
    reason = _need(wish, "hold_reason", "must be one of parts, customer, approval, other")
    return {"hold_reason": reason, "hold_since": wish.at}


def _hold_ended(order: Order, wish: Move) -> Fields:
    held = wish.at - (order.hold_since or wish.at)
    seconds = order.hold_seconds + max(0, int(held.total_seconds()))
    return {"hold_reason": None, "hold_since": None, "hold_seconds": seconds}


def _complete(order: Order, wish: Move) -> Fields:
    outcome = _need(wish, "outcome", "must be one of resolved, partly, not_resolved")
    check_cause(order.rework_of, wish.rework_cause)
    # Whoever does not name the cause leaves the one that was named before.
    is_new = wish.rework_cause not in {None, order.rework_cause}
    return {
        "outcome": outcome,
        "completed_at": order.completed_at or wish.at,
        "last_completed_at": wish.at,
        **({"rework_cause": wish.rework_cause} if is_new else {}),
    }


def _reopen(order: Order, wish: Move) -> Fields:
    _need(wish, "reason", "is needed to reopen an order")
    done = order.last_completed_at or wish.at
    days = wish.reopen_days
    if wish.at - done > timedelta(days=days):
        raise ConflictError(
            f"an order can be reopened within {days} days; make a new one with rework_of",
            extra={"current_status": order.status, "allowed": [Status.CLOSED]},
        )
    return {
        "outcome": None,
        "first_reopened_at": order.first_reopened_at or order.reopened_at or wish.at,
        "reopened_at": wish.at,
        "reopen_count": order.reopen_count + 1,
    }


def _close(_: Order, wish: Move) -> Fields:
    return {"closed_at": wish.at}


def _cancel(_: Order, wish: Move) -> Fields:
    reason = _need(wish, "reason", "is needed to cancel an order")
    by = _need(wish, "cancelled_by", "must be customer or company")
    return {"cancel_reason": reason, "cancelled_by": by, "cancelled_at": wish.at}


_BY_TARGET: Final[Mapping[Status, Callable[[Order, Move], Fields]]] = {
    Status.NEW: _unassign,
    Status.SCHEDULED: _schedule,
    Status.EN_ROUTE: _depart,
    Status.IN_PROGRESS: _start,
    Status.ON_HOLD: _hold,
    Status.COMPLETED: _complete,
    Status.CLOSED: _close,
    Status.CANCELLED: _cancel,
}


def _rule(source: Status, target: Status) -> Callable[[Order, Move], Fields]:
    if (source, target) == (Status.COMPLETED, Status.IN_PROGRESS):
        return _reopen
    return _BY_TARGET[target]
