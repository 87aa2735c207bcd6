"""KPI: time of a visit, way included."""

from typing import Final

from analytics.elapsed import seconds
from analytics.frame import ABSENT, Frame
from analytics.kpi import Kpi, Observations, observed


def observe(frame: Frame) -> Observations:
    """Defined as completed_at - en_route_at: travel time + on-job time of one order.

    Orders that have not both are left out. Unit: seconds. Date axis: completed_at. No data:
    none.
    """
    way = seconds(frame, "en_route_at", "started_at")
    work = seconds(frame, "started_at", "completed_at")
    both = (way != ABSENT) & (work != ABSENT)
    return observed(frame, "completed_at", where=both, total=way + work)


KPI: Final = Kpi(
    name="visit_time",
    title={"ru": "Время выезда целиком", "en": "Visit time"},
    meaning={
        "ru": "Медиана времени от выезда до первого выполнения: дорога и работа вместе.",
        "en": "Median time from departure to the first completion: way and work together.",
    },
    unit="seconds",
    shape="quantile",
    axis="completed_at",
    observe=observe,
    better="lower",
)
