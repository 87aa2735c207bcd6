"""KPI: open orders past their due day."""

from typing import Final

from analytics.derived import NO_DATA, DerivedKpi, Figure, Reading
from analytics.kpi import DIMENSIONS


def reckon(reading: Reading) -> Figure:
    """Defined as the orders open at the end of the last day of the period and due by then.

    They are reckoned by the due date that stands now. An order lies in the slice that it belongs to
    now. Unit: orders. Date axis: day_end. No data: none.
    """
    if reading.overdue is None:
        return NO_DATA
    return Figure(reading.overdue, reading.open or 0)


KPI: Final = DerivedKpi(
    name="overdue",
    title={"ru": "Просрочено", "en": "Overdue"},
    meaning={
        "ru": (
            "Сколько открытых заказов к концу последнего дня периода уже должны были быть "
            "выполнены."
        ),
        "en": (
            "How many of the orders open at the end of the last day of the period were due by then."
        ),
    },
    unit="orders",
    axis="day_end",
    needs=frozenset({"balance"}),
    reckon=reckon,
    course="level",
    better="lower",
    dimensions=DIMENSIONS,
)
