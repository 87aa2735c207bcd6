"""KPI: share of orders done in time."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import DONE, OPEN, Kpi, Observations, pended


def observe(frame: Frame) -> Observations:
    """Defined as on time / (on time + late + open overdue) by the day on which orders were due.

    On time is an order whose last completion was not after its due moment. Open orders count as
    missed once their due day is over, before that not at all: without them the share would look
    better the more is left lying. Cancelled orders and those without a due moment are left out;
    the latter have a figure of their own. Unit: share. Date axis: due_at. No data: none.

    Source: https://github.com/tasheanabythewood/cincy-311-service-performance/blob/main/reports/metric_dictionary.md
    """
    due = frame.has("due_at")
    is_open = due & frame.is_in("status", *OPEN)
    done = due & frame.is_in("status", *DONE) & frame.has("last_completed_at")
    on_time = done & (frame.number("last_completed_at") <= frame.number("due_at"))
    return pended(frame, "due_at", hits=on_time, decided=done, pending=is_open)


KPI: Final = Kpi(
    name="sla_compliance",
    title={"ru": "Выполнено в срок", "en": "SLA compliance"},
    meaning={
        "ru": (
            "Выполненные в срок, делённые на все со сроком в периоде: в срок, с опозданием "
            "и просроченные открытые."
        ),
        "en": (
            "Done in time / (in time + late + overdue and open), of the orders due in the period."
        ),
    },
    unit="share",
    shape="ratio",
    axis="due_at",
    observe=observe,
    smallest=0.02,
)
