"""KPI: open orders past their due day."""

from typing import Final

from analytics.ages import before
from analytics.derived import NO_DATA, DerivedKpi, Figure, Reading


def reckon(reading: Reading) -> Figure:
    """Defined as the number of orders open now whose due day is over.

    Those due today are not counted, whatever the hour. For a period that ended earlier there is
    none. Unit: orders. Date axis: now. No data: none.
    """
    if not reading.is_current:
        return NO_DATA
    count = sum(before(reading.open_by_due, reading.today).values())
    return Figure(count, sum(reading.open_by_created.values()))


KPI: Final = DerivedKpi(
    name="overdue",
    title={"ru": "Просрочено", "en": "Overdue"},
    meaning={
        "ru": "Сколько открытых сейчас заказов должны были выполнить до сегодняшнего дня.",
        "en": "How many orders open now were due before today.",
    },
    unit="orders",
    axis="now",
    needs=frozenset({"standing"}),
    reckon=reckon,
    better="lower",
    is_sliced=True,
)
