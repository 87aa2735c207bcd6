"""Load: worked time against the calendars, of all technicians or of one."""

from datetime import date
from typing import Any

from analytics.availability import Technician
from analytics.insight.question import Asked
from analytics.insight.schemas import KpiOverviewOut
from analytics.tally import Tally
from shared.hours import Calendar
from tests.analytics.fakes import FakeRollups
from tests.analytics.insight.worlds import FakePeople, counted, insights, of_tallies, put

MONDAY = date(2026, 11, 16)
EIGHT_HOURS = Calendar.model_validate({"weekly": {"mon": [{"start": "09:00", "end": "17:00"}]}})
PEOPLE = FakePeople(
    everyone=(
        Technician(id="tec_1", name="", calendar=EIGHT_HOURS),
        Technician(id="tec_2", name="", calendar=EIGHT_HOURS),
        Technician(id="tec_3", name=""),
    )
)
FIGURES = ["utilisation", "jobs_per_technician_day"]


def worked() -> FakeRollups:
    """One worked two hours on one order, two four hours on two, and so on."""
    rollups = of_tallies({MONDAY: {"": {"created": counted(1)}}})
    loads = {f"tec_{n}": {"work_seconds": Tally(1, n * 7200), "completed": counted(n)}
             for n in (1, 2, 3)}  # fmt: skip
    put(rollups, {MONDAY: loads}, "technician")
    return rollups


def shown(**part: Any) -> dict[str, float | int | None]:
    """Give what is told of load."""
    question = Asked(MONDAY, MONDAY, **part).question()
    answer: KpiOverviewOut = insights(worked(), PEOPLE).overview(question)
    return {each.kpi: each.value for each in answer.tiles if each.kpi in FIGURES}


def test_the_load_of_one_technician_is_that_of_their_own_calendar() -> None:
    assert [*shown(dimension="technician", value="tec_1").values()] == [0.25, 1]
    assert [*shown(dimension="technician", value="tec_2").values()] == [0.5, 2]
    assert shown()["utilisation"] == (0.25 + 0.5) / 2


def test_without_a_calendar_nobody_has_a_load_but_jobs_they_have() -> None:
    assert [*shown(dimension="technician", value="tec_3").values()] == [None, 3]


def test_of_another_slice_no_load_is_told() -> None:
    assert shown(dimension="zone", value="Север") == {}
