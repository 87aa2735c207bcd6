"""KPI: age of open orders."""

from typing import Final

from analytics.ages import quantile
from analytics.derived import NO_DATA, DerivedKpi, Figure, Reading

DAY_SECONDS: Final = 86_400


def reckon(reading: Reading) -> Figure:
    """Defined as the median of today - the day of creation, of orders open now, in whole days.

    For a period that ended earlier there is none: how old what was open then was is not kept.
    Unit: seconds. Date axis: now. No data: none.
    """
    days = quantile(reading.open_by_created, reading.today, 0.5)
    if days is None or not reading.is_current:
        return NO_DATA
    return Figure(days * DAY_SECONDS, sum(reading.open_by_created.values()))


KPI: Final = DerivedKpi(
    name="backlog_age",
    title={"ru": "Возраст открытых", "en": "Backlog age"},
    meaning={
        "ru": "Медиана возраста открытых сейчас заказов в днях от создания.",
        "en": "Median age of the orders open now, in days since their creation.",
    },
    unit="seconds",
    axis="now",
    needs=frozenset({"standing"}),
    reckon=reckon,
    better="lower",
    is_sliced=True,
)
