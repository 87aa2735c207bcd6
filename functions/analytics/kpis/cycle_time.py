"""KPI: hands-on time."""

from typing import Final

from analytics.elapsed import hands_on
from analytics.frame import ABSENT, Frame
from analytics.kpi import Kpi, Observations, observed


def observe(frame: Frame) -> Observations:
    """Defined as completed_at - started_at - holds; its median is shown, the p90 beside.

    An order that was both held and reopened is left out: its holds before and after the first
    completion are not told apart. Unit: seconds. Date axis: completed_at. No data: none.
    """
    worked = hands_on(frame)
    return observed(frame, "completed_at", where=worked != ABSENT, total=worked)


KPI: Final = Kpi(
    name="cycle_time",
    title={"ru": "Чистое время работы", "en": "Cycle time"},
    meaning={
        "ru": "Медиана времени от начала работы до первого выполнения без пауз.",
        "en": "Median time from the start of work to the first completion, holds taken off.",
    },
    unit="seconds",
    shape="quantile",
    axis="completed_at",
    observe=observe,
    better="lower",
)
