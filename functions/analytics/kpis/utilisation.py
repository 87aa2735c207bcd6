"""KPI: share of working time spent on jobs."""

from typing import Final

from analytics.derived import NO_DATA, DerivedKpi, Figure, Reading


def reckon(reading: Reading) -> Figure:
    """Defined as time worked / available time of the technicians.

    It may be above 1: then more was worked than the calendars say. Travel is not in it. Unit:
    share. Date axis: completed_at. No data: none.

    Source: https://support.ptc.com/help/servicemaxcore/en/articles/core/business-context5.html
    """
    worked = reading.total("work_seconds")
    if not reading.available_seconds:
        return NO_DATA
    return Figure(worked.total / reading.available_seconds, worked.n)


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
    needs=frozenset({"totals", "calendar"}),
    reckon=reckon,
    smallest=0.02,
    dimensions=("technician",),
)
