"""KPI: time until somebody took the order on."""

from datetime import timedelta
from typing import Final

from analytics.elapsed import between, first_of
from analytics.frame import ABSENT, Frame
from analytics.kpi import Kpi, Observations, observed

RESPONSES: Final = ("assigned_at", "en_route_at", "started_at")
"""What meets the promise to respond, as the clocks of promised times count it."""


def observe(frame: Frame) -> Observations:
    """Defined as the first of assigned_at, en_route_at and started_at - created_at.

    Orders nobody has taken on yet are left out until somebody does, so the first days may still
    grow. Unit: seconds. Date axis: created_at. No data: none.
    """
    response = first_of(frame, *RESPONSES)
    passed = between(frame.number("created_at"), response)
    return observed(frame, "created_at", where=passed != ABSENT, total=passed)


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
