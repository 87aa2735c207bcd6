"""Making lake and roll-ups anew from all files of changes, in steps that can be cut off anywhere.

1. Merge: the files of before are gone through by key, then those that came since by their time, and
   months are merged beside those that the figures stand on, as newer versions that nobody reads.
2. Pages: of each month all that it adds to pages is computed and laid beside it.
3. Replace: what differs of the pages is replaced, one kind of page after another; with the last
   the state names the new months.

After each step a row tells how far it got, put in its place together with the state: of two runs at
once one loses its step, and whatever run comes next goes on. A run that is cut off leaves nothing
that it counts on. Nothing is merged by the usual way meanwhile, so figures stay as they were.

At any time one month is held, as columns, or the pages of one kind.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from analytics.coding import packed, unpacked
from analytics.model import Company, Page, PageKey, Part, State, part_name
from analytics.paging import PAGES, everything
from analytics.ports import Changes, Lake, Rollups
from analytics.position import ChangeFile, Position
from analytics.rollup import basis
from analytics.settling import days_changed

KEY: Final[PageKey] = ("REBUILD", "progress")
PART: Final = "progress"
FILES_AT_ONCE: Final = 2000
BYTES_AT_ONCE: Final = 16 * 1024 * 1024
"""Some 200,000 changes, packed."""
UNDER_WAY: Final = ""
"""The basis of a state whose pages are being made anew."""


class Progress(BaseModel):
    """How far a rebuild is.

    Files stored before `since` were gone through up to the key `after`, `walked` says that this is
    over; the others up to `position`. `parts` are the months as merged so far, `paged` those whose
    pages are computed, `replaced` how many kinds of pages are in their place.
    """

    model_config = ConfigDict(frozen=True)

    basis: str
    since: datetime | None
    after: str | None = None
    walked: bool = False
    position: Position
    is_merged: bool = False
    parts: Mapping[str, Part] = {}
    paged: frozenset[str] = frozenset()
    watermark: datetime | None = None
    replaced: int = 0


@dataclass(frozen=True)
class Rebuilding:
    """The rebuild job."""

    changes: Changes
    lake: Lake[Any]
    rollups: Rollups
    company: Company

    def begin(self, *, anew: bool = False) -> None:
        """Begin, unless a rebuild is under way that computes the same; steps then go on."""
        state = self.rollups.state()
        if anew or state.basis != UNDER_WAY or not self._progress():
            self._begin(state)

    def step(self, state: State) -> None:
        """Go on by one step; a rebuild under another basis begins anew.

        LakeBusyError or StateMovedError: another run is doing this very work.
        """
        progress = self._progress()
        if state.basis != UNDER_WAY or progress is None:
            self._begin(state)
        elif not progress.is_merged:
            self._keep(state, self._merged(progress))
        elif unpaged := sorted(progress.parts.keys() - progress.paged):
            self._keep(state, self._paged(progress, unpaged[0]))
        else:
            self._replace(state, progress)

    def _begin(self, state: State) -> None:
        # What was stored since is taken by its time, as always: none of it can be missed.
        position = Position(newest=state.position.newest)
        progress = Progress(
            basis=basis(self.company),
            since=position.since,
            walked=position.since is None,
            position=position,
        )
        self._keep(state, progress)

    def _merged(self, progress: Progress) -> Progress:
        """Merge the next files; nothing left to merge is a step of its own."""
        if not progress.walked:
            files = list(_some(self.changes.walk(progress.after)))
            old = [file for file in files if progress.since and file.modified < progress.since]
            return self._with(
                progress, old, after=files[-1].key if files else None, walked=not files
            )
        listed = list(self.changes.stored(progress.position.since))
        files = list(_some(progress.position.unseen(listed)))
        position = progress.position.after(files, listed)
        return self._with(progress, files, position=position, is_merged=not files)

    def _with(self, progress: Progress, files: Sequence[ChangeFile], **update: Any) -> Progress:  # noqa: ANN401 - fields of Progress
        parts = dict(progress.parts)
        # In the order of months, so that two runs can't block each other crosswise.
        with closing(self.changes.read(files)) as rows:
            for batch in self.lake.sort_out(rows):
                name = part_name(batch.kind, batch.month)
                month = self.lake.merge(parts.get(name), batch)
                if month.has_changed:
                    parts[name] = month.save({})
        return progress.model_copy(update={**update, "parts": parts})

    def _paged(self, progress: Progress, name: str) -> Progress:
        """Compute what a month adds to pages, and lay it beside the month."""
        turned = everything(self.lake.opened(progress.parts[name]), self.company)
        kinds: dict[str, dict[str, bytes]] = defaultdict(dict)
        for (about, day), part in turned.parts.items():
            if part:
                kinds[about][day] = part
        for about in PAGES:
            self.lake.lay_by(turned.part, progress.basis, about, kinds[about])
        known = [each for each in (progress.watermark, turned.newest) if each]
        return progress.model_copy(
            update={
                "parts": {**progress.parts, name: turned.part},
                "paged": progress.paged | {name},
                "watermark": max(known, default=None),
            }
        )

    def _replace(self, state: State, progress: Progress) -> None:
        """Replace the next kind of pages where they differ; with the last, name the new months."""
        about = PAGES[progress.replaced]
        before = {page.key: page for page in self.rollups.all_pages(about)}
        made = self._pages(progress, about)
        pages = [
            made.get(key, Page(key))
            for key in sorted({*before, *made})
            if made.get(key, Page(key)) != before.get(key, Page(key))
        ]
        waiting = tuple(sorted({*state.waiting, *days_changed(pages)}))
        if progress.replaced + 1 < len(PAGES):
            moved = progress.model_copy(update={"replaced": progress.replaced + 1})
            new = state.model_copy(update={"waiting": waiting})
            self.rollups.commit(state, new, [*pages, _page(moved)])
            return
        new = state.model_copy(
            update={
                "basis": progress.basis,
                "position": progress.position,
                "parts": progress.parts,
                "watermark": progress.watermark,
                "waiting": waiting,
                "unsettled": {},
            }
        )
        self.rollups.commit(state, new, [*pages, Page(KEY)])

    def _pages(self, progress: Progress, about: str) -> dict[PageKey, Page]:
        parts: dict[PageKey, dict[str, bytes]] = defaultdict(dict)
        for name, part in sorted(progress.parts.items()):
            for day, found in self.lake.laid_by(part, progress.basis, about).items():
                parts[about, day][name] = found
        return {key: Page(key, found) for key, found in parts.items()}

    def _progress(self) -> Progress | None:
        """Read how far a rebuild under today's basis is; None without one."""
        (page,) = self.rollups.pages([KEY])
        told = page.parts.get(PART)
        progress = Progress.model_validate(unpacked(told)) if told else None
        return progress if progress and progress.basis == basis(self.company) else None

    def _keep(self, state: State, progress: Progress) -> None:
        under_way = state.model_copy(update={"basis": UNDER_WAY})
        self.rollups.commit(state, under_way, [_page(progress)])


def _page(progress: Progress) -> Page:
    return Page(KEY, {PART: packed(progress.model_dump(mode="json"))})


def _some(files: Iterable[ChangeFile]) -> Iterator[ChangeFile]:
    """Take as many of the files as one step reads."""
    count = size = 0
    for file in files:
        yield file
        count, size = count + 1, size + file.size
        if count >= FILES_AT_ONCE or size >= BYTES_AT_ONCE:
            return
