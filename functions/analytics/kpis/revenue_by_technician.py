"""KPI: revenue by who did the work."""

from typing import Final

import numpy as np

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations


def observe(frame: Frame) -> Observations:
    """Defined as the sum of the lines of orders completed for the first time.

    A line is credited to its own technician, else to the order's; over all technicians it is
    the revenue. Orders in another currency than the company's are left out. Unit: money. Date
    axis: completed_at. No data: 0.
    """
    lines = frame.parts["items"]
    done = frame.has("completed_at")[lines.owner]
    owner = lines.owner[done]
    own = lines.rows.texts["technician_id"].at(done)
    return Observations(
        rows=owner,
        at=frame.number("completed_at")[owner],
        total=lines.rows.number("total")[done],
        n=np.ones(len(owner), np.int64),
        technician=own.or_else(frame.texts["technician_id"].at(owner)),
    )


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
    dimensions=("technician",),
)
