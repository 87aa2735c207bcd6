"""KPI: orders created."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, observed


def observe(frame: Frame) -> Observations:
    """Defined as the number of orders created in the period.

    Unit: orders. Date axis: created_at. No data: 0.
    """
    return observed(frame, "created_at")


KPI: Final = Kpi(
    name="created",
    title={"ru": "Создано", "en": "Created"},
    meaning={
        "ru": "Сколько заказов создано за период.",
        "en": "How many orders were created in the period.",
    },
    unit="orders",
    shape="count",
    axis="created_at",
    observe=observe,
    better="neither",
    hours=True,
)
