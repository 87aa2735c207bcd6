"""Bringing lake and roll-ups up to the newest changes, in steps that can be cut off anywhere.

One step reads some change files, writes the touched months as new versions, recomputes the
touched days, and puts pages and state in their place under the condition that the state is still
the one it began from. Whatever fails before leaves no trace that a reader sees, and the next run
does the same again; of two runs at once one wins, and the other's work is thrown away.

At any time one month's rows are held, as columns, and the pages that were computed, packed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Protocol

from analytics.model import Company, Page, PageKey, State, part_name
from analytics.paging import Turned, touched
from analytics.ports import Changes, Lake, LakeBusyError, Rollups, StateMovedError
from analytics.position import ChangeFile
from analytics.rebuilding import CHANGED, Rebuilding
from analytics.rollup import basis

FILES_AT_ONCE: Final = 200
EXPORTS_AT_ONCE: Final = 50
TRIES: Final = 3


class Planner(Protocol):
    """Who queues the exports of changed days."""

    def touched(self, days: Iterable[date], state: State) -> None:
        """Queue exports of periods whose days have changed."""
        ...


class Refresh:
    """The roll-up job and the rebuild job."""

    def __init__(
        self,
        changes: Changes,
        lake: Lake[Any],
        rollups: Rollups,
        planner: Planner,
        company: Company,
    ) -> None:
        """Join the parts."""
        self._changes = changes
        self._lake = lake
        self._rollups = rollups
        self._planner = planner
        self._company = company
        self._rebuilding = Rebuilding(changes, lake, rollups, company)

    def step(self) -> bool:
        """Take the next files of changes, or queue the next exports; False when nothing is left.

        LakeBusyError or StateMovedError after some tries: another run is doing this very work.
        """
        for _ in range(TRIES - 1):
            try:
                return self._step()
            except (LakeBusyError, StateMovedError):
                continue
        return self._step()

    def behind_since(self) -> datetime | None:
        """Tell when the oldest change was stored that figures do not hold yet; None for none."""
        position = self._rollups.state().position
        unseen = position.unseen(self._changes.stored(position.since))
        return unseen[0].modified if unseen else None

    def rebuild(self, *, anew: bool = False) -> None:
        """Begin to make lake and roll-ups anew from all files of changes; steps go on with it.

        One that is under way is gone on with, unless it is to begin anew.
        """
        self._rebuilding.begin(anew=anew)

    def _step(self) -> bool:
        state = self._rollups.state()
        if state.version and state.basis != basis(self._company):
            self._rebuilding.step(state)
            return True
        listed = list(self._changes.stored(state.position.since))
        files = state.position.unseen(listed)[:FILES_AT_ONCE]
        if not files:
            return self._queue_exports(state)
        turned = self._turn(state, files)
        known = self._rollups.pages(sorted({key for each in turned for key in each.parts}))
        before = {page.key: page for page in known}
        pages = _pages(turned, before)
        update = {
            "basis": basis(self._company),
            "position": state.position.after(files, listed),
        }
        changed = [page for key, page in sorted(pages.items()) if page != before[key]]
        self._put(state, state.model_copy(update=update), turned, changed)
        return True

    def _turn(self, state: State, files: Iterable[ChangeFile]) -> list[Turned]:
        """Merge changes month by month, and store and compute what they touch.

        In the order of months, so that two runs can't block each other crosswise.
        """
        turned = []
        for batch in self._lake.sort_out(self._changes.read(files)):
            part = state.parts.get(part_name(batch.kind, batch.month))
            month = self._lake.merge(part, batch)
            if month.has_changed:
                turned.append(touched(month, self._company))
        return turned

    def _put(self, old: State, new: State, turned: Sequence[Turned], pages: Sequence[Page]) -> None:
        """Put pages and state in their place together."""
        days = {
            date.fromisoformat(day) for about, day in (p.key for p in pages) if about in CHANGED
        }
        update = {
            "parts": {**new.parts, **{each.part.name: each.part for each in turned}},
            "waiting": tuple(sorted({*new.waiting, *days})),
            "watermark": _newest([new.watermark, *(each.newest for each in turned)]),
        }
        self._rollups.commit(old, new.model_copy(update=update), pages)

    def _queue_exports(self, state: State) -> bool:
        if not state.waiting:
            return False
        now, later = state.waiting[:EXPORTS_AT_ONCE], state.waiting[EXPORTS_AT_ONCE:]
        self._planner.touched(now, state)
        self._rollups.commit(state, state.model_copy(update={"waiting": later}), [])
        return True


def _pages(turned: Iterable[Turned], before: Mapping[PageKey, Page]) -> dict[PageKey, Page]:
    """Replace what months add to pages; a month that adds nothing any more is left out."""
    parts: dict[PageKey, dict[str, bytes]] = defaultdict(dict)
    for each in turned:
        for key, part in each.parts.items():
            parts[key][each.part.name] = part
    return {key: _with_parts(before.get(key, Page(key)), found) for key, found in parts.items()}


def _with_parts(page: Page, parts: Mapping[str, bytes]) -> Page:
    merged = {**page.parts, **parts}
    return Page(page.key, {name: merged[name] for name in sorted(merged) if merged[name]})


def _newest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((each for each in moments if each), default=None)
