"""Computing parts of pages from the rows again, where they may be others than these come to.

That is so where a run was cut off between two groups of pages, where a part can't be what its rows
come to, and where somebody doubts: each night one month is computed again, whether or not there is
a reason to.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from analytics.model import Company, Page, PageKey, Part, State
from analytics.paging import PAGES, on_days
from analytics.ports import Lake, Rollups
from analytics.rollup import ALL, CONTENT, basis
from analytics.standing import BALANCE, STANDING
from analytics.zones import number_of

CHANGED: Final = (CONTENT, f"DAY#{ALL}")
"""The pages that tell by their change that a day's exports may hold something else."""
_YEAR, _MONTH = len("2026"), len("2026-11")


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
        pages = self._astray(state, name, state.unsettled[name])
        self.rollups.commit(state, _changed(state, pages, unsettled=left), pages)

    def doubt(self, today: date) -> Sequence[Page]:
        """Compute the month anew whose turn it is; give the pages that were others.

        One a day, so that each comes in its turn, and a mistake is healed by itself within as many
        days as there are months. None while figures are not settled anyway. StateMovedError:
        somebody else is at work.
        """
        state = self.rollups.state()
        if state.unsettled or not state.parts or state.basis != basis(self.company):
            return ()
        names = sorted(state.parts)
        part = state.parts[names[today.toordinal() % len(names)]]
        pages = self._astray(state, part.name, all_names(part))
        if pages:
            # Cut off between two groups of pages, the next step does the same once more.
            doubted = state.model_copy(update={"unsettled": {part.name: all_names(part)}})
            self.rollups.commit(doubted, _changed(state, pages, unsettled={}), pages)
        return pages

    def _astray(self, state: State, name: str, names: Sequence[str]) -> list[Page]:
        """Give the pages on which a month's part is another one, as they are to be."""
        made = self._made(state.parts.get(name), names)
        before = self.rollups.pages(_keys(names))
        pages = [page.with_parts({name: made.get(page.key, b"")}) for page in before]
        return [page for page, was in zip(pages, before, strict=True) if page != was]

    def _made(self, part: Part | None, names: Iterable[str]) -> Mapping[PageKey, bytes]:
        if part is None:
            return {}
        days = {number_of(date.fromisoformat(name)) for name in names if len(name) > _MONTH}
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


def all_names(part: Part) -> tuple[str, ...]:
    """Name all pages on which a month may have a part."""
    ends = [day for span in part.spans.values() for day in span]
    if not ends:
        return (part.month,)
    first, last = min(ends), max(ends)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    years = map(str, range(first.year, last.year + 2))
    return tuple(sorted({part.month, *years, *(day.isoformat() for day in days)}))


def _keys(names: Iterable[str]) -> list[PageKey]:
    """Give the pages of days, years and months."""
    found: dict[int, list[str]] = defaultdict(list)
    for name in names:
        found[len(name)].append(name)
    years, months = found.pop(_YEAR, []), found.pop(_MONTH, [])
    days = [day for each in found.values() for day in each]
    about_days = [about for about in PAGES if about not in {STANDING, BALANCE}]
    return [
        *((about, day) for about in about_days for day in days),
        *((STANDING, month) for month in months),
        *((BALANCE, year) for year in years),
    ]
