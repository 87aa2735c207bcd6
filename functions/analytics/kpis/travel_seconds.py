"""KPI: time travelled."""

from typing import Final

from analytics.elapsed import took
from analytics.frame import Frame
from analytics.kpi import Kpi, Observations


def observe(frame: Frame) -> Observations:
    """Defined as the sum of started_at - en_route_at of orders completed for the first time.

    All of it counts on the day of completion. Orders without both moments, or with them in the
    wrong order, are left out. Unit: seconds. Date axis: completed_at. No data: 0.
    """
    return took(frame, "en_route_at", "started_at")


KPI: Final = Kpi(
    name="travel_seconds",
    title={"ru": "Время в дороге всего", "en": "Time travelled"},
    meaning={
        "ru": "Сумма времени в пути по заказам, впервые выполненным за период.",
        "en": "The sum of travel time of the orders completed for the first time in the period.",
    },
    unit="seconds",
    shape="sum",
    axis="completed_at",
    observe=observe,
    better="neither",
)
