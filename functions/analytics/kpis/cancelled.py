"""KPI: orders cancelled."""

from collections.abc import Iterable
from typing import Final

from analytics.kpi import Kpi
from analytics.model import OrderRow
from analytics.period import Span


def compute(orders: Iterable[OrderRow], span: Span) -> int:
    """Defined as the number of orders cancelled in the period.

    Unit: orders. Date axis: cancelled_at. No data: 0.
    """
    return sum(1 for order in orders if span.holds(order.cancelled_at))


KPI: Final = Kpi(
    name="cancelled",
    title={"ru": "Отменено", "en": "Cancelled"},
    unit="orders",
    axis="cancelled_at",
    compute=compute,
)
