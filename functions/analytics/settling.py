"""Computing parts of pages from the rows again, where they may be others than these come to.

That is so where a run was cut off between two groups of pages, where a part can't be what its rows
come to, and where somebody doubts: each night one month is computed again, whether or not there is
a reason to. Then all pages are looked at that its rows show something on, and those of the days
around it on which they once did.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from analytics.balance import BALANCE, MONTH, SLICED, YEAR
from analytics.model import Company, Page, PageKey, Part, State
from analytics.paging import PAGES, everything, on_days
from analytics.ports import Lake, Rollups
from analytics.rollup import ALL, CONTENT, basis
from analytics.standing import STANDING
from analytics.zones import number_of

CHANGED: Final = (CONTENT, f"DAY#{ALL}")
"""The pages that tell by their change that a day's exports may hold something else."""
AROUND: Final = timedelta(days=730)
"""A moment that was told wrong may lie a century away, and spans never get narrower."""


@dataclass(frozen=True)
class Settling:
    """The job that puts in order what the state names as unsettled."""

    lake: Lake[Any]
    rollups: Rollups
    company: Company

    def step(self, state: State) -> None:
        """Settle the next month.

        LakeBusyError or StateMovedError: another run is doing this very work.
        """
        name = min(state.unsettled)
        left = {each: names for each, names in state.unsettled.items() if each != name}
        names = state.unsettled[name]
        pages = self._astray(name, names, self._made(state.parts.get(name), names))
        self.rollups.commit(state, _changed(state, pages, unsettled=left), pages)

    def doubt(self, today: date) -> Sequence[Page]:
        """Compute the month anew whose turn it is; give the pages that were others.

        One a day, so that a mistake is healed by itself within twice as many days as there are
        months. None while figures are not settled anyway. StateMovedError: somebody else is at
        work.
        """
        state = self.rollups.state()
        if state.unsettled or not state.parts or state.basis != basis(self.company):
            return ()
        part = whose_turn(state.parts, today)
        made = everything(self.lake.opened(part), self.company).parts
        pages = self._astray(part.name, all_names(part), made)
        if pages:
            # Cut off between two groups of pages, the next step does the same once more.
            names = names_of(page.key for page in pages)
            doubted = state.model_copy(update={"unsettled": {part.name: names}})
            self.rollups.commit(doubted, _changed(state, pages, unsettled={}), pages)
        return pages

    def _astray(self, name: str, names: Iterable[str], made: Mapping[PageKey, bytes]) -> list[Page]:
        """Give the pages on which a month's part is another one than was made, as it is to be."""
        before = self.rollups.pages(sorted({*_keys(names), *made}))
        pages = [page.with_parts({name: made.get(page.key, b"")}) for page in before]
        return [page for page, was in zip(pages, before, strict=True) if page != was]

    def _made(self, part: Part | None, names: Iterable[str]) -> Mapping[PageKey, bytes]:
        if part is None:
            return {}
        days = {number_of(date.fromisoformat(name)) for name in names if len(name) > MONTH}
        return on_days(self.lake.opened(part), self.company, days)


def _changed(state: State, pages: Iterable[Page], *, unsettled: Mapping[str, Any]) -> State:
    waiting = tuple(sorted({*state.waiting, *days_changed(pages)}))
    return state.model_copy(update={"unsettled": unsettled, "waiting": waiting})


def names_of(keys: Iterable[PageKey]) -> tuple[str, ...]:
    """Name the days, years and months of pages."""
    return tuple(sorted({name for _, name in keys}))


def days_changed(pages: Iterable[Page]) -> set[date]:
    """Give the days whose exports may hold something else once these pages have changed."""
    return {date.fromisoformat(day) for about, day in (p.key for p in pages) if about in CHANGED}


def whose_turn(parts: Mapping[str, Part], today: date) -> Part:
    """Give the month whose turn it is on a day.

    Its turn hangs on itself, not on its place among the others: months that come to be take nobody
    theirs. Rounds are powers of two, so what is new doubles them at most.
    """
    kinds = sorted({part.kind for part in parts.values()})
    places = {
        len(kinds) * _number(part.month) + kinds.index(part.kind): part for part in parts.values()
    }
    days = 1 << (max(places) - min(places)).bit_length()
    return places[min(places, key=lambda place: (place - today.toordinal()) % days)]


def _number(month: str) -> int:
    first = _first(month)
    return 12 * first.year + first.month


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def all_names(part: Part) -> tuple[str, ...]:
    """Name the pages around a month on which it may have a part."""
    ends = [day for span in part.spans.values() for day in span]
    if not ends:
        return (part.month,)
    begin = _first(part.month)
    first, last = max(min(ends), begin - AROUND), min(max(ends), begin + AROUND)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    years = range(first.year, last.year + 2)
    months = (f"{year}-{month:02}" for year in years for month in range(1, 13))
    named = {part.month, *map(str, years), *months}
    return tuple(sorted(named | {day.isoformat() for day in days}))


def _keys(names: Iterable[str]) -> list[PageKey]:
    """Give the pages of days, years and months."""
    found: dict[int, list[str]] = defaultdict(list)
    for name in names:
        found[len(name)].append(name)
    years, months = found.pop(YEAR, []), found.pop(MONTH, [])
    days = [day for each in found.values() for day in each]
    of_months = (STANDING, *SLICED)
    about_days = [about for about in PAGES if about not in {BALANCE, *of_months}]
    return [
        *((about, day) for about in about_days for day in days),
        *((about, month) for about in of_months for month in months),
        *((BALANCE, year) for year in years),
    ]
