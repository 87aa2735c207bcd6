"""KPI: share of working time spent on jobs."""

from typing import Final

from analytics.derived import NO_DATA, DerivedKpi, Figure, Reading


def reckon(reading: Reading) -> Figure:
    """Defined as time worked / available time of the technicians.

    Technicians without a known calendar are in neither. It may be above 1: then more was worked
    than the calendars say. Travel is not in it. Unit: share. Date axis: completed_at. No data:
    none.

    Source: https://support.ptc.com/help/servicemaxcore/en/articles/core/business-context5.html
    """
    available = sum(reading.available.values())
    worked = reading.of_available("work_seconds")
    return Figure(worked.total / available, available) if available else NO_DATA


KPI: Final = DerivedKpi(
    name="utilisation",
    title={"ru": "Загрузка мастеров", "en": "Utilisation"},
    meaning={
        "ru": (
            "Чистое время работы по заказам, делённое на рабочее время мастеров по графику "
            "без отсутствий. Больше 100 % — сверх графика."
        ),
        "en": (
            "Hands-on time / working time by the calendars, absences taken off. Above 100 % "
            "is beyond the calendar."
        ),
    },
    unit="share",
    axis="completed_at",
    needs=frozenset({"technicians", "calendar"}),
    reckon=reckon,
    counts="available_seconds",
    course="ratio",
    smallest=0.02,
    dimensions=("technician",),
)
