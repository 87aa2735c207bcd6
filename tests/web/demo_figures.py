"""Figures of the repair company: tallies that the real rooms turn into answers."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from analytics.availability import Rules, Technician
from analytics.clients import Clients
from analytics.figures import Figures, Open, Snapshot
from analytics.kpi import Kpi
from analytics.kpis import KPIS
from analytics.model import Company, State
from analytics.period import Period
from analytics.stays import AGES
from analytics.tally import Tally, bin_of
from shared.errors import UnavailableError
from shared.hours import Calendar
from tests.web.demo import NOW, TECHNICIANS, TODAY, ZONE

COMPANY: Final = Company(ZONE, "RUB")
RHYTHM: Final = (14, 17, 13, 16, 12, 7, 5)
HOUR: Final = 3600
WEEK: Final = Calendar.model_validate(
    {"weekly": {day: [{"start": "09:00", "end": "20:00"}] for day in ("mon", "wed", "fri")}}
)
SHARES: Final[Mapping[str, int]] = {
    "completion_rate": 91, "open_share": 6, "cancellation_rate": 8, "first_time_fix": 86,
    "rework_rate": 5, "rework_by_workmanship": 3, "rework_by_part_failure": 1,
    "sla_compliance": 93, "on_time_arrival": 88, "csat": 87,
    "response_rate": 41, "bad_rating_recovery": 62,
}  # fmt: skip
HOURS: Final[Mapping[str, int]] = {
    "lead_time": 46, "cycle_time": 2, "travel_time": 1, "on_job_time": 2, "visit_time": 3,
    "time_to_schedule": 9, "response_time": 4,
}  # fmt: skip
FEW: Final[Mapping[str, int]] = {
    "cancelled": 1, "cancelled_by_customer": 1, "cancelled_by_company": 3, "without_due": 2,
    "csat": 6, "average_rating": 6, "bad_rating_recovery": 9, "nps": 7, "ces": 7,
}  # fmt: skip
"""What there is little of, and on every how many days there is any."""
TICKET: Final = 318_400
PARTS: Final[Mapping[str, tuple[tuple[str, int], ...]]] = {
    "technician": (("t0", 50), ("t1", 30), ("t2", 20)),
    "type": (("paid", 70), ("warranty", 20), ("rework", 10)),
    "zone": (("Север", 45), ("Центр", 55)),
    "priority": (("low", 10), ("normal", 60), ("high", 20), ("urgent", 10)),
    "source": (("web", 40), ("api", 60)),
    "customer_kind": (("person", 65), ("company", 35)),
}
STATUSES: Final = (
    ("new", 9), ("scheduled", 14), ("en_route", 2), ("in_progress", 6), ("on_hold", 4),
)  # fmt: skip


LATELY: Final[Mapping[str, int]] = {
    "sla_compliance": -9, "first_time_fix": 4, "cancellation_rate": 5, "completion_rate": -6,
}  # fmt: skip
"""By how many per cent shares have moved these weeks."""
WEEKS: Final = 30


def is_late(day: date) -> bool:
    """Tell whether a day is one of the last weeks, in which more orders come than before."""
    return day > TODAY - timedelta(days=WEEKS)


def orders_on(day: date) -> int:
    """Count the orders of a day: a weekly rhythm, and more of them lately."""
    return RHYTHM[day.weekday()] + day.toordinal() * 7 % 6 + (4 if is_late(day) else 0)


def tally_of(kpi: Kpi, day: date, value: str, percent: int) -> Tally:
    """Give what a part of a day's orders adds to a KPI."""
    number = day.toordinal()
    n = max(1, orders_on(day) * percent // 100)
    if kpi.name in FEW:
        n = n // 9 if number % FEW[kpi.name] == 0 else 0
    if kpi.shape == "count":
        return Tally(n, n)
    if kpi.shape == "ratio":
        share = SHARES[kpi.name] + is_late(day) * LATELY.get(kpi.name, 0) + number * 3 % 11 - 5
        return Tally(n, sum((number * 5 + k * 37) % 100 < share for k in range(n)))
    if kpi.shape == "quantile":
        pace = HOURS[kpi.name] * (8 if is_late(day) else 10)
        values = [(1 + (number + k * 13) % 9) * pace * 72 for k in range(n)]
        bins = Counter(bin_of(each) for each in values)
        return Tally(n, sum(values), sum(each * each for each in values), 0, bins)
    one = {"money": TICKET, "seconds": HOUR, "rating": 5}.get(kpi.unit, 1)
    dear = 90 + 3 * len(value) + sum(map(ord, value)) % 5 * 6
    each = [one * (dear + (number + k * 7) % 11 - 5) // 100 for k in range(n)]
    return Tally(n, sum(each), sum(v * v for v in each))


def shifted(parts: tuple[tuple[str, int], ...], day: date) -> Iterator[tuple[str, int]]:
    """Let the last of the parts do more of late, and the first less."""
    for place, (value, percent) in enumerate(parts):
        moved = {0: -8, len(parts) - 1: 8}.get(place, 0) if len(parts) > 1 and is_late(day) else 0
        yield value, percent + moved


@dataclass
class DemoPages:
    """Roll-ups reckoned as they are asked for; `lost` parts are out of reach."""

    first: date = field(default_factory=lambda: TODAY - timedelta(days=800))
    watermark: datetime | None = field(default_factory=lambda: NOW - timedelta(minutes=18))
    lost: set[str] = field(default_factory=set)

    def figures(
        self, period: Period, dimension: str | None = None, only: Collection[str] = ()
    ) -> tuple[State, Figures]:
        """Give the tallies of every day up to now."""
        parts = PARTS[dimension] if dimension else (("", 100),)
        until = TODAY if self.watermark else date.min
        days = [day for day in period.days if self.first <= day <= until]
        found = {
            day: {
                value: {
                    name: tally_of(kpi, day, value, share)
                    for name, kpi in KPIS.items()
                    if not only or name in only
                }
                for value, share in shifted(parts, day)
            }
            for day in days
        }
        return State(version=1, watermark=self.watermark), found

    def standing(self) -> Mapping[str, Mapping[str, Open]]:
        """Give what is open now, by status."""
        if self.first > TODAY:
            return {}
        born = {TODAY - timedelta(days=age): 35 - age for age in range(0, 30, 3)}
        due = {TODAY + timedelta(days=late): 2 for late in range(-4, 6)}
        by_status = {name: Open({TODAY: count}, {}) for name, count in STATUSES}
        return {"all": {"": Open(born, due)}, "status": by_status}

    def snapshots(self, period: Period) -> Sequence[Snapshot]:
        """Give what was open at the end of each day."""
        if "backlog" in self.lost:
            raise UnavailableError("the open orders can't be read now")
        if self.watermark is None or self.first > period.last:
            return []
        return [
            Snapshot(day, sum(ages := self._ages(day)), ages, day.toordinal() % 5 + 2, 3.4)
            for day in period.days
        ]

    def sliced_snapshots(
        self, period: Period, dimension: str, only: Collection[str] = ()
    ) -> Mapping[str, Sequence[Snapshot]]:
        """Give the same of slices, each larger than the one before; together they are all."""
        whole = self.snapshots(period)
        places = {value: place for place, (value, _) in enumerate(PARTS[dimension], start=1)}
        parts = len(places) * (len(places) + 1) // 2
        found: dict[str, Sequence[Snapshot]] = {}
        for value in only or places:
            place = places.get(value, 0)
            until = place * (place + 1) // 2
            found[value] = [
                Snapshot(
                    each.day,
                    each.open * until // parts - each.open * (until - place) // parts,
                    (),
                    each.overdue * until // parts - each.overdue * (until - place) // parts,
                    each.mean_age,
                )
                for each in whole
            ]
        return found

    def _ages(self, day: date) -> tuple[int, ...]:
        return tuple(max(1, 14 - 3 * place + day.toordinal() % 4) for place in range(len(AGES)))


@dataclass(frozen=True)
class DemoPeople:
    """Who works, and when."""

    def rules(self) -> Rules:
        """Give the usual week."""
        return Rules()

    def technicians(self) -> tuple[Technician, ...]:
        """List the technicians."""
        return tuple(
            Technician(id=f"t{n}", name=name, calendar=WEEK) for n, name in enumerate(TECHNICIANS)
        )


@dataclass(frozen=True)
class DemoCustomers:
    """What the nightly job has counted."""

    def clients(self) -> Clients | None:
        """It has not run yet."""
        return None
