"""From orders to a day's figures: recomputed from rows, never added to."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from analytics.kpis import KPIS
from analytics.model import AXES, DayRow, Figures, OrderRow
from analytics.period import Span
from shared.clock import local_day


def touched_days(orders: Iterable[OrderRow | None], zone: ZoneInfo) -> set[date]:
    """Give the local days on which one of the orders has a stamp."""
    stamps = (getattr(order, axis) for order in orders if order for axis in AXES)
    return {local_day(at, zone) for at in stamps if at is not None}


def figures(orders: Sequence[OrderRow], span: Span, currency: str) -> Figures:
    """Compute every KPI over the orders that have a stamp in the span.

    `statuses` counts the orders that were created in the span by the status they have now.
    """
    inside = [o for o in orders if any(span.holds(getattr(o, axis)) for axis in AXES)]
    statuses = Counter(order.status for order in inside if span.holds(order.created_at))
    versions = sorted(f"{order.id}:{order.version}" for order in inside)
    return Figures(
        values={name: kpi.of(inside, span, currency) for name, kpi in KPIS.items()},
        statuses=dict(sorted(statuses.items())),
        content=_digest(versions) if versions else "",
    )


def with_parts(row: DayRow, parts: Mapping[str, Figures]) -> DayRow:
    """Replace what some months add to a day; a month that adds nothing any more is left out."""
    merged = {**row.parts, **parts}
    return DayRow(day=row.day, parts={m: merged[m] for m in sorted(merged) if merged[m].content})


def day_values(row: DayRow | None) -> dict[str, int]:
    """Sum a day's KPIs over the months; a day without a row is all zeros."""
    parts = row.parts.values() if row else ()
    return {name: sum(part.values.get(name, 0) for part in parts) for name in KPIS}


def content_of(row: DayRow) -> str:
    """Name the content of a day: another name whenever one of its orders has changed."""
    return _digest([f"{month}:{part.content}" for month, part in sorted(row.parts.items())])


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]
