"""KPI: time until somebody took the order on."""

from datetime import timedelta
from typing import Final

import numpy as np

from analytics.frame import SECOND, Frame
from analytics.kpi import Kpi, Observations, observed

RESPONSES: Final = ("assigned_at", "en_route_at", "started_at")
"""What meets the promise to respond, as the clocks of promised times count it."""


def observe(frame: Frame) -> Observations:
    """Defined as the first of assigned_at, en_route_at and started_at - created_at.

    Orders nobody has taken on yet are left out until somebody does, so the first days may still
    grow. Unit: seconds. Date axis: created_at. No data: none.
    """
    never = np.iinfo(np.int64).max
    firsts = [np.where(frame.has(name), frame.number(name), never) for name in RESPONSES]
    first = np.minimum.reduce(firsts)
    created = frame.number("created_at")
    where = frame.has("created_at") & (first != never) & (first >= created)
    passed = (np.where(where, first, 0) - np.where(where, created, 0)) // SECOND
    return observed(frame, "created_at", where=where, total=passed)


KPI: Final = Kpi(
    name="response_time",
    title={"ru": "Время реакции", "en": "Response time"},
    meaning={
        "ru": (
            "Медиана времени от создания заказа до первого действия: назначения, выезда или "
            "начала работы."
        ),
        "en": (
            "Median time from the creation of an order to the first assignment, departure or start."
        ),
    },
    unit="seconds",
    shape="quantile",
    axis="created_at",
    observe=observe,
    better="lower",
    matures=timedelta(days=7),
)
