"""KPI: revenue by who did the work."""

from dataclasses import replace
from typing import Final

from analytics.frame import ABSENT, Frame
from analytics.kpi import Kpi, Observations, nested


def observe(frame: Frame) -> Observations:
    """Defined as the sum of the lines of orders completed for the first time.

    A line is credited to its own technician, else to the order's; over all technicians it is
    the revenue. Orders in another currency than the company's are left out. Unit: money. Date
    axis: completed_at. No data: 0.
    """
    lines = frame.parts["items"]
    completed = frame.number("completed_at")[lines.owner]
    orders = frame.texts["technician_id"].at(lines.owner)
    credited = lines.rows.texts["technician_id"].or_else(orders)
    seen = nested(frame, "items", completed, total=lines.rows.number("total"))
    return replace(seen, technician=credited).only(completed != ABSENT)


KPI: Final = Kpi(
    name="revenue_by_technician",
    title={"ru": "Выручка мастера", "en": "Revenue by technician"},
    meaning={
        "ru": (
            "Сумма строк впервые выполненных заказов: каждая строка тому мастеру, который в "
            "ней указан, иначе мастеру заказа."
        ),
        "en": (
            "The lines of orders completed for the first time, each credited to its own "
            "technician, else to that of the order."
        ),
    },
    unit="money",
    shape="sum",
    axis="completed_at",
    observe=observe,
    counts="lines",
    dimensions=("technician",),
)
