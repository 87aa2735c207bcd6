"""KPI: orders completed."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, observed


def observe(frame: Frame) -> Observations:
    """Defined as the number of orders completed for the first time in the period.

    A later reopening takes nothing back. Unit: orders. Date axis: completed_at. No data: 0.
    """
    return observed(frame, "completed_at")


KPI: Final = Kpi(
    name="completed",
    title={"ru": "Выполнено", "en": "Completed"},
    meaning={
        "ru": "Сколько заказов впервые выполнено за период; повторное выполнение не считается.",
        "en": "How many orders were completed for the first time in the period.",
    },
    unit="orders",
    shape="count",
    axis="completed_at",
    observe=observe,
    hours=True,
)
