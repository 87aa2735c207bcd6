"""KPI: orders a technician completes in a day."""

from typing import Final

from analytics.derived import NO_DATA, DerivedKpi, Figure, Reading


def reckon(reading: Reading) -> Figure:
    """Defined as orders completed for the first time / technician-days with a completion.

    Orders without a technician are left out. Unit: per_day. Date axis: completed_at. No data:
    none.
    """
    counts = [
        tallies["completed"].total
        for day in reading.technicians.values()
        for technician, tallies in day.items()
        if technician and "completed" in tallies and tallies["completed"].total
    ]
    return Figure(sum(counts) / len(counts), len(counts)) if counts else NO_DATA


KPI: Final = DerivedKpi(
    name="jobs_per_technician_day",
    title={"ru": "Заказов на мастера в день", "en": "Jobs per technician-day"},
    meaning={
        "ru": (
            "Впервые выполненные заказы, делённые на человеко-дни: дни, в которые мастер "
            "выполнил хотя бы один."
        ),
        "en": (
            "Orders completed for the first time / technician-days, days on which a "
            "technician completed any."
        ),
    },
    unit="per_day",
    axis="completed_at",
    needs=frozenset({"technicians"}),
    reckon=reckon,
    counts="technician_days",
    course="ratio",
    dimensions=("technician",),
)
