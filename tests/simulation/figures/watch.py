"""What must hold of figures: at each state that is told, in the end, and long after.

The same bytes as if all files of changes had been read at once, by a run in which nothing fails.
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date
from types import SimpleNamespace
from typing import Any

from analytics.changes import S3Changes
from analytics.clients import KEY as CUSTOMERS
from analytics.figures import figures
from analytics.lake.store import S3Lake
from analytics.model import PageKey, State
from analytics.opinions import read_opinion
from analytics.order_lines import read_order
from analytics.paging import PAGES
from analytics.ports import VersionGoneError
from analytics.position import ChangeFile
from analytics.refresh import Refresh
from analytics.rollup import basis
from analytics.rows import Row
from analytics.settling import CHANGED
from analytics.storage import DynamoRollups
from shared.table import Table
from tests.analytics.recount import Figures, counted, newest
from tests.analytics.rooms import COMPANY, files_of
from tests.simulation.figures.aws import SimS3, SimTable, over

CUTS_RECOUNTED = ("all", "technician")
Pages = Mapping[PageKey, Mapping[str, bytes]]


class Watch:
    """Looks on; it is the planner of exports as well, since what it is told has to be whole."""

    def __init__(self, world: Any) -> None:
        self._world = world
        self.violations: list[str] = []
        self._queued: dict[str, int] = {}
        self._wanted: dict[str, int] = {}
        self._last: Pages = {}
        self._position: Any = State().position
        self.commits = 0
        self._looked_at = world.random.randint(1, 4)
        table = world.table
        table.transact_write_items = self._watched(table.transact_write_items)

    def violate(self, rule: str, detail: object) -> None:
        self.violations.append(f"{rule}: {detail} at {self._world.clock.now:.1f} s")

    # ------------------------------------------------------------------ while it runs
    def touched(self, days: Iterable[date], state: State) -> None:
        """Take the days of which exports are wanted."""
        for day in days:
            self._queued[day.isoformat()] = state.version

    def _watched(self, real: Any) -> Any:
        def write(**asked: Any) -> Any:
            answer = real(**asked)
            self._wrote()
            return answer

        return write

    def _wrote(self) -> None:
        """Look at a state whose position has moved: it stands with all its pages."""
        state = _rollups(self._world.table).state()
        if state.position == self._position:
            return
        self._position = state.position
        self.commits += 1
        pages = pages_of(self._world.table)
        for about, day in {*pages, *self._last}:
            same = pages.get((about, day)) == self._last.get((about, day))
            if about in CHANGED and not same:
                self._wanted[day] = state.version
        self._last = pages
        self._adds_up(state)
        if self.commits == self._looked_at:
            self._compare("meanwhile", state, pages)

    def _adds_up(self, state: State) -> None:
        """Each order is created once: pages and state that speak of other rows are caught here."""
        orders = sum(part.rows for part in state.parts.values() if part.kind == "orders")
        days = seen(self._world.table, "all").values()
        created = sum(cuts[""]["created"].n for cuts in days if "created" in cuts.get("", {}))
        if created != orders:
            self.violate("pages and state tell of other rows", (created, orders))

    # ------------------------------------------------------------------ in the end
    def is_caught_up(self) -> bool:
        state = _rollups(self._world.table).state()
        is_rebuilt = not state.version or state.basis == basis(COMPANY)
        is_settled = not state.waiting and not state.unsettled
        return is_rebuilt and is_settled and not state.position.unseen(self._files())

    def judge(self, when: str) -> None:
        """Compare with a run in which nothing fails."""
        state = _rollups(self._world.table).state()
        if not self.is_caught_up():
            self.violate(f"not caught up {when}", state.waiting)
            return
        told = {(t.get("table", ""), t.get("id") or t["order_id"]) for t in self._world.told}
        rows = sum(part.rows for part in state.parts.values())
        if rows != len(told):
            self.violate(f"rows {when}", (rows, len(told)))
        self._compare(when, state, pages_of(self._world.table))
        self._recount(when)
        late = {d: v for d, v in self._wanted.items() if self._queued.get(d, 0) < v}
        if late:
            self.violate(f"days whose exports are not wanted {when}", late)

    def _recount(self, when: str) -> None:
        """Count the rows one by one, by another way than theirs."""
        bodies = (self._world.s3.kept[file.key][-1].body for file in self._files())
        lines = (json.loads(line) for body in bodies for line in gzip.decompress(body).splitlines())
        expected = counted(newest([list(map(_row, lines))]), COMPANY.zone, CUTS_RECOUNTED)
        for cut in CUTS_RECOUNTED:
            if seen(self._world.table, cut) != expected[cut]:
                self.violate(f"another recount {when}", cut)

    def _compare(self, when: str, state: State, pages: Pages) -> None:
        new = {file.digest for file in state.position.unseen(self._files())}
        taken = [file for file in self._files() if file.digest not in new]
        clean = Clean(self._world.s3, taken)
        for key in sorted({*pages, *clean.pages} - {CUSTOMERS}):
            if pages.get(key, {}) != clean.pages.get(key, {}):
                self.violate(f"a page is another one {when}", key)
        if state.watermark != clean.state.watermark:
            self.violate(f"watermark {when}", (state.watermark, clean.state.watermark))
        for name in sorted({*state.parts, *clean.state.parts}):
            self._month(when, state.parts.get(name), clean.state.parts.get(name), clean)

    def _month(self, when: str, ours: Any, theirs: Any, clean: "Clean") -> None:
        if ours is None or theirs is None or not _holds(ours.spans, theirs.spans):
            self.violate(f"a month is another one {when}", (ours, theirs))
            return
        try:
            found = files_of(_lake(self._world.s3), ours)
        except VersionGoneError:
            self.violate(f"the version that the state names is gone {when}", ours.name)
            return
        if found != files_of(clean.lake, theirs):
            self.violate(f"bytes of a month {when}", ours.name)

    def _files(self) -> list[ChangeFile]:
        return list(S3Changes(_client(self._world.s3), "data", self._world.clock).stored(None))


def _row(told: Mapping[str, Any]) -> Row:
    return read_order(told["order"]) if told["kind"] == "orders" else read_opinion(told)


class Clean:
    """A run in which nothing fails, over some files of changes: computed from the rows."""

    def __init__(self, s3: SimS3, taken: Iterable[ChangeFile]) -> None:
        own, table, quiet = copy(s3), SimTable(), SimpleNamespace(touched=lambda *_: None)
        own.kept = {file.key: s3.kept[file.key] for file in taken}
        changes = S3Changes(_client(own), "data", own._clock)
        self.lake, rollups = _lake(own), _rollups(table)
        refresh = Refresh(changes, self.lake, rollups, quiet, COMPANY)
        refresh.rebuild()
        while refresh.step():
            pass
        self.state = rollups.state()
        self.pages = pages_of(table)


def _holds(wide: Mapping[str, Any], narrow: Mapping[str, Any]) -> bool:
    """No day of the rows is missing; days that rows have left may be named still."""
    return wide.keys() >= narrow.keys() and all(
        wide[axis][0] <= first and last <= wide[axis][1] for axis, (first, last) in narrow.items()
    )


def seen(table: SimTable, cut: str) -> Figures:
    """Read what readers see of a dimension, slices without figures left out."""
    found = figures(_rollups(table).all_pages(f"DAY#{cut}"))
    full = {day: {v: dict(t) for v, t in cuts.items() if t} for day, cuts in found.items()}
    return {day: cuts for day, cuts in full.items() if cuts}


def pages_of(table: SimTable) -> Pages:
    """Read all pages, those that hold nothing left out."""
    rollups = _rollups(table)
    return {
        page.key: dict(page.parts)
        for about in PAGES
        for page in rollups.all_pages(about)
        if page.parts
    }


class Calm:
    """Chaos that never happens."""

    def call(self, _port: str, function: Any, args: Any, named: Any) -> Any:
        return function(*args, **named)


def _client(target: Any) -> Any:
    return over("calm", target, Calm())


def _lake(s3: SimS3) -> S3Lake:
    return S3Lake(_client(s3), "data", COMPANY.zone)


def _rollups(table: SimTable) -> DynamoRollups:
    return DynamoRollups(Table("Rollups", _client(table)))
