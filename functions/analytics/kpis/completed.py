"""KPI: orders completed."""

from collections.abc import Iterable
from typing import Final

from analytics.kpi import Kpi
from analytics.model import OrderRow
from analytics.period import Span


def compute(orders: Iterable[OrderRow], span: Span) -> int:
    """Defined as the number of orders completed for the first time in the period.

    Unit: orders. Date axis: completed_at. No data: 0.
    """
    return sum(1 for order in orders if span.holds(order.completed_at))


KPI: Final = Kpi(
    name="completed",
    title={"ru": "Выполнено", "en": "Completed"},
    unit="orders",
    axis="completed_at",
    compute=compute,
)
