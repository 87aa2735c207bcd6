"""KPI: orders cancelled."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, observed


def observe(frame: Frame) -> Observations:
    """Defined as the number of orders cancelled in the period.

    Unit: orders. Date axis: cancelled_at. No data: 0.
    """
    return observed(frame, "cancelled_at")


KPI: Final = Kpi(
    name="cancelled",
    title={"ru": "Отменено", "en": "Cancelled"},
    meaning={
        "ru": "Сколько заказов отменено за период.",
        "en": "How many orders were cancelled in the period.",
    },
    unit="orders",
    shape="count",
    axis="cancelled_at",
    observe=observe,
    better="lower",
    hours=True,
)
