"""Columns out of plain rows, and the tallies of what a KPI sees in them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar, get_args, get_type_hints
from zoneinfo import ZoneInfo

import numpy as np

from analytics.frame import ABSENT, Frame, Ints, Part, Texts
from analytics.kpi import Kpi
from analytics.rows import ROWS, LineRow, OrderRow, PaymentRow
from analytics.tally import NOTHING, Tally, bin_of
from analytics.zones import local_days

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NESTED = {"items": LineRow, "payments": PaymentRow}
CURRENCY = "RUB"
R = TypeVar("R")


def plain(type_: type[R], **changes: Any) -> R:
    """Make a row in which only what is named is told."""
    hints = get_type_hints(type_)
    needed = [field.name for field in fields(type_) if field.default is MISSING]  # type: ignore[arg-type]
    blank = {name: {str: "", int: 0, bool: False}.get(hints[name]) for name in needed}
    return type_(**blank | changes)


def frame_of(rows: Sequence[Any], type_: type = OrderRow) -> Frame:
    """Put rows into columns."""
    hints = get_type_hints(type_)
    texts = {name for name, hint in hints.items() if str in (hint, *get_args(hint))}
    numbers = hints.keys() - texts - NESTED.keys()
    return Frame(
        size=len(rows),
        numbers={name: _numbers([getattr(row, name) for row in rows]) for name in numbers},
        texts={name: _texts([getattr(row, name) for row in rows]) for name in texts},
        parts={name: _part(rows, name) for name in NESTED if name in hints},
    )


def ms(moment: datetime) -> int:
    """Give a moment as columns hold it."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def told(
    kpi: Kpi, rows: Sequence[Any], frame: Frame | None = None
) -> Iterator[tuple[Any, int, int, int, int, str | None]]:
    """Give what a KPI sees: row, moment, total, n, pending and who is credited."""
    frame = frame or _known(tuple(rows), ROWS[kpi.kind])
    seen = kpi.seen(frame, CURRENCY)
    pending = np.zeros(len(seen.rows), np.int64) if seen.pending is None else seen.pending
    credited = seen.technician or frame.texts["technician_id"].at(seen.rows)
    for place, at, total, n, waits, code in zip(
        seen.rows, seen.at, seen.total, seen.n, pending, credited.codes, strict=True
    ):
        who = credited.values[code] if code >= 0 else None
        yield rows[place], int(at), int(total), int(n), int(waits), who


def tallies(
    kpi: Kpi, rows: Sequence[Any], key: Callable[[Any, int, str | None], Hashable]
) -> dict[Hashable, Tally]:
    """Add up what a KPI sees by a key of row, moment and who is credited."""
    sums: dict[Hashable, Tally] = defaultdict(Tally)
    for row, at, total, n, pending, who in told(kpi, rows):
        bins = {bin_of(total): 1} if kpi.shape == "quantile" else {}
        sums[key(row, at, who)] += Tally(n, total, total * total, pending, bins)
    return dict(sums)


def whole(kpi: Kpi, rows: Sequence[Any]) -> Tally:
    """Add up all that a KPI sees."""
    return tallies(kpi, rows, lambda *_: "").get("", NOTHING)


def by_day(kpi: Kpi, rows: Sequence[Any], zone: ZoneInfo) -> dict[date, Tally]:
    """Add up what a KPI sees by the local day."""
    days = tallies(kpi, rows, lambda _, at, __: int(local_days(np.array([at]), zone)[0]))
    return {date(1970, 1, 1) + timedelta(days=day): tally for day, tally in days.items()}  # type: ignore[arg-type]


@lru_cache(maxsize=8)
def _known(rows: tuple[Any, ...], type_: type) -> Frame:
    # Many KPIs see the same rows.
    return frame_of(rows, type_)


def _numbers(values: Sequence[Any]) -> Ints:
    return np.array([ABSENT if v is None else _number(v) for v in values], np.int64)


def _number(value: datetime | int) -> int:
    return ms(value) if isinstance(value, datetime) else int(value)


def _texts(values: Sequence[str | None]) -> Texts:
    words = sorted({value for value in values if value is not None})
    codes = [-1 if value is None else words.index(value) for value in values]
    return Texts(np.array(codes, np.int64), words)


def _part(rows: Sequence[Any], name: str) -> Part:
    nested = [(place, each) for place, row in enumerate(rows) for each in getattr(row, name)]
    owner = np.array([place for place, _ in nested], np.int64)
    return Part(owner, frame_of([each for _, each in nested], NESTED[name]))
