"""Bringing lake and roll-ups up to the newest changes, in steps that can be cut off anywhere.

One step reads some change files, writes the touched months as new versions, adds what the changed
rows add to pages, and puts pages and state in their place under the condition that the state is
still the one it began from. Whatever fails before leaves no trace that a reader sees, and the next
run does the same again; of two runs at once one wins, and the other's work is thrown away.

Adding twice would be wrong where computing twice is not. So where pages go ahead of the state,
being more than one transaction takes, the state names with the first of them what is about to
change; the next step computes what it finds so named from the rows, all of them, and only then
goes on. The same is done where a part of a page can't be what its rows come to.

At any time one month's rows are held, as columns, and the pages that were computed, packed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from typing import Any, Final, Protocol

from analytics.additions import AstrayError
from analytics.model import Company, Page, PageKey, State, part_name
from analytics.paging import Changed, changed
from analytics.ports import Changes, Lake, LakeBusyError, Rollups, StateMovedError
from analytics.position import ChangeFile
from analytics.rebuilding import Rebuilding
from analytics.rollup import basis
from analytics.settling import Settling, days_changed, names_of

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
        self._settling = Settling(lake, rollups, company)

    def step(self) -> bool:
        """Take the next files of changes, or queue the next exports; False when nothing is left.

        LakeBusyError or StateMovedError after some tries: another run is doing this very work.
        AstrayError: a page could not be what its rows come to, and the next step computes it anew.
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
        if state.unsettled:
            self._settling.step(state)
            return True
        listed = list(self._changes.stored(state.position.since))
        files = state.position.unseen(listed)[:FILES_AT_ONCE]
        if not files:
            return self._queue_exports(state)
        found = self._merge(state, files)
        update = {
            "basis": basis(self._company),
            "position": state.position.after(files, listed),
            "parts": {**state.parts, **{each.part.name: each.part for each in found}},
            "watermark": _newest([state.watermark, *(each.newest for each in found)]),
        }
        self._put(state, state.model_copy(update=update), found)
        return True

    def _merge(self, state: State, files: Iterable[ChangeFile]) -> list[Changed]:
        """Merge changes month by month, store them and compute what they add.

        In the order of months, so that two runs can't block each other crosswise.
        """
        found = []
        with closing(self._changes.read(files)) as rows:
            for batch in self._lake.sort_out(rows):
                part = state.parts.get(part_name(batch.kind, batch.month))
                month = self._lake.merge(part, batch)
                if month.has_changed:
                    found.append(changed(month, part, self._company))
        return found

    def _put(self, old: State, new: State, found: Sequence[Changed]) -> None:
        """Put pages and state in their place together."""
        touched = {each.part.name: names_of(each.additions) for each in found}
        unsettled = {name: names for name, names in touched.items() if names}
        before = self._rollups.pages(sorted({key for each in found for key in each.additions}))
        try:
            pages = _added({page.key: page for page in before}, found)
        except AstrayError:
            self._rollups.commit(old, old.model_copy(update={"unsettled": unsettled}), [])
            raise
        waiting = tuple(sorted({*new.waiting, *days_changed(pages)}))
        meanwhile = old.model_copy(update={"unsettled": unsettled})
        self._rollups.commit(meanwhile, new.model_copy(update={"waiting": waiting}), pages)

    def _queue_exports(self, state: State) -> bool:
        if not state.waiting:
            return False
        now, later = state.waiting[:EXPORTS_AT_ONCE], state.waiting[EXPORTS_AT_ONCE:]
        self._planner.touched(now, state)
        self._rollups.commit(state, state.model_copy(update={"waiting": later}), [])
        return True


def _added(before: Mapping[PageKey, Page], found: Iterable[Changed]) -> list[Page]:
    """Put what months add on pages; give those that are others now. AstrayError."""
    parts: dict[PageKey, dict[str, bytes]] = defaultdict(dict)
    for each in found:
        for key, addition in each.additions.items():
            name = each.part.name
            parts[key][name] = addition.to(before[key].parts.get(name, b""))
    pages = [before[key].with_parts(parts[key]) for key in sorted(parts)]
    return [page for page in pages if page != before[page.key]]


def _newest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((each for each in moments if each), default=None)
