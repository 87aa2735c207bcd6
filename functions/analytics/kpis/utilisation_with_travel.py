"""KPI: share of working time spent on jobs and on the way."""

from typing import Final

from analytics.derived import NO_DATA, DerivedKpi, Figure, Reading


def reckon(reading: Reading) -> Figure:
    """Defined as (time worked + time travelled) / available time of the technicians.

    It may be above 1: then more was worked than the calendars say. Unit: share. Date axis:
    completed_at. No data: none.

    Source: https://support.ptc.com/help/servicemaxcore/en/articles/core/business-context5.html
    """
    worked, travelled = reading.total("work_seconds"), reading.total("travel_seconds")
    if not reading.available_seconds:
        return NO_DATA
    busy = worked.total + travelled.total
    return Figure(busy / reading.available_seconds, max(worked.n, travelled.n))


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
    needs=frozenset({"totals", "calendar"}),
    reckon=reckon,
    better="neither",
    smallest=0.02,
    dimensions=("technician",),
)
