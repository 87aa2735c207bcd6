"""KPI: average ticket."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, observed

FREE: Final = ("warranty", "rework")
"""The types of orders that a customer is not charged for."""


def observe(frame: Frame) -> Observations:
    """Defined as the sum of totals / orders, of chargeable orders completed for the first time.

    Orders of the types warranty and rework, those made as rework of another, and those in
    another currency than the company's are left out. Unit: money. Date axis: completed_at. No
    data: none.
    """
    free = frame.is_in("type", *FREE) | frame.has("rework_of")
    return observed(frame, "completed_at", where=~free, total=frame.number("total"))


KPI: Final = Kpi(
    name="average_ticket",
    title={"ru": "Средний чек", "en": "Average ticket"},
    meaning={
        "ru": (
            "Выручка, делённая на число впервые выполненных платных заказов; гарантийные и "
            "переделки не считаются."
        ),
        "en": (
            "Revenue / orders, of paid orders completed for the first time; warranty and "
            "rework left out."
        ),
    },
    unit="money",
    shape="mean",
    axis="completed_at",
    observe=observe,
)
