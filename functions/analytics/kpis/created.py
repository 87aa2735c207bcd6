"""KPI: orders created."""

from collections.abc import Iterable
from typing import Final

from analytics.kpi import Kpi
from analytics.model import OrderRow
from analytics.period import Span


def compute(orders: Iterable[OrderRow], span: Span) -> int:
    """Defined as the number of orders created in the period.

    Unit: orders. Date axis: created_at. No data: 0.
    """
    return sum(1 for order in orders if span.holds(order.created_at))


KPI: Final = Kpi(
    name="created",
    title={"ru": "Создано", "en": "Created"},
    unit="orders",
    axis="created_at",
    compute=compute,
)
