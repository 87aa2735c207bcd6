"""Who is free: the work of a technician by day, beside the hours of their calendar."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from orders.model import Order, Status
from orders.people.model import Technician
from orders.people.ports import Technicians
from orders.ports import OrderLists, Orders, Place
from orders.queries import OrderQuery
from shared.clock import moment
from shared.errors import InvalidError, NotFoundError
from shared.hours import Span, days_of, minutes_of, whole_day

MAX_DAYS: Final = 62
MADE_BEFORE: Final = timedelta(days=90)
LONGEST: Final = timedelta(days=7)
PAGE: Final = 200
MOST_ROWS: Final = 2000
NOT_WORK: Final = frozenset({Status.NEW, Status.CANCELLED})


@dataclass(frozen=True)
class DayLoad:
    """One local day: the orders on it, their minutes, and the minutes of the calendar."""

    date: date
    orders: int
    scheduled_minutes: int
    available_minutes: int | None
    """None where no calendar is known."""

    @property
    def free_minutes(self) -> int | None:
        """What is left of the day; nothing when more is planned than there is."""
        if self.available_minutes is None:
            return None
        return max(0, self.available_minutes - self.scheduled_minutes)


@dataclass(frozen=True)
class Workload:
    """A technician's days; not complete when there were more orders than are looked at."""

    zone: ZoneInfo
    days: tuple[DayLoad, ...]
    is_complete: bool


class WorkloadService:
    """Puts a technician's orders and calendar side by side."""

    def __init__(
        self, technicians: Technicians, orders: Orders, lists: OrderLists, *, zone: ZoneInfo
    ) -> None:
        """Join the stores and the company's zone."""
        self._technicians = technicians
        self._orders = orders
        self._lists = lists
        self._zone = zone

    def workload(self, technician_id: str, first: date, last: date) -> Workload:
        """Give a technician's days from the first to the last, at most MAX_DAYS of them.

        Orders that were made more than MADE_BEFORE the first day, or begin more than LONGEST before
        it, are not seen. Reads 0.5 units for each order made since then and 1 for each in the days.
        """
        if not 0 <= (last - first).days < MAX_DAYS:
            raise InvalidError.of("to", str(last), f"must be 0 to {MAX_DAYS - 1} days after from")
        technician = self._technicians.technician(technician_id)
        if technician is None:
            raise NotFoundError(f"there is no technician {technician_id}")
        zone = ZoneInfo(technician.timezone) if technician.timezone else self._zone
        period = Span(whole_day(first, zone).start, whole_day(last, zone).end)
        rows, is_complete = self._rows(technician_id, period)
        spans = [span for row in rows if (span := self._span(row, period))]
        days = (load_of(day, technician, spans, zone) for day in days_of(first, last))
        return Workload(zone, tuple(days), is_complete)

    def _rows(self, technician_id: str, period: Span) -> tuple[list[dict[str, Any]], bool]:
        query = OrderQuery(
            technician_id=technician_id,
            statuses=frozenset(each.value for each in Status if each not in NOT_WORK),
            created_from=period.start - MADE_BEFORE,
        )
        rows: list[dict[str, Any]] = []
        place: Place = None
        while len(rows) < MOST_ROWS:
            page = self._lists.page(query, limit=PAGE, after=place)
            rows += page.rows
            place = page.after
            if place is None:
                return rows, True
        return rows, False

    def _span(self, row: dict[str, Any], period: Span) -> Span | None:
        if row.get("scheduled_start") is None:
            return None
        start = moment(row["scheduled_start"])
        if not period.start - LONGEST <= start < period.end:
            return None
        order = self._orders.get(row["id"])
        return _planned(order) if order else None


def load_of(day: date, technician: Technician, spans: Iterable[Span], zone: ZoneInfo) -> DayLoad:
    """Give one day: an order over midnight counts on both days, its minutes where they are."""
    whole = whole_day(day, zone)
    on_it = list(_on(whole, spans))
    return DayLoad(
        date=day,
        orders=len(on_it),
        scheduled_minutes=sum(span.minutes_within(whole) for span in on_it),
        available_minutes=_available(day, technician, zone),
    )


def _on(whole: Span, spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        if whole.start <= span.start < whole.end or span.minutes_within(whole):
            yield span


def _planned(order: Order) -> Span | None:
    start = order.scheduled_start
    return Span(start, order.scheduled_end or start) if start else None


def _available(day: date, technician: Technician, zone: ZoneInfo) -> int | None:
    hired, dismissed = technician.hired_at, technician.dismissed_at
    if (hired and day < hired) or (dismissed and day > dismissed) or not technician.active:
        return 0
    return minutes_of(technician.calendar, day, zone) if technician.calendar else None
