"""KPI: time on the way."""

from typing import Final

from analytics.elapsed import took
from analytics.frame import Frame
from analytics.kpi import Kpi, Observations


def observe(frame: Frame) -> Observations:
    """Defined as started_at - en_route_at of orders completed for the first time.

    The departure kept is the last one: an order whose last departure was after its start is
    left out. Orders without both moments, or with them in the wrong order, are left out. Unit:
    seconds. Date axis: completed_at. No data: none.
    """
    return took(frame, "en_route_at", "started_at")


KPI: Final = Kpi(
    name="travel_time",
    title={"ru": "Время в пути", "en": "Travel time"},
    meaning={
        "ru": "Медиана времени от выезда до начала работы.",
        "en": "Median time from departure to the start of work.",
    },
    unit="seconds",
    shape="quantile",
    axis="completed_at",
    observe=observe,
    better="lower",
)
