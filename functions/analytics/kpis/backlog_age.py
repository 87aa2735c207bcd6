"""KPI: mean age of open orders."""

from typing import Final

from analytics.derived import NO_DATA, DerivedKpi, Figure, Reading
from analytics.kpi import DIMENSIONS

DAY_SECONDS: Final = 86_400


def reckon(reading: Reading) -> Figure:
    """Defined as the mean of the days since creation of the orders open at the end of the period.

    Days are whole local ones. An order lies in the slice that it belongs to now. Unit: seconds.
    Date axis: day_end. No data: none.
    """
    if reading.mean_age_days is None or not reading.open:
        return NO_DATA
    return Figure(reading.mean_age_days * DAY_SECONDS, reading.open)


KPI: Final = DerivedKpi(
    name="backlog_age",
    title={"ru": "Средний возраст открытых", "en": "Backlog age"},
    meaning={
        "ru": "Средний возраст заказов, открытых в конце последнего дня периода: дни от создания.",
        "en": (
            "Mean age of the orders open at the end of the last day of the period: days "
            "since creation."
        ),
    },
    unit="seconds",
    axis="day_end",
    needs=frozenset({"balance"}),
    reckon=reckon,
    course="level",
    better="lower",
    dimensions=DIMENSIONS,
)
