"""Three years of one KPI for the fake API: a rhythm, a shift of level, days that stand out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import cos, pi
from random import Random
from typing import Final

from analytics.clients import ClientCohort, ClientMonth, Clients
from analytics.figures import Figures, Open, Snapshot
from analytics.insight.sources import OF_TECHNICIANS
from analytics.kpi import Kpi
from analytics.kpis import KPIS
from analytics.model import State
from analytics.period import Period
from analytics.tally import Tally, bin_of
from tests.web.demo import NOW, TODAY
from tests.web.demo_figures import PARTS

HISTORY: Final = 1200
WEEK: Final = (1.15, 1.4, 1.2, 1.1, 1.2, 0.2, 0.05)
SHIFT_AGO: Final = 120
ODD_AGO: Final = (41, 75)
HOURS: Final = (0, 0, 0, 0, 0, 0, 0, 0, 2, 7, 11, 10, 6, 5, 7, 6, 4, 2, 1, 0, 0, 0, 0, 0)
MEASURED: Final = {"seconds": 46 * 3600, "money": 318_400, "rating": 5, "points": 1}
MONTHS: Final = 14
SIZE: Final = 36


def luck(*of: object) -> Random:
    """Give chance that is the same on every run."""
    return Random("/".join(map(str, of)))  # noqa: S311 - figures of a demo


def orders_on(day: date) -> int:
    """Count the orders of a day."""
    ago = (TODAY - day).days
    level = 15 if ago < SHIFT_AGO else 22
    year = 1 + 0.08 * cos(2 * pi * (day.timetuple().tm_yday - 300) / 365)
    odd = 2.6 if ago in ODD_AGO else 1
    return max(
        0, round(luck("day", day.toordinal()).gauss(level * year * WEEK[day.weekday()], 1.9) * odd)
    )


def tally_of(kpi: Kpi, day: date, n: int) -> Tally:
    """Give what so many orders add to a KPI."""
    if kpi.shape == "count":
        return Tally(n, n)
    if kpi.shape == "ratio":
        hits = sum(luck(kpi.name, day.toordinal(), k).random() < 0.88 for k in range(n))
        return Tally(n, hits)
    one = MEASURED.get(kpi.unit, 1)
    values = [round(one * luck(kpi.name, day.toordinal(), k).uniform(0.6, 1)) for k in range(n)]
    bins: dict[int, int] = {}
    if kpi.shape == "quantile":
        for value in values:
            bins[bin_of(value)] = bins.get(bin_of(value), 0) + 1
    return Tally(n, sum(values), sum(value * value for value in values), 0, bins)


@dataclass
class PatternPages:
    """The roll-ups of one KPI; nothing is known of days before `first`."""

    kpi: str
    first: date = field(default_factory=lambda: TODAY - timedelta(days=HISTORY))

    def figures(
        self, period: Period, dimension: str | None = None, only: Collection[str] = ()
    ) -> tuple[State, Figures]:
        """Give the tallies of every day up to now."""
        days = [day for day in period.days if self.first <= day <= TODAY]
        return State(version=1, watermark=NOW), {day: self._day(day, dimension) for day in days}

    def _day(self, day: date, dimension: str | None) -> dict[str, dict[str, Tally]]:
        kpis, n = self._kpis, orders_on(day)
        if dimension != "hour":
            parts = PARTS[dimension] if dimension else (("", 100),)
            return {
                value: {kpi.name: tally_of(kpi, day, n * share // 100) for kpi in kpis}
                for value, share in parts
            }
        came = luck("hours", day.toordinal()).choices(range(24), HOURS, k=n)
        return {
            str(hour): {kpi.name: tally_of(kpi, day, came.count(hour)) for kpi in kpis}
            for hour in set(came)
        }

    @property
    def _kpis(self) -> list[Kpi]:
        """Give the KPI, or what it is reckoned of."""
        names = (self.kpi,) if self.kpi in KPIS else ("created", *OF_TECHNICIANS)
        return [KPIS[name] for name in names]

    def standing(self) -> Mapping[str, Mapping[str, Open]]:
        """No pattern is made of what is open."""
        return {}

    def snapshots(self, period: Period) -> Sequence[Snapshot]:
        """No pattern is made of what was open."""
        return []

    def sliced_snapshots(
        self, period: Period, dimension: str, only: Collection[str] = ()
    ) -> Mapping[str, Sequence[Snapshot]]:
        """Nor of what was open of a slice."""
        return {value: [] for value in only}


@dataclass(frozen=True)
class PatternCustomers:
    """What the nightly job has counted up to last month."""

    months: int = MONTHS

    def clients(self) -> Clients | None:
        """Give all of it."""
        names = last_months(self.months)
        cohorts = [cohort(name, len(names) - place) for place, name in enumerate(names)]
        months = []
        for place, name in enumerate(names):
            again = sum(each.active[place - n] for n, each in enumerate(cohorts[:place]))
            counted = {"customers": SIZE * min(12, place + 1), "repeated": 9 * min(12, place + 1)}
            new = cohorts[place].size
            months.append(
                ClientMonth(
                    month=name,
                    new=new,
                    returning=again,
                    orders=round((new + again) * 1.2),
                    **counted,
                )
            )
        return Clients(watermark=NOW, state=1, months=tuple(months), cohorts=tuple(cohorts))


def last_months(count: int) -> list[str]:
    """Name the last whole months."""
    number = TODAY.year * 12 + TODAY.month - 1
    return [f"{each // 12}-{each % 12 + 1:02}" for each in range(number - count, number)]


def cohort(month: str, length: int) -> ClientCohort:
    """Give a cohort of which ever fewer come again."""
    chance = luck("cohort", month)
    size = SIZE + chance.randrange(-12, 20)
    active = [
        round(size * 0.34 * 0.86**later * chance.uniform(0.7, 1.2)) for later in range(1, length)
    ]
    return ClientCohort(month=month, size=size, active=(size, *active))
