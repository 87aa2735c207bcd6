"""KPI: share of orders that ended cancelled."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, joined, observed, share


def observe(frame: Frame) -> Observations:
    """Defined as cancelled / (completed + cancelled), each on the day of its own end.

    It is reckoned of the figures of those names: an order that was reopened and then cancelled
    is in both. Unit: share. Date axis: end_at. No data: none.
    """
    completed = share(frame, "completed_at", ~frame.has("completed_at"))
    return joined(completed, observed(frame, "cancelled_at"))


KPI: Final = Kpi(
    name="cancellation_rate",
    title={"ru": "Доля отмен", "en": "Cancellation rate"},
    meaning={
        "ru": "Отменённые, делённые на сумму отменённых и впервые выполненных за период.",
        "en": "Cancelled / (cancelled + completed for the first time) in the period.",
    },
    unit="share",
    shape="ratio",
    axis="end_at",
    sees=("completed_at", "cancelled_at"),
    observe=observe,
    better="lower",
    smallest=0.02,
)
