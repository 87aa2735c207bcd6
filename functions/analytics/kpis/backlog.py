"""KPI: orders that were open."""

from typing import Final

from analytics.derived import DerivedKpi, Figure, Reading


def reckon(reading: Reading) -> Figure:
    """Defined as orders open now - what they grew by on each day after the period.

    Growth of a day is created + reopened - completed - cancelled. It does not add up over days.
    Unit: orders. Date axis: now. No data: 0.
    """
    later = sum(n for day, n in reading.net.items() if day > reading.last)
    count = sum(reading.open_by_created.values()) - later
    return Figure(count, count)


KPI: Final = DerivedKpi(
    name="backlog",
    title={"ru": "В работе", "en": "Backlog"},
    meaning={
        "ru": "Сколько заказов оставалось открытыми в конце последнего дня периода.",
        "en": "How many orders were open at the end of the last day of the period.",
    },
    unit="orders",
    axis="now",
    needs=frozenset({"standing", "balance"}),
    reckon=reckon,
    better="lower",
)
