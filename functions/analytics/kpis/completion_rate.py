"""KPI: share of orders that were completed."""

from datetime import timedelta
from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, share


def observe(frame: Frame) -> Observations:
    """Defined as orders completed by now / orders created in the period.

    A completion counts even if the order was reopened later. With the share still open and the
    share cancelled before any completion it adds up to 1. Unit: share. Date axis: created_at.
    No data: none.
    """
    return share(frame, "created_at", frame.has("completed_at"))


KPI: Final = Kpi(
    name="completion_rate",
    title={"ru": "Доля выполненных", "en": "Completion rate"},
    meaning={
        "ru": (
            "Доля выполненных на сегодня среди созданных за период. Рядом смотрите долю ещё "
            "открытых."
        ),
        "en": (
            "Completed by now of the orders created in the period. See the share still open "
            "beside it."
        ),
    },
    unit="share",
    shape="ratio",
    axis="created_at",
    observe=observe,
    matures=timedelta(days=30),
    smallest=0.02,
)
