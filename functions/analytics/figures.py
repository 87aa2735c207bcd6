"""Reading pages: what they hold, added up over the months that their rows lie in."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from analytics.coding import Coded, read_tally, unpacked_all
from analytics.model import Page
from analytics.period import Period
from analytics.standing import AGES, BORN, OVERDUE, series_of
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
    """What was open at the end of a day: in all, by age, overdue; and the mean age in days."""

    day: date
    open: int
    ages: tuple[int, ...]
    overdue: int
    mean_age: float | None


def snapshots(now: Open, pages: Iterable[Page], period: Period) -> Sequence[Snapshot]:
    """Give the end of each day: what is open now less all that changed since."""
    changed = changes(pages)
    level = _finally(now)
    taken: dict[date, Snapshot] = {}
    later = sorted((day for day in changed if day > period.last), reverse=True)
    for day in later:
        level = _less(level, changed[day])
    for day in reversed(period.days):
        taken[day] = _snapshot(day, level)
        level = _less(level, changed.get(day, {}))
    return [taken[day] for day in period.days]


def _finally(now: Open) -> dict[str, int]:
    """Give what all changes, those to come included, lead to: everything grows old and overdue."""
    return {
        series_of(len(AGES) - 1): now.count,
        OVERDUE: sum(now.due.values()),
        BORN: sum(number_of(day) * count for day, count in now.born.items()),
    }


def changes(pages: Iterable[Page]) -> dict[date, dict[str, int]]:
    """Read by how much each series of what is open changed on which day."""
    found: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for part in (part for page in pages for part in unpacked_all(page.parts.values())):
        for name, days in part.items():
            for day, change in days.items():
                found[date.fromisoformat(day)][name] += change
    return found


def _less(level: Mapping[str, int], change: Mapping[str, int]) -> dict[str, int]:
    names = {*level, *change}
    return {name: level.get(name, 0) - change.get(name, 0) for name in names}


def _snapshot(day: date, level: Mapping[str, int]) -> Snapshot:
    ages = tuple(level.get(series_of(age), 0) for age in range(len(AGES)))
    count = sum(ages)
    mean = number_of(day) - level.get(BORN, 0) / count if count else None
    return Snapshot(day, count, ages, level.get(OVERDUE, 0), mean)
