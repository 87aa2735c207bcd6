"""A replay: what is sent again, to whom, how fast, and how far it has come. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from integrations.log.query import ORDER_ID
from integrations.model import Delivery, DeliveryState
from shared.clock import moment
from shared.errors import ConflictError, FieldError, InvalidError
from shared.events import Envelope

LONGEST: Final = timedelta(days=30)
MOST_RUNNING: Final = 10
STEP: Final = timedelta(minutes=1)
"""How much is caught up with at once after a break: the rate is never exceeded in a minute."""


class ReplayState(StrEnum):
    """Where a replay stands."""

    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


OVER: Final = frozenset({ReplayState.DONE, ReplayState.CANCELLED})
_MAY: Final = {
    ReplayState.PAUSED: frozenset({ReplayState.RUNNING}),
    ReplayState.RUNNING: frozenset({ReplayState.PAUSED}),
    ReplayState.CANCELLED: frozenset({ReplayState.RUNNING, ReplayState.PAUSED}),
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Choice(_Frozen):
    """What is sent again: deliveries of integrations or in states, else all events of a window."""

    integration_ids: tuple[str, ...] = ()
    states: tuple[DeliveryState, ...] = ()
    event_types: tuple[str, ...] = ()
    order: str | None = None
    first: datetime
    until: datetime

    @property
    def of_deliveries(self) -> bool:
        """Tell whether deliveries are looked at, not all events that were told."""
        return bool(self.integration_ids or self.states)

    def takes(self, delivery: Delivery) -> bool:
        """Tell whether a delivery is sent again; one that repeats another never is."""
        return (
            delivery.resend_of is None
            and (not self.states or delivery.state in self.states)
            and self._fits(delivery.event_type, delivery.order_id, delivery.order_number)
        )

    def takes_event(self, event: Envelope) -> bool:
        """Tell whether an event is sent again."""
        order = event.data.get("order", {})
        return self._fits(event.type, order.get("id"), order.get("number"))

    def _fits(self, type_: str, order_id: str | None, number: str | None) -> bool:
        if self.event_types and type_ not in self.event_types:
            return False
        if self.order is None:
            return True
        return self.order == (order_id if self.order.startswith(ORDER_ID) else number)


class Replay(_Frozen):
    """One replay."""

    id: str
    choice: Choice
    target_ids: tuple[str, ...] = ()
    """Empty: each delivery goes to its own integration."""
    only_missing: bool = False
    """Whether what has a delivery to its target is left alone."""
    rate_per_minute: int
    state: ReplayState = ReplayState.RUNNING
    position: str | None = None
    looked_at: int = 0
    sent: int = 0
    skipped: int = 0
    stepped_at: datetime | None = None
    created_at: datetime
    created_by: str
    updated_at: datetime
    finished_at: datetime | None = None
    version: int = 1

    @property
    def reached_at(self) -> datetime | None:
        """Give how far in the window it has come."""
        if self.state is ReplayState.DONE:
            return self.choice.until
        return moment(self.position.partition("#")[0]) if self.position else None

    @property
    def share(self) -> float:
        """Give which share of the window lies behind it, 0 to 1."""
        reached = self.reached_at
        if reached is None:
            return 0.0
        whole = (self.choice.until - self.choice.first).total_seconds()
        done = (reached - self.choice.first).total_seconds()
        return round(min(max(done / whole, 0.0), 1.0), 4)

    @property
    def suffix(self) -> str:
        """Give what its deliveries' ids end in: the same at each repeat of a step."""
        return "p" + self.id.removeprefix("rpl_")[:16]

    def allowance(self, now: datetime) -> int:
        """Give how many deliveries may be made now."""
        waited = STEP if self.stepped_at is None else min(now - self.stepped_at, STEP)
        return round(self.rate_per_minute * (waited / STEP))

    def moved(self, state: ReplayState, now: datetime) -> "Replay":
        """Pause, resume or cancel, or ConflictError; what is so already stays as it is."""
        if state is self.state:
            return self
        if self.state not in _MAY[state]:
            raise ConflictError(f"the replay is {self.state}; it cannot become {state}")
        ended = now if state in OVER else None
        return self._next(now, state=state, finished_at=ended)

    def stepped(
        self, position: str | None, counts: "Counts", now: datetime, *, is_over: bool
    ) -> "Replay":
        """Give how far it is after a page; what was paused or cancelled meanwhile stays so."""
        ends = is_over and self.state is ReplayState.RUNNING
        return self._next(
            now,
            position=position or self.position,
            looked_at=self.looked_at + counts.looked_at,
            sent=self.sent + counts.sent,
            skipped=self.skipped + counts.skipped,
            stepped_at=now,
            state=ReplayState.DONE if ends else self.state,
            finished_at=now if ends else self.finished_at,
        )

    def _next(self, now: datetime, **changes: object) -> "Replay":
        return self.model_copy(update={**changes, "updated_at": now, "version": self.version + 1})


class Counts(_Frozen):
    """What one page came to."""

    looked_at: int = 0
    sent: int = 0
    skipped: int = 0


def check(choice: Choice, target_ids: Sequence[str], now: datetime, *, only_missing: bool) -> None:
    """Refuse a replay that breaks a rule; InvalidError names each."""
    wrong: list[FieldError] = []
    if not choice.first < choice.until:
        wrong.append(FieldError("filter.from", choice.first.isoformat(), "must be before `to`"))
    if choice.until > now:
        wrong.append(FieldError("filter.to", choice.until.isoformat(), "must not lie ahead"))
    if choice.until - choice.first > LONGEST:
        rule = f"at most {LONGEST.days} days before `to`"
        wrong.append(FieldError("filter.from", choice.first.isoformat(), rule))
    if not choice.of_deliveries and not target_ids:
        rule = "must be named, or else `filter.integration_ids` or `filter.states`"
        wrong.append(FieldError("target_ids", [], rule))
    if only_missing and not target_ids:
        rule = "needs `target_ids`: an integration has no delivery missing of its own"
        wrong.append(FieldError("only_missing", only_missing, rule))
    if wrong:
        raise InvalidError("the replay breaks a rule", errors=wrong)
