"""KPI: orders cancelled by customers."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, observed


def observe(frame: Frame) -> Observations:
    """Defined as the number of orders cancelled by customers in the period.

    Unit: orders. Date axis: cancelled_at. No data: 0.
    """
    return observed(frame, "cancelled_at", where=frame.is_in("cancelled_by", "customer"))


KPI: Final = Kpi(
    name="cancelled_by_customer",
    title={"ru": "Отменено клиентом", "en": "Cancelled by customers"},
    meaning={
        "ru": "Сколько заказов отменено клиентами за период.",
        "en": "How many orders were cancelled by customers in the period.",
    },
    unit="orders",
    shape="count",
    axis="cancelled_at",
    observe=observe,
    better="lower",
)
