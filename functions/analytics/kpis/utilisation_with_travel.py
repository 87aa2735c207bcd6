"""KPI: share of working time spent on jobs and on the way."""

from typing import Final

from analytics.derived import NO_DATA, DerivedKpi, Figure, Reading


def reckon(reading: Reading) -> Figure:
    """Defined as (time worked + time travelled) / available time of the technicians.

    Technicians without a known calendar are in neither. It may be above 1: then more was worked
    than the calendars say. Unit: share. Date axis: completed_at. No data: none.

    Source: https://support.ptc.com/help/servicemaxcore/en/articles/core/business-context5.html
    """
    available = sum(reading.available.values())
    worked = reading.of_available("work_seconds")
    travelled = reading.of_available("travel_seconds")
    if not available:
        return NO_DATA
    return Figure((worked.total + travelled.total) / available, available)


KPI: Final = DerivedKpi(
    name="utilisation_with_travel",
    title={"ru": "Загрузка с дорогой", "en": "Utilisation with travel"},
    meaning={
        "ru": (
            "Чистое время работы и время в пути, делённые на рабочее время мастеров по "
            "графику без отсутствий."
        ),
        "en": "Hands-on and travel time / working time by the calendars, absences taken off.",
    },
    unit="share",
    axis="completed_at",
    needs=frozenset({"technicians", "calendar"}),
    reckon=reckon,
    counts="available_seconds",
    course="ratio",
    better="neither",
    smallest=0.02,
    dimensions=("technician",),
)
