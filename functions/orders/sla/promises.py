"""Keeping the promise of an order with each of its changes. No AWS here: storage is a port."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from orders.model import Order
from orders.sla.deadlines import due_by, promise, read_clocks, run_on, runs_on
from orders.sla.model import Sla, SlaClocks, Works
from orders.sla.ports import RuleStore
from orders.sla.rules import SlaRules
from shared.clock import Clock
from shared.worktime.spans import WorkTime, around_the_clock, company_time

Read = Callable[[], SlaRules]
RECENT: Final = timedelta(seconds=60)
"""How old the calendar may be by which clocks are shown; promises are made by the present one."""


class Promises:
    """Gives orders their SLA, moves it when their clock stood, and reads their clocks."""

    def __init__(self, rules: RuleStore, *, zone: ZoneInfo, clock: Clock) -> None:
        """Join the company's rules, its zone and the clock."""
        self._rules = rules
        self._zone = zone
        self._clock = clock
        self._known: tuple[datetime, SlaRules] | None = None

    def keep(self, before: Order | None, after: Order) -> Order:
        """Give the changed order with the promise and the due date that it now has."""
        sla, given = after.sla, _due_given(before, after)
        if after.is_open and (before is None or _kind(before) != _kind(after)):
            sla = self._promised(after, due_given=given)
        elif sla is not None:
            sla = sla.model_copy(update={"due_given": given})
        if sla is not None and before is not None and runs_on(before, after):
            sla = run_on(sla, before, after, self._time(sla.works, self._present))
        due = _due(after, sla, given=given)
        if sla == after.sla and due == after.due_at:
            return after
        return after.model_copy(update={"sla": sla, "due_at": due})

    def clocks(self, order: Order, *, at: datetime | None = None) -> SlaClocks | None:
        """Read an order's clocks as they stand, by default now; None when nothing was promised."""
        if order.sla is None:
            return None
        time = self._time(order.sla.works, self._recent)
        return read_clocks(order, order.sla, at or self._clock(), time)

    def _promised(self, order: Order, *, due_given: bool) -> Sla | None:
        rules = self._present()
        policy = rules.policy_for(order.type, order.priority)
        if policy is None:
            return None
        return promise(order, policy, self._time(policy.works, lambda: rules), due_given=due_given)

    def _time(self, works: Works, rules: Read) -> WorkTime:
        return around_the_clock() if works == "24x7" else company_time(rules().calendar, self._zone)

    def _present(self) -> SlaRules:
        rules = self._rules.get() or SlaRules()
        self._known = (self._clock(), rules)
        return rules

    def _recent(self) -> SlaRules:
        if self._known and self._clock() - self._known[0] < RECENT:
            return self._known[1]
        return self._present()


def _kind(order: Order) -> tuple[str, str]:
    return order.type, order.priority


def _due_given(before: Order | None, after: Order) -> bool:
    """Tell whether the due date is the caller's: as sent with this change, or as it was."""
    if before is not None and before.due_at == after.due_at and before.sla is not None:
        return before.sla.due_given
    return after.due_at is not None


def _due(after: Order, sla: Sla | None, *, given: bool) -> datetime | None:
    if given:
        return after.due_at
    # What followed a promise goes with it.
    return due_by(after, sla) if sla is not None else None
