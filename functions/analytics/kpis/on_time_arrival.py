"""KPI: share of visits begun in time."""

from typing import Final

from analytics.frame import SECOND, Frame
from analytics.kpi import OPEN, Kpi, Observations, pended

EARLIEST: Final = 12 * 3600 * SECOND
"""Nobody begins so long before the window that was promised."""


def observe(frame: Frame) -> Observations:
    """Defined as visits with started_at <= scheduled_end / visits with a window, by its first day.

    The start of work stands for the arrival. Open orders whose work has not begun count as
    missed once the day of the window is over; those cancelled before any start are left out. So
    are orders that were started 12 hours or more before their window: it is of a return visit,
    and the window of the first one is not kept. Unit: share. Date axis: scheduled_start. No
    data: none.
    """
    window = frame.has("scheduled_start") & frame.has("scheduled_end")
    came = window & frame.has("started_at")
    started, begin = frame.number("started_at"), frame.number("scheduled_start")
    first = came & (started + EARLIEST > begin)
    waited = window & ~frame.has("started_at") & frame.is_in("status", *OPEN)
    on_time = first & (started <= frame.number("scheduled_end"))
    return pended(frame, "scheduled_start", hits=on_time, decided=first, pending=waited)


KPI: Final = Kpi(
    name="on_time_arrival",
    title={"ru": "Приехали вовремя", "en": "On-time arrival"},
    meaning={
        "ru": (
            "Визиты, где работу начали не позже конца назначенного окна, делённые на все "
            "визиты с окном."
        ),
        "en": "Visits whose work began by the end of the window / visits that had a window.",
    },
    unit="share",
    shape="ratio",
    axis="scheduled_start",
    observe=observe,
    counts="visits",
    smallest=0.02,
)
