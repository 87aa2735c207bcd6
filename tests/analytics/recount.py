"""The figures straight from plain rows, one by one: what roll-ups have to come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from analytics.kpis import KPIS
from analytics.period import Period
from analytics.rows import LINKED, OrderRow, Row, kind_of, link_of
from analytics.tally import NOTHING, Tally, bin_of
from shared.clock import local_day
from tests.analytics.frames import frame_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Figures = dict[date, dict[str, dict[str, Tally]]]
FIELDS = {"technician": "technician_id"}
ENDED = {"completed", "closed", "cancelled"}


def newest(world: Iterable[Iterable[Row]]) -> list[Row]:
    """The newest version of every row, with what others tell of it."""
    every = [row for history in world for row in history]
    links: dict[tuple[str, str], datetime] = {}
    for link in filter(None, map(link_of, every)):
        key = (link.kind, link.id)
        links[key] = min(links.get(key, link.at), link.at)
    latest: dict[tuple[str, str], Row] = {}
    for row in every:
        key = (kind_of(row), row.id)
        if key not in latest or latest[key].version < row.version:
            latest[key] = row
    return [
        replace(row, **{LINKED[kind]: links[kind, id_]}) if (kind, id_) in links else row
        for (kind, id_), row in latest.items()
    ]


def counted(rows: Iterable[Row], zone: ZoneInfo, cuts: Iterable[str]) -> dict[str, Figures]:
    """Every KPI's tally by dimension, day and slice."""
    found: dict[str, Figures] = {cut: defaultdict(lambda: defaultdict(dict)) for cut in cuts}
    for row in rows:
        frame = frame_of([row], type(row))
        kind = kind_of(row)
        for kpi in (kpi for kpi in KPIS.values() if kpi.kind == kind):
            seen = kpi.seen(frame, "RUB")
            for place in range(len(seen.rows)):
                at = EPOCH + timedelta(milliseconds=int(seen.at[place]))
                tally = _tally(kpi, seen, place)
                for cut in (cut for cut in found if tally and _has(kpi, cut, row)):
                    value = _value(seen, place, cut, row, at.astimezone(zone))
                    kept = found[cut][local_day(at, zone)][value]
                    kept[kpi.name] = kept.get(kpi.name, NOTHING) + tally
    return {
        cut: {day: {v: dict(t) for v, t in of.items()} for day, of in days.items()}
        for cut, days in found.items()
    }


def _tally(kpi: Any, seen: Any, place: int) -> Tally:
    total, n = int(seen.total[place]), int(seen.n[place])
    pending = 0 if seen.pending is None else int(seen.pending[place])
    squares = total * total if kpi.shape in {"mean", "quantile"} else 0
    bins = {bin_of(total): 1} if kpi.shape == "quantile" else {}
    return Tally(n, total, squares, pending, bins)


def _has(kpi: Any, cut: str, row: Row) -> bool:
    if cut in {"all", "hour"}:
        return cut == "all" or kpi.hours
    field = FIELDS.get(cut, cut)
    return cut in kpi.dimensions and hasattr(row, field)


def _value(seen: Any, place: int, cut: str, row: Row, at: datetime) -> str:
    if cut == "all":
        return ""
    if cut == "hour":
        return str(at.hour)
    if cut == "technician" and seen.technician is not None:
        code = int(seen.technician.codes[place])
        return seen.technician.values[code] if code >= 0 else ""
    return getattr(row, FIELDS.get(cut, cut)) or ""


def open_at(
    rows: Iterable[Row], period: Period, zone: ZoneInfo
) -> list[tuple[int, int, float | None]]:
    """How many orders were open, and overdue, at each day's end, and their mean age in days."""
    orders = [row for row in rows if isinstance(row, OrderRow)]
    told = []
    for day in period.days:
        there = [(o, n) for o in orders if (n := _times_open(o, day, zone))]
        count = sum(n for _, n in there)
        late = sum(n for o, n in there if o.due_at and local_day(o.due_at, zone) <= day)
        ages = sum(n * (day - local_day(o.created_at, zone)).days for o, n in there)
        told.append((count, late, ages / count if count else None))
    return told


def open_in_slices(
    rows: Iterable[Row], dimension: str, period: Period, zone: ZoneInfo
) -> Mapping[str, list[tuple[int, int, float | None]]]:
    """The same by the slices that orders are in now."""
    field = FIELDS.get(dimension, dimension)
    of_value: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if isinstance(row, OrderRow):
            of_value[getattr(row, field) or ""].append(row)
    return {value: open_at(orders, period, zone) for value, orders in of_value.items()}


def _times_open(order: OrderRow, day: date, zone: ZoneInfo) -> int:
    return sum(1 for start, end in _stays(order, zone) if start <= day and (not end or day < end))


def _stays(o: OrderRow, zone: ZoneInfo) -> list[tuple[date, date | None]]:
    def of(at: datetime | None) -> date | None:
        return local_day(at, zone) if at else None

    is_open = o.status not in ENDED
    ends = [of(at) for at in (o.completed_at, o.cancelled_at) if at]
    lasts = [of(at) for at in (o.last_completed_at, o.cancelled_at) if at]
    last = max(lasts) if lasts else of(o.updated_at)
    born = local_day(o.created_at, zone)
    if o.reopened_at and ends:
        again = max(local_day(o.reopened_at, zone), born)
        return [(born, min(ends)), (again, None if is_open else last)]
    return [(born, None if is_open else min([*ends, last]))]


def standing_of(rows: Iterable[Row], zone: ZoneInfo) -> Mapping[str, int]:
    """How many orders are open now by status."""
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        if isinstance(row, OrderRow) and row.status not in ENDED:
            found[row.status] += 1
    return found
