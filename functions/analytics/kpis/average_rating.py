"""KPI: average rating."""

from typing import Final

from analytics.frame import Frame
from analytics.kpi import Kpi, Observations, observed


def observe(frame: Frame) -> Observations:
    """Defined as the sum of ratings / their number, 1 to 5, by the day of the first answer.

    Unit: rating. Date axis: submitted_at. No data: none.
    """
    return observed(frame, "submitted_at", where=frame.has("rating"), total=frame.number("rating"))


KPI: Final = Kpi(
    name="average_rating",
    title={"ru": "Средняя оценка", "en": "Average rating"},
    meaning={
        "ru": "Сумма оценок, делённая на их число; шкала от 1 до 5.",
        "en": "The sum of ratings / their number, on a scale of 1 to 5.",
    },
    unit="rating",
    shape="mean",
    axis="submitted_at",
    observe=observe,
    kind="answers",
    counts="ratings",
    smallest=0.1,
    dimensions=("technician", "type"),
)
