"""KPI: orders cancelled by the company."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, observed


def observe(frame: Frame) -> Observations:
    """Defined as the number of orders cancelled by the company in the period.

    Unit: orders. Date axis: cancelled_at. No data: 0.
    """
    return observed(frame, "cancelled_at", where=frame.is_in("cancelled_by", "company"))


KPI: Final = Kpi(
    name="cancelled_by_company",
    title={"ru": "Отменено компанией", "en": "Cancelled by the company"},
    meaning={
        "ru": "Сколько заказов отменено компанией за период.",
        "en": "How many orders were cancelled by the company in the period.",
    },
    unit="orders",
    shape="count",
    axis="cancelled_at",
    observe=observe,
    better="lower",
)
