"""KPI: share of orders that had to be done again."""

from typing import Final

from analytics.elapsed import reworked
from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, share
from analytics.reworks import WINDOW


def observe(frame: Frame) -> Observations:
    """Defined as orders with a rework order within 30 days / orders completed for the first time.

    It counts on the day of the origin's completion and for the origin's technician. It is final
    after these 30 days. Unit: share. Date axis: completed_at. No data: none.

    Source: https://www.servicetitan.com/field-service-management/recalls-callbacks-warranty
    """
    return share(frame, "completed_at", reworked(frame, WINDOW))


KPI: Final = Kpi(
    name="rework_rate",
    title={"ru": "Доля переделок", "en": "Rework rate"},
    meaning={
        "ru": "Доля впервые выполненных заказов, к которым за 30 дней завели переделку.",
        "en": (
            "Orders completed for the first time for which a rework order was made within 30 days."
        ),
    },
    unit="share",
    shape="ratio",
    axis="completed_at",
    observe=observe,
    better="lower",
    matures=WINDOW,
    smallest=0.01,
)
