"""Bringing lake and roll-ups up to the newest changes, in steps that can be cut off anywhere.

One step reads some change files, writes the touched months as new versions, recomputes the
touched days, and puts days and state in their place under the condition that the state is still
the one it began from. Whatever fails before leaves no trace that a reader sees, and the next run
does the same again; of two runs at once one wins, and the other's work is thrown away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from analytics.exporting import ExportService
from analytics.model import Company, DayRow, Figures, OrderRow, State
from analytics.period import day_span, month_of
from analytics.ports import Changes, Lake, LakeBusyError, Month, Rollups, StateMovedError
from analytics.position import ChangeFile, Position
from analytics.rollup import content_of, figures, touched_days, with_parts

FILES_AT_ONCE: Final = 200
EXPORTS_AT_ONCE: Final = 50
TRIES: Final = 3


class Refresh:
    """The roll-up job and the rebuild job."""

    def __init__(
        self,
        changes: Changes,
        lake: Lake,
        rollups: Rollups,
        exports: ExportService,
        company: Company,
    ) -> None:
        """Join the parts."""
        self._changes = changes
        self._lake = lake
        self._rollups = rollups
        self._exports = exports
        self._company = company

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

    def rebuild(self) -> None:
        """Make lake and roll-ups anew from all files of changes.

        Every order is held in memory once: about 1 KB each.
        """
        old = self._rollups.state()
        files = list(self._changes.stored(None))
        blank = State(basis=self._company.basis, waiting=old.waiting)
        months = self._merge(blank, files)
        before = self._rollups.all_days()
        parts: dict[date, dict[str, Figures]] = {row.day: {} for row in before}
        for name, month in months.items():
            for day in month.days():
                parts.setdefault(day, {})[name] = self._figures(month, day)
        known = {row.day: row for row in before}
        rows = {day: with_parts(DayRow(day=day), parts[day]) for day in sorted(parts)}
        changed = [row for day, row in rows.items() if row != known.get(day)]
        state = blank.model_copy(update={"position": Position().after(files, files)})
        self._put(old, state, months, changed)

    def _step(self) -> bool:
        state = self._rollups.state()
        if state.version and state.basis != self._company.basis:
            self.rebuild()
            return True
        listed = list(self._changes.stored(state.position.since))
        files = state.position.unseen(listed)[:FILES_AT_ONCE]
        if not files:
            return self._queue_exports(state)
        months = self._merge(state, files)
        update = {
            "basis": self._company.basis,
            "position": state.position.after(files, listed),
        }
        self._put(state, state.model_copy(update=update), months, self._changed(months))
        return True

    def _changed(self, months: Mapping[str, Month]) -> list[DayRow]:
        parts: dict[date, dict[str, Figures]] = defaultdict(dict)
        for name, month in months.items():
            orders = (order for pair in month.changed for order in pair)
            for day in touched_days(orders, self._company.zone):
                parts[day][name] = self._figures(month, day)
        rows = self._rollups.days(sorted(parts))
        return [with_parts(row, parts[row.day]) for row in rows]

    def _merge(self, state: State, files: Iterable[ChangeFile]) -> dict[str, Month]:
        by_month: dict[str, list[OrderRow]] = defaultdict(list)
        for order in self._changes.read(files):
            by_month[month_of(order.created_at, self._company.zone)].append(order)
        merged = {
            name: self._lake.merge(name, state.parts.get(name), orders)
            # In order, so that two runs can't block each other crosswise.
            for name, orders in sorted(by_month.items())
        }
        return {name: month for name, month in merged.items() if month.changed}

    def _figures(self, month: Month, day: date) -> Figures:
        span = day_span(day, self._company.zone)
        return figures(month.touching(span), span, self._company.currency)

    def _put(
        self, old: State, new: State, months: Mapping[str, Month], rows: Sequence[DayRow]
    ) -> None:
        """Store the months, then days and state together."""
        saved = {name: month.save() for name, month in months.items()}
        stamps = [after.updated_at for month in months.values() for _, after in month.changed]
        update = {
            "parts": {**new.parts, **saved},
            "waiting": tuple(sorted({*new.waiting, *(row.day for row in rows)})),
            "watermark": max([*stamps, new.watermark] if new.watermark else stamps, default=None),
        }
        self._rollups.commit(old, new.model_copy(update=update), rows)

    def _queue_exports(self, state: State) -> bool:
        if not state.waiting:
            return False
        now, later = state.waiting[:EXPORTS_AT_ONCE], state.waiting[EXPORTS_AT_ONCE:]
        for row in self._rollups.days(now):
            self._exports.daily(row.day, content_of(row), state)
        self._rollups.commit(state, state.model_copy(update={"waiting": later}), [])
        return True
