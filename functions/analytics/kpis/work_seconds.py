"""KPI: time worked."""

from typing import Final

from analytics.elapsed import hands_on
from analytics.frame import ABSENT, Frame
from analytics.kpi import Kpi, Observations, observed


def observe(frame: Frame) -> Observations:
    """Defined as the sum of completed_at - started_at - holds.

    All of it counts on the day of completion. An order that was both held and reopened is left
    out: its holds before and after the first completion are not told apart. Unit: seconds. Date
    axis: completed_at. No data: 0.
    """
    worked = hands_on(frame)
    return observed(frame, "completed_at", where=worked != ABSENT, total=worked)


KPI: Final = Kpi(
    name="work_seconds",
    title={"ru": "Отработано", "en": "Time worked"},
    meaning={
        "ru": "Сумма чистого времени работы по заказам, впервые выполненным за период.",
        "en": "The sum of hands-on time of the orders completed for the first time in the period.",
    },
    unit="seconds",
    shape="sum",
    axis="completed_at",
    observe=observe,
    better="neither",
)
