"""KPI: orders that were open."""

from typing import Final

from analytics.derived import NO_DATA, DerivedKpi, Figure, Reading
from analytics.kpi import DIMENSIONS


def reckon(reading: Reading) -> Figure:
    """Defined as the orders open at the end of the last day of the period.

    An order is open from its creation, or a reopening, to its completion or cancelling. It adds
    up over slices, not over days. An order lies in the slice that it belongs to now. Unit: orders.
    Date axis: day_end. No data: none.
    """
    if reading.open is None:
        return NO_DATA
    return Figure(reading.open, reading.open)


KPI: Final = DerivedKpi(
    name="backlog",
    title={"ru": "Открытые заказы", "en": "Backlog"},
    meaning={
        "ru": "Сколько заказов оставалось открытыми в конце последнего дня периода.",
        "en": "How many orders were open at the end of the last day of the period.",
    },
    unit="orders",
    axis="day_end",
    needs=frozenset({"balance"}),
    reckon=reckon,
    course="level",
    better="lower",
    dimensions=DIMENSIONS,
)
