"""KPI: time on the job."""

from typing import Final

from analytics.elapsed import took
from analytics.frame import Frame
from analytics.kpi import Kpi, Observations


def observe(frame: Frame) -> Observations:
    """Defined as completed_at - started_at, holds included.

    Orders without both moments, or with them in the wrong order, are left out. Unit: seconds.
    Date axis: completed_at. No data: none.
    """
    return took(frame, "started_at", "completed_at")


KPI: Final = Kpi(
    name="on_job_time",
    title={"ru": "Время на объекте", "en": "On-job time"},
    meaning={
        "ru": "Медиана времени от начала работы до первого выполнения, вместе с паузами.",
        "en": "Median time from the start of work to the first completion, holds included.",
    },
    unit="seconds",
    shape="quantile",
    axis="completed_at",
    observe=observe,
    better="lower",
)
