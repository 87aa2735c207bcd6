"""KPI: time from creation to completion."""

from typing import Final

from analytics.elapsed import took
from analytics.frame import Frame
from analytics.kpi import Kpi, Observations


def observe(frame: Frame) -> Observations:
    """Defined as completed_at - created_at; its median is shown, the p90 beside.

    Orders without both moments, or with them in the wrong order, are left out. Unit: seconds.
    Date axis: completed_at. No data: none.
    """
    return took(frame, "created_at", "completed_at")


KPI: Final = Kpi(
    name="lead_time",
    title={"ru": "Срок выполнения", "en": "Lead time"},
    meaning={
        "ru": "Медиана времени от создания заказа до первого выполнения.",
        "en": "Median time from the creation of an order to its first completion.",
    },
    unit="seconds",
    shape="quantile",
    axis="completed_at",
    observe=observe,
    better="lower",
)
