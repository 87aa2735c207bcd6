"""Every KPI once more, row by row in plain Python: slow, and written from its words alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from analytics.rows import AnswerRow, AskRow, OrderRow

DAYS_30 = timedelta(days=30)
SECOND = timedelta(seconds=1)
UNDONE = {"new", "scheduled", "en_route", "in_progress", "on_hold"}
FINISHED = {"completed", "closed"}


@dataclass(frozen=True)
class Seen:
    """What one row adds on one moment; `who` is credited, "" for the technician of the row."""

    at: datetime
    total: int = 1
    n: int = 1
    pending: int = 0
    who: str | None = ""


Told = Iterator[Seen]


def created(o: OrderRow) -> Told:
    if o.created_at:
        yield Seen(o.created_at)


def completed(o: OrderRow) -> Told:
    if o.completed_at:
        yield Seen(o.completed_at)


def completions(o: OrderRow) -> Told:
    if not o.completed_at:
        return
    yield Seen(o.completed_at)
    times = o.reopen_count + (o.status in FINISHED)
    if times > 1 and o.last_completed_at:
        yield Seen(o.last_completed_at, total=times - 1, n=times - 1)


def cancelled(o: OrderRow) -> Told:
    if o.cancelled_at:
        yield Seen(o.cancelled_at)


def cancelled_by_customer(o: OrderRow) -> Told:
    if o.cancelled_by == "customer":
        yield from cancelled(o)


def cancelled_by_company(o: OrderRow) -> Told:
    if o.cancelled_by == "company":
        yield from cancelled(o)


def completion_rate(o: OrderRow) -> Told:
    if o.created_at:
        yield Seen(o.created_at, total=int(o.completed_at is not None))


def open_share(o: OrderRow) -> Told:
    if o.created_at:
        yield Seen(o.created_at, total=int(o.status in UNDONE and o.completed_at is None))


def cancellation_rate(o: OrderRow) -> Told:
    if o.completed_at:
        yield Seen(o.completed_at, total=0)
    if o.cancelled_at:
        yield Seen(o.cancelled_at, total=1)


def revenue(o: OrderRow) -> Told:
    if o.completed_at and o.currency == "RUB":
        yield Seen(o.completed_at, total=o.total)


def received(o: OrderRow) -> Told:
    if o.currency == "RUB":
        for each in o.payments:
            yield Seen(each.at, total=-each.amount if each.kind == "refund" else each.amount)


def average_ticket(o: OrderRow) -> Told:
    if o.type not in {"warranty", "rework"} and o.rework_of is None:
        yield from revenue(o)


def revenue_by_technician(o: OrderRow) -> Told:
    if o.completed_at and o.currency == "RUB":
        for line in o.items:
            who = o.technician_id if line.technician_id is None else line.technician_id
            yield Seen(o.completed_at, total=line.total, who=who)


def _took(start: datetime | None, end: datetime | None, at: datetime | None) -> Told:
    if start and end and at and end >= start:
        yield Seen(at, total=(end - start) // SECOND)


def lead_time(o: OrderRow) -> Told:
    yield from _took(o.created_at, o.completed_at, o.completed_at)


def on_job_time(o: OrderRow) -> Told:
    yield from _took(o.started_at, o.completed_at, o.completed_at)


def travel_time(o: OrderRow) -> Told:
    yield from _took(o.en_route_at, o.started_at, o.completed_at)


def visit_time(o: OrderRow) -> Told:
    for way in travel_time(o):
        for work in on_job_time(o):
            yield Seen(way.at, total=way.total + work.total)


def cycle_time(o: OrderRow) -> Told:
    if o.reopen_count and o.hold_seconds:
        return
    for work in on_job_time(o):
        yield Seen(work.at, total=max(0, work.total - o.hold_seconds))


def time_to_schedule(o: OrderRow) -> Told:
    yield from _took(o.created_at, o.first_scheduled_at, o.created_at)


def response_time(o: OrderRow) -> Told:
    answers = [at for at in (o.assigned_at, o.en_route_at, o.started_at) if at]
    yield from _took(o.created_at, min(answers, default=None), o.created_at)


def _soon(start: datetime, end: datetime | None, window: timedelta) -> bool:
    return end is not None and timedelta() <= end - start <= window


def first_time_fix(o: OrderRow) -> Told:
    is_planned = o.type in {"maintenance", "installation", "inspection"}
    if o.completed_at and o.rework_of is None and not is_planned:
        returned = _soon(o.completed_at, o.reopened_at, DAYS_30)
        reworked = _soon(o.completed_at, _first_rework(o)[0], DAYS_30)
        solved = o.outcome not in {"partly", "not_resolved"}
        yield Seen(o.completed_at, total=int(solved and not returned and not reworked))


def _first_rework(o: OrderRow) -> tuple[datetime | None, str | None]:
    """Take the number apart that rework orders tell: 13 bits of version, 2 of cause."""
    if o.first_rework is None:
        return None, None
    at, rest = divmod(o.first_rework, 2**15)
    cause = [None, "workmanship", "part_failure", "other"][rest % 4]
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at), cause


def _reworked(o: OrderRow, *causes: str) -> Told:
    if o.completed_at:
        at, cause = _first_rework(o)
        counts = not causes or cause in causes
        yield Seen(o.completed_at, total=int(counts and _soon(o.completed_at, at, DAYS_30)))


def rework_rate(o: OrderRow) -> Told:
    yield from _reworked(o)


def rework_by_workmanship(o: OrderRow) -> Told:
    yield from _reworked(o, "workmanship")


def rework_by_part_failure(o: OrderRow) -> Told:
    yield from _reworked(o, "part_failure")


def sla_compliance(o: OrderRow) -> Told:
    if o.due_at and o.status in UNDONE:
        yield Seen(o.due_at, total=0, n=0, pending=1)
    elif o.due_at and o.status in FINISHED and o.last_completed_at:
        yield Seen(o.due_at, total=int(o.last_completed_at <= o.due_at))


def without_due(o: OrderRow) -> Told:
    if o.due_at is None:
        yield from completed(o)


def on_time_arrival(o: OrderRow) -> Told:
    if not (o.scheduled_start and o.scheduled_end):
        return
    if o.started_at is None:
        if o.status in UNDONE:
            yield Seen(o.scheduled_start, total=0, n=0, pending=1)
    elif o.scheduled_start - o.started_at < timedelta(hours=12):
        yield Seen(o.scheduled_start, total=int(o.started_at <= o.scheduled_end))


def csat(a: AnswerRow) -> Told:
    yield Seen(a.submitted_at, total=int(a.rating in {4, 5}))


def average_rating(a: AnswerRow) -> Told:
    yield Seen(a.submitted_at, total=a.rating)


def nps(a: AnswerRow) -> Told:
    if a.nps is not None:
        points = 1 if a.nps in {9, 10} else 0 if a.nps in {7, 8} else -1
        yield Seen(a.submitted_at, total=points)


def ces(a: AnswerRow) -> Told:
    if a.ces is not None:
        yield Seen(a.submitted_at, total=a.ces)


def response_rate(a: AskRow) -> Told:
    if a.sent_at:
        yield Seen(a.sent_at, total=int(a.answered_at is not None))


def bad_rating_recovery(a: AnswerRow) -> Told:
    if a.rating in {1, 2}:
        closed = a.followup_closed_at
        in_time = _soon(a.submitted_at, closed, timedelta(hours=48))
        yield Seen(a.submitted_at, int(in_time), n=int(bool(closed)), pending=int(not closed))


ORACLES: dict[str, Callable[[Any], Told]] = {
    each.__name__: each
    for each in (
        created, completed, completions, cancelled, cancelled_by_customer, cancelled_by_company,
        completion_rate, open_share, cancellation_rate, revenue, received, average_ticket,
        revenue_by_technician, lead_time, on_job_time, travel_time, visit_time, cycle_time,
        time_to_schedule, response_time, first_time_fix, rework_rate, rework_by_workmanship,
        rework_by_part_failure, sla_compliance, without_due, on_time_arrival, csat, average_rating,
        nps, ces, response_rate, bad_rating_recovery,
    )
} | {"work_seconds": cycle_time, "travel_seconds": travel_time}  # fmt: skip
