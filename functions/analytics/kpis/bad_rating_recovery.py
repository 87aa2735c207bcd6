"""KPI: share of low ratings followed up."""

from datetime import timedelta
from typing import Final

from analytics.elapsed import within
from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, pended

LOW: Final = 2
RECOVERY: Final = timedelta(hours=48)


def observe(frame: Frame) -> Observations:
    """Defined as ratings 1 and 2 with a follow-up closed within 48 hours / ratings 1 and 2.

    Those not closed yet count as missed once their day is over; after two days the figure is
    final. Unit: share. Date axis: submitted_at. No data: none.
    """
    low = frame.has("rating") & (frame.number("rating") <= LOW)
    closed = low & frame.has("followup_closed_at")
    in_time = low & within(frame, "submitted_at", "followup_closed_at", RECOVERY)
    return pended(frame, "submitted_at", hits=in_time, decided=closed, pending=low & ~closed)


KPI: Final = Kpi(
    name="bad_rating_recovery",
    title={"ru": "Разобрано плохих оценок", "en": "Bad rating recovery"},
    meaning={
        "ru": "Оценки 1 и 2, задача по которым закрыта за 48 часов, делённые на все оценки 1 и 2.",
        "en": "Ratings 1 and 2 whose follow-up was closed within 48 hours / ratings 1 and 2.",
    },
    unit="share",
    shape="ratio",
    axis="submitted_at",
    observe=observe,
    kind="answers",
    counts="ratings",
    matures=RECOVERY,
    smallest=0.02,
    dimensions=("technician", "type"),
)
