"""KPI: share of orders still open."""

from datetime import timedelta
from typing import Final

from analytics.frame import Frame
from analytics.kpi import OPEN, Kpi, Observations, share


def observe(frame: Frame) -> Observations:
    """Defined as orders open now and never completed / orders created in the period.

    Unit: share. Date axis: created_at. No data: none.
    """
    return share(frame, "created_at", frame.is_in("status", *OPEN) & ~frame.has("completed_at"))


KPI: Final = Kpi(
    name="open_share",
    title={"ru": "Доля ещё открытых", "en": "Open share"},
    meaning={
        "ru": "Доля ещё открытых и ни разу не выполненных среди созданных за период.",
        "en": "Orders still open and never completed, of those created in the period.",
    },
    unit="share",
    shape="ratio",
    axis="created_at",
    observe=observe,
    better="lower",
    matures=timedelta(days=30),
    smallest=0.02,
)
