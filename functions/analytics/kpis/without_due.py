"""KPI: orders completed without a due moment."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, observed


def observe(frame: Frame) -> Observations:
    """Defined as the number of orders completed for the first time that have no due moment.

    Unit: orders. Date axis: completed_at. No data: 0.
    """
    return observed(frame, "completed_at", where=~frame.has("due_at"))


KPI: Final = Kpi(
    name="without_due",
    title={"ru": "Выполнено без срока", "en": "Completed without a due date"},
    meaning={
        "ru": (
            "Сколько впервые выполненных заказов не имели срока: в долю выполненных в срок "
            "они не входят."
        ),
        "en": (
            "Orders completed for the first time that had no due moment: SLA compliance "
            "leaves them out."
        ),
    },
    unit="orders",
    shape="count",
    axis="completed_at",
    observe=observe,
    better="neither",
)
