"""KPI: revenue."""

from collections.abc import Iterable
from typing import Final

from analytics.kpi import Kpi
from analytics.model import OrderRow
from analytics.period import Span


def compute(orders: Iterable[OrderRow], span: Span) -> int:
    """Defined as the sum of the totals of orders completed for the first time in the period.

    Orders in another currency than the company's are left out; a later reopening takes nothing
    back. Unit: money. Date axis: completed_at. No data: 0.
    """
    return sum(order.total for order in orders if span.holds(order.completed_at))


KPI: Final = Kpi(
    name="revenue",
    title={"ru": "Выручка", "en": "Revenue"},
    unit="money",
    axis="completed_at",
    compute=compute,
)
