"""KPI: times that orders were completed."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import DONE, Kpi, Observations, joined, observed


def observe(frame: Frame) -> Observations:
    """Defined as the number of completions in the period, those after a reopening included.

    The first counts at completed_at, all later ones at last_completed_at: of an order completed
    three times the middle one is told on the day of the last. Unit: orders. Date axis:
    completed_at. No data: 0.
    """
    first = observed(frame, "completed_at")
    again = frame.number("reopen_count") + frame.is_in("status", *DONE) - 1
    later = observed(
        frame,
        "last_completed_at",
        where=frame.has("completed_at") & (again > 0),
        total=again,
        n=again,
    )
    return joined(first, later)


KPI: Final = Kpi(
    name="completions",
    title={"ru": "Выполнений всего", "en": "Completions"},
    meaning={
        "ru": (
            "Сколько раз заказы выполняли за период: повторное выполнение после возврата в "
            "работу считается ещё раз."
        ),
        "en": "How many times orders were completed in the period: once more after each reopening.",
    },
    unit="orders",
    shape="count",
    axis="completed_at",
    sees=("completed_at", "last_completed_at"),
    observe=observe,
    counts="completions",
    better="neither",
)
