"""KPI: median age of open orders."""

from typing import Final

from analytics.ages import quantile
from analytics.derived import NO_DATA, DerivedKpi, Figure, Reading
from analytics.kpi import DIMENSIONS

DAY_SECONDS: Final = 86_400


def reckon(reading: Reading) -> Figure:
    """Defined as the median of the days since creation of the orders open now.

    Days are whole local ones. For a period that ended before yesterday there is none: how old
    each was then is not kept. Unit: seconds. Date axis: now. No data: none.
    """
    days = quantile(reading.open_by_created, reading.today, 0.5)
    if days is None or not reading.is_current:
        return NO_DATA
    return Figure(days * DAY_SECONDS, sum(reading.open_by_created.values()))


KPI: Final = DerivedKpi(
    name="backlog_median_age",
    title={"ru": "Медианный возраст открытых", "en": "Backlog median age"},
    meaning={
        "ru": "Медиана возраста заказов, открытых сейчас: половина ждёт дольше.",
        "en": "Median age of the orders open now: half of them wait longer.",
    },
    unit="seconds",
    axis="now",
    needs=frozenset({"standing"}),
    reckon=reckon,
    better="lower",
    dimensions=DIMENSIONS,
)
