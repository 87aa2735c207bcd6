"""Reading pages: what they hold, added up over the months that their rows lie in."""

import hashlib
from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from analytics.coding import Coded, read_tally, unpacked_all
from analytics.model import Page
from analytics.period import Period
from analytics.stays import AGES, BORN, OPEN, OVERDUE, series_of
from analytics.tally import NOTHING, Tally
from analytics.zones import number_of

Tallies: TypeAlias = Mapping[str, Tally]
Figures: TypeAlias = Mapping[date, Mapping[str, Tallies]]
"""By day, by value of the dimension ("" for totals and for rows without one), by KPI."""


def figures(pages: Iterable[Page], only: Collection[str] = ()) -> Figures:
    """Read pages of days; `only` names the KPIs that are wanted, none of them all."""
    return {
        date.fromisoformat(page.key[1]): slices(page, only) for page in pages if any(page.parts)
    }


def content_of(page: Page) -> str:
    """Name the content of a day: another name whenever one of its orders has changed."""
    lines = (f"{name}:{part.hex()}" for name, part in sorted(page.parts.items()))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def slices(page: Page, only: Collection[str] = ()) -> Mapping[str, Tallies]:
    """Read one day's page."""
    found: dict[str, dict[str, Tally]] = defaultdict(dict)
    for part in unpacked_all(page.parts.values()):
        for value, tallies in part.items():
            kept = found[value]
            for name, coded in _wanted(tallies, only):
                kept[name] = kept.get(name, NOTHING) + read_tally(coded)
    return dict(found)


def _wanted(tallies: Mapping[str, Coded], only: Collection[str]) -> Iterable[tuple[str, Coded]]:
    if not only:
        return tallies.items()
    return [(name, tallies[name]) for name in only if name in tallies]


@dataclass(frozen=True)
class Open:
    """Open orders now: how many were created, and are due, on which day."""

    born: Mapping[date, int]
    due: Mapping[date, int]

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(self.born.values())

    def overdue(self, day: date) -> int:
        """How many were due on this day or before."""
        return sum(count for due, count in self.due.items() if due <= day)


NONE_OPEN = Open({}, {})


def standing(pages: Iterable[Page]) -> Mapping[str, Mapping[str, Open]]:
    """Read what is open: by "all", "status" or a dimension, then by value."""
    counts: dict[tuple[str, str, str], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for part in (part for page in pages for part in unpacked_all(page.parts.values())):
        for cut, values in part.items():
            for value, named in values.items():
                for name, days in named.items():
                    for day, count in days.items():
                        counts[cut, value, name][date.fromisoformat(day)] += count
    told: dict[str, dict[str, Open]] = defaultdict(dict)
    for cut, value, _ in list(counts):
        born, due = (dict(counts.get((cut, value, name), {})) for name in ("born", "due"))
        told[cut][value] = Open(born, due)
    return told


@dataclass(frozen=True)
class Snapshot:
    """What was open at the end of a day: in all, by age, overdue; and the mean age in days.

    Ages are kept for all orders only, not for slices.
    """

    day: date
    open: int
    ages: tuple[int, ...]
    overdue: int
    mean_age: float | None


Level: TypeAlias = Mapping[str, int]
"""What the series of what is open stand at, or by how much they change."""


def snapshots(now: Open, pages: Iterable[Page], period: Period) -> Sequence[Snapshot]:
    """Give the end of each day: what is open now less all that changed since."""
    # In the end everything grows old.
    return _back(_finally(now, series_of(len(AGES) - 1)), changes(pages), period)


def sliced_snapshots(
    now: Mapping[str, Open], pages: Iterable[Page], period: Period, only: Collection[str] = ()
) -> Mapping[str, Sequence[Snapshot]]:
    """Give the same of every slice, or of some; one that never had an order has none open."""
    changed = sliced_changes(pages)
    told = {}
    for value in only or sorted({*now, *changed}):
        level = _finally(now.get(value, NONE_OPEN), OPEN)
        told[value] = _back(level, changed.get(value, {}), period, has_ages=False)
    return told


def changes(pages: Iterable[Page]) -> dict[date, Level]:
    """Read by how much each series of what is open changed on which day."""
    found: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for part in (part for page in pages for part in unpacked_all(page.parts.values())):
        for name, days in part.items():
            for day, change in days.items():
                found[date.fromisoformat(day)][name] += change
    return dict(found)


def sliced_changes(pages: Iterable[Page]) -> dict[str, dict[date, Level]]:
    """Read the same of each slice, from pages of months."""
    found: dict[str, dict[date, dict[str, int]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(int))
    )
    for page in pages:
        days = _days_of(page.key[1])
        for part in unpacked_all(page.parts.values()):
            for value, named in part.items():
                for name, changed in named.items():
                    for day, change in changed.items():
                        found[value][days[day]][name] += change
    return {value: dict(changed) for value, changed in found.items()}


def _days_of(month: str) -> Mapping[str, date]:
    first = date.fromisoformat(f"{month}-01")
    _, count = monthrange(first.year, first.month)
    return {f"{day:02}": first.replace(day=day) for day in range(1, count + 1)}


def _back(
    level: Level, changed: Mapping[date, Level], period: Period, *, has_ages: bool = True
) -> Sequence[Snapshot]:
    """Go back from what all changes, those to come included, lead to."""
    taken: dict[date, Snapshot] = {}
    for day in sorted((day for day in changed if day > period.last), reverse=True):
        level = _less(level, changed[day])
    for day in reversed(period.days):
        taken[day] = _snapshot(day, level, has_ages=has_ages)
        level = _less(level, changed.get(day, {}))
    return [taken[day] for day in period.days]


def _finally(now: Open, series: str) -> Level:
    """Give what all changes, those to come included, lead to: everything grows overdue.

    `series` is the one in which all that is open ends up.
    """
    return {
        series: now.count,
        OVERDUE: sum(now.due.values()),
        BORN: sum(number_of(day) * count for day, count in now.born.items()),
    }


def _less(level: Level, change: Level) -> Level:
    if not change:
        return level
    names = {*level, *change}
    return {name: level.get(name, 0) - change.get(name, 0) for name in names}


def _snapshot(day: date, level: Level, *, has_ages: bool) -> Snapshot:
    ages = tuple(level.get(series_of(age), 0) for age in range(len(AGES))) if has_ages else ()
    count = sum(ages) if has_ages else level.get(OPEN, 0)
    mean = number_of(day) - level.get(BORN, 0) / count if count else None
    return Snapshot(day, count, ages, level.get(OVERDUE, 0), mean)
